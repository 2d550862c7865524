import type { Clock } from '../jobs/clock.ts'
import { STOPPED, type CommentStore, type GitHubReply, type StoredComment } from './comment-store.ts'
import { EMPTY_RECORD, isNewer, type KeyRecord, type RunIdentity } from './record.ts'
import { MARKER_START, markerLine, type Seal } from './record-codec.ts'
import { jobIdsIn, newestText, pageOf, recordAfter, type Note, type Page } from './comment-merge.ts'

export interface NotebookOptions {
  readonly store: CommentStore
  readonly seal: Seal
  readonly clock: Clock
  readonly run: RunIdentity
  /** Our comment, where it is known already. */
  readonly comment?: StoredComment
}

/** How long a write may stay invisible to readers, in milliseconds. */
const LAG_MS = 2_000
/** How long reading and writing may take for a claim to be sure of itself, in milliseconds. */
const QUICK_MS = 2_000
/** Until two who have claimed without seeing each other see both claims, in milliseconds. */
const CLAIM_MS = 2 * LAG_MS + QUICK_MS
/** After a claim that took long and may have hidden another: until that one has its job, in milliseconds. */
const SLOW_CLAIM_MS = 30_000
/** How often the comments are looked at until they are one, with all that was to be written. */
const MOST_ROUNDS = 4

/**
 * The record of one key on one conversation, in the hidden first line of our comment. What others have written is merged
 * into every write, and several comments of the key are folded into the oldest. One reads and writes at a time.
 */
export class Notebook {
  readonly #o: NotebookOptions
  #comment: StoredComment | undefined
  #login: string | undefined
  /** Ids of comments that are no more; the list may go on showing them for a moment. */
  readonly #gone = new Set<number>()
  /** All texts of this step. */
  readonly #said = new Set<string>()
  #writtenMs = -Infinity
  /** Whether there were several comments at the last write, or something was to be changed. */
  #isUnsettled = false
  #turn: Promise<unknown> = Promise.resolve()
  readonly #hurry = new AbortController()

  constructor(options: NotebookOptions) {
    this.#o = options
    this.#comment = options.comment
    this.#login = options.comment?.author
  }

  /** Address of the comment, once there is one. */
  get url(): string | undefined {
    return this.#comment?.url
  }

  /** Reads what is written down. */
  read(): Promise<GitHubReply<KeyRecord>> {
    return this.#inTurn(async () => {
      const page = await this.#current()
      return page.ok ? { ok: true, value: page.value.record } : page
    })
  }

  /** Reads without waiting for whatever is being written. */
  async peek(): Promise<GitHubReply<KeyRecord>> {
    const page = await this.#current()
    return page.ok ? { ok: true, value: page.value.record } : page
  }

  /** Ids of jobs that our comments with other keys name; none where they cannot be read. */
  async idsOfOthers(): Promise<ReadonlySet<string>> {
    const { store, seal } = this.#o
    const all = await store.list()
    if (!all.ok) return new Set()
    const others = all.value.filter(
      ({ body }) => body.startsWith(MARKER_START) && !body.startsWith(seal.start),
    )
    if (others.length === 0) return new Set()
    this.#login ??= await store.self()
    const bodies = others.filter(({ author }) => author === this.#login).map(({ body }) => body)
    return jobIdsIn(bodies, seal)
  }

  /** Writes a note into what is there. Resolves to the record as it is then. */
  write(note: Note): Promise<GitHubReply<KeyRecord>> {
    return this.#inTurn(() => this.#write(note))
  }

  /**
   * Writes what this run is about to do, and resolves to the record as it is when all who began at the same moment can
   * see each other: whoever stands in it then may act.
   */
  claim(note: Note): Promise<GitHubReply<KeyRecord>> {
    return this.#inTurn(async () => {
      const { clock } = this.#o
      const startMs = clock.now()
      const written = await this.#write({ ...note, isThorough: true })
      if (!written.ok) return written
      const isQuick = clock.now() - startMs <= QUICK_MS
      await clock.sleep(isQuick ? CLAIM_MS : SLOW_CLAIM_MS, this.#hurry.signal)
      return this.#hurry.signal.aborted ? STOPPED : this.#fold({}, LAG_MS)
    })
  }

  /** Last words are to be written soon: no claim is waited for any more. */
  hurry(): void {
    this.#hurry.abort()
  }

  /**
   * Sees to it that there is one comment, and that this note stays written in it: GitHub lets nobody write only if nobody
   * else has written, so that whoever read before us may have written over it.
   */
  fold(note: Note = {}): Promise<GitHubReply<KeyRecord>> {
    return this.#inTurn(async () => {
      const { clock, run } = this.#o
      const ageMs = clock.now() - this.#writtenMs
      if (ageMs === Infinity) return { ok: true, value: EMPTY_RECORD }
      if (ageMs < CLAIM_MS) await clock.sleep(CLAIM_MS - ageMs)
      // The other steps of this run have as much right to be read.
      const isWelcome: Note['isWelcome'] = (instead, by) =>
        (by === undefined || isNewer(run, by) || this.#said.has(instead ?? '')) &&
        (note.isWelcome?.(instead, by) ?? true)
      return this.#fold({ ...note, isWelcome }, CLAIM_MS)
    })
  }

  async #fold(note: Note, gapMs: number): Promise<GitHubReply<KeyRecord>> {
    for (let round = 1; ; round++) {
      const reply = await this.#write({ ...note, isThorough: true, isFolding: round > 1 })
      const isOver = reply.ok ? !this.#isUnsettled : reply.isFinal
      if (isOver || round === MOST_ROUNDS) return reply
      await this.#o.clock.sleep(gapMs, this.#hurry.signal)
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }

  async #write(note: Note, isRetry = false): Promise<GitHubReply<KeyRecord>> {
    const page = note.isThorough ? await this.#all() : await this.#current()
    if (!page.ok) return page
    const { seal } = this.#o
    const { comments } = page.value
    const [oldest] = comments
    const text = this.#textFor(note, page.value)
    const isOurs = note.text !== undefined && text === note.text
    const record = recordAfter(page.value.record, note, isOurs ? this.#o.run : undefined)
    if (isOurs) this.#said.add(text)
    const done: GitHubReply<KeyRecord> = { ok: true, value: record }
    if (text === undefined) return done
    const body = `${this.#line(record, oldest)}\n${text}`
    this.#isUnsettled = (comments.length > 1 && seal.write !== undefined) || oldest?.body !== body
    if (oldest === undefined) return this.#put(await this.#o.store.create(body), record)
    this.#comment = oldest
    if (oldest.body !== body) {
      const put = this.#put(await this.#o.store.update(oldest.id, body), record)
      if (!put.ok && (!put.isGone || isRetry)) return put
      if (!put.ok) {
        const now = await this.#reread(oldest.id)
        return now.ok || now.isGone ? this.#write(note, true) : now
      }
    }
    if (seal.write && note.isFolding && oldest.body === body) await this.#remove(comments.slice(1))
    return done
  }

  /** Those that were not written since they were read. */
  async #remove(comments: readonly StoredComment[]): Promise<void> {
    const { store } = this.#o
    this.#isUnsettled = false
    for (const { id, body } of comments) {
      const now = await store.get(id)
      const reply = now.ok && now.value.body === body ? await store.remove(id) : now
      const isGone = reply.ok ? reply.value === undefined : reply.isGone
      if (isGone) this.#gone.add(id)
      else this.#isUnsettled = true
    }
  }

  /** The older of two runs keeps its words to itself. */
  #textFor({ text, isWelcome }: Note, { comments, record }: Page): string | undefined {
    const newest = newestText(comments, this.#o.seal)
    const isLate = record.run !== undefined && isNewer(record.run, this.#o.run)
    if (text === undefined || isLate) return newest
    return (isWelcome?.(newest, record.run) ?? true) ? text : newest
  }

  #line(record: KeyRecord, existing: StoredComment | undefined): string {
    const { seal } = this.#o
    if (seal.write) return seal.write(record)
    return existing === undefined ? `${seal.start} -->` : markerLine(existing.body)
  }

  #put(reply: GitHubReply<StoredComment>, record: KeyRecord): GitHubReply<KeyRecord> {
    if (!reply.ok) return reply
    this.#writtenMs = this.#o.clock.now()
    this.#comment = reply.value
    this.#login = reply.value.author
    return { ok: true, value: record }
  }

  /** The comment that we know, else all of them. */
  async #current(): Promise<GitHubReply<Page>> {
    if (this.#comment === undefined) return this.#all()
    const reply = await this.#o.store.get(this.#comment.id)
    if (!reply.ok) return reply.isGone ? this.#all() : reply
    return reply.value.body.startsWith(this.#o.seal.start) ? this.#page([reply.value]) : this.#all()
  }

  async #all(): Promise<GitHubReply<Page>> {
    const { store, seal } = this.#o
    const reply = await store.list()
    if (!reply.ok) return reply
    const marked = reply.value.filter(({ id, body }) => body.startsWith(seal.start) && !this.#gone.has(id))
    if (marked.length === 0) return this.#withKnown([])
    // Anybody can write our marker, so the author decides. Who we are is asked only where that matters.
    this.#login ??= await store.self()
    let ours = marked.filter(({ author }) => author === this.#login).sort((a, b) => a.id - b.id)
    // What is written over is read as it is now: the list may remember something older, or one that is no more.
    for (let [oldest] = ours; oldest !== undefined; [oldest] = ours) {
      const now = await this.#reread(oldest.id)
      ours = ours.slice(1)
      if (now.ok) return this.#withKnown([now.value, ...ours])
      if (!now.isGone) return now
    }
    return this.#withKnown([])
  }

  /** That a comment is no more is believed when it is said twice: a new one is made in its place. */
  async #reread(id: number): Promise<GitHubReply<StoredComment>> {
    const first = await this.#o.store.get(id)
    const reply = first.ok || !first.isGone ? first : await this.#o.store.get(id)
    if (!reply.ok && reply.isGone) {
      this.#gone.add(id)
      if (this.#comment?.id === id) this.#comment = undefined
    }
    return reply
  }

  /** A comment that was just made may be missing in the list. */
  async #withKnown(listed: readonly StoredComment[]): Promise<GitHubReply<Page>> {
    const known = this.#comment
    if (known === undefined || listed.some(({ id }) => id === known.id)) return this.#page(listed)
    const reply = await this.#reread(known.id)
    if (!reply.ok && !reply.isGone) return reply
    return this.#page(reply.ok ? [...listed, reply.value].sort((a, b) => a.id - b.id) : listed)
  }

  #page(comments: readonly StoredComment[]): GitHubReply<Page> {
    return { ok: true, value: pageOf(comments, this.#o.seal) }
  }
}
