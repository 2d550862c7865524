import type { Clock } from '../../src/jobs/clock.ts'
import { toComment } from '../../src/github/comments.ts'
import type { CommentStore, GitHubResult, StoredComment } from '../../src/state/github.ts'
import { CommentList } from '../simulator/github-comment-list.ts'
import { createCommentRoutes } from '../simulator/github-comments.ts'
import type { GitHubRoute } from '../simulator/github-routes.ts'
import { toCommentPayload } from '../simulator/github-shapes.ts'
import {
  ACTIONS_BOT,
  createUser,
  SimulatedRepository,
  type Actor,
  type Comment,
  type Issue,
} from '../simulator/simulated-repository.ts'
import type { ServiceResponse } from '../simulator/wire.ts'

export type StoreCall =
  | { readonly operation: 'list' | 'viewerLogin' }
  | { readonly operation: 'get' | 'remove'; readonly id: number }
  | { readonly operation: 'create'; readonly body: string }
  | { readonly operation: 'update'; readonly id: number; readonly body: string }

export type ErrorResult = GitHubResult<never> & { ok: false }
type Hook = (call: StoreCall) => ErrorResult | undefined | Promise<ErrorResult | undefined>

/** How a list of comments differs from the current comments. */
export interface ListBehavior {
  readonly random: () => number
  /** Each comment is listed in its state at a random time within the last `lagMs` milliseconds. */
  readonly lagMs: number
  readonly isShuffled: boolean
}

const API_URL = 'https://github.example/api/v3'
const REPOSITORY = 'acme/bot'
const PULL = 7
const PAGE_SIZE = 100
const BRANCH = { ref: 'main', sha: 'abc1234', repo: REPOSITORY }
const PULL_REQUEST: Issue = {
  number: PULL,
  title: 'Train',
  body: '',
  author: createUser('octocat'),
  state: 'open',
  locked: false,
  labels: [],
  pull: { head: BRANCH, base: BRANCH, draft: false, merged: false, mergeCommit: undefined, mergeable: true },
  createdAt: 0,
}
const CURRENT: ListBehavior = { random: () => 0, lagMs: 0, isShuffled: false }

/** The comments of one pull request: those of the simulator, without its server. */
export class FakeConversation implements CommentStore {
  readonly calls: StoreCall[] = []
  readonly login: string
  /** Runs before each call. A returned error replaces the call. */
  beforeCall: Hook = () => undefined
  /** Runs after each call. A returned error replaces its result. */
  afterCall: Hook = () => undefined
  /** By default, the list is current and sorted from oldest to newest. */
  listBehavior = CURRENT
  /** Whether GitHub acknowledges a creation or update without storing it. */
  losesWrite: () => boolean = () => false
  /** Without it, it is always 1970. */
  clock: Pick<Clock, 'wall'> | undefined
  readonly #repository: SimulatedRepository
  readonly #list: CommentList
  readonly #routes: ReadonlyMap<string, GitHubRoute>

  constructor(login = ACTIONS_BOT.login, firstId = 101) {
    this.login = login
    this.#repository = new SimulatedRepository(REPOSITORY, 'main', firstId - 1)
    this.#repository.issues.set(PULL, PULL_REQUEST)
    this.#list = new CommentList(this.#repository, () => ({ ...this.listBehavior, delayMs: 0 }))
    const routes = createCommentRoutes(this.#repository, actorOf(login), this.#list, () => this.losesWrite())
    this.#routes = new Map(routes.map((route) => [route.operation, route]))
  }

  /** The current comments, oldest first. */
  get comments(): readonly StoredComment[] {
    return this.#repository.commentsOf().map((comment) => this.#toStored(comment))
  }

  /** Bodies of the current comments, oldest first. */
  get bodies(): readonly string[] {
    return this.#repository.commentsOf().map(({ body }) => body)
  }

  addComment(author: string, body: string): StoredComment {
    const [id, atMs] = [this.#repository.nextId(), this.#nowMs]
    const comment: Comment = {
      id,
      issue: PULL,
      body,
      author: actorOf(author),
      createdAt: atMs,
      updatedAt: atMs,
      minimized: undefined,
    }
    this.#repository.comments.set(id, comment)
    this.#list.recordChange(undefined, comment, atMs)
    return this.#toStored(comment)
  }

  /** Somebody edits a comment. */
  replaceComment(id: number, body: string): void {
    const comment = this.#repository.comments.get(id)
    if (comment === undefined) return
    const before = { ...comment }
    Object.assign(comment, { body, updatedAt: this.#nowMs })
    this.#list.recordChange(before, comment, this.#nowMs)
  }

  deleteComment(id: number): void {
    const comment = this.#repository.comments.get(id)
    this.#repository.comments.delete(id)
    this.#list.recordChange(comment, undefined, this.#nowMs)
  }

  /** The comments as a list shows them now. */
  get listed(): readonly StoredComment[] {
    return this.#list.list(PULL, this.#nowMs).map((comment) => this.#toStored(comment))
  }

  list(): Promise<GitHubResult<readonly StoredComment[]>> {
    return this.#perform({ operation: 'list' }, () => ({ ok: true, value: this.#allPages() }))
  }

  get(id: number): Promise<GitHubResult<StoredComment>> {
    return this.#perform({ operation: 'get', id }, () => toResult(this.#request('getComment', { id })))
  }

  remove(id: number): Promise<GitHubResult<undefined>> {
    return this.#perform({ operation: 'remove', id }, () =>
      this.#request('deleteComment', { id }).status === 404 ? NOT_FOUND : { ok: true, value: undefined },
    )
  }

  create(body: string): Promise<GitHubResult<StoredComment>> {
    return this.#perform({ operation: 'create', body }, () =>
      toResult(this.#request('createComment', { fields: { body } })),
    )
  }

  update(id: number, body: string): Promise<GitHubResult<StoredComment>> {
    return this.#perform({ operation: 'update', id, body }, () =>
      toResult(this.#request('updateComment', { id, fields: { body } })),
    )
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

  #allPages(): readonly StoredComment[] {
    for (let page = 1, all: unknown[] = []; ; page++) {
      const { body, headers } = this.#request('listComments', {
        query: { page: String(page), per_page: String(PAGE_SIZE) },
      })
      all = [...all, ...(JSON.parse(body) as unknown[])]
      if (!/rel="next"/.test(headers?.['link'] ?? '')) return all.map(toComment)
    }
  }

  /** Sends a request to the simulator. `id`: of the comment. */
  #request(
    operation: string,
    {
      id,
      fields = {},
      query = {},
    }: {
      readonly id?: number
      readonly fields?: Readonly<Record<string, unknown>>
      readonly query?: Readonly<Record<string, string>>
    },
  ): ServiceResponse {
    const route = this.#routes.get(operation)
    if (route === undefined) throw new Error(`the simulator has no operation ${operation}`)
    return route.handle({
      request: { path: '/', query, headers: {} },
      params: { issue: String(PULL), comment: String(id) },
      fields,
      apiUrl: API_URL,
      nowMs: this.#nowMs,
      hasPermission: () => true,
    })
  }

  #toStored(comment: Comment): StoredComment {
    return toComment(toCommentPayload(comment, this.#repository, API_URL))
  }

  get #nowMs(): number {
    return this.clock?.wall() ?? 0
  }
}

function actorOf(login: string): Actor {
  return login === ACTIONS_BOT.login ? ACTIONS_BOT : createUser(login)
}

function toResult({ status, body }: ServiceResponse): GitHubResult<StoredComment> {
  if (status === 404) return NOT_FOUND
  if (status >= 400)
    return { ok: false, isNotFound: false, isPermanent: true, message: `HTTP ${status}: ${body}` }
  return { ok: true, value: toComment(JSON.parse(body)) }
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
