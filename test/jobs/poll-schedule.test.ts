import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { heartbeatLogIntervalMs, pollIntervalMs, outageIntervalMs } from '../../src/jobs/poll-schedule.ts'
import { backoffMs } from '../../src/jobs/backoff.ts'
import { NOT_SENT, httpError } from '../fakes/forge-api.ts'
import { seededRandom } from '../fakes/random.ts'

const DAY_MS = 86_400_000
const DURATIONS = 10_000

/** How late an end may be seen that came `ageMs` after the last observed change. */
const maxDelayMs = (ageMs: number) => Math.min(300_000, Math.max(5_000, 0.05 * ageMs))

/** Polls until the end is seen, as a watch does. */
function pollUntilSeen(
  endMs: number,
  random: () => number,
): { readonly seenMs: number; readonly polls: number } {
  let atMs = 0
  let polls = 1
  while (atMs < endMs) {
    atMs += pollIntervalMs(atMs, random())
    polls++
  }
  return { seenMs: atMs, polls }
}

/** Log-uniform, 1 s to 10 days. */
function durations(): readonly number[] {
  const random = seededRandom(20261122)
  return Array.from({ length: DURATIONS }, () => 1_000 * ((10 * DAY_MS) / 1_000) ** random())
}

describe('the poll schedule', () => {
  it(`sees the end of each of ${DURATIONS} jobs in time, with at most 11 % more requests than any schedule needs`, () => {
    const random = seededRandom(1)
    for (const endMs of durations()) {
      const { seenMs, polls } = pollUntilSeen(endMs, random)
      const delayMs = seenMs - endMs
      if (delayMs > maxDelayMs(endMs) || delayMs > 300_000)
        throw new Error(`${endMs} ms: seen ${delayMs} ms late`)
      const fewest = pollUntilSeen(endMs, () => 0).polls
      if (polls > 1 + Math.ceil(1.112 * (fewest - 1)))
        throw new Error(`${endMs} ms: ${polls} polls, ${fewest} are enough`)
    }
  })

  it.each([
    ['1 min', 60, 13],
    ['5 min', 300, 44],
    ['30 min', 1_800, 81],
    ['1 h', 3_600, 95],
    ['6 h', 21_600, 157],
    ['1 d', 86_400, 373],
    ['10 d', 864_000, 2_965],
  ])('makes the computed number of requests in %s', (_, seconds, requests) => {
    expect(pollUntilSeen(seconds * 1000, () => 0).polls).toBe(requests)
  })

  it('shortens an interval by at most a tenth and never lengthens it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20 * DAY_MS, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (ageMs, random) => {
          const intervalMs = pollIntervalMs(ageMs, random)
          expect(intervalMs).toBeLessThanOrEqual(maxDelayMs(ageMs))
          expect(intervalMs).toBeGreaterThanOrEqual(0.9 * maxDelayMs(ageMs) - 1e-6)
        },
      ),
    )
    expect(pollIntervalMs(60_000, 0.5)).toBe(4_750)
  })
})

describe('the interval after a failure', () => {
  it.each([
    ['no Retry-After', httpError(429), 0, 30_000],
    ['at most 2 s of jitter', httpError(429), 1, 32_000],
    ['a shorter Retry-After', httpError(429, { retryAfterMs: 1_000 }), 0, 30_000],
    ['a longer Retry-After', httpError(429, { retryAfterMs: 90_000 }), 0, 90_000],
    ['jitter on a longer Retry-After', httpError(429, { retryAfterMs: 90_000 }), 0.5, 91_000],
    ['a refused connection', NOT_SENT, 0, 30_000],
    ['a request that the step held back', { ...NOT_SENT, retryAfterMs: 7_000 }, 0.5, 8_000],
  ])('with %s', (_, error, random, intervalMs) => {
    expect(outageIntervalMs(error, random)).toBe(intervalMs)
  })
})

describe('heartbeat lines', () => {
  it.each([
    [0, 60_000],
    [119_000, 60_000],
    [600_000, 300_000],
    [10 * DAY_MS, 1_800_000],
  ])('for a status that is %i ms old come every %i ms', (ageMs, intervalMs) => {
    expect(heartbeatLogIntervalMs(ageMs)).toBe(intervalMs)
  })
})

describe('the backoff', () => {
  it.each([
    [1, 1, 1_000],
    [1, 0, 500],
    [2, 1, 2_000],
    [5, 1, 16_000],
    [6, 1, 30_000],
    [6, 0, 15_000],
    [5_000, 1, 30_000],
  ])('after %i attempts with random %d is %i ms', (attempts, random, intervalMs) => {
    expect(backoffMs(attempts, undefined, random)).toBe(intervalMs)
  })

  it('is never shorter than Retry-After', () => {
    expect(backoffMs(1, 45_000, 0)).toBe(45_000)
    expect(backoffMs(6, 100, 1)).toBe(30_000)
  })
})
