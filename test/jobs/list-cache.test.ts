import { describe, expect, it } from '@jest/globals'
import type { JobPage, TrainingJob } from '../../src/jobs/api.ts'
import {
  recordSpotCheck,
  isUnhelpful,
  createListCache,
  readList,
  backOff,
  nextSpotCheck,
} from '../../src/jobs/list-cache.ts'
import { NO_LAG } from '../../src/jobs/list-lag.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { httpError, jobId } from '../fakes/forge-api.ts'

const START_MS = 1_000_000
const MINUTE = 60_000
const job = (n: number, fields: Partial<TrainingJob> = {}): TrainingJob => ({
  id: jobId(n),
  status: 'RUNNING',
  ...fields,
})
const NUMBERS = [1, 2, 3]
const JOBS = NUMBERS.map((n) => job(n))
const TRACKED = JOBS.map((lastKnown) => ({
  lastKnown,
  isDue: true,
  isTrusted: true,
  history: [{ status: 'RUNNING', sinceMs: START_MS }],
  changedAfterMs: START_MS,
}))

/** Reads a list with these pages. Also returns the numbers of the requested pages. */
async function read(pages: readonly JobPage[], cache = createListCache(START_MS), tracked = TRACKED) {
  const requestedPages: number[] = []
  const list = (page: number) => {
    requestedPages.push(page)
    return Promise.resolve({ ok: true as const, value: pages[page] ?? { jobs: [] } })
  }
  return {
    ...(await readList(tracked, cache, { api: { list }, clock: new VirtualClock(0, START_MS) })),
    requestedPages,
  }
}

describe('readList', () => {
  it.each<[string, readonly JobPage[], readonly number[]]>([
    ['stops at the first page if it shows all jobs', [{ jobs: JOBS }], [0]],
    ['stops at the only page according to the total', [{ jobs: [job(9)], total: 1 }], [0]],
    ['stops at an empty page', [{ jobs: [] }], [0]],
    [
      'goes on to the next page if there are more jobs',
      [
        { jobs: [job(9)], total: 4 },
        { jobs: JOBS, total: 4 },
      ],
      [0, 1],
    ],
    ['goes on to the next page without a total', [{ jobs: [job(9)] }, { jobs: JOBS }], [0, 1]],
    [
      'stops at an empty later page, whatever the total',
      [
        { jobs: [job(9)], total: 4 },
        { jobs: [], total: 4 },
      ],
      [0, 1],
    ],
  ])('%s', async (_, pages, requestedPages) => {
    expect((await read(pages)).requestedPages).toEqual(requestedPages)
  })

  it('starts at the page where the jobs were last', async () => {
    const { cache } = await read([{ jobs: JOBS, serverNowMs: 5_000 }])
    expect(cache.positions.get(jobId(1))).toEqual({ page: 0, misses: 0, seenAtServerMs: 5_000 })
    expect((await read([{ jobs: JOBS }], cache)).cache.positions.get(jobId(1))).toEqual({
      page: 0,
      misses: 0,
    })
  })

  it('marks a job as not listed if its entry is incomplete', async () => {
    const [first, ...others] = JOBS
    const { cache, found } = await read([{ jobs: [{ id: first!.id }, ...others], total: 3 }])
    expect([found.has(jobId(1)), cache.positions.get(jobId(1))]).toEqual([false, 'not-listed'])
    expect(isUnhelpful(cache, TRACKED)).toBe(false)
    expect(isUnhelpful(cache, TRACKED.slice(0, 1))).toBe(true)
  })

  it('returns the error and what was found before it', async () => {
    const error = httpError(503)
    const list = (page: number) =>
      Promise.resolve(
        page === 0
          ? { ok: true as const, value: { jobs: [job(1)], total: 9 } }
          : { ok: false as const, error },
      )
    const reading = await readList(TRACKED, createListCache(START_MS), {
      api: { list },
      clock: new VirtualClock(0, START_MS),
    })
    expect([reading.error, [...reading.found.keys()], [...reading.pages]]).toEqual([error, [jobId(1)], [0]])
  })
})

describe('backOff', () => {
  it.each([
    ['at least half a minute', 1_000, MINUTE / 2],
    ['as long as the watch has lasted', 4 * MINUTE, 4 * MINUTE],
    ['at most ten minutes', 60 * MINUTE, 10 * MINUTE],
  ])('pauses the list for %s', (_, ageMs, pauseMs) => {
    expect(backOff(createListCache(START_MS), START_MS + ageMs).pausedUntilMs).toBe(
      START_MS + ageMs + pauseMs,
    )
  })
})

describe('a spot check', () => {
  const listed = job(1, { modifiedAt: 100 })
  const seenAtServerMs = 200_000
  const position = { page: 0, misses: 0, seenAtServerMs }
  const cache = { ...createListCache(START_MS), positions: new Map([[listed.id, position]]) }

  it('measures the lag of the list, and schedules the next check immediately', () => {
    const fetched = job(1, { status: 'SUCCESS', modifiedAt: 150 })
    const { lag, readsUntilSpotCheck, spotCheckCount } = recordSpotCheck(cache, listed, fetched)
    // The list showed the job as running 50 s after it had ended. Clocks report whole seconds.
    expect(lag.measuredMs).toBeGreaterThan(40_000)
    expect(lag.measuredMs).toBeLessThanOrEqual(50_000)
    expect([readsUntilSpotCheck, spotCheckCount]).toEqual([1, 1])
  })

  it.each<[string, Partial<TrainingJob>]>([
    ['if nothing has changed', { modifiedAt: 150 }],
    ['if the time of the change is not reported', { status: 'SUCCESS', modifiedAt: 100 }],
  ])('measures no lag %s', (_, fields) => {
    expect(recordSpotCheck(cache, listed, job(1, fields)).lag).toEqual(NO_LAG)
  })

  it('measures no lag if the service does not report its time', () => {
    const fetched = job(1, { status: 'SUCCESS', modifiedAt: 150 })
    expect(recordSpotCheck(createListCache(START_MS), listed, fetched).lag).toEqual(NO_LAG)
  })

  it('picks one job after the other when it is due', async () => {
    const { cache, ...reading } = await read([{ jobs: JOBS }])
    const due = (spotCheckCount: number) =>
      nextSpotCheck({ ...reading, cache: { ...cache, spotCheckCount, readsUntilSpotCheck: 0 } })
    expect([0, 1, 2, 3].map((count) => due(count))).toEqual([1, 2, 3, 1].map((n) => jobId(n)))
    expect(nextSpotCheck({ ...reading, cache: { ...cache, readsUntilSpotCheck: 1 } })).toBeUndefined()
  })
})
