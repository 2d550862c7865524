import { valueAt } from './payload.ts'
import type { GitHubError } from '../state/github.ts'
import {
  describeCertificateError,
  describeProxyError,
  type ConnectionError,
} from '../network/connection-errors.ts'
import { describeRefusal, type PermissionScope } from './refusals.ts'

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
  const fail = (reason: string, isPermanent = false): GitHubError => ({
    ok: false,
    message: `${action}: ${reason}`,
    isPermanent,
    isNotFound: false,
  })
  const connectionError = findConnectionError(rootCause(error))
  if (connectionError)
    return fail(
      connectionError.hint ? `${connectionError.message}. ${connectionError.hint}` : connectionError.message,
    )
  const isGraphqlError = valueAt(error, 'name') === 'GraphqlResponseError'
  // GraphQL reports limits and missing permissions with status 200.
  const isOver = isGraphqlError && /rate limit/i.test(message)
  if (isGraphqlError && !isOver) return fail(message, true)
  if (isTimeout(error)) return fail(`no response within ${timeoutMs / 1000} s`)
  const response = {
    status: isOver ? 403 : (status ?? 0),
    message,
    headers: headersOf(error, isGraphqlError),
  }
  const refusal = describeRefusal(response, scope)
  if (refusal !== undefined) return { ...refusal, ok: false, message: `${action}: ${refusal.message}` }
  return fail(
    !hasResponse(error) || status === undefined || status >= 600 ? message : `HTTP ${status}: ${message}`,
  )
}

/** The headers of the response, which octokit puts elsewhere for GraphQL. */
function headersOf(error: unknown, isGraphqlError: boolean): Readonly<Record<string, unknown>> {
  const headers = isGraphqlError ? valueAt(error, 'headers') : valueAt(valueAt(error, 'response'), 'headers')
  return typeof headers === 'object' && headers !== null ? (headers as Record<string, unknown>) : {}
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

function numberOf(value: unknown, field: string): number | undefined {
  const found = valueAt(value, field)
  return typeof found === 'number' ? found : undefined
}
