import { describe, expect, it } from '@jest/globals'
import { readRecordedJobs, readUntilEnded } from '../../src/jobs/read-jobs.ts'
import { settle, stateFromJobId } from '../../src/jobs/job-state.ts'
import { VirtualClock } from '../fakes/clock.ts'
import {
  httpError,
  FakeForgeApi,
  INTERRUPTED,
  type JobLifecycle,
  type FaultScript,
} from '../fakes/forge-api.ts'

const RUNNING: JobLifecycle = { statuses: [[0, 'RUNNING']] }
const ENDED: JobLifecycle = { statuses: [[0, 'SUCCESS']], model: 'ft:x' }
const UNKNOWN = '7c9e6679-7425-40de-944b-999999999999'

/** A service with `count` jobs to fetch and `others` newer ones. */
function createService(count: number, others = 0, lifecycle = RUNNING) {
  const clock = new VirtualClock()
  const api = new FakeForgeApi(clock)
  const ids = Array.from({ length: count }, () => api.addJob(lifecycle, undefined, 2_000))
  for (let n = 0; n < others; n++) api.addJob(RUNNING, undefined, 1_000)
  const readAll = (otherIds: readonly string[] = []) =>
    readRecordedJobs(new Set([...ids, ...otherIds]), { api, clock, random: () => 0.5 })
  const calls = () => api.calls.map(({ operation }) => operation)
  const setScript = (script: FaultScript) => (api.script = script)
  return { clock, api, ids, readAll, calls, setScript }
}

describe('up to three recorded jobs', () => {
  it('are read one by one', async () => {
    const { readAll, calls, ids } = createService(3)
    expect([...(await readAll()).jobs.keys()]).toEqual(ids)
    expect(calls()).toEqual(['get', 'get', 'get'])
  })
})

describe('four recorded jobs', () => {
  it('are read from one page of the list', async () => {
    const { readAll, calls } = createService(4, 50)
    expect((await readAll()).jobs.size).toBe(4)
    expect(calls()).toEqual(['list'])
  })

  it('are read from later pages only as far as needed', async () => {
    const { readAll, calls, api } = createService(4, 250)
    for (let n = 0; n < 200; n++) api.addJob(RUNNING, undefined, 3_000)
    expect((await readAll()).jobs.size).toBe(4)
    expect(calls()).toEqual(['list', 'list', 'list'])
  })

  it.each([
    [4, 3],
    [60, 6],
  ])('(%d of them) are read one by one if %d pages do not show them', async (count, pages) => {
    const { readAll, calls } = createService(count, 1_000)
    expect((await readAll()).jobs.size).toBe(count)
    expect(calls().filter((operation) => operation === 'list')).toHaveLength(pages)
    expect(calls().filter((operation) => operation === 'get')).toHaveLength(count)
  })

  it.each([403, 404])('are read one by one if the list is not available (HTTP %d)', async (status) => {
    const { readAll, setScript, calls } = createService(4)
    setScript(({ operation }) => (operation === 'list' ? { error: httpError(status) } : undefined))
    expect(await readAll()).toMatchObject({ jobs: { size: 4 } })
    expect(calls()).toEqual(['list', 'get', 'get', 'get', 'get'])
  })

  it('are read one by one if their entry lacks the model, the reason or the status', async () => {
    const { api, readAll, calls, ids } = createService(2, 0, ENDED)
    const failed = api.addJob({ statuses: [[0, 'FAILED']], reason: 'NaN' }, undefined, 10)
    const running = api.addJob(RUNNING, undefined, 10)
    api.describeInList = ({ outputModel: _, reason: __, status, ...job }) =>
      job.id === running ? job : { ...job, ...(status === undefined ? {} : { status }) }
    const { jobs } = await readAll([failed, running])
    expect(calls()).toEqual(['list', 'get', 'get', 'get', 'get'])
    expect([jobs.get(ids[0]!)?.outputModel, jobs.get(failed)?.reason, jobs.get(running)?.status]).toEqual(['ft:x', 'NaN', 'RUNNING']) // prettier-ignore
  })
})

describe('a job that the service does not know', () => {
  it.each([404, 410])('is reported as not found (HTTP %d)', async (status) => {
    const { readAll, setScript } = createService(1)
    setScript(({ id }) => (id === UNKNOWN ? { error: httpError(status) } : undefined))
    expect(await readAll([UNKNOWN])).toMatchObject({ notFound: new Set([UNKNOWN]), jobs: { size: 1 } })
  })

  it('is reported as not found even if it is the only one, once the list has responded', async () => {
    const { readAll, calls } = createService(0, 1)
    expect((await readAll([UNKNOWN])).notFound).toEqual(new Set([UNKNOWN]))
    expect(calls()).toEqual(['get', 'get', 'list'])
  })

  it('is read again after a while, because a single 404 may be wrong', async () => {
    const { readAll, setScript, calls, clock, ids } = createService(3)
    const requestedIds = new Set<string>()
    setScript(({ id = '' }) => {
      const isWrong = id === ids[1] && !requestedIds.has(id)
      requestedIds.add(id)
      return isWrong ? { error: httpError(404) } : undefined
    })
    const startMs = clock.now()
    const { jobs, notFound } = await readAll()
    expect([jobs.size, notFound.size, calls().length]).toEqual([3, 0, 4])
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(10_000)
  })

  it('is not reported as not found if the URL is wrong', async () => {
    const { readAll, setScript } = createService(0)
    setScript(() => ({ error: httpError(404) }))
    const { notFound, error } = await readAll([UNKNOWN])
    expect([notFound.size, error?.status]).toEqual([0, 404])
  })
})

describe('a failing service', () => {
  it('is retried for two minutes, and what was read before counts', async () => {
    const { readAll, setScript, clock, ids } = createService(3)
    setScript(({ id }) => (id === ids[1] ? { error: INTERRUPTED } : undefined))
    const { jobs, notFound, error } = await readAll()
    expect([[...jobs.keys()], notFound.size, error]).toEqual([[ids[0], ids[2]], 0, INTERRUPTED])
    expect(clock.now()).toBeGreaterThan(60_000)
    expect(clock.now()).toBeLessThanOrEqual(120_000)
  })

  it('that recovers causes no error', async () => {
    const { readAll, setScript } = createService(5)
    setScript((_, nth) => (nth < 4 ? { error: httpError(503) } : undefined))
    expect(await readAll()).toMatchObject({ jobs: { size: 5 } })
  })

  it('is not asked for each job if it rejects the key', async () => {
    const { readAll, setScript, calls } = createService(5)
    setScript(() => ({ error: httpError(401) }))
    expect((await readAll()).error?.status).toBe(401)
    expect(calls()).toEqual(['list', 'get'])
  })
})

describe('a job that is read until it has ended', () => {
  /** In a state that the watch has given up. */
  function createState(lifecycle: JobLifecycle) {
    const service = createService(1, 0, lifecycle)
    const state = settle(stateFromJobId(service.ids[0]!), 'timed-out')
    return { ...service, state, read: (deadlineMs: number) => readUntilEnded(state, deadlineMs, service) }
  }

  it('is read once at the deadline, and its outcome stays', async () => {
    const { read, calls, ...service } = createState(RUNNING)
    const result = await read(0)
    expect(result).toMatchObject({ outcome: 'timed-out', job: { status: 'RUNNING' }, notes: [] })
    expect(calls()).toEqual(['get'])
    // Now that its job is known, too.
    expect(await readUntilEnded(result, 0, service)).toEqual(result)
    expect(calls()).toEqual(['get', 'get'])
  })

  it.each(['SUCCESS', 'CANCELLED'])('is not read again after %s, whatever explains it', async (status) => {
    const { read, calls, clock } = createState({
      statuses: [
        [0, 'RUNNING'],
        [9_000, status],
      ],
    })
    const ended = await read(60_000)
    expect(ended).toMatchObject({ outcome: 'timed-out', job: { status }, notes: [] })
    expect(ended.timeline.map((change) => change.status)).toEqual(['RUNNING', status])
    expect([calls(), clock.now()]).toEqual([['get', 'get', 'get'], 10_000])
  })

  it('stays as it is if it cannot be read', async () => {
    const { read, calls, setScript, state } = createState(RUNNING)
    setScript(() => ({ error: httpError(404) }))
    expect(await read(0)).toEqual(state)
    expect(calls()).toEqual(['get'])
  })
})
