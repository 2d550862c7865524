import type { Spec } from '../job-spec/types.ts'
import { SEARCH_WINDOW_MS } from '../timeouts.ts'
import { backoffMs } from './backoff.ts'
import { classifySubmission } from './retry.ts'
import type { ApiError, ForgeApi, TrainingJob } from './api.ts'
import {
  recoverSubmission,
  type RecoveryResult,
  type PendingSubmission,
  type RecoveryOptions,
} from './recover-submission.ts'
import { markGaveUp, markRefused, resolveSubmission } from './resolve-submission.ts'
import { fingerprintRequest } from './match-request.ts'
import { outageIntervalMs } from './poll-schedule.ts'
import {
  createPendingSubmission,
  isRecent,
  renewBaseline,
  takeBaseline,
  type Baseline,
  type BaselineOptions,
} from './baseline.ts'
import { classifyAnswer } from './classify-answer.ts'
import { observeJob, type JobState } from './job-state.ts'

/** What to do if it cannot be found out whether a job was created. */
export type OnUnknown = 'fail' | 'resubmit'

/** Progress of a submission, for the log. */
export type SubmissionEvent = {
  /**
   * - `retrying`: the service is unavailable and nothing was submitted yet;
   * - `list-unavailable`: the key cannot read the list, so a lost response could not be recovered;
   * - `recovering`: the response was lost, and the list is searched for the job;
   * - `resubmitting`: no job was found, and `on-unknown: resubmit` is set.
   */
  readonly kind: 'retrying' | 'list-unavailable' | 'recovering' | 'resubmitting'
  readonly state: JobState
  readonly error: ApiError
  /** How long this may take, in milliseconds; 0 if the list cannot be searched. */
  readonly maxDurationMs: number
}

export interface SubmitOptions extends RecoveryOptions, BaselineOptions {
  /** See `PendingSubmission`. */
  readonly requireExactMatch: boolean
  readonly api: Pick<ForgeApi, 'create' | 'list'>
  readonly onUnknown: OnUnknown
  /** Called once per job: all attempts use the same key. */
  readonly newIdempotencyKey: () => string
  /**
   * Called before each attempt with what is needed to find the job if this process dies before the response. Undefined
   * if the list cannot be read.
   */
  readonly onSend: (pending: PendingSubmission | undefined) => void
  /**
   * Called before each attempt. Renews the claim of this step if it is no longer fresh, and resolves to undefined if the
   * step may submit, otherwise to the state that another step or run has caused.
   */
  readonly renewClaim: () => Promise<JobState | undefined>
  /** Called if the last attempt provably created no job. */
  readonly onNotSent: () => void
  readonly onEvent: (event: SubmissionEvent) => void
  /** Called with the final state, before any other request is made. */
  readonly onSettled: (state: JobState) => void
}

/** Bounds the number of duplicate jobs if every response is lost. */
const MAX_RESUBMISSIONS = 2
/** How often the newest jobs are read again because the claim has taken long. */
const MAX_BASELINES = 3

/**
 * Submits a spec. Reads the list first, so that a lost response can be recovered. Retries a request that provably never
 * reached the service or was throttled. If it is unclear whether a job was created, searches the list for it, and
 * resends the request only if the user accepts that this may train twice.
 */
export async function submit(state: JobState, spec: Spec, options: SubmitOptions): Promise<JobState> {
  const settled = await submitAndRecover(state, spec, options)
  options.onSettled(settled)
  return settled
}

async function submitAndRecover(state: JobState, spec: Spec, options: SubmitOptions): Promise<JobState> {
  const startedMs = options.clock.now()
  const emit = (kind: SubmissionEvent['kind'], error: ApiError, untilMs = options.retryUntilMs): void =>
    options.onEvent({ kind, state, error, maxDurationMs: Math.max(0, untilMs - options.clock.now()) })
  const giveUp = (error: ApiError): JobState => markGaveUp(state, error, options.clock.now() - startedMs)
  const baseline = await takeBaseline(options, (error) => emit('retrying', error))
  if (baseline.kind === 'stop') return giveUp(baseline.error)
  if (baseline.kind === 'list-unavailable') emit('list-unavailable', baseline.error)
  const idempotencyKey = options.newIdempotencyKey()
  let pending: PendingSubmission | undefined
  let unresolved: JobState | undefined
  for (let resubmissions = 0; ; resubmissions++) {
    const attempt = await send({ spec, idempotencyKey, baseline, emit, pending }, options)
    if (attempt.kind === 'accepted')
      return { ...observeJob(state, attempt.job, options.clock.wall()), provenance: 'submitted' }
    // The first attempt may have created a job.
    if (attempt.kind === 'claim-lost') return (attempt.state.job ? undefined : unresolved) ?? attempt.state
    if (resubmissions === 0 && attempt.kind === 'gave-up') return giveUp(attempt.error)
    if (resubmissions === 0 && attempt.kind === 'refused') return markRefused(state, attempt.error)
    // From the first attempt, whose job may still appear, too.
    pending = attempt.pending
    emit('recovering', attempt.error, searchEndMs(pending, options))
    const recovery = await recover(pending, attempt.error, options)
    const isConflict = attempt.kind === 'conflict'
    const settled = resolveSubmission(
      state,
      { error: attempt.error, isConflict, resubmissions },
      recovery,
      options.clock.wall(),
    )
    if (attempt.kind !== 'unanswered' || !canResubmit(recovery, resubmissions, options)) return settled
    unresolved = settled
    emit('resubmitting', attempt.error)
  }
}

function searchEndMs(pending: PendingSubmission | undefined, { clock, deadlineMs }: SubmitOptions): number {
  return pending === undefined ? clock.now() : Math.min(deadlineMs, clock.now() + SEARCH_WINDOW_MS)
}

/** Searches the list for the job. If the list is unavailable, only delays a possible resubmission. */
async function recover(
  pending: PendingSubmission | undefined,
  error: ApiError,
  options: SubmitOptions,
): Promise<RecoveryResult> {
  const { retryAfterMs = 0 } = error
  if (pending !== undefined) return recoverSubmission(pending, { ...options, initialDelayMs: retryAfterMs })
  if (options.onUnknown !== 'resubmit') return { kind: 'unreadable' }
  const waitMs = outageIntervalMs(error, options.random())
  if (options.clock.now() + waitMs > options.deadlineMs) return { kind: 'unreadable', isTimedOut: true }
  await options.clock.sleep(waitMs)
  return { kind: 'unreadable' }
}

function canResubmit(recovery: RecoveryResult, resubmissions: number, options: SubmitOptions): boolean {
  const isUnresolved =
    recovery.kind === 'none' || (recovery.kind === 'unreadable' && recovery.isTimedOut !== true)
  return (
    isUnresolved &&
    options.onUnknown === 'resubmit' &&
    resubmissions < MAX_RESUBMISSIONS &&
    options.clock.now() < options.deadlineMs
  )
}

interface SubmitRequest {
  readonly spec: Spec
  readonly idempotencyKey: string
  readonly baseline: Exclude<Baseline, { kind: 'stop' }>
  readonly emit: (kind: 'retrying', error: ApiError) => void
  /** From the first attempt: it also finds the job of this one. */
  readonly pending?: PendingSubmission
}

type SubmitAttempt =
  | { readonly kind: 'accepted'; readonly job: TrainingJob }
  /** Nothing was sent. */
  | { readonly kind: 'claim-lost'; readonly state: JobState }
  | {
      /** `conflict`: the service already has this job. */
      readonly kind: 'refused' | 'gave-up' | 'conflict' | 'unanswered'
      readonly error: ApiError
      /** Absent if the list cannot be read. */
      readonly pending?: PendingSubmission
    }

/** Renews what the request relies on: the claim, and without an earlier attempt the baseline. */
async function renewAll(
  baseline: SubmitRequest['baseline'],
  isResubmission: boolean,
  options: SubmitOptions,
): Promise<SubmitAttempt | { readonly kind: 'renewed'; readonly baseline: SubmitRequest['baseline'] }> {
  for (let round = 1; ; round++) {
    const renewed = isResubmission ? baseline : await renewBaseline(baseline, options)
    if (renewed.kind === 'stop') return { kind: 'gave-up', error: renewed.error }
    const state = await options.renewClaim()
    if (state !== undefined) return { kind: 'claim-lost', state }
    // The claim may have taken so long that the baseline is old again.
    const isDone = isResubmission || isRecent(renewed, options.clock) || round === MAX_BASELINES
    if (isDone) return { kind: 'renewed', baseline: renewed }
  }
}

/** Sends the request. Retries until `retryUntilMs` while it provably created no job. */
async function send(submission: SubmitRequest, options: SubmitOptions): Promise<SubmitAttempt> {
  const { spec, idempotencyKey } = submission
  const { request } = spec
  const { claimedIds } = options
  let { baseline } = submission
  for (let attempts = 1; ; attempts++) {
    const renewed = await renewAll(baseline, submission.pending !== undefined, options)
    if (renewed.kind !== 'renewed') return renewed
    baseline = renewed.baseline
    const pending = pendingSubmissionOf(submission, baseline, options)
    options.onSend(pending)
    const result = await options.api.create(request, idempotencyKey)
    const answer = classifyAnswer(result, { request, pending, claimedIds, wallMs: options.clock.wall() })
    if (answer.kind === 'submitted') return { kind: 'accepted', job: answer.job }
    if (answer.kind === 'other-job') {
      // Whoever searches for our job from now on must not find this one.
      options.onSend(answer.pending)
      return { kind: 'unanswered', error: answer.error, pending: answer.pending }
    }
    const { error } = answer
    const details = { error, pending }
    switch (classifySubmission(error)) {
      case 'refused':
        return { kind: 'refused', ...details }
      case 'conflict':
        return { kind: 'conflict', ...details }
      case 'ambiguous':
        return { kind: 'unanswered', ...details }
      case 'not-sent':
      case 'throttled': {
        if (submission.pending === undefined) options.onNotSent()
        if (attempts === 1) submission.emit('retrying', error)
        const waitMs = backoffMs(attempts, error.retryAfterMs, options.random())
        if (options.clock.now() + waitMs > options.retryUntilMs) return { kind: 'gave-up', ...details }
        await options.clock.sleep(waitMs)
      }
    }
  }
}

function pendingSubmissionOf(
  { spec, pending }: SubmitRequest,
  baseline: Baseline,
  { requireExactMatch, clock }: SubmitOptions,
): PendingSubmission | undefined {
  if (pending !== undefined || baseline.kind !== 'read') return pending
  const fingerprint = fingerprintRequest(spec.request)
  return createPendingSubmission({ fingerprint, requireExactMatch }, baseline, clock)
}
