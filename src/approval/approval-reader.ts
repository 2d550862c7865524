import type { GitHubResult } from '../state/github.ts'

/** An account of GitHub. */
export interface Account {
  readonly login: string
  /** Stays the same when somebody renames the account. Absent if the server does not tell. */
  readonly id?: number
  /** A bot or an app. */
  readonly isBot: boolean
}

/**
 * `isInsider`: GitHub says that the author belongs to the repository. It hides private memberships, so that this is only a
 * hint whose role to ask for first.
 */
interface Written {
  readonly isInsider?: boolean
}

/** Of a review, by a person or by a push. */
interface Dismissal {
  /** Of the review, such as `APPROVED`. */
  readonly previousState: string
  /** When it happened, or later (Unix time; whole seconds). Absent if the server does not say. */
  readonly atMs?: number
}

/** A submitted review. */
export interface Review extends Written {
  readonly id: number
  readonly author: Account
  /** As GitHub returns it, such as `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED` or `DISMISSED`. */
  readonly state: string
  /** If it is dismissed and the server tells this with the review. GitHub tells it only in the events. */
  readonly dismissal?: Dismissal
  /** Unix time; whole seconds. */
  readonly submittedAtMs: number
  /** The head of the pull request that the page of the reviewer showed, if GitHub tells. */
  readonly commit?: string
  /** The page to open in a browser. */
  readonly url?: string
}

/** A comment in the conversation of a pull request or issue. Times are Unix times in whole seconds. */
export interface IssueComment extends Written {
  readonly id: number
  readonly author: Account
  readonly body: string
  readonly createdAtMs: number
  readonly updatedAtMs: number
  readonly url?: string
}

/** An event of a pull request that concerns approvals. */
export type IssueEvent = {
  readonly id: number
  readonly actor: Account
  /** Unix time; whole seconds. */
  readonly atMs: number
} & (
  | { readonly kind: 'labeled' | 'unlabeled'; readonly label: string }
  /** `previousState`: of the review, such as `approved`. `isByPush`: GitHub dismissed it because of a push. */
  | {
      readonly kind: 'review_dismissed'
      readonly reviewId: number
      readonly previousState: string
      readonly isByPush: boolean
    }
)

/** A push to a branch, or another act that moved it. */
export interface Push {
  readonly author: Account
  /** To which it moved the branch. Absent if it deleted the branch. */
  readonly commit?: string
  /** Unix time; whole seconds. */
  readonly atMs: number
}

/** What one answer says about the account that has a login now. */
export interface Permission {
  /**
   * In the repository: `admin`, `maintain`, `write`, `triage` or `read`; a custom role counts as the permission that it is
   * based on.
   */
  readonly role?: string
  /** Of the account. */
  readonly id?: number
}

/** Reads from GitHub who approved what on one pull request. No call throws, and each ends in bounded time. */
export interface ApprovalReader {
  /** All pages, oldest first. */
  reviews(): Promise<GitHubResult<readonly Review[]>>
  comments(): Promise<GitHubResult<readonly IssueComment[]>>
  events(): Promise<GitHubResult<readonly IssueEvent[]>>
  /** Empty if GitHub does not say (403, 404), as for bots. */
  permissionOf(login: string): Promise<GitHubResult<Permission>>
  /** The pushes to all branches that had this name, newest first; empty if GitHub does not know them. */
  pushes(branch: string): Promise<GitHubResult<readonly Push[]>>
  /** Of a commit; empty if the repository does not have it. */
  parentsOf(commit: string): Promise<GitHubResult<readonly string[]>>
}
