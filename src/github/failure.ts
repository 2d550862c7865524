import type { GitHubReply } from '../report/comments.ts'

const PERMISSION_HINT =
  'Give the job `permissions: { contents: read, pull-requests: write }` (for an issue `issues: write`), or set `comment: false`.'

/** What an exception of octokit means. `action` says what was tried, `limitMs` how long. */
export function githubFailure(
  error: unknown,
  action: string,
  limitMs: number,
): GitHubReply<never> & { ok: false } {
  const status = numberOf(error, 'status')
  const message = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ').slice(0, 300)
  const failure = (reason: string, isFinal: boolean, isGone = false) =>
    ({ ok: false, reason: `${action}: ${reason}`, isFinal, isGone }) as const
  if (isTimeout(error)) return failure(`no answer within ${limitMs / 1000} s`, false)
  switch (status ?? 0) {
    case 401:
      return failure(`GitHub does not accept \`github-token\` (${message})`, true)
    case 403:
    case 429:
      if (status === 429 || isRateLimit(error, message))
        return failure(`GitHub limits the rate of requests (${message})`, false)
      return failure(`${message}. ${PERMISSION_HINT}`, true)
    case 404:
    case 410:
      return failure(`GitHub finds no such conversation or comment (HTTP ${status})`, true, true)
    case 422:
      return failure(`GitHub does not accept the comment (${message})`, true)
    default:
      return failure(
        !wasAnswered(error) || status === undefined || status >= 600 ? message : `HTTP ${status}: ${message}`,
        false,
      )
  }
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
