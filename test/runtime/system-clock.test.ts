import { afterEach, describe, expect, it, jest } from '@jest/globals'
import { systemClock } from '../../src/runtime/system-clock.ts'

const HOUR = 3_600_000

afterEach(() => {
  jest.restoreAllMocks()
})

/** State of a promise after all pending microtasks. */
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

describe('the system clock', () => {
  it('returns Unix time, and measures durations independently of it', () => {
    const start = systemClock.now()
    expect(Math.abs(systemClock.wall() - Date.now())).toBeLessThan(HOUR)
    const corrected = Date.now() + 2 * HOUR
    jest.spyOn(Date, 'now').mockReturnValue(corrected)
    expect(systemClock.wall()).toBe(corrected)
    const elapsed = systemClock.now() - start
    expect(elapsed).toBeGreaterThanOrEqual(0)
    expect(elapsed).toBeLessThan(HOUR)
  })

  it('sleeps for the given time', async () => {
    const start = systemClock.now()
    await systemClock.sleep(2)
    // Timers round to whole milliseconds.
    expect(systemClock.now() - start).toBeGreaterThan(0.9)
    await systemClock.sleep(1, new AbortController().signal)
  })

  it('stops sleeping without an error when aborted', async () => {
    const controller = new AbortController()
    const sleep = systemClock.sleep(HOUR, controller.signal)
    expect(await stateOf(sleep)).toBe('pending')
    controller.abort(new Error('aborted'))
    expect(await stateOf(sleep)).toBe('resolved')
  })

  it('does not sleep if already aborted', async () => {
    expect(await stateOf(systemClock.sleep(HOUR, AbortSignal.abort()))).toBe('resolved')
  })
})
