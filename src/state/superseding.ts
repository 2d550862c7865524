import { mayCancel } from '../jobs/provenance.ts'
import { isLeaseActive, type Claimant, type LeaseHolder } from './lease.ts'
import { haveSameSubject, haveSameWorkflow } from './owner.ts'
import {
  compareRuns,
  findRequest,
  hasFailed,
  isNewerRun,
  requestKey,
  runsOfOwner,
  serviceOfKey,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
  type RunRef,
} from './record.ts'

export interface RecordedRequestJob {
  readonly key: string
  readonly job: RecordedJob
}

/**
 * Jobs that this step replaces: unfinished ones that its owner submitted in an older run, for requests that the step does not
 * ask for. It may cancel those that no other step needs, see `isNeededByOthers`. Nothing if several steps have the same
 * owner. `askedKeys`: of all requests of the step, skipped ones included.
 */
export function findObsoleteJobs(
  record: CommentRecord,
  askedKeys: ReadonlySet<string>,
  holder: Pick<LeaseHolder, 'owner' | 'run' | 'service' | 'isNotHead'>,
): readonly RecordedRequestJob[] {
  const { owner, run, service } = holder
  if (record.ambiguousOwners.includes(owner)) return []
  return Object.entries(record.requests)
    .filter(([key]) => !askedKeys.has(key) && serviceOfKey(key) === service)
    .flatMap(([key, request]) =>
      isAskedForLater(request, { owner, run })
        ? []
        : request.jobs.filter((job) => mayReplace(record, request, job, holder)).map((job) => ({ key, job })),
    )
}

/**
 * The same for older jobs of the owner for the same request. They exist after `reuse: false`, or if the request was replaced
 * during its submission and then restored.
 */
export function findDuplicateJobs(
  record: CommentRecord,
  jobId: string,
  holder: Pick<Claimant, 'owner' | 'run' | 'digest' | 'service' | 'isNotHead'>,
): readonly RecordedRequestJob[] {
  const { owner, run, digest, service } = holder
  const key = requestKey(digest, service)
  const request = findRequest(record, key)
  if (record.ambiguousOwners.includes(owner) || isAskedForLater(request, { owner, run })) return []
  return request.jobs
    .filter((job) => job.id !== jobId && mayReplace(record, request, job, holder))
    .map((job) => ({ key, job }))
}

function mayReplace(
  record: CommentRecord,
  request: RequestRecord,
  job: RecordedJob,
  { owner, run, isNotHead }: Pick<LeaseHolder, 'owner' | 'run' | 'isNotHead'>,
): boolean {
  const isOlder = job.owner === owner && isNewerRun(run, job.run)
  const isBeside = isNotHead === true && isOfHead(record, request, job)
  return isOlder && !isBeside && job.isUnfinished && mayCancel(job.provenance)
}

/**
 * Whether a job belongs to the head of the pull request: only a run of a newer head replaces it, not one that was started late
 * for an older commit.
 */
export function isOfHead(
  record: CommentRecord,
  { holds }: RequestRecord,
  { owner, isNotHead }: Pick<RecordedJob, 'owner' | 'isNotHead'>,
): boolean {
  const [newest] = runsOfOwner(record, owner, true)
  return isNotHead !== true || holds.some((hold) => isOwnHold(hold, owner) && hold.run.id === newest?.id)
}

/** The newest run that may take the place of a run of this owner. No other one takes that of a run of the head. */
export function findNewestRun(
  record: CommentRecord,
  { owner, isNotHead }: Pick<Hold, 'owner' | 'isNotHead'>,
): RunRef | undefined {
  return runsOfOwner(record, owner, isNotHead !== true)[0]
}

/** With `reuse: false` or for an older commit, a run may work beside a newer one, which decides about the jobs that it asks for. */
export function isAskedForLater(
  { holds }: RequestRecord,
  { owner, run }: Pick<LeaseHolder, 'owner' | 'run'>,
): boolean {
  return holds.some((hold) => isOwnHold(hold, owner) && isNewerRun(hold.run, run))
}

/**
 * Whether another owner needs a job: a step holds a live lease, or one of our workflow held its request in the previous run of
 * our owner or later, or has left the job, if its runs are about something else and ours are not about the head. It does not if it has another job, or once the newest run of that owner asks for something else.
 */
export function isNeededByOthers(
  record: CommentRecord,
  { key, job }: { readonly key: string; readonly job: Pick<RecordedJob, 'id'> },
  {
    owner,
    run,
    isNotHead,
    nowMs,
  }: Pick<LeaseHolder, 'owner' | 'run' | 'isNotHead'> & { readonly nowMs: number },
): boolean {
  const request = findRequest(record, key)
  const since = findPreviousRun(record, { owner, run, isNotHead }) ?? run
  // The runs of different subjects are in no order. Whoever replaces something beside the head spares what such a step has left,
  // and what a step of the head was using when it was killed.
  const isLeft = (hold: Hold): boolean =>
    isLeftOnPurpose(hold, job.id) ||
    (hold.isNotHead !== true && hold.jobId === job.id && hold.hasEnded !== true)
  const mayBeInUse = (hold: Hold): boolean =>
    haveSameSubject(hold.owner, owner) ? !isNewerRun(since, hold.run) : isNotHead === true && isLeft(hold)
  const isSibling = (hold: Hold): boolean =>
    hold.isUnsigned !== true && wantsJob(hold) && haveSameWorkflow(hold.owner, owner) && mayBeInUse(hold)
  if (isUsedForOtherRequest(record, { key, jobId: job.id, owner, nowMs })) return true
  return request.holds.some(
    (hold) =>
      !isOwnHold(hold, owner) &&
      !hasMovedOn(record, request, hold) &&
      !hasOtherJob(request, hold, job.id) &&
      (isSibling(hold) || isAlive(hold, nowMs)),
  )
}

/** Before a run of the head, that is one of the head, if there is any: one for an older commit between them tells nothing about it. */
function findPreviousRun(
  record: CommentRecord,
  { owner, run, isNotHead }: Pick<LeaseHolder, 'owner' | 'run' | 'isNotHead'>,
): RunRef | undefined {
  const isPrevious = (each: RunRef): boolean => isNewerRun(run, each)
  const ofHead = isNotHead === true ? undefined : runsOfOwner(record, owner, true).find(isPrevious)
  return ofHead ?? runsOfOwner(record, owner).find(isPrevious)
}

interface UsedJob {
  /** Of the request that we have the job for. */
  readonly key: string
  readonly jobId: string | undefined
  readonly owner: string
  readonly nowMs: number
}

/** Of two requests that look the same in the service's list, one may have got the job of the other after a lost response. */
function isUsedForOtherRequest(record: CommentRecord, { key, jobId, owner, nowMs }: UsedJob): boolean {
  if (jobId === undefined) return false
  return Object.entries(record.requests).some(
    ([other, { holds }]) =>
      other !== key &&
      holds.some((hold) => hold.jobId === jobId && !isOwnHold(hold, owner) && isAlive(hold, nowMs)),
  )
}

/** With `reuse: false`, a request can have several. One that has failed is replaced by any other. */
function hasOtherJob({ jobs }: RequestRecord, hold: Hold, jobId: string | undefined): boolean {
  if (hold.isUnsigned === true || hold.jobId === undefined || hold.jobId === jobId) return false
  const other = jobs.find(({ id }) => id === hold.jobId)
  return jobId !== undefined && other !== undefined && !hasFailed(other)
}

/** An unsigned hold proves neither its owner nor the order of its runs: a newer run may use another API key. */
function isOwnHold(hold: Hold, owner: string): boolean {
  return hold.owner === owner && hold.isUnsigned !== true
}

/** A step that skips a request as unchanged says nothing about the job of an earlier run, which may still be training it. */
function wantsJob({ isUnchanged }: Hold): boolean {
  return isUnchanged !== true
}

/** Whether a newer run of its owner asks for something else, or for another commit: that run then speaks for the owner. */
function hasMovedOn(record: CommentRecord, request: RequestRecord, hold: Hold): boolean {
  return hold.isUnsigned !== true && findTakeover(record, request, hold) !== undefined
}

/**
 * The newest run of an owner, if it is newer than this one and takes its place: it asks for something else, or for the request
 * for another commit. `hold`: absent if it does not ask for the request.
 */
function findTakeover(
  record: CommentRecord,
  { holds }: RequestRecord,
  { owner, run, commit, isNotHead }: Pick<Hold, 'owner' | 'run' | 'commit' | 'isNotHead'>,
): { readonly run: RunRef; readonly hold?: Hold } | undefined {
  const newestRun = findNewestRun(record, { owner, isNotHead })
  if (newestRun === undefined || !isNewerRun(newestRun, run)) return undefined
  // Nobody knows which of the steps it is.
  if (record.ambiguousOwners.includes(owner)) return undefined
  const hold = holds.find((each) => isOwnHold(each, owner) && each.run.id === newestRun.id)
  if (hold === undefined) return { run: newestRun }
  return hold.commit === commit || !wantsJob(hold) ? undefined : { run: newestRun, hold }
}

/** To spare a job needs no proof: another API key may have signed the record of the step. */
export function isAlive(hold: Hold, nowMs: number): boolean {
  const { leaseExpiresAtMs, unsignedLeaseMs, hasEnded } = hold
  const leases = hasEnded === true ? [leaseExpiresAtMs] : [leaseExpiresAtMs, unsignedLeaseMs ?? -Infinity]
  return isLeaseActive({ leaseExpiresAtMs: Math.max(...leases) }, nowMs)
}

/** A run that takes the place of an older one. */
export interface Successor {
  readonly run: RunRef
  readonly asksForRequest: boolean
  /** For that request. */
  readonly hasJob: boolean
}

/** The newest run of the owner, if it takes the place of ours: it asks for something else, or for another commit. */
export function findSuccessor(
  record: CommentRecord,
  { owner, run, digest, service, commit, isNotHead }: Omit<Claimant, 'holderId' | 'nowMs'>,
): Successor | undefined {
  const request = findRequest(record, requestKey(digest, service))
  const takeover = findTakeover(record, request, { owner, run, commit, isNotHead })
  if (takeover === undefined) return undefined
  const { run: newestRun, hold } = takeover
  return { run: newestRun, asksForRequest: hold !== undefined, hasJob: hold?.jobId !== undefined }
}

/**
 * Who else needs the job of a request: a newer run of the same step, another step with a live lease, or the step that
 * submitted it and did not want to wait for it. Of the runs of one step for one commit each counts while it is alive.
 */
export function findFollower(
  record: CommentRecord,
  { owner, run, digest, service, nowMs, holderId, commit, isNotHead }: Claimant,
  jobId: string | undefined,
): 'newer-run' | 'other-step' | 'submitter' | undefined {
  const key = requestKey(digest, service)
  const request = findRequest(record, key)
  const others = request.holds.filter(
    (hold) => hold.holderId !== holderId && !hasOtherJob(request, hold, jobId),
  )
  const isNewer = (hold: Hold): boolean =>
    isOwnHold(hold, owner) && wantsJob(hold) && compareRuns(hold.run, run) > 0
  // It looks after the job from then on, also if it has ended.
  const hasTakenOver = (hold: Hold): boolean =>
    hold.jobId !== undefined && hold.commit !== commit && (isNotHead === true || hold.isNotHead !== true)
  if (others.some((hold) => isNewer(hold) && (hasTakenOver(hold) || isAlive(hold, nowMs)))) return 'newer-run'
  // An earlier attempt has ended, whatever its lease says.
  const isPossible = (hold: Hold): boolean =>
    !isOwnHold(hold, owner) || hold.run.id !== run.id || hold.run.attempt === run.attempt
  const isFollowing = (hold: Hold): boolean =>
    isPossible(hold) && isAlive(hold, nowMs) && !hasMovedOn(record, request, hold)
  if (others.some(isFollowing) || isUsedForOtherRequest(record, { key, jobId, owner, nowMs }))
    return 'other-step'
  return isLeftBySubmitter(record, request, { jobId, owner, run }) ? 'submitter' : undefined
}

/** Whether another step, or another run of ours, submitted the job, has left it to itself on purpose, and has not moved on. */
function isLeftBySubmitter(
  record: CommentRecord,
  request: RequestRecord,
  { jobId, owner, run }: Pick<LeaseHolder, 'owner' | 'run'> & { readonly jobId: string | undefined },
): boolean {
  const isOurs = (other: Pick<Hold, 'owner' | 'run'>): boolean =>
    other.owner === owner && other.run.id === run.id
  const submitter = request.jobs.find(({ id }) => id === jobId)
  if (submitter === undefined || isOurs(submitter)) return false
  return request.holds.some(
    (hold) =>
      isLeftOnPurpose(hold, jobId) &&
      hold.owner === submitter.owner &&
      !isOurs(hold) &&
      !hasMovedOn(record, request, hold),
  )
}

/** Whether a step has not waited for the end of its job, and did not mean to cancel it. */
export function isLeftOnPurpose(hold: Hold, jobId: string | undefined): boolean {
  return hold.jobId === jobId && (hold.leavesJob === true || hold.leavesOnCancel === true)
}

/** After this time, a step that announced a cancellation has sent it, or has changed its mind. */
export const MAX_STOP_MS = 60_000

/** Whether a step has announced that it cancels this job. To wait for its decision needs no proof, as for a claim. */
export function isStopping({ stopAtMs }: RecordedJob, nowMs: number): boolean {
  return stopAtMs !== undefined && Math.abs(nowMs - stopAtMs) < MAX_STOP_MS
}

/** A job that does not stop this long after the service has accepted to cancel it goes on. */
const MAX_STOPPING_MS = 15 * 60_000

/** Whether the service has accepted a request to cancel this job. Until it has ended, it looks like any other. */
export function isBeingCancelled({ stopAcceptedAtMs }: RecordedJob, nowMs: number): boolean {
  return stopAcceptedAtMs !== undefined && Math.abs(nowMs - stopAcceptedAtMs) < MAX_STOPPING_MS
}
