import type { Approval } from '../approval/approval.ts'
import { isUnchanged, type JobState } from '../jobs/job-state.ts'
import { fingerprintRequest } from '../jobs/match-request.ts'
import { CLAIM_GRACE_MS } from '../timeouts.ts'
import type { TrainingJob } from '../jobs/api.ts'
import { currentOutcome, type Outcome } from '../jobs/job-status.ts'
import { leaseDurationMs, type LeaseHolder } from './lease.ts'
import { mergeRequests } from './merge-records.ts'
import {
  findRequest,
  isUnfinished,
  requestKey,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
  type SubmissionBaseline,
} from './record.ts'
import type { RequestRecords } from './record-store.ts'

/** Whether the model is that of the request, also if the step did not wait for it. */
function hasModel(job: TrainingJob, outcome: Outcome | undefined): boolean {
  const isProven = outcome !== undefined && outcome !== 'unknown'
  return isProven && currentOutcome(job) === 'succeeded'
}

/** `price`: the estimate for the submission. */
export type Submitter = Pick<RecordedJob, 'owner' | 'run' | 'isNotHead' | 'price'>

/** What one step says about its requests. Knows no store: `RunLedger` writes it. */
export class OwnRequests {
  heartbeatIntervalMs = 60_000
  readonly #holder: LeaseHolder
  readonly #githubTime: () => number
  /** When the submission of a request was claimed, by key. */
  readonly #claims = new Map<string, number>()
  /** Of the oldest claim since this step had none. */
  #firstClaimMs = 0
  /** What the service knew before these submissions, by key. */
  readonly #baselines = new Map<string, SubmissionBaseline>()
  /** By key. */
  readonly #approvals = new Map<string, Approval | undefined>()
  /** Estimated prices of submissions, by key. */
  readonly #prices = new Map<string, number>()
  /** Of jobs that other steps have submitted, by id. */
  readonly #submitters = new Map<string, Submitter>()
  /** Requests whose submission was left to another step. Every write says so, because another may have overwritten it. */
  readonly #leftToOthers = new Set<string>()
  /** The requests that this step asks for, in the order of submission and in their first state. */
  readonly #asked = new Map<string, JobState>()
  /** What the last write said, by key. */
  readonly #holds = new Map<string, Hold>()
  readonly #changedJobs = new Map<string, readonly RecordedJob[]>()
  readonly #versions = new Map<string, { readonly content: string; readonly atMs: number }>()

  /** `githubTime`: Unix time. */
  constructor(holder: LeaseHolder, githubTime: () => number) {
    this.#holder = holder
    this.#githubTime = githubTime
  }

  keyOf({ spec }: JobState): string | undefined {
    return spec && requestKey(spec.digest, this.#holder.service)
  }

  /** The keys of these states; those without a spec have none. */
  keysOf(states: readonly JobState[]): readonly string[] {
    return states.flatMap((state) => this.keyOf(state) ?? [])
  }

  ask(states: readonly JobState[]): void {
    for (const state of states) {
      const key = this.keyOf(state)
      if (key !== undefined && !this.#asked.has(key)) this.#asked.set(key, state)
    }
  }

  /**
   * The times of open claims are in the order in which the requests were asked for. That is the order of their submissions,
   * whatever the order of the claims, and tells whoever searches for a job which was sent first. `startedAtMs`: of a claim
   * that an earlier process of this step has made.
   */
  claim(key: string, startedAtMs?: number): void {
    if (this.#claims.size === 0) this.#firstClaimMs = this.#githubTime()
    const position = [...this.#asked.keys(), key].indexOf(key)
    this.#claims.set(key, startedAtMs ?? this.#claims.get(key) ?? this.#firstClaimMs + position)
  }

  /** Gives up the claim of a request. Returns false if that was said before. */
  leaveToOthers(key: string): boolean {
    if (this.isLeftToOthers(key)) return false
    this.#claims.delete(key)
    this.#leftToOthers.add(key)
    return true
  }

  isLeftToOthers(key: string): boolean {
    return this.#leftToOthers.has(key) && !this.#claims.has(key)
  }

  setBaseline(key: string, baseline: SubmissionBaseline): void {
    this.#baselines.set(key, baseline)
  }

  /** Returns whether that changes it. */
  setApproval(key: string, approval: Approval | undefined): boolean {
    const before = this.#approvals.get(key)
    this.#approvals.set(key, approval)
    return JSON.stringify(before) !== JSON.stringify(approval)
  }

  setPrice(key: string, amount: number): void {
    this.#prices.set(key, amount)
  }

  setSubmitter(jobId: string, { owner, run, isNotHead, price }: Submitter): void {
    this.#submitters.set(jobId, { owner, run, isNotHead, price })
  }

  /** Records the job of a state without a hold: this step does not use it. `record`: what is known of the conversation. */
  addJob(state: JobState, record: CommentRecord): void {
    const key = this.keyOf(state)
    if (key !== undefined) for (const job of this.#jobs(key, [state], record)) this.updateJob(key, job)
  }

  updateJob(key: string, job: RecordedJob): void {
    this.#changedJobs.set(key, [...(this.#changedJobs.get(key) ?? []), job])
  }

  /** What to write for these states. `record`: what is known of the conversation. */
  toRecords(states: readonly JobState[], record: CommentRecord): RequestRecords {
    const byKey = Map.groupBy(states, (state) => this.keyOf(state) ?? '')
    byKey.delete('')
    const own = [...byKey].flatMap(([key, statesOfKey]): [string, RequestRecord][] =>
      this.#claims.has(key) || this.#leftToOthers.has(key) || statesOfKey.some(({ job }) => job !== undefined)
        ? [[key, { holds: [this.#hold(key, statesOfKey)], jobs: this.#jobs(key, statesOfKey, record) }]]
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

  #hold(key: string, states: readonly JobState[]): Hold {
    const { owner, run, holderId, commit, isNotHead, leavesOnCancel } = this.#holder
    const nowMs = this.#githubTime()
    const startedAtMs = this.#claims.get(key)
    const isUnresolved =
      startedAtMs !== undefined &&
      states.some(({ job, outcome }) => !job && (outcome === undefined || outcome === 'unknown'))
    const hasEnded = states.every(({ outcome }) => outcome !== undefined)
    const jobId = states.find(({ job }) => job !== undefined)?.job?.id
    const spec = states.find((state) => state.spec !== undefined)?.spec
    const baseline = isUnresolved ? this.#baselines.get(key) : undefined
    const approval = isUnresolved ? this.#approvals.get(key) : undefined
    const version = { jobId, isUnresolved, hasEnded, baseline, approval }
    const leaseMs =
      jobId === undefined
        ? this.heartbeatIntervalMs + CLAIM_GRACE_MS
        : leaseDurationMs(this.heartbeatIntervalMs)
    const hold: Hold = {
      holderId,
      owner,
      run,
      commit,
      isNotHead,
      label: states[0]?.label ?? '',
      atMs: this.#versionTimeMs(key, JSON.stringify(version), nowMs),
      // A finished step holds no lease.
      leaseExpiresAtMs: hasEnded ? 0 : nowMs + leaseMs,
      submissionStartedAtMs: isUnresolved ? startedAtMs : undefined,
      baseline,
      fingerprint: isUnresolved && spec ? fingerprintRequest(spec.request) : undefined,
      approval,
      price: isUnresolved ? this.#prices.get(key) : undefined,
      jobId,
      hasEnded: hasEnded || undefined,
      isUnchanged: states.every(isUnchanged) || undefined,
      leavesOnCancel,
      leavesJob: this.#leavesJob(states),
    }
    this.#holds.set(key, hold)
    return hold
  }

  #leavesJob(states: readonly JobState[]): true | undefined {
    const { doesNotWait, leavesOnTimeout } = this.#holder
    const isOverdue = states.some(({ job, outcome }) => job !== undefined && outcome === 'timed-out')
    return doesNotWait || (leavesOnTimeout && isOverdue) || undefined
  }

  #jobs(key: string, states: readonly JobState[], record: CommentRecord): readonly RecordedJob[] {
    const known = findRequest(record, key)
    // The main step may have claimed what this post step found.
    const claim = known.holds.find(({ holderId }) => holderId === this.#holder.holderId)
    return states.flatMap(({ job, outcome, approval, provenance = 'unsigned' }): RecordedJob[] => {
      if (job === undefined) return []
      const { owner, run, isNotHead, keyId, actor, leavesOnSuperseded, neverReuses } = this.#holder
      const recorded = known.jobs.find(({ id }) => id === job.id)
      const submitter = this.#submitters.get(job.id)
      return [
        {
          ...(recorded ?? {
            id: job.id,
            owner: submitter?.owner ?? owner,
            run: submitter?.run ?? run,
            isNotHead: submitter === undefined ? isNotHead : submitter.isNotHead,
            keyId,
            isWithoutSearch: submitter === undefined ? neverReuses : undefined,
            submittedBy: provenance === 'submitted' ? actor : undefined,
            atMs: this.#githubTime(),
            provenance,
            price: submitter?.price ?? this.#prices.get(key) ?? claim?.price,
            approval: approval ?? claim?.approval,
          }),
          createdAtS: recorded?.createdAtS ?? job.createdAt,
          isUnfinished: isUnfinished(job, outcome),
          stopAcceptedAtMs:
            recorded?.stopAcceptedAtMs ??
            (outcome === 'cancelled' && isUnfinished(job, outcome) ? this.#githubTime() : undefined),
          // Whoever follows a job of another step does not choose for it.
          leavesOnSuperseded:
            (recorded === undefined || recorded.owner === owner ? leavesOnSuperseded : undefined) ??
            recorded?.leavesOnSuperseded,
          outputModel: hasModel(job, outcome) ? job.outputModel : undefined,
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
