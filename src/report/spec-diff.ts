import * as md from './markdown.ts'
import { schemaAt } from '../job-spec/contract-fields.ts'
import { childPointer, isMapping } from '../job-spec/document.ts'
import type { TrainingRequest } from '../job-spec/types.ts'
import type { Training } from '../jobs/job-state.ts'
import { literal, membersOf, shownAlone, shownPair, shownPath } from './spec-value.ts'

/** One field whose value differs. */
export interface FieldChange {
  /** Dotted path, such as `hyperparameters.learning_rate`. */
  readonly field: string
  /** The value as people write it; absent where the field is not there on that side. */
  readonly before?: string
  readonly after?: string
  /** For a list whose order means nothing, instead of the values: what it has more of, and less of. */
  readonly added?: readonly string[]
  readonly removed?: readonly string[]
}

/** What a spec asks for, against what it asks for on the base branch. */
export type Change =
  /** The file, or this document of it, is not on the base branch. */
  | { readonly kind: 'new' }
  | { readonly kind: 'same' }
  | { readonly kind: 'changed'; readonly fields: readonly FieldChange[] }
  /** The file on the base branch could not be read or understood. */
  | { readonly kind: 'not-comparable'; readonly reason: string }

/** What the specs of a pull request change. */
export interface Comparison {
  /** Name of the base branch. */
  readonly base: string
  /** By the label of the spec. */
  readonly changes: ReadonlyMap<string, Change>
}

type Path = readonly string[]

/** What a request changes against an earlier one. */
export function changeOf(before: TrainingRequest | undefined, after: TrainingRequest): Change {
  if (before === undefined) return { kind: 'new' }
  const fields = changesAt([], before, after)
  return fields.length === 0 ? { kind: 'same' } : { kind: 'changed', fields }
}

function changesAt(path: Path, before: unknown, after: unknown): readonly FieldChange[] {
  if (isAbsentOr(isMapping, before) && isAbsentOr(isMapping, after)) {
    const names = namesIn(path, before ?? {}, after ?? {})
    if (names.length > 0)
      return names.flatMap((name) =>
        changesAt([...path, name], memberOf(before, name), memberOf(after, name)),
      )
  }
  if (isUnordered(path) && isAbsentOr(isList, before) && isAbsentOr(isList, after)) {
    const added = surplus(after ?? [], before ?? [])
    const removed = surplus(before ?? [], after ?? [])
    if (added.length > 0 || removed.length > 0) return [listChange(path, added, removed)]
    if (before !== undefined && after !== undefined) return []
  }
  return valueChange(path, before, after)
}

function valueChange(path: Path, before: unknown, after: unknown): readonly FieldChange[] {
  if (literal(before) === literal(after)) return []
  const [was, is] = shownPair(before, after)
  return [
    {
      field: shownPath(path),
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
    },
  ]
}

function listChange(path: Path, added: readonly unknown[], removed: readonly unknown[]): FieldChange {
  return {
    field: shownPath(path),
    ...(added.length === 0 ? {} : { added: added.map(shownAlone) }),
    ...(removed.length === 0 ? {} : { removed: removed.map(shownAlone) }),
  }
}

/** The items of a list that another one has not, or not as often. */
function surplus(list: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  const left = new Map<string, number>()
  for (const item of other.map(literal)) left.set(item, (left.get(item) ?? 0) + 1)
  return list.filter((item) => {
    const key = literal(item)
    const number = left.get(key) ?? 0
    left.set(key, number - 1)
    return number <= 0
  })
}

/** The fields of both: those of the contract in its order, then the others as they are written. */
function namesIn(
  path: Path,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly string[] {
  const written = new Set([...membersOf(after), ...membersOf(before)].map(([name]) => name))
  const pointer = path.reduce<string>(childPointer, '')
  const known = Object.keys(schemaAt(pointer)?.properties ?? {}).filter((name) => written.has(name))
  return [...new Set([...known, ...written])]
}

/** A field of the mapping itself: `constructor` and the like may be names in a file. */
function memberOf(mapping: Readonly<Record<string, unknown>> | undefined, name: string): unknown {
  return mapping && Object.hasOwn(mapping, name) ? mapping[name] : undefined
}

/** The service trains on all datasets alike. */
function isUnordered(path: Path): boolean {
  return path.length === 1 && path[0] === 'dataset_ids'
}

function isAbsentOr<T>(is: (value: unknown) => value is T, value: unknown): value is T | undefined {
  return value === undefined || is(value)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

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
}: {
  readonly trainings: readonly Training[]
  readonly comparison?: Comparison | undefined
}): readonly [readonly string[], Comparison | undefined] {
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

/** More fields than these make a table that nobody can read. */
const MOST_FIELDS = 3

/** The fields in which the specs of a step differ, as in a sweep: their names, and of each spec the values. */
export interface Differing {
  readonly fields: readonly string[]
  /** By label, in the order of the fields; empty where the spec has none. */
  readonly values: ReadonlyMap<string, readonly string[]>
}

/** Compares the specs of several trainings with each other. Lists are left out: they do not fit into a cell. */
export function differing(trainings: readonly Training[]): Differing {
  const leaves = new Map(
    trainings.flatMap(({ label, spec }) => (spec ? [[label, leavesOf(spec.request)] as const] : [])),
  )
  const paths = [...new Set([...leaves.values()].flatMap((each) => [...each.keys()]))]
  const differ = paths.filter(
    (path) => new Set([...leaves.values()].map((each) => literal(each.get(path)))).size > 1,
  )
  const shown = differ.slice(0, MOST_FIELDS)
  const valuesOf = (each: ReadonlyMap<string, unknown>): string[] =>
    shown.map((path) => (each.has(path) ? shownAlone(each.get(path)) : ''))
  return {
    fields: shown.map((path) => shortest(path, differ)),
    values: new Map([...leaves].map(([label, each]) => [label, valuesOf(each)])),
  }
}

function leavesOf(value: Readonly<Record<string, unknown>>, path = ''): Map<string, unknown> {
  return new Map(
    membersOf(value).flatMap(([name, member]): [string, unknown][] => {
      const at = path === '' ? name : `${path}.${name}`
      if (isMapping(member)) return [...leavesOf(member, at)]
      return typeof member === 'object' && member !== null ? [] : [[at, member]]
    }),
  )
}

/** `learning_rate`, unless two of them end in it. */
function shortest(path: string, all: readonly string[]): string {
  const last = path.slice(path.lastIndexOf('.') + 1)
  const isAlone = all.filter((each) => each === last || each.endsWith(`.${last}`)).length === 1
  return isAlone ? last : path
}
