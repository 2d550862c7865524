/** How far the list lags behind the jobs. Times are on the monotonic clock. */
export interface ListLag {
  /** Since when the oldest change is known that the list does not show yet; by job id. */
  readonly pendingSinceMs: ReadonlyMap<string, number>
  /** The largest lag that was measured from beginning to end. */
  readonly measuredMs: number
}

export const NO_LAG: ListLag = { pendingSinceMs: new Map(), measuredMs: 0 }

/** The entry of a job that stays behind for longer is broken, and says nothing about the rest of the list. */
const MAX_PENDING_MS = 15 * 60_000

/** The lag that must be expected of the list now. */
export function expectedLagMs({ pendingSinceMs, measuredMs }: ListLag, nowMs: number): number {
  const pending = [...pendingSinceMs.values()].map((sinceMs) => nowMs - sinceMs)
  return Math.max(measuredMs, ...pending.filter((ms) => ms <= MAX_PENDING_MS))
}

/**
 * Applies what the list shows of a job now. `staleSinceMs`: since when the first change is known that it does not show;
 * undefined if it is up to date. A change that it now shows took at most the time since then.
 */
export function observeEntry(
  lag: ListLag,
  id: string,
  staleSinceMs: number | undefined,
  nowMs: number,
): ListLag {
  const pendingSinceMs = new Map(lag.pendingSinceMs)
  const previousMs = pendingSinceMs.get(id)
  if (staleSinceMs === undefined) pendingSinceMs.delete(id)
  else pendingSinceMs.set(id, staleSinceMs)
  const isShownNow = previousMs !== undefined && (staleSinceMs ?? Infinity) > previousMs
  const isBroken = nowMs - (previousMs ?? nowMs) > MAX_PENDING_MS
  const updated = { ...lag, pendingSinceMs }
  return isShownNow && !isBroken ? withMeasurement(updated, nowMs - previousMs) : updated
}

export function withMeasurement(lag: ListLag, ms: number): ListLag {
  return ms <= lag.measuredMs ? lag : { ...lag, measuredMs: ms }
}

/** Whether reading the entry of this job may complete a measurement. */
export function isPending({ pendingSinceMs }: ListLag, id: string, nowMs: number): boolean {
  const sinceMs = pendingSinceMs.get(id)
  return sinceMs !== undefined && nowMs - sinceMs <= MAX_PENDING_MS
}
