import { isAboutKey, isTransient } from './retry.ts'
import type { ApiError } from './api.ts'
import {
  recordSpotCheck,
  MIN_JOBS_PER_PAGE,
  isUnhelpful,
  readList,
  backOff,
  nextSpotCheck,
  type ListReading,
  type ListCache,
  type TrackedJob,
} from './list-cache.ts'
import { expectedLagMs, isPending } from './list-lag.ts'
import { applyOutage, endOutage, isServiceWideError } from './outage.ts'
import { pollIntervalMs } from './poll-schedule.ts'
import { fetchJob, applyFetch } from './fetch-job.ts'
import { jobIdOf } from './job-state.ts'
import { isUnsettled, applyReading, type WatchOptions, type PolledJob } from './polled-job.ts'

const MAX_CONCURRENT_FETCHES = 4

export interface WatchState {
  readonly jobs: readonly PolledJob[]
  readonly listCache: ListCache
  /** Whether there were ever enough jobs to read the list. */
  readonly isBatched: boolean
}

/** From this many jobs on, polling reads the list. */
const MIN_JOBS_FOR_BATCH = 4

/** Reads the jobs that are due once: a few of them one by one, many through the list until fewer than two are left. */
export async function refresh(
  watchState: WatchState,
  isDue: (polled: PolledJob) => boolean,
  options: WatchOptions,
): Promise<WatchState> {
  if (!watchState.jobs.some(isDue)) return watchState
  const unsettledCount = watchState.jobs.filter(isUnsettled).length
  const isBatched = unsettledCount >= (watchState.isBatched ? MIN_JOBS_PER_PAGE : MIN_JOBS_FOR_BATCH)
  if (isBatched) return new JointRefresh(watchState, isDue, options).execute()
  const jobs = await Promise.all(
    watchState.jobs.map(async (polled) =>
      isDue(polled) ? applyFetch(polled, await fetchJob(polled, options), options) : polled,
    ),
  )
  return { ...watchState, jobs }
}

/**
 * One refresh of many jobs. Reads the list first, then fetches the jobs it does not show. If a request fails after another
 * one succeeded, the failure concerns only that job (or the list). Any other failure is an outage of the service: the
 * poll stops, and all jobs wait for the next one.
 */
class JointRefresh {
  readonly #options: WatchOptions
  readonly #initialCache: ListCache
  #cache: ListCache
  #jobs: readonly PolledJob[]
  /** Labels of the due jobs that were not read yet. */
  #due: readonly string[]
  #hasServiceAnswered = false

  constructor({ jobs, listCache }: WatchState, isDue: (polled: PolledJob) => boolean, options: WatchOptions) {
    // The same random value for all, so that jobs of the same age stay due at the same time.
    const random = options.random()
    this.#options = { ...options, random: () => random }
    this.#initialCache = this.#cache = listCache
    this.#jobs = jobs
    // Those that have not failed come first, so that a healthy one probes the service; then those that failed longest ago,
    // because they may be answered again.
    const due = jobs.filter(isDue).toSorted((a, b) => lastFailureMs(a) - lastFailureMs(b) || 0)
    this.#due = due.map(labelOf)
  }

  async execute(): Promise<WatchState> {
    // If the last list read failed, fetching a job shows whether the service is down or only the list.
    if (this.#cache.hasFailed) await this.#fetchNext()
    const reading = await this.#readList()
    while (this.#due.length > 0) await this.#fetchNext()
    if (this.#hasServiceAnswered && reading !== undefined) await this.#spotCheck(reading)
    return { jobs: this.#jobs, listCache: this.#cache, isBatched: true }
  }

  async #readList(): Promise<ListReading | undefined> {
    const requestedAtMs = this.#options.clock.now()
    const tracked = this.#trackedJobs(requestedAtMs)
    const isUseful =
      tracked.filter(({ isTrusted }) => isTrusted).length >= MIN_JOBS_PER_PAGE ||
      tracked.some(({ lastKnown }) => isPending(this.#cache.lag, lastKnown.id, requestedAtMs))
    if (!isUseful || requestedAtMs < this.#cache.pausedUntilMs) return undefined
    const reading = await readList(tracked, this.#cache, this.#options)
    const { found, pages, cache, error } = reading
    this.#cache = isUnhelpful(cache, tracked) ? backOff(cache, requestedAtMs) : cache
    if (pages.size > 0) {
      this.#cache = { ...this.#cache, hasFailed: false }
      this.#recordAnswer(requestedAtMs)
    }
    // The reading itself may have shown how far the list lags.
    const lagMs = expectedLagMs(cache.lag, requestedAtMs)
    this.#jobs = this.#jobs.map((polled) => {
      const job = isUnsettled(polled) ? found.get(jobIdOf(polled.state)) : undefined
      if (job === undefined || !canTrustList(polled, lagMs, requestedAtMs)) return polled
      this.#due = this.#due.filter((label) => label !== labelOf(polled))
      return applyReading(polled, job, requestedAtMs - lagMs, this.#options)
    })
    if (error) this.#handleListError(error, requestedAtMs)
    return reading
  }

  /** If a check is due, fetches one job directly that the list has just shown. */
  async #spotCheck(reading: ListReading): Promise<void> {
    const listed = reading.found.get(nextSpotCheck(reading) ?? '')
    const polled = this.#jobs.find((each) => isUnsettled(each) && jobIdOf(each.state) === listed?.id)
    if (listed === undefined || polled === undefined) return
    this.#due = [labelOf(polled)]
    await this.#fetchNext()
    const fetched = this.#jobs.find((each) => labelOf(each) === labelOf(polled))?.state.job
    this.#cache = recordSpotCheck(this.#cache, listed, fetched ?? listed)
  }

  /** The unsettled jobs that may be in the list. */
  #trackedJobs(nowMs: number): readonly TrackedJob[] {
    const lagMs = expectedLagMs(this.#cache.lag, nowMs)
    const wallOffsetMs = this.#options.clock.wall() - nowMs
    return this.#jobs.flatMap((polled) => {
      if (!isUnsettled(polled)) return []
      const lastKnown = polled.state.job ?? { id: jobIdOf(polled.state) }
      const isTrusted = canTrustList(polled, lagMs, nowMs)
      const isDue = this.#due.includes(labelOf(polled))
      const history = polled.state.timeline.map(({ status, atMs }) => ({
        status,
        sinceMs: atMs - wallOffsetMs,
      }))
      return [{ lastKnown, isDue, isTrusted, history, changedAfterMs: polled.changedAfterMs }]
    })
  }

  #handleListError(error: ApiError, requestedAtMs: number): void {
    if (!isTransient(error)) {
      // The list is not available to this key.
      this.#cache = { ...this.#cache, pausedUntilMs: Infinity }
    } else if (this.#hasServiceAnswered && error.retryAfterMs === undefined) {
      this.#cache = { ...backOff(this.#cache, requestedAtMs), hasFailed: true }
    } else {
      this.#applyOutage(error, requestedAtMs)
      this.#cache = { ...this.#cache, hasFailed: true }
    }
  }

  /** Fetches the next few jobs directly. Until the service has answered once, only one. */
  async #fetchNext(): Promise<void> {
    const hadAnswered = this.#hasServiceAnswered
    const batch = this.#due.slice(0, hadAnswered ? MAX_CONCURRENT_FETCHES : 1)
    this.#due = this.#due.slice(batch.length)
    const selected = this.#jobs.filter((polled) => batch.includes(labelOf(polled)))
    const fetches = await Promise.all(
      selected.map(async (polled) => ({ polled, ...(await fetchJob(polled, this.#options)) })),
    )
    const answered = fetches.find(({ result }) => result.ok || !isServiceWideError(result.error))
    if (answered) this.#recordAnswer(answered.requestedAtMs)
    else this.#hasServiceAnswered = false
    const serviceFailure = fetches.find(
      ({ polled, result }) => !result.ok && isServiceFailure(result.error, polled, hadAnswered),
    )
    for (const { polled, ...fetch } of fetches) {
      if (serviceFailure !== undefined && !fetch.result.ok) continue
      this.#jobs = this.#jobs.map((each) =>
        labelOf(each) === labelOf(polled)
          ? withFailureTime(applyFetch(each, fetch, this.#options), fetch.requestedAtMs)
          : each,
      )
    }
    if (serviceFailure?.result.ok === false)
      this.#applyOutage(serviceFailure.result.error, serviceFailure.requestedAtMs, serviceFailure.polled)
  }

  #recordAnswer(requestedAtMs: number): void {
    this.#hasServiceAnswered = true
    this.#jobs = endOutage(this.#jobs, requestedAtMs, this.#options)
  }

  /** `failed`: the job whose request failed. */
  #applyOutage(error: ApiError, requestedAtMs: number, failed?: PolledJob): void {
    this.#hasServiceAnswered = false
    this.#due = []
    this.#jobs = applyOutage(this.#jobs, error, requestedAtMs, this.#options).map((polled) =>
      polled.state.label === failed?.state.label ? withFailureTime(polled, requestedAtMs) : polled,
    )
    // A refused key says nothing about the list, so the list is not paused for it, but a job is read first next time.
    const { pausedUntilMs } = this.#initialCache
    this.#cache = { ...this.#cache, pausedUntilMs, hasFailed: this.#cache.hasFailed || isAboutKey(error) }
  }
}

/** A listed state may be as old as the lag of the list. */
function canTrustList({ lastChangeMs }: PolledJob, lagMs: number, nowMs: number): boolean {
  return 2 * lagMs <= pollIntervalMs(nowMs - lastChangeMs, 0)
}

function labelOf({ state }: PolledJob): string {
  return state.label
}

function hasOwnOutage({ outage }: PolledJob): boolean {
  return outage !== undefined && outage.isServiceWide !== true
}

/** When the request for this job last failed, on the monotonic clock. */
function lastFailureMs({ outage }: PolledJob): number {
  return outage?.failedAtMs ?? -Infinity
}

/** Nothing unless the job has an outage. */
function withFailureTime(polled: PolledJob, failedAtMs: number): PolledJob {
  return polled.outage === undefined ? polled : { ...polled, outage: { ...polled.outage, failedAtMs } }
}

/** Whether a failed fetch is an outage of the service: not about the job itself, and no request succeeded before. */
function isServiceFailure(error: ApiError, polled: PolledJob, hadAnswered: boolean): boolean {
  if (!isServiceWideError(error)) return false
  return error.retryAfterMs !== undefined || (!hadAnswered && !hasOwnOutage(polled))
}
