import type { Price } from './plan.ts'
import type { Policy, PriceRates } from './policy.ts'
import { DEFAULT_RATE } from './policy-schema.ts'
import { matchesPattern } from './wildcard.ts'

/** The parts of a request, or of a job that the service lists, that decide on its price. Wrong types count as absent. */
export interface PricedRequest {
  readonly model_config?: Readonly<Record<string, unknown>>
  readonly hyperparameters?: Readonly<Record<string, unknown>>
}

export type ExamplesResult =
  | { readonly kind: 'known'; readonly examples: number }
  | { readonly kind: 'missing-fields'; readonly fields: readonly SizeField[] }

export type SizeField = 'training_steps' | 'batch_size'

/** The number of examples that a job trains on: training_steps x batch_size. */
export function examplesOf({ hyperparameters }: PricedRequest): ExamplesResult {
  const steps = positiveNumber(hyperparameters?.['training_steps'])
  const batchSize = positiveNumber(hyperparameters?.['batch_size'])
  if (steps !== undefined && batchSize !== undefined) return { kind: 'known', examples: steps * batchSize }
  const fields: SizeField[] = []
  if (steps === undefined) fields.push('training_steps')
  if (batchSize === undefined) fields.push('batch_size')
  return { kind: 'missing-fields', fields }
}

function positiveNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined
}

export type PriceResult =
  | { readonly kind: 'priced'; readonly price: Price }
  /** The policy has no rates. */
  | { readonly kind: 'no-rates' }
  /** No pattern matches the base model, and there is no default. */
  | { readonly kind: 'no-matching-rate'; readonly baseModel: string | undefined }
  | { readonly kind: 'missing-fields'; readonly fields: readonly SizeField[] }

/** Estimates the price of a job by the rates of the policy. */
export function priceOf({ price: rates }: Pick<Policy, 'price'>, request: PricedRequest): PriceResult {
  if (!rates) return { kind: 'no-rates' }
  const baseModel = baseModelOf(request)
  const rate = findRate(rates, baseModel)
  if (rate === undefined) return { kind: 'no-matching-rate', baseModel }
  const size = examplesOf(request)
  if (size.kind !== 'known') return size
  const amount = (size.examples / 1_000_000) * rate
  return { kind: 'priced', price: { amount, currency: rates.currency } }
}

/** The base model; undefined for a job that starts from scratch. */
export function baseModelOf({ model_config: model }: PricedRequest): string | undefined {
  const name = model?.['base_model']
  return typeof name === 'string' && name !== '' ? name : undefined
}

/** Whether a pattern matches a base model. A job without one matches only patterns that match everything. */
export function matchesBaseModel(baseModel: string | undefined, pattern: string): boolean {
  return matchesPattern(baseModel ?? '', pattern)
}

/** The rate of the most specific pattern that matches, whatever the order in the file. */
function findRate({ rates }: PriceRates, baseModel: string | undefined): number | undefined {
  const [pattern = DEFAULT_RATE] = [...rates.keys()]
    .filter((each) => each !== DEFAULT_RATE && matchesBaseModel(baseModel, each))
    .sort(compareSpecificity)
  return rates.get(pattern)
}

/** Names without wildcards first, then by the length of the literal text, then by name. */
function compareSpecificity(a: string, b: string): number {
  const byWildcard = Number(a.includes('*')) - Number(b.includes('*'))
  return byWildcard || literalLength(b) - literalLength(a) || (a < b ? -1 : 1)
}

function literalLength(pattern: string): number {
  return pattern.replaceAll('*', '').length
}

/** Whether an amount is above a limit by more than the inaccuracy of floating-point sums. True for NaN. */
export function exceeds(amount: number, limit: number): boolean {
  return !(amount <= limit * (1 + 1e-9))
}
