/** A comment on a pull request or issue. */
export interface StoredComment {
  /** Increases: the lower of two ids is the older comment. */
  readonly id: number
  readonly body: string
  /** Login; `github-actions[bot]` for the token of a workflow. */
  readonly author: string
  /** The page to open in a browser. */
  readonly url: string
}

export interface GitHubError {
  readonly ok: false
  /** One line: what happened and what to do. */
  readonly message: string
  /** The requested resource does not exist or was deleted. */
  readonly isNotFound: boolean
  /** Retrying cannot help: missing permission, locked conversation, malformed request. */
  readonly isPermanent: boolean
  /** The `Retry-After` of GitHub. */
  readonly retryAfterMs?: number
}

export type GitHubResult<T> = { readonly ok: true; readonly value: T } | GitHubError

/** The result of a call that was aborted because the step is ending. */
export const ABORTED: GitHubResult<never> = {
  ok: false,
  message: 'the step was stopped',
  isNotFound: false,
  isPermanent: true,
}

/** The comments of one pull request or issue. Calls never reject, and each ends in bounded time. */
export interface CommentStore {
  /** All pages. A comment created a moment ago may be missing. */
  list(): Promise<GitHubResult<readonly StoredComment[]>>
  get(id: number): Promise<GitHubResult<StoredComment>>
  create(body: string): Promise<GitHubResult<StoredComment>>
  update(id: number, body: string): Promise<GitHubResult<StoredComment>>
  remove(id: number): Promise<GitHubResult<undefined>>
  /** The login of the token, under which our own comments appear. */
  viewerLogin(): Promise<string>
}

/** Retries with backoff until success, a permanent error or the timeout. Honours `retryAfterMs`. */
export async function retryGitHub<T>(
  request: () => Promise<GitHubResult<T>>,
  clock: { now(): number; sleep(ms: number): Promise<void> },
  timeoutMs: number,
): Promise<GitHubResult<T>> {
  const endMs = clock.now() + timeoutMs
  for (let delayMs = 2_000; ; delayMs = Math.min(2 * delayMs, 30_000)) {
    const result = await request()
    if (result.ok || result.isPermanent) return result
    const waitMs = Math.max(delayMs, result.retryAfterMs ?? 0)
    if (clock.now() + waitMs > endMs) return result
    await clock.sleep(waitMs)
  }
}
