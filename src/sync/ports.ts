import type { CommentStore, GitHubReply, StoredComment } from '../state/comment-store.ts'
import type { RunContext } from '../report/run-context.ts'
import type { Log } from '../report/log.ts'
import type { StatusStore } from '../report/commit-status.ts'

/** A comment somewhere in the repository. */
export interface RepositoryComment extends StoredComment {
  /** Number of the pull request or issue that it stands on. */
  readonly number: number
  /** When it was written or changed last, as Unix time in milliseconds. */
  readonly updatedAtMs: number
}

/** What is sent to other workflows of the repository. */
export interface Dispatch {
  readonly type: string
  /** GitHub takes at most ten properties. */
  readonly payload: Readonly<Record<string, unknown>>
}

/** GitHub for whoever looks after a whole repository. No call throws; each ends in bounded time. */
export interface Desk {
  /** `owner/name`. */
  readonly repository: string
  /** The login under which our own comments appear. */
  self(): Promise<string>
  /** A page (from 1) of the comments that were changed since (Unix time in milliseconds), the last changed first. */
  comments(
    page: number,
    sinceMs: number,
  ): Promise<GitHubReply<{ readonly comments: readonly RepositoryComment[]; readonly hasMore: boolean }>>
  conversation(number: number): CommentStore
  statuses(commit: string): StatusStore
  dispatch(dispatch: Dispatch): Promise<GitHubReply<undefined>>
}

/** What it takes to look after a repository, besides the world of every step. */
export interface Custody {
  readonly desk: Desk
  readonly context: RunContext
  readonly log: Log
  /** Proves which records are ours. */
  readonly apiKey: string
  readonly redact: (text: string) => string
}
