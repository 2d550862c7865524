import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { pollIntervalMs } from '../../src/jobs/poll-schedule.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { watchJobs } from '../../src/jobs/watch.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FakeForgeApi } from '../fakes/forge-api.ts'

const SEED = 20_261_123
const LATENCY_MS = 50

/** From QUEUED to RUNNING to its end. */
interface Lifecycle {
  readonly startMs: number
  readonly endMs: number
  readonly end: 'SUCCESS' | 'FAILED' | 'CANCELLED'
}

/** How the service's list behaves. */
interface ListBehaviour {
  readonly order: FakeForgeApi['order']
  readonly pageSize: number
  readonly lagMs: number
  readonly otherJobs: number
  readonly reportsTotal: boolean
  readonly reportsModifiedAt: boolean
  /** One in this many listed jobs lacks a field. */
  readonly omitsOneOf: number
}

const PLAIN: ListBehaviour = {
  order: 'newest-first',
  pageSize: 100,
  lagMs: 0,
  otherJobs: 20,
  reportsTotal: true,
  reportsModifiedAt: true,
  omitsOneOf: Infinity,
}

/** Log-uniform, 1 s to 3 h. */
const lengths = fc.integer({ min: 0, max: 1_000 }).map((x) => Math.round(1_000 * 10_800 ** (x / 1_000)))
const lifecycles = fc
  .record({
    startMs: lengths,
    runsMs: lengths,
    end: fc.constantFrom<Lifecycle['end']>('SUCCESS', 'FAILED', 'CANCELLED'),
  })
  .map(({ startMs, runsMs, end }): Lifecycle => ({
    startMs,
    endMs: startMs + runsMs,
    end,
  }))
const lists: fc.Arbitrary<ListBehaviour> = fc.record({
  order: fc.constantFrom('newest-first', 'oldest-first', 'any'),
  pageSize: fc.constantFrom(7, 25, 100),
  lagMs: fc.constantFrom(0, 0, 800, 4_000),
  otherJobs: fc.constantFrom(0, 20, 150),
  reportsTotal: fc.boolean(),
  reportsModifiedAt: fc.boolean(),
  omitsOneOf: fc.constantFrom(Infinity, 3, 20),
})

/** Omits a field now and then, depending on the job and the time. */
function omitFields(omitsOneOf: number, clock: VirtualClock) {
  return (job: TrainingJob): TrainingJob => {
    const chance = Math.abs(
      Math.imul(Number(job.id.slice(-12)) * 31 + Math.floor(clock.now() / 1000), 40_503),
    )
    if (chance % omitsOneOf !== 0) return job
    const field = (['status', 'outputModel', 'modifiedAt', 'reason'] as const)[
      Math.floor(chance / omitsOneOf) % 4
    ]!
    const { [field]: _omitted, ...rest } = job
    return rest
  }
}

async function watchAll(all: readonly Lifecycle[], list: ListBehaviour) {
  const clock = new VirtualClock()
  const api = new FakeForgeApi(clock)
  for (let n = 0; n < list.otherJobs; n++) api.addJob({ statuses: [[0, 'RUNNING']] }, undefined, 1 + n)
  const states = all.map(({ startMs, endMs, end }): JobState => {
    const statuses = [
      [0, 'QUEUED'],
      [startMs, 'RUNNING'],
      [endMs, end],
    ] as const
    const id = api.addJob({ statuses, model: 'ft:model', reason: 'why' })
    const modified = list.reportsModifiedAt ? { modifiedAt: Math.floor(clock.wall() / 1000) } : {}
    const job = { id, status: 'QUEUED', ...modified }
    return { label: id, job, timeline: [{ status: 'QUEUED', atMs: clock.wall() }], notes: [] }
  })
  Object.assign(api, { order: list.order, maxPageSize: list.pageSize, listLagMs: list.lagMs })
  Object.assign(api, {
    reportsTotal: list.reportsTotal,
    reportsModifiedAt: list.reportsModifiedAt,
    latencyMs: LATENCY_MS,
  })
  api.describeInList = omitFields(list.omitsOneOf, clock)
  const changesMs = new Map(states.map(({ label }) => [label, [0]]))
  const ended = await watchJobs(states, {
    api,
    clock,
    random: () => 0,
    deadlineMs: Infinity,
    goal: 'completed',
    onEvent: ({ kind, state }) => {
      if (kind === 'changed') changesMs.get(state.label)?.push(clock.now())
    },
  })
  const jobs = ended.map(({ label, ...rest }, n) => ({
    ...rest,
    ...all[n]!,
    changesSeenMs: changesMs.get(label) ?? [],
  }))
  const calls = api.calls
  return { jobs, requests: calls.length, api, clock }
}

const OUTCOME = { SUCCESS: 'succeeded', FAILED: 'failed', CANCELLED: 'cancelled' } as const

describe('watching any jobs with any list', () => {
  it('settles each job as its own status says, within its bound', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(lifecycles, { minLength: 1, maxLength: 30 }), lists, async (all, list) => {
        const { jobs } = await watchAll(all, list)
        for (const { outcome, job, changesSeenMs, endMs, end } of jobs) {
          expect([outcome, job?.status]).toEqual([OUTCOME[end], end])
          expect(job?.outputModel).toBe(end === 'SUCCESS' ? 'ft:model' : undefined)
          const [beforeMs = 0, atMs = 0] = changesSeenMs.slice(-2)
          const boundMs = pollIntervalMs(Math.max(0, endMs - beforeMs), 0)
          // A poll may take several sequential requests, and a lagging list may hide the end for as long as it lags.
          const pollDurationMs = 2 * LATENCY_MS * (10 + all.length / 4)
          expect(atMs - endMs).toBeLessThanOrEqual(boundMs + list.lagMs + pollDurationMs)
        }
      }),
      { seed: SEED, numRuns: 150 },
    )
  })

  it('costs hardly more than watching each job alone, even if the list is useless', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(lifecycles, { minLength: 1, maxLength: 12 }), lists, async (all, list) => {
        const { requests, clock } = await watchAll(all, list)
        let alone = 0
        for (const lifecycle of all) alone += (await watchAll([lifecycle], list)).requests
        if (all.length < 4) expect(requests).toBe(alone)
        // Five misses before each pause; pauses grow to ten minutes.
        const pauses = 8 + clock.now() / 600_000
        expect(requests).toBeLessThanOrEqual(1.1 * alone + 5 * pauses)
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  it('costs about as much as the longest job, if the jobs start together and are listed', async () => {
    const ends = fc.array(lengths, { minLength: 0, maxLength: 26 })
    await fc.assert(
      fc.asyncProperty(lengths, ends, lengths, async (startMs, runs, longestMs) => {
        // The last four end together, because fewer are fetched directly.
        const lasts = [
          ...runs.map((ms) => Math.min(ms, longestMs)),
          longestMs,
          longestMs,
          longestMs,
          longestMs,
        ]
        const all = lasts.map((ms): Lifecycle => ({ startMs, endMs: startMs + ms, end: 'SUCCESS' }))
        const { requests, api } = await watchAll(all, PLAIN)
        const longest = (await watchAll([all.at(-1)!], PLAIN)).requests
        expect(requests).toBeLessThanOrEqual(1.1 * longest + 3)
        expect(api.callsOf('get').length).toBeLessThanOrEqual(api.callsOf('list').length / 20)
        expect(requests).toBeGreaterThanOrEqual(longest)
      }),
      { seed: SEED, numRuns: 60 },
    )
  })
})
