import { createHmac } from 'node:crypto'
import type { CommandContext } from './commands/context.ts'
import type { BaseBranch, PullRequestState, StoredComment } from './state/github.ts'
import { githubCommentStore } from './github/comments.ts'
import type { EventInfo } from './github/event.ts'
import type { GitHubClient } from './github/github-client.ts'
import { matrixLabel } from './github/matrix.ts'
import { createRunContext } from './github/read-run-context.ts'
import { toMainTarget, type ReportTarget, reportTargetFromEvent } from './github/report-target.ts'
import { githubRepositoryClient } from './github/repository-client.ts'
import { branchFiles, githubStatusStore, getPullRequest } from './github/repository.ts'
import {
  createGitHubClient,
  findReportTarget,
  findRepositoryId,
  reportLookupErrors,
} from './github-lookups.ts'
import type { DependencyOptions } from './dependency-options.ts'
import { missingSecretsReason } from './github/secrets.ts'
import { stepOwner } from './github/step-owner.ts'
import { CommentSink } from './report/comment-sink.ts'
import { CommitStatusSink } from './report/commit-status.ts'
import type { JobFollower } from './report/follow-job.ts'
import { renderComment } from './report/render.ts'
import { StatusSigner } from './report/status-record.ts'
import { ReportWriter } from './report/report-writer.ts'
import type { ReportModel } from './report/report-model.ts'
import type { RunContext } from './report/run-context.ts'
import { sleepUnref, systemClock } from './runtime/system-clock.ts'
import { CommentRecordStore } from './state/comment-record-store.ts'
import type { MainTarget } from './state/post-state.ts'
import type { LeaseHolder } from './state/claim.ts'
import { findOrphans } from './state/orphans.ts'
import { createCodec } from './state/record-codec.ts'
import type { RecordStore } from './state/record-store.ts'
import { RunLedger } from './state/run-ledger.ts'

export interface Dependencies {
  readonly context: RunContext
  readonly target: MainTarget
  readonly reports: ReportWriter
  readonly step: Pick<
    CommandContext,
    | 'holder'
    | 'ledger'
    | 'pullRequest'
    | 'base'
    | 'foreignContent'
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
  const owner = options.mainTarget?.owner ?? stepOwner(env, context.workflowPath, report)
  const holder = createHolder(context, owner, options)
  const { reports, ledger } = await createReporting(github, options, target, {
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
      lookupError: reportLookupErrors({ targetResult, repositoryId }, options),
      recordRefusal: findRecordRefusal(options, target),
      eventTimeMs: event.eventTimeMs,
      githubTime: () => github?.time() ?? systemClock.wall(),
      isScheduled: event.name === 'schedule',
      ...pullRequestDependencies(github, target, event),
      ...(repositoryId?.ok ? syncDependencies(github, repositoryId.value, { context, options }) : {}),
    },
  }
}

/** An empty token is a mistake, such as a misspelt secret, where a comment would be the record. */
function findRecordRefusal(
  { persistsState, report }: DependencyOptions,
  { issueNumber }: ReportTarget,
): string | undefined {
  if (!persistsState || !report.comment || issueNumber === undefined || report.githubToken) return undefined
  return 'the input `github-token` is empty. Remove the line, and the token of the workflow is used; or check the name of its secret. With `comment: false` no token is needed, but nothing is remembered, and every push trains again.'
}

/** Creates the writer of reports, and the ledger that records the jobs in them. */
async function createReporting(
  github: GitHubClient | undefined,
  options: DependencyOptions,
  { commit, candidates = [] }: ReportTarget,
  { context, holder, repositoryId }: StepIdentity & { readonly repositoryId: number | undefined },
): Promise<{ readonly reports: ReportWriter; readonly ledger?: RunLedger }> {
  const { runner, persistsState } = options
  const { redact } = runner
  const { recordStore, follower } =
    (github &&
      repositoryId !== undefined &&
      (await openComment(github, options, { context, holder, repositoryId }))) ||
    {}
  const commentUrl = () => recordStore?.url
  const commitStatus =
    github && createStatusSink(github, options, commit, { context, holder, repositoryId, commentUrl })
  // The status is not read where a comment is the record: jobs that only the comment names would be trained again.
  const store: RecordStore | undefined = recordStore ?? commitStatus
  const ledger =
    github && persistsState && store && repositoryId !== undefined
      ? new RunLedger({
          store,
          otherConversations: candidates
            .filter((number) => number !== context.issueNumber)
            .map((number) => openConversation(github, number, options, { context, holder, repositoryId })),
          holder,
          clock: systemClock,
          githubTime: () => github.time(),
        })
      : undefined
  const render = (model: ReportModel) =>
    renderComment({
      ...(follower?.toCommentModel(model) ?? model),
      orphans: github && ledger && findOrphans(ledger.record, holder.service, github.time()),
    })
  const comment = recordStore && new CommentSink({ recordStore, render, log: runner, redact })
  const reports = new ReportWriter({
    clock: systemClock,
    sleepUnref,
    comment,
    commitStatus,
    ledger: follower ?? ledger,
  })
  return { reports, ledger }
}

function createHolder(
  { runId, runAttempt, commit }: RunContext,
  owner: string,
  { holderId, apiKey, service = '' }: DependencyOptions,
): LeaseHolder {
  const run = { id: runId, attempt: Number(runAttempt) || 1 }
  const keyId =
    apiKey && createHmac('sha256', apiKey).update('forge-training-job key').digest('hex').slice(0, 8)
  return { run, holderId, commit, owner, service, keyId }
}

interface StepIdentity {
  readonly context: RunContext
  readonly holder: LeaseHolder
}

function publishesStatuses({ report, persistsState }: DependencyOptions, commit: string): boolean {
  return report.commitStatus && persistsState && commit !== ''
}

function createStatusSink(
  github: GitHubClient,
  { runner, apiKey, report }: DependencyOptions,
  commit: string,
  {
    context,
    holder,
    repositoryId,
    commentUrl,
  }: StepIdentity & {
    readonly repositoryId: number | undefined
    readonly commentUrl: () => string | undefined
  },
): CommitStatusSink | undefined {
  if (context.matrixLabel === undefined || repositoryId === undefined) return undefined
  const comments = githubCommentStore(github, 0)
  return new CommitStatusSink({
    store: githubStatusStore(github, commit),
    log: runner,
    holder,
    signer: new StatusSigner(String(repositoryId), commit, apiKey && (report.recordKey ?? apiKey)),
    viewerLogin: () => comments.viewerLogin(),
    matrixLabel: context.matrixLabel,
    commentUrl,
    logUrl: context.logUrl,
    redact: runner.redact,
  })
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

function pullRequestDependencies(
  github: GitHubClient | undefined,
  target: ReportTarget,
  event: EventInfo,
): Pick<CommandContext, 'pullRequest' | 'base' | 'foreignContent' | 'deletedRef'> {
  const { issueNumber, baseRef, pullRequest, isForeign } = target
  const base: BaseBranch | undefined =
    github && baseRef !== undefined ? branchFiles(github, baseRef) : undefined
  const fetchState = async (): Promise<PullRequestState | undefined> => {
    const result = github && issueNumber !== undefined ? await getPullRequest(github, issueNumber) : undefined
    return result?.ok ? result.value : undefined
  }
  return {
    pullRequest: pullRequest && { ...pullRequest, fetchState },
    base,
    foreignContent: isForeign ? { event: event.name } : undefined,
    deletedRef: event.push?.deletedRef,
  }
}

type CommentOptions = Pick<
  DependencyOptions,
  'report' | 'runner' | 'event' | 'apiKey' | 'postsComment' | 'jobId'
>

/** Opens the comment that a step updates: its own, or that of the step whose job it follows. Undefined if it has none. */
async function openComment(
  github: GitHubClient,
  options: CommentOptions,
  identity: StepIdentity & { readonly repositoryId: number },
): Promise<{ readonly recordStore: CommentRecordStore; readonly follower?: JobFollower } | undefined> {
  const { report, runner, apiKey, postsComment, event, jobId } = options
  const { context, holder, repositoryId } = identity
  const { issueNumber } = context
  if (!postsComment || !report.comment || issueNumber === undefined) return undefined
  // GitHub gives such a run a read-only token.
  const reason = missingSecretsReason(event)
  if (apiKey === undefined && (reason === 'fork' || reason === 'dependabot')) return undefined
  if (jobId !== undefined && apiKey !== undefined) {
    // A separate chunk of the bundle, which most steps never load.
    const { findCommentForJob } = await import('./find-comment-for-job.ts')
    const found = await findCommentForJob(githubCommentStore(github, issueNumber), {
      jobId,
      apiKey: report.recordKey ?? apiKey,
      issueNumber,
      scope: `${repositoryId}#${issueNumber}`,
      redact: runner.redact,
      context,
      run: holder.run,
      githubTime: () => github.time(),
    })
    if (found !== undefined) return found
  }
  return { recordStore: openConversation(github, issueNumber, options, identity) }
}

/** Our comment on a pull request or issue. A step with this owner writes it, and reads those of all others. */
function openConversation(
  github: GitHubClient,
  issueNumber: number,
  { report, runner, apiKey }: Pick<DependencyOptions, 'report' | 'runner' | 'apiKey'>,
  { holder: { run, owner }, repositoryId }: StepIdentity & { readonly repositoryId: number },
): CommentRecordStore {
  const key = report.commentKey ?? owner
  const scope = `${repositoryId}#${issueNumber}`
  const onForeignRecord = ({ url, author }: StoredComment) =>
    runner.annotate(
      'warning',
      `The comment ${url} has the signature of this action, but ${author} wrote it, which is not the login of this token. Its record is not used, so its jobs may be trained again. Use one token for all runs, or delete the comment.`,
    )
  return new CommentRecordStore({
    store: githubCommentStore(github, issueNumber),
    codec: createCodec(key, scope, apiKey && (report.recordKey ?? apiKey), runner.redact),
    clock: systemClock,
    run,
    onForeignRecord,
  })
}
