import type { ApprovalReader, IssueEvent, Permission, Push, Review } from '../approval/approval-reader.ts'
import {
  approvingComments,
  approvingLabel,
  approvingReviews,
  findWithdrawals,
  withdrawnComments,
  withdrawnLabel,
  withdrawnReviews,
  type Act,
  type Withdrawal,
  type WithdrawnAct,
} from '../approval/find-acts.ts'
import type { ApprovalSource, CommandContext } from '../commands/context.ts'
import type { ApprovalRules } from '../policy/policy.ts'
import type { GitHubResult, PullRequest } from '../state/github.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { CLAIM_FENCE_MS } from '../timeouts.ts'
import { outageEndMs } from './claim-outcomes.ts'
import { ageOf, momentOf, type Moment } from './clock.ts'

type Conversation = NonNullable<ApprovalSource['pullRequest']>

type AnswersContext = Pick<CommandContext, 'clock' | 'random' | 'deadlineMs' | 'holder'>

/** What GitHub knew at about one time. */
export interface ApprovalSnapshot {
  readonly pullRequest: PullRequest
  /** That stand. */
  readonly acts: readonly Act[]
  /** That do not stand any more. */
  readonly withdrawn: readonly WithdrawnAct[]
  readonly withdrawals: readonly Withdrawal[]
  /** To the branch of the pull request, newest first; empty if unknown. */
  readonly pushes: readonly Push[]
}

/** How old the list with an act may be when a step sends its first submission. */
const MAX_ACTS_AGE_MS = 5_000
/** Likewise for each further one: several in a row need not all read it again. */
const MAX_ACTS_AGE_LATER_MS = 20_000
/** Further attempts to read everything within the time of a claim. */
const MAX_ROUNDS = 3

/**
 * What GitHub says about approvals. Asks each question once, and waits out an outage, which all questions share. An answer
 * holds for as long as a claim.
 */
export class ApprovalAnswers {
  readonly #context: AnswersContext
  readonly #answers = new Map<string, GitHubResult<unknown>>()
  /** When each question was asked last. */
  readonly #lastAsked = new Map<string, Moment>()
  /** The questions about acts that a submission has relied on. */
  readonly #reliedOn = new Set<string>()
  /** Ids of dismissed reviews for whose event the list was read again. */
  readonly #reviewsWithoutEvent = new Set<number>()
  /** When the oldest question was asked. */
  #asked: Moment | undefined
  /** On the monotonic clock. */
  #outageEndMs = Infinity

  constructor(context: AnswersContext) {
    this.#context = context
  }

  forget(): void {
    this.#answers.clear()
  }

  /** Before a submission: asks again for what shows whether acts of this kind still stand, unless it was read a moment ago. */
  forgetActs(kind: Act['kind']): void {
    const question = QUESTIONS[kind] ?? ''
    const maxAgeMs = this.#reliedOn.has(question) ? MAX_ACTS_AGE_LATER_MS : MAX_ACTS_AGE_MS
    if (ageOf(this.#lastAsked.get(question), this.#context.clock) >= maxAgeMs) this.#answers.delete(question)
    this.#reliedOn.add(question)
  }

  /** Approvals use the same answer, unless it is too old by then. */
  readPullRequest(conversation: Conversation): Promise<GitHubResult<PullRequest>> {
    this.#outageEndMs = outageEndMs(this.#context)
    return this.#pullRequest(conversation)
  }

  /** `by`: the acts that count; withdrawals always do. */
  async read(
    conversation: Conversation,
    rules: Pick<ApprovalRules, 'by'>,
  ): Promise<GitHubResult<ApprovalSnapshot>> {
    this.#outageEndMs = outageEndMs(this.#context)
    for (let round = 1; ; round++) {
      if (!this.#isFresh) this.forget()
      const pullRequest = await this.#pullRequest(conversation)
      if (!pullRequest.ok) return pullRequest
      const acts = await this.#acts(rules, pullRequest.value, conversation)
      if (!acts.ok) return acts
      // Last, so that they tell the head at the time of each act.
      const pushes = await this.#pushes(pullRequest.value, conversation)
      if (!pushes.ok) return pushes
      if (this.#isFresh || round === MAX_ROUNDS)
        return { ok: true, value: { pullRequest: pullRequest.value, ...acts.value, pushes: pushes.value } }
    }
  }

  get #isFresh(): boolean {
    return ageOf(this.#asked, this.#context.clock) < CLAIM_FENCE_MS
  }

  async #pullRequest(conversation: Conversation): Promise<GitHubResult<PullRequest>> {
    const fetched = await this.#once('pull request', () => conversation.fetch())
    if (!fetched.ok) return fetched
    return fetched.value === undefined
      ? { ok: false, isNotFound: true, isPermanent: true, message: 'the pull request was not found' }
      : { ok: true, value: fetched.value }
  }

  async #acts(
    { by }: Pick<ApprovalRules, 'by'>,
    { labels = [] }: PullRequest,
    { reader }: Conversation,
  ): Promise<GitHubResult<Pick<ApprovalSnapshot, 'acts' | 'withdrawn' | 'withdrawals'>>> {
    const [reviews, comments] = await Promise.all([
      // They can also take back what somebody has approved in another way.
      this.#once('reviews', () => reader.reviews()),
      by.includes('comment') ? this.#once('comments', () => reader.comments()) : NOTHING,
    ])
    if (!reviews.ok) return reviews
    if (!comments.ok) return comments
    const read = await this.#events(reviews.value, by, reader)
    // Gitea has no events, so that every dismissed review stays dismissed, also one that a push has dismissed.
    const events = read.ok || !read.isNotFound || by.includes('label') ? read : NOTHING
    if (!events.ok) return events
    const labelEvents = by.includes('label') ? events.value : []
    const ownReviews = by.includes('review') ? reviews.value : []
    const acts = [
      ...approvingReviews(ownReviews, events.value),
      ...approvingComments(comments.value),
      ...approvingLabel(labelEvents, labels),
    ]
    const withdrawn = [
      ...withdrawnReviews(ownReviews, events.value),
      ...withdrawnComments(comments.value),
      ...withdrawnLabel(labelEvents, labels),
    ]
    const withdrawals = findWithdrawals(reviews.value, events.value)
    return { ok: true, value: { acts, withdrawn, withdrawals } }
  }

  /** Only the events tell who has dismissed a review, and when. */
  async #events(
    reviews: readonly Review[],
    by: ApprovalRules['by'],
    reader: ApprovalReader,
  ): Promise<GitHubResult<readonly IssueEvent[]>> {
    const dismissed = reviews.filter(({ state }) => state === 'DISMISSED')
    if (!by.includes('label') && dismissed.length === 0) return NOTHING
    const ask = () => this.#once('events', () => reader.events())
    const events = await ask()
    const has = ({ id }: Review): boolean =>
      events.ok && events.value.some((event) => event.kind === 'review_dismissed' && event.reviewId === id)
    const missing = dismissed.filter((review) => !has(review))
    if (!events.ok || missing.every(({ id }) => this.#reviewsWithoutEvent.has(id))) return events
    // They may have been read before the reviews, even if that is only a moment ago.
    for (const { id } of missing) this.#reviewsWithoutEvent.add(id)
    this.#answers.delete('events')
    return ask()
  }

  /**
   * Whether GitHub has made the commit of the head and the base branch. Which one it is now is not known at any time, and changes
   * when the base branch does (docs.github.com/rest/pulls/pulls, "Get a pull request"). The parents alone prove little: anybody
   * can make such a commit, push it for a moment, or name it for a start by hand.
   */
  async isTestMerge(
    commit: string,
    pullRequest: PullRequest,
    conversation: Conversation,
  ): Promise<GitHubResult<boolean>> {
    const { headSha, mergeCommit } = pullRequest
    if (commit === mergeCommit) return { ok: true, value: true }
    if (this.#context.holder.isNotHead === true) return { ok: true, value: false }
    const parents = await this.#once(`parents of ${commit}`, () => conversation.reader.parentsOf(commit))
    if (!parents.ok) return parents
    if (parents.value.length !== 2 || parents.value[1] !== headSha) return { ok: true, value: false }
    const pushes = await this.#pushes(pullRequest, conversation)
    // Those that approvals use must be newer than the acts.
    this.#answers.delete('pushes')
    return pushes.ok ? { ok: true, value: pushes.value.every((push) => push.commit !== commit) } : pushes
  }

  permissionOf(login: string, source: ApprovalSource): Promise<GitHubResult<Permission>> {
    return this.#once(`permission of ${login.toLowerCase()}`, () => source.permissionOf(login))
  }

  #pushes(
    { headRef, isFromFork }: PullRequest,
    { reader }: Conversation,
  ): Promise<GitHubResult<readonly Push[]>> {
    if (headRef === undefined || isFromFork) return Promise.resolve(NOTHING)
    return this.#once('pushes', () => reader.pushes(headRef))
  }

  async #once<T>(question: string, ask: () => Promise<GitHubResult<T>>): Promise<GitHubResult<T>> {
    const { clock } = this.#context
    const known = this.#answers.get(question)
    if (known !== undefined) return known as GitHubResult<T>
    if (this.#answers.size === 0) this.#asked = momentOf(clock)
    this.#lastAsked.set(question, momentOf(clock))
    const answer = await retryGitHub(ask, { ...this.#context, untilMs: this.#outageEndMs })
    // What is believed to be missing is not asked for again either.
    if (answer.ok || (answer.isNotFound && answer.isPermanent)) this.#answers.set(question, answer)
    return answer
  }
}

const NOTHING: { readonly ok: true; readonly value: readonly never[] } = { ok: true, value: [] }
/** Only the list of the act itself: each further one costs a request. A start by hand stands. */
const QUESTIONS: Readonly<Partial<Record<Act['kind'], string>>> = {
  review: 'reviews',
  comment: 'comments',
  label: 'events',
}
