import type { Account, ApprovalReader } from './approval/approval-reader.ts'
import type { ApprovalSource } from './commands/context.ts'
import type { DependencyOptions } from './dependency-options.ts'
import type { EventInfo } from './github/event.ts'
import type { GitHubClient } from './github/github-client.ts'
import { findPusher, type ReportTarget } from './github/report-target.ts'
import { getPullRequest } from './github/repository.ts'
import type { RunContext } from './report/run-context.ts'

type ApprovalOptions = Pick<DependencyOptions, 'event' | 'env'> & {
  readonly report: { readonly comment: boolean }
}

/** Where approvals are read. GitHub is asked only if the policy wants one. */
export function approvalSource(
  github: GitHubClient,
  target: ReportTarget,
  { serverUrl, repository, runId, runAttempt }: RunContext,
  { event, report, env }: ApprovalOptions,
): ApprovalSource {
  const { isPullRequest, issueNumber } = target
  const sender = startedBy(event, env)
  const sha = env['GITHUB_SHA']
  const hasTestMerge = TEST_MERGE_EVENTS.includes(event.name)
  return {
    pullRequest:
      issueNumber !== undefined && isPullRequest
        ? {
            reader: lazyReader(github, issueNumber),
            fetch: () => getPullRequest(github, issueNumber),
            hasComment: report.comment,
            hasPushList: !github.isGitea,
            isCheckoutUnproven: event.commit === undefined || (!hasTestMerge && event.commit !== sha),
          }
        : undefined,
    testMerge: hasTestMerge ? sha : undefined,
    pusher: pusherOf(event, target),
    dispatch:
      event.name === 'workflow_dispatch' && sender !== undefined
        ? {
            by: sender,
            atMs: github.time(),
            url: `${serverUrl}/${repository}/actions/runs/${runId}`,
            runId,
            runAttempt,
          }
        : undefined,
    permissionOf: (login) => lazyReader(github, issueNumber ?? 0).permissionOf(login),
  }
}

/** Whoever pushed what the run works on to the pull request, if its event is a push. */
export function pusherOf(event: EventInfo, target: ReportTarget): Account | undefined {
  return findPusher(event, target) === undefined ? undefined : event.sender
}

/** GITHUB_SHA of their runs is the test merge of the pull request. */
const TEST_MERGE_EVENTS = ['pull_request', 'pull_request_review', 'pull_request_review_comment']

/** Imports its module on demand: the bundle keeps it in a separate chunk, which most steps never load. */
function lazyReader(github: GitHubClient, issueNumber: number): ApprovalReader {
  const open = async (): Promise<ApprovalReader> =>
    (await import('./github/approval-reader.ts')).githubApprovalReader(github, issueNumber)
  return {
    reviews: async () => (await open()).reviews(),
    comments: async () => (await open()).comments(),
    events: async () => (await open()).events(),
    permissionOf: async (login) => (await open()).permissionOf(login),
    pushes: async (branch) => (await open()).pushes(branch),
    parentsOf: async (commit) => (await open()).parentsOf(commit),
  }
}

/**
 * Whoever starts a run again has decided that, and not whoever started it first. The runner tells only their login, which
 * may have been that of another account before.
 */
function startedBy({ sender }: EventInfo, env: DependencyOptions['env']): Account | undefined {
  if ((env['GITHUB_RUN_ATTEMPT'] ?? '1') === '1') return sender
  const login = env['GITHUB_TRIGGERING_ACTOR'] ?? ''
  if (sender === undefined || login === '') return undefined
  return { login, isBot: login.endsWith('[bot]') || (login === sender.login && sender.isBot) }
}
