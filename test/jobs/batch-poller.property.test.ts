import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { nextGapMs } from '../../src/jobs/poll-schedule.ts'
import type { Training } from '../../src/jobs/job-state.ts'
import { watch } from '../../src/jobs/watch.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FakeTrainingApi } from '../fakes/forge-api.ts'

const SEED = 20_261_123
const LATENCY_MS = 50

/** From QUEUED to RUNNING to its end. */
interface Course {
  readonly startMs: number
  readonly endMs: number
  readonly end: 'SUCCESS' | 'FAILED' | 'CANCELLED'
}

/** How the service's list is. */
interface List {
  readonly order: FakeTrainingApi['order']
  readonly pageSize: number
  readonly lagMs: number
  readonly strangers: number
  readonly tellsTotal: boolean
  readonly tellsModified: boolean
  /** One of so many descriptions leaves a field out. */
  readonly omitsOneOf: number
}

const PLAIN: List = {
  order: 'newest-first',
  pageSize: 100,
  lagMs: 0,
  strangers: 20,
  tellsTotal: true,
  tellsModified: true,
  omitsOneOf: Infinity,
}

/** Evenly over the orders of magnitude, to three hours. */
const lengths = fc.integer({ min: 0, max: 1_000 }).map((x) => Math.round(1_000 * 10_800 ** (x / 1_000)))
const courses = fc
  .record({
    startMs: lengths,
    runsMs: lengths,
    end: fc.constantFrom<Course['end']>('SUCCESS', 'FAILED', 'CANCELLED'),
  })
  .map(({ startMs, runsMs, end }): Course => ({
    startMs,
    endMs: startMs + runsMs,
    end: end,
  }))
const lists: fc.Arbitrary<List> = fc.record({
  order: fc.constantFrom('newest-first', 'oldest-first', 'any'),
  pageSize: fc.constantFrom(7, 25, 100),
  lagMs: fc.constantFrom(0, 0, 800, 4_000),
  strangers: fc.constantFrom(0, 20, 150),
  tellsTotal: fc.boolean(),
  tellsModified: fc.boolean(),
  omitsOneOf: fc.constantFrom(Infinity, 3, 20),
})

/** Leaves a field out now and then; which and when follows from job and time. */
function forgetful(omitsOneOf: number, clock: VirtualClock) {
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

async function watchAll(all: readonly Course[], list: List) {
  const clock = new VirtualClock()
  const api = new FakeTrainingApi(clock)
  for (let n = 0; n < list.strangers; n++) api.add({ statuses: [[0, 'RUNNING']] }, undefined, 1 + n)
  const trainings = all.map(({ startMs, endMs, end }): Training => {
    const statuses = [
      [0, 'QUEUED'],
      [startMs, 'RUNNING'],
      [endMs, end],
    ] as const
    const id = api.add({ statuses, model: 'ft:model', reason: 'why' })
    const modified = list.tellsModified ? { modifiedAt: Math.floor(clock.wall() / 1000) } : {}
    const job = { id, status: 'QUEUED', ...modified }
    return { label: id, job, timeline: [{ status: 'QUEUED', atMs: clock.wall() }], notes: [] }
  })
  Object.assign(api, { order: list.order, maxPageSize: list.pageSize, listLagMs: list.lagMs })
  Object.assign(api, {
    tellsTotal: list.tellsTotal,
    tellsModified: list.tellsModified,
    latencyMs: LATENCY_MS,
  })
  api.listed = forgetful(list.omitsOneOf, clock)
  const changesMs = new Map(trainings.map(({ label }) => [label, [0]]))
  const ended = await watch(trainings, {
    api,
    clock,
    random: () => 0,
    deadlineMs: Infinity,
    goal: 'end',
    onEvent: ({ kind, training }) => {
      if (kind === 'changed') changesMs.get(training.label)?.push(clock.now())
    },
  })
  const jobs = ended.map(({ label, ...rest }, n) => ({
    ...rest,
    ...all[n]!,
    seenMs: changesMs.get(label) ?? [],
  }))
  const calls = api.calls
  return { jobs, requests: calls.length, api, clock }
}

const OUTCOME = { SUCCESS: 'succeeded', FAILED: 'failed', CANCELLED: 'cancelled' } as const

describe('watching any jobs through any list', () => {
  it('decides each as the job itself says, within its bound', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(courses, { minLength: 1, maxLength: 30 }), lists, async (all, list) => {
        const { jobs } = await watchAll(all, list)
        for (const { outcome, job, seenMs, endMs, end } of jobs) {
          expect([outcome, job?.status]).toEqual([OUTCOME[end], end])
          expect(job?.outputModel).toBe(end === 'SUCCESS' ? 'ft:model' : undefined)
          const [beforeMs = 0, atMs = 0] = seenMs.slice(-2)
          const boundMs = nextGapMs(Math.max(0, endMs - beforeMs), 0)
          // A look may take some requests, one after the other; a list that is behind may hide the end for as long.
          const looksMs = 2 * LATENCY_MS * (10 + all.length / 4)
          expect(atMs - endMs).toBeLessThanOrEqual(boundMs + list.lagMs + looksMs)
        }
      }),
      { seed: SEED, numRuns: 150 },
    )
  })

  it('costs hardly more than watching each alone, even where the list is of no use', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(courses, { minLength: 1, maxLength: 12 }), lists, async (all, list) => {
        const { requests, clock } = await watchAll(all, list)
        let alone = 0
        for (const course of all) alone += (await watchAll([course], list)).requests
        if (all.length < 4) expect(requests).toBe(alone)
        // Five readings in vain before each rest; rests get longer, to ten minutes.
        const rests = 8 + clock.now() / 600_000
        expect(requests).toBeLessThanOrEqual(1.1 * alone + 5 * rests)
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  it('costs about as much as the longest, where jobs start together and the list shows them', async () => {
    const ends = fc.array(lengths, { minLength: 0, maxLength: 26 })
    await fc.assert(
      fc.asyncProperty(lengths, ends, lengths, async (startMs, runs, most) => {
        // The last four end together: of fewer, each is read singly.
        const lasts = [...runs.map((ms) => Math.min(ms, most)), most, most, most, most]
        const all = lasts.map((ms): Course => ({ startMs, endMs: startMs + ms, end: 'SUCCESS' }))
        const { requests, api } = await watchAll(all, PLAIN)
        const longest = (await watchAll([all.at(-1)!], PLAIN)).requests
        expect(requests).toBeLessThanOrEqual(1.1 * longest + 3)
        expect(api.of('get').length).toBeLessThanOrEqual(api.of('list').length / 20)
        expect(requests).toBeGreaterThanOrEqual(longest)
      }),
      { seed: SEED, numRuns: 60 },
    )
  })
})
