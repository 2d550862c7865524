import type { Outcome } from '../jobs/job-status.ts'
import { compareText, type CommentRecord, type HistoryEntry } from './record.ts'

const MAX_ENTRIES = 50

/** What says most about the end of a job comes first. */
const MOST_CERTAIN: readonly Outcome[] = ['succeeded', 'failed', 'superseded', 'cancelled']

/** Merges two histories by job. Commutative; associative and idempotent as long as nothing has to be dropped. */
export function mergeHistory(
  a: readonly HistoryEntry[] | undefined,
  b: readonly HistoryEntry[] | undefined,
): readonly HistoryEntry[] | undefined {
  if (a === undefined && b === undefined) return undefined
  const byJob = new Map<string, HistoryEntry>()
  for (const entry of [...(a ?? []), ...(b ?? [])]) {
    const known = byJob.get(entry.jobId)
    byJob.set(entry.jobId, known === undefined || compareCertainty(entry, known) < 0 ? entry : known)
  }
  return limitHistory([...byJob.values()], MAX_ENTRIES)
}

/** Completes the entries of jobs that had not ended when their report was replaced, from the record of these jobs. */
export function completeHistory(record: CommentRecord): readonly HistoryEntry[] | undefined {
  const jobs = new Map(
    Object.values(record.requests).flatMap((request) => request.jobs.map((job) => [job.id, job] as const)),
  )
  return record.history?.map((entry): HistoryEntry => {
    const job = entry.outcome === 'running' ? jobs.get(entry.jobId) : undefined
    if (job === undefined || job.isUnfinished) return entry
    return job.outputModel === undefined
      ? { ...entry, outcome: 'superseded' }
      : { ...entry, outcome: 'succeeded', result: job.outputModel }
  })
}

/** Keeps the newest entries, and drops the successes last. Returns them newest first. */
export function limitHistory(entries: readonly HistoryEntry[], maxEntries: number): readonly HistoryEntry[] {
  const isSuccess = ({ outcome }: HistoryEntry): boolean => outcome === 'succeeded'
  const byValue = entries.toSorted((a, b) => Number(isSuccess(b)) - Number(isSuccess(a)) || compareAge(a, b))
  return byValue.slice(0, maxEntries).sort(compareAge)
}

function compareAge(a: HistoryEntry, b: HistoryEntry): number {
  return b.endedAtMs - a.endedAtMs || compareText(a.jobId, b.jobId)
}

/** Of two entries of one job: the end that is known for certain, as it was seen first. */
function compareCertainty(a: HistoryEntry, b: HistoryEntry): number {
  return rank(a) - rank(b) || a.endedAtMs - b.endedAtMs || compareText(JSON.stringify(a), JSON.stringify(b))
}

function rank({ outcome }: HistoryEntry): number {
  const index = MOST_CERTAIN.indexOf(outcome)
  return index < 0 ? MOST_CERTAIN.length : index
}
