import { worstOutcome, type Outcome } from './job-status.ts'
import type { JobState } from './job-state.ts'
import type { Note } from './note.ts'
import type { Diagnostic } from '../job-spec/types.ts'

/** The result of a command. */
export interface CommandResult {
  readonly states: readonly JobState[]
  readonly diagnostics: readonly Diagnostic[]
  /** Overrides the outcome that follows from the states. */
  readonly outcome?: Outcome
  /** The step fails, although its command succeeds with this outcome. */
  readonly failsStep?: boolean
  /** Notes about the whole step, for the report. */
  readonly messages?: readonly Note[]
}

/** What the outputs are made from, at any moment of a step. */
export interface OutputState {
  readonly states: readonly JobState[]
  /** Overrides the outcome that follows from the states. */
  readonly outcome?: Outcome
  readonly elapsedMs: number
  readonly commentUrl?: string
}

/** The worst outcome of all states, unless the result overrides it; undefined if no state has one yet. */
export function overallOutcome({
  states,
  outcome,
}: Pick<CommandResult, 'states' | 'outcome'>): Outcome | undefined {
  if (outcome !== undefined) return outcome
  const known = states.map(effectiveOutcome).filter((each) => each !== undefined)
  return known.length === 0 ? undefined : worstOutcome(known)
}

/** A job without an outcome counts as running. */
export function effectiveOutcome({ outcome, job }: JobState): Outcome | undefined {
  return outcome ?? (job ? 'running' : undefined)
}
