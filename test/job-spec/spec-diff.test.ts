import { describe, expect, it } from '@jest/globals'
import { diffRequests, type FieldChange } from '../../src/job-spec/spec-diff.ts'
import { parseSpecs } from '../../src/job-spec/load.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { JOB_ID, sampleSpec } from '../fakes/samples.ts'

const DATA = '1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11'
const BASE = sampleSpec().request

/** The sample request with changed fields, including unknown ones. */
const request = (changes: Readonly<Record<string, unknown>> = {}): TrainingRequest => ({
  ...BASE,
  ...changes,
})

function changedFields(before: TrainingRequest, after: TrainingRequest): readonly FieldChange[] {
  const diff = diffRequests(before, after)
  return diff.kind === 'changed' ? diff.fields : []
}

describe('a changed field', () => {
  it.each<[string, unknown, unknown, FieldChange[]]>([
    ['numbers', 0.00001, 0.0003, [{ field: 'x', before: '1e-5', after: '3e-4' }]],
    ['numbers that need digits', 1.25e-5, -0.00025, [{ field: 'x', before: '1.25e-5', after: '-2.5e-4' }]],
    ['numbers that need no exponent', 0.001, 1000, [{ field: 'x', before: '0.001', after: '1000' }]],
    ['numbers at their ends', 0, 1e21, [{ field: 'x', before: '0', after: '1e21' }]],
    ['texts', 'a', 'b c', [{ field: 'x', before: 'a', after: 'b c' }]],
    ['texts that look like other types', 'true', '12', [{ field: 'x', before: 'true', after: '12' }]],
    ['a text to a boolean', 'true', true, [{ field: 'x', before: '"true"', after: 'true' }]],
    ['a number to a text', 12, '12', [{ field: 'x', before: '12', after: '"12"' }]],
    ['null to a text like it', null, 'null', [{ field: 'x', before: 'null', after: '"null"' }]],
    ['a list to a text like it', [1], '[1]', [{ field: 'x', before: '[1]', after: '"[1]"' }]],
    ['a number to another text', 12, 'twelve', [{ field: 'x', before: '12', after: 'twelve' }]],
    ['an empty text', '', 'a', [{ field: 'x', before: '""', after: 'a' }]],
    ['blanks around a text', 'a', ' a', [{ field: 'x', before: 'a', after: '" a"' }]],
    ['blanks in a text', 'a b', 'a  b', [{ field: 'x', before: 'a b', after: '"a \\u0020b"' }]],
    ['invisible characters', 'ab', 'a\u200bb', [{ field: 'x', before: 'ab', after: '"a\\u200bb"' }]],
    ['a line break', 'a\nb', 'a\\nb', [{ field: 'x', before: '"a\\nb"', after: 'a\\nb' }]],
    ['quotes', '"a"', 'a"\\', [{ field: 'x', before: '"\\"a\\""', after: 'a"\\' }]],
    ['lists as a whole', [1, 2], [2, 1], [{ field: 'x', before: '[1, 2]', after: '[2, 1]' }]],
    ['lists of anything', [], [{ b: 'y', a: 1e-6 }], [{ field: 'x', before: '[]', after: '[{"a": 1e-6, "b": "y"}]' }]],
    ['a new field', undefined, 8, [{ field: 'x', after: '8' }]],
    ['a new text', undefined, '8', [{ field: 'x', after: '"8"' }]],
    ['a removed field', null, undefined, [{ field: 'x', before: 'null' }]],
    ['a mapping to a value', { a: 1 }, 1, [{ field: 'x', before: '{"a": 1}', after: '1' }]],
    ['a new mapping', undefined, { a: 1, b: { c: 2, d: {} } }, [{ field: 'x.a', after: '1' }, { field: 'x.b.c', after: '2' }, { field: 'x.b.d', after: '{}' }]],
    ['a removed mapping', { a: 1, b: 2 }, undefined, [{ field: 'x.a', before: '1' }, { field: 'x.b', before: '2' }]],
    ['an emptied mapping', { a: 1 }, {}, [{ field: 'x.a', before: '1' }]],
    ['a new empty mapping', undefined, {}, [{ field: 'x', after: '{}' }]],
    ['names with dots in them', undefined, { 'a.b': 1, '': 2, 'c d': 3, 'e\u200b': 4 }, [{ field: 'x."a.b"', after: '1' }, { field: 'x.""', after: '2' }, { field: 'x.c d', after: '3' }, { field: 'x."e\\u200b"', after: '4' }]],
    ['inherited property names', {}, { constructor: 1 }, [{ field: 'x.constructor', after: '1' }]],
    ['undefined values', undefined, { a: undefined }, [{ field: 'x', after: '{}' }]],
    ['nested fields named like datasets', { dataset_ids: ['a'] }, { dataset_ids: ['b'] }, [{ field: 'x.dataset_ids', before: '["a"]', after: '["b"]' }]],
  ])('is shown: %s', (_, before, after, fields) => {
    expect(diffRequests(request({ x: before }), request({ x: after }))).toEqual({ kind: 'changed', fields })
  }) // prettier-ignore
})

describe('a change of datasets', () => {
  it.each<[string, unknown, unknown, FieldChange[]]>([
    ['one more', [DATA], [JOB_ID, DATA], [{ field: 'dataset_ids', added: [JOB_ID] }]],
    ['one less', [DATA, JOB_ID], [DATA], [{ field: 'dataset_ids', removed: [JOB_ID] }]],
    ['a replaced one', ['a', 'b'], ['c', 'b'], [{ field: 'dataset_ids', added: ['c'], removed: ['a'] }]],
    ['one more of the same', ['a', 'b'], ['a', 'b', 'a'], [{ field: 'dataset_ids', added: ['a'] }]],
    ['one less of the same', ['a', 'a'], ['a'], [{ field: 'dataset_ids', removed: ['a'] }]],
    [
      'another order',
      ['a', 'b', 'a'],
      ['a', 'a', 'b'],
      [{ field: 'dataset_ids', before: '["a", "b", "a"]', after: '["a", "a", "b"]' }],
    ],
    ['none before', undefined, ['a'], [{ field: 'dataset_ids', added: ['a'] }]],
    ['none any more', ['a'], undefined, [{ field: 'dataset_ids', removed: ['a'] }]],
    ['an empty list', undefined, [], [{ field: 'dataset_ids', after: '[]' }]],
    ['no list', null, ['a'], [{ field: 'dataset_ids', before: 'null', after: '["a"]' }]],
    ['an id that is not a text', ['1'], [1], [{ field: 'dataset_ids', added: ['1'], removed: ['"1"'] }]],
  ])('is shown: %s', (_, before, after, fields) => {
    expect(changedFields(request({ dataset_ids: before }), request({ dataset_ids: after }))).toEqual(fields)
  })
})

describe('a long value', () => {
  const long = 'x'.repeat(200)

  it.each<[string, unknown, unknown, string | undefined, string | undefined]>([
    ['is shown in full up to the limit', 'x'.repeat(120), undefined, 'x'.repeat(120), undefined],
    ['is truncated', undefined, long, undefined, `${'x'.repeat(119)}…`],
    ['is truncated around the difference', `${long}a${long}`, `${long}b`, `…${'x'.repeat(40)}a${'x'.repeat(77)}…`, `…${'x'.repeat(40)}b`],
    ['is truncated around a late difference', `${long.slice(70)}a`, `${long.slice(70)}b`, `…${'x'.repeat(40)}a`, `…${'x'.repeat(40)}b`],
    ['shows that the other one is longer', long, `${long}!`, `…${'x'.repeat(40)}`, `…${'x'.repeat(40)}!`],
    ['is truncated between characters', undefined, '😀'.repeat(130), undefined, `${'😀'.repeat(119)}…`],
  ])('%s', (_, before, after, expectedBefore, expectedAfter) => {
    const [diff] = changedFields(request({ x: before }), request({ x: after }))
    expect([diff?.before, diff?.after]).toEqual([expectedBefore, expectedAfter])
  }) // prettier-ignore

  it('is truncated in lists and names too', () => {
    const [path, ids] = changedFields(
      request({ dataset_ids: [] }),
      request({ dataset_ids: ['😀'.repeat(130)], x: { [long]: 1 } }),
    ).toReversed()
    expect(path?.field).toBe(`x.${'x'.repeat(117)}…`)
    expect(ids?.added).toEqual([`${'😀'.repeat(119)}…`])
  })
})

describe('a spec', () => {
  it('that is not on the base branch is new', () => {
    expect(diffRequests(undefined, BASE)).toEqual({ kind: 'new' })
  })

  it('shows its fields in the order of the API schema, followed by unknown fields as written', () => {
    const after: TrainingRequest = {
      zeta: 1,
      alpha: 2,
      auto_start: false,
      hyperparameters: { momentum: 1, warmup_steps: 5, learning_rate: 3e-5 },
      dataset_ids: [JOB_ID],
      model_config: { num_experts: 4, architecture: 'dense', base_model: 'b' },
      job_type: 'dpo',
    } as TrainingRequest
    expect(changedFields(BASE, after).map(({ field }) => field)).toEqual([
      'job_type', 'model_config.architecture', 'model_config.base_model', 'model_config.num_experts', 'dataset_ids',
      'hyperparameters.learning_rate', 'hyperparameters.training_steps', 'hyperparameters.batch_size',
      'hyperparameters.warmup_steps', 'hyperparameters.momentum', 'auto_start', 'zeta', 'alpha',
    ]) // prettier-ignore
  })

  it('that is only formatted differently is unchanged', () => {
    const read = (text: string): TrainingRequest => {
      const rules = { allowUnknownFields: false, waitsForJob: true }
      const [spec] = parseSpecs('a.yml', new TextEncoder().encode(text), rules).specs
      return spec!.request
    }
    const before = `job_type: dpo
model_config: { base_model: small }
hyperparameters: { learning_rate: 0.00001, batch_size: 8.0 }
auto_start: true
`
    const after = `# in another order
hyperparameters:
  batch_size: 8
  learning_rate: 1e-5
model_config:
  base_model: "small"
job_type: dpo
auto_start: true
`
    expect(diffRequests(read(before), read(after))).toEqual({ kind: 'same' })
  })
})
