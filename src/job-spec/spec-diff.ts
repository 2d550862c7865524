import { schemaAt } from './contract-fields.ts'
import { childPointer, isMapping } from './document.ts'
import type { TrainingRequest } from './types.ts'
import { canonicalJson } from './digest.ts'
import { definedEntries, formatValue, formatValuePair, formatPath } from './spec-value.ts'

export interface FieldChange {
  /** Dotted path, such as `hyperparameters.learning_rate`. */
  readonly field: string
  /** Formatted value. Absent if that side does not have the field. */
  readonly before?: string
  readonly after?: string
  /** Formatted items, instead of values, for a list whose items changed. */
  readonly added?: readonly string[]
  readonly removed?: readonly string[]
}

/** How a spec differs from the one on the base branch. */
export type SpecDiff =
  /** The base branch does not have the file, or not this document of it. */
  | { readonly kind: 'new' }
  /** Both ask for the same training: they have one digest. */
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

/** Shows which datasets come and go, unless only their order changes. */
function isUnordered(path: Path): boolean {
  return path.length === 1 && path[0] === 'dataset_ids'
}

function isAbsentOr<T>(isType: (value: unknown) => value is T, value: unknown): value is T | undefined {
  return value === undefined || isType(value)
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}
