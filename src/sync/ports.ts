import type { CommentStore, GitHubResult, StoredComment } from '../state/comment-store.ts'
import type { RunContext } from '../report/run-context.ts'
import type { Log } from '../report/log.ts'
import type { CommitStatusStore } from '../report/commit-status.ts'

export interface RepositoryComment extends StoredComment {
  /** Number of its pull request or issue. */
  readonly number: number
  /** Last change (Unix time). */
  readonly updatedAtMs: number
}

/** A `repository_dispatch` event. */
export interface DispatchEvent {
  readonly type: string
  /** GitHub allows at most ten properties. */
  readonly payload: Readonly<Record<string, unknown>>
}

/** Access to a whole repository. Calls never reject, and each ends in bounded time. */
export interface RepositoryClient {
  /** `owner/name`. */
  readonly repository: string
  /** The login of the token, under which our own comments appear. */
  viewerLogin(): Promise<string>
  /** One page (from 1) of the comments changed since `sinceMs` (Unix time), last changed first. */
  listComments(
    page: number,
    sinceMs: number,
  ): Promise<GitHubResult<{ readonly comments: readonly RepositoryComment[]; readonly hasMore: boolean }>>
  commentStore(issueNumber: number): CommentStore
  commitStatusStore(commit: string): CommitStatusStore
  dispatch(event: DispatchEvent): Promise<GitHubResult<undefined>>
}

/** What `sync` needs besides the dependencies of every command. */
export interface SyncDependencies {
  readonly client: RepositoryClient
  readonly context: RunContext
  readonly log: Log
  /** Verifies the signatures of records. */
  readonly apiKey: string
  readonly redact: (text: string) => string
}
