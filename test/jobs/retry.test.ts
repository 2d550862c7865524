import { describe, expect, it } from '@jest/globals'
import { type ReadHistory, retry } from '../../src/jobs/retry.ts'
import type { ApiError, ApiResult } from '../../src/jobs/api.ts'
import { TEST_START_MS, UPTIME_MS, VirtualClock } from '../fakes/clock.ts'
import { INTERRUPTED, httpError } from '../fakes/forge-api.ts'

/** Retries against a service that responds with these in turn, and keeps repeating the last. */
async function retryAgainst(
  answers: readonly (ApiError | 'fine')[],
  untilMs: number,
  readHistory: ReadHistory = 'read-before',
) {
  const clock = new VirtualClock(TEST_START_MS, UPTIME_MS)
  const requestsMs: number[] = []
  const request = (): Promise<ApiResult<string>> => {
    const answer = answers[Math.min(requestsMs.length, answers.length - 1)]!
    requestsMs.push(clock.now() - UPTIME_MS)
    return Promise.resolve(answer === 'fine' ? { ok: true, value: 'fine' } : { ok: false, error: answer })
  }
  const result = await retry(request, readHistory, {
    clock,
    random: () => 1,
    untilMs: UPTIME_MS + untilMs,
  })
  return { result, requestsMs, endMs: clock.now() - UPTIME_MS }
}

describe('retry', () => {
  it('repeats the request with growing delays until it succeeds', async () => {
    const { result, requestsMs } = await retryAgainst(
      [INTERRUPTED, httpError(503), INTERRUPTED, 'fine'],
      60_000,
    )
    expect(result).toEqual({ ok: true, value: 'fine' })
    expect(requestsMs).toEqual([0, 1_000, 3_000, 7_000])
  })

  it('returns the last failure before the deadline', async () => {
    const { result, requestsMs, endMs } = await retryAgainst([INTERRUPTED, httpError(502)], 10_000)
    expect(result).toEqual({ ok: false, error: httpError(502) })
    expect(requestsMs).toEqual([0, 1_000, 3_000, 7_000])
    expect(endMs).toBeLessThanOrEqual(10_000)
  })

  it('makes a request exactly at the deadline', async () => {
    expect((await retryAgainst([INTERRUPTED], 3_000)).requestsMs).toEqual([0, 1_000, 3_000])
  })

  it('makes no request if the process was suspended until after the deadline', async () => {
    const clock = new VirtualClock()
    const suspended = { now: () => clock.now(), sleep: (ms: number) => clock.sleep(ms + 10_000) }
    let requests = 0
    const request = (): Promise<ApiResult<never>> => {
      requests++
      return Promise.resolve({ ok: false, error: INTERRUPTED })
    }
    const options = { clock: suspended, random: () => 1, untilMs: 5_000 }
    expect(await retry(request, 'never-read', options)).toEqual({ ok: false, error: INTERRUPTED })
    expect(requests).toBe(1)
  })

  it('honours Retry-After, and stops if it is past the deadline', async () => {
    const { requestsMs } = await retryAgainst([httpError(429, { retryAfterMs: 20_000 }), 'fine'], 30_000)
    expect(requestsMs).toEqual([0, 20_000])
    const tooLate = await retryAgainst([httpError(429, { retryAfterMs: 31_000 }), 'fine'], 30_000)
    expect(tooLate.requestsMs).toEqual([0])
  })

  it('retries after two refusals, however far apart', async () => {
    const refusal = httpError(401, { retryAfterMs: 130_000 })
    expect((await retryAgainst([refusal, refusal, 'fine'], 600_000)).result).toEqual({
      ok: true,
      value: 'fine',
    })
  })

  it('returns a refusal at once if the job was never read, and otherwise after a while', async () => {
    expect((await retryAgainst([httpError(401)], 600_000, 'never-read')).requestsMs).toEqual([0])
    const { requestsMs, result } = await retryAgainst([httpError(401)], 1_200_000)
    expect(result.ok).toBe(false)
    expect(requestsMs.length).toBeGreaterThanOrEqual(5)
    expect(requestsMs.at(-1)).toBeGreaterThanOrEqual(900_000)
    expect(requestsMs.at(-2)).toBeLessThan(900_000)
  })
})
