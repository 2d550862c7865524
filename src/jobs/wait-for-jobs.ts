import type { WaitInputs } from '../inputs.ts'
import { cancelJob } from './cancel-job.ts'
import type { JobState } from './job-state.ts'
import { currentOutcome, type WaitGoal } from './job-status.ts'
import { watchJobs } from './watch.ts'
import type { CommandContext } from '../commands/context.ts'

type TimeoutInputs = Pick<WaitInputs, 'onTimeout'>

const CANCEL_CONFIRM_TIMEOUT_MS = 30_000

/** Watches jobs until they reach the goal, and cancels timed-out ones if `on-timeout` is `cancel`. */
export async function waitForJobs(
  states: readonly JobState[],
  goal: WaitGoal,
  inputs: TimeoutInputs,
  context: CommandContext,
): Promise<readonly JobState[]> {
  const { ledger, reporter } = context
  const isSuperseded = (state: JobState): boolean => ledger?.isSuperseded(state) ?? false
  const watchedStates = await watchJobs(states, {
    ...context,
    goal,
    isSuperseded,
    onEvent: (event) => reporter.jobEvent(event),
  })
  if (inputs.onTimeout === 'leave') return watchedStates
  return Promise.all(
    watchedStates.map(async (state) =>
      state.outcome === 'timed-out' ? cancelTimedOut(state, context) : state,
    ),
  )
}

async function cancelTimedOut(state: JobState, context: CommandContext): Promise<JobState> {
  const id = state.job?.id ?? state.requestedId
  if (id === undefined) return state
  const cancelled = await cancelJob(state, id, { ...context, confirmTimeoutMs: CANCEL_CONFIRM_TIMEOUT_MS })
  const note =
    cancelled.outcome === 'refused'
      ? 'The service refused to cancel the job.'
      : `The job was asked to stop; its last reported status is ${cancelled.job?.status ?? 'unknown'}.`
  return { ...cancelled, outcome: 'timed-out', notes: [...cancelled.notes, note] }
}

/** Sets the outcome of a job that the step does not wait for. */
export function detach(state: JobState): JobState {
  const { job, isReused } = state
  if (job === undefined || state.outcome !== undefined) return state
  const outcome = currentOutcome(job)
  // A reused job that has already succeeded is reported as such.
  const isAccepted = outcome === 'running' || (outcome === 'succeeded' && isReused !== true)
  return { ...state, outcome: isAccepted ? 'submitted' : outcome }
}
