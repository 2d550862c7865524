/** Longest burst. With one more token a second, this stays below the 80 content-creating requests a minute of GitHub. */
const CAPACITY = 20

/** Limits the rate of writes to GitHub. */
export class TokenBucket {
  readonly #refillIntervalMs: number
  #tokens = CAPACITY
  #refilledAtMs = 0

  /** One token is added every `refillIntervalMs`. */
  constructor(refillIntervalMs: number) {
    this.#refillIntervalMs = refillIntervalMs
  }

  /** Takes the next token. Returns the milliseconds until it may be used. */
  take(nowMs: number): number {
    const refilled = this.#tokens + (nowMs - this.#refilledAtMs) / this.#refillIntervalMs
    this.#tokens = Math.min(CAPACITY, refilled) - 1
    this.#refilledAtMs = nowMs
    return Math.max(0, Math.ceil(-this.#tokens * this.#refillIntervalMs))
  }

  /** Of a write that failed: it has created nothing. */
  giveBack(): void {
    this.#tokens++
  }
}
