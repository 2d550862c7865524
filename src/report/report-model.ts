import type { Training } from '../jobs/job-state.ts'
import type { Problem } from '../job-spec/types.ts'
import type { Comparison } from './spec-diff.ts'
import type { RunContext } from './run-context.ts'

/** All that a report tells, at one moment. */
export interface Story {
  readonly trainings: readonly Training[]
  readonly problems: readonly Problem[]
  readonly context: RunContext
  /** What the specs change against the base branch, on a pull request. */
  readonly comparison?: Comparison | undefined
  /** When the scheduled workflow looked after jobs that their step has let go, where it has. */
  readonly lastLook?: { readonly atMs: number; readonly logUrl: string }
  /** Another step that goes on with a job, where one does. */
  readonly follower?: { readonly runId: string; readonly logUrl: string }
  /** What is to be said of the whole, a sentence or two each. */
  readonly remarks?: readonly string[]
  /** Unix time in milliseconds of the report. */
  readonly nowMs: number
}
