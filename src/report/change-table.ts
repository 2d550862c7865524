import type { Training } from '../job/training.ts'
import type { Change, Comparison, FieldChange } from './changes.ts'
import * as md from './markdown.ts'
import type { Story } from './story.ts'

const MOST_ROWS = 40

type Row = readonly [field: string, before: string, after: string]

/** What the spec of a training changes against the base branch, where that was looked at. */
export function changeBlocks(training: Training, comparison: Comparison | undefined): readonly string[] {
  const change = comparison?.changes.get(training.label)
  return comparison && change ? blocksOf(change, md.code(comparison.base)) : []
}

/** What holds for each of several specs, said once, and what is left to be said of each. */
export function commonChange({
  trainings,
  comparison,
}: Pick<Story, 'trainings' | 'comparison'>): readonly [readonly string[], Comparison | undefined] {
  if (comparison === undefined) return [[], comparison]
  const kinds = new Set(trainings.map(({ label }) => comparison.changes.get(label)?.kind))
  const base = md.code(comparison.base)
  if (kinds.size > 1 || !(kinds.has('new') || kinds.has('same'))) return [[], comparison]
  return [
    [kinds.has('new') ? `All new on this branch: ${base} has none of them.` : `All as on ${base}.`],
    undefined,
  ]
}

function blocksOf(change: Change, base: string): readonly string[] {
  switch (change.kind) {
    case 'new':
      return [`New on this branch: ${base} has no such spec.`]
    case 'same':
      return [`The same as on ${base}.`]
    case 'not-comparable':
      return [`Not compared with ${base}: ${md.text(change.reason)}`]
    case 'changed':
      return changedBlocks(change.fields, base)
  }
}

function changedBlocks(fields: readonly FieldChange[], base: string): readonly string[] {
  const headings = ['field', base, 'here']
  const rows = fields.flatMap(rowsOf)
  const [first = '', ...rest] =
    rows.length > MOST_ROWS ? md.inPieces(headings, rows) : [md.table(headings, rows)]
  // One block with its table, so that a page that is cut does not end with the heading.
  return [`Changed against ${base}:\n\n${first}`, ...rest]
}

/** An item of a list has a row of its own, so that a long list can be cut too. */
function rowsOf({ field, before = '', after = '', added = [], removed = [] }: FieldChange): readonly Row[] {
  const name = md.code(field)
  const number = Math.max(added.length, removed.length)
  const items = Array.from({ length: number }, (_, n): Row => [
    name,
    signed('−', removed[n]),
    signed('+', added[n]),
  ])
  return number > 0 ? items : [[name, md.code(before), md.code(after)]]
}

function signed(sign: string, item: string | undefined): string {
  return item === undefined ? '' : `${sign} ${md.code(item)}`
}
