import type { TestEnvironment } from '../e2e/test-environment.ts'
import { KEY, TOKEN } from '../e2e/test-environment.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import type { Fault } from '../simulator/faults.ts'
import type { FaultSchedule } from './schedule.ts'
import { POST_STATE } from '../../src/state/post-state.ts'
import { decodePostState } from '../../src/state/post-state-codec.ts'

/** What a step wrote at one moment; see record-writes.cjs. */
export interface Write {
  readonly kind: 'log' | 'state' | 'outputs'
  readonly text: string
}

export interface FaultRun {
  readonly schedule: FaultSchedule
  readonly environment: TestEnvironment
  readonly result: StepResult
  /** Operations of the service that main has called. */
  readonly operationsOfMain: readonly string[]
  /** In order. */
  readonly writes: readonly Write[]
}

/** Returns a description of the violation, or undefined if the invariant holds. */
type Invariant = (faultRun: FaultRun) => string | undefined

export const TIMEOUT_MINUTES = 90
const SUCCESS_OUTCOMES = ['succeeded']
const OUTCOMES = ['unknown', 'timed-out', 'failed', 'cancelled', 'refused', 'running', ...SUCCESS_OUTCOMES]

/** The output `jobs`. */
const reportedJobs = (result: StepResult): readonly Readonly<Record<string, string>>[] =>
  JSON.parse(result.outputs['jobs'] ?? '[]') as Record<string, string>[]

/** To a client, the API key or the URL looks wrong. */
function isAuthOrRedirect(fault: Fault): boolean {
  return fault.kind === 'redirect' || (fault.kind === 'status' && [401, 402].includes(fault.status ?? 0))
}

/** The requested wait; 0 without Retry-After. */
function retryAfterMs(fault: Fault): number {
  const value = fault.kind === 'status' ? (fault.headers?.['retry-after'] ?? '0') : '0'
  return /^[\d.]+$/.test(value) ? Number(value) * 1000 : value.includes('GMT') ? Infinity : 0
}

/** GitHub is unavailable, or refuses, for longer than the action waits before a submission. */
function isLongOutage(fault: Fault): boolean {
  if (fault.on?.nth === 'every') return true
  return retryAfterMs(fault) > 60_000 || (fault.kind === 'refuse' && (fault.forMs ?? Infinity) > 60_000)
}

/** Whether the write contains the id of a job. */
function mentions({ kind, text }: Write, id: string): boolean {
  return kind === 'state'
    ? (decodePostState(savedState(text))?.jobIds.includes(id) ?? false)
    : text.includes(id)
}

/** The state for the post step in a write to the runner's file. */
function savedState(text: string): string {
  return /^postState<<.*\n(.*)\n/.exec(text)?.[1] ?? ''
}

const IN_FLIGHT_MS = 2_000
/** Then another step may take over the claim. */
const CLAIM_LEASE_S = 180

/** Must hold after every schedule. */
export const INVARIANTS: Readonly<Record<string, Invariant>> = {
  'at most one job': ({ schedule: { specs = 1 }, environment }) =>
    environment.forge.accepted.length > specs
      ? `${environment.forge.accepted.length} jobs of ${specs} specs were accepted`
      : undefined,

  'submits only while its claim holds': ({ environment: { forge, github } }) => {
    // Without a comment there is no claim.
    if (!github.requests.some(({ operation }) => operation === 'listComments')) return undefined
    const writes = github.requests.filter(
      ({ operation, isProcessed }) => isProcessed && ['createComment', 'updateComment'].includes(operation),
    )
    for (const { operation, receivedAtMs } of forge.requests) {
      if (operation !== 'create') continue
      const claimedAtMs = writes.findLast((write) => write.receivedAtMs < receivedAtMs)?.receivedAtMs
      const ageS = Math.round((receivedAtMs - (claimedAtMs ?? -Infinity)) / 1000)
      if (ageS > CLAIM_LEASE_S) return `sent when the claim was ${ageS} s old`
    }
    return undefined
  },

  'passes only with a model': ({ schedule: { specs = 1 }, environment, result }) => {
    if (result.exitCode !== 0) return undefined
    const reported = specs === 1 ? [result.outputs] : reportedJobs(result)
    const trained = reported.filter(({ 'job-id': reportedId }) =>
      environment.forge.jobs.some(({ id, status }) => id === reportedId && status === 'SUCCESS'),
    )
    if (trained.length < specs) return 'exit code 0 without a trained job'
    if (reported.some(({ 'output-model': model }) => !model)) return 'exit code 0 without a model'
    return undefined
  },

  'outcome and exit code agree': ({ result }) => {
    const outcome = result.outputs['outcome'] ?? ''
    if (!OUTCOMES.includes(outcome)) return `the outcome is ${JSON.stringify(outcome)}`
    return SUCCESS_OUTCOMES.includes(outcome) === (result.exitCode === 0)
      ? undefined
      : `${outcome} with exit code ${result.exitCode}`
  },

  'keeps every job id': ({ schedule: { specs = 1 }, environment, result }) => {
    const createRequest = environment.forge.requests.find(
      ({ operation, isDelivered, fault }) => operation === 'create' && isDelivered && fault === undefined,
    )
    const id = createRequest && environment.forge.accepted[0]?.id
    if (id === undefined) return undefined
    const saved = decodePostState(result.state[POST_STATE] ?? '')
    const output = result.outputs[specs === 1 ? 'job-id' : 'jobs']
    const places = { outputs: output, state: saved?.jobIds.join(), log: result.log }
    const missing = Object.entries(places).filter(([, text]) => !text?.includes(id))
    return missing.length > 0 ? `the id is not in ${missing.map(([name]) => name).join(', ')}` : undefined
  },

  'logs the id, then saves it, then publishes it': ({ environment, writes }) => {
    const id = environment.forge.accepted[0]?.id
    const first = (kind: Write['kind']): number =>
      writes.findIndex((write) => write.kind === kind && id !== undefined && mentions(write, id))
    const places = (['log', 'state', 'outputs'] as const).map(first).filter((place) => place >= 0)
    const isInOrder = places.every((place, n) => place > (places[n - 1] ?? -1))
    return isInOrder ? undefined : `the id came first at ${places.join(', ')}`
  },

  'saves a state that fits into the environment of post': ({ writes }) => {
    const sizes = writes.filter(({ kind }) => kind === 'state').map(({ text }) => savedState(text).length)
    const bytes = Math.max(...sizes)
    return bytes > 24 * 1024 ? `the state has ${bytes} bytes` : undefined
  },

  'finds every job that can be found': ({ schedule, environment, result }) => {
    const isClear = schedule.hasTwin !== true && schedule.stop === undefined && schedule.forge.length === 1
    if (!isClear) return undefined
    const reported = reportedJobs(result).map(({ 'job-id': id }) => id)
    const missing = environment.forge.accepted.find(({ id }) => !reported.includes(id))
    return missing && `the job ${missing.id} was accepted but not found`
  },

  "adopts no other client's job": ({ schedule, environment, result }) => {
    // A twin cannot be distinguished from a job that is accepted later or not at all: docs/reliability.md.
    if (schedule.forge.some(({ kind }) => kind === 'lateAccept')) return undefined
    const id = result.outputs['job-id']
    const ours = environment.forge.accepted.map((job) => job.id)
    return id && ours.length > 0 && !ours.includes(id) ? `${id} is another client's job` : undefined
  },

  'survives a transient fault of GitHub': ({ schedule, environment, result }) => {
    if (schedule.forge.length > 0 || schedule.stop || result.outputs['outcome'] === 'succeeded')
      return undefined
    // Earlier submissions could not be looked up.
    const isBlocked = result.outputs['outcome'] === 'refused' && environment.forge.accepted.length === 0
    if (isBlocked && schedule.github.some(isLongOutage)) return undefined
    return `GitHub's fault made the step ${result.outputs['outcome']}`
  },

  'survives one failed read': ({ schedule: { family, forge }, result }) => {
    const [fault] = forge
    if (!/^one fault: (list|get)/.test(family) || fault === undefined) return undefined
    const isPermanent =
      family.endsWith('list 1') && (isAuthOrRedirect(fault) || retryAfterMs(fault) > 15 * 60_000)
    const isEndless = retryAfterMs(fault) > TIMEOUT_MINUTES * 60_000
    if (isPermanent || isEndless || result.outputs['outcome'] === 'succeeded') return undefined
    return `one failed read made the step ${result.outputs['outcome']}`
  },

  'leaves every decision to post': ({ schedule, operationsOfMain }) =>
    schedule.stop && operationsOfMain.includes('cancel') ? 'the stopped step cancelled its job' : undefined,

  'cancels only for a cancelled workflow': ({ schedule, environment }) => {
    const { stop } = schedule
    const [job] = environment.forge.accepted
    if (stop === undefined || job === undefined) return undefined
    const doesServiceHang = schedule.forge.some(({ kind, on }) => kind === 'hang' && on?.from !== undefined)
    const shouldCancel = stop.jobStatus === 'cancelled' && !doesServiceHang
    if (job.isCancelling === shouldCancel) return undefined
    return `with the job status ${stop.jobStatus}, the job was ${shouldCancel ? 'left' : 'cancelled'}`
  },

  'post ends in bounded time': ({ schedule, result: { post } }) => {
    if (schedule.stop === undefined || post === undefined) return undefined
    // 60 s and 3 minutes, and what a slow machine needs to start the process.
    const limitMs = schedule.forge.length > 0 ? 180_000 : 75_000
    return post.virtualMs > limitMs ? `post took ${Math.round(post.virtualMs / 1000)} s` : undefined
  },

  'ends in bounded time': ({ schedule, result }) => {
    if (result.exitCode === null && schedule.stop?.signal !== 'SIGKILL')
      return `ended by ${String(result.signal)}`
    const limitMs = (TIMEOUT_MINUTES + 3) * 60_000
    return result.virtualMs > limitMs ? `took ${Math.round(result.virtualMs / 60_000)} min` : undefined
  },

  'leaks no secrets': ({ environment, result }) => {
    const visibleLog = result.lines.filter((line) => !line.startsWith('::add-mask::')).join('\n')
    const texts = [
      visibleLog,
      JSON.stringify(result.outputs),
      JSON.stringify([decodePostState(result.state[POST_STATE] ?? '')]),
      result.summary,
      ...environment.comments,
    ]
    const encodings = [KEY, TOKEN].flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    ])
    return encodings.some((encoded) => texts.some((text) => text.includes(encoded)))
      ? 'a secret was leaked'
      : undefined
  },

  'at most one comment': ({ environment }) =>
    environment.comments.length > 1 ? `${environment.comments.length} comments` : undefined,

  'honours Retry-After': ({ schedule, environment: { forge } }) => {
    for (const fault of schedule.forge) {
      const { on } = fault
      const requestedMs = retryAfterMs(fault)
      if (requestedMs === 0 || requestedMs === Infinity || typeof on?.nth !== 'number') continue
      const asked = forge.requests.filter(({ operation }) => operation === on.operation)[on.nth - 1]
      // Of any operation: all tasks of the step wait.
      // A request of another task may have been sent before the response arrived.
      const next =
        asked && forge.requests.find((request) => request.receivedAtMs > asked.receivedAtMs + IN_FLIGHT_MS)
      if (asked && next && next.receivedAtMs - asked.receivedAtMs < requestedMs - 1_500)
        return `${next.operation} was sent after ${next.receivedAtMs - asked.receivedAtMs} ms, not ${requestedMs}`
    }
    return undefined
  },

  'reads at most every 30 s during an outage': ({ schedule, environment }) => {
    // Post does not know what main has read.
    if (schedule.stop !== undefined) return undefined
    const reads = environment.forge.requests.filter(({ operation }) => operation === 'get')
    for (const [n, read] of reads.entries()) {
      const next = reads[n + 1]
      const hasFailed = read.fault !== undefined && (read.status === undefined || read.status >= 300)
      if (hasFailed && next && next.receivedAtMs - read.receivedAtMs < 29_000)
        return `repeated after ${next.receivedAtMs - read.receivedAtMs} ms`
    }
    return undefined
  },
}
