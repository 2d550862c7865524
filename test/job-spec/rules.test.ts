import { describe, expect, it } from '@jest/globals'
import { parseSpecs } from '../../src/job-spec/load.ts'
import type { ValidationOptions } from '../../src/job-spec/types.ts'

const A = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const OPTIONS = { allowUnknownFields: false, waitsForJob: true }

/** Diagnostics, as `level line message`, of a dpo job with these fields added or replaced. */
function messagesOf(parts: Readonly<Record<string, string>>, options: ValidationOptions = OPTIONS): string[] {
  const all = { job_type: 'dpo', model_config: '{ base_model: m }', dataset_ids: `[${A}]`, ...parts }
  const text = Object.entries(all).map(([key, value]) => (value === '' ? '' : `${key}: ${value}\n`))
  const { specs, diagnostics } = parseSpecs('a.yml', Buffer.from(text.join('')), options)
  expect(specs).toHaveLength(diagnostics.some(({ level }) => level === 'error') ? 0 : 1)
  return diagnostics.map(({ level, location, message }) => `${level} ${location.line} ${message}`)
}

const PRE_TRAINING = { job_type: 'pre_training' }

describe('a warning, which does not prevent the submission,', () => {
  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    [
      'missing data',
      { dataset_ids: '' },
      ['warning 1 dataset_ids is missing, so the job has no training data.'],
    ],
    [
      'empty data',
      { dataset_ids: '[]' },
      ['warning 3 dataset_ids is empty, so the job has no training data.'],
    ],
    [
      'a repeated dataset in different case',
      { dataset_ids: `[${A}, ${A.toUpperCase()}]` },
      ['warning 3 dataset_ids[1] is the same as dataset_ids[0]. Is one of them a mistake?'],
    ],
    [
      'a learning rate of zero',
      { hyperparameters: '{ learning_rate: 0.0 }' },
      ['warning 4 hyperparameters.learning_rate is 0, so training would not change the model.'],
    ],
    [
      'a learning rate above one',
      { hyperparameters: '{ learning_rate: 1e1 }' },
      ['warning 4 hyperparameters.learning_rate is 1e1. Typical values are far below 1, such as 1.0e-5.'],
    ],
    [
      'a weight decay of one',
      { hyperparameters: '{ weight_decay: 1 }' },
      ['warning 4 hyperparameters.weight_decay is 1. Typical values are well below 1, such as 0.1.'],
    ],
    [
      'a warm-up longer than the training',
      { hyperparameters: '{ warmup_steps: 2000, training_steps: 1000 }' },
      [
        'warning 4 hyperparameters.warmup_steps is 2000, more than training_steps, which is 1000. The learning rate never reaches its full value.',
      ],
    ],
    [
      'experts without an architecture',
      { ...PRE_TRAINING, model_config: '{ num_experts: 8, active_experts: 2 }' },
      [
        'warning 2 model_config.num_experts is set, but architecture is not. Is architecture: mixture_of_experts missing?',
      ],
    ],
    [
      'experts together with a base model',
      { model_config: '{ base_model: m, active_experts: 2 }' },
      [
        'warning 2 model_config.active_experts is set together with base_model, which already defines its experts. The service may reject other values.',
      ],
    ],
    [
      'a mixture without numbers',
      { ...PRE_TRAINING, model_config: '{ architecture: mixture_of_experts }' },
      [
        'warning 2 model_config.architecture is mixture_of_experts, but neither num_experts nor active_experts is set, so the service chooses them.',
      ],
    ],
    [
      'an empty base model for a training from scratch',
      { ...PRE_TRAINING, model_config: '{ base_model: "" }' },
      ['warning 2 model_config.base_model is empty. Remove the line if the training starts from scratch.'],
    ],
  ])('is given for %s', (_name, parts, diagnostics) => {
    expect(messagesOf(parts)).toEqual(diagnostics)
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['reinforcement learning without data', { job_type: 'reinforcement_learning', dataset_ids: '' }],
    ['reinforcement learning with an empty list', { job_type: 'reinforcement_learning', dataset_ids: '[]' }],
    ['continued pre-training', PRE_TRAINING],
    ['training from scratch', { ...PRE_TRAINING, model_config: '{}' }],
    [
      'a mixture whose base model has the numbers',
      { ...PRE_TRAINING, model_config: '{ architecture: mixture_of_experts, base_model: m }' },
    ],
    [
      'an architecture together with a base model',
      { model_config: '{ architecture: dense, base_model: m }' },
    ],
    ['warm-up through the whole training', { hyperparameters: '{ warmup_steps: 10, training_steps: 10 }' }],
    ['warm-up of an unknown length of training', { hyperparameters: '{ warmup_steps: 10 }' }],
    [
      'a learning rate and a weight decay at the limit',
      { hyperparameters: '{ learning_rate: 1, weight_decay: 0.99 }' },
    ],
    [
      'as many active experts as there are',
      {
        ...PRE_TRAINING,
        model_config: '{ architecture: mixture_of_experts, num_experts: 2, active_experts: 2 }',
      },
    ],
    ['auto_start: true', { auto_start: 'true' }],
  ])('is not given for %s', (_name, parts) => {
    expect(messagesOf(parts)).toEqual([])
  })
})

describe('auto_start: false', () => {
  it('is allowed if the step does not wait', () => {
    expect(messagesOf({ auto_start: 'false' }, { ...OPTIONS, waitsForJob: false })).toEqual([])
    expect(messagesOf({ auto_start: 'false' })).toHaveLength(1)
  })

  it('is sent unchanged, and the default is true', () => {
    const text = 'job_type: reinforcement_learning\nmodel_config: { base_model: m }\n'
    const read = (more: string) =>
      parseSpecs('a.yml', Buffer.from(text + more), { ...OPTIONS, waitsForJob: false }).specs[0]?.request
    expect(read('auto_start: false')?.auto_start).toBe(false)
    expect(read('')?.auto_start).toBe(true)
  })
})

describe('fields that the API schema does not define', () => {
  const options = { ...OPTIONS, allowUnknownFields: true }

  it('are sent unchanged with a warning if allowed', () => {
    const text = `{ "job_type": "dpo", "model_config": { "base_model": "m", "lora": { "rank": 8 } }, "dataset_ids": ["${A}"], "__proto__": [1] }`
    const { specs, diagnostics } = parseSpecs('a.json', Buffer.from(text), options)
    expect(diagnostics.map(({ level, field, message }) => [level, field, message])).toEqual([
      [
        'warning',
        'model_config.lora',
        '"lora" is not a field of model_config in the API schema. It is sent unchanged.',
      ],
      [
        'warning',
        '__proto__',
        '"__proto__" is not a field of a spec in the API schema. It is sent unchanged.',
      ],
    ])
    expect(JSON.parse(JSON.stringify(specs[0]?.request))).toEqual({ ...JSON.parse(text), auto_start: true })
    expect(JSON.stringify(specs[0]?.request)).toContain('"__proto__":[1]')
    expect(Object.getPrototypeOf(specs[0]?.request)).toBe(Object.prototype)
  })

  it('do not suppress checks of fields with similar names', () => {
    expect(messagesOf({ hyperparameters: '{ learning_rte: 1, learning_rate: 2 }' }, options)).toEqual([
      expect.stringMatching(/^warning 4 "learning_rte" is not a field/),
      expect.stringMatching(/^warning 4 hyperparameters\.learning_rate is 2\./),
    ])
  })

  it('do not replace a missing field with a similar name', () => {
    expect(messagesOf({ job_type: '', 'job-type': 'dpo' }, options)).toEqual([
      'error 1 job_type is missing. It must be one of pre_training, supervised_fine_tuning, dpo, odpo, reinforcement_learning.',
      'warning 3 "job-type" is not a field of a spec in the API schema. It is sent unchanged. Did you mean job_type?',
    ])
  })
})

describe('a field that is already invalid', () => {
  it('is skipped by the rules', () => {
    expect(
      messagesOf({ model_config: '{ architecture: moe, num_experts: 8, active_experts: "16" }' }),
    ).toEqual([
      'error 2 model_config.base_model is missing. dpo starts from a trained model. Add it, such as base_model: mistral-small-latest.',
      'error 2 model_config.architecture is "moe". Did you mean mixture_of_experts? Allowed: dense, mixture_of_experts.',
      'error 2 model_config.active_experts is "16" in quotes, which makes it text. Remove the quotes.',
    ])
    expect(messagesOf({ dataset_ids: `[x, ${A}, y]` })).toHaveLength(2)
    expect(messagesOf({ model_config: '{ bas_model: m }' })).toEqual([
      'error 2 "bas_model" is not a field of model_config. Did you mean base_model?',
    ])
    expect(messagesOf({ model_config: 'm', dataset_ids: '5' })).toHaveLength(2)
    expect(
      messagesOf({ ...PRE_TRAINING, model_config: '{ architecture: mixture_of_experts, num_experts: x }' }),
    ).toHaveLength(1)
    expect(messagesOf({ model_config: '{ architecture: mixture_of_experts }' })).toHaveLength(1)
    expect(
      messagesOf({ model_config: '{ architecture: dense, base_model: m, num_experts: 2 }' }),
    ).toHaveLength(1)
  })

  it('is not reported as missing next to a merge key', () => {
    expect(messagesOf({ model_config: '{ <<: x }' })).toEqual([
      'error 2 Merge keys (<<) are not part of YAML 1.2. Write out the fields here.',
    ])
    expect(messagesOf({ job_type: '', model_config: '', '<<': 'x' })).toEqual([
      'error 2 Merge keys (<<) are not part of YAML 1.2. Write out the fields here.',
    ])
    expect(messagesOf({ model_config: '{ "<<": x, base_model: m }' })).toEqual([
      'error 2 "<<" is not a field of model_config. Its fields are architecture, base_model, num_experts, active_experts.',
    ])
  })
})
