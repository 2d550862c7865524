import {
  NOWHERE,
  isSame,
  ofCheck,
  ofCommit,
  ofIssue,
  ofNumber,
  ofPush,
  ofQueue,
  ofWorkflowRun,
  type Lookup,
} from './pull-request-ref.ts'
import { at, firstAt, isObjectAt, known, listAt, numberAt, shaAt, textAt, timeAt } from './payload.ts'

export type { Lookup }

/** What the payload itself tells of the pull request. For absent fields the API has to be asked. */
export interface PullFacts {
  readonly headSha?: string
  /** `owner/name`; absent where the fork was deleted. */
  readonly headRepository?: string
  readonly baseRef?: string
  readonly isClosed: boolean
  readonly isMerged: boolean
  /** Login. */
  readonly author?: string
}

/** What an event says: where to report, which commit is meant, and how much the content may be trusted. */
export interface EventFacts {
  readonly name: string
  readonly action?: string
  readonly lookup: Lookup
  /** Only where the payload holds the pull request itself. */
  readonly pull?: PullFacts
  /**
   * The commit that a report and a commit status are about. Absent where a pull request is known and its head is not, as
   * for `issue_comment`: the API has to be asked.
   */
  readonly commit?: string
  /** The workflow may run with the secrets of the repository although somebody else may have written the content. */
  readonly runsWithSecretsOnForeignContent: boolean
  /** GITHUB_ACTOR is Dependabot, or the author of the pull request is. */
  readonly isDependabot: boolean
  readonly repository: string
  readonly defaultBranch?: string
  /** Unix ms at which the event happened, as far as the payload tells. */
  readonly happenedAtMs?: number
}

/** What is particular to an event. Of several paths the first that leads to a value counts. */
interface Row {
  readonly lookup: (payload: unknown, repository: string) => Lookup
  readonly commit: readonly string[]
  /** Foreign content that the head of `pull_request` does not give away. */
  readonly isForeign?: (payload: unknown) => boolean
  readonly time: readonly string[]
}

const DEPENDABOT = 'dependabot[bot]'
const always = () => true

/** Also the row of events that are not in the table: workflow_dispatch, repository_dispatch, schedule and new ones. */
const PULL: Row = {
  lookup: (payload) => ofNumber(numberAt(payload, 'pull_request.number'), true),
  commit: ['pull_request.head.sha'],
  time: ['pull_request.updated_at'],
}

const ROWS: ReadonlyMap<string, Row> = new Map(
  Object.entries<Row>({
    pull_request: PULL,
    pull_request_target: { ...PULL, isForeign: always },
    pull_request_review: {
      ...PULL,
      isForeign: always,
      time: ['review.submitted_at', 'pull_request.updated_at'],
    },
    pull_request_review_comment: {
      ...PULL,
      isForeign: always,
      time: ['comment.created_at', 'pull_request.updated_at'],
    },
    issue_comment: { lookup: ofIssue, commit: [], isForeign: always, time: ['comment.created_at'] },
    issues: { lookup: ofIssue, commit: [], time: ['issue.updated_at', 'issue.created_at'] },
    push: {
      lookup: ofPush,
      // `after` of an annotated tag is the tag object; for a branch the two are the same.
      commit: ['head_commit.id', 'after'],
      // The time of a commit is what its author's clock said, perhaps days before the push.
      time: ['repository.pushed_at', 'head_commit.timestamp'],
    },
    merge_group: {
      lookup: (payload) => ofQueue(textAt(payload, 'merge_group.head_ref')),
      commit: ['merge_group.head_sha'],
      time: ['merge_group.head_commit.timestamp'],
    },
    workflow_run: {
      lookup: ofWorkflowRun,
      commit: ['workflow_run.head_sha'],
      isForeign: always,
      time: ['workflow_run.created_at'],
    },
    check_run: checks('check_run', 'check_run.check_suite.head_branch', ['check_run.started_at']),
    check_suite: checks('check_suite', 'check_suite.head_branch', ['check_suite.created_at']),
    release: { lookup: () => NOWHERE, commit: [], time: ['release.published_at'] },
    deployment_status: {
      lookup: (payload) => ofCommit(shaAt(payload, 'deployment.sha')),
      commit: ['deployment.sha'],
      time: ['deployment_status.created_at'],
    },
    status: {
      lookup: (payload) => ofCommit(shaAt(payload, 'sha')),
      commit: ['sha'],
      // On no branch of this repository: a fork's, most likely.
      isForeign: (payload) => listAt(payload, 'branches').length === 0,
      time: ['created_at'],
    },
  }),
)

/** Reads an event from the runner's variables and the payload; of an odd payload only what can be made sense of. */
export function eventFacts(env: Readonly<Record<string, string | undefined>>, payload: unknown): EventFacts {
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  const row = ROWS.get(name) ?? PULL
  const repository = textAt(env, 'GITHUB_REPOSITORY') ?? textAt(payload, 'repository.full_name') ?? ''
  const lookup = row.lookup(payload, repository)
  const pull = pullFacts(payload)
  const author = pull?.author ?? authorOfIssue(payload)
  // Where a pull request is meant, GITHUB_SHA is another commit than its head: a test merge, or the default branch.
  const otherwise = lookup.kind === 'number' && lookup.isPull ? undefined : textAt(env, 'GITHUB_SHA')
  return {
    name,
    lookup,
    runsWithSecretsOnForeignContent: row.isForeign?.(payload) === true || isFromElsewhere(pull, repository),
    isDependabot: env['GITHUB_ACTOR'] === DEPENDABOT || author === DEPENDABOT,
    repository,
    ...known({
      action: textAt(payload, 'action'),
      pull,
      commit: firstAt(shaAt, payload, row.commit) ?? otherwise,
      defaultBranch: textAt(payload, 'repository.default_branch'),
      happenedAtMs: firstAt(timeAt, payload, row.time),
    }),
  }
}

/** The branch of a check is null where it is a fork's. */
function checks(field: string, branchPath: string, time: readonly string[]): Row {
  return {
    lookup: (payload, repository) => ofCheck(payload, repository, field, branchPath),
    commit: [`${field}.head_sha`],
    isForeign: (payload) => textAt(payload, branchPath) === undefined,
    time,
  }
}

function pullFacts(payload: unknown): PullFacts | undefined {
  if (!isObjectAt(payload, 'pull_request')) return undefined
  const isMerged =
    at(payload, 'pull_request.merged') === true || textAt(payload, 'pull_request.merged_at') !== undefined
  return {
    isClosed: isMerged || at(payload, 'pull_request.state') === 'closed',
    isMerged,
    ...known({
      headSha: shaAt(payload, 'pull_request.head.sha'),
      headRepository: textAt(payload, 'pull_request.head.repo.full_name'),
      baseRef: textAt(payload, 'pull_request.base.ref'),
      author: textAt(payload, 'pull_request.user.login'),
    }),
  }
}

/** The author of the pull request that was commented on. */
function authorOfIssue(payload: unknown): string | undefined {
  return isObjectAt(payload, 'issue.pull_request') ? textAt(payload, 'issue.user.login') : undefined
}

/** A head repository that is gone was a fork. */
function isFromElsewhere(pull: PullFacts | undefined, repository: string): boolean {
  return pull !== undefined && !isSame(pull.headRepository ?? '', repository)
}
