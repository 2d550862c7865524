import type { Clock } from './clock.ts'
import { backoffMs } from './backoff.ts'
import {
  isBudgetExhausted,
  countFailure,
  failureBudget,
  isNotFound,
  type ReadHistory,
  type FailureStreak,
} from './retry.ts'
import { refusalOf } from './service-refusals.ts'
import type { ApiError, ForgeApi, TrainingJob } from './api.ts'
import { heartbeatLogIntervalMs, pollIntervalMs, outageIntervalMs } from './poll-schedule.ts'
import type { Note } from './note.ts'
import { parsePhase, outcomeNote, outcomeFor, type WaitGoal } from './job-status.ts'
import { observeJob, settle, settleJob, withNote, withNotes, type JobState } from './job-state.ts'

/** Progress of a watch, for the log. */
export type WatchEvent =
  /** `afterMs`: time since the previous change. */
  | { readonly kind: 'changed'; readonly state: JobState; readonly afterMs: number }
  /** The service reported a status that this action does not know. */
  | { readonly kind: 'unknown'; readonly state: JobState }
  | {
      readonly kind: 'heartbeat'
      readonly state: JobState
      readonly unchangedMs: number
      readonly nextPollInMs: number
    }
  | {
      readonly kind: 'outage'
      readonly state: JobState
      readonly error: ApiError
      /** How long failures of this kind are waited out. */
      readonly remainingMs: number
      /** Affects all jobs of the watch, and is reported once for all of them. */
      readonly isServiceWide?: true
    }
  /** `afterMs`: duration of the outage. */
  | {
      readonly kind: 'recovered'
      readonly state: JobState
      readonly afterMs: number
      readonly isServiceWide?: true
    }
  | { readonly kind: 'settled'; readonly state: JobState }
  /** Another task of the step changed the state. */
  | { readonly kind: 'updated'; readonly state: JobState }

export interface WatchOptions {
  readonly api: Pick<ForgeApi, 'get' | 'list'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** On the monotonic clock. */
  readonly deadlineMs: number
  readonly goal: WaitGoal
  /** Jobs that are known only by their ids are known from a record. */
  readonly isRecorded?: true
  /** Whether a newer run has taken over the spec, so that this one should stop waiting. */
  readonly isSuperseded?: (state: JobState) => boolean
  readonly onEvent: (event: WatchEvent) => void
}

/** One job of a watch. All times are on the monotonic clock. */
export interface PolledJob {
  readonly state: JobState
  readonly readHistory: ReadHistory
  readonly lastChangeMs: number
  /** When it was read before its last change was seen. */
  readonly changedAfterMs: number
  readonly lastReadMs: number
  readonly nextPollMs: number
  /** Earliest time for any request, even the last one, because of `Retry-After`. */
  readonly notBeforeMs: number
  readonly lastHeartbeatMs: number
  readonly hasWarnedAboutStatus: boolean
  /** The current series of failed polls. */
  readonly outage?: {
    readonly attempts?: number
    readonly sinceMs: number
    readonly isServiceWide?: true
    /** When its own request last failed: the outage may be about this job only. Not set where each job is polled alone. */
    readonly failedAtMs?: number
    /** The latest. */
    readonly error?: ApiError
    readonly streak?: FailureStreak
  }
}

/** A job that was just submitted is polled after the minimum interval, one known only by its id at once. */
export function createPolledJob(state: JobState, options: WatchOptions): PolledJob {
  const nowMs = options.clock.now()
  const polled: PolledJob = {
    state,
    readHistory: state.job === undefined ? (options.isRecorded ? 'recorded' : 'never-read') : 'just-created',
    lastChangeMs: nowMs,
    // A job of an earlier run may have its status for long.
    changedAfterMs: state.isReused === true ? -Infinity : nowMs,
    lastReadMs: nowMs,
    nextPollMs: nowMs,
    notBeforeMs: nowMs,
    lastHeartbeatMs: nowMs,
    hasWarnedAboutStatus: false,
  }
  return state.job === undefined || state.outcome !== undefined
    ? polled
    : settleIfDone(
        scheduleNextPoll(warnUnknownStatus(polled, options), nowMs, options),
        state.job,
        nowMs,
        options,
      )
}

export function isUnsettled({ state }: PolledJob): boolean {
  return state.outcome === undefined
}

/** Applies a job as returned by the service. */
export function applyReading(
  polled: PolledJob,
  job: TrainingJob,
  requestedAtMs: number,
  options: WatchOptions,
): PolledJob {
  const { outage, ...rest } = polled
  const hasChanged = polled.state.job?.status !== job.status
  const state = observeJob(polled.state, job, options.clock.wall())
  if (outage) options.onEvent({ kind: 'recovered', state, afterMs: requestedAtMs - outage.sinceMs })
  if (hasChanged) options.onEvent({ kind: 'changed', state, afterMs: requestedAtMs - polled.lastChangeMs })
  const observed: PolledJob = { ...rest, state, readHistory: 'read-before', lastReadMs: requestedAtMs }
  const updated = hasChanged
    ? {
        ...observed,
        lastChangeMs: requestedAtMs,
        changedAfterMs: polled.lastReadMs,
        lastHeartbeatMs: requestedAtMs,
      }
    : observed
  return settleIfDone(
    scheduleNextPoll(warnUnknownStatus(updated, options), requestedAtMs, options),
    job,
    requestedAtMs,
    options,
  )
}

/** Reports an unknown status, once per job. It counts as not finished. */
function warnUnknownStatus(polled: PolledJob, options: WatchOptions): PolledJob {
  if (polled.hasWarnedAboutStatus || parsePhase(polled.state.job?.status) !== 'unknown') return polled
  options.onEvent({ kind: 'unknown', state: polled.state })
  return { ...polled, hasWarnedAboutStatus: true }
}

/** Applies a failed poll: postpones the next one, or settles the job if the failure budget is exhausted. */
export function applyFailure(
  polled: PolledJob,
  error: ApiError,
  requestedAtMs: number,
  options: WatchOptions,
): PolledJob {
  const { sinceMs = requestedAtMs, attempts: previousAttempts = 0, ...kind } = polled.outage ?? {}
  const attempts = previousAttempts + 1
  const streak = countFailure(polled.outage?.streak, error, requestedAtMs)
  const outage = { ...kind, sinceMs, attempts, error, streak }
  if (isBudgetExhausted(streak, error, polled.readHistory, requestedAtMs)) {
    return emitSettled({ ...polled, state: markLost(polled, error, requestedAtMs) }, options)
  }
  if (isNewFailure(polled.outage?.error, error) && polled.outage?.isServiceWide !== true) {
    const remainingMs = outageTimeLeftMs(polled, error, requestedAtMs, options)
    options.onEvent({ kind: 'outage', state: polled.state, error, remainingMs })
  }
  const nowMs = options.clock.now()
  const notBeforeMs = nowMs + (error.retryAfterMs ?? 0)
  return {
    ...polled,
    outage,
    notBeforeMs,
    nextPollMs: nowMs + retryDelayMs(attempts, error, options),
  }
}

/** Whether a failure is worth a line in the log, because it is the first or means something else than the one before. */
export function isNewFailure(previous: ApiError | undefined, error: ApiError): boolean {
  return previous === undefined || refusalOf(previous).read !== refusalOf(error).read
}

/** How long a failure that came now for the first time is waited out. */
export function outageTimeLeftMs(
  { readHistory }: PolledJob,
  error: ApiError,
  nowMs: number,
  { deadlineMs }: WatchOptions,
): number {
  return Math.min(failureBudget(error, readHistory).minDurationMs, deadlineMs - nowMs)
}

/** A job that was not found is read again after this time. */
const CONFIRM_NOT_FOUND_DELAY_MS = 10_000

/** A single read and the end of a cancelled job have little time. A watch has hours, and spares a service in trouble. */
function retryDelayMs(attempts: number, error: ApiError, options: WatchOptions): number {
  const { status, retryAfterMs } = error
  if (options.goal === 'ended') return Math.max(pollIntervalMs(0, options.random()), retryAfterMs ?? 0)
  if (options.goal !== 'read') return outageIntervalMs(error, options.random())
  const minMs = status === undefined || status >= 500 ? 0 : CONFIRM_NOT_FOUND_DELAY_MS
  return Math.max(minMs, backoffMs(attempts, retryAfterMs, options.random()))
}

/** Settles a job at the deadline. A job that succeeded without naming its model counts as failed. */
export function applyTimeout(polled: PolledJob, nowMs: number): PolledJob {
  const { state, lastChangeMs } = polled
  if (state.outcome !== undefined) return polled
  const outcome = parsePhase(state.job?.status) === 'succeeded' ? 'failed' : 'timed-out'
  const error = state.job === undefined ? (polled.outage?.error ?? state.error) : state.error
  const note = state.job && outcomeNote(state.job, outcome, nowMs - lastChangeMs)
  return { ...polled, state: withNotes(settle(state, outcome, error), [note]) }
}

function scheduleNextPoll(polled: PolledJob, requestedAtMs: number, options: WatchOptions): PolledJob {
  const nextPollMs = requestedAtMs + pollIntervalMs(requestedAtMs - polled.lastChangeMs, options.random())
  const sinceHeartbeatMs = requestedAtMs - polled.lastHeartbeatMs
  if (sinceHeartbeatMs < heartbeatLogIntervalMs(requestedAtMs - polled.lastChangeMs))
    return { ...polled, nextPollMs }
  const unchangedMs = requestedAtMs - polled.lastChangeMs
  options.onEvent({
    kind: 'heartbeat',
    state: polled.state,
    unchangedMs,
    nextPollInMs: nextPollMs - requestedAtMs,
  })
  return { ...polled, nextPollMs, lastHeartbeatMs: requestedAtMs }
}

function settleIfDone(
  polled: PolledJob,
  job: TrainingJob,
  requestedAtMs: number,
  options: WatchOptions,
): PolledJob {
  const unchangedMs = requestedAtMs - polled.lastChangeMs
  const outcome = outcomeFor(job, options.goal, unchangedMs)
  if (outcome === undefined) return polled
  const state = withNotes(settleJob(polled.state, outcome), [outcomeNote(job, outcome, unchangedMs)])
  return emitSettled({ ...polled, state }, options)
}

function emitSettled(polled: PolledJob, options: WatchOptions): PolledJob {
  options.onEvent({ kind: 'settled', state: polled.state })
  return polled
}

/** A job that was never read counts as refused by the service. Otherwise its outcome is unknown. */
function markLost(polled: PolledJob, error: ApiError, requestedAtMs: number): JobState {
  const { state } = polled
  if (polled.readHistory === 'never-read' || polled.readHistory === 'recorded')
    return settle(state, 'refused', error)
  // The hint of a 404 is about a mistyped id, which is not the problem here.
  const reportedError = error.status === 404 ? { ...error, hint: undefined } : error
  const waitedMs = requestedAtMs - (polled.outage?.streak?.sinceMs ?? requestedAtMs)
  const note: Note = isNotFound(error) ? { code: 'job-lost' } : { code: 'job-refused', waitedMs }
  return withNote(settle(state, 'unknown', reportedError), note)
}
