import { compareRuns, serviceOfKey, type CommentRecord, type Hold } from './record.ts'
import { isLeaseActive } from './lease.ts'
import { isOfOtherConversation } from './other-conversation.ts'

/** An unfinished job that no step looks after any more: its file, its job or its leg of a matrix has another name now. */
export interface OrphanedJob {
  readonly id: string
  /** Name of the spec when it was submitted. */
  readonly label: string
}

/**
 * Finds the unfinished jobs whose owner did not run for the newest commit, which nobody asks for there, and which no step
 * watches. A step that has not started yet makes them no orphans for long: it records that it asks for them. What belongs to
 * another conversation is listed there. `nowMs`: GitHub's time (Unix time).
 */
export function findOrphans(record: CommentRecord, service: string, nowMs: number): readonly OrphanedJob[] {
  const signed = Object.values(record.requests)
    .flatMap(({ holds }) => holds)
    .filter((hold) => hold.isUnsigned !== true && !isOfOtherConversation(hold))
  const ofHead = signed.filter(({ isNotHead }) => isNotHead !== true)
  const [newest] = ofHead.toSorted((a, b) => compareRuns(b.run, a.run))
  if (newest === undefined) return []
  const isCurrent = ({ commit }: Hold): boolean => commit === newest.commit
  const currentOwners = new Set(signed.filter(isCurrent).map(({ owner }) => owner))
  return Object.entries(record.requests)
    .filter(([key, { holds }]) => {
      // A start by hand is about no commit of the pull request.
      const isWanted = holds.some(
        (hold) =>
          (isCurrent(hold) && hold.isUnchanged !== true) ||
          hold.isNotHead === true ||
          isLeaseActive(hold, nowMs),
      )
      return serviceOfKey(key) === service && !isWanted
    })
    .flatMap(([, { holds, jobs }]) =>
      jobs
        .filter(
          (job) =>
            job.isUnfinished &&
            job.provenance !== 'unsigned' &&
            !currentOwners.has(job.owner) &&
            !isOfOtherConversation(job),
        )
        .map(({ id }) => ({
          id,
          label: (holds.find(({ jobId }) => jobId === id) ?? holds[0])?.label ?? '',
        })),
    )
}
