import type { PostState } from '../state/post-state.ts'
import type { OwnershipCheck } from './ownership.ts'
import { cancelJob } from '../jobs/cancel-job.ts'
import type { Clock } from '../jobs/clock.ts'
import type { ApiError, ForgeApi, TrainingJob } from '../jobs/api.ts'
import { type Outcome, isTerminal, parsePhase, currentOutcome } from '../jobs/job-status.ts'
import { recoverSubmission, type RecoveryResult } from '../jobs/recover-submission.ts'
import { withNote, stateFromJobId, type JobState } from '../jobs/job-state.ts'
import type { Log } from '../report/log.ts'

export interface CleanupOptions {
  readonly api: Pick<ForgeApi, 'get' | 'list' | 'cancel'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly log: Log
  readonly checkOwnership?: () => Promise<OwnershipCheck>
}

const CANCEL_CONFIRM_TIMEOUT_MS = 30_000
/** GitHub gives a cancelled workflow 5 minutes for all remaining work. */
const SEARCH_TIMEOUT_MS = 90_000

export interface CleanupResult {
  /** No job is left running that should have been cancelled. */
  readonly isComplete: boolean
  /** The saved states with their final outcomes; empty if none were saved. */
  readonly states: readonly JobState[]
}

/** Cancels the jobs that a killed step has left, or leaves them running and logs how to resume. */
export async function cleanUpAfterKill(
  postState: PostState,
  wasCancelled: boolean,
  options: CleanupOptions,
): Promise<CleanupResult> {
  const { jobIds, pendingSubmission, onCancel, hasCrashed = false, states = [] } = postState
  if (hasCrashed || !wasCancelled || onCancel === 'leave') {
    const reason =
      onCancel === 'leave' ? 'because `on-cancel` is `leave`' : 'because a failure does not cancel it'
    for (const id of jobIds) logResumeHint(id, reason, options.log)
    if (pendingSubmission !== undefined)
      options.log.annotate('warning', `The step ended during a submission. ${FIND_JOB_HINT}`)
    const pendingState = pendingSubmission === undefined ? undefined : findPendingState(states)
    return { isComplete: true, states: states.map((each) => markLeftRunning(each, reason, pendingState)) }
  }
  const findTransferReason = jobIds.length > 0 ? await options.checkOwnership?.() : undefined
  const stateOf = (id: string): JobState => states.find(({ job }) => job?.id === id) ?? stateFromJobId(id)
  const cleanups = await Promise.all(
    jobIds.map((id) => cancelLeftoverJob(id, options, findTransferReason?.(stateOf(id)))),
  )
  if (pendingSubmission !== undefined)
    cleanups.push(await cancelPendingSubmission(pendingSubmission, jobIds, options))
  return { isComplete: cleanups.every(({ isDone }) => isDone), states: finalStates(states, cleanups) }
}

const FIND_JOB_HINT =
  'A job may or may not exist: run this action with `command: list`, and cancel a job created at that time with `command: cancel`.'

/** The cleanup of one job, or of the pending submission. */
interface JobCleanup {
  /** Absent for the pending submission. */
  readonly id?: string
  readonly isDone: boolean
  readonly outcome: Outcome
  readonly job?: TrainingJob
  readonly note: string
}

/** Specs are submitted one at a time, so the first without a job is the pending one. */
function findPendingState(states: readonly JobState[]): JobState | undefined {
  return states.find(({ job, outcome }) => !job && (outcome === undefined || outcome === 'unknown'))
}

const NOT_SUBMITTED_NOTE = 'The step ended before the spec was submitted.'

function finalStates(states: readonly JobState[], cleanups: readonly JobCleanup[]): readonly JobState[] {
  const pendingState = findPendingState(states)
  return states.map((state) => {
    const { outcome, job, notes } = state
    if (outcome !== undefined && outcome !== 'running' && outcome !== 'unknown') return state
    const cleanup = cleanups.find(({ id }) => (id === undefined ? state === pendingState : id === job?.id))
    if (cleanup !== undefined) {
      const { note, ...rest } = cleanup
      return { ...state, job: rest.job ?? job, outcome: rest.outcome, notes: [...notes, note] }
    }
    return outcome === undefined && !job ? withNote(state, NOT_SUBMITTED_NOTE, 'cancelled') : state
  })
}

/** A pending submission stays in the record, so that the next run searches for its job. */
function markLeftRunning(state: JobState, reason: string, pendingState: JobState | undefined): JobState {
  if (state === pendingState)
    return withNote(state, `The step ended during the submission. ${FIND_JOB_HINT}`, 'unknown')
  if (state.outcome !== undefined) return state
  if (state.job === undefined) return withNote(state, NOT_SUBMITTED_NOTE, 'cancelled')
  return withNote(state, `The step ended early. Its job keeps running, ${reason}.`, 'running')
}

function logResumeHint(id: string, reason: string, log: Log): void {
  log.info(`The job ${id} keeps running, ${reason}.`)
  log.info(`  to resume  command: wait    job-id: ${id}`)
  log.info(`  to cancel  command: cancel  job-id: ${id}`)
}

/** Reads the job first, because a job that has ended needs no cancellation. */
async function cancelLeftoverJob(
  id: string,
  { api, clock, random, log }: CleanupOptions,
  transferReason?: string,
): Promise<JobCleanup> {
  if (transferReason !== undefined) {
    log.info(`The job ${id} keeps running. ${transferReason}.`)
    const note = `The step was cancelled. ${transferReason}, so it keeps running.`
    return { id, isDone: true, outcome: 'superseded', note }
  }
  const result = await api.get(id)
  if (result.ok && isTerminal(parsePhase(result.value.status))) {
    const job = result.value
    log.info(`The job ${id} has already ended: ${job.status}.`)
    return { id, isDone: true, outcome: currentOutcome(job), job, note: 'The step was cancelled.' }
  }
  const cancelled = await cancelJob(stateFromJobId(id), id, {
    api,
    clock,
    random,
    confirmTimeoutMs: CANCEL_CONFIRM_TIMEOUT_MS,
  })
  return cancelled.error === undefined
    ? reportCancelled(id, cancelled, log)
    : reportNotCancelled(id, cancelled, cancelled.error, log)
}

function reportCancelled(id: string, { outcome, job }: JobState, log: Log): JobCleanup {
  log.info(
    `The job ${id} was asked to stop, because the workflow was cancelled: ${job?.status ?? outcome ?? ''}.`,
  )
  const finalOutcome = job && isTerminal(parsePhase(job.status)) ? currentOutcome(job) : 'cancelled'
  const note = 'The step was cancelled, and its job with it.'
  return { id, isDone: true, outcome: finalOutcome, job, note }
}

function reportNotCancelled(id: string, { job }: JobState, { message }: ApiError, log: Log): JobCleanup {
  const note = `The job ${id} could not be cancelled (${message}). It may still be running and costing money: run this action with \`command: cancel\` and \`job-id: ${id}\`.`
  log.annotate('error', note)
  return { id, isDone: false, outcome: 'running', job, note }
}

type PendingSubmissionState = NonNullable<PostState['pendingSubmission']>

async function cancelPendingSubmission(
  pendingSubmission: PendingSubmissionState,
  jobIds: readonly string[],
  options: CleanupOptions,
): Promise<JobCleanup> {
  const recovery = await findPendingJob(pendingSubmission, jobIds, options)
  if (recovery.kind === 'adopted') {
    const { id, ...cleanup } = await cancelLeftoverJob(recovery.job.id, options)
    return { ...cleanup, job: cleanup.job ?? recovery.job }
  }
  const which = recovery.kind === 'ambiguous' ? ` These jobs may be ours: ${recovery.ids.join(', ')}.` : ''
  const note = `The submission status is unknown.${which} ${FIND_JOB_HINT}`
  options.log.annotate('error', note)
  return { isDone: false, outcome: 'unknown', note }
}

async function findPendingJob(
  pendingSubmission: PendingSubmissionState,
  jobIds: readonly string[],
  options: CleanupOptions,
): Promise<RecoveryResult> {
  if (pendingSubmission === 'no-baseline') return { kind: 'unreadable' }
  options.log.info('The step ended during a submission: searching the list for its job.')
  const deadlineMs = options.clock.now() + SEARCH_TIMEOUT_MS
  return recoverSubmission(pendingSubmission, { ...options, deadlineMs, claimedIds: new Set(jobIds) })
}
