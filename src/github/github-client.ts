import { momentOf, type Clock, type Moment } from '../jobs/clock.ts'
import type { GitHubError, GitHubResult } from '../state/github.ts'
import { GITHUB_REQUEST_TIMEOUT_MS } from '../timeouts.ts'
import type { FindProxy } from '../network/proxy-settings.ts'
import type { Access, RefusalHistory } from '../state/refusal-history.ts'
import { isGiteaApi } from './gitea.ts'
import { valueAt } from './payload.ts'
import { TooManyPagesError, toGitHubError } from './errors.ts'
import type { PermissionScope } from './refusals.ts'

/** Pages of 100 items; guards against a server whose pages never end. */
const MAX_PAGES = 200
/** By which the clocks may differ over one request. */
const MAX_SLEEP_MS = 5_000

export interface GitHubClientOptions {
  readonly token: string
  /** Base URL of the REST API, with the path of GitHub Enterprise Server. */
  readonly apiUrl: string
  readonly userAgent: string
  readonly owner: string
  readonly repo: string
  readonly findProxy: FindProxy
  /** Ours. */
  readonly clock: Clock
  /** Called before each request that changes something, which is sent when the result resolves. */
  readonly beforeWrite?: () => Promise<void>
  /** Called once for each limit that GitHub reports. */
  readonly onLimit?: (error: GitHubError) => void
  /** Decides which refusals are believed; without it, each is. */
  readonly refusals?: RefusalHistory
}

export type Octokit = Awaited<ReturnType<typeof connect>>

/** A client for one repository, created at the first call. No call throws; every request has a timeout. */
export class GitHubClient {
  readonly repo: { readonly owner: string; readonly repo: string }
  readonly #options: GitHubClientOptions
  #connection: Promise<Octokit> | undefined
  /** GitHub's clock minus ours. */
  #clockOffsetMs = 0
  /** When the limit that was last reported ends, on our monotonic clock. */
  #limitedUntilMs = -Infinity

  constructor(options: GitHubClientOptions) {
    this.#options = options
    this.repo = { owner: options.owner, repo: options.repo }
  }

  /** GitHub's time (Unix time), from its latest response. */
  time(): number {
    return this.#options.clock.wall() + this.#clockOffsetMs
  }

  get clock(): Clock {
    return this.#options.clock
  }

  /** Whether the server is Gitea or Forgejo, whose API lacks some calls. */
  get isGitea(): boolean {
    return isGiteaApi(this.#options.apiUrl)
  }

  /**
   * Reads something. `action` starts the error message, for example `reading the comments`. `resource`: what else than the
   * permission a refusal may depend on.
   */
  async call<T>(
    action: string,
    scope: PermissionScope,
    send: (octokit: Octokit) => Promise<T>,
    { access = 'read', resource = '' }: { readonly access?: Access; readonly resource?: string } = {},
  ): Promise<GitHubResult<T>> {
    const result = await this.#send(action, scope, send)
    if (!result.ok && result.isLimit) this.#reportLimit(result)
    return this.#options.refusals?.assess(result, `${scope}${resource}`, access) ?? result
  }

  /** Changes something. */
  write<T>(
    action: string,
    scope: PermissionScope,
    send: (octokit: Octokit) => Promise<T>,
  ): Promise<GitHubResult<T>> {
    return this.call(action, scope, send, { access: 'write' })
  }

  async #send<T>(
    action: string,
    scope: PermissionScope,
    send: (octokit: Octokit) => Promise<T>,
  ): Promise<GitHubResult<T>> {
    try {
      this.#connection ??= connect(this.#options, (date, sent) => this.#setTime(date, sent))
      return { ok: true, value: await send(await this.#connection) }
    } catch (error) {
      return toGitHubError(error, { action, scope, timeoutMs: GITHUB_REQUEST_TIMEOUT_MS })
    }
  }

  /** Several calls may run into the same limit. */
  #reportLimit(error: GitHubError): void {
    const { clock, onLimit } = this.#options
    const nowMs = clock.now()
    if (nowMs >= this.#limitedUntilMs) onLimit?.(error)
    this.#limitedUntilMs = nowMs + (error.retryAfterMs ?? 0)
  }

  /** Not by an answer that came before the machine slept, and was read after that. */
  #setTime(date: string | undefined, sent: Moment): void {
    const { clock } = this.#options
    const sleptMs = clock.wall() - sent.wallMs - (clock.now() - sent.nowMs)
    const timeMs = Date.parse(date ?? '')
    if (!Number.isNaN(timeMs) && sleptMs < MAX_SLEEP_MS) this.#clockOffsetMs = timeMs - clock.wall()
  }
}

async function connect(
  { token, apiUrl, userAgent, findProxy, beforeWrite, clock }: GitHubClientOptions,
  onDate: (date: string | undefined, sent: Moment) => void,
) {
  const [{ getOctokit }, { createGitHubFetch }] = await Promise.all([
    import('@actions/github'),
    import(/* webpackChunkName: 'network' */ './github-fetch.ts'),
  ])
  const request = { fetch: createGitHubFetch(apiUrl, findProxy) }
  const octokit = getOctokit(token, { baseUrl: apiUrl, userAgent, log: SILENT_LOG, request })
  octokit.hook.wrap('request', async (send, options) => {
    const sent = momentOf(clock)
    const response = await send(options)
    onDate(response.headers.date, sent)
    return response
  })
  octokit.hook.before('request', async ({ method }) => {
    if (method !== 'GET') await beforeWrite?.()
  })
  return octokit
}

interface ListResponse {
  readonly data: unknown
  readonly headers: { readonly link?: string | undefined }
}

/** Reads all pages of a list that starts with `first`. */
export async function allPages(octokit: Octokit, first: ListResponse): Promise<readonly unknown[]> {
  const all: unknown[] = []
  // octokit's iterator drops the timeout and treats an invalid page as an empty one.
  let page = first
  for (let count = 1; ; count++) {
    if (!Array.isArray(page.data)) throw new Error(INVALID_RESPONSE)
    all.push(...(page.data as unknown[]))
    // Follow the Link header, because some servers ignore `page` and would never end.
    const next = /<([^<>]+)>;\s*rel="next"/.exec(page.headers.link ?? '')?.[1]
    if (next === undefined) return all
    if (count === MAX_PAGES) throw new TooManyPagesError(MAX_PAGES)
    page = await octokit.request({ method: 'GET', url: next, ...requestOptions() })
  }
}

const ignore = () => undefined
const SILENT_LOG = { debug: ignore, info: ignore, warn: ignore, error: ignore }
/** octokit also returns truncated responses, as far as it could read them. */
export const INVALID_RESPONSE = 'the response is invalid'

/** For one request: its time starts now. */
export function requestOptions() {
  return { request: { signal: AbortSignal.timeout(GITHUB_REQUEST_TIMEOUT_MS), log: SILENT_LOG } }
}

/** A string in a value of unknown shape, by its path; unlike `textAt` it may be empty. */
export function stringAt(value: unknown, path: string): string | undefined {
  const found = valueAt(value, path)
  return typeof found === 'string' ? found : undefined
}
