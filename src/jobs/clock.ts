export interface Clock {
  /** Monotonic time in milliseconds, for durations and deadlines. */
  now(): number
  /** Unix time in milliseconds, for timestamps. */
  wall(): number
  /** Resolves after `ms`, or as soon as `signal` is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/**
 * The services and GitHub report times in whole seconds, from several machines. So the same moment may seem to be this
 * much earlier or later.
 */
export const CLOCK_MARGIN_S = 60
