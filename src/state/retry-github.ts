import { retryWithBackoff, type RetryOptions } from '../jobs/backoff.ts'
import type { GitHubError, GitHubResult } from './github.ts'

/** Repeats a call to GitHub until it succeeds, fails permanently or `untilMs` has passed. Resolves to the last result. */
export function retryGitHub<T>(
  request: () => Promise<GitHubResult<T>>,
  options: RetryOptions<GitHubError>,
): Promise<GitHubResult<T>> {
  return retryWithBackoff(
    request,
    ({ isPermanent, retryAfterMs = 0 }) => (isPermanent ? 'final' : retryAfterMs),
    options,
  )
}
