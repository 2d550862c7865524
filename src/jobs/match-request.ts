import type { TrainingRequest } from '../job-spec/types.ts'
import type { TrainingJob } from './api.ts'

/** How a job that the service describes compares with a request that was sent. */
export interface Comparison {
  /** At least one field was sent with another value. */
  readonly differs: boolean
  /** Paths of the sent fields that the description neither proves nor disproves. */
  readonly unproven: readonly string[]
}

type Proof = 'equal' | 'different' | 'unproven'

/**
 * Compares field by field what was sent with what the service says of a job. What it does not say proves nothing; fields
 * that it adds (defaults) are no difference.
 */
export function compare(request: TrainingRequest, job: TrainingJob): Comparison {
  const proofs = Object.entries(request).flatMap(([name, value]) => proofsOf(name, value, saidOf(job, name)))
  return {
    differs: proofs.some(([, proof]) => proof === 'different'),
    unproven: proofs.filter(([, proof]) => proof === 'unproven').map(([path]) => path),
  }
}

/** Whether a job of one request could be taken for a job of the other, because all that differs may not be told. */
export function looksLike(one: TrainingRequest, other: TrainingRequest): boolean {
  return !compare(one, pictureOf(other)).differs || !compare(other, pictureOf(one)).differs
}

/** What the contract lets a service say of a request. */
function pictureOf({ job_type, model_config, hyperparameters }: TrainingRequest): TrainingJob {
  return {
    id: '',
    jobType: job_type,
    modelConfig: model_config,
    ...(hyperparameters == null ? {} : { hyperparameters }),
  }
}

function saidOf(job: TrainingJob, field: string): unknown {
  switch (field) {
    case 'job_type':
      return job.jobType
    case 'model_config':
      return job.modelConfig
    case 'hyperparameters':
      return job.hyperparameters
    case 'dataset_ids':
      return job.datasetIds
    case 'auto_start':
      return job.autoStart
    default:
      return undefined
  }
}

function proofsOf(path: string, sent: unknown, said: unknown): readonly (readonly [string, Proof])[] {
  if (said === undefined || said === null) return [[path, 'unproven']]
  if (!isObject(sent) || !isObject(said)) return [[path, proofOf(sent, said)]]
  return Object.entries(sent).flatMap(([name, value]) => proofsOf(`${path}.${name}`, value, said[name]))
}

function proofOf(sent: unknown, said: unknown): Proof {
  if (isSame(sent, said)) return 'equal'
  // The service may tell the version that an alias stands for.
  return typeof sent === 'string' && sent.endsWith('-latest') ? 'unproven' : 'different'
}

function isSame(sent: unknown, said: unknown): boolean {
  if (!Array.isArray(sent) || !Array.isArray(said)) return normal(sent) === normal(said)
  const [ours, theirs] = [sent, said].map((list) => list.map(normal).sort())
  return JSON.stringify(ours) === JSON.stringify(theirs)
}

/** Numbers by value, UUIDs and words without regard to case, the rest as its JSON. */
function normal(value: unknown): unknown {
  if (typeof value === 'string') return value.trim().toLowerCase()
  return typeof value === 'object' ? JSON.stringify(value) : value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
