import type { RecentBaseline } from '../jobs/recent-baseline.ts'
import type { Clock } from '../jobs/clock.ts'
import type { Note } from '../jobs/note.ts'
import type { Account, ApprovalReader } from '../approval/approval-reader.ts'
import type { Dispatch } from '../approval/find-acts.ts'
import type {
  BaseBranch,
  DefaultBranch,
  GitHubResult,
  PullRequest,
  PullRequestState,
} from '../state/github.ts'
import type { ForgeApi } from '../jobs/api.ts'
import type { Reporter } from '../report/reporter.ts'
import type { CommentRecord } from '../state/record.ts'
import type { JobState } from '../jobs/job-state.ts'
import type { PlanOrigin } from '../state/show-plan.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import type { LeaseHolder } from '../state/lease.ts'
import type { SyncDependencies } from '../sync/ports.ts'
import type { WorkspaceFiles } from '../job-spec/types.ts'

/** What a command needs to show what would be trained. It does not use the service. */
export interface PlanContext {
  readonly files: WorkspaceFiles
  readonly reporter: Reporter
  readonly clock: Clock
  /** A random number from 0 to 1. */
  readonly random: () => number
  /** Point on the monotonic clock; infinite for commands that do not watch. */
  readonly deadlineMs: number
  /** The base branch of the pull request. */
  readonly base?: BaseBranch
  /** The commit before the push. */
  readonly beforePush?: BaseBranch
  /** Reads what runs have recorded. Only for commands without a ledger; a record that nobody can verify is unsigned. */
  readonly readRecord?: () => Promise<GitHubResult<CommentRecord>>
  /** Has the policy; absent without a token. */
  readonly defaultBranch?: DefaultBranch
  /** The step may go on without a policy if it has no token, as in local runs with act. */
  readonly mayLackToken?: boolean
  /** GITHUB_EVENT_NAME */
  readonly eventName: string
}

/** Decides by the policy and by approvals which submissions are allowed. */
export interface PolicyJudge {
  /** Resolves to those of these states that may not be submitted, with their outcome. `states`: all that the step asks for. */
  judge(toSubmit: readonly JobState[], states: readonly JobState[]): Promise<readonly JobState[]>
  /** The same for a submission that was delayed. */
  judgeAgain(toSubmit: readonly JobState[]): Promise<readonly JobState[]>
  /** The state with its approval, if it needed one. */
  withApproval(state: JobState): JobState
}

/** Where approvals are read. */
export interface ApprovalSource {
  /** Of the pull request; absent if the run has none. */
  readonly pullRequest?: {
    readonly reader: ApprovalReader
    /** Resolves to undefined if the number is not that of a pull request. */
    fetch(): Promise<GitHubResult<PullRequest | undefined>>
    /** The comment of the step shows what it would submit. */
    readonly hasComment: boolean
    /** GITHUB_SHA is not the pull request's: whatever the workflow has checked out must be proven to be. */
    readonly isCheckoutUnproven: boolean
    /** The server lists the pushes to a branch. */
    readonly hasPushList: boolean
  }
  /** GITHUB_SHA, if GitHub has made it of the commit of the event and the base branch. */
  readonly testMerge?: string
  /** Whoever pushed, if the event of the run is about a push to the pull request. */
  readonly pusher?: Account
  /** The person who started the workflow by hand. */
  readonly dispatch?: Dispatch
  permissionOf(login: string): ReturnType<ApprovalReader['permissionOf']>
}

/** What a command needs. */
export interface CommandContext extends PlanContext {
  readonly api: ForgeApi
  /** How other runs identify this step. */
  readonly holder: LeaseHolder
  /** The records that the runs share; absent if there is no place to keep them. */
  readonly ledger?: RunLedger
  /** The pull request of the event, with its state at that time. */
  readonly pullRequest?: {
    readonly isClosed: boolean
    readonly isMerged: boolean
    /** If it is closed, and the step reports on something else. */
    readonly number?: number
    /** Resolves to undefined if there is nothing to ask. */
    fetchState(): Promise<GitHubResult<PullRequestState | undefined>>
  }
  /** Why this step may submit nothing. It then follows jobs that exist, and replaces none. */
  readonly submissionBan?: Note
  /** Absent without a token. */
  readonly approvals?: ApprovalSource
  /** Absent before the plan is made. */
  readonly origin?: PlanOrigin
  /** Decides by the policy; absent for commands that submit nothing. */
  readonly judge?: PolicyJudge
  /** The conversation is that of a pull request. */
  readonly isPullRequest?: boolean
  /** The branch or tag that the push of this run deleted. */
  readonly deletedRef?: string
  /** Unix time in milliseconds. */
  readonly eventTimeMs?: number
  /** GitHub's time (Unix time). The clock of a runner may be off. */
  readonly githubTime: () => number
  /** The run was started by a schedule. */
  readonly isScheduled?: boolean
  /** For `command: sync`; absent without a token. */
  readonly repository?: SyncDependencies
  /** Why the lookup of the report target failed. Prevents submissions, because the record cannot be found. */
  readonly lookupError?: string
  /** Why the record can be neither read nor written. Prevents submissions. */
  readonly recordRefusal?: string
  readonly newIdempotencyKey: () => string
  readonly recentBaseline?: RecentBaseline
}
