import type { Clock } from '../../src/jobs/clock.ts'
import type { CommentStore, GitHubResult, StoredComment } from '../../src/state/github.ts'

export type StoreCall =
  | { readonly operation: 'list' | 'viewerLogin' }
  | { readonly operation: 'get' | 'remove'; readonly id: number }
  | { readonly operation: 'create'; readonly body: string }
  | { readonly operation: 'update'; readonly id: number; readonly body: string }

export type ErrorResult = GitHubResult<never> & { ok: false }
type Hook = (call: StoreCall) => ErrorResult | undefined | Promise<ErrorResult | undefined>

/** How a list of comments differs from the current comments. */
export interface ListBehavior {
  readonly clock: { now(): number }
  readonly random: () => number
  /** Each comment is listed in its state at a random time within the last `lagMs` milliseconds. */
  readonly lagMs: number
  readonly isShuffled: boolean
}

/** State of a comment since `fromMs`; without `comment` after its deletion. */
interface Version {
  readonly id: number
  readonly fromMs: number
  /** Unix time in milliseconds; 0 without a clock. */
  readonly wallMs: number
  readonly comment?: StoredComment
}

/** In-memory comments of one pull request or issue. */
export class FakeConversation implements CommentStore {
  readonly comments: StoredComment[] = []
  readonly calls: StoreCall[] = []
  readonly login: string
  /** Runs before each call. A returned error replaces the call. */
  beforeCall: Hook = () => undefined
  /** Runs after each call. A returned error replaces its result. */
  afterCall: Hook = () => undefined
  /** By default, the list is current and sorted from oldest to newest. */
  listBehavior: ListBehavior | undefined
  /** Needed only for `updatedAtMs`. */
  clock: Pick<Clock, 'now' | 'wall'> | undefined
  readonly #versions: Version[] = []
  #nextId: number

  constructor(login = 'github-actions[bot]', firstId = 101) {
    this.login = login
    this.#nextId = firstId
  }

  /** Bodies of the current comments, oldest first. */
  get bodies(): readonly string[] {
    return this.comments.map(({ body }) => body)
  }

  addComment(author: string, body: string): StoredComment {
    const id = this.#nextId++
    const comment = { id, author, body, url: `https://github.example/acme/bot/pull/7#issuecomment-${id}` }
    this.comments.push(comment)
    this.#saveVersion(id, comment)
    return comment
  }

  /** Somebody edits a comment. */
  replaceComment(id: number, body: string): void {
    const at = this.comments.findIndex((comment) => comment.id === id)
    const before = this.comments[at]
    if (before === undefined) return
    this.comments[at] = { ...before, body }
    this.#saveVersion(id, this.comments[at])
  }

  deleteComment(id: number): void {
    this.comments.splice(
      this.comments.findIndex((comment) => comment.id === id),
      1,
    )
    this.#saveVersion(id)
  }

  /** Each comment in its state at the time that `momentMs` returns for it. */
  asOf(momentMs: () => number): readonly (StoredComment & { readonly updatedAtMs: number })[] {
    return this.#asOf(momentMs).map(({ comment, wallMs }) => ({ ...comment, updatedAtMs: wallMs }))
  }

  list(): Promise<GitHubResult<readonly StoredComment[]>> {
    return this.#perform({ operation: 'list' }, () => ({ ok: true, value: this.#listedComments() }))
  }

  get(id: number): Promise<GitHubResult<StoredComment>> {
    return this.#perform({ operation: 'get', id }, () => {
      const value = this.comments.find((comment) => comment.id === id)
      return value === undefined ? NOT_FOUND : { ok: true, value }
    })
  }

  remove(id: number): Promise<GitHubResult<undefined>> {
    return this.#perform({ operation: 'remove', id }, () => {
      if (!this.comments.some((comment) => comment.id === id)) return NOT_FOUND
      this.deleteComment(id)
      return { ok: true, value: undefined }
    })
  }

  create(body: string): Promise<GitHubResult<StoredComment>> {
    return this.#perform({ operation: 'create', body }, () => ({
      ok: true,
      value: this.addComment(this.login, body),
    }))
  }

  update(id: number, body: string): Promise<GitHubResult<StoredComment>> {
    return this.#perform({ operation: 'update', id, body }, () => {
      const at = this.comments.findIndex((comment) => comment.id === id)
      const before = this.comments[at]
      if (before === undefined) return NOT_FOUND
      const value = { ...before, body }
      this.comments[at] = value
      this.#saveVersion(id, value)
      return { ok: true, value }
    })
  }

  viewerLogin(): Promise<GitHubResult<string>> {
    return this.#perform({ operation: 'viewerLogin' }, () => ({ ok: true, value: this.login }))
  }

  async #perform<T>(call: StoreCall, work: () => GitHubResult<T>): Promise<GitHubResult<T>> {
    this.calls.push(call)
    const error = await this.beforeCall(call)
    if (error !== undefined) return error
    const result = work()
    return (await this.afterCall(call)) ?? result
  }

  #saveVersion(id: number, comment?: StoredComment): void {
    const fromMs = (this.listBehavior?.clock ?? this.clock)?.now() ?? -Infinity
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

  #listedComments(): readonly StoredComment[] {
    if (this.listBehavior === undefined) return [...this.comments]
    const { clock, random, lagMs, isShuffled } = this.listBehavior
    const shown = this.#asOf(() => clock.now() - random() * lagMs).map(({ comment }) => comment)
    if (!isShuffled) return shown
    const shuffled = shown.map((comment) => ({ comment, order: random() }))
    return shuffled.sort((a, b) => a.order - b.order).map(({ comment }) => comment)
  }
}

/** A missing or deleted comment. */
export const NOT_FOUND: ErrorResult = {
  ok: false,
  message: 'no such comment',
  isNotFound: true,
  isPermanent: true,
}
/** A transient error. */
export const BAD_GATEWAY: ErrorResult = {
  ok: false,
  message: 'HTTP 502: Bad Gateway',
  isNotFound: false,
  isPermanent: false,
}
/** A permanent error. */
export const FORBIDDEN: ErrorResult = {
  ok: false,
  message: 'Resource not accessible',
  isNotFound: false,
  isPermanent: true,
}

/** The comments as a process sees them that may be stopped: `mayWrite` is asked before each write. */
export function stoppableStore(store: CommentStore, mayWrite: () => boolean): CommentStore {
  const never = new Promise<never>(() => undefined)
  return {
    list: () => store.list(),
    get: (id) => store.get(id),
    viewerLogin: () => store.viewerLogin(),
    create: (body) => (mayWrite() ? store.create(body) : never),
    update: (id, body) => (mayWrite() ? store.update(id, body) : never),
    remove: (id) => (mayWrite() ? store.remove(id) : never),
  }
}
