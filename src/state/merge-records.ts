import { betterProvenance } from '../jobs/provenance.ts'
import { mergeHistory } from './history.ts'
import { mergeActs } from './recorded-acts.ts'
import { mergeShownPlans } from './shown-plans.ts'
import { mergeSubtotals } from './subtotals.ts'
import {
  compareRuns,
  compareText,
  findRequest,
  mapRequests,
  runsOfOwner,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
  type RunRef,
} from './record.ts'

/**
 * Merges what two comments, or two versions of one, say. Commutative. Associative and idempotent as long as nothing has to
 * be dropped, so that steps that read in any order agree.
 */
export function mergeRecords(a: CommentRecord, b: CommentRecord): CommentRecord {
  const keys = [...new Set([...Object.keys(a.requests), ...Object.keys(b.requests)])].sort()
  const requests = Object.fromEntries(
    keys.map((key): [string, RequestRecord] => [
      key,
      mergeRequests(findRequest(a, key), findRequest(b, key)),
    ]),
  )
  const merged = { requests, ambiguousOwners: [] }
  const ambiguousOwners = new Set([
    ...a.ambiguousOwners,
    ...b.ambiguousOwners,
    ...findAmbiguousOwners(merged),
  ])
  return pruneHolds({
    ...merged,
    ambiguousOwners: [...ambiguousOwners].sort(),
    ...pickNewerReport(a, b),
    history: mergeHistory(a.history, b.history),
    shownPlans: mergeShownPlans(a.shownPlans, b.shownPlans),
    acts: mergeActs(a.acts, b.acts),
    subtotals: mergeSubtotals(a.subtotals, b.subtotals),
    writtenAtMs: later(a.writtenAtMs, b.writtenAtMs),
  })
}

/** The newer run wins, or the later report if both are of one run. */
function pickNewerReport(a: CommentRecord, b: CommentRecord): Pick<CommentRecord, 'run' | 'savedReport'> {
  const order =
    (a.run && b.run
      ? compareRuns(a.run, b.run)
      : Number(a.run !== undefined) - Number(b.run !== undefined)) ||
    (a.savedReport?.atMs ?? -Infinity) - (b.savedReport?.atMs ?? -Infinity) ||
    compareText(JSON.stringify(a.savedReport ?? ''), JSON.stringify(b.savedReport ?? ''))
  const { run, savedReport } = order >= 0 ? a : b
  return { run, savedReport }
}

export function mergeRequests(a: RequestRecord, b: RequestRecord): RequestRecord {
  return { holds: mergeHolds(a.holds, b.holds), jobs: mergeJobs(a.jobs, b.jobs) }
}

function mergeHolds(as: readonly Hold[], bs: readonly Hold[]): readonly Hold[] {
  const byHolder = new Map<string, Hold>()
  for (const hold of [...as, ...bs]) {
    const known = byHolder.get(hold.holderId)
    byHolder.set(hold.holderId, known === undefined ? hold : laterVersion(known, hold))
  }
  return [...byHolder.values()].sort(
    (a, b) => compareRuns(b.run, a.run) || compareText(a.holderId, b.holderId),
  )
}

/**
 * A signed version beats an unsigned one, whatever their times. But the lease of the other one is kept: whoever shares the
 * comment with a step that has another API key renews it there, too.
 */
function laterVersion(a: Hold, b: Hold): Hold {
  const { unsignedLeaseMs: _, ...later } = compareVersions(a, b) >= 0 ? a : b
  const unsignedLeaseMs = Math.max(unsignedLeaseOf(a), unsignedLeaseOf(b))
  return unsignedLeaseMs > unsignedLeaseOf(later) ? { ...later, unsignedLeaseMs } : later
}

function compareVersions(a: Hold, b: Hold): number {
  const contentOf = (hold: Hold): string => JSON.stringify({ ...hold, unsignedLeaseMs: undefined })
  return (
    Number(b.isUnsigned === true) - Number(a.isUnsigned === true) ||
    a.atMs - b.atMs ||
    a.leaseExpiresAtMs - b.leaseExpiresAtMs ||
    compareText(contentOf(a), contentOf(b))
  )
}

/** The latest lease that an unsigned version says. */
function unsignedLeaseOf({ isUnsigned, leaseExpiresAtMs, unsignedLeaseMs = -Infinity }: Hold): number {
  return isUnsigned === true ? Math.max(leaseExpiresAtMs, unsignedLeaseMs) : unsignedLeaseMs
}

const NO_RUN: RunRef = { id: '', attempt: 0 }

/**
 * Failed and cancelled jobs without a price to keep per request. Unfinished and successful ones are always kept, and those
 * with a price until the record is encoded: a budget adds them up.
 */
const MAX_UNSUCCESSFUL_JOBS = 5

function mergeJobs(as: readonly RecordedJob[], bs: readonly RecordedJob[]): readonly RecordedJob[] {
  const byId = new Map<string, RecordedJob>()
  for (const job of [...as, ...bs]) {
    const known = byId.get(job.id)
    byId.set(job.id, known === undefined ? job : mergeJob(known, job))
  }
  let unsuccessfulCount = 0
  const isKept = ({ price }: RecordedJob): boolean =>
    price !== undefined || ++unsuccessfulCount <= MAX_UNSUCCESSFUL_JOBS
  return [...byId.values()]
    .sort((a, b) => b.atMs - a.atMs || compareText(a.id, b.id))
    .filter((job) => job.isUnfinished || job.outputModel !== undefined || isKept(job))
}

/**
 * A signed record beats an unsigned one, which can not even say that the job has ended. Otherwise the earlier record wins,
 * because its run submitted the job, and an ended job stays ended.
 */
function mergeJob(a: RecordedJob, b: RecordedJob): RecordedJob {
  const isUnsigned = ({ provenance }: RecordedJob): boolean => provenance === 'unsigned'
  if (isUnsigned(a) !== isUnsigned(b)) return isUnsigned(a) ? b : a
  const [first] = [a, b].sort(
    (x, y) => x.atMs - y.atMs || compareText(JSON.stringify(x), JSON.stringify(y)),
  ) as [RecordedJob, RecordedJob]
  return {
    ...first,
    createdAtS: first.createdAtS ?? a.createdAtS ?? b.createdAtS,
    isUnfinished: a.isUnfinished && b.isUnfinished,
    provenance: betterProvenance(a.provenance, b.provenance),
    price: first.price ?? a.price ?? b.price,
    approval: first.approval ?? a.approval ?? b.approval,
    outputModel: first.outputModel ?? a.outputModel ?? b.outputModel,
    ...newerReplacement(a, b),
    leavesOnSuperseded: a.leavesOnSuperseded ?? b.leavesOnSuperseded,
    ...laterStop(a, b),
    stopAcceptedAtMs: later(a.stopAcceptedAtMs, b.stopAcceptedAtMs),
    missingSinceMs: later(a.missingSinceMs, b.missingSinceMs),
  }
}

/** That of the newer run. */
function newerReplacement(a: RecordedJob, b: RecordedJob): Pick<RecordedJob, 'replacedBy' | 'replacedByRun'> {
  const isReplaced = ({ replacedBy }: RecordedJob): number => Number(replacedBy !== undefined)
  const order =
    isReplaced(a) - isReplaced(b) ||
    compareRuns(a.replacedByRun ?? NO_RUN, b.replacedByRun ?? NO_RUN) ||
    compareText(a.replacedBy ?? '', b.replacedBy ?? '')
  const { replacedBy, replacedByRun } = order >= 0 ? a : b
  return { replacedBy, replacedByRun }
}

/** The later announcement, with its reason. */
function laterStop(a: RecordedJob, b: RecordedJob): Pick<RecordedJob, 'stopAtMs' | 'stopReason'> {
  const order =
    (a.stopAtMs ?? -Infinity) - (b.stopAtMs ?? -Infinity) ||
    compareText(a.stopReason ?? '', b.stopReason ?? '')
  const { stopAtMs, stopReason } = order >= 0 ? a : b
  return { stopAtMs, stopReason }
}

function later(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
}

/** Two steps of one attempt with the same owner. Several specs of one step have one holder. */
function findAmbiguousOwners(record: Pick<CommentRecord, 'requests'>): readonly string[] {
  const holderIds = new Map<string, string>()
  const ambiguous: string[] = []
  for (const { holds } of Object.values(record.requests)) {
    for (const { owner, run, holderId, isUnsigned } of holds) {
      if (isUnsigned === true) continue
      const attempt = JSON.stringify([owner, run])
      const known = holderIds.get(attempt)
      if (known !== undefined && known !== holderId) ambiguous.push(owner)
      holderIds.set(attempt, holderId)
    }
  }
  return ambiguous
}

/**
 * Keeps the holds of each owner's newest and previous run, in all and of the head, of unfinished submissions, and of every step
 * whose lease has not expired before the newest hold was written: several runs of one commit may use the same job.
 */
function pruneHolds(record: CommentRecord): CommentRecord {
  const owners = new Set(
    Object.values(record.requests).flatMap(({ holds }) => holds.map(({ owner }) => owner)),
  )
  const kept = new Map(
    [...owners].map((owner) => [
      owner,
      [false, true].flatMap((onlyOfHead) =>
        runsOfOwner(record, owner, onlyOfHead)
          .slice(0, 2)
          .map(({ id }) => id),
      ),
    ]),
  )
  // Anybody may have written an unsigned hold, with a time at which no lease would run any more.
  const signed = Object.values(record.requests).flatMap(({ holds }) =>
    holds.filter(({ isUnsigned }) => isUnsigned !== true),
  )
  const newestMs = Math.max(...signed.map(({ atMs }) => atMs))
  const isKept = ({ owner, run, submissionStartedAtMs, isUnsigned, leaseExpiresAtMs }: Hold): boolean =>
    submissionStartedAtMs !== undefined ||
    isUnsigned === true ||
    leaseExpiresAtMs > newestMs ||
    kept.get(owner)?.includes(run.id) === true
  return mapRequests(record, ({ holds, jobs }) => ({ holds: holds.filter(isKept), jobs }))
}
