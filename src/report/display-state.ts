import { type Outcome, isTerminal, parsePhase, type Phase } from '../jobs/job-status.ts'
import type { JobState } from '../jobs/job-state.ts'
import type { NoteCode } from '../jobs/note.ts'
import { formatDuration, formatTimeSince } from './format.ts'
import { jobDurationMs, phaseStartMs } from './job-times.ts'

/** How a state is shown: a sign, and a phrase that answers "Do I have to do something?". */
export interface DisplayState {
  readonly icon: Icon
  /** Follows the name of the spec or job. */
  readonly headline: string
  /** One or two words, for tables. */
  readonly shortLabel: string
}

/** When a report is rendered. */
interface ReportTime {
  /** Unix time. */
  readonly nowMs: number
  /** Present if nobody updates the report while it is read. */
  readonly lastSync?: unknown
}

/** Signs that differ in shape, not only in colour. */
export const ICONS = {
  bad: '❌',
  attention: '⚠️',
  active: '⏳',
  stopped: '⛔',
  plan: '📝',
  idle: '💤',
  good: '✅',
} as const

export type Icon = (typeof ICONS)[keyof typeof ICONS]

const PHASE_LABELS: Record<Phase, string> = {
  queued: 'queued',
  validating: 'being validated',
  validated: 'validated, not started',
  running: 'training',
  cancelling: 'being cancelled',
  succeeded: 'trained, waiting for the model name',
  failed: 'failed',
  cancelled: 'cancelled',
  unknown: 'in a state unknown to this action',
}

/** A shorter time says nothing, and is outdated when somebody reads it. */
const MIN_SHOWN_MS = 60_000

/** Returns how to show a state. */
export function displayState(state: JobState, time: ReportTime): DisplayState {
  const { outcome } = state
  if (outcome !== undefined && outcome !== 'running') return showOutcome(state, outcome, time)
  const label = activeLabel(state)
  const isWatched = outcome === undefined && time.lastSync === undefined
  return {
    icon: ICONS.active,
    headline: `${label}${timeInPhase(state, time.nowMs, isWatched)}`,
    shortLabel: label,
  }
}

function activeLabel({ job, spec }: JobState): string {
  if (job === undefined) return spec === undefined ? 'not read yet' : 'being submitted'
  if (job.status === undefined) return 'submitted'
  const phase = parsePhase(job.status)
  return phase === 'succeeded' && job.outputModel !== undefined ? 'trained' : PHASE_LABELS[phase]
}

/** ` for 42 min` in a text that is updated all the time, otherwise ` since 14:03 UTC`. */
function timeInPhase(state: JobState, nowMs: number, isWatched: boolean): string {
  const phase = parsePhase(state.job?.status)
  const startMs = phase === 'queued' || phase === 'running' ? phaseStartMs(state, nowMs) : undefined
  if (startMs === undefined) return ''
  if (!isWatched) return ` since ${formatTimeSince(startMs, nowMs)}`
  return nowMs - startMs < MIN_SHOWN_MS ? '' : ` for ${formatDuration(nowMs - startMs)}`
}

type Shown = readonly [sign: keyof typeof ICONS, shortLabel: string, headline: string]

function showOutcome(state: JobState, outcome: Outcome, { nowMs }: ReportTime): DisplayState {
  const [sign, shortLabel, headline] = OUTCOMES[outcome](state, nowMs)
  return { icon: ICONS[sign], shortLabel, headline }
}

const OUTCOMES: Record<Outcome, (state: JobState, nowMs: number) => Shown> = {
  unknown: ({ job, isNotFound }) => [
    'attention',
    'unknown',
    isNotFound
      ? 'no longer found by the service'
      : job === undefined
        ? 'submission status unknown'
        : 'lost track of the job, it may still be running',
  ],
  'timed-out': (state) => ['attention', 'timed out', timedOutHeadline(state)],
  failed: (state, nowMs) => [
    'bad',
    'failed',
    parsePhase(state.job?.status) === 'succeeded'
      ? 'ended without a model'
      : `failed${took(' after ', state, nowMs)}`,
  ],
  cancelled: (state, nowMs) => [
    'stopped',
    'cancelled',
    state.job === undefined
      ? 'cancelled before anything was submitted'
      : isTerminal(parsePhase(state.job.status))
        ? `cancelled${hasNote(state, 'cancelled-elsewhere') ? ' elsewhere' : ''}${took(' after ', state, nowMs)}`
        : 'cancellation requested, not confirmed',
  ],
  superseded: ({ job }) => [
    'stopped',
    'superseded',
    `replaced by a newer run${job === undefined ? ', nothing was submitted' : ''}`,
  ],
  refused: ({ spec }) => [
    'bad',
    'refused',
    spec ? 'refused, nothing was submitted' : 'refused by the service',
  ],
  invalid: () => ['bad', 'not valid', 'not valid, nothing was submitted'],
  running: () => ['active', 'running', 'running'],
  unapproved: () => ['plan', 'not approved', 'waiting for approval, nothing was submitted'],
  submitted: (state, nowMs) => [
    'active',
    'submitted',
    parsePhase(state.job?.status) === 'running'
      ? `training${timeInPhase(state, nowMs, false)}, not waited for`
      : 'submitted, not waited for',
  ],
  succeeded: (state, nowMs) => [
    'good',
    'trained',
    hasNote(state, 'already-trained') ? 'already trained' : `trained${took(' in ', state, nowMs)}`,
  ],
  valid: (state) => {
    if (hasNote(state, 'pull-request-closed'))
      return ['idle', 'valid', 'nothing was trained, the pull request is closed']
    if (hasNote(state, 'ref-deleted')) return ['idle', 'valid', 'nothing to train']
    return state.notes.length === 0
      ? ['good', 'valid', 'valid, nothing was trained']
      : ['plan', 'valid', 'only checked, nothing was trained']
  },
}

function timedOutHeadline(state: JobState): string {
  const { job, spec } = state
  if (job === undefined)
    return `timed out ${spec ? 'before anything was submitted' : 'before the job could be read'}`
  if (isTerminal(parsePhase(job.status))) return 'timed out'
  return isAskedToStop(state) ? 'timed out, the job was asked to stop' : 'timed out, the job continues'
}

/** Whether the service has accepted to cancel the job, but had not stopped it when the step ended. */
export function isAskedToStop(state: JobState): boolean {
  return hasNote(state, 'timed-out-asked-to-stop') && !isTerminal(parsePhase(state.job?.status))
}

function took(preposition: string, state: JobState, nowMs: number): string {
  const durationMs = jobDurationMs(state, nowMs) ?? 0
  return durationMs < 1000 ? '' : `${preposition}${formatDuration(durationMs)}`
}

function hasNote({ notes }: JobState, code: NoteCode): boolean {
  return notes.some((note) => note.code === code)
}
