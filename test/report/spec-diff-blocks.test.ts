import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { specDiffBlocks } from '../../src/report/spec-diff-blocks.ts'
import { diffRequests, type SpecDiff, type FieldChange } from '../../src/job-spec/spec-diff.ts'
import * as md from '../../src/report/markdown.ts'
import { JOB_ID, sampleSpec, sampleState } from '../fakes/samples.ts'
import {
  expectNoReferences,
  hostileText,
  renderMarkdown,
  comparableText,
  tagNames,
  textOf,
} from './fixtures/hostile-text.ts'

const state = sampleState()

const blocks = (diff: SpecDiff, base = 'main') =>
  specDiffBlocks(state, { base, diffs: new Map([[state.label, diff]]) })

const changedDiff = (...fields: FieldChange[]): SpecDiff => ({ kind: 'changed', fields })

/** The cells of each table row, as HTML. */
const tableCells = (page: string) =>
  [...renderMarkdown(page).matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd]>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!),
  )

describe('the description of a spec diff', () => {
  it.each<[string, SpecDiff, string]>([
    ['a new spec', { kind: 'new' }, 'New on this branch: `main` has no such spec.'],
    ['the same spec', { kind: 'same' }, 'Unchanged from `main`.'],
    [
      'a spec that cannot be compared',
      { kind: 'not-comparable', message: 'line 3 is *not* YAML.' },
      'Cannot be compared with `main`: line 3 is \\*not\\* YAML.',
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
      `Changes from \`main\`:

| field | \`main\` | this branch |
| --- | --- | --- |
| \`dataset_ids\` | − \`1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11\` | + \`${JOB_ID}\` |
| \`dataset_ids\` |  | + \`a\` |
| \`hyperparameters.learning_rate\` | \`1e-5\` | \`3e-5\` |
| \`hyperparameters.batch_size\` | \`8\` |  |
| \`hyperparameters.warmup_steps\` |  | \`10\` |`,
    ])
  })

  it('is empty if the spec was not compared', () => {
    expect(specDiffBlocks(state, undefined)).toEqual([])
    expect(specDiffBlocks(state, { base: 'main', diffs: new Map([['b.yml', { kind: 'new' }]]) })).toEqual([])
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
      ...ids.map((id) => `+ <code>${id}</code>`),
      '',
    ])
  })

  it('does not leave its heading alone when truncated', () => {
    const diff = changedDiff({ field: 'x', before: 'a'.repeat(100) })
    expect(md.truncateBlocks(['first', ...blocks(diff)], 120, '_cut_')).toBe('first\n\n_cut_')
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
        expect(new Set(rows.flat().flatMap(tagNames))).toEqual(new Set(['code']))
        expectNoReferences(rows.flat().join(' '))
      }),
      { numRuns: 2_000 },
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
        expect(new Set(rows.flat().flatMap(tagNames))).toEqual(new Set(['code']))
      }),
      { numRuns: 1_000 },
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
          expect(tagNames(markup)).toEqual(['p', 'code', 'code', 'p', 'p', 'p'])
          expectNoReferences(markup)
        }
        const page = `${blocks(changedDiff({ field: 'x', after: '1' }), base).join('\n\n')}\n\nafter`
        expect(tagNames(renderMarkdown(page)).slice(0, 4)).toEqual(['p', 'code', 'code', 'p'])
        expect(tableCells(page).map((cells) => cells.length)).toEqual([3, 3])
      }),
      { numRuns: 1_000 },
    )
  })
})
