import type { ApiResult, TrainingJob } from './api.ts'
import { jobIdOf } from './job-state.ts'
import { applyFailure, applyReading, type WatchOptions, type PolledJob } from './polled-job.ts'

/** The result of fetching one job. `requestedAtMs` is on the monotonic clock. */
interface JobFetch {
  readonly requestedAtMs: number
  readonly result: ApiResult<TrainingJob>
}

export async function fetchJob({ state }: PolledJob, options: WatchOptions): Promise<JobFetch> {
  const requestedAtMs = options.clock.now()
  return { requestedAtMs, result: await options.api.get(jobIdOf(state)) }
}

export function applyFetch(
  polled: PolledJob,
  { requestedAtMs, result }: JobFetch,
  options: WatchOptions,
): PolledJob {
  return result.ok
    ? applyReading(polled, result.value, requestedAtMs, options)
    : applyFailure(polled, result.error, requestedAtMs, options)
}
