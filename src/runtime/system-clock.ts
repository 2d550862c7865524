import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../jobs/clock.ts'

/** Measures durations on the monotonic clock, which adjustments of the wall clock do not affect. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, signal ? { signal } : {}),
}

/** Sleeps without keeping the process alive. */
export function sleepUnref(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, { signal, ref: false })
}

async function sleep(ms: number, options: { signal?: AbortSignal; ref?: boolean }): Promise<void> {
  if (options.signal?.aborted) return
  // Node's timers fire at once for longer delays. 24 days is longer than any step.
  const maxTimerMs = 2 ** 31 - 1
  try {
    await delay(Math.min(ms, maxTimerMs), undefined, options)
  } catch {
    // Aborted by the caller.
  }
}
