/** GitHub's REST API with a token, for steps that may run nothing but Node. */
export class GitHub {
  readonly #url: string
  readonly #token: string

  constructor(url: string, token: string) {
    this.#url = url
    this.#token = token
  }

  /**
   * The answer to a request; `path` is from the API's root, or an address that GitHub has given.
   *
   * @throws Error for an answer that is no success.
   */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.#send(method, path, body)
    if (!answer.ok) throw await failure(method, path, answer)
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }

  /** What is there, or nothing for a 404. */
  async find<T>(path: string): Promise<T | undefined> {
    const answer = await this.#send('GET', path)
    if (answer.status === 404) return undefined
    if (!answer.ok) throw await failure('GET', path, answer)
    return (await answer.json()) as T
  }

  /** All entries of a list. */
  async all<T>(path: string): Promise<readonly T[]> {
    const entries: T[] = []
    for (let page = 1; ; page++) {
      const some = await this.ask<readonly T[]>('GET', `${path}?per_page=100&page=${page}`)
      entries.push(...some)
      if (some.length < 100) return entries
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

async function failure(method: string, path: string, answer: Response): Promise<Error> {
  return new Error(`${method} ${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`)
}

/** The value of an environment variable. @throws Error when it is missing or not of the form. */
export function given(name: string, form = /./): string {
  const value = process.env[name] ?? ''
  if (!form.test(value)) throw new Error(`${name} is ${JSON.stringify(value)}, which does not match ${form}`)
  return value
}
