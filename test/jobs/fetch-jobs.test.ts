import { describe, expect, it } from '@jest/globals'
import { lookAt } from '../../src/jobs/fetch-jobs.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { answered, FakeTrainingApi, LOST, type JobCourse, type Script } from '../fakes/forge-api.ts'

const GOES_ON: JobCourse = { statuses: [[0, 'RUNNING']] }
const ENDED: JobCourse = { statuses: [[0, 'SUCCESS']], model: 'ft:x' }
const UNKNOWN = '7c9e6679-7425-40de-944b-999999999999'

/** So many jobs of ours, and younger ones of others. */
function serve(many: number, others = 0, course = GOES_ON) {
  const clock = new VirtualClock()
  const api = new FakeTrainingApi(clock)
  const ids = Array.from({ length: many }, () => api.add(course, undefined, 2_000))
  for (let n = 0; n < others; n++) api.add(GOES_ON, undefined, 1_000)
  const look = (more: readonly string[] = []) =>
    lookAt(new Set([...ids, ...more]), { api, clock, random: () => 0.5 })
  const calls = () => api.calls.map(({ operation }) => operation)
  const breaks = (script: Script) => (api.script = script)
  return { clock, api, ids, look, calls, breaks }
}

describe('up to three jobs', () => {
  it('are looked at one by one', async () => {
    const { look, calls, ids } = serve(3)
    expect([...(await look()).jobs.keys()]).toEqual(ids)
    expect(calls()).toEqual(['get', 'get', 'get'])
  })
})

describe('four jobs', () => {
  it('are read from one page of the list', async () => {
    const { look, calls } = serve(4, 50)
    expect((await look()).jobs.size).toBe(4)
    expect(calls()).toEqual(['list'])
  })

  it('are found on later pages, which are read no further than needed', async () => {
    const { look, calls, api } = serve(4, 250)
    for (let n = 0; n < 200; n++) api.add(GOES_ON, undefined, 3_000)
    expect((await look()).jobs.size).toBe(4)
    expect(calls()).toEqual(['list', 'list', 'list'])
  })

  it('are looked at one by one where ten pages do not show them', async () => {
    const { look, calls } = serve(4, 1_000)
    expect((await look()).jobs.size).toBe(4)
    expect(calls().filter((operation) => operation === 'list')).toHaveLength(10)
    expect(calls().filter((operation) => operation === 'get')).toHaveLength(4)
  })

  it.each([403, 404])(
    'are looked at one by one where the list is closed to this key (%d)',
    async (status) => {
      const { look, breaks, calls } = serve(4)
      breaks(({ operation }) => (operation === 'list' ? { failure: answered(status) } : undefined))
      expect(await look()).toMatchObject({ jobs: { size: 4 } })
      expect(calls()).toEqual(['list', 'get', 'get', 'get', 'get'])
    },
  )

  it('are looked at where the list leaves out what matters: the model, the reason, the status', async () => {
    const { api, look, calls, ids } = serve(2, 0, ENDED)
    const failed = api.add({ statuses: [[0, 'FAILED']], reason: 'NaN' }, undefined, 10)
    const going = api.add(GOES_ON, undefined, 10)
    api.listed = ({ outputModel: _, reason: __, status, ...job }) =>
      job.id === going ? job : { ...job, ...(status === undefined ? {} : { status }) }
    const { jobs } = await look([failed, going])
    expect(calls()).toEqual(['list', 'get', 'get', 'get', 'get'])
    expect([jobs.get(ids[0]!)?.outputModel, jobs.get(failed)?.reason, jobs.get(going)?.status]).toEqual(['ft:x', 'NaN', 'RUNNING']) // prettier-ignore
  })
})

describe('a job that the service does not know', () => {
  it.each([404, 410])('is gone (%d)', async (status) => {
    const { look, breaks } = serve(1)
    breaks(({ id }) => (id === UNKNOWN ? { failure: answered(status) } : undefined))
    expect(await look([UNKNOWN])).toMatchObject({ gone: new Set([UNKNOWN]), jobs: { size: 1 } })
  })

  it('is gone also where it is the only one, when the list proves that it is the service that says so', async () => {
    const { look, calls } = serve(0, 1)
    expect((await look([UNKNOWN])).gone).toEqual(new Set([UNKNOWN]))
    expect(calls()).toEqual(['get', 'get', 'list'])
  })

  it('is asked for once more after a while, because one answer may be wrong about it', async () => {
    const { look, breaks, calls, clock, ids } = serve(3)
    const asked = new Set<string>()
    breaks(({ id = '' }) => {
      const isWrong = id === ids[1] && !asked.has(id)
      asked.add(id)
      return isWrong ? { failure: answered(404) } : undefined
    })
    const startMs = clock.now()
    const { jobs, gone } = await look()
    expect([jobs.size, gone.size, calls().length]).toEqual([3, 0, 4])
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(10_000)
  })

  it('is not gone where nothing is known at this address', async () => {
    const { look, breaks } = serve(0)
    breaks(() => ({ failure: answered(404) }))
    const { gone, failure } = await look([UNKNOWN])
    expect([gone.size, failure?.status]).toEqual([0, 404])
  })
})

describe('a service that does not answer', () => {
  it('is asked for two minutes, and what was read until then counts', async () => {
    const { look, breaks, clock, ids } = serve(3)
    breaks(({ id }) => (id === ids[1] ? { failure: LOST } : undefined))
    const { jobs, gone, failure } = await look()
    expect([[...jobs.keys()], gone.size, failure]).toEqual([[ids[0]], 0, LOST])
    expect(clock.now()).toBeGreaterThan(60_000)
    expect(clock.now()).toBeLessThanOrEqual(120_000)
  })

  it('and then does, is no failure', async () => {
    const { look, breaks } = serve(5)
    breaks((_, nth) => (nth < 4 ? { failure: answered(503) } : undefined))
    expect(await look()).toMatchObject({ jobs: { size: 5 } })
  })

  it('is not asked for each job where it does not accept the key', async () => {
    const { look, breaks, calls } = serve(5)
    breaks(() => ({ failure: answered(401) }))
    expect((await look()).failure?.status).toBe(401)
    expect(calls()).toEqual(['list'])
  })
})
