import type { Approval, ApprovingAct } from '../approval/approval.ts'
import type { AppliedOverride, Spec, TrainingRequest } from '../job-spec/types.ts'
import type { ApiError, TrainingJob } from '../jobs/api.ts'
import { OUTCOMES, type Outcome } from '../jobs/job-status.ts'
import { parseNotes, type Note } from '../jobs/note.ts'
import { PROVENANCES, type Provenance } from '../jobs/provenance.ts'
import type { JobState, StatusChange } from '../jobs/job-state.ts'
import {
  anyJson,
  flag,
  isObject,
  list,
  literal,
  mark,
  number,
  object,
  oneOf,
  optional,
  required,
  text,
  type Codec,
  type Fields,
} from './codec.ts'

/** An object of the contract. Its fields are all optional, and the service may add others. */
const contractObject = <T extends object>(): Codec<T> => literal((json): json is T => isObject(json))

const jobFields: Fields<TrainingJob> = {
  id: required('id', text),
  status: optional('s', text),
  jobType: optional('t', text),
  modelConfig: optional('m', contractObject()),
  hyperparameters: optional('h', contractObject()),
  datasetIds: optional('d', list(text)),
  autoStart: optional('a', flag),
  createdAt: optional('c', number),
  modifiedAt: optional('u', number),
  outputModel: optional('o', text),
  unusableModel: optional('x', oneOf({ 'too-long': true, 'control-characters': true })),
  reason: optional('r', text),
}

const JOB_TYPES: Readonly<Record<TrainingRequest['job_type'], true>> = {
  pre_training: true,
  supervised_fine_tuning: true,
  dpo: true,
  odpo: true,
  reinforcement_learning: true,
}
const jobType = oneOf(JOB_TYPES)
const MAX_DATASETS = 100_000

/**
 * A request for display: without lists, which may be long. Of the datasets only the number is kept: a decoded request
 * has empty ids. The digest of the spec identifies the request.
 */
const displayedRequest: Codec<TrainingRequest> = {
  encode: (request) => ({ r: omitLists(request), n: request.dataset_ids?.length }),
  decode: (json) => {
    const { r: fields, n: count } = isObject(json) ? json : {}
    if (!isRequest(fields)) return undefined
    if (count === undefined) return fields
    const isCount =
      typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= MAX_DATASETS
    return isCount ? { ...fields, dataset_ids: new Array<string>(count).fill('') } : undefined
  },
}

function omitLists(value: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]: [string, unknown]): [string, unknown][] => {
      if (Array.isArray(member)) return []
      return [[name, isObject(member) ? omitLists(member) : member]]
    }),
  )
}

function isRequest(json: unknown): json is TrainingRequest {
  if (!isObject(json)) return false
  const { job_type, model_config, hyperparameters, auto_start } = json
  return (
    jobType.decode(job_type) !== undefined &&
    isObject(model_config) &&
    (hyperparameters === undefined || hyperparameters === null || isObject(hyperparameters)) &&
    typeof auto_start === 'boolean'
  )
}

/** A request with everything that was sent. */
export const wholeRequest: Codec<TrainingRequest> = literal(isRequest)

const override = object<AppliedOverride>({
  path: required('p', list(text)),
  value: optional('v', anyJson),
})

const spec = object<Omit<Spec, 'workspacePath'>>({
  file: required('f', text),
  label: required('l', text),
  digest: required('d', text),
  request: required('q', displayedRequest),
  overrides: optional('o', list(override)),
})

const statusChange = object<StatusChange>({ status: required('s', text), atMs: required('t', number) })

const apiError = object<ApiError>({
  kind: required('k', oneOf({ 'not-sent': true, http: true, interrupted: true, 'invalid-response': true })),
  status: optional('s', number),
  because: optional('a', oneOf({ 'quota-used-up': true, 'web-page': true, 'no-route': true })),
  message: required('m', text),
  requestId: optional('r', text),
  retryAfterMs: optional('w', number),
  hint: optional('h', text),
  isTooLarge: optional('b', mark),
})

export const provenance = literal((json): json is Provenance => PROVENANCES.some((each) => each === json))
export const outcome = literal((json): json is Outcome => OUTCOMES.some((each) => each === json))

export const approvingAct = {
  act: required('a', oneOf({ review: true, comment: true, label: true, dispatch: true })),
  by: required('by', text),
  byId: optional('n', number),
  atMs: required('t', number),
  url: optional('u', text),
  actId: required('id', text),
  isIndependent: optional('i', mark),
}

export const approval = object<Approval>({
  ...approvingAct,
  first: optional('f', object<ApprovingAct>(approvingAct)),
})

/** Drops notes of other versions. */
const notes: Codec<readonly Note[]> = {
  encode: (value) => value,
  decode: (json) => (Array.isArray(json) ? parseNotes(json) : undefined),
}

/** The record of what the comment shows has the others. */
export const jobState = object<Omit<JobState, 'pushers' | 'halfApproval'>>({
  label: required('l', text),
  spec: optional('s', spec),
  requestedId: optional('r', text),
  job: optional('j', object(jobFields)),
  outcome: optional('o', outcome),
  provenance: optional('p', provenance),
  approval: optional('ok', approval),
  isReused: optional('u', mark),
  isNotFound: optional('x', mark),
  reportLocation: optional(
    'at',
    object<NonNullable<JobState['reportLocation']>>({
      number: required('n', number),
      url: required('u', text),
    }),
  ),
  timeline: required('t', list(statusChange)),
  error: optional('e', apiError),
  notes: required('n', notes),
})
