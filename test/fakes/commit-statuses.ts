import type {
  CommitStatus,
  CommitStatusStore,
  GitHubResult,
  StoredCommitStatus,
} from '../../src/state/github.ts'
import type { VirtualClock } from './clock.ts'

/** Login of the author of our own statuses. */
export const STATUS_AUTHOR = 'github-actions[bot]'

/** The statuses of one commit. As GitHub does, it gives the newest first, with times in whole seconds. */
export class FakeCommitStatuses implements CommitStatusStore {
  #stored: readonly StoredCommitStatus[] = []
  readonly #clock: Pick<VirtualClock, 'wall'>

  constructor(clock: Pick<VirtualClock, 'wall'>) {
    this.#clock = clock
  }

  list(): Promise<GitHubResult<readonly StoredCommitStatus[]>> {
    return Promise.resolve({ ok: true, value: this.#stored })
  }

  set(status: CommitStatus): Promise<GitHubResult<undefined>> {
    const createdAtMs = Math.floor(this.#clock.wall() / 1000) * 1000
    const stored = { ...status, id: this.#stored.length, author: STATUS_AUTHOR, createdAtMs }
    this.#stored = [stored, ...this.#stored]
    return Promise.resolve({ ok: true, value: undefined })
  }

  /** Oldest first. */
  get descriptions(): readonly string[] {
    return this.#stored.map(({ description }) => description).toReversed()
  }
}
