import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { specDiffBlocks } from '../../src/report/spec-diff-blocks.ts'
import type { SpecPlan } from '../../src/policy/plan.ts'
import type { ReportModel } from '../../src/report/report-model.ts'
import { diffRequests, type SpecDiff, type FieldChange } from '../../src/job-spec/spec-diff.ts'
import { JOB_ID, sampleContext, sampleSpec, sampleState } from '../fakes/samples.ts'
import {
  expectNoReferences,
  hostileText,
  renderMarkdown,
  comparableText,
  tagNames,
  textOf,
} from './fixtures/hostile-text.ts'

const state = sampleState()

const model: ReportModel = { states: [state], diagnostics: [], context: sampleContext(), nowMs: 0 }
/** Without a size, so that the table has only the changes. */
const sizeless = { ...state, spec: sampleSpec({ request: { ...sampleSpec().request, hyperparameters: {} } }) }

const blocks = (diff: SpecDiff, base = 'main') =>
  specDiffBlocks(sizeless, { ...model, specDiffs: { base, diffs: new Map([[state.label, diff]]) } })

const changedDiff = (...fields: FieldChange[]): SpecDiff => ({ kind: 'changed', fields })

/** The cells of each table row, as HTML. */
const tableCells = (page: string) =>
  [...renderMarkdown(page).matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd]>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!),
  )

describe('the description of a spec diff', () => {
  it.each<[string, SpecDiff, string]>([
    ['a new spec', { kind: 'new' }, 'New: `main` has no such spec.'],
    ['the same spec', { kind: 'same' }, 'Unchanged from `main`.'],
    [
      'a spec that cannot be compared',
      { kind: 'not-comparable', message: 'line 3 is *not* `YAML`.' },
      'Cannot be compared with `main`: line 3 is \\*not\\* `YAML`.',
    ],
  ])('is one sentence for %s', (_, diff, sentence) => {
    expect(blocks(diff)).toEqual([sentence])
  })

  it('is a table', () => {
    const { request } = sampleSpec()
    const diff = diffRequests(request, {
      ...request,
      dataset_ids: [JOB_ID, 'a'],
      hyperparameters: { learning_rate: 3e-5, training_steps: 1000, warmup_steps: 10 },
    })
    expect(blocks(diff)).toEqual([
      `| field | \`main\` | this pull request |
| --- | --- | --- |
| \`dataset_ids\` | **−** \`1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11\` | **+** \`${JOB_ID}\` |
| \`dataset_ids\` |  | **+** \`a\` |
| \`learning_rate\` | \`1e-5\` | **\`3e-5\`** |
| \`batch_size\` | \`8\` | **removed** |
| \`warmup_steps\` |  | **\`10\`** |`,
    ])
  })

  it('has short names, unless two fields have the same', () => {
    const names = (...fields: readonly string[]) =>
      tableCells(blocks(changedDiff(...fields.map((field) => ({ field, after: '1' })))).join(''))
        .slice(1)
        .map(([name = '']) => textOf(name))
    expect(names('hyperparameters.a', 'model_config.b')).toEqual(['a', 'b'])
    expect(names('hyperparameters.a', 'a', 'x.b')).toEqual(['hyperparameters.a', 'a', 'x.b'])
  })

  it('is empty if the spec was not compared', () => {
    expect(specDiffBlocks(state, model)).toEqual([])
    const diffs = new Map([['b.yml', { kind: 'new' } as const]])
    expect(specDiffBlocks(state, { ...model, specDiffs: { base: 'main', diffs } })).toEqual([])
  })

  it.each([
    [40, [40]],
    [41, [25, 16]],
    [60, [25, 25, 10]],
  ])('splits %i rows into tables of %j rows', (number, sizes) => {
    const ids = Array.from({ length: number - 1 }, (_, n) => `id ${n}`)
    const pieces = blocks(changedDiff({ field: 'dataset_ids', added: ids }, { field: 'x', before: '1' }))
    expect(pieces.map((piece) => tableCells(piece).length - 1)).toEqual(sizes)
    expect(pieces.flatMap((piece) => tableCells(piece).slice(1)).map(([, , here]) => here)).toEqual([
      ...ids.map((id) => `<strong>+</strong> <code>${id}</code>`),
      '<strong>removed</strong>',
    ])
  })
})

describe('the size and the price in the table of changes', () => {
  const before = sampleSpec().request
  const rowsOf = (hyperparameters: Record<string, number>, specPlan?: SpecPlan) => {
    const request = { ...before, hyperparameters: { learning_rate: 1e-5, ...hyperparameters } }
    const changed = sampleState({ spec: sampleSpec({ request }) })
    const page = specDiffBlocks(changed, {
      ...model,
      specDiffs: { base: 'main', diffs: new Map([[changed.label, diffRequests(before, request)]]) },
      plan: specPlan && { specs: new Map([[changed.label, specPlan]]), violations: [] },
    })
    const rows = page.join('').split('\n')
    return rows.filter((row) => row.startsWith('| examples') || row.startsWith('| price'))
  }
  const STEPS = '| examples (steps × batch) |'

  it.each<[string, Record<string, number>, string]>([
    ['more', { training_steps: 1250, batch_size: 8 }, `${STEPS} 8,000 | **10,000** (+25&nbsp;%) |`],
    ['fewer', { training_steps: 1000, batch_size: 4 }, `${STEPS} 8,000 | **4,000** (−50&nbsp;%) |`],
    ['a few more', { training_steps: 1001, batch_size: 8 }, `${STEPS} 8,000 | **8,008** (+0.1&nbsp;%) |`],
    ['a thousand times more', { training_steps: 1_000_000, batch_size: 8 }, `${STEPS} 8,000 | **8,000,000** (+99,900&nbsp;%) |`],
    ['the same', { training_steps: 500, batch_size: 16 }, `${STEPS} 8,000 | 8,000 |`],
  ])('come from the requests: %s', (_, settings, row) => {
    expect(rowsOf(settings)).toEqual([row])
  }) // prettier-ignore

  it('are left out if a field is missing', () => {
    expect(rowsOf({ training_steps: 1000 })).toEqual([])
  })

  it('come from the plan', () => {
    const specPlan = {
      examples: 8_000,
      price: { amount: 1234.5, currency: 'EUR' },
      basePrice: { amount: 77, currency: 'EUR' },
      violations: [],
    }
    expect(rowsOf({ training_steps: 1000 }, specPlan)).toEqual([
      `${STEPS}  | **8,000** |`,
      '| price, by your rates | 77 EUR | **1,234.50 EUR** (+1,503&nbsp;%) |',
    ])
  })

  it('do not compare prices of two currencies', () => {
    const specPlan = {
      price: { amount: 96, currency: 'EUR' },
      basePrice: { amount: 77, currency: 'USD' },
      violations: [],
    }
    expect(rowsOf({ training_steps: 1 }, specPlan)).toEqual(['| price, by your rates |  | **96 EUR** |'])
  })
})

describe('hostile text', () => {
  it('stays in its cell of the table', () => {
    const field = fc.record({ field: hostileText, before: hostileText, after: hostileText })
    const list = fc.record({
      field: hostileText,
      added: fc.array(hostileText, { minLength: 1, maxLength: 3 }),
    })
    fc.assert(
      fc.property(field, list, (one, two) => {
        const page = blocks(changedDiff(one, two)).join('\n\n')
        const rows = tableCells(`${page}\n\nafter`)
        expect(rows.map((cells) => cells.length)).toEqual([3, 3, ...two.added.map(() => 3)])
        const expected = [
          [one.field, one.before, one.after],
          ...two.added.map((id) => [two.field, '', `+ ${id}`]),
        ]
        expect(rows.slice(1).map((cells) => cells.map((cell) => comparableText(textOf(cell))))).toEqual(
          expected.map((cells) => cells.map(comparableText)),
        )
        expect(new Set(rows.flat().flatMap(tagNames))).toEqual(new Set(['code', 'strong']))
        expectNoReferences(rows.flat().join(' '))
      }),
      { numRuns: 500 },
    )
  })

  it('in a spec stays in the cell of its field', () => {
    const { request } = sampleSpec()
    const unknown = fc.record({ [`a|b`]: hostileText, list: fc.array(hostileText), id: hostileText })
    fc.assert(
      fc.property(unknown, hostileText, hostileText, (fields, name, value) => {
        const after = { ...request, dataset_ids: [value], x: { ...fields, [name]: value } }
        const rows = tableCells(blocks(diffRequests(request, after)).join('\n\n'))
        expect(rows.length).toBeGreaterThan(4)
        expect(rows.filter((cells) => cells.length !== 3)).toEqual([])
        expect(new Set(rows.flat().flatMap(tagNames))).toEqual(new Set(['code', 'strong']))
      }),
      { numRuns: 300 },
    )
  })

  it('stays text in a sentence and in the branch name', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (reason, name) => {
        const base = `b${name}`
        for (const diff of [
          { kind: 'new' },
          { kind: 'same' },
          { kind: 'not-comparable', message: reason },
        ] as const) {
          const markup = renderMarkdown(`${blocks(diff, base).join('\n\n')}\n\nafter`)
          expect(tagNames(markup).filter((tag) => tag !== 'code')).toEqual(['p', 'p', 'p', 'p'])
          expectNoReferences(markup)
        }
        const page = `${blocks(changedDiff({ field: 'x', after: '1' }), base).join('\n\n')}\n\nafter`
        expect(tableCells(page).map((cells) => cells.length)).toEqual([3, 3])
      }),
      { numRuns: 300 },
    )
  })
})
