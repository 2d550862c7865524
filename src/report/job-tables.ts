import type { JobState } from '../jobs/job-state.ts'
import { isTerminal, parsePhase } from '../jobs/job-status.ts'
import { displayState } from './display-state.ts'
import { groupDigits } from '../job-spec/format-value.ts'
import { formatDateTime, formatDuration, summarizeJob } from './format.ts'
import { jobDurationMs } from './job-times.ts'
import * as md from './markdown.ts'
import { displayPlanned } from './plan-blocks.ts'
import type { ReportModel } from './report-model.ts'
import { jobUrl } from './run-context.ts'
import { examplesOf, priceText } from './spec-diff-blocks.ts'
import { varyingFields } from './varying-fields.ts'

/** What the jobs differ in and their results come first: on a phone, the rest scrolls. */
export function statesTable(model: ReportModel): readonly string[] {
  const { states, plan } = model
  const { fields, values } = varyingFields(states)
  const isPlanned = states.every(({ job }) => job === undefined)
  const rows = states.map((state) => {
    const { label } = state
    const differing = (values.get(label) ?? []).filter((value) => value !== '')
    const name = md.code(shortenPath(label))
    const { examples = examplesOf(state), price } = (isPlanned && plan?.specs.get(label)) || {}
    return [
      displayPlanned(state, model).icon,
      differing.length === 0 ? name : differing.map(md.code).join(' · '),
      resultCell(state, model),
      plan && isPlanned && examples !== undefined ? groupDigits(examples) : '',
      price ? priceText(price) : '',
      tookCell(state, model),
      shortJobCell(state, model),
      fields.length === 0 ? '' : name,
    ]
  })
  const subject = fields.length === 0 ? 'spec' : fields.map(md.escapeText).join(' · ')
  const hasModels = states.some(({ job }) => job?.outputModel !== undefined)
  return md.chunkTable(
    ...md.dropEmptyColumns(
      [
        '',
        subject,
        hasModels ? 'model or state' : 'state',
        'examples',
        'price, by your rates',
        'took',
        'job',
        'spec',
      ],
      rows,
    ),
  )
}

const MAX_PATH_LENGTH = 48

/** The end of a long path: its fold has all of it. */
function shortenPath(path: string): string {
  const characters = Array.from(path)
  return characters.length > MAX_PATH_LENGTH ? `…${characters.slice(1 - MAX_PATH_LENGTH).join('')}` : path
}

/** The details show a longer reason in full. */
const MAX_REASON_LENGTH = 100

/** The model in short, the reason of a failed job, or the state. */
function resultCell(state: JobState, model: ReportModel): string {
  const { job, outcome } = state
  if (outcome === 'succeeded' && job?.outputModel !== undefined) return md.code(shortenModel(job.outputModel))
  const { shortLabel } = displayPlanned(state, model)
  const reason = outcome === 'failed' ? (job?.reason ?? '').replace(/\s+/g, ' ').trim() : ''
  if (reason === '') return shortLabel
  const characters = Array.from(reason)
  const isLong = characters.length > MAX_REASON_LENGTH
  return md.escapeMessage(isLong ? `${characters.slice(0, MAX_REASON_LENGTH).join('')}…` : reason)
}

/** `ft:…:7c9e6679`: the details have it in full. */
function shortenModel(model: string): string {
  const parts = model.split(':')
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  return parts.length > 2 && first.length + last.length < 30 ? `${first}:…:${last}` : model
}

/** How long a job took or, while somebody updates the report, has taken so far. */
function tookCell(state: JobState, { nowMs, lastSync }: ReportModel): string {
  const isOver = isTerminal(parsePhase(state.job?.status))
  const isWatched = state.outcome === undefined && lastSync === undefined
  const durationMs = isOver || isWatched ? jobDurationMs(state, nowMs) : undefined
  return durationMs === undefined || durationMs < 1000 ? '' : md.unbroken(formatDuration(durationMs))
}

const SHORT_ID_LENGTH = 8

/** Only to recognise the job: the details have the whole id. */
function shortJobCell({ job }: JobState, { context }: ReportModel): string {
  return job === undefined ? '' : md.link(md.code(job.id.slice(0, SHORT_ID_LENGTH)), jobUrl(context, job.id))
}

/** Jobs of other steps, each with a link to its comment. */
export function syncTable(model: ReportModel): readonly string[] {
  const rows = model.states.map((state) => {
    const { icon, shortLabel } = displayState(state, model)
    const { label, reportLocation, job } = state
    const where = reportLocation ? md.link(`no. ${reportLocation.number}`, reportLocation.url) : ''
    const names = job === undefined ? [] : [job.outputModel ?? [], job.id].flat()
    return [icon, md.code(label), shortLabel, where, names.map(md.code).join('<br>')]
  })
  const headings = ['', 'spec', 'state', 'reported on', 'model and job']
  return md.chunkTable(...md.dropEmptyColumns(headings, rows))
}

/** Jobs without a spec in this step, as the service lists them. */
export function jobTable(model: ReportModel): readonly string[] {
  const rows = model.states.map((state) => {
    const { icon, shortLabel } = displayState(state, model)
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
