import type { JobState } from '../../src/jobs/job-state.ts'
import type { Outcome } from '../../src/jobs/job-status.ts'
import { isTransient } from '../../src/jobs/retry.ts'
import type { Exchange, LoopEvidence, ServiceJob } from './loop-simulation.ts'

/** Returns the violations of an invariant. */
type Invariant = (evidence: LoopEvidence) => readonly string[]

export function violationsOf(evidence: LoopEvidence): readonly string[] {
  return INVARIANTS.flatMap(([title, check]) => check(evidence).map((message) => `${title}: ${message}`))
}

const MINUTE = 60_000
/** The pace of requests while nothing is answered. */
const OUTAGE_INTERVAL_MS = 30_000
/** From the end of an outage until the next request, at most. */
const MAX_RECOVERY_MS = 35_000
/** From this many jobs on, the list is read. */
const MIN_JOBS_FOR_LIST = 4

type Interval = readonly [fromMs: number, untilMs: number]

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

function isAnswered({ result }: Exchange): boolean {
  return result !== undefined && (result.ok || !isTransient(result.error))
}

const isFailed = (exchange: Exchange): boolean => exchange.result !== undefined && !isAnswered(exchange)

function retryAfterMs({ result }: Exchange): number {
  return result?.ok === false ? (result.error.retryAfterMs ?? 0) : 0
}

/** P7: no request of any kind between a response with `Retry-After` and its end. */
const honoursRetryAfter: Invariant = ({ exchanges }) =>
  exchanges
    .filter((exchange) => retryAfterMs(exchange) > 0)
    .flatMap((exchange) => {
      const untilMs = exchange.endMs + retryAfterMs(exchange)
      // What is sent in the instant of a response without latency may have been under way.
      const isInstant = exchange.startMs === exchange.endMs
      const early = exchanges.find(
        ({ startOrder, startMs }) =>
          startOrder > exchange.endOrder && startMs < untilMs && !(isInstant && startMs === exchange.endMs),
      )
      return early === undefined
        ? []
        : [`${early.key} was sent at ${seconds(early.startMs)}, before ${seconds(untilMs)}`]
    })

interface Moment {
  readonly order: number
  readonly exchange: Exchange
  readonly isStart: boolean
}

/** All starts and ends of requests, in their order. */
function momentsOf({ exchanges }: LoopEvidence): readonly Moment[] {
  return exchanges
    .flatMap((exchange): Moment[] => [
      { order: exchange.startOrder, exchange, isStart: true },
      { order: exchange.endOrder, exchange, isStart: false },
    ])
    .sort((a, b) => a.order - b.order)
}

/**
 * P6: once a job exists and two different requests have failed without an answer in between, one request every 30 s. A
 * single request that fails may be about itself; it backs off alone.
 */
const isPatient: Invariant = (evidence) => {
  const violations: string[] = []
  let hasJob = false
  const failed = new Set<string>()
  let lastMs = -Infinity
  for (const { exchange, isStart } of momentsOf(evidence)) {
    const { operation, key, startMs, endMs, result } = exchange
    if (isStart) {
      if (!hasJob || failed.size < 2) continue
      if (startMs - lastMs < OUTAGE_INTERVAL_MS)
        violations.push(
          `${key} was sent ${seconds(startMs - lastMs)} after the previous request, in an outage`,
        )
      lastMs = startMs
    } else if (isAnswered(exchange)) {
      failed.clear()
      hasJob ||= operation !== 'list' && result?.ok === true
    } else if (isFailed(exchange)) {
      failed.add(key)
      lastMs = endMs
    }
  }
  return violations
}

/**
 * The times in which a change of this job need not be seen: while `Retry-After` is in force, while nothing is answered or
 * its own requests fail, each until the next request is due and answered; and the round trips of the watch.
 */
function excusedTimes(evidence: LoopEvidence, id: string): readonly Interval[] {
  const ids = new Set(evidence.states?.map(({ job }) => job?.id))
  const isJoint = evidence.schedule.jobs.length >= MIN_JOBS_FOR_LIST
  const isOfWatch = ({ operation, id: each }: Exchange): boolean =>
    operation === 'list' ? isJoint : operation === 'get' && ids.has(each)
  const excused: Interval[] = []
  /** Failed since the last answer to anything. */
  const failed = new Set<string>()
  /** Failed since their own last answer. */
  const failing = new Set<string>()
  let lastRetryAfterOrder = -1
  for (const { exchange, isStart } of momentsOf(evidence)) {
    const { operation, startMs, endMs, key } = exchange
    if (isStart) {
      // The only request in an outage: all others wait for its answer.
      if (failed.size > 1) excused.push([startMs, endMs])
      continue
    }
    if (isOfWatch(exchange)) excused.push([startMs, endMs])
    if (retryAfterMs(exchange) > 0) {
      excused.push([endMs, endMs + retryAfterMs(exchange) + MAX_RECOVERY_MS])
      // It is about the service, and so may be what fails at the same time or next.
      failing.clear()
      lastRetryAfterOrder = exchange.endOrder
    }
    if (isFailed(exchange)) {
      failed.add(key)
      const isOwn = exchange.id === id && operation === 'get'
      // The first failure of a joint poll may be about the service.
      const isFirstOfJointPoll = isJoint && isOfWatch(exchange) && !failing.has(key)
      if (failed.size > 1 || isOwn || isFirstOfJointPoll) excused.push([startMs, endMs + MAX_RECOVERY_MS])
      if (exchange.startOrder > lastRetryAfterOrder) failing.add(key)
    } else {
      failed.clear()
      if (operation === 'list') failing.clear()
      failing.delete(key)
    }
  }
  return excused
}

/** Milliseconds of an interval outside of these. */
function unexcusedMs([fromMs, untilMs]: Interval, excused: readonly Interval[]): number {
  let sum = 0
  let atMs = fromMs
  for (const [startMs, endMs] of excused.toSorted(([a], [b]) => a - b)) {
    if (startMs > atMs) sum += Math.max(0, Math.min(startMs, untilMs) - atMs)
    atMs = Math.max(atMs, endMs)
    if (atMs >= untilMs) return sum
  }
  return sum + Math.max(0, untilMs - atMs)
}

/** P4 and P6: each change is seen within its bound, after an outage within 35 s more. */
const seesChangesPromptly: Invariant = (evidence) =>
  [...evidence.observations].flatMap(([label, observations]) => {
    const id = evidence.states?.find((state) => state.label === label)?.job?.id
    const job = evidence.jobs.find((each) => each.id === id)
    if (job === undefined) return []
    const excused = excusedTimes(evidence, job.id)
    return observations.flatMap(({ atMs: sinceMs, status }, n) => {
      const change = job.changes[job.changes.findIndex((each) => each.status === status) + 1]
      if (change === undefined) return []
      // A change that happened before was missed by the request that saw the previous one.
      const changedMs = Math.max(change.atMs, sinceMs)
      const seenMs = observations[n + 1]?.atMs ?? Math.min(evidence.endedMs, evidence.schedule.timeoutMs)
      const boundMs = Math.min(300_000, Math.max(5_000, 0.05 * (changedMs - sinceMs)))
      const lateMs = unexcusedMs([changedMs, seenMs], excused) - boundMs
      return lateMs > toleranceMs(evidence)
        ? [`${label}: ${change.status} at ${seconds(changedMs)} was seen ${seconds(lateMs)} too late`]
        : []
    })
  })

/**
 * The step dates a change by its request, the test by the response. A list shows that it lags by lacking a new job: it must
 * be newest first, and be read before it has the job. Otherwise it may hide a change.
 */
function toleranceMs({ schedule: { service, troubles, faults }, exchanges }: LoopEvidence): number {
  const { order, otherJobs, listLagMs, latencyMs } = service
  const slowMs = Math.max(
    0,
    ...[...troubles, ...faults].map(({ effect }) => ('takesMs' in effect ? effect.takesMs : 0)),
  )
  const isLagEvident =
    order === 'newest-first' &&
    otherJobs > 1 &&
    listLagMs >= MINUTE &&
    slowMs < OUTAGE_INTERVAL_MS / 10 &&
    exchanges.every(isAnswered)
  return 100 + 0.1 * Math.max(latencyMs, slowMs) + (isLagEvident ? 0 : 1.1 * listLagMs)
}

/** P1: at most one job for each spec. */
const submitsOnce: Invariant = ({ jobs, schedule }) =>
  schedule.jobs.flatMap((_, n) => {
    const count = jobs.filter(({ label, isRecorded }) => label === `${n}.yml` && !isRecorded).length
    return count > 1 ? [`${n}.yml has ${count} jobs`] : []
  })

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  SUCCESS: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
}

/** Every job ends with its true outcome, or it is said that the time was up or that nobody knows. */
const reportsTrueOutcomes: Invariant = (evidence) =>
  (evidence.states ?? []).flatMap((state) => {
    const { label, outcome } = state
    const job = evidence.jobs.findLast((each) => each.label === label)
    const isLeft = job?.isRecorded === true && state.job === undefined && outcome !== 'unknown'
    if (isLeft) return []
    const problem = job === undefined ? problemWithoutJob(state) : problemWithJob(state, job, evidence)
    return problem === undefined ? [] : [`${label} is ${outcome ?? 'open'}, but ${problem}`]
  })

function problemWithoutJob({ outcome }: JobState): string | undefined {
  return outcome === 'unknown' || outcome === 'refused' || outcome === 'timed-out'
    ? undefined
    : 'it has no job'
}

function problemWithJob(
  { job: known, outcome }: JobState,
  { id, changes }: ServiceJob,
  { endedMs, schedule }: LoopEvidence,
): string | undefined {
  if (known === undefined) return outcome === 'unknown' ? undefined : `it has the job ${id}`
  if (known.id !== id) return `its job is ${id}, not ${known.id}`
  if (outcome === 'timed-out')
    return endedMs < schedule.timeoutMs ? `the time was not up at ${seconds(endedMs)}` : undefined
  const status = changes.findLast(({ atMs }) => atMs <= endedMs)?.status ?? ''
  return OUTCOMES[status] === outcome ? undefined : `its job is ${status}`
}

/** Whether the step saw its job run. */
function hasStarted({ timeline }: JobState): boolean {
  return timeline.some(({ status }) => status === 'RUNNING' || status === 'SUCCESS')
}

/**
 * P10: the jobs that new ones replace are cancelled. A request is retried for 15 minutes, so this is checked if the service
 * takes it within 10 minutes in all. Without the record, nothing is superseded, nor if no new job got as far as running.
 */
const cancelsObsoleteJobs: Invariant = ({ schedule, jobs, states = [], endedMs, exchanges }) => {
  const { troubles, faults, githubTroubles, timeoutMs } = schedule
  const troubleMs =
    troubles.reduce((sum, { lengthMs }) => sum + lengthMs, 0) +
    faults.reduce((sum, { times }) => sum + times * MAX_RECOVERY_MS, 0)
  const isThrottled = exchanges.some((exchange) => retryAfterMs(exchange) > 0)
  if (troubleMs > 10 * MINUTE || isThrottled || githubTroubles.length > 0 || endedMs >= timeoutMs) return []
  if (!states.some(hasStarted)) return []
  const withJob = new Set(states.filter(({ job }) => job !== undefined).map(({ label }) => label))
  return jobs
    .filter(
      ({ old }) => old !== undefined && (old.replacedBy ? withJob.has(old.replacedBy) : withJob.size > 0),
    )
    .filter(({ cancelRequestedMs }) => cancelRequestedMs === undefined)
    .map(({ id }) => `the obsolete job ${id} keeps running`)
}

/** The step ends soon after its deadline: GitHub's record is read for two minutes, twice, and a request may take 30 s. */
const endsInTime: Invariant = ({ states, endedMs, schedule: { timeoutMs } }) => {
  if (states === undefined) return ['it did not end']
  return endedMs > timeoutMs + 5 * MINUTE
    ? [`it ended ${seconds(endedMs - timeoutMs)} after its deadline`]
    : []
}

const INVARIANTS: readonly (readonly [title: string, invariant: Invariant])[] = [
  ['P1 at most one job', submitsOnce],
  ['P3 reports the actual outcome', reportsTrueOutcomes],
  ['P4 sees every change in time', seesChangesPromptly],
  ['P6 one request every 30 s in an outage', isPatient],
  ['P7 honours Retry-After', honoursRetryAfter],
  ['P8 ends in time', endsInTime],
  ['P10 cancels obsolete jobs', cancelsObsoleteJobs],
]
