/** A client of GitHub's REST API for scripts that must not use packages. */
export class GitHubClient {
  readonly #url: string
  readonly #token: string

  constructor(url: string, token: string) {
    this.#url = url
    this.#token = token
  }

  /**
   * Sends a request and returns the body of the response. `path` is relative to the API URL, or an absolute URL from
   * GitHub.
   *
   * @throws Error if the response is not successful.
   */
  async request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.#send(method, path, body)
    if (!response.ok) throw await toError(method, path, response)
    return (response.status === 204 ? undefined : await response.json()) as T
  }

  /** Like `request`, but returns undefined for a 404. */
  async find<T>(path: string): Promise<T | undefined> {
    const response = await this.#send('GET', path)
    if (response.status === 404) return undefined
    if (!response.ok) throw await toError('GET', path, response)
    return (await response.json()) as T
  }

  /** Reads all pages of a list. */
  async listAll<T>(path: string): Promise<readonly T[]> {
    const entries: T[] = []
    for (let page = 1; ; page++) {
      const pageEntries = await this.request<readonly T[]>('GET', `${path}?per_page=100&page=${page}`)
      entries.push(...pageEntries)
      if (pageEntries.length < 100) return entries
    }
  }

  async #send(method: string, path: string, body?: unknown): Promise<Response> {
    const isFile = Buffer.isBuffer(body)
    return fetch(path.startsWith('https:') || path.startsWith('http:') ? path : `${this.#url}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${this.#token}`,
        'content-type': isFile ? 'application/octet-stream' : 'application/json',
        'x-github-api-version': '2022-11-28',
      },
      ...(body === undefined ? {} : { body: isFile ? new Uint8Array(body) : JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(120_000),
    })
  }
}

async function toError(method: string, path: string, response: Response): Promise<Error> {
  return new Error(`${method} ${path}: ${response.status} ${(await response.text()).slice(0, 500)}`)
}

/** Returns an environment variable. @throws Error if it is missing or does not match `pattern`. */
export function requireEnv(name: string, pattern = /./): string {
  const value = process.env[name] ?? ''
  if (!pattern.test(value))
    throw new Error(`${name} is ${JSON.stringify(value)}, which does not match ${pattern}`)
  return value
}
