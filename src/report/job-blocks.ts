import { actsOf } from '../approval/approval.ts'
import { groupDigits } from '../job-spec/format-value.ts'
import { isAskedToStop } from './display-state.ts'
import * as md from './markdown.ts'
import { isMapping } from '../job-spec/document.ts'
import type { Diagnostic, TrainingRequest } from '../job-spec/types.ts'
import type { JobState } from '../jobs/job-state.ts'
import { isTerminal, parsePhase } from '../jobs/job-status.ts'
import type { NoteCode } from '../jobs/note.ts'
import type { Provenance } from '../jobs/provenance.ts'
import {
  DAY_LENGTH,
  formatDateTime,
  formatDuration,
  formatOverrides,
  formatTime,
  formatTimeSince,
  pluralize,
  summarizeJob,
} from './format.ts'
import { timeSpans } from './job-times.ts'
import { renderNote } from './messages.ts'
import { displayPlanned, policyFact } from './plan-blocks.ts'
import type { ReportModel } from './report-model.ts'
import { fileUrl, jobUrl } from './run-context.ts'
import { formatRequest, hasWholeRequest } from './saved-report.ts'
import { examplesOf, hasChangesTable, priceText, specDiffBlocks } from './spec-diff-blocks.ts'
import { formatValue } from '../job-spec/spec-value.ts'

/** The model name, to copy. */
export function modelBlock({ job, outcome }: JobState): readonly string[] {
  return outcome === 'succeeded' && job?.outputModel !== undefined ? [md.fence(job.outputModel)] : []
}

/** How a later step reads the model. Only for the job summary: nothing reads the outputs of a step from a comment. */
export function modelInstructions({ states }: ReportModel): readonly string[] {
  if (!states.some(({ outcome }) => outcome === 'succeeded')) return []
  const output = states.length === 1 ? 'output-model' : 'jobs'
  const note = states.length === 1 ? '' : ', JSON with one entry for each job'
  return [
    `In a later step of this job: ${md.code(`\${{ steps.<id>.outputs.${output} }}`)}${note}, where ${md.code('<id>')} is the ${md.code('id')} of this step.`,
  ]
}

const HOW_TO_APPROVE: readonly NoteCode[] = ['approval-missing', 'approval-label-on']
/** Notes that say what to do. */
const INSTRUCTIONS: readonly NoteCode[] = ['how-to-find-job']

/** The service's error message and the notes. */
export function errorBlocks({ job, outcome, error, notes }: JobState): readonly string[] {
  const blocks: string[] = []
  if (outcome === 'failed' && job?.reason !== undefined) blocks.push(md.quote(job.reason))
  if (error !== undefined) {
    const source = error.status === undefined ? '' : `HTTP ${error.status}`
    const request = error.requestId === undefined ? '' : `request ${md.code(error.requestId)}`
    const origin = [source, request].filter((part) => part !== '').join(' · ')
    blocks.push(origin === '' ? md.quote(error.message) : `${md.quote(error.message)}\n>\n> ${origin}`)
  }
  // The comment says how to approve at the end of the plan.
  const shown = outcome === 'unapproved' ? notes.filter(({ code }) => !HOW_TO_APPROVE.includes(code)) : notes
  const texts = shown.map((note) => {
    const text = md.escapeMessage(renderNote(note))
    return INSTRUCTIONS.includes(note.code) ? `**Next:** ${text}` : text
  })
  return [...blocks, ...texts]
}

/** What to do about a job that did not end as it should. */
export function nextStep(state: JobState, { context }: ReportModel): readonly string[] {
  const step = state.error?.hint ?? nextStepOf(state, context.issueNumber !== undefined)
  return step === undefined ? [] : [`**Next:** ${md.escapeMessage(step)}`]
}

/** `isRemembered`: a comment has the record of the job. */
function nextStepOf(state: JobState, isRemembered: boolean): string | undefined {
  const { outcome, job, spec, error, isNotFound } = state
  const canChange = job !== undefined && !isTerminal(parsePhase(job.status)) && isNotFound !== true
  if (outcome === 'failed' && spec)
    return parsePhase(job?.status) === 'succeeded'
      ? 'To train again, set `reuse: false`. A re-run follows this job, and looks for its model again.'
      : 'Fix the spec or the dataset and push, or re-run this workflow: a failed job is submitted anew.'
  if (outcome === 'cancelled' && !canChange && spec)
    return `${endedWithPullRequest(state) ? 'Reopen the pull request, then re-run' : 'Re-run'} this workflow to submit it again.`
  if (outcome === 'refused' && spec && error)
    return 'Fix what the service names, and push or re-run this workflow.'
  if (outcome === 'timed-out' && spec && !job) return 'Re-run this workflow.'
  if (!canChange) return undefined
  const id = `\`job-id: ${job.id}\``
  if (outcome === 'cancelled' || isAskedToStop(state))
    return `Check with \`command: status\` and ${id} that it has stopped.`
  if (outcome === 'unknown') return `Look it up with \`command: status\` and ${id}.`
  if (outcome !== 'timed-out') return undefined
  return spec && isRemembered
    ? 'Re-run this workflow. It follows this job and does not submit another one.'
    : `Follow it with \`command: wait\` and ${id}.`
}

/** On a closed pull request, a re-run submits nothing. */
function endedWithPullRequest({ notes }: JobState): boolean {
  return notes.some(
    (note) =>
      note.code === 'cancelled-after-closing' ||
      note.code === 'closed-after-submission' ||
      (note.code === 'sync-cancelled-job' && note.because === 'pull-request-closed'),
  )
}

/** `Supervised fine-tuning of … on 2 datasets`; empty if nothing is known about the job. Markdown. */
export function kindText(state: JobState): string {
  const { jobType, baseModel, datasets } = summarizeJob(state)
  return [
    md.escapeText(capitalize(jobType)),
    ...(baseModel === undefined ? [] : [`of ${md.code(baseModel)}`]),
    ...(datasets === undefined ? [] : [`on ${pluralize(datasets, 'dataset')}`]),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

const capitalize = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** One line with the facts about a job. Size and price only if no table of changes has them. */
export function factsLine(state: JobState, model: ReportModel, kind = kindText(state)): readonly string[] {
  const { job, provenance } = state
  const parts = [
    kind,
    ...(hasChangesTable(state, model) ? [] : sizeFacts(state, model)),
    policyFact(state, model),
    job === undefined ? '' : `job ${md.link(md.code(job.id), jobUrl(model.context, job.id))}`,
    (provenance && PROVENANCES[provenance]) ?? '',
    approvalFact(state, model.nowMs),
  ].filter((part) => part !== '')
  return parts.length === 0 ? [] : [parts.join(' · ')]
}

/** Logins are in code font, so that nobody is mentioned. */
function approvalFact({ approval }: JobState, nowMs: number): string {
  if (approval === undefined) return ''
  return actsOf(approval)
    .map(({ by, act, atMs, url }) => {
      const how = act === 'dispatch' ? ', who started the workflow' : ''
      return `${md.link('approved', url)} by ${md.code(by)}${how} at ${formatTimeSince(atMs, nowMs)}`
    })
    .join(' · ')
}

/** How the job is known, unless the response to our own request named it. */
const PROVENANCES: Readonly<Partial<Record<Provenance, string>>> = {
  recovered: 'recovered: the response was lost, and this is the only job that matches',
  verified: 'submitted by an earlier step, with a signed record',
  unsigned: 'unsigned: recorded without a valid signature',
  listed: 'listed: found in the list of jobs, without a record',
}

function sizeFacts(state: JobState, { plan }: ReportModel): readonly string[] {
  const { spec, job, label } = state
  const settings = spec ? spec.request.hyperparameters : job?.hyperparameters
  const rate: unknown = isMapping(settings) ? settings['learning_rate'] : undefined
  const specPlan = plan?.specs.get(label)
  const examples = specPlan?.examples ?? examplesOf(state)
  return [
    examples === undefined ? (summarizeJob(state).size.at(-1) ?? '') : `${groupDigits(examples)} examples`,
    typeof rate === 'number' ? `learning rate ${md.code(formatValue(rate))}` : '',
    specPlan?.price ? `${priceText(specPlan.price)} by your rates` : '',
  ]
}

/** The timeline, the request and how to go on with the job, folded. */
export function detailsBlock(
  state: JobState,
  model: ReportModel,
  isRequestShown: (request: TrainingRequest) => boolean,
): readonly string[] {
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['timeline', timelineTable(state, model.nowMs)],
    ['request', requestBlock(state, model, isRequestShown)],
    ['resume and cancel', commandLines(state)],
  ]
  const used = parts.filter(([, blocks]) => blocks.length > 0)
  if (used.length === 0) return []
  const names = used.map(([name]) => name).join(', ')
  const title = names.replace(/^(\w+), (\w+)$/, '$1 and $2')
  return [md.details(capitalize(title), used.flatMap(([, blocks]) => blocks).join('\n\n'))]
}

/** The request as it was sent, unless only a part of it was saved. */
export function requestBlock(
  { spec }: JobState,
  model: ReportModel,
  isShown: (request: TrainingRequest) => boolean = () => true,
): readonly string[] {
  if (spec === undefined) return []
  const { request } = spec
  const source = `Digest ${md.code(spec.digest)} of ${md.link(md.code(spec.file), fileUrl(model.context, spec.file))}`
  return hasWholeRequest(spec, model) && isShown(request)
    ? [md.fence(formatRequest(request), 'json'), source]
    : [source]
}

/** When each status was observed. */
function timelineTable(state: JobState, nowMs: number): readonly string[] {
  const spans = timeSpans(state, nowMs)
  if (spans.length === 0) return []
  const days = new Set(spans.map(({ startMs }) => formatDateTime(startMs).slice(0, DAY_LENGTH)))
  const rows = spans.map(({ status, startMs, endMs }, n) => [
    days.size === 1 ? formatTime(startMs) : formatDateTime(startMs).replace(' UTC', ''),
    status === '' && n === 0 ? 'created' : md.code(status),
    // The current status lasts on, and the headline says for how long.
    endMs === undefined || n === spans.length - 1 ? '' : md.unbroken(formatDuration(endMs - startMs)),
  ])
  return [md.table(['seen at (UTC)', 'status', 'for'], rows)]
}

function commandLines(state: JobState): readonly string[] {
  const { job, outcome, isNotFound } = state
  const isOpen = job !== undefined && !isTerminal(parsePhase(job.status))
  if (!isOpen || outcome === 'cancelled' || isNotFound || isAskedToStop(state)) return []
  const id = md.code(`job-id: ${job.id}`)
  return [
    `To resume: ${md.code('command: wait')} with ${id}\\\nTo cancel: ${md.code('command: cancel')} with ${id}`,
  ]
}

/** The diagnostics of one level, each with a link to its line. */
export function diagnosticsTable(
  { diagnostics, context, states }: ReportModel,
  level: Diagnostic['level'],
): readonly string[] {
  const rows = diagnostics
    .filter((diagnostic) => diagnostic.level === level)
    .map(({ location, message }) => [
      locationCell(location, context, states.length === 1 ? states[0]?.label : undefined),
      md.escapeMessage(message),
    ])
  return md.chunkTable(['where', level === 'error' ? 'problem' : 'warning'], rows)
}

/** `onlyFile`: the file that the heading names. */
function locationCell(
  location: Diagnostic['location'],
  context: ReportModel['context'],
  onlyFile: string | undefined,
): string {
  if (location.input !== undefined) return `line ${location.line} of ${md.code(location.input)}`
  const { file, line } = location
  const where =
    line !== undefined && file === onlyFile
      ? `line ${line}`
      : md.code(line === undefined ? file : `${file}:${line}`)
  return md.link(where, fileUrl(context, file, line))
}

/** The overrides, which are the same for all specs of a step. */
export function overridesBlock({ states }: ReportModel): readonly string[] {
  const overrides = formatOverrides(states).map(md.code)
  return overrides.length === 0 ? [] : [`Set by the input ${md.code('set')}: ${overrides.join(', ')}`]
}

/** Folded details of one of several jobs. `kind`: empty if it is the same for all. */
export function jobDetails(state: JobState, model: ReportModel, kind: string): readonly string[] {
  const hasMore = state.job ?? state.error ?? (state.notes.length > 0 || hasChangesTable(state, model))
  if (!hasMore) return []
  const { headline } = displayPlanned(state, model)
  const body = [
    ...modelBlock(state),
    ...errorBlocks(state),
    ...nextStep(state, model),
    ...specDiffBlocks(state, model),
    ...factsLine(state, model, kind),
    ...timesLine(state, model.nowMs),
    ...commandLines(state),
  ].join('\n\n')
  return [md.details(`${state.label} · ${headline}`, body)]
}

/** `QUEUED 33 s · RUNNING 41 min`, without the current status. */
function timesLine(state: JobState, nowMs: number): readonly string[] {
  const parts = timeSpans(state, nowMs)
    .slice(0, -1)
    .map(({ status, startMs, endMs = startMs }) => {
      const name = status === '' ? 'before' : md.code(status)
      return `${name} ${formatDuration(endMs - startMs)}`
    })
  return parts.length === 0 ? [] : [parts.join(' · ')]
}

/** Jobs that no step looks after any more, with what cancels them. */
export function orphansBlock({ orphans = [] }: ReportModel): readonly string[] {
  if (orphans.length === 0) return []
  const rows = orphans.map(({ id, label, service }) => [
    md.code(label),
    `${md.code('command: cancel')} with ${md.code(`job-id: ${id}`)}${service === undefined ? '' : ` and ${md.code(`api-url: ${service}`)}`}`,
  ])
  return [
    '**Unfinished jobs that nobody asks for on the newest commit.** They keep running until they end or somebody cancels them.',
    ...md.chunkTable(['spec', 'to cancel'], rows),
  ]
}
