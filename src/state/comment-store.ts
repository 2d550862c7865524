/** A comment on a pull request or an issue. */
export interface StoredComment {
  /** Counts up: of two comments the lower one is older. */
  readonly id: number
  readonly body: string
  /** Login of the author, `github-actions[bot]` for the token of a workflow. */
  readonly author: string
  /** Address for people. */
  readonly url: string
}

export interface GitHubFailure {
  readonly ok: false
  /** One line with what to do. */
  readonly reason: string
  /** The thing asked for does not exist (any more). */
  readonly isGone: boolean
  /** Asking again can not help: permission, locked conversation, malformed request. */
  readonly isFinal: boolean
  /** How long GitHub asked to be left alone, in milliseconds. */
  readonly retryAfterMs?: number
}

export type GitHubReply<T> = { readonly ok: true; readonly value: T } | GitHubFailure

/** The answer for whoever has no time to wait for one. */
export const STOPPED: GitHubReply<never> = {
  ok: false,
  reason: 'the step was stopped',
  isGone: false,
  isFinal: true,
}

/** The comments of one pull request or issue. No call throws; each ends in bounded time. */
export interface CommentStore {
  /** All comments, to the last page. The newest may be missing for a moment. */
  list(): Promise<GitHubReply<readonly StoredComment[]>>
  get(id: number): Promise<GitHubReply<StoredComment>>
  create(body: string): Promise<GitHubReply<StoredComment>>
  update(id: number, body: string): Promise<GitHubReply<StoredComment>>
  remove(id: number): Promise<GitHubReply<undefined>>
  /** The login under which our own comments appear. */
  self(): Promise<string>
}

/** Asks until GitHub answers, for as long as it may help and `patienceMs` last. */
export async function patiently<T>(
  ask: () => Promise<GitHubReply<T>>,
  clock: { now(): number; sleep(ms: number): Promise<void> },
  patienceMs: number,
): Promise<GitHubReply<T>> {
  const endMs = clock.now() + patienceMs
  for (let gapMs = 2_000; ; gapMs = Math.min(2 * gapMs, 30_000)) {
    const reply = await ask()
    if (reply.ok || reply.isFinal) return reply
    const waitMs = Math.max(gapMs, reply.retryAfterMs ?? 0)
    if (clock.now() + waitMs > endMs) return reply
    await clock.sleep(waitMs)
  }
}
