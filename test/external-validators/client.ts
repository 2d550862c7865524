import { parseJson, type RecordedRequest } from '../simulator/wire.ts'
import type { RecordedExchange } from './validator.ts'
import type { Service } from './descriptions.ts'

/** Environment variable with the URL of the validators; set by `setup.mjs` for all bundle tests. */
export const VALIDATORS_URL = 'VALIDATORS_URL'

/**
 * Validates recorded exchanges against the OpenAPI description of the service.
 *
 * @throws Error that lists all violations.
 */
export async function validateExchanges(
  service: Service,
  url: string,
  exchanges: readonly RecordedExchange[],
): Promise<void> {
  if (exchanges.length === 0) return
  const response = await fetch(`${url}/${service}`, { method: 'POST', body: JSON.stringify(exchanges) })
  const violations = (await response.json()) as readonly string[]
  if (violations.length > 0)
    throw new Error(`violations of the API description of ${service}:\n${violations.join('\n')}`)
}

/**
 * Selects what can be validated: complete requests, and responses as they were before a fault changed them. GitHub's
 * GraphQL, what only Gitea has, and Gitea's responses are in no description.
 */
export function toExchanges(requests: readonly RecordedRequest[]): readonly RecordedExchange[] {
  return requests
    .filter(({ rawBody, headers }) => Buffer.byteLength(rawBody) >= Number(headers['content-length'] ?? 0))
    .filter(({ path }) => !path.endsWith('/graphql') && !/\/commits\/\w+\/pull$|\/contents$/.test(path))
    .map(({ method, path, query, headers, body, response }) => ({
      method,
      // The prefix of other servers is not in the description.
      path: path.replace(/^\/api\/v[13](?=\/)/, ''),
      query,
      headers,
      body,
      response:
        response === undefined || path.startsWith('/api/v1/')
          ? undefined
          : {
              status: response.status,
              headers: response.headers ?? {},
              body: parseJson(response.body),
            },
    }))
}
