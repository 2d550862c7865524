import type { Clock } from '../jobs/clock.ts'
import { patiently, type GitHubReply } from '../state/comment-store.ts'
import type { KeyRecord, Memo } from '../state/record.ts'
import type { Entries, Ledger } from '../state/record-store.ts'
import type { Notebook } from '../state/comment-record-store.ts'
import type { Note } from '../state/comment-merge.ts'
import type { Log } from './log.ts'

/** What a comment is to say. */
export interface Draft {
  /**
   * `problems` says that a spec is not valid and no more; `all-clear`, that everything is valid, is worth a word only in
   * the place of earlier problems.
   */
  readonly kind: 'story' | 'problems' | 'all-clear'
  readonly body: string
  /** What it was made from, while there is more to tell. */
  readonly memo?: Memo
}

export interface LiveCommentOptions {
  readonly notebook: Notebook
  readonly clock: Clock
  readonly log: Log
  /** Takes secrets out: the runner masks its log, but not comments. */
  readonly redact: (text: string) => string
  /** Is told what the comment remembers, at every look. */
  readonly onRecord: (record: KeyRecord) => void
}

/** Hidden, in the first line that people could see, in a comment that says nothing but what is wrong with specs. */
const PROBLEMS_MARK = '<!-- problems -->'
/** Between two tries of the last write, in milliseconds. */
const RETRY_GAPS_MS = [1_000, 4_000, 15_000]
/** The longest that GitHub is left alone because it asked for it while last words wait, in milliseconds. */
const LAST_WORDS_PATIENCE_MS = 60_000
/** How long GitHub is asked before a claim counts as impossible, in milliseconds. */
const CLAIM_PATIENCE_MS = 120_000

interface Version {
  readonly draft: Draft
  readonly entries: Entries
}

/**
 * One comment that follows the story. Writes happen beside the watch and one at a time; of several versions that wait,
 * only the newest is written. No failure gets out of here: the first is told in the log, and the next version tries
 * again, unless it cannot help.
 */
export class LiveComment implements Ledger {
  readonly #o: LiveCommentOptions
  #waiting: Version | undefined
  #last: Version | undefined
  #writing: Promise<void> | undefined
  #isHopeless = false
  #hasComplained = false
  #lastFailed = false
  #notBeforeMs = 0
  /** When the last words are tried in any case. */
  #latestMs = Infinity
  readonly #finishing = new AbortController()

  constructor(options: LiveCommentOptions) {
    this.#o = options
  }

  /** Address of the comment, once there is one. */
  get url(): string | undefined {
    return this.#o.notebook.url
  }

  /** Ids of jobs that our comments with other keys name. */
  claimedByOthers(): Promise<ReadonlySet<string>> {
    return this.#o.notebook.idsOfOthers()
  }

  async read(): Promise<GitHubReply<KeyRecord>> {
    return this.#heard(await this.#o.notebook.read())
  }

  /** What is written down at this moment, whatever is being written. */
  async peek(): Promise<GitHubReply<KeyRecord>> {
    return this.#heard(await this.#o.notebook.peek())
  }

  async claim(entries: Entries): Promise<GitHubReply<KeyRecord>> {
    const { notebook, clock } = this.#o
    const claim = (): Promise<GitHubReply<KeyRecord>> =>
      notebook.claim(this.#note(this.#last?.draft, entries))
    const reply = await patiently(claim, clock, CLAIM_PATIENCE_MS)
    // A claim that was given up says nothing of the comment.
    return this.#finishing.signal.aborted ? reply : this.#heard(reply)
  }

  async write(entries: Entries): Promise<GitHubReply<KeyRecord>> {
    return this.#heard(await this.#o.notebook.write({ entries }))
  }

  /** What the next claim is to show, where there is no comment yet. */
  prepare(draft: Draft): void {
    this.#last = { draft, entries: {} }
  }

  /** Shows this soon. */
  show(draft: Draft, entries: Entries): void {
    this.#waiting = this.#last = { draft, entries }
    this.#writing ??= this.#drain()
  }

  /** Shows this as the last words, and resolves when they are written or have failed for good; in a hurry no more. */
  async finish(draft: Draft, entries: Entries, isInHurry = false): Promise<void> {
    const { clock, notebook } = this.#o
    this.#latestMs = clock.now() + LAST_WORDS_PATIENCE_MS
    this.#finishing.abort()
    if (isInHurry) notebook.hurry()
    this.show(draft, entries)
    await this.#writing
    for (const gapMs of RETRY_GAPS_MS) {
      // Who wants to be left alone for longer is not asked again.
      if (!this.#lastFailed || this.#isHopeless || this.#notBeforeMs > this.#latestMs) break
      await clock.sleep(gapMs)
      this.show(draft, entries)
      await this.#writing
    }
    if (!this.#lastFailed && !isInHurry) await notebook.fold(this.#note(draft, entries))
  }

  async #drain(): Promise<void> {
    const { clock } = this.#o
    while (this.#waiting !== undefined && !this.#isHopeless) {
      if (this.#waitMs > 0) await clock.sleep(this.#waitMs, this.#finishing.signal)
      if (this.#waitMs > 0) await clock.sleep(this.#waitMs)
      const version = this.#waiting
      this.#waiting = undefined
      await this.#write(version)
    }
    this.#writing = undefined
  }

  /** How long GitHub is still left alone, because it asked for it. */
  get #waitMs(): number {
    return Math.min(this.#notBeforeMs, this.#latestMs) - this.#o.clock.now()
  }

  async #write({ draft, entries }: Version): Promise<void> {
    const { notebook, clock } = this.#o
    const reply = this.#heard(await notebook.write(this.#note(draft, entries)))
    this.#lastFailed = !reply.ok
    if (reply.ok) return
    this.#notBeforeMs = clock.now() + (reply.retryAfterMs ?? 0)
    this.#complain(reply.reason)
  }

  #complain(reason: string): void {
    if (!this.#hasComplained) this.#o.log.annotate('warning', `The comment could not be written: ${reason}`)
    this.#hasComplained = true
  }

  #note(draft: Draft | undefined, entries: Entries): Note {
    if (draft === undefined) return { entries }
    const { kind, body, memo } = draft
    const text = `${kind === 'problems' ? `${PROBLEMS_MARK}\n` : ''}${this.#o.redact(body)}`
    const note = { text, entries, ...(memo === undefined ? {} : { memo }) }
    if (kind !== 'all-clear') return note
    return { ...note, isWelcome: (instead) => instead?.startsWith(PROBLEMS_MARK) === true }
  }

  #heard(reply: GitHubReply<KeyRecord>): GitHubReply<KeyRecord> {
    if (reply.ok) this.#o.onRecord(reply.value)
    else if (reply.isFinal) {
      this.#isHopeless = true
      this.#complain(reply.reason)
    }
    return reply
  }
}
