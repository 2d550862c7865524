/**
 * npm run watch:cost: counts the requests that watching takes. Runs the real watch on jobs with realistic durations, in
 * virtual time.
 *
 * Watching many jobs together cannot always cost as little as watching the longest one alone. Polling intervals restart
 * at 5 s after each status change of each job. If the jobs start within minutes of each other, the phases of short
 * intervals overlap; if they start within hours, they do not. `min ratio` is the lower bound for any watch with this
 * schedule, even if one request always showed all jobs: the number of polls at the longest allowed intervals, for all
 * jobs relative to the longest. The actual watch also verifies the list (about one request in 30).
 */
import { VirtualClock } from '../test/fakes/clock.ts'
import { FakeForgeApi, type JobLifecycle } from '../test/fakes/forge-api.ts'
import { seededRandom } from '../test/fakes/random.ts'
import type { Clock } from '../src/jobs/clock.ts'
import type { ForgeApi } from '../src/jobs/api.ts'
import type { JobState } from '../src/jobs/job-state.ts'
import { pollIntervalMs } from '../src/jobs/poll-schedule.ts'
import { watchJobs } from '../src/jobs/watch.ts'
import { measureTroubleCost } from './trouble-cost.ts'
import { measureSyncCost, type SyncCost } from './sync-cost.ts'

const SEED = 20_261_122
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ROUNDS = 20
/** The allowed requests of a joint watch relative to its longest job alone, if the jobs start within minutes. */
const MAX_RATIO = 1.2
const SHORT_QUEUE_MS = 5 * MINUTE
const SYNC_INTERVAL_MS = 30 * MINUTE
const ROUND_TRIP_MS = 200
/** Of other clients, in the list. */
const OTHER_JOBS = 20
const LAGS: readonly (readonly [label: string, lagMs: number])[] = [
  ['none', 0],
  ['60 s', MINUTE],
  ['10 min', 10 * MINUTE],
]
const LAG_ROUNDS = 3
/** A round of 100 direct reads takes 25 round trips, four reads at a time. */
const MAX_LATENESS_MS = 6_000

interface JobTimes {
  readonly startMs: number
  readonly endMs: number
}

interface Cost {
  readonly requests: number
  readonly lists: number
  /** From the first request to the last response. */
  readonly durationMs: number
  /** How much later than its bound a change was detected, at most; negative if all were in time. */
  readonly maxLatenessMs: number
}

/** A virtual clock on which every sleep ends immediately. Supports one sleeper at a time. */
class SingleSleeperClock implements Clock {
  #nowMs = 0
  now = (): number => this.#nowMs
  wall = (): number => Date.UTC(2026, 10, 22) + this.#nowMs
  sleep = (ms: number): Promise<void> => {
    this.#nowMs += ms
    return Promise.resolve()
  }
}

/** Adds the round-trip time to each request. */
function withLatency(api: FakeForgeApi, clock: Clock): Pick<ForgeApi, 'get' | 'list'> {
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

async function measureCost(
  jobTimes: readonly JobTimes[],
  random: () => number,
  { listLagMs = 0, clock = new SingleSleeperClock() }: { listLagMs?: number; clock?: Clock } = {},
): Promise<Cost> {
  const api = new FakeForgeApi(clock)
  api.listLagMs = listLagMs
  for (let n = 1; n <= OTHER_JOBS; n++) api.addJob({ statuses: [[0, 'RUNNING']] }, undefined, n * HOUR)
  const states = jobTimes.map(({ startMs, endMs }): JobState => {
    const statuses: JobLifecycle['statuses'] = [
      [0, 'QUEUED'],
      [startMs, 'RUNNING'],
      [endMs, 'SUCCESS'],
    ]
    const id = api.addJob({ statuses, model: 'ft:model' })
    return {
      label: id,
      job: { id, status: 'QUEUED', createdAt: Math.floor(clock.wall() / 1000) },
      timeline: [{ status: 'QUEUED', atMs: clock.wall() }],
      notes: [],
    }
  })
  const byId = new Map(states.map(({ label }, n) => [label, jobTimes[n]!]))
  const changedMs = new Map(states.map(({ label }) => [label, 0]))
  let maxLatenessMs = -Infinity
  await watchJobs(states, {
    api: withLatency(api, clock),
    clock,
    random,
    deadlineMs: Infinity,
    goal: 'completed',
    onEvent: ({ kind, state: { label, job } }) => {
      if (kind !== 'changed') return
      const { startMs, endMs } = byId.get(label)!
      const atMs = job?.status === 'RUNNING' ? startMs : endMs
      const ageMs = atMs - changedMs.get(label)!
      maxLatenessMs = Math.max(maxLatenessMs, clock.now() - atMs - pollIntervalMs(Math.max(0, ageMs), 0))
      changedMs.set(label, clock.now())
    },
  })
  const lists = api.callsOf('list').length
  return { requests: api.calls.length, lists, durationMs: clock.now(), maxLatenessMs }
}

/** The fewest requests that keep the bound of every job, if one request shows all jobs. */
function minRequests(jobTimes: readonly JobTimes[]): number {
  let requests = 0
  const observed = jobTimes.map(() => ({ changedMs: 0, phase: 0 }))
  for (let atMs = 0; ; requests++) {
    jobTimes.forEach(({ startMs, endMs }, n) => {
      const phase = atMs >= endMs ? 2 : atMs >= startMs ? 1 : 0
      if (phase !== observed[n]!.phase) observed[n] = { changedMs: atMs, phase }
    })
    const unfinished = observed.filter(({ phase }) => phase < 2)
    if (unfinished.length === 0) return requests
    atMs = Math.min(...unfinished.map(({ changedMs }) => atMs + pollIntervalMs(atMs - changedMs, 0)))
  }
}

/** A log-normal value: half are below the median, two thirds within a factor of `spread` of it. */
function logNormal(medianMs: number, spread: number, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return medianMs * spread ** normal
}

/** Queued for 30 s to `queueMs`, then running for about an hour. */
function randomTimes(queueMs: number, random: () => number): JobTimes {
  const startMs = 30_000 + random() * (queueMs - 30_000)
  return { startMs, endMs: startMs + Math.min(12 * HOUR, Math.max(MINUTE, logNormal(HOUR, 2.2, random))) }
}

function printMarkdownRow(...cells: readonly (string | number)[]): void {
  console.log(`| ${cells.join(' | ')} |`)
}

function printRow(...cells: readonly (string | number)[]): void {
  console.log(cells.map((cell) => String(cell).padStart(12)).join(''))
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Prints the cost of watching this many jobs. Returns its mean ratio to watching the longest job alone. */
async function printComparison(jobs: number, queueMs: number, random: () => number): Promise<number> {
  const rounds: {
    readonly joint: Cost
    readonly longest: Cost
    readonly minRatio: number
    readonly separate: number
  }[] = []
  for (let n = 0; n < ROUNDS; n++) {
    const jobTimes = Array.from({ length: jobs }, () => randomTimes(queueMs, random))
    const single: Cost[] = []
    for (const times of jobTimes) single.push(await measureCost([times], random))
    const longest = single.reduce((a, b) => (b.durationMs > a.durationMs ? b : a))
    const joint = await measureCost(jobTimes, random)
    const separate = single.reduce((sum, { requests }) => sum + requests, 0)
    const last = jobTimes.reduce((a, b) => (b.endMs > a.endMs ? b : a))
    rounds.push({ joint, longest, minRatio: minRequests(jobTimes) / minRequests([last]), separate })
  }
  const ratios = rounds.map(({ joint, longest }) => joint.requests / longest.requests)
  const ratio = mean(ratios)
  printRow(
    jobs,
    Math.round(mean(rounds.map(({ separate }) => separate))),
    Math.round(mean(rounds.map(({ joint }) => joint.requests))),
    Math.round(mean(rounds.map(({ longest }) => longest.requests))),
    ratio.toFixed(3),
    Math.max(...ratios).toFixed(2),
    mean(rounds.map(({ minRatio }) => minRatio)).toFixed(2),
    `${(Math.max(...rounds.map(({ joint }) => joint.maxLatenessMs)) / 1000).toFixed(1)} s`,
  )
  return ratio
}

console.log(
  `${ROUNDS} rounds, seed ${SEED}; ${ROUND_TRIP_MS} ms round trip; jobs of about an hour (log-normal)`,
)
for (const [label, queueMs] of [
  ['30 s to 5 min', SHORT_QUEUE_MS],
  ['30 s to 1 h', HOUR],
  ['30 s to 6 h', 6 * HOUR],
] as const) {
  console.log(`\nqueued for ${label}`)
  printRow('jobs', 'separate', 'joint', 'longest', 'ratio', 'max ratio', 'min ratio', 'lateness')
  const random = seededRandom(SEED)
  for (const jobs of [1, 10, 100]) {
    const ratio = await printComparison(jobs, queueMs, random)
    if (jobs === 100 && queueMs === SHORT_QUEUE_MS && ratio > MAX_RATIO) process.exitCode = 1
  }
}

console.log(`\nA list that lags; queued for 30 s to 5 min; ${LAG_ROUNDS} rounds\n`)
printMarkdownRow('Jobs', 'Lag of the list', 'Requests', 'Lists', 'Lateness')
printMarkdownRow(...Array.from({ length: 5 }, () => '--'))
for (const jobs of [1, 10, 100]) {
  for (const [label, lagMs] of LAGS) {
    const random = seededRandom(SEED)
    const costs: Cost[] = []
    for (let n = 0; n < LAG_ROUNDS; n++) {
      const jobTimes = Array.from({ length: jobs }, () => randomTimes(SHORT_QUEUE_MS, random))
      costs.push(await measureCost(jobTimes, random, { listLagMs: lagMs, clock: new VirtualClock() }))
    }
    const maxLatenessMs = Math.max(...costs.map((cost) => cost.maxLatenessMs))
    if (maxLatenessMs > MAX_LATENESS_MS) process.exitCode = 1
    printMarkdownRow(
      jobs,
      label,
      Math.round(mean(costs.map(({ requests }) => requests))),
      Math.round(mean(costs.map(({ lists }) => lists))),
      `${(maxLatenessMs / 1000).toFixed(1)} s`,
    )
  }
}

console.log(`\nA later submission gets HTTP 429 for 10 min, while the other jobs run for 3 to 9 min\n`)
printMarkdownRow('Jobs', 'Requests', 'Lateness')
printMarkdownRow(...Array.from({ length: 3 }, () => '--'))
for (const jobs of [1, 10, 100]) {
  const { requests, maxLatenessMs } = await measureTroubleCost(jobs)
  if (maxLatenessMs > MAX_LATENESS_MS) process.exitCode = 1
  printMarkdownRow(jobs, requests, `${(maxLatenessMs / 1000).toFixed(1)} s`)
}

console.log(
  `\nA watch of jobs that start together, after 2 min in the queue, compared with a sync of the built action every ${SYNC_INTERVAL_MS / MINUTE} min\n`,
)
printMarkdownRow(
  'Duration',
  'Jobs',
  'Watch: requests',
  'hours',
  'lateness',
  'Syncs',
  'requests',
  'to GitHub',
  'seconds',
)
printMarkdownRow(...Array.from({ length: 9 }, () => '--'))
const syncCosts = new Map<number, SyncCost>()
for (const jobs of [1, 10, 100]) syncCosts.set(jobs, await measureSyncCost(jobs))
for (const [label, lengthMs] of [
  ['6 h', 6 * HOUR],
  ['1 d', 24 * HOUR],
  ['10 d', 240 * HOUR],
] as const) {
  const syncs = lengthMs / SYNC_INTERVAL_MS
  for (const [jobs, syncCost] of syncCosts) {
    const times = { startMs: 2 * MINUTE, endMs: lengthMs }
    const cost = await measureCost(
      Array.from({ length: jobs }, () => times),
      seededRandom(SEED),
    )
    printMarkdownRow(
      label,
      jobs,
      cost.requests,
      (cost.durationMs / HOUR).toFixed(1),
      `${(cost.maxLatenessMs / 1000).toFixed(1)} s`,
      syncs,
      syncs * syncCost.requests,
      syncs * syncCost.githubRequests,
      Math.round(syncs * syncCost.seconds),
    )
  }
}
