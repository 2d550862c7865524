import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { digestRequest, shortenDigest } from '../../src/job-spec/digest.ts'
import { parseSpecs } from '../../src/job-spec/load.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'

const A = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
const B = '81aa0b4c-1d7e-4c5f-9a53-0d4f2f7b6c11'

function digestOf(text: string): string | undefined {
  return parseSpecs('a.yml', Buffer.from(text), { allowUnknownFields: true, waitsForJob: false }).specs[0]
    ?.digest
}

const SPEC = `job_type: dpo\nmodel_config: { base_model: m }\ndataset_ids: [${A}, ${B}]\nhyperparameters: { learning_rate: 1e-5, batch_size: 8 }\n`

describe('the digest of a request', () => {
  it('is the SHA-256 of its canonical JSON', () => {
    const request: TrainingRequest = { model_config: { base_model: 'é' }, job_type: 'dpo', auto_start: true }
    // printf '{"auto_start":true,"job_type":"dpo","model_config":{"base_model":"é"}}' | sha256sum
    expect(digestRequest(request)).toBe('v1-14d0ec4e8c4785445a162963d3afccde6337119d7f597b33dd100d362c5d650d')
  })

  it.each<[string, string]>([
    ['comments and blank lines', `# hi\n\n${SPEC}\n# bye`],
    ['the order of keys', SPEC.trimEnd().split('\n').reverse().join('\n')],
    ['number formats', SPEC.replace('1e-5', '0.000010').replace('8 }', '0x8 }')],
    ['a decimal point', SPEC.replace('8 }', '8.0 }')],
    ['capital letters in UUIDs', SPEC.replace(A, A.toUpperCase())],
    ['the schema that an editor uses', `$schema: https://example.com/schema.json\n${SPEC}`],
    ['quotes', SPEC.replace('dpo', '"dpo"')],
    ['an explicit auto_start: true', `${SPEC}auto_start: true\n`],
    ['line ends', SPEC.replaceAll('\n', '\r\n')],
    [
      'JSON',
      `{"auto_start":true,"dataset_ids":["${A}","${B}"],"hyperparameters":{"batch_size":8,"learning_rate":0.00001},"model_config":{"base_model":"m"},"job_type":"dpo"}`,
    ],
  ])('does not depend on %s', (_name, text) => {
    expect(digestOf(SPEC)).toMatch(/^v1-[0-9a-f]{64}$/)
    expect(digestOf(text)).toBe(digestOf(SPEC))
  })

  it.each<[string, string]>([
    ['a value', SPEC.replace('8 }', '9 }')],
    ['the order of datasets', SPEC.replace(`${A}, ${B}`, `${B}, ${A}`)],
    ['an explicit auto_start: false', `${SPEC}auto_start: false\n`],
    ['capital letters in a name', SPEC.replace('base_model: m', 'base_model: M')],
    ['a UUID inside a text', `${SPEC}note: about ${A.toUpperCase()}\n`],
    ['an additional field', `${SPEC}note: x\n`],
    ['a field named __proto__', `${SPEC}__proto__: {}\n`],
    ['an empty mapping instead of none', SPEC.replace(/hyperparameters.*\n/, 'hyperparameters: {}\n')],
  ])('changes with %s', (_name, text) => {
    expect(digestOf(text)).toMatch(/^v1-[0-9a-f]{64}$/)
    expect(digestOf(text)).not.toBe(digestOf(SPEC))
  })
})

describe('any digest', () => {
  const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  const uuid = fc.uuid()
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      number,
      uuid,
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
    ),
  }))
  const fields = fc.dictionary(fc.string(), value, { maxKeys: 5 })
  const digestOfFields = (extra: object): string =>
    digestRequest({ job_type: 'dpo', model_config: {}, auto_start: true, ...extra })

  /** Writes a value as JSON in another way: keys in another order, UUIDs in capitals, numbers with an exponent. */
  function writeDifferently(written: unknown): string {
    if (typeof written === 'number') return Object.is(written, -0) ? '0' : written.toExponential()
    if (Array.isArray(written)) return `[ ${written.map(writeDifferently).join(' , ')} ]`
    if (typeof written === 'object' && written !== null) {
      const members = Object.entries(written).reverse()
      return `{ ${members.map(([key, member]) => `${JSON.stringify(key)} : ${writeDifferently(member)}`).join(', ')} }`
    }
    const isUuid = typeof written === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(written)
    return JSON.stringify(isUuid ? written.toUpperCase() : written)
  }

  it('does not depend on the order of keys, the spelling of numbers, or capital letters in UUIDs', () => {
    fc.assert(
      fc.property(fields, (extra) => {
        const other = JSON.parse(writeDifferently(extra)) as object
        expect(digestOfFields(other)).toBe(digestOfFields(extra))
      }),
    )
  })

  const toWire = (each: unknown): unknown => JSON.parse(JSON.stringify(each))

  it('differs if a value differs', () => {
    fc.assert(
      fc.property(fields, fc.string(), value, value, (extra, name, one, other) => {
        fc.pre(!isDeepStrictEqual(toWire(one), toWire(other)))
        const [first, second] = [one, other].map((each) => digestOfFields({ ...extra, x: { [name]: each } }))
        expect(first).not.toBe(second)
      }),
    )
  })
})

describe('a short digest', () => {
  it('has the first hex digits, without the version', () => {
    expect(shortenDigest('v1-0123456789abcdef', 8)).toBe('01234567')
  })
})
