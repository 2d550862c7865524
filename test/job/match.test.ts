import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/job/job.ts'
import { compare, looksLike } from '../../src/job/match.ts'
import type { TrainingRequest } from '../../src/spec/spec.ts'

const DATA = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const OTHER_DATA = '1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11'

const REQUEST: TrainingRequest = {
  job_type: 'dpo',
  model_config: { base_model: 'small-2603' },
  hyperparameters: { learning_rate: 1e-5, training_steps: 10 },
  dataset_ids: [DATA, OTHER_DATA],
  auto_start: true,
}
const ECHO: TrainingJob = {
  id: 'a',
  jobType: 'dpo',
  modelConfig: { base_model: 'small-2603' },
  hyperparameters: { learning_rate: 0.00001, training_steps: 10, batch_size: 8 },
}

describe('what the service says of a job, compared with a request', () => {
  it.each<[string, Partial<TrainingJob>, boolean, readonly string[]]>([
    ['says all that the contract has', {}, false, ['dataset_ids', 'auto_start']],
    ['says more', { datasetIds: [OTHER_DATA.toUpperCase(), DATA], autoStart: true }, false, []],
    ['has other datasets', { datasetIds: [DATA] }, true, ['auto_start']],
    ['is not started', { autoStart: false }, true, ['dataset_ids']],
    ['is of another type', { jobType: 'odpo' }, true, ['dataset_ids', 'auto_start']],
    ['is of another model', { modelConfig: { base_model: 'large' } }, true, ['dataset_ids', 'auto_start']],
    [
      'has another number',
      { hyperparameters: { learning_rate: 1.1e-5, training_steps: 10 } },
      true,
      ['dataset_ids', 'auto_start'],
    ],
    [
      'leaves a number out',
      { hyperparameters: { learning_rate: 1e-5 } },
      false,
      ['hyperparameters.training_steps', 'dataset_ids', 'auto_start'],
    ],
  ])('that %s', (_, said, differs, unproven) => {
    expect(compare(REQUEST, { ...ECHO, ...said })).toEqual({ differs, unproven })
  })

  it('that says nothing at all proves nothing', () => {
    expect(compare(REQUEST, { id: 'a' })).toEqual({ differs: false, unproven: Object.keys(REQUEST) })
  })

  it('may tell what an alias stands for', () => {
    const request = { ...REQUEST, model_config: { base_model: 'small-latest' } }
    expect(compare(request, ECHO).unproven).toContain('model_config.base_model')
    expect(compare(request, ECHO).differs).toBe(false)
    const same = { ...ECHO, modelConfig: { base_model: 'small-latest' } }
    expect(compare(request, same).unproven).not.toContain('model_config.base_model')
  })

  it('knows nothing of fields outside of the contract', () => {
    const request = { ...REQUEST, name: 'x' }
    expect(compare(request, ECHO).unproven).toContain('name')
  })

  it.each<[string, unknown, unknown, boolean]>([
    ['lists in another order', [1, 'B'], ['b', 1], false],
    ['lists of objects', [{ a: 1 }], [{ a: 2 }], true],
    ['a list and a word', ['a'], 'a', true],
    ['an object and a word', { a: 1 }, 'a', true],
    ['null for a value', 1, null, false],
  ])('with %s', (_, sent, said, differs) => {
    const request = { ...REQUEST, model_config: { base_model: 'small-2603', x: sent } }
    const job = { ...ECHO, modelConfig: { base_model: 'small-2603', x: said } }
    expect(compare(request, job).differs).toBe(differs)
  })
})

describe('two requests', () => {
  it('look alike where only fields differ that are not told', () => {
    expect(looksLike(REQUEST, { ...REQUEST, dataset_ids: [DATA] })).toBe(true)
    const { hyperparameters: _, ...withDefaults } = REQUEST
    expect(looksLike(REQUEST, withDefaults)).toBe(true)
    expect(looksLike(REQUEST, { ...REQUEST, model_config: { base_model: 'small-latest' } })).toBe(true)
  })

  it('do not where a field differs that is told', () => {
    expect(looksLike(REQUEST, { ...REQUEST, job_type: 'odpo' })).toBe(false)
    const faster = { ...REQUEST, hyperparameters: { ...REQUEST.hyperparameters, learning_rate: 1 } }
    expect(looksLike(REQUEST, faster)).toBe(false)
  })
})
