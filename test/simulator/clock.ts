import { setTimeout as pause } from 'node:timers/promises'

/** The time source of a simulator, for every wait and every recorded time. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number
  /** Resolves after `ms` milliseconds of this clock. */
  sleep(ms: number): Promise<void>
}

/** The longest delay of a Node timer. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Real time. Its sleeps do not keep the process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms) => {
    for (let remainingMs = ms; remainingMs > 0; remainingMs -= MAX_TIMER_MS)
      await pause(Math.min(remainingMs, MAX_TIMER_MS), undefined, { ref: false })
  },
}

/** Time that starts now and runs `speed` times faster than that of `base`. */
export function createFastClock(speed: number, base: Clock = realClock): Clock {
  const startMs = base.now()
  return {
    now: () => startMs + (base.now() - startMs) * speed,
    sleep: (ms) => base.sleep(ms / speed),
  }
}

/** Time that only moves when a test calls `advance`. */
export class ManualClock implements Clock {
  #now: number
  #sleepers: { dueMs: number; wake: () => void }[] = []

  constructor(startMs = Date.UTC(2026, 0, 5, 9)) {
    this.#now = startMs
  }

  now(): number {
    return this.#now
  }

  sleep(ms: number): Promise<void> {
    if (ms <= 0) return Promise.resolve()
    return new Promise((wake) => this.#sleepers.push({ dueMs: this.#now + ms, wake }))
  }

  /** How many sleeps are pending. */
  get sleeperCount(): number {
    return this.#sleepers.length
  }

  /** Advances the time, wakes each sleeper at its due time, and lets pending events run. */
  async advance(ms: number): Promise<void> {
    // Callers that are about to sleep do so before time moves.
    await waitForNextTurn()
    const end = this.#now + ms
    for (;;) {
      const next = this.#sleepers.filter(({ dueMs }) => dueMs <= end).sort((a, b) => a.dueMs - b.dueMs)[0]
      if (next === undefined) break
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next)
      this.#now = Math.max(this.#now, next.dueMs)
      next.wake()
      await waitForNextTurn()
    }
    this.#now = end
    await waitForNextTurn()
  }
}

function waitForNextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
