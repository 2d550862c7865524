import type { Clock } from './job/clock.ts'
import type { TrainingApi } from './job/job.ts'
import type { Progress } from './progress.ts'
import type { WorkspaceFiles } from './spec/spec.ts'

/** The world of a step that does not talk to the service. */
export interface OfflineStep {
  readonly files: WorkspaceFiles
  readonly progress: Progress
}

/** The world of a step. */
export interface Step extends OfflineStep {
  readonly api: TrainingApi
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** Makes the id of one wish for one job. */
  readonly newIntent: () => string
  /** Point on the monotonic clock at which the step's time is over; infinite for commands that do not watch. */
  readonly deadlineMs: number
}
