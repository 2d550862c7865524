import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { compare, looksLike } from '../../src/jobs/match-request.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'

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

describe('one field, sent and said', () => {
  it.each<[string, unknown, unknown, 'equal' | 'different' | 'unproven']>([
    ['an alias and its version', 'small-latest', 'small-2603', 'unproven'],
    ['an alias and itself', 'small-latest', 'small-latest', 'equal'],
    ['an alias and itself in capitals', 'small-latest', ' Small-Latest ', 'equal'],
    ['a version and an alias', 'small-2603', 'small-latest', 'different'],
    ['a word that only contains the ending', 'small-latest-2603', 'small-2603', 'different'],
    ['a number in another notation', 1e-5, 0.00001, 'equal'],
    ['a whole number', 8, 8.0, 'equal'],
    ['zero and its negative', 0, -0, 'equal'],
    ['a number and the next one', 0.1, 0.1 + Number.EPSILON / 8, 'different'],
    ['a number and its digits', 8, '8', 'different'],
    ['a number and nothing', 8, null, 'unproven'],
    ['a number and silence', 8, undefined, 'unproven'],
    ['zero and silence', 0, undefined, 'unproven'],
    ['a truth and its contrary', true, false, 'different'],
  ])('%s', (_, sent, said, proof) => {
    const request = { ...REQUEST, model_config: { x: sent } as object }
    const { differs, unproven } = compare(request, { ...ECHO, modelConfig: { x: said } as object })
    const isUnproven = unproven.includes('model_config.x')
    expect(differs ? 'different' : isUnproven ? 'unproven' : 'equal').toBe(proof)
  })

  it.each([
    ['job_type', { jobType: null }],
    ['model_config', { modelConfig: null }],
    ['hyperparameters', { hyperparameters: null }],
    ['dataset_ids', { datasetIds: null }],
    ['auto_start', { autoStart: null }],
  ])('null in place of %s proves nothing', (path, said) => {
    const comparison = compare(REQUEST, { ...ECHO, ...said } as unknown as TrainingJob)
    expect(comparison.differs).toBe(false)
    expect(comparison.unproven).toContain(path)
  })

  it('was not sent, so that what the service says of it is no difference', () => {
    const { hyperparameters: _, dataset_ids: __, ...request } = REQUEST
    expect(compare(request, { ...ECHO, datasetIds: [DATA] })).toEqual({
      differs: false,
      unproven: ['auto_start'],
    })
  })
})

describe('any request', () => {
  const number = fc.double({ min: 0, max: 1e6, noNaN: true })
  const requests = fc.record<TrainingRequest>({
    job_type: fc.constantFrom('dpo', 'odpo', 'pre_training'),
    model_config: fc.dictionary(fc.constantFrom('a', 'b'), number),
    hyperparameters: fc.dictionary(fc.constantFrom('learning_rate', 'batch_size'), number),
    dataset_ids: fc.array(fc.uuid(), { maxLength: 3 }),
    auto_start: fc.constant(true),
  })
  const echo = ({ job_type, model_config, hyperparameters }: TrainingRequest): TrainingJob => ({
    id: 'a',
    jobType: job_type,
    modelConfig: model_config,
    hyperparameters: { warmup_steps: 7, ...hyperparameters },
  })

  it('agrees with its echo, whatever defaults are added, and looks like itself', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const wire = JSON.parse(JSON.stringify(echo(request))) as TrainingJob
        expect(compare(request, wire)).toEqual({ differs: false, unproven: ['dataset_ids', 'auto_start'] })
        expect(looksLike(request, request)).toBe(true)
      }),
    )
  })

  it('looks like another one whenever the echo of one agrees with the other, from both sides', () => {
    fc.assert(
      fc.property(requests, requests, (one, other) => {
        const isLike = looksLike(one, other)
        expect(looksLike(other, one)).toBe(isLike)
        if (!compare(one, echo(other)).differs) expect(isLike).toBe(true)
      }),
    )
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
