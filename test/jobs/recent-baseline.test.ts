import { describe, expect, it } from '@jest/globals'
import { RecentBaseline } from '../../src/jobs/recent-baseline.ts'

const PAGE = { jobs: [] }

describe('RecentBaseline', () => {
  it('returns what was read within a minute, once', () => {
    const recent = new RecentBaseline()
    recent.set(PAGE, 1_000)
    expect(recent.take(61_000)).toEqual({ kind: 'read', page: PAGE, readAtMs: 1_000 })
    expect(recent.take(61_000)).toBeUndefined()
  })

  it('returns nothing older', () => {
    const recent = new RecentBaseline()
    recent.set(PAGE, 1_000)
    expect(recent.take(61_001)).toBeUndefined()
  })
})
