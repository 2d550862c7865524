import type { Clock } from '../jobs/clock.ts'

const BURST_SIZE = 75
/** GitHub allows 80 content-creating requests a minute. */
const WRITE_INTERVAL_MS = 1_000

/** Returns a function that waits until the next write may be sent: first a burst without waiting, then one at a time. */
export function createWriteLimiter(clock: Pick<Clock, 'now' | 'sleep'>): () => Promise<void> {
  let count = 0
  let nextMs = -Infinity
  return async () => {
    if (++count <= BURST_SIZE) return
    nextMs = Math.max(nextMs, clock.now()) + WRITE_INTERVAL_MS
    await clock.sleep(nextMs - clock.now())
  }
}
