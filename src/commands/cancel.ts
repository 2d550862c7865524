import { cancel } from '../jobs/cancel-job.ts'
import { isTerminal, phaseOf } from '../jobs/job-status.ts'
import { noted, trainingOfJob, type Training } from '../jobs/job-state.ts'
import type { Result } from '../jobs/result.ts'
import type { Step } from './context.ts'

/** How long the confirmation may take, in milliseconds. */
const CONFIRM_MS = 60_000

/** `command: cancel`: asks for the cancellation of a job and waits shortly for the confirmation. */
export async function cancelJob({ jobId }: { readonly jobId: string }, step: Step): Promise<Result> {
  const named = trainingOfJob(jobId)
  step.progress.begin([named])
  const ended = await cancel(named, jobId, { ...step, confirmMs: CONFIRM_MS })
  return { trainings: [ended.outcome === 'running' ? explained(ended) : ended], problems: [] }
}

/** Of a job that was not seen to be cancelled. */
function explained(training: Training): Training {
  // It has succeeded: whether a model follows is a question for `status`.
  if (isTerminal(phaseOf(training.job?.status)))
    return noted(training, 'It ended before it was cancelled, and names no output model.', 'failed')
  const what = training.failure
    ? 'The service did not take the cancellation.'
    : 'The cancellation was requested, but not confirmed within 60 s.'
  return noted(training, `${what} The job may still run, and cost money.`)
}
