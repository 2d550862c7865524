import {
  NO_REF,
  isSameRepository,
  refFromCheck,
  refFromCommit,
  refFromIssue,
  refFromNumber,
  refFromPush,
  refFromMergeQueue,
  refFromWorkflowRun,
  type PullRequestRef,
} from './pull-request-ref.ts'
import { valueAt, firstAt, isObjectAt, listAt, numberAt, shaAt, textAt, timeAt } from './payload.ts'

/** The pull request in the payload. Fields that it lacks must be read from the API. */
export interface PullRequestInfo {
  readonly headSha?: string
  /** `owner/name`; absent if the fork was deleted. */
  readonly headRepository?: string
  readonly baseRef?: string
  readonly isClosed: boolean
  readonly isMerged: boolean
  /** Login. */
  readonly author?: string
}

export interface EventInfo {
  readonly name: string
  readonly action?: string
  readonly pullRequestRef: PullRequestRef
  /** Present if the payload contains the pull request itself. */
  readonly pullRequest?: PullRequestInfo
  /**
   * The commit to report on. Absent if the payload names a pull request but not its head, as for `issue_comment`; it must
   * then be read from the API.
   */
  readonly commit?: string
  /** The workflow may have the repository's secrets while it works on content written by an outsider. */
  readonly hasSecretsForUntrustedCode: boolean
  /** Dependabot is GITHUB_ACTOR or the author of the pull request. */
  readonly isDependabot: boolean
  readonly repository: string
  /** Unix time in milliseconds. */
  readonly eventTimeMs?: number
}

/** How to read an event. The first path that has a value wins. */
interface EventRule {
  readonly findRef: (payload: unknown, repository: string) => PullRequestRef
  readonly commitPaths: readonly string[]
  /** Whether outsiders may have written the content, beyond what the head of `pull_request` shows. */
  readonly isUntrusted?: (payload: unknown) => boolean
  readonly timePaths: readonly string[]
}

const DEPENDABOT = 'dependabot[bot]'
const always = () => true

/** Also for events that are not in the table: workflow_dispatch, repository_dispatch, schedule and unknown ones. */
const PULL_REQUEST_RULE: EventRule = {
  findRef: (payload) => refFromNumber(numberAt(payload, 'pull_request.number'), true),
  commitPaths: ['pull_request.head.sha'],
  timePaths: ['pull_request.updated_at'],
}

const EVENT_RULES: ReadonlyMap<string, EventRule> = new Map(
  Object.entries<EventRule>({
    pull_request: PULL_REQUEST_RULE,
    pull_request_target: { ...PULL_REQUEST_RULE, isUntrusted: always },
    pull_request_review: {
      ...PULL_REQUEST_RULE,
      isUntrusted: always,
      timePaths: ['review.submitted_at', 'pull_request.updated_at'],
    },
    pull_request_review_comment: {
      ...PULL_REQUEST_RULE,
      isUntrusted: always,
      timePaths: ['comment.created_at', 'pull_request.updated_at'],
    },
    issue_comment: {
      findRef: refFromIssue,
      commitPaths: [],
      isUntrusted: always,
      timePaths: ['comment.created_at'],
    },
    issues: {
      findRef: refFromIssue,
      commitPaths: [],
      timePaths: ['issue.updated_at', 'issue.created_at'],
    },
    push: {
      findRef: refFromPush,
      // For an annotated tag `after` is the tag object; for a branch both are the commit.
      commitPaths: ['head_commit.id', 'after'],
      // The time of a commit comes from its author's clock and may be days before the push.
      timePaths: ['repository.pushed_at', 'head_commit.timestamp'],
    },
    merge_group: {
      findRef: (payload) => refFromMergeQueue(textAt(payload, 'merge_group.head_ref')),
      commitPaths: ['merge_group.head_sha'],
      timePaths: ['merge_group.head_commit.timestamp'],
    },
    workflow_run: {
      findRef: refFromWorkflowRun,
      commitPaths: ['workflow_run.head_sha'],
      isUntrusted: always,
      timePaths: ['workflow_run.created_at'],
    },
    check_run: checkRule('check_run', 'check_run.check_suite.head_branch', ['check_run.started_at']),
    check_suite: checkRule('check_suite', 'check_suite.head_branch', ['check_suite.created_at']),
    release: { findRef: () => NO_REF, commitPaths: [], timePaths: ['release.published_at'] },
    deployment_status: {
      findRef: (payload) => refFromCommit(shaAt(payload, 'deployment.sha')),
      commitPaths: ['deployment.sha'],
      timePaths: ['deployment_status.created_at'],
    },
    status: {
      findRef: (payload) => refFromCommit(shaAt(payload, 'sha')),
      commitPaths: ['sha'],
      // A commit on no branch of this repository most likely belongs to a fork.
      isUntrusted: (payload) => listAt(payload, 'branches').length === 0,
      timePaths: ['created_at'],
    },
  }),
)

/** Parses the event from the runner's variables and the payload; skips fields of the payload that are invalid. */
export function parseEvent(env: Readonly<Record<string, string | undefined>>, payload: unknown): EventInfo {
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  const rule = EVENT_RULES.get(name) ?? PULL_REQUEST_RULE
  const repository = textAt(env, 'GITHUB_REPOSITORY') ?? textAt(payload, 'repository.full_name') ?? ''
  const pullRequestRef = rule.findRef(payload, repository)
  const pullRequest = parsePullRequest(payload)
  const author = pullRequest?.author ?? issueAuthor(payload)
  // For a pull request GITHUB_SHA is not its head but a test merge or the default branch.
  const defaultCommit =
    pullRequestRef.kind === 'number' && pullRequestRef.isPullRequest ? undefined : textAt(env, 'GITHUB_SHA')
  return {
    name,
    pullRequestRef,
    hasSecretsForUntrustedCode: rule.isUntrusted?.(payload) === true || isFromFork(pullRequest, repository),
    isDependabot: env['GITHUB_ACTOR'] === DEPENDABOT || author === DEPENDABOT,
    repository,
    action: textAt(payload, 'action'),
    pullRequest,
    commit: firstAt(shaAt, payload, rule.commitPaths) ?? defaultCommit,
    eventTimeMs: firstAt(timeAt, payload, rule.timePaths),
  }
}

/** The branch of a check is null for a fork. */
function checkRule(field: string, branchPath: string, timePaths: readonly string[]): EventRule {
  return {
    findRef: (payload, repository) => refFromCheck(payload, repository, field, branchPath),
    commitPaths: [`${field}.head_sha`],
    isUntrusted: (payload) => textAt(payload, branchPath) === undefined,
    timePaths,
  }
}

function parsePullRequest(payload: unknown): PullRequestInfo | undefined {
  if (!isObjectAt(payload, 'pull_request')) return undefined
  const isMerged =
    valueAt(payload, 'pull_request.merged') === true ||
    textAt(payload, 'pull_request.merged_at') !== undefined
  return {
    isClosed: isMerged || valueAt(payload, 'pull_request.state') === 'closed',
    isMerged,
    headSha: shaAt(payload, 'pull_request.head.sha'),
    headRepository: textAt(payload, 'pull_request.head.repo.full_name'),
    baseRef: textAt(payload, 'pull_request.base.ref'),
    author: textAt(payload, 'pull_request.user.login'),
  }
}

/** The author of the pull request that the comment is on. */
function issueAuthor(payload: unknown): string | undefined {
  return isObjectAt(payload, 'issue.pull_request') ? textAt(payload, 'issue.user.login') : undefined
}

/** A deleted head repository was a fork. */
function isFromFork(pullRequest: PullRequestInfo | undefined, repository: string): boolean {
  return pullRequest !== undefined && !isSameRepository(pullRequest.headRepository ?? '', repository)
}
