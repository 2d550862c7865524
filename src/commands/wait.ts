import { trainingOfJob } from '../jobs/job-state.ts'
import type { OnTimeout } from '../inputs.ts'
import { follow } from '../jobs/wait-for-jobs.ts'
import type { Result } from '../jobs/result.ts'
import type { Step } from './context.ts'

/** `command: wait`: watches a job that exists already to its end. */
export async function wait(
  inputs: { readonly jobId: string; readonly onTimeout: OnTimeout },
  step: Step,
): Promise<Result> {
  const named = trainingOfJob(inputs.jobId)
  step.progress.begin([named])
  return { trainings: await follow([named], 'end', inputs, step), problems: [] }
}
