import type { PendingSubmission } from '../jobs/recover-submission.ts'
import type { JobState } from '../jobs/job-state.ts'

/** What to do with an unfinished job when the workflow is cancelled. */
export type OnCancel = 'leave' | 'cancel'

/** How a step reports, apart from its token. */
export interface ReportSettings {
  readonly comment: boolean
  readonly commitStatus: boolean
  readonly commentKey?: string
  readonly issueNumber?: number
  readonly jobUrl?: string
  readonly jobCheckRunId?: string
  /** The `matrix` context as JSON; `null` outside of a matrix. */
  readonly matrix: string
  /** The text of `spec`, which is part of the default comment key. */
  readonly specText: string
}

/**
 * What the main step works with. The post step uses the same: its inputs are evaluated again, and the event may not name
 * the commit.
 */
export interface MainContext {
  /** Base URL of the service. */
  readonly apiUrl: string
  /** For `wait`: the job of another step. */
  readonly jobId?: string
  readonly report: ReportSettings
  /** The pull request or issue to report on. */
  readonly issueNumber?: number
  /** Numbers of the pull requests that the push merged. */
  readonly candidates?: readonly number[]
  /** Whether the number is that of a pull request. */
  readonly isPullRequest: boolean
  /** The commit to report on; empty if unknown. */
  readonly commit: string
  /** Whether the commit was the head of the pull request. */
  readonly isPullRequestHead: boolean
  /** Identifies the step in all runs of its workflow. */
  readonly owner: string
}

/** What main reported on. */
export type MainTarget = Pick<
  MainContext,
  'issueNumber' | 'candidates' | 'isPullRequest' | 'commit' | 'isPullRequestHead' | 'owner'
>

/** A submission whose job nobody knows yet. */
export interface UnansweredSubmission {
  /** The label of its spec, to find it among the saved states. */
  readonly label?: string
  /** Absent if the list could not be read before it, so that its job cannot be found. */
  readonly pending?: PendingSubmission
}

/** What the main step saves for the post step, updated throughout in case the main step is killed. */
export interface PostState {
  readonly onCancel: OnCancel
  /** `on-superseded: leave` */
  readonly leavesOnSuperseded?: true
  /** Identifies the main step in records, and in the name of the file that stops it. */
  readonly holderId: string
  /** Absent until it is known, before anything is sent. */
  readonly main?: MainContext
  /** While the step runs, only its unfinished jobs; afterwards, all of its jobs. */
  readonly jobIds: readonly string[]
  /** Number of further unfinished jobs for whose ids there was no room. */
  readonly omittedJobs?: number
  /** The main step ended normally; the post step has nothing to do. */
  readonly isFinished?: boolean
  /** Absent if every submission was answered. */
  readonly pendingSubmission?: UnansweredSubmission
  /** For the final report; absent if there is no room for them. */
  readonly states?: readonly JobState[]
  /** The action itself failed, which does not cancel jobs. */
  readonly hasCrashed?: boolean
}

/** Name of the state in the runner (`GITHUB_STATE`). */
export const POST_STATE = 'postState'
