/** A comment on a pull request or issue. */
export interface StoredComment {
  /** Increases: the lower of two ids is the older comment. */
  readonly id: number
  readonly body: string
  /** Login; `github-actions[bot]` for the token of a workflow. */
  readonly author: string
  /** The page to open in a browser. */
  readonly url: string
  /** Last change (Unix time; whole seconds), if the server says it. */
  readonly updatedAtMs?: number
}

export interface RepositoryComment extends StoredComment {
  /** Number of its pull request or issue. */
  readonly number: number
  /** Last change (Unix time). */
  readonly updatedAtMs: number
}

export interface GitHubError {
  readonly ok: false
  /** One line: what happened and what to do. */
  readonly message: string
  /** The requested resource does not exist or was deleted. */
  readonly isNotFound: boolean
  /** Retrying cannot help: missing permission, locked conversation, malformed request. */
  readonly isPermanent: boolean
  /** GitHub limits the number of requests, and takes them again after `retryAfterMs`. */
  readonly isLimit?: true
  /** The `Retry-After` of GitHub. */
  readonly retryAfterMs?: number
}

export type GitHubResult<T> = { readonly ok: true; readonly value: T } | GitHubError

/** The comments of one pull request or issue. Calls never reject, and each ends in bounded time. */
export interface CommentStore {
  /** All pages. A comment created a moment ago may be missing. */
  list(): Promise<GitHubResult<readonly StoredComment[]>>
  get(id: number): Promise<GitHubResult<StoredComment>>
  create(body: string): Promise<GitHubResult<StoredComment>>
  update(id: number, body: string): Promise<GitHubResult<StoredComment>>
  remove(id: number): Promise<GitHubResult<undefined>>
  /** The login of the token, under which our own comments appear. */
  viewerLogin(): Promise<GitHubResult<string>>
}

export interface CommitStatus {
  readonly state: 'pending' | 'success' | 'failure' | 'error'
  readonly context: string
  /** At most 140 characters. */
  readonly description: string
  readonly targetUrl?: string
}

export interface StoredCommitStatus {
  readonly context: string
  readonly description: string
  readonly targetUrl?: string
  readonly state: CommitStatus['state']
  /** Increases: of two statuses of one second, the higher id is the newer. */
  readonly id: number
  /** Whole seconds. */
  readonly createdAtMs: number
  readonly author: string
}

/** The statuses of one commit. Calls do not reject, and end in bounded time. */
export interface CommitStatusStore {
  /** Lists all statuses, those of one second in any order. */
  list(): Promise<GitHubResult<readonly StoredCommitStatus[]>>
  set(status: CommitStatus): Promise<GitHubResult<undefined>>
}

/** A `repository_dispatch` event. */
export interface DispatchEvent {
  readonly type: string
  /** GitHub allows at most ten properties. */
  readonly payload: Readonly<Record<string, unknown>>
}

/** Access to a whole repository. Calls never reject, and each ends in bounded time. */
export interface RepositoryClient {
  readonly repositoryId: number
  /** The login of the token, under which our own comments appear. */
  viewerLogin(): Promise<GitHubResult<string>>
  /** Resolves to undefined if the number is not that of a pull request, or GitHub no longer has it. */
  pullRequest(number: number): Promise<GitHubResult<PullRequest | undefined>>
  /** Resolves to undefined if GitHub no longer has the run. `id`: GITHUB_RUN_ID. */
  workflowRun(id: string): Promise<GitHubResult<WorkflowRun | undefined>>
  /** Whether `listComments` returns those first that changed last. Otherwise in any order. */
  readonly isNewestFirst: boolean
  /** Why the server cannot send events. */
  readonly dispatchProblem?: string
  /** One page (from 1) of the comments changed since `sinceMs` (Unix time). */
  listComments(
    page: number,
    sinceMs: number,
  ): Promise<GitHubResult<{ readonly comments: readonly RepositoryComment[]; readonly hasMore: boolean }>>
  commentStore(issueNumber: number): CommentStore
  commitStatusStore(commit: string): CommitStatusStore
  dispatch(event: DispatchEvent): Promise<GitHubResult<undefined>>
}

/** The newest attempt of a run of a workflow. */
export interface WorkflowRun {
  readonly attempt: number
  /** It has ended with the conclusion `cancelled`. */
  readonly wasCancelled: boolean
  /** When it last changed (Unix time): not before it ended. */
  readonly updatedAtMs?: number
}

/** The current state of a pull request. */
export interface PullRequestState {
  readonly isClosed: boolean
  readonly isMerged: boolean
  readonly headSha: string
  /** Unix time; absent if it is open, or the server does not say it. */
  readonly closedAtMs?: number
}

export interface PullRequest extends PullRequestState {
  readonly number: number
  /** Also true if its repository was deleted, which only a fork can be. */
  readonly isFromFork: boolean
  readonly baseRef?: string
  /** Before the merge it is the test merge of the head; absent if that is not known to exist. */
  readonly mergeCommit?: string
  readonly author?: string
  /** Name of the branch. */
  readonly headRef?: string
  readonly labels?: readonly string[]
}

/** Reads pull requests from GitHub. No call throws. */
export interface PullRequestLookup {
  byNumber(number: number): Promise<GitHubResult<PullRequest | undefined>>
  byCommit(sha: string): Promise<GitHubResult<readonly PullRequest[]>>
  byBranch(headOwner: string, branch: string): Promise<GitHubResult<readonly PullRequest[]>>
  /** Whether the commit is on the default branch, or the newest on another branch, of this repository. */
  isOnOwnBranch(sha: string): Promise<GitHubResult<boolean>>
}

/** The result of reading a file of the base branch. */
export type BaseFileResult =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  /** `error`: GitHub did not answer, or refused to show it. */
  | { readonly kind: 'unreadable'; readonly message: string; readonly error?: GitHubError }

/** Read access to what specs are compared with. No call throws, and each has a timeout. */
export interface BaseBranch {
  /** Name of the branch, or the commit. */
  readonly ref: string
  /** `provesMissing`: a file counts as missing only if the listing of its folder says so, too. */
  read(path: string, options?: { readonly provesMissing: boolean }): Promise<BaseFileResult>
  /** The git blob ids of all files, by path; undefined if they cannot be read, or are too many for one response. */
  listBlobIds(): Promise<ReadonlyMap<string, string> | undefined>
}

/** The policy of the repository. */
export type PolicyFile =
  | { readonly kind: 'none' }
  /** `url`: its page on GitHub. */
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly url?: string }
  /** It exists, but is no file that can be read. */
  | { readonly kind: 'unusable'; readonly message: string }

/** Read access to the default branch. No call throws, and each has a timeout. */
export interface DefaultBranch {
  /** Succeeds with `none` only if the repository provably has no such file. */
  readPolicy(path: string): Promise<GitHubResult<PolicyFile>>
  /** The text of CODEOWNERS; undefined if there is none, or it cannot be read. */
  readCodeowners(): Promise<string | undefined>
}

/** Follows what cannot be read or written without a token. */
export const EMPTY_TOKEN =
  'the input `github-token` is empty. Remove the line, and the token of the workflow is used; or check the name of its secret.'
