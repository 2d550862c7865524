import type { PullRequestNow, Step } from './commands/context.ts'
import { VERSION } from './contract/version.gen.ts'
import { discreet, httpTransport, type Transport } from './forge/http.ts'
import { forgeApi } from './forge/forge-api.ts'
import { githubComments } from './github/comments.ts'
import type { EventFacts } from './github/event.ts'
import { GitHub } from './github/github-client.ts'
import { legWords } from './github/matrix.ts'
import { runContext } from './github/read-run-context.ts'
import { findPlace, type Place, placeUnasked, type PullRequests } from './github/report-target.ts'
import { githubDesk } from './github/repository-client.ts'
import {
  filesOn,
  githubStatuses,
  pullRequest,
  pullRequestsFrom,
  pullRequestsOf,
} from './github/repository.ts'
import { keylessReason } from './github/secrets.ts'
import type { ReportInputs, ServiceInputs } from './inputs.ts'
import type { BaseFiles } from './job-spec/base-branch.ts'
import type { TrainingApi } from './jobs/api.ts'
import { LiveComment } from './report/comment-publisher.ts'
import { StatusBoard } from './report/commit-status.ts'
import { Reports, type ReportsOptions } from './report/report-publisher.ts'
import type { RunContext } from './report/run-context.ts'
import { modifiedAtMs } from './runtime/files.ts'
import { actionsRunner, type Runner } from './runtime/runner.ts'
import { idle, systemClock } from './runtime/system-clock.ts'
import { Notebook } from './state/comment-record-store.ts'
import { patiently } from './state/comment-store.ts'
import type { Writer } from './state/own-records.ts'
import { sealOf } from './state/record-codec.ts'
import type { Ledger } from './state/record-store.ts'
import type { KeyRecord, RunIdentity } from './state/record.ts'
import { Books } from './state/run-ledger.ts'
import { randomUUID } from 'node:crypto'

export interface SurroundingsOptions {
  readonly env: NodeJS.ProcessEnv
  readonly facts: EventFacts
  readonly report: ReportInputs
  readonly runner: Runner
  /** Signs what is written down for other runs; absent for commands that have no key. */
  readonly apiKey?: string
  /** Whether this command brings news for people, so that a comment is worth looking for. */
  readonly hasNews: boolean
  /** Whether it is to be found again by other runs. */
  readonly isRecorded: boolean
  /** Under which name this step writes in the record; by default a new one. */
  readonly writer?: string
  /** The job that it goes on with, where it is one of another step. */
  readonly jobId?: string
  /** Whether it looks after the whole repository. */
  readonly isCustodian?: boolean
  /** There is no time to wait for GitHub. */
  readonly isBrief?: boolean
}

/** Everything of GitHub that a step has to do with. */
export interface Surroundings {
  readonly context: RunContext
  readonly reports: Reports
  readonly step: Pick<
    Step,
    'me' | 'books' | 'pullRequest' | 'base' | 'foreign' | 'happenedAtMs' | 'trouble' | 'custody'
  >
}

/** How long GitHub is asked where a run belongs, before anything is submitted, in milliseconds. */
const PLACE_PATIENCE_MS = 120_000

/** Finds out where the step belongs, and opens what it reports to. Never rejects; GitHub may not answer. */
export async function openSurroundings(o: SurroundingsOptions): Promise<Surroundings> {
  const { env, facts, report } = o
  const github = connection(env, report)
  const asked = github && (o.hasNews || o.isRecorded) ? await locate(github, o) : undefined
  const place = asked?.ok ? asked.value : placeUnasked(facts, report.issueNumber)
  const context = {
    ...runContext(env, place, report),
    ...(keepsStatuses(o, place.commit) ? { statusLeg: legWords(report.matrix) } : {}),
  }
  const me = writerOf(context, o.writer)
  const heard: { books?: Books } = {}
  const onRecord = (record: KeyRecord) => heard.books?.hear(record)
  const told = github && (await openComment(github, o, { context, run: me.run, onRecord }))
  const liveComment = told?.liveComment
  const statuses = github && statusesOf(github, o, place.commit, { context, me })
  const ledgers: Ledger[] = [...(liveComment ? [liveComment] : []), ...(statuses ? [statuses] : [])]
  const books =
    o.isRecorded && ledgers.length > 0 ? new Books({ ledgers, me, clock: systemClock }) : undefined
  if (books) heard.books = books
  const trouble = o.isRecorded && asked && !asked.ok && !asked.isFinal ? asked.reason : undefined
  if (asked && !asked.ok && trouble === undefined) tellHomeless(asked.reason, o)
  return {
    context,
    reports: new Reports({
      clock: systemClock,
      idle,
      ...(books ? { books } : {}),
      ...told,
      ...(statuses ? { statuses } : {}),
    }),
    step: {
      me,
      ...(books ? { books } : {}),
      ...(trouble === undefined ? {} : { trouble }),
      ...(facts.happenedAtMs === undefined ? {} : { happenedAtMs: facts.happenedAtMs }),
      ...pullRequestPart(github, place, facts),
      ...custodyPart(github, context, o),
    },
  }
}

function writerOf({ runId, runAttempt, commit }: RunContext, writer: string | undefined): Writer {
  return { run: { id: runId, attempt: Number(runAttempt) || 1 }, writer: writer ?? randomUUID(), commit }
}

/** Who pushes does not always expect a report on a pull request. */
function tellHomeless(reason: string, { facts, runner }: SurroundingsOptions): void {
  const words = `Where to report could not be found out, so that there is no comment: ${reason}`
  if (facts.lookup.kind === 'commit') runner.info(words)
  else runner.annotate('warning', words)
}

function connection(env: NodeJS.ProcessEnv, { githubToken }: ReportInputs): GitHub | undefined {
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/')
  if (!githubToken || !owner || !repo) return undefined
  return new GitHub({
    token: githubToken,
    apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    userAgent: USER_AGENT,
    owner,
    repo,
    usesProxy: ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => env[name]),
  })
}

function locate(github: GitHub, { facts, report, isRecorded, isBrief }: SurroundingsOptions) {
  const pulls: PullRequests = {
    byNumber: (number) => pullRequest(github, number),
    ofCommit: (sha) => pullRequestsOf(github, sha),
    fromBranch: (owner, branch) => pullRequestsFrom(github, owner, branch),
  }
  const find = () => findPlace(facts, report.issueNumber, pulls)
  return isRecorded && !isBrief ? patiently(find, systemClock, PLACE_PATIENCE_MS) : find()
}

interface Self {
  readonly context: RunContext
  readonly me: Writer
}

function keepsStatuses({ report, isRecorded }: SurroundingsOptions, commit: string): boolean {
  return report.commitStatus && isRecorded && commit !== ''
}

function statusesOf(
  github: GitHub,
  { runner }: SurroundingsOptions,
  commit: string,
  { context, me }: Self,
): StatusBoard | undefined {
  if (context.statusLeg === undefined) return undefined
  const comments = githubComments(github, 0)
  return new StatusBoard({
    store: githubStatuses(github, commit),
    log: runner,
    me,
    self: () => comments.self(),
    leg: context.statusLeg,
    logUrl: context.logUrl,
    redact: runner.redact,
  })
}

function custodyPart(
  github: GitHub | undefined,
  context: RunContext,
  { isCustodian, apiKey, runner }: SurroundingsOptions,
): Pick<Step, 'custody'> {
  if (github === undefined || apiKey === undefined || isCustodian !== true) return {}
  return { custody: { desk: githubDesk(github), context, log: runner, apiKey, redact: runner.redact } }
}

function pullRequestPart(
  github: GitHub | undefined,
  place: Place,
  facts: EventFacts,
): Pick<Step, 'pullRequest' | 'base' | 'foreign'> {
  const { issueNumber, baseRef, pull, isForeign } = place
  const base: BaseFiles | undefined = github && baseRef !== undefined ? filesOn(github, baseRef) : undefined
  const now = async (): Promise<PullRequestNow | undefined> => {
    const reply = github && issueNumber !== undefined ? await pullRequest(github, issueNumber) : undefined
    return reply?.ok ? reply.value : undefined
  }
  return {
    ...(pull ? { pullRequest: { ...pull, now } } : {}),
    ...(base ? { base } : {}),
    ...(isForeign ? { foreign: { event: facts.name, ...(base ? { base } : {}) } } : {}),
  }
}

export interface Commenting {
  readonly report: ReportInputs
  readonly runner: Runner
  readonly facts: EventFacts
  readonly apiKey?: string
  readonly hasNews: boolean
  readonly jobId?: string
}

interface CommentOwner {
  readonly context: RunContext
  readonly run: RunIdentity
  readonly onRecord: (record: KeyRecord) => void
}

/** The comment that a step writes, where it writes one: its own, or that of the step whose job it goes on with. */
export async function openComment(
  github: GitHub,
  { report, runner, apiKey, hasNews, facts, jobId }: Commenting,
  { context, run, onRecord }: CommentOwner,
): Promise<Pick<ReportsOptions, 'liveComment' | 'books' | 'retell'>> {
  const { issueNumber, repository, workflowPath } = context
  if (!hasNews || !report.comment || issueNumber === undefined) return {}
  // The token of such a run may not write: GitHub does not trust what it brings along.
  const reason = keylessReason(facts)
  if (apiKey === undefined && (reason === 'fork' || reason === 'dependabot')) return {}
  const store = githubComments(github, issueNumber)
  const scope = `${repository}#${issueNumber}`
  const { redact } = runner
  const open = (notebook: Notebook) =>
    new LiveComment({ notebook, clock: systemClock, log: runner, redact, onRecord })
  if (jobId !== undefined && apiKey !== undefined) {
    // A file of its own in the bundle, which most steps do not have to read.
    const { visit } = await import('./find-comment-for-job.ts')
    const visited = await visit(store, { jobId, apiKey, issueNumber, scope, redact, context, run })
    if (visited !== undefined) {
      const { guest, notebook } = visited
      return { liveComment: open(notebook), books: guest, retell: (story) => guest.retell(story) }
    }
  }
  const key = report.commentKey ?? JSON.stringify([workflowPath, report.specText, report.matrix])
  const seal = sealOf(key, scope, apiKey, redact)
  return { liveComment: open(new Notebook({ store, seal, clock: systemClock, run })) }
}

/** What both parts of the action put together in the same way. */

export const USER_AGENT = `mistral-forge-action/${VERSION}`

/** GitHub kills jobs on its own machines after 360 minutes, which would look like a cancelled workflow. */
const HOSTED_JOB_LIMIT_MS = 350 * 60_000

/** The runner around this process, with all secrets hidden from the first line on. */
export function discreetRunner(env: NodeJS.ProcessEnv): Runner {
  const runner = actionsRunner(env)
  const secrets = [runner.input('api-key'), env['MISTRAL_API_KEY'] ?? '', runner.input('github-token')]
  for (const secret of secrets) runner.hide(secret.trim())
  return runner
}

/** The service that the inputs name, with a line in the debug log for each exchange. */
export function serviceOf({ apiKey, apiUrl }: ServiceInputs, runner: Runner): TrainingApi {
  const transport = httpTransport({ baseUrl: apiUrl, apiKey, userAgent: USER_AGENT, clock: systemClock })
  return forgeApi(traced(discreet(transport, runner.redact), runner), () => systemClock.wall())
}

function traced(transport: Transport, runner: Runner): Transport {
  return async (request) => {
    const sentMs = systemClock.now()
    const answer = await transport(request)
    const came = 'kind' in answer ? `${answer.kind}: ${answer.words}` : `HTTP ${answer.status}`
    const tookMs = Math.round(systemClock.now() - sentMs)
    runner.debug(`${request.method} ${request.path}: ${came}, after ${tookMs} ms`)
    return answer
  }
}

/** Point on the monotonic clock at which GitHub's own machines end the job; infinite on others. */
export async function hostedEndMs(env: NodeJS.ProcessEnv): Promise<number> {
  if (env['RUNNER_ENVIRONMENT'] !== 'github-hosted') return Infinity
  // The runner writes the event file when the job starts.
  const jobStartedAtMs = await modifiedAtMs(env['GITHUB_EVENT_PATH'])
  if (jobStartedAtMs === undefined) return Infinity
  return systemClock.now() + HOSTED_JOB_LIMIT_MS - (systemClock.wall() - jobStartedAtMs)
}
