import type { Clock } from './clock.ts'
import { isBelievable, refusalsWith, type Acquaintance, type Refusals } from './failures.ts'
import type { Failure, Reply } from './job.ts'

/** What a retried request needs of the world. */
export interface Persistence {
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** Point on the monotonic clock after which no request is made any more, in milliseconds. */
  readonly untilMs: number
  /** Is told of the first of a run of failures, where it is tried again. */
  readonly onFirstFailure?: (failure: Failure) => void
}

const FIRST_BACKOFF_MS = 1_000
const LONGEST_BACKOFF_MS = 30_000

/**
 * Milliseconds until try number `tries + 1`: doubling from 1 s to 30 s, between half and all of it by chance, never
 * before the service wants to be asked again.
 */
export function backoffMs(tries: number, retryAfterMs: number | undefined, random: number): number {
  const full = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(tries - 1, 10))
  return Math.max(full * (0.5 + 0.5 * random), retryAfterMs ?? 0)
}

/**
 * Makes a request that is safe to repeat until it is answered, refused, or the time is over; returns the last reply.
 */
export async function persistently<T>(
  request: () => Promise<Reply<T>>,
  acquaintance: Acquaintance,
  { clock, random, untilMs, onFirstFailure }: Persistence,
): Promise<Reply<T>> {
  let refusals: Refusals | undefined
  for (let tries = 1; ; tries++) {
    const reply = await request()
    if (reply.ok) return reply
    refusals = refusalsWith(refusals, reply.failure, clock.now())
    if (isBelievable(refusals, reply.failure, acquaintance, clock.now())) return reply
    const waitMs = backoffMs(tries, reply.failure.retryAfterMs, random())
    if (clock.now() + waitMs > untilMs) return reply
    if (tries === 1) onFirstFailure?.(reply.failure)
    await clock.sleep(waitMs)
  }
}
