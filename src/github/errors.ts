import { valueAt } from './payload.ts'
import type { GitHubError } from '../state/github.ts'
import {
  describeConnectionError,
  FROM_PROXY_HINT,
  isFromProxy,
  RedirectError,
  type ConnectionError,
} from '../network/connection-errors.ts'
import { describeRefusal, type PermissionScope } from './refusals.ts'

interface CallInfo {
  /** Start of the message, for example `reading the comments`. */
  readonly action: string
  readonly scope: PermissionScope
  readonly timeoutMs: number
}

/** A list has more pages than anybody reads: the rest may have what matters. */
export class TooManyPagesError extends Error {
  constructor(pages: number) {
    super(`the list has more than ${pages} pages`)
  }
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
  const connectionError = findConnectionError(error)
  if (connectionError) return fail(sentences(connectionError))
  const isGraphqlError = valueAt(error, 'name') === 'GraphqlResponseError'
  // GraphQL reports limits and missing permissions with status 200.
  const isOver = isGraphqlError && /rate limit/i.test(message)
  if (isGraphqlError && !isOver) return fail(message, true)
  if (error instanceof TooManyPagesError) return fail(message, true)
  if (isTimeout(error)) return fail(`no response within ${timeoutMs / 1000} s`)
  if (valueAt(error, 'cause') instanceof RedirectError) return fail(message, true)
  if (status !== undefined && isProxyPage(error, status))
    return fail(`refused with a page instead of an answer of GitHub (HTTP ${status}). ${FROM_PROXY_HINT}`)
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

function sentences({ message, hint }: ConnectionError): string {
  return hint === undefined ? message : `${message}. ${hint}`
}

/** A TLS or proxy error that the user must fix; libraries wrap it in their own. */
function findConnectionError(error: unknown): ConnectionError | undefined {
  const found = describeConnectionError(error)
  const cause = valueAt(error, 'cause')
  return found ?? (cause === undefined ? undefined : findConnectionError(cause))
}

/** A page by something in between says nothing about token and permissions. */
function isProxyPage(error: unknown, status: number): boolean {
  const response = valueAt(error, 'response')
  const body = valueAt(response, 'data')
  const contentType = valueAt(valueAt(response, 'headers'), 'content-type')
  return isFromProxy(status, String(contentType), typeof body === 'string' ? body : '')
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
