import type { Clock } from '../jobs/clock.ts'
import type { GitHubResult, RepositoryClient, RepositoryComment } from '../state/github.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { SYNC_REQUEST_TIMEOUT_MS } from '../timeouts.ts'

interface RequestContext {
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
}

/** Repeats a request of `sync` to GitHub. */
export function requestOfSync<T>(
  send: () => Promise<GitHubResult<T>>,
  { clock, random }: RequestContext,
): Promise<GitHubResult<T>> {
  return retryGitHub(send, { clock, random, untilMs: clock.now() + SYNC_REQUEST_TIMEOUT_MS })
}

/** Reads the pull request of a comment; undefined for an issue. */
export async function readPullRequestOf(
  { number, url }: Pick<RepositoryComment, 'number' | 'url'>,
  client: RepositoryClient,
  context: RequestContext,
): ReturnType<RepositoryClient['pullRequest']> {
  const result = await requestOfSync(() => client.pullRequest(number), context)
  // A token that may not read it gets a 404, too.
  return result.ok && result.value === undefined && isOnPullRequest(url) ? NOT_SHOWN : result
}

const isOnPullRequest = (url: string): boolean => /\/pulls?\/\d+(?:#|$)/.test(url)

const NOT_SHOWN: GitHubResult<never> = {
  ok: false,
  isNotFound: true,
  isPermanent: true,
  message: 'reading the pull request: GitHub does not show it to this token',
}
