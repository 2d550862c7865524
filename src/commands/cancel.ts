import { cancel } from '../job/cancel.ts'
import { trainingOfJob } from '../job/training.ts'
import type { Result } from '../result.ts'
import type { Step } from '../step.ts'

/** How long the confirmation may take, in milliseconds. */
const CONFIRM_MS = 60_000

/** `command: cancel`: asks for the cancellation of a job and waits shortly for the confirmation. */
export async function cancelJob({ jobId }: { readonly jobId: string }, step: Step): Promise<Result> {
  const named = trainingOfJob(jobId)
  step.progress.begin([named])
  const ended = await cancel(named, jobId, { ...step, confirmMs: CONFIRM_MS })
  const isOpen = ended.outcome === 'running'
  const note =
    'The cancellation was requested, but not confirmed within 60 s. The job may still run, and cost money.'
  return { trainings: [isOpen ? { ...ended, notes: [...ended.notes, note] } : ended], problems: [] }
}
