import { describe, expect, it } from '@jest/globals'
import { readSpecs } from '../../src/job-spec/load.ts'
import type { SpecRules } from '../../src/job-spec/types.ts'

const A = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const RULES = { allowUnknownFields: false, waits: true }

/** Problems as `level line message` of a dpo job (or another type) with these parts. */
function told(parts: Readonly<Record<string, string>>, rules: SpecRules = RULES): string[] {
  const all = { job_type: 'dpo', model_config: '{ base_model: m }', dataset_ids: `[${A}]`, ...parts }
  const text = Object.entries(all).map(([key, value]) => (value === '' ? '' : `${key}: ${value}\n`))
  const { specs, problems } = readSpecs('a.yml', Buffer.from(text.join('')), rules)
  expect(specs).toHaveLength(problems.some(({ level }) => level === 'error') ? 0 : 1)
  return problems.map(({ level, place, message }) => `${level} ${place.line} ${message}`)
}

const PRE = { job_type: 'pre_training' }

describe('advice, which keeps nobody from training', () => {
  it.each<[string, Readonly<Record<string, string>>, string[]]>([
    [
      'no data',
      { dataset_ids: '' },
      ['advice 1 dataset_ids is missing, so the job names no data to train on.'],
    ],
    [
      'empty data',
      { dataset_ids: '[]' },
      ['advice 3 dataset_ids is empty, so the job names no data to train on.'],
    ],
    [
      'data twice, in other letters',
      { dataset_ids: `[${A}, ${A.toUpperCase()}]` },
      ['advice 3 dataset_ids[1] is the same as dataset_ids[0]. Is one of them a slip?'],
    ],
    [
      'learning rate of zero',
      { hyperparameters: '{ learning_rate: 0.0 }' },
      ['advice 4 hyperparameters.learning_rate is 0, so the model would stay as it is.'],
    ],
    [
      'learning rate above one',
      { hyperparameters: '{ learning_rate: 1e1 }' },
      ['advice 4 hyperparameters.learning_rate is 1e1. Usual values are far below 1, such as 1.0e-5.'],
    ],
    [
      'weight decay of one',
      { hyperparameters: '{ weight_decay: 1 }' },
      ['advice 4 hyperparameters.weight_decay is 1. Usual values are well below 1, such as 0.1.'],
    ],
    [
      'longer warm-up than training',
      { hyperparameters: '{ warmup_steps: 2000, training_steps: 1000 }' },
      [
        'advice 4 hyperparameters.warmup_steps is 2000, more than training_steps, which is 1000. The learning rate never reaches its full value.',
      ],
    ],
    [
      'experts without an architecture',
      { ...PRE, model_config: '{ num_experts: 8, active_experts: 2 }' },
      [
        'advice 2 model_config.num_experts is set, but architecture is not. Is architecture: mixture_of_experts missing?',
      ],
    ],
    [
      'experts beside a base model',
      { model_config: '{ base_model: m, active_experts: 2 }' },
      [
        'advice 2 model_config.active_experts is set together with base_model, which has experts of its own. The service may refuse others.',
      ],
    ],
    [
      'a mixture without numbers',
      { ...PRE, model_config: '{ architecture: mixture_of_experts }' },
      [
        'advice 2 model_config.architecture is mixture_of_experts, but neither num_experts nor active_experts is set. The service chooses them.',
      ],
    ],
    [
      'an empty base model of a training from scratch',
      { ...PRE, model_config: '{ base_model: "" }' },
      ['advice 2 model_config.base_model is empty. Remove the line if the training starts from scratch.'],
    ],
  ])('%s', (_name, parts, problems) => {
    expect(told(parts)).toEqual(problems)
  })

  it.each<[string, Readonly<Record<string, string>>]>([
    ['reinforcement learning without data', { job_type: 'reinforcement_learning', dataset_ids: '' }],
    ['reinforcement learning with an empty list', { job_type: 'reinforcement_learning', dataset_ids: '[]' }],
    ['continued pre-training', PRE],
    ['training from scratch', { ...PRE, model_config: '{}' }],
    [
      'a mixture whose base model has the numbers',
      { ...PRE, model_config: '{ architecture: mixture_of_experts, base_model: m }' },
    ],
    ['an architecture beside a base model', { model_config: '{ architecture: dense, base_model: m }' }],
    ['warm-up through the whole training', { hyperparameters: '{ warmup_steps: 10, training_steps: 10 }' }],
    ['warm-up of an unknown length of training', { hyperparameters: '{ warmup_steps: 10 }' }],
    [
      'a learning rate and a weight decay at the limit',
      { hyperparameters: '{ learning_rate: 1, weight_decay: 0.99 }' },
    ],
    [
      'as many active experts as there are',
      { ...PRE, model_config: '{ architecture: mixture_of_experts, num_experts: 2, active_experts: 2 }' },
    ],
    ['a job started by itself', { auto_start: 'true' }],
  ])('is not given for %s', (_name, parts) => {
    expect(told(parts)).toEqual([])
  })
})

describe('auto_start: false', () => {
  it('is fine for a step that does not wait', () => {
    expect(told({ auto_start: 'false' }, { ...RULES, waits: false })).toEqual([])
    expect(told({ auto_start: 'false' })).toHaveLength(1)
  })

  it('is sent as it is, and true where it is not set', () => {
    const text = 'job_type: reinforcement_learning\nmodel_config: { base_model: m }\n'
    const read = (more: string) =>
      readSpecs('a.yml', Buffer.from(text + more), { ...RULES, waits: false }).specs[0]?.request
    expect(read('auto_start: false')?.auto_start).toBe(false)
    expect(read('')?.auto_start).toBe(true)
  })
})

describe('fields that the contract does not name', () => {
  const rules = { ...RULES, allowUnknownFields: true }

  it('are sent unchanged where that is allowed, with advice', () => {
    const text = `{ "job_type": "dpo", "model_config": { "base_model": "m", "lora": { "rank": 8 } }, "dataset_ids": ["${A}"], "__proto__": [1] }`
    const { specs, problems } = readSpecs('a.json', Buffer.from(text), rules)
    expect(problems.map(({ level, field, message }) => [level, field, message])).toEqual([
      [
        'advice',
        'model_config.lora',
        '"lora" is not a field of model_config in the contract. It is sent as it is.',
      ],
      ['advice', '__proto__', '"__proto__" is not a field of a spec in the contract. It is sent as it is.'],
    ])
    expect(JSON.parse(JSON.stringify(specs[0]?.request))).toEqual({ ...JSON.parse(text), auto_start: true })
    expect(JSON.stringify(specs[0]?.request)).toContain('"__proto__":[1]')
    expect(Object.getPrototypeOf(specs[0]?.request)).toBe(Object.prototype)
  })

  it('do not keep a field that they resemble from being judged', () => {
    expect(told({ hyperparameters: '{ learning_rte: 1, learning_rate: 2 }' }, rules)).toEqual([
      expect.stringMatching(/^advice 4 "learning_rte" is not a field/),
      expect.stringMatching(/^advice 4 hyperparameters\.learning_rate is 2\./),
    ])
  })

  it('do not stand in for a missing field that they resemble', () => {
    expect(told({ job_type: '', 'job-type': 'dpo' }, rules)).toEqual([
      'error 1 job_type is missing. It must be one of pre_training, supervised_fine_tuning, dpo, odpo, reinforcement_learning.',
      'advice 3 "job-type" is not a field of a spec in the contract. It is sent as it is. Did you mean job_type?',
    ])
  })
})

describe('a field that has a problem already', () => {
  it('is not judged by other rules as well', () => {
    expect(told({ model_config: '{ architecture: moe, num_experts: 8, active_experts: "16" }' })).toEqual([
      'error 2 model_config.base_model is missing. dpo starts from a trained model: name it, as in base_model: mistral-small-latest.',
      'error 2 model_config.architecture is "moe". Did you mean mixture_of_experts? Allowed: dense, mixture_of_experts.',
      'error 2 model_config.active_experts is "16" in quotes, which makes it text. Remove the quotes.',
    ])
    expect(told({ dataset_ids: `[x, ${A}, y]` })).toHaveLength(2)
    expect(told({ model_config: '{ bas_model: m }' })).toEqual([
      'error 2 "bas_model" is not a field of model_config. Did you mean base_model?',
    ])
    expect(told({ model_config: 'm', dataset_ids: '5' })).toHaveLength(2)
    expect(
      told({ ...PRE, model_config: '{ architecture: mixture_of_experts, num_experts: x }' }),
    ).toHaveLength(1)
    expect(told({ model_config: '{ architecture: mixture_of_experts }' })).toHaveLength(1)
    expect(told({ model_config: '{ architecture: dense, base_model: m, num_experts: 2 }' })).toHaveLength(1)
  })

  it('may be hidden in what a merge key would have brought', () => {
    expect(told({ model_config: '{ <<: x }' })).toEqual([
      'error 2 Merge keys (<<) are not part of YAML 1.2. Write the fields out here.',
    ])
    expect(told({ job_type: '', model_config: '', '<<': 'x' })).toEqual([
      'error 2 Merge keys (<<) are not part of YAML 1.2. Write the fields out here.',
    ])
    expect(told({ model_config: '{ "<<": x, base_model: m }' })).toEqual([
      'error 2 "<<" is not a field of model_config. Its fields are architecture, base_model, num_experts, active_experts.',
    ])
  })
})
