import type { ApprovalSource, CommandContext } from '../../src/commands/context.ts'
import type {
  Account,
  ApprovalReader,
  IssueComment,
  IssueEvent,
  Permission,
  Push,
  Review,
} from '../../src/approval/approval-reader.ts'
import type { GitHubResult, PullRequest } from '../../src/state/github.ts'
import { FakeEnvironment, FakeRun, SPEC, type CompletedRun, type FakeRunOptions } from './command-context.ts'
import type { ErrorResult } from './comment-store.ts'
import { fakeDefaultBranch } from './default-branch.ts'
import type { JobLifecycle } from './forge-api.ts'

export type ApprovalCall =
  | 'reviews'
  | 'comments'
  | 'events'
  | 'fetch'
  | `role of ${string}`
  | `pushes to ${string}`
  | `parents of ${string}`

type Result<T> = Promise<GitHubResult<T>>

const PAGE = 'https://github.example/acme/bot/pull/7'

/** An account with this login, which is that of a bot if it says so. */
export const accountOf = (login: string): Account => ({ login, isBot: login.endsWith('[bot]') })

/** Pull request 7, of which people approve what it would train. Its first commit is `commit-0`. */
export class FakeApprovals implements ApprovalReader {
  readonly calls: ApprovalCall[] = []
  /** Runs before each call. A returned error replaces the call. */
  beforeCall: (call: ApprovalCall) => ErrorResult | undefined = () => undefined
  hasComment = true
  isCheckoutUnproven = false
  hasPushList = true
  /** Somebody has deleted the branch, so that GitHub lists no pushes to it. */
  isBranchDeleted = false
  /** Else the list of events lags behind the reviews. */
  hasEventsOfDismissals = true
  /** The server tells the ids of accounts. */
  hasIds = false
  pullRequest: PullRequest
  /** By commit. */
  readonly parents = new Map<string, readonly string[]>()
  readonly #clock: { wall(): number }
  readonly #roles = new Map<string, string>()
  readonly #pushes: Push[] = []
  readonly #reviews: Review[] = []
  readonly #comments: IssueComment[] = []
  readonly #events: IssueEvent[] = []
  readonly #ids = new Map<string, number>()
  #nextId = 5001

  constructor(clock: { wall(): number }, author = 'olga') {
    this.#clock = clock
    const state = { isClosed: false, isMerged: false, headSha: 'commit-0' }
    this.pullRequest = { ...state, number: 7, isFromFork: false, author, headRef: 'feature', labels: [] }
  }

  get conversation(): NonNullable<ApprovalSource['pullRequest']> {
    const { hasComment, isCheckoutUnproven, hasPushList } = this
    return { reader: this, fetch: () => this.fetch(), hasComment, isCheckoutUnproven, hasPushList }
  }

  /** What a run gets. */
  source(changes: Partial<ApprovalSource> = {}): ApprovalSource {
    return { pullRequest: this.conversation, permissionOf: (login) => this.permissionOf(login), ...changes }
  }

  setRole(login: string, role: string | undefined): void {
    if (role === undefined) this.#roles.delete(login.toLowerCase())
    else this.#roles.set(login.toLowerCase(), role)
  }

  /** `commit`: that the page of the reviewer shows. */
  review(login: string, state = 'APPROVED', commit: string | undefined = this.pullRequest.headSha): Review {
    const id = this.#nextId++
    const url = `${PAGE}#pullrequestreview-${id}`
    const review = { id, author: this.accountOf(login), state, submittedAtMs: this.#now(), commit, url }
    this.#reviews.push(review)
    return review
  }

  /** `by`: a login, or nobody if a push made GitHub dismiss the review. */
  dismiss(id: number, by?: string): void {
    const at = this.#reviews.findIndex((review) => review.id === id)
    const review = this.#reviews[at]
    if (review === undefined || !['APPROVED', 'CHANGES_REQUESTED'].includes(review.state)) return
    this.#reviews[at] = { ...review, state: 'DISMISSED' }
    this.#events.push({
      ...this.#eventBy(by ?? 'github[bot]'),
      kind: 'review_dismissed',
      reviewId: id,
      previousState: review.state.toLowerCase(),
      isByPush: by === undefined,
    })
  }

  /** The protection of the branch dismisses all approvals after a push. */
  dismissAllByPush(): void {
    for (const { id, state } of [...this.#reviews]) if (state === 'APPROVED') this.dismiss(id)
  }

  comment(login: string, body = '/train'): IssueComment {
    const [id, atMs] = [this.#nextId++, this.#now()]
    const url = `${PAGE}#issuecomment-${id}`
    const comment = { id, author: this.accountOf(login), body, createdAtMs: atMs, updatedAtMs: atMs, url }
    this.#comments.push(comment)
    return comment
  }

  editComment(id: number, body: string): void {
    const at = this.#comments.findIndex((comment) => comment.id === id)
    const comment = this.#comments[at]
    if (comment !== undefined) this.#comments[at] = { ...comment, body, updatedAtMs: this.#now() }
  }

  label(login: string, label = 'train'): void {
    if (this.#hasLabel(label)) return
    this.#events.push({ ...this.#eventBy(login), kind: 'labeled', label })
    this.#setLabels((labels) => [...labels, label])
  }

  unlabel(login: string, label = 'train'): void {
    if (!this.#hasLabel(label)) return
    this.#events.push({ ...this.#eventBy(login), kind: 'unlabeled', label })
    this.#setLabels((labels) => labels.filter((each) => each !== label))
  }

  /** `login`: undefined if GitHub does not know. */
  push(commit: string, login?: string): void {
    this.pullRequest = { ...this.pullRequest, headSha: commit }
    if (login !== undefined) this.#pushes.push({ author: this.accountOf(login), commit, atMs: this.#now() })
  }

  accountOf(login: string): Account {
    if (!this.hasIds) return accountOf(login)
    const id = this.#ids.get(login) ?? this.#nextId++
    this.#ids.set(login, id)
    return { ...accountOf(login), id }
  }

  /** Somebody gives their account another name, under which GitHub then lists their pushes. */
  rename(login: string, newLogin: string): void {
    this.#ids.set(newLogin, this.accountOf(login).id ?? 0)
    this.setRole(newLogin, this.#roles.get(login))
    this.setRole(login, undefined)
    for (const [at, push] of this.#pushes.entries())
      if (push.author.login === login) this.#pushes[at] = { ...push, author: this.accountOf(newLogin) }
  }

  close(isMerged = false): void {
    this.pullRequest = { ...this.pullRequest, isClosed: true, isMerged }
  }

  reviews(): Result<readonly Review[]> {
    return this.#answer('reviews', [...this.#reviews])
  }

  comments(): Result<readonly IssueComment[]> {
    return this.#answer('comments', [...this.#comments])
  }

  events(): Result<readonly IssueEvent[]> {
    const isListed = ({ kind }: IssueEvent): boolean =>
      this.hasEventsOfDismissals || kind !== 'review_dismissed'
    return this.#answer('events', this.#events.filter(isListed))
  }

  fetch(): Result<PullRequest | undefined> {
    return this.#answer('fetch', this.pullRequest)
  }

  permissionOf(login: string): Result<Permission> {
    const role = this.#roles.get(login.toLowerCase())
    const id = role === undefined ? undefined : this.accountOf(login).id
    return this.#answer(`role of ${login}`, { role, id })
  }

  pushes(branch: string): Result<readonly Push[]> {
    return this.#answer(`pushes to ${branch}`, this.isBranchDeleted ? [] : this.#pushes.toReversed())
  }

  parentsOf(commit: string): Result<readonly string[]> {
    return this.#answer(`parents of ${commit}`, this.parents.get(commit) ?? [])
  }

  #answer<T>(call: ApprovalCall, value: T): Result<T> {
    this.calls.push(call)
    return Promise.resolve(this.beforeCall(call) ?? { ok: true, value })
  }

  #hasLabel(label: string): boolean {
    return this.pullRequest.labels?.includes(label) === true
  }

  #setLabels(change: (labels: readonly string[]) => readonly string[]): void {
    this.pullRequest = { ...this.pullRequest, labels: change(this.pullRequest.labels ?? []) }
  }

  #eventBy(login: string): Pick<IssueEvent, 'id' | 'actor' | 'atMs'> {
    return { id: this.#nextId++, actor: this.accountOf(login), atMs: this.#now() }
  }

  /** GitHub cuts times to whole seconds. */
  #now(): number {
    return Math.floor(this.#clock.wall() / 1000) * 1000
  }
}

/** A spec with this price under a policy of an `ApprovedEnvironment`, where 1,000 examples cost 1 EUR. */
export const specOf = (euros: number): string =>
  SPEC.replace('training_steps: 1000', `batch_size: 8, training_steps: ${125 * euros}`)

export interface ApprovedRunOptions extends FakeRunOptions {
  /** The fields of `approval` in the policy. */
  readonly approval?: string
  readonly context?: Partial<CommandContext>
}

const PRICE = 'price: { currency: EUR, per-million-examples: { "small-*": 1000 } }'

/** What the runs share of a pull request by olga, where the maintainer ada may approve. */
export class ApprovedEnvironment extends FakeEnvironment {
  readonly pull = new FakeApprovals(this.clock)
  #runCount = 0

  constructor(...lifecycles: JobLifecycle[]) {
    super(...lifecycles)
    this.pull.setRole('ada', 'maintain')
  }

  override accountOf(login: string): Account {
    return this.pull.accountOf(login)
  }

  /** Starts no process, but can be executed: a run for the current commit. By default every job needs an approval. */
  createRun({ approval = 'required: always', context, ...options }: ApprovedRunOptions = {}): FakeRun {
    return new FakeRun(this, {
      id: String(++this.#runCount),
      commit: this.pull.pullRequest.headSha,
      files: { 'a.yml': specOf(8) },
      inputs: { waitFor: 'none' },
      contextOverrides: {
        defaultBranch: fakeDefaultBranch(`version: 1\n${PRICE}\napproval: { ${approval} }\n`),
        approvals: this.pull.source(),
        ...context,
      },
      ...options,
    })
  }

  run(options?: ApprovedRunOptions): Promise<CompletedRun> {
    return this.createRun(options).execute()
  }

  /** Somebody edits our comment. */
  editComment(): void {
    const [comment] = this.conversation.comments
    this.conversation.replaceComment(comment?.id ?? 0, `${comment?.body ?? ''}\nNothing to see here.`)
  }

  /** Pushes and runs. Afterwards so much time passes that every act counts. */
  async push(options: ApprovedRunOptions = {}, login = 'olga'): Promise<CompletedRun> {
    this.pull.push(`commit-${this.#runCount + 1}`, login)
    const completed = await this.run({ ...options, pusher: login })
    await this.clock.sleep(90_000)
    return completed
  }
}
