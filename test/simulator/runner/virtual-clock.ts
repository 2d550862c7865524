import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A child process's place at the shared clock. */
export interface ClockSeat {
  /** Variables that put a Node child process on this clock. The child removes them before its own code starts. */
  readonly env: Record<string, string>
  /** Forbids every jump until the child (or the next child with this `env`) publishes a time again. */
  hold(): void
  /** Gives the place back. Needed also after a child that was killed: nobody may jump past its last word. */
  leave(): void
}

interface Sleeper {
  readonly due: number
  readonly wake: () => void
}

const SEATS = 32
/** The process is working or waits for something outside: time runs for everybody, nobody jumps. */
const BUSY = -Infinity
const FREE = Infinity
const PARENT = 0
const POLL_MS = 1
const PRELOAD = fileURLToPath(new URL('virtual-time.cjs', import.meta.url))

/**
 * A clock that this process shares with the child processes of a test. It runs `speed` times faster than real time, and
 * jumps ahead when everybody only waits for a timer: the child jumps (virtual-time.cjs), to the earliest time that
 * anybody waits for, so a sleep of this process is never jumped over. Waiting for hours costs milliseconds.
 *
 *   now = epoch + (monotonic - origin) * speed + skipped
 *
 * The shared file holds little doubles: the milliseconds skipped so far, then for each seat the time that it waits for,
 * `-Infinity` while it is busy, `Infinity` where nobody waits. The monotonic clock is the machine's, so it is the same
 * in all processes. Seat 0 is this process; children may share a clock (racing runs) or have one each.
 */
export class VirtualClock {
  readonly #epoch: number
  readonly #origin = monotonic()
  readonly #speed: number
  readonly #directory = mkdtempSync(join(tmpdir(), 'virtual-clock-'))
  readonly #fd: number
  readonly #taken = new Set<number>()
  #sleepers: Sleeper[] = []
  #poller: NodeJS.Timeout | undefined
  #closedWith: number | undefined

  /** `startAt`: virtual time of the first moment, ms since 1970 (default: now). `speed`: see above (default: 20). */
  constructor({ startAt = Date.now(), speed = 20 }: { startAt?: number; speed?: number } = {}) {
    this.#epoch = startAt
    this.#speed = speed
    this.#fd = openSync(this.#file(), 'w+')
    this.#write(0, 0)
    for (let seat = 0; seat < SEATS; seat++) this.#publish(seat, FREE)
  }

  /** Virtual milliseconds since 1970, with fractions. Goes on running after `close()`. */
  now(): number {
    const skipped = this.#closedWith ?? this.#read(0)
    return this.#epoch + (monotonic() - this.#origin) * this.#speed + skipped
  }

  /** Resolves when `ms` virtual milliseconds have passed, or when the clock is closed. */
  sleep(ms: number): Promise<void> {
    if (this.#closedWith !== undefined) return Promise.resolve()
    return new Promise((resolve) => {
      this.#sleepers.push({ due: this.now() + ms, wake: resolve })
      this.#publishNext()
      this.#poller ??= setInterval(() => this.#wakeSleepers(), POLL_MS)
    })
  }

  /** Jumps ahead at once. For the time between two runs: a process that lives now sees its time leap. */
  advance(ms: number): void {
    this.#write(0, this.#read(0) + ms)
  }

  /**
   * A place for a child process. It counts as busy until the child says otherwise. `nodeOptions`: the NODE_OPTIONS that
   * the child shall see.
   */
  join(nodeOptions?: string): ClockSeat {
    const seat = Array.from({ length: SEATS }, (_, index) => index).find(
      (index) => index !== PARENT && !this.#taken.has(index),
    )
    if (seat === undefined) throw new Error(`a virtual clock has room for ${SEATS - 1} processes`)
    this.#taken.add(seat)
    this.#publish(seat, BUSY)
    return {
      env: this.#env(seat, nodeOptions),
      hold: () => this.#publish(seat, BUSY),
      leave: () => {
        this.#taken.delete(seat)
        this.#publish(seat, FREE)
      },
    }
  }

  /** Ends all sleeps at once and removes the shared file. Children should be gone by then. */
  close(): void {
    if (this.#closedWith !== undefined) return
    this.#publish(PARENT, FREE)
    this.#closedWith = this.#read(0)
    clearInterval(this.#poller)
    closeSync(this.#fd)
    rmSync(this.#directory, { recursive: true, force: true })
    for (const sleeper of this.#sleepers.splice(0)) sleeper.wake()
  }

  #env(seat: number, nodeOptions = ''): Record<string, string> {
    const setting = {
      nodeOptions,
      file: this.#file(),
      seats: SEATS,
      seat,
      epoch: this.#epoch,
      origin: this.#origin,
      speed: this.#speed,
    }
    // Node reads a quoted path in NODE_OPTIONS with backslashes as escapes, as JSON writes it.
    return {
      NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)} ${nodeOptions}`.trim(),
      VIRTUAL_CLOCK: JSON.stringify(setting),
    }
  }

  #wakeSleepers(): void {
    const now = this.now()
    const due = this.#sleepers.filter((sleeper) => sleeper.due <= now)
    if (due.length === 0) return
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.due > now)
    if (this.#sleepers.length === 0) {
      clearInterval(this.#poller)
      this.#poller = undefined
    }
    // Who wakes now may act (answer, send a signal) before anybody jumps on.
    this.#publish(PARENT, BUSY)
    for (const sleeper of due) sleeper.wake()
    setImmediate(() => this.#publishNext())
  }

  #publishNext(): void {
    this.#publish(PARENT, Math.min(FREE, ...this.#sleepers.map((sleeper) => sleeper.due)))
  }

  #publish(seat: number, waitsFor: number): void {
    if (this.#closedWith === undefined) this.#write(seat + 1, waitsFor)
  }

  #file(): string {
    return join(this.#directory, 'clock')
  }

  #read(slot: number): number {
    const cell = new Float64Array(1)
    readSync(this.#fd, cell, 0, 8, slot * 8)
    return cell[0] ?? 0
  }

  #write(slot: number, value: number): void {
    writeSync(this.#fd, Float64Array.of(value), 0, 8, slot * 8)
  }
}

function monotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
