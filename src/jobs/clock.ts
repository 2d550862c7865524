export interface Clock {
  /** Monotonic time in milliseconds, for durations and deadlines. */
  now(): number
  /** Unix time in milliseconds, for timestamps. */
  wall(): number
  /** Resolves after `ms`, or as soon as `signal` is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
