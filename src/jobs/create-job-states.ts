import { settle, stateFromSpec, withNote, type JobState } from './job-state.ts'
import type { SpecInputs } from '../inputs.ts'
import type { LoadedSpecs, Diagnostic, Spec, WorkspaceFiles } from '../job-spec/types.ts'
import type { Note } from './note.ts'
import type { CommandResult } from './result.ts'
import { diffWithBase, type BaseComparison } from '../job-spec/base-branch.ts'
import type { SpecDiffs } from '../job-spec/spec-diff.ts'
import type { CommandContext, PlanContext } from '../commands/context.ts'
import type { BaseBranch, BaseFileResult, GitHubError, GitHubResult } from '../state/github.ts'
import { retryGitHub } from '../state/retry-github.ts'
import type { RetryOptions } from './backoff.ts'

/**
 * Loads the specs that the inputs name. Imports the loader on demand: its YAML library is larger than the rest of the
 * action, and most commands do not need it.
 */
export async function loadSpecsFromInputs(inputs: SpecInputs, files: WorkspaceFiles): Promise<LoadedSpecs> {
  const { loadSpecs } = await import('../job-spec/load.ts')
  const { spec, set, allowUnknownFields, waitFor, reuse } = inputs
  const options = { allowUnknownFields, waitsForJob: waitFor !== 'none', allowsDuplicates: !reuse }
  return loadSpecs(spec, files, options, set)
}

/**
 * Compares the specs with the base branch, or for `only-changed` with the commit before the push. The same overrides are
 * applied on both sides, so only changes of the files show. Undefined if there is nothing to compare with. `untilMs`: how
 * long to try to read what `only-changed` needs, on the monotonic clock.
 */
export async function diffAgainstBase(
  specs: readonly Spec[],
  { set, onlyChanged }: Pick<SpecInputs, 'set' | 'onlyChanged'>,
  context: PlanContext,
  untilMs: number,
): Promise<BaseComparison | undefined> {
  const found = (onlyChanged ? context.beforePush : undefined) ?? context.base
  if (found === undefined || specs.length === 0) return undefined
  const base = onlyChanged ? readPatiently(found, { ...context, untilMs }) : found
  const { loadBaseSpecs } = await import('../job-spec/load.ts')
  return diffWithBase(specs, base, context.files, (file, bytes) => loadBaseSpecs(file, bytes, set))
}

/** One file at a time: an outage must not be met with as many requests as there are specs. */
function readPatiently(base: BaseBranch, retryOptions: RetryOptions<GitHubError>): BaseBranch {
  const readOnce = async (path: string): Promise<GitHubResult<BaseFileResult>> => {
    const value = await base.read(path, { provesMissing: true })
    return value.kind === 'unreadable' && value.error ? value.error : { ok: true, value }
  }
  let previous: Promise<BaseFileResult | undefined> = Promise.resolve(undefined)
  const readNext = async (path: string): Promise<BaseFileResult> => {
    const before = await previous
    if (before?.kind === 'unreadable' && before.error) return before
    const result = await retryGitHub(() => readOnce(path), retryOptions)
    return result.ok ? result.value : { kind: 'unreadable', message: result.message, error: result }
  }
  return { ...base, read: (path) => (previous = readNext(path)) }
}

/** Marks the specs that ask for the same training as on the base branch. They still count as asked for. */
export function skipUnchanged(
  states: readonly JobState[],
  specDiffs: SpecDiffs | undefined,
  { reporter }: Pick<CommandContext, 'reporter'>,
): readonly JobState[] {
  if (specDiffs === undefined) {
    reporter.info({ code: 'nothing-to-compare-with' })
    return states
  }
  return states.map((state) => {
    if (specDiffs.diffs.get(state.label)?.kind !== 'same') return state
    const note: Note = { code: 'spec-unchanged', base: specDiffs.base }
    reporter.info(note, state.label)
    return withNote(markValid(state), note)
  })
}

/** One state for each valid spec, and one with the outcome `invalid` for each file with errors; sorted by file. */
export function createJobStates(
  specs: readonly Spec[],
  diagnostics: readonly Diagnostic[],
): readonly JobState[] {
  const invalidFiles = new Set(diagnostics.filter(({ level }) => level === 'error').flatMap(filesOf))
  const files = [...new Set([...invalidFiles, ...specs.map(({ file }) => file)])].sort()
  return files.flatMap((file): readonly JobState[] =>
    invalidFiles.has(file)
      ? [{ label: file, outcome: 'invalid', timeline: [], notes: [] }]
      : specs.filter((spec) => spec.file === file).map(stateFromSpec),
  )
}

function filesOf({ location }: Diagnostic): readonly string[] {
  return location.input !== undefined ? location.specs.map(({ file }) => file) : [location.file]
}

/** The result of a step that may not submit its specs. */
export function rejectAll(
  states: readonly JobState[],
  diagnostics: readonly Diagnostic[],
  outcome: 'invalid' | 'refused',
): CommandResult {
  const rejected =
    outcome === 'invalid' ? states.map(markValid) : states.map((state) => settle(state, outcome))
  return { states: rejected, diagnostics, outcome }
}

/** The result of a push that deleted its branch or tag: the workspace has another one. */
export function markNothingToTrain(
  states: readonly JobState[],
  deletedRef: string,
  { reporter }: Pick<CommandContext, 'reporter'>,
): readonly JobState[] {
  const note: Note = { code: 'ref-deleted', ref: deletedRef }
  reporter.info(note)
  return states.map((state) => withNote(markValid(state), note))
}

/** Marks a state as `valid` unless it has an outcome already. */
export function markValid(state: JobState): JobState {
  return settle(state, state.outcome ?? 'valid')
}
