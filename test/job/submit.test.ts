import { describe, expect, it } from '@jest/globals'
import type { Failure } from '../../src/job/job.ts'
import { submit } from '../../src/job/submit.ts'
import type { Training } from '../../src/job/training.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'
import { sampleSpec, sampleTraining } from '../fakes/samples.ts'
import {
  FakeTrainingApi,
  GARBLED,
  LOST,
  UNSENT,
  answered,
  jobId,
  type Script,
} from '../fakes/training-api.ts'

async function submitWith(script: Script) {
  const clock = new VirtualClock()
  const api = new FakeTrainingApi(clock, { statuses: [[0, 'QUEUED']] })
  api.script = script
  const told: { readonly training: Training; readonly afterCalls: number }[] = []
  let intents = 0
  const spec = sampleSpec()
  const training = await submit(sampleTraining(), spec, {
    api,
    clock,
    random: () => 1,
    newIntent: () => `intent-${++intents}`,
    onAnswer: (each) => told.push({ training: each, afterCalls: api.calls.length }),
  })
  return { training, api, clock, told, intents, spec }
}

const always =
  (failure: Failure, accepts = false): Script =>
  () => ({ failure, accepts })

describe('a submission', () => {
  it('is one request, whose answer is told before anything else', async () => {
    const { training, api, told, spec } = await submitWith(() => undefined)
    expect(api.calls).toEqual([{ operation: 'create', atMs: 0, request: spec.request, intent: 'intent-1' }])
    expect(training).toMatchObject({
      job: { id: jobId(1), status: 'QUEUED' },
      timeline: [{ status: 'QUEUED', atMs: TEST_START_MS }],
    })
    expect(training.outcome).toBeUndefined()
    expect(told).toEqual([{ training, afterCalls: 1 }])
  })

  it.each([
    ['the answer is lost', LOST],
    ['the answer is unreadable', GARBLED],
    ['the gateway gives up', answered(504)],
    ['the service breaks', answered(500)],
  ])('is never repeated when %s, accepted or not', async (_, failure) => {
    for (const accepts of [true, false]) {
      const { training, api, told, clock } = await submitWith(always(failure, accepts))
      expect(api.of('create')).toHaveLength(1)
      expect(training).toMatchObject({ outcome: 'unknown', failure })
      expect(training.notes.join(' ')).toMatch(/job may exist or not.*not sent again.*command: list/s)
      expect(told.map((each) => each.training)).toEqual([training])
      expect(clock.sleeps).toEqual([])
    }
  })

  it.each([401, 403, 409, 410, 413, 422, 302])('that HTTP %i refuses is over at once', async (status) => {
    const { training, api } = await submitWith(always(answered(status)))
    expect(api.calls).toHaveLength(1)
    expect(training).toMatchObject({ outcome: 'refused', failure: { status }, notes: [] })
    expect(training.job).toBeUndefined()
  })

  it('that was not sent is tried again, as the same wish, until it gets through', async () => {
    const { training, api, intents } = await submitWith((_, nth) =>
      nth <= 4 ? { failure: UNSENT } : undefined,
    )
    expect(training.job?.id).toBe(jobId(1))
    expect(api.of('create').map(({ atMs }) => atMs)).toEqual([0, 1_000, 3_000, 7_000, 15_000])
    expect(new Set(api.calls.map(({ intent }) => intent))).toEqual(new Set(['intent-1']))
    expect(intents).toBe(1)
    expect(api.jobs).toHaveLength(1)
  })

  it('is given up after 15 minutes without a connection, with nothing submitted', async () => {
    const { training, api, clock, told } = await submitWith(always(UNSENT))
    expect(training).toMatchObject({ outcome: 'refused', failure: UNSENT })
    expect(training.notes).toEqual([expect.stringContaining('took nothing within 15 minutes')])
    expect(clock.now()).toBeGreaterThan(14 * 60_000)
    expect(clock.now()).toBeLessThanOrEqual(15 * 60_000)
    expect(api.jobs).toHaveLength(0)
    expect(told).toHaveLength(1)
  })

  it('waits as long as a busy service asks, and not past its patience', async () => {
    const busy = answered(429, { retryAfterMs: 600_000 })
    const { api, training } = await submitWith((_, nth) => (nth === 1 ? { failure: busy } : undefined))
    expect(api.of('create').map(({ atMs }) => atMs)).toEqual([0, 600_000])
    expect(training.job).toBeDefined()

    const tooLong = await submitWith(always(answered(429, { retryAfterMs: 901_000 })))
    expect(tooLong.api.calls).toHaveLength(1)
    expect(tooLong.training.outcome).toBe('refused')
  })

  it('stops trying when a doubt follows tries that were safe', async () => {
    const { api, training } = await submitWith((_, nth) => ({
      failure: nth === 1 ? UNSENT : LOST,
      accepts: nth === 2,
    }))
    expect(api.of('create')).toHaveLength(2)
    expect(api.jobs).toHaveLength(1)
    expect(training.outcome).toBe('unknown')
  })

  it('keeps an answer that names no status', async () => {
    const clock = new VirtualClock()
    const api = new FakeTrainingApi(clock, { statuses: [[0, undefined]] })
    const world = { api, clock, random: () => 0, newIntent: () => 'i', onAnswer: () => undefined }
    const { timeline } = await submit(sampleTraining(), sampleSpec(), world)
    expect(timeline).toEqual([{ status: '', atMs: TEST_START_MS }])
  })
})
