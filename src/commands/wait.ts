import { trainingOfJob } from '../job/training.ts'
import type { OnTimeout } from '../inputs.ts'
import { follow } from '../pipeline/watching.ts'
import type { Result } from '../result.ts'
import type { Step } from '../step.ts'

/** `command: wait`: watches a job that exists already to its end. */
export async function wait(
  inputs: { readonly jobId: string; readonly onTimeout: OnTimeout },
  step: Step,
): Promise<Result> {
  const named = trainingOfJob(inputs.jobId)
  step.progress.begin([named])
  return { trainings: await follow([named], 'end', inputs, step), problems: [] }
}
