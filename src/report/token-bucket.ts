/** Longest burst of writes. */
const CAPACITY = 20
/** GitHub allows 500 content-creating requests an hour, and 1,000 statuses per context. */
const REFILL_INTERVAL_MS = 30_000

/** Limits the rate of writes, for jobs whose state changes all the time. */
export class TokenBucket {
  #tokens = CAPACITY
  #refilledAtMs = 0

  /** Takes a token and returns 0, or returns the milliseconds until the next token is available. */
  take(nowMs: number): number {
    this.#tokens = Math.min(CAPACITY, this.#tokens + (nowMs - this.#refilledAtMs) / REFILL_INTERVAL_MS)
    this.#refilledAtMs = nowMs
    if (this.#tokens < 1) return Math.ceil((1 - this.#tokens) * REFILL_INTERVAL_MS)
    this.#tokens -= 1
    return 0
  }
}
