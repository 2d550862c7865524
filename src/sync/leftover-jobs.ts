import { mayCancel } from '../jobs/provenance.ts'
import {
  isFollowedByOthers,
  isLeaseActive,
  isNeededByOthers,
  type RecordedRequestJob,
} from '../state/claim.ts'
import type { PullRequestState } from '../state/github.ts'
import {
  digestOfKey,
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
} from '../state/record.ts'

/** An unfinished job that a step should have cancelled, but ended before it did. */
export type LeftoverJob = RecordedRequestJob &
  (
    | { readonly because: 'pull-request-closed' }
    /** `successors`: the jobs that may take its place; at least one. It is a leftover once one of them has started. */
    | { readonly because: 'replaced'; readonly successors: readonly RecordedJob[] }
    /** `run`: of the step that used it last. It is a leftover only if GitHub says that this run was cancelled. */
    | { readonly because: 'run-cancelled'; readonly run: RunRef }
  )

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
  if (isAbandoned(job, situation)) return { key, job, because: 'pull-request-closed' }
  const successors = findSuccessors(jobOfRecord, situation)
  if (successors.length > 0) return { key, job, because: 'replaced', successors }
  const run = findStoppedRun(jobOfRecord, situation)
  return run && { key, job, because: 'run-cancelled', run }
}

/** Nobody needs the jobs of a pull request that was closed without a merge, not even a step that still waits for one. */
function isAbandoned({ leavesOnSuperseded }: RecordedJob, { pullRequest }: Situation): boolean {
  if (pullRequest === undefined || pullRequest === 'unknown' || leavesOnSuperseded === true) return false
  return pullRequest.isClosed && !pullRequest.isMerged
}

/** The run of a step that was killed while it waited for the job, if nobody else needs the job. */
function findStoppedRun(
  { key, job, request, record }: JobOfRecord,
  { service, nowMs, pullRequest }: Situation,
): RunRef | undefined {
  if (pullRequest === 'unknown' || request.holds.some((each) => isLeaseActive(each, nowMs))) return undefined
  const hold = request.holds.find((each) => each.jobId === job.id && wasKilled(each))
  if (hold === undefined) return undefined
  // The run of the newest commit reuses or replaces the job.
  const hasNewerCommit = pullRequest?.isClosed === false && pullRequest.headSha !== hold.commit
  const claimant = { ...hold, digest: digestOfKey(key), service, nowMs }
  return hasNewerCommit || isFollowedByOthers(record, claimant) ? undefined : hold.run
}

/** Neither the step nor its post step has decided what becomes of the job. */
function wasKilled({ hasEnded, leavesOnCancel, isUnsigned }: Hold): boolean {
  return hasEnded !== true && leavesOnCancel !== true && isUnsigned !== true
}

function findSuccessors(jobOfRecord: JobOfRecord, { service, nowMs }: Situation): readonly RecordedJob[] {
  const { job, record } = jobOfRecord
  const { id, run, replacedBy } = job
  if (replacedBy === undefined || !maySupersede(jobOfRecord, nowMs)) return []
  const { jobs } = findRequest(record, requestKey(replacedBy, service))
  const isForSameRequest = jobs.some((other) => other.id === id)
  return jobs.filter(
    (other) =>
      other.id !== id && other.provenance !== 'unsigned' && (!isForSameRequest || isNewerRun(other.run, run)),
  )
}

function maySupersede({ job, request, record }: JobOfRecord, nowMs: number): boolean {
  const { owner } = job
  if (record.ambiguousOwners.includes(owner)) return false
  const [newestRun] = runsOfOwner(record, owner)
  return (
    newestRun !== undefined &&
    isNewerRun(newestRun, job.run) &&
    !request.holds.some((hold) => isLeaseActive(hold, nowMs)) &&
    !isUsedBy(newestRun, job, request) &&
    !isNeededByOthers(record, request, { owner, run: newestRun, nowMs })
  )
}

/** Whether a run of the owner uses the job, or asks for its request without having a job. */
function isUsedBy(run: RunRef, { id, owner }: RecordedJob, { holds }: RequestRecord): boolean {
  return holds.some(
    (hold) =>
      hold.owner === owner && hold.run.id === run.id && (hold.jobId === undefined || hold.jobId === id),
  )
}
