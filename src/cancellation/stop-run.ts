import type { StoppableApi } from './stoppable-api.ts'
import { withTimeout } from './with-timeout.ts'
import type { Clock } from '../jobs/clock.ts'
import { currentOutcome, type Outcome } from '../jobs/job-status.ts'
import type { JobState } from '../jobs/job-state.ts'
import type { Reporter } from '../report/reporter.ts'
import { STOP_TIMEOUT_MS } from '../timeouts.ts'

interface StopRunOptions {
  /** The service as the command uses it. */
  readonly stoppableApi: StoppableApi
  readonly clock: Clock
  readonly reporter: Reporter
}

/**
 * Stops the command and hands over to `post`, which alone knows whether the workflow was cancelled. Cancels and publishes
 * nothing. Resolves at once, or within 7 s while a submission is in flight.
 */
export async function stopRun({ stoppableApi, clock, reporter }: StopRunOptions): Promise<void> {
  await withTimeout(STOP_TIMEOUT_MS, stoppableApi.stop(), clock)
  // The command reports the response before this continues.
  await clock.sleep(0)
  reporter.finishStopped(
    reporter.states.map((state) => ({
      ...state,
      outcome: outcomeWhenStopped(state, reporter.isSubmissionPending(state)),
    })),
  )
}

/** What is known of a job when the step is stopped. It may end differently. */
function outcomeWhenStopped({ outcome, job, requestedId }: JobState, isPending: boolean): Outcome {
  if (outcome !== undefined) return outcome
  if (job !== undefined) return currentOutcome(job)
  if (requestedId !== undefined) return 'running'
  return isPending ? 'unknown' : 'cancelled'
}
