import type { CommandContext } from './commands/context.ts'
import type { RetryOptions } from './jobs/backoff.ts'
import { EMPTY_TOKEN, type GitHubError, type PullRequestLookup, type GitHubResult } from './state/github.ts'
import { retryGitHub } from './state/retry-github.ts'
import type { DependencyOptions } from './dependency-options.ts'
import { GitHubClient } from './github/github-client.ts'
import { resolveReportTarget, restoreReportTarget, type ReportTarget } from './github/report-target.ts'
import {
  findPullRequestsByBranch,
  findPullRequestsByCommit,
  getPullRequest,
  getRepositoryId,
  isOnOwnBranch,
} from './github/repository.ts'
import { RefusalHistory } from './state/refusal-history.ts'
import { systemClock } from './runtime/system-clock.ts'
import { GITHUB_READ_TIMEOUT_MS } from './timeouts.ts'
import { USER_AGENT } from './user-agent.ts'

export function createGitHubClient({
  env,
  report,
  beforeWrite,
  persistsState,
  runner,
  findProxy,
}: DependencyOptions): GitHubClient | undefined {
  const { githubToken } = report
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/')
  if (!githubToken || !owner || !repo) return undefined
  return new GitHubClient({
    token: githubToken,
    apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    userAgent: USER_AGENT,
    owner,
    repo,
    findProxy,
    clock: systemClock,
    beforeWrite,
    onLimit: ({ message }) => runner.info(`${message}. Until then the step waits with such requests.`),
    // A step that submits must not take a passing refusal for a missing record.
    refusals: persistsState ? new RefusalHistory(systemClock) : undefined,
  })
}

export function findReportTarget(
  github: GitHubClient,
  options: DependencyOptions,
): Promise<GitHubResult<ReportTarget>> {
  const { event, report, persistsState, mainTarget } = options
  if (mainTarget !== undefined) return Promise.resolve({ ok: true, value: restoreReportTarget(mainTarget) })
  const pullRequests: PullRequestLookup = {
    byNumber: (number) => getPullRequest(github, number),
    byCommit: (sha) => findPullRequestsByCommit(github, sha),
    byBranch: (owner, branch) => findPullRequestsByBranch(github, owner, branch),
    isOnOwnBranch: (sha) => isOnOwnBranch(github, sha, event.defaultBranch),
  }
  const find = () =>
    resolveReportTarget(event, report.issueNumber, pullRequests, persistsState ? systemClock : undefined)
  return persistsState ? retryGitHub(find, retryOptions(options)) : find()
}

function retryOptions({ deadlineMs = Infinity }: DependencyOptions): RetryOptions<GitHubError> {
  const untilMs = Math.min(deadlineMs, systemClock.now() + GITHUB_READ_TIMEOUT_MS)
  return { clock: systemClock, random: Math.random, untilMs }
}

/** Reads the id from GitHub if neither the runner nor the payload has it. Undefined if nothing needs it. */
export async function findRepositoryId(
  github: GitHubClient | undefined,
  options: DependencyOptions,
): Promise<GitHubResult<number> | undefined> {
  const { event, postsComment, persistsState, isSync } = options
  const { id } = event.repository
  if (id !== undefined) return { ok: true, value: id }
  if (github === undefined || !(postsComment || persistsState || isSync)) return undefined
  return retryGitHub(() => getRepositoryId(github), retryOptions(options))
}

interface Lookups {
  readonly target: Pick<ReportTarget, 'issueNumber'>
  readonly targetResult: GitHubResult<ReportTarget> | undefined
  readonly repositoryId: GitHubResult<number> | undefined
}

/** Says why the command cannot know the jobs of other runs. Warns if that only costs the comment. */
export function reportLookupErrors(
  lookups: Lookups,
  options: DependencyOptions,
): Pick<CommandContext, 'lookupError' | 'recordRefusal'> {
  const { targetResult, repositoryId } = lookups
  const { persistsState, isSync, runner } = options
  const readsRecords = persistsState || isSync === true
  const recordRefusal = findRecordRefusal(lookups, options)
  if (repositoryId?.ok === false) {
    if (readsRecords) return { recordRefusal, lookupError: repositoryId.message }
    runner.annotate(
      'warning',
      `There is no comment, because the id of the repository is unknown: ${repositoryId.message}`,
    )
  }
  if (targetResult?.ok !== false || recordRefusal !== undefined) return { recordRefusal }
  if (persistsState && !targetResult.isPermanent) return { lookupError: targetResult.message }
  warnNoReportTarget(targetResult.message, options)
  return {}
}

/** Why a record in comments cannot be used, if trying again does not help. */
function findRecordRefusal(
  { target: { issueNumber }, targetResult }: Lookups,
  { persistsState, report }: DependencyOptions,
): string | undefined {
  if (!persistsState || !report.comment) return undefined
  // An empty token is a mistake, such as a misspelt secret.
  if (issueNumber !== undefined) return report.githubToken ? undefined : EMPTY_TOKEN
  if (targetResult?.ok !== false || !targetResult.isPermanent) return undefined
  return `${targetResult.message.replace(/\.$/, '')}. ${NO_PULL_REQUEST_HINT}`
}

const NO_PULL_REQUEST_HINT =
  'The token needs `pull-requests: write`; with `comment: false` nothing is remembered, and every push trains again.'

/** Only informs for a push, which often has no pull request. */
function warnNoReportTarget(reason: string, { event, runner }: DependencyOptions): void {
  const message = `Could not find the pull request to report on, so there is no comment: ${reason}`
  if (event.pullRequestRef.kind === 'commit') runner.info(message)
  else runner.annotate('warning', message)
}
