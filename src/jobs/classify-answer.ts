import type { TrainingRequest } from '../job-spec/types.ts'
import type { ApiError, ApiResult, TrainingJob } from './api.ts'
import { UNKNOWN_CLOCK_MARGIN_S } from './baseline.ts'
import { isTerminal, parsePhase } from './job-status.ts'
import { isEmptyValue, isSameValue } from './match-request.ts'
import type { PendingSubmission } from './recover-submission.ts'

/** What was sent, and what was known before. */
export interface SentRequest {
  readonly request: TrainingRequest
  /** Absent if the list could not be read. */
  readonly pending?: PendingSubmission
  /** Ids of the other jobs of this step. */
  readonly claimedIds: ReadonlySet<string>
  /** Unix time in milliseconds. */
  readonly wallMs: number
}

type SubmissionAnswer =
  | { readonly kind: 'submitted'; readonly job: TrainingJob }
  | { readonly kind: 'failed'; readonly error: ApiError }
  /** The answer is another job. `error` names it; `pending` finds ours, and never the other one. */
  | { readonly kind: 'other-job'; readonly error: ApiError; readonly pending?: PendingSubmission }

/**
 * Classifies the response to a submission. The job in it is another one if its id was known before, if it had ended
 * before the request was sent, or if it differs in a field that says what is trained: the kind of training, the model,
 * the data, the number of steps, the learning rate. Services adjust the rest (batch size, warm-up, weight decay,
 * `auto_start`), resolve aliases of models, fill in what was not sent, and round. A field that the response lacks, or
 * that is null, says nothing.
 */
export function classifyAnswer(result: ApiResult<TrainingJob>, sent: SentRequest): SubmissionAnswer {
  if (!result.ok) return { kind: 'failed', error: result.error }
  const { value: job, requestId } = result
  const reason = otherJobReason(job, sent)
  if (reason === undefined) return { kind: 'submitted', job }
  const { pending } = sent
  const message = `the service answered with the job ${job.id}, ${reason}`
  return {
    kind: 'other-job',
    error: { kind: 'invalid-response', message, requestId },
    pending: pending && { ...pending, knownIds: [...pending.knownIds, job.id] },
  }
}

function otherJobReason(job: TrainingJob, sent: SentRequest): string | undefined {
  const { request, pending, claimedIds, wallMs } = sent
  if (claimedIds.has(job.id)) return 'which belongs to another spec of this step'
  if (pending?.knownIds.includes(job.id)) return 'which existed before'
  const sinceS = pending?.sinceS ?? wallMs / 1000 - UNKNOWN_CLOCK_MARGIN_S
  if (isTerminal(parsePhase(job.status)) && job.createdAt !== undefined && job.createdAt < sinceS)
    return 'which ended before the spec was sent'
  const [ours, theirs] = [identityOf(request), identityOf(requestOf(job))]
  const different = FIELDS.find(
    ([field, isSame]) =>
      !isEmptyValue(ours[field]) && !isEmptyValue(theirs[field]) && !isSame(ours[field], theirs[field]),
  )
  if (different === undefined) return undefined
  const [field] = different
  return `whose ${field} is ${show(theirs[field])} instead of ${show(ours[field])}`
}

type IsSame = (sent: unknown, reported: unknown) => boolean

const FIELDS: readonly (readonly [field: string, isSame: IsSame])[] = [
  ['job_type', isSameValue],
  ['base_model', isSameModel],
  ['architecture', isSameValue],
  ['num_experts', isSameValue],
  ['active_experts', isSameValue],
  ['dataset_ids', isSameSet],
  ['training_steps', isSameValue],
  ['learning_rate', isSameRate],
]

type Fields = Readonly<Record<string, unknown>>

function identityOf({ job_type, dataset_ids, model_config, hyperparameters }: Fields): Fields {
  return { ...asFields(model_config), ...asFields(hyperparameters), job_type, dataset_ids }
}

function requestOf({ jobType, datasetIds, modelConfig, hyperparameters }: TrainingJob): Fields {
  return { job_type: jobType, dataset_ids: datasetIds, model_config: modelConfig, hyperparameters }
}

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

/** `mistral-small` and `mistral-small-2603` are one model; a `-latest` alias may resolve to another name. */
function isSameModel(sent: unknown, reported: unknown): boolean {
  if (typeof sent !== 'string' || typeof reported !== 'string') return isSameValue(sent, reported)
  const [ours, theirs] = [sent.trim().toLowerCase(), reported.trim().toLowerCase()]
  return (
    ours === theirs ||
    ours.endsWith('-latest') ||
    theirs.startsWith(`${ours}-`) ||
    ours.startsWith(`${theirs}-`)
  )
}

function isSameSet(sent: unknown, reported: unknown): boolean {
  if (!Array.isArray(sent) || !Array.isArray(reported)) return isSameValue(sent, reported)
  const [ours, theirs] = [sent, reported].map((list) => [
    ...new Set(list.map((id) => String(id).toLowerCase())),
  ])
  return isSameValue(ours, theirs)
}

/** A response may show fewer digits, but the rates that people compare differ by more. */
const MAX_RATE_ROUNDING = 0.01

function isSameRate(sent: unknown, reported: unknown): boolean {
  const [ours, theirs] = [Number(sent), Number(reported)]
  return Math.abs(ours - theirs) <= MAX_RATE_ROUNDING * Math.abs(ours)
}

const MAX_VALUE_LENGTH = 100

function show(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH).toWellFormed()}…` : text
}
