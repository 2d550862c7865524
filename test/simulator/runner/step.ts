import type { FileCommands } from './command-files.ts'
import type { WorkflowEvent } from './events.ts'
import type { ProcessEnd, RunningProcess, SignalLadder } from './step-process.ts'
import type { VirtualClock } from './virtual-clock.ts'
import type { Interpretation } from './workflow-commands.ts'
import type { JobStatus, RunFacts } from './workflow-run.ts'

/** A step `uses: ./` of a workflow, and the world around it. */
export interface StepOptions {
  /** Folder of action.yml. Default: this project. */
  readonly action?: string
  readonly workspace: string
  readonly with?: Readonly<Record<string, string>>
  /** Variables of the step. They win over the runner's own, so that a test can make another runner of it. */
  readonly env?: Readonly<Record<string, string>>
  /** Default: a pull request is opened. */
  readonly event?: WorkflowEvent
  readonly run?: RunFacts
  /** Default: an address that refuses connections. */
  readonly githubApiUrl?: string
  readonly githubToken?: string
  readonly matrix?: Readonly<Record<string, unknown>>
  readonly jobTotal?: number
  /** Without one the step runs in real time. */
  readonly clock?: VirtualClock
  /** Real milliseconds that main and post may take each before they are killed. Default: 60,000. */
  readonly limitMs?: number
  readonly ladder?: SignalLadder
  /** The workflow is cancelled so long after the start of main: virtual milliseconds where there is a clock. */
  readonly cancelAfterMs?: number
  /** Default: true, where action.yml names one and its `post-if` holds. */
  readonly post?: boolean
  /** What `job.status` says in post. Default: what became of main. A step's own time-out gives `failure`. */
  readonly statusInPost?: JobStatus
  /** Main runs now. */
  readonly onStart?: (control: StepControl) => void
  readonly onLine?: (line: string, stage: Stage) => void
}

export type Stage = 'main' | 'post'

/** Handles on main while it runs. */
export interface StepControl extends Pick<RunningProcess, 'cancel' | 'kill'> {
  /** What it has written so far. */
  readonly outputs: () => Record<string, string>
  readonly state: () => Record<string, string>
  readonly lines: readonly string[]
}

/** What became of a stage. */
export interface StageResult extends ProcessEnd, Interpretation, FileCommands {
  /** Standard output and standard error line by line, in the order of their arrival; not masked. */
  readonly lines: readonly string[]
  readonly log: string
  /** Equal to `realMs` where there is no clock. */
  readonly virtualMs: number
}

/** What became of main, and of post. */
export interface StepResult extends StageResult {
  readonly conclusion: JobStatus
  readonly post: StageResult | undefined
}
