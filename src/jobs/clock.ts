/** Time, as this room needs it. */
export interface Clock {
  /** Milliseconds on a clock that never jumps; for durations and deadlines. */
  now(): number
  /** Unix time in milliseconds; for telling people when something happened. */
  wall(): number
  /** Resolves after `ms`, or as soon as `signal` is aborted. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
