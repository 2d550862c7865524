import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { scan } from '../../src/jobs/list-jobs.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'
import { FakeTrainingApi, answered, jobId, type JobCourse } from '../fakes/forge-api.ts'

const COURSE: JobCourse = { statuses: [[0, 'RUNNING']] }
const NOW_S = TEST_START_MS / 1000

/** A service with so many jobs, one a minute; the last one is the newest. */
function service(count: number) {
  const api = new FakeTrainingApi(new VirtualClock(), COURSE)
  for (let n = 0; n < count; n++) api.add(COURSE, undefined, (count - n) * 60_000)
  return api
}

async function scanned(api: FakeTrainingApi, sinceS = NOW_S - 90) {
  const reply = await scan(api, sinceS)
  if (!reply.ok) throw new Error(reply.failure.words)
  return {
    ids: new Set(reply.value.jobs.map(({ id }) => id)),
    isWhole: reply.value.isWhole,
    pages: api.calls.length,
  }
}

describe('reading the list', () => {
  it('stops at the first page that goes back far enough, where it is newest first', async () => {
    expect(await scanned(service(250))).toMatchObject({ isWhole: true, pages: 1 })
    expect(await scanned(service(250), NOW_S - 120 * 60)).toMatchObject({ isWhole: true, pages: 2 })
  })

  it.each<[string, (api: FakeTrainingApi) => void]>([
    ['is oldest first', (api) => (api.order = 'oldest-first')],
    [
      'shows jobs of the same second only',
      (api) => (api.listed = (job) => ({ ...job, createdAt: NOW_S - 999 })),
    ],
    ['does not tell when jobs were made', (api) => (api.listed = ({ createdAt: _, ...job }) => job)],
  ])('goes to the end where it %s', async (_, change) => {
    const api = service(250)
    change(api)
    const { ids, isWhole, pages } = await scanned(api)
    expect([ids.size, isWhole, pages]).toEqual([250, true, 3])
  })

  /** Pages of jobs that were made so many seconds ago. */
  const pages = (...ages: readonly (readonly number[])[]) => {
    const total = ages.flat().length
    let looks = 0
    const list = (page: number) => {
      looks++
      const jobs = (ages[page] ?? []).map((age, n) => ({ id: `${page}.${n}`, createdAt: NOW_S - age }))
      return Promise.resolve({ ok: true as const, value: { jobs, total } })
    }
    return async (sinceS: number) => {
      const reply = await scan({ list }, sinceS)
      return reply.ok && [reply.value.jobs.length, reply.value.isWhole, looks]
    }
  }

  it.each<[string, readonly (readonly number[])[], number, readonly unknown[]]>([
    ['is newest first', [[1, 50, 100], [5]], 90, [3, true, 1]],
    ['has a newer job in between', [[1, 100, 50, 120], [5]], 90, [5, true, 2]],
    ['begins with an old job', [[200, 1, 100], [5]], 90, [4, true, 2]],
    ['has two jobs of one second', [[1, 50, 50, 100], [5]], 90, [4, true, 1]],
    ['goes back to that very second', [[1, 50, 90], [5]], 90, [4, true, 2]],
  ])('knows how far to go where the list %s', async (_, ages, agoS, found) => {
    expect(await pages(...ages)(NOW_S - agoS)).toEqual(found)
  })

  it('goes to the end where the service gives smaller pages, or does not tell how many jobs there are', async () => {
    const small = service(25)
    Object.assign(small, { maxPageSize: 10, order: 'oldest-first' })
    expect(await scanned(small)).toMatchObject({ isWhole: true, pages: 3 })
    const silent = service(200)
    Object.assign(silent, { tellsTotal: false, order: 'oldest-first' })
    const { ids, isWhole, pages } = await scanned(silent)
    expect([ids.size, isWhole, pages]).toEqual([200, true, 3])
  })

  it('does not take a small page for the end where the service does not tell how many jobs there are', async () => {
    const api = service(25)
    Object.assign(api, { maxPageSize: 10, tellsTotal: false, order: 'oldest-first' })
    const { ids } = await scanned(api)
    expect(ids.size).toBe(25)
  })

  it('leaves a service that gives the same page for ever', async () => {
    const api = service(150)
    api.order = 'oldest-first'
    const list = async (_: number, pageSize: number) => api.list(0, pageSize)
    expect(await scan({ list }, NOW_S - 90)).toMatchObject({ ok: true, value: { isWhole: false } })
    expect(api.calls.length).toBeLessThanOrEqual(50)
  })

  it('keeps what one pass has seen where another one misses it', async () => {
    const api = service(150)
    api.order = 'oldest-first'
    api.onCall = () => {
      if (api.calls.length === 2) api.jobs.splice(0, 1)
    }
    const { ids } = await scanned(api)
    expect(ids.size).toBe(150)
  })

  it('stops after five passes that do not agree with the number of jobs', async () => {
    let looks = 0
    const jobs = Array.from({ length: 3 }, (_, n) => ({ id: jobId(n) }))
    const list = (page: number) => {
      looks++
      return Promise.resolve({ ok: true as const, value: { jobs: page === 0 ? jobs : [], total: 4 } })
    }
    const found = await scan({ list }, 0)
    expect(found).toEqual({ ok: true, value: { jobs, isWhole: false } })
    expect(looks).toBe(10)
  })

  it('misses no job while new ones push the others to later pages', async () => {
    const api = service(250)
    api.listed = ({ createdAt: _, ...job }) => job
    api.onCall = ({ page = 0 }) => {
      if (page > 0 && api.jobs.length < 255) api.add(COURSE)
    }
    const { ids, isWhole } = await scanned(api)
    expect(isWhole).toBe(true)
    for (let n = 1; n <= 250; n++) expect(ids).toContain(jobId(n))
  })

  it('reads again when jobs vanish meanwhile, and does not trust numbers that never agree', async () => {
    const api = service(150)
    api.order = 'oldest-first'
    api.onCall = () => {
      if (api.calls.length === 2) api.jobs.splice(0, 1)
    }
    expect(await scanned(api)).toMatchObject({ isWhole: true, pages: 4 })

    const odd = service(150)
    odd.order = 'oldest-first'
    odd.onCall = () => {
      if (odd.calls.length % 2 === 0) odd.jobs.splice(0, 1)
    }
    expect(await scanned(odd)).toMatchObject({ isWhole: false, pages: 10 })
  })

  it('ends where the list never does', async () => {
    let nth = 0
    const list = () => {
      const jobs: TrainingJob[] = [{ id: `job-${nth++}` }]
      return Promise.resolve({ ok: true as const, value: { jobs, total: Infinity } })
    }
    expect(await scan({ list }, 0)).toMatchObject({ ok: true, value: { isWhole: false } })
    expect(nth).toBeLessThanOrEqual(1_000)
  })

  it('passes a failure on', async () => {
    const api = service(1)
    api.script = () => ({ failure: answered(503) })
    expect(await scan(api, 0)).toMatchObject({ ok: false, failure: { status: 503 } })
  })
})
