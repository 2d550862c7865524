import { parsePolicy } from '../../src/policy/parse-policy.ts'
import type { Policy } from '../../src/policy/policy.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'

export const DATASET = '1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11'

/** A policy with every rule, as in the documentation. */
export const FULL_POLICY = `version: 1
stop: false
allow:
  job-types: [supervised_fine_tuning, dpo]
  base-models: ['mistral-small-*', 'ft:*']
  dataset-ids: [${DATASET}]
  events: [pull_request, push]
limits:
  training-steps: 20000
  batch-size: 64
  examples: 1000000
  num-experts: 16
  jobs-per-run: 10
  live-jobs: 4
  jobs-per-day: 20
price:
  currency: EUR
  per-million-examples: { default: 12.00, 'mistral-large-*': 90.00 }
budget: { per-job: 10, per-pull-request: 300, per-month: 2000 }
`

/** Parses a policy that must be valid. The line `version: 1` is added if there is none. */
export function policyOf(text: string): Policy {
  const result = parsePolicy(/^version:/m.test(text) ? text : `version: 1\n${text}`)
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result.policy
}

/** A request that `FULL_POLICY` allows: 8,000 examples for 0.10 EUR. */
export function requestOf(changes: Partial<TrainingRequest> = {}): TrainingRequest {
  return {
    job_type: 'supervised_fine_tuning',
    model_config: { base_model: 'mistral-small-latest' },
    dataset_ids: [DATASET],
    hyperparameters: { training_steps: 1000, batch_size: 8 },
    auto_start: true,
    ...changes,
  }
}
