import type { Approval } from '../approval/approval.ts'
import { mayCancel } from '../jobs/provenance.ts'
import {
  commitAskedFor,
  compareRuns,
  findRequest,
  isNewerRun,
  requestKey,
  runsOfOwner,
  serviceOfKey,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
  type RunRef,
  type SubmissionBaseline,
} from './record.ts'

/** A step, as other runs identify it. */
export interface LeaseHolder {
  readonly run: RunRef
  /** Distinguishes the steps of one run. */
  readonly holderId: string
  readonly commit: string
  /** The same for a step in all runs of its workflow: workflow, job, and step id or specs. */
  readonly owner: string
  /** Origin and prefix of the service's URL. */
  readonly service: string
  /** Tells API keys apart. */
  readonly keyId?: string
  /** Login of whoever started the run. */
  readonly actor?: string
  /** `on-cancel: leave` */
  readonly leavesOnCancel?: true
  /** `on-superseded: leave` */
  readonly leavesOnSuperseded?: true
}

/** A step that asks for a request. */
export interface Claimant extends LeaseHolder {
  readonly digest: string
  /** GitHub's time (Unix time). */
  readonly nowMs: number
  /** Only live jobs and jobs of this run are reused, because the data behind a dataset id changes. */
  readonly isScheduled?: boolean
}

/** What to do with a request, given the record of its conversation. */
export type ClaimDecision =
  /** No job exists. */
  | { readonly kind: 'submit' }
  /** Use the first of these jobs that still exists and has not failed. */
  | { readonly kind: 'reuse'; readonly jobs: readonly RecordedJob[] }
  /** Another step is submitting the same request, or decides whether it cancels this job. */
  | { readonly kind: 'wait'; readonly run: RunRef; readonly jobId?: string }
  /** A step died while submitting the same request; its job may exist. */
  | {
      readonly kind: 'recover'
      /** The step that died. */
      readonly owner: string
      readonly run: RunRef
      readonly sinceMs: number
      /** When its step ended, or its last claim expired. */
      readonly untilMs: number
      readonly baseline?: SubmissionBaseline
      /** Of that submission. */
      readonly approval?: Approval
    }
  /** A newer run of the same step asks for other requests instead. */
  | { readonly kind: 'superseded'; readonly run: RunRef }

/** Longest lease that a step takes. A longer one cannot be genuine, and counts as expired. */
const MAX_LEASE_MS = 60 * 60_000
/** A claim that we did not sign is waited for no longer than this. */
const MAX_UNSIGNED_LEASE_MS = 5 * 60_000

/** Whether the holder is still alive. */
export function isLeaseActive(
  { leaseExpiresAtMs, isUnsigned }: Pick<Hold, 'leaseExpiresAtMs' | 'isUnsigned'>,
  nowMs: number,
): boolean {
  const remainingMs = leaseExpiresAtMs - nowMs
  return remainingMs > 0 && remainingMs <= (isUnsigned === true ? MAX_UNSIGNED_LEASE_MS : MAX_LEASE_MS)
}

/**
 * Decides what to do with a request. If a decision leads to no job, the next one applies. The last one is `submit`, `wait`
 * or `superseded`.
 */
export function decideClaim(record: CommentRecord, claimant: Claimant): readonly ClaimDecision[] {
  const { digest, service, owner, run, isScheduled, nowMs } = claimant
  const request = findRequest(record, requestKey(digest, service))
  const [newestRun] = runsOfOwner(record, owner)
  if (
    newestRun !== undefined &&
    isNewerRun(newestRun, run) &&
    commitAskedFor(request, owner, newestRun) === undefined
  )
    return [{ kind: 'superseded', run: newestRun }]
  const jobs = request.jobs
    .filter((job) => isScheduled !== true || job.isUnfinished || job.run.id === run.id)
    // Nobody can put a job before our own.
    .toSorted((a, b) => Number(mayCancel(b.provenance)) - Number(mayCancel(a.provenance)))
  const stopping = jobs.find((job) => job.isUnfinished && isStopping(job, nowMs))
  if (stopping !== undefined) return [{ kind: 'wait', run: stopping.run, jobId: stopping.id }]
  const decisions: ClaimDecision[] = jobs.length > 0 ? [{ kind: 'reuse', jobs }] : []
  const claims = openClaims(request, claimant)
  // Whoever searches for the job of a dead claim holds a claim, too.
  const alive = claims.find((claim) => isLeaseActive(claim, claimant.nowMs))
  if (alive !== undefined) return [...decisions, { kind: 'wait', run: alive.run }]
  return [...decisions, ...findInterrupted(record, claimant), { kind: 'submit' }]
}

/** The submissions of steps that died before they recorded a job. Only a step with a claim of its own may search for it. */
export function findInterrupted(
  record: CommentRecord,
  claimant: Claimant,
): readonly Extract<ClaimDecision, { kind: 'recover' }>[] {
  const request = findRequest(record, requestKey(claimant.digest, claimant.service))
  return openClaims(request, claimant).flatMap((claim) =>
    // Nothing is adopted from a claim that we did not sign.
    claim.isUnsigned === true ||
    claim.submissionStartedAtMs === undefined ||
    isLeaseActive(claim, claimant.nowMs)
      ? []
      : [
          {
            kind: 'recover',
            owner: claim.owner,
            run: claim.run,
            sinceMs: claim.submissionStartedAtMs,
            // Whoever submits renews its claim before. A step that has ended has no lease.
            untilMs: Math.max(claim.leaseExpiresAtMs, claim.atMs),
            baseline: claim.baseline,
            approval: claim.approval,
          },
        ],
  )
}

/** After this time, a step that announced a cancellation has sent it, or has changed its mind. */
export const MAX_STOP_MS = 60_000

/** Whether a step has announced that it cancels this job. To wait for its decision needs no proof, as for a claim. */
export function isStopping({ stopAtMs }: RecordedJob, nowMs: number): boolean {
  return stopAtMs !== undefined && Math.abs(nowMs - stopAtMs) < MAX_STOP_MS
}

/** A job that does not stop this long after the service has accepted to cancel it goes on. */
const MAX_CANCELLATION_MS = 15 * 60_000

/** Whether the service has accepted a request to cancel this job. Until it has ended, it looks like any other. */
export function isBeingCancelled({ stopAcceptedAtMs }: RecordedJob, nowMs: number): boolean {
  return stopAcceptedAtMs !== undefined && Math.abs(nowMs - stopAcceptedAtMs) < MAX_CANCELLATION_MS
}

/**
 * Submissions of other steps whose job is not known. Only a job of the same attempt settles one: with `reuse: false` another
 * step submits without a search for it.
 */
function openClaims(
  { holds, jobs }: RequestRecord,
  { holderId }: Pick<LeaseHolder, 'holderId'>,
): readonly Hold[] {
  return holds.filter((hold) => hold.holderId !== holderId && isSubmitting(hold, jobs))
}

function isSubmitting({ submissionStartedAtMs, owner, run }: Hold, jobs: readonly RecordedJob[]): boolean {
  const isSettledBy = (job: RecordedJob): boolean =>
    job.owner === owner &&
    compareRuns(job.run, run) === 0 &&
    job.atMs >= (submissionStartedAtMs ?? Infinity) &&
    job.provenance !== 'unsigned'
  return submissionStartedAtMs !== undefined && !jobs.some(isSettledBy)
}

/** Submissions under way at this service of other steps of the conversation that go before ours. */
export function findEarlierSubmissions(
  { requests }: CommentRecord,
  claimant: Pick<Claimant, 'holderId' | 'service' | 'run' | 'nowMs'>,
): readonly Hold[] {
  return Object.entries(requests).flatMap(([key, request]) =>
    serviceOfKey(key) === claimant.service
      ? openClaims(request, claimant).filter(
          (claim) =>
            claim.isUnsigned !== true && isLeaseActive(claim, claimant.nowMs) && goesBefore(claim, claimant),
        )
      : [],
  )
}

/** Submissions at this service of steps that died before they recorded a job. Nobody looks for it until its request is asked for. */
export function findDeadClaims(
  { requests }: CommentRecord,
  claimant: Pick<Claimant, 'holderId' | 'service' | 'run' | 'nowMs'>,
): readonly { readonly key: string; readonly claim: Hold }[] {
  return Object.entries(requests).flatMap(([key, request]) =>
    serviceOfKey(key) === claimant.service
      ? openClaims(request, claimant)
          .filter((claim) => claim.isUnsigned !== true && !isLeaseActive(claim, claimant.nowMs))
          .map((claim) => ({ key, claim }))
      : [],
  )
}

function goesBefore(claim: Hold, { run, holderId }: Pick<Claimant, 'run' | 'holderId'>): boolean {
  return (compareRuns(claim.run, run) || (claim.holderId < holderId ? -1 : 1)) < 0
}

/**
 * Whether this step may submit after it has written its claim. `before` and `after`: the request as read before and after
 * that. Whoever was visible before goes first. Of two claims that did not see each other, that of the older run goes first,
 * and not the one in the older comment: a claim moves when comments of one key are merged. `isSlow`: the claim took so
 * long that others may have missed it.
 */
export function winsClaim(
  before: RequestRecord,
  after: RequestRecord,
  claimant: Claimant,
  isSlow: boolean,
): boolean {
  const own = after.holds.find(({ holderId }) => holderId === claimant.holderId)
  if (own === undefined) return false
  const knownIds = new Set(before.jobs.map(({ id }) => id))
  if (after.jobs.some(({ id }) => !knownIds.has(id))) return false
  const rivals = openClaims(after, claimant).filter((claim) => isLeaseActive(claim, claimant.nowMs))
  return rivals.every((rival) => !isSlow && goesFirst(own, rival))
}

function goesFirst(own: Hold, rival: Hold): boolean {
  const order = compareRuns(own.run, rival.run) || (own.holderId < rival.holderId ? -1 : 1)
  return order < 0
}

export interface RecordedRequestJob {
  readonly key: string
  readonly job: RecordedJob
}

/**
 * Jobs that this step supersedes: unfinished ones that its owner submitted in an older run, for requests that the step
 * does not ask for, and that no other step needs. Nothing if several steps have the same owner. `askedKeys`: of all requests
 * of the step, skipped ones included.
 */
export function findObsoleteJobs(
  record: CommentRecord,
  askedKeys: ReadonlySet<string>,
  holder: LeaseHolder & { readonly nowMs: number },
): readonly RecordedRequestJob[] {
  const { owner, run, service } = holder
  if (record.ambiguousOwners.includes(owner)) return []
  return Object.entries(record.requests)
    .filter(([key]) => !askedKeys.has(key) && serviceOfKey(key) === service)
    .flatMap(([key, request]) =>
      isNeededByOthers(record, request, holder)
        ? []
        : request.jobs
            .filter((job) => job.owner === owner && isNewerRun(run, job.run) && isCancellable(job))
            .map((job) => ({ key, job })),
    )
}

/**
 * Older jobs of the same owner for the same request. They exist after `reuse: false`, or if the request was replaced
 * during its submission and then restored.
 */
export function findDuplicateJobs(
  record: CommentRecord,
  jobId: string,
  holder: LeaseHolder & { readonly digest: string; readonly nowMs: number },
): readonly RecordedRequestJob[] {
  const { owner, run, digest, service } = holder
  const key = requestKey(digest, service)
  const request = findRequest(record, key)
  if (record.ambiguousOwners.includes(owner) || isNeededByOthers(record, request, holder)) return []
  return request.jobs
    .filter(
      (job) => job.owner === owner && job.id !== jobId && isNewerRun(run, job.run) && isCancellable(job),
    )
    .map((job) => ({ key, job }))
}

const isCancellable = ({ isUnfinished, provenance }: RecordedJob): boolean =>
  isUnfinished && mayCancel(provenance)

/**
 * Whether somebody else needs a request: another owner that held it in this run or in the previous run of our owner, or one
 * that holds a live lease and whose newest run still asks for the request. Or a newer run of our owner.
 */
export function isNeededByOthers(
  record: CommentRecord,
  { holds }: RequestRecord,
  { owner, run, nowMs }: Pick<LeaseHolder, 'owner' | 'run'> & { readonly nowMs: number },
): boolean {
  const previousRun = runsOfOwner(record, owner).find((each) => isNewerRun(run, each))
  return holds.some((hold) => {
    // With `reuse: false`, an older run may submit beside a newer one.
    if (isOwnHold(hold, owner) && !isNewerRun(hold.run, run)) return false
    const isSibling = hold.run.id === run.id || hold.run.id === previousRun?.id
    return (isSibling && hold.isUnsigned !== true) || isFollowing(record, hold, nowMs)
  })
}

/** An unsigned hold proves neither its owner nor the order of its runs: a newer run may use another API key. */
function isOwnHold(hold: Hold, owner: string): boolean {
  return hold.owner === owner && hold.isUnsigned !== true
}

/**
 * Whether a step is alive, and the newest run of its owner still asks for the request. To spare a job needs no proof: another
 * API key may have signed the record of the step.
 */
function isFollowing(record: CommentRecord, hold: Hold, nowMs: number): boolean {
  const isNewest = hold.isUnsigned === true || hold.run.id === runsOfOwner(record, hold.owner)[0]?.id
  return isNewest && isLeaseActive({ ...hold, isUnsigned: false }, nowMs)
}

/** The newest run of the owner, if it is newer than ours and asks for something else, or for another commit. */
export function findSuccessor(
  record: CommentRecord,
  { owner, run, digest, service, commit }: Pick<Claimant, 'owner' | 'run' | 'digest' | 'service' | 'commit'>,
): { readonly run: RunRef; readonly asksForRequest: boolean } | undefined {
  const [newestRun] = runsOfOwner(record, owner)
  if (newestRun === undefined || !isNewerRun(newestRun, run)) return undefined
  const newCommit = commitAskedFor(findRequest(record, requestKey(digest, service)), owner, newestRun)
  return newCommit === commit ? undefined : { run: newestRun, asksForRequest: newCommit !== undefined }
}

/** Who else works on the request: a newer run of the same step, or another step with a live lease. */
export function findFollower(
  record: CommentRecord,
  { owner, run, digest, service, nowMs, holderId }: Claimant,
): 'newer-run' | 'other-step' | undefined {
  const { holds } = findRequest(record, requestKey(digest, service))
  const others = holds.filter((hold) => hold.holderId !== holderId)
  if (others.some((hold) => isOwnHold(hold, owner) && compareRuns(hold.run, run) > 0)) return 'newer-run'
  const isAlive = (hold: Hold): boolean => !isOwnHold(hold, owner) && isFollowing(record, hold, nowMs)
  return others.some(isAlive) ? 'other-step' : undefined
}
