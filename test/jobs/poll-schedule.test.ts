import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { heartbeatGapMs, nextGapMs, OUTAGE_GAP_MS, outageGapMs } from '../../src/jobs/poll-schedule.ts'
import { backoffMs } from '../../src/jobs/retry.ts'
import { seededRandom } from '../fakes/random.ts'

const DAY_MS = 86_400_000
const DURATIONS = 10_000

/** The promise: how late an end may be seen that came `ageMs` after the last change we saw. */
const promisedMs = (ageMs: number) => Math.min(300_000, Math.max(5_000, 0.05 * ageMs))

/** Looks until the end is seen, as a watch does. */
function look(endMs: number, random: () => number): { readonly seenMs: number; readonly looks: number } {
  let atMs = 0
  let looks = 1
  while (atMs < endMs) {
    atMs += nextGapMs(atMs, random())
    looks++
  }
  return { seenMs: atMs, looks }
}

/** Durations from 1 s to 10 days, evenly over the orders of magnitude. */
function durations(): readonly number[] {
  const random = seededRandom(20261122)
  return Array.from({ length: DURATIONS }, () => 1_000 * ((10 * DAY_MS) / 1_000) ** random())
}

describe('the schedule of looks', () => {
  it(`sees the end of each of ${DURATIONS} jobs in time, with at most 11 % more requests than any schedule needs`, () => {
    const random = seededRandom(1)
    for (const endMs of durations()) {
      const { seenMs, looks } = look(endMs, random)
      const lateMs = seenMs - endMs
      // A look just before the end promises the next one; the bound counts from the change, so it is never larger than at the end.
      if (lateMs > promisedMs(endMs) || lateMs > 300_000)
        throw new Error(`${endMs} ms: seen ${lateMs} ms late`)
      const fewest = look(endMs, () => 0).looks
      if (looks > 1 + Math.ceil(1.112 * (fewest - 1)))
        throw new Error(`${endMs} ms: ${looks} looks, ${fewest} are enough`)
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
  ])('asks the computed number of times in %s', (_, seconds, requests) => {
    expect(look(seconds * 1000, () => 0).looks).toBe(requests)
  })

  it('shortens a gap by at most a tenth and never lengthens it', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 20 * DAY_MS, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (ageMs, random) => {
          const gapMs = nextGapMs(ageMs, random)
          expect(gapMs).toBeLessThanOrEqual(promisedMs(ageMs))
          expect(gapMs).toBeGreaterThanOrEqual(0.9 * promisedMs(ageMs) - 1e-6)
        },
      ),
    )
    expect(nextGapMs(60_000, 0.5)).toBe(4_750)
  })
})

describe('the gap after a failure', () => {
  it.each([
    ['no wish of the service', undefined, 0, 30_000],
    ['chance lengthens it by a tenth at most', undefined, 1, 33_000],
    ['a shorter wish', 1_000, 0, 30_000],
    ['a longer wish', 90_000, 0, 90_000],
    ['a longer wish is never undercut', 90_000, 0.5, 94_500],
  ])('with %s', (_, retryAfterMs, random, gapMs) => {
    expect(outageGapMs(retryAfterMs, random)).toBeCloseTo(gapMs, 6)
    expect(outageGapMs(retryAfterMs, random)).toBeGreaterThanOrEqual(OUTAGE_GAP_MS)
  })
})

describe('signs of life', () => {
  it.each([
    [0, 60_000],
    [119_000, 60_000],
    [600_000, 300_000],
    [10 * DAY_MS, 1_800_000],
  ])('of a status that is %i ms old come every %i ms', (ageMs, gapMs) => {
    expect(heartbeatGapMs(ageMs)).toBe(gapMs)
  })
})

describe('the gap between tries', () => {
  it.each([
    [1, 1, 1_000],
    [1, 0, 500],
    [2, 1, 2_000],
    [5, 1, 16_000],
    [6, 1, 30_000],
    [6, 0, 15_000],
    [5_000, 1, 30_000],
  ])('after %i tries with chance %d is %i ms', (tries, random, gapMs) => {
    expect(backoffMs(tries, undefined, random)).toBe(gapMs)
  })

  it('never undercuts what the service asks for', () => {
    expect(backoffMs(1, 45_000, 0)).toBe(45_000)
    expect(backoffMs(6, 100, 1)).toBe(30_000)
  })
})
