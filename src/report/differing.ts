import { isMapping } from '../spec/document.ts'
import type { Training } from '../job/training.ts'
import { literal, membersOf, shownAlone } from './spec-value.ts'

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
