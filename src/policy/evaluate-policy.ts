import { groupDigits, quote } from '../job-spec/format-value.ts'
import type { TrainingRequest } from '../job-spec/types.ts'
import type { Violation } from './plan.ts'
import type { AllowRule, LimitRule, Policy } from './policy.ts'
import { formatBudget, formatPrice } from './format-price.ts'
import { baseModelOf, examplesOf, exceeds, matchesBaseModel, priceOf, type SizeField } from './price.ts'
import { createViolation, listAll, listAlternatives } from './violation.ts'

interface RequestContext {
  /** As in `GITHUB_EVENT_NAME`. */
  readonly eventName: string
}

/**
 * Checks one request against all rules that concern a single job. Violations come in a fixed order, whatever the order of
 * the file; none means that the policy allows the job. A limit or rate that needs a field which the request leaves out is
 * a violation that names the field.
 */
export function evaluateRequest(
  policy: Policy,
  request: TrainingRequest,
  { eventName }: RequestContext,
): readonly Violation[] {
  return [
    ...checkStop(policy),
    ...checkWord(policy, 'job-types', `job_type is ${request.job_type}`, (type) => type === request.job_type),
    ...checkBaseModel(policy, request),
    ...checkDatasets(policy, request),
    ...checkWord(policy, 'events', `The event is ${eventName}`, (event) => event === eventName),
    ...checkSize(policy, 'training-steps', ['training_steps'], request),
    ...checkSize(policy, 'batch-size', ['batch_size'], request),
    ...checkSize(policy, 'examples', ['training_steps', 'batch_size'], request),
    ...checkExperts(policy, request),
    ...checkPrice(policy, request),
  ]
}

/** Checks the number of jobs that one step would submit. */
export function evaluateRun(policy: Policy, jobs: number): readonly Violation[] {
  const limit = policy.limits['jobs-per-run']
  if (limit === undefined || jobs <= limit) return []
  const message = `The step would submit ${groupDigits(jobs)} jobs, but limits.jobs-per-run allows ${groupDigits(limit)}.`
  return [createViolation(policy, 'limits.jobs-per-run', message)]
}

function checkStop(policy: Policy): readonly Violation[] {
  return policy.stop ? [createViolation(policy, 'stop', 'stop is true, which allows no job.')] : []
}

function checkWord(
  policy: Policy,
  rule: AllowRule,
  what: string,
  isMatch: (allowed: string) => boolean,
): readonly Violation[] {
  const allowed = policy.allow[rule]
  if (allowed === undefined || allowed.some(isMatch)) return []
  const path = `allow.${rule}`
  return [createViolation(policy, path, `${what}, but ${path} allows only ${listAlternatives(allowed)}.`)]
}

function checkBaseModel(policy: Policy, request: TrainingRequest): readonly Violation[] {
  const baseModel = baseModelOf(request)
  const what = baseModel === undefined ? 'base_model is missing' : `base_model is ${quote(baseModel)}`
  const violations = checkWord(policy, 'base-models', what, (pattern) => matchesBaseModel(baseModel, pattern))
  return baseModel === undefined
    ? violations.map((each) => ({ ...each, fix: 'Set model_config.base_model.' }))
    : violations
}

/** A job without datasets is not proven to use only allowed ones. */
function checkDatasets(policy: Policy, { dataset_ids: ids = [] }: TrainingRequest): readonly Violation[] {
  const allowed = (policy.allow['dataset-ids'] ?? []).map((id) => id.toLowerCase())
  const forbidden = ids.filter((id) => !allowed.includes(id.toLowerCase()))
  if (ids.length === 0)
    return checkWord(policy, 'dataset-ids', 'dataset_ids is missing', () => false).map((each) => ({
      ...each,
      fix: 'Set dataset_ids.',
    }))
  return checkWord(
    policy,
    'dataset-ids',
    `dataset_ids has ${listAll(forbidden)}`,
    () => forbidden.length === 0,
  )
}

function checkSize(
  policy: Policy,
  rule: LimitRule,
  fields: readonly SizeField[],
  request: TrainingRequest,
): readonly Violation[] {
  const limit = policy.limits[rule]
  if (limit === undefined) return []
  const size = examplesOf(request)
  const missing = size.kind === 'known' ? [] : size.fields.filter((field) => fields.includes(field))
  if (missing.length > 0)
    return [createViolation(policy, `limits.${rule}`, ...describeMissing(missing, `limits.${rule}`, limit))]
  const values = fields.map((field) => request.hyperparameters?.[field] ?? 0)
  const value = values.reduce((product, each) => product * each, 1)
  return checkLimit(policy, rule, `${fields.join(' x ')} is`, value)
}

function checkLimit(policy: Policy, rule: LimitRule, what: string, value: number): readonly Violation[] {
  const limit = policy.limits[rule]
  if (limit === undefined || value <= limit) return []
  const path = `limits.${rule}`
  const message = `${what} ${groupDigits(value)}, but ${path} allows ${groupDigits(limit)}.`
  return [createViolation(policy, path, message)]
}

function describeMissing(fields: readonly SizeField[], rule: string, limit?: number): [string, string] {
  const needs = limit === undefined ? `${rule} needs` : `${rule}, which allows ${groupDigits(limit)}, needs`
  const isOne = fields.length === 1
  return [
    `${fields.join(' and ')} ${isOne ? 'is' : 'are'} missing, but ${needs} ${isOne ? 'it' : 'them'}.`,
    `Set ${fields.map((field) => `hyperparameters.${field}`).join(' and ')}.`,
  ]
}

/** A dense model has no experts, and a base model brings its own, so only other models need the field. */
function checkExperts(policy: Policy, request: TrainingRequest): readonly Violation[] {
  const limit = policy.limits['num-experts']
  if (limit === undefined) return []
  const { architecture, num_experts: experts } = request.model_config
  if (experts !== undefined) return checkLimit(policy, 'num-experts', 'num_experts is', experts)
  if (architecture === 'dense' || baseModelOf(request) !== undefined) return []
  const message = `num_experts is missing, but limits.num-experts, which allows ${groupDigits(limit)}, needs it.`
  const fix = 'Set model_config.num_experts, or architecture: dense.'
  return [createViolation(policy, 'limits.num-experts', message, fix)]
}

const RATES = 'price.per-million-examples'

function checkPrice(policy: Policy, request: TrainingRequest): readonly Violation[] {
  const result = priceOf(policy, request)
  switch (result.kind) {
    case 'no-rates':
      return []
    case 'missing-fields':
      return [createViolation(policy, RATES, ...describeMissing(result.fields, RATES))]
    case 'no-matching-rate': {
      // Without a budget, the price is only shown.
      if (Object.keys(policy.budget).length === 0) return []
      const { baseModel } = result
      const model = baseModel === undefined ? 'a job without base_model' : quote(baseModel)
      const message = `The price is unknown, because ${RATES} has neither a rate for ${model} nor a default.`
      return [createViolation(policy, RATES, message, 'Add one of them to the policy.')]
    }
    case 'priced': {
      const limit = policy.budget['per-job']
      const { price } = result
      if (limit === undefined || !exceeds(price.amount, limit)) return []
      const allowed = formatBudget({ ...price, amount: limit })
      const message = `The estimated price is ${formatPrice(price)}, but budget.per-job allows ${allowed}.`
      return [createViolation(policy, 'budget.per-job', message)]
    }
  }
}
