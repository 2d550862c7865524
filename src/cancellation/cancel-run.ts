import type { StoppableApi } from './stoppable-api.ts'
import type { OnCancel } from '../state/post-state.ts'
import type { Clock } from '../jobs/clock.ts'
import type { ForgeApi } from '../jobs/api.ts'
import type { OwnershipCheck } from './ownership.ts'
import { isTerminal, parsePhase, currentOutcome } from '../jobs/job-status.ts'
import { observeJob, withNote, type JobState } from '../jobs/job-state.ts'
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
  const findNewOwner = await ownershipCheck
  const states = await Promise.all(
    reporter.states.map((state) => cancelUnfinishedJob(state, options, findNewOwner)),
  )
  await withTimeout(endMs - clock.now(), reporter.finishCancelled(states), clock)
}

async function cancelUnfinishedJob(
  state: JobState,
  options: CancelRunOptions,
  findNewOwner: OwnershipCheck | undefined,
): Promise<JobState> {
  const { job, outcome, spec, label } = state
  if (outcome !== undefined) return state
  const id = job?.id ?? (spec === undefined ? label : undefined)
  if (id === undefined)
    return options.reporter.isSubmissionPending(state) ? markUnknown(state) : markNotSubmitted(state)
  if (job !== undefined && isTerminal(parsePhase(job.status)))
    return { ...state, outcome: currentOutcome(job) }
  const newOwner = findNewOwner?.(state)
  if (newOwner !== undefined)
    return withNote(state, { code: 'step-cancelled-job-transferred', to: newOwner }, 'superseded')
  if (options.onCancel === 'leave') return withNote(state, { code: 'step-cancelled-job-left' }, 'running')
  const result = await withTimeout(CANCEL_TIMEOUT_MS, options.api.cancel(id), options.clock)
  if (result?.ok) return markCancelled(observeJob(state, result.value, options.clock.wall()))
  return withNote(state, { code: 'step-cancelled-job-not-yet', error: result?.error.message }, 'running')
}

/** The outcome is `cancelled`, unless the job ended before the cancellation. */
function markCancelled(state: JobState): JobState {
  const { job } = state
  const outcome = job === undefined ? 'running' : currentOutcome(job)
  if (outcome !== 'running') return { ...state, outcome }
  return withNote(state, { code: 'step-cancelled-with-job' }, 'cancelled')
}

function markNotSubmitted(state: JobState): JobState {
  return withNote(state, { code: 'step-cancelled-before-submission' }, 'cancelled')
}

function markUnknown(state: JobState): JobState {
  return withNote(state, { code: 'step-cancelled-during-submission' }, 'unknown')
}

/** Resolves to undefined after a timeout. */
async function withTimeout<T>(ms: number, work: Promise<T>, clock: Clock): Promise<T | undefined> {
  const done = new AbortController()
  const winner = await Promise.race([work, clock.sleep(ms, done.signal).then(() => undefined)])
  done.abort()
  return winner
}
