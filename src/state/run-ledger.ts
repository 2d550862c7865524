import { createHash } from 'node:crypto'
import type { Approval } from '../approval/approval.ts'
import { ageOf, momentOf, type Clock, type Moment } from '../jobs/clock.ts'
import type { JobState } from '../jobs/job-state.ts'
import { CLAIM_FENCE_MS } from '../timeouts.ts'
import type { LeaseHolder } from './lease.ts'
import type { GitHubError, GitHubResult } from './github.ts'
import { mergeRecords } from './merge-records.ts'
import { selectFromOther, type OtherConversation } from './other-conversation.ts'
import { OwnRequests, type Submitter } from './own-requests.ts'
import {
  EMPTY_RECORD,
  findRequest,
  isNewerRun,
  runsOfOwner,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RunRef,
  type SubmissionBaseline,
} from './record.ts'
import type { ClaimResult, ClaimUpdate, RecordStore, RequestRecords } from './record-store.ts'
import { findFollower, findSuccessor, type RecordedRequestJob, type Successor } from './superseding.ts'

const MAX_HEARTBEAT_OFFSET_MS = 20_000

type OtherStore = Pick<RecordStore, 'read'> & { readonly conversation: string }

interface RunLedgerOptions {
  readonly store: RecordStore
  /** Further conversations, of pull requests that the same push merged. They are only read: one may have the request. */
  readonly otherConversations?: readonly OtherStore[]
  readonly holder: LeaseHolder
  readonly clock: Pick<Clock, 'now' | 'wall'>
  /** GitHub's time (Unix time). The clock of a runner may be off. */
  readonly githubTime: () => number
}

/** The record of what this step and others of the conversation work on. */
export class RunLedger {
  readonly #options: RunLedgerOptions
  /** What this step says. */
  readonly #own: OwnRequests
  #record: CommentRecord = EMPTY_RECORD
  #isRead = false
  /** When each claim that GitHub has acknowledged began, by key. */
  readonly #claimed = new Map<string, Moment>()
  /** The newer run that the user overrides. */
  #overriddenRun: RunRef | undefined

  constructor(options: RunLedgerOptions) {
    this.#options = options
    this.#own = new OwnRequests(options.holder, options.githubTime)
    // The writer of reports uses the same store.
    options.store.subscribe?.((result) => {
      if (!result.ok) return
      this.#isRead = true
      this.#setRecord(result.value)
    })
  }

  /** Why the record can no longer be read or written: jobs that are submitted from now on would not be in it. */
  get refusal(): GitHubError | undefined {
    return this.#options.store.refusal
  }

  /** What is known of the conversation. */
  get record(): CommentRecord {
    return this.#record
  }

  /** Whether the record could ever be read. If not, it looks as if there were no jobs. */
  get isRead(): boolean {
    return this.#isRead
  }

  /** Whether it has the jobs of all commits. */
  get isOfConversation(): boolean {
    return this.#options.store.isOfConversation === true
  }

  /** The key of the plans that this step shows; absent if it shows none. */
  get planKey(): string | undefined {
    return this.#options.store.planKey
  }

  get holderId(): string {
    return this.#options.holder.holderId
  }

  /** Tells apart the heartbeats of steps that started together: 0 to 20 s. */
  get heartbeatOffsetMs(): number {
    const hash = createHash('sha256').update(this.#options.holder.holderId).digest()
    return hash.readUInt32BE() % MAX_HEARTBEAT_OFFSET_MS
  }

  set heartbeatIntervalMs(ms: number) {
    this.#own.heartbeatIntervalMs = ms
  }

  keyOf(state: JobState): string | undefined {
    return this.#own.keyOf(state)
  }

  /**
   * From now on, the first and every later write names all these requests: whoever reads only some of them would take the
   * others for replaced.
   */
  ask(states: readonly JobState[]): void {
    this.#own.ask(states)
  }

  async read(states: readonly JobState[]): Promise<GitHubResult<CommentRecord>> {
    const keys = this.#own.keysOf(states)
    const { store, otherConversations = [] } = this.#options
    const [result, ...others] = await Promise.all([
      store.read(keys),
      ...otherConversations.map((each) => readOther(each, keys)),
    ])
    const failure = [result, ...others].find(({ ok }) => !ok)
    if (failure !== undefined && !failure.ok) return failure
    if (!result.ok) return result
    const known = others.flatMap((other) =>
      other.ok ? [selectFromOther(other.value, store.conversation, keys)] : [],
    )
    const record = known.reduce(mergeRecords, result.value)
    this.#isRead = true
    this.#setRecord(record)
    await this.#writeAgain(states, result.value)
    return { ok: true, value: record }
  }

  /** Sets what the next claim of a request stores for whoever has to search for its job. */
  setBaseline(state: JobState, baseline: SubmissionBaseline): void {
    const key = this.keyOf(state)
    if (key !== undefined) this.#own.setBaseline(key, baseline)
  }

  /** Sets who has approved the submission of a request; undefined if it needs no approval. */
  setApproval(state: JobState, approval: Approval | undefined): void {
    const key = this.keyOf(state)
    // The claim names it to others.
    if (key !== undefined && this.#own.setApproval(key, approval)) this.#claimed.delete(key)
  }

  /** Sets the estimated price that claims and jobs of a request are recorded with. */
  setPrice(state: JobState, amount: number): void {
    const key = this.keyOf(state)
    if (key !== undefined) this.#own.setPrice(key, amount)
  }

  /** Sets which step has submitted a job, if it was not this one. Only that step, or its next run, may supersede it. */
  setSubmitter(jobId: string, submitter: Submitter): void {
    this.#own.setSubmitter(jobId, submitter)
  }

  /** Ignores that newer runs of this step exist, because the user wants to submit anyway. */
  overrideNewerRuns(): void {
    const { owner, run } = this.#options.holder
    const [newestRun] = runsOfOwner(this.#record, owner)
    if (newestRun !== undefined && isNewerRun(newestRun, run)) this.#overriddenRun = newestRun
  }

  /** Reads without waiting for queued writes. Resolves to false if GitHub did not answer. */
  async readNow(): Promise<boolean> {
    const { store, otherConversations = [] } = this.#options
    const [result, ...others] = await Promise.all([
      store.readNow?.(),
      ...otherConversations.map((each) => readOther(each, [])),
    ])
    if (result?.ok) this.#setRecord(result.value)
    const keys = Object.keys(this.#record.requests)
    const { shownPlans } = this.#record
    for (const other of others)
      if (other.ok) this.#setRecord({ ...selectFromOther(other.value, store.conversation, keys), shownPlans })
    return [result, ...others].every((each) => each?.ok !== false)
  }

  /** Claims the submission of requests, if `mayClaim` says so of what is read just before. */
  async acquire(
    states: readonly JobState[],
    mayClaim?: ClaimUpdate['mayClaim'],
  ): Promise<GitHubResult<ClaimResult>> {
    const { clock, store } = this.#options
    const keys = this.#own.keysOf(states)
    for (const key of keys) this.#own.claim(key)
    // The lease runs from here. When the answer arrives it may be over: the runner may have been suspended.
    const start = momentOf(clock)
    const result = await store.acquire({ requests: this.requests(states), mayClaim })
    if (!result.ok) return result
    this.#setRecord(result.value.record)
    if (result.value.isWritten) for (const key of keys) this.#claimed.set(key, start)
    return result
  }

  /** Whether the claim is so recent that nobody can have taken it over, and names the approval. */
  hasFreshClaim(state: JobState): boolean {
    const key = this.keyOf(state)
    const claimed = key === undefined ? undefined : this.#claimed.get(key)
    return ageOf(claimed, this.#options.clock) < CLAIM_FENCE_MS
  }

  /** Whether others see an open claim of this step. */
  isClaimShown(state: JobState): boolean {
    return this.#findOwnHold(this.#record, this.keyOf(state) ?? '')?.submissionStartedAtMs !== undefined
  }

  /**
   * Another step submits these requests. Writes that at once, so that nobody waits for us, and so that the submitter knows
   * that we ask for its job too.
   */
  async leaveToOthers(states: readonly JobState[]): Promise<void> {
    const changed = states.filter((state) => {
      const key = this.keyOf(state)
      if (key === undefined || !this.#own.leaveToOthers(key)) return false
      this.#claimed.delete(key)
      return true
    })
    if (changed.length > 0) await this.#options.store.write({ requests: this.requests(changed) })
  }

  /**
   * Writes again what a concurrent writer has overwritten: others wait for these claims, or cancel a job that nobody seems to
   * ask for.
   */
  async #writeAgain(states: readonly JobState[], record: CommentRecord): Promise<void> {
    const overwritten = states.filter((state) => {
      const key = this.keyOf(state)
      if (key === undefined || !this.#own.isLeftToOthers(key)) return false
      const hold = this.#findOwnHold(record, key)
      return hold === undefined || hold.submissionStartedAtMs !== undefined
    })
    if (overwritten.length > 0) await this.#options.store.write({ requests: this.requests(overwritten) })
  }

  /** Takes over what the killed main step asked for without getting a job, so that the next write ends that. */
  async releaseUnsubmitted(states: readonly JobState[]): Promise<void> {
    await this.read(states)
    for (const state of states) {
      const key = this.keyOf(state)
      if (key === undefined || state.outcome !== 'cancelled' || state.job !== undefined) continue
      const hold = this.#findOwnHold(this.#record, key)
      if (hold?.submissionStartedAtMs !== undefined) this.#own.claim(key, hold.submissionStartedAtMs)
      else if (hold !== undefined) this.#own.leaveToOthers(key)
    }
  }

  /** Whether a record shows holds of this step in an older version than that of these states: somebody has overwritten them. */
  hasOlderHolds(record: CommentRecord, states: readonly JobState[]): boolean {
    return Object.entries(this.requests(states)).some(([key, { holds }]) => {
      const recorded = this.#findOwnHold(record, key)
      return recorded !== undefined && holds.some(({ atMs }) => recorded.atMs < atMs)
    })
  }

  #findOwnHold(record: CommentRecord, key: string): Hold | undefined {
    return findRequest(record, key).holds.find(({ holderId }) => holderId === this.holderId)
  }

  /** Writes the current states. Resolves to the new record. */
  async write(states: readonly JobState[]): Promise<GitHubResult<CommentRecord>> {
    const result = await this.#options.store.write({ requests: this.requests(states) })
    if (result.ok) this.#setRecord(result.value)
    return result
  }

  /** Records what became of jobs of other runs; the next write includes it. */
  updateJob(key: string, job: RecordedJob): void {
    this.#own.updateJob(key, job)
  }

  /** Records the job of a state at once, although this step does not use it. */
  async recordJob(state: JobState): Promise<void> {
    this.#own.addJob(state, this.#record)
    await this.write([])
  }

  /** Records at once that the service has accepted to cancel a job which still runs, so that nobody follows it. */
  async recordStop(key: string | undefined, jobId: string): Promise<void> {
    const job = this.#findJob(key, jobId)
    if (key === undefined || job === undefined) return
    this.updateJob(key, { ...job, stopAcceptedAtMs: this.#options.githubTime() })
    await this.write([])
  }

  /** What is recorded of the job of a state. */
  recordedJob(state: JobState): RecordedJob | undefined {
    return this.#findJob(this.keyOf(state), state.job?.id)
  }

  /** The unfinished job of a state, also if it is still to be recorded. */
  unfinishedJobOf(state: JobState): RecordedRequestJob | undefined {
    const key = this.keyOf(state)
    if (key === undefined || this.recordedJob(state)?.isUnfinished === false) return undefined
    const job = this.requests([state])[key]?.jobs.find(({ id }) => id === state.job?.id)
    return job?.isUnfinished === true ? { key, job } : undefined
  }

  #findJob(key = '', jobId = ''): RecordedJob | undefined {
    return findRequest(this.#record, key).jobs.find(({ id }) => id === jobId)
  }

  /** What to write for these states. */
  requests(states: readonly JobState[]): RequestRecords {
    return this.#own.toRecords(states, this.#record)
  }

  /** The newer run of this step that takes its place for this request, if there is one. */
  successorOf({ spec }: JobState): Successor | undefined {
    if (spec === undefined) return undefined
    const run = this.#overriddenRun ?? this.#options.holder.run
    return findSuccessor(this.#record, { ...this.#options.holder, run, digest: spec.digest })
  }

  /** Who else works on the request of this state. */
  followerOf({ spec, job }: JobState): ReturnType<typeof findFollower> {
    const { holder, githubTime } = this.#options
    const claimant = { ...holder, digest: spec?.digest ?? '', nowMs: githubTime() }
    return spec && findFollower(this.#record, claimant, job?.id)
  }

  /** The results of the stores may show only a part of the conversation. */
  #setRecord(record: CommentRecord): void {
    // What our comments show is as last read: somebody may have edited or deleted one.
    this.#record = { ...mergeRecords(this.#record, record), shownPlans: record.shownPlans }
  }
}

async function readOther(
  store: OtherStore,
  keys: readonly string[],
): Promise<GitHubResult<OtherConversation>> {
  const { conversation } = store
  const result = await store.read(keys)
  return result.ok ? { ok: true, value: { conversation, record: result.value } } : result
}
