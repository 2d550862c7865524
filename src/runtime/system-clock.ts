import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../jobs/clock.ts'

/** The clock of this machine. Durations come from the monotonic clock, so that a corrected wall clock harms nothing. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  sleep: (ms, signal) => pause(ms, signal ? { signal } : {}),
}

/** Waits beside the work: it keeps the process from nothing. */
export function idle(ms: number, signal: AbortSignal): Promise<void> {
  return pause(ms, { signal, ref: false })
}

async function pause(ms: number, options: { signal?: AbortSignal; ref?: boolean }): Promise<void> {
  if (options.signal?.aborted) return
  // Node would not wait at all for longer than this, which is longer than any step may take.
  const longest = 2 ** 31 - 1
  try {
    await delay(Math.min(ms, longest), undefined, options)
  } catch {
    // Aborted: whoever aborted it knows why.
  }
}
