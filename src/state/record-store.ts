import type { GitHubError, GitHubResult } from './github.ts'
import type { CommentRecord, RequestRecord } from './record.ts'

/** By request key. */
export type RequestRecords = Readonly<Record<string, RequestRecord>>

export interface ClaimUpdate {
  readonly requests: RequestRecords
  /** Whether to write the claim, according to what is read just before. Default: always. */
  readonly mayClaim?: (record: CommentRecord) => boolean
}

export interface ClaimResult {
  /** Once concurrent claims are visible. If nothing was written, as read before. */
  readonly record: CommentRecord
  readonly isWritten: boolean
  /** The write took so long that others may have missed it, or that it may have overwritten theirs. */
  readonly isSlow: boolean
}

/** Shared storage of the runs of one conversation. Calls never reject. */
export interface RecordStore {
  /** It keeps what the runs of all commits have recorded, and not only those of one. */
  readonly isOfConversation?: true
  /** `<repository>#<number>`; absent if it belongs to a commit. */
  readonly conversation?: string
  /** The key of the plans that it shows; absent if it shows none. */
  readonly planKey?: string
  /** Why GitHub refused the last request; absent again once a write succeeds, because being able to read says nothing about that. */
  readonly refusal?: GitHubError
  /** `keys`: of the requests to read. */
  read(keys: readonly string[]): Promise<GitHubResult<CommentRecord>>
  /** Reads without waiting for queued writes. */
  readNow?(): Promise<GitHubResult<CommentRecord>>
  /** Calls the listener with the result of every call, whoever makes it. */
  subscribe?(listener: (result: GitHubResult<CommentRecord>) => void): void
  /** Claims requests. Resolves once concurrent claims are visible. */
  acquire(update: ClaimUpdate): Promise<GitHubResult<ClaimResult>>
  /** Resolves to the new record. */
  write(update: { readonly requests: RequestRecords }): Promise<GitHubResult<CommentRecord>>
}
