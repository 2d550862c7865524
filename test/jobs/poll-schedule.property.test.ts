import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Clock } from '../../src/jobs/clock.ts'
import type { TrainingApi } from '../../src/jobs/api.ts'
import { watch } from '../../src/jobs/watch.ts'
import { seededRandom } from '../fakes/random.ts'
import { JOB_ID, MODEL } from '../fakes/samples.ts'

/** The watch itself, looking at one job after the other; the schedule alone is tested beside this. */
const DAY_MS = 86_400_000
const DURATIONS = 10_000
const SEED = 20_261_122

/** How late the end may be seen that came `ageMs` after the last change that was seen. */
const promisedMs = (ageMs: number) => Math.min(300_000, Math.max(5_000, 0.05 * ageMs))

/** From QUEUED to RUNNING to SUCCESS; queued for no time at all unless told. */
interface Course {
  readonly startMs: number
  readonly endMs: number
}

/** A clock for one sleeper, which need not wait for others to lie down; it makes millions of looks affordable. */
class LoneClock implements Clock {
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

/** Points in time of all looks at a job on this course, by a watch that saw it created. */
async function looksAt({ startMs, endMs }: Course, random: () => number): Promise<readonly number[]> {
  const clock = new LoneClock()
  const looks: number[] = []
  const statusNow = () => (clock.now() >= endMs ? 'SUCCESS' : clock.now() >= startMs ? 'RUNNING' : 'QUEUED')
  const get: TrainingApi['get'] = (id) => {
    looks.push(clock.now())
    return Promise.resolve({ ok: true, value: { id, status: statusNow(), outputModel: MODEL } })
  }
  const list: TrainingApi['list'] = () => Promise.reject(new Error('one job needs no list'))
  const job = { id: JOB_ID, status: statusNow() }
  const training = { label: JOB_ID, job, timeline: [{ status: job.status, atMs: 0 }], notes: [] }
  const world = {
    api: { get, list },
    clock,
    deadlineMs: Infinity,
    goal: 'end',
    onEvent: () => undefined,
  } as const
  const [end] = await watch([training], { ...world, random })
  if (end?.outcome !== 'succeeded') throw new Error(`ended as ${end?.outcome}`)
  return looks
}

/** The fewest looks with which the end of a phase of this length can be seen in time: the greedy schedule. */
function fewest(lengthMs: number): number {
  let looks = 0
  for (let atMs = 0; atMs < lengthMs; looks++) atMs += promisedMs(atMs)
  return looks
}

/** When the change at `changeMs` was seen. */
const seenMs = (looks: readonly number[], changeMs: number) => looks.find((atMs) => atMs >= changeMs) ?? NaN

/** Evenly over the orders of magnitude. */
const logUniformMs = (random: () => number) => 1_000 * ((10 * DAY_MS) / 1_000) ** random()

describe(`watching ${DURATIONS} jobs of 1 s to 10 d`, () => {
  it('sees each end in time, with at most 11 % more requests than any schedule needs', async () => {
    const random = seededRandom(SEED)
    let asked = 0
    let needed = 0
    for (let n = 0; n < DURATIONS; n++) {
      const endMs = logUniformMs(random)
      const looks = await looksAt({ startMs: 0, endMs }, random)
      const lateMs = seenMs(looks, endMs) - endMs
      const least = fewest(endMs)
      asked += looks.length
      needed += least
      if (lateMs > promisedMs(endMs)) throw new Error(`${endMs} ms: seen ${lateMs} ms late`)
      // 1 / 0.9 is what gaps that are all shortened to the utmost would cost.
      if (looks.length > Math.ceil(least / 0.9)) throw new Error(`${endMs} ms: ${looks.length} for ${least}`)
    }
    expect(asked / needed).toBeLessThanOrEqual(1.11)
    expect(asked / needed).toBeGreaterThan(1)
  })

  it('never does so twice at the same times', async () => {
    const random = seededRandom(SEED + 1)
    const starts = new Set<string>()
    for (let n = 0; n < DURATIONS; n++) {
      const looks = await looksAt({ startMs: 0, endMs: 20_000 }, random)
      starts.add(looks.join())
    }
    expect(starts.size).toBe(DURATIONS)
  })
})

describe('watching a job that waits before it runs', () => {
  const lengths = fc.double({ min: 0, max: 1, noNaN: true }).map((random) => logUniformMs(() => random))

  it('counts from the change that it saw last, for the bound and for the requests', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, lengths, fc.integer(), async (queuedMs, runsMs, seed) => {
        const course = { startMs: queuedMs, endMs: queuedMs + runsMs }
        const looks = await looksAt(course, seededRandom(seed))
        const startSeenMs = seenMs(looks, course.startMs)
        expect(startSeenMs - course.startMs).toBeLessThanOrEqual(promisedMs(course.startMs))
        const endSeenMs = seenMs(looks, course.endMs)
        const ageMs = Math.max(0, course.endMs - startSeenMs)
        const isSeenApart = endSeenMs > startSeenMs
        const promised = isSeenApart ? promisedMs(ageMs) : promisedMs(course.endMs)
        expect(endSeenMs - course.endMs).toBeLessThanOrEqual(promised)
        const most = Math.ceil(fewest(queuedMs) / 0.9) + Math.ceil(fewest(ageMs) / 0.9)
        expect(looks.length).toBeLessThanOrEqual(most)
      }),
      { seed: SEED, numRuns: 100 },
    )
  })
})
