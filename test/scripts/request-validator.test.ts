import { describe, expect, it } from '@jest/globals'
import { requestErrors } from '../../src/contract/request-validator.gen.ts'
import { requestSchema } from '../../src/contract/request-schema.gen.ts'

const id = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const minimal = { job_type: 'dpo', model_config: {} }
const withModel = (model_config: unknown) => ({ ...minimal, model_config })
const withHyperparameters = (hyperparameters: unknown) => ({ ...minimal, hyperparameters })

describe('requestErrors', () => {
  const jobTypes = ['pre_training', 'supervised_fine_tuning', 'dpo', 'odpo', 'reinforcement_learning']

  it.each(jobTypes)('accepts %s', (job_type) => {
    expect(requestErrors({ job_type, model_config: { base_model: 'mistral-small-latest' } })).toEqual([])
  })

  it.each([
    ['every field at once', full()],
    ['the smallest values', withHyperparameters({ learning_rate: 0, training_steps: 1, warmup_steps: 0 })],
    ['an integer with a zero fraction', withHyperparameters({ batch_size: 10.0 })],
    ['a UUID in upper case', { ...minimal, dataset_ids: [id.toUpperCase()] }],
    ['no datasets', { ...minimal, dataset_ids: [] }],
  ])('accepts %s', (_, body) => {
    expect(requestErrors(body)).toEqual([])
  })

  it.each([
    ['an unknown job type', { ...minimal, job_type: 'sft' }, '/job_type enum'],
    ['a job type in upper case', { ...minimal, job_type: 'DPO' }, '/job_type enum'],
    ['an unknown architecture', withModel({ architecture: 'moe' }), '/model_config/architecture enum'],
    ['a list', [], ' type'],
    ['null', null, ' type'],
    ['a model that is a string', withModel('mistral-small-latest'), '/model_config type'],
    ['a numeric base model', withModel({ base_model: 7 }), '/model_config/base_model type'],
    ['datasets that are not a list', { ...minimal, dataset_ids: id }, '/dataset_ids type'],
    ['auto_start as a string', { ...minimal, auto_start: 'true' }, '/auto_start type'],
    ['a number in quotes', withHyperparameters({ batch_size: '8' }), '/hyperparameters/batch_size type'],
    [
      'a fractional step count',
      withHyperparameters({ training_steps: 1.5 }),
      '/hyperparameters/training_steps type',
    ],
    ['NaN', withHyperparameters({ learning_rate: Number.NaN }), '/hyperparameters/learning_rate type'],
    ['infinity', withHyperparameters({ weight_decay: Infinity }), '/hyperparameters/weight_decay type'],
    [
      'a negative rate',
      withHyperparameters({ learning_rate: -1e-9 }),
      '/hyperparameters/learning_rate minimum',
    ],
    ['zero steps', withHyperparameters({ training_steps: 0 }), '/hyperparameters/training_steps minimum'],
    ['a zero batch size', withHyperparameters({ batch_size: 0 }), '/hyperparameters/batch_size minimum'],
    [
      'a negative decay',
      withHyperparameters({ weight_decay: -0.1 }),
      '/hyperparameters/weight_decay minimum',
    ],
    [
      'a negative warm-up',
      withHyperparameters({ warmup_steps: -1 }),
      '/hyperparameters/warmup_steps minimum',
    ],
    ['zero experts', withModel({ num_experts: 0 }), '/model_config/num_experts minimum'],
    ['zero active experts', withModel({ active_experts: 0 }), '/model_config/active_experts minimum'],
    ['an id that is not a UUID', { ...minimal, dataset_ids: [id, 'support-2026'] }, '/dataset_ids/1 format'],
    ['a UUID without dashes', { ...minimal, dataset_ids: [id.replaceAll('-', '')] }, '/dataset_ids/0 format'],
    ['a UUID with a space', { ...minimal, dataset_ids: [`${id} `] }, '/dataset_ids/0 format'],
    ['an unknown field', { ...minimal, name: 'x' }, ' additionalProperties'],
    ['a misspelt model field', withModel({ base_modle: 'x' }), '/model_config additionalProperties'],
    ['a misspelt hyperparameter', withHyperparameters({ lr: 1 }), '/hyperparameters additionalProperties'],
    ['a missing job type', { model_config: {} }, ' required'],
    ['a missing model', { job_type: 'dpo' }, ' required'],
  ])('rejects %s', (_, body, where) => {
    const found = requestErrors(body).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
    expect(found).toEqual([where])
  })

  it('returns all errors at once, with the allowed values', () => {
    const errors = requestErrors({ job_type: 'sft', dataset_ids: ['x'], model_config: { base_modle: 'y' } })
    expect(errors.map(({ params }) => params)).toEqual([
      { allowedValues: jobTypes },
      { additionalProperty: 'base_modle' },
      { format: 'uuid' },
    ])
  })
})

describe('requestSchema', () => {
  it('has the fields that the validator checks', () => {
    const { ModelConfig, ForgeHyperparameters } = requestSchema.$defs
    const names = [requestSchema, ModelConfig, ForgeHyperparameters].map((part) =>
      Object.keys(part.properties),
    )
    const [top, model, hyperparameters] = names
    expect(top).toEqual(['job_type', 'model_config', 'dataset_ids', 'hyperparameters', 'auto_start'])
    expect(model).toEqual(Object.keys(full().model_config))
    expect(hyperparameters).toEqual(Object.keys(full().hyperparameters))
  })

  it('describes its fields and omits the examples, which only editors need', () => {
    expect(requestSchema.properties.job_type.description).toMatch(/^\w.*\.$/)
    expect(JSON.stringify(requestSchema)).not.toContain('"examples"')
  })

  it('is closed at every level', () => {
    const { ModelConfig, ForgeHyperparameters } = requestSchema.$defs
    for (const part of [requestSchema, ModelConfig, ForgeHyperparameters])
      expect(part.additionalProperties).toBe(false)
  })
})

function full() {
  return {
    job_type: 'pre_training',
    model_config: { architecture: 'mixture_of_experts', base_model: 'm', num_experts: 8, active_experts: 2 },
    dataset_ids: [id],
    hyperparameters: {
      learning_rate: 1e-5,
      training_steps: 1000,
      batch_size: 8,
      weight_decay: 0.1,
      warmup_steps: 50,
    },
    auto_start: true,
  }
}
