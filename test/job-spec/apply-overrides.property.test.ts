import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readSpecs } from '../../src/job-spec/load.ts'
import { parseOverrides } from '../../src/job-spec/overrides.ts'
import type { LoadedSpecs } from '../../src/job-spec/types.ts'
import { tellSpecs } from '../../src/report/log.ts'
import { comment, summary } from '../../src/report/render.ts'
import { logLine } from '../../src/runtime/escape-log-line.ts'
import { RecordingLog } from '../fakes/log.ts'
import { sampleTraining } from '../fakes/samples.ts'
import { story } from '../report/fixtures/status-sequences.ts'
import { expectQuiet, hostile, html, tagsIn } from '../report/fixtures/hostile-text.ts'

const LAX = { allowUnknownFields: true, waits: false }
type Mapping = Readonly<Record<string, unknown>>

const read = (text: string, set = ''): LoadedSpecs =>
  readSpecs('a.yml', Buffer.from(text), LAX, parseOverrides(set).overrides)

/** A name that a path can have: no dots, no `=`, no number, nothing that the trimming of lines would take away. */
const name = fc.oneof(
  fc.constantFrom('x', 'y', '__proto__', 'constructor', 'toString', '<<', '//', 'a b', 'true', 'null', '-1', 'ö'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }).filter((text) => /^[^\s.=#\p{C}][^.=\p{C}\s]*$/u.test(text)),
).filter((text) => !/^\d+$/.test(text)) // prettier-ignore

/** What JSON can say on one line, and YAML too, without an empty text in it. */
const value: fc.Arbitrary<unknown> = fc
  .jsonValue({ maxDepth: 3 })
  .filter((each) => !/""|"\s+"|\d{16}|e\+|-0\b|\u007f/.test(JSON.stringify(each)))

interface Edit {
  readonly path: readonly string[]
  readonly value: unknown
}

/** One level after the other, by hand. */
function edited(present: unknown, { path: [step, ...rest], value: put }: Edit): unknown {
  if (step === undefined) return put
  const isMapping = typeof present === 'object' && present !== null
  const entries = Object.entries(isMapping ? (present as Mapping) : {}).filter(([key]) => key !== step)
  const member = isMapping && Object.hasOwn(present, step) ? (present as Mapping)[step] : undefined
  return Object.fromEntries([...entries, [step, edited(member, { path: rest, value: put })]])
}

/** Whether nothing but mappings, or nothing at all, is on the way. */
function isFree(present: unknown, path: readonly string[]): boolean {
  const [step, ...rest] = path
  if (step === undefined || present === undefined || present === null) return true
  if (typeof present !== 'object' || Array.isArray(present)) return false
  return isFree(Object.hasOwn(present, step) ? (present as Mapping)[step] : undefined, rest)
}

describe('an override', () => {
  const SPEC = { job_type: 'dpo', model_config: { base_model: 'm' } }
  const extra = fc.dictionary(name, fc.oneof(value, fc.dictionary(name, value)), { noNullPrototype: true })
  const path = fc.array(name, { minLength: 1, maxLength: 4 })

  it('is the same as an edit of the file', () => {
    fc.assert(
      fc.property(extra, fc.array(fc.record({ path, value }), { maxLength: 3 }), (more, edits) => {
        const texts = edits.map((edit) => edit.path.join('.'))
        const isInside = (a: string, b: string) => a === b || a.startsWith(`${b}.`)
        fc.pre(texts.every((a, n) => texts.every((b, m) => n === m || !isInside(a, b))))
        // Under the name of a mapping, so that what is made up cannot spoil a field of the contract.
        const before = { ...SPEC, extra: more }
        const set = edits.map((edit, n) => `extra.${texts[n]} = ${JSON.stringify(edit.value)}`).join('\n')
        fc.pre(edits.every((edit) => isFree(before.extra, edit.path)))
        const after = edits.reduce<unknown>((all, { path: to, value: put }) => {
          return edited(all, { path: ['extra', ...to], value: put })
        }, before)
        const [overridden] = read(JSON.stringify(before), set).specs
        const [byHand] = read(JSON.stringify(after)).specs
        expect(parseOverrides(set).faults).toEqual([])
        expect(byHand?.digest).toMatch(/^[0-9a-f]{64}$/)
        expect(overridden?.digest).toBe(byHand?.digest)
        expect(({} as Record<string, unknown>)['x']).toBeUndefined()
      }),
      { numRuns: 1000 },
    )
  })

  it('reads a value as the file does, whatever it is', () => {
    const word = fc.oneof(
      hostile,
      fc.constantFrom('1e-5', '.nan', 'yes', '[a, b]', '{x: 1}', 'a # b', 'a: b', '!!int 5', '0x1F'),
    )
    fc.assert(
      fc.property(word, (text) => {
        fc.pre(!/[\r\n]/.test(text) && text.trim() !== '' && text.trim() === text)
        const set = parseOverrides(`extra.x=${text}`)
        const file = 'job_type: dpo\nmodel_config: { base_model: m }\nextra:\n  x: '
        const byHand = readSpecs('a.yml', Buffer.from(`${file}${text}\n`), LAX).specs[0]
        const overridden = readSpecs('a.yml', Buffer.from(`${file}1\n`), LAX, set.overrides).specs[0]
        // Some of what a file may have (anchors, tags, nothing) is refused here, but never read in another way.
        if (set.faults.length === 0) expect(overridden?.request).toEqual(byHand?.request)
        else expect(overridden).toBeUndefined()
      }),
      { numRuns: 2000 },
    )
  })
})

const PIECES = ['a', '.', '=', '\n', '\r\n', '\r', ' ', 'hyperparameters', 'dataset_ids', '.0', '.1', 'batch_size', '[', ']', '{', '}', '"', "'", ',', ': ', '#', '&x', '*x', '!t', '|', '>', '- ', '---', '__proto__', '\u0000', '\ud800', '\u2028', '\u00a0', '1e999', '::error::'] // prettier-ignore
const SPEC =
  'job_type: dpo\nmodel_config: { base_model: m }\ndataset_ids: []\nhyperparameters: { batch_size: 8 }\n'

describe('whatever the text of set is', () => {
  it('it is judged without an exception, at a line of it, in one line of words', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
      hostile.map((each) => `model_config.base_model=${each}`),
    )
    fc.assert(
      fc.property(text, (set) => {
        const { overrides, faults } = parseOverrides(set)
        const { specs, problems } = readSpecs('a.yml', Buffer.from(SPEC), LAX, overrides)
        const lines = set.split('\n').length
        for (const { line, message } of [
          ...faults,
          ...problems.map(({ place, message: words }) => ({ line: place.line ?? 0, message: words })),
        ]) {
          expect(message).toMatch(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{5,600}$/u)
          expect(line).toBeGreaterThanOrEqual(1)
        }
        for (const { line } of [...faults, ...overrides]) expect(line).toBeLessThanOrEqual(lines)
        expect(specs.length + problems.length + faults.length).toBeGreaterThan(0)
      }),
      { numRuns: 2000 },
    )
  })

  it('it stays text in the log, the comment and the summary', () => {
    fc.assert(
      fc.property(hostile, hostile, (path, text) => {
        const set = `model_config.base_model=${JSON.stringify(`m${text}`)}\n${path.replace(/[\r\n=]/g, '')}x=[${JSON.stringify(text)}]`
        const { overrides, faults } = parseOverrides(set)
        const { specs, problems } = readSpecs('a.yml', Buffer.from(SPEC), LAX, overrides)
        const told = story(
          specs.map((spec) => sampleTraining({ spec })),
          1,
          {
            problems: [
              ...faults.map(({ line, level, message }) => ({
                level,
                message,
                place: { input: 'set' as const, line, specs: [] },
              })),
              ...problems,
            ],
          },
        )
        const markup = html(comment(told).body)
        expectQuiet(markup)
        expect(
          tagsIn(html(summary(told))).filter((tag) => ['script', 'img', 'iframe'].includes(tag)),
        ).toEqual([])
        const log = new RecordingLog()
        tellSpecs(log, told.trainings, told.problems)
        const lines = [...log.lines, ...log.annotations.map(({ message }) => message)].map(logLine)
        for (const line of lines) expect(line).not.toMatch(/[\r\n\u2028\u2029\u001b]|^\s*::|##\[/)
      }),
      { numRuns: 300 },
    )
  })
})
