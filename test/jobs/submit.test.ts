import { fingerprintRequest } from '../../src/jobs/match-request.ts'
import { describe, expect, it } from '@jest/globals'
import type { ApiError, TrainingJob } from '../../src/jobs/api.ts'
import { submit, type SubmitOptions, type SubmissionEvent } from '../../src/jobs/submit.ts'
import type { PendingSubmission } from '../../src/jobs/recover-submission.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'
import { sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import {
  FakeForgeApi,
  INVALID_RESPONSE,
  INTERRUPTED,
  NOT_SENT,
  httpError,
  jobId,
  type Fault,
  type FaultScript,
} from '../fakes/forge-api.ts'

const MINUTE = 60_000
const QUEUED = { statuses: [[0, 'QUEUED']] } as const
const REQUEST = sampleSpec().request
const OTHER = { ...REQUEST, job_type: 'dpo' } as const

interface RunOptions extends Partial<SubmitOptions> {
  /** Sets up the service before the submission. */
  readonly prepare?: (api: FakeForgeApi, clock: VirtualClock) => void
}

async function submitWith(script: FaultScript, { prepare, ...more }: RunOptions = {}) {
  const clock = new VirtualClock()
  const api = new FakeForgeApi(clock, QUEUED)
  prepare?.(api, clock)
  const initialJobCount = api.jobs.length
  api.script = script
  const settledCalls: { readonly state: JobState; readonly afterCalls: number }[] = []
  const events: SubmissionEvent['kind'][] = []
  const sent: PendingSubmission[] = []
  let keyCount = 0
  const state = await submit(sampleState(), sampleSpec(), {
    api,
    clock,
    random: () => 1,
    newIdempotencyKey: () => `key-${++keyCount}`,
    deadlineMs: 350 * MINUTE,
    retryUntilMs: 15 * MINUTE,
    claimedIds: new Set(),
    requireExactMatch: false,
    onUnknown: 'fail',
    onSend: (each) => each && sent.push(each),
    onNotSent: () => undefined,
    renewClaim: () => Promise.resolve(undefined),
    onEvent: ({ kind }) => events.push(kind),
    onSettled: (each) => settledCalls.push({ state: each, afterCalls: api.calls.length }),
    ...more,
  })
  const operations = api.calls.map(({ operation }) => operation)
  return {
    state,
    api,
    clock,
    settledCalls,
    events,
    sent,
    keyCount,
    operations,
    accepted: api.jobs.length - initialJobCount,
  }
}

const on =
  (operation: string, fault: (nth: number) => Fault | undefined): FaultScript =>
  (call, nth) =>
    call.operation === operation ? fault(nth) : undefined

const interruptOnce = (takesEffect: boolean): FaultScript =>
  on('create', (nth) => (nth === 1 ? { error: INTERRUPTED, takesEffect } : undefined))
const firstOf =
  (...scripts: readonly FaultScript[]): FaultScript =>
  (call, nth) =>
    scripts.map((script) => script(call, nth)).find((fault) => fault !== undefined)

describe('a submission', () => {
  it('reads the list, sends one request, and reports the response before anything else', async () => {
    const { state, api, settledCalls, operations, sent } = await submitWith(() => undefined)
    expect(operations).toEqual(['list', 'create'])
    expect(api.calls[1]).toMatchObject({ request: REQUEST, idempotencyKey: 'key-1' })
    expect(state).toMatchObject({
      job: { id: jobId(1), status: 'QUEUED' },
      timeline: [{ status: 'QUEUED', atMs: TEST_START_MS }],
      notes: [],
    })
    expect(state.outcome).toBeUndefined()
    expect(settledCalls).toEqual([{ state, afterCalls: 2 }])
    expect(sent).toEqual([
      {
        fingerprint: fingerprintRequest(REQUEST),
        requireExactMatch: false,
        knownIds: [],
        isBaselineComplete: true,
        sinceS: TEST_START_MS / 1000 - 60,
      },
    ])
  })

  it.each([401, 402, 302])('is not sent if the list request fails with HTTP %i', async (status) => {
    const { state, operations } = await submitWith(on('list', () => ({ error: httpError(status) })))
    expect(operations).toEqual(['list'])
    expect(state).toMatchObject({ outcome: 'refused', error: { status }, notes: [] })
  })

  it.each([403, 404, 405, 410])('is sent if only the list is unavailable (HTTP %i)', async (status) => {
    const closed = on('list', () => ({ error: httpError(status) }))
    const { state, events } = await submitWith(closed)
    expect(state.job?.id).toBe(jobId(1))
    expect(events).toEqual(['list-unavailable'])
    const lost = await submitWith(firstOf(closed, interruptOnce(true)))
    expect(lost.operations).toEqual(['list', 'create'])
    expect(lost.state).toMatchObject({ outcome: 'unknown', error: INTERRUPTED })
  })

  it.each([httpError(503), NOT_SENT, INTERRUPTED, INVALID_RESPONSE])(
    'retries the list for 15 minutes (%j)',
    async (error) => {
      const { state, clock, accepted, events, settledCalls } = await submitWith(on('list', () => ({ error })))
      expect(state).toMatchObject({ outcome: 'refused', error })
      expect(state.notes).toEqual([{ code: 'submission-gave-up', waitedMs: clock.now() }])
      expect(clock.now()).toBeGreaterThan(14 * MINUTE)
      expect(clock.now()).toBeLessThanOrEqual(15 * MINUTE)
      expect([accepted, events, settledCalls.length]).toEqual([0, ['retrying'], 1])
    },
  )

  it.each([400, 401, 403, 410, 413, 422, 302])('is refused by HTTP %i without a retry', async (status) => {
    const { state, operations } = await submitWith(on('create', () => ({ error: httpError(status) })))
    expect(operations).toEqual(['list', 'create'])
    expect(state).toMatchObject({ outcome: 'refused', error: { status }, notes: [] })
    expect(state.job).toBeUndefined()
  })

  it('is retried with the same idempotency key while it cannot be sent', async () => {
    const { state, api, keyCount, events } = await submitWith(
      on('create', (nth) => (nth <= 4 ? { error: NOT_SENT } : undefined)),
    )
    expect(state.job?.id).toBe(jobId(1))
    expect(api.callsOf('create').map(({ atMs }) => atMs)).toEqual([0, 1_000, 3_000, 7_000, 15_000])
    expect(new Set(api.callsOf('create').map(({ idempotencyKey }) => idempotencyKey))).toEqual(
      new Set(['key-1']),
    )
    expect([keyCount, events]).toEqual([1, ['retrying']])
  })

  it('honours Retry-After, but not past 15 minutes', async () => {
    const busy = httpError(429, { retryAfterMs: 10 * MINUTE })
    const once = await submitWith(on('create', (nth) => (nth === 1 ? { error: busy } : undefined)))
    expect(once.api.callsOf('create').map(({ atMs }) => atMs)).toEqual([0, 10 * MINUTE])
    const tooLong = httpError(429, { retryAfterMs: 16 * MINUTE })
    const never = await submitWith(on('create', () => ({ error: tooLong })))
    expect(never.operations).toEqual(['list', 'create'])
    expect(never.state).toMatchObject({
      outcome: 'refused',
      notes: [{ code: 'submission-gave-up', waitedMs: 0 }],
    })
    const short = await submitWith(
      on('create', () => ({ error: NOT_SENT })),
      { retryUntilMs: 12_000 },
    )
    expect(short.state.notes).toEqual([{ code: 'submission-gave-up', waitedMs: 7_000 }])
  })
})

describe('a submission that is retried for minutes', () => {
  const BUSY = httpError(429, { retryAfterMs: 5 * MINUTE })
  const busyOnce: FaultScript = on('create', (nth) => (nth === 1 ? { error: BUSY } : undefined))
  /** Another client submits the same request while this one waits. */
  const withTwin: RunOptions = {
    prepare: (api, clock) => void clock.sleep(4.5 * MINUTE).then(() => api.addJob(QUEUED, REQUEST)),
  }

  it('reads the list again, so that it does not adopt a job of others', async () => {
    const lostSecond = on('create', (nth) => (nth === 2 ? { error: INTERRUPTED } : undefined))
    const { state, operations, sent } = await submitWith(firstOf(busyOnce, lostSecond), withTwin)
    expect(operations.slice(0, 4)).toEqual(['list', 'create', 'list', 'create'])
    expect(sent.map(({ knownIds }) => knownIds)).toEqual([[], [jobId(1)]])
    expect(state).toMatchObject({ outcome: 'unknown' })
    expect(state.job).toBeUndefined()
  })

  it('does not read the list again within a minute', async () => {
    const { operations } = await submitWith(
      on('create', (nth) => (nth <= 6 ? { error: NOT_SENT } : undefined)),
    )
    const operationsPerAttempt = operations.join(' ').split(' create')
    expect(operationsPerAttempt).toEqual(['list', '', '', '', '', '', ' list', ''])
  })

  it('does not read it again after a request that may have created a job', async () => {
    const script = on('create', (nth) => [{ error: INTERRUPTED }, { error: BUSY }][nth - 1])
    const { operations, state } = await submitWith(script, { onUnknown: 'resubmit' })
    expect(operations.slice(-2)).toEqual(['create', 'create'])
    expect(state.job?.id).toBe(jobId(1))
  })

  it('ends red with nothing submitted if the list cannot be read by then', async () => {
    const down = on('list', (nth) => (nth > 1 ? { error: httpError(503) } : undefined))
    const { state, accepted, clock } = await submitWith(firstOf(busyOnce, down))
    expect(state).toMatchObject({ outcome: 'refused', error: { status: 503 } })
    expect(state.notes).toEqual([{ code: 'submission-gave-up', waitedMs: clock.now() }])
    expect(clock.now()).toBeLessThanOrEqual(15 * MINUTE)
    expect(accepted).toBe(0)
  })

  it('uses the list of before if the key may no longer read it', async () => {
    const closed = on('list', (nth) => (nth > 1 ? { error: httpError(403) } : undefined))
    const { state, sent } = await submitWith(firstOf(busyOnce, closed), withTwin)
    expect(sent.map(({ knownIds }) => knownIds)).toEqual([[], []])
    expect(state.job?.id).toBe(jobId(2))
  })
})

describe('a lost response', () => {
  const AMBIGUOUS_ERRORS: readonly ApiError[] = [
    INTERRUPTED,
    INVALID_RESPONSE,
    httpError(500),
    httpError(504),
    httpError(408),
    httpError(303),
  ]

  it.each(AMBIGUOUS_ERRORS)('is recovered from the list (%j)', async (error) => {
    const { state, operations, accepted, events } = await submitWith(
      on('create', () => ({ error, takesEffect: true })),
    )
    expect(operations).toEqual(['list', 'create', 'list', 'list'])
    expect([accepted, events]).toEqual([1, ['recovering']])
    expect(state.job?.id).toBe(jobId(1))
    expect(state.notes).toEqual([
      {
        code: 'adopted-after-lost-response',
        unverifiedFields: ['model_config.base_model', 'dataset_ids', 'auto_start'],
      },
    ])
    expect(state.error).toBeUndefined()
  })

  it('without a job ends as unknown after five minutes, without a resubmission', async () => {
    const { state, operations, clock, accepted } = await submitWith(interruptOnce(false))
    expect(operations.filter((operation) => operation === 'create')).toHaveLength(1)
    expect(state).toMatchObject({ outcome: 'unknown', error: INTERRUPTED })
    expect(state.notes).toEqual([
      { code: 'submission-unanswered', resubmissions: 0 },
      { code: 'no-job-found', searchedMs: 5 * MINUTE },
      { code: 'how-to-find-job' },
    ])
    expect(clock.now()).toBeGreaterThanOrEqual(5 * MINUTE)
    expect(clock.now()).toBeLessThan(7 * MINUTE)
    expect(accepted).toBe(0)
  })

  it('is recovered if the job appears late', async () => {
    const { state } = await submitWith(interruptOnce(false), {
      prepare: (api, clock) => {
        api.onCall = () => {
          if (clock.now() > 2 * MINUTE && api.jobs.length === 0) api.addJob(QUEUED, REQUEST, 90_000)
        }
      },
    })
    expect(state.job?.id).toBe(jobId(1))
  })

  it('does not adopt an old job, a job of another spec, or a claimed one', async () => {
    const { state } = await submitWith(interruptOnce(false), {
      claimedIds: new Set([jobId(3)]),
      prepare: (api) => {
        api.addJob(QUEUED, REQUEST, 60_000)
        api.onCall = ({ operation }) => {
          if (operation !== 'create') return
          api.addJob(QUEUED, OTHER)
          api.addJob(QUEUED, REQUEST)
        }
      },
    })
    expect(state.outcome).toBe('unknown')
    expect(state.job).toBeUndefined()
  })

  it('names several matching jobs and adopts none', async () => {
    const { state, accepted } = await submitWith(interruptOnce(true), {
      prepare: (api) =>
        (api.onCall = ({ operation }) => {
          if (operation === 'create') api.addJob(QUEUED, REQUEST)
        }),
    })
    expect(accepted).toBe(2)
    expect(state.outcome).toBe('unknown')
    expect(state.notes).toContainEqual({ code: 'matches-ambiguous', jobIds: [jobId(2), jobId(1)] })
  })

  it('does not adopt an unverified job if others submit too', async () => {
    const { state } = await submitWith(interruptOnce(true), { requireExactMatch: true })
    expect(state.outcome).toBe('unknown')
    expect(state.notes).toContainEqual({ code: 'match-unproven', jobId: jobId(1) })
    const proven = await submitWith(interruptOnce(true), {
      requireExactMatch: true,
      prepare: (api) =>
        (api.describeInList = (job) => ({
          ...job,
          modelConfig: REQUEST.model_config,
          datasetIds: REQUEST.dataset_ids ?? [],
          autoStart: true,
        })),
    })
    expect(proven.state.job?.id).toBe(jobId(1))
    expect(proven.state.notes).toEqual([{ code: 'adopted-after-lost-response', unverifiedFields: [] }])
  })

  it('is searched for during an outage, at most once each 30 s', async () => {
    const outage = on('list', (nth) => (nth > 1 && nth < 40 ? { error: httpError(503) } : undefined))
    const { state, api } = await submitWith(firstOf(interruptOnce(true), outage))
    expect(state.job?.id).toBe(jobId(1))
    const searchesMs = api.callsOf('list').map(({ atMs }) => atMs)
    const gaps = searchesMs.slice(5).map((atMs, n) => atMs - (searchesMs[n + 4] ?? 0))
    expect(Math.min(...gaps.slice(0, -2))).toBeGreaterThanOrEqual(30_000)
  })

  it('honours Retry-After from the first search on, and the deadline', async () => {
    const limit = httpError(429, { retryAfterMs: 4 * MINUTE })
    const once = on('list', (nth) => (nth === 2 ? { error: limit } : undefined))
    const { api } = await submitWith(firstOf(interruptOnce(true), once))
    const searchesMs = api.callsOf('list').map(({ atMs }) => atMs)
    expect((searchesMs[2] ?? 0) - (searchesMs[1] ?? 0)).toBeGreaterThanOrEqual(4 * MINUTE)
    const short = await submitWith(firstOf(interruptOnce(true), once), { deadlineMs: 3 * MINUTE })
    expect(short.state.outcome).toBe('unknown')
    expect(short.state.notes).toContainEqual({ code: 'job-list-unsearchable', error: 'message of 429' })
    expect(short.clock.now()).toBeLessThanOrEqual(3 * MINUTE)
  })

  it('ends as unknown if the key is refused for good, not if only temporarily', async () => {
    const refuses = (until: number) =>
      on('list', (nth) => (nth > 1 && nth <= until ? { error: httpError(401) } : undefined))
    expect((await submitWith(firstOf(interruptOnce(true), refuses(3)))).state.job?.id).toBe(jobId(1))
    const { state, api } = await submitWith(firstOf(interruptOnce(true), refuses(Infinity)))
    expect(state.outcome).toBe('unknown')
    expect(api.callsOf('list').length).toBeLessThan(40)
  })

  it('leads to no conclusion from an incomplete list', async () => {
    const { state } = await submitWith(interruptOnce(false), {
      prepare: (api) => {
        for (let n = 0; n < 150; n++) api.addJob(QUEUED, OTHER, 60_000)
        api.order = 'oldest-first'
        // One job disappears and one appears with every pass.
        api.onCall = ({ operation, page }) => {
          if (operation !== 'list') return
          if (page === 0) api.addJob(QUEUED, OTHER, 60_000)
          else api.jobs.splice(0, 1)
        }
      },
    })
    expect(state.notes).toMatchObject([{}, { code: 'job-list-unsearchable' }, {}])
  })

  it('adopts a job without a creation time only if all older jobs were known', async () => {
    const withoutTimes = (count: number) =>
      submitWith(interruptOnce(true), {
        prepare: (api) => {
          for (let n = 0; n < count; n++) api.addJob(QUEUED, REQUEST, 60_000)
          api.describeInList = ({ createdAt: _, ...job }) => job
          api.reportsTime = false
        },
      })
    expect((await withoutTimes(3)).state.job?.id).toBe(jobId(4))
    expect((await withoutTimes(120)).state.outcome).toBe('unknown')
  })

  it('after HTTP 409 is searched for, without a resubmission', async () => {
    const conflict = (takesEffect: boolean) => on('create', () => ({ error: httpError(409), takesEffect }))
    const there = await submitWith(conflict(true), { onUnknown: 'resubmit' })
    expect(there.state.job?.id).toBe(jobId(1))
    const notThere = await submitWith(conflict(false), { onUnknown: 'resubmit' })
    expect(notThere.state).toMatchObject({ outcome: 'refused', error: { status: 409 } })
    expect(notThere.api.callsOf('create')).toHaveLength(1)
  })
})

describe('a response about another job', () => {
  const OTHER_JOB = sampleJob({ id: jobId(9), status: 'RUNNING', jobType: 'dpo' })
  const answerWith = (answeredJob: TrainingJob) => on('create', () => ({ answeredJob }))

  it('counts as lost, so that the job is recovered from the list', async () => {
    const { state, operations, events, settledCalls, sent } = await submitWith(answerWith(OTHER_JOB))
    expect(operations).toEqual(['list', 'create', 'list', 'list'])
    expect(events).toEqual(['recovering'])
    expect(state.job?.id).toBe(jobId(1))
    expect(JSON.stringify(settledCalls)).not.toContain(jobId(9))
    expect(sent.at(-1)).toEqual({ ...sent[0], knownIds: [jobId(9)] })
  })

  it('is never taken for ours, even if the list shows only its id', async () => {
    const { state } = await submitWith(answerWith(OTHER_JOB), {
      prepare: (api) => {
        const addJob = api.addJob.bind(api)
        api.addJob = (lifecycle) => addJob(lifecycle, OTHER)
        api.describeInList = () => ({ id: jobId(9) })
      },
    })
    expect(state).toMatchObject({
      outcome: 'unknown',
      error: {
        message: expect.stringContaining(`answered with the job ${jobId(9)}, whose job_type is "dpo"`),
      },
    })
    expect(state.job).toBeUndefined()
  })

  it('is recognised by its id, in the list or among the jobs of the step', async () => {
    const known = await submitWith(answerWith(sampleJob({ id: jobId(1) })), {
      prepare: (api) => api.addJob(QUEUED, REQUEST, 60_000),
    })
    expect(known.state.job?.id).toBe(jobId(2))
    const claimed = await submitWith(answerWith(sampleJob({ id: jobId(7) })), {
      claimedIds: new Set([jobId(7)]),
    })
    expect(claimed.state.job?.id).toBe(jobId(1))
  })

  it('leads to an unknown status if the list cannot be read', async () => {
    const closed = on('list', () => ({ error: httpError(403) }))
    const { state, sent } = await submitWith(firstOf(closed, answerWith(OTHER_JOB)))
    expect(state).toMatchObject({ outcome: 'unknown', error: { kind: 'invalid-response' } })
    expect([state.job, sent]).toEqual([undefined, []])
  })

  it('in a resubmission is excluded, too', async () => {
    const { state, sent } = await submitWith(firstOf(interruptOnce(false), answerWith(OTHER_JOB)), {
      onUnknown: 'resubmit',
    })
    expect(sent.at(-1)?.knownIds).toEqual([jobId(9)])
    expect(state.job?.id).toBe(jobId(1))
  })
})

describe('created_at behind the Date of the gateway', () => {
  it('does not hide the job of a lost response', async () => {
    const { state } = await submitWith(interruptOnce(true), {
      prepare: (api) => {
        api.describeInList = (job) => ({ ...job, createdAt: (job.createdAt ?? 0) - 50 })
      },
    })
    expect(state.job?.id).toBe(jobId(1))
  })
})

describe('the limits that events name', () => {
  it('are those of the step', async () => {
    const limits: [string, number][] = []
    const onEvent = ({ kind, maxDurationMs }: SubmissionEvent) => limits.push([kind, maxDurationMs])
    await submitWith(
      on('list', () => ({ error: NOT_SENT })),
      { onEvent, retryUntilMs: 12_000 },
    )
    await submitWith(interruptOnce(true), { onEvent, deadlineMs: 20_000 })
    await submitWith(interruptOnce(true), { onEvent })
    const closed = on('list', () => ({ error: httpError(403) }))
    await submitWith(firstOf(closed, interruptOnce(true)), { onEvent })
    expect(limits.filter(([kind]) => kind !== 'list-unavailable')).toEqual([
      ['retrying', 12_000],
      ['recovering', 20_000],
      ['recovering', 300_000],
      ['recovering', 0],
    ])
  })
})

describe('on-unknown: resubmit', () => {
  it('resubmits only after the list was searched', async () => {
    const { state, operations, events } = await submitWith(interruptOnce(false), { onUnknown: 'resubmit' })
    expect(operations.slice(0, 3)).toEqual(['list', 'create', 'list'])
    expect(operations.at(-1)).toBe('create')
    expect(events).toEqual(['recovering', 'resubmitting'])
    expect(state.job?.id).toBe(jobId(1))
  })

  it('resubmits at most twice, with the same idempotency key', async () => {
    const { state, api } = await submitWith(
      on('create', () => ({ error: INTERRUPTED })),
      { onUnknown: 'resubmit' },
    )
    expect(api.callsOf('create').map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      'key-1',
      'key-1',
      'key-1',
    ])
    expect(state.notes).toContainEqual({ code: 'submission-unanswered', resubmissions: 2 })
    const twice = await submitWith(
      on('create', (nth) => (nth <= 2 ? { error: INTERRUPTED } : undefined)),
      {
        onUnknown: 'resubmit',
      },
    )
    expect(twice.state.job?.id).toBe(jobId(1))
  })

  it('still adopts the first job if it appears later', async () => {
    const { state, accepted } = await submitWith(
      on('create', () => ({ error: INTERRUPTED })),
      {
        onUnknown: 'resubmit',
        prepare: (api, clock) => {
          api.onCall = () => {
            if (clock.now() > 7 * MINUTE && api.jobs.length === 0) api.addJob(QUEUED, REQUEST, 7 * MINUTE)
          }
        },
      },
    )
    expect(accepted).toBe(1)
    expect(state.job?.id).toBe(jobId(1))
  })

  it('does not resubmit if several jobs match', async () => {
    const { api, state } = await submitWith(interruptOnce(true), {
      onUnknown: 'resubmit',
      prepare: (fake) =>
        (fake.onCall = ({ operation }) => {
          if (operation === 'create') fake.addJob(QUEUED, REQUEST)
        }),
    })
    expect(api.callsOf('create')).toHaveLength(1)
    expect(state.outcome).toBe('unknown')
  })
})

describe('submit', () => {
  const statuses = (expected: string, ...all: number[]) => all.map((status) => [status, expected] as const)

  it.each([
    ...statuses('retries', 429, 521, 523, 525, 526),
    ...statuses('gives up', 301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415),
    ...statuses('gives up', 422, 431, 451),
    ...statuses('searches the list', 303, 408, 409, 418, 425, 500, 502, 503, 504, 520, 522, 524, 530, 599),
  ])('after HTTP %i %s', async (status, expected) => {
    const { api, operations, state } = await submitWith(
      on('create', (nth) => (nth === 1 ? { error: httpError(status) } : undefined)),
    )
    const posts = api.callsOf('create').length
    switch (expected) {
      case 'retries':
        expect([operations, state.job?.id]).toEqual([['list', 'create', 'create'], jobId(1)])
        break
      case 'gives up':
        expect([operations, state.outcome]).toEqual([['list', 'create'], 'refused'])
        break
      default:
        expect([posts, state.outcome]).toEqual([1, status === 409 ? 'refused' : 'unknown'])
        expect(operations.length).toBeGreaterThan(5)
    }
  })

  it('does not search the list before Retry-After has passed', async () => {
    const ill = httpError(503, { retryAfterMs: 2 * MINUTE })
    const { api, state } = await submitWith(on('create', () => ({ error: ill, takesEffect: true })))
    expect(api.callsOf('list')[1]?.atMs).toBeGreaterThanOrEqual(2 * MINUTE)
    expect(state.job?.id).toBe(jobId(1))
  })
})

describe('a resubmission', () => {
  /** The first response is lost, and all later ones are this error. */
  const thenAlways = (error: ApiError): FaultScript =>
    on('create', (nth) => ({ error: nth === 1 ? INTERRUPTED : error }))

  it.each([401, 422, 429, 503, 409])('that fails with HTTP %i leaves the outcome unknown', async (status) => {
    const { state } = await submitWith(thenAlways(httpError(status)), { onUnknown: 'resubmit' })
    expect(state).toMatchObject({ outcome: 'unknown' })
  })

  it('passes the first pending submission to onSend', async () => {
    const { sent } = await submitWith(interruptOnce(false), { onUnknown: 'resubmit' })
    expect(sent.map(({ sinceS }) => sinceS)).toEqual([sent[0]?.sinceS, sent[0]?.sinceS])
  })

  it('is not sent if the deadline ended the search early', async () => {
    const { api } = await submitWith(
      on('create', () => ({ error: INTERRUPTED })),
      {
        onUnknown: 'resubmit',
        deadlineMs: 2 * MINUTE,
      },
    )
    expect(api.callsOf('create')).toHaveLength(1)
  })

  it('is not waited for if none is requested and the list is unavailable', async () => {
    const closed = on('list', () => ({ error: httpError(403) }))
    const { clock, state } = await submitWith(
      firstOf(
        closed,
        on('create', () => ({ error: INTERRUPTED })),
      ),
    )
    expect(state.outcome).toBe('unknown')
    expect(clock.sleeps).toEqual([])
  })

  it('that was not sent does not discard the pending submission', async () => {
    let notSentCount = 0
    const onNotSent = () => {
      notSentCount += 1
    }
    await submitWith(
      on('create', (nth) => (nth === 1 ? { error: NOT_SENT } : undefined)),
      { onNotSent },
    )
    expect(notSentCount).toBe(1)
    await submitWith(thenAlways(NOT_SENT), { onUnknown: 'resubmit', onNotSent })
    expect(notSentCount).toBe(1)
  })

  it('is delayed if the list is unavailable', async () => {
    const closed = on('list', () => ({ error: httpError(403) }))
    const lost = on('create', () => ({ error: INTERRUPTED }))
    const { api } = await submitWith(firstOf(closed, lost), { onUnknown: 'resubmit' })
    const posts = api.callsOf('create').map(({ atMs }) => atMs)
    const gaps = posts.slice(1).map((atMs, n) => atMs - (posts[n] ?? 0))
    expect(Math.min(Infinity, ...gaps)).toBeGreaterThanOrEqual(30_000)
  })
})
