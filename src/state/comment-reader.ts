import type { Clock } from '../jobs/clock.ts'
import type { CommentStore, GitHubResult, StoredComment } from './github.ts'
import { mergeRecords } from './merge-records.ts'
import { EMPTY_RECORD, type CommentRecord } from './record.ts'
import { hasMarker, readRecordOf, type RecordCodec } from './record-codec.ts'
import { extractJobIds, findUnreadable, readCommentSet, type CommentSet } from './comment-merge.ts'

export interface CommentReaderOptions {
  readonly store: CommentStore
  readonly codec: RecordCodec
  readonly clock: Pick<Clock, 'sleep'>
  /** Our comment, if already known. */
  readonly comment?: StoredComment
  /** Called once for a comment that our API key signed, but another login wrote. Its record is not used. */
  readonly onForeignRecord?: (comment: StoredComment) => void
}

/** What our comments of a conversation say about jobs. */
export interface ReadClaims {
  /** In the texts, too. */
  readonly jobIds: ReadonlySet<string>
  readonly record: CommentRecord
}

export const NO_CLAIMS: ReadClaims = { jobIds: new Set(), record: EMPTY_RECORD }

/** How long a list may miss a write. */
export const MAX_READ_LAG_MS = 2_000

/**
 * Reads our comments on a pull request or issue: those of our key, and what those of other keys recorded. Remembers the
 * comment to write, because a list may miss a new one, and the deleted ones, because it may still show them.
 */
export class CommentReader {
  readonly #options: CommentReaderOptions
  #comment: StoredComment | undefined
  #login: string | undefined
  readonly #deletedIds = new Set<number>()
  #hasReportedForeign = false
  /** What our comments with other keys contained when they were last read. */
  #otherKeys: CommentRecord = EMPTY_RECORD

  constructor(options: CommentReaderOptions) {
    this.#options = options
    this.#comment = options.comment
    this.#login = options.comment?.author
  }

  /** The comment of our key, if there is one. */
  get comment(): StoredComment | undefined {
    return this.#comment
  }

  get otherKeys(): CommentRecord {
    return this.#otherKeys
  }

  /** Call with the comment of our key, as read or written. */
  setComment(comment: StoredComment): void {
    this.#comment = comment
    this.#login = comment.author
  }

  /** Call when a comment is known to be deleted. */
  setDeleted(id: number): void {
    this.#deletedIds.add(id)
    if (this.#comment?.id === id) this.#comment = undefined
  }

  /** Reads all our comments of the conversation. Fails if the record of one cannot be read. */
  async readClaims(): Promise<GitHubResult<ReadClaims>> {
    const { store, codec } = this.#options
    const all = await store.list()
    if (!all.ok) return all
    const marked = all.value.filter(({ body }) => hasMarker(body))
    if (marked.length === 0) return { ok: true, value: NO_CLAIMS }
    const login = await this.#readLogin()
    if (!login.ok) return login
    const own = marked.filter(({ author }) => author === login.value)
    const unreadable = findUnreadable(own, codec)
    if (unreadable) return unreadable
    const jobIds = extractJobIds(
      own.map(({ body }) => body),
      codec,
    )
    return { ok: true, value: { jobIds, record: this.#mergeAll(own) } }
  }

  /** Reads the known comment, or all comments if none is known. */
  async readKnown(): Promise<GitHubResult<CommentSet>> {
    if (this.#comment === undefined) return this.readAll()
    const result = await this.#options.store.get(this.#comment.id)
    if (!result.ok) return result.isNotFound ? this.readAll() : result
    return this.#options.codec.matches(result.value.body)
      ? this.#toCommentSet([result.value])
      : this.readAll()
  }

  /** Reads all comments of the conversation. One counts as deleted only if it is missing in the list, too. */
  async readAll(isRetry = false): Promise<GitHubResult<CommentSet>> {
    const { store, codec, clock } = this.#options
    const result = await store.list()
    if (!result.ok) return result
    const candidates = result.value.filter(({ id, body }) => hasMarker(body) && !this.#deletedIds.has(id))
    if (candidates.length === 0) return this.#addKnown([])
    // Anybody can write our marker, so check the author. Request our login only when there is something to check.
    const login = await this.#readLogin()
    if (!login.ok) return login
    const [own, foreign] = [true, false].map((isOwn) =>
      candidates.filter(({ author }) => (author === login.value) === isOwn),
    ) as [StoredComment[], StoredComment[]]
    this.#reportForeign(foreign)
    const unreadable = findUnreadable(own, codec)
    if (unreadable) return unreadable
    this.#otherKeys = this.#mergeAll(own.filter(({ body }) => !codec.matches(body)))
    const [oldest, ...others] = own.filter(({ body }) => codec.matches(body)).sort((a, b) => a.id - b.id)
    if (oldest === undefined) return this.#addKnown([])
    // Read the comment to be overwritten again: the list may be outdated.
    const latest = await this.reread(oldest.id)
    if (latest.ok) return this.#addKnown([latest.value, ...others])
    if (!latest.isNotFound) return latest
    // Either it was deleted, and the list will soon say so, or this is not to be believed.
    if (isRetry) return { ...latest, isPermanent: false }
    await clock.sleep(MAX_READ_LAG_MS)
    return this.readAll(true)
  }

  #mergeAll(comments: readonly StoredComment[]): CommentRecord {
    return comments
      .map((comment) => readRecordOf(this.#options.codec, comment))
      .reduce((all, each) => mergeRecords(all, each), EMPTY_RECORD)
  }

  /** Our key signed the comment, but another login wrote it: the workflow has changed its token. */
  #reportForeign(comments: readonly StoredComment[]): void {
    const { codec, onForeignRecord } = this.#options
    const foreign = comments.find(({ body }) => {
      const decoded = codec.decode(body)
      return decoded.kind === 'record' && decoded.isSigned
    })
    if (foreign === undefined || this.#hasReportedForeign) return
    this.#hasReportedForeign = true
    onForeignRecord?.(foreign)
  }

  async #readLogin(): Promise<GitHubResult<string>> {
    if (this.#login !== undefined) return { ok: true, value: this.#login }
    const result = await this.#options.store.viewerLogin()
    if (result.ok) this.#login = result.value
    return result
  }

  /** Reads a comment, a second time after a 404. */
  async reread(id: number): Promise<GitHubResult<StoredComment>> {
    const first = await this.#options.store.get(id)
    return first.ok || !first.isNotFound ? first : this.#options.store.get(id)
  }

  /** Adds our comment, which the list may miss just after its creation. If GitHub does not find it either, it was deleted. */
  async #addKnown(listed: readonly StoredComment[]): Promise<GitHubResult<CommentSet>> {
    const known = this.#comment
    if (known === undefined || listed.some(({ id }) => id === known.id)) return this.#toCommentSet(listed)
    const result = await this.reread(known.id)
    if (!result.ok && !result.isNotFound) return result
    // A new one takes its place.
    if (!result.ok) this.setDeleted(known.id)
    return this.#toCommentSet(result.ok ? [...listed, result.value].sort((a, b) => a.id - b.id) : listed)
  }

  #toCommentSet(comments: readonly StoredComment[]): GitHubResult<CommentSet> {
    const { codec } = this.#options
    return findUnreadable(comments, codec) ?? { ok: true, value: readCommentSet(comments, codec) }
  }
}
