import {
  compareRuns,
  compareText,
  mapRequests,
  runsOfOwner,
  type CommentRecord,
  type Hold,
} from './record.ts'

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

/**
 * Without the holds of all but so many owners: those with the newest runs, because the step of an old one, as of a branch that is
 * gone, seldom runs again. An owner with a hold at work or an unfinished job keeps its holds, which decide about them: without
 * the one that tells that a request has no job, the run would seem to replace jobs. For a record with the fewest holds.
 */
export function withFewerOwners(record: CommentRecord, maxOwners: number): CommentRecord {
  const requests = Object.values(record.requests)
  const undecided = requests.flatMap(({ holds, jobs }) => {
    const unfinished = jobs.filter(({ isUnfinished }) => isUnfinished)
    return [...unfinished, ...(unfinished.length > 0 ? holds : holds.filter(isAtWork))]
  })
  // Anybody may have written an unsigned hold, with a run newer than all others.
  const signed = requests.flatMap(({ holds }) => holds.filter(({ isUnsigned }) => isUnsigned !== true))
  const newestFirst = signed.sort((a, b) => compareRuns(b.run, a.run) || compareText(a.owner, b.owner))
  const owners = [...new Set(newestFirst.map(({ owner }) => owner))]
  const kept = new Set([...owners.slice(0, maxOwners), ...undecided.map(({ owner }) => owner)])
  return mapRequests(record, ({ holds, jobs }) => ({
    holds: holds.filter(({ owner }) => kept.has(owner)),
    jobs,
  }))
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
