import { createHash } from 'node:crypto'
import type { TrainingRequest } from '../job-spec/types.ts'
import type { TrainingJob } from './api.ts'

/** Result of comparing a job with a submitted request. */
interface MatchResult {
  /** At least one submitted field has another value. */
  readonly differs: boolean
  /** Paths of the submitted fields that the job does not confirm or contradict. */
  readonly unverified: readonly string[]
}

/**
 * What is needed to recognise the job of a request: its values by field name, nested as in the request. Numbers, which
 * a service may round, are as they are; texts and lists are hashes.
 */
export interface RequestFingerprint {
  readonly [field: string]: FieldFingerprint
}

/** An empty list is an empty text. */
type FieldFingerprint = string | number | null | RequestFingerprint

type FieldMatch = 'equal' | 'different' | 'unverified'

export function fingerprintRequest(request: TrainingRequest): RequestFingerprint {
  return fingerprintFields(request)
}

function fingerprintFields(fields: object): RequestFingerprint {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [name, fingerprintValue(value)]),
  )
}

function fingerprintValue(value: unknown): FieldFingerprint {
  if (isEmptyValue(value)) return Array.isArray(value) ? '' : null
  if (typeof value === 'number') return value
  if (isObject(value)) return fingerprintFields(value)
  return `${hashValue(value)}${isAlias(value) ? ALIAS_SUFFIX : ''}`
}

/** The service may return the version that an alias resolves to. */
const isAlias = (value: unknown): boolean => typeof value === 'string' && value.endsWith('-latest')
const ALIAS_SUFFIX = '~'

/** Compares a submitted request with a job: see `matchFingerprint`. */
export function matchRequest(request: TrainingRequest, job: TrainingJob): MatchResult {
  return matchFingerprint(fingerprintRequest(request), job)
}

/**
 * Compares a submitted request with a job, field by field. Fields that the service does not return are unverified, as are
 * those that were sent empty (null, `[]`), where it fills in a default. Fields that it adds are ignored.
 */
export function matchFingerprint(fingerprint: RequestFingerprint, job: TrainingJob): MatchResult {
  const matches = Object.entries(fingerprint).flatMap(([name, sent]) =>
    matchFields(name, sent, reportedField(job, name)),
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
  sent: FieldFingerprint,
  reported: unknown,
): readonly (readonly [string, FieldMatch])[] {
  if (isEmptyValue(reported) || sent === null || sent === '')
    return [[path, reported !== undefined && fingerprintValue(reported) === sent ? 'equal' : 'unverified']]
  if (typeof sent !== 'object') return [[path, matchValue(sent, reported)]]
  if (!isObject(reported)) return [[path, 'different']]
  return Object.entries(sent).flatMap(([name, field]) =>
    matchFields(`${path}.${name}`, field, Object.hasOwn(reported, name) ? reported[name] : undefined),
  )
}

function matchValue(sent: string | number, reported: unknown): FieldMatch {
  if (typeof sent === 'number') return isSameValue(sent, reported) ? 'equal' : 'different'
  const isResolvable = sent.endsWith(ALIAS_SUFFIX)
  const hash = isResolvable ? sent.slice(0, -ALIAS_SUFFIX.length) : sent
  if (hash === hashValue(reported)) return 'equal'
  return isResolvable ? 'unverified' : 'different'
}

/** Hexadecimal digits. */
const HASH_LENGTH = 16

/** The order of a list makes no difference. */
function hashValue(value: unknown): string {
  const content = Array.isArray(value) ? value.map(normalize).sort() : normalize(value)
  return createHash('sha256')
    .update(JSON.stringify([content]))
    .digest('hex')
    .slice(0, HASH_LENGTH)
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
