import { describe, expect, it } from '@jest/globals'
import type { Failure } from '../../src/jobs/api.ts'
import { submit, type Submission, type SubmissionEvent } from '../../src/jobs/submit.ts'
import type { OpenSubmission } from '../../src/jobs/recover-submission.ts'
import type { Training } from '../../src/jobs/job-state.ts'
import { TEST_START_MS, VirtualClock } from '../fakes/clock.ts'
import { sampleSpec, sampleTraining } from '../fakes/samples.ts'
import {
  FakeTrainingApi,
  GARBLED,
  LOST,
  UNSENT,
  answered,
  jobId,
  type Fault,
  type Script,
} from '../fakes/forge-api.ts'

const MINUTE = 60_000
const QUEUED = { statuses: [[0, 'QUEUED']] } as const
const REQUEST = sampleSpec().request
const OTHER = { ...REQUEST, job_type: 'dpo' } as const

interface Setting extends Partial<Submission> {
  /** Changes the service before the submission. */
  readonly prepare?: (api: FakeTrainingApi, clock: VirtualClock) => void
}

async function submitWith(script: Script, { prepare, ...more }: Setting = {}) {
  const clock = new VirtualClock()
  const api = new FakeTrainingApi(clock, QUEUED)
  prepare?.(api, clock)
  const foreign = api.jobs.length
  api.script = script
  const told: { readonly training: Training; readonly afterCalls: number }[] = []
  const events: SubmissionEvent['kind'][] = []
  const open: OpenSubmission[] = []
  let intents = 0
  const training = await submit(sampleTraining(), sampleSpec(), {
    api,
    clock,
    random: () => 1,
    newIntent: () => `intent-${++intents}`,
    deadlineMs: 350 * MINUTE,
    patientUntilMs: 15 * MINUTE,
    claimed: new Set(),
    mustProveAll: false,
    onUnknown: 'fail',
    onSend: (each) => each && open.push(each),
    onUnsent: () => undefined,
    onEvent: ({ kind }) => events.push(kind),
    onAnswer: (each) => told.push({ training: each, afterCalls: api.calls.length }),
    ...more,
  })
  const operations = api.calls.map(({ operation }) => operation)
  return {
    training,
    api,
    clock,
    told,
    events,
    open,
    intents,
    operations,
    accepted: api.jobs.length - foreign,
  }
}

const on =
  (operation: string, fault: (nth: number) => Fault | undefined): Script =>
  (call, nth) =>
    call.operation === operation ? fault(nth) : undefined

const lostOnce = (accepts: boolean): Script =>
  on('create', (nth) => (nth === 1 ? { failure: LOST, accepts } : undefined))
const both =
  (...scripts: readonly Script[]): Script =>
  (call, nth) =>
    scripts.map((script) => script(call, nth)).find((fault) => fault !== undefined)

describe('a submission', () => {
  it('looks at the list, is sent once, and tells the answer before anything else', async () => {
    const { training, api, told, operations, open } = await submitWith(() => undefined)
    expect(operations).toEqual(['list', 'create'])
    expect(api.calls[1]).toMatchObject({ request: REQUEST, intent: 'intent-1' })
    expect(training).toMatchObject({
      job: { id: jobId(1), status: 'QUEUED' },
      timeline: [{ status: 'QUEUED', atMs: TEST_START_MS }],
      notes: [],
    })
    expect(training.outcome).toBeUndefined()
    expect(told).toEqual([{ training, afterCalls: 2 }])
    expect(open).toEqual([
      { request: REQUEST, mustProveAll: false, known: [], knowsAll: true, sinceS: TEST_START_MS / 1000 - 2 },
    ])
  })

  it.each([401, 402, 302])('is not made when the list answers with HTTP %i', async (status) => {
    const { training, operations } = await submitWith(on('list', () => ({ failure: answered(status) })))
    expect(operations).toEqual(['list'])
    expect(training).toMatchObject({ outcome: 'refused', failure: { status }, notes: [] })
  })

  it.each([403, 404, 405, 410])('goes on when only the list is closed (HTTP %i)', async (status) => {
    const closed = on('list', () => ({ failure: answered(status) }))
    const { training, events } = await submitWith(closed)
    expect(training.job?.id).toBe(jobId(1))
    expect(events).toEqual(['blind'])
    const lost = await submitWith(both(closed, lostOnce(true)))
    expect(lost.operations).toEqual(['list', 'create'])
    expect(lost.training).toMatchObject({ outcome: 'unknown', failure: LOST })
  })

  it.each([answered(503), UNSENT, LOST, GARBLED])(
    'waits 15 minutes for a list that is away (%j)',
    async (failure) => {
      const { training, clock, accepted, events, told } = await submitWith(on('list', () => ({ failure })))
      expect(training).toMatchObject({ outcome: 'refused', failure })
      expect(training.notes).toEqual([expect.stringContaining('took nothing within 15 minutes')])
      expect(clock.now()).toBeGreaterThan(14 * MINUTE)
      expect(clock.now()).toBeLessThanOrEqual(15 * MINUTE)
      expect([accepted, events, told.length]).toEqual([0, ['away'], 1])
    },
  )

  it.each([400, 401, 403, 410, 413, 422, 302])('that HTTP %i refuses is over at once', async (status) => {
    const { training, operations } = await submitWith(on('create', () => ({ failure: answered(status) })))
    expect(operations).toEqual(['list', 'create'])
    expect(training).toMatchObject({ outcome: 'refused', failure: { status }, notes: [] })
    expect(training.job).toBeUndefined()
  })

  it('that was not sent is tried again, as the same wish, until it gets through', async () => {
    const { training, api, intents, events } = await submitWith(
      on('create', (nth) => (nth <= 4 ? { failure: UNSENT } : undefined)),
    )
    expect(training.job?.id).toBe(jobId(1))
    expect(api.of('create').map(({ atMs }) => atMs)).toEqual([0, 1_000, 3_000, 7_000, 15_000])
    expect(new Set(api.of('create').map(({ intent }) => intent))).toEqual(new Set(['intent-1']))
    expect([intents, events]).toEqual([1, ['away']])
  })

  it('waits as long as a busy service asks, and not past its patience', async () => {
    const busy = answered(429, { retryAfterMs: 10 * MINUTE })
    const once = await submitWith(on('create', (nth) => (nth === 1 ? { failure: busy } : undefined)))
    expect(once.api.of('create').map(({ atMs }) => atMs)).toEqual([0, 10 * MINUTE])
    const tooLong = answered(429, { retryAfterMs: 16 * MINUTE })
    const never = await submitWith(on('create', () => ({ failure: tooLong })))
    expect(never.operations).toEqual(['list', 'create'])
    expect(never.training.outcome).toBe('refused')
  })
})

describe('a lost answer', () => {
  const DOUBTS: readonly Failure[] = [
    LOST,
    GARBLED,
    answered(500),
    answered(504),
    answered(408),
    answered(303),
  ]

  it.each(DOUBTS)('is cleared up by the list (%j)', async (failure) => {
    const { training, operations, accepted, events } = await submitWith(
      on('create', () => ({ failure, accepts: true })),
    )
    expect(operations).toEqual(['list', 'create', 'list', 'list'])
    expect([accepted, events]).toEqual([1, ['in-doubt']])
    expect(training.job?.id).toBe(jobId(1))
    expect(training.notes).toEqual([
      expect.stringMatching(/adopted. Not verified.*: model_config.base_model, dataset_ids, auto_start\.$/),
    ])
    expect(training.failure).toBeUndefined()
  })

  it('without a job ends unknown after five minutes, and is never sent again', async () => {
    const { training, operations, clock, accepted } = await submitWith(lostOnce(false))
    expect(operations.filter((operation) => operation === 'create')).toHaveLength(1)
    expect(training).toMatchObject({ outcome: 'unknown', failure: LOST })
    expect(training.notes.join(' ')).toMatch(/not sent again.*No job that matches.*command: list/s)
    expect(clock.now()).toBeGreaterThanOrEqual(5 * MINUTE)
    expect(clock.now()).toBeLessThan(7 * MINUTE)
    expect(accepted).toBe(0)
  })

  it('with a job that appears late is cleared up all the same', async () => {
    const { training } = await submitWith(lostOnce(false), {
      prepare: (api, clock) => {
        api.onCall = () => {
          if (clock.now() > 2 * MINUTE && api.jobs.length === 0) api.add(QUEUED, REQUEST, 90_000)
        }
      },
    })
    expect(training.job?.id).toBe(jobId(1))
  })

  it('does not take an old job, one of another spec, or one that is claimed', async () => {
    const { training } = await submitWith(lostOnce(false), {
      claimed: new Set([jobId(3)]),
      prepare: (api) => {
        api.add(QUEUED, REQUEST, 60_000)
        api.onCall = ({ operation }) => {
          if (operation !== 'create') return
          api.add(QUEUED, OTHER)
          api.add(QUEUED, REQUEST)
        }
      },
    })
    expect(training.outcome).toBe('unknown')
    expect(training.job).toBeUndefined()
  })

  it('names several jobs that match, and takes none', async () => {
    const { training, accepted } = await submitWith(lostOnce(true), {
      prepare: (api) =>
        (api.onCall = ({ operation }) => {
          if (operation === 'create') api.add(QUEUED, REQUEST)
        }),
    })
    expect(accepted).toBe(2)
    expect(training.outcome).toBe('unknown')
    expect(training.notes.join(' ')).toContain(`${jobId(2)}, ${jobId(1)}`)
  })

  it('does not take a job that cannot be proven ours where others submit too', async () => {
    const { training } = await submitWith(lostOnce(true), { mustProveAll: true })
    expect(training.outcome).toBe('unknown')
    expect(training.notes.join(' ')).toContain(`${jobId(1)} looks like it`)
    const proven = await submitWith(lostOnce(true), {
      mustProveAll: true,
      prepare: (api) =>
        (api.listed = (job) => ({
          ...job,
          modelConfig: REQUEST.model_config,
          datasetIds: REQUEST.dataset_ids ?? [],
          autoStart: true,
        })),
    })
    expect(proven.training.job?.id).toBe(jobId(1))
    expect(proven.training.notes.join(' ')).toContain('Every field that was sent agrees.')
  })

  it('is looked for through an outage, politely', async () => {
    const away = on('list', (nth) => (nth > 1 && nth < 40 ? { failure: answered(503) } : undefined))
    const { training, api } = await submitWith(both(lostOnce(true), away))
    expect(training.job?.id).toBe(jobId(1))
    const looks = api.of('list').map(({ atMs }) => atMs)
    const gaps = looks.slice(5).map((atMs, n) => atMs - (looks[n + 4] ?? 0))
    expect(Math.min(...gaps.slice(0, -2))).toBeGreaterThanOrEqual(30_000)
  })

  it('obeys Retry-After from the first look on, and the deadline', async () => {
    const limit = answered(429, { retryAfterMs: 4 * MINUTE })
    const once = on('list', (nth) => (nth === 2 ? { failure: limit } : undefined))
    const { api } = await submitWith(both(lostOnce(true), once))
    const looks = api.of('list').map(({ atMs }) => atMs)
    expect((looks[2] ?? 0) - (looks[1] ?? 0)).toBeGreaterThanOrEqual(4 * MINUTE)
    const short = await submitWith(both(lostOnce(true), once), { deadlineMs: 3 * MINUTE })
    expect(short.training.outcome).toBe('unknown')
    expect(short.training.notes.join(' ')).toContain('could not be searched for it (words of 429)')
    expect(short.clock.now()).toBeLessThanOrEqual(3 * MINUTE)
  })

  it('ends unknown when the key is refused for good, not when it is for a moment', async () => {
    const refuses = (until: number) =>
      on('list', (nth) => (nth > 1 && nth <= until ? { failure: answered(401) } : undefined))
    expect((await submitWith(both(lostOnce(true), refuses(3)))).training.job?.id).toBe(jobId(1))
    const { training, api } = await submitWith(both(lostOnce(true), refuses(Infinity)))
    expect(training.outcome).toBe('unknown')
    expect(api.of('list').length).toBeLessThan(10)
  })

  it('is not concluded from a list that is not whole', async () => {
    const { training } = await submitWith(lostOnce(false), {
      prepare: (api) => {
        for (let n = 0; n < 150; n++) api.add(QUEUED, OTHER, 60_000)
        api.order = 'oldest-first'
        // One vanishes and one comes with every pass.
        api.onCall = ({ operation, page }) => {
          if (operation !== 'list') return
          if (page === 0) api.add(QUEUED, OTHER, 60_000)
          else api.jobs.splice(0, 1)
        }
      },
    })
    expect(training.notes.join(' ')).toContain('could not be searched')
  })

  it('takes a job of unknown age only where all older ones were known', async () => {
    const timeless = (count: number) =>
      submitWith(lostOnce(true), {
        prepare: (api) => {
          for (let n = 0; n < count; n++) api.add(QUEUED, REQUEST, 60_000)
          api.listed = ({ createdAt: _, ...job }) => job
          api.tellsTime = false
        },
      })
    expect((await timeless(3)).training.job?.id).toBe(jobId(4))
    expect((await timeless(120)).training.outcome).toBe('unknown')
  })

  it('to which the service says that it has this already is looked for, and never sent again', async () => {
    const conflict = (accepts: boolean) => on('create', () => ({ failure: answered(409), accepts }))
    const there = await submitWith(conflict(true), { onUnknown: 'resubmit' })
    expect(there.training.job?.id).toBe(jobId(1))
    const notThere = await submitWith(conflict(false), { onUnknown: 'resubmit' })
    expect(notThere.training).toMatchObject({ outcome: 'refused', failure: { status: 409 } })
    expect(notThere.api.of('create')).toHaveLength(1)
  })
})

describe('on-unknown: resubmit', () => {
  it('sends again only after the list was searched', async () => {
    const { training, operations, events } = await submitWith(lostOnce(false), { onUnknown: 'resubmit' })
    expect(operations.slice(0, 3)).toEqual(['list', 'create', 'list'])
    expect(operations.at(-1)).toBe('create')
    expect(events).toEqual(['in-doubt', 'resubmitting'])
    expect(training.job?.id).toBe(jobId(1))
  })

  it('sends at most two more, as the same wish', async () => {
    const { training, api } = await submitWith(
      on('create', () => ({ failure: LOST })),
      { onUnknown: 'resubmit' },
    )
    expect(api.of('create').map(({ intent }) => intent)).toEqual(['intent-1', 'intent-1', 'intent-1'])
    expect(training.notes.join(' ')).toContain('It was sent 2 times more')
    const twice = await submitWith(
      on('create', (nth) => (nth <= 2 ? { failure: LOST } : undefined)),
      {
        onUnknown: 'resubmit',
      },
    )
    expect(twice.training.job?.id).toBe(jobId(1))
  })

  it('still finds the first job when it appears at last', async () => {
    const { training, accepted } = await submitWith(
      on('create', () => ({ failure: LOST })),
      {
        onUnknown: 'resubmit',
        prepare: (api, clock) => {
          api.onCall = () => {
            if (clock.now() > 7 * MINUTE && api.jobs.length === 0) api.add(QUEUED, REQUEST, 7 * MINUTE)
          }
        },
      },
    )
    expect(accepted).toBe(1)
    expect(training.job?.id).toBe(jobId(1))
  })

  it('does not send again where several jobs match', async () => {
    const { api, training } = await submitWith(lostOnce(true), {
      onUnknown: 'resubmit',
      prepare: (fake) =>
        (fake.onCall = ({ operation }) => {
          if (operation === 'create') fake.add(QUEUED, REQUEST)
        }),
    })
    expect(api.of('create')).toHaveLength(1)
    expect(training.outcome).toBe('unknown')
  })
})

describe('each status in place of an answer', () => {
  const statuses = (expected: string, ...all: number[]) => all.map((status) => [status, expected] as const)

  it.each([
    ...statuses('again', 429, 521, 523, 525, 526),
    ...statuses('over', 301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415),
    ...statuses('over', 422, 431, 451),
    ...statuses('searched', 303, 408, 409, 418, 425, 500, 502, 503, 504, 520, 522, 524, 530, 599),
  ])('HTTP %i: %s', async (status, expected) => {
    const { api, operations, training } = await submitWith(
      on('create', (nth) => (nth === 1 ? { failure: answered(status) } : undefined)),
    )
    const posts = api.of('create').length
    switch (expected) {
      case 'again':
        expect([operations, training.job?.id]).toEqual([['list', 'create', 'create'], jobId(1)])
        break
      case 'over':
        expect([operations, training.outcome]).toEqual([['list', 'create'], 'refused'])
        break
      default:
        expect([posts, training.outcome]).toEqual([1, status === 409 ? 'refused' : 'unknown'])
        expect(operations.length).toBeGreaterThan(5)
    }
  })

  it('with Retry-After is not followed by a look before that', async () => {
    const ill = answered(503, { retryAfterMs: 2 * MINUTE })
    const { api, training } = await submitWith(on('create', () => ({ failure: ill, accepts: true })))
    expect(api.of('list')[1]?.atMs).toBeGreaterThanOrEqual(2 * MINUTE)
    expect(training.job?.id).toBe(jobId(1))
  })
})

describe('a repeat', () => {
  /** The first answer is lost, and what follows is this. */
  const thenAlways = (failure: Failure): Script =>
    on('create', (nth) => ({ failure: nth === 1 ? LOST : failure }))

  it.each([401, 422, 429, 503, 409])(
    'that is answered with HTTP %i leaves open what became of the first',
    async (status) => {
      const { training } = await submitWith(thenAlways(answered(status)), { onUnknown: 'resubmit' })
      expect(training).toMatchObject({ outcome: 'unknown' })
    },
  )

  it('leaves to the time after a kill what it takes to find the first, too', async () => {
    const { open } = await submitWith(lostOnce(false), { onUnknown: 'resubmit' })
    expect(open.map(({ sinceS }) => sinceS)).toEqual([open[0]?.sinceS, open[0]?.sinceS])
  })

  it('is not sent where the time of the step has cut the search short', async () => {
    const { api } = await submitWith(
      on('create', () => ({ failure: LOST })),
      {
        onUnknown: 'resubmit',
        deadlineMs: 2 * MINUTE,
      },
    )
    expect(api.of('create')).toHaveLength(1)
  })

  it('is nothing that is waited for where none is asked for, and the list cannot be searched', async () => {
    const closed = on('list', () => ({ failure: answered(403) }))
    const { clock, training } = await submitWith(
      both(
        closed,
        on('create', () => ({ failure: LOST })),
      ),
    )
    expect(training.outcome).toBe('unknown')
    expect(clock.sleeps).toEqual([])
  })

  it('that did not get out does not take back what is known of the first', async () => {
    let unsent = 0
    const onUnsent = () => {
      unsent += 1
    }
    await submitWith(
      on('create', (nth) => (nth === 1 ? { failure: UNSENT } : undefined)),
      { onUnsent },
    )
    expect(unsent).toBe(1)
    await submitWith(thenAlways(UNSENT), { onUnknown: 'resubmit', onUnsent })
    expect(unsent).toBe(1)
  })

  it('is not sent at once where the list cannot be searched', async () => {
    const closed = on('list', () => ({ failure: answered(403) }))
    const lost = on('create', () => ({ failure: LOST }))
    const { api } = await submitWith(both(closed, lost), { onUnknown: 'resubmit' })
    const posts = api.of('create').map(({ atMs }) => atMs)
    const gaps = posts.slice(1).map((atMs, n) => atMs - (posts[n] ?? 0))
    expect(Math.min(Infinity, ...gaps)).toBeGreaterThanOrEqual(30_000)
  })
})
