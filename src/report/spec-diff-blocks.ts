import * as md from './markdown.ts'
import type { FieldChange, SpecDiff, SpecDiffs } from '../job-spec/spec-diff.ts'
import type { JobState } from '../jobs/job-state.ts'

const MAX_TABLE_ROWS = 40

type Row = readonly [field: string, before: string, after: string]

/** Describes the changes of one spec, if it was compared. */
export function specDiffBlocks(state: JobState, specDiffs: SpecDiffs | undefined): readonly string[] {
  const diff = specDiffs?.diffs.get(state.label)
  return specDiffs && diff ? describeDiff(diff, md.code(specDiffs.base)) : []
}

/** Returns a sentence that holds for all specs, and the diffs left to describe one by one. */
export function commonDiff({
  states,
  specDiffs,
}: {
  readonly states: readonly JobState[]
  readonly specDiffs?: SpecDiffs
}): readonly [readonly string[], SpecDiffs | undefined] {
  if (specDiffs === undefined) return [[], specDiffs]
  const kinds = new Set(states.map(({ label }) => specDiffs.diffs.get(label)?.kind))
  const base = md.code(specDiffs.base)
  if (kinds.size > 1 || !(kinds.has('new') || kinds.has('same'))) return [[], specDiffs]
  return [
    [kinds.has('new') ? `All new on this branch: ${base} has none of them.` : `All unchanged from ${base}.`],
    undefined,
  ]
}

function describeDiff(diff: SpecDiff, base: string): readonly string[] {
  switch (diff.kind) {
    case 'new':
      return [`New on this branch: ${base} has no such spec.`]
    case 'same':
      return [`Unchanged from ${base}.`]
    case 'not-comparable':
      return [`Cannot be compared with ${base}: ${md.escapeText(diff.message)}`]
    case 'changed':
      return diffTable(diff.fields, base)
  }
}

function diffTable(fields: readonly FieldChange[], base: string): readonly string[] {
  const headings = ['field', base, 'this branch']
  const rows = fields.flatMap(toRows)
  const [first = '', ...rest] =
    rows.length > MAX_TABLE_ROWS ? md.chunkTable(headings, rows) : [md.table(headings, rows)]
  // In one block with its table, so that truncation does not leave the heading alone.
  return [`Changes from ${base}:\n\n${first}`, ...rest]
}

/** One row per list item, so that a long list can be truncated too. */
function toRows({ field, before = '', after = '', added = [], removed = [] }: FieldChange): readonly Row[] {
  const name = md.code(field)
  const itemCount = Math.max(added.length, removed.length)
  const items = Array.from({ length: itemCount }, (_, n): Row => [
    name,
    withSign('−', removed[n]),
    withSign('+', added[n]),
  ])
  return itemCount > 0 ? items : [[name, md.code(before), md.code(after)]]
}

function withSign(sign: string, item: string | undefined): string {
  return item === undefined ? '' : `${sign} ${md.code(item)}`
}
