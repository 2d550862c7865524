import { setTimeout as pause } from 'node:timers/promises'

/** Time as the simulators see it: everything that they wait for or write down comes from here. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number
  /** Resolves after `ms` milliseconds of this clock. */
  sleep(ms: number): Promise<void>
}

/** The longest sleep that a timer of Node can do, in milliseconds. */
const longest = 2 ** 31 - 1

/** The machine's own time. Its sleeps do not keep a process alive. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms) => {
    for (let left = ms; left > 0; left -= longest)
      await pause(Math.min(left, longest), undefined, { ref: false })
  },
}

/** Time that starts now and runs `speed` times faster than the machine's. */
export function fasterClock(speed: number): Clock {
  const start = Date.now()
  return {
    now: () => start + (Date.now() - start) * speed,
    sleep: (ms) => realClock.sleep(ms / speed),
  }
}

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now: number
  #sleepers: { until: number; wake: () => void }[] = []

  constructor(start = Date.UTC(2026, 0, 5, 9)) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  sleep(ms: number): Promise<void> {
    if (ms <= 0) return Promise.resolve()
    return new Promise((wake) => this.#sleepers.push({ until: this.#now + ms, wake }))
  }

  /** How many callers are asleep. */
  get asleep(): number {
    return this.#sleepers.length
  }

  /** Moves time on, waking each sleeper at its own moment, and lets pending events run. */
  async advance(ms: number): Promise<void> {
    // Whoever is about to fall asleep does so before time moves.
    await nextTurn()
    const end = this.#now + ms
    for (;;) {
      const next = this.#sleepers.filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0]
      if (next === undefined) break
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next)
      this.#now = Math.max(this.#now, next.until)
      next.wake()
      await nextTurn()
    }
    this.#now = end
    await nextTurn()
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
