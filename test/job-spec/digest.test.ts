import { describe, expect, it } from '@jest/globals'
import { digestRequest } from '../../src/job-spec/digest.ts'
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
    expect(digestRequest(request)).toBe('14d0ec4e8c4785445a162963d3afccde6337119d7f597b33dd100d362c5d650d')
  })

  it.each<[string, string]>([
    ['comments and blank lines', `# hi\n\n${SPEC}\n# bye`],
    ['the order of keys', SPEC.trimEnd().split('\n').reverse().join('\n')],
    ['number formats', SPEC.replace('1e-5', '0.000010').replace('8 }', '0x8 }')],
    ['a decimal point', SPEC.replace('8 }', '8.0 }')],
    ['quotes', SPEC.replace('dpo', '"dpo"')],
    ['an explicit auto_start: true', `${SPEC}auto_start: true\n`],
    ['line ends', SPEC.replaceAll('\n', '\r\n')],
    [
      'JSON',
      `{"auto_start":true,"dataset_ids":["${A}","${B}"],"hyperparameters":{"batch_size":8,"learning_rate":0.00001},"model_config":{"base_model":"m"},"job_type":"dpo"}`,
    ],
  ])('does not depend on %s', (_name, text) => {
    expect(digestOf(SPEC)).toMatch(/^[0-9a-f]{64}$/)
    expect(digestOf(text)).toBe(digestOf(SPEC))
  })

  it.each<[string, string]>([
    ['a value', SPEC.replace('8 }', '9 }')],
    ['the order of datasets', SPEC.replace(`${A}, ${B}`, `${B}, ${A}`)],
    ['an explicit auto_start: false', `${SPEC}auto_start: false\n`],
    ['an additional field', `${SPEC}note: x\n`],
    ['a field named __proto__', `${SPEC}__proto__: {}\n`],
    ['an empty mapping instead of none', SPEC.replace(/hyperparameters.*\n/, 'hyperparameters: {}\n')],
  ])('changes with %s', (_name, text) => {
    expect(digestOf(text)).toMatch(/^[0-9a-f]{64}$/)
    expect(digestOf(text)).not.toBe(digestOf(SPEC))
  })
})
