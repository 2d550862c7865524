import type { EventInfo } from './github/event.ts'
import type { FindProxy } from './network/proxy-settings.ts'
import type { ReportInputs } from './report-inputs.ts'
import type { ActionsRunner } from './runtime/runner.ts'
import type { MainTarget } from './state/post-state.ts'

/** What a command needs from GitHub. */
export interface CommandNeeds {
  /** Signs the records for other runs; absent for commands without a key. */
  readonly apiKey?: string
  /** URL of the service. */
  readonly service?: string
  readonly postsComment: boolean
  /** Other runs must be able to find the jobs of this step. */
  readonly persistsState: boolean
  /** The job of another step that this step follows. */
  readonly jobId?: string
  /** The command works on the whole repository. */
  readonly isSync?: boolean
  /** `on-cancel: leave` */
  readonly leavesOnCancel?: true
  readonly doesNotWait?: true
  readonly leavesOnTimeout?: true
  /** `on-superseded: leave` */
  readonly leavesOnSuperseded?: true
  /** `reuse: false` */
  readonly neverReuses?: true
  /** When the time of the step is over, on the monotonic clock. */
  readonly deadlineMs?: number
}

export interface DependencyOptions extends CommandNeeds {
  readonly env: NodeJS.ProcessEnv
  readonly event: EventInfo
  readonly report: ReportInputs
  readonly runner: ActionsRunner
  readonly findProxy: FindProxy
  /** Identifies this step in the record. */
  readonly holderId: string
  /** Where main reports; by default it is resolved from the event. */
  readonly mainTarget?: MainTarget
  /** Called before each write to GitHub, which is sent when the result resolves. */
  readonly beforeWrite?: () => Promise<void>
}
