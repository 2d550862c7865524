import { describe, expect, it } from '@jest/globals'
import { NO_LAG, expectedLagMs, isPending, observeEntry, withMeasurement } from '../../src/jobs/list-lag.ts'

const MINUTE = 60_000
const START_MS = 1_000_000

describe('the expected lag', () => {
  it('grows while the list does not show a change', () => {
    const lag = observeEntry(NO_LAG, 'a', START_MS, START_MS + 5_000)
    expect([5_000, MINUTE].map((ms) => expectedLagMs(lag, START_MS + ms))).toEqual([5_000, MINUTE])
    expect(isPending(lag, 'a', START_MS + MINUTE)).toBe(true)
  })

  it('is measured when the list shows the change, and stays', () => {
    const behind = observeEntry(NO_LAG, 'a', START_MS, START_MS + 5_000)
    const lag = observeEntry(behind, 'a', undefined, START_MS + MINUTE)
    expect([lag.measuredMs, expectedLagMs(lag, START_MS + 60 * MINUTE)]).toEqual([MINUTE, MINUTE])
    expect(isPending(lag, 'a', START_MS + MINUTE)).toBe(false)
  })

  it('is measured for one change while the next one is not shown yet', () => {
    const behind = observeEntry(NO_LAG, 'a', START_MS, START_MS + 5_000)
    const lag = observeEntry(behind, 'a', START_MS + 30_000, START_MS + MINUTE)
    expect([lag.measuredMs, expectedLagMs(lag, START_MS + 2 * MINUTE)]).toEqual([MINUTE, 90_000])
  })

  it('is not measured again by an entry that has not moved', () => {
    const behind = observeEntry(NO_LAG, 'a', START_MS, START_MS + 5_000)
    expect(observeEntry(behind, 'a', START_MS, START_MS + 10_000).measuredMs).toBe(0)
  })

  it('does not depend on an entry that stays behind for more than 15 minutes', () => {
    const lag = observeEntry(withMeasurement(NO_LAG, 7_000), 'a', START_MS, START_MS + 5_000)
    const lateMs = START_MS + 15 * MINUTE + 1
    expect([expectedLagMs(lag, lateMs - 1), expectedLagMs(lag, lateMs)]).toEqual([15 * MINUTE, 7_000])
    expect(isPending(lag, 'a', lateMs)).toBe(false)
    expect(observeEntry(lag, 'a', undefined, lateMs).measuredMs).toBe(7_000)
  })
})
