import type { Clock } from '../../src/jobs/clock.ts'

interface Sleeper {
  readonly dueMs: number
  readonly wake: () => void
  /** Time passes for the sake of this one. */
  readonly isAwaited: boolean
}

/** Where the wall clock of a test stands at the beginning: 2026-11-22 14:02:11 UTC. */
export const TEST_START_MS = Date.UTC(2026, 10, 22, 14, 2, 11)

/** A machine that has been up for a while: what is computed from its monotonic clock must be differences. */
export const UP_MS = 7 * 24 * 3_600_000

/**
 * A clock on which time passes only while everybody sleeps. Whenever nothing else is left to do, it jumps to the sleeper
 * that is due first (of several with the same time, to the one that lay down first) and wakes that one alone. Nothing
 * waits for real.
 */
export class VirtualClock implements Clock {
  /** How long each sleep was meant to be, in the order in which they began. */
  readonly sleeps: number[] = []
  #nowMs: number
  readonly #startMs: number
  readonly #wallStartMs: number
  #sleepers: Sleeper[] = []
  #isAdvancing = false

  /** `startMs`: where the monotonic clock stands at the beginning. On real machines that is anywhere. */
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

  /** How many sleep at the moment. */
  get asleep(): number {
    return this.#sleepers.length
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#sleep(ms, true, signal)
  }

  /** Sleeps beside the others: for nobody but idle ones, time does not pass. */
  idle(ms: number, signal: AbortSignal): Promise<void> {
    return this.#sleep(ms, false, signal)
  }

  #sleep(ms: number, isAwaited: boolean, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms)
    if (signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const sleeper = { dueMs: this.#nowMs + Math.max(0, ms), wake: resolve, isAwaited }
      this.#sleepers.push(sleeper)
      signal?.addEventListener('abort', () => {
        this.#sleepers = this.#sleepers.filter((each) => each !== sleeper)
        resolve()
      })
      this.#advanceWhenIdle()
    })
  }

  #advanceWhenIdle(): void {
    if (this.#isAdvancing) return
    this.#isAdvancing = true
    // After all promises that can settle now have settled.
    setImmediate(() => {
      this.#isAdvancing = false
      if (!this.#sleepers.some(({ isAwaited }) => isAwaited)) return
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
