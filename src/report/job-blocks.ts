import * as md from './markdown.ts'
import { isMapping } from '../job-spec/document.ts'
import type { Diagnostic } from '../job-spec/types.ts'
import type { JobState } from '../jobs/job-state.ts'
import { isTerminal, parsePhase } from '../jobs/job-status.ts'
import type { Provenance } from '../jobs/provenance.ts'
import { displayState } from './display-state.ts'
import { formatTime, formatDateTime, formatDuration, summarizeJob } from './format.ts'
import { renderNote } from './messages.ts'
import type { ReportModel } from './report-model.ts'
import { fileUrl, jobUrl } from './run-context.ts'
import { specDiffBlocks } from './spec-diff-blocks.ts'
import { definedEntries, formatValue, formatPath } from '../job-spec/spec-value.ts'

/** The model name, to copy, and how a later step reads it. */
export function modelBlock({ job, outcome }: JobState, { states, lastSync }: ReportModel): readonly string[] {
  if (outcome !== 'succeeded' || job?.outputModel === undefined) return []
  const instructions =
    states.length === 1
      ? 'Later steps can read it as `${{ steps.<id>.outputs.output-model }}`, where `<id>` is the `id` of this step.'
      : 'Later steps can find it in `${{ steps.<id>.outputs.jobs }}`, JSON with one entry per job, where `<id>` is the `id` of this step.'
  // After a sync the step has ended, and nothing can read its outputs any more.
  return [md.fence(job.outputModel), ...(lastSync === undefined ? [instructions] : [])]
}

/** The service's error message, what to do about it, and the notes. */
export function errorBlocks({ job, outcome, error, notes }: JobState): readonly string[] {
  const blocks: string[] = []
  if (outcome === 'failed' && job?.reason !== undefined) blocks.push(md.quote(job.reason))
  if (error !== undefined) {
    const source = error.status === undefined ? '' : `HTTP ${error.status}`
    const request = error.requestId === undefined ? '' : `request ${md.code(error.requestId)}`
    const origin = [source, request].filter((part) => part !== '').join(', ')
    blocks.push(origin === '' ? md.quote(error.message) : `${md.quote(error.message)}\n>\n> ${origin}`)
    if (error.hint !== undefined) blocks.push(md.escapeMessage(error.hint))
  }
  return [...blocks, ...notes.map((note) => md.escapeMessage(renderNote(note)))]
}

/** A table with the facts about one job. */
export function jobFacts(state: JobState, { context, nowMs, states }: ReportModel): readonly string[] {
  const isOnlyJob = states.length === 1
  const { spec, job, label } = state
  const rows: [string, string][] = []
  if (spec) rows.push(['Spec', md.htmlLink(md.htmlCode(label), fileUrl(context, spec.file))])
  else if (state.outcome === 'invalid')
    rows.push(['Spec', md.htmlLink(md.htmlCode(label), fileUrl(context, label))])
  else if (job === undefined) rows.push(['Job', md.htmlCode(label)])
  if (job) rows.push(['Job', md.htmlLink(md.htmlCode(job.id), jobUrl(context, job.id))])
  const provenance = state.provenance && PROVENANCES[state.provenance]
  if (provenance !== undefined) rows.push(['Provenance', provenance])
  const summary = jobSummaryHtml(state)
  if (summary !== '') rows.push(['Training', summary])
  const settings = settingsHtml(state)
  if (settings !== '') rows.push(['Settings', settings])
  const overrides = isOnlyJob ? formatOverrides([state]).map(md.htmlCode) : []
  if (overrides.length > 0) rows.push(['Overrides', overrides.join('<br>')])
  const timeInStatus = timeInStatusHtml(state, nowMs)
  if (timeInStatus !== '') rows.push(['Time', timeInStatus])
  if (job?.status !== undefined) rows.push(['Status', md.htmlCode(job.status)])
  const canResume = state.outcome !== undefined && state.outcome !== 'cancelled' && !state.isNotFound
  if (canResume && job && !isTerminal(parsePhase(job.status))) rows.push(['Resume', resumeHtml(job.id)])
  return [md.factTable(rows)]
}

/** How the job is known, unless the response to our own request named it. HTML. */
const PROVENANCES: Readonly<Partial<Record<Provenance, string>>> = {
  recovered: 'recovered: the response was lost, and this is the only job that matches',
  verified: 'verified: recorded by an earlier step, with a valid signature',
  unsigned: 'unsigned: recorded without a valid signature',
  listed: 'listed: found in the list of jobs, without a record',
}

function jobSummaryHtml(state: JobState): string {
  const { jobType, baseModel, size } = summarizeJob(state)
  const ofBaseModel = baseModel === undefined ? '' : ` of ${md.htmlCode(baseModel)}`
  return [`${md.htmlText(jobType)}${ofBaseModel}`, ...size].filter((part) => part !== '').join(', ')
}

const MAX_SETTINGS = 8

/** `learning_rate 1e-5, batch_size 8`. The number of steps is part of the summary. */
function settingsHtml({ spec, job }: JobState): string {
  const all = spec?.request.hyperparameters ?? job?.hyperparameters
  const settings = definedEntries(isMapping(all) ? all : {}).filter(
    ([name, value]) => name !== 'training_steps' && value !== null && typeof value !== 'object',
  )
  const parts = settings
    .slice(0, MAX_SETTINGS)
    .map(([name, value]) => `${md.htmlText(name)}&nbsp;${md.htmlCode(formatValue(value))}`)
  const more = settings.length - parts.length
  return [...parts, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

function resumeHtml(id: string): string {
  return `${md.htmlCode('command: wait')} (or ${md.htmlCode('cancel')}) with ${md.htmlCode(`job-id: ${id}`)}`
}

/** `42 min (QUEUED 33 s, VALIDATING 18 s, RUNNING 41 min)`, without the total if the headline has it. */
function timeInStatusHtml(state: JobState, nowMs: number): string {
  const spans = timeSpans(state, nowMs)
  const first = spans[0]
  const last = spans.at(-1)
  if (first === undefined || last === undefined) return ''
  const phases = spans.filter(({ endMs }) => endMs !== undefined)
  const total = formatDuration((last.endMs ?? last.startMs) - first.startMs)
  const parts = phases.map(
    ({ status, startMs, endMs }) => `${md.htmlCode(status)} ${formatDuration((endMs ?? startMs) - startMs)}`,
  )
  if (parts.length === 0) return ''
  return state.outcome === undefined ? `${total} (${parts.join(', ')})` : parts.join(', ')
}

interface TimeSpan {
  readonly status: string
  readonly startMs: number
  /** Absent for a terminal status. */
  readonly endMs?: number
}

function timeSpans({ timeline }: JobState, nowMs: number): readonly TimeSpan[] {
  return timeline.map(({ status, atMs }, n) => {
    const endMs = timeline[n + 1]?.atMs ?? (isTerminal(parsePhase(status)) ? undefined : nowMs)
    return { status, startMs: atMs, endMs }
  })
}

/** Length of `2026-11-22`. */
const DATE_LENGTH = 10

/** When each status was observed: a folded table, which mail clients can show too. */
export function timelineBlock(state: JobState, nowMs: number): readonly string[] {
  const spans = timeSpans(state, nowMs)
  // The facts already show a single status.
  if (spans.length < 2) return []
  const days = new Set(spans.map(({ startMs }) => formatDateTime(startMs).slice(0, DATE_LENGTH)))
  const rows = spans.map(({ status, startMs, endMs }) => [
    days.size === 1 ? formatTime(startMs) : formatDateTime(startMs).replace(' UTC', ''),
    md.code(status),
    endMs === undefined ? '' : formatDuration(endMs - startMs),
  ])
  return [md.details('Timeline', md.table(['seen at (UTC)', 'status', 'for'], rows))]
}

/** The diagnostics of one level, each with a link to its line. */
export function diagnosticsTable(
  { diagnostics, context }: ReportModel,
  level: Diagnostic['level'],
): readonly string[] {
  const rows = diagnostics
    .filter((diagnostic) => diagnostic.level === level)
    .map(({ location, message }) => [locationCell(location, context), md.escapeMessage(message)])
  return md.chunkTable(['where', level === 'error' ? 'problem' : 'warning'], rows)
}

function locationCell(location: Diagnostic['location'], context: ReportModel['context']): string {
  if (location.input !== undefined) return `line ${location.line} of ${md.code(location.input)}`
  const where = location.line === undefined ? location.file : `${location.file}:${location.line}`
  return md.link(md.code(where), fileUrl(context, location.file, location.line))
}

/** The overrides, which are the same for all specs of a step. */
export function overridesBlock({ states }: ReportModel): readonly string[] {
  const overrides = formatOverrides(states).map(md.code)
  return overrides.length === 0 ? [] : [`Overrides: ${overrides.join(', ')}`]
}

/** Folded details of one of several jobs. */
export function jobDetails(state: JobState, model: ReportModel): readonly string[] {
  if (state.job === undefined && state.error === undefined && state.notes.length === 0) return []
  const { headline } = displayState(state, model.nowMs)
  const body = [
    ...modelBlock(state, model),
    ...errorBlocks(state),
    ...jobFacts(state, model),
    ...specDiffBlocks(state, model.specDiffs),
  ].join('\n\n')
  return [md.details(`${state.label}: ${headline}`, body)]
}

/** The details show a longer reason in full. */
const MAX_REASON_LENGTH = 100

/** The state, and the reason of a failed job. */
export function stateCell(state: JobState, nowMs: number): string {
  const { shortLabel } = displayState(state, nowMs)
  const reason = state.outcome === 'failed' ? (state.job?.reason ?? '').replace(/\s+/g, ' ').trim() : ''
  if (reason === '') return shortLabel
  const characters = Array.from(reason)
  const isLong = characters.length > MAX_REASON_LENGTH
  return `${shortLabel}: ${md.escapeMessage(isLong ? `${characters.slice(0, MAX_REASON_LENGTH).join('')}…` : reason)}`
}

/** Job id and model in one cell: two columns would be too narrow to read. */
export function jobCell({ job }: JobState): string {
  const names = job === undefined ? [] : [job.id, ...(job.outputModel === undefined ? [] : [job.outputModel])]
  return names.map(md.code).join('<br>')
}

export function jobHeading(states: readonly JobState[]): string {
  return states.some(({ job }) => job?.outputModel !== undefined) ? 'job and model' : 'job'
}

/** Jobs of other steps, each with a link to its comment. */
export function syncTable({ states, nowMs }: ReportModel): readonly string[] {
  const rows = states.map((state) => {
    const { icon } = displayState(state, nowMs)
    const { label, reportLocation } = state
    const where = reportLocation ? md.link(`no. ${reportLocation.number}`, reportLocation.url) : ''
    return [icon, md.code(label), where, stateCell(state, nowMs), jobCell(state)]
  })
  return md.chunkTable(...md.dropEmptyColumns(['', 'spec', 'reported on', 'state', jobHeading(states)], rows))
}

/** Jobs without a spec in this step, as the service lists them. */
export function jobTable({ states, nowMs }: ReportModel): readonly string[] {
  const rows = states.map((state) => {
    const { icon, shortLabel } = displayState(state, nowMs)
    const { job, label } = state
    const { jobType, baseModel = '' } = summarizeJob(state)
    const created = job?.createdAt === undefined ? '' : formatDateTime(job.createdAt * 1000)
    return [
      icon,
      md.code(label),
      shortLabel,
      created,
      md.escapeText(jobType),
      md.code(baseModel),
      md.code(job?.outputModel ?? ''),
    ]
  })
  const headings = ['', 'job', 'state', 'created', 'type', 'base model', 'model']
  return md.chunkTable(...md.dropEmptyColumns(headings, rows))
}

/** Jobs that no step looks after any more, with what cancels them. */
export function orphansBlock({ orphans = [] }: ReportModel): readonly string[] {
  if (orphans.length === 0) return []
  const rows = orphans.map(({ id, label }) => [
    md.code(label),
    md.code(id),
    `${md.code('command: cancel')} with ${md.code(`job-id: ${id}`)}`,
  ])
  return [
    '**Unfinished jobs that nobody asks for on the newest commit.** They keep running until they end or somebody cancels them.',
    ...md.chunkTable(['spec', 'job', 'to cancel'], rows),
  ]
}

const MAX_OVERRIDES = 12

/** The values that the input `set` has set, as `path = value`. They are the same for all specs of a step. */
export function formatOverrides(states: readonly JobState[]): readonly string[] {
  const overrides = states.find(({ spec }) => spec !== undefined)?.spec?.overrides ?? []
  const shown = overrides
    .slice(0, MAX_OVERRIDES)
    .map(({ path, value }) => `${formatPath(path)} = ${formatValue(value)}`)
  return overrides.length > MAX_OVERRIDES ? [...shown, `${overrides.length - MAX_OVERRIDES} more`] : shown
}
