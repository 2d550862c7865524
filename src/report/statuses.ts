import type { GitHubReply } from '../record/conversation.ts'

export interface CommitStatus {
  readonly state: 'pending' | 'success' | 'failure' | 'error'
  readonly context: string
  /** At most 140 characters. */
  readonly description: string
  readonly targetUrl?: string
}

export interface StoredStatus {
  readonly context: string
  readonly description: string
  readonly targetUrl?: string
  /** Unix time in milliseconds. */
  readonly createdAtMs: number
  readonly author: string
}

/** The statuses of one commit. No call throws; each ends in bounded time. */
export interface StatusStore {
  /** All of them, the newest first. */
  list(): Promise<GitHubReply<readonly StoredStatus[]>>
  set(status: CommitStatus): Promise<GitHubReply<undefined>>
}
