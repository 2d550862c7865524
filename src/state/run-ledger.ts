import type { Clock } from '../jobs/clock.ts'
import type { JobState } from '../jobs/job-state.ts'
import { CLAIM_FENCE_MS, CLAIM_GRACE_MS, LEASE_GRACE_MS } from '../timeouts.ts'
import { findSuccessor, isFollowedByOthers, type LeaseHolder } from './claim.ts'
import type { GitHubResult } from './github.ts'
import { mergeRecords, mergeRequests } from './merge-records.ts'
import {
  EMPTY_RECORD,
  findRequest,
  isNewerRun,
  isUnfinished,
  requestKey,
  runsOfOwner,
  selectRequests,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
  type RunRef,
  type SubmissionBaseline,
} from './record.ts'
import type { ClaimResult, RecordStore, RequestRecords } from './record-store.ts'

interface RunLedgerOptions {
  readonly store: RecordStore
  /** Further conversations, of pull requests that the same push merged. They are only read: one may have the request. */
  readonly otherConversations?: readonly Pick<RecordStore, 'read'>[]
  readonly holder: LeaseHolder
  readonly clock: Pick<Clock, 'now'>
  /** GitHub's time (Unix time). The clock of a runner may be off. */
  readonly githubTime: () => number
}

/** The record of what this step and others of the conversation work on. */
export class RunLedger {
  readonly #options: RunLedgerOptions
  #record: CommentRecord = EMPTY_RECORD
  #heartbeatIntervalMs = 60_000
  /** When the submission of a request was claimed, by key. */
  readonly #claims = new Map<string, number>()
  /** What the service knew before these submissions, by key. */
  readonly #baselines = new Map<string, SubmissionBaseline>()
  /** Estimated prices of submissions, by key. */
  readonly #prices = new Map<string, number>()
  /** Of jobs that other steps have submitted, by id. */
  readonly #submitters = new Map<string, Pick<RecordedJob, 'owner' | 'run'>>()
  /** Requests whose submission was left to another step. Every write says so, because another may have overwritten it. */
  readonly #leftToOthers = new Set<string>()
  /** When GitHub last acknowledged a claim, on the monotonic clock, by key. */
  readonly #acknowledgedMs = new Map<string, number>()
  /** The requests that this step asks for, in their first state. */
  readonly #asked = new Map<string, JobState>()
  /** What the last write said, by key. */
  readonly #holds = new Map<string, Hold>()
  readonly #changedJobs = new Map<string, readonly RecordedJob[]>()
  readonly #versions = new Map<string, { readonly content: string; readonly atMs: number }>()
  /** The newer run that the user overrides. */
  #overriddenRun: RunRef | undefined

  constructor(options: RunLedgerOptions) {
    this.#options = options
    // The writer of reports uses the same store.
    options.store.subscribe?.((result) => {
      if (result.ok) this.#setRecord(result.value)
    })
  }

  /** What is known of the conversation. */
  get record(): CommentRecord {
    return this.#record
  }

  get holderId(): string {
    return this.#options.holder.holderId
  }

  set heartbeatIntervalMs(ms: number) {
    this.#heartbeatIntervalMs = ms
  }

  /**
   * From now on, the first and every later write names all these requests: whoever reads only some of them would take the
   * others for replaced.
   */
  ask(states: readonly JobState[]): void {
    for (const state of states) {
      const key = this.keyOf(state)
      if (key !== undefined && !this.#asked.has(key)) this.#asked.set(key, state)
    }
  }

  async read(states: readonly JobState[]): Promise<GitHubResult<CommentRecord>> {
    const keys = states.flatMap((state) => this.keyOf(state) ?? [])
    const { store, otherConversations = [] } = this.#options
    const [result, ...others] = await Promise.all([
      store.read(keys),
      ...otherConversations.map((each) => each.read(keys)),
    ])
    const failure = [result, ...others].find(({ ok }) => !ok)
    if (failure !== undefined && !failure.ok) return failure
    if (!result.ok) return result
    const known = others.flatMap((other) => (other.ok ? [selectRequests(other.value, keys)] : []))
    const record = known.reduce(mergeRecords, result.value)
    this.#setRecord(record)
    await this.#writeAgain(states, result.value)
    return { ok: true, value: record }
  }

  /** Sets what the next claim of a request stores for whoever has to search for its job. */
  setBaseline(state: JobState, baseline: SubmissionBaseline): void {
    const key = this.keyOf(state)
    if (key !== undefined) this.#baselines.set(key, baseline)
  }

  /** Sets the estimated price that claims and jobs of a request are recorded with. */
  setPrice(state: JobState, amount: number): void {
    const key = this.keyOf(state)
    if (key !== undefined) this.#prices.set(key, amount)
  }

  /** Sets which step has submitted a job, if it was not this one. Only that step, or its next run, may supersede it. */
  setSubmitter(jobId: string, { owner, run }: Pick<RecordedJob, 'owner' | 'run'>): void {
    this.#submitters.set(jobId, { owner, run })
  }

  /** Ignores that newer runs of this step exist, because the user wants to submit anyway. */
  overrideNewerRuns(): void {
    const { owner, run } = this.#options.holder
    const [newestRun] = runsOfOwner(this.#record, owner)
    if (newestRun !== undefined && isNewerRun(newestRun, run)) this.#overriddenRun = newestRun
  }

  /** Reads without waiting for queued writes. Resolves to false if GitHub did not answer. */
  async readNow(): Promise<boolean> {
    const result = await this.#options.store.readNow?.()
    if (result?.ok) this.#setRecord(result.value)
    return result?.ok !== false
  }

  /** Claims the submission of requests. Resolves to the record once concurrent claims are visible. */
  async acquire(states: readonly JobState[], readMs?: number): Promise<GitHubResult<ClaimResult>> {
    const { clock, githubTime, store } = this.#options
    const keys = states.flatMap((state) => this.keyOf(state) ?? [])
    for (const key of keys) if (!this.#claims.has(key)) this.#claims.set(key, githubTime())
    const result = await store.acquire({ requests: this.requests(states), readMs })
    if (!result.ok) return result
    this.#setRecord(result.value.record)
    for (const key of keys) this.#acknowledgedMs.set(key, clock.now())
    return result
  }

  /** Whether GitHub has acknowledged the claim so recently that nobody can have taken it over. */
  hasFreshClaim(state: JobState): boolean {
    const key = this.keyOf(state)
    const acknowledgedMs = key === undefined ? undefined : this.#acknowledgedMs.get(key)
    return acknowledgedMs !== undefined && this.#options.clock.now() - acknowledgedMs < CLAIM_FENCE_MS
  }

  /**
   * Another step submits these requests. Writes that at once, so that nobody waits for us, and so that the submitter knows
   * that we ask for its job too.
   */
  async leaveToOthers(states: readonly JobState[]): Promise<void> {
    const changed = states.filter((state) => {
      const key = this.keyOf(state)
      if (key === undefined || (this.#leftToOthers.has(key) && !this.#claims.has(key))) return false
      this.#claims.delete(key)
      this.#acknowledgedMs.delete(key)
      this.#leftToOthers.add(key)
      return true
    })
    if (changed.length > 0) await this.#options.store.write({ requests: this.requests(changed) })
  }

  /**
   * Writes again what a concurrent writer has overwritten: others wait for these claims, or cancel a job that nobody seems to
   * ask for.
   */
  async #writeAgain(states: readonly JobState[], record: CommentRecord): Promise<void> {
    const { holderId } = this.#options.holder
    const overwritten = states.filter((state) => {
      const key = this.keyOf(state)
      if (key === undefined || !this.#leftToOthers.has(key) || this.#claims.has(key)) return false
      const own = findRequest(record, key).holds.find((hold) => hold.holderId === holderId)
      return own === undefined || own.submissionStartedAtMs !== undefined
    })
    if (overwritten.length > 0) await this.#options.store.write({ requests: this.requests(overwritten) })
  }

  /** Takes over the claims of the killed main step that led to no job, so that the next write ends them. */
  async releaseUnsubmitted(states: readonly JobState[]): Promise<void> {
    await this.read(states)
    const { holderId } = this.#options.holder
    for (const state of states) {
      const key = this.keyOf(state)
      if (key === undefined || state.outcome !== 'cancelled' || state.job !== undefined) continue
      const own = findRequest(this.#record, key).holds.find((hold) => hold.holderId === holderId)
      if (own?.submissionStartedAtMs !== undefined) this.#claims.set(key, own.submissionStartedAtMs)
    }
  }

  /** Writes the current states. Resolves to the new record. */
  async write(states: readonly JobState[]): Promise<GitHubResult<CommentRecord>> {
    const result = await this.#options.store.write({ requests: this.requests(states) })
    if (result.ok) this.#setRecord(result.value)
    return result
  }

  /** Records what became of jobs of other runs; the next write includes it. */
  updateJob(key: string, job: RecordedJob): void {
    this.#changedJobs.set(key, [...(this.#changedJobs.get(key) ?? []), job])
  }

  /** What to write for these states. */
  requests(states: readonly JobState[]): RequestRecords {
    const byKey = Map.groupBy(states, (state) => this.keyOf(state) ?? '')
    byKey.delete('')
    const own = [...byKey].flatMap(([key, statesOfKey]): [string, RequestRecord][] =>
      this.#claims.has(key) || this.#leftToOthers.has(key) || statesOfKey.some(({ job }) => job !== undefined)
        ? [[key, { holds: [this.#hold(key, statesOfKey)], jobs: this.#jobs(key, statesOfKey) }]]
        : [],
    )
    const requests = Object.fromEntries(own)
    if (own.length > 0)
      for (const [key, state] of this.#asked) requests[key] ??= this.#askedRequest(key, byKey.get(key), state)
    for (const [key, jobs] of this.#changedJobs)
      requests[key] = mergeRequests(requests[key] ?? { holds: [], jobs: [] }, { holds: [], jobs })
    return requests
  }

  #askedRequest(key: string, current: readonly JobState[] | undefined, first: JobState): RequestRecord {
    const hold = current === undefined ? this.#holds.get(key) : undefined
    return { holds: [hold ?? this.#hold(key, current ?? [first])], jobs: [] }
  }

  /** The newer run of this step that asks for another request or has another commit, if there is one. */
  successorOf(state: JobState): ReturnType<typeof findSuccessor> {
    if (state.spec === undefined) return undefined
    const run = this.#overriddenRun ?? this.#options.holder.run
    return findSuccessor(this.#record, { ...this.#options.holder, run, digest: state.spec.digest })
  }

  /** Whether somebody else works on the request of this state. */
  isFollowedByOthers({ spec }: JobState): boolean {
    const { holder, githubTime } = this.#options
    return (
      spec !== undefined &&
      isFollowedByOthers(this.#record, { ...holder, digest: spec.digest, nowMs: githubTime() })
    )
  }

  keyOf({ spec }: JobState): string | undefined {
    return spec && requestKey(spec.digest, this.#options.holder.service)
  }

  /** The results of the stores may show only a part of the conversation. */
  #setRecord(record: CommentRecord): void {
    // What our comments show is as last read: somebody may have edited or deleted one.
    this.#record = { ...mergeRecords(this.#record, record), shownPlans: record.shownPlans }
  }

  #hold(key: string, states: readonly JobState[]): Hold {
    const { holder, githubTime } = this.#options
    const { owner, run, holderId, commit, leavesOnCancel } = holder
    const nowMs = githubTime()
    const startedAtMs = this.#claims.get(key)
    const isUnresolved =
      startedAtMs !== undefined &&
      states.some(({ job, outcome }) => !job && (outcome === undefined || outcome === 'unknown'))
    const hasEnded = states.every(({ outcome }) => outcome !== undefined)
    const jobId = states.find(({ job }) => job !== undefined)?.job?.id
    const baseline = isUnresolved ? this.#baselines.get(key) : undefined
    const version = { jobId, isUnresolved, hasEnded, baseline }
    const leaseMs = this.#heartbeatIntervalMs + (jobId === undefined ? CLAIM_GRACE_MS : LEASE_GRACE_MS)
    const hold: Hold = {
      holderId,
      owner,
      run,
      commit,
      label: states[0]?.label ?? '',
      atMs: this.#versionTimeMs(key, JSON.stringify(version), nowMs),
      // A finished step holds no lease.
      leaseExpiresAtMs: hasEnded ? 0 : nowMs + leaseMs,
      submissionStartedAtMs: isUnresolved ? startedAtMs : undefined,
      baseline,
      price: isUnresolved ? this.#prices.get(key) : undefined,
      jobId,
      hasEnded: hasEnded || undefined,
      leavesOnCancel,
    }
    this.#holds.set(key, hold)
    return hold
  }

  #jobs(key: string, states: readonly JobState[]): readonly RecordedJob[] {
    const { holder, githubTime } = this.#options
    const known = findRequest(this.#record, key).jobs
    return states.flatMap(({ job, outcome, approval, provenance = 'unsigned' }): RecordedJob[] => {
      if (job === undefined) return []
      const { owner, run, keyId, actor, leavesOnSuperseded } = holder
      const recorded = known.find(({ id }) => id === job.id)
      return [
        {
          ...(recorded ?? {
            id: job.id,
            owner,
            run,
            keyId,
            ...this.#submitters.get(job.id),
            submittedBy: provenance === 'submitted' ? actor : undefined,
            atMs: githubTime(),
            provenance,
            price: this.#prices.get(key),
            approval,
          }),
          createdAtS: recorded?.createdAtS ?? job.createdAt,
          isUnfinished: isUnfinished(job, outcome),
          leavesOnSuperseded: leavesOnSuperseded || recorded?.leavesOnSuperseded,
          outputModel: outcome === 'succeeded' ? job.outputModel : undefined,
        },
      ]
    })
  }

  /** When the content last changed. Strictly increasing, even if the clock is not. */
  #versionTimeMs(key: string, content: string, nowMs: number): number {
    const previous = this.#versions.get(key)
    if (previous?.content === content) return previous.atMs
    const atMs = Math.max(nowMs, (previous?.atMs ?? 0) + 1)
    this.#versions.set(key, { content, atMs })
    return atMs
  }
}
