import { describe, expect, it } from '@jest/globals'
import { RecentBaseline } from '../../src/jobs/recent-baseline.ts'

const PAGE = { jobs: [] }
const BASELINE = { page: PAGE, asked: { nowMs: 1_000, wallMs: 501_000 }, readAtMs: 3_000 }
const clockAt = (nowMs: number, wallMs: number) => ({ now: () => nowMs, wall: () => wallMs })

describe('RecentBaseline', () => {
  it('returns what was asked for within a minute, once', () => {
    const recent = new RecentBaseline()
    recent.set(BASELINE)
    expect(recent.take(clockAt(61_000, 561_000))).toEqual({ kind: 'read', ...BASELINE })
    expect(recent.take(clockAt(61_000, 561_000))).toBeUndefined()
  })

  it.each([
    ['the monotonic clock', clockAt(61_001, 561_000)],
    ['the time of day, because the other clock stood still', clockAt(61_000, 561_001)],
  ])('returns nothing older by %s', (_, clock) => {
    const recent = new RecentBaseline()
    recent.set(BASELINE)
    expect(recent.take(clock)).toBeUndefined()
  })
})
