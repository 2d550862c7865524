import { mayCancel } from '../jobs/provenance.ts'
import { isLeaseActive, type Claimant, type LeaseHolder } from './lease.ts'
import {
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
  { owner, run, service }: Pick<LeaseHolder, 'owner' | 'run' | 'service'>,
): readonly RecordedRequestJob[] {
  if (record.ambiguousOwners.includes(owner)) return []
  return Object.entries(record.requests)
    .filter(([key]) => !askedKeys.has(key) && serviceOfKey(key) === service)
    .flatMap(([key, request]) =>
      isAskedForLater(request, { owner, run })
        ? []
        : request.jobs
            .filter((job) => job.owner === owner && isNewerRun(run, job.run) && isCancellable(job))
            .map((job) => ({ key, job })),
    )
}

/**
 * The same for older jobs of the owner for the same request. They exist after `reuse: false`, or if the request was replaced
 * during its submission and then restored.
 */
export function findDuplicateJobs(
  record: CommentRecord,
  jobId: string,
  { owner, run, digest, service }: Pick<Claimant, 'owner' | 'run' | 'digest' | 'service'>,
): readonly RecordedRequestJob[] {
  const key = requestKey(digest, service)
  const request = findRequest(record, key)
  if (record.ambiguousOwners.includes(owner) || isAskedForLater(request, { owner, run })) return []
  return request.jobs
    .filter(
      (job) => job.owner === owner && job.id !== jobId && isNewerRun(run, job.run) && isCancellable(job),
    )
    .map((job) => ({ key, job }))
}

const isCancellable = ({ isUnfinished, provenance }: RecordedJob): boolean =>
  isUnfinished && mayCancel(provenance)

/** With `reuse: false`, a run may submit beside a newer one, which decides about the jobs that it asks for. */
function isAskedForLater(
  { holds }: RequestRecord,
  { owner, run }: Pick<LeaseHolder, 'owner' | 'run'>,
): boolean {
  return holds.some((hold) => isOwnHold(hold, owner) && isNewerRun(hold.run, run))
}

/**
 * Whether another owner needs a request: a step of our workflow held it in the previous run of our owner or later, or a step
 * holds a live lease. It does not once the newest run of that owner asks for something else.
 */
export function isNeededByOthers(
  record: CommentRecord,
  request: RequestRecord,
  { owner, run, nowMs }: Pick<LeaseHolder, 'owner' | 'run'> & { readonly nowMs: number },
): boolean {
  const ownRuns = runsOfOwner(record, owner)
  const since = ownRuns.find((each) => isNewerRun(run, each)) ?? run
  const runIds = new Set([run, ...ownRuns].map(({ id }) => id))
  const isSibling = (hold: Hold): boolean =>
    hold.isUnsigned !== true &&
    wantsJob(hold) &&
    !isNewerRun(since, hold.run) &&
    runsOfOwner(record, hold.owner).some(({ id }) => runIds.has(id))
  return request.holds.some(
    (hold) =>
      !isOwnHold(hold, owner) &&
      !hasMovedOn(record, request, hold) &&
      (isSibling(hold) || isAlive(hold, nowMs)),
  )
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
  const [newestRun] = runsOfOwner(record, owner)
  if (newestRun === undefined || !isNewerRun(newestRun, run)) return undefined
  // Nobody knows which of the steps it is.
  if (record.ambiguousOwners.includes(owner)) return undefined
  const hold = holds.find((each) => isOwnHold(each, owner) && each.run.id === newestRun.id)
  if (hold === undefined) return { run: newestRun }
  // A start by hand does not take the place of the run of the head.
  const isBeside = hold.isNotHead === true && isNotHead !== true
  return hold.commit === commit || !wantsJob(hold) || isBeside ? undefined : { run: newestRun, hold }
}

/** To spare a job needs no proof: another API key may have signed the record of the step. */
function isAlive(hold: Hold, nowMs: number): boolean {
  return isLeaseActive({ ...hold, isUnsigned: false }, nowMs)
}

/** The newest run of the owner, if it takes the place of ours: it asks for something else, or for another commit. */
export function findSuccessor(
  record: CommentRecord,
  { owner, run, digest, service, commit, isNotHead }: Omit<Claimant, 'holderId' | 'nowMs'>,
): { readonly run: RunRef; readonly asksForRequest: boolean } | undefined {
  const request = findRequest(record, requestKey(digest, service))
  const takeover = findTakeover(record, request, { owner, run, commit, isNotHead })
  return takeover && { run: takeover.run, asksForRequest: takeover.hold !== undefined }
}

/**
 * Who else needs the job of a request: a newer run of the same step, another step with a live lease, or the step that
 * submitted it and did not want to wait for it. Of the runs of one step for one commit each counts while it is alive.
 */
export function findFollower(
  record: CommentRecord,
  { owner, run, digest, service, nowMs, holderId, commit }: Claimant,
  jobId: string | undefined,
): 'newer-run' | 'other-step' | 'submitter' | undefined {
  const request = findRequest(record, requestKey(digest, service))
  const others = request.holds.filter((hold) => hold.holderId !== holderId)
  const isNewer = (hold: Hold): boolean =>
    isOwnHold(hold, owner) && wantsJob(hold) && compareRuns(hold.run, run) > 0
  if (others.some((hold) => isNewer(hold) && (hold.commit !== commit || isAlive(hold, nowMs))))
    return 'newer-run'
  // An earlier attempt has ended, whatever its lease says.
  const isPossible = (hold: Hold): boolean =>
    !isOwnHold(hold, owner) || hold.run.id !== run.id || hold.run.attempt === run.attempt
  const isFollowing = (hold: Hold): boolean =>
    isPossible(hold) && isAlive(hold, nowMs) && !hasMovedOn(record, request, hold)
  if (others.some(isFollowing)) return 'other-step'
  return isLeftBySubmitter(record, request, { jobId, owner }) ? 'submitter' : undefined
}

/** Whether another owner submitted the job, has left it to itself on purpose, and has not moved on. */
function isLeftBySubmitter(
  record: CommentRecord,
  request: RequestRecord,
  { jobId, owner }: { readonly jobId: string | undefined; readonly owner: string },
): boolean {
  const { holds, jobs } = request
  const submitter = jobs.find(({ id }) => id === jobId)?.owner
  if (submitter === undefined || submitter === owner) return false
  return holds.some(
    (hold) =>
      hold.jobId === jobId &&
      hold.owner === submitter &&
      !hasMovedOn(record, request, hold) &&
      (hold.leavesJob === true || hold.leavesOnCancel === true),
  )
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
