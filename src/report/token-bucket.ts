/** So many writes may follow each other at once. */
const BURST = 20
/** In the long run one in this time, in milliseconds: GitHub takes 500 an hour, and 1,000 statuses of a name. */
const PACE_MS = 30_000

/** Keeps a job whose state changes all the time from being told of at every change. */
export class Pace {
  #left = BURST
  #atMs = 0

  /** How long to wait before the next write, in milliseconds; 0 counts as one that is made. */
  take(nowMs: number): number {
    this.#left = Math.min(BURST, this.#left + (nowMs - this.#atMs) / PACE_MS)
    this.#atMs = nowMs
    if (this.#left < 1) return Math.ceil((1 - this.#left) * PACE_MS)
    this.#left -= 1
    return 0
  }
}
