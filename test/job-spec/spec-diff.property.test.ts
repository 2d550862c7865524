import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { diffRequests, type FieldChange } from '../../src/job-spec/spec-diff.ts'
import { digestRequest } from '../../src/job-spec/digest.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { hostileText } from '../report/fixtures/hostile-text.ts'

const UUID = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

function changedFields(before: TrainingRequest, after: TrainingRequest): readonly FieldChange[] {
  const diff = diffRequests(before, after)
  return diff.kind === 'changed' ? diff.fields : []
}

describe('diffRequests', () => {
  const scalar = fc.oneof(
    fc.constantFrom(UUID, UUID.toUpperCase(), 0, -0, 1, 1e-5, 0.00001, 2e-5, 'a', 'b', '', '1', '1e-5', 'true', 'null', '{}', '[]', true, false, null),
    hostileText,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  ) // prettier-ignore
  const name = fc.constantFrom('a', 'b', 'a.b', 'c', '', '__proto__', 'constructor', 'dataset_ids', '1')
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.array(fc.tuple(name, tie('value')), { maxLength: 3 }).map((members) => Object.fromEntries(members)),
    ),
  }))
  const hyperparameters = fc.record(
    { learning_rate: scalar, training_steps: scalar, mystery: value },
    { requiredKeys: [] },
  )
  const anyRequest = fc
    .record(
      {
        job_type: fc.constantFrom('dpo', 'odpo'),
        model_config: fc.record({ base_model: fc.constantFrom('a', 'b') }, { requiredKeys: [] }),
        dataset_ids: fc.array(fc.constantFrom('a', 'b', UUID, UUID.toUpperCase()), { maxLength: 3 }),
        hyperparameters,
        auto_start: fc.boolean(),
        mystery: value,
      },
      { requiredKeys: ['job_type', 'model_config', 'auto_start'] },
    )
    .map((fields) => fields as TrainingRequest)

  /** Often two similar requests: the second is the first with one field of another one. */
  const pair = fc
    .tuple(anyRequest, anyRequest, fc.constantFrom('', 'dataset_ids', 'hyperparameters', 'mystery', '*'))
    .map(([one, other, field]): [TrainingRequest, TrainingRequest] => {
      const twin = Object.fromEntries(Object.entries(one).reverse()) as TrainingRequest
      if (field === '*') return [one, other]
      const changed: unknown = Reflect.get(other, field)
      return [one, changed === undefined ? twin : { ...twin, [field]: changed }]
    })

  it('finds no change between a request and its copy', () => {
    fc.assert(
      fc.property(anyRequest, (one) =>
        expect(diffRequests(one, structuredClone(one))).toEqual({ kind: 'same' }),
      ),
    )
  })

  it('finds a change exactly if the digests differ', () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const isSame = digestRequest(one) === digestRequest(other)
        expect(diffRequests(one, other).kind).toBe(isSame ? 'same' : 'changed')
      }),
      { numRuns: 1_000 },
    )
  })

  const UNREADABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}|^ | $/u

  it('never shows equal sides, a field twice, or a text that is too long', () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const fields = changedFields(one, other)
        for (const { field, before, after, added = [], removed = [] } of fields) {
          const texts = [field, before ?? '', after ?? '', ...added, ...removed]
          // One `expect` for all, because each takes longer than the comparison.
          const wrong = texts.filter((text) => Array.from(text).length > 120 || UNREADABLE.test(text))
          const unmoved = added.filter((id) => removed.includes(id))
          const isEqual = added.length + removed.length === 0 && before === after
          expect({ wrong, unmoved, isEqual }).toEqual({ wrong: [], unmoved: [], isEqual: false })
        }
        expect(new Set(fields.map(({ field }) => field)).size).toBe(fields.length)
      }),
      { numRuns: 1_000 },
    )
  })

  it('is symmetric, with before and after swapped', () => {
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const swapped = changedFields(other, one).map(({ field, before, after, added, removed }) => ({
          field, before: after, after: before, added: removed, removed: added,
        })) // prettier-ignore
        const byField = (a: { field: string }, b: { field: string }) => (a.field < b.field ? -1 : 1)
        expect(swapped.sort(byField)).toEqual(changedFields(one, other).toSorted(byField))
      }),
      { numRuns: 1_000 },
    )
  })
})
