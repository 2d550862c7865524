import { describe, expect, it } from '@jest/globals'
import type { Failure, JobPage } from '../../src/jobs/api.ts'
import { openSubmission, survey } from '../../src/jobs/baseline.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'
import { sampleJob, sampleSpec } from '../fakes/samples.ts'
import { FakeTrainingApi, GARBLED, LOST, UNSENT, answered, jobId } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const REQUEST = sampleSpec().request

/** A survey of a service that answers in this way until the n-th time, and then properly. */
async function surveyed(failure: Failure, until = Infinity, patientUntilMs = 15 * MINUTE) {
  const clock = new VirtualClock()
  const api = new FakeTrainingApi(clock)
  api.add({ statuses: [[0, 'RUNNING']] }, REQUEST)
  api.script = (_, nth) => (nth < until ? { failure } : undefined)
  const away: Failure[] = []
  const found = await survey({ api, clock, random: () => 1, patientUntilMs }, (each) => away.push(each))
  return { found, away, looks: api.calls.map(({ atMs }) => atMs / 1000), endMs: clock.now() }
}

describe('the look at the list before a submission', () => {
  it('is one look at the newest page', async () => {
    const { found, away, looks } = await surveyed(LOST, 1)
    expect(found).toMatchObject({ kind: 'surveyed', atMs: 0, page: { total: 1, jobs: [{ id: jobId(1) }] } })
    expect([away, looks]).toEqual([[], [0]])
  })

  it.each([
    [301, 'stop'],
    [302, 'stop'],
    [307, 'stop'],
    [400, 'blind'],
    [401, 'stop'],
    [402, 'stop'],
    [403, 'blind'],
    [404, 'blind'],
    [405, 'blind'],
    [410, 'blind'],
    [422, 'blind'],
  ])('that is answered with HTTP %i means %s at once', async (status, kind) => {
    const { found, away, looks } = await surveyed(answered(status))
    expect(found).toEqual({ kind, failure: answered(status) })
    expect([away, looks]).toEqual([[], [0]])
  })

  const OUTAGES: readonly Failure[] = [
    ...[408, 425, 429, 500, 502, 503, 504, 520, 521, 599].map((status) => answered(status)),
    LOST,
    UNSENT,
    GARBLED,
  ]

  it.each(OUTAGES)('is repeated at growing gaps until it succeeds (%j)', async (failure) => {
    const { found, away, looks } = await surveyed(failure, 9)
    expect(found.kind).toBe('surveyed')
    expect(away).toEqual([failure])
    expect(looks).toEqual([0, 1, 3, 7, 15, 31, 61, 91, 121])
  })

  it.each(OUTAGES)('stops everything after 15 minutes of it (%j)', async (failure) => {
    const { found, away, endMs } = await surveyed(failure)
    expect(found).toEqual({ kind: 'stop', failure })
    expect(away).toHaveLength(1)
    expect(endMs).toBeGreaterThan(14 * MINUTE)
    expect(endMs).toBeLessThanOrEqual(15 * MINUTE)
  })

  it('obeys Retry-After, and does not look again where it goes past its patience', async () => {
    const once = await surveyed(answered(429, { retryAfterMs: 11 * MINUTE }), 2)
    expect(once.looks).toEqual([0, 660])
    const never = await surveyed(answered(429, { retryAfterMs: 16 * MINUTE }), 2)
    expect([never.found.kind, never.looks, never.away]).toEqual(['stop', [0], []])
  })

  it('is made once where no patience is left', async () => {
    expect(await surveyed(LOST, Infinity, 0)).toMatchObject({ found: { kind: 'stop' }, looks: [0] })
  })
})

describe('what is known of a request that is sent', () => {
  const NOW_S = TEST_START_MS / 1000

  /** Sent so many milliseconds after a survey that found this. */
  async function sent(page: JobPage, afterMs = 0) {
    const clock = new VirtualClock()
    await clock.sleep(10_000)
    const atMs = clock.now()
    await clock.sleep(afterMs)
    return openSubmission({ request: REQUEST, mustProveAll: true }, { kind: 'surveyed', page, atMs }, clock)
  }

  it.each([
    ['as told, less 2 s', { serverNowMs: TEST_START_MS }, 0, NOW_S - 2],
    ['of a clock an hour ahead', { serverNowMs: TEST_START_MS + 3_600_000 }, 0, NOW_S + 3_600 - 2],
    ['of a clock a day behind', { serverNowMs: TEST_START_MS - 86_400_000 }, 0, NOW_S - 86_400 - 2],
    ['moved on by what has passed since', { serverNowMs: TEST_START_MS }, 90_500, NOW_S + 90 - 2],
    ['our own, less 5 min, where it told none', {}, 90_500, NOW_S + 100 - 300],
  ])("includes the service's time: %s", async (_, page, afterMs, sinceS) => {
    expect((await sent({ jobs: [], ...page }, afterMs)).sinceS).toBe(sinceS)
  })

  it('is not before the newest job that is there, in whatever unit the service tells times', async () => {
    const newest = { ...sampleJob(), createdAt: TEST_START_MS }
    expect((await sent({ jobs: [sampleJob(), newest], serverNowMs: 0 })).sinceS).toBe(TEST_START_MS - 2)
  })

  const jobs = (count: number) => Array.from({ length: count }, (_, n) => sampleJob({ id: jobId(n) }))

  it.each([
    ['no job', 0, 0, true],
    ['all jobs', 3, 3, true],
    ['the first of many', 100, 101, false],
    ['a full page of nobody knows how many', 100, undefined, false],
    ['a page that is not full, of nobody knows how many', 99, undefined, true],
    ['more than it counts', 3, 2, true],
  ])('includes the jobs on the page, and whether these are all: %s', async (_, count, total, knowsAll) => {
    const open = await sent({ jobs: jobs(count), ...(total === undefined ? {} : { total }) })
    expect(open).toMatchObject({
      request: REQUEST,
      mustProveAll: true,
      known: jobs(count).map(({ id }) => id),
      knowsAll,
    })
  })
})
