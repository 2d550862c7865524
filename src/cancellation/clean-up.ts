import type { CleanupDecision, ReasonToLeave } from './decide-cleanup.ts'
import {
  ownerWithoutRecord,
  limitUnannounced,
  type NewOwner,
  type Ownership,
  type OwnershipCheck,
} from './ownership.ts'
import { withTimeout } from './with-timeout.ts'
import type { GitHubResult } from '../state/github.ts'
import type { PostState, UnansweredSubmission } from '../state/post-state.ts'
import { cancelJob } from '../jobs/cancel-job.ts'
import { isTransient } from '../jobs/retry.ts'
import { isOver, type Clock } from '../jobs/clock.ts'
import type { ForgeApi, TrainingJob } from '../jobs/api.ts'
import { type Outcome, isTerminal, parsePhase, currentOutcome } from '../jobs/job-status.ts'
import { readUntilEnded } from '../jobs/read-jobs.ts'
import {
  recoverSubmission,
  type OtherClaims,
  type PendingSubmission,
  type RecoveryResult,
} from '../jobs/recover-submission.ts'
import { settleJob, withNote, stateFromJobId, type JobState } from '../jobs/job-state.ts'
import type { Note } from '../jobs/note.ts'
import { mayCancel, type Provenance } from '../jobs/provenance.ts'
import type { Log } from '../report/log.ts'
import { renderNote } from '../report/messages.ts'
import { POST_TIMEOUTS_MS } from '../timeouts.ts'

export interface CleanupOptions {
  readonly api: Pick<ForgeApi, 'get' | 'list' | 'cancel'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly log: Log
  /** `states`: as main has saved them. Calls `onRead` with what is known, while it finds out the rest. */
  readonly checkOwnership: (
    states: readonly JobState[],
    onRead: (check: OwnershipCheck) => void,
  ) => Promise<Ownership>
  /** `digest`: of the request whose job is searched for; absent if nobody knows it. */
  readonly readOtherClaims?: (digest: string | undefined) => Promise<GitHubResult<OtherClaims>>
  /** Publishes the final report. */
  readonly publish: (states: readonly JobState[]) => Promise<void>
}

/**
 * Cancels the jobs that a stopped step has left, or leaves them and logs how to resume. Then publishes the final report.
 * Resolves within 3 minutes, to whether no job is left running that should have been cancelled.
 */
export async function cleanUp(
  postState: PostState,
  decision: CleanupDecision,
  options: CleanupOptions,
): Promise<boolean> {
  const { clock, log } = options
  const startMs = clock.now()
  const { isComplete, states } =
    decision.kind === 'leave'
      ? leaveJobs(postState, decision.because, log)
      : await cancelJobs(postState, startMs, options)
  if (states.length === 0) return isComplete
  const elapsedMs = clock.now() - startMs
  const timeoutMs = Math.max(POST_TIMEOUTS_MS.report - elapsedMs, POST_TIMEOUTS_MS.minReport)
  const published = options.publish(states).then(() => true)
  if ((await withTimeout(timeoutMs, published, clock)) === undefined)
    log.annotate('warning', 'The final report could not be published in time.')
  return isComplete
}

interface CleanupResult {
  readonly isComplete: boolean
  /** The saved states with their final outcomes; empty if none were saved. */
  readonly states: readonly JobState[]
}

function leaveJobs(
  { jobIds, pendingSubmission, states = [] }: PostState,
  because: ReasonToLeave,
  log: Log,
): CleanupResult {
  for (const id of jobIds) logResumeHint(id, because, log)
  if (pendingSubmission !== undefined)
    log.annotate('warning', renderNote({ code: 'step-ended-during-submission' }))
  const pendingLabel = pendingSubmission?.label
  return { isComplete: true, states: states.map((each) => markLeftRunning(each, because, pendingLabel)) }
}

function logResumeHint(id: string, because: ReasonToLeave, log: Log): void {
  log.info(renderNote({ code: 'job-left-running', jobId: id, because }))
  log.info(`  to resume  command: wait    job-id: ${id}`)
  log.info(`  to cancel  command: cancel  job-id: ${id}`)
}

const NOT_SUBMITTED_NOTE: Note = { code: 'step-ended-before-submission' }

/** A pending submission stays in the record, so that the next run searches for its job. */
function markLeftRunning(
  state: JobState,
  because: ReasonToLeave,
  pendingLabel: string | undefined,
): JobState {
  if (state.label === pendingLabel)
    return withNote(state, { code: 'step-ended-during-submission' }, 'unknown')
  if (state.outcome !== undefined) return state
  if (state.job === undefined && state.requestedId === undefined)
    return withNote(state, NOT_SUBMITTED_NOTE, 'cancelled')
  return withNote(state, { code: 'step-ended-job-left', because }, 'running')
}

/** The cleanup of one job, or of the pending submission. */
interface JobCleanup {
  /** Absent for the pending submission. */
  readonly id?: string
  readonly isDone: boolean
  readonly outcome: Outcome
  readonly job?: TrainingJob
  readonly note: Note
  readonly provenance?: Provenance
}

/** What the cancellations of one step share. */
interface CancelContext extends CleanupOptions {
  /** On the monotonic clock. */
  readonly deadlineMs: number
  /** What GitHub says in time. Asks again once the announcement has expired. */
  readonly ownership: () => Promise<Ownership>
}

async function cancelJobs(
  { jobIds, pendingSubmission, states = [] }: PostState,
  startMs: number,
  options: CleanupOptions,
): Promise<CleanupResult> {
  const context: CancelContext = {
    ...options,
    deadlineMs: startMs + POST_TIMEOUTS_MS.service,
    ownership: shareOwnership(states, options),
  }
  const cleanups = jobIds.map((id) =>
    cancelInTime(id, states.find(({ job }) => job?.id === id) ?? stateFromJobId(id), context),
  )
  if (pendingSubmission !== undefined)
    cleanups.push(cancelPendingSubmission(pendingSubmission, { jobIds, states }, context))
  const results = await Promise.all(cleanups)
  return {
    isComplete: results.every(({ isDone }) => isDone),
    states: finalStates(states, results, pendingSubmission?.label),
  }
}

/** One check for all jobs of the step, which begins at once. */
function shareOwnership(states: readonly JobState[], options: CleanupOptions): () => Promise<Ownership> {
  let current = checkOwnershipInTime(states, options)
  return async () => {
    const latest = current
    const { limit } = await latest
    if (limit && isOver(limit) && current === latest) current = checkOwnershipInTime(states, options)
    return current
  }
}

async function checkOwnershipInTime(
  states: readonly JobState[],
  { checkOwnership, clock }: CleanupOptions,
): Promise<Ownership> {
  let known = ownerWithoutRecord
  const checked = checkOwnership(states, (check) => (known = check))
  const ownership = await withTimeout(POST_TIMEOUTS_MS.ownership, checked, clock)
  return ownership ?? { findNewOwner: known, limit: limitUnannounced(clock) }
}

async function cancelInTime(id: string, state: JobState, context: CancelContext): Promise<JobCleanup> {
  const { clock, log, deadlineMs } = context
  const cleanup = await withTimeout(deadlineMs - clock.now(), cancelLeftoverJob(id, state, context), clock)
  return cleanup ?? reportNotCancelled(id, undefined, undefined, log)
}

function finalStates(
  states: readonly JobState[],
  cleanups: readonly JobCleanup[],
  pendingLabel: string | undefined,
): readonly JobState[] {
  return states.map((state) => {
    const { outcome, job, requestedId } = state
    if (outcome !== undefined && outcome !== 'running' && outcome !== 'unknown') return state
    const ownId = job?.id ?? requestedId
    const cleanup = cleanups.find(({ id }) =>
      id === undefined ? state.label === pendingLabel : id === ownId,
    )
    if (cleanup !== undefined) {
      const { note, ...rest } = cleanup
      const found = { ...state, job: rest.job ?? job, provenance: state.provenance ?? rest.provenance }
      return withNote(settleJob(found, rest.outcome, false), note)
    }
    return outcome === undefined && !job ? withNote(state, NOT_SUBMITTED_NOTE, 'cancelled') : state
  })
}

/** Reads the job first, because a job that has ended needs no cancellation. */
async function cancelLeftoverJob(id: string, state: JobState, context: CancelContext): Promise<JobCleanup> {
  const { clock, log, ownership } = context
  const readOnce = readUntilEnded(stateFromJobId(id), clock.now(), context)
  const [{ job }] = await Promise.all([readOnce, ownership()])
  if (job !== undefined && isTerminal(parsePhase(job.status))) {
    log.info(`The job ${id} has already ended: ${job.status}.`)
    return { id, isDone: true, outcome: currentOutcome(job), job, note: HAD_ENDED_NOTE }
  }
  if (state.provenance !== undefined && !mayCancel(state.provenance)) {
    const note: Note = { code: 'step-cancelled-job-unproven', jobId: id }
    log.info(renderNote(note))
    return { id, isDone: true, outcome: 'running', job, note }
  }
  const cancelled = await cancelWhileOwned(id, state, context)
  if (typeof cancelled === 'string') {
    log.info(renderNote({ code: 'job-transferred', jobId: id, to: cancelled }))
    const note: Note = { code: 'step-cancelled-job-transferred', to: cancelled }
    return { id, isDone: true, outcome: cancelled.startsWith('newer-') ? 'superseded' : 'running', job, note }
  }
  return cancelled.error === undefined || isTerminal(parsePhase(cancelled.job?.status))
    ? reportCancelled(id, cancelled, log)
    : reportNotCancelled(id, cancelled.job, cancelled.error.message, log)
}

/**
 * An announcement soon expires, and then another step may follow the job. If the service does not answer until then, it is
 * announced again. Resolves to who else needs the job, or to its state after the request.
 */
async function cancelWhileOwned(
  id: string,
  state: JobState,
  { api, random, ownership, ...step }: CancelContext,
): Promise<NewOwner | JobState> {
  const confirmTimeoutMs = POST_TIMEOUTS_MS.cancelConfirm
  const giveUpMs = step.deadlineMs - confirmTimeoutMs
  for (;;) {
    const { findNewOwner, limit } = await ownership()
    const newOwner = findNewOwner(state)
    if (newOwner !== undefined) return newOwner
    const { clock, deadlineMs } = limit ?? { clock: step.clock, deadlineMs: Infinity }
    const requestUntilMs = Math.min(giveUpMs, deadlineMs)
    const options = { api, clock, random, requestUntilMs, confirmTimeoutMs }
    const cancelled = await cancelJob(stateFromJobId(id), id, options)
    const isAnswered = cancelled.error === undefined || !isTransient(cancelled.error)
    if (isAnswered || deadlineMs + POST_TIMEOUTS_MS.ownership > giveUpMs) return cancelled
    await clock.sleep(Math.max(0, deadlineMs - clock.now()))
  }
}

const HAD_ENDED_NOTE: Note = { code: 'step-cancelled-after-job-ended' }

function reportCancelled(id: string, { job }: JobState, log: Log): JobCleanup {
  const phase = parsePhase(job?.status)
  log.info(
    `The job ${id} was asked to stop, because the workflow was cancelled: ${job?.status ?? 'no status yet'}.`,
  )
  if (job === undefined || !isTerminal(phase))
    return {
      id,
      isDone: true,
      outcome: 'cancelled',
      job,
      note: { code: 'step-cancelled-job-asked-to-stop' },
    }
  const note: Note = phase === 'cancelled' ? { code: 'step-cancelled-with-job' } : HAD_ENDED_NOTE
  return { id, isDone: true, outcome: currentOutcome(job), job, note }
}

function reportNotCancelled(
  id: string,
  job: TrainingJob | undefined,
  error: string | undefined,
  log: Log,
): JobCleanup {
  const note: Note = { code: 'job-not-cancelled', jobId: id, error }
  log.annotate('error', renderNote(note))
  return { id, isDone: false, outcome: 'running', job, note }
}

/** Finds the job even if another run needs it, so that the record names it. */
async function cancelPendingSubmission(
  { label, pending }: UnansweredSubmission,
  { jobIds, states }: { readonly jobIds: readonly string[]; readonly states: readonly JobState[] },
  context: CancelContext,
): Promise<JobCleanup> {
  const pendingState = states.find((each) => each.label === label)
  const search = findPendingJob(pending, { jobIds, digest: pendingState?.spec?.digest }, context)
  const recovery: RecoveryResult = (await withTimeout(POST_TIMEOUTS_MS.search, search, context.clock)) ?? {
    kind: 'unreadable',
  }
  if (recovery.kind !== 'adopted') return reportNotFound(recovery, context.log)
  const { job } = recovery
  const state = { ...(pendingState ?? stateFromJobId(job.id)), job, provenance: 'recovered' as const }
  // During the search, a newer run may have asked for the job.
  const ownership = shareOwnership([state], context)
  const { id: _, ...cleanup } = await cancelInTime(job.id, state, { ...context, ownership })
  return { ...cleanup, job: cleanup.job ?? job, provenance: 'recovered' }
}

async function findPendingJob(
  pending: PendingSubmission | undefined,
  { jobIds, digest }: { readonly jobIds: readonly string[]; readonly digest: string | undefined },
  context: CancelContext,
): Promise<RecoveryResult> {
  if (pending === undefined) return { kind: 'unreadable' }
  const { readOtherClaims } = context
  context.log.info('The step ended during a submission: searching the list for its job.')
  return recoverSubmission(pending, {
    ...context,
    deadlineMs: context.clock.now() + POST_TIMEOUTS_MS.search,
    claimedIds: new Set(jobIds),
    readOtherClaims: readOtherClaims && (() => readOtherClaims(digest)),
  })
}

function reportNotFound(recovery: RecoveryResult, log: Log): JobCleanup {
  const jobIds = recovery.kind === 'ambiguous' ? recovery.ids : []
  const note: Note = { code: 'submission-unknown', jobIds }
  log.annotate('error', renderNote(note))
  return { isDone: false, outcome: 'unknown', note }
}
