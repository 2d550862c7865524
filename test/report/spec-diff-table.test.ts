import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { changeBlocks, changeOf, type Change, type FieldChange } from '../../src/report/spec-diff.ts'
import * as md from '../../src/report/markdown.ts'
import { JOB_ID, sampleSpec, sampleTraining } from '../fakes/samples.ts'
import { expectQuiet, hostile, html, plain, tagsIn, visible } from './fixtures/hostile-text.ts'

const training = sampleTraining()

const blocks = (change: Change, base = 'main') =>
  changeBlocks(training, { base, changes: new Map([[training.label, change]]) })

const changed = (...fields: FieldChange[]): Change => ({ kind: 'changed', fields })

/** The cells of each row of a page, as HTML. */
const cellsIn = (page: string) =>
  [...html(page).matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<t[hd]>(.*?)<\/t[hd]>/gs)].map(([, cell]) => cell!),
  )

describe('what a spec changes', () => {
  it.each<[string, Change, string]>([
    ['a new spec', { kind: 'new' }, 'New on this branch: `main` has no such spec.'],
    ['the same spec', { kind: 'same' }, 'The same as on `main`.'],
    [
      'a spec that cannot be compared',
      { kind: 'not-comparable', reason: 'line 3 is *not* YAML.' },
      'Not compared with `main`: line 3 is \\*not\\* YAML.',
    ],
  ])('%s is one sentence', (_, change, sentence) => {
    expect(blocks(change)).toEqual([sentence])
  })

  it('is a table', () => {
    const { request } = sampleSpec()
    const change = changeOf(request, {
      ...request,
      dataset_ids: [JOB_ID, 'a'],
      hyperparameters: { learning_rate: 3e-5, training_steps: 1000, warmup_steps: 10 },
    })
    expect(blocks(change)).toEqual([
      `Changed against \`main\`:

| field | \`main\` | here |
| --- | --- | --- |
| \`dataset_ids\` | − \`1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11\` | + \`${JOB_ID}\` |
| \`dataset_ids\` |  | + \`a\` |
| \`hyperparameters.learning_rate\` | \`1e-5\` | \`3e-5\` |
| \`hyperparameters.batch_size\` | \`8\` |  |
| \`hyperparameters.warmup_steps\` |  | \`10\` |`,
    ])
  })

  it('is not said where nobody looked', () => {
    expect(changeBlocks(training, undefined)).toEqual([])
    expect(changeBlocks(training, { base: 'main', changes: new Map([['b.yml', { kind: 'new' }]]) })).toEqual(
      [],
    )
  })

  it.each([
    [40, [40]],
    [41, [25, 16]],
    [60, [25, 25, 10]],
  ])('of %i rows comes in pieces of %j', (number, sizes) => {
    const ids = Array.from({ length: number - 1 }, (_, n) => `id ${n}`)
    const pieces = blocks(changed({ field: 'dataset_ids', added: ids }, { field: 'x', before: '1' }))
    expect(pieces.map((piece) => cellsIn(piece).length - 1)).toEqual(sizes)
    expect(pieces.flatMap((piece) => cellsIn(piece).slice(1)).map(([, , here]) => here)).toEqual([
      ...ids.map((id) => `+ <code>${id}</code>`),
      '',
    ])
  })

  it('does not leave its heading alone on a page that is cut', () => {
    const change = changed({ field: 'x', before: 'a'.repeat(100) })
    expect(md.fit(['first', ...blocks(change)], 120, '_cut_')).toBe('first\n\n_cut_')
  })
})

describe('hostile text', () => {
  it('stays in its cell of the table', () => {
    const field = fc.record({ field: hostile, before: hostile, after: hostile })
    const list = fc.record({ field: hostile, added: fc.array(hostile, { minLength: 1, maxLength: 3 }) })
    fc.assert(
      fc.property(field, list, (one, two) => {
        const page = blocks(changed(one, two)).join('\n\n')
        const rows = cellsIn(`${page}\n\nafter`)
        expect(rows.map((cells) => cells.length)).toEqual([3, 3, ...two.added.map(() => 3)])
        const expected = [
          [one.field, one.before, one.after],
          ...two.added.map((id) => [two.field, '', `+ ${id}`]),
        ]
        expect(rows.slice(1).map((cells) => cells.map((cell) => plain(visible(cell))))).toEqual(
          expected.map((cells) => cells.map(plain)),
        )
        expect(new Set(rows.flat().flatMap(tagsIn))).toEqual(new Set(['code']))
        expectQuiet(rows.flat().join(' '))
      }),
      { numRuns: 2_000 },
    )
  })

  it('of a spec stays in its cell, field by field', () => {
    const { request } = sampleSpec()
    const unknown = fc.record({ [`a|b`]: hostile, list: fc.array(hostile), id: hostile })
    fc.assert(
      fc.property(unknown, hostile, hostile, (fields, name, value) => {
        const after = { ...request, dataset_ids: [value], x: { ...fields, [name]: value } }
        const rows = cellsIn(blocks(changeOf(request, after)).join('\n\n'))
        expect(rows.length).toBeGreaterThan(4)
        expect(rows.filter((cells) => cells.length !== 3)).toEqual([])
        expect(new Set(rows.flat().flatMap(tagsIn))).toEqual(new Set(['code']))
      }),
      { numRuns: 1_000 },
    )
  })

  it('stays text in a sentence and in the name of the branch', () => {
    fc.assert(
      fc.property(hostile, hostile, (reason, name) => {
        const base = `b${name}`
        for (const change of [
          { kind: 'new' },
          { kind: 'same' },
          { kind: 'not-comparable', reason },
        ] as const) {
          const markup = html(`${blocks(change, base).join('\n\n')}\n\nafter`)
          expect(tagsIn(markup)).toEqual(['p', 'code', 'code', 'p', 'p', 'p'])
          expectQuiet(markup)
        }
        const page = `${blocks(changed({ field: 'x', after: '1' }), base).join('\n\n')}\n\nafter`
        expect(tagsIn(html(page)).slice(0, 4)).toEqual(['p', 'code', 'code', 'p'])
        expect(cellsIn(page).map((cells) => cells.length)).toEqual([3, 3])
      }),
      { numRuns: 1_000 },
    )
  })
})
