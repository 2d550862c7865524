import { randomUUID } from 'node:crypto'
import type { BaseFiles } from './pipeline/comparison.ts'
import { openComment } from './commenting.ts'
import { runContext } from './github/context.ts'
import type { EventFacts } from './github/events.ts'
import { githubComments } from './github/comments.ts'
import { githubDesk } from './github/desk.ts'
import { GitHub } from './github/octokit.ts'
import { findPlace, placeUnasked, type Place, type PullRequests } from './github/place.ts'
import {
  filesOn,
  githubStatuses,
  pullRequest,
  pullRequestsFrom,
  pullRequestsOf,
} from './github/repository.ts'
import type { ReportInputs } from './inputs.ts'
import { idle, systemClock } from './platform/clock.ts'
import { Books } from './record/books.ts'
import { patiently } from './record/conversation.ts'
import type { KeyRecord } from './record/entry.ts'
import type { Writer } from './record/holdings.ts'
import type { Ledger } from './record/ledger.ts'
import type { RunContext } from './report/context.ts'
import { Reports } from './report/reports.ts'
import { StatusBoard } from './report/status-board.ts'
import type { PullRequestNow, Step } from './step.ts'
import { USER_AGENT } from './wiring.ts'
import { legWords } from './matrix.ts'
import type { Runner } from './platform/runner.ts'

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
