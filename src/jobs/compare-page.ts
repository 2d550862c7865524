import type { JobPage, TrainingJob } from './api.ts'
import { observeEntry, type ListLag } from './list-lag.ts'
import { isFurtherAlong } from './merge-listed-job.ts'

/** What is known of a job without the list. */
export interface KnownJob {
  readonly lastKnown: TrainingJob
  /** The statuses that were observed, oldest first, and since when they are known on the monotonic clock. */
  readonly history: readonly { readonly status: string; readonly sinceMs: number }[]
  /** The earliest time at which the last of them can have begun. */
  readonly changedAfterMs: number
}

/** One page of the list. */
export interface ListPage {
  /** From 0. */
  readonly page: number
  readonly response: JobPage
  /** When it was requested, on the monotonic clock. */
  readonly nowMs: number
}

/** Finds the entry of a job; `too-new` if a list without lag would have it on this page. */
export function findEntry(
  { page, response }: ListPage,
  { id, ...job }: TrainingJob,
): TrainingJob | 'too-new' | undefined {
  const listed = response.jobs.find((each) => each.id.toLowerCase() === id.toLowerCase())
  return listed ?? (page === 0 && isTooNewFor(response, { id, ...job }) ? 'too-new' : undefined)
}

/**
 * Compares a page with what is known. Only an entry that misses a change after all the changes that the other entries show
 * is evidence of a lag. Any other entry is broken.
 */
export function observePage(lag: ListLag, jobs: readonly KnownJob[], listPage: ListPage): ListLag {
  const entries = jobs.flatMap((job) => {
    const { lastKnown, history, changedAfterMs } = job
    const entry = findEntry(listPage, lastKnown)
    if (entry === undefined) return []
    const staleSinceMs = entry === 'too-new' ? history[0]?.sinceMs : findStaleSinceMs(entry, job)
    return [{ id: lastKnown.id, staleSinceMs, changedAfterMs }]
  })
  const upToDate = entries.filter(({ staleSinceMs }) => staleSinceMs === undefined)
  const shownUntilMs = Math.max(...upToDate.map(({ changedAfterMs }) => changedAfterMs))
  return entries.reduce((current, { id, staleSinceMs = -Infinity }) => {
    const isLagging = staleSinceMs > shownUntilMs
    return observeEntry(current, id, isLagging ? staleSinceMs : undefined, listPage.nowMs)
  }, lag)
}

/** Since when a later status of the job is known than the list shows; undefined if the list is up to date. */
function findStaleSinceMs(listed: TrainingJob, { lastKnown, history }: KnownJob): number | undefined {
  if (listed.status === undefined || lastKnown.status === undefined) return undefined
  if (!isFurtherAlong(lastKnown, listed)) return undefined
  const shown = history.findLastIndex(({ status }) => status === listed.status)
  return (history[shown + 1] ?? history.at(-1))?.sinceMs
}

/** Whether the first page of a list that is newest first begins with an older job, so that the list lacks this one. */
function isTooNewFor({ jobs }: JobPage, { createdAt }: TrainingJob): boolean {
  const [newest] = jobs
  const oldest = jobs.at(-1)
  if (newest === undefined || oldest === undefined) return true
  const isSorted = jobs.every(
    (job, n) => job.createdAt !== undefined && job.createdAt <= (jobs[n - 1]?.createdAt ?? Infinity),
  )
  // Jobs of the same second say nothing about the order.
  const isNewestFirst = isSorted && (oldest.createdAt ?? Infinity) < (newest.createdAt ?? -Infinity)
  return isNewestFirst && createdAt !== undefined && (newest.createdAt ?? Infinity) < createdAt
}
