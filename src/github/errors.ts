import { valueAt } from './payload.ts'
import type { GitHubError } from '../state/github.ts'
import {
  describeCertificateError,
  describeProxyError,
  type ConnectionError,
} from '../network/connection-errors.ts'

export type PermissionScope =
  'comments' | 'identity' | 'pull requests' | 'statuses' | 'contents' | 'dispatches'

/** Each hint names the whole `permissions` block, because a block removes all permissions that it does not list. */
const PERMISSION_HINTS: Record<PermissionScope, string> = {
  comments:
    'Give the job `permissions: { contents: read, pull-requests: write }` (for an issue `issues: write`). With `comment: false` nothing is remembered, and every push trains again.',
  identity: 'The token may not read its own login.',
  'pull requests': 'Give the job `permissions: { contents: read, pull-requests: write }`.',
  statuses:
    'Give the job `permissions: { contents: read, pull-requests: write, statuses: write }`, or set `commit-status: false`.',
  contents: 'Give the job `permissions: { contents: read, pull-requests: write }`.',
  dispatches:
    'Give the job `permissions: { contents: write, issues: write, pull-requests: write }`, or leave `dispatch-event` empty.',
}

interface CallInfo {
  /** Start of the message, for example `reading the comments`. */
  readonly action: string
  readonly scope: PermissionScope
  readonly timeoutMs: number
}

/** Converts an exception of octokit. */
export function toGitHubError(error: unknown, { action, scope, timeoutMs }: CallInfo): GitHubError {
  const status = numberOf(error, 'status')
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300)
  const fail = (reason: string, isPermanent: boolean, isNotFound = false) =>
    ({ ok: false, message: `${action}: ${reason}`, isPermanent, isNotFound }) as const
  const connectionError = findConnectionError(rootCause(error))
  if (connectionError)
    return fail(
      connectionError.hint ? `${connectionError.message}. ${connectionError.hint}` : connectionError.message,
      false,
    )
  // GraphQL reports missing permissions with status 200.
  if (valueAt(error, 'name') === 'GraphqlResponseError') return fail(message, true)
  if (isTimeout(error)) return fail(`no response within ${timeoutMs / 1000} s`, false)
  switch (status ?? 0) {
    case 401:
      return fail(`GitHub rejected \`github-token\` (${message})`, true)
    case 403:
    case 429:
      if (status === 429 || isRateLimit(error, message))
        return withRetryAfter(fail(`GitHub is rate-limiting requests (${message})`, false), error)
      return fail(
        `${message}. ${/is locked/.test(message) ? 'Unlock the conversation.' : PERMISSION_HINTS[scope]}`,
        true,
      )
    case 404:
    case 410:
      return fail(`not found (HTTP ${status})`, true, true)
    case 422:
      return fail(`GitHub rejected the request (${message})`, true)
    default:
      return fail(
        !hasResponse(error) || status === undefined || status >= 600 ? message : `HTTP ${status}: ${message}`,
        false,
      )
  }
}

/** A TLS or proxy error that the user must fix, from the errors of Node and undici. */
function findConnectionError(cause: unknown): ConnectionError | undefined {
  const [, status] = /^Proxy response \((\d+)\)/.exec(String(valueAt(cause, 'message'))) ?? []
  return status === undefined
    ? describeCertificateError(String(valueAt(cause, 'code')))
    : describeProxyError(status)
}

/** The innermost error; libraries wrap it in their own. */
function rootCause(error: unknown): unknown {
  const cause = valueAt(error, 'cause')
  return cause === undefined ? error : rootCause(cause)
}

/** Adds the delay that GitHub asks for: `Retry-After` in seconds, or until the rate limit resets. */
function withRetryAfter(fail: GitHubError, error: unknown): GitHubError {
  const headers = valueAt(valueAt(error, 'response'), 'headers')
  const seconds = Number(valueAt(headers, 'retry-after') ?? Number.NaN)
  const resetS = Number(valueAt(headers, 'x-ratelimit-reset') ?? Number.NaN)
  const isEmpty = valueAt(headers, 'x-ratelimit-remaining') === '0'
  const date = valueAt(headers, 'date')
  const nowS = typeof date === 'string' ? Date.parse(date) / 1000 : Number.NaN
  const waitS = Number.isFinite(seconds) ? seconds : isEmpty ? resetS - nowS : Number.NaN
  return waitS > 0 ? { ...fail, retryAfterMs: waitS * 1000 } : fail
}

/** octokit also sets status 500 if there was no response. */
function hasResponse(error: unknown): boolean {
  return valueAt(error, 'response') !== undefined
}

function isTimeout(error: unknown): boolean {
  const name = valueAt(error, 'name')
  if (name === 'TimeoutError' || name === 'AbortError') return true
  const cause = valueAt(error, 'cause')
  return cause !== undefined && isTimeout(cause)
}

function isRateLimit(error: unknown, message: string): boolean {
  const headers = valueAt(valueAt(error, 'response'), 'headers')
  return (
    valueAt(headers, 'retry-after') !== undefined ||
    valueAt(headers, 'x-ratelimit-remaining') === '0' ||
    /rate limit/i.test(message)
  )
}

function numberOf(value: unknown, field: string): number | undefined {
  const found = valueAt(value, field)
  return typeof found === 'number' ? found : undefined
}
