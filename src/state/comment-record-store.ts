import { ageOf, momentOf, type Clock } from '../jobs/clock.ts'
import type { GitHubError, GitHubResult, StoredComment } from './github.ts'
import type { ClaimResult, ClaimUpdate, RecordStore } from './record-store.ts'
import {
  CommentReader,
  MAX_READ_LAG_MS,
  type CommentReaderOptions,
  type ReadClaims,
} from './comment-reader.ts'
import { mergeRecords } from './merge-records.ts'
import { NewestHolds } from './newest-holds.ts'
import { EMPTY_RECORD, isNewer, type CommentRecord, type RunRef } from './record.ts'
import { extractMarker } from './record-codec.ts'
import { recordDisplay } from './show-plan.ts'
import { findNewestText, applyUpdate, type RecordUpdate, type CommentSet } from './comment-merge.ts'

export interface CommentRecordStoreOptions extends CommentReaderOptions {
  readonly clock: Clock
  readonly run: RunRef
  /** GitHub's time (Unix time). Default: that of the clock. */
  readonly githubTime?: () => number
}

/** What our comment shows, and the record behind it. */
export interface ShownText {
  readonly record: CommentRecord
  /** The visible text of the newest run. */
  readonly text: string
}

/** Longest time from the read before a claim to its write, for which CLAIM_SETTLE_MS is enough. */
export const MAX_FAST_WRITE_MS = 2_000
/** After this time, two concurrent claims are visible to both claimants. */
export const CLAIM_SETTLE_MS = 2 * MAX_READ_LAG_MS + MAX_FAST_WRITE_MS
/** A slow claim may have overwritten another one. Wait until that claimant has its job. */
export const SLOW_CLAIM_SETTLE_MS = 30_000
/** Longest time from asking for the comments to a write that is based on them, unless GitHub is slower. */
const MAX_READ_AGE_MS = 5_000
const MAX_ROUNDS = 4
const RECORD_FULL: GitHubError = {
  ok: false,
  isNotFound: false,
  isPermanent: true,
  message:
    'the comment has no room for the record of another job. Open a new pull request, or set `comment-key` to start another comment',
}

/**
 * The record of a conversation, kept in the markers of our comments. Every key has its own comment, and a step writes only
 * that of its key, but reads all. Every write merges the current state of the comment, and several comments of one key are
 * merged into the oldest. Calls are queued, so that claims and reports never interleave.
 */
export class CommentRecordStore implements RecordStore {
  readonly isOfConversation = true
  readonly #options: CommentRecordStoreOptions
  readonly #reader: CommentReader
  readonly #newestHolds = new NewestHolds()
  /** All texts that this step has written. */
  readonly #ownTexts = new Set<string>()
  #lastWriteMs = -Infinity
  #refusal: GitHubError | undefined
  /** Whether the last write found several comments or changed one. */
  #needsAnotherRound = false
  /** Whether the last write found that the comment did not have its holds, in their version. */
  #wasOverwritten = false
  #queue: Promise<unknown> = Promise.resolve()
  readonly #listeners: ((result: GitHubResult<CommentRecord>) => void)[] = []
  #createClaimUpdate: () => RecordUpdate = () => ({})

  constructor(options: CommentRecordStoreOptions) {
    this.#options = options
    this.#reader = new CommentReader(options)
  }

  /** Undefined until there is a comment. */
  get url(): string | undefined {
    return this.#reader.comment?.url
  }

  get conversation(): string {
    return this.#options.codec.scope
  }

  get planKey(): string {
    return this.#options.codec.keyHash
  }

  /** Without an API key, nothing can be signed. */
  get canSign(): boolean {
    return this.#options.codec.encode !== undefined
  }

  get refusal(): GitHubError | undefined {
    return this.#refusal
  }

  subscribe(listener: (result: GitHubResult<CommentRecord>) => void): void {
    this.#listeners.push(listener)
  }

  /** Reads all comments of the conversation. */
  read(): Promise<GitHubResult<CommentRecord>> {
    return this.#enqueue(() => this.#readRecord())
  }

  /** Reads without waiting for queued calls. */
  async readNow(): Promise<GitHubResult<CommentRecord>> {
    return this.#notify(this.#withOtherKeys(await this.#readRecord()))
  }

  /** Undefined if there is no comment of our key. */
  async readShown(): Promise<GitHubResult<ShownText | undefined>> {
    const set = await this.#reader.readKnown()
    if (!set.ok) return set
    const { record, comments } = set.value
    const text = findNewestText(comments, this.#options.codec)
    return { ok: true, value: text === undefined ? undefined : { record, text } }
  }

  /** Reads all our comments, of whatever key. */
  readClaims(): Promise<GitHubResult<ReadClaims>> {
    return this.#reader.readClaims()
  }

  /** Applies an update to the comment. Resolves to the new record. */
  write(update: RecordUpdate): Promise<GitHubResult<CommentRecord>> {
    return this.#enqueue(() => this.#write(update))
  }

  /** Sets what the first write of a record shows. */
  prepare(createUpdate: () => RecordUpdate): void {
    this.#createClaimUpdate = createUpdate
  }

  /**
   * Writes a claim, waits until all concurrent claims are visible, and resolves to the record of that moment. Its holder
   * may submit, unless the claim was not written.
   */
  async acquire({
    mayClaim,
    ...update
  }: RecordUpdate & Pick<ClaimUpdate, 'mayClaim'>): Promise<GitHubResult<ClaimResult>> {
    let [isWritten, isSlow] = [true, false]
    const result = await this.#enqueue(async () => {
      const { clock } = this.#options
      const start = momentOf(clock)
      const mayWrite = (record: CommentRecord): boolean => (isWritten = mayClaim?.(record) ?? true)
      const claim = { ...this.#createClaimUpdate(), ...update, isClaim: true, mayWrite, scanAll: true }
      const written = await this.#write(claim)
      if (!written.ok || !isWritten) return written
      isSlow = ageOf(start, clock) > MAX_FAST_WRITE_MS
      await clock.sleep(isSlow ? SLOW_CLAIM_SETTLE_MS : CLAIM_SETTLE_MS)
      const settled = await this.#write({ requests: update.requests, scanAll: true })
      if (!settled.ok) return settled
      if (this.#wasOverwritten) {
        // Whoever did that has not seen the claim. So it counts as new, and gives way to every other one.
        isSlow = true
        await clock.sleep(SLOW_CLAIM_SETTLE_MS)
      }
      return this.#writeUntilStable({ requests: update.requests }, MAX_READ_LAG_MS)
    })
    return result.ok ? { ok: true, value: { record: result.value, isWritten, isSlow } } : result
  }

  /**
   * Merges all comments of the key into one and makes sure that it contains this update: GitHub has no conditional
   * writes, so a concurrent writer may have overwritten ours.
   */
  mergeDuplicates(update: RecordUpdate = {}): Promise<GitHubResult<CommentRecord>> {
    return this.#enqueue(async () => {
      const { clock, run } = this.#options
      const ageMs = clock.now() - this.#lastWriteMs
      if (ageMs === Infinity) return { ok: true, value: EMPTY_RECORD }
      if (ageMs < CLAIM_SETTLE_MS) await clock.sleep(CLAIM_SETTLE_MS - ageMs)
      // Keep a text of another step of this run.
      const shouldReplaceText: RecordUpdate['shouldReplaceText'] = (currentText, record) =>
        (record.run === undefined || isNewer(run, record.run) || this.#ownTexts.has(currentText ?? '')) &&
        (update.shouldReplaceText?.(currentText, record) ?? true)
      return this.#writeUntilStable({ ...update, shouldReplaceText }, CLAIM_SETTLE_MS)
    })
  }

  async #writeUntilStable(update: RecordUpdate, delayMs: number): Promise<GitHubResult<CommentRecord>> {
    for (let round = 1; ; round++) {
      const result = await this.#write({ ...update, scanAll: true, deleteDuplicates: round > 1 })
      const isDone = result.ok ? !this.#needsAnotherRound : result.isPermanent
      if (isDone || round === MAX_ROUNDS) return result
      await this.#options.clock.sleep(delayMs)
    }
  }

  #enqueue(task: () => Promise<GitHubResult<CommentRecord>>): Promise<GitHubResult<CommentRecord>> {
    const result = this.#queue.then(async () => this.#notify(this.#withOtherKeys(await task())))
    this.#queue = result.catch(() => undefined)
    return result
  }

  #notify(result: GitHubResult<CommentRecord>): GitHubResult<CommentRecord> {
    if (!result.ok && result.isPermanent) this.#refusal = result
    for (const listener of this.#listeners) listener(result)
    return result
  }

  /** Text, report and history stay those of our own comment. */
  #withOtherKeys(result: GitHubResult<CommentRecord>): GitHubResult<CommentRecord> {
    if (!result.ok) return result
    const { run, savedReport, history } = result.value
    const merged = mergeRecords(result.value, this.#reader.otherKeys)
    return { ok: true, value: { ...merged, run, savedReport, history } }
  }

  async #readRecord(): Promise<GitHubResult<CommentRecord>> {
    const set = await this.#reader.readAll()
    return set.ok ? { ok: true, value: set.value.record } : set
  }

  async #write(given: RecordUpdate, isRetry = false): Promise<GitHubResult<CommentRecord>> {
    const update = { ...given, requests: given.requests && this.#newestHolds.replaceOlder(given.requests) }
    const set = await this.#readForWrite(update)
    if (!set.ok) return set
    const { codec } = this.#options
    const { comments } = set.value
    if (update.mayWrite?.(mergeRecords(set.value.record, this.#reader.otherKeys)) === false)
      return { ok: true, value: set.value.record }
    const [oldest] = comments
    const isRecordOnly = update.text === undefined && Object.keys(update.requests ?? {}).length > 0
    // A record needs a comment, also before there is anything to report.
    if (oldest === undefined && isRecordOnly) {
      const first = { ...this.#createClaimUpdate(), ...update }
      if (first.text !== undefined) return this.#write(first, isRetry)
    }
    this.#wasOverwritten = !containsHolds(set.value.record, update.requests)
    const { record, text } = this.#apply(update, set.value)
    const success: GitHubResult<CommentRecord> = { ok: true, value: record }
    if (text === undefined) return success
    const body = this.#bodyFor({ record, text }, oldest, update.isClaim)
    if (body === undefined) return RECORD_FULL
    this.#needsAnotherRound = (comments.length > 1 && codec.encode !== undefined) || oldest?.body !== body
    if (oldest === undefined) return this.#applyWrite(await this.#options.store.create(body), record)
    this.#reader.setComment(oldest)
    if (oldest.body !== body) {
      const updated = this.#applyWrite(await this.#options.store.update(oldest.id, body), record)
      if (!updated.ok && (!updated.isNotFound || isRetry)) return updated
      if (!updated.ok) {
        const latest = await this.#reader.reread(oldest.id)
        return latest.ok || latest.isNotFound ? this.#write(update, true) : latest
      }
    }
    if (codec.encode && update.deleteDuplicates && oldest.body === body)
      await this.#removeUnchanged(comments.slice(1))
    return success
  }

  /**
   * What was read long ago is read again: a write that is based on it would undo what others have written since, for
   * example after the runner was suspended. Once, because a second read that takes as long tells that GitHub is slow.
   */
  async #readForWrite({ scanAll }: RecordUpdate): Promise<GitHubResult<CommentSet>> {
    const { clock } = this.#options
    const read = () => (scanAll ? this.#reader.readAll() : this.#reader.readKnown())
    const asked = momentOf(clock)
    const set = await read()
    const isOld = ageOf(asked, clock) > MAX_READ_AGE_MS
    return set.ok && isOld ? read() : set
  }

  /** Deletes the comments that have not changed since they were read. */
  async #removeUnchanged(comments: readonly StoredComment[]): Promise<void> {
    const { store } = this.#options
    this.#needsAnotherRound = false
    for (const { id, body } of comments) {
      const latest = await store.get(id)
      const result = latest.ok && latest.value.body === body ? await store.remove(id) : latest
      const isNotFound = result.ok ? result.value === undefined : result.isNotFound
      if (isNotFound) this.#reader.setDeleted(id)
      else this.#needsAnotherRound = true
    }
  }

  /** `text`: absent if there is none yet. */
  #apply(
    update: RecordUpdate,
    set: CommentSet,
  ): { readonly record: CommentRecord; readonly text: string | undefined } {
    const { codec, run } = this.#options
    const replacesText = update.text !== undefined && this.#mayReplaceText(update, set)
    const applied = applyUpdate(set.record, update, replacesText ? run : undefined)
    const text = replacesText ? this.#renderOwnText(update, applied) : findNewestText(set.comments, codec)
    const record = recordDisplay(applied, update.display, {
      key: this.planKey,
      text: replacesText ? text : undefined,
      isOfSeveral: set.comments.length > 1,
      nowMs: this.#githubTime(),
    })
    return { record, text }
  }

  /** An older run replaces the text of a newer one only if the update says so. Then that text is its own. */
  #mayReplaceText(
    { shouldReplaceText, shouldReplaceNewer }: RecordUpdate,
    { comments, record }: CommentSet,
  ): boolean {
    const text = findNewestText(comments, this.#options.codec)
    const isOfNewer = record.run !== undefined && isNewer(record.run, this.#options.run)
    const mayReplace =
      !isOfNewer || this.#ownTexts.has(text ?? '') || shouldReplaceNewer?.(text ?? '', record) === true
    return mayReplace && (shouldReplaceText?.(text, record) ?? true)
  }

  #renderOwnText({ text = '' }: RecordUpdate, { history = [] }: CommentRecord): string {
    const rendered = typeof text === 'string' ? text : text(history)
    this.#ownTexts.add(rendered)
    return rendered
  }

  /** Undefined if the record has no room. */
  #bodyFor(
    { record, text }: { readonly record: CommentRecord; readonly text: string },
    existing: StoredComment | undefined,
    isClaim: boolean | undefined,
  ): string | undefined {
    const toBody = (each: CommentRecord): string | undefined => {
      const marker = this.#markerFor(each, existing, isClaim)
      return marker === undefined ? undefined : `${marker}\n${text}`
    }
    const body = toBody(record)
    const isUnchanged = body !== undefined && body === existing?.body
    return isUnchanged || record.shownPlans === undefined
      ? body
      : toBody({ ...record, writtenAtMs: this.#githubTime() })
  }

  #githubTime(): number {
    return this.#options.githubTime?.() ?? this.#options.clock.wall()
  }

  #markerFor(
    record: CommentRecord,
    existing: StoredComment | undefined,
    isClaim: boolean | undefined,
  ): string | undefined {
    const { codec } = this.#options
    if (codec.encode) return codec.encode(record, { isClaim })
    return existing === undefined ? `${codec.prefix} -->` : extractMarker(existing.body)
  }

  #applyWrite(result: GitHubResult<StoredComment>, record: CommentRecord): GitHubResult<CommentRecord> {
    if (!result.ok) return result
    this.#lastWriteMs = this.#options.clock.now()
    this.#refusal = undefined
    this.#reader.setComment(result.value)
    return { ok: true, value: record }
  }
}

/** Whether a record has these holds, in the same version or a later one. */
function containsHolds({ requests }: CommentRecord, written: RecordUpdate['requests'] = {}): boolean {
  return Object.entries(written).every(([key, { holds }]) =>
    holds.every(({ holderId, atMs }) =>
      requests[key]?.holds.some((hold) => hold.holderId === holderId && hold.atMs >= atMs),
    ),
  )
}
