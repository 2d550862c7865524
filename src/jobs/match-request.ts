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

/** Services change these to fit what they have, and still train what was asked for. */
const ADJUSTABLE_FIELDS: readonly string[] = ['batch_size', 'warmup_steps', 'weight_decay']

/** The fingerprint without the fields that a service may adjust. */
export function withoutAdjustable(fingerprint: RequestFingerprint): RequestFingerprint {
  const { hyperparameters } = fingerprint
  if (typeof hyperparameters !== 'object' || hyperparameters === null) return fingerprint
  const kept = Object.entries(hyperparameters).filter(([name]) => !ADJUSTABLE_FIELDS.includes(name))
  return { ...fingerprint, hyperparameters: Object.fromEntries(kept) }
}

function fingerprintFields(fields: object): RequestFingerprint {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [
      name,
      name === MODEL_FIELD && typeof value === 'string' ? fingerprintModel(value) : fingerprintValue(value),
    ]),
  )
}

function fingerprintValue(value: unknown): FieldFingerprint {
  if (isEmptyValue(value)) return Array.isArray(value) ? '' : null
  if (typeof value === 'number') return value
  return isObject(value) ? fingerprintFields(value) : hashValue(value)
}

const MODEL_FIELD = 'base_model'
const ALIAS = /-latest$/i
const VERSION = /-\d+$/
const ALIAS_MARK = '~'
const FAMILY_MARK = ':'

/** The hash of a name, marked as an alias, or with the hash of its family: `mistral-small` for `mistral-small-2603`. */
function fingerprintModel(name: string): string {
  const text = name.trim()
  if (ALIAS.test(text)) return hashValue(text) + ALIAS_MARK
  const isVersion = VERSION.test(text)
  return hashValue(text) + (isVersion ? FAMILY_MARK + hashValue(text.replace(VERSION, '')) : '')
}

/**
 * Whether a job was certainly made from another request: at least one field that was sent has another value. What the job
 * lacks or has as null says nothing, nor does what the service fills in. Numbers are equal within a relative 1e-6, ids in
 * capitals too, lists in any order. The name of a model and the name that it may resolve to (`mistral-small-latest` and
 * `mistral-small-2603`) cannot be compared. A value that the service has rounded (48 instead of 50) is another value.
 */
export function contradicts(request: TrainingRequest, job: TrainingJob): boolean {
  return matchRequest(request, job).differs
}

/**
 * Whether a job shows every field of a request with the value that was sent. Needed before a job may count as ours that
 * only the list or an unsigned record names. A service that returns no `dataset_ids` or no `auto_start` proves nothing.
 */
export function isFullyEchoed(request: TrainingRequest, job: TrainingJob): boolean {
  const { differs, unverified } = matchRequest(request, job)
  return !differs && unverified.length === 0
}

function matchRequest(request: TrainingRequest, job: TrainingJob): MatchResult {
  return matchFingerprint(fingerprintRequest(request), job)
}

/** Compares a submitted request with a job, field by field: see `contradicts`. Fields that the service adds are ignored. */
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
  return !contradicts(one, reportedJob(other)) || !contradicts(other, reportedJob(one))
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
  if (typeof sent !== 'object') return [[path, matchValue(path, sent, reported)]]
  if (!isObject(reported)) return [[path, 'different']]
  return Object.entries(sent).flatMap(([name, field]) =>
    matchFields(`${path}.${name}`, field, Object.hasOwn(reported, name) ? reported[name] : undefined),
  )
}

function matchValue(path: string, sent: string | number, reported: unknown): FieldMatch {
  if (typeof sent === 'number') return isSameValue(sent, reported) ? 'equal' : 'different'
  if (path.endsWith(`.${MODEL_FIELD}`) && typeof reported === 'string') return matchModel(sent, reported)
  return sent === hashValue(reported) ? 'equal' : 'different'
}

function matchModel(sent: string, reported: string): FieldMatch {
  const [hash = '', family] = sent.replace(ALIAS_MARK, '').split(FAMILY_MARK)
  if (hash === hashValue(reported)) return 'equal'
  const mayResolve =
    sent.endsWith(ALIAS_MARK) ||
    family === hashValue(reported) ||
    namesBefore(reported.trim()).some((name) => hash === hashValue(name))
  return mayResolve ? 'unverified' : 'different'
}

/** The names that may resolve to a model: `mistral` and `mistral-small` for `mistral-small-2603`. */
function namesBefore(model: string): readonly string[] {
  const parts = model.split('-')
  return parts.slice(1).map((_, n) => parts.slice(0, n + 1).join('-'))
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
