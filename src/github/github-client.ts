import type { GitHubReply } from '../state/comment-store.ts'
import { githubFailure, type Area } from './errors.ts'

/** One exchange with GitHub; longer ones are given up, because no report is worth holding up the watch. */
const LIMIT_MS = 15_000
/** More pages than any conversation has (100 things each); a server whose pages never end is left after them. */
const MAX_PAGES = 200

export interface GitHubOptions {
  readonly token: string
  /** Address of the REST API, with the path that GitHub Enterprise Server has. */
  readonly apiUrl: string
  readonly userAgent: string
  readonly owner: string
  readonly repo: string
  /** Whether calls go through a proxy, which needs a library that is not loaded otherwise. */
  readonly usesProxy: boolean
}

export type Octokit = Awaited<ReturnType<typeof connect>>

/** GitHub for one repository, connected at the first call. No call throws; each ends in bounded time. */
export class GitHub {
  readonly where: { readonly owner: string; readonly repo: string }
  readonly #options: GitHubOptions
  #connection: Promise<Octokit> | undefined

  constructor(options: GitHubOptions) {
    this.#options = options
    this.where = { owner: options.owner, repo: options.repo }
  }

  /** Makes a call; `action` says in the words of a failure what was tried. */
  async call<T>(action: string, area: Area, work: (octokit: Octokit) => Promise<T>): Promise<GitHubReply<T>> {
    try {
      this.#connection ??= connect(this.#options)
      return { ok: true, value: await work(await this.#connection) }
    } catch (error) {
      return githubFailure(error, { action, area, limitMs: LIMIT_MS })
    }
  }
}

async function connect({ token, apiUrl, userAgent, usesProxy }: GitHubOptions) {
  if (usesProxy) {
    const undici: object = await import('undici')
    if ('loadUndici' in undici) await (undici.loadUndici as () => Promise<void>)()
  }
  const { getOctokit } = await import('@actions/github')
  return getOctokit(token, { baseUrl: apiUrl, userAgent, log: SILENT })
}

interface Answer {
  readonly data: unknown
  readonly headers: { readonly link?: string | undefined }
}

/** All pages of a list that begins with this one. */
export async function allPages(octokit: Octokit, first: Answer): Promise<readonly unknown[]> {
  const all: unknown[] = []
  // Not octokit's iterator: it drops the limit in time, and takes a broken page for an empty one.
  let page = first
  for (let count = 1; ; count++) {
    if (!Array.isArray(page.data)) throw new Error(BROKEN)
    all.push(...(page.data as unknown[]))
    // Follows the Link header, because some servers ignore `page` and would be read for ever.
    const next = /<([^<>]+)>;\s*rel="next"/.exec(page.headers.link ?? '')?.[1]
    if (next === undefined || count >= MAX_PAGES) return all
    page = await octokit.request({ method: 'GET', url: next, ...bounded() })
  }
}

const silent = () => undefined
const SILENT = { debug: silent, info: silent, warn: silent, error: silent }
/** octokit gives what it could read of an answer, also when it broke off. */
export const BROKEN = 'the answer is broken'

/** For every request by itself: an option of the same name at the start would replace the way through the proxy. */
export function bounded() {
  return { request: { signal: AbortSignal.timeout(LIMIT_MS), log: SILENT } }
}

/** A field of a value that should be an object. */
export function fieldOf(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (parent, field) =>
      typeof parent === 'object' && parent !== null ? (Reflect.get(parent, field) as unknown) : undefined,
    value,
  )
}

/** A text in a value that should be an object. */
export function textOf(value: unknown, ...path: readonly string[]): string | undefined {
  const found = fieldOf(value, ...path)
  return typeof found === 'string' ? found : undefined
}
