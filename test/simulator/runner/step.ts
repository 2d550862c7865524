import type { FileCommands } from './command-files.ts'
import type { WorkflowEvent } from './events.ts'
import type { ProcessResult, RunningProcess, SignalDelays } from './step-process.ts'
import type { VirtualClock } from './virtual-clock.ts'
import type { ParsedLog } from './workflow-commands.ts'
import type { JobStatus, RunInfo } from './workflow-run.ts'

/** A workflow step `uses: ./` and its environment. */
export interface StepOptions {
  /** Folder of action.yml. Default: this project. */
  readonly action?: string
  readonly workspace: string
  readonly with?: Readonly<Record<string, string>>
  /** Environment of the step. Overrides the runner's own variables, so that a test can simulate another runner. */
  readonly env?: Readonly<Record<string, string>>
  /** Default: `pull_request`, opened. */
  readonly event?: WorkflowEvent
  readonly run?: RunInfo
  /** Default: a URL that refuses connections. */
  readonly githubApiUrl?: string
  readonly githubToken?: string
  readonly matrix?: Readonly<Record<string, unknown>>
  readonly jobTotal?: number
  /** Default: real time. */
  readonly clock?: VirtualClock
  /** Real time after which main, and likewise post, is killed. Default: 60,000. */
  readonly timeoutMs?: number
  readonly signalDelays?: SignalDelays
  /** Cancels the workflow this long after the start of main, in virtual time if there is a clock. */
  readonly cancelAfterMs?: number
  /**
   * Whether to run post. Default: if action.yml declares one and its `post-if` holds. `unless-succeeded`: the same, but not
   * after a main that succeeded, unless `postJobStatus` is set.
   */
  readonly post?: boolean | 'unless-succeeded'
  /**
   * `job.status` in post. Default: the conclusion of main. On GitHub, a step's own `timeout-minutes` gives `failure`.
   */
  readonly postJobStatus?: JobStatus
  /** Called when main has started. */
  readonly onStart?: (control: StepControl) => void
  readonly onLine?: (line: string, stage: Stage) => void
}

export type Stage = 'main' | 'post'

/** Controls main while it runs. */
export interface StepControl extends Pick<RunningProcess, 'cancel' | 'kill'> {
  /** Outputs written so far. */
  readonly outputs: () => Record<string, string>
  readonly state: () => Record<string, string>
  readonly lines: readonly string[]
}

/** The result of main or of post. */
export interface StageResult extends ProcessResult, ParsedLog, FileCommands {
  /** Lines of stdout and stderr in order of arrival; not masked. */
  readonly lines: readonly string[]
  readonly log: string
  /** Equal to `realMs` without a clock. */
  readonly virtualMs: number
}

/** The result of main, with that of post. */
export interface StepResult extends StageResult {
  readonly conclusion: JobStatus
  readonly post: StageResult | undefined
}
