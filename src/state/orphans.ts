import { compareRuns, runsOfOwner, serviceOfKey, type CommentRecord, type Hold } from './record.ts'
import { isOfOtherConversation } from './other-conversation.ts'
import { isAlive, isLeftOnPurpose, isNeededByOthers, type RecordedRequestJob } from './superseding.ts'

/** An unfinished job that no step looks after any more: a file, a job or a leg of a matrix has another name now, or none. */
export interface OrphanedJob {
  readonly id: string
  /** Name of the spec when it was submitted. */
  readonly label: string
  /** Origin and prefix of its `api-url`, if it is another than that of the step. */
  readonly service?: string
}

/**
 * Finds the unfinished jobs that nobody asks for on the newest commit, that no step watches, and that their owner does not
 * cancel: it did not run there, or another step that used them did not. A step that has not started yet makes them no orphans
 * for long: it records that it asks for them. What belongs to another conversation is listed there. `service`: of the step;
 * `nowMs`: GitHub's time (Unix time).
 */
export function findOrphans(record: CommentRecord, service: string, nowMs: number): readonly OrphanedJob[] {
  const all = Object.values(record.requests).flatMap(({ holds }) => holds)
  const watchedIds = new Set(all.filter((hold) => isAlive(hold, nowMs)).map(({ jobId }) => jobId))
  const signed = all.filter((hold) => hold.isUnsigned !== true && !isOfOtherConversation(hold))
  const ofHead = signed.filter(({ isNotHead }) => isNotHead !== true)
  const [newest] = ofHead.toSorted((a, b) => compareRuns(b.run, a.run))
  if (newest === undefined) return []
  const isCurrent = ({ commit, isNotHead }: Hold): boolean => commit === newest.commit && isNotHead !== true
  const currentOwners = new Set(signed.filter(isCurrent).map(({ owner }) => owner))
  return Object.entries(record.requests)
    .filter(([, { holds }]) => {
      const isWanted = (hold: Hold): boolean =>
        (isCurrent(hold) && hold.isUnchanged !== true) || isAlive(hold, nowMs)
      return !holds.some(isWanted)
    })
    .flatMap(([key, { holds, jobs }]) => {
      // A start by hand is about no commit of the pull request.
      const byHand = holds.filter(({ isNotHead }) => isNotHead === true)
      return jobs
        .filter(
          (job) =>
            job.isUnfinished &&
            !byHand.some((hold) => isLeftOnPurpose(hold, job.id)) &&
            job.provenance !== 'unsigned' &&
            !watchedIds.has(job.id) &&
            (!currentOwners.has(job.owner) || isKeptForAbsentStep(record, { key, job }, nowMs)) &&
            !isOfOtherConversation(job),
        )
        .map(({ id }) => ({
          id,
          label: (holds.find(({ jobId }) => jobId === id) ?? holds[0])?.label ?? '',
          ...(serviceOfKey(key) === service ? {} : { service: serviceOfKey(key) }),
        }))
    })
}

/** Whether its owner asks for something else, but does not cancel the job, because another step used it. */
function isKeptForAbsentStep(
  record: CommentRecord,
  { key, job }: RecordedRequestJob,
  nowMs: number,
): boolean {
  const { owner, replacedBy, leavesOnSuperseded } = job
  const [run] = runsOfOwner(record, owner, true)
  if (run === undefined || replacedBy === '' || leavesOnSuperseded === true) return false
  return isNeededByOthers(record, { key, job }, { owner, run, nowMs })
}
