import { beforeEach, describe, expect, it } from '@jest/globals'
import { ServiceGate } from '../../src/jobs/service-gate.ts'
import { UPTIME_MS, VirtualClock } from '../fakes/clock.ts'
import { FakeForgeApi, INTERRUPTED, httpError, type FaultScript } from '../fakes/forge-api.ts'
import { sampleSpec } from '../fakes/samples.ts'

const { request } = sampleSpec()
const THROTTLED = httpError(429, { retryAfterMs: 300_000 })

let clock: VirtualClock
let api: FakeForgeApi
let gate: ServiceGate
let [a, b] = ['', '']

beforeEach(() => {
  clock = new VirtualClock(undefined, UPTIME_MS)
  api = new FakeForgeApi(clock)
  gate = new ServiceGate(api, clock)
  ;[a, b] = [0, 1].map(() => api.addJob({ statuses: [[0, 'RUNNING']] })) as [string, string]
})

/** The first `count` calls fail. */
const failing =
  (count: number, error = INTERRUPTED): FaultScript =>
  () =>
    api.calls.length <= count ? { error } : undefined

describe('Retry-After', () => {
  it('of any response holds for all requests, and the remaining time is told', async () => {
    api.script = failing(1, THROTTLED)
    await gate.create(request, 'key')
    await clock.sleep(100_000)
    const calls = [
      () => gate.get(a),
      () => gate.list(0, 100),
      () => gate.cancel(b),
      () => gate.create(request, 'other'),
    ]
    for (const call of calls)
      expect(await call()).toEqual({
        ok: false,
        error: { kind: 'not-sent', message: 'message of 429', retryAfterMs: 200_000 },
      })
    expect(api.calls).toHaveLength(1)
    await clock.sleep(200_000)
    expect(await gate.get(a)).toMatchObject({ ok: true })
  })

  it('of a response that may have created a job does not make a held request ambiguous', async () => {
    api.script = failing(1, httpError(503, { retryAfterMs: 60_000 }))
    await gate.get(a)
    expect(await gate.create(request, 'key')).toMatchObject({ error: { kind: 'not-sent' } })
    expect(api.jobs).toHaveLength(2)
  })

  it('of a refusal holds, too', async () => {
    api.script = failing(1, httpError(303, { retryAfterMs: 60_000 }))
    await gate.list(0, 100)
    expect(await gate.create(request, 'key')).toMatchObject({
      error: { kind: 'not-sent', retryAfterMs: 60_000 },
    })
  })

  it('of a later response does not shorten an earlier one', async () => {
    api.latencyMs = 10
    api.script = (_, nth) => ({ error: nth === 1 ? THROTTLED : httpError(429, { retryAfterMs: 1_000 }) })
    await Promise.all([gate.get(a), gate.get(b)])
    await clock.sleep(2_000)
    await gate.list(0, 100)
    expect(api.calls).toHaveLength(2)
  })
})

describe('an outage', () => {
  const failAll: FaultScript = () => ({ error: INTERRUPTED })

  beforeEach(() => gate.get(a))

  it('of one request holds back no other', async () => {
    api.script = ({ id }) => (id === a ? { error: INTERRUPTED } : undefined)
    await gate.get(a)
    expect(await gate.get(b)).toMatchObject({ ok: true })
    expect(await gate.get(a)).toMatchObject({ error: INTERRUPTED })
    expect(await gate.get(b)).toMatchObject({ ok: true })
  })

  it('of two requests allows one every 30 s', async () => {
    api.script = failAll
    api.latencyMs = 100
    await gate.get(a)
    await gate.get(b)
    api.calls.length = 0
    for (let n = 0; n < 300; n++) {
      await Promise.all([gate.get(a), gate.get(b), gate.list(0, 100)])
      await clock.sleep(1_000)
    }
    const times = api.calls.map(({ atMs }) => atMs)
    expect(times.length).toBeGreaterThanOrEqual(8)
    times.slice(1).forEach((atMs, n) => expect(atMs - times[n]!).toBeGreaterThanOrEqual(30_000))
  })

  it('lets requests take turns', async () => {
    api.script = ({ operation }) => (operation === 'create' ? { error: INTERRUPTED } : undefined)
    await gate.create(request, 'key')
    api.script = failAll
    await gate.get(a)
    api.script = ({ operation }) => (operation === 'create' ? { error: INTERRUPTED } : undefined)
    await clock.sleep(30_000)
    await gate.create(request, 'key')
    await gate.get(a)
    await clock.sleep(30_000)
    // The same request again would never show that the service is back.
    expect(await gate.create(request, 'key')).toMatchObject({ error: { kind: 'not-sent' } })
    expect(await gate.get(a)).toMatchObject({ ok: true })
  })

  /** An outage that two submissions have shown, so that no read has failed yet. */
  const failTwice = async (): Promise<void> => {
    api.script = failAll
    await gate.create(request, 'one')
    await gate.create(request, 'two')
  }

  it('lets requests that have not failed go first, whoever asked before', async () => {
    await failTwice()
    await gate.create(request, 'one')
    await gate.get(b)
    await clock.sleep(30_000)
    expect(await gate.create(request, 'one')).toMatchObject({
      error: { kind: 'not-sent', retryAfterMs: 3_000 },
    })
    api.script = () => undefined
    expect(await gate.get(a)).toMatchObject({ ok: true })
  })

  it('lets the request go that has waited longest if all have failed', async () => {
    await failTwice()
    await gate.create(request, 'two')
    await gate.create(request, 'one')
    await clock.sleep(30_000)
    expect(await gate.create(request, 'one')).toMatchObject({
      error: { kind: 'not-sent', retryAfterMs: 3_000 },
    })
    expect(await gate.create(request, 'two')).toMatchObject({ error: INTERRUPTED })
  })

  it('does not wait long for a request that was given up', async () => {
    await failTwice()
    await gate.get(b)
    await clock.sleep(33_000)
    expect(await gate.create(request, 'one')).toMatchObject({ error: INTERRUPTED })
    await gate.create(request, 'two')
    await clock.sleep(30_000)
    expect(await gate.create(request, 'two')).toMatchObject({ error: INTERRUPTED })
  })

  it('ends for all at once when the request under way is answered', async () => {
    await failTwice()
    await clock.sleep(30_000)
    api.script = () => undefined
    api.latencyMs = 10_000
    const startedMs = clock.now()
    const results = await Promise.all([gate.get(a), gate.get(b), gate.list(0, 100)])
    expect(results.every(({ ok }) => ok)).toBe(true)
    expect(clock.now() - startedMs).toBe(20_000)
  })

  it('allows the next request after 30 s even if the one under way hangs', async () => {
    await failTwice()
    await clock.sleep(30_000)
    api.script = ({ operation }) =>
      operation === 'create' ? { error: INTERRUPTED, durationMs: 120_000 } : undefined
    const startedMs = clock.now()
    const hanging = gate.create(request, 'one')
    expect(await gate.get(a)).toMatchObject({ ok: true })
    expect(clock.now() - startedMs).toBe(30_000)
    await hanging
  })

  it.each([
    ['a success', undefined],
    ['a refusal, which is an answer', httpError(404)],
  ])('ends with %s', async (_, error) => {
    api.script = failAll
    await gate.get(a)
    await gate.get(b)
    await clock.sleep(30_000)
    api.script = () => (error ? { error } : undefined)
    await gate.get(a)
    api.script = () => undefined
    expect(await gate.get(b)).toMatchObject({ ok: true })
  })

  it('before there is a job is left to the tasks', async () => {
    gate = new ServiceGate(api, clock)
    api.script = failAll
    await gate.list(0, 100)
    await gate.create(request, 'key')
    await gate.list(0, 100)
    expect(api.calls).toHaveLength(4)
  })
})
