import type { Clock } from '../jobs/clock.ts'
import type { BaseFiles } from '../job-spec/base-branch.ts'
import type { TrainingApi } from '../jobs/api.ts'
import type { Progress } from '../report/reporter.ts'
import type { Books } from '../state/run-ledger.ts'
import type { Writer } from '../state/own-records.ts'
import type { Custody } from '../sync/ports.ts'
import type { WorkspaceFiles } from '../job-spec/types.ts'

/** A pull request at this moment. */
export interface PullRequestNow {
  readonly isClosed: boolean
  readonly isMerged: boolean
  readonly headSha: string
}

/** The world of a step that does not talk to the service. */
export interface OfflineStep {
  readonly files: WorkspaceFiles
  readonly progress: Progress
}

/** The world of a step. */
export interface Step extends OfflineStep {
  readonly api: TrainingApi
  readonly clock: Clock
  /** Who this step is for other runs. */
  readonly me: Writer
  /** What it and they tell each other; absent where there is no place for that. */
  readonly books?: Books
  /** The pull request that the event is about, where it is about one. */
  readonly pullRequest?: {
    readonly isClosed: boolean
    readonly isMerged: boolean
    /** As it is at this moment; undefined where GitHub does not say. */
    now(): Promise<PullRequestNow | undefined>
  }
  /** Branch that the pull request is to be merged into. */
  readonly base?: BaseFiles
  /** Somebody from outside may have written the specs, though this workflow has secrets. */
  readonly foreign?: { readonly event: string; readonly base?: BaseFiles }
  /** When the event happened, as Unix time in milliseconds, where that is known. */
  readonly happenedAtMs?: number
  /** The whole repository, for the command that looks after it; absent without a token. */
  readonly custody?: Custody
  /** Why GitHub did not say where this run belongs, so that nothing may be submitted. */
  readonly trouble?: string
  /** 0 to 1. */
  readonly random: () => number
  /** Makes the id of one wish for one job. */
  readonly newIntent: () => string
  /** Point on the monotonic clock at which the step's time is over; infinite for commands that do not watch. */
  readonly deadlineMs: number
}
