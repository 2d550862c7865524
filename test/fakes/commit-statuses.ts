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
  /** From a request until it takes effect. */
  latencyMs = 0
  readonly #clock: Pick<VirtualClock, 'wall' | 'sleep'>

  constructor(clock: Pick<VirtualClock, 'wall' | 'sleep'>) {
    this.#clock = clock
  }

  async list(): Promise<GitHubResult<readonly StoredCommitStatus[]>> {
    await this.#clock.sleep(this.latencyMs)
    return { ok: true, value: this.#stored }
  }

  async set(status: CommitStatus): Promise<GitHubResult<undefined>> {
    await this.#clock.sleep(this.latencyMs)
    const createdAtMs = Math.floor(this.#clock.wall() / 1000) * 1000
    const stored = { ...status, id: this.#stored.length, author: STATUS_AUTHOR, createdAtMs }
    this.#stored = [stored, ...this.#stored]
    return { ok: true, value: undefined }
  }

  /** Oldest first. */
  get descriptions(): readonly string[] {
    return this.#stored.map(({ description }) => description).toReversed()
  }
}
