import type { GitHubReply } from './comment-store.ts'
import type { Entry, KeyRecord } from './record.ts'

export type Entries = Readonly<Record<string, Entry>>

/** Where the runs of one key leave word for each other. */
export interface Ledger {
  /** What is written down. `digests` are those that are asked about, by the label of the spec. */
  read(digests: Readonly<Record<string, string>>): Promise<GitHubReply<KeyRecord>>
  /** The same, without waiting for what is being written. */
  peek?(): Promise<GitHubReply<KeyRecord>>
  /**
   * Writes what this run is about to do; resolves when whoever began at the same moment can see it, to what is written
   * then.
   */
  claim(entries: Entries): Promise<GitHubReply<KeyRecord>>
  /** Writes what has become of it; resolves to what is written then. */
  write(entries: Entries): Promise<GitHubReply<KeyRecord>>
}
