import type { Clock } from '../jobs/clock.ts'
import { retryGitHub, type GitHubResult } from '../state/comment-store.ts'
import type { CommentRecord, SavedReport } from '../state/record.ts'
import type { SpecRecords, RecordStore } from '../state/record-store.ts'
import type { CommentRecordStore } from '../state/comment-record-store.ts'
import type { RecordUpdate } from '../state/comment-merge.ts'
import type { Log } from './log.ts'

export interface CommentContent {
  /**
   * `report` shows jobs. `problems` shows only problems of specs. `valid` shows that all specs are valid, and is written
   * only over a comment of the kind `problems`.
   */
  readonly kind: 'report' | 'problems' | 'valid'
  readonly body: string
  /** The source of the body, for as long as another run may have to continue it. */
  readonly savedReport?: SavedReport
}

export interface CommentPublisherOptions {
  readonly recordStore: CommentRecordStore
  readonly clock: Clock
  readonly log: Log
  /** Removes secrets. The runner masks only its log, not comments. */
  readonly redact: (text: string) => string
  /** Called with the comment's record after every read. */
  readonly onRecord: (record: CommentRecord) => void
}

/** Hidden line at the top of the body of a `problems` comment. */
const PROBLEMS_MARK = '<!-- problems -->'
/** Delays between attempts of the final write. */
const FINAL_RETRY_DELAYS_MS = [1_000, 4_000, 15_000]
/** Maximum `Retry-After` before the final write. */
const MAX_FINAL_WAIT_MS = 60_000
const CLAIM_TIMEOUT_MS = 120_000

export interface CommentUpdate {
  readonly content: CommentContent
  readonly specs: SpecRecords
}

/**
 * Keeps one comment up to date. Writes run in the background, one at a time, and only the newest of several pending
 * updates is written. Errors do not escape: the first one is logged, and unless it is permanent, the next update tries
 * again.
 */
export class CommentPublisher implements RecordStore {
  readonly #options: CommentPublisherOptions
  #next: CommentUpdate | undefined
  #current: CommentUpdate | undefined
  #writing: Promise<void> | undefined
  #isDisabled = false
  #hasWarned = false
  #lastFailed = false
  #retryAtMs = 0
  /** From then on, the final write ignores `Retry-After`. */
  #finalDeadlineMs = Infinity
  readonly #finishing = new AbortController()

  constructor(options: CommentPublisherOptions) {
    this.#options = options
  }

  /** URL of the comment, once it exists. */
  get url(): string | undefined {
    return this.#options.recordStore.url
  }

  /** Ids of jobs that our comments with other comment keys name. */
  idsClaimedElsewhere(): Promise<ReadonlySet<string>> {
    return this.#options.recordStore.jobIdsOfOtherKeys()
  }

  async read(): Promise<GitHubResult<CommentRecord>> {
    return this.#handleResult(await this.#options.recordStore.read())
  }

  /** Reads without waiting for a write in progress. */
  async readNow(): Promise<GitHubResult<CommentRecord>> {
    return this.#handleResult(await this.#options.recordStore.readNow())
  }

  async acquire(specs: SpecRecords): Promise<GitHubResult<CommentRecord>> {
    const { recordStore, clock } = this.#options
    const claim = (): Promise<GitHubResult<CommentRecord>> =>
      recordStore.acquire(this.#toRecordUpdate(this.#current?.content, specs))
    const result = await retryGitHub(claim, clock, CLAIM_TIMEOUT_MS)
    // An abandoned claim says nothing about the comment.
    return this.#finishing.signal.aborted ? result : this.#handleResult(result)
  }

  async write(specs: SpecRecords): Promise<GitHubResult<CommentRecord>> {
    return this.#handleResult(await this.#options.recordStore.write({ specs }))
  }

  /** Sets the content that the next claim writes if there is no comment yet. */
  prepare(content: CommentContent): void {
    this.#current = { content, specs: {} }
  }

  /** Schedules a write of this content. */
  show(content: CommentContent, specs: SpecRecords): void {
    this.#next = this.#current = { content, specs }
    this.#writing ??= this.#drain()
  }

  /** Writes the final content. Resolves when it is written or has failed for good. `isUrgent`: skips what can wait. */
  async finish(content: CommentContent, specs: SpecRecords, isUrgent = false): Promise<void> {
    const { clock, recordStore } = this.#options
    this.#finalDeadlineMs = clock.now() + MAX_FINAL_WAIT_MS
    this.#finishing.abort()
    if (isUrgent) recordStore.abortWaits()
    this.show(content, specs)
    await this.#writing
    for (const delayMs of FINAL_RETRY_DELAYS_MS) {
      // A longer `Retry-After` is not worth the wait.
      if (!this.#lastFailed || this.#isDisabled || this.#retryAtMs > this.#finalDeadlineMs) break
      await clock.sleep(delayMs)
      this.show(content, specs)
      await this.#writing
    }
    if (!this.#lastFailed && !isUrgent)
      await recordStore.mergeDuplicates(this.#toRecordUpdate(content, specs))
  }

  async #drain(): Promise<void> {
    const { clock } = this.#options
    while (this.#next !== undefined && !this.#isDisabled) {
      if (this.#waitMs > 0) await clock.sleep(this.#waitMs, this.#finishing.signal)
      if (this.#waitMs > 0) await clock.sleep(this.#waitMs)
      const update = this.#next
      this.#next = undefined
      await this.#write(update)
    }
    this.#writing = undefined
  }

  /** Remaining `Retry-After` time. */
  get #waitMs(): number {
    return Math.min(this.#retryAtMs, this.#finalDeadlineMs) - this.#options.clock.now()
  }

  async #write({ content, specs }: CommentUpdate): Promise<void> {
    const { recordStore, clock } = this.#options
    const result = this.#handleResult(await recordStore.write(this.#toRecordUpdate(content, specs)))
    this.#lastFailed = !result.ok
    if (result.ok) return
    this.#retryAtMs = clock.now() + (result.retryAfterMs ?? 0)
    this.#warnOnce(result.message)
  }

  #warnOnce(message: string): void {
    if (!this.#hasWarned)
      this.#options.log.annotate('warning', `The comment could not be written: ${message}`)
    this.#hasWarned = true
  }

  #toRecordUpdate(content: CommentContent | undefined, specs: SpecRecords): RecordUpdate {
    if (content === undefined) return { specs }
    const { kind, body, savedReport } = content
    const text = `${kind === 'problems' ? `${PROBLEMS_MARK}\n` : ''}${this.#options.redact(body)}`
    const update = { text, specs, savedReport }
    if (kind !== 'valid') return update
    return {
      ...update,
      shouldReplaceText: (existingText) => existingText?.startsWith(PROBLEMS_MARK) === true,
    }
  }

  #handleResult(result: GitHubResult<CommentRecord>): GitHubResult<CommentRecord> {
    if (result.ok) this.#options.onRecord(result.value)
    else if (result.isPermanent) {
      this.#isDisabled = true
      this.#warnOnce(result.message)
    }
    return result
  }
}
