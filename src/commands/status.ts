import { seen, trainingOfJob } from '../jobs/job-state.ts'
import { persistently } from '../jobs/retry.ts'
import { verdictNow } from '../jobs/job-status.ts'
import type { Result } from '../jobs/result.ts'
import type { Step } from './context.ts'

/** How long a service that does not answer is asked, in milliseconds. */
const PATIENCE_MS = 120_000

/** `command: status`: reads one job once. A job that is not finished, or that failed, is an answer like any other. */
export async function status({ jobId }: { readonly jobId: string }, step: Step): Promise<Result> {
  const named = trainingOfJob(jobId)
  step.progress.begin([named])
  const untilMs = step.clock.now() + PATIENCE_MS
  const reply = await persistently(() => step.api.get(jobId), 'first-contact', { ...step, untilMs })
  if (!reply.ok)
    return { trainings: [{ ...named, outcome: 'refused', failure: reply.failure }], problems: [] }
  const read = seen(named, reply.value, step.clock.wall())
  return { trainings: [{ ...read, outcome: verdictNow(reply.value) }], problems: [] }
}
