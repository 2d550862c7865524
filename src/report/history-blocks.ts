import type { JobState } from '../jobs/job-state.ts'
import { currentOutcome, isTerminal, parsePhase, type Outcome } from '../jobs/job-status.ts'
import type { SpecDiff } from '../job-spec/spec-diff.ts'
import type { CommentRecord, HistoryEntry } from '../state/record.ts'
import { displayState, ICONS, type Icon } from './display-state.ts'
import { groupDigits } from '../job-spec/format-value.ts'
import { formatDuration, pluralize } from './format.ts'
import { jobDurationMs, timeSpans } from './job-times.ts'
import * as md from './markdown.ts'
import type { ReportModel } from './report-model.ts'
import { jobUrl, type RunContext } from './run-context.ts'
import { isUnfinished, restoreReport } from './saved-report.ts'

const MAX_SHOWN = 20
const MAX_REASON_LENGTH = 100
const MAX_CHANGED_FIELDS = 3

/** The jobs of a report that have ended, for the history of the comment. */
export function endedJobs(model: ReportModel): readonly HistoryEntry[] {
  return jobsOf(model).filter(({ outcome }) => outcome !== 'running')
}

/** The jobs of the last report in a record, whether they have ended or not. */
export function replacedJobs(record: CommentRecord, context: RunContext): readonly HistoryEntry[] {
  const model = restoreReport(record, context.issueNumber ?? 0, context)
  return model === undefined ? [] : jobsOf(model)
}

function jobsOf(model: ReportModel): readonly HistoryEntry[] {
  return model.states.flatMap((state) => (state.job === undefined ? [] : [toEntry(state, state.job, model)]))
}

function toEntry(state: JobState, job: NonNullable<JobState['job']>, model: ReportModel): HistoryEntry {
  const { nowMs, specDiffs } = model
  const hasEnded = isTerminal(parsePhase(job.status))
  const outcome = isUnfinished(state) ? 'running' : endOf(state, job)
  const result = outcome === 'succeeded' ? job.outputModel : shorten(job.reason ?? '')
  const changed = describeChange(specDiffs?.diffs.get(state.label))
  return {
    jobId: job.id,
    label: state.label,
    outcome,
    result: result === '' ? undefined : result,
    changed: changed === '' ? undefined : changed,
    durationMs: hasEnded ? jobDurationMs(state, nowMs) : undefined,
    endedAtMs: (hasEnded ? timeSpans(state, nowMs).at(-1)?.startMs : undefined) ?? nowMs,
  }
}

/** A step that stopped waiting may have seen the end of its job. */
function endOf({ outcome = 'running' }: JobState, job: NonNullable<JobState['job']>): Outcome {
  return outcome === 'timed-out' ? currentOutcome(job) : outcome
}

function shorten(reason: string): string {
  const characters = Array.from(reason.replace(/\s+/g, ' ').trim())
  const isLong = characters.length > MAX_REASON_LENGTH
  return isLong ? `${characters.slice(0, MAX_REASON_LENGTH).join('')}…` : characters.join('')
}

/** `learning_rate 1e-5, dataset_ids +1 −1`. */
function describeChange(diff: SpecDiff | undefined): string {
  if (diff?.kind === 'new') return 'new spec'
  if (diff?.kind !== 'changed') return ''
  const parts = diff.fields.map(({ field, after, added, removed }) => {
    const name = field.slice(field.lastIndexOf('.') + 1)
    if (added ?? removed)
      return [name, added && `+${added.length}`, removed && `−${removed.length}`].filter(Boolean).join(' ')
    return after === undefined ? `no ${name}` : `${name} ${after}`
  })
  const more = parts.length - MAX_CHANGED_FIELDS
  const shown = [...parts.slice(0, MAX_CHANGED_FIELDS), ...(more > 0 ? [`${more} more`] : [])]
  return shorten(shown.join(', '))
}

const DISPLAY: Readonly<Partial<Record<Outcome, readonly [icon: Icon, reason: string]>>> = {
  succeeded: [ICONS.good, 'trained'],
  failed: [ICONS.bad, 'failed'],
  cancelled: [ICONS.stopped, 'cancelled'],
  superseded: [ICONS.stopped, 'replaced by a newer run'],
  running: [ICONS.active, 'running when a newer run took over'],
}

/** The jobs that the comment has reported on before, folded. */
export function historyBlock(model: ReportModel): readonly string[] {
  const current = new Set(model.states.map(({ job }) => job?.id))
  const entries = (model.history ?? []).filter(({ jobId }) => !current.has(jobId))
  if (entries.length === 0) return []
  const hasSeveralLabels = new Set([...entries, ...model.states].map(({ label }) => label)).size > 1
  const rows = entries.slice(0, MAX_SHOWN).map((entry) => {
    const { jobId, label, outcome, result = '', changed = '', durationMs } = entry
    const [icon, reason] = DISPLAY[outcome] ?? [ICONS.attention, 'end unknown']
    return [
      icon,
      outcome === 'succeeded' && result !== ''
        ? md.code(result)
        : md.escapeMessage(result === '' ? reason : result),
      md.link(md.code(jobId.slice(0, 8)), jobUrl(model.context, jobId)),
      md.escapeText(changed),
      durationMs === undefined ? '' : md.unbroken(formatDuration(durationMs)),
      hasSeveralLabels ? md.code(label) : '',
    ]
  })
  const headings = ['', 'model or reason', 'job', 'changed', 'took', 'spec']
  const more = entries.length - MAX_SHOWN
  const table = md.table(...md.dropEmptyColumns(headings, rows))
  return [
    md.details(
      `Earlier jobs of this pull request (${entries.length})`,
      more > 0 ? `${table}\n\n${groupDigits(more)} older ones are not shown.` : table,
    ),
  ]
}

/** How long earlier jobs of the same spec took, while it trains. */
export function expectedDuration(state: JobState, model: ReportModel): readonly string[] {
  if (displayState(state, model).icon !== ICONS.active) return []
  const durations = (model.history ?? []).flatMap(({ label, outcome, jobId, durationMs = 0 }) =>
    outcome === 'succeeded' && label === state.label && jobId !== state.job?.id && durationMs > 0
      ? [durationMs]
      : [],
  )
  if (durations.length === 1)
    return [`An earlier job of this spec took ${formatDuration(durations[0] ?? 0)}.`]
  if (durations.length > 1)
    return [`Earlier jobs of this spec took ${formatRange(durations)} (${durations.length} jobs).`]
  const { durationsMs = [] } = model.plan?.specs.get(state.label) ?? {}
  return durationsMs.length === 0
    ? []
    : [
        `Jobs of this kind, model and size took ${formatRange(durationsMs)} (${pluralize(durationsMs.length, 'job')} in the service's list).`,
      ]
}

/** `1 h 20 min to 1 h 40 min`, or one duration if they look the same. */
function formatRange(durations: readonly number[]): string {
  const [shortest = '', longest] = [Math.min(...durations), Math.max(...durations)].map(formatDuration)
  return shortest === longest ? shortest : `${shortest} to ${longest}`
}
