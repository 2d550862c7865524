import { describe, expect, it } from '@jest/globals'
import { RecentBaseline } from '../../src/jobs/recent-baseline.ts'

const PAGE = { jobs: [] }
const BASELINE = { page: PAGE, askedAtMs: 1_000, readAtMs: 3_000 }

describe('RecentBaseline', () => {
  it('returns what was asked for within a minute, once', () => {
    const recent = new RecentBaseline()
    recent.set(BASELINE)
    expect(recent.take(61_000)).toEqual({ kind: 'read', ...BASELINE })
    expect(recent.take(61_000)).toBeUndefined()
  })

  it('returns nothing older', () => {
    const recent = new RecentBaseline()
    recent.set(BASELINE)
    expect(recent.take(61_001)).toBeUndefined()
  })
})
