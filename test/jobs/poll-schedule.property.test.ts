import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Clock } from '../../src/jobs/clock.ts'
import type { ForgeApi } from '../../src/jobs/api.ts'
import { watchJobs } from '../../src/jobs/watch.ts'
import { seededRandom } from '../fakes/random.ts'
import { JOB_ID, MODEL } from '../fakes/samples.ts'

/** Tests the whole watch, one job after the other. poll-schedule.test.ts tests only the schedule, with more jobs. */
const DAY_MS = 86_400_000
const DURATIONS = 2_000
const SEED = 20_261_122

/** How late an end may be seen that came `ageMs` after the last observed change. */
const maxDelayMs = (ageMs: number) => Math.min(300_000, Math.max(5_000, 0.05 * ageMs))

/** When a job goes from QUEUED to RUNNING and to SUCCESS. */
interface Lifecycle {
  readonly startMs: number
  readonly endMs: number
}

/** A clock for one sleeper, which need not wait for others. Fast enough for millions of polls. */
class SingleSleeperClock implements Clock {
  #nowMs = 0
  now(): number {
    return this.#nowMs
  }
  wall(): number {
    return this.#nowMs
  }
  sleep(ms: number): Promise<void> {
    this.#nowMs += ms
    return Promise.resolve()
  }
}

/** The times of all polls by a watch that saw the job created. */
async function pollTimes({ startMs, endMs }: Lifecycle, random: () => number): Promise<readonly number[]> {
  const clock = new SingleSleeperClock()
  const polls: number[] = []
  const statusNow = () => (clock.now() >= endMs ? 'SUCCESS' : clock.now() >= startMs ? 'RUNNING' : 'QUEUED')
  const get: ForgeApi['get'] = (id) => {
    polls.push(clock.now())
    return Promise.resolve({ ok: true, value: { id, status: statusNow(), outputModel: MODEL } })
  }
  const list: ForgeApi['list'] = () => Promise.reject(new Error('one job needs no list'))
  const job = { id: JOB_ID, status: statusNow() }
  const state = { label: JOB_ID, job, timeline: [{ status: job.status, atMs: 0 }], notes: [] }
  const options = {
    api: { get, list },
    clock,
    deadlineMs: Infinity,
    goal: 'completed',
    onEvent: () => undefined,
  } as const
  const [end] = await watchJobs([state], { ...options, random })
  if (end?.outcome !== 'succeeded') throw new Error(`ended as ${end?.outcome}`)
  return polls
}

/** The fewest polls that see the end of a phase of this length in time: the greedy schedule. */
function countMinPolls(lengthMs: number): number {
  let polls = 0
  for (let atMs = 0; atMs < lengthMs; polls++) atMs += maxDelayMs(atMs)
  return polls
}

const seenMs = (polls: readonly number[], changeMs: number) => polls.find((atMs) => atMs >= changeMs) ?? NaN

/** Log-uniform, 1 s to 10 days. */
const logUniformMs = (random: () => number) => 1_000 * ((10 * DAY_MS) / 1_000) ** random()

describe(`watching ${DURATIONS} jobs of 1 s to 10 d`, () => {
  it('sees each end in time, with at most 11 % more requests than any schedule needs', async () => {
    const random = seededRandom(SEED)
    let requested = 0
    let needed = 0
    for (let n = 0; n < DURATIONS; n++) {
      const endMs = logUniformMs(random)
      const polls = await pollTimes({ startMs: 0, endMs }, random)
      const delayMs = seenMs(polls, endMs) - endMs
      const minPolls = countMinPolls(endMs)
      requested += polls.length
      needed += minPolls
      if (delayMs > maxDelayMs(endMs)) throw new Error(`${endMs} ms: seen ${delayMs} ms late`)
      // If jitter shortened every interval by 10 %, the cost would be 1 / 0.9.
      if (polls.length > Math.ceil(minPolls / 0.9))
        throw new Error(`${endMs} ms: ${polls.length} for ${minPolls}`)
    }
    expect(requested / needed).toBeLessThanOrEqual(1.11)
    expect(requested / needed).toBeGreaterThan(1)
  })

  it('never polls two jobs at the same times', async () => {
    const random = seededRandom(SEED + 1)
    const starts = new Set<string>()
    for (let n = 0; n < DURATIONS; n++) {
      const polls = await pollTimes({ startMs: 0, endMs: 20_000 }, random)
      starts.add(polls.join())
    }
    expect(starts.size).toBe(DURATIONS)
  })
})

describe('watching a job that is queued before it runs', () => {
  const lengths = fc.double({ min: 0, max: 1, noNaN: true }).map((random) => logUniformMs(() => random))

  it('bounds the delay and the requests from the last observed change', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, lengths, fc.integer(), async (queuedMs, runsMs, seed) => {
        const lifecycle = { startMs: queuedMs, endMs: queuedMs + runsMs }
        const polls = await pollTimes(lifecycle, seededRandom(seed))
        const startSeenMs = seenMs(polls, lifecycle.startMs)
        expect(startSeenMs - lifecycle.startMs).toBeLessThanOrEqual(maxDelayMs(lifecycle.startMs))
        const endSeenMs = seenMs(polls, lifecycle.endMs)
        const ageMs = Math.max(0, lifecycle.endMs - startSeenMs)
        const isSeenApart = endSeenMs > startSeenMs
        const allowedDelayMs = isSeenApart ? maxDelayMs(ageMs) : maxDelayMs(lifecycle.endMs)
        expect(endSeenMs - lifecycle.endMs).toBeLessThanOrEqual(allowedDelayMs)
        const maxPolls = Math.ceil(countMinPolls(queuedMs) / 0.9) + Math.ceil(countMinPolls(ageMs) / 0.9)
        expect(polls.length).toBeLessThanOrEqual(maxPolls)
      }),
      { seed: SEED, numRuns: 100 },
    )
  })
})
