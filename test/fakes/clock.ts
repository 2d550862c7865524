import type { Clock } from '../../src/jobs/clock.ts'

interface Sleeper {
  readonly dueMs: number
  readonly wake: () => void
  /** False for a background sleep, which does not advance the clock. */
  readonly advancesTime: boolean
}

/** A shorter sleep would not advance the clock, because of its floating-point numbers. Real timers take at least 1 ms. */
const SHORTEST_SLEEP_MS = 0.001

/** 2026-11-22 14:02:11 UTC. */
export const TEST_START_MS = Date.UTC(2026, 10, 22, 14, 2, 11)

/** A monotonic start time other than 0, to find code that uses absolute values instead of differences. */
export const UPTIME_MS = 7 * 24 * 3_600_000

/**
 * Virtual time: the clock advances only when all code is sleeping. It then jumps to the sleeper that is due first (on a
 * tie, the one that called first) and wakes only that one. No test waits in real time.
 */
export class VirtualClock implements Clock {
  /** The requested duration of each sleep in milliseconds, in call order. */
  readonly sleeps: number[] = []
  #nowMs: number
  readonly #startMs: number
  readonly #wallStartMs: number
  #sleepers: Sleeper[] = []
  #isAdvancing = false

  /** `startMs` is the initial monotonic time, which is arbitrary on real machines. */
  constructor(wallStartMs = TEST_START_MS, startMs = 0) {
    this.#wallStartMs = wallStartMs
    this.#nowMs = this.#startMs = startMs
  }

  now(): number {
    return this.#nowMs
  }

  wall(): number {
    return this.#wallStartMs + this.#nowMs - this.#startMs
  }

  get sleeperCount(): number {
    return this.#sleepers.length
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#sleep(ms, true, signal)
  }

  /** Sleeps in the background: the clock does not advance while there are only background sleepers. */
  sleepUnref(ms: number, signal: AbortSignal): Promise<void> {
    return this.#sleep(ms, false, signal)
  }

  #sleep(ms: number, advancesTime: boolean, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms)
    if (signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const abort = (): void => {
        this.#sleepers = this.#sleepers.filter((each) => each !== sleeper)
        resolve()
      }
      const wake = (): void => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      const dueMs = this.#nowMs + (ms > 0 ? Math.max(ms, SHORTEST_SLEEP_MS) : 0)
      const sleeper: Sleeper = { dueMs, wake, advancesTime }
      this.#sleepers.push(sleeper)
      signal?.addEventListener('abort', abort, { once: true })
      this.#advanceWhenIdle()
    })
  }

  #advanceWhenIdle(): void {
    if (this.#isAdvancing) return
    this.#isAdvancing = true
    // Runs after all promises that can settle now.
    setImmediate(() => {
      this.#isAdvancing = false
      if (!this.#sleepers.some(({ advancesTime }) => advancesTime)) return
      const next = this.#sleepers.reduce<Sleeper | undefined>(
        (first, each) => (first === undefined || each.dueMs < first.dueMs ? each : first),
        undefined,
      )
      if (next === undefined) return
      this.#sleepers = this.#sleepers.filter((each) => each !== next)
      this.#nowMs = Math.max(this.#nowMs, next.dueMs)
      next.wake()
      if (this.#sleepers.length > 0) this.#advanceWhenIdle()
    })
  }
}
