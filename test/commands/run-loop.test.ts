import { beforeEach, describe, expect, it } from '@jest/globals'
import { FakeEnvironment, FakeRun, SPEC } from '../fakes/command-context.ts'
import { INTERRUPTED, NOT_SENT, httpError, type ApiCall, type JobLifecycle } from '../fakes/forge-api.ts'
import { OTHER_KEY, commentRecordOf, recordedJob, requestOf, runRef } from '../state/samples.ts'

const MINUTE = 60_000

const runsFor = (ms: number): JobLifecycle => ({
  statuses: [
    [0, 'RUNNING'],
    [ms, 'SUCCESS'],
  ],
  model: 'ft:x',
})

const FILES = { 'a.yml': SPEC, 'b.yml': SPEC.replace('1000', '2000'), 'c.yml': SPEC.replace('1000', '3000') }

let environment: FakeEnvironment

/** The live job of `a.yml` ends after eight minutes. */
beforeEach(() => {
  environment = new FakeEnvironment(runsFor(8 * MINUTE), runsFor(MINUTE))
})

const execute = (files: Readonly<Record<string, string>> = FILES) =>
  new FakeRun(environment, {
    files,
    contextOverrides: { newIdempotencyKey: () => `key-${keys++}` },
  }).execute()
let keys = 0

const createdMs = (n: number): number => environment.api.jobs[n]!.createdMs

const callsFor = (n: number): readonly ApiCall[] =>
  environment.api.callsOf('get').filter(({ id }) => id === environment.api.jobs[n]!.id)

/** When the end of a job was seen. */
const seenMs = (n: number): number => callsFor(n).at(-1)!.atMs

const gaps = (calls: readonly ApiCall[]): readonly number[] =>
  calls.slice(1).map(({ atMs }, n) => atMs - calls[n]!.atMs)

describe('a live job', () => {
  it.each([
    ['HTTP 503', httpError(503)],
    ['HTTP 429', httpError(429)],
    ['a refused connection', NOT_SENT],
  ])('is read in time while a later submission gets %s for 14 minutes', async (_, error) => {
    environment.api.script = ({ operation, atMs }, nth) =>
      operation === 'create' && nth > 1 && atMs < 14 * MINUTE ? { error } : undefined
    await execute()
    const lastCreateMs = environment.api.callsOf('create').at(-1)!.atMs
    expect(lastCreateMs - createdMs(0)).toBeGreaterThan(5 * MINUTE)
    expect(seenMs(0) - createdMs(0) - 8 * MINUTE).toBeLessThanOrEqual(0.05 * 8 * MINUTE)
    for (const [n, gapMs] of gaps(callsFor(0)).entries())
      expect(gapMs).toBeLessThanOrEqual(Math.max(5_000, 0.05 * (callsFor(0)[n]!.atMs - createdMs(0))))
  })

  it('is read in time while ten old jobs are cancelled, which takes 30 s each', async () => {
    const stopsLate: JobLifecycle = { statuses: [[0, 'RUNNING']], cancelDelayMs: 29_000 }
    const jobs = Array.from({ length: 10 }, (_, n) => {
      environment.api.addJob(stopsLate, undefined, 60 * MINUTE)
      return recordedJob(n + 1, { run: runRef(8000), atMs: environment.clock.wall() - 60 * MINUTE })
    })
    const old = requestOf({ holderId: 'old', run: runRef(8000), leaseExpiresAtMs: 0 }, jobs)
    environment.addRecordComment(commentRecordOf({ [OTHER_KEY]: old }))
    await execute({ 'a.yml': SPEC })
    expect(jobs.map(({ id }) => environment.api.statusOf(id))).toEqual(jobs.map(() => 'CANCELLED'))
    const last = Math.max(...jobs.map((_, n) => seenMs(n)))
    expect(last - createdMs(10)).toBeLessThanOrEqual(40_000)
    const during = callsFor(10).filter(({ atMs }) => atMs <= last)
    expect(during.length).toBeGreaterThanOrEqual(5)
    expect(Math.max(...gaps(during))).toBeLessThanOrEqual(5_000)
  })

  it('is read in time after an outage that begins while a later submission is in trouble', async () => {
    const [fromMs, untilMs] = [5 * MINUTE, 12 * MINUTE]
    environment.api.script = ({ operation, atMs }, nth) => {
      if (atMs >= fromMs && atMs < untilMs) return { error: INTERRUPTED }
      return operation === 'create' && nth > 1 && atMs < fromMs ? { error: httpError(429) } : undefined
    }
    await execute()
    expect(seenMs(0) - untilMs).toBeLessThanOrEqual(35_000)
    const inOutage = environment.api.calls.filter(({ atMs }) => atMs >= fromMs && atMs < untilMs)
    expect(inOutage.length).toBeGreaterThan(10)
    // The outage is known after two different requests.
    const known = inOutage.findIndex(({ operation }) => operation !== inOutage[0]!.operation)
    expect(Math.min(...gaps(inOutage.slice(known)))).toBeGreaterThanOrEqual(30_000)
  })
})

it('sends nothing at all for as long as the answer to one submission asks for', async () => {
  environment.api.script = ({ operation }, nth) =>
    operation === 'create' && nth === 2 ? { error: httpError(429, { retryAfterMs: 300_000 }) } : undefined
  const { outcome } = await execute()
  const askedMs = environment.api.callsOf('create')[1]!.atMs
  const next = environment.api.calls.find(({ atMs }) => atMs > askedMs)!
  expect(next.atMs - askedMs).toBeGreaterThanOrEqual(300_000)
  expect(next.atMs - askedMs).toBeLessThanOrEqual(305_000)
  expect(outcome).toBe('succeeded')
})
