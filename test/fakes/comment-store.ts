import type { Clock } from '../../src/jobs/clock.ts'
import type { CommentStore, GitHubReply, StoredComment } from '../../src/state/comment-store.ts'

export type StoreCall =
  | { readonly operation: 'list' | 'self' }
  | { readonly operation: 'get' | 'remove'; readonly id: number }
  | { readonly operation: 'create'; readonly body: string }
  | { readonly operation: 'update'; readonly id: number; readonly body: string }

export type Refusal = GitHubReply<never> & { ok: false }
type Hook = (call: StoreCall) => Refusal | undefined | Promise<Refusal | undefined>

/** How the list differs from what is written at the moment. */
export interface Listing {
  readonly clock: { now(): number }
  /** 0 to 1. */
  readonly random: () => number
  /** Each comment is listed (or not yet, or still) as it was at some moment of so many milliseconds before. */
  readonly lagMs: number
  /** The comments come in any order. */
  readonly isShuffled: boolean
}

/** What a comment was from a point on the clock on; no comment after it was deleted. */
interface Version {
  readonly id: number
  readonly fromMs: number
  /** The same as Unix time; 0 without a clock. */
  readonly wallMs: number
  readonly comment?: StoredComment
}

/** A conversation in memory, with comments of several authors. */
export class MemoryConversation implements CommentStore {
  readonly comments: StoredComment[] = []
  readonly calls: StoreCall[] = []
  readonly login: string
  /** Asked before each call; what it returns is the answer in place of the conversation's own. */
  intercept: Hook = () => undefined
  /** Asked after each call was carried out; what it returns arrives in place of the answer. */
  answering: Hook = () => undefined
  /** The list shows what is there, the oldest first, where nothing else is said. */
  listing: Listing | undefined
  /** Tells when a comment is written; needed only where that is asked for. */
  clock: Pick<Clock, 'now' | 'wall'> | undefined
  readonly #versions: Version[] = []
  #nextId: number

  constructor(login = 'github-actions[bot]', firstId = 101) {
    this.login = login
    this.#nextId = firstId
  }

  /** Bodies of the comments that are written now, oldest first. */
  get bodies(): readonly string[] {
    return this.comments.map(({ body }) => body)
  }

  /** Somebody writes a comment. */
  say(author: string, body: string): StoredComment {
    const id = this.#nextId++
    const comment = { id, author, body, url: `https://github.example/acme/bot/pull/7#issuecomment-${id}` }
    this.comments.push(comment)
    this.#remember(id, comment)
    return comment
  }

  /** Somebody deletes a comment. */
  delete(id: number): void {
    this.comments.splice(
      this.comments.findIndex((comment) => comment.id === id),
      1,
    )
    this.#remember(id)
  }

  /** Each comment as it was at a moment of its own (a point on the clock), and when it was changed last before that. */
  asOf(momentMs: () => number): readonly (StoredComment & { readonly updatedAtMs: number })[] {
    return this.#asOf(momentMs).map(({ comment, wallMs }) => ({ ...comment, updatedAtMs: wallMs }))
  }

  list(): Promise<GitHubReply<readonly StoredComment[]>> {
    return this.#carryOut({ operation: 'list' }, () => ({ ok: true, value: this.#listed() }))
  }

  get(id: number): Promise<GitHubReply<StoredComment>> {
    return this.#carryOut({ operation: 'get', id }, () => {
      const value = this.comments.find((comment) => comment.id === id)
      return value === undefined ? GONE : { ok: true, value }
    })
  }

  remove(id: number): Promise<GitHubReply<undefined>> {
    return this.#carryOut({ operation: 'remove', id }, () => {
      if (!this.comments.some((comment) => comment.id === id)) return GONE
      this.delete(id)
      return { ok: true, value: undefined }
    })
  }

  create(body: string): Promise<GitHubReply<StoredComment>> {
    return this.#carryOut({ operation: 'create', body }, () => ({
      ok: true,
      value: this.say(this.login, body),
    }))
  }

  update(id: number, body: string): Promise<GitHubReply<StoredComment>> {
    return this.#carryOut({ operation: 'update', id, body }, () => {
      const at = this.comments.findIndex((comment) => comment.id === id)
      const before = this.comments[at]
      if (before === undefined) return GONE
      const value = { ...before, body }
      this.comments[at] = value
      this.#remember(id, value)
      return { ok: true, value }
    })
  }

  async self(): Promise<string> {
    await this.#carryOut({ operation: 'self' }, () => ({ ok: true, value: undefined }))
    return this.login
  }

  async #carryOut<T>(call: StoreCall, work: () => GitHubReply<T>): Promise<GitHubReply<T>> {
    this.calls.push(call)
    const refused = await this.intercept(call)
    if (refused !== undefined) return refused
    const answer = work()
    return (await this.answering(call)) ?? answer
  }

  #remember(id: number, comment?: StoredComment): void {
    const fromMs = (this.listing?.clock ?? this.clock)?.now() ?? -Infinity
    const wallMs = this.clock?.wall() ?? 0
    this.#versions.push({ id, fromMs, wallMs, ...(comment === undefined ? {} : { comment }) })
  }

  #asOf(momentMs: () => number): readonly Required<Version>[] {
    return [...Map.groupBy(this.#versions, ({ id }) => id).values()].flatMap((versions) => {
      const asOfMs = momentMs()
      const version = versions.findLast(({ fromMs }) => fromMs <= asOfMs)
      return version?.comment === undefined ? [] : [{ ...version, comment: version.comment }]
    })
  }

  #listed(): readonly StoredComment[] {
    if (this.listing === undefined) return [...this.comments]
    const { clock, random, lagMs, isShuffled } = this.listing
    const shown = this.#asOf(() => clock.now() - random() * lagMs).map(({ comment }) => comment)
    if (!isShuffled) return shown
    const places = shown.map((comment) => ({ comment, place: random() }))
    return places.sort((a, b) => a.place - b.place).map(({ comment }) => comment)
  }
}

/** The comment does not exist (any more). */
export const GONE: Refusal = { ok: false, reason: 'no such comment', isGone: true, isFinal: true }
/** GitHub may answer properly next time. */
export const PASSING: Refusal = { ok: false, reason: 'HTTP 502: Bad Gateway', isGone: false, isFinal: false }
/** GitHub will say no again. */
export const FORBIDDEN: Refusal = {
  ok: false,
  reason: 'Resource not accessible',
  isGone: false,
  isFinal: true,
}
