import { BatchPoller, type WatchState } from './batch-poller.ts'
import { fetchJob, applyFetch } from './fetch-job.ts'
import type { JobState } from './job-state.ts'
import { MIN_JOBS_PER_PAGE, createListCache } from './list-cache.ts'
import {
  isUnsettled,
  applyTimeout,
  createPolledJob,
  type WatchOptions,
  type PolledJob,
} from './polled-job.ts'

/**
 * Polls jobs until each has an outcome or the deadline has passed, and returns their states in the same order. Polls
 * before it sleeps, and once more at the deadline unless `Retry-After` forbids it.
 */
export async function watchJobs(
  states: readonly JobState[],
  options: WatchOptions,
): Promise<readonly JobState[]> {
  let watchState: WatchState = {
    jobs: states.map((state) => createPolledJob(state, options)),
    listCache: createListCache(options.clock.now()),
    isBatched: false,
  }
  for (;;) {
    watchState = { ...watchState, jobs: watchState.jobs.map((polled) => applyTakeover(polled, options)) }
    const nowMs = options.clock.now()
    const isLast = nowMs >= options.deadlineMs
    watchState = await pollDueJobs(watchState, (polled) => isDue(polled, nowMs, isLast), options)
    if (isLast) return watchState.jobs.map((polled) => applyTimeout(polled).state)
    const unsettled = watchState.jobs.filter(isUnsettled)
    if (unsettled.length === 0) return watchState.jobs.map(({ state }) => state)
    const wakeMs = Math.min(options.deadlineMs, ...unsettled.map(({ nextPollMs }) => nextPollMs))
    await options.clock.sleep(Math.max(0, wakeMs - options.clock.now()))
  }
}

/** Stops watching a job that a newer run has taken over. */
function applyTakeover(polled: PolledJob, options: WatchOptions): PolledJob {
  const { state } = polled
  if (state.outcome !== undefined || options.isSuperseded?.(state) !== true) return polled
  const note = 'A newer run has taken over, so this step stopped waiting.'
  return { ...polled, state: { ...state, outcome: 'superseded', notes: [...state.notes, note] } }
}

function isDue(polled: PolledJob, nowMs: number, isLast: boolean): boolean {
  if (polled.state.outcome !== undefined) return false
  return nowMs >= (isLast ? polled.notBeforeMs : polled.nextPollMs)
}

/** From this many jobs on, polling reads the list. */
const MIN_JOBS_FOR_BATCH = 4

/** Polls the jobs that are due: a few jobs one by one, many through the list until fewer than two are left. */
async function pollDueJobs(
  watchState: WatchState,
  isDue: (polled: PolledJob) => boolean,
  options: WatchOptions,
): Promise<WatchState> {
  const unsettledCount = watchState.jobs.filter(isUnsettled).length
  const isBatched = unsettledCount >= (watchState.isBatched ? MIN_JOBS_PER_PAGE : MIN_JOBS_FOR_BATCH)
  if (isBatched) return new BatchPoller(watchState, isDue, options).poll()
  const jobs = await Promise.all(
    watchState.jobs.map(async (polled) =>
      isDue(polled) ? applyFetch(polled, await fetchJob(polled, options), options) : polled,
    ),
  )
  return { ...watchState, jobs }
}
