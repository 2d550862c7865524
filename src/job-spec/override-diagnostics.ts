import type { OverrideFault } from './overrides.ts'
import type { InputLine, Problem, SpecName } from './types.ts'
import { shown } from './format-value.ts'

/** A problem that is about a line of the input `set`. */
export type SetProblem = Problem & { readonly place: InputLine }

export function isOfSet(problem: Problem): problem is SetProblem {
  return 'input' in problem.place
}

/** Faults of overrides, as problems of these specs. */
export function setProblems(
  faults: readonly OverrideFault[],
  specs: readonly SpecName[],
): readonly SetProblem[] {
  return faults.map(({ line, ...fault }) => ({ ...fault, place: { input: 'set', line, specs } }))
}

/**
 * What several specs have in common is told once, in the order of the input. Where it is not so for all specs of the step,
 * the message names those for which it is.
 */
export function gathered(problems: readonly SetProblem[], all: readonly SpecName[]): readonly SetProblem[] {
  const groups = Map.groupBy(problems, ({ level, place, message }) => `${place.line} ${level} ${message}`)
  const told = [...groups.values()].flatMap(([first, ...others]): readonly SetProblem[] => {
    if (first === undefined) return []
    const named = [first, ...others].flatMap(({ place }) => place.specs)
    const specs = [...new Map(named.map((name) => [name.label, name])).values()]
    const message = specs.length === all.length ? first.message : `${namesOf(specs)}: ${first.message}`
    return [{ ...first, message, place: { ...first.place, specs } }]
  })
  return told.sort((a, b) => a.place.line - b.place.line)
}

function namesOf([first, ...others]: readonly SpecName[]): string {
  const name = shown(first?.label ?? '')
  return others.length === 0 ? name : `${name} and ${others.length} more`
}
