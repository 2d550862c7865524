import { describe, expect, it } from '@jest/globals'
import { varyingFields } from '../../src/report/varying-fields.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { sampleSpec, sampleState } from '../fakes/samples.ts'

const { request: BASE } = sampleSpec()

const varyingFieldsOf = (...requests: readonly (TrainingRequest | undefined)[]) =>
  varyingFields(
    requests.map((request, n) =>
      request === undefined
        ? { label: `${n}`, timeline: [], notes: [] }
        : sampleState({ label: `${n}`, spec: sampleSpec({ label: `${n}`, request }) }),
    ),
  )

const withLearningRate = (learning_rate: number): TrainingRequest => ({
  ...BASE,
  hyperparameters: { learning_rate },
})

describe('varyingFields', () => {
  it('finds the field of a sweep, with formatted values', () => {
    const { fields, values } = varyingFieldsOf(
      withLearningRate(1e-5),
      withLearningRate(0.0001),
      withLearningRate(1e-5),
    )
    expect(fields).toEqual(['learning_rate'])
    expect([...values]).toEqual([['0', ['1e-5']], ['1', ['1e-4']], ['2', ['1e-5']]]) // prettier-ignore
  })

  it.each<[string, readonly (TrainingRequest | undefined)[]]>([
    ['for one spec', [BASE]],
    ['for equal specs', [BASE, structuredClone(BASE)]],
    ['if no spec could be read', [undefined, undefined]],
    ['for lists', [BASE, { ...BASE, dataset_ids: ['x', 'y'] }]],
    ['if only one spec could be read', [undefined, BASE]],
  ])('returns no fields %s', (_, requests) => {
    expect(varyingFieldsOf(...requests).fields).toEqual([])
  })

  it('returns an empty text for a missing field', () => {
    const { fields, values } = varyingFieldsOf(BASE, { ...BASE, name: 'b' } as TrainingRequest)
    expect([fields, values.get('0'), values.get('1')]).toEqual([['name'], [''], ['b']])
  })

  it('returns null values', () => {
    const { fields, values } = varyingFieldsOf({ ...BASE, name: null } as TrainingRequest, { ...BASE, name: 1 } as TrainingRequest)
    expect([fields, values.get('0'), values.get('1')]).toEqual([['name'], ['null'], ['1']])
  }) // prettier-ignore

  it('returns the whole path if the last name is ambiguous', () => {
    const nested = (a: number, b: number) =>
      ({ ...BASE, one: { size: a }, two: { size: b } }) as TrainingRequest
    expect(varyingFieldsOf(nested(1, 1), nested(2, 2)).fields).toEqual(['one.size', 'two.size'])
    expect(varyingFieldsOf(nested(1, 1), nested(2, 1)).fields).toEqual(['size'])
    const above = { ...nested(1, 1), size: 1 } as TrainingRequest
    expect(varyingFieldsOf(above, { ...nested(2, 1), size: 2 } as TrainingRequest).fields).toEqual([
      'one.size',
      'size',
    ])
  })

  it('returns at most three fields', () => {
    const withFields = (n: number) => ({ ...BASE, a: n, b: n, c: n, d: n }) as TrainingRequest
    const { fields, values } = varyingFieldsOf(withFields(1), withFields(2))
    expect([fields, values.get('1')]).toEqual([
      ['a', 'b', 'c'],
      ['2', '2', '2'],
    ])
  })
})
