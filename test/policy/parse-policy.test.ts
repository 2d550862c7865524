import { describe, expect, it } from '@jest/globals'
import { MAX_FILE_BYTES } from '../../src/job-spec/types.ts'
import { parsePolicy } from '../../src/policy/parse-policy.ts'
import { POLICY_FILE } from '../../src/policy/policy.ts'
import { fileLocation } from '../fakes/diagnostic-location.ts'
import { DATASET, FULL_POLICY, policyOf } from './policies.ts'
import { WRONG_POLICIES } from './wrong-policies.ts'

/** As `line:column message`. */
function diagnose(content: Uint8Array | string): readonly string[] {
  const result = parsePolicy(content)
  if (result.ok) return []
  return result.diagnostics.map((diagnostic) => {
    const { line, column } = fileLocation(diagnostic)
    return `${line}:${column} ${diagnostic.message}`
  })
}

describe('a valid policy', () => {
  it('keeps every rule with its line', () => {
    const policy = policyOf(FULL_POLICY)
    expect(policy).toMatchObject({
      stop: false,
      allow: {
        'job-types': ['supervised_fine_tuning', 'dpo'],
        'base-models': ['mistral-small-*', 'ft:*'],
        'dataset-ids': [DATASET],
        events: ['pull_request', 'push'],
      },
      limits: {
        'training-steps': 20000,
        'batch-size': 64,
        examples: 1000000,
        'num-experts': 16,
        'jobs-per-run': 10,
        'live-jobs': 4,
        'jobs-per-day': 20,
      },
      price: { currency: 'EUR' },
      budget: { 'per-job': 10, 'per-pull-request': 300, 'per-month': 2000 },
    })
    expect([...(policy.price?.rates ?? [])]).toEqual([
      ['default', 12],
      ['mistral-large-*', 90],
    ])
    expect(Object.fromEntries(policy.lines)).toEqual({
      version: 1,
      stop: 2,
      allow: 3,
      'allow.job-types': 4,
      'allow.base-models': 5,
      'allow.dataset-ids': 6,
      'allow.events': 7,
      limits: 8,
      'limits.training-steps': 9,
      'limits.batch-size': 10,
      'limits.examples': 11,
      'limits.num-experts': 12,
      'limits.jobs-per-run': 13,
      'limits.live-jobs': 14,
      'limits.jobs-per-day': 15,
      price: 16,
      'price.currency': 17,
      'price.per-million-examples': 18,
      budget: 19,
      'budget.per-job': 19,
      'budget.per-pull-request': 19,
      'budget.per-month': 19,
    })
  })

  it.each([
    ['version: 1'],
    ['{ "version": 1, "stop": true }'],
    ['\ufeffversion: 1\r\nstop: false\r\n'],
    ['allow: {}\nlimits: {}\nversion: 1\n'],
    [
      'version: 1\nprice: { currency: GPU hours, per-million-examples: { default: 0 } }\nbudget: { per-job: 0 }\n',
    ],
    ['version: 1\nprice: { currency: €, per-million-examples: { "*": 0.25, __proto__: 1 } }\n'],
    ['version: 1\nallow: { base-models: &m [a, "org/m@1.0+x"] }\n'],
  ])('is accepted: %j', (text) => {
    expect(diagnose(text)).toEqual([])
  })

  it('keeps a rate whatever its name', () => {
    const { price } = policyOf(
      'price: { currency: EUR, per-million-examples: { __proto__: 1, toString: 2 } }',
    )
    expect([...(price?.rates ?? [])]).toEqual([
      ['__proto__', 1],
      ['toString', 2],
    ])
  })
})

describe('a wrong policy', () => {
  it.each(WRONG_POLICIES)('reports all problems of %j', (text, ...diagnostics) => {
    expect(diagnostics.length).toBeGreaterThan(0)
    expect(diagnose(text)).toEqual(diagnostics)
  })

  it('is in the table at least 80 times, with at least 40 different messages', () => {
    const messages = WRONG_POLICIES.flatMap(([, ...diagnostics]) => diagnostics).map((message) =>
      message
        .replace(/^\S+ /, '')
        .replace(/"[^"]*"/g, '""')
        .replace(/\b[a-z-]+(?:\.[a-z-]+)+\b/g, 'field')
        .replace(/\d[\w.,]*/g, '0'),
    )
    expect(WRONG_POLICIES.length).toBeGreaterThanOrEqual(80)
    expect(new Set(messages).size).toBeGreaterThanOrEqual(40)
    expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(260)
  })

  it('has errors of the file that was read', () => {
    const result = parsePolicy('stop: 1', 'other.yml')
    const diagnostics = result.ok ? [] : result.diagnostics
    expect(diagnostics).toEqual([
      {
        level: 'error',
        location: { file: 'other.yml', line: 1, column: 1 },
        field: 'version',
        message: 'version is missing. Write version: 1.',
      },
      {
        level: 'error',
        location: { file: 'other.yml', line: 1, column: 7 },
        field: 'stop',
        message: 'stop is 1, but must be true or false.',
      },
    ])
    expect(parsePolicy('')).toMatchObject({ diagnostics: [{ location: { file: POLICY_FILE } }] })
  })

  it.each([
    [
      Buffer.from('\ufeffversion: 1\n', 'utf16le'),
      '1:1 The file is encoded in UTF-16 (little-endian), but must be UTF-8. Convert it: iconv -f UTF-16LE -t UTF-8',
    ],
    [
      Buffer.concat([Buffer.from('version: 1\n# '), Buffer.from([0xe8])]),
      '2:3 The byte 0xE8 is not valid UTF-8, which the file must be. If the file is in Windows-1252 or Latin-1, convert it: iconv -f WINDOWS-1252 -t UTF-8',
    ],
    [
      Buffer.from('version: 1\n\u0001'),
      '2:1 The control character U+0001 is not allowed. Delete it (most editors do not show it).',
    ],
    [
      Buffer.from('version:\u00a01\n'),
      '1:9 This is U+00A0, which only looks like a space. Replace it with an ordinary space.',
    ],
    [
      Buffer.alloc(MAX_FILE_BYTES + 1, '#'),
      '1:1 The file has 1048577 bytes, but a policy can have at most 1048576. Is it the right file?',
    ],
  ])('may be wrong in its bytes: %j', (bytes, message) => {
    expect(diagnose(bytes)).toEqual([message])
  })

  it('reports at most 100 problems', () => {
    const lines = Array.from({ length: 150 }, (_, n) => `    - model ${n}\n`).join('')
    const diagnostics = diagnose(`version: 1\nallow:\n  base-models:\n${lines}`)
    expect(diagnostics).toHaveLength(101)
    expect(diagnostics.at(-1)).toBe('104:7 50 more problems are not shown, starting here.')
  })
})
