import type { Spec } from '../job-spec/types.ts'
import type { Outcome } from '../jobs/job-status.ts'
import type { JobState } from '../jobs/job-state.ts'
import { specDiffBlocks, commonDiff } from './spec-diff-blocks.ts'
import * as md from './markdown.ts'
import {
  detailsBlock,
  diagnosticsTable,
  errorBlocks,
  factsLine,
  jobDetails,
  kindText,
  modelBlock,
  modelInstructions,
  nextStep,
  orphansBlock,
  overridesBlock,
  requestBlock,
} from './job-blocks.ts'
import { jobTable, statesTable, syncTable } from './job-tables.ts'
import { ICONS, type Icon } from './display-state.ts'
import { endedJobs, expectedDuration, historyBlock } from './history-blocks.ts'
import { renderNote } from './messages.ts'
import { displayPlanned, planNext, violationBlocks } from './plan-blocks.ts'
import { isShortRequest, isUnfinished, serializeReport, showsRequest } from './saved-report.ts'
import type { ReportModel } from './report-model.ts'
import { commitUrl } from './run-context.ts'
import { pluralize, formatDateTime } from './format.ts'
import type { HistoryEntry, SavedReport } from '../state/record.ts'

export interface CommentContent {
  /**
   * `report` shows jobs. `problems` shows only problems of specs. `plan` shows what would be trained, and is written only
   * over comments of the kinds `problems` and `plan`. `valid` shows that all specs are valid, and is written only over
   * `problems`, `plan`, and not as a new comment.
   */
  readonly kind: 'report' | 'problems' | 'plan' | 'valid'
  readonly body: string
  /** The source of the body, for as long as another run may have to continue it. */
  readonly savedReport?: SavedReport
  /** For the history of the comment. */
  readonly endedJobs: readonly HistoryEntry[]
  /** Digests of the requests that the body shows whole, and that somebody may approve. */
  readonly approvable: readonly string[]
}

/** GitHub's limit is 65,536 characters; the rest is left for the record at the top of the comment. */
const MAX_COMMENT_LENGTH = 48_000
/** GitHub's limit is 1 MiB, and a character may take three bytes. */
const MAX_SUMMARY_LENGTH = 330_000

const TRUNCATION_NOTE = '_The rest is too long to show here. The step log has all of it._'

/** Renders the comment, without the record at its top. */
export function renderComment(model: ReportModel): CommentContent {
  const body = renderBody(model)
  // What is cut off cannot be approved. Then the comment says how else, and has room for more of the rest.
  const isCut = body.includes(TRUNCATION_NOTE) && approvableDigests(model).length > 0
  const shown: ReportModel = isCut ? { ...model, lacksRequests: true, wholeDigests: undefined } : model
  return {
    kind: commentKind(model),
    body: isCut ? renderBody(shown) : body,
    approvable: approvableDigests(shown),
    savedReport: serializeReport(model),
    endedJobs: endedJobs(model),
  }
}

function renderBody(model: ReportModel): string {
  return md.truncateBlocks(
    [...reportBlocks(model, 'comment'), ...orphansBlock(model), footer(model)],
    MAX_COMMENT_LENGTH,
    TRUNCATION_NOTE,
  )
}

function approvableDigests(model: ReportModel): readonly string[] {
  return model.states.flatMap((state) =>
    needsWholeRequest(state, model) && mayBeApproved(state) ? [state.spec.digest] : [],
  )
}

/** Of specs that the policy refuses, and of a closed pull request, nobody expects that an approval changes that. */
function mayBeApproved({ outcome, notes }: JobState): boolean {
  const isClosed = notes.some(({ code }) => code === 'pull-request-closed')
  return !isClosed && !['refused', 'invalid', 'superseded'].includes(outcome ?? '')
}

function commentKind({ states, diagnostics, plan }: ReportModel): CommentContent['kind'] {
  const isOffline = states.every(({ outcome }) => outcome === 'valid' || outcome === 'invalid')
  // A note on a valid spec says that something was done after all.
  const hasNotesOnValidSpec = states.some(({ outcome, notes }) => outcome === 'valid' && notes.length > 0)
  if (!isOffline || hasNotesOnValidSpec) return 'report'
  if (diagnostics.some(({ level }) => level === 'error')) return 'problems'
  return plan === undefined ? 'valid' : 'plan'
}

/** Renders the job summary: like the comment, with the full requests and how later steps read the model. */
export function renderSummary(model: ReportModel): string {
  return `${md.truncateBlocks([...reportBlocks(model, 'summary'), footer(model)], MAX_SUMMARY_LENGTH, TRUNCATION_NOTE)}\n`
}

type Place = 'comment' | 'summary'

function reportBlocks(model: ReportModel, place: Place): readonly string[] {
  const { states } = model
  const messages = messageBlocks(model)
  const [first] = states
  if (first === undefined)
    return [
      heading(...problemsHeadline(model)),
      ...messages,
      ...diagnosticsTable(model, 'error'),
      ...diagnosticsTable(model, 'warning'),
    ]
  if (states.some(({ reportLocation }) => reportLocation))
    return [countHeading(model), ...syncTable(model), ...messages]
  return states.length === 1 ? singleJobBlocks(first, model, place) : multipleJobBlocks(model, place)
}

/** What is true of the step as a whole. */
function messageBlocks({ messages = [] }: ReportModel): readonly string[] {
  return messages.map((note) => md.escapeMessage(renderNote(note)))
}

/** `subject`: Markdown; `headline`: text. */
function heading(icon: Icon, headline: string, subject = ''): string {
  const parts = [`${icon} Forge training`, subject, md.escapeText(headline)]
  return `### ${parts.filter((part) => part !== '').join(' · ')}`
}

/** The blocks from what is new to what stays the same, so that nothing moves around between updates. */
function singleJobBlocks(state: JobState, model: ReportModel, place: Place): readonly string[] {
  const { icon, headline } = displayPlanned(state, model)
  const hasProblems = state.outcome === 'invalid' && countErrors(model) > 0
  return [
    heading(icon, hasProblems ? problemsHeadline(model)[1] : headline, md.code(state.label)),
    ...modelBlock(state),
    ...(place === 'summary' ? modelInstructions(model) : []),
    ...errorBlocks(state),
    ...messageBlocks(model),
    ...diagnosticsTable(model, 'error'),
    ...violationBlocks(model),
    ...nextStep(state, model),
    ...followUp(model, place),
    ...expectedDuration(state, model),
    ...specDiffBlocks(state, model),
    ...factsLine(state, model),
    ...overridesBlock(model),
    ...planNext(model),
    ...diagnosticsTable(model, 'warning'),
    ...historyBlock(model),
    ...detailsBlock(state, model, (request) => place === 'summary' || isShortRequest(request)),
  ]
}

function multipleJobBlocks(model: ReportModel, place: Place): readonly string[] {
  const { states } = model
  if (states.every(({ spec }) => spec === undefined))
    return [
      countHeading(model),
      ...jobTable(model),
      ...diagnosticsTable(model, 'error'),
      ...diagnosticsTable(model, 'warning'),
    ]
  const kinds = new Set(states.flatMap((state) => (state.spec ? [kindText(state)] : [])))
  const [commonKind = ''] = kinds.size === 1 ? kinds : []
  const [common, rest] = commonDiff(model)
  return [
    countHeading(model),
    ...statesTable(model),
    ...(place === 'summary' ? modelInstructions(model) : []),
    ...messageBlocks(model),
    ...diagnosticsTable(model, 'error'),
    ...violationBlocks(model),
    ...followUp(model, place),
    ...(commonKind === '' ? [] : [commonKind]),
    ...common,
    ...overridesBlock(model),
    ...planNext(model),
    ...diagnosticsTable(model, 'warning'),
    ...states.flatMap((state) => jobDetails(state, rest, commonKind === '' ? kindText(state) : '')),
    ...historyBlock(model),
    ...states.flatMap((state) =>
      place === 'summary' || needsWholeRequest(state, model) ? foldedRequest(state, model) : [],
    ),
  ]
}

/** Whoever approves a spec must be able to see all of it. */
function needsWholeRequest(state: JobState, model: ReportModel): state is JobState & { readonly spec: Spec } {
  const { label, spec } = state
  return (
    spec !== undefined && model.plan?.specs.get(label)?.needsApproval === true && showsRequest(spec, model)
  )
}

function foldedRequest(state: JobState, model: ReportModel): readonly string[] {
  const request = requestBlock(state, model)
  return request.length === 0 ? [] : [md.details(`Request of ${state.label}`, request.join('\n\n'))]
}

function countHeading(model: ReportModel): string {
  const icons = model.states.map((state) => displayPlanned(state, model).icon)
  const { bad, attention, active, stopped, plan, idle, good } = ICONS
  const order = [bad, attention, active, stopped, plan, idle, good]
  const worst = order.find((icon) => icons.includes(icon)) ?? good
  return heading(worst, countByState(model))
}

/** Outcomes without a submission. */
const NOT_SUBMITTED: readonly Outcome[] = [
  'invalid',
  'refused',
  'valid',
  'superseded',
  'cancelled',
  'unapproved',
]

/** `3 jobs · 1 trained, 1 training, 1 failed`, or `2 specs · …` if none has a job. */
function countByState(model: ReportModel): string {
  const { states } = model
  const counts = new Map<string, number>()
  for (const state of states) {
    const { shortLabel } = displayPlanned(state, model)
    counts.set(shortLabel, (counts.get(shortLabel) ?? 0) + 1)
  }
  const countTexts = [...counts].map(([shortLabel, count]) => `${count} ${shortLabel}`)
  const hasJobs = states.some(({ job }) => job)
  const noun = hasJobs ? 'job' : 'spec'
  const isNotSubmitted = states.every(
    ({ outcome }) => outcome !== undefined && NOT_SUBMITTED.includes(outcome),
  )
  const rest = isNotSubmitted && !hasJobs && model.plan === undefined ? ', nothing was submitted' : ''
  return `${pluralize(states.length, noun)} · ${countTexts.join(', ')}${rest}`
}

const countErrors = ({ diagnostics }: ReportModel): number =>
  diagnostics.filter(({ level }) => level === 'error').length

function problemsHeadline(model: ReportModel): readonly [Icon, string] {
  const errors = countErrors(model)
  return errors === 0
    ? [ICONS.good, 'nothing to report']
    : [ICONS.bad, `${pluralize(errors, 'problem')}, nothing was submitted`]
}

/** Says who looks next after jobs that nobody waits for. The summary is never updated. */
function followUp(model: ReportModel, place: Place): readonly string[] {
  const states = model.states.filter(
    (state) =>
      isUnfinished(state) &&
      (state.outcome === 'running' || state.outcome === 'submitted') &&
      // A job that the user named has no record of this step.
      (state.spec ?? model.lastSync) !== undefined,
  )
  if (states.length === 0) return []
  const { lastSync, context } = model
  const [job, end] = states.length === 1 ? ['the job', 'it ends'] : ['the jobs', 'they end']
  if (lastSync !== undefined)
    return [
      `**Next:** ${md.link('The scheduled workflow', lastSync.logUrl)} looks again and updates this comment when ${end}.`,
    ]
  const sync = md.code('command: sync')
  if (context.issueNumber === undefined)
    return [
      `**Next:** Follow ${job} with ${md.code('command: wait')} and the ${md.code('job-id')}. No pull request or issue has a record of ${states.length === 1 ? 'it' : 'them'}.`,
    ]
  return [
    `**Next:** A scheduled workflow with ${sync} updates ${place === 'comment' ? 'this' : 'the'} comment when ${end}. Without one, re-run this workflow to follow ${job}.`,
  ]
}

function footer({ context, nowMs, followedBy, lastSync, states }: ReportModel): string {
  const { commit, runId, runNumber, runAttempt, logUrl, helpUrl } = context
  const digest = states.length === 1 ? states[0]?.spec?.digest : undefined
  // Markdown works inside `<sub>`, an inline element.
  const run = `run ${md.link(md.escapeText(runNumber === undefined ? runId : `#${runNumber}`), logUrl)}`
  const parts = [
    digest === undefined ? '' : `digest ${md.code(digest.replace(/^v\d+-/, '').slice(0, 8))}`,
    `commit ${md.link(md.code(commit.slice(0, 7)), commitUrl(context))}`,
    `${run}${runAttempt === '1' ? '' : `, attempt ${md.escapeText(runAttempt)}`}`,
    followedBy ? `continued by run ${md.link(md.escapeText(followedBy.runId), followedBy.logUrl)}` : '',
    `${lastSync ? 'checked' : 'updated'} ${formatDateTime(nowMs)}`,
    helpUrl === undefined ? '' : md.link('help', helpUrl),
  ]
  return `<sub>${parts.filter((part) => part !== '').join(' · ')}</sub>`
}
