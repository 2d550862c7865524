import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readSpecs } from '../../src/job-spec/load.ts'
import type { LoadedSpecs } from '../../src/job-spec/types.ts'
import { placeOf } from '../fakes/report-targets.ts'

const VALID = new URL('../fixtures/specs/valid/', import.meta.url)
const texts = readdirSync(VALID).map((file) => readFileSync(new URL(file, VALID)))
const rules = fc.record({ allowUnknownFields: fc.boolean(), waits: fc.boolean() })

/** Reads, and checks what must hold whatever the bytes are. */
function read(bytes: Uint8Array, chosen = { allowUnknownFields: false, waits: true }): LoadedSpecs {
  const loaded = readSpecs('a.yml', bytes, chosen)
  expect(loaded.specs.length + loaded.problems.length).toBeGreaterThan(0)
  let earlier = 0
  for (const problem of loaded.problems) {
    const place = placeOf(problem)
    expect(problem.message).toMatch(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{5,400}$/u)
    expect(place.column).toBeGreaterThan(0)
    expect(place.line).toBeGreaterThanOrEqual(Math.max(1, earlier))
    earlier = place.line ?? 0
  }
  for (const { digest, request } of loaded.specs) {
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(typeof request.auto_start).toBe('boolean')
  }
  return loaded
}

/** Pieces that YAML gives a meaning to, so that random texts get deep into the reader. */
const pieces = fc.constantFrom(
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

describe('whatever the bytes are', () => {
  it('they are judged, in time and without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), rules, (bytes, chosen) => {
        read(bytes, chosen)
      }),
      { numRuns: 1000 },
    )
  })

  it('a text of YAML pieces is, too', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), rules, (parts, chosen) => {
        read(Buffer.from(parts.join('')), chosen)
      }),
      { numRuns: 3000 },
    )
  })

  it('so is a valid spec with some bytes changed', () => {
    const change = fc.record({
      at: fc.nat(400),
      remove: fc.nat(5),
      insert: fc.oneof(
        pieces.map((piece) => Buffer.from(piece)),
        fc.uint8Array({ maxLength: 3 }),
      ),
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        rules,
        (text, changes, chosen) => {
          const changed = changes.reduce<Uint8Array>((bytes, { at, remove, insert }) => {
            const start = at % (bytes.length + 1)
            return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + remove)])
          }, text)
          read(changed, chosen)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

/** What JSON can say: it knows no negative zero. */
const unknownValue = fc
  .jsonValue({ maxDepth: 3 })
  .filter((value) => !/\d{16}|e\+|-0\b/.test(JSON.stringify(value)))
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown)
const requests = fc.record(
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
    extra: unknownValue,
  },
  { requiredKeys: ['job_type', 'model_config'] },
)

/** The same value with the members of every mapping in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, member]) => [key, reordered(member)] as const)
  return Object.fromEntries(entries.reverse())
}

/** Flow YAML that says the same in other words: single quotes, exponents, comments, line ends. */
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
  const chosen = { allowUnknownFields: true, waits: true }

  it('is the same for every order and format of a request, and its request is what was written', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const plain = read(Buffer.from(JSON.stringify(request)), chosen).specs
        const other = read(Buffer.from(restyled(reordered(request))), chosen).specs
        expect(plain.map((spec) => spec.request)).toEqual([{ ...request, auto_start: true }])
        expect(other.map(({ digest }) => digest)).toEqual(plain.map(({ digest }) => digest))
      }),
      { numRuns: 500 },
    )
  })

  it('differs between different requests', () => {
    fc.assert(
      fc.property(requests, requests, (a, b) => {
        const [first, second] = [a, b].map((each) => read(Buffer.from(JSON.stringify(each)), chosen).specs[0])
        const same = JSON.stringify(reordered(reordered(a))) === JSON.stringify(reordered(reordered(b)))
        expect(first?.digest === second?.digest).toBe(same)
      }),
      { numRuns: 300 },
    )
  })
})
