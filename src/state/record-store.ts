import type { GitHubResult } from './github.ts'
import type { CommentRecord, RequestRecord } from './record.ts'

/** By request key. */
export type RequestRecords = Readonly<Record<string, RequestRecord>>

/** The record once concurrent claims are visible. */
export interface ClaimResult {
  readonly record: CommentRecord
  /** The write took so long that others may have missed it, or that it may have overwritten theirs. */
  readonly isSlow: boolean
}

/** Shared storage of the runs of one conversation. Calls never reject. */
export interface RecordStore {
  /** It keeps what the runs of all commits have recorded, and not only those of one. */
  readonly isOfConversation?: true
  /** The key of the plans that it shows; absent if it shows none. */
  readonly planKey?: string
  /** `keys`: of the requests to read. */
  read(keys: readonly string[]): Promise<GitHubResult<CommentRecord>>
  /** Reads without waiting for queued writes. */
  readNow?(): Promise<GitHubResult<CommentRecord>>
  /** Calls the listener with the result of every call, whoever makes it. */
  subscribe?(listener: (result: GitHubResult<CommentRecord>) => void): void
  /**
   * Claims requests. Resolves once concurrent claims are visible, to the record of that moment. `readMs`: when the record
   * was read that led to the claim, on the monotonic clock.
   */
  acquire(update: {
    readonly requests: RequestRecords
    readonly readMs?: number
  }): Promise<GitHubResult<ClaimResult>>
  /** Resolves to the new record. */
  write(update: { readonly requests: RequestRecords }): Promise<GitHubResult<CommentRecord>>
}
