import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { systemClock } from '../../src/runtime/system-clock.ts'

const HOUR = 3_600_000

afterEach(() => {
  jest.restoreAllMocks()
})

/** What has happened to a promise once everything that can happen now has. */
async function stateOf(promise: Promise<unknown>): Promise<string> {
  const later = new Promise((resolve) => setImmediate(resolve, 'pending'))
  const state = await Promise.race([
    promise.then(
      () => 'resolved',
      () => 'rejected',
    ),
    later,
  ])
  return String(state)
}

describe('the clock of the machine', () => {
  it('tells Unix time, and durations that a corrected clock does not change', () => {
    const start = systemClock.now()
    expect(Math.abs(systemClock.wall() - Date.now())).toBeLessThan(HOUR)
    const corrected = Date.now() + 2 * HOUR
    jest.spyOn(Date, 'now').mockReturnValue(corrected)
    expect(systemClock.wall()).toBe(corrected)
    const elapsed = systemClock.now() - start
    expect(elapsed).toBeGreaterThanOrEqual(0)
    expect(elapsed).toBeLessThan(HOUR)
  })

  it('sleeps as long as it is told', async () => {
    const start = systemClock.now()
    await systemClock.sleep(2)
    // Timers count whole milliseconds of their own.
    expect(systemClock.now() - start).toBeGreaterThan(0.9)
    await systemClock.sleep(1, new AbortController().signal)
  })

  it('sleeps until it is woken, which is no error', async () => {
    const alarm = new AbortController()
    const sleep = systemClock.sleep(HOUR, alarm.signal)
    expect(await stateOf(sleep)).toBe('pending')
    alarm.abort(new Error('time to go'))
    expect(await stateOf(sleep)).toBe('resolved')
  })

  it('does not fall asleep when it was woken before', async () => {
    expect(await stateOf(systemClock.sleep(HOUR, AbortSignal.abort()))).toBe('resolved')
  })
})
