import { describe, expect, it } from '@jest/globals'
import { cancelJob } from '../../src/jobs/cancel-job.ts'
import { stateFromJobId } from '../../src/jobs/job-state.ts'
import { VirtualClock } from '../fakes/clock.ts'
import {
  FakeForgeApi,
  INTERRUPTED,
  httpError,
  type JobLifecycle,
  type FaultScript,
} from '../fakes/forge-api.ts'

const RUNNING: JobLifecycle = { statuses: [[0, 'RUNNING']] }

async function cancelWith(
  lifecycle: JobLifecycle | undefined,
  script: FaultScript = () => undefined,
  confirmTimeoutMs = 60_000,
) {
  const clock = new VirtualClock()
  const api = new FakeForgeApi(clock)
  const id = lifecycle === undefined ? '00000000-0000-4000-8000-000000000000' : api.addJob(lifecycle)
  api.script = script
  const state = await cancelJob(stateFromJobId(id), id, {
    api,
    clock,
    random: () => 1,
    confirmTimeoutMs,
  })
  return { state, api, clock }
}

describe('cancelJob', () => {
  it('requests the cancellation once and polls until it is confirmed', async () => {
    const { state, api, clock } = await cancelWith({ ...RUNNING, cancelDelayMs: 12_000 })
    expect(state).toMatchObject({ outcome: 'cancelled', job: { status: 'CANCELLED' } })
    expect(state.timeline.map(({ status }) => status)).toEqual(['RUNNING', 'CANCELLED'])
    expect(api.callsOf('cancel')).toHaveLength(1)
    expect(api.callsOf('get').map(({ atMs }) => atMs)).toEqual([5_000, 10_000, 15_000])
    expect(clock.now()).toBe(15_000)
  })

  it('does not poll if the response already shows the end', async () => {
    const { state, api } = await cancelWith({ ...RUNNING, cancelDelayMs: 0 })
    expect(state.outcome).toBe('cancelled')
    expect(api.callsOf('get')).toHaveLength(0)
  })

  it('returns running if it is not confirmed in time', async () => {
    const { state, api, clock } = await cancelWith(RUNNING, undefined, 12_000)
    expect(state).toMatchObject({ outcome: 'running', job: { status: 'RUNNING' } })
    expect(api.callsOf('get').map(({ atMs }) => atMs)).toEqual([5_000, 10_000, 12_000])
    expect(clock.now()).toBe(12_000)
  })

  it('honours Retry-After while polling', async () => {
    const busy: FaultScript = ({ operation }, nth) =>
      operation === 'get' && nth === 1 ? { error: httpError(429, { retryAfterMs: 20_000 }) } : undefined
    const { api } = await cancelWith({ ...RUNNING, cancelDelayMs: 12_000 }, busy)
    expect(api.callsOf('get').map(({ atMs }) => atMs)).toEqual([5_000, 25_000])
  })

  it('does not poll if the cancel request was refused with Retry-After', async () => {
    const busy: FaultScript = ({ operation }) =>
      operation === 'cancel' ? { error: httpError(503, { retryAfterMs: 3_600_000 }) } : undefined
    const { state, api } = await cancelWith(RUNNING, busy)
    expect([state.outcome, api.callsOf('get')]).toEqual(['running', []])
  })

  it('sees an end exactly at the timeout', async () => {
    const { state, api } = await cancelWith({ ...RUNNING, cancelDelayMs: 12_000 }, undefined, 15_000)
    expect([state.outcome, api.callsOf('get').length]).toEqual(['cancelled', 3])
  })

  it('returns the outcome of a job that finished first', async () => {
    const lifecycle: JobLifecycle = {
      statuses: [
        [0, 'RUNNING'],
        [7_000, 'SUCCESS'],
      ],
      model: 'ft:x',
    }
    const { state } = await cancelWith(lifecycle)
    expect(state).toMatchObject({ outcome: 'succeeded', job: { outputModel: 'ft:x' } })
  })

  it.each([400, 409])('ignores HTTP %i if the job has ended', async (status) => {
    const refuses: FaultScript = ({ operation }) =>
      operation === 'cancel' ? { error: httpError(status) } : undefined
    const ended = await cancelWith({ statuses: [[0, 'FAILED']], reason: 'no rows' }, refuses)
    expect(ended.state).toMatchObject({ outcome: 'failed', job: { status: 'FAILED' } })
    expect(ended.state.error).toBeUndefined()

    const going = await cancelWith(RUNNING, refuses)
    expect(going.state).toMatchObject({
      outcome: 'refused',
      job: { status: 'RUNNING' },
      error: { status },
    })
    expect(going.api.calls.map(({ operation }) => operation)).toEqual(['cancel', 'get'])
  })

  it('is refused for an unknown job', async () => {
    const { state } = await cancelWith(undefined)
    expect(state).toMatchObject({ outcome: 'refused', error: { status: 404 } })
    expect(state.job).toBeUndefined()
  })

  it('retries during an outage, and returns running if it lasts', async () => {
    const { state, api } = await cancelWith({ ...RUNNING, cancelDelayMs: 0 }, ({ operation }, nth) =>
      operation === 'cancel' && nth <= 2 ? { error: INTERRUPTED } : undefined,
    )
    expect(state.outcome).toBe('cancelled')
    expect(api.callsOf('cancel').map(({ atMs }) => atMs)).toEqual([0, 1_000, 3_000])

    const silent = await cancelWith(RUNNING, () => ({ error: INTERRUPTED }))
    expect(silent.state).toMatchObject({ outcome: 'running', error: INTERRUPTED })
    expect(silent.clock.now()).toBeLessThanOrEqual(60_000)
  })

  it('keeps polling every 5 s after failed reads', async () => {
    const { state, api } = await cancelWith({ ...RUNNING, cancelDelayMs: 1_000 }, ({ operation }, nth) =>
      operation === 'get' && nth <= 2 ? { error: httpError(502) } : undefined,
    )
    expect(state.outcome).toBe('cancelled')
    expect(api.callsOf('get').map(({ atMs }) => atMs)).toEqual([5_000, 10_000, 15_000])
  })
})
