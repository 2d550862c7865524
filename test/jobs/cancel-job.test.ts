import { describe, expect, it } from '@jest/globals'
import { cancel } from '../../src/jobs/cancel-job.ts'
import { trainingOfJob } from '../../src/jobs/job-state.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FakeTrainingApi, LOST, answered, type JobCourse, type Script } from '../fakes/forge-api.ts'

const RUNNING: JobCourse = { statuses: [[0, 'RUNNING']] }

async function cancelWith(
  course: JobCourse | undefined,
  script: Script = () => undefined,
  confirmMs = 60_000,
) {
  const clock = new VirtualClock()
  const api = new FakeTrainingApi(clock)
  const id = course === undefined ? '00000000-0000-4000-8000-000000000000' : api.add(course)
  api.script = script
  const training = await cancel(trainingOfJob(id), id, { api, clock, random: () => 1, confirmMs })
  return { training, api, clock }
}

describe('a cancellation', () => {
  it('is asked for once and looked after until it is confirmed', async () => {
    const { training, api, clock } = await cancelWith({ ...RUNNING, cancelDelayMs: 12_000 })
    expect(training).toMatchObject({ outcome: 'cancelled', job: { status: 'CANCELLED' } })
    expect(training.timeline.map(({ status }) => status)).toEqual(['RUNNING', 'CANCELLED'])
    expect(api.of('cancel')).toHaveLength(1)
    expect(api.of('get').map(({ atMs }) => atMs)).toEqual([5_000, 10_000, 15_000])
    expect(clock.now()).toBe(15_000)
  })

  it('that is answered with the end needs no look', async () => {
    const { training, api } = await cancelWith({ ...RUNNING, cancelDelayMs: 0 })
    expect(training.outcome).toBe('cancelled')
    expect(api.of('get')).toHaveLength(0)
  })

  it('that is not confirmed in time leaves the job running', async () => {
    const { training, api, clock } = await cancelWith(RUNNING, undefined, 12_000)
    expect(training).toMatchObject({ outcome: 'running', job: { status: 'RUNNING' } })
    expect(api.of('get').map(({ atMs }) => atMs)).toEqual([5_000, 10_000])
    expect(clock.now()).toBe(10_000)
  })

  it('is looked after no sooner than the service wants', async () => {
    const busy: Script = ({ operation }, nth) =>
      operation === 'get' && nth === 1 ? { failure: answered(429, { retryAfterMs: 20_000 }) } : undefined
    const { api } = await cancelWith({ ...RUNNING, cancelDelayMs: 12_000 }, busy)
    expect(api.of('get').map(({ atMs }) => atMs)).toEqual([5_000, 25_000])
  })

  it('that finds the service too busy asks for nothing more', async () => {
    const busy: Script = ({ operation }) =>
      operation === 'cancel' ? { failure: answered(503, { retryAfterMs: 3_600_000 }) } : undefined
    const { training, api } = await cancelWith(RUNNING, busy)
    expect([training.outcome, api.of('get')]).toEqual(['running', []])
  })

  it('that ends exactly with the time is seen', async () => {
    const { training, api } = await cancelWith({ ...RUNNING, cancelDelayMs: 12_000 }, undefined, 15_000)
    expect([training.outcome, api.of('get').length]).toEqual(['cancelled', 3])
  })

  it('can lose the race against the end of the job', async () => {
    const course: JobCourse = {
      statuses: [
        [0, 'RUNNING'],
        [7_000, 'SUCCESS'],
      ],
      model: 'ft:x',
    }
    const { training } = await cancelWith(course)
    expect(training).toMatchObject({ outcome: 'succeeded', job: { outputModel: 'ft:x' } })
  })

  it.each([400, 409])('that HTTP %i refuses is no failure where the job has ended', async (status) => {
    const refuses: Script = ({ operation }) =>
      operation === 'cancel' ? { failure: answered(status) } : undefined
    const ended = await cancelWith({ statuses: [[0, 'FAILED']], reason: 'no rows' }, refuses)
    expect(ended.training).toMatchObject({ outcome: 'failed', job: { status: 'FAILED' } })
    expect(ended.training.failure).toBeUndefined()

    const going = await cancelWith(RUNNING, refuses)
    expect(going.training).toMatchObject({
      outcome: 'refused',
      job: { status: 'RUNNING' },
      failure: { status },
    })
    expect(going.api.calls.map(({ operation }) => operation)).toEqual(['cancel', 'get'])
  })

  it('of a job that nobody knows is refused', async () => {
    const { training } = await cancelWith(undefined)
    expect(training).toMatchObject({ outcome: 'refused', failure: { status: 404 } })
    expect(training.job).toBeUndefined()
  })

  it('is asked for again while the service does not answer, and is open if it never does', async () => {
    const { training, api } = await cancelWith({ ...RUNNING, cancelDelayMs: 0 }, ({ operation }, nth) =>
      operation === 'cancel' && nth <= 2 ? { failure: LOST } : undefined,
    )
    expect(training.outcome).toBe('cancelled')
    expect(api.of('cancel').map(({ atMs }) => atMs)).toEqual([0, 1_000, 3_000])

    const silent = await cancelWith(RUNNING, () => ({ failure: LOST }))
    expect(silent.training).toMatchObject({ outcome: 'running', failure: LOST })
    expect(silent.clock.now()).toBeLessThanOrEqual(60_000)
  })

  it('goes on looking past reads that fail', async () => {
    const { training } = await cancelWith({ ...RUNNING, cancelDelayMs: 1_000 }, ({ operation }, nth) =>
      operation === 'get' && nth <= 2 ? { failure: answered(502) } : undefined,
    )
    expect(training.outcome).toBe('cancelled')
  })
})
