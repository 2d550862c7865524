/**
 * What watching costs: `npm run watch:cost`. Jobs with realistic courses, the watch itself, time that does not pass.
 *
 * A merged watch can not always cost what its longest job costs alone. The promise counts anew from each change of each
 * job, so every start of a job brings gaps of 5 s back for as long as it takes until another job's gaps are as short. With
 * starts spread over minutes these times overlap; spread over hours they do not. `least ratio` is what no watch with this
 * promise can do without, even if one request always shows everything: looks at the very end of the shortest gap, for all
 * jobs and for the longest. What comes on top is the check of the list (about a request in 30).
 */
import { FakeTrainingApi, type JobCourse } from '../test/fakes/forge-api.ts'
import { seededRandom } from '../test/fakes/random.ts'
import type { Clock } from '../src/jobs/clock.ts'
import type { TrainingApi } from '../src/jobs/api.ts'
import type { Training } from '../src/jobs/job-state.ts'
import { nextGapMs } from '../src/jobs/poll-schedule.ts'
import { watch } from '../src/jobs/watch.ts'
import { syncCost, type SyncCost } from './sync-cost.ts'

const SEED = 20_261_122
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ROUNDS = 20
/** What the merged watch of many jobs may cost of the requests of the longest, where their starts are minutes apart. */
const MOST_RATIO = 1.2
const SHORT_QUEUE_MS = 5 * MINUTE
const SYNC_EVERY_MS = 30 * MINUTE
/** Between a request and its answer, in milliseconds. */
const ROUND_TRIP_MS = 200

interface Course {
  readonly startMs: number
  readonly endMs: number
}

interface Cost {
  readonly requests: number
  readonly lists: number
  /** From the first look to the last answer, in milliseconds. */
  readonly lastedMs: number
  /** The most that a change was seen after the end of its bound, in milliseconds; negative where all were in time. */
  readonly worstMs: number
}

/** A clock for one sleeper. */
class LoneClock implements Clock {
  #nowMs = 0
  now = (): number => this.#nowMs
  wall = (): number => Date.UTC(2026, 10, 22) + this.#nowMs
  sleep = (ms: number): Promise<void> => {
    this.#nowMs += ms
    return Promise.resolve()
  }
}

/** Answers that take their time, one after the other. */
function slowly(api: FakeTrainingApi, clock: Clock): Pick<TrainingApi, 'get' | 'list'> {
  return {
    get: async (id) => {
      await clock.sleep(ROUND_TRIP_MS)
      return api.get(id)
    },
    list: async (page, pageSize) => {
      await clock.sleep(ROUND_TRIP_MS)
      return api.list(page, pageSize)
    },
  }
}

async function costOf(courses: readonly Course[], random: () => number): Promise<Cost> {
  const clock = new LoneClock()
  const api = new FakeTrainingApi(clock)
  const trainings = courses.map(({ startMs, endMs }): Training => {
    const statuses: JobCourse['statuses'] = [
      [0, 'QUEUED'],
      [startMs, 'RUNNING'],
      [endMs, 'SUCCESS'],
    ]
    const id = api.add({ statuses, model: 'ft:model' })
    return { label: id, job: { id, status: 'QUEUED' }, timeline: [{ status: 'QUEUED', atMs: 0 }], notes: [] }
  })
  const byId = new Map(trainings.map(({ label }, n) => [label, courses[n]!]))
  const changedMs = new Map(trainings.map(({ label }) => [label, 0]))
  let worstMs = -Infinity
  await watch(trainings, {
    api: slowly(api, clock),
    clock,
    random,
    deadlineMs: Infinity,
    goal: 'end',
    onEvent: ({ kind, training: { label, job } }) => {
      if (kind !== 'changed') return
      const { startMs, endMs } = byId.get(label)!
      const atMs = job?.status === 'RUNNING' ? startMs : endMs
      const ageMs = atMs - changedMs.get(label)!
      worstMs = Math.max(worstMs, clock.now() - atMs - nextGapMs(Math.max(0, ageMs), 0))
      changedMs.set(label, clock.now())
    },
  })
  const lists = api.of('list').length
  return { requests: api.calls.length, lists, lastedMs: clock.now(), worstMs }
}

/** The fewest looks that keep the promise for all of them, where one look shows all. */
function fewest(courses: readonly Course[]): number {
  let looks = 0
  const seenMs = courses.map(() => ({ changedMs: 0, phase: 0 }))
  for (let atMs = 0; ; looks++) {
    courses.forEach(({ startMs, endMs }, n) => {
      const phase = atMs >= endMs ? 2 : atMs >= startMs ? 1 : 0
      if (phase !== seenMs[n]!.phase) seenMs[n] = { changedMs: atMs, phase }
    })
    const open = seenMs.filter(({ phase }) => phase < 2)
    if (open.length === 0) return looks
    atMs = Math.min(...open.map(({ changedMs }) => atMs + nextGapMs(atMs - changedMs, 0)))
  }
}

/** Log-normal: half of them are under the median, two thirds within a factor of `spread` of it. */
function logNormal(medianMs: number, spread: number, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return medianMs * spread ** normal
}

/** Queued for 30 s to `queueMs`, then running for about an hour. */
function realistic(queueMs: number, random: () => number): Course {
  const startMs = 30_000 + random() * (queueMs - 30_000)
  return { startMs, endMs: startMs + Math.min(12 * HOUR, Math.max(MINUTE, logNormal(HOUR, 2.2, random))) }
}

/** A line of a table in Markdown. */
function table(...cells: readonly (string | number)[]): void {
  console.log(`| ${cells.join(' | ')} |`)
}

function row(...cells: readonly (string | number)[]): void {
  console.log(cells.map((cell) => String(cell).padStart(12)).join(''))
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length

/** Prints what the watch of so many jobs costs, and returns the mean of its ratios to the longest job alone. */
async function compare(jobs: number, queueMs: number, random: () => number): Promise<number> {
  const rounds: {
    readonly merged: Cost
    readonly longest: Cost
    readonly leastRatio: number
    readonly apart: number
  }[] = []
  for (let n = 0; n < ROUNDS; n++) {
    const courses = Array.from({ length: jobs }, () => realistic(queueMs, random))
    const alone: Cost[] = []
    for (const course of courses) alone.push(await costOf([course], random))
    const longest = alone.reduce((a, b) => (b.lastedMs > a.lastedMs ? b : a))
    const merged = await costOf(courses, random)
    const apart = alone.reduce((sum, { requests }) => sum + requests, 0)
    const last = courses.reduce((a, b) => (b.endMs > a.endMs ? b : a))
    rounds.push({ merged, longest, leastRatio: fewest(courses) / fewest([last]), apart })
  }
  const ratios = rounds.map(({ merged, longest }) => merged.requests / longest.requests)
  const ratio = mean(ratios)
  row(
    jobs,
    Math.round(mean(rounds.map(({ apart }) => apart))),
    Math.round(mean(rounds.map(({ merged }) => merged.requests))),
    Math.round(mean(rounds.map(({ longest }) => longest.requests))),
    ratio.toFixed(3),
    Math.max(...ratios).toFixed(2),
    mean(rounds.map(({ leastRatio }) => leastRatio)).toFixed(2),
    `${(Math.max(...rounds.map(({ merged }) => merged.worstMs)) / 1000).toFixed(1)} s`,
  )
  return ratio
}

console.log(
  `${ROUNDS} rounds, seed ${SEED}; ${ROUND_TRIP_MS} ms for each answer; trainings of about an hour (log-normal)`,
)
for (const [words, queueMs] of [
  ['30 s to 5 min', SHORT_QUEUE_MS],
  ['30 s to 1 h', HOUR],
  ['30 s to 6 h', 6 * HOUR],
] as const) {
  console.log(`\nqueued for ${words}`)
  row('jobs', 'apart', 'together', 'longest', 'ratio', 'worst ratio', 'least ratio', 'after bound')
  const random = seededRandom(SEED)
  for (const jobs of [1, 10, 100]) {
    const ratio = await compare(jobs, queueMs, random)
    if (jobs === 100 && queueMs === SHORT_QUEUE_MS && ratio > MOST_RATIO) process.exitCode = 1
  }
}

console.log(
  `\nA watch of jobs that start together, after 2 min in the queue, against the built action's sync every ${SYNC_EVERY_MS / MINUTE} min\n`,
)
table(
  'Training',
  'Jobs',
  'Watch: requests',
  'hours',
  'after bound',
  'Syncs',
  'requests',
  'to GitHub',
  'seconds',
)
table(...Array.from({ length: 9 }, () => '--'))
const syncCosts = new Map<number, SyncCost>()
for (const jobs of [1, 10, 100]) syncCosts.set(jobs, await syncCost(jobs))
for (const [words, lengthMs] of [
  ['6 h', 6 * HOUR],
  ['1 d', 24 * HOUR],
  ['10 d', 240 * HOUR],
] as const) {
  const syncs = lengthMs / SYNC_EVERY_MS
  for (const [jobs, each] of syncCosts) {
    const course = { startMs: 2 * MINUTE, endMs: lengthMs }
    const cost = await costOf(
      Array.from({ length: jobs }, () => course),
      seededRandom(SEED),
    )
    table(
      words,
      jobs,
      cost.requests,
      (cost.lastedMs / HOUR).toFixed(1),
      `${(cost.worstMs / 1000).toFixed(1)} s`,
      syncs,
      syncs * each.requests,
      syncs * each.githubRequests,
      Math.round(syncs * each.seconds),
    )
  }
}
