import type { StoppableApi } from './stoppable-api.ts'
import type { OnCancel } from '../state/post-state.ts'
import type { Clock } from '../jobs/clock.ts'
import type { ForgeApi } from '../jobs/api.ts'
import type { OwnershipCheck } from './ownership.ts'
import { isTerminal, parsePhase, currentOutcome } from '../jobs/job-status.ts'
import { observeJob, type JobState } from '../jobs/job-state.ts'
import type { Reporter } from '../report/reporter.ts'

/**
 * GitHub's runner sends SIGTERM 7.5 s after SIGINT and kills 2.5 s later (actions/runner, ProcessInvoker.cs). Everything
 * must be done before SIGTERM.
 */
const TOTAL_TIMEOUT_MS = 6_500
/** Waits for the response to a submission in flight, because it names the job. */
const SUBMIT_TIMEOUT_MS = 2_500
const OWNERSHIP_TIMEOUT_MS = 2_000
const CANCEL_TIMEOUT_MS = 2_500

export interface CancelRunOptions {
  /** The service as the commands use it. */
  readonly stoppableApi: StoppableApi
  /** The service without the stop, for the cancellation itself. */
  readonly api: Pick<ForgeApi, 'cancel'>
  readonly clock: Clock
  readonly reporter: Reporter
  readonly onCancel: OnCancel
  readonly checkOwnership?: () => Promise<OwnershipCheck>
}

/**
 * Handles a cancelled workflow: stops the command, cancels unfinished jobs (or leaves them), and publishes the final
 * report. Resolves within 7 s, whatever the network does. The `post` step handles what is unfinished by then.
 */
export async function cancelRun(options: CancelRunOptions): Promise<void> {
  const { clock, reporter } = options
  const endMs = clock.now() + TOTAL_TIMEOUT_MS
  const ownershipCheck = options.checkOwnership
    ? withTimeout(OWNERSHIP_TIMEOUT_MS, options.checkOwnership(), clock)
    : undefined
  await withTimeout(SUBMIT_TIMEOUT_MS, options.stoppableApi.stop(), clock)
  const findTransferReason = await ownershipCheck
  const states = await Promise.all(
    reporter.states.map((state) => cancelUnfinishedJob(state, options, findTransferReason)),
  )
  await withTimeout(endMs - clock.now(), reporter.finishCancelled(states), clock)
}

async function cancelUnfinishedJob(
  state: JobState,
  options: CancelRunOptions,
  findTransferReason: OwnershipCheck | undefined,
): Promise<JobState> {
  const { job, outcome, spec, label, notes } = state
  if (outcome !== undefined) return state
  const id = job?.id ?? (spec === undefined ? label : undefined)
  if (id === undefined)
    return options.reporter.isSubmissionPending(state) ? markUnknown(state) : markNotSubmitted(state)
  if (job !== undefined && isTerminal(parsePhase(job.status)))
    return { ...state, outcome: currentOutcome(job) }
  const transferReason = findTransferReason?.(state)
  if (transferReason !== undefined)
    return {
      ...state,
      outcome: 'superseded',
      notes: [...notes, `The step was cancelled. ${transferReason}, so it keeps running.`],
    }
  if (options.onCancel === 'leave')
    return {
      ...state,
      outcome: 'running',
      notes: [...notes, 'The step was cancelled; the job keeps running.'],
    }
  const result = await withTimeout(CANCEL_TIMEOUT_MS, options.api.cancel(id), options.clock)
  if (result?.ok) return markCancelled(observeJob(state, result.value, options.clock.wall()))
  const cause = result === undefined ? 'no response in time' : result.error.message
  const note = `The workflow was cancelled, but its job could not be cancelled yet (${cause}). The post step tries again.`
  return { ...state, outcome: 'running', notes: [...notes, note] }
}

/** The outcome is `cancelled`, unless the job ended before the cancellation. */
function markCancelled(state: JobState): JobState {
  const { job, notes } = state
  const outcome = job === undefined ? 'running' : currentOutcome(job)
  if (outcome !== 'running') return { ...state, outcome }
  const note = 'The step was cancelled, and its job with it.'
  return { ...state, outcome: 'cancelled', notes: [...notes, note] }
}

function markNotSubmitted(state: JobState): JobState {
  const note = 'The step was cancelled before the spec was submitted.'
  return { ...state, outcome: 'cancelled', notes: [...state.notes, note] }
}

function markUnknown(state: JobState): JobState {
  const note =
    'The step was cancelled before the service responded to the submission, so a job may or may not exist. The post step searches for it if the list of jobs can be read.'
  return { ...state, outcome: 'unknown', notes: [...state.notes, note] }
}

/** Resolves to undefined after a timeout. */
async function withTimeout<T>(ms: number, work: Promise<T>, clock: Clock): Promise<T | undefined> {
  const done = new AbortController()
  const winner = await Promise.race([work, clock.sleep(ms, done.signal).then(() => undefined)])
  done.abort()
  return winner
}
