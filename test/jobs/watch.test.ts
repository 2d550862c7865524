import { describe, expect, it } from '@jest/globals'
import { stateFromJobId, type JobState } from '../../src/jobs/job-state.ts'
import type { WaitGoal } from '../../src/jobs/job-status.ts'
import { watchJobs } from '../../src/jobs/watch.ts'
import type { WatchEvent } from '../../src/jobs/polled-job.ts'
import { TEST_START_MS, UPTIME_MS, VirtualClock } from '../fakes/clock.ts'
import { seededRandom } from '../fakes/random.ts'
import {
  FakeForgeApi,
  INTERRUPTED,
  NOT_SENT,
  httpError,
  type JobLifecycle,
  type FaultScript,
} from '../fakes/forge-api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MODEL = 'ft:model'

interface RunOptions {
  readonly script?: FaultScript
  readonly deadlineMs?: number
  readonly goal?: WaitGoal
  readonly random?: () => number
  readonly latencyMs?: number
  /** Whether the job was just submitted, or is known only by its id. */
  readonly isJustSubmitted?: boolean
}

async function runWatch(lifecycles: readonly JobLifecycle[], options: RunOptions = {}) {
  const clock = new VirtualClock(TEST_START_MS, UPTIME_MS)
  const api = new FakeForgeApi(clock)
  api.latencyMs = options.latencyMs ?? 0
  const jobs = lifecycles.map((lifecycle) => {
    const id = api.addJob(lifecycle)
    const status = lifecycle.statuses[0]?.[1] ?? 'QUEUED'
    const submitted: JobState = {
      label: id,
      job: { id, status },
      timeline: [{ status, atMs: clock.wall() }],
      notes: [],
    }
    return options.isJustSubmitted === false ? stateFromJobId(id) : submitted
  })
  if (options.script) api.script = options.script
  const events: (WatchEvent & { readonly atMs: number })[] = []
  const states = await watchJobs(jobs, {
    api,
    clock,
    random: options.random ?? (() => 0),
    deadlineMs: UPTIME_MS + (options.deadlineMs ?? 6 * HOUR),
    goal: options.goal ?? 'completed',
    onEvent: (event) => events.push({ ...event, atMs: clock.now() - UPTIME_MS }),
  })
  const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'heartbeat')
  const callsMs = api.calls.map(({ atMs }) => atMs)
  return { state: states[0]!, states, api, spentMs: clock.now() - UPTIME_MS, events, kinds, callsMs }
}

const lifecycle = (...statuses: JobLifecycle['statuses']): JobLifecycle => ({ statuses, model: MODEL })

describe('a watch', () => {
  it('polls a job until it has its model', async () => {
    const { state, kinds, spentMs } = await runWatch([
      lifecycle([0, 'QUEUED'], [33_000, 'VALIDATING'], [51_000, 'RUNNING'], [HOUR, 'SUCCESS']),
    ])
    expect(state).toMatchObject({ outcome: 'succeeded', job: { status: 'SUCCESS', outputModel: MODEL } })
    expect(state.timeline.map(({ status }) => status)).toEqual(['QUEUED', 'VALIDATING', 'RUNNING', 'SUCCESS'])
    expect(kinds).toEqual(['changed', 'changed', 'changed', 'settled'])
    expect(spentMs - HOUR).toBeLessThanOrEqual(0.05 * HOUR)
  })

  it.each([
    ['FAILED', 'failed', 'no-failure-reason'],
    ['CANCELLED', 'cancelled', 'cancelled-elsewhere'],
    ['TIMEOUT_EXCEEDED', 'failed', 'no-failure-reason'],
  ])('ends on %s as %s', async (status, outcome, code) => {
    const { state } = await runWatch([lifecycle([0, 'RUNNING'], [MINUTE, status])])
    expect(state).toMatchObject({ outcome, notes: [{ code }] })
  })

  it('does not poll a job that had ended when it was submitted', async () => {
    const { state, callsMs, kinds } = await runWatch([lifecycle([0, 'FAILED'])])
    expect([state.outcome, callsMs, kinds]).toEqual(['failed', [], ['settled']])
  })

  it('polls a job known only by its id at once', async () => {
    const { state, callsMs, events } = await runWatch([lifecycle([0, 'SUCCESS'])], { isJustSubmitted: false })
    expect([state.outcome, callsMs]).toEqual(['succeeded', [0]])
    expect(events[0]).toMatchObject({ kind: 'changed', state: { timeline: [{ status: 'SUCCESS' }] } })
  })

  it('for the start ends when training starts or the job fails', async () => {
    const started = await runWatch([lifecycle([0, 'QUEUED'], [MINUTE, 'RUNNING'])], { goal: 'started' })
    expect(started.state).toMatchObject({ outcome: 'submitted', job: { status: 'RUNNING' } })
    const failed = await runWatch([lifecycle([0, 'QUEUED'], [MINUTE, 'FAILED'])], { goal: 'started' })
    expect(failed.state.outcome).toBe('failed')
    const quick = await runWatch([lifecycle([0, 'QUEUED'], [1_000, 'SUCCESS'])], { goal: 'started' })
    expect(quick.state.outcome).toBe('submitted')
  })

  it('restarts the schedule at every change, so that a short run after a long queue is seen in time', async () => {
    const endMs = 26_000_000 + 150_000
    const { spentMs, callsMs } = await runWatch(
      [lifecycle([0, 'QUEUED'], [26_000_000, 'RUNNING'], [endMs, 'SUCCESS'])],
      {
        deadlineMs: Infinity,
      },
    )
    // The change after the queue is seen within 300 s. Then the intervals are short again.
    expect(spentMs - endMs).toBeLessThanOrEqual(300_000)
    const last = callsMs.slice(-2)
    expect(last[1]! - last[0]!).toBeLessThanOrEqual(8_000)
  })

  it('keeps its bound with slow responses and jitter', async () => {
    const random = seededRandom(5)
    for (let n = 0; n < 40; n++) {
      const endMs = Math.round(1_000 * 40_000 ** random())
      const { spentMs } = await runWatch([lifecycle([0, 'RUNNING'], [endMs, 'SUCCESS'])], {
        random,
        latencyMs: 700,
        deadlineMs: Infinity,
      })
      const roundTripMs = 2 * 700
      expect(spentMs - endMs).toBeLessThanOrEqual(
        Math.min(300_000, Math.max(5_000, 0.05 * endMs)) + roundTripMs,
      )
    }
  })
})

describe('the deadline', () => {
  it('is preceded by a last poll, exactly on time', async () => {
    const { state, callsMs, spentMs } = await runWatch([lifecycle([0, 'RUNNING'], [57_000, 'SUCCESS'])], {
      deadlineMs: 58_000,
    })
    expect(state.outcome).toBe('succeeded')
    expect([callsMs.at(-2), callsMs.at(-1), spentMs]).toEqual([55_000, 58_000, 58_000])
  })

  it('ends the watch of a running job with its last state', async () => {
    const { state, spentMs } = await runWatch([lifecycle([0, 'RUNNING'])], { deadlineMs: 100_000 })
    expect(state).toMatchObject({ outcome: 'timed-out', job: { status: 'RUNNING' }, notes: [] })
    expect(spentMs).toBe(100_000)
  })

  it('that has already passed leaves one poll', async () => {
    const { callsMs, state } = await runWatch([lifecycle([0, 'RUNNING'], [1, 'SUCCESS'])], {
      deadlineMs: -1,
    })
    expect(callsMs).toEqual([0])
    expect(state.outcome).toBe('timed-out')
  })

  it('gets no last poll if Retry-After is later', async () => {
    const { state, callsMs } = await runWatch([lifecycle([0, 'RUNNING'], [8_000, 'SUCCESS'])], {
      deadlineMs: 60_000,
      script: () => ({ error: httpError(429, { retryAfterMs: 90_000 }) }),
    })
    expect(callsMs).toEqual([5_000])
    expect(state).toMatchObject({ outcome: 'timed-out', job: { status: 'RUNNING' } })
  })

  it('gets a last poll during an outage without Retry-After', async () => {
    const { state, callsMs } = await runWatch([lifecycle([0, 'RUNNING'], [8_000, 'SUCCESS'])], {
      deadlineMs: 20_000,
      script: (_, nth) => (nth === 1 ? { error: INTERRUPTED } : undefined),
    })
    expect(callsMs).toEqual([5_000, 20_000])
    expect(state.outcome).toBe('succeeded')
  })

  it('turns a success without a model into a failure', async () => {
    const { state } = await runWatch(
      [
        {
          statuses: [
            [0, 'RUNNING'],
            [30_000, 'SUCCESS'],
          ],
        },
      ],
      { deadlineMs: 60_000 },
    )
    expect(state.outcome).toBe('failed')
    expect(state.notes).toEqual([{ code: 'no-output-model', waitedMs: expect.any(Number) }])
    // Seen to succeed at 30 s to 35 s, and the step ends at 60 s.
    const [{ waitedMs = 0 } = {}] = state.notes as readonly { waitedMs?: number }[]
    expect(waitedMs >= 25_000 && waitedMs <= 30_000).toBe(true)
  })

  it('adds no note for a job that was never read', async () => {
    const { state } = await runWatch([lifecycle([0, 'RUNNING'])], {
      deadlineMs: 60_000,
      isJustSubmitted: false,
      script: () => ({ error: NOT_SENT }),
    })
    expect(state).toMatchObject({ outcome: 'timed-out', notes: [] })
    expect(state.job).toBeUndefined()
  })
})

describe('an unknown status', () => {
  it('counts as not finished, and is reported once', async () => {
    const { state, kinds } = await runWatch([
      lifecycle([0, 'QUEUED'], [10_000, 'POLISHING'], [HOUR, 'SUCCESS']),
    ])
    expect(state.outcome).toBe('succeeded')
    expect(kinds).toEqual(['changed', 'unknown', 'changed', 'settled'])
  })

  it('counts as not finished if the status is missing', async () => {
    const { state } = await runWatch(
      [
        {
          statuses: [
            [0, 'QUEUED'],
            [10_000, undefined],
          ],
        },
      ],
      { deadlineMs: 5 * MINUTE },
    )
    expect(state).toMatchObject({ outcome: 'timed-out', timeline: [{ status: 'QUEUED' }, { status: '' }] })
  })
})

describe('a success that names no model', () => {
  it('is polled until it does', async () => {
    const { state, spentMs } = await runWatch([
      {
        statuses: [
          [0, 'RUNNING'],
          [MINUTE, 'SUCCESS'],
        ],
        model: MODEL,
        modelDelayMs: 90_000,
      },
    ])
    expect(state).toMatchObject({ outcome: 'succeeded', job: { outputModel: MODEL } })
    expect(spentMs).toBeLessThan(MINUTE + 90_000 + 10_000)
  })

  it('fails after two minutes, not before', async () => {
    const { state, spentMs, callsMs } = await runWatch([
      {
        statuses: [
          [0, 'RUNNING'],
          [MINUTE, 'SUCCESS'],
        ],
      },
    ])
    expect(state.outcome).toBe('failed')
    expect(spentMs).toBeGreaterThanOrEqual(MINUTE + 120_000)
    expect(spentMs).toBeLessThan(MINUTE + 135_000)
    expect(callsMs.filter((atMs) => atMs > MINUTE).length).toBeGreaterThan(10)
  })
})

describe('an outage', () => {
  const during =
    (fromMs: number, untilMs: number, error = INTERRUPTED): FaultScript =>
    ({ atMs }) =>
      atMs >= fromMs && atMs < untilMs ? { error } : undefined

  it.each([
    ['resets', INTERRUPTED],
    ['refused connections', NOT_SENT],
    ['HTTP 502', httpError(502)],
    ['HTTP 429', httpError(429)],
  ])('of hours with %s costs at most one request each 30 s, and is reported once', async (_, error) => {
    const { state, callsMs, kinds, spentMs, events } = await runWatch(
      [lifecycle([0, 'RUNNING'], [2 * HOUR, 'SUCCESS'])],
      {
        deadlineMs: 12 * HOUR,
        script: during(HOUR, 4 * HOUR, error),
        random: seededRandom(3),
      },
    )
    expect(state.outcome).toBe('succeeded')
    const inOutage = callsMs.filter((atMs) => atMs >= HOUR && atMs < 4 * HOUR)
    expect(inOutage.length).toBeGreaterThan(300)
    for (const [n, atMs] of inOutage.slice(1).entries())
      expect(atMs - inOutage[n]!).toBeGreaterThanOrEqual(30_000)
    expect(kinds).toEqual(['outage', 'recovered', 'changed', 'settled'])
    const [outage, recovered, changed] = events.filter(({ kind }) => kind !== 'heartbeat')
    expect(recovered).toMatchObject({
      kind: 'recovered',
      afterMs: (recovered?.atMs ?? 0) - (outage?.atMs ?? 0),
    })
    expect(changed).toMatchObject({ kind: 'changed', afterMs: changed?.atMs })
    expect(events.find(({ kind }) => kind === 'outage')).toMatchObject({
      error,
      remainingMs: 12 * HOUR - inOutage[0]!,
    })
    expect(spentMs).toBeLessThanOrEqual(4 * HOUR + 60_000)
  })

  it('is reported again if it recurs', async () => {
    const { kinds } = await runWatch([lifecycle([0, 'RUNNING'], [30 * MINUTE, 'SUCCESS'])], {
      script: ({ atMs }) => (Math.floor(atMs / (5 * MINUTE)) % 2 === 1 ? { error: INTERRUPTED } : undefined),
    })
    expect(kinds.filter((kind) => kind === 'outage').length).toBe(3)
    expect(kinds.filter((kind) => kind === 'recovered').length).toBe(3)
  })

  it('honours Retry-After', async () => {
    const { callsMs } = await runWatch([lifecycle([0, 'RUNNING'], [20 * MINUTE, 'SUCCESS'])], {
      script: (_, nth) => (nth === 1 ? { error: httpError(503, { retryAfterMs: 10 * MINUTE }) } : undefined),
    })
    expect(callsMs.slice(0, 2)).toEqual([5_000, 5_000 + 10 * MINUTE])
  })

  it('of one job does not affect the others', async () => {
    const { states } = await runWatch(
      [lifecycle([0, 'RUNNING'], [MINUTE, 'SUCCESS']), lifecycle([0, 'RUNNING'])],
      {
        deadlineMs: 10 * MINUTE,
        script: ({ id }) => (id?.endsWith('2') ? { error: INTERRUPTED } : undefined),
      },
    )
    expect(states.map(({ outcome }) => outcome)).toEqual(['succeeded', 'timed-out'])
  })
})

describe('a refusal', () => {
  it('is final at once if the job was never read', async () => {
    for (const status of [401, 403, 404, 410, 302]) {
      const { state, callsMs } = await runWatch([lifecycle([0, 'RUNNING'])], {
        isJustSubmitted: false,
        script: () => ({ error: httpError(status) }),
      })
      expect(state).toMatchObject({ outcome: 'refused', error: { status } })
      expect(callsMs).toEqual([0])
    }
  })

  it('just after creation is retried, because a new job may not be readable everywhere yet', async () => {
    const { state } = await runWatch([lifecycle([0, 'QUEUED'], [5 * MINUTE, 'SUCCESS'])], {
      script: ({ atMs }) => (atMs < 100_000 ? { error: httpError(404) } : undefined),
    })
    expect(state.outcome).toBe('succeeded')
  })

  it('is retried after two refusals far apart', async () => {
    const { state } = await runWatch([lifecycle([0, 'RUNNING'], [MINUTE, 'SUCCESS'])], {
      script: (__, nth) => (nth <= 2 ? { error: httpError(403, { retryAfterMs: 3 * MINUTE }) } : undefined),
    })
    expect(state.outcome).toBe('succeeded')
  })

  it.each([
    [403, 'Check the key.'],
    // The hint of a 404 is about a mistyped id.
    [404, undefined],
  ])('for good (HTTP %i) is reported with the hint %j', async (status, hint) => {
    const error = { ...httpError(status), hint: 'Check the key.' }
    const { state } = await runWatch([lifecycle([0, 'RUNNING'])], { script: () => ({ error }) })
    expect([state.outcome, state.error?.hint]).toEqual(['unknown', hint])
  })

  it.each([
    ['404 after creation', 404, 0, 2],
    ['404 after a successful read', 404, 1, 10],
    ['401 after a successful read', 401, 1, 15],
    ['403 after creation', 403, 0, 15],
  ])('of %s ends the watch with the id, after a while', async (_, status, successfulReads, minutes) => {
    const spanMs = minutes * MINUTE
    const { state, callsMs, spentMs, kinds, events } = await runWatch([lifecycle([0, 'RUNNING'])], {
      script: (__, nth) => (nth > successfulReads ? { error: httpError(status) } : undefined),
    })
    expect(state).toMatchObject({ outcome: 'unknown', error: { status }, job: { id: state.label } })
    expect(state.notes).toMatchObject([{ code: status === 404 ? 'job-lost' : 'job-refused' }])
    expect(events.find(({ kind }) => kind === 'outage')).toMatchObject({ remainingMs: spanMs })
    expect(spentMs - callsMs[successfulReads]!).toBeGreaterThanOrEqual(spanMs)
    expect(spentMs - callsMs[successfulReads]!).toBeLessThan(spanMs + 35_000)
    expect(callsMs.length - successfulReads).toBeGreaterThanOrEqual(5)
    expect(kinds).toEqual(['outage', 'settled'])
  })

  it.each([
    ['401', httpError(401)],
    ['403 with a web page', httpError(403, { because: 'web-page' })],
    ['429 for a used-up quota', httpError(429, { because: 'quota-used-up' })],
  ])('of %s is waited out for 14 minutes', async (_, error) => {
    const { state } = await runWatch([lifecycle([0, 'RUNNING'], [HOUR, 'SUCCESS'])], {
      script: ({ atMs }) => (atMs > MINUTE && atMs < 15 * MINUTE ? { error } : undefined),
    })
    expect(state.outcome).toBe('succeeded')
  })

  it('that takes the place of an outage is reported, with its own limit', async () => {
    const { events } = await runWatch([lifecycle([0, 'RUNNING'], [HOUR, 'SUCCESS'])], {
      script: ({ atMs }) =>
        atMs > 10 * MINUTE ? undefined : { error: httpError(atMs < 5 * MINUTE ? 503 : 401) },
    })
    const outages = events.filter((event) => event.kind === 'outage')
    expect(outages.map(({ error }) => error.status)).toEqual([503, 401])
    expect(outages[1]?.remainingMs).toBe(15 * MINUTE)
  })

  it('that is temporary is forgotten', async () => {
    const { state } = await runWatch([lifecycle([0, 'RUNNING'], [HOUR, 'SUCCESS'])], {
      script: ({ atMs }) => (atMs % (20 * MINUTE) < 100_000 ? { error: httpError(401) } : undefined),
    })
    expect(state.outcome).toBe('succeeded')
  })
})

describe('heartbeats', () => {
  it('come about every half age of the status, with the time of the next poll', async () => {
    const { events } = await runWatch([lifecycle([0, 'RUNNING'], [2 * HOUR, 'SUCCESS'])])
    const heartbeats = events.filter((event) => event.kind === 'heartbeat')
    expect(heartbeats.length).toBeGreaterThan(4)
    expect(heartbeats.length).toBeLessThan(14)
    for (const event of heartbeats) {
      expect(event.unchangedMs).toBe(event.atMs)
      expect(event.nextPollInMs).toBeLessThanOrEqual(300_000)
      expect(event.nextPollInMs).toBeGreaterThan(0)
    }
  })
})

describe('several jobs', () => {
  it('are each watched to their own end, and returned in order', async () => {
    const { states, api } = await runWatch([
      lifecycle([0, 'RUNNING'], [HOUR, 'SUCCESS']),
      lifecycle([0, 'RUNNING'], [MINUTE, 'FAILED']),
      lifecycle([0, 'CANCELLED']),
    ])
    expect(states.map(({ outcome }) => outcome)).toEqual(['succeeded', 'failed', 'cancelled'])
    const callsFor = (n: number) => api.calls.filter(({ id }) => id === states[n]!.label)
    expect(callsFor(1).at(-1)?.atMs).toBeLessThanOrEqual(MINUTE + 5_000)
    expect(callsFor(2)).toEqual([])
  })

  it('are not polled if they already have an outcome', async () => {
    const clock = new VirtualClock()
    const api = new FakeForgeApi(clock)
    const settled: JobState = { label: 'a.yml', outcome: 'invalid', timeline: [], notes: [] }
    const options = {
      api,
      clock,
      random: () => 0,
      deadlineMs: HOUR,
      goal: 'completed',
      onEvent: () => undefined,
    } as const
    expect(await watchJobs([settled], options)).toEqual([settled])
    expect(api.calls).toEqual([])
  })
})
