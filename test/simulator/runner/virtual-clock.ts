import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The slot of a child process on the shared clock. */
export interface ClockSlot {
  /** Environment that puts a Node child process on this clock. The child removes it before its own code starts. */
  readonly env: Record<string, string>
  /** Prevents jumps until the child (or the next child with this `env`) publishes a time again. */
  markBusy(): void
  /**
   * Frees the slot. Required even if the child was killed, because the time it published last would block jumps past
   * it.
   */
  release(): void
}

interface Sleeper {
  readonly dueMs: number
  readonly wake: () => void
}

const MAX_SLOTS = 32
/** The process is working or waits for I/O: time runs, but does not jump. */
const BUSY = -Infinity
const FREE = Infinity
const PARENT_SLOT = 0
const POLL_INTERVAL_MS = 1
const PRELOAD_SCRIPT = fileURLToPath(new URL('virtual-time.cjs', import.meta.url))

/**
 * A clock that this process shares with the child processes of a test. It runs `speed` times faster than real time.
 * When all processes only wait for timers, a child (virtual-time.cjs) jumps to the earliest due time of all of them. So
 * waiting for hours takes milliseconds, and no sleep is skipped.
 *
 *   now = epoch + (monotonic - origin) * speed + skipped
 *
 * The shared file holds doubles: the milliseconds skipped so far, then for each slot the time that its process waits
 * for, `-Infinity` while it is busy, `Infinity` if it waits for nothing. The monotonic clock is the machine's, so it is
 * the same in all processes. Slot 0 is this process. Children may share a clock (concurrent runs) or have one each.
 */
export class VirtualClock {
  readonly #epoch: number
  readonly #origin = monotonicMs()
  readonly #speed: number
  readonly #directory = mkdtempSync(join(tmpdir(), 'virtual-clock-'))
  readonly #fd: number
  readonly #usedSlots = new Set<number>()
  #sleepers: Sleeper[] = []
  #poller: NodeJS.Timeout | undefined
  #skippedAtClose: number | undefined

  /** `startAt`: initial virtual time, ms since 1970 (default: now). `speed`: default 20. */
  constructor({ startAt = Date.now(), speed = 20 }: { startAt?: number; speed?: number } = {}) {
    this.#epoch = startAt
    this.#speed = speed
    this.#fd = openSync(this.#file(), 'w+')
    this.#write(0, 0)
    for (let slot = 0; slot < MAX_SLOTS; slot++) this.#publish(slot, FREE)
  }

  /** Virtual milliseconds since 1970, with fractions. Keeps running after `close()`. */
  now(): number {
    const skipped = this.#skippedAtClose ?? this.#read(0)
    return this.#epoch + (monotonicMs() - this.#origin) * this.#speed + skipped
  }

  /** Resolves after `ms` virtual milliseconds, or when the clock is closed. */
  sleep(ms: number): Promise<void> {
    if (this.#skippedAtClose !== undefined) return Promise.resolve()
    return new Promise((resolve) => {
      this.#sleepers.push({ dueMs: this.now() + ms, wake: resolve })
      this.#publishNext()
      this.#poller ??= setInterval(() => this.#wakeSleepers(), POLL_INTERVAL_MS)
    })
  }

  /** Jumps ahead at once. For use between two runs: a running process would see its time leap. */
  advance(ms: number): void {
    this.#write(0, this.#read(0) + ms)
  }

  /**
   * Allocates a slot for a child process, which counts as busy until it publishes a time. `nodeOptions`: the child's
   * own NODE_OPTIONS.
   */
  allocateSlot(nodeOptions?: string): ClockSlot {
    const slot = Array.from({ length: MAX_SLOTS }, (_, index) => index).find(
      (index) => index !== PARENT_SLOT && !this.#usedSlots.has(index),
    )
    if (slot === undefined)
      throw new Error(`a virtual clock supports at most ${MAX_SLOTS - 1} child processes`)
    this.#usedSlots.add(slot)
    this.#publish(slot, BUSY)
    return {
      env: this.#env(slot, nodeOptions),
      markBusy: () => this.#publish(slot, BUSY),
      release: () => {
        this.#usedSlots.delete(slot)
        this.#publish(slot, FREE)
      },
    }
  }

  /** Ends all sleeps and removes the shared file. Children should have exited by then. */
  close(): void {
    if (this.#skippedAtClose !== undefined) return
    this.#publish(PARENT_SLOT, FREE)
    this.#skippedAtClose = this.#read(0)
    clearInterval(this.#poller)
    closeSync(this.#fd)
    rmSync(this.#directory, { recursive: true, force: true })
    for (const sleeper of this.#sleepers.splice(0)) sleeper.wake()
  }

  #env(slot: number, nodeOptions = ''): Record<string, string> {
    const settings = {
      nodeOptions,
      file: this.#file(),
      slots: MAX_SLOTS,
      slot,
      epoch: this.#epoch,
      origin: this.#origin,
      speed: this.#speed,
    }
    // Node reads backslashes in a quoted path in NODE_OPTIONS as escapes, as JSON does.
    return {
      NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD_SCRIPT)} ${nodeOptions}`.trim(),
      VIRTUAL_CLOCK: JSON.stringify(settings),
    }
  }

  #wakeSleepers(): void {
    const now = this.now()
    const due = this.#sleepers.filter((sleeper) => sleeper.dueMs <= now)
    if (due.length === 0) return
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.dueMs > now)
    if (this.#sleepers.length === 0) {
      clearInterval(this.#poller)
      this.#poller = undefined
    }
    // The woken callers can act (respond, send a signal) before the next jump.
    this.#publish(PARENT_SLOT, BUSY)
    for (const sleeper of due) sleeper.wake()
    setImmediate(() => this.#publishNext())
  }

  #publishNext(): void {
    this.#publish(PARENT_SLOT, Math.min(FREE, ...this.#sleepers.map((sleeper) => sleeper.dueMs)))
  }

  #publish(slot: number, waitsFor: number): void {
    if (this.#skippedAtClose === undefined) this.#write(slot + 1, waitsFor)
  }

  #file(): string {
    return join(this.#directory, 'clock')
  }

  #read(cellIndex: number): number {
    const cell = new Float64Array(1)
    readSync(this.#fd, cell, 0, 8, cellIndex * 8)
    return cell[0] ?? 0
  }

  #write(cellIndex: number, value: number): void {
    writeSync(this.#fd, Float64Array.of(value), 0, 8, cellIndex * 8)
  }
}

function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
