import { describe, expect, it } from '@jest/globals'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { evaluateRequest, evaluateRun } from '../../src/policy/evaluate-policy.ts'
import { formatViolation } from '../../src/policy/violation.ts'
import { DATASET, FULL_POLICY, policyOf, requestOf } from './policies.ts'

const OTHER_DATASET = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const PRICE = 'price: { currency: EUR, per-million-examples: { mistral-*: 12 } }\n'
const pullRequest = { eventName: 'pull_request' }

function messages(policy: string, changes: Partial<TrainingRequest> = {}): readonly string[] {
  return evaluateRequest(policyOf(policy), requestOf(changes), pullRequest).map((violation) =>
    [violation.rule, violation.message, ...(violation.fix === undefined ? [] : [violation.fix])].join(' | '),
  )
}
const size = (hyperparameters: TrainingRequest['hyperparameters']) => ({ hyperparameters })
const model = (model_config: TrainingRequest['model_config']) => ({ model_config })

describe('a request', () => {
  it.each(['version: 1', FULL_POLICY])('is allowed by %j', (policy) => {
    expect(messages(policy)).toEqual([])
  })

  it.each<[string, Partial<TrainingRequest>, ...string[]]>([
    ['stop: true', {}, 'stop | stop is true, which allows no job.'],
    [
      'allow: { job-types: [dpo, odpo] }',
      {},
      'allow.job-types | job_type is supervised_fine_tuning, but allow.job-types allows only dpo or odpo.',
    ],
    [
      'allow: { base-models: ["ft:*", mistral-small] }',
      {},
      'allow.base-models | base_model is "mistral-small-latest", but allow.base-models allows only ft:* or mistral-small.',
    ],
    [
      'allow: { base-models: ["mistral-*"] }',
      model({ architecture: 'dense' }),
      'allow.base-models | base_model is missing, but allow.base-models allows only mistral-*. | Set model_config.base_model.',
    ],
    [
      'allow: { base-models: [a, b, c, d, e, f, g] }',
      {},
      'allow.base-models | base_model is "mistral-small-latest", but allow.base-models allows only a, b, c, d, e or 2 others.',
    ],
    [
      `allow: { dataset-ids: [${OTHER_DATASET}] }`,
      {},
      `allow.dataset-ids | dataset_ids has ${DATASET}, but allow.dataset-ids allows only ${OTHER_DATASET}.`,
    ],
    [
      `allow: { dataset-ids: [${OTHER_DATASET}] }`,
      { dataset_ids: [OTHER_DATASET, DATASET] },
      `allow.dataset-ids | dataset_ids has ${DATASET}, but allow.dataset-ids allows only ${OTHER_DATASET}.`,
    ],
    [
      `allow: { dataset-ids: [${OTHER_DATASET}] }`,
      { dataset_ids: undefined },
      `allow.dataset-ids | dataset_ids is missing, but allow.dataset-ids allows only ${OTHER_DATASET}. | Set dataset_ids.`,
    ],
    [
      `allow: { dataset-ids: [${OTHER_DATASET}] }`,
      { dataset_ids: [] },
      `allow.dataset-ids | dataset_ids is missing, but allow.dataset-ids allows only ${OTHER_DATASET}. | Set dataset_ids.`,
    ],
    [
      'allow: { events: [push, schedule] }',
      {},
      'allow.events | The event is pull_request, but allow.events allows only push or schedule.',
    ],
    [
      'limits: { training-steps: 20000 }',
      size({ training_steps: 30000 }),
      'limits.training-steps | training_steps is 30,000, but limits.training-steps allows 20,000.',
    ],
    [
      'limits: { training-steps: 20000 }',
      size({ batch_size: 8 }),
      'limits.training-steps | training_steps is missing, but limits.training-steps, which allows 20,000, needs it. | Set hyperparameters.training_steps.',
    ],
    [
      'limits: { batch-size: 64 }',
      size({ batch_size: 65 }),
      'limits.batch-size | batch_size is 65, but limits.batch-size allows 64.',
    ],
    [
      'limits: { batch-size: 64 }',
      size(undefined),
      'limits.batch-size | batch_size is missing, but limits.batch-size, which allows 64, needs it. | Set hyperparameters.batch_size.',
    ],
    [
      'limits: { examples: 2000000 }',
      size({ training_steps: 40000, batch_size: 64 }),
      'limits.examples | training_steps x batch_size is 2,560,000, but limits.examples allows 2,000,000.',
    ],
    [
      'limits: { examples: 2000000 }',
      size({}),
      'limits.examples | training_steps and batch_size are missing, but limits.examples, which allows 2,000,000, needs them. | Set hyperparameters.training_steps and hyperparameters.batch_size.',
    ],
    [
      'limits: { num-experts: 16 }',
      model({ num_experts: 17 }),
      'limits.num-experts | num_experts is 17, but limits.num-experts allows 16.',
    ],
    [
      'limits: { num-experts: 16 }',
      model({ base_model: 'm', num_experts: 17 }),
      'limits.num-experts | num_experts is 17, but limits.num-experts allows 16.',
    ],
    [
      'limits: { num-experts: 16 }',
      model({ architecture: 'mixture_of_experts' }),
      'limits.num-experts | num_experts is missing, but limits.num-experts, which allows 16, needs it. | Set model_config.num_experts, or architecture: dense.',
    ],
    [
      `${PRICE}budget: { per-job: 0.09 }`,
      {},
      'budget.per-job | The estimated price is 0.10 EUR, but budget.per-job allows 0.09 EUR.',
    ],
    [
      `${PRICE}budget: { per-job: 96 }`,
      size({ training_steps: 1e6, batch_size: 103 }),
      'budget.per-job | The estimated price is 1,236 EUR, but budget.per-job allows 96 EUR.',
    ],
    [
      PRICE,
      size({ training_steps: 1 }),
      'price.per-million-examples | batch_size is missing, but price.per-million-examples needs it. | Set hyperparameters.batch_size.',
    ],
    [
      `${PRICE}budget: { per-month: 96 }`,
      model({ base_model: 'codestral' }),
      'price.per-million-examples | The price is unknown, because price.per-million-examples has neither a rate for "codestral" nor a default. | Add one of them to the policy.',
    ],
    [
      `${PRICE}budget: { per-job: 96 }`,
      model({ architecture: 'dense' }),
      'price.per-million-examples | The price is unknown, because price.per-million-examples has neither a rate for a job without base_model nor a default. | Add one of them to the policy.',
    ],
  ])('violates %j with %j', (policy, changes, ...expected) => {
    expect(messages(policy, changes)).toEqual(expected)
  })

  it.each<[string, Partial<TrainingRequest>]>([
    ['allow: { base-models: ["*"] }', model({ architecture: 'dense' })],
    [`allow: { dataset-ids: [${DATASET.toUpperCase()}] }`, {}],
    [`allow: { dataset-ids: [${DATASET}] }`, { dataset_ids: [DATASET.toUpperCase()] }],
    ['limits: { training-steps: 1000 }', size({ training_steps: 1000 })],
    ['limits: { batch-size: 8 }', size({ batch_size: 8 })],
    ['limits: { examples: 8000 }', {}],
    ['limits: { num-experts: 1 }', {}],
    ['limits: { num-experts: 1 }', model({ architecture: 'dense' })],
    ['limits: { jobs-per-run: 1, live-jobs: 1, jobs-per-day: 1 }', size({})],
    [PRICE, model({ base_model: 'codestral' })],
    [`${PRICE}budget: { per-job: 0.096 }`, {}],
  ])('does not violate %j with %j', (policy, changes) => {
    expect(messages(policy, changes)).toEqual([])
  })

  it('violates rules in a fixed order, each with its line', () => {
    const request = requestOf({
      job_type: 'pre_training',
      model_config: {},
      dataset_ids: [],
      hyperparameters: {},
    })
    const violations = evaluateRequest(policyOf(FULL_POLICY.replace('stop: false', 'stop: true')), request, {
      eventName: 'schedule',
    })
    expect(violations.map(({ rule, line }) => `${rule}:${line}`)).toEqual([
      'stop:2',
      'allow.job-types:4',
      'allow.base-models:5',
      'allow.dataset-ids:6',
      'allow.events:7',
      'limits.training-steps:9',
      'limits.batch-size:10',
      'limits.examples:11',
      'limits.num-experts:12',
      'price.per-million-examples:18',
    ])
  })
})

describe('a run', () => {
  it.each([
    ['version: 1', 1000, []],
    ['limits: { jobs-per-run: 10 }', 10, []],
    [
      'limits: { jobs-per-run: 10 }',
      1200,
      ['The step would submit 1,200 jobs, but limits.jobs-per-run allows 10.'],
    ],
  ])('by %j with %i jobs has the violations %j', (policy, jobs, expected) => {
    expect(evaluateRun(policyOf(policy), jobs).map(({ message }) => message)).toEqual(expected)
  })
})

describe('formatViolation', () => {
  const violation = {
    rule: 'limits.training-steps',
    message: 'training_steps is 30,000, but limits.training-steps allows 20,000.',
    line: 9,
  }

  it.each([
    [
      violation,
      { file: '.github/forge-policy.yml', owners: ['@acme/platform'] },
      'training_steps is 30,000, but limits.training-steps allows 20,000 (.github/forge-policy.yml, line 9; @acme/platform can change it).',
    ],
    [
      violation,
      { owners: ['@a', '@b', '@c'] },
      'training_steps is 30,000, but limits.training-steps allows 20,000 (.github/forge-policy.yml, line 9; @a, @b or @c can change it).',
    ],
    [
      { ...violation, line: undefined, fix: 'Set it.' },
      undefined,
      'training_steps is 30,000, but limits.training-steps allows 20,000 (.github/forge-policy.yml). Set it.',
    ],
  ])('names the file, the line and the owners: %#', (each, place, expected) => {
    expect(formatViolation(each, place)).toBe(expected)
  })
})
