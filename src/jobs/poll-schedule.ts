import type { ApiError } from './api.ts'

/**
 * When to poll next.
 *
 * The end of a job must be seen within max(5 s, 5 % of the time since the last observed change), and never more than
 * 300 s late. The job may end right after a poll, so no schedule with this guarantee can wait longer than that bound.
 * Always waiting exactly that long therefore needs the fewest requests, whatever the duration of the job.
 */
const MIN_INTERVAL_MS = 5_000
const MAX_INTERVAL_MS = 300_000
const AGE_FRACTION = 0.05

/** Minimum interval between requests while the service is failing. */
export const OUTAGE_INTERVAL_MS = 30_000
/** After an outage, parallel runs drift apart by this much. */
const MAX_JITTER_MS = 2_000

/**
 * Milliseconds until the next poll of a job whose last change was seen `ageMs` ago. `random` (0 to 1) shortens the
 * interval by up to 10 %: parallel runs drift apart, and the bound still holds.
 */
export function pollIntervalMs(ageMs: number, random: number): number {
  const bound = Math.min(MAX_INTERVAL_MS, Math.max(MIN_INTERVAL_MS, AGE_FRACTION * ageMs))
  return bound * (1 - 0.1 * random)
}

/**
 * Milliseconds until the next attempt after a failure: at least 30 s, and at least `Retry-After`. A request that the step
 * itself held back knows exactly when it is due. `random` (0 to 1) lengthens it by up to 2 s.
 */
export function outageIntervalMs(error: Pick<ApiError, 'kind' | 'retryAfterMs'>, random: number): number {
  const { kind, retryAfterMs = 0 } = error
  const isHeldBack = kind === 'not-sent' && retryAfterMs > 0
  return (isHeldBack ? retryAfterMs : Math.max(OUTAGE_INTERVAL_MS, retryAfterMs)) + MAX_JITTER_MS * random
}

/** Interval between heartbeat lines in the log: half the age of the status, between 1 and 30 minutes. */
export function heartbeatLogIntervalMs(ageMs: number): number {
  return Math.min(30 * 60_000, Math.max(60_000, ageMs / 2))
}
