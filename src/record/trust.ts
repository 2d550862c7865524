import { compare } from '../job/match.ts'
import type { TrainingJob } from '../job/job.ts'
import type { TrainingRequest } from '../spec/spec.ts'
import type { RecordedJob } from './entry.ts'

/** Whether the service describes a job as it did when it was written down. What was not written down proves nothing. */
export function isSameJob({ id, echo }: RecordedJob, job: TrainingJob): boolean {
  if (job.id !== id) return false
  if (echo === undefined) return true
  const { jobType, modelConfig, hyperparameters, createdAt } = echo
  if (createdAt !== undefined && job.createdAt !== undefined && createdAt !== job.createdAt) return false
  const told = {
    ...(jobType === undefined ? {} : { job_type: jobType }),
    ...(modelConfig === undefined ? {} : { model_config: modelConfig }),
    ...(hyperparameters === undefined ? {} : { hyperparameters }),
  }
  return !compare(told as TrainingRequest, job).differs
}
