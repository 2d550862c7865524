import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseSpecs } from '../../src/job-spec/load.ts'
import { parseOverrides } from '../../src/job-spec/overrides.ts'
import type { LoadedSpecs } from '../../src/job-spec/types.ts'
import { logSpecs } from '../../src/report/log.ts'
import { renderComment, renderSummary } from '../../src/report/render.ts'
import { escapeLogLine } from '../../src/runtime/escape-log-line.ts'
import { FakeLog } from '../fakes/log.ts'
import { sampleState } from '../fakes/samples.ts'
import { sampleReport } from '../report/fixtures/status-sequences.ts'
import { expectNoReferences, hostileText, renderMarkdown, tagNames } from '../report/fixtures/hostile-text.ts'

const LENIENT = { allowUnknownFields: true, waitsForJob: false }
type Mapping = Readonly<Record<string, unknown>>

const parse = (text: string, set = ''): LoadedSpecs =>
  parseSpecs('a.yml', Buffer.from(text), LENIENT, parseOverrides(set).overrides)

/** A path segment: no dots, no `=`, no number, no surrounding whitespace. */
const anyName = fc.oneof(
  fc.constantFrom('x', 'y', '__proto__', 'constructor', 'toString', '<<', '//', 'a b', 'true', 'null', '-1', 'ö'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }).filter((text) => /^[^\s.=#\p{C}][^.=\p{C}\s]*$/u.test(text)),
).filter((text) => !/^\d+$/.test(text)) // prettier-ignore

/** A value that is the same in JSON and YAML, without empty texts. */
const anyValue: fc.Arbitrary<unknown> = fc
  .jsonValue({ maxDepth: 3 })
  .filter((each) => !/""|"\s+"|\d{16}|e\+|-0\b|\u007f/.test(JSON.stringify(each)))

interface Edit {
  readonly path: readonly string[]
  readonly value: unknown
}

/** Applies an edit to a plain value, as a reference implementation. */
function edit(current: unknown, { path: [segment, ...rest], value: replacement }: Edit): unknown {
  if (segment === undefined) return replacement
  const isMapping = typeof current === 'object' && current !== null
  const entries = Object.entries(isMapping ? (current as Mapping) : {}).filter(([key]) => key !== segment)
  const child = isMapping && Object.hasOwn(current, segment) ? (current as Mapping)[segment] : undefined
  return Object.fromEntries([...entries, [segment, edit(child, { path: rest, value: replacement })]])
}

/** Whether the path leads only through mappings or missing values. */
function isUnobstructed(current: unknown, path: readonly string[]): boolean {
  const [segment, ...rest] = path
  if (segment === undefined || current === undefined || current === null) return true
  if (typeof current !== 'object' || Array.isArray(current)) return false
  return isUnobstructed(Object.hasOwn(current, segment) ? (current as Mapping)[segment] : undefined, rest)
}

describe('an override of random fields', () => {
  const SPEC = { job_type: 'dpo', model_config: { base_model: 'm' } }
  const anyExtra = fc.dictionary(anyName, fc.oneof(anyValue, fc.dictionary(anyName, anyValue)), {
    noNullPrototype: true,
  })
  const anyPath = fc.array(anyName, { minLength: 1, maxLength: 4 })

  it('gives the same digest as editing the file', () => {
    fc.assert(
      fc.property(
        anyExtra,
        fc.array(fc.record({ path: anyPath, value: anyValue }), { maxLength: 3 }),
        (more, edits) => {
          const paths = edits.map((edit) => edit.path.join('.'))
          const isInside = (a: string, b: string) => a === b || a.startsWith(`${b}.`)
          fc.pre(paths.every((a, n) => paths.every((b, m) => n === m || !isInside(a, b))))
          // Nested under one key, so that generated names cannot collide with fields of the API schema.
          const before = { ...SPEC, extra: more }
          const set = edits.map((edit, n) => `extra.${paths[n]} = ${JSON.stringify(edit.value)}`).join('\n')
          fc.pre(edits.every((edit) => isUnobstructed(before.extra, edit.path)))
          const after = edits.reduce<unknown>((all, { path: segments, value: replacement }) => {
            return edit(all, { path: ['extra', ...segments], value: replacement })
          }, before)
          const [overridden] = parse(JSON.stringify(before), set).specs
          const [byHand] = parse(JSON.stringify(after)).specs
          expect(parseOverrides(set).issues).toEqual([])
          expect(byHand?.digest).toMatch(/^v1-[0-9a-f]{64}$/)
          expect(overridden?.digest).toBe(byHand?.digest)
          expect(({} as Record<string, unknown>)['x']).toBeUndefined()
        },
      ),
      { numRuns: 300 },
    )
  })

  it('parses any value as a file does, or rejects it', () => {
    const anyText = fc.oneof(
      hostileText,
      fc.constantFrom('1e-5', '.nan', 'yes', '[a, b]', '{x: 1}', 'a # b', 'a: b', '!!int 5', '0x1F'),
    )
    fc.assert(
      fc.property(anyText, (text) => {
        fc.pre(!/[\r\n]/.test(text) && text.trim() !== '' && text.trim() === text)
        const set = parseOverrides(`extra.x=${text}`)
        const file = 'job_type: dpo\nmodel_config: { base_model: m }\nextra:\n  x: '
        const byHand = parseSpecs('a.yml', Buffer.from(`${file}${text}\n`), LENIENT).specs[0]
        const overridden = parseSpecs('a.yml', Buffer.from(`${file}1\n`), LENIENT, set.overrides).specs[0]
        // Overrides reject some values that a file may have (anchors, tags, nothing), but never read them differently.
        if (set.issues.length === 0) expect(overridden?.request).toEqual(byHand?.request)
        else expect(overridden).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })
})

const PIECES = ['a', '.', '=', '\n', '\r\n', '\r', ' ', 'hyperparameters', 'dataset_ids', '.0', '.1', 'batch_size', '[', ']', '{', '}', '"', "'", ',', ': ', '#', '&x', '*x', '!t', '|', '>', '- ', '---', '__proto__', '\u0000', '\ud800', '\u2028', '\u00a0', '1e999', '::error::'] // prettier-ignore
const SPEC =
  'job_type: dpo\nmodel_config: { base_model: m }\ndataset_ids: []\nhyperparameters: { batch_size: 8 }\n'

describe('any text of the set input', () => {
  const ONE_LINE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{5,600}$/u

  it('is parsed without throwing, with one-line messages that point at its lines', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
      hostileText.map((each) => `model_config.base_model=${each}`),
    )
    fc.assert(
      fc.property(text, (set) => {
        const { overrides, issues } = parseOverrides(set)
        const { specs, diagnostics } = parseSpecs('a.yml', Buffer.from(SPEC), LENIENT, overrides)
        const lines = set.split('\n').length
        const messages = [
          ...issues,
          ...diagnostics.map(({ location, message }) => ({
            line: location.line ?? 0,
            message,
          })),
        ]
        // One `expect` for all, because each takes longer than the comparison.
        const malformed = messages.filter(({ line, message }) => line < 1 || !ONE_LINE.test(message))
        const behind = [...issues, ...overrides].filter(({ line }) => line > lines)
        expect({ malformed, behind }).toEqual({ malformed: [], behind: [] })
        expect(specs.length + diagnostics.length + issues.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  it('stays plain text in the log, the comment and the summary', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (path, text) => {
        const set = `model_config.base_model=${JSON.stringify(`m${text}`)}\n${path.replace(/[\r\n=]/g, '')}x=[${JSON.stringify(text)}]`
        const { overrides, issues } = parseOverrides(set)
        const { specs, diagnostics } = parseSpecs('a.yml', Buffer.from(SPEC), LENIENT, overrides)
        const model = sampleReport(
          specs.map((spec) => sampleState({ spec })),
          1,
          {
            diagnostics: [
              ...issues.map(({ line, level, message }) => ({
                level,
                message,
                location: { input: 'set' as const, line, specs: [] },
              })),
              ...diagnostics,
            ],
          },
        )
        const markup = renderMarkdown(renderComment(model).body)
        expectNoReferences(markup)
        expect(
          tagNames(renderMarkdown(renderSummary(model))).filter((tag) =>
            ['script', 'img', 'iframe'].includes(tag),
          ),
        ).toEqual([])
        const log = new FakeLog()
        logSpecs(log, model.states, model.diagnostics)
        const lines = [...log.lines, ...log.annotations.map(({ message }) => message)].map(escapeLogLine)
        for (const line of lines) expect(line).not.toMatch(/[\r\n\u2028\u2029\u001b]|^\s*::|##\[/)
      }),
      { numRuns: 300 },
    )
  })
})
