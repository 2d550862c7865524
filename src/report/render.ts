import type { Outcome } from '../jobs/job-status.ts'
import type { JobState } from '../jobs/job-state.ts'
import { specDiffBlocks, commonDiff } from './spec-diff-blocks.ts'
import { varyingFields } from './varying-fields.ts'
import * as md from './markdown.ts'
import {
  jobDetails,
  jobCell,
  jobFacts,
  jobHeading,
  jobTable,
  modelBlock,
  orphansBlock,
  overridesBlock,
  diagnosticsTable,
  syncTable,
  stateCell,
  timelineBlock,
  errorBlocks,
} from './job-blocks.ts'
import { displayState } from './display-state.ts'
import { renderNote } from './messages.ts'
import { isUnfinished, serializeReport } from './saved-report.ts'
import type { ReportModel } from './report-model.ts'
import { pluralize, formatDateTime } from './format.ts'
import type { SavedReport } from '../state/record.ts'

export interface CommentContent {
  /**
   * `report` shows jobs. `problems` shows only problems of specs. `valid` shows that all specs are valid, and is written
   * only over a comment of the kind `problems`.
   */
  readonly kind: 'report' | 'problems' | 'valid'
  readonly body: string
  /** The source of the body, for as long as another run may have to continue it. */
  readonly savedReport?: SavedReport
}

/** GitHub's limit is 65,536 characters; the rest is left for the record at the top of the comment. */
const MAX_COMMENT_LENGTH = 48_000
/** GitHub's limit is 1 MiB, and a character may take three bytes. */
const MAX_SUMMARY_LENGTH = 330_000

const TRUNCATION_NOTE = '_The rest is too long to show here. The step log has all of it._'

/** Renders the comment, without the record at its top. */
export function renderComment(model: ReportModel): CommentContent {
  return {
    kind: commentKind(model),
    body: md.truncateBlocks(
      [...reportBlocks(model), ...orphansBlock(model), ...followUpNote(model), footer(model)],
      MAX_COMMENT_LENGTH,
      TRUNCATION_NOTE,
    ),
    savedReport: serializeReport(model),
  }
}

function commentKind({ states, diagnostics }: ReportModel): CommentContent['kind'] {
  const isOffline = states.every(({ outcome }) => outcome === 'valid' || outcome === 'invalid')
  // A note on a valid spec says that something was done after all.
  const hasNotesOnValidSpec = states.some(({ outcome, notes }) => outcome === 'valid' && notes.length > 0)
  if (!isOffline || hasNotesOnValidSpec) return 'report'
  return diagnostics.some(({ level }) => level === 'error') ? 'problems' : 'valid'
}

/** Renders the job summary: like the comment, plus the full requests. */
export function renderSummary(model: ReportModel): string {
  const requests = model.states.flatMap(({ spec, reportLocation }) =>
    spec && !reportLocation ? [requestDetails(model, spec)] : [],
  )
  return `${md.truncateBlocks([...reportBlocks(model), ...detachedNote(model), ...requests, footer(model)], MAX_SUMMARY_LENGTH, TRUNCATION_NOTE)}\n`
}

function reportBlocks(model: ReportModel): readonly string[] {
  const { states } = model
  const messages = (model.messages ?? []).map((note) => md.escapeMessage(renderNote(note)))
  const first = states[0]
  if (first === undefined)
    return [
      diagnosticsHeading(model),
      ...messages,
      ...diagnosticsTable(model, 'error'),
      ...diagnosticsTable(model, 'warning'),
    ]
  if (states.some(({ reportLocation }) => reportLocation))
    return [countHeading(model), ...syncTable(model), ...messages]
  return states.length === 1 ? singleJobBlocks(first, model) : multipleJobBlocks(model)
}

function singleJobBlocks(state: JobState, model: ReportModel): readonly string[] {
  const { icon, headline } = displayState(state, model.nowMs)
  return [
    `### ${icon} ${headline}`,
    ...modelBlock(state, model),
    ...errorBlocks(state),
    ...diagnosticsTable(model, 'error'),
    ...jobFacts(state, model),
    ...diagnosticsTable(model, 'warning'),
    ...specDiffBlocks(state, model.specDiffs),
    ...timelineBlock(state, model.nowMs),
  ]
}

function multipleJobBlocks(model: ReportModel): readonly string[] {
  const { states } = model
  const heading = countHeading(model)
  if (states.every(({ spec }) => spec === undefined))
    return [
      heading,
      ...jobTable(model),
      ...diagnosticsTable(model, 'error'),
      ...diagnosticsTable(model, 'warning'),
    ]
  const { fields, values } = varyingFields(states)
  const rows = states.map((state) => {
    const { icon } = displayState(state, model.nowMs)
    const { label } = state
    const differingValues = (values.get(label) ?? fields.map(() => '')).map(md.code)
    return [icon, md.code(label), ...differingValues, stateCell(state, model.nowMs), jobCell(state)]
  })
  const headings = ['', 'spec', ...fields.map(md.escapeText), 'state', jobHeading(states)]
  const [common, specDiffs] = commonDiff(model)
  return [
    heading,
    ...md.chunkTable(...md.dropEmptyColumns(headings, rows)),
    ...common,
    ...overridesBlock(model),
    ...diagnosticsTable(model, 'error'),
    ...states.flatMap((state) => jobDetails(state, { ...model, specDiffs })),
    ...diagnosticsTable(model, 'warning'),
  ]
}

const countHeading = (model: ReportModel): string => `### ${worstIcon(model)} ${countByState(model)}`

/** Outcomes without a submission. */
const NOT_SUBMITTED: readonly Outcome[] = ['invalid', 'refused', 'valid', 'superseded', 'cancelled']

/** `3 jobs: 1 trained, 1 training, 1 failed`, or `2 specs: …` if none has a job. */
function countByState({ states, nowMs }: ReportModel): string {
  const counts = new Map<string, number>()
  for (const state of states) {
    const { shortLabel } = displayState(state, nowMs)
    counts.set(shortLabel, (counts.get(shortLabel) ?? 0) + 1)
  }
  const countTexts = [...counts].map(([shortLabel, count]) => `${count} ${shortLabel}`)
  const hasJobs = states.some(({ job }) => job)
  const noun = hasJobs ? 'job' : 'spec'
  const isNotSubmitted = states.every(
    ({ outcome }) => outcome !== undefined && NOT_SUBMITTED.includes(outcome),
  )
  const rest = isNotSubmitted && !hasJobs ? ', nothing was submitted' : ''
  return `${pluralize(states.length, noun)}: ${countTexts.join(', ')}${rest}`
}

function worstIcon({ states, nowMs }: ReportModel): string {
  const icons = states.map((state) => displayState(state, nowMs).icon)
  return ['🔴', '🟡', '⚪'].find((icon) => icons.includes(icon)) ?? '🟢'
}

function diagnosticsHeading({ diagnostics }: ReportModel): string {
  const errors = diagnostics.filter(({ level }) => level === 'error').length
  return errors === 0
    ? '### 🟢 Nothing to report'
    : `### 🔴 ${pluralize(errors, 'problem')}, nothing was submitted`
}

function requestDetails(model: ReportModel, spec: NonNullable<JobState['spec']>): string {
  const title = model.states.length === 1 ? 'Request' : `Request of ${spec.label}`
  const body = `${md.fence(JSON.stringify(spec.request, undefined, 2), 'json')}\n\nDigest ${md.code(spec.digest)}`
  return md.details(title, body)
}

/** Says who checks the detached jobs next. */
function followUpNote({ states, lastSync }: ReportModel): readonly string[] {
  if (!hasDetachedJobs(states)) return []
  if (lastSync === undefined)
    return [
      `${notWatchedText(states)} A scheduled workflow with ${md.code('command: sync')}, if this repository has one, checks ${pronoun(states)} next and updates this comment.`,
    ]
  const lastCheck = md.htmlLink('last check', lastSync.logUrl)
  return [
    `The scheduled workflow checks ${pronoun(states)} next (${lastCheck} ${formatDateTime(lastSync.atMs)}). It updates this comment when something changes, and twice a day.`,
  ]
}

/** The same for the job summary, which is never updated. */
function detachedNote({ states, context }: ReportModel): readonly string[] {
  const ownJobs = states.filter(
    ({ spec, reportLocation }) => spec !== undefined && reportLocation === undefined,
  )
  if (!hasDetachedJobs(ownJobs)) return []
  const next =
    context.issueNumber === undefined
      ? `No pull request or issue has a record of ${pronoun(ownJobs)}: resume by job id.`
      : `A scheduled workflow with ${md.code('command: sync')}, if this repository has one, checks ${pronoun(ownJobs)} next and reports the result in the comment.`
  return [`${notWatchedText(ownJobs)} ${next}`]
}

const hasDetachedJobs = (states: readonly JobState[]): boolean =>
  states.some((state) => isUnfinished(state) && state.outcome !== undefined)

const notWatchedText = ({ length }: readonly JobState[]): string =>
  `No step is watching ${length === 1 ? 'this job' : 'these jobs'} now.`

const pronoun = ({ length }: readonly JobState[]): string => (length === 1 ? 'it' : 'them')

function footer({ context, nowMs, followedBy, lastSync }: ReportModel): string {
  const parts = [
    // Markdown works inside `<sub>`, an inline element.
    `commit ${md.code(context.commit.slice(0, 7))} by ${md.code(context.actor)}`,
    `run ${md.escapeText(context.runId)}${context.runAttempt === '1' ? '' : ` attempt ${md.escapeText(context.runAttempt)}`}`,
    md.htmlLink('log', context.logUrl),
    ...(followedBy
      ? [`continued by run ${md.escapeText(followedBy.runId)}`, md.htmlLink('its log', followedBy.logUrl)]
      : []),
    `updated ${formatDateTime(nowMs)}${lastSync ? ` by ${md.htmlLink('the scheduled workflow', lastSync.logUrl)}` : ''}`,
  ]
  return `<sub>${parts.join(' · ')}</sub>`
}
