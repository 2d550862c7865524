import * as md from './markdown.ts'
import { schemaAt } from '../job-spec/contract-fields.ts'
import { canonicalJson } from '../job-spec/digest.ts'
import { childPointer, isMapping } from '../job-spec/document.ts'
import type { TrainingRequest } from '../job-spec/types.ts'
import type { JobState } from '../jobs/job-state.ts'
import { definedEntries, formatValue, formatValuePair, formatPath } from './spec-value.ts'

export interface FieldChange {
  /** Dotted path, such as `hyperparameters.learning_rate`. */
  readonly field: string
  /** Formatted value. Absent if that side does not have the field. */
  readonly before?: string
  readonly after?: string
  /** Formatted items, instead of values, for a list whose order does not matter. */
  readonly added?: readonly string[]
  readonly removed?: readonly string[]
}

/** How a spec differs from the one on the base branch. */
export type SpecDiff =
  /** The base branch does not have the file, or not this document of it. */
  | { readonly kind: 'new' }
  | { readonly kind: 'same' }
  | { readonly kind: 'changed'; readonly fields: readonly FieldChange[] }
  /** The file on the base branch could not be read or parsed. */
  | { readonly kind: 'not-comparable'; readonly message: string }

export interface SpecDiffs {
  /** Name of the base branch. */
  readonly base: string
  /** By spec label. */
  readonly diffs: ReadonlyMap<string, SpecDiff>
}

type Path = readonly string[]

/** Compares a request with the one on the base branch. */
export function diffRequests(before: TrainingRequest | undefined, after: TrainingRequest): SpecDiff {
  if (before === undefined) return { kind: 'new' }
  const fields = diffValues([], before, after)
  return fields.length === 0 ? { kind: 'same' } : { kind: 'changed', fields }
}

function diffValues(path: Path, before: unknown, after: unknown): readonly FieldChange[] {
  if (isAbsentOr(isMapping, before) && isAbsentOr(isMapping, after)) {
    const names = fieldNames(path, before ?? {}, after ?? {})
    if (names.length > 0)
      return names.flatMap((name) => diffValues([...path, name], getOwn(before, name), getOwn(after, name)))
  }
  if (isUnordered(path) && isAbsentOr(isList, before) && isAbsentOr(isList, after)) {
    const added = multisetDifference(after ?? [], before ?? [])
    const removed = multisetDifference(before ?? [], after ?? [])
    if (added.length > 0 || removed.length > 0) return [diffList(path, added, removed)]
    if (before !== undefined && after !== undefined) return []
  }
  return diffScalar(path, before, after)
}

function diffScalar(path: Path, before: unknown, after: unknown): readonly FieldChange[] {
  if (canonicalJson(before) === canonicalJson(after)) return []
  const [beforeText, afterText] = formatValuePair(before, after)
  return [{ field: formatPath(path), before: beforeText, after: afterText }]
}

function diffList(path: Path, added: readonly unknown[], removed: readonly unknown[]): FieldChange {
  return {
    field: formatPath(path),
    added: added.length === 0 ? undefined : added.map(formatValue),
    removed: removed.length === 0 ? undefined : removed.map(formatValue),
  }
}

/** Items of `list` that `other` does not have, or has less often. */
function multisetDifference(list: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  const remaining = new Map<string, number>()
  for (const item of other.map(canonicalJson)) remaining.set(item, (remaining.get(item) ?? 0) + 1)
  return list.filter((item) => {
    const key = canonicalJson(item)
    const count = remaining.get(key) ?? 0
    remaining.set(key, count - 1)
    return count <= 0
  })
}

/** Fields of both mappings: first those of the API schema, in its order, then the others as written. */
function fieldNames(
  path: Path,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly string[] {
  const written = new Set([...definedEntries(after), ...definedEntries(before)].map(([name]) => name))
  const pointer = path.reduce<string>(childPointer, '')
  const known = Object.keys(schemaAt(pointer)?.properties ?? {}).filter((name) => written.has(name))
  return [...new Set([...known, ...written])]
}

/** Ignores inherited properties: a file may use names like `constructor`. */
function getOwn(mapping: Readonly<Record<string, unknown>> | undefined, name: string): unknown {
  return mapping && Object.hasOwn(mapping, name) ? mapping[name] : undefined
}

/** The order of datasets makes no difference to the service. */
function isUnordered(path: Path): boolean {
  return path.length === 1 && path[0] === 'dataset_ids'
}

function isAbsentOr<T>(isType: (value: unknown) => value is T, value: unknown): value is T | undefined {
  return value === undefined || isType(value)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

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

/** More columns would be unreadable. */
const MAX_VARYING_FIELDS = 3

/** The fields in which the specs of a step differ, as in a sweep. */
export interface VaryingFields {
  readonly fields: readonly string[]
  /** Values by spec label, in the order of `fields`. Empty text for a missing field. */
  readonly values: ReadonlyMap<string, readonly string[]>
}

/** Compares the specs of several states. Ignores lists, which do not fit into a table cell. */
export function varyingFields(states: readonly JobState[]): VaryingFields {
  const fieldsByLabel = new Map(
    states.flatMap(({ label, spec }) => (spec ? [[label, flattenFields(spec.request)] as const] : [])),
  )
  const paths = [...new Set([...fieldsByLabel.values()].flatMap((each) => [...each.keys()]))]
  const differing = paths.filter(
    (path) => new Set([...fieldsByLabel.values()].map((each) => canonicalJson(each.get(path)))).size > 1,
  )
  const shown = differing.slice(0, MAX_VARYING_FIELDS)
  const valuesOf = (specFields: ReadonlyMap<string, unknown>): string[] =>
    shown.map((path) => (specFields.has(path) ? formatValue(specFields.get(path)) : ''))
  return {
    fields: shown.map((path) => shortestUniqueName(path, differing)),
    values: new Map([...fieldsByLabel].map(([label, each]) => [label, valuesOf(each)])),
  }
}

function flattenFields(value: Readonly<Record<string, unknown>>, path = ''): Map<string, unknown> {
  return new Map(
    definedEntries(value).flatMap(([name, member]): [string, unknown][] => {
      const memberPath = path === '' ? name : `${path}.${name}`
      if (isMapping(member)) return [...flattenFields(member, memberPath)]
      return typeof member === 'object' && member !== null ? [] : [[memberPath, member]]
    }),
  )
}

/** The last name of a path, such as `learning_rate`, or the whole path if another one ends in the same name. */
function shortestUniqueName(path: string, all: readonly string[]): string {
  const last = path.slice(path.lastIndexOf('.') + 1)
  const isUnique = all.filter((each) => each === last || each.endsWith(`.${last}`)).length === 1
  return isUnique ? last : path
}
