import { mayCancel } from '../jobs/provenance.ts'
import { isLeaseActive } from '../state/lease.ts'
import {
  findFollower,
  findNewestRun,
  isNeededByOthers,
  isOfHead,
  type RecordedRequestJob,
} from '../state/superseding.ts'
import { isOfOtherConversation } from '../state/other-conversation.ts'
import type { PullRequestState } from '../state/github.ts'
import {
  digestOfKey,
  findRequest,
  hasFailed,
  isNewer,
  isNewerRun,
  requestKey,
  serviceOfKey,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
  type RunRef,
} from '../state/record.ts'

/** An unfinished job that a step should have cancelled, but ended before it did. */
export type LeftoverJob = RecordedRequestJob &
  (
    | { readonly because: 'pull-request-closed' }
    /** `successors`: the jobs that may take its place, of which one must have started; none if its owner wants no job any more. */
    | { readonly because: 'replaced'; readonly successors: readonly RecordedJob[] }
    /** `steps`: all that were killed while they used it. It is a leftover only if GitHub says that the run of each was cancelled. */
    | { readonly because: 'run-cancelled'; readonly steps: readonly KilledStep[] }
  )

/** When its lease expires, the step is dead, if not before. */
export type KilledStep = Pick<Hold, 'run' | 'leaseExpiresAtMs'>

/** A step of the head that has read that the pull request is open may have a job this much later. */
const MAX_LATE_SUBMISSION_MS = 10 * 60_000

export interface Situation {
  readonly service: string
  /** GitHub's time (Unix time). */
  readonly nowMs: number
  /** Of the conversation; absent for an issue. */
  readonly pullRequest?: PullRequestState | 'unknown'
}

/**
 * Finds the jobs that `sync` cancels, each with the first reason that applies. The rules are those of the steps: see
 * `handleClosedPullRequest`, `checkOwnership` and `supersede`.
 */
export function findLeftoverJobs(record: CommentRecord, situation: Situation): readonly LeftoverJob[] {
  return Object.entries(record.requests)
    .filter(([key]) => serviceOfKey(key) === situation.service)
    .flatMap(([key, request]) =>
      request.jobs
        .filter(({ isUnfinished, provenance }) => isUnfinished && mayCancel(provenance))
        .flatMap((job) => findReason({ key, job, request, record }, situation) ?? []),
    )
}

interface JobOfRecord extends RecordedRequestJob {
  readonly request: RequestRecord
  readonly record: CommentRecord
}

function findReason(jobOfRecord: JobOfRecord, situation: Situation): LeftoverJob | undefined {
  const { key, job } = jobOfRecord
  if (isAbandoned(jobOfRecord, situation)) return { key, job, because: 'pull-request-closed' }
  const successors = findSuccessors(jobOfRecord, situation)
  if (successors !== undefined) return { key, job, because: 'replaced', successors }
  const steps = findKilledSteps(jobOfRecord, situation)
  return steps.length > 0 ? { key, job, because: 'run-cancelled', steps } : undefined
}

/**
 * Nobody needs the jobs of a pull request that was closed without a merge, not even a step that still waits for one, unless it
 * works for another one.
 */
function isAbandoned({ job, request }: JobOfRecord, { pullRequest, nowMs }: Situation): boolean {
  if (pullRequest === undefined || pullRequest === 'unknown' || job.leavesOnSuperseded === true) return false
  const { isClosed, isMerged, closedAtMs = Infinity } = pullRequest
  // Whoever starts a run by hand, or names the pull request in `issue-number`, knows that it is closed.
  const isLater = (atMs: number, isNotHead: boolean): boolean =>
    atMs > closedAtMs + (isNotHead ? 0 : MAX_LATE_SUBMISSION_MS)
  const isUsedSince = request.holds.some(
    (hold) =>
      hold.jobId === job.id &&
      (isLater(hold.atMs, hold.isNotHead === true) || isOfOtherConversation(hold)) &&
      isLeaseActive(hold, nowMs),
  )
  return isClosed && !isMerged && !isLater(job.atMs, job.isNotHead === true) && !isUsedSince
}

/** The steps that were killed while they waited for the job; none if somebody else needs it. */
function findKilledSteps(
  { key, job, request, record }: JobOfRecord,
  { service, nowMs, pullRequest }: Situation,
): readonly KilledStep[] {
  const { holds } = request
  if (pullRequest === 'unknown' || holds.some((each) => isLeaseActive(each, nowMs))) return []
  const undecided = holds.filter(
    (each) => each.jobId === job.id && each.hasEnded !== true && !isContinued(each, holds),
  )
  const isNeeded = undecided.some((hold) => {
    // The run of the newest commit reuses or replaces the job.
    const hasNewerCommit =
      pullRequest?.isClosed === false && hold.isNotHead !== true && pullRequest.headSha !== hold.commit
    const claimant = { ...hold, digest: digestOfKey(key), service, nowMs }
    return !wasKilled(hold) || hasNewerCommit || findFollower(record, claimant, job.id) !== undefined
  })
  return isNeeded ? [] : undecided.map(({ run, leaseExpiresAtMs }) => ({ run, leaseExpiresAtMs }))
}

/** Whether a later attempt of its run, or a newer run of its owner, has taken its place. */
function isContinued({ owner, run }: Hold, holds: readonly Hold[]): boolean {
  return holds.some(
    (other) =>
      other.owner === owner &&
      other.isUnsigned !== true &&
      other.isUnchanged !== true &&
      isNewer(other.run, run),
  )
}

/** Neither the step nor its post step has decided what becomes of the job. What is not signed does not prove it. */
function wasKilled({ hasEnded, leavesOnCancel, isUnsigned }: Hold): boolean {
  return hasEnded !== true && leavesOnCancel !== true && isUnsigned !== true
}

/** Undefined if the job is not replaced. */
function findSuccessors(
  jobOfRecord: JobOfRecord,
  { service, nowMs }: Situation,
): readonly RecordedJob[] | undefined {
  const { replacedBy, leavesOnSuperseded } = jobOfRecord.job
  if (replacedBy === '' || !maySupersede(jobOfRecord, nowMs)) return undefined
  const marked = replacedBy === undefined ? [] : findMarked(jobOfRecord, requestKey(replacedBy, service))
  if (marked.length > 0) return marked
  return leavesOnSuperseded ? undefined : findJobsOfNewestRun(jobOfRecord)
}

/** The jobs for the request that a step has named as the replacement. */
function findMarked({ job: { id, run }, record }: JobOfRecord, key: string): readonly RecordedJob[] {
  const { jobs } = findRequest(record, key)
  const isForSameRequest = jobs.some((other) => other.id === id)
  return jobs.filter(
    (other) =>
      other.id !== id &&
      other.provenance !== 'unsigned' &&
      // A new job that fails at once costs no training.
      !hasFailed(other) &&
      (!isForSameRequest || isNewerRun(other.run, run)),
  )
}

/**
 * What the newest run of the owner has instead of the job, also if no step could name it: another step needed the job then, or
 * the step was lost. Undefined if it asks for the same request, if a request of that run has no job, which it may not submit, or if all its jobs have failed.
 */
function findJobsOfNewestRun({ job, request, record }: JobOfRecord): readonly RecordedJob[] | undefined {
  const { owner } = job
  const newestRun = findNewestRunFor({ job, request, record })
  const requests = Object.values(record.requests)
  const holds = requests
    .flatMap((request) => request.holds)
    .filter((hold) => hold.owner === owner && hold.run.id === newestRun?.id && hold.isUnsigned !== true)
  if (holds.some((hold) => request.holds.includes(hold))) return undefined
  const wanted = holds.filter(({ isUnchanged }) => isUnchanged !== true)
  const ids = new Set(wanted.map(({ jobId }) => jobId))
  const all = requests.flatMap((request) => request.jobs).filter(({ id }) => ids.has(id))
  if (ids.has(undefined) || all.some(({ leavesOnSuperseded }) => leavesOnSuperseded)) return undefined
  const ofRun = all.filter((each) => each.owner === owner && each.run.id === newestRun?.id)
  // What it followed replaces a job only if it wanted nothing else.
  const jobs = ofRun.length > 0 ? ofRun : all
  const usable = jobs.filter((each) => !hasFailed(each) && each.provenance !== 'unsigned')
  return wanted.length > 0 && usable.length === 0 ? undefined : usable
}

/** The newest run that may replace a job of its owner. */
function findNewestRunFor(jobOfRecord: Omit<JobOfRecord, 'key'>): RunRef | undefined {
  const { job, record } = jobOfRecord
  return findNewestRun(record, { owner: job.owner, isNotHead: isBesideHead(jobOfRecord) })
}

function isBesideHead({ job, request, record }: Omit<JobOfRecord, 'key'>): true | undefined {
  return !isOfHead(record, request, job) || undefined
}

function maySupersede(jobOfRecord: JobOfRecord, nowMs: number): boolean {
  const { key, job, request, record } = jobOfRecord
  const { owner } = job
  if (record.ambiguousOwners.includes(owner)) return false
  const newestRun = findNewestRunFor(jobOfRecord)
  const isNotHead = isBesideHead(jobOfRecord)
  return (
    newestRun !== undefined &&
    isNewerRun(newestRun, job.run) &&
    !request.holds.some((hold) => isLeaseActive(hold, nowMs)) &&
    !isUsedBy(newestRun, job, request) &&
    !isNeededByOthers(record, { key, job }, { owner, run: newestRun, isNotHead, nowMs })
  )
}

/** Whether a run of the owner uses the job, or asks for its request without having a job. */
function isUsedBy(run: RunRef, { id, owner }: RecordedJob, { holds }: RequestRecord): boolean {
  return holds.some(
    (hold) =>
      hold.owner === owner && hold.run.id === run.id && (hold.jobId === undefined || hold.jobId === id),
  )
}
