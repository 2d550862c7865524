import { compare } from '../job/match.ts'
import type { TrainingJob } from '../job/job.ts'
import type { TrainingRequest } from '../spec/spec.ts'
import type { RecordedJob } from './entry.ts'

/** Servers of one service may tell the second of the creation differently. */
const CLOCK_MARGIN_S = 2

/** Whether the service describes a job as it did when it was written down. What was not written down proves nothing. */
export function isSameJob({ id, echo }: RecordedJob, job: TrainingJob): boolean {
  if (job.id !== id) return false
  if (echo === undefined) return true
  const { jobType, modelConfig, hyperparameters, createdAt } = echo
  if (Math.abs((createdAt ?? job.createdAt ?? 0) - (job.createdAt ?? createdAt ?? 0)) > CLOCK_MARGIN_S)
    return false
  const told = {
    ...(jobType === undefined ? {} : { job_type: jobType }),
    ...(modelConfig === undefined ? {} : { model_config: modelConfig }),
    ...(hyperparameters === undefined ? {} : { hyperparameters }),
  }
  return !compare(told as TrainingRequest, job).differs
}
