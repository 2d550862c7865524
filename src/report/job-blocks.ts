import * as md from './markdown.ts'
import { isMapping } from '../job-spec/document.ts'
import type { Problem } from '../job-spec/types.ts'
import type { Training } from '../jobs/job-state.ts'
import { isTerminal, phaseOf } from '../jobs/job-status.ts'
import { shown } from './display-state.ts'
import { clockTime, dayAndTime, duration, gistOf } from './format.ts'
import type { Story } from './report-model.ts'
import { fileUrl, jobUrl } from './run-context.ts'
import { changeBlocks } from './spec-diff.ts'
import { membersOf, shownAlone, shownPath } from './spec-value.ts'

/** The block that people copy the model from, and how a later step reads it. */
export function modelBlock({ job, outcome }: Training, { trainings, lastLook }: Story): readonly string[] {
  if (outcome !== 'succeeded' || job?.outputModel === undefined) return []
  const how =
    trainings.length === 1
      ? 'A later step reads it as `${{ steps.<id>.outputs.output-model }}`, with the `id` of this step.'
      : 'A later step finds it in `${{ steps.<id>.outputs.jobs }}`, JSON with an entry a job, with the `id` of this step.'
  // Of a step that is long over nobody reads outputs any more.
  return [md.fence(job.outputModel), ...(lastLook === undefined ? [how] : [])]
}

/** What went wrong, in the service's words, and what to do. */
export function troubleBlocks({ job, outcome, failure, notes }: Training): readonly string[] {
  const blocks: string[] = []
  if (outcome === 'failed' && job?.reason !== undefined) blocks.push(md.quote(job.reason))
  if (failure !== undefined) {
    const source = failure.status === undefined ? '' : `HTTP ${failure.status}`
    const request = failure.requestId === undefined ? '' : `request ${md.code(failure.requestId)}`
    const origin = [source, request].filter((part) => part !== '').join(', ')
    blocks.push(origin === '' ? md.quote(failure.words) : `${md.quote(failure.words)}\n>\n> ${origin}`)
    if (failure.hint !== undefined) blocks.push(md.prose(failure.hint))
  }
  return [...blocks, ...notes.map(md.prose)]
}

/** Spec, job and size of a training. */
export function jobFacts(training: Training, { context, nowMs, trainings }: Story): readonly string[] {
  const isAlone = trainings.length === 1
  const { spec, job, label } = training
  const rows: [string, string][] = []
  if (spec) rows.push(['Spec', md.htmlLink(md.htmlCode(label), fileUrl(context, spec.file))])
  else if (training.outcome === 'invalid')
    rows.push(['Spec', md.htmlLink(md.htmlCode(label), fileUrl(context, label))])
  else if (job === undefined) rows.push(['Job', md.htmlCode(label)])
  if (job) rows.push(['Job', md.htmlLink(md.htmlCode(job.id), jobUrl(context, job.id))])
  const what = gistHtml(training)
  if (what !== '') rows.push(['What', what])
  const settings = settingsHtml(training)
  if (settings !== '') rows.push(['With', settings])
  const overrides = isAlone ? shownOverrides([training]).map(md.htmlCode) : []
  if (overrides.length > 0) rows.push(['Overrides', overrides.join('<br>')])
  const since = spentHtml(training, nowMs)
  if (since !== '') rows.push(['Time', since])
  if (job?.status !== undefined) rows.push(['Status', md.htmlCode(job.status)])
  const isOpen = training.outcome !== undefined && training.outcome !== 'cancelled' && !training.isGone
  if (isOpen && job && !isTerminal(phaseOf(job.status))) rows.push(['Go on', resumeHtml(job.id)])
  return [md.facts(rows)]
}

function gistHtml(training: Training): string {
  const { kind, baseModel, size } = gistOf(training)
  const of = baseModel === undefined ? '' : ` of ${md.htmlCode(baseModel)}`
  return [`${md.htmlText(kind)}${of}`, ...size].filter((part) => part !== '').join(', ')
}

/** More than these are in the spec. */
const MOST_SETTINGS = 8

/** `learning_rate 1e-5, batch_size 8`; the number of steps stands with the size. */
function settingsHtml({ spec, job }: Training): string {
  const all = spec?.request.hyperparameters ?? job?.hyperparameters
  const settings = membersOf(isMapping(all) ? all : {}).filter(
    ([name, value]) => name !== 'training_steps' && value !== null && typeof value !== 'object',
  )
  const parts = settings
    .slice(0, MOST_SETTINGS)
    .map(([name, value]) => `${md.htmlText(name)}&nbsp;${md.htmlCode(shownAlone(value))}`)
  const more = settings.length - parts.length
  return [...parts, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

function resumeHtml(id: string): string {
  return `${md.htmlCode('command: wait')} (or ${md.htmlCode('cancel')}) with ${md.htmlCode(`job-id: ${id}`)}`
}

/** `42 min (QUEUED 33 s, VALIDATING 18 s, RUNNING 41 min)`; without the total, where the headline tells it. */
function spentHtml(training: Training, nowMs: number): string {
  const spans = spansOf(training, nowMs)
  const first = spans[0]
  const last = spans.at(-1)
  if (first === undefined || last === undefined) return ''
  const phases = spans.filter(({ endMs }) => endMs !== undefined)
  const total = duration((last.endMs ?? last.startMs) - first.startMs)
  const parts = phases.map(
    ({ status, startMs, endMs }) => `${md.htmlCode(status)} ${duration((endMs ?? startMs) - startMs)}`,
  )
  if (parts.length === 0) return ''
  return training.outcome === undefined ? `${total} (${parts.join(', ')})` : parts.join(', ')
}

interface Span {
  readonly status: string
  readonly startMs: number
  /** Absent for a status that lasts for ever. */
  readonly endMs?: number
}

function spansOf({ timeline }: Training, nowMs: number): readonly Span[] {
  return timeline.map(({ status, atMs }, n) => {
    const endMs = timeline[n + 1]?.atMs ?? (isTerminal(phaseOf(status)) ? undefined : nowMs)
    return { status, startMs: atMs, ...(endMs === undefined ? {} : { endMs }) }
  })
}

/** Of `2026-11-22`. */
const DAY_LENGTH = 10

/** When we saw which status, folded, as a table that a mail can show too. */
export function timelineBlock(training: Training, nowMs: number): readonly string[] {
  const spans = spansOf(training, nowMs)
  // A single row says nothing that the facts do not.
  if (spans.length < 2) return []
  const days = new Set(spans.map(({ startMs }) => dayAndTime(startMs).slice(0, DAY_LENGTH)))
  const rows = spans.map(({ status, startMs, endMs }) => [
    days.size === 1 ? clockTime(startMs) : dayAndTime(startMs).replace(' UTC', ''),
    md.code(status),
    endMs === undefined ? '' : duration(endMs - startMs),
  ])
  return [md.details('Timeline', md.table(['seen at (UTC)', 'status', 'for'], rows))]
}

/** What is wrong with the specs, or could be better, each with a link to its line. */
export function problemTable({ problems, context }: Story, of: Problem['level']): readonly string[] {
  const rows = problems
    .filter(({ level }) => level === of)
    .map(({ place, message }) => [whereOf(place, context), md.prose(message)])
  return md.inPieces(['where', of === 'error' ? 'problem' : 'advice'], rows)
}

function whereOf(place: Problem['place'], context: Story['context']): string {
  if ('input' in place) return `line ${place.line} of ${md.code(place.input)}`
  const where = place.line === undefined ? place.file : `${place.file}:${place.line}`
  return md.link(md.code(where), fileUrl(context, place.file, place.line))
}

/** What the step asks of all its specs beside their files. */
export function overridesBlock({ trainings }: Story): readonly string[] {
  const overrides = shownOverrides(trainings).map(md.code)
  return overrides.length === 0 ? [] : [`Overrides: ${overrides.join(', ')}`]
}

/** All about one of several jobs, folded. */
export function jobDetails(training: Training, story: Story): readonly string[] {
  if (training.job === undefined && training.failure === undefined && training.notes.length === 0) return []
  const { headline } = shown(training, story.nowMs)
  const body = [
    ...modelBlock(training, story),
    ...troubleBlocks(training),
    ...jobFacts(training, story),
    ...changeBlocks(training, story.comparison),
  ].join('\n\n')
  return [md.details(`${training.label}: ${headline}`, body)]
}

/** Beyond this a reason is in the details. */
const LONGEST_REASON = 100

/** The state in a word or two, and why a job has failed. */
export function stateCell(training: Training, nowMs: number): string {
  const { brief } = shown(training, nowMs)
  const reason = training.outcome === 'failed' ? (training.job?.reason ?? '').replace(/\s+/g, ' ').trim() : ''
  if (reason === '') return brief
  const characters = Array.from(reason)
  const isLong = characters.length > LONGEST_REASON
  return `${brief}: ${md.prose(isLong ? `${characters.slice(0, LONGEST_REASON).join('')}…` : reason)}`
}

/** Two columns of such names would be too narrow to read. */
export function jobCell({ job }: Training): string {
  const names = job === undefined ? [] : [job.id, ...(job.outputModel === undefined ? [] : [job.outputModel])]
  return names.map(md.code).join('<br>')
}

export function jobHeading(trainings: readonly Training[]): string {
  return trainings.some(({ job }) => job?.outputModel !== undefined) ? 'job, and its model' : 'job'
}

/** Jobs of other steps, each with the place where people read of it. */
export function roundupTable({ trainings, nowMs }: Story): readonly string[] {
  const rows = trainings.map((training) => {
    const { icon } = shown(training, nowMs)
    const { label, reportedOn } = training
    const where = reportedOn ? md.link(`no. ${reportedOn.number}`, reportedOn.url) : ''
    const state = stateCell(training, nowMs)
    return [icon, md.code(label), where, state, jobCell(training)]
  })
  return md.inPieces(...md.withoutEmpty(['', 'spec', 'reported on', 'state', jobHeading(trainings)], rows))
}

/** Jobs that no spec of this step belongs to, as the service lists them. */
export function jobTable({ trainings, nowMs }: Story): readonly string[] {
  const rows = trainings.map((training) => {
    const { icon, brief } = shown(training, nowMs)
    const { job, label } = training
    const { kind, baseModel = '' } = gistOf(training)
    const created = job?.createdAt === undefined ? '' : dayAndTime(job.createdAt * 1000)
    return [
      icon,
      md.code(label),
      brief,
      created,
      md.text(kind),
      md.code(baseModel),
      md.code(job?.outputModel ?? ''),
    ]
  })
  const headings = ['', 'job', 'state', 'created', 'kind', 'base model', 'model']
  return md.inPieces(...md.withoutEmpty(headings, rows))
}

const MOST = 12

/**
 * What the input `set` has put into the specs, `path = value`, so that nobody looks for it in the files. It is the same for
 * all specs of a step.
 */
export function shownOverrides(trainings: readonly Training[]): readonly string[] {
  const overrides = trainings.find(({ spec }) => spec !== undefined)?.spec?.overrides ?? []
  const shown = overrides.slice(0, MOST).map(({ path, value }) => `${shownPath(path)} = ${shownAlone(value)}`)
  return overrides.length > MOST ? [...shown, `${overrides.length - MOST} more`] : shown
}
