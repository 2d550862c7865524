import { describe, expect, it } from '@jest/globals'
import type { Failure, TrainingJob } from '../../src/jobs/api.ts'
import { trainingOfJob, type Training } from '../../src/jobs/job-state.ts'
import { watch } from '../../src/jobs/watch.ts'
import type { Watch, WatchEvent } from '../../src/jobs/polled-job.ts'
import { TEST_START_MS, UP_MS, VirtualClock } from '../fakes/clock.ts'
import { seededRandom } from '../fakes/random.ts'
import { FakeTrainingApi, LOST, answered, type JobCourse, type Script } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MODEL = 'ft:model'

const course = (...statuses: JobCourse['statuses']): JobCourse => ({ statuses, model: MODEL, reason: 'why' })
const trains = (endMs: number, status = 'SUCCESS') =>
  course([0, 'QUEUED'], [MINUTE, 'RUNNING'], [endMs, status])
const many = (n: number, endMs = HOUR) => Array.from({ length: n }, () => trains(endMs))

interface Setting extends Partial<Pick<Watch, 'deadlineMs' | 'goal' | 'random' | 'isTakenOver'>> {
  readonly script?: Script
  /** Jobs of others that were there before. */
  readonly strangers?: number
  /** Known by their ids only. */
  readonly isFirstContact?: boolean
  /** Changes the service before the watch begins. */
  readonly service?: (api: FakeTrainingApi, clock: VirtualClock) => void
}

/** Watches jobs that this step has just submitted. */
async function watchJobs(courses: readonly JobCourse[], setting: Setting = {}) {
  const { script, strangers = 0, isFirstContact = false, service, deadlineMs = 12 * HOUR, ...given } = setting
  const clock = new VirtualClock(TEST_START_MS, UP_MS)
  const api = new FakeTrainingApi(clock)
  const addStrangers = () => {
    for (let n = 0; n < strangers; n++) api.add(course([0, 'RUNNING']), undefined, 1_000 + n)
  }
  const jobs = courses.map((each): Training => {
    const id = api.add(each)
    const status = each.statuses[0]![1]!
    const modified = api.tellsModified ? { modifiedAt: Math.floor(clock.wall() / 1000) } : {}
    const job = { id, status, ...modified }
    return isFirstContact
      ? trainingOfJob(id)
      : { label: id, job, timeline: [{ status, atMs: clock.wall() }], notes: [] }
  })
  addStrangers()
  service?.(api, clock)
  if (script) api.script = script
  const events: (WatchEvent & { readonly atMs: number })[] = []
  const trainings = await watch(jobs, {
    api,
    clock,
    random: () => 0,
    deadlineMs: UP_MS + deadlineMs,
    goal: 'end',
    onEvent: (event) => events.push({ ...event, atMs: clock.now() - UP_MS }),
    ...given,
  })
  const outcomes = trainings.map(({ outcome }) => outcome)
  /** When the outcome of the n-th job was known. */
  const decidedMs = (n: number) =>
    events.find(({ kind, training }) => kind === 'decided' && training.label === jobs[n]!.label)?.atMs
  const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'alive')
  return {
    trainings,
    outcomes,
    api,
    spentMs: clock.now() - UP_MS,
    events,
    kinds,
    decidedMs,
    gets: api.of('get'),
    lists: api.of('list'),
  }
}

/** The twentieth reading of the list, and every thirtieth after it, is held against a job. */
const checksOf = (lists: readonly unknown[]) => Math.floor((lists.length + 10) / 30)

/** Gaps between calls, in milliseconds. */
const gaps = (calls: readonly { readonly atMs: number }[]) =>
  calls.slice(1).map(({ atMs }, n) => atMs - calls[n]!.atMs)

const isList = ({ operation }: { readonly operation: string }) => operation === 'list'

describe('four jobs and more', () => {
  it('are read through the list, which one reading serves all', async () => {
    const alone = await watchJobs(many(1))
    const { outcomes, gets, lists, trainings } = await watchJobs(many(50))
    expect(new Set(outcomes)).toEqual(new Set(['succeeded']))
    expect(trainings[49]!.job?.outputModel).toBe(MODEL)
    expect(lists.length).toBe(alone.gets.length)
    expect(gets.length).toBe(checksOf(lists))
    expect(lists.every(({ page, pageSize }) => page === 0 && pageSize === 100)).toBe(true)
  })

  it('stay with the list while two are left; three from the beginning, and the last one, are read singly', async () => {
    expect((await watchJobs(many(3))).lists).toEqual([])
    const { gets, lists, decidedMs } = await watchJobs([trains(2 * HOUR), ...many(4, HOUR)])
    expect(lists.at(-1)!.atMs).toBe(decidedMs(4))
    expect(gets.filter(({ atMs }) => atMs < decidedMs(4)!).length).toBeLessThanOrEqual(checksOf(lists))
    expect(gets.filter(({ atMs }) => atMs > decidedMs(4)!).length).toBeGreaterThan(10)
    const two = await watchJobs([...many(2, 2 * HOUR), ...many(3, HOUR)])
    expect(two.lists.at(-1)!.atMs).toBe(two.decidedMs(0))
    expect(two.gets.length).toBeLessThanOrEqual(checksOf(two.lists))
  })

  it('are seen by a reading that was for another, so that their gaps begin anew', async () => {
    const { lists } = await watchJobs([...many(4), course([0, 'RUNNING'], [30 * MINUTE, 'FAILED'])])
    // At 30 min jobs of two ages are due at times of their own, but no reading follows another within a shorter gap.
    const late = lists.filter(({ atMs }) => atMs > 10 * MINUTE && atMs < 30 * MINUTE)
    expect(Math.min(...gaps(late))).toBeGreaterThan(20_000)
  })

  it('share the chance, so that they stay together', async () => {
    const { lists } = await watchJobs(many(50), { random: seededRandom(7) })
    const alone = await watchJobs(many(1), { random: seededRandom(8) })
    expect(lists.length).toBeLessThanOrEqual(1.05 * alone.gets.length)
  })

  it('that are known by their ids only are met singly first, a few at a time', async () => {
    let most = 0
    let current = 0
    const { gets, lists } = await watchJobs(many(20, 10 * MINUTE), {
      isFirstContact: true,
      service: (api, clock) => {
        const get = api.get.bind(api)
        api.get = async (id) => {
          most = Math.max(most, ++current)
          await clock.sleep(200)
          const reply = await get(id)
          current--
          return reply
        }
      },
    })
    expect(gets.length).toBe(20 + checksOf(lists))
    expect(most).toBe(4)
    expect(lists.length).toBeGreaterThan(30)
  })
})

describe('jobs that the list does not show where they were', () => {
  it('are found behind the newer jobs of others', async () => {
    const { gets, lists, outcomes } = await watchJobs(many(6), {
      strangers: 250,
      service: (api) => api.jobs.forEach((job, n) => n >= 6 && Object.assign(job, { bornMs: -1 - n })),
      script: () => undefined,
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(gets.length).toBe(checksOf(lists))
    expect(lists.every(({ page }) => page === 0)).toBe(true)
    const pushed = await watchJobs(many(6), {
      service: (api, clock) => {
        for (let n = 1; n <= 150; n++)
          void clock
            .idle(n * 10_000, new AbortController().signal)
            .then(() => api.add(course([0, 'RUNNING'])))
      },
    })
    expect(new Set(pushed.lists.map(({ page }) => page))).toEqual(new Set([0, 1]))
    expect(pushed.lists.at(-1)!.page).toBe(1)
    // One by one they slide over the edge, and are read singly until another is there too.
    expect(pushed.gets.length).toBeLessThanOrEqual(6 + checksOf(pushed.lists))
  })

  it('are read singly where they are out of reach', async () => {
    const { gets, lists, outcomes } = await watchJobs(many(6), {
      service: (api, clock) => {
        void clock.idle(10 * MINUTE, new AbortController().signal).then(() => {
          for (let n = 0; n < 1_000; n++) api.add(course([0, 'RUNNING']))
        })
      },
    })
    const apart = await watchJobs(many(1))
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(gets.length).toBeGreaterThan(6 * 10)
    const vain = lists.filter(({ atMs }) => atMs > 11 * MINUTE)
    expect(vain.length).toBeLessThanOrEqual(25)
    expect(gets.length + lists.length).toBeLessThanOrEqual(6 * apart.gets.length)
  })

  it('cost no more than single reads, whatever the list is like', async () => {
    for (const order of ['newest-first', 'oldest-first', 'any'] as const) {
      for (const maxPageSize of [3, 10, 100]) {
        const { gets, lists, outcomes } = await watchJobs(many(8), {
          strangers: 40,
          service: (api) => Object.assign(api, { order, maxPageSize, tellsTotal: maxPageSize > 3 }),
        })
        const alone = await watchJobs(many(1))
        expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
        expect(gets.length + lists.length).toBeLessThanOrEqual(1.1 * 8 * alone.gets.length)
      }
    }
  })

  it('are no failures, even where the list never shows one of them', async () => {
    const { outcomes, gets, lists, events, trainings } = await watchJobs(many(5), {
      strangers: 300,
      service: (api) => {
        const list = api.list.bind(api)
        api.list = async (...args) => {
          const reply = await list(...args)
          if (!reply.ok) return reply
          const jobs = reply.value.jobs.filter(({ id }) => id !== api.jobs[2]!.id)
          return { ok: true, value: { ...reply.value, jobs } }
        }
      },
    })
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => 'succeeded'))
    expect(gets.filter(({ id }) => id !== trainings[2]!.label).length).toBeLessThanOrEqual(checksOf(lists))
    expect(events.some(({ kind }) => kind === 'away')).toBe(false)
    // For one job alone no other page is read.
    expect(lists.every(({ page }) => page === 0)).toBe(true)
  })

  it('are not searched for to the end of the list', async () => {
    const { gets, lists, trainings } = await watchJobs(many(8), {
      strangers: 900,
      service: (api) => {
        const lost = api.jobs.slice(2, 4).map(({ id }) => id)
        api.listed = (job) => (lost.includes(job.id) ? { id: 'x' } : job)
      },
    })
    expect(new Set(lists.map(({ page }) => page))).toEqual(new Set([0, 1, 2]))
    expect(lists.filter(({ page }) => page! > 0).length).toBe(2)
    const lost = trainings.slice(2, 4).map(({ label }) => label)
    expect(gets.filter(({ id }) => !lost.includes(id!)).length).toBeLessThanOrEqual(checksOf(lists))
  })

  it('again and again make the list of no use, so that it is read less', async () => {
    const { lists, outcomes } = await watchJobs(many(8, 3 * HOUR), {
      strangers: 900,
      service: (api) => {
        api.listed = (job) => (Number(job.id.slice(-1)) % 2 === api.of('list').length % 2 ? { id: 'x' } : job)
      },
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    // Without rests these were 200; without another try after a rest, 5.
    const inVain = lists.filter(({ page }) => page! > 0).length
    expect(inVain).toBeLessThanOrEqual(100)
    expect(inVain).toBeGreaterThan(20)
  })
})

describe('a list that is not as the jobs are', () => {
  /** The list describes the third job in its own way. */
  const third =
    (change: (job: TrainingJob) => TrainingJob) =>
    (api: FakeTrainingApi): void => {
      api.listed = (job) => (job.id === api.jobs[2]!.id ? change(job) : job)
    }

  it('is found out where it never moves', async () => {
    const { trainings, decidedMs } = await watchJobs([...many(4, 5 * HOUR), trains(2 * HOUR)], {
      service: (api) => {
        api.listed = (job) => ({ ...job, status: 'QUEUED' })
      },
    })
    expect(trainings[4]!.timeline.map(({ status }) => status)).toEqual(['QUEUED', 'RUNNING', 'SUCCESS'])
    expect(decidedMs(4)! - 2 * HOUR).toBeLessThanOrEqual(300_000)
  })

  it('is doubted for all at once', async () => {
    const { events } = await watchJobs(many(12, 5 * HOUR), {
      service: (api) => {
        api.listed = (job) => ({ ...job, status: 'QUEUED' })
      },
    })
    const seen = events.filter(
      ({ kind, training }) => kind === 'changed' && training.job?.status === 'RUNNING',
    )
    expect(seen.length).toBe(12)
    expect(seen.at(-1)!.atMs - seen[0]!.atMs).toBeLessThanOrEqual(5 * MINUTE)
  })

  it('for one job is found out when its turn comes', async () => {
    const { trainings, decidedMs } = await watchJobs([...many(5, 10 * HOUR), trains(9 * HOUR)], {
      service: (api) => {
        api.listed = (job) => (job.id === api.jobs[5]!.id ? { ...job, status: 'QUEUED' } : job)
      },
    })
    expect(trainings[5]!.timeline.map(({ status }) => status)).toEqual(['QUEUED', 'RUNNING', 'SUCCESS'])
    expect(decidedMs(5)! - 9 * HOUR).toBeLessThanOrEqual(300_000)
  })

  it('takes no job back', async () => {
    const { trainings, gets, lists } = await watchJobs(many(5), {
      isFirstContact: true,
      service: (api) => {
        for (const job of api.jobs) Object.assign(job, { course: course([0, 'RUNNING'], [HOUR, 'SUCCESS']) })
        third((job) => ({ ...job, status: 'QUEUED' }))(api)
      },
    })
    expect(trainings[2]!.timeline.map(({ status }) => status)).toEqual(['RUNNING', 'SUCCESS'])
    expect(gets.filter(({ id }) => id !== trainings[2]!.label).length).toBeLessThanOrEqual(
      4 + checksOf(lists),
    )
  })

  it('that lags for one job does not make it late', async () => {
    // Once the job was seen running, what the list says of it never changes again.
    let isFrozen = false
    const { decidedMs, outcomes } = await watchJobs(
      [...many(4, 2 * HOUR), course([0, 'QUEUED'], [MINUTE, 'RUNNING'], [HOUR, 'SUCCESS'])],
      {
        service: (api, clock) => {
          api.tellsModified = true
          api.listed = (job) => {
            isFrozen = clock.now() > UP_MS + 10 * MINUTE
            const isIt = job.id === api.jobs[4]!.id && isFrozen
            return isIt ? { ...job, status: 'RUNNING', modifiedAt: 1 } : job
          }
        },
      },
    )
    expect(outcomes[4]).toBe('succeeded')
    expect(decidedMs(4)! - HOUR).toBeLessThanOrEqual(0.05 * HOUR)
  })

  it.each([
    ['names no model yet', { outputModel: undefined }, 'succeeded'],
    ['names no status', { status: undefined }, 'succeeded'],
  ])('and %s leaves that to the job', async (_, fields, outcome) => {
    const { trainings, gets, lists } = await watchJobs(many(5), {
      service: third((job) => JSON.parse(JSON.stringify({ ...job, ...fields })) as TrainingJob),
    })
    expect(trainings[2]).toMatchObject({ outcome, job: { outputModel: MODEL } })
    expect(gets.filter(({ id }) => id !== trainings[2]!.label).length).toBeLessThanOrEqual(checksOf(lists))
  })

  it('and gives no reason of a failure leaves that to the job', async () => {
    const { trainings, gets, lists } = await watchJobs([...many(4), trains(HOUR, 'FAILED')], {
      service: (api) => {
        api.listed = ({ reason: _reason, ...job }) => job
      },
    })
    expect(trainings[4]).toMatchObject({ outcome: 'failed', job: { reason: 'why' }, notes: [] })
    expect(gets.length).toBeLessThanOrEqual(1 + checksOf(lists))
  })

  it('keeps what only the job itself tells', async () => {
    const { trainings } = await watchJobs(many(5), {
      service: (api) => {
        api.listed = ({ createdAt: _createdAt, ...job }) => job
      },
      isFirstContact: true,
    })
    expect(trainings[0]!.job).toMatchObject({ status: 'SUCCESS', createdAt: TEST_START_MS / 1000 })
  })

  it('and is behind is noticed by the times that it tells, and then used less', async () => {
    const endMs = [10, 20, 30, 40, 50, 60].map((n) => n * MINUTE)
    const { decidedMs } = await watchJobs(
      endMs.map((at) => trains(at)),
      { service: (api) => Object.assign(api, { tellsModified: true, listLagMs: MINUTE }) },
    )
    const late = endMs.map((at, n) => decidedMs(n)! - at)
    // The first end that it shows gives it away.
    expect(late[0]).toBeGreaterThan(0.05 * 9 * MINUTE)
    for (const [n, at] of endMs.entries())
      if (n > 0) expect(late[n]).toBeLessThanOrEqual(0.05 * (at - MINUTE) + 5_000)
  })

  it('is asked again later where it does not show new jobs yet', async () => {
    const { gets, lists } = await watchJobs(many(6), {
      service: (api) => Object.assign(api, { listLagMs: 12_000 }),
    })
    expect(gets.length).toBeLessThanOrEqual(6 * 8 + checksOf(lists))
    expect(lists.length).toBeGreaterThan(20)
  })
})

describe('an outage', () => {
  const during =
    (fromMs: number, untilMs: number, failure: Failure = LOST): Script =>
    ({ atMs }) =>
      atMs >= fromMs && atMs < untilMs ? { failure } : undefined

  it.each([
    ['resets', LOST],
    ['HTTP 502', answered(502)],
    ['HTTP 429', answered(429)],
  ])('with %s costs all jobs together one request each 30 s, and two lines', async (_, failure) => {
    const { api, outcomes, kinds, events } = await watchJobs(many(20, 2 * HOUR), {
      script: during(HOUR, 4 * HOUR, failure),
      random: seededRandom(3),
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    const inOutage = api.calls.filter(({ atMs }) => atMs >= HOUR && atMs < 4 * HOUR)
    expect(inOutage.length).toBeGreaterThan(300)
    expect(Math.min(...gaps(inOutage))).toBeGreaterThanOrEqual(30_000)
    expect(kinds.filter((kind) => kind === 'away' || kind === 'back')).toEqual(['away', 'back'])
    const [away, back] = ['away', 'back'].map((kind) => events.find((event) => event.kind === kind))
    expect(away).toMatchObject({ isForAll: true, failure, remainingMs: 12 * HOUR - (away?.atMs ?? 0) })
    expect(back).toMatchObject({ isForAll: true, afterMs: (back?.atMs ?? 0) - (away?.atMs ?? 0) })
    const after = api.calls.filter(({ atMs }) => atMs >= 4 * HOUR)
    expect(after.map(({ operation }) => operation)).toEqual(['get', 'list'])
  })

  it('of a service without a list is one too', async () => {
    const { api, outcomes } = await watchJobs(many(6, 2 * HOUR), {
      script: (call) => (isList(call) ? { failure: answered(404) } : during(HOUR, 3 * HOUR)(call, 0)),
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(api.of('list').length).toBe(1)
    const inOutage = api.calls.filter(({ atMs }) => atMs >= HOUR && atMs < 3 * HOUR)
    expect(Math.min(...gaps(inOutage))).toBeGreaterThanOrEqual(30_000)
  })

  it('is waited out by all as long as the service asks, even where one job was told', async () => {
    const asked = answered(503, { retryAfterMs: 10 * MINUTE })
    const { api } = await watchJobs(many(6), {
      script: (call, nth) => (isList(call) && nth === 3 ? { failure: asked } : undefined),
    })
    const [before, after] = api.calls.filter(({ atMs }) => atMs >= 15_000)
    expect([before!.atMs, after!.atMs]).toEqual([15_000, 15_000 + 10 * MINUTE])
    const single = await watchJobs(many(6), {
      script: (call, nth) =>
        isList(call) ? { failure: answered(403) } : nth === 9 ? { failure: asked } : undefined,
    })
    const told = single.gets[8]!.atMs
    expect(single.api.calls.filter(({ atMs }) => atMs > told && atMs < told + 10 * MINUTE)).toEqual([])
  })

  it('is told once for all, also where some jobs have ended before, and changes nothing of those', async () => {
    const ended = 2
    const { events, trainings } = await watchJobs([...many(ended, 10 * MINUTE), ...many(6, 3 * HOUR)], {
      script: during(30 * MINUTE, 90 * MINUTE),
    })
    const of = (wanted: string) => events.filter(({ kind }) => kind === wanted)
    expect([of('away').length, of('back').length]).toEqual([1, 1])
    expect(of('decided')).toHaveLength(8)
    for (const training of trainings) expect(training).toMatchObject({ outcome: 'succeeded', notes: [] })
  })

  it('of all leaves the trouble of one job as it was', async () => {
    const { events, trainings } = await watchJobs(many(6, 3 * HOUR), {
      deadlineMs: 4 * HOUR,
      service: (api) => {
        api.listed = (job) => (job.id === api.jobs[1]!.id ? { id: job.id } : job)
      },
      script: (call, nth) =>
        during(30 * MINUTE, 60 * MINUTE)(call, nth) ??
        (call.id?.endsWith('2') ? { failure: answered(500) } : undefined),
    })
    const own = events.filter((event) => event.kind === 'away' && !event.isForAll)
    expect(own.map(({ training }) => training.label)).toEqual([trainings[1]!.label])
  })

  it('of the list alone that asks to be left alone is obeyed for all, each time', async () => {
    const asked = answered(503, { retryAfterMs: 5 * MINUTE })
    const untilMs = 40 * MINUTE
    const { api, lists, outcomes } = await watchJobs(many(6), {
      script: (call) =>
        isList(call) && call.atMs > 10 * MINUTE && call.atMs < untilMs ? { failure: asked } : undefined,
    })
    const refused = lists.map(({ atMs }) => atMs).filter((atMs) => atMs > 10 * MINUTE && atMs < untilMs)
    expect(refused.length).toBeGreaterThan(3)
    for (const from of refused)
      expect(api.calls.filter(({ atMs }) => atMs > from && atMs < from + 5 * MINUTE)).toEqual([])
    expect(outcomes).toEqual(Array.from({ length: 6 }, () => 'succeeded'))
  })

  it('leaves no last look where the service asked to be left alone for longer', async () => {
    const { api, outcomes } = await watchJobs(many(6), {
      deadlineMs: MINUTE,
      script: () => ({ failure: answered(429, { retryAfterMs: 90_000 }) }),
    })
    expect(api.calls.length).toBe(1)
    expect(new Set(outcomes)).toEqual(new Set(['timed-out']))
  })

  it('of one job does not disturb the others', async () => {
    const { outcomes, decidedMs, events, trainings } = await watchJobs(many(6), {
      deadlineMs: 2 * HOUR,
      service: (api) => {
        api.listed = (job) => (job.id === api.jobs[1]!.id ? { id: job.id } : job)
      },
      script: ({ id }) => (id?.endsWith('2') ? { failure: answered(500) } : undefined),
    })
    expect(outcomes.toSpliced(1, 1)).toEqual(Array.from({ length: 5 }, () => 'succeeded'))
    expect(outcomes[1]).toBe('timed-out')
    for (const n of [0, 2, 3, 4, 5]) expect(decidedMs(n)! - HOUR).toBeLessThanOrEqual(0.05 * HOUR)
    const away = events.filter(({ kind }) => kind === 'away')
    expect(away.map(({ training }) => training.label)).toEqual([trainings[1]!.label])
  })

  it('of the list alone leaves it in peace, and the jobs are read singly', async () => {
    const { outcomes, decidedMs, lists, gets } = await watchJobs(many(6), {
      script: (call) => (isList(call) ? { failure: answered(500) } : undefined),
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(decidedMs(0)! - HOUR).toBeLessThanOrEqual(0.05 * HOUR)
    expect(gets.length).toBeGreaterThan(6 * 40)
    expect(lists.length).toBeLessThanOrEqual(20)
    const passing = await watchJobs(many(6, 5 * HOUR), {
      script: (call) => (isList(call) && call.atMs < HOUR ? { failure: answered(500) } : undefined),
    })
    const late = passing.api.calls.filter(({ atMs }) => atMs > HOUR + 15 * MINUTE)
    expect(late.filter((call) => !isList(call)).length).toBeLessThanOrEqual(checksOf(late) + 1)
  })
})

describe('a list that is refused', () => {
  it.each([403, 404, 405, 410])('with %s is not asked again', async (status) => {
    const { outcomes, lists, gets, kinds } = await watchJobs(many(6), {
      script: (call) => (isList(call) ? { failure: answered(status) } : undefined),
    })
    const alone = await watchJobs(many(1))
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect([lists.length, gets.length]).toEqual([1, 6 * alone.gets.length])
    expect(kinds).not.toContain('away')
  })

  it('makes no difference to a job that is not readable yet', async () => {
    const { events, outcomes } = await watchJobs(many(6), {
      script: (call) =>
        isList(call)
          ? { failure: answered(403) }
          : call.id?.endsWith('1') && call.atMs < MINUTE
            ? { failure: answered(404) }
            : undefined,
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(events.filter(({ kind }) => kind === 'away').length).toBe(1)
    expect(events.some((event) => 'isForAll' in event)).toBe(false)
  })

  it('because the key passes away for a moment is asked again', async () => {
    const { outcomes, gets, lists } = await watchJobs(many(20), {
      script: ({ atMs }) =>
        atMs >= 30 * MINUTE && atMs < 31 * MINUTE ? { failure: answered(401) } : undefined,
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(gets.length).toBeLessThanOrEqual(10)
    expect(lists.at(-1)!.atMs).toBeGreaterThan(31 * MINUTE)
  })

  it('because the key is no longer good ends the watch of all', async () => {
    const { outcomes, trainings, api, events } = await watchJobs(many(20), {
      script: ({ atMs }) => (atMs >= 30 * MINUTE ? { failure: answered(401) } : undefined),
    })
    expect(new Set(outcomes)).toEqual(new Set(['unknown']))
    expect(trainings[3]).toMatchObject({ failure: { status: 401 } })
    expect(api.calls.filter(({ atMs }) => atMs >= 30 * MINUTE).length).toBeLessThanOrEqual(12)
    expect(events.filter(({ kind }) => kind === 'away').length).toBe(1)
  })
})

describe('what holds for each job', () => {
  it('holds together: the last look at the deadline is one request', async () => {
    const { api, outcomes } = await watchJobs(many(30), { deadlineMs: HOUR + 1 })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(api.calls.filter(({ atMs }) => atMs > HOUR)).toMatchObject([{ operation: 'list', atMs: HOUR + 1 }])
    const late = await watchJobs(many(30), { deadlineMs: 10 * MINUTE })
    expect(new Set(late.outcomes)).toEqual(new Set(['timed-out']))
  })

  it('holds together: those that only wait for the start are let go', async () => {
    const { outcomes, gets, spentMs } = await watchJobs(many(6), { goal: 'start' })
    expect(new Set(outcomes)).toEqual(new Set(['submitted']))
    expect([gets, spentMs <= MINUTE + 5_000]).toEqual([[], true])
  })

  it('holds together: those that a newer run has taken over are left', async () => {
    const { outcomes, trainings, spentMs } = await watchJobs(many(6), {
      isTakenOver: ({ label }) => label.endsWith('1') && clockNow() > UP_MS + 10 * MINUTE,
      service: (_, clock) => {
        clockNow = () => clock.now()
      },
    })
    expect(outcomes).toEqual(['superseded', ...Array.from({ length: 5 }, () => 'succeeded')])
    expect(trainings[0]!.notes.join(' ')).toContain('newer run')
    expect(spentMs).toBeGreaterThan(HOUR)
  })

  it('holds together: a job that vanished counts as unknown after ten minutes, the others go on', async () => {
    const { outcomes, events, trainings } = await watchJobs(many(6), {
      service: (api, clock) =>
        void clock.idle(10 * MINUTE, new AbortController().signal).then(() => api.jobs.splice(1, 1)),
    })
    expect(outcomes).toEqual(['succeeded', 'unknown', ...Array.from({ length: 4 }, () => 'succeeded')])
    const away = events.filter(({ kind }) => kind === 'away')
    expect(away).toMatchObject([{ training: { label: trainings[1]!.label } }])
    expect(away[0]).not.toHaveProperty('isForAll')
  })

  it('holds together: a success without a model is asked for two minutes', async () => {
    const { outcomes, gets, lists } = await watchJobs([
      ...many(5, 2 * HOUR),
      {
        statuses: [
          [0, 'QUEUED'],
          [HOUR, 'SUCCESS'],
        ],
      },
    ])
    expect(outcomes[5]).toBe('failed')
    expect(gets.filter(({ id }) => id?.endsWith('6')).length).toBeGreaterThan(20)
    expect(gets.filter(({ id }) => !id?.endsWith('6')).length).toBeLessThanOrEqual(checksOf(lists))
  })
})

let clockNow = () => 0
