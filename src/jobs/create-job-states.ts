import { trainingOf, type Training } from './job-state.ts'
import type { SpecInputs } from '../inputs.ts'
import type { LoadedSpecs, Problem, Spec, WorkspaceFiles } from '../job-spec/types.ts'
import type { Result } from './result.ts'
import { compareWithBase } from '../job-spec/base-branch.ts'
import type { Step } from '../commands/context.ts'

/**
 * Reads the specs that the inputs name. The room is loaded here and not with this file, because the YAML library in it is
 * larger than all the rest and most commands need none.
 */
export async function readSpecs(inputs: SpecInputs, files: WorkspaceFiles): Promise<LoadedSpecs> {
  const { loadSpecs } = await import('../job-spec/load.ts')
  const { spec, set, allowUnknownFields, waitFor } = inputs
  return loadSpecs(spec, files, { allowUnknownFields, waits: waitFor !== 'nothing' }, set)
}

/**
 * Finds out what the specs change against the base branch, where there is one. The overrides are the same there, so that
 * what differs is what the files differ in.
 */
export async function compare(
  specs: readonly Spec[],
  { set }: Pick<SpecInputs, 'set'>,
  step: Step,
): Promise<void> {
  if (step.base === undefined || specs.length === 0) return
  const { readBase } = await import('../job-spec/load.ts')
  step.progress.compared(await compareWithBase(specs, step.base, (file, bytes) => readBase(file, bytes, set)))
}

/** One training for each valid spec and one, that is over already, for each file with errors; in the order of the files. */
export function plan(specs: readonly Spec[], problems: readonly Problem[]): readonly Training[] {
  const broken = new Set(problems.filter(({ level }) => level === 'error').flatMap(filesOf))
  const files = [...new Set([...broken, ...specs.map(({ file }) => file)])].sort()
  return files.flatMap((file): readonly Training[] =>
    broken.has(file)
      ? [{ label: file, outcome: 'invalid', timeline: [], notes: [] }]
      : specs.filter((spec) => spec.file === file).map(trainingOf),
  )
}

function filesOf({ place }: Problem): readonly string[] {
  return 'input' in place ? place.specs.map(({ file }) => file) : [place.file]
}

/** The end of a step whose specs are not admitted: none is submitted. */
export function turnAway(
  planned: readonly Training[],
  problems: readonly Problem[],
  outcome: 'invalid' | 'refused',
): Result {
  const trainings =
    outcome === 'invalid'
      ? planned.map(asValid)
      : planned.map((training): Training => ({ ...training, outcome }))
  return { trainings, problems, outcome }
}

/** A training about which nothing is known but that its spec is valid. */
export function asValid(training: Training): Training {
  return { ...training, outcome: training.outcome ?? 'valid' }
}
