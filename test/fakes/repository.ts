import type {
  GitHubResult,
  CommitStatus,
  RepositoryClient,
  DispatchEvent,
  RepositoryComment,
  PullRequest,
  PullRequestState,
  WorkflowRun,
} from '../../src/state/github.ts'
import type { VirtualClock } from './clock.ts'
import { FakeConversation, type ErrorResult } from './comment-store.ts'

type RepositoryCall =
  | { readonly operation: 'comments'; readonly page: number }
  | { readonly operation: 'dispatch'; readonly id: unknown }
  | { readonly operation: 'viewerLogin' }
  | { readonly operation: 'pullRequest'; readonly number: number }
  | { readonly operation: 'workflowRun'; readonly id: string }
  | { readonly operation: 'status'; readonly state: string }

type Hook = (call: RepositoryCall) => ErrorResult | undefined | Promise<ErrorResult | undefined>

/** As in the samples of signed comments. */
const REPOSITORY_ID = 7001
const PAGE_SIZE = 100
const OPEN: PullRequestState = { isClosed: false, isMerged: false, headSha: 'abc1234' }

/** In-memory repository with several conversations, as `command: sync` sees it. */
export class FakeRepository implements RepositoryClient {
  readonly repositoryId = REPOSITORY_ID
  /** Numbers of pull requests from forks. */
  readonly forks = new Set<number>()
  /** Numbers of issues that are no pull requests. */
  readonly issues = new Set<number>()
  /** By number, where a pull request is not open at the commit `abc1234`. */
  readonly pullRequests = new Map<number, Partial<PullRequestState>>()
  /** By id. */
  readonly workflowRuns = new Map<string, WorkflowRun>()
  readonly dispatches: DispatchEvent[] = []
  readonly statusesSet: CommitStatus[] = []
  readonly calls: RepositoryCall[] = []
  /** Runs before each call. A returned error replaces the call. */
  beforeCall: Hook = () => undefined
  /** Runs after each call. A returned error replaces its result. */
  afterCall: Hook = () => undefined
  /** From 0 to 1: orders comments of the same time in the list of all comments. */
  random = () => 0
  readonly #clock: VirtualClock
  readonly #conversations = new Map<number, FakeConversation>()

  constructor(clock: VirtualClock, conversations: Readonly<Record<number, FakeConversation>> = {}) {
    this.#clock = clock
    for (const [number, conversation] of Object.entries(conversations)) this.add(Number(number), conversation)
  }

  /** Adds a pull request or issue. */
  add(number: number, conversation = new FakeConversation(undefined, 1000 * number)): FakeConversation {
    conversation.clock = this.#clock
    this.#conversations.set(number, conversation)
    return conversation
  }

  commentStore(number: number): FakeConversation {
    return this.#conversations.get(number) ?? this.add(number)
  }

  isNewestFirst = true
  dispatchProblem: string | undefined

  viewerLogin(): Promise<GitHubResult<string>> {
    return this.#perform({ operation: 'viewerLogin' }, () => 'github-actions[bot]')
  }

  pullRequest(number: number): Promise<GitHubResult<PullRequest | undefined>> {
    return this.#perform({ operation: 'pullRequest', number }, () =>
      this.issues.has(number)
        ? undefined
        : { ...OPEN, number, isFromFork: this.forks.has(number), ...this.pullRequests.get(number) },
    )
  }

  workflowRun(id: string): Promise<GitHubResult<WorkflowRun | undefined>> {
    return this.#perform({ operation: 'workflowRun', id }, () => this.workflowRuns.get(id))
  }

  listComments(page: number, sinceMs: number): ReturnType<RepositoryClient['listComments']> {
    return this.#perform({ operation: 'comments', page }, () => {
      const all = this.#listedComments().filter(({ updatedAtMs }) => updatedAtMs >= sinceMs)
      const comments = all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
      return { comments, hasMore: all.length > page * PAGE_SIZE }
    })
  }

  dispatch(dispatch: DispatchEvent): Promise<GitHubResult<undefined>> {
    return this.#perform({ operation: 'dispatch', id: dispatch.payload['job_id'] }, () => {
      this.dispatches.push(dispatch)
      return undefined
    })
  }

  commitStatusStore(): ReturnType<RepositoryClient['commitStatusStore']> {
    return {
      list: () => Promise.resolve({ ok: true, value: [] }),
      set: (status) =>
        this.#perform({ operation: 'status', state: status.state }, () => {
          this.statusesSet.push(status)
          return undefined
        }),
    }
  }

  get dispatchedJobIds(): readonly unknown[] {
    return this.dispatches.map(({ payload }) => payload['job_id'])
  }

  #listedComments(): readonly RepositoryComment[] {
    const all = [...this.#conversations].flatMap(([number, conversation]) =>
      conversation.listed.map((each) => ({ ...each, number, updatedAtMs: each.updatedAtMs ?? 0 })),
    )
    // GitHub does not guarantee the order of comments with the same time.
    const shuffled = all.map((comment) => ({ comment, order: this.random() }))
    return shuffled
      .sort((a, b) => b.comment.updatedAtMs - a.comment.updatedAtMs || a.order - b.order)
      .map(({ comment }) => comment)
  }

  async #perform<T>(call: RepositoryCall, work: () => T): Promise<GitHubResult<T>> {
    this.calls.push(call)
    const error = await this.beforeCall(call)
    if (error !== undefined) return error
    const value = work()
    return (await this.afterCall(call)) ?? { ok: true, value }
  }
}
