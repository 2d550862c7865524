import { cancelJob } from '../jobs/cancel-job.ts'
import { isTerminal, parsePhase } from '../jobs/job-status.ts'
import { withNote, stateFromJobId, type JobState } from '../jobs/job-state.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { CommandContext } from './context.ts'
import { CANCEL_COMMAND_TIMEOUT_MS } from '../timeouts.ts'

/** `command: cancel`: requests the cancellation of a job and waits briefly for the confirmation. */
export async function cancel(
  { jobId }: { readonly jobId: string },
  context: CommandContext,
): Promise<CommandResult> {
  const requested = stateFromJobId(jobId)
  context.reporter.start([requested])
  const cancelled = await cancelJob(requested, jobId, {
    ...context,
    confirmTimeoutMs: CANCEL_COMMAND_TIMEOUT_MS,
  })
  return {
    states: [cancelled.outcome === 'running' ? explainUnconfirmed(cancelled) : cancelled],
    diagnostics: [],
  }
}

function explainUnconfirmed(state: JobState): JobState {
  // The job has succeeded, but its output model is not known yet. `command: status` shows it later.
  if (isTerminal(parsePhase(state.job?.status)))
    return withNote(state, { code: 'ended-before-cancellation' }, 'failed')
  return withNote(
    state,
    state.error
      ? { code: 'cancellation-not-accepted' }
      : { code: 'cancellation-unconfirmed', waitedMs: CANCEL_COMMAND_TIMEOUT_MS },
  )
}
