import type { Clock } from './clock.ts'

export interface RetryOptions<Failure> {
  readonly clock: Pick<Clock, 'now' | 'sleep'>
  /** 0 to 1. */
  readonly random: () => number
  /** No request is made after this time, on the monotonic clock. */
  readonly untilMs: number
  /** Called once, if the first attempt failed and is retried. */
  readonly onFirstFailure?: (failure: Failure) => void
}

/**
 * Decides what follows a failed attempt: `final` if retrying cannot help, else `Retry-After` in milliseconds, 0 without
 * one.
 */
type ClassifyFailure<Failure> = (failure: Failure, nowMs: number) => 'final' | number

interface Success<T> {
  readonly ok: true
  readonly value: T
}

const INITIAL_BACKOFF_MS = 1_000
const MAX_BACKOFF_MS = 30_000

/**
 * Milliseconds until the next attempt: doubles from 1 s to 30 s, with jitter down to half of it (`random`: 0 to 1), and
 * at least `Retry-After`.
 */
export function backoffMs(attempts: number, retryAfterMs: number | undefined, random: number): number {
  const full = Math.min(MAX_BACKOFF_MS, INITIAL_BACKOFF_MS * 2 ** Math.min(attempts - 1, 10))
  return Math.max(full * (0.5 + 0.5 * random), retryAfterMs ?? 0)
}

/**
 * Repeats an idempotent request until it succeeds, a failure is final or `untilMs` has passed. Resolves to the last
 * result.
 */
export async function retryWithBackoff<T, Failure extends { readonly ok: false }>(
  request: () => Promise<Success<T> | Failure>,
  classify: ClassifyFailure<Failure>,
  { clock, random, untilMs, onFirstFailure }: RetryOptions<Failure>,
): Promise<Success<T> | Failure> {
  for (let attempts = 1; ; attempts++) {
    const result = await request()
    if (result.ok) return result
    const retryAfterMs = classify(result, clock.now())
    if (retryAfterMs === 'final') return result
    const waitMs = backoffMs(attempts, retryAfterMs, random())
    if (clock.now() + waitMs > untilMs) return result
    if (attempts === 1) onFirstFailure?.(result)
    await clock.sleep(waitMs)
    if (clock.now() > untilMs) return result
  }
}
