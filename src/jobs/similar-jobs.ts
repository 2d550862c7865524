import { isMapping } from '../job-spec/document.ts'
import type { TrainingRequest } from '../job-spec/types.ts'
import type { TrainingJob } from './api.ts'
import { parsePhase } from './job-status.ts'
import { isSameValue } from './match-request.ts'

/** How long jobs of the same kind, base model and size took, in milliseconds, as far as the service tells it. */
export function durationsOfSimilarJobs(
  request: TrainingRequest,
  jobs: readonly TrainingJob[],
): readonly number[] {
  return jobs.flatMap((job) => {
    const { status, createdAt, modifiedAt } = job
    if (parsePhase(status) !== 'succeeded' || createdAt === undefined || modifiedAt === undefined) return []
    return modifiedAt > createdAt && isSimilar(request, job) ? [(modifiedAt - createdAt) * 1000] : []
  })
}

function isSimilar(request: TrainingRequest, job: TrainingJob): boolean {
  const { training_steps: steps, batch_size: batchSize } = request.hyperparameters ?? {}
  const model: unknown = request.model_config.base_model
  return (
    steps !== undefined &&
    isSameValue(request.job_type, job.jobType) &&
    isSameValue(model, field(job.modelConfig, 'base_model')) &&
    isSameValue(steps, field(job.hyperparameters, 'training_steps')) &&
    isSameValue(batchSize, field(job.hyperparameters, 'batch_size'))
  )
}

function field(value: unknown, name: string): unknown {
  return isMapping(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
