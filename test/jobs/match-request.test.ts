import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { TrainingJob } from '../../src/jobs/api.ts'
import {
  contradicts,
  fingerprintRequest,
  isFullyEchoed,
  isIndistinguishable,
  matchFingerprint,
} from '../../src/jobs/match-request.ts'
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

/** All three answers about a job, which must agree. */
function matchRequest(request: TrainingRequest, job: TrainingJob): ReturnType<typeof matchFingerprint> {
  const result = matchFingerprint(fingerprintRequest(request), job)
  expect(contradicts(request, job)).toBe(result.differs)
  expect(isFullyEchoed(request, job)).toBe(!result.differs && result.unverified.length === 0)
  return result
}

describe('a request and a job', () => {
  it.each<[string, Partial<TrainingJob>, boolean, readonly string[]]>([
    ['has all fields of the contract', {}, false, ['dataset_ids', 'auto_start']],
    [
      'has all submitted fields',
      { datasetIds: [OTHER_DATA.toUpperCase(), DATA], autoStart: true },
      false,
      [],
    ],
    ['has other datasets', { datasetIds: [DATA] }, true, ['auto_start']],
    ['is not auto-started', { autoStart: false }, true, ['dataset_ids']],
    ['has another type', { jobType: 'odpo' }, true, ['dataset_ids', 'auto_start']],
    ['has another model', { modelConfig: { base_model: 'large' } }, true, ['dataset_ids', 'auto_start']],
    [
      'has another number',
      { hyperparameters: { learning_rate: 1.1e-5, training_steps: 10 } },
      true,
      ['dataset_ids', 'auto_start'],
    ],
    [
      'lacks a number',
      { hyperparameters: { learning_rate: 1e-5 } },
      false,
      ['hyperparameters.training_steps', 'dataset_ids', 'auto_start'],
    ],
  ])('that %s', (_, reported, differs, unverified) => {
    expect(matchRequest(REQUEST, { ...ECHO, ...reported })).toEqual({ differs, unverified })
  })

  it('that has only an id verifies nothing', () => {
    expect(matchRequest(REQUEST, { id: 'a' })).toEqual({ differs: false, unverified: Object.keys(REQUEST) })
  })

  it('that resolves an alias leaves it unverified', () => {
    const request = { ...REQUEST, model_config: { base_model: 'small-latest' } }
    expect(matchRequest(request, ECHO).unverified).toContain('model_config.base_model')
    expect(matchRequest(request, ECHO).differs).toBe(false)
    const same = { ...ECHO, modelConfig: { base_model: 'small-latest' } }
    expect(matchRequest(request, same).unverified).not.toContain('model_config.base_model')
  })

  it('leaves fields outside the contract unverified', () => {
    const request = { ...REQUEST, name: 'x' }
    expect(matchRequest(request, ECHO).unverified).toContain('name')
  })

  it.each<[string, unknown, unknown, boolean]>([
    ['lists in another order', [1, 'B'], ['b', 1], false],
    ['lists of objects', [{ a: 1 }], [{ a: 2 }], true],
    ['a list and a string', ['a'], 'a', true],
    ['an object and a string', { a: 1 }, 'a', true],
    ['null instead of a value', 1, null, false],
  ])('that has %s', (_, sent, reported, differs) => {
    const request = { ...REQUEST, model_config: { base_model: 'small-2603', x: sent } }
    const job = { ...ECHO, modelConfig: { base_model: 'small-2603', x: reported } }
    expect(matchRequest(request, job).differs).toBe(differs)
  })
})

describe('isFullyEchoed', () => {
  const ALL: TrainingJob = { ...ECHO, datasetIds: [DATA, OTHER_DATA], autoStart: true }

  it.each<[string, Partial<TrainingRequest>, Partial<TrainingJob>, boolean]>([
    ['all fields', {}, {}, true],
    ['all fields and more', {}, { hyperparameters: { ...ECHO.hyperparameters, weight_decay: 0.1 } }, true],
    ['fields that were not sent', { dataset_ids: undefined }, {}, true],
    ['ids in capitals', {}, { datasetIds: [DATA.toUpperCase(), OTHER_DATA] }, true],
    ['no datasets', {}, { datasetIds: undefined }, false],
    ['an empty list', {}, { datasetIds: [] }, false],
    ['datasets where none were sent', { dataset_ids: [] }, {}, false],
    ['not whether it starts', {}, { autoStart: undefined }, false],
    ['a field outside the contract not', { name: 'x' } as object, {}, false],
    ['a resolved alias', { model_config: { base_model: 'small-latest' } }, {}, false],
    ['another number', {}, { hyperparameters: { learning_rate: 1e-5, training_steps: 11 } }, false],
    ['null', {}, { hyperparameters: null as never }, false],
  ])('of a job that shows %s', (_, sent, reported, expected) => {
    const request = JSON.parse(JSON.stringify({ ...REQUEST, ...sent })) as TrainingRequest
    expect(isFullyEchoed(request, { ...ALL, ...reported })).toBe(expected)
  })
})

describe('a fingerprint', () => {
  it('is short however many datasets there are, and names none', () => {
    const dataset_ids = Array.from({ length: 1_700 }, (_, n) => `${DATA.slice(0, -4)}${1_000 + n}`)
    const fingerprint = JSON.stringify(fingerprintRequest({ ...REQUEST, dataset_ids }))
    expect(fingerprint.length).toBeLessThan(500)
    for (const text of [dataset_ids[0], 'small-2603', 'dpo']) expect(fingerprint).not.toContain(text)
  })

  it.each([
    ['null', { hyperparameters: null }, { hyperparameters: null }],
    ['an empty list', { dataset_ids: [] }, { dataset_ids: '' }],
    ['a number', { model_config: { num_experts: 8 } }, { model_config: { num_experts: 8 } }],
  ])('has %s as it is', (_, changes, expected) => {
    expect(fingerprintRequest({ ...REQUEST, ...changes } as TrainingRequest)).toMatchObject(expected)
  })
})

describe('one field', () => {
  it.each<[string, unknown, unknown, 'equal' | 'different' | 'unverified']>([
    ['a number in another notation', 1e-5, 0.00001, 'equal'],
    ['a whole number', 8, 8.0, 'equal'],
    ['zero and its negative', 0, -0, 'equal'],
    ['a number and the same in single precision', 1e-5, Math.fround(1e-5), 'equal'],
    ['a number and one that is a little larger', 1, 1.000_01, 'different'],
    ['zero and a tiny number', 0, 1e-9, 'different'],
    ['a number and its string', 8, '8', 'different'],
    ['a number and null', 8, null, 'unverified'],
    ['a number and undefined', 8, undefined, 'unverified'],
    ['zero and undefined', 0, undefined, 'unverified'],
    ['true and false', true, false, 'different'],
    ['null and the default', null, 0.1, 'unverified'],
    ['null and null', null, null, 'equal'],
    ['an empty list and the default', [], ['a'], 'unverified'],
    ['a rounded number', 50, 48, 'different'],
    ['a rate and the same rate in single precision', 3e-4, Math.fround(3e-4), 'equal'],
    ['a rate and one that differs by 2e-6 of it', 1e-5, 1e-5 * (1 + 2e-6), 'different'],
    ['an id and the same in capitals', DATA, DATA.toUpperCase(), 'equal'],
    [
      'ids and the same in capitals and another order',
      [DATA, OTHER_DATA],
      [OTHER_DATA, DATA.toUpperCase()],
      'equal',
    ],
    ['an id and another one', DATA, OTHER_DATA, 'different'],
    ['an id of many and one fewer', [DATA, OTHER_DATA], [DATA], 'different'],
    ['a text and its beginning', 'a-b', 'a', 'different'],
    ['a text and a longer one', 'a', 'a-1', 'different'],
    ['a text and another that ends like an alias', 'a-latest', 'a-1', 'different'],
    ['an empty mapping and filled-in fields', {}, { a: 1 }, 'equal'],
    ['a mapping and more fields', { a: 1 }, { a: 1, b: 2 }, 'equal'],
    ['a mapping and fewer fields', { a: 1, b: 2 }, { a: 1 }, 'unverified'],
    ['a mapping and another value', { a: { b: 1 } }, { a: { b: 2 } }, 'different'],
    ['a list and an empty one', ['a'], [], 'unverified'],
  ])('compares %s', (_, sent, reported, match) => {
    const request = { ...REQUEST, model_config: { x: sent } as object }
    const { differs, unverified } = matchRequest(request, {
      ...ECHO,
      modelConfig: { x: reported } as object,
    })
    const isUnverified = unverified.some((path) => path.startsWith('model_config.x'))
    expect(differs ? 'different' : isUnverified ? 'unverified' : 'equal').toBe(match)
  })

  it.each<[string, string, 'equal' | 'different' | 'unverified']>([
    ['mistral-small-latest', 'mistral-small-latest', 'equal'],
    ['mistral-small-latest', ' Mistral-Small-Latest ', 'equal'],
    ['mistral-small-latest', 'mistral-small-2503', 'unverified'],
    ['Mistral-Small-Latest', 'mistral-small-2503', 'unverified'],
    ['mistral-tiny-latest', 'open-mistral-nemo', 'unverified'],
    ['mistral-small', 'mistral-small-2503', 'unverified'],
    ['mistral-small', 'Mistral-Small-Latest', 'unverified'],
    ['mistral-small-2503', 'mistral-small', 'unverified'],
    ['mistral-small-2503', 'mistral-small-2503', 'equal'],
    ['mistral-small-2503', 'mistral-small-2603', 'different'],
    ['mistral-small-2503', 'mistral-small-latest', 'different'],
    ['mistral-small', 'mistral-large-2503', 'different'],
    ['mistral-small', 'mistral-smaller', 'different'],
    ['mistral-small-latest-2503', 'mistral-small-2503', 'different'],
    ['ft:mistral-small-latest:1:2', 'mistral-small-2503', 'different'],
  ])('compares the model %s with %s', (sent, reported, match) => {
    const request = { ...REQUEST, model_config: { base_model: sent } }
    const { differs, unverified } = matchRequest(request, { ...ECHO, modelConfig: { base_model: reported } })
    const isUnverified = unverified.includes('model_config.base_model')
    expect(differs ? 'different' : isUnverified ? 'unverified' : 'equal').toBe(match)
  })

  it.each([
    ['job_type', { jobType: null }],
    ['model_config', { modelConfig: null }],
    ['hyperparameters', { hyperparameters: null }],
    ['dataset_ids', { datasetIds: null }],
    ['auto_start', { autoStart: null }],
  ])('leaves %s unverified if the job has null', (path, reported) => {
    const result = matchRequest(REQUEST, { ...ECHO, ...reported } as unknown as TrainingJob)
    expect(result.differs).toBe(false)
    expect(result.unverified).toContain(path)
  })

  it('ignores fields that were not submitted', () => {
    const { hyperparameters: _, dataset_ids: __, ...request } = REQUEST
    expect(matchRequest(request, { ...ECHO, datasetIds: [DATA] })).toEqual({
      differs: false,
      unverified: ['auto_start'],
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
  const snapshot = ({ job_type, model_config, hyperparameters }: TrainingRequest): TrainingJob => ({
    id: 'a',
    jobType: job_type,
    modelConfig: model_config,
    hyperparameters: { warmup_steps: 7, ...hyperparameters },
  })

  it('matches its own job, whatever defaults are added, and is indistinguishable from itself', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const wire = JSON.parse(JSON.stringify(snapshot(request))) as TrainingJob
        expect(matchRequest(request, wire)).toEqual({
          differs: false,
          unverified: ['dataset_ids', 'auto_start'],
        })
        expect(isIndistinguishable(request, request)).toBe(true)
      }),
    )
  })

  it('is indistinguishable from another whenever the job of one matches the other, in both directions', () => {
    fc.assert(
      fc.property(requests, requests, (one, other) => {
        const isAlike = isIndistinguishable(one, other)
        expect(isIndistinguishable(other, one)).toBe(isAlike)
        if (!matchRequest(one, snapshot(other)).differs) expect(isAlike).toBe(true)
      }),
    )
  })
})

describe('isIndistinguishable', () => {
  it('is true if only fields differ that are not returned', () => {
    expect(isIndistinguishable(REQUEST, { ...REQUEST, dataset_ids: [DATA] })).toBe(true)
    const { hyperparameters: _, ...withDefaults } = REQUEST
    expect(isIndistinguishable(REQUEST, withDefaults)).toBe(true)
    expect(isIndistinguishable(REQUEST, { ...REQUEST, model_config: { base_model: 'small-latest' } })).toBe(
      true,
    )
  })

  it('is false if a returned field differs', () => {
    expect(isIndistinguishable(REQUEST, { ...REQUEST, job_type: 'odpo' })).toBe(false)
    const faster = { ...REQUEST, hyperparameters: { ...REQUEST.hyperparameters, learning_rate: 1 } }
    expect(isIndistinguishable(REQUEST, faster)).toBe(false)
  })
})
