import type { GitHubFailure } from '../state/comment-store.ts'
import { certificateRefusal, proxyRefusal, type Refusal } from '../network/connection-errors.ts'

/** What a call has to do with, as GitHub gives permissions for it. */
export type Area = 'comments' | 'pull requests' | 'statuses' | 'contents' | 'dispatches'

/** A `permissions` block takes all others away, so that each names the whole of it. */
const PERMISSION_HINTS: Record<Area, string> = {
  comments:
    'Give the job `permissions: { contents: read, pull-requests: write }` (for an issue `issues: write`), or set `comment: false`.',
  'pull requests': 'Give the job `permissions: { contents: read, pull-requests: write }`.',
  statuses:
    'Give the job `permissions: { contents: read, pull-requests: write, statuses: write }`, or set `commit-status: false`.',
  contents: 'Give the job `permissions: { contents: read, pull-requests: write }`.',
  dispatches:
    'Give the job `permissions: { contents: write, issues: write, pull-requests: write }`, or leave `dispatch-event` empty.',
}

/** What was tried. */
export interface Trial {
  /** In the words of a message: `reading the comments`. */
  readonly action: string
  readonly area: Area
  /** How long, in milliseconds. */
  readonly limitMs: number
}

/** What an exception of octokit means. */
export function githubFailure(error: unknown, { action, area, limitMs }: Trial): GitHubFailure {
  const status = numberOf(error, 'status')
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300)
  const failure = (reason: string, isFinal: boolean, isGone = false) =>
    ({ ok: false, reason: `${action}: ${reason}`, isFinal, isGone }) as const
  const refusal = refusalOf(rootOf(error))
  if (refusal) return failure(refusal.hint ? `${refusal.words}. ${refusal.hint}` : refusal.words, false)
  if (isTimeout(error)) return failure(`no answer within ${limitMs / 1000} s`, false)
  switch (status ?? 0) {
    case 401:
      return failure(`GitHub does not accept \`github-token\` (${message})`, true)
    case 403:
    case 429:
      if (status === 429 || isRateLimit(error, message))
        return limited(failure(`GitHub limits the rate of requests (${message})`, false), error)
      return failure(`${message}. ${PERMISSION_HINTS[area]}`, true)
    case 404:
    case 410:
      return failure(`GitHub finds no such thing (HTTP ${status})`, true, true)
    case 422:
      return failure(`GitHub does not accept it (${message})`, true)
    default:
      return failure(
        !wasAnswered(error) || status === undefined || status >= 600 ? message : `HTTP ${status}: ${message}`,
        false,
      )
  }
}

/** What keeps a request from GitHub until somebody sets the machine right, by what Node and undici say of it. */
function refusalOf(root: unknown): Refusal | undefined {
  const [, status] = /^Proxy response \((\d+)\)/.exec(String(fieldOf(root, 'message'))) ?? []
  return status === undefined ? certificateRefusal(String(fieldOf(root, 'code'))) : proxyRefusal(status)
}

/** What happened at first; libraries wrap it in errors of their own. */
function rootOf(error: unknown): unknown {
  const cause = fieldOf(error, 'cause')
  return cause === undefined ? error : rootOf(cause)
}

/** With the time that GitHub asks for: `Retry-After` in seconds, or the moment when the limit is lifted. */
function limited(failure: GitHubFailure, error: unknown): GitHubFailure {
  const headers = fieldOf(fieldOf(error, 'response'), 'headers')
  const seconds = Number(fieldOf(headers, 'retry-after') ?? Number.NaN)
  const resetS = Number(fieldOf(headers, 'x-ratelimit-reset') ?? Number.NaN)
  const isEmpty = fieldOf(headers, 'x-ratelimit-remaining') === '0'
  const date = fieldOf(headers, 'date')
  const nowS = typeof date === 'string' ? Date.parse(date) / 1000 : Number.NaN
  const waitS = Number.isFinite(seconds) ? seconds : isEmpty ? resetS - nowS : Number.NaN
  return waitS > 0 ? { ...failure, retryAfterMs: waitS * 1000 } : failure
}

/** octokit gives status 500 to what never came to an answer. */
function wasAnswered(error: unknown): boolean {
  return fieldOf(error, 'response') !== undefined
}

function isTimeout(error: unknown): boolean {
  const name = fieldOf(error, 'name')
  if (name === 'TimeoutError' || name === 'AbortError') return true
  const cause = fieldOf(error, 'cause')
  return cause !== undefined && isTimeout(cause)
}

function isRateLimit(error: unknown, message: string): boolean {
  const headers = fieldOf(fieldOf(error, 'response'), 'headers')
  return (
    fieldOf(headers, 'retry-after') !== undefined ||
    fieldOf(headers, 'x-ratelimit-remaining') === '0' ||
    /rate limit/i.test(message)
  )
}

function numberOf(value: unknown, field: string): number | undefined {
  const found = fieldOf(value, field)
  return typeof found === 'number' ? found : undefined
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, field) as unknown) : undefined
}
