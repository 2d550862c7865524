import { describe, expect, it } from '@jest/globals'
import type { ApiError, TrainingJob } from '../../src/jobs/api.ts'
import { stateFromJobId, type JobState } from '../../src/jobs/job-state.ts'
import { watchJobs } from '../../src/jobs/watch.ts'
import { createListCache, type ListCache } from '../../src/jobs/list-cache.ts'
import {
  createPolledJob,
  type PolledJob,
  type WatchOptions,
  type WatchEvent,
} from '../../src/jobs/polled-job.ts'
import { refresh } from '../../src/jobs/refresh.ts'
import { TEST_START_MS, UPTIME_MS, VirtualClock } from '../fakes/clock.ts'
import { seededRandom } from '../fakes/random.ts'
import {
  FakeForgeApi,
  INTERRUPTED,
  httpError,
  type JobLifecycle,
  type FaultScript,
} from '../fakes/forge-api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const MODEL = 'ft:model'

const lifecycle = (...statuses: JobLifecycle['statuses']): JobLifecycle => ({
  statuses,
  model: MODEL,
  reason: 'why',
})
const endsAt = (endMs: number, status = 'SUCCESS') =>
  lifecycle([0, 'QUEUED'], [MINUTE, 'RUNNING'], [endMs, status])
const jobsEndingAt = (n: number, endMs = HOUR) => Array.from({ length: n }, () => endsAt(endMs))

interface RunOptions extends Partial<Pick<WatchOptions, 'deadlineMs' | 'goal' | 'random' | 'isSuperseded'>> {
  readonly script?: FaultScript
  /** Number of jobs that existed before. */
  readonly otherJobs?: number
  /** The watched jobs are known only by their ids. */
  readonly isFirstContact?: boolean
  /** Sets up the service before the watch starts. */
  readonly prepare?: (api: FakeForgeApi, clock: VirtualClock) => void
}

/** Watches jobs that this step has just submitted. */
async function runWatch(lifecycles: readonly JobLifecycle[], options: RunOptions = {}) {
  const { script, otherJobs = 0, isFirstContact = false, prepare, deadlineMs = 12 * HOUR, ...given } = options
  const clock = new VirtualClock(TEST_START_MS, UPTIME_MS)
  const api = new FakeForgeApi(clock)
  const addOtherJobs = () => {
    for (let n = 0; n < otherJobs; n++) api.addJob(lifecycle([0, 'RUNNING']), undefined, 1_000 + n)
  }
  const jobs = lifecycles.map((each): JobState => {
    const id = api.addJob(each)
    const status = each.statuses[0]![1]!
    const modified = api.reportsModifiedAt ? { modifiedAt: Math.floor(clock.wall() / 1000) } : {}
    const job = { id, status, ...modified }
    return isFirstContact
      ? stateFromJobId(id)
      : { label: id, job, timeline: [{ status, atMs: clock.wall() }], notes: [] }
  })
  addOtherJobs()
  prepare?.(api, clock)
  if (script) api.script = script
  const events: (WatchEvent & { readonly atMs: number })[] = []
  const states = await watchJobs(jobs, {
    api,
    clock,
    random: () => 0,
    deadlineMs: UPTIME_MS + deadlineMs,
    goal: 'completed',
    onEvent: (event) => events.push({ ...event, atMs: clock.now() - UPTIME_MS }),
    ...given,
  })
  const outcomes = states.map(({ outcome }) => outcome)
  /** When the n-th job was settled. */
  const settledMs = (n: number) =>
    events.find(({ kind, state }) => kind === 'settled' && state.label === jobs[n]!.label)?.atMs
  const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'heartbeat')
  return {
    states,
    outcomes,
    api,
    spentMs: clock.now() - UPTIME_MS,
    events,
    kinds,
    settledMs,
    gets: api.callsOf('get'),
    lists: api.callsOf('list'),
  }
}

/** The 20th list read, and every 30th after it, is followed by a spot check. */
const spotChecksOf = (lists: readonly unknown[]) => Math.floor((lists.length + 10) / 30)

const gaps = (calls: readonly { readonly atMs: number }[]) =>
  calls.slice(1).map(({ atMs }, n) => atMs - calls[n]!.atMs)

const isList = ({ operation }: { readonly operation: string }) => operation === 'list'

describe('watching four or more jobs', () => {
  it('reads the list once for all of them', async () => {
    const alone = await runWatch(jobsEndingAt(1))
    const { outcomes, gets, lists, states } = await runWatch(jobsEndingAt(50))
    expect(new Set(outcomes)).toEqual(new Set(['succeeded']))
    expect(states[49]!.job?.outputModel).toBe(MODEL)
    expect(lists.length).toBe(alone.gets.length)
    expect(gets.length).toBe(spotChecksOf(lists))
    expect(lists.every(({ page, pageSize }) => page === 0 && pageSize === 100)).toBe(true)
  })

  it('reads the list until fewer than two are left, and fetches three jobs directly from the start', async () => {
    expect((await runWatch(jobsEndingAt(3))).lists).toEqual([])
    const { gets, lists, settledMs } = await runWatch([endsAt(2 * HOUR), ...jobsEndingAt(4, HOUR)])
    expect(lists.at(-1)!.atMs).toBe(settledMs(4))
    expect(gets.filter(({ atMs }) => atMs < settledMs(4)!).length).toBeLessThanOrEqual(spotChecksOf(lists))
    expect(gets.filter(({ atMs }) => atMs > settledMs(4)!).length).toBeGreaterThan(10)
    const two = await runWatch([...jobsEndingAt(2, 2 * HOUR), ...jobsEndingAt(3, HOUR)])
    expect(two.lists.at(-1)!.atMs).toBe(two.settledMs(0))
    expect(two.gets.length).toBeLessThanOrEqual(spotChecksOf(two.lists))
  })

  it('counts a list read for one job as a poll of the others', async () => {
    const { lists } = await runWatch([...jobsEndingAt(4), lifecycle([0, 'RUNNING'], [30 * MINUTE, 'FAILED'])])
    // At 30 min jobs of two ages are due at times of their own, but no reading follows another within a shorter gap.
    const late = lists.filter(({ atMs }) => atMs > 10 * MINUTE && atMs < 30 * MINUTE)
    expect(Math.min(...gaps(late))).toBeGreaterThan(20_000)
  })

  it('uses the same jitter for all, so that they stay in step', async () => {
    const { lists } = await runWatch(jobsEndingAt(50), { random: seededRandom(7) })
    const alone = await runWatch(jobsEndingAt(1), { random: seededRandom(8) })
    expect(lists.length).toBeLessThanOrEqual(1.05 * alone.gets.length)
  })

  it('reads jobs known only by id from the list, and the others a few at a time', async () => {
    let maxConcurrent = 0
    let current = 0
    const { gets, lists } = await runWatch(jobsEndingAt(20, 10 * MINUTE), {
      isFirstContact: true,
      prepare: (api, clock) => {
        const get = api.get.bind(api)
        api.get = async (id) => {
          maxConcurrent = Math.max(maxConcurrent, ++current)
          await clock.sleep(200)
          const result = await get(id)
          current--
          return result
        }
        // At first, every other entry is incomplete.
        api.describeInList = (job) => {
          const isFirst = api.callsOf('list').length === 1
          return isFirst && Number(job.id.at(-1)) % 2 === 0 ? { id: job.id } : job
        }
      },
    })
    expect(gets.length).toBe(10 + spotChecksOf(lists))
    expect(maxConcurrent).toBe(4)
    expect(lists.length).toBeGreaterThan(30)
  })
})

describe('jobs that are not listed where expected', () => {
  it('are found behind newer jobs', async () => {
    const { gets, lists, outcomes } = await runWatch(jobsEndingAt(6), {
      otherJobs: 250,
      prepare: (api) => api.jobs.forEach((job, n) => n >= 6 && Object.assign(job, { createdMs: -1 - n })),
      script: () => undefined,
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(gets.length).toBe(spotChecksOf(lists))
    expect(lists.every(({ page }) => page === 0)).toBe(true)
    const pushed = await runWatch(jobsEndingAt(6), {
      prepare: (api, clock) => {
        for (let n = 1; n <= 150; n++)
          void clock
            .sleepUnref(n * 10_000, new AbortController().signal)
            .then(() => api.addJob(lifecycle([0, 'RUNNING'])))
      },
    })
    expect(new Set(pushed.lists.map(({ page }) => page))).toEqual(new Set([0, 1]))
    expect(pushed.lists.at(-1)!.page).toBe(1)
    // One by one they slide over the edge, and are read singly until another is there too.
    expect(pushed.gets.length).toBeLessThanOrEqual(6 + spotChecksOf(pushed.lists))
  })

  it('are fetched directly if they are too far down', async () => {
    const { gets, lists, outcomes } = await runWatch(jobsEndingAt(6), {
      prepare: (api, clock) => {
        void clock.sleepUnref(10 * MINUTE, new AbortController().signal).then(() => {
          for (let n = 0; n < 1_000; n++) api.addJob(lifecycle([0, 'RUNNING']))
        })
      },
    })
    const apart = await runWatch(jobsEndingAt(1))
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(gets.length).toBeGreaterThan(6 * 10)
    const misses = lists.filter(({ atMs }) => atMs > 11 * MINUTE)
    expect(misses.length).toBeLessThanOrEqual(25)
    expect(gets.length + lists.length).toBeLessThanOrEqual(6 * apart.gets.length)
  })

  it('cost no more than fetching directly, whatever the order and page size', async () => {
    for (const order of ['newest-first', 'oldest-first', 'any'] as const) {
      for (const maxPageSize of [3, 10, 100]) {
        const { gets, lists, outcomes } = await runWatch(jobsEndingAt(8), {
          otherJobs: 40,
          prepare: (api) => Object.assign(api, { order, maxPageSize, reportsTotal: maxPageSize > 3 }),
        })
        const alone = await runWatch(jobsEndingAt(1))
        expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
        expect(gets.length + lists.length).toBeLessThanOrEqual(1.1 * 8 * alone.gets.length)
      }
    }
  })

  it('do not count as failures, even if the list never shows one of them', async () => {
    const { outcomes, gets, lists, events, states } = await runWatch(jobsEndingAt(5), {
      otherJobs: 300,
      prepare: (api) => {
        const list = api.list.bind(api)
        api.list = async (...args) => {
          const result = await list(...args)
          if (!result.ok) return result
          const jobs = result.value.jobs.filter(({ id }) => id !== api.jobs[2]!.id)
          return { ok: true, value: { ...result.value, jobs } }
        }
      },
    })
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => 'succeeded'))
    expect(gets.filter(({ id }) => id !== states[2]!.label).length).toBeLessThanOrEqual(spotChecksOf(lists))
    expect(events.some(({ kind }) => kind === 'outage')).toBe(false)
    // For one job alone no other page is read.
    expect(lists.every(({ page }) => page === 0)).toBe(true)
  })

  it('are not searched for to the end of the list', async () => {
    const { gets, lists, states } = await runWatch(jobsEndingAt(8), {
      otherJobs: 900,
      prepare: (api) => {
        const lost = api.jobs.slice(2, 4).map(({ id }) => id)
        api.describeInList = (job) => (lost.includes(job.id) ? { id: 'x' } : job)
      },
    })
    expect(new Set(lists.map(({ page }) => page))).toEqual(new Set([0, 1, 2]))
    expect(lists.filter(({ page }) => page! > 0).length).toBe(2)
    const lost = states.slice(2, 4).map(({ label }) => label)
    expect(gets.filter(({ id }) => !lost.includes(id!)).length).toBeLessThanOrEqual(spotChecksOf(lists))
  })

  it('cause the list to be read less if they keep missing', async () => {
    const { lists, outcomes } = await runWatch(jobsEndingAt(8, 3 * HOUR), {
      otherJobs: 900,
      prepare: (api) => {
        api.describeInList = (job) =>
          Number(job.id.slice(-1)) % 2 === api.callsOf('list').length % 2 ? { id: 'x' } : job
      },
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    // Without rests these were 200; without another try after a rest, 5.
    const misses = lists.filter(({ page }) => page! > 0).length
    expect(misses).toBeLessThanOrEqual(100)
    expect(misses).toBeGreaterThan(20)
  })
})

describe('a list that differs from the jobs', () => {
  /** The list describes the third job in its own way. */
  const third =
    (change: (job: TrainingJob) => TrainingJob) =>
    (api: FakeForgeApi): void => {
      api.describeInList = (job) => (job.id === api.jobs[2]!.id ? change(job) : job)
    }

  it('is detected if it never changes', async () => {
    const { states, settledMs } = await runWatch([...jobsEndingAt(4, 5 * HOUR), endsAt(2 * HOUR)], {
      prepare: (api) => {
        api.describeInList = (job) => ({ ...job, status: 'QUEUED' })
      },
    })
    expect(states[4]!.timeline.map(({ status }) => status)).toEqual(['QUEUED', 'RUNNING', 'SUCCESS'])
    expect(settledMs(4)! - 2 * HOUR).toBeLessThanOrEqual(300_000)
  })

  it('is distrusted for all jobs at once', async () => {
    const { events } = await runWatch(jobsEndingAt(12, 5 * HOUR), {
      prepare: (api) => {
        api.describeInList = (job) => ({ ...job, status: 'QUEUED' })
      },
    })
    const seen = events.filter(({ kind, state }) => kind === 'changed' && state.job?.status === 'RUNNING')
    expect(seen.length).toBe(12)
    expect(seen.at(-1)!.atMs - seen[0]!.atMs).toBeLessThanOrEqual(5 * MINUTE)
  })

  it('is detected for a single job by its spot check', async () => {
    const { states, settledMs } = await runWatch([...jobsEndingAt(5, 10 * HOUR), endsAt(9 * HOUR)], {
      prepare: (api) => {
        api.describeInList = (job) => (job.id === api.jobs[5]!.id ? { ...job, status: 'QUEUED' } : job)
      },
    })
    expect(states[5]!.timeline.map(({ status }) => status)).toEqual(['QUEUED', 'RUNNING', 'SUCCESS'])
    expect(settledMs(5)! - 9 * HOUR).toBeLessThanOrEqual(300_000)
  })

  it('never moves a job back', async () => {
    const { states, gets, lists } = await runWatch(jobsEndingAt(5), {
      isFirstContact: true,
      prepare: (api) => {
        for (const job of api.jobs)
          Object.assign(job, { lifecycle: lifecycle([0, 'RUNNING'], [HOUR, 'SUCCESS']) })
        third((job) => (api.callsOf('list').length > 1 ? { ...job, status: 'QUEUED' } : job))(api)
      },
    })
    expect(states[2]!.timeline.map(({ status }) => status)).toEqual(['RUNNING', 'SUCCESS'])
    expect(gets.filter(({ id }) => id !== states[2]!.label).length).toBeLessThanOrEqual(
      4 + spotChecksOf(lists),
    )
  })

  it('does not delay a job whose entry is frozen', async () => {
    // Once the job was seen running, what the list says of it never changes again.
    let isFrozen = false
    const { settledMs, outcomes } = await runWatch(
      [...jobsEndingAt(4, 2 * HOUR), lifecycle([0, 'QUEUED'], [MINUTE, 'RUNNING'], [HOUR, 'SUCCESS'])],
      {
        prepare: (api, clock) => {
          api.reportsModifiedAt = true
          api.describeInList = (job) => {
            isFrozen = clock.now() > UPTIME_MS + 10 * MINUTE
            const isIt = job.id === api.jobs[4]!.id && isFrozen
            return isIt ? { ...job, status: 'RUNNING', modifiedAt: 1 } : job
          }
        },
      },
    )
    expect(outcomes[4]).toBe('succeeded')
    expect(settledMs(4)! - HOUR).toBeLessThanOrEqual(0.05 * HOUR)
  })

  it.each([
    ['names no model yet', { outputModel: undefined }, 'succeeded'],
    ['names no status', { status: undefined }, 'succeeded'],
  ])('falls back to fetching the job if it %s', async (_, fields, outcome) => {
    const { states, gets, lists } = await runWatch(jobsEndingAt(5), {
      prepare: third((job) => JSON.parse(JSON.stringify({ ...job, ...fields })) as TrainingJob),
    })
    expect(states[2]).toMatchObject({ outcome, job: { outputModel: MODEL } })
    expect(gets.filter(({ id }) => id !== states[2]!.label).length).toBeLessThanOrEqual(spotChecksOf(lists))
  })

  it('falls back to fetching a failed job if it gives no reason', async () => {
    const { states, gets, lists } = await runWatch([...jobsEndingAt(4), endsAt(HOUR, 'FAILED')], {
      prepare: (api) => {
        api.describeInList = ({ reason: _reason, ...job }) => job
      },
    })
    expect(states[4]).toMatchObject({ outcome: 'failed', job: { reason: 'why' }, notes: [] })
    expect(gets.length).toBeLessThanOrEqual(1 + spotChecksOf(lists))
  })

  it('does not erase fields that only the job itself has', async () => {
    const { states } = await runWatch(jobsEndingAt(5), {
      prepare: (api) => {
        api.describeInList = ({ createdAt: _createdAt, ...job }) => job
      },
      isFirstContact: true,
    })
    expect(states[0]!.job).toMatchObject({ status: 'SUCCESS', createdAt: TEST_START_MS / 1000 })
  })

  const endMs = [10, 20, 30, 40, 50, 60].map((n) => n * MINUTE)
  /** How much later than their bound the ends were seen, after the job had run since its first minute. */
  const latenessOf = ({ settledMs }: Awaited<ReturnType<typeof runWatch>>) =>
    endMs.map((at, n) => settledMs(n)! - at - 0.05 * (at - MINUTE))

  it.each([12_000, MINUTE, 10 * MINUTE])(
    'is not relied on from the start if it lags by %d ms',
    async (lagMs) => {
      const watched = await runWatch(
        endMs.map((at) => endsAt(at)),
        { prepare: (api) => Object.assign(api, { listLagMs: lagMs }) },
      )
      for (const ms of latenessOf(watched)) expect(ms).toBeLessThanOrEqual(5_000)
    },
  )

  it('is relied on less once modified_at shows that it has begun to lag', async () => {
    const watched = await runWatch(
      endMs.map((at) => endsAt(at)),
      {
        prepare: (api, clock) => {
          api.reportsModifiedAt = true
          api.onCall = () => {
            api.listLagMs = clock.now() > UPTIME_MS + 5 * MINUTE ? MINUTE : 0
          }
        },
      },
    )
    const [first, ...later] = latenessOf(watched)
    // The first end that it shows gives it away.
    expect(first).toBeGreaterThan(0)
    for (const ms of later) expect(ms).toBeLessThanOrEqual(5_000)
  })

  it('is read again once it shows new jobs', async () => {
    const { lists, gets } = await runWatch(jobsEndingAt(6, 4 * HOUR), {
      prepare: (api) => Object.assign(api, { listLagMs: 12_000 }),
    })
    const lateGets = gets.filter(({ atMs }) => atMs > HOUR).length
    expect(lateGets).toBeLessThanOrEqual(1 + spotChecksOf(lists))
  })
})

describe('a refresh', () => {
  function setUp() {
    const clock = new VirtualClock(TEST_START_MS, UPTIME_MS)
    const api = new FakeForgeApi(clock)
    const options: WatchOptions = {
      api,
      clock,
      random: () => 0,
      deadlineMs: Infinity,
      goal: 'completed',
      onEvent: () => undefined,
    }
    const addJob = (createdAgoMs: number, isReused?: true, each = lifecycle([0, 'QUEUED'])): PolledJob => {
      const id = api.addJob(each, undefined, createdAgoMs)
      const job = { id, status: 'QUEUED', createdAt: Math.floor((clock.wall() - createdAgoMs) / 1000) }
      const timeline = [{ status: 'QUEUED', atMs: clock.wall() }]
      return createPolledJob({ label: id, job, timeline, notes: [], isReused }, options)
    }
    const refreshJobs = (jobs: readonly PolledJob[], isDue: boolean, cache?: Partial<ListCache>) => {
      const listCache = { ...createListCache(UPTIME_MS), ...cache }
      return refresh({ jobs, listCache, isBatched: true }, () => isDue, options)
    }
    return { clock, api, addJob, refreshJobs }
  }

  it('sends nothing if no job is due, even to measure the lag of the list', async () => {
    const { api, addJob, refreshJobs } = setUp()
    const jobs = [0, 1, 2, 3].map((n) => addJob(n))
    const lag = { pendingSinceMs: new Map([[jobs[0]!.state.label, UPTIME_MS - MINUTE]]), measuredMs: 0 }
    await refreshJobs(jobs, false, { lag })
    expect(api.calls).toEqual([])
    await refreshJobs(jobs, true, { lag })
    expect(api.calls[0]).toMatchObject({ operation: 'list' })
  })

  it('relies on no entry of the list if the same page shows that the list lags', async () => {
    const { clock, api, addJob, refreshJobs } = setUp()
    const missing = addJob(0)
    await clock.sleep(1_000)
    const listed = [1, 2, 3].map((n) => addJob(MINUTE + n * 1_000, true))
    await clock.sleep(4_000)
    api.listLagMs = MINUTE
    await refreshJobs([...listed, missing], true)
    expect(api.calls.map(({ operation }) => operation)).toEqual(['list', 'get', 'get', 'get', 'get'])
  })

  it('knows that a list may lag although it shows a change that was seen later', async () => {
    const { clock, api, addJob, refreshJobs } = setUp()
    const starts = lifecycle([0, 'QUEUED'], [MINUTE + 500, 'RUNNING'])
    const listed = [0, 1, 2].map(() => addJob(MINUTE, true, starts))
    api.addJob(starts, undefined, HOUR)
    await clock.sleep(1_000)
    const missing = addJob(0)
    await clock.sleep(4_000)
    // Of the time between the change of the others and the new job.
    api.listLagMs = 4_200
    const { jobs } = await refreshJobs([...listed, missing], true, { pausedUntilMs: Infinity })
    api.calls.length = 0
    await refreshJobs(jobs, true)
    expect(api.calls.map(({ operation }) => operation)).toEqual(['list', 'get', 'get', 'get', 'get'])
  })
})

describe('an outage', () => {
  const during =
    (fromMs: number, untilMs: number, error: ApiError = INTERRUPTED): FaultScript =>
    ({ atMs }) =>
      atMs >= fromMs && atMs < untilMs ? { error } : undefined

  it.each([
    ['resets', INTERRUPTED],
    ['HTTP 502', httpError(502)],
    ['HTTP 429', httpError(429)],
  ])('of %s costs one request each 30 s for all jobs together, and is reported once', async (_, error) => {
    const { api, outcomes, kinds, events } = await runWatch(jobsEndingAt(20, 2 * HOUR), {
      script: during(HOUR, 4 * HOUR, error),
      random: seededRandom(3),
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    const inOutage = api.calls.filter(({ atMs }) => atMs >= HOUR && atMs < 4 * HOUR)
    expect(inOutage.length).toBeGreaterThan(300)
    expect(Math.min(...gaps(inOutage))).toBeGreaterThanOrEqual(30_000)
    expect(kinds.filter((kind) => kind === 'outage' || kind === 'recovered')).toEqual(['outage', 'recovered'])
    const [outage, recovered] = ['outage', 'recovered'].map((kind) =>
      events.find((event) => event.kind === kind),
    )
    expect(outage).toMatchObject({ isServiceWide: true, error, remainingMs: 12 * HOUR - (outage?.atMs ?? 0) })
    expect(recovered).toMatchObject({
      isServiceWide: true,
      afterMs: (recovered?.atMs ?? 0) - (outage?.atMs ?? 0),
    })
    const after = api.calls.filter(({ atMs }) => atMs >= 4 * HOUR)
    expect(after.map(({ operation }) => operation)).toEqual(['get', 'list'])
  })

  it('is handled the same if the service has no list', async () => {
    const { api, outcomes } = await runWatch(jobsEndingAt(6, 2 * HOUR), {
      script: (call) => (isList(call) ? { error: httpError(404) } : during(HOUR, 3 * HOUR)(call, 0)),
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(api.callsOf('list').length).toBe(1)
    const inOutage = api.calls.filter(({ atMs }) => atMs >= HOUR && atMs < 3 * HOUR)
    expect(Math.min(...gaps(inOutage))).toBeGreaterThanOrEqual(30_000)
  })

  it('pauses all jobs for Retry-After, even if only one request received it', async () => {
    const asked = httpError(503, { retryAfterMs: 10 * MINUTE })
    const { api } = await runWatch(jobsEndingAt(6), {
      script: (call, nth) => (isList(call) && nth === 3 ? { error: asked } : undefined),
    })
    const [before, after] = api.calls.filter(({ atMs }) => atMs >= 15_000)
    expect([before!.atMs, after!.atMs]).toEqual([15_000, 15_000 + 10 * MINUTE])
    const single = await runWatch(jobsEndingAt(6), {
      script: (call, nth) =>
        isList(call) ? { error: httpError(403) } : nth === 9 ? { error: asked } : undefined,
    })
    const failedAtMs = single.gets[8]!.atMs
    expect(
      single.api.calls.filter(({ atMs }) => atMs > failedAtMs && atMs < failedAtMs + 10 * MINUTE),
    ).toEqual([])
  })

  it('is reported once for all, and does not affect jobs that have ended', async () => {
    const ended = 2
    const { events, states } = await runWatch(
      [...jobsEndingAt(ended, 10 * MINUTE), ...jobsEndingAt(6, 3 * HOUR)],
      {
        script: during(30 * MINUTE, 90 * MINUTE),
      },
    )
    const of = (wanted: string) => events.filter(({ kind }) => kind === wanted)
    expect([of('outage').length, of('recovered').length]).toEqual([1, 1])
    expect(of('settled')).toHaveLength(8)
    for (const state of states) expect(state).toMatchObject({ outcome: 'succeeded', notes: [] })
  })

  it('of the service does not end the outage of a single job', async () => {
    const { events, states } = await runWatch(jobsEndingAt(6, 3 * HOUR), {
      deadlineMs: 4 * HOUR,
      prepare: (api) => {
        api.describeInList = (job) => (job.id === api.jobs[1]!.id ? { id: job.id } : job)
      },
      script: (call, nth) =>
        during(30 * MINUTE, 60 * MINUTE)(call, nth) ??
        (call.id?.endsWith('2') ? { error: httpError(500) } : undefined),
    })
    const own = events.filter((event) => event.kind === 'outage' && !event.isServiceWide)
    expect(own.map(({ state }) => state.label)).toEqual([states[1]!.label])
  })

  it('of the list with Retry-After pauses all jobs, each time', async () => {
    const asked = httpError(503, { retryAfterMs: 5 * MINUTE })
    const untilMs = 40 * MINUTE
    const { api, lists, outcomes } = await runWatch(jobsEndingAt(6), {
      script: (call) =>
        isList(call) && call.atMs > 10 * MINUTE && call.atMs < untilMs ? { error: asked } : undefined,
    })
    const refused = lists.map(({ atMs }) => atMs).filter((atMs) => atMs > 10 * MINUTE && atMs < untilMs)
    expect(refused.length).toBeGreaterThan(3)
    for (const from of refused)
      expect(api.calls.filter(({ atMs }) => atMs > from && atMs < from + 5 * MINUTE)).toEqual([])
    expect(outcomes).toEqual(Array.from({ length: 6 }, () => 'succeeded'))
  })

  it('skips the last poll if Retry-After is past the deadline', async () => {
    const { api, outcomes } = await runWatch(jobsEndingAt(6), {
      deadlineMs: MINUTE,
      script: () => ({ error: httpError(429, { retryAfterMs: 90_000 }) }),
    })
    expect(api.calls.length).toBe(1)
    expect(new Set(outcomes)).toEqual(new Set(['timed-out']))
  })

  it('of one job does not affect the others', async () => {
    const { outcomes, settledMs, events, states } = await runWatch(jobsEndingAt(6), {
      deadlineMs: 2 * HOUR,
      prepare: (api) => {
        api.describeInList = (job) => (job.id === api.jobs[1]!.id ? { id: job.id } : job)
      },
      script: ({ id }) => (id?.endsWith('2') ? { error: httpError(500) } : undefined),
    })
    expect(outcomes.toSpliced(1, 1)).toEqual(Array.from({ length: 5 }, () => 'succeeded'))
    expect(outcomes[1]).toBe('timed-out')
    for (const n of [0, 2, 3, 4, 5]) expect(settledMs(n)! - HOUR).toBeLessThanOrEqual(0.05 * HOUR)
    const outage = events.filter(({ kind }) => kind === 'outage')
    expect(outage.map(({ state }) => state.label)).toEqual([states[1]!.label])
  })

  it.each([
    ['alone', 30 * MINUTE],
    ['after one of the service', 20 * MINUTE],
  ])('of one job %s does not delay the others, even if the list is of no use', async (_, outageMs) => {
    const { outcomes, settledMs, gets } = await runWatch(jobsEndingAt(4), {
      deadlineMs: 2 * HOUR,
      script: (call) =>
        isList(call)
          ? { error: httpError(403) }
          : call.atMs > outageMs && (call.id?.endsWith('1') || call.atMs < 30 * MINUTE)
            ? { error: httpError(500) }
            : undefined,
    })
    expect(outcomes).toEqual(['timed-out', 'succeeded', 'succeeded', 'succeeded'])
    for (const n of [1, 2, 3]) expect(settledMs(n)! - HOUR).toBeLessThanOrEqual(0.05 * HOUR)
    const healthy = gets.filter(({ id, atMs }) => id?.endsWith('2') && atMs > 30 * MINUTE)
    expect(Math.max(...gaps(healthy))).toBeLessThanOrEqual(0.05 * HOUR)
  })

  it('of one job does not delay others that have failed once', async () => {
    const failedOnce = new Set<string>()
    const { outcomes, settledMs } = await runWatch(jobsEndingAt(4), {
      deadlineMs: 2 * HOUR,
      script: (call) => {
        if (isList(call)) return { error: httpError(403) }
        const { id = '', atMs } = call
        if (atMs < 4 * MINUTE) return undefined
        const fails = id.endsWith('1') ? failedOnce.size > 0 : !failedOnce.has(id)
        if (fails && !id.endsWith('1')) failedOnce.add(id)
        return fails ? { error: httpError(500) } : undefined
      },
    })
    expect(failedOnce.size).toBe(3)
    expect(outcomes).toEqual(['timed-out', 'succeeded', 'succeeded', 'succeeded'])
    for (const n of [1, 2, 3]) expect(settledMs(n)! - HOUR).toBeLessThanOrEqual(0.05 * HOUR)
  })

  it('of the list alone pauses it, and the jobs are fetched directly', async () => {
    const { outcomes, settledMs, lists, gets } = await runWatch(jobsEndingAt(6), {
      script: (call) => (isList(call) ? { error: httpError(500) } : undefined),
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(settledMs(0)! - HOUR).toBeLessThanOrEqual(0.05 * HOUR)
    expect(gets.length).toBeGreaterThan(6 * 40)
    expect(lists.length).toBeLessThanOrEqual(20)
    const passing = await runWatch(jobsEndingAt(6, 5 * HOUR), {
      script: (call) => (isList(call) && call.atMs < HOUR ? { error: httpError(500) } : undefined),
    })
    const late = passing.api.calls.filter(({ atMs }) => atMs > HOUR + 15 * MINUTE)
    expect(late.filter((call) => !isList(call)).length).toBeLessThanOrEqual(spotChecksOf(late) + 1)
  })
})

describe('a refused list request', () => {
  it.each([403, 404, 405, 410])('is not repeated after HTTP %s', async (status) => {
    const { outcomes, lists, gets, kinds } = await runWatch(jobsEndingAt(6), {
      script: (call) => (isList(call) ? { error: httpError(status) } : undefined),
    })
    const alone = await runWatch(jobsEndingAt(1))
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect([lists.length, gets.length]).toEqual([1, 6 * alone.gets.length])
    expect(kinds).not.toContain('outage')
  })

  it('does not affect a job that is not readable yet', async () => {
    const { events, outcomes } = await runWatch(jobsEndingAt(6), {
      script: (call) =>
        isList(call)
          ? { error: httpError(403) }
          : call.id?.endsWith('1') && call.atMs < MINUTE
            ? { error: httpError(404) }
            : undefined,
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(events.filter(({ kind }) => kind === 'outage').length).toBe(1)
    expect(events.some((event) => 'isServiceWide' in event)).toBe(false)
  })

  it('is repeated after a temporary 401', async () => {
    const { outcomes, gets, lists } = await runWatch(jobsEndingAt(20), {
      script: ({ atMs }) =>
        atMs >= 30 * MINUTE && atMs < 31 * MINUTE ? { error: httpError(401) } : undefined,
    })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(gets.length).toBeLessThanOrEqual(10)
    expect(lists.at(-1)!.atMs).toBeGreaterThan(31 * MINUTE)
  })

  it('ends the watch of all jobs if the key stays invalid', async () => {
    const { outcomes, states, api, events } = await runWatch(jobsEndingAt(20), {
      script: ({ atMs }) => (atMs >= 30 * MINUTE ? { error: httpError(401) } : undefined),
    })
    expect(new Set(outcomes)).toEqual(new Set(['unknown']))
    expect(states[3]).toMatchObject({ error: { status: 401 } })
    expect(api.calls.filter(({ atMs }) => atMs >= 30 * MINUTE).length).toBeLessThanOrEqual(40)
    expect(events.filter(({ kind }) => kind === 'outage').length).toBe(1)
  })
})

describe('watching many jobs together', () => {
  it('makes one request for the last poll at the deadline', async () => {
    const { api, outcomes } = await runWatch(jobsEndingAt(30), { deadlineMs: HOUR + 1 })
    expect(outcomes.every((each) => each === 'succeeded')).toBe(true)
    expect(api.calls.filter(({ atMs }) => atMs > HOUR)).toMatchObject([{ operation: 'list', atMs: HOUR + 1 }])
    const late = await runWatch(jobsEndingAt(30), { deadlineMs: 10 * MINUTE })
    expect(new Set(late.outcomes)).toEqual(new Set(['timed-out']))
  })

  it('settles jobs that have started if only the start is awaited', async () => {
    const { outcomes, gets, spentMs } = await runWatch(jobsEndingAt(6), { goal: 'started' })
    expect(new Set(outcomes)).toEqual(new Set(['submitted']))
    expect([gets, spentMs <= MINUTE + 5_000]).toEqual([[], true])
  })

  it('stops watching jobs that a newer run has taken over', async () => {
    const { outcomes, states, spentMs } = await runWatch(jobsEndingAt(6), {
      isSuperseded: ({ label }) => label.endsWith('1') && clockNow() > UPTIME_MS + 10 * MINUTE,
      prepare: (_, clock) => {
        clockNow = () => clock.now()
      },
    })
    expect(outcomes).toEqual(['superseded', ...Array.from({ length: 5 }, () => 'succeeded')])
    expect(states[0]!.notes).toEqual([{ code: 'taken-over' }])
    expect(spentMs).toBeGreaterThan(HOUR)
  })

  it('counts a job that disappeared as unknown after ten minutes, and continues with the others', async () => {
    const { outcomes, events, states } = await runWatch(jobsEndingAt(6), {
      prepare: (api, clock) =>
        void clock.sleepUnref(10 * MINUTE, new AbortController().signal).then(() => api.jobs.splice(1, 1)),
    })
    expect(outcomes).toEqual(['succeeded', 'unknown', ...Array.from({ length: 4 }, () => 'succeeded')])
    const outage = events.filter(({ kind }) => kind === 'outage')
    expect(outage).toMatchObject([{ state: { label: states[1]!.label } }])
    expect(outage[0]).not.toHaveProperty('isServiceWide')
  })

  it('polls a success without a model for two minutes', async () => {
    const { outcomes, gets, lists } = await runWatch([
      ...jobsEndingAt(5, 2 * HOUR),
      {
        statuses: [
          [0, 'QUEUED'],
          [HOUR, 'SUCCESS'],
        ],
      },
    ])
    expect(outcomes[5]).toBe('failed')
    expect(gets.filter(({ id }) => id?.endsWith('6')).length).toBeGreaterThan(20)
    expect(gets.filter(({ id }) => !id?.endsWith('6')).length).toBeLessThanOrEqual(spotChecksOf(lists))
  })
})

let clockNow = () => 0
