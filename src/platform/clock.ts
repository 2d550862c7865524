import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../job/clock.ts'

/** The clock of this machine. Durations come from the monotonic clock, so that a corrected wall clock harms nothing. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  async sleep(ms, signal) {
    if (signal?.aborted) return
    try {
      await delay(ms, undefined, signal ? { signal } : {})
    } catch {
      // Aborted: whoever aborted it knows why.
    }
  },
}
