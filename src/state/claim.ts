import type { Approval } from '../approval/approval.ts'
import { mayCancel } from '../jobs/provenance.ts'
import { isLeaseActive, type Claimant, type LeaseHolder } from './lease.ts'
import {
  commitAskedFor,
  compareRuns,
  digestOfKey,
  findRequest,
  isNewerRun,
  requestKey,
  serviceOfKey,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
  type RunRef,
  type SubmissionBaseline,
} from './record.ts'
import { findNewestRun, isStopping } from './superseding.ts'

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
      readonly holderId: string
      readonly run: RunRef
      readonly isNotHead?: true
      readonly sinceMs: number
      /** When its step ended, or its last claim expired. */
      readonly untilMs: number
      readonly baseline?: SubmissionBaseline
      /** Of that submission. */
      readonly approval?: Approval
      readonly price?: number
    }
  /** A newer run of the same step asks for other requests instead. */
  | { readonly kind: 'superseded'; readonly run: RunRef }

/**
 * Decides what to do with a request. If a decision leads to no job, the next one applies. The last one is `submit`, `wait`
 * or `superseded`.
 */
export function decideClaim(record: CommentRecord, claimant: Claimant): readonly ClaimDecision[] {
  const { digest, service, owner, run, isNotHead, isScheduled, nowMs } = claimant
  const request = findRequest(record, requestKey(digest, service))
  const newestRun = findNewestRun(record, { owner, isNotHead })
  if (
    newestRun !== undefined &&
    isNewerRun(newestRun, run) &&
    commitAskedFor(request, owner, newestRun) === undefined
  )
    return [{ kind: 'superseded', run: newestRun }]
  const jobs = request.jobs
    .filter((job) => isScheduled !== true || job.isUnfinished || isOfRun(request, job, run))
    // Nobody can put a job before our own.
    .toSorted((a, b) => Number(mayCancel(b.provenance)) - Number(mayCancel(a.provenance)))
  const stopping = jobs.find((job) => job.isUnfinished && isStopping(job, nowMs))
  if (stopping !== undefined) return [{ kind: 'wait', run: stopping.run, jobId: stopping.id }]
  const decisions: ClaimDecision[] = jobs.length > 0 ? [{ kind: 'reuse', jobs }] : []
  // Whoever searches for the job of a dead claim holds a claim, too.
  const [alive] = findRivals(request, claimant)
  if (alive !== undefined) return [...decisions, { kind: 'wait', run: alive.run }]
  return [...decisions, ...findInterrupted(record, claimant), { kind: 'submit' }]
}

/** Whether a run has submitted a job, or followed it in an earlier attempt: its model is of the data of that run. */
export function isOfRun(
  { holds }: RequestRecord,
  job: Pick<RecordedJob, 'id' | 'run'>,
  { id }: RunRef,
): boolean {
  const follows = (hold: Hold): boolean =>
    hold.isUnsigned !== true && hold.run.id === id && hold.jobId === job.id
  return job.run.id === id || holds.some(follows)
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
            holderId: claim.holderId,
            run: claim.run,
            isNotHead: claim.isNotHead,
            sinceMs: claim.submissionStartedAtMs,
            // Whoever submits renews its claim before. A step that has ended has no lease.
            untilMs: Math.max(claim.leaseExpiresAtMs, claim.atMs),
            baseline: claim.baseline,
            approval: claim.approval,
            price: claim.price,
          },
        ],
  )
}

/**
 * Submissions of a request by other steps whose job is not known. Only a job of the same attempt settles one: with `reuse: false` another
 * step submits without a search for it.
 */
export function openClaims(
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

type ClaimReader = Pick<Claimant, 'holderId' | 'service' | 'run' | 'nowMs'>

/** Submissions under way at this service of other steps of the conversation. */
export function findSubmissions(record: CommentRecord, reader: ClaimReader): readonly RecordedClaim[] {
  return signedClaims(record, reader).filter(({ claim }) => isLeaseActive(claim, reader.nowMs))
}

/** Those that go before ours, if neither saw the other. */
export function findEarlierSubmissions(record: CommentRecord, reader: ClaimReader): readonly RecordedClaim[] {
  return findSubmissions(record, reader).filter(({ claim }) => goesBefore(claim, reader))
}

/**
 * Submissions at this service of steps that died before they recorded a job, which may exist. Nobody looks for it until its
 * request is asked for.
 */
export function findDeadClaims(record: CommentRecord, reader: ClaimReader): readonly RecordedClaim[] {
  return signedClaims(record, reader).filter(
    ({ key, claim }) =>
      !isLeaseActive(claim, reader.nowMs) && !wasSearchedFor(claim, findRequest(record, key)),
  )
}

/** Whoever submits a request searches before for the jobs of claims whose lease has expired, but not with `reuse: false`. */
function wasSearchedFor({ leaseExpiresAtMs, atMs: claimedAtMs }: Hold, { jobs }: RequestRecord): boolean {
  return jobs.some(
    ({ atMs, isWithoutSearch, provenance }) =>
      isWithoutSearch !== true &&
      provenance !== 'unsigned' &&
      atMs >= Math.max(leaseExpiresAtMs, claimedAtMs),
  )
}

export interface RecordedClaim {
  readonly key: string
  readonly claim: Hold
}

/** The submissions of other steps at this service whose job is not known. `digest`: of the request that is left out. */
export function findOpenClaims(
  record: CommentRecord,
  reader: ClaimReader & { readonly digest?: string },
): readonly Hold[] {
  return claimsOfOthers(record, reader)
    .filter(({ key }) => digestOfKey(key) !== reader.digest)
    .map(({ claim }) => claim)
    .filter((claim) => claim.isUnsigned !== true || isLeaseActive(claim, reader.nowMs))
}

function signedClaims(record: CommentRecord, reader: ClaimReader): readonly RecordedClaim[] {
  return claimsOfOthers(record, reader).filter(({ claim }) => claim.isUnsigned !== true)
}

/** Of other steps at this service. */
function claimsOfOthers({ requests }: CommentRecord, reader: ClaimReader): readonly RecordedClaim[] {
  return Object.entries(requests)
    .filter(([key]) => serviceOfKey(key) === reader.service)
    .flatMap(([key, request]) => openClaims(request, reader).map((claim) => ({ key, claim })))
}

/** Of two claims that did not see each other, that of the older run goes first. */
export function goesBefore(claim: Hold, { run, holderId }: Pick<LeaseHolder, 'run' | 'holderId'>): boolean {
  return (compareRuns(claim.run, run) || (claim.holderId < holderId ? -1 : 1)) < 0
}

/** Open claims of other steps that are alive. */
function findRivals(request: RequestRecord, claimant: Claimant): readonly Hold[] {
  return openClaims(request, claimant).filter((claim) => isLeaseActive(claim, claimant.nowMs))
}

/** Whether another step that is alive has claimed the request. */
export function hasRival(record: CommentRecord, claimant: Claimant): boolean {
  return findRivals(findRequest(record, requestKey(claimant.digest, claimant.service)), claimant).length > 0
}

/** Whether another step that is alive has claimed the request, and goes before this one. */
export function hasEarlierRival(request: RequestRecord, claimant: Claimant): boolean {
  return findRivals(request, claimant).some((rival) => goesBefore(rival, claimant))
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
  return findRivals(after, claimant).every((rival) => !isSlow && goesBefore(own, rival))
}
