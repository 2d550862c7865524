import { parseJson, type RecordedRequest } from '../simulator/wire.ts'
import type { Heard } from './validator.ts'
import type { Wire } from './exchanges.ts'

/** Where the judges listen; `setup.mjs` says so to all tests of the bundle. */
export const JUDGES = 'JUDGES_URL'

/**
 * Has the judge of a wire compare what a simulator has heard.
 *
 * @throws Error with all that is wrong.
 */
export async function compare(wire: Wire, url: string, heard: readonly Heard[]): Promise<void> {
  if (heard.length === 0) return
  const answer = await fetch(`${url}/${wire}`, { method: 'POST', body: JSON.stringify(heard) })
  const objections = (await answer.json()) as readonly string[]
  if (objections.length > 0) throw new Error(`against the description of ${wire}:\n${objections.join('\n')}`)
}

/**
 * What is to be compared: requests that came through whole, and answers that no test has ordered to be bad. Of GitHub's
 * GraphQL there is no description.
 */
export function heardOf(requests: readonly RecordedRequest[]): readonly Heard[] {
  return requests
    .filter(({ raw, headers }) => Buffer.byteLength(raw) >= Number(headers['content-length'] ?? 0))
    .filter(({ path }) => !path.endsWith('/graphql'))
    .map(({ method, path, query, headers, body, answer }) => ({
      method,
      // As other servers have it.
      path: path.replace(/^\/api\/v[13](?=\/)/, ''),
      query,
      headers,
      body,
      ...(answer && {
        answer: { status: answer.status, headers: answer.headers ?? {}, body: parseJson(answer.body) },
      }),
    }))
}
