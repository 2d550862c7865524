import { childPointer, isMapping } from '../spec/document.ts'
import { schemaAt } from '../spec/fields.ts'
import type { TrainingRequest } from '../spec/spec.ts'
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
