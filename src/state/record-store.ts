import type { GitHubResult } from './github.ts'
import type { SpecRecord, CommentRecord } from './record.ts'

/** By spec label. */
export type SpecRecords = Readonly<Record<string, SpecRecord>>

/** Shared storage of the runs of one comment key. Calls never reject. */
export interface RecordStore {
  /** `digests`: the digests of the specs to read, by label. */
  read(digests: Readonly<Record<string, string>>): Promise<GitHubResult<CommentRecord>>
  /** Reads without waiting for queued writes. */
  readNow?(): Promise<GitHubResult<CommentRecord>>
  /** Calls the listener with the result of every call, whoever makes it. */
  subscribe?(listener: (result: GitHubResult<CommentRecord>) => void): void
  /** Claims specs. Resolves once concurrent claims are visible, to the record of that moment. */
  acquire(update: { readonly specs: SpecRecords }): Promise<GitHubResult<CommentRecord>>
  /** Resolves to the new record. */
  write(update: { readonly specs: SpecRecords }): Promise<GitHubResult<CommentRecord>>
}
