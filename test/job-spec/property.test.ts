import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseSpecs } from '../../src/job-spec/load.ts'
import type { LoadedSpecs } from '../../src/job-spec/types.ts'
import { fileLocation } from '../fakes/diagnostic-location.ts'

const VALID = new URL('../fixtures/specs/valid/', import.meta.url)
const validSpecs = readdirSync(VALID).map((file) => readFileSync(new URL(file, VALID)))
const anyOptions = fc.record({ allowUnknownFields: fc.boolean(), waitsForJob: fc.boolean() })

const ONE_LINE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{5,400}$/u
const DIGEST = /^v1-[0-9a-f]{64}$/

/** Parses, and checks what must hold for any bytes. */
function parse(bytes: Uint8Array, options = { allowUnknownFields: false, waitsForJob: true }): LoadedSpecs {
  const loaded = parseSpecs('a.yml', bytes, options)
  const { specs, diagnostics } = loaded
  let earlier = 1
  // One `expect` for all, because each takes longer than parsing.
  const wrongDiagnostics = diagnostics.filter((diagnostic) => {
    const { line = 0, column = 0 } = fileLocation(diagnostic)
    const isInOrder = line >= earlier && column > 0
    earlier = line
    return !isInOrder || !ONE_LINE.test(diagnostic.message)
  })
  const wrongSpecs = specs.filter(
    ({ digest, request }) => !DIGEST.test(digest) || typeof request.auto_start !== 'boolean',
  )
  const isEmpty = specs.length + diagnostics.length === 0
  expect({ wrongDiagnostics, wrongSpecs, isEmpty }).toEqual({
    wrongDiagnostics: [],
    wrongSpecs: [],
    isEmpty: false,
  })
  return loaded
}

/** YAML tokens, so that random texts get deep into the parser. */
const anyPiece = fc.constantFrom(
  ...[
    'job_type',
    'model_config',
    'base_model',
    'dpo',
    'hyperparameters',
    'dataset_ids',
    ': ',
    ':',
    '- ',
    '? ',
    '\n',
    '\n  ',
  ],
  ...[
    '\n    ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '"',
    "'",
    '&a ',
    '*a',
    '!t ',
    '!!int ',
    '|',
    '>-',
    '---\n',
    '\n...\n',
    '%YAML 1.1\n',
  ],
  ...[
    '\t',
    ' # c',
    '#',
    '1e-5',
    '.nan',
    '0x1F',
    '~',
    '@',
    '`',
    '\\',
    '<<: ',
    '__proto__',
    '\r\n',
    '\r',
    '\u00a0',
    '\u2028',
    '\ud800',
    '\u0000',
  ],
)

describe('any bytes', () => {
  it('are parsed without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), anyOptions, (bytes, options) => {
        parse(bytes, options)
      }),
      { numRuns: 1000 },
    )
  })

  it('made of YAML tokens are parsed without throwing', () => {
    fc.assert(
      fc.property(fc.array(anyPiece, { maxLength: 40 }), anyOptions, (parts, options) => {
        parse(Buffer.from(parts.join('')), options)
      }),
      { numRuns: 1000 },
    )
  })

  it('of a valid spec with some changes are parsed without throwing', () => {
    const change = fc.record({
      at: fc.nat(400),
      remove: fc.nat(5),
      insert: fc.oneof(
        anyPiece.map((piece) => Buffer.from(piece)),
        fc.uint8Array({ maxLength: 3 }),
      ),
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...validSpecs),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        anyOptions,
        (text, changes, options) => {
          const changed = changes.reduce<Uint8Array>((bytes, { at, remove, insert }) => {
            const start = at % (bytes.length + 1)
            return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + remove)])
          }, text)
          parse(changed, options)
        },
      ),
      { numRuns: 700 },
    )
  })
})

/** A JSON value; JSON has no negative zero. */
const anyUnknownValue = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => !/\d{16}|e\+|-0\b/.test(JSON.stringify(value)))
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown)
const anyRequest = fc.record(
  {
    job_type: fc.constantFrom('dpo', 'odpo'),
    model_config: fc.record({ base_model: fc.constantFrom('no', '7', 'ö', 'a: b', '# x') }),
    dataset_ids: fc.array(fc.uuid(), { maxLength: 3 }),
    hyperparameters: fc.record(
      {
        learning_rate: fc.double({ min: 0, max: 1, noNaN: true }),
        training_steps: fc.integer({ min: 1, max: 1e6 }),
        warmup_steps: fc.nat(1000),
      },
      { requiredKeys: [] },
    ),
    extra: anyUnknownValue,
  },
  { requiredKeys: ['job_type', 'model_config'] },
)

/** The same value with the keys of every mapping reversed. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, member]) => [key, reordered(member)] as const)
  return Object.fromEntries(entries.reverse())
}

/** Equivalent flow YAML in another style: exponents, comments, whitespace and line endings. */
function restyled(value: unknown): string {
  if (Array.isArray(value)) return `[ # list\r\n ${value.map(restyled).join(' ,\n ')} ]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([key, member]) => `${JSON.stringify(key)}:   ${restyled(member)}`,
    )
    return `{\n ${members.join(' ,\r\n ')} }`
  }
  if (typeof value === 'number') return value.toExponential()
  return JSON.stringify(value)
}

describe('the digest', () => {
  const options = { allowUnknownFields: true, waitsForJob: true }

  it('is independent of order and format, and the request is as written', () => {
    fc.assert(
      fc.property(anyRequest, (request) => {
        const plain = parse(Buffer.from(JSON.stringify(request)), options).specs
        const other = parse(Buffer.from(restyled(reordered(request))), options).specs
        expect(plain.map((spec) => spec.request)).toEqual([{ ...request, auto_start: true }])
        expect(other.map(({ digest }) => digest)).toEqual(plain.map(({ digest }) => digest))
      }),
      { numRuns: 500 },
    )
  })

  it('differs between different requests', () => {
    fc.assert(
      fc.property(anyRequest, anyRequest, (a, b) => {
        const [first, second] = [a, b].map(
          (each) => parse(Buffer.from(JSON.stringify(each)), options).specs[0],
        )
        const same = JSON.stringify(reordered(reordered(a))) === JSON.stringify(reordered(reordered(b)))
        expect(first?.digest === second?.digest).toBe(same)
      }),
      { numRuns: 300 },
    )
  })
})
