import { mapRequests, runsOfOwner, type CommentRecord, type Hold } from './record.ts'

/**
 * Without the holds of steps that have ended, except those of each owner's newest run, in all and of the head: an older run that
 * is run again must see that it was replaced.
 */
export function withoutOldHolds(record: CommentRecord): CommentRecord {
  const isOfNewestRun = ofNewestRuns(record)
  return mapRequests(record, ({ holds, jobs }) => ({
    holds: holds.filter((hold) => isAtWork(hold) || isOfNewestRun(hold)),
    jobs,
  }))
}

/**
 * The same, and of a newest run that has ended only what decides about unfinished jobs: the holds of their requests, and one
 * that tells that the run exists, and whether it has got a job for all that it wanted.
 */
export function withFewestHolds(record: CommentRecord): CommentRecord {
  const isOfNewestRun = ofNewestRuns(record)
  const all = Object.values(record.requests).flatMap(({ holds }) => holds.filter(isOfNewestRun))
  const byRun = Map.groupBy(all, ({ owner, run }) => JSON.stringify([owner, run.id]))
  const witnesses = new Set([...byRun.values()].map(findWitness))
  return mapRequests(record, ({ holds, jobs }) => {
    const hasUnfinished = jobs.some(({ isUnfinished }) => isUnfinished)
    const isKept = (hold: Hold): boolean =>
      isAtWork(hold) || witnesses.has(hold) || (hasUnfinished && isOfNewestRun(hold))
    return { holds: holds.filter(isKept), jobs }
  })
}

/** Nothing is replaced by a run that has no job for one of its requests. One that it skipped as unchanged says the least. */
function findWitness(holds: readonly Hold[]): Hold | undefined {
  const wanted = holds.filter(({ isUnchanged }) => isUnchanged !== true)
  return wanted.find(({ jobId }) => jobId === undefined) ?? wanted[0] ?? holds[0]
}

function ofNewestRuns(record: CommentRecord): (hold: Hold) => boolean {
  const owners = new Set(
    Object.values(record.requests).flatMap(({ holds }) => holds.map(({ owner }) => owner)),
  )
  const ids = new Map(
    [...owners].map((owner) => [
      owner,
      [false, true].map((onlyOfHead) => runsOfOwner(record, owner, onlyOfHead)[0]?.id),
    ]),
  )
  return ({ owner, run, isUnsigned }) => isUnsigned !== true && ids.get(owner)?.includes(run.id) === true
}

const isAtWork = ({ leaseExpiresAtMs, submissionStartedAtMs }: Hold): boolean =>
  leaseExpiresAtMs > 0 || submissionStartedAtMs !== undefined
