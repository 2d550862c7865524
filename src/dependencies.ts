import type { CommandContext } from './commands/context.ts'
import type {
  BaseBranch,
  GitHubResult,
  PullRequestLookup,
  PullRequestState,
  StoredComment,
} from './state/github.ts'
import { retryGitHub } from './state/retry-github.ts'
import { USER_AGENT } from './connect-forge-api.ts'
import { githubCommentStore } from './github/comments.ts'
import type { EventInfo } from './github/event.ts'
import { GitHubClient } from './github/github-client.ts'
import { matrixLabel } from './github/matrix.ts'
import { createRunContext } from './github/read-run-context.ts'
import {
  resolveReportTarget,
  restoreReportTarget,
  toMainTarget,
  type ReportTarget,
  reportTargetFromEvent,
} from './github/report-target.ts'
import { githubRepositoryClient } from './github/repository-client.ts'
import {
  branchFiles,
  githubStatusStore,
  getPullRequest,
  findPullRequestsByBranch,
  findPullRequestsByCommit,
} from './github/repository.ts'
import { missingSecretsReason } from './github/secrets.ts'
import type { ReportInputs } from './inputs.ts'
import { CommentSink } from './report/comment-sink.ts'
import { CommitStatusSink } from './report/commit-status.ts'
import type { JobFollower } from './report/follow-job.ts'
import { renderComment } from './report/render.ts'
import { StatusSigner } from './report/status-record.ts'
import { ReportWriter } from './report/report-writer.ts'
import type { ReportModel } from './report/report-model.ts'
import type { RunContext } from './report/run-context.ts'
import { createActionsRunner, type ActionsRunner } from './runtime/runner.ts'
import { sleepUnref, systemClock } from './runtime/system-clock.ts'
import { CommentRecordStore } from './state/comment-record-store.ts'
import type { MainTarget } from './state/post-state.ts'
import type { LeaseHolder } from './state/own-records.ts'
import { createCodec } from './state/record-codec.ts'
import type { RecordStore } from './state/record-store.ts'
import { RefusalHistory } from './state/refusal-history.ts'
import type { RunRef } from './state/record.ts'
import { RunLedger } from './state/run-ledger.ts'
import { GITHUB_READ_TIMEOUT_MS } from './timeouts.ts'

/** What a command needs from GitHub. */
export interface CommandNeeds {
  /** Signs the records for other runs; absent for commands without a key. */
  readonly apiKey?: string
  readonly postsComment: boolean
  /** Other runs must be able to find the jobs of this step. */
  readonly persistsState: boolean
  /** The job of another step that this step follows. */
  readonly jobId?: string
  /** The command works on the whole repository. */
  readonly isSync?: boolean
}

export interface DependencyOptions extends CommandNeeds {
  readonly env: NodeJS.ProcessEnv
  readonly event: EventInfo
  readonly report: ReportInputs
  readonly runner: ActionsRunner
  /** Identifies this step in the record. */
  readonly holderId: string
  /** Where main reports; by default it is resolved from the event. */
  readonly mainTarget?: MainTarget
  /** Called before each write to GitHub, which is sent when the result resolves. */
  readonly beforeWrite?: () => Promise<void>
}

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
    | 'untrustedHead'
    | 'eventTimeMs'
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
  const context = {
    ...createRunContext(env, target, report),
    matrixLabel: publishesStatuses(options, target.commit) ? matrixLabel(report.matrix) : undefined,
  }
  const holder = createHolder(context, options.holderId)
  const { reports, ledger } = await createReporting(github, options, target.commit, { context, holder })
  const lookupError =
    options.persistsState && targetResult && !targetResult.ok && !targetResult.isPermanent
      ? targetResult.message
      : undefined
  if (targetResult && !targetResult.ok && lookupError === undefined)
    warnNoReportTarget(targetResult.message, options)
  return {
    context,
    reports,
    target: toMainTarget(target),
    step: {
      holder,
      ledger,
      lookupError,
      recordRefusal: findRecordRefusal(options, target),
      eventTimeMs: event.eventTimeMs,
      ...pullRequestDependencies(github, target, event),
      ...syncDependencies(github, context, options),
    },
  }
}

/** An empty token is a mistake, such as a misspelt secret, where a comment would be the record. */
function findRecordRefusal(
  { persistsState, report }: DependencyOptions,
  { issueNumber }: ReportTarget,
): string | undefined {
  if (!persistsState || !report.comment || issueNumber === undefined || report.githubToken) return undefined
  return 'the input `github-token` is empty. Without a comment (`comment: false`) nothing is remembered, and every push trains again.'
}

/** Creates the writer of reports, and the ledger that records the jobs in them. */
async function createReporting(
  github: GitHubClient | undefined,
  options: DependencyOptions,
  commit: string,
  { context, holder }: StepIdentity,
): Promise<{ readonly reports: ReportWriter; readonly ledger?: RunLedger }> {
  const { runner, persistsState } = options
  const { redact } = runner
  const { recordStore, follower } =
    (github && (await openComment(github, options, { context, run: holder.run }))) ?? {}
  const commentUrl = () => recordStore?.url
  const commitStatus = github && createStatusSink(github, options, commit, { context, holder, commentUrl })
  const stores: RecordStore[] = [recordStore, commitStatus].filter((store) => store !== undefined)
  const ledger =
    persistsState && stores.length > 0 ? new RunLedger({ stores, holder, clock: systemClock }) : undefined
  const render = (model: ReportModel) => renderComment(follower?.toCommentModel(model) ?? model)
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

function createHolder({ runId, runAttempt, commit }: RunContext, holderId: string): LeaseHolder {
  return { run: { id: runId, attempt: Number(runAttempt) || 1 }, holderId, commit }
}

/** Only informs for a push, which often has no pull request. */
function warnNoReportTarget(reason: string, { event, runner }: DependencyOptions): void {
  const message = `Could not find the pull request to report on, so there is no comment: ${reason}`
  if (event.pullRequestRef.kind === 'commit') runner.info(message)
  else runner.annotate('warning', message)
}

function createGitHubClient({
  env,
  report,
  beforeWrite,
  persistsState,
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
    usesProxy: ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => env[name]),
    beforeWrite,
    // A step that submits must not take a passing refusal for a missing record.
    refusals: persistsState ? new RefusalHistory(systemClock) : undefined,
  })
}

function findReportTarget(
  github: GitHubClient,
  { event, report, persistsState, mainTarget }: DependencyOptions,
): Promise<GitHubResult<ReportTarget>> {
  if (mainTarget !== undefined) return Promise.resolve({ ok: true, value: restoreReportTarget(mainTarget) })
  const pullRequests: PullRequestLookup = {
    byNumber: (number) => getPullRequest(github, number),
    byCommit: (sha) => findPullRequestsByCommit(github, sha),
    byBranch: (owner, branch) => findPullRequestsByBranch(github, owner, branch),
  }
  const find = () => resolveReportTarget(event, report.issueNumber, pullRequests)
  return persistsState
    ? retryGitHub(find, {
        clock: systemClock,
        random: Math.random,
        untilMs: systemClock.now() + GITHUB_READ_TIMEOUT_MS,
      })
    : find()
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
  { runner, apiKey }: DependencyOptions,
  commit: string,
  { context, holder, commentUrl }: StepIdentity & { readonly commentUrl: () => string | undefined },
): CommitStatusSink | undefined {
  if (context.matrixLabel === undefined) return undefined
  const comments = githubCommentStore(github, 0)
  return new CommitStatusSink({
    store: githubStatusStore(github, commit),
    log: runner,
    holder,
    signer: new StatusSigner(context.repository, commit, apiKey),
    viewerLogin: () => comments.viewerLogin(),
    matrixLabel: context.matrixLabel,
    commentUrl,
    logUrl: context.logUrl,
    redact: runner.redact,
  })
}

function syncDependencies(
  github: GitHubClient | undefined,
  context: RunContext,
  { isSync, apiKey, runner }: DependencyOptions,
): Pick<CommandContext, 'repository'> {
  if (github === undefined || apiKey === undefined || isSync !== true) return {}
  return {
    repository: {
      client: githubRepositoryClient(github),
      context,
      log: runner,
      apiKey,
      redact: runner.redact,
    },
  }
}

function pullRequestDependencies(
  github: GitHubClient | undefined,
  target: ReportTarget,
  event: EventInfo,
): Pick<CommandContext, 'pullRequest' | 'base' | 'untrustedHead'> {
  const { issueNumber, baseRef, pullRequest, isUntrusted } = target
  const base: BaseBranch | undefined =
    github && baseRef !== undefined ? branchFiles(github, baseRef) : undefined
  const fetchState = async (): Promise<PullRequestState | undefined> => {
    const result = github && issueNumber !== undefined ? await getPullRequest(github, issueNumber) : undefined
    return result?.ok ? result.value : undefined
  }
  return {
    pullRequest: pullRequest && { ...pullRequest, fetchState },
    base,
    untrustedHead: isUntrusted ? { event: event.name, base } : undefined,
  }
}

export type CommentOptions = Pick<
  DependencyOptions,
  'report' | 'runner' | 'event' | 'apiKey' | 'postsComment' | 'jobId'
>

interface CommentOwner {
  readonly context: RunContext
  readonly run: RunRef
}

/** Opens the comment that a step updates: its own, or that of the step whose job it follows. Undefined if it has none. */
async function openComment(
  github: GitHubClient,
  { report, runner, apiKey, postsComment, event, jobId }: CommentOptions,
  { context, run }: CommentOwner,
): Promise<{ readonly recordStore: CommentRecordStore; readonly follower?: JobFollower } | undefined> {
  const { issueNumber, repository, workflowPath } = context
  if (!postsComment || !report.comment || issueNumber === undefined) return undefined
  // GitHub gives such a run a read-only token.
  const reason = missingSecretsReason(event)
  if (apiKey === undefined && (reason === 'fork' || reason === 'dependabot')) return undefined
  const store = githubCommentStore(github, issueNumber)
  const scope = `${repository}#${issueNumber}`
  const { redact } = runner
  if (jobId !== undefined && apiKey !== undefined) {
    // A separate chunk of the bundle, which most steps never load.
    const { findCommentForJob } = await import('./find-comment-for-job.ts')
    const found = await findCommentForJob(store, { jobId, apiKey, issueNumber, scope, redact, context, run })
    if (found !== undefined) return found
  }
  const key = report.commentKey ?? JSON.stringify([workflowPath, report.specText, report.matrix])
  const codec = createCodec(key, scope, apiKey, redact)
  const onForeignRecord = ({ url, author }: StoredComment) =>
    runner.annotate(
      'warning',
      `The comment ${url} has the signature of this action, but ${author} wrote it, which is not the login of this token. Its record is not used, so its jobs may be trained again. Use one token for all runs, or delete the comment.`,
    )
  return { recordStore: new CommentRecordStore({ store, codec, clock: systemClock, run, onForeignRecord }) }
}

/** Creates the runner and masks all secrets before the first log line. */
export function createMaskedRunner(env: NodeJS.ProcessEnv): ActionsRunner {
  const runner = createActionsRunner(env)
  const secrets = [runner.input('api-key'), env['MISTRAL_API_KEY'] ?? '', runner.input('github-token')]
  for (const secret of secrets) runner.maskSecret(secret.trim())
  return runner
}
