import { isMapping } from '../job-spec/document.ts'
import { canonicalJson } from '../job-spec/digest.ts'
import { definedEntries, formatValue } from '../job-spec/spec-value.ts'
import type { JobState } from '../jobs/job-state.ts'

/** More columns would be unreadable. */
const MAX_VARYING_FIELDS = 3

/** The fields in which the specs of a step differ, as in a sweep. */
interface VaryingFields {
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
