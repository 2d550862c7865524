import { worstOutcome, type Outcome } from './job-status.ts'
import type { Training } from './job-state.ts'
import type { Problem } from '../job-spec/types.ts'

/** What a step came to. */
export interface Result {
  readonly trainings: readonly Training[]
  readonly problems: readonly Problem[]
  /** Given where the trainings alone do not decide it. */
  readonly outcome?: Outcome
  /** What is to be said of the whole, a sentence or two each. */
  readonly remarks?: readonly string[]
}

/** What a step has come to so far. */
export interface Standing {
  readonly trainings: readonly Training[]
  /** Given where the trainings alone do not decide it. */
  readonly outcome?: Outcome
  readonly elapsedMs: number
  readonly commentUrl?: string
}

/** The outcome of a step: the worst of its trainings; undefined before there is anything to say. */
export function outcomeOf({
  trainings,
  outcome,
}: Pick<Result, 'trainings' | 'outcome'>): Outcome | undefined {
  if (outcome !== undefined) return outcome
  const known = trainings.map(currentOutcome).filter((each) => each !== undefined)
  return known.length === 0 ? undefined : worstOutcome(known)
}

/** A job that is still open counts as running. */
export function currentOutcome({ outcome, job }: Training): Outcome | undefined {
  return outcome ?? (job ? 'running' : undefined)
}
