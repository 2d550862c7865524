import type { ApiError, JobPage, ForgeApi, TrainingJob } from './api.ts'
import type { Clock } from './clock.ts'
import { NO_LAG, isPending, observeEntry, withMeasurement, type ListLag } from './list-lag.ts'
import { isFurtherAlong, mergeListedJob } from './merge-listed-job.ts'
import { PAGE_SIZE } from './list-jobs.ts'

/** For fewer jobs than this, a page costs as much as fetching them directly. */
export const MIN_JOBS_PER_PAGE = 2
/** A job missing from this many consecutive pages is not searched for any further. */
const MAX_MISSES = 3
/** Number of pages that may show none of the due jobs. Every ten useful pages restore one. */
const MAX_MISS_BUDGET = 5
const MISS_BUDGET_REFILL = 0.1
/** An unhelpful list is paused for as long as the watch has lasted, within these bounds. */
const MIN_PAUSE_MS = 30_000
const MAX_PAUSE_MS = 600_000
/** Every so many list reads, one job is fetched directly to verify the list. */
const READS_BEFORE_FIRST_SPOT_CHECK = 20
const READS_BETWEEN_SPOT_CHECKS = 30
/** The service reports times in whole seconds, from several clocks. */
const CLOCK_MARGIN_MS = 3_000

/** Where a job is expected in the list. */
interface ListPosition {
  readonly page: number
  /** Number of consecutive pages that did not show the job. */
  readonly misses: number
  /** The service's clock when the list last showed the job, as Unix time in milliseconds. */
  readonly seenAtServerMs?: number
}

/** What is known from earlier list reads. Times are on the monotonic clock. */
export interface ListCache {
  readonly startedMs: number
  /** `Infinity` if the list is not available to this key. */
  readonly pausedUntilMs: number
  /** The last read failed, because of the list or the whole service. */
  readonly hasFailed: boolean
  readonly missBudget: number
  readonly lag: ListLag
  readonly spotCheckCount: number
  readonly readsUntilSpotCheck: number
  /** By job id. `not-listed` if the list does not show the job, or not completely. */
  readonly positions: ReadonlyMap<string, ListPosition | 'not-listed'>
}

export interface TrackedJob {
  readonly lastKnown: TrainingJob
  readonly isDue: boolean
  /** The statuses that were observed, oldest first, and since when they are known on the monotonic clock. */
  readonly history: readonly { readonly status: string; readonly sinceMs: number }[]
  /** Whether the list is recent enough for it. Otherwise its entry only shows how far the list lags. */
  readonly isTrusted: boolean
}

/** The result of one read of the list, which may span several pages. */
export interface ListReading {
  /** By job id. */
  readonly found: ReadonlyMap<string, TrainingJob>
  readonly pages: ReadonlySet<number>
  readonly cache: ListCache
  /** Why reading stopped early. */
  readonly error?: ApiError
}

export function createListCache(startedMs: number): ListCache {
  return {
    startedMs,
    pausedUntilMs: startedMs,
    hasFailed: false,
    missBudget: MAX_MISS_BUDGET,
    lag: NO_LAG,
    spotCheckCount: 0,
    readsUntilSpotCheck: READS_BEFORE_FIRST_SPOT_CHECK,
    positions: new Map(),
  }
}

/** Pauses the list. Afterwards, jobs are searched for from the first page again. */
export function backOff(cache: ListCache, nowMs: number): ListCache {
  const pauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, nowMs - cache.startedMs))
  return { ...cache, missBudget: MAX_MISS_BUDGET, positions: new Map(), pausedUntilMs: nowMs + pauseMs }
}

/**
 * A lagging list looks like jobs that do not change, so one of the listed jobs is fetched directly from time to time.
 * Returns its id if a check is due.
 */
export function nextSpotCheck({ found, cache }: ListReading): string | undefined {
  return cache.readsUntilSpotCheck > 0 ? undefined : [...found.keys()].at(cache.spotCheckCount % found.size)
}

/** Updates the lag. If the list was behind the job, the next check follows immediately. */
export function recordSpotCheck(cache: ListCache, listed: TrainingJob, fetched: TrainingJob): ListCache {
  const position = positionOf(listed, cache)
  return {
    ...cache,
    spotCheckCount: cache.spotCheckCount + 1,
    readsUntilSpotCheck: listed.status === fetched.status ? READS_BETWEEN_SPOT_CHECKS : 1,
    lag: withMeasurement(cache.lag, observedLagMs(listed, fetched, position?.seenAtServerMs)),
  }
}

/**
 * Reads the pages on which due jobs are expected: where they were last, or one page further, because newer jobs push
 * them down. Skips pages with too few of our jobs. Does not rely on the list's order or totals: the caller fetches
 * directly what is not found.
 */
export async function readList(
  tracked: readonly TrackedJob[],
  cache: ListCache,
  { api, clock }: { readonly api: Pick<ForgeApi, 'list'>; readonly clock: Pick<Clock, 'now'> },
): Promise<ListReading> {
  const nowMs = clock.now()
  let reading: ListReading = { found: new Map(), pages: new Set(), cache }
  for (;;) {
    const page = nextPage(tracked, reading, nowMs)
    if (page === undefined) return reading
    const result = await api.list(page, PAGE_SIZE)
    if (!result.ok) return { ...reading, error: result.error }
    reading = applyPage(reading, page, result.value, tracked, nowMs)
  }
}

/** Whether the list should be paused, because it shows too few of the tracked jobs. */
export function isUnhelpful({ missBudget, positions }: ListCache, tracked: readonly TrackedJob[]): boolean {
  return missBudget < 1 || tracked.every(({ lastKnown }) => positions.get(lastKnown.id) === 'not-listed')
}

function nextPage(
  tracked: readonly TrackedJob[],
  { found, pages, cache }: ListReading,
  nowMs: number,
): number | undefined {
  const expectedPages = (jobs: readonly TrackedJob[]): readonly number[] =>
    jobs.flatMap(({ lastKnown }) => positionOf(lastKnown, cache)?.page ?? [])
  const allPages = expectedPages(tracked)
  const isWanted = ({ lastKnown: { id }, isDue, isTrusted }: TrackedJob): boolean =>
    isTrusted ? isDue && !found.has(id) : isPending(cache.lag, id, nowMs)
  const duePages = expectedPages(tracked.filter(isWanted))
  const worthwhile = duePages.filter(
    (page) => !pages.has(page) && allPages.filter((each) => each === page).length >= MIN_JOBS_PER_PAGE,
  )
  return worthwhile.length === 0 ? undefined : Math.min(...worthwhile)
}

/** A job that was never searched for is expected on the first page. */
function positionOf({ id }: TrainingJob, { positions }: ListCache): ListPosition | undefined {
  const position = positions.get(id) ?? { page: 0, misses: 1 }
  return position === 'not-listed' ? undefined : position
}

function applyPage(
  reading: ListReading,
  page: number,
  response: JobPage,
  tracked: readonly TrackedJob[],
  nowMs: number,
): ListReading {
  const { cache } = reading
  const jobsOnPage = new Map(response.jobs.map((job) => [job.id.toLowerCase(), job]))
  const found = new Map(reading.found)
  const positions = new Map(cache.positions)
  let lag = observePage(cache.lag, tracked, { page, response, jobsOnPage }, nowMs)
  let isStale = false
  for (const { lastKnown, isTrusted } of tracked) {
    const position = positionOf(lastKnown, cache)
    const listed = jobsOnPage.get(lastKnown.id.toLowerCase())
    if (listed === undefined && page === 0 && isTooNewFor(response, lastKnown)) {
      // It will appear here once the list catches up.
      isStale = true
      continue
    }
    const job = listed && mergeListedJob(lastKnown, listed)
    if (job !== undefined) {
      if (isTrusted) found.set(lastKnown.id, job)
      lag = withMeasurement(lag, observedLagMs(lastKnown, job, position?.seenAtServerMs))
      positions.set(lastKnown.id, {
        page,
        misses: 0,
        seenAtServerMs: response.serverNowMs,
      })
    } else if (listed !== undefined || (position?.page === page && !found.has(lastKnown.id))) {
      positions.set(
        lastKnown.id,
        listed === undefined && position ? nextPosition(position, response) : 'not-listed',
      )
    }
  }
  const isMiss =
    !isStale && !tracked.some(({ lastKnown, isDue }) => isDue && jobsOnPage.has(lastKnown.id.toLowerCase()))
  const missBudget = isMiss
    ? cache.missBudget - 1
    : Math.min(MAX_MISS_BUDGET, cache.missBudget + MISS_BUDGET_REFILL)
  return {
    found,
    pages: new Set([...reading.pages, page]),
    cache: { ...cache, missBudget, lag, positions, readsUntilSpotCheck: cache.readsUntilSpotCheck - 1 },
  }
}

interface PageContent {
  readonly page: number
  readonly response: JobPage
  /** By job id in lower case. */
  readonly jobsOnPage: ReadonlyMap<string, TrainingJob>
}

/**
 * Compares a page with what is known. Only an entry that misses a change after all the changes that the other entries show
 * is evidence of a lag. Any other entry is broken.
 */
function observePage(
  lag: ListLag,
  tracked: readonly TrackedJob[],
  { page, response, jobsOnPage }: PageContent,
  nowMs: number,
): ListLag {
  const entries = tracked.flatMap((trackedJob) => {
    const { lastKnown, history } = trackedJob
    const listed = jobsOnPage.get(lastKnown.id.toLowerCase())
    const isMissing = listed === undefined && page === 0 && isTooNewFor(response, lastKnown)
    if (listed === undefined && !isMissing) return []
    const staleSinceMs = listed === undefined ? history[0]?.sinceMs : findStaleSinceMs(listed, trackedJob)
    return [{ id: lastKnown.id, staleSinceMs, lastChangeMs: history.at(-1)?.sinceMs ?? -Infinity }]
  })
  const shownUntilMs = Math.max(
    ...entries.map(({ staleSinceMs, lastChangeMs }) =>
      staleSinceMs === undefined ? lastChangeMs : -Infinity,
    ),
  )
  return entries.reduce((current, { id, staleSinceMs }) => {
    const isBroken = staleSinceMs !== undefined && staleSinceMs <= shownUntilMs
    return observeEntry(current, id, isBroken ? undefined : staleSinceMs, nowMs)
  }, lag)
}

/** Since when a later status of the job is known than the list shows; undefined if the list is up to date. */
function findStaleSinceMs(
  { status, ...listed }: TrainingJob,
  { lastKnown, history }: TrackedJob,
): number | undefined {
  if (status === undefined || lastKnown.status === undefined) return undefined
  if (!isFurtherAlong(lastKnown, { ...listed, status })) return undefined
  const shown = history.findLastIndex((change) => change.status === status)
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

/** The next position to try for a job that was not on its expected page. */
function nextPosition(
  { page, misses, ...rest }: ListPosition,
  { jobs, total }: JobPage,
): ListPosition | 'not-listed' {
  const isLastPage = jobs.length === 0 || (page === 0 && total !== undefined && jobs.length >= total)
  return isLastPage || misses >= MAX_MISSES ? 'not-listed' : { ...rest, page: page + 1, misses: misses + 1 }
}

/**
 * How far the list lagged at the previous read, if the change visible now had already happened by then. 0 if unknown,
 * for example because `modified_at` does not move with the status.
 */
function observedLagMs(lastKnown: TrainingJob, job: TrainingJob, seenAtServerMs: number | undefined): number {
  const { modifiedAt = 0 } = job
  const hasMoved = job.status !== lastKnown.status && modifiedAt > (lastKnown.modifiedAt ?? Infinity)
  return hasMoved && seenAtServerMs !== undefined ? seenAtServerMs - modifiedAt * 1000 - CLOCK_MARGIN_MS : 0
}
