import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decodeJob, decodePage, parseJson } from '../../src/forge/decode.ts'
import { createRedactor } from '../../src/runtime/redact.ts'

const WHOLE = {
  id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  status: 'SUCCESS',
  job_type: 'dpo',
  model_config: { base_model: 'mistral-small-2503' },
  hyperparameters: { training_steps: 10 },
  created_at: 1_753_000_000,
  modified_at: 1_753_000_900.5,
  output_model: 'ft:x',
}

describe('decodeJob', () => {
  it('decodes the fields of the contract and skips others', () => {
    expect(decodeJob({ ...WHOLE, region: 'eu', events: [{ name: 'x' }] })).toEqual({
      id: WHOLE.id,
      status: 'SUCCESS',
      jobType: 'dpo',
      modelConfig: { base_model: 'mistral-small-2503' },
      hyperparameters: { training_steps: 10 },
      createdAt: 1_753_000_000,
      modifiedAt: 1_753_000_900.5,
      outputModel: 'ft:x',
    })
  })

  it('lower-cases a UUID and keeps any other id', () => {
    expect(decodeJob({ ...WHOLE, id: WHOLE.id.toUpperCase() })?.id).toBe(WHOLE.id)
    expect(decodeJob({ ...WHOLE, id: 'Job-7' })?.id).toBe('Job-7')
  })

  it.each([
    [31, true],
    [6_000, false],
  ])('keeps objects that are nested %i levels deep: %p', (depth, isKept) => {
    const nested = JSON.parse('{"a":'.repeat(depth) + '1' + '}'.repeat(depth)) as object
    const job = decodeJob({ ...WHOLE, model_config: nested, hyperparameters: nested })
    expect(job?.id).toBe(WHOLE.id)
    expect([job?.modelConfig !== undefined, job?.hyperparameters !== undefined]).toEqual([isKept, isKept])
  })

  it.each<[string, unknown]>([
    ['null', null],
    ['a string', 'SUCCESS'],
    ['a list', [WHOLE]],
    ['a job without an id', { status: 'QUEUED' }],
    ['a job with a null id', { ...WHOLE, id: null }],
    ['a job with a numeric id', { ...WHOLE, id: 7 }],
    ['a job with an empty id', { ...WHOLE, id: '  ' }],
    ['a job with a very long id', { ...WHOLE, id: 'x'.repeat(129) }],
  ])('rejects %s', (_, value) => {
    expect(decodeJob(value)).toBeUndefined()
  })

  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 5],
    ['a list', ['SUCCESS']],
    ['an object', { value: 'SUCCESS' }],
    ['a blank string', ' '],
    ['a text with a control character', 'ft:x\u0000'],
  ])('keeps only its id when every other field is %s', (_, value) => {
    const fields = {
      ...WHOLE,
      created_at: String(value),
      modified_at: null,
      model_config: 'x',
      hyperparameters: [],
    }
    expect(decodeJob({ ...fields, status: value, job_type: value, output_model: value })).toMatchObject({
      id: WHOLE.id,
    })
    for (const field of ['status', 'jobType', 'outputModel'])
      expect(
        decodeJob({ ...fields, status: value, job_type: value, output_model: value }),
      ).not.toHaveProperty(field)
  })

  it.each<[string, string, object]>([
    ['of 4,096 characters', 'm'.repeat(4_096), { outputModel: 'm'.repeat(4_096) }],
    ['of 4,097 characters', 'm'.repeat(4_097), { unusableModel: 'too-long' }],
    ['in blanks', ' ft:x\n', { outputModel: 'ft:x' }],
    ['with a line break', 'ft:x\nmax-jobs=9', { unusableModel: 'control-characters' }],
    ['with a Unicode line break', 'ft:x\u2028y', { unusableModel: 'control-characters' }],
    ['with an escape sequence', 'ft:\u001b[31mx', { unusableModel: 'control-characters' }],
    ['of blanks', '  ', {}],
  ])('keeps or refuses the name of a model %s', (_, name, expected) => {
    expect(decodeJob({ id: 'a', output_model: name })).toEqual({ id: 'a', ...expected })
  })

  it('trims text and finds the failure reason', () => {
    expect(decodeJob({ id: ' a ', status: ' FAILED\n', error: { message: 'no rows' } })).toEqual({
      id: 'a',
      status: 'FAILED',
      reason: 'no rows',
    })
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.jsonValue(),
        fc.constantFrom(...Object.keys(WHOLE)),
        (value, any, field) => {
          const job = decodeJob({ ...WHOLE, [field]: any })
          if (field !== 'id') expect(job?.id).toBe(WHOLE.id)
          const page = decodePage(value, {})
          expect(page === undefined || Array.isArray(page.jobs)).toBe(true)
        },
      ),
    )
  })
})

describe('decodePage', () => {
  it('skips entries that are not jobs', () => {
    expect(
      decodePage(
        { data: [null, { id: 'a' }, {}, 'x', { id: 'b', status: 'RUNNING' }], total: 9 },
        { date: 'Sun, 22 Nov 2026 14:02:11 GMT' },
      ),
    ).toEqual({
      jobs: [{ id: 'a' }, { id: 'b', status: 'RUNNING' }],
      total: 9,
      serverNowMs: Date.UTC(2026, 10, 22, 14, 2, 11),
    })
  })

  it.each<[string, unknown]>([
    ['null', null],
    ['a bare list', [{ id: 'a' }]],
    ['an object without data', { total: 1 }],
    ['data that is not a list', { data: { id: 'a' } }],
  ])('rejects %s', (_, value) => {
    expect(decodePage(value, {})).toBeUndefined()
  })

  it.each([null, '7', NaN, Infinity])('ignores the invalid total %p', (total) => {
    expect(decodePage({ data: [], total }, {})).toEqual({ jobs: [] })
  })
})

describe('parseJson', () => {
  const unchanged = (text: string) => text

  it('returns undefined for invalid JSON, and for JSON that is nested too deeply', () => {
    expect(parseJson('{"a":1}', unchanged)).toEqual({ a: 1 })
    expect(parseJson('null', unchanged)).toBeNull()
    for (const text of ['{"a":', '', '\ufeff{}', '['.repeat(500_000) + ']'.repeat(500_000)])
      expect(parseJson(text, unchanged)).toBeUndefined()
  })

  it('redacts texts and names, however they are escaped, and nothing else', () => {
    const key = '1234567890123456'
    const escaped = key.replace('1', '\\u0031')
    const body = `{"a":["${escaped}",${key},true,null],"${escaped}":{"b":"x ${key}"},"__proto__":1}`
    const parsed = parseJson(body, createRedactor([key]))
    expect(JSON.stringify(parsed)).toBe(`{"a":["***",${key},true,null],"***":{"b":"x ***"},"__proto__":1}`)
  })
})
