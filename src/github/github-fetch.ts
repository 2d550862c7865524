import http from 'node:http'
import https from 'node:https'
import { RedirectError } from '../network/connection-errors.ts'
import type { FindProxy } from '../network/proxy-settings.ts'
import { sendRequest, type NetworkResponse } from '../network/send-request.ts'

/** A page of 100 comments of the greatest length has up to 26 MB. */
const MAX_BODY_BYTES = 32 * 1024 * 1024
const MAX_REDIRECTS = 3

/** What octokit passes to `fetch`. */
interface FetchOptions {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

/** What octokit uses of a `Response`. */
interface FetchResponse {
  readonly url: string
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  text(): Promise<string>
}

type Fetch = (url: string, options: FetchOptions) => Promise<FetchResponse>

/**
 * Creates a `fetch` for octokit on the same network code as the client of the service. Unlike the global one it limits
 * the size of a response, and sends token and body only to the server at `apiUrl`: reads follow redirects there, and
 * writes none.
 */
export function createGitHubFetch(apiUrl: string, findProxy: FindProxy): Fetch {
  const { origin, protocol } = new URL(apiUrl)
  const agent = new (protocol === 'https:' ? https : http).Agent({ keepAlive: true })
  const send = (url: URL, { method, headers, body, signal }: FetchOptions): Promise<NetworkResponse> =>
    sendRequest({
      method,
      url,
      headers: { ...headers, 'accept-encoding': 'gzip' },
      body,
      maxBodyBytes: MAX_BODY_BYTES,
      signal,
      findProxy,
      agent,
    })
  return async (address, options) => {
    // The link to the next page may name another address of the same server.
    const { pathname, search } = new URL(address)
    let url = new URL(origin + pathname + search)
    let response = await send(url, options)
    for (let count = 0; isRedirect(response); count++) {
      if (count === MAX_REDIRECTS) throw new RedirectError('too many redirects')
      url = checkRedirect(url, response.headers.location ?? '', options.method)
      response = await send(url, options)
    }
    return toFetchResponse(url, response)
  }
}

function isRedirect({ status, headers }: NetworkResponse): boolean {
  return [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined
}

/** Returns the target, or throws if the request must not be sent there. */
function checkRedirect(url: URL, location: string, method: string): URL {
  const target = URL.parse(location, url.href)
  if (target?.origin !== url.origin)
    throw new RedirectError(
      `the server redirects to ${target?.origin ?? 'an invalid address'}, which would send the token there. Check the address of the server (GITHUB_API_URL), and whether a proxy requires a login.`,
    )
  if (method !== 'GET')
    throw new RedirectError(
      'the server redirects the request, but only reads are redirected. Has the repository been renamed or moved? Then start a new run.',
    )
  return target
}

function toFetchResponse(url: URL, { status, headers, body }: NetworkResponse): FetchResponse {
  const entries = Object.entries(headers).map(([name, value]) => [name, String(value)] as const)
  return { url: url.href, status, headers: new Map(entries), text: () => Promise.resolve(body) }
}
