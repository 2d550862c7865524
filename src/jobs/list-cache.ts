import type { ApiError, JobPage, ForgeApi, TrainingJob } from './api.ts'
import type { Clock } from './clock.ts'
import { findEntry, observePage, type KnownJob, type ListPage } from './compare-page.ts'
import { NO_LAG, isPending, withMeasurement, type ListLag } from './list-lag.ts'
import { mergeListedJob } from './merge-listed-job.ts'
import { PAGE_SIZE } from './list-jobs.ts'

/** For fewer jobs than this, a page costs as much as fetching them directly. */
export const MIN_JOBS_PER_PAGE = 2
/** A job missing from this many consecutive pages is not searched for any further, or one page for every ten jobs. */
const MIN_SEARCHED_PAGES = 3
const JOBS_PER_SEARCHED_PAGE = 10
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

export interface TrackedJob extends KnownJob {
  readonly isDue: boolean
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
    reading = applyPage(reading, { page, response: result.value, nowMs }, tracked)
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

function applyPage(reading: ListReading, listPage: ListPage, tracked: readonly TrackedJob[]): ListReading {
  const { cache } = reading
  const { page, response } = listPage
  const found = new Map(reading.found)
  const positions = new Map(cache.positions)
  let lag = observePage(cache.lag, tracked, listPage)
  const maxMisses = Math.max(MIN_SEARCHED_PAGES, tracked.length / JOBS_PER_SEARCHED_PAGE)
  let isMiss = true
  for (const { lastKnown, isDue, isTrusted } of tracked) {
    const { id } = lastKnown
    const entry = findEntry(listPage, lastKnown)
    if (entry !== undefined && (isDue || entry === 'too-new')) isMiss = false
    // It will appear here once the list catches up.
    if (entry === 'too-new') continue
    const position = positionOf(lastKnown, cache)
    const job = entry && mergeListedJob(lastKnown, entry)
    if (job !== undefined) {
      if (isTrusted) found.set(id, job)
      lag = withMeasurement(lag, observedLagMs(lastKnown, job, position?.seenAtServerMs))
      positions.set(id, { page, misses: 0, seenAtServerMs: response.serverNowMs })
    } else if (entry !== undefined || (position?.page === page && !found.has(id))) {
      positions.set(
        id,
        entry === undefined && position ? nextPosition(position, response, maxMisses) : 'not-listed',
      )
    }
  }
  const missBudget = isMiss
    ? cache.missBudget - 1
    : Math.min(MAX_MISS_BUDGET, cache.missBudget + MISS_BUDGET_REFILL)
  return {
    found,
    pages: new Set([...reading.pages, page]),
    cache: { ...cache, missBudget, lag, positions, readsUntilSpotCheck: cache.readsUntilSpotCheck - 1 },
  }
}

/** The next position to try for a job that was not on its expected page. */
function nextPosition(
  { page, misses, ...rest }: ListPosition,
  { jobs, total }: JobPage,
  maxMisses: number,
): ListPosition | 'not-listed' {
  const isLastPage = jobs.length === 0 || (page === 0 && total !== undefined && jobs.length >= total)
  return isLastPage || misses >= maxMisses ? 'not-listed' : { ...rest, page: page + 1, misses: misses + 1 }
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
