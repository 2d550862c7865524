import type { Clock } from '../job/clock.ts'
import {
  claimedByOthers,
  upsertComment,
  type CommentStore,
  type Draft,
  type StoredComment,
} from './comments.ts'
import type { Log } from './log.ts'

export interface LiveCommentOptions {
  readonly store: CommentStore
  readonly clock: Clock
  readonly log: Log
  /** Tells several comments on one pull request apart. */
  readonly key: string
  /** Takes secrets out: the runner masks its log, but not comments. */
  readonly redact: (text: string) => string
}

/** Between two tries of the last write. */
const RETRY_GAPS_MS = [1_000, 4_000, 15_000]

/**
 * One comment that follows the story. Writes happen beside the watch and one at a time; of several versions that wait,
 * only the newest is written. No failure gets out of here: the first is told in the log, and the next version tries
 * again, unless it cannot help.
 */
export class LiveComment {
  readonly #options: LiveCommentOptions
  #waiting: Draft | undefined
  #writing: Promise<void> | undefined
  #stored: StoredComment | undefined
  #isHopeless = false
  #hasComplained = false
  #lastFailed = false

  constructor(options: LiveCommentOptions) {
    this.#options = options
  }

  /** Address of the comment, once there is one. */
  get url(): string | undefined {
    return this.#stored?.url
  }

  /** Ids of jobs that our comments with other keys name. */
  claimedByOthers(): Promise<ReadonlySet<string>> {
    const { store, key } = this.#options
    return claimedByOthers(store, key)
  }

  /** Shows this soon. */
  show(draft: Draft): void {
    this.#waiting = draft
    this.#writing ??= this.#drain()
  }

  /** Shows this as the last words, and resolves when they are written or have failed for good. */
  async finish(draft: Draft): Promise<void> {
    this.show(draft)
    await this.#writing
    for (const gapMs of RETRY_GAPS_MS) {
      if (!this.#lastFailed || this.#isHopeless) return
      await this.#options.clock.sleep(gapMs)
      this.show(draft)
      await this.#writing
    }
  }

  async #drain(): Promise<void> {
    while (this.#waiting !== undefined && !this.#isHopeless) {
      const draft = this.#waiting
      this.#waiting = undefined
      await this.#write(draft)
    }
    this.#writing = undefined
  }

  async #write({ kind, body }: Draft): Promise<void> {
    const { store, key, log, redact } = this.#options
    const reply = await upsertComment(store, key, { kind, body: redact(body) }, this.#stored?.id)
    this.#lastFailed = !reply.ok
    if (reply.ok) {
      this.#stored = reply.value
      return
    }
    this.#isHopeless = reply.isFinal
    if (!this.#hasComplained) log.annotate('warning', `The comment could not be written: ${reply.reason}`)
    this.#hasComplained = true
  }
}
