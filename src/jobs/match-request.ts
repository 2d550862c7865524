import type { TrainingRequest } from '../job-spec/types.ts'
import type { TrainingJob } from './api.ts'

/** Result of comparing a job with a submitted request. */
export interface MatchResult {
  /** At least one submitted field has another value. */
  readonly differs: boolean
  /** Paths of the submitted fields that the job does not confirm or contradict. */
  readonly unverified: readonly string[]
}

type FieldMatch = 'equal' | 'different' | 'unverified'

/**
 * Compares a submitted request with a job, field by field. Fields that the service does not return are unverified, as are
 * those that were sent empty (null, `[]`), where it fills in a default. Fields that it adds are ignored.
 */
export function matchRequest(request: TrainingRequest, job: TrainingJob): MatchResult {
  const matches = Object.entries(request).flatMap(([name, value]) =>
    matchFields(name, value, reportedField(job, name)),
  )
  return {
    differs: matches.some(([, match]) => match === 'different'),
    unverified: matches.filter(([, match]) => match === 'unverified').map(([path]) => path),
  }
}

/** Whether jobs of the two requests could be confused, because the service may not return the fields that differ. */
export function isIndistinguishable(one: TrainingRequest, other: TrainingRequest): boolean {
  return !matchRequest(one, reportedJob(other)).differs || !matchRequest(other, reportedJob(one)).differs
}

/** The job of a request, as the contract lets the service return it. */
function reportedJob({ job_type, model_config, hyperparameters }: TrainingRequest): TrainingJob {
  return {
    id: '',
    jobType: job_type,
    modelConfig: model_config,
    hyperparameters: hyperparameters ?? undefined,
  }
}

function reportedField(job: TrainingJob, field: string): unknown {
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

function matchFields(
  path: string,
  sent: unknown,
  reported: unknown,
): readonly (readonly [string, FieldMatch])[] {
  if (isEmptyValue(reported) || isEmptyValue(sent))
    return [[path, isSameValue(sent, reported) ? 'equal' : 'unverified']]
  if (!isObject(sent) || !isObject(reported)) return [[path, matchValue(sent, reported)]]
  return Object.entries(sent).flatMap(([name, value]) =>
    matchFields(`${path}.${name}`, value, reported[name]),
  )
}

function matchValue(sent: unknown, reported: unknown): FieldMatch {
  if (isSameValue(sent, reported)) return 'equal'
  // The service may return the version that an alias resolves to.
  return typeof sent === 'string' && sent.endsWith('-latest') ? 'unverified' : 'different'
}

/** A service may keep numbers in single precision. */
const MAX_RELATIVE_DIFFERENCE = 1e-6

/** Compares numbers up to rounding, strings case-insensitively, lists in any order, everything else as JSON. */
export function isSameValue(sent: unknown, reported: unknown): boolean {
  if (typeof sent === 'number' && typeof reported === 'number')
    return Math.abs(sent - reported) <= MAX_RELATIVE_DIFFERENCE * Math.abs(sent)
  if (!Array.isArray(sent) || !Array.isArray(reported)) return normalize(sent) === normalize(reported)
  const [ours, theirs] = [sent, reported].map((list) => list.map(normalize).sort())
  return JSON.stringify(ours) === JSON.stringify(theirs)
}

function normalize(value: unknown): unknown {
  if (typeof value === 'string') return value.trim().toLowerCase()
  return typeof value === 'object' ? JSON.stringify(value) : value
}

/** A list without entries is not told either: services may add the datasets later, or choose some. */
export function isEmptyValue(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
