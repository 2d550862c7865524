import { isAboutKey, isTransient } from './retry.ts'
import type { ApiError } from './api.ts'
import {
  applyFailure,
  isNewFailure,
  isUnsettled,
  outageTimeLeftMs,
  type WatchOptions,
  type PolledJob,
} from './polled-job.ts'

/** Whether a failure to fetch one job is likely about the service or the key, not about that job. */
export function isServiceWideError(error: ApiError): boolean {
  return isTransient(error) || isAboutKey(error)
}

/** Applies a service-wide failure to all jobs: postpones their next poll, and reports the outage once. */
export function applyOutage(
  jobs: readonly PolledJob[],
  error: ApiError,
  requestedAtMs: number,
  options: WatchOptions,
): readonly PolledJob[] {
  const firstUnsettled = jobs.find(isUnsettled)
  const previous = jobs.find(isInServiceOutage)?.outage?.error
  if (firstUnsettled !== undefined && isNewFailure(previous, error)) {
    const remainingMs = outageTimeLeftMs(firstUnsettled, error, requestedAtMs, options)
    options.onEvent({ kind: 'outage', state: firstUnsettled.state, error, remainingMs, isServiceWide: true })
  }
  return jobs.map((polled) => {
    if (!isUnsettled(polled)) return polled
    // A job that already has an outage is not reported again.
    const { outage = { sinceMs: requestedAtMs, isServiceWide: true as const } } = polled
    return applyFailure({ ...polled, outage }, error, requestedAtMs, options)
  })
}

/** Ends a service-wide outage. Outages of single jobs continue. */
export function endOutage(
  jobs: readonly PolledJob[],
  requestedAtMs: number,
  options: WatchOptions,
): readonly PolledJob[] {
  const affected = jobs.find(isInServiceOutage)
  if (affected?.outage === undefined) return jobs
  const afterMs = requestedAtMs - affected.outage.sinceMs
  options.onEvent({ kind: 'recovered', state: affected.state, afterMs, isServiceWide: true })
  return jobs.map((polled) => {
    const { outage, ...rest } = polled
    return outage?.isServiceWide === true ? rest : polled
  })
}

function isInServiceOutage(polled: PolledJob): boolean {
  return isUnsettled(polled) && polled.outage?.isServiceWide === true
}
