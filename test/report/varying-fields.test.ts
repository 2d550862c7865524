import { describe, expect, it } from '@jest/globals'
import { differing } from '../../src/report/spec-diff.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { sampleSpec, sampleTraining } from '../fakes/samples.ts'

const { request: BASE } = sampleSpec()

const between = (...requests: readonly (TrainingRequest | undefined)[]) =>
  differing(
    requests.map((request, n) =>
      request === undefined
        ? { label: `${n}`, timeline: [], notes: [] }
        : sampleTraining({ label: `${n}`, spec: sampleSpec({ label: `${n}`, request }) }),
    ),
  )

const rate = (learning_rate: number): TrainingRequest => ({ ...BASE, hyperparameters: { learning_rate } })

describe('the fields in which specs differ', () => {
  it('are those of a sweep, as people write their values', () => {
    const { fields, values } = between(rate(1e-5), rate(0.0001), rate(1e-5))
    expect(fields).toEqual(['learning_rate'])
    expect([...values]).toEqual([['0', ['1e-5']], ['1', ['1e-4']], ['2', ['1e-5']]]) // prettier-ignore
  })

  it.each<[string, readonly (TrainingRequest | undefined)[]]>([
    ['none of one spec', [BASE]],
    ['none of equal specs', [BASE, structuredClone(BASE)]],
    ['none where no spec could be read', [undefined, undefined]],
    ['no lists', [BASE, { ...BASE, dataset_ids: ['x', 'y'] }]],
    ['none where only one spec could be read', [undefined, BASE]],
  ])('are %s', (_, requests) => {
    expect(between(...requests).fields).toEqual([])
  })

  it('are empty where a spec has no such field', () => {
    const { fields, values } = between(BASE, { ...BASE, name: 'b' } as TrainingRequest)
    expect([fields, values.get('0'), values.get('1')]).toEqual([['name'], [''], ['b']])
  })

  it('have also values that say nothing', () => {
    const { fields, values } = between({ ...BASE, name: null } as TrainingRequest, { ...BASE, name: 1 } as TrainingRequest)
    expect([fields, values.get('0'), values.get('1')]).toEqual([['name'], ['null'], ['1']])
  }) // prettier-ignore

  it('have their whole path where the last name is not enough', () => {
    const nested = (a: number, b: number) =>
      ({ ...BASE, one: { size: a }, two: { size: b } }) as TrainingRequest
    expect(between(nested(1, 1), nested(2, 2)).fields).toEqual(['one.size', 'two.size'])
    expect(between(nested(1, 1), nested(2, 1)).fields).toEqual(['size'])
    const above = { ...nested(1, 1), size: 1 } as TrainingRequest
    expect(between(above, { ...nested(2, 1), size: 2 } as TrainingRequest).fields).toEqual([
      'one.size',
      'size',
    ])
  })

  it('are three at the most', () => {
    const many = (n: number) => ({ ...BASE, a: n, b: n, c: n, d: n }) as TrainingRequest
    const { fields, values } = between(many(1), many(2))
    expect([fields, values.get('1')]).toEqual([
      ['a', 'b', 'c'],
      ['2', '2', '2'],
    ])
  })
})
