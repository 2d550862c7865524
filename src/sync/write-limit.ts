import type { Clock } from '../jobs/clock.ts'

/** So many writes may follow each other at once ... */
const BURST = 75
/** ... and after them one in this time, in milliseconds: GitHub takes 80 a minute. */
const PACE_MS = 1_000

/** Waits for the moment at which the next write may be sent. */
export function paced(clock: Pick<Clock, 'now' | 'sleep'>): () => Promise<void> {
  let count = 0
  let nextMs = -Infinity
  return async () => {
    if (++count <= BURST) return
    nextMs = Math.max(nextMs, clock.now()) + PACE_MS
    await clock.sleep(nextMs - clock.now())
  }
}
