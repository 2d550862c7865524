/**
 * When to look next.
 *
 * The promise is that the end of a job is seen within max(5 s, 5 % of the time since the last observed change), and
 * never more than 300 s late. After "not yet" at time t the job may end at once, so no schedule with this promise can
 * wait longer than that bound, and the one that always waits exactly so long needs the fewest requests for every
 * duration at the same time.
 */
const SHORTEST_GAP_MS = 5_000
const LONGEST_GAP_MS = 300_000
const SHARE_OF_AGE = 0.05

/** At most one request in this time while the service does not answer properly. */
export const OUTAGE_GAP_MS = 30_000

/**
 * Milliseconds until the next look at a job whose last change was seen `ageMs` ago. `random` (0 to 1) shortens the gap by
 * at most 10 %, so that parallel runs drift apart and the bound holds all the same.
 */
export function nextGapMs(ageMs: number, random: number): number {
  const bound = Math.min(LONGEST_GAP_MS, Math.max(SHORTEST_GAP_MS, SHARE_OF_AGE * ageMs))
  return bound * (1 - 0.1 * random)
}

/**
 * Milliseconds until the next try after one that failed: never before the service wants to be asked again
 * (`Retry-After`), never under 30 s. `random` lengthens it by at most 10 %.
 */
export function outageGapMs(retryAfterMs: number | undefined, random: number): number {
  return Math.max(OUTAGE_GAP_MS, retryAfterMs ?? 0) * (1 + 0.1 * random)
}

/** Between two signs of life in the log: half the age of the status, at least a minute, at most half an hour. */
export function heartbeatGapMs(ageMs: number): number {
  return Math.min(30 * 60_000, Math.max(60_000, ageMs / 2))
}
