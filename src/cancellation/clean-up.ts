import type { PostState } from '../state/post-state.ts'
import type { OwnershipCheck } from './ownership.ts'
import { cancelJob } from '../jobs/cancel-job.ts'
import type { Clock } from '../jobs/clock.ts'
import type { ApiError, ForgeApi, TrainingJob } from '../jobs/api.ts'
import { type Outcome, isTerminal, parsePhase, currentOutcome } from '../jobs/job-status.ts'
import { recoverSubmission, type RecoveryResult } from '../jobs/recover-submission.ts'
import { withNote, stateFromJobId, type JobState } from '../jobs/job-state.ts'
import type { Note, NoteOf } from '../jobs/note.ts'
import type { Log } from '../report/log.ts'
import { renderNote } from '../report/messages.ts'

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
    const reason = onCancel === 'leave' ? 'on-cancel' : 'failure'
    for (const id of jobIds) logResumeHint(id, reason, options.log)
    if (pendingSubmission !== undefined)
      options.log.annotate('warning', renderNote({ code: 'step-ended-during-submission' }))
    const pendingState = pendingSubmission === undefined ? undefined : findPendingState(states)
    return { isComplete: true, states: states.map((each) => markLeftRunning(each, reason, pendingState)) }
  }
  const findNewOwner = jobIds.length > 0 ? await options.checkOwnership?.() : undefined
  const stateOf = (id: string): JobState => states.find(({ job }) => job?.id === id) ?? stateFromJobId(id)
  const cleanups = await Promise.all(
    jobIds.map((id) => cancelLeftoverJob(id, options, findNewOwner?.(stateOf(id)))),
  )
  if (pendingSubmission !== undefined)
    cleanups.push(await cancelPendingSubmission(pendingSubmission, jobIds, options))
  return { isComplete: cleanups.every(({ isDone }) => isDone), states: finalStates(states, cleanups) }
}

type ReasonToLeave = NoteOf<'job-left-running'>['because']

/** The cleanup of one job, or of the pending submission. */
interface JobCleanup {
  /** Absent for the pending submission. */
  readonly id?: string
  readonly isDone: boolean
  readonly outcome: Outcome
  readonly job?: TrainingJob
  readonly note: Note
}

/** Specs are submitted one at a time, so the first without a job is the pending one. */
function findPendingState(states: readonly JobState[]): JobState | undefined {
  return states.find(({ job, outcome }) => !job && (outcome === undefined || outcome === 'unknown'))
}

const NOT_SUBMITTED_NOTE: Note = { code: 'step-ended-before-submission' }

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
function markLeftRunning(
  state: JobState,
  reason: ReasonToLeave,
  pendingState: JobState | undefined,
): JobState {
  if (state === pendingState) return withNote(state, { code: 'step-ended-during-submission' }, 'unknown')
  if (state.outcome !== undefined) return state
  if (state.job === undefined) return withNote(state, NOT_SUBMITTED_NOTE, 'cancelled')
  return withNote(state, { code: 'step-ended-job-left', because: reason }, 'running')
}

function logResumeHint(id: string, reason: ReasonToLeave, log: Log): void {
  log.info(renderNote({ code: 'job-left-running', jobId: id, because: reason }))
  log.info(`  to resume  command: wait    job-id: ${id}`)
  log.info(`  to cancel  command: cancel  job-id: ${id}`)
}

/** Reads the job first, because a job that has ended needs no cancellation. */
async function cancelLeftoverJob(
  id: string,
  { api, clock, random, log }: CleanupOptions,
  newOwner?: ReturnType<OwnershipCheck>,
): Promise<JobCleanup> {
  if (newOwner !== undefined) {
    log.info(renderNote({ code: 'job-transferred', jobId: id, to: newOwner }))
    const note: Note = { code: 'step-cancelled-job-transferred', to: newOwner }
    return { id, isDone: true, outcome: 'superseded', note }
  }
  const result = await api.get(id)
  if (result.ok && isTerminal(parsePhase(result.value.status))) {
    const job = result.value
    log.info(`The job ${id} has already ended: ${job.status}.`)
    return { id, isDone: true, outcome: currentOutcome(job), job, note: { code: 'step-cancelled' } }
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
  const note: Note = { code: 'step-cancelled-with-job' }
  return { id, isDone: true, outcome: finalOutcome, job, note }
}

function reportNotCancelled(id: string, { job }: JobState, { message }: ApiError, log: Log): JobCleanup {
  const note: Note = { code: 'job-not-cancelled', jobId: id, error: message }
  log.annotate('error', renderNote(note))
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
  const candidates = recovery.kind === 'ambiguous' ? recovery.ids : []
  const note: Note = { code: 'submission-unknown', jobIds: candidates }
  options.log.annotate('error', renderNote(note))
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
