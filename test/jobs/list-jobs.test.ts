import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { listJobsSince, readNewestPage, type ListOptions } from '../../src/jobs/list-jobs.ts'
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

const optionsFor = (api: ListOptions['api']): ListOptions => ({
  api,
  clock: new VirtualClock(),
  deadlineMs: Infinity,
})

/** The jobs keep their order, but the list does not show it. */
const withoutTimes = (api: FakeForgeApi): FakeForgeApi =>
  Object.assign(api, {
    order: 'oldest-first',
    describeInList: ({ createdAt: _, ...job }: TrainingJob) => job,
  })

async function readAll(api: FakeForgeApi, sinceS = NOW_S - 90) {
  const result = await listJobsSince(optionsFor(api), sinceS)
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
    [
      'has no order',
      (api) =>
        (api.describeInList = (job) => ({
          ...job,
          createdAt: NOW_S - ((Number(job.id.slice(-3)) * 7) % 250),
        })),
    ],
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
      const result = await listJobsSince(optionsFor({ list }), sinceS)
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
    const small = withoutTimes(service(25))
    small.maxPageSize = 10
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
    expect(await listJobsSince(optionsFor({ list }), NOW_S - 90)).toMatchObject({
      ok: true,
      value: { isComplete: false },
    })
    expect(api.calls.length).toBeLessThanOrEqual(50)
  })

  it('keeps jobs that only one pass has seen', async () => {
    const api = withoutTimes(service(150))
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
    const found = await listJobsSince(optionsFor({ list }), 0)
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
    const api = withoutTimes(service(150))
    api.onCall = () => {
      if (api.calls.length === 2) api.jobs.splice(0, 1)
    }
    expect(await readAll(api)).toMatchObject({ isComplete: true, pages: 4 })

    const odd = withoutTimes(service(150))
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
    expect(await listJobsSince(optionsFor({ list }), 0)).toMatchObject({
      ok: true,
      value: { isComplete: false },
    })
    expect(nth).toBeLessThanOrEqual(200)
  })

  it('stops at the deadline with what was found', async () => {
    const clock = new VirtualClock()
    const api = new FakeForgeApi(clock, LIFECYCLE)
    for (let n = 0; n < 1_000; n++) api.addJob(LIFECYCLE, undefined, n)
    Object.assign(api, { latencyMs: 2_000, order: 'any' })
    const result = await listJobsSince({ api, clock, deadlineMs: 5_000 }, 0)
    expect(result).toMatchObject({ ok: true, value: { isComplete: false } })
    expect([api.calls.length, clock.now()]).toEqual([3, 6_000])
  })

  it('returns the error of a failed request', async () => {
    const api = service(1)
    api.script = () => ({ error: httpError(503) })
    expect(await listJobsSince(optionsFor(api), 0)).toMatchObject({ ok: false, error: { status: 503 } })
  })
})

describe('a list that is oldest first', () => {
  const ascending = (count: number) => Object.assign(service(count), { order: 'oldest-first' })

  it('is read from its end', async () => {
    const { ids, isComplete, pages } = await readAll(ascending(25_050))
    expect([isComplete, pages, ids.has(jobId(25_050)), ids.has(jobId(25_049))]).toEqual([true, 2, true, true])
  })

  it('is read back to the requested time', async () => {
    const { ids, isComplete, pages } = await readAll(ascending(1_000), NOW_S - 350 * 60)
    expect([isComplete, pages]).toEqual([true, 5])
    for (let n = 651; n <= 1_000; n++) expect(ids).toContain(jobId(n))
  })

  it('is read whole if its first page is recent', async () => {
    expect(await readAll(ascending(250), NOW_S - 249.5 * 60)).toMatchObject({ isComplete: true, pages: 3 })
  })

  it('is complete although a job was deleted between two pages', async () => {
    const api = ascending(1_000)
    api.onCall = () => {
      if (api.calls.length === 3) api.jobs.splice(500, 1)
    }
    const { ids } = await readAll(api, NOW_S - 350 * 60)
    for (let n = 651; n <= 1_000; n++) expect(ids).toContain(jobId(n))
  })

  it('shows its newest jobs after a new one was added on a page of its own', async () => {
    const api = ascending(201)
    const page = await readNewestPage(api)
    const ids = page.ok ? page.value.jobs.map(({ id }) => id) : []
    expect([ids.length, new Set(ids).size, ids.includes(jobId(201)), api.calls.length]).toEqual([
      201,
      201,
      true,
      3,
    ])
  })

  it('of one page needs one request for its newest jobs', async () => {
    const api = ascending(100)
    await readNewestPage(api)
    expect(api.calls).toHaveLength(1)
  })
})
