import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { listJobsSince } from '../../src/jobs/list-jobs.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'
import { FakeForgeApi, httpError, jobId, type JobLifecycle } from '../fakes/forge-api.ts'

const LIFECYCLE: JobLifecycle = { statuses: [[0, 'RUNNING']] }
const NOW_S = TEST_START_MS / 1000

/** A service with `count` jobs, one a minute. The last one is the newest. */
function service(count: number) {
  const api = new FakeForgeApi(new VirtualClock(), LIFECYCLE)
  for (let n = 0; n < count; n++) api.addJob(LIFECYCLE, undefined, (count - n) * 60_000)
  return api
}

async function readAll(api: FakeForgeApi, sinceS = NOW_S - 90) {
  const result = await listJobsSince(api, sinceS)
  if (!result.ok) throw new Error(result.error.message)
  return {
    ids: new Set(result.value.jobs.map(({ id }) => id)),
    isComplete: result.value.isComplete,
    pages: api.calls.length,
  }
}

describe('listJobsSince', () => {
  it('stops at the first page that reaches back far enough, if the list is newest first', async () => {
    expect(await readAll(service(250))).toMatchObject({ isComplete: true, pages: 1 })
    expect(await readAll(service(250), NOW_S - 120 * 60)).toMatchObject({ isComplete: true, pages: 2 })
  })

  it.each<[string, (api: FakeForgeApi) => void]>([
    ['is oldest first', (api) => (api.order = 'oldest-first')],
    [
      'has only jobs of the same second',
      (api) => (api.describeInList = (job) => ({ ...job, createdAt: NOW_S - 999 })),
    ],
    ['has no creation times', (api) => (api.describeInList = ({ createdAt: _, ...job }) => job)],
  ])('reads to the end if the list %s', async (_, change) => {
    const api = service(250)
    change(api)
    const { ids, isComplete, pages } = await readAll(api)
    expect([ids.size, isComplete, pages]).toEqual([250, true, 3])
  })

  /** Pages of jobs with these ages in seconds. */
  const pages = (...ages: readonly (readonly number[])[]) => {
    const total = ages.flat().length
    let requestCount = 0
    const list = (page: number) => {
      requestCount++
      const jobs = (ages[page] ?? []).map((age, n) => ({ id: `${page}.${n}`, createdAt: NOW_S - age }))
      return Promise.resolve({ ok: true as const, value: { jobs, total } })
    }
    return async (sinceS: number) => {
      const result = await listJobsSince({ list }, sinceS)
      return result.ok && [result.value.jobs.length, result.value.isComplete, requestCount]
    }
  }

  it.each<[string, readonly (readonly number[])[], number, readonly unknown[]]>([
    ['is newest first', [[1, 50, 100], [5]], 90, [3, true, 1]],
    ['has a newer job in between', [[1, 100, 50, 120], [5]], 90, [5, true, 2]],
    ['begins with an old job', [[200, 1, 100], [5]], 90, [4, true, 2]],
    ['has two jobs of one second', [[1, 50, 50, 100], [5]], 90, [4, true, 1]],
    ['reaches back exactly to that second', [[1, 50, 90], [5]], 90, [4, true, 2]],
  ])('reads as far as needed if the list %s', async (_, ages, agoS, found) => {
    expect(await pages(...ages)(NOW_S - agoS)).toEqual(found)
  })

  it('reads to the end with smaller pages or without a total', async () => {
    const small = service(25)
    Object.assign(small, { maxPageSize: 10, order: 'oldest-first' })
    expect(await readAll(small)).toMatchObject({ isComplete: true, pages: 3 })
    const withoutTotal = service(200)
    Object.assign(withoutTotal, { reportsTotal: false, order: 'oldest-first' })
    const { ids, isComplete, pages } = await readAll(withoutTotal)
    expect([ids.size, isComplete, pages]).toEqual([200, true, 3])
  })

  it('does not mistake a small page for the end without a total', async () => {
    const api = service(25)
    Object.assign(api, { maxPageSize: 10, reportsTotal: false, order: 'oldest-first' })
    const { ids } = await readAll(api)
    expect(ids.size).toBe(25)
  })

  it('stops if the service keeps returning the same page', async () => {
    const api = service(150)
    api.order = 'oldest-first'
    const list = async (_: number, pageSize: number) => api.list(0, pageSize)
    expect(await listJobsSince({ list }, NOW_S - 90)).toMatchObject({
      ok: true,
      value: { isComplete: false },
    })
    expect(api.calls.length).toBeLessThanOrEqual(50)
  })

  it('keeps jobs that only one pass has seen', async () => {
    const api = service(150)
    api.order = 'oldest-first'
    api.onCall = () => {
      if (api.calls.length === 2) api.jobs.splice(0, 1)
    }
    const { ids } = await readAll(api)
    expect(ids.size).toBe(150)
  })

  it('stops after five passes that do not match the total', async () => {
    let requestCount = 0
    const jobs = Array.from({ length: 3 }, (_, n) => ({ id: jobId(n) }))
    const list = (page: number) => {
      requestCount++
      return Promise.resolve({ ok: true as const, value: { jobs: page === 0 ? jobs : [], total: 4 } })
    }
    const found = await listJobsSince({ list }, 0)
    expect(found).toEqual({ ok: true, value: { jobs, isComplete: false } })
    expect(requestCount).toBe(10)
  })

  it('misses no job while new ones push others to later pages', async () => {
    const api = service(250)
    api.describeInList = ({ createdAt: _, ...job }) => job
    api.onCall = ({ page = 0 }) => {
      if (page > 0 && api.jobs.length < 255) api.addJob(LIFECYCLE)
    }
    const { ids, isComplete } = await readAll(api)
    expect(isComplete).toBe(true)
    for (let n = 1; n <= 250; n++) expect(ids).toContain(jobId(n))
  })

  it('reads again if jobs disappear meanwhile, and is incomplete if the total never matches', async () => {
    const api = service(150)
    api.order = 'oldest-first'
    api.onCall = () => {
      if (api.calls.length === 2) api.jobs.splice(0, 1)
    }
    expect(await readAll(api)).toMatchObject({ isComplete: true, pages: 4 })

    const odd = service(150)
    odd.order = 'oldest-first'
    odd.onCall = () => {
      if (odd.calls.length % 2 === 0) odd.jobs.splice(0, 1)
    }
    expect(await readAll(odd)).toMatchObject({ isComplete: false, pages: 10 })
  })

  it('stops on an endless list', async () => {
    let nth = 0
    const list = () => {
      const jobs: TrainingJob[] = [{ id: `job-${nth++}` }]
      return Promise.resolve({ ok: true as const, value: { jobs, total: Infinity } })
    }
    expect(await listJobsSince({ list }, 0)).toMatchObject({ ok: true, value: { isComplete: false } })
    expect(nth).toBeLessThanOrEqual(1_000)
  })

  it('returns the error of a failed request', async () => {
    const api = service(1)
    api.script = () => ({ error: httpError(503) })
    expect(await listJobsSince(api, 0)).toMatchObject({ ok: false, error: { status: 503 } })
  })
})
