import { describe, expect, it } from '@jest/globals'
import { trainingOfJob, type Training } from '../../src/jobs/job-state.ts'
import type { WaitGoal } from '../../src/jobs/job-status.ts'
import { watch } from '../../src/jobs/watch.ts'
import type { WatchEvent } from '../../src/jobs/polled-job.ts'
import { TEST_START_MS, UP_MS, VirtualClock } from '../fakes/clock.ts'
import { seededRandom } from '../fakes/random.ts'
import { FakeTrainingApi, LOST, UNSENT, answered, type JobCourse, type Script } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MODEL = 'ft:model'

interface Setting {
  readonly script?: Script
  readonly deadlineMs?: number
  readonly goal?: WaitGoal
  readonly random?: () => number
  readonly latencyMs?: number
  /** Whether the job was submitted by this step, or is known by its id only. */
  readonly isFresh?: boolean
}

async function watchJobs(courses: readonly JobCourse[], setting: Setting = {}) {
  const clock = new VirtualClock(TEST_START_MS, UP_MS)
  const api = new FakeTrainingApi(clock)
  api.latencyMs = setting.latencyMs ?? 0
  const jobs = courses.map((course) => {
    const id = api.add(course)
    const status = course.statuses[0]?.[1] ?? 'QUEUED'
    const fresh: Training = {
      label: id,
      job: { id, status },
      timeline: [{ status, atMs: clock.wall() }],
      notes: [],
    }
    return setting.isFresh === false ? trainingOfJob(id) : fresh
  })
  if (setting.script) api.script = setting.script
  const events: (WatchEvent & { readonly atMs: number })[] = []
  const trainings = await watch(jobs, {
    api,
    clock,
    random: setting.random ?? (() => 0),
    deadlineMs: UP_MS + (setting.deadlineMs ?? 6 * HOUR),
    goal: setting.goal ?? 'end',
    onEvent: (event) => events.push({ ...event, atMs: clock.now() - UP_MS }),
  })
  const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'alive')
  const looks = api.calls.map(({ atMs }) => atMs)
  return { training: trainings[0]!, trainings, api, spentMs: clock.now() - UP_MS, events, kinds, looks }
}

const course = (...statuses: JobCourse['statuses']): JobCourse => ({ statuses, model: MODEL })

describe('a watch', () => {
  it('follows a job to its model', async () => {
    const { training, kinds, spentMs } = await watchJobs([
      course([0, 'QUEUED'], [33_000, 'VALIDATING'], [51_000, 'RUNNING'], [HOUR, 'SUCCESS']),
    ])
    expect(training).toMatchObject({ outcome: 'succeeded', job: { status: 'SUCCESS', outputModel: MODEL } })
    expect(training.timeline.map(({ status }) => status)).toEqual([
      'QUEUED',
      'VALIDATING',
      'RUNNING',
      'SUCCESS',
    ])
    expect(kinds).toEqual(['changed', 'changed', 'changed', 'decided'])
    expect(spentMs - HOUR).toBeLessThanOrEqual(0.05 * HOUR)
  })

  it.each([
    ['FAILED', 'failed', ['The service gave no reason. Its console or support can tell more.']],
    [
      'CANCELLED',
      'cancelled',
      ['It was not cancelled from here, but by a person, another workflow or the service.'],
    ],
    ['TIMEOUT_EXCEEDED', 'failed', ['The service gave no reason. Its console or support can tell more.']],
  ])('ends with %s as %s', async (status, outcome, notes) => {
    const { training } = await watchJobs([course([0, 'RUNNING'], [MINUTE, status])])
    expect(training).toMatchObject({ outcome, notes })
  })

  it('needs no look at a job that had ended when it was submitted', async () => {
    const { training, looks, kinds } = await watchJobs([course([0, 'FAILED'])])
    expect([training.outcome, looks, kinds]).toEqual(['failed', [], ['decided']])
  })

  it('looks at once at a job that it knows by its id only', async () => {
    const { training, looks, events } = await watchJobs([course([0, 'SUCCESS'])], { isFresh: false })
    expect([training.outcome, looks]).toEqual(['succeeded', [0]])
    expect(events[0]).toMatchObject({ kind: 'changed', training: { timeline: [{ status: 'SUCCESS' }] } })
  })

  it('that waits for the start lets go of a job that trains, and reports one that fails before', async () => {
    const started = await watchJobs([course([0, 'QUEUED'], [MINUTE, 'RUNNING'])], { goal: 'start' })
    expect(started.training).toMatchObject({ outcome: 'submitted', job: { status: 'RUNNING' } })
    const failed = await watchJobs([course([0, 'QUEUED'], [MINUTE, 'FAILED'])], { goal: 'start' })
    expect(failed.training.outcome).toBe('failed')
    const quick = await watchJobs([course([0, 'QUEUED'], [1_000, 'SUCCESS'])], { goal: 'start' })
    expect(quick.training.outcome).toBe('submitted')
  })

  it('starts afresh at every change, so that a short run after a long queue is seen in time', async () => {
    const endMs = 26_000_000 + 150_000
    const { spentMs, looks } = await watchJobs(
      [course([0, 'QUEUED'], [26_000_000, 'RUNNING'], [endMs, 'SUCCESS'])],
      {
        deadlineMs: Infinity,
      },
    )
    // The queue's own bound is 300 s; within that the change is seen, and then the gaps are short again.
    expect(spentMs - endMs).toBeLessThanOrEqual(300_000)
    const last = looks.slice(-2)
    expect(last[1]! - last[0]!).toBeLessThanOrEqual(8_000)
  })

  it('keeps its promise with answers that take their time and gaps that are shortened by chance', async () => {
    const random = seededRandom(5)
    for (let n = 0; n < 40; n++) {
      const endMs = Math.round(1_000 * 40_000 ** random())
      const { spentMs } = await watchJobs([course([0, 'RUNNING'], [endMs, 'SUCCESS'])], {
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
  it('gets a last look, at the very moment', async () => {
    const { training, looks, spentMs } = await watchJobs([course([0, 'RUNNING'], [57_000, 'SUCCESS'])], {
      deadlineMs: 58_000,
    })
    expect(training.outcome).toBe('succeeded')
    expect([looks.at(-2), looks.at(-1), spentMs]).toEqual([55_000, 58_000, 58_000])
  })

  it('ends the watch of a job that goes on, with what is known of it', async () => {
    const { training, spentMs } = await watchJobs([course([0, 'RUNNING'])], { deadlineMs: 100_000 })
    expect(training).toMatchObject({ outcome: 'timed-out', job: { status: 'RUNNING' }, notes: [] })
    expect(spentMs).toBe(100_000)
  })

  it('that has passed already leaves one look', async () => {
    const { looks, training } = await watchJobs([course([0, 'RUNNING'], [1, 'SUCCESS'])], { deadlineMs: -1 })
    expect(looks).toEqual([0])
    expect(training.outcome).toBe('timed-out')
  })

  it('gets no look where the service asked to be left alone for longer', async () => {
    const { training, looks } = await watchJobs([course([0, 'RUNNING'], [8_000, 'SUCCESS'])], {
      deadlineMs: 60_000,
      script: () => ({ failure: answered(429, { retryAfterMs: 90_000 }) }),
    })
    expect(looks).toEqual([5_000])
    expect(training).toMatchObject({ outcome: 'timed-out', job: { status: 'RUNNING' } })
  })

  it('gets a look during an outage in which nobody asked for rest', async () => {
    const { training, looks } = await watchJobs([course([0, 'RUNNING'], [8_000, 'SUCCESS'])], {
      deadlineMs: 20_000,
      script: (_, nth) => (nth === 1 ? { failure: LOST } : undefined),
    })
    expect(looks).toEqual([5_000, 20_000])
    expect(training.outcome).toBe('succeeded')
  })

  it('makes a success without a model a failure', async () => {
    const { training } = await watchJobs(
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
    expect(training.outcome).toBe('failed')
    expect(training.notes.join(' ')).toContain('no output model')
  })

  it('says nothing of a job that was never seen', async () => {
    const { training } = await watchJobs([course([0, 'RUNNING'])], {
      deadlineMs: 60_000,
      isFresh: false,
      script: () => ({ failure: UNSENT }),
    })
    expect(training).toMatchObject({ outcome: 'timed-out', notes: [] })
    expect(training.job).toBeUndefined()
  })
})

describe('words that nobody knows', () => {
  it('count as not finished, and are told once', async () => {
    const { training, kinds } = await watchJobs([
      course([0, 'QUEUED'], [10_000, 'POLISHING'], [HOUR, 'SUCCESS']),
    ])
    expect(training.outcome).toBe('succeeded')
    expect(kinds).toEqual(['changed', 'unrecognised', 'changed', 'decided'])
  })

  it('an answer without a status too', async () => {
    const { training } = await watchJobs(
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
    expect(training).toMatchObject({ outcome: 'timed-out', timeline: [{ status: 'QUEUED' }, { status: '' }] })
  })
})

describe('a success that names no model', () => {
  it('is asked again until it does', async () => {
    const { training, spentMs } = await watchJobs([
      {
        statuses: [
          [0, 'RUNNING'],
          [MINUTE, 'SUCCESS'],
        ],
        model: MODEL,
        modelDelayMs: 90_000,
      },
    ])
    expect(training).toMatchObject({ outcome: 'succeeded', job: { outputModel: MODEL } })
    expect(spentMs).toBeLessThan(MINUTE + 90_000 + 10_000)
  })

  it('is red after two minutes, not before', async () => {
    const { training, spentMs, looks } = await watchJobs([
      {
        statuses: [
          [0, 'RUNNING'],
          [MINUTE, 'SUCCESS'],
        ],
      },
    ])
    expect(training.outcome).toBe('failed')
    expect(spentMs).toBeGreaterThanOrEqual(MINUTE + 120_000)
    expect(spentMs).toBeLessThan(MINUTE + 135_000)
    expect(looks.filter((atMs) => atMs > MINUTE).length).toBeGreaterThan(10)
  })
})

describe('an outage', () => {
  const during =
    (fromMs: number, untilMs: number, failure = LOST): Script =>
    ({ atMs }) =>
      atMs >= fromMs && atMs < untilMs ? { failure } : undefined

  it.each([
    ['resets', LOST],
    ['refused connections', UNSENT],
    ['HTTP 502', answered(502)],
    ['HTTP 429', answered(429)],
  ])(
    'of hours with %s is survived at no more than a request each 30 s, and told in two lines',
    async (_, failure) => {
      const { training, looks, kinds, spentMs, events } = await watchJobs(
        [course([0, 'RUNNING'], [2 * HOUR, 'SUCCESS'])],
        { deadlineMs: 12 * HOUR, script: during(HOUR, 4 * HOUR, failure), random: seededRandom(3) },
      )
      expect(training.outcome).toBe('succeeded')
      const inOutage = looks.filter((atMs) => atMs >= HOUR && atMs < 4 * HOUR)
      expect(inOutage.length).toBeGreaterThan(300)
      for (const [n, atMs] of inOutage.slice(1).entries())
        expect(atMs - inOutage[n]!).toBeGreaterThanOrEqual(30_000)
      expect(kinds).toEqual(['away', 'back', 'changed', 'decided'])
      const [away, back, changed] = events.filter(({ kind }) => kind !== 'alive')
      expect(back).toMatchObject({ kind: 'back', afterMs: (back?.atMs ?? 0) - (away?.atMs ?? 0) })
      expect(changed).toMatchObject({ kind: 'changed', afterMs: changed?.atMs })
      expect(events.find(({ kind }) => kind === 'away')).toMatchObject({
        failure,
        remainingMs: 12 * HOUR - inOutage[0]!,
      })
      expect(spentMs).toBeLessThanOrEqual(4 * HOUR + 60_000)
    },
  )

  it('is told again when it comes again', async () => {
    const { kinds } = await watchJobs([course([0, 'RUNNING'], [30 * MINUTE, 'SUCCESS'])], {
      script: ({ atMs }) => (Math.floor(atMs / (5 * MINUTE)) % 2 === 1 ? { failure: LOST } : undefined),
    })
    expect(kinds.filter((kind) => kind === 'away').length).toBe(3)
    expect(kinds.filter((kind) => kind === 'back').length).toBe(3)
  })

  it('is waited out as long as the service asks', async () => {
    const { looks } = await watchJobs([course([0, 'RUNNING'], [20 * MINUTE, 'SUCCESS'])], {
      script: (_, nth) => (nth === 1 ? { failure: answered(503, { retryAfterMs: 10 * MINUTE }) } : undefined),
    })
    expect(looks.slice(0, 2)).toEqual([5_000, 5_000 + 10 * MINUTE])
  })

  it('of one job does not disturb the others', async () => {
    const { trainings } = await watchJobs(
      [course([0, 'RUNNING'], [MINUTE, 'SUCCESS']), course([0, 'RUNNING'])],
      {
        deadlineMs: 10 * MINUTE,
        script: ({ id }) => (id?.endsWith('2') ? { failure: LOST } : undefined),
      },
    )
    expect(trainings.map(({ outcome }) => outcome)).toEqual(['succeeded', 'timed-out'])
  })
})

describe('an answer that means no', () => {
  it('is believed at once on first contact', async () => {
    for (const status of [401, 403, 404, 410, 302]) {
      const { training, looks } = await watchJobs([course([0, 'RUNNING'])], {
        isFresh: false,
        script: () => ({ failure: answered(status) }),
      })
      expect(training).toMatchObject({ outcome: 'refused', failure: { status } })
      expect(looks).toEqual([0])
    }
  })

  it('just after creation is waited out: a fresh job may not be readable everywhere', async () => {
    const { training } = await watchJobs([course([0, 'QUEUED'], [5 * MINUTE, 'SUCCESS'])], {
      script: ({ atMs }) => (atMs < 100_000 ? { failure: answered(404) } : undefined),
    })
    expect(training.outcome).toBe('succeeded')
  })

  it('twice in a long time is not believed', async () => {
    const { training } = await watchJobs([course([0, 'RUNNING'], [MINUTE, 'SUCCESS'])], {
      script: (__, nth) => (nth <= 2 ? { failure: answered(403, { retryAfterMs: 3 * MINUTE }) } : undefined),
    })
    expect(training.outcome).toBe('succeeded')
  })

  it.each([
    [403, 'Check the key.'],
    // That of a first contact: is the id right?
    [404, undefined],
  ])('for good (HTTP %i) is told with the advice %j', async (status, hint) => {
    const failure = { ...answered(status), hint: 'Check the key.' }
    const { training } = await watchJobs([course([0, 'RUNNING'])], { script: () => ({ failure }) })
    expect([training.outcome, training.failure?.hint]).toEqual(['unknown', hint])
  })

  it.each([
    ['404 that stays after creation', 404, 0, 120_000],
    ['404 after the job was seen', 404, 1, 600_000],
    ['401 after the job was seen', 401, 1, 120_000],
    ['403 after creation', 403, 0, 120_000],
  ])('%s ends the watch with the id, after a while', async (_, status, goodLooks, spanMs) => {
    const { training, looks, spentMs, kinds } = await watchJobs([course([0, 'RUNNING'])], {
      script: (__, nth) => (nth > goodLooks ? { failure: answered(status) } : undefined),
    })
    expect(training).toMatchObject({ outcome: 'unknown', failure: { status }, job: { id: training.label } })
    expect(training.notes.join(' ')).toContain('may still be running')
    expect(spentMs - looks[goodLooks]!).toBeGreaterThanOrEqual(spanMs)
    expect(spentMs - looks[goodLooks]!).toBeLessThan(spanMs + 35_000)
    expect(looks.length - goodLooks).toBeGreaterThanOrEqual(5)
    expect(kinds).toEqual(['away', 'decided'])
  })

  it('that passes is forgotten', async () => {
    const { training } = await watchJobs([course([0, 'RUNNING'], [HOUR, 'SUCCESS'])], {
      script: ({ atMs }) => (atMs % (20 * MINUTE) < 100_000 ? { failure: answered(401) } : undefined),
    })
    expect(training.outcome).toBe('succeeded')
  })
})

describe('signs of life', () => {
  it('come about every half age of the status, with the time of the next look', async () => {
    const { events } = await watchJobs([course([0, 'RUNNING'], [2 * HOUR, 'SUCCESS'])])
    const alive = events.filter((event) => event.kind === 'alive')
    expect(alive.length).toBeGreaterThan(4)
    expect(alive.length).toBeLessThan(14)
    for (const event of alive) {
      expect(event.sinceMs).toBe(event.atMs)
      expect(event.nextLookMs).toBeLessThanOrEqual(300_000)
      expect(event.nextLookMs).toBeGreaterThan(0)
    }
  })
})

describe('several jobs', () => {
  it('are each watched to their own end, and returned in their order', async () => {
    const { trainings, api } = await watchJobs([
      course([0, 'RUNNING'], [HOUR, 'SUCCESS']),
      course([0, 'RUNNING'], [MINUTE, 'FAILED']),
      course([0, 'CANCELLED']),
    ])
    expect(trainings.map(({ outcome }) => outcome)).toEqual(['succeeded', 'failed', 'cancelled'])
    const looksAt = (n: number) => api.calls.filter(({ id }) => id === trainings[n]!.label)
    expect(looksAt(1).at(-1)?.atMs).toBeLessThanOrEqual(MINUTE + 5_000)
    expect(looksAt(2)).toEqual([])
  })

  it('leave alone what had an outcome before', async () => {
    const clock = new VirtualClock()
    const api = new FakeTrainingApi(clock)
    const over: Training = { label: 'a.yml', outcome: 'invalid', timeline: [], notes: [] }
    const world = {
      api,
      clock,
      random: () => 0,
      deadlineMs: HOUR,
      goal: 'end',
      onEvent: () => undefined,
    } as const
    expect(await watch([over], world)).toEqual([over])
    expect(api.calls).toEqual([])
  })
})
