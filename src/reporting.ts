import { pusherOf } from './approval-source.ts'
import type { GitHubResult, StoredComment } from './state/github.ts'
import type { CommentRecord } from './state/record.ts'
import type { DependencyOptions } from './dependency-options.ts'
import { githubCommentStore } from './github/comments.ts'
import type { GitHubClient } from './github/github-client.ts'
import type { ReportTarget } from './github/report-target.ts'
import { githubStatusStore } from './github/repository.ts'
import { missingSecretsReason } from './github/secrets.ts'
import { CommentSink } from './report/comment-sink.ts'
import { CommitStatusSink } from './report/commit-status.ts'
import type { JobFollower } from './report/follow-job.ts'
import { renderComment } from './report/render.ts'
import type { ReportModel } from './report/report-model.ts'
import { ReportWriter } from './report/report-writer.ts'
import type { RunContext } from './report/run-context.ts'
import { StatusSigner } from './report/status-record.ts'
import { sleepUnref, systemClock } from './runtime/system-clock.ts'
import type { LeaseHolder } from './state/lease.ts'
import { CommentRecordStore } from './state/comment-record-store.ts'
import { findOrphans } from './state/orphans.ts'
import { withoutSubject } from './state/owner.ts'
import { createCodec } from './state/record-codec.ts'
import type { RecordStore } from './state/record-store.ts'
import { RunLedger } from './state/run-ledger.ts'

interface StepIdentity {
  readonly context: RunContext
  readonly holder: LeaseHolder
  readonly repositoryId: number
  /** Of our comment. */
  readonly commentKey: string
}

/** Where a step reports, and what it can read there. */
export interface Reporting {
  readonly reports: ReportWriter
  readonly ledger?: RunLedger
  /** For steps without a ledger. */
  readonly readRecord?: () => Promise<GitHubResult<CommentRecord>>
}

/** Opens comment and commit status, and the ledger that records the jobs in them. */
export async function openReporting(
  github: GitHubClient,
  options: DependencyOptions,
  target: ReportTarget,
  step: Omit<StepIdentity, 'commentKey'>,
): Promise<Reporting> {
  const { runner, persistsState, event, report } = options
  const { context, holder } = step
  // On a pull request, a step has one comment for all subjects.
  const owner = target.isPullRequest ? withoutSubject(holder.owner) : holder.owner
  const identity = { ...step, commentKey: report.commentKey ?? owner }
  const { commit, candidates = [] } = target
  const { recordStore, follower } = (await openComment(github, options, identity)) ?? {}
  const statusIdentity = { ...identity, commentUrl: () => recordStore?.url }
  const commitStatus = createStatusSink(github, options, commit, statusIdentity)
  // The status is not read where a comment is the record: it does not tell who else follows a job, least of all on other commits,
  // so a step might cancel the job of another one.
  const store: RecordStore | undefined = recordStore ?? commitStatus
  const ledger =
    persistsState && store
      ? new RunLedger({
          store,
          otherConversations: candidates
            .filter((number) => number !== context.issueNumber)
            .map((number) => openConversation(github, number, options, identity)),
          holder,
          clock: systemClock,
          githubTime: () => github.time(),
        })
      : undefined
  const render = (model: ReportModel) =>
    renderComment({
      ...(follower?.toCommentModel(model) ?? model),
      orphans: ledger && findOrphans(ledger.record, holder.service, github.time()),
    })
  const push = { pusher: pusherOf(event, target), pushedAtMs: event.pushedAtMs }
  const comment =
    recordStore && new CommentSink({ recordStore, render, log: runner, redact: runner.redact, push })
  const sinks = { comment, commitStatus, ledger: follower ?? ledger }
  const reports = new ReportWriter({ clock: systemClock, sleepUnref, ...sinks })
  return { reports, ledger, readRecord: ledger || !recordStore ? undefined : () => recordStore.read() }
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
  }: StepIdentity & { readonly commentUrl: () => string | undefined },
): CommitStatusSink | undefined {
  if (context.matrixLabel === undefined) return undefined
  const comments = githubCommentStore(github, 0)
  return new CommitStatusSink({
    store: githubStatusStore(github, commit),
    log: runner,
    clock: systemClock,
    holder,
    signer: new StatusSigner(String(repositoryId), commit, apiKey && (report.recordKey ?? apiKey)),
    viewerLogin: () => comments.viewerLogin(),
    matrixLabel: context.matrixLabel,
    commentUrl,
    logUrl: context.logUrl,
    redact: runner.redact,
  })
}

type CommentOptions = Pick<
  DependencyOptions,
  'report' | 'runner' | 'event' | 'apiKey' | 'postsComment' | 'jobId'
>

/** Opens the comment that a step updates: its own, or that of the step whose job it follows. Undefined if it has none. */
async function openComment(
  github: GitHubClient,
  options: CommentOptions,
  identity: StepIdentity,
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

/** Our comment on a pull request or issue. Steps with its key write it, and read all others. */
function openConversation(
  github: GitHubClient,
  issueNumber: number,
  { report, runner, apiKey }: Pick<DependencyOptions, 'report' | 'runner' | 'apiKey'>,
  { holder: { run }, repositoryId, commentKey }: StepIdentity,
): CommentRecordStore {
  const scope = `${repositoryId}#${issueNumber}`
  const onForeignRecord = ({ url, author }: StoredComment) =>
    runner.annotate(
      'warning',
      `The comment ${url} has the signature of this action, but ${author} wrote it, which is not the login of this token. Its record is not used, so its jobs may be trained again. Use one token for all runs, or delete the comment.`,
    )
  return new CommentRecordStore({
    store: githubCommentStore(github, issueNumber),
    codec: createCodec(commentKey, scope, apiKey && (report.recordKey ?? apiKey), runner.redact),
    clock: systemClock,
    run,
    onForeignRecord,
    githubTime: () => github.time(),
  })
}
