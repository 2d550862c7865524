import { fingerprintRequest } from '../../src/jobs/match-request.ts'
import { describe, expect, it } from '@jest/globals'
import type { ApiError, JobPage } from '../../src/jobs/api.ts'
import { createPendingSubmission, takeBaseline } from '../../src/jobs/baseline.ts'
import { momentOf } from '../../src/jobs/clock.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'
import { sampleJob, sampleSpec } from '../fakes/samples.ts'
import {
  FakeForgeApi,
  INVALID_RESPONSE,
  INTERRUPTED,
  NOT_SENT,
  httpError,
  jobId,
} from '../fakes/forge-api.ts'

const MINUTE = 60_000
const FINGERPRINT = fingerprintRequest(sampleSpec().request)

/** Takes the baseline from a service that fails with `error` before request number `until`. */
async function takeBaselineFrom(error: ApiError, until = Infinity, retryUntilMs = 15 * MINUTE) {
  const clock = new VirtualClock()
  const api = new FakeForgeApi(clock)
  api.addJob({ statuses: [[0, 'RUNNING']] }, sampleSpec().request)
  api.script = (_, nth) => (nth < until ? { error } : undefined)
  const firstFailures: ApiError[] = []
  const baseline = await takeBaseline({ api, clock, random: () => 1, retryUntilMs }, (each) =>
    firstFailures.push(each),
  )
  return {
    baseline,
    firstFailures,
    requestTimesS: api.calls.map(({ atMs }) => atMs / 1000),
    endMs: clock.now(),
  }
}

describe('takeBaseline', () => {
  it('reads the newest page once', async () => {
    const { baseline, firstFailures, requestTimesS } = await takeBaselineFrom(INTERRUPTED, 1)
    expect(baseline).toMatchObject({
      kind: 'read',
      asked: momentOf(new VirtualClock()),
      readAtMs: 0,
      page: { total: 1, jobs: [{ id: jobId(1) }] },
    })
    expect([firstFailures, requestTimesS]).toEqual([[], [0]])
  })

  it.each([
    [301, 'stop'],
    [302, 'stop'],
    [307, 'stop'],
    [400, 'list-unavailable'],
    [401, 'stop'],
    [402, 'stop'],
    [403, 'list-unavailable'],
    [404, 'list-unavailable'],
    [405, 'list-unavailable'],
    [410, 'list-unavailable'],
    [422, 'list-unavailable'],
  ])('treats HTTP %i as %s without a retry', async (status, kind) => {
    const { baseline, firstFailures, requestTimesS } = await takeBaselineFrom(httpError(status))
    expect(baseline).toEqual({ kind, error: httpError(status) })
    expect([firstFailures, requestTimesS]).toEqual([[], [0]])
  })

  const TRANSIENT_ERRORS: readonly ApiError[] = [
    ...[408, 425, 429, 500, 502, 503, 504, 520, 521, 599].map((status) => httpError(status)),
    INTERRUPTED,
    NOT_SENT,
    INVALID_RESPONSE,
  ]

  it.each(TRANSIENT_ERRORS)('retries with growing delays until it succeeds (%j)', async (error) => {
    const { baseline, firstFailures, requestTimesS } = await takeBaselineFrom(error, 9)
    expect(baseline.kind).toBe('read')
    expect(firstFailures).toEqual([error])
    expect(requestTimesS).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121])
  })

  it.each(TRANSIENT_ERRORS)('gives up after 15 minutes of %j', async (error) => {
    const { baseline, firstFailures, endMs } = await takeBaselineFrom(error)
    expect(baseline).toEqual({ kind: 'stop', error })
    expect(firstFailures).toHaveLength(1)
    expect(endMs).toBeGreaterThan(14 * MINUTE)
    expect(endMs).toBeLessThanOrEqual(15 * MINUTE)
  })

  it('honours Retry-After, and does not retry if it is past the deadline', async () => {
    const once = await takeBaselineFrom(httpError(429, { retryAfterMs: 11 * MINUTE }), 2)
    expect(once.requestTimesS).toEqual([0, 660])
    const never = await takeBaselineFrom(httpError(429, { retryAfterMs: 16 * MINUTE }), 2)
    expect([never.baseline.kind, never.requestTimesS, never.firstFailures]).toEqual(['stop', [0], []])
  })

  it('makes one request if no time is left', async () => {
    expect(await takeBaselineFrom(INTERRUPTED, Infinity, 0)).toMatchObject({
      baseline: { kind: 'stop' },
      requestTimesS: [0],
    })
  })
})

describe('createPendingSubmission', () => {
  const NOW_S = TEST_START_MS / 1000

  /** A submission `afterMs` after a baseline with this page. */
  async function createPending(page: JobPage, afterMs = 0) {
    const clock = new VirtualClock()
    await clock.sleep(10_000)
    const atMs = clock.now()
    await clock.sleep(afterMs)
    return createPendingSubmission(
      { fingerprint: FINGERPRINT, requireExactMatch: true },
      { page, readAtMs: atMs },
      clock,
    )
  }

  it.each([
    ['as reported, minus a minute', { serverNowMs: TEST_START_MS }, 0, NOW_S - 60],
    ['from a clock an hour ahead', { serverNowMs: TEST_START_MS + 3_600_000 }, 0, NOW_S + 3_600 - 60],
    ['from a clock a day behind', { serverNowMs: TEST_START_MS - 86_400_000 }, 0, NOW_S - 86_400 - 60],
    ['plus the time since the baseline', { serverNowMs: TEST_START_MS }, 90_500, NOW_S + 90 - 60],
    ['our own minus 5 min, if not reported', {}, 90_500, NOW_S + 100 - 300],
  ])("contains the service's time: %s", async (_, page, afterMs, sinceS) => {
    expect((await createPending({ jobs: [], ...page }, afterMs)).sinceS).toBe(sinceS)
  })

  it('is not older than the newest existing job, in whatever unit the service reports times', async () => {
    const newest = { ...sampleJob(), createdAt: TEST_START_MS }
    expect((await createPending({ jobs: [sampleJob(), newest], serverNowMs: 0 })).sinceS).toBe(
      TEST_START_MS - 60,
    )
  })

  const jobs = (count: number) => Array.from({ length: count }, (_, n) => sampleJob({ id: jobId(n) }))

  it.each([
    ['no jobs', 0, 0, true],
    ['all jobs', 3, 3, true],
    ['the first page of many', 100, 101, false],
    ['a full page without a total', 100, undefined, false],
    ['a partial page without a total', 99, undefined, true],
    ['more jobs than the total', 3, 2, true],
  ])(
    'contains the ids on the page and whether they are complete: %s',
    async (_, count, total, isBaselineComplete) => {
      const pending = await createPending({ jobs: jobs(count), ...(total === undefined ? {} : { total }) })
      expect(pending).toMatchObject({
        fingerprint: FINGERPRINT,
        requireExactMatch: true,
        knownIds: jobs(count).map(({ id }) => id),
        isBaselineComplete,
      })
    },
  )
})
