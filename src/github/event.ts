import {
  NO_REF,
  refFromCheck,
  refFromCommit,
  refFromIssue,
  refFromNumber,
  refFromPush,
  refFromMergeQueue,
  refFromWorkflowRun,
  type PullRequestRef,
} from './pull-request-ref.ts'
import {
  valueAt,
  firstAt,
  isObjectAt,
  isSameRepository,
  listAt,
  numberAt,
  repositoryAt,
  shaAt,
  textAt,
  timeAt,
  type RepositoryRef,
} from './payload.ts'

import type { Account } from '../approval/approval-reader.ts'
import { parsePush, type PushInfo } from './push.ts'

/** The pull request in the payload. Fields that it lacks must be read from the API. */
export interface PullRequestInfo {
  readonly headSha?: string
  /** Also true if its repository was deleted, which only a fork can be. */
  readonly isFromFork: boolean
  readonly baseRef?: string
  /** Name of the branch. Absent if it comes from an event. */
  readonly headRef?: string
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
  /** The workflow may have the repository's secrets while it works on content of a fork. */
  readonly mayBeForeign: boolean
  /** The content is from this repository if its commit is on a branch of it. */
  readonly isProvenByBranch: boolean
  /** Dependabot is GITHUB_ACTOR or the author of the pull request. */
  readonly isDependabot: boolean
  readonly repository: RepositoryRef
  /** Name of the default branch, at the time of the event. */
  readonly defaultBranch?: string
  /** Present for a push. */
  readonly push?: PushInfo
  /** What a merge queue puts this entry on: the base branch, or the entry before. Absent for other events. */
  readonly queueBase?: string
  /** Unix time in milliseconds. */
  readonly eventTimeMs?: number
  /** The account whose act started the run. A re-run keeps it, whoever asks for that. */
  readonly sender?: Account
  /** Login of the sender, if the act was a push; not of a merge, which is pushed to the default branch. */
  readonly pusher?: string
  /** When the server got that push (Unix time in milliseconds), or soon after; absent if it does not say. */
  readonly pushedAtMs?: number
}

/** How to read an event. The first path that has a value wins. */
interface EventRule {
  readonly findRef: (payload: unknown, repository: RepositoryRef) => PullRequestRef
  readonly commitPaths: readonly string[]
  /** Whether the content may be that of a fork, beyond what the head of `pull_request` shows. */
  readonly mayBeForeign?: (payload: unknown) => boolean
  readonly isProvenByBranch?: true
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

/** Apps also deploy the commits of forks, and name the branch as they like. */
const DEPLOYMENT_RULE: EventRule = {
  findRef: (payload) => refFromCommit(shaAt(payload, 'deployment.sha')),
  commitPaths: ['deployment.sha'],
  mayBeForeign: always,
  isProvenByBranch: true,
  timePaths: [],
}

const EVENT_RULES: ReadonlyMap<string, EventRule> = new Map(
  Object.entries<EventRule>({
    pull_request: PULL_REQUEST_RULE,
    pull_request_target: { ...PULL_REQUEST_RULE, mayBeForeign: always },
    pull_request_review: {
      ...PULL_REQUEST_RULE,
      mayBeForeign: always,
      timePaths: ['review.submitted_at', 'pull_request.updated_at'],
    },
    pull_request_review_comment: {
      ...PULL_REQUEST_RULE,
      mayBeForeign: always,
      timePaths: ['comment.created_at', 'pull_request.updated_at'],
    },
    issue_comment: {
      findRef: refFromIssue,
      commitPaths: [],
      mayBeForeign: always,
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
      mayBeForeign: always,
      timePaths: ['workflow_run.created_at'],
    },
    check_run: checkRule('check_run', 'check_run.check_suite.head_branch', ['check_run.started_at']),
    check_suite: checkRule('check_suite', 'check_suite.head_branch', ['check_suite.created_at']),
    release: { findRef: () => NO_REF, commitPaths: [], timePaths: ['release.published_at'] },
    deployment: { ...DEPLOYMENT_RULE, timePaths: ['deployment.created_at'] },
    deployment_status: { ...DEPLOYMENT_RULE, timePaths: ['deployment_status.created_at'] },
    status: {
      findRef: (payload) => refFromCommit(shaAt(payload, 'sha')),
      commitPaths: ['sha'],
      // A commit on no branch of this repository most likely belongs to a fork.
      mayBeForeign: (payload) => listAt(payload, 'branches').length === 0,
      timePaths: ['created_at'],
    },
  }),
)

/** Parses the event from the runner's variables and the payload; skips fields of the payload that are invalid. */
export function parseEvent(env: Readonly<Record<string, string | undefined>>, payload: unknown): EventInfo {
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  const rule = EVENT_RULES.get(name) ?? PULL_REQUEST_RULE
  const repository = parseRepository(env, payload)
  const pullRequestRef = rule.findRef(payload, repository)
  const pullRequest = parsePullRequest(payload, repository)
  const author = pullRequest?.author ?? issueAuthor(payload)
  // For a pull request GITHUB_SHA is not its head but a test merge or the default branch.
  const defaultCommit =
    pullRequestRef.kind === 'number' && pullRequestRef.isPullRequest ? undefined : textAt(env, 'GITHUB_SHA')
  return {
    name,
    pullRequestRef,
    mayBeForeign: rule.mayBeForeign?.(payload) === true || pullRequest?.isFromFork === true,
    isProvenByBranch: rule.isProvenByBranch === true,
    isDependabot: env['GITHUB_ACTOR'] === DEPENDABOT || author === DEPENDABOT,
    repository,
    defaultBranch: textAt(payload, 'repository.default_branch'),
    push: name === 'push' ? parsePush(payload) : undefined,
    queueBase: shaAt(payload, 'merge_group.base_sha'),
    action: textAt(payload, 'action'),
    pullRequest,
    commit: firstAt(shaAt, payload, rule.commitPaths) ?? defaultCommit,
    eventTimeMs: firstAt(timeAt, payload, rule.timePaths),
    ...parseSender(name, payload),
  }
}

/** Older versions of Gitea name the action of other events, such as reviews, like that of a push. */
const PUSH_EVENTS = ['pull_request', 'pull_request_target']
/** The last one is that of Gitea and Forgejo. */
const PUSH_ACTIONS = ['opened', 'synchronize', 'synchronized']

function parseSender(name: string, payload: unknown): Pick<EventInfo, 'sender' | 'pusher' | 'pushedAtMs'> {
  const login = textAt(payload, 'sender.login')
  if (login === undefined) return {}
  const isPush =
    (name === 'push' && !isDefaultBranch(payload)) ||
    (PUSH_EVENTS.includes(name) && PUSH_ACTIONS.includes(textAt(payload, 'action') ?? ''))
  const isBot = (textAt(payload, 'sender.type') ?? 'User') !== 'User' || login.endsWith('[bot]')
  const sender = { login, id: numberAt(payload, 'sender.id'), isBot }
  // The author of a commit chooses its time.
  const pushedAtMs = firstAt(timeAt, payload, ['pull_request.updated_at', 'repository.pushed_at'])
  return isPush ? { sender, pusher: login, pushedAtMs } : { sender }
}

function isDefaultBranch(payload: unknown): boolean {
  return textAt(payload, 'ref') === `refs/heads/${textAt(payload, 'repository.default_branch') ?? ''}`
}

/** The branch of a check is null for a fork. */
function checkRule(field: string, branchPath: string, timePaths: readonly string[]): EventRule {
  return {
    findRef: (payload, repository) => refFromCheck(payload, repository, field, branchPath),
    commitPaths: [`${field}.head_sha`],
    mayBeForeign: (payload) => textAt(payload, branchPath) === undefined,
    timePaths,
  }
}

/** Runners before 2.300, act and Gitea do not set the id; then the payload has it. */
function parseRepository(env: unknown, payload: unknown): RepositoryRef {
  const inPayload = repositoryAt(payload, 'repository')
  return {
    id: numberAt({ id: Number(textAt(env, 'GITHUB_REPOSITORY_ID')) }, 'id') ?? inPayload.id,
    name: textAt(env, 'GITHUB_REPOSITORY') ?? inPayload.name,
  }
}

function parsePullRequest(payload: unknown, repository: RepositoryRef): PullRequestInfo | undefined {
  if (!isObjectAt(payload, 'pull_request')) return undefined
  const isMerged =
    valueAt(payload, 'pull_request.merged') === true ||
    textAt(payload, 'pull_request.merged_at') !== undefined
  return {
    isClosed: isMerged || valueAt(payload, 'pull_request.state') === 'closed',
    isMerged,
    headSha: shaAt(payload, 'pull_request.head.sha'),
    isFromFork: !isSameRepository(repositoryAt(payload, 'pull_request.head.repo'), repository),
    baseRef: textAt(payload, 'pull_request.base.ref'),
    author: textAt(payload, 'pull_request.user.login'),
  }
}

/** The author of the pull request that the comment is on. */
function issueAuthor(payload: unknown): string | undefined {
  return isObjectAt(payload, 'issue.pull_request') ? textAt(payload, 'issue.user.login') : undefined
}
