import { createHmac } from 'node:crypto'
import { isGitHubRunner } from './cancellation/decide-cleanup.ts'
import type { CommandContext } from './commands/context.ts'
import type { BaseBranch, GitHubResult, PullRequestState } from './state/github.ts'
import type { EventInfo } from './github/event.ts'
import type { GitHubClient } from './github/github-client.ts'
import { matrixLabel } from './github/matrix.ts'
import { createRunContext } from './github/read-run-context.ts'
import { reportTargetFromEvent, subjectOf, toMainTarget, type ReportTarget } from './github/report-target.ts'
import { branchFiles } from './github/branch-files.ts'
import { githubRepositoryClient } from './github/repository-client.ts'
import { defaultBranchFiles } from './github/default-branch.ts'
import { approvalSource } from './approval-source.ts'
import { getPullRequest } from './github/repository.ts'
import {
  createGitHubClient,
  findReportTarget,
  findRepositoryId,
  reportLookupErrors,
} from './github-lookups.ts'
import type { DependencyOptions } from './dependency-options.ts'
import { stepOwner } from './github/step-owner.ts'
import { ReportWriter } from './report/report-writer.ts'
import type { Reporting } from './reporting.ts'
import type { RunContext } from './report/run-context.ts'
import { sleepUnref, systemClock } from './runtime/system-clock.ts'
import type { MainTarget } from './state/post-state.ts'
import type { LeaseHolder } from './state/lease.ts'

export interface Dependencies {
  readonly context: RunContext
  readonly target: MainTarget
  readonly reports: ReportWriter
  readonly step: Pick<
    CommandContext,
    | 'holder'
    | 'ledger'
    | 'readRecord'
    | 'pullRequest'
    | 'base'
    | 'beforePush'
    | 'defaultBranch'
    | 'approvals'
    | 'mayLackToken'
    | 'isPullRequest'
    | 'eventName'
    | 'submissionBan'
    | 'deletedRef'
    | 'eventTimeMs'
    | 'githubTime'
    | 'isScheduled'
    | 'lookupError'
    | 'recordRefusal'
    | 'repository'
  >
}

/** Resolves the report target and opens what reports are written to. Never rejects, even if GitHub does not answer. */
export async function createDependencies(options: DependencyOptions): Promise<Dependencies> {
  const { env, event, report } = options
  const github = createGitHubClient(options)
  const targetResult =
    github && (options.postsComment || options.persistsState)
      ? await findReportTarget(github, options)
      : undefined
  const target = targetResult?.ok ? targetResult.value : reportTargetFromEvent(event, report.issueNumber)
  const repositoryId = await findRepositoryId(github, options)
  const context = {
    ...createRunContext(env, target, report),
    matrixLabel: publishesStatuses(options, target.commit) ? matrixLabel(report.matrix) : undefined,
  }
  const subject = subjectOf(event, target, env['GITHUB_REF'])
  const owner = options.mainTarget?.owner ?? stepOwner(env, context.workflowPath, report, subject)
  const holder = createHolder(context, { ...target, owner }, options)
  const { reports, ledger, readRecord } = await openReports(github, options, target, {
    context,
    holder,
    repositoryId: repositoryId?.ok ? repositoryId.value : undefined,
  })
  return {
    context,
    reports,
    target: { ...toMainTarget(target), owner },
    step: {
      holder,
      ledger,
      readRecord,
      ...reportLookupErrors({ target, targetResult, repositoryId }, options),
      eventTimeMs: event.eventTimeMs,
      githubTime: () => github?.time() ?? systemClock.wall(),
      isScheduled: event.name === 'schedule',
      ...policyDependencies(github, target, options),
      approvals: github && approvalSource(github, target, context, options),
      ...pullRequestDependencies(github, target, event),
      ...(repositoryId?.ok ? syncDependencies(github, repositoryId.value, { context, options }) : {}),
    },
  }
}

/** The code that writes to GitHub is a separate chunk of the bundle, because many steps report only in log and summary. */
async function openReports(
  github: GitHubClient | undefined,
  options: DependencyOptions,
  target: ReportTarget,
  {
    context,
    holder,
    repositoryId,
  }: {
    readonly context: RunContext
    readonly holder: LeaseHolder
    readonly repositoryId: number | undefined
  },
): Promise<Reporting> {
  const writes = context.issueNumber !== undefined || context.matrixLabel !== undefined
  if (!github || repositoryId === undefined || !writes)
    return { reports: new ReportWriter({ clock: systemClock, sleepUnref }) }
  const { openReporting } = await import('./reporting.ts')
  return openReporting(github, options, target, { context, holder, repositoryId })
}

function createHolder(
  { runId, runAttempt, commit, actor }: RunContext,
  { owner, issueNumber, isHead }: Pick<ReportTarget, 'issueNumber' | 'isHead'> & { readonly owner: string },
  { holderId, apiKey, service = '', ...options }: DependencyOptions,
): LeaseHolder {
  const run = { id: runId, attempt: Number(runAttempt) || 1 }
  const keyId =
    apiKey && createHmac('sha256', apiKey).update('forge-training-job key').digest('hex').slice(0, 8)
  const { leavesOnCancel, leavesOnTimeout, doesNotWait, leavesOnSuperseded, neverReuses } = options
  const isNotHead = (issueNumber !== undefined && !isHead) || undefined
  const choices = { leavesOnCancel, leavesOnTimeout, doesNotWait, leavesOnSuperseded, neverReuses }
  return { run, holderId, commit, isNotHead, owner, service, keyId, actor, ...choices }
}

function publishesStatuses({ report, persistsState }: DependencyOptions, commit: string): boolean {
  return report.commitStatus && persistsState && commit !== ''
}

function syncDependencies(
  github: GitHubClient | undefined,
  repositoryId: number,
  { context, options }: { readonly context: RunContext; readonly options: DependencyOptions },
): Pick<CommandContext, 'repository'> {
  const { isSync, apiKey, report, runner } = options
  if (github === undefined || apiKey === undefined || isSync !== true) return {}
  return {
    repository: {
      client: githubRepositoryClient(github, repositoryId),
      context,
      log: runner,
      apiKey: report.recordKey ?? apiKey,
      redact: runner.redact,
    },
  }
}

function policyDependencies(
  github: GitHubClient | undefined,
  { isPullRequest }: ReportTarget,
  { env, event }: DependencyOptions,
): Pick<CommandContext, 'eventName' | 'defaultBranch' | 'mayLackToken' | 'isPullRequest'> {
  return {
    eventName: event.name,
    defaultBranch: github && defaultBranchFiles(github),
    mayLackToken: !isGitHubRunner(env),
    isPullRequest,
  }
}

function pullRequestDependencies(
  github: GitHubClient | undefined,
  target: ReportTarget,
  event: EventInfo,
): Pick<CommandContext, 'pullRequest' | 'base' | 'beforePush' | 'submissionBan' | 'deletedRef'> {
  const { issueNumber, baseRef, pullRequest, isForeign } = target
  const before = event.push?.before
  const commitFiles = (sha: string | undefined): BaseBranch | undefined =>
    github && sha !== undefined ? branchFiles(github, sha, sha.slice(0, 7)) : undefined
  const base = github && baseRef !== undefined ? branchFiles(github, baseRef) : undefined
  const number = pullRequest?.number ?? issueNumber
  const fetchState = (): Promise<GitHubResult<PullRequestState | undefined>> =>
    github && number !== undefined
      ? getPullRequest(github, number)
      : Promise.resolve({ ok: true, value: undefined })
  return {
    pullRequest: pullRequest && { ...pullRequest, fetchState },
    base: commitFiles(event.queueBase) ?? base,
    beforePush: commitFiles(before),
    submissionBan: isForeign ? { code: 'foreign-content', event: event.name } : undefined,
    deletedRef: event.push?.deletedRef,
  }
}
