import { type Outcome, isTerminal, parsePhase, type Phase } from '../jobs/job-status.ts'
import type { JobState } from '../jobs/job-state.ts'
import { jobDurationMs, formatDuration } from './format.ts'

/** How a state is shown: an icon, and a headline that answers "Do I have to do something?". */
interface DisplayState {
  readonly icon: string
  readonly headline: string
  /** One or two words, for tables. */
  readonly shortLabel: string
}

const ICON_GOOD = '🟢'
const ICON_ACTIVE = '🟡'
const ICON_BAD = '🔴'
const ICON_IDLE = '⚪'

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

/** Returns how to show a state at `nowWallMs`. */
export function displayState(state: JobState, nowWallMs: number): DisplayState {
  const phase = parsePhase(state.job?.status)
  const { outcome } = state
  if (outcome === undefined || outcome === 'running') {
    if (state.job === undefined && state.spec === undefined)
      return { icon: ICON_ACTIVE, headline: 'The job has not been read yet', shortLabel: 'not read yet' }
    if (state.job === undefined)
      return { icon: ICON_ACTIVE, headline: 'Being submitted', shortLabel: 'being submitted' }
    const isTrained = phase === 'succeeded' && state.job.outputModel !== undefined
    const phaseLabel = isTrained ? 'trained' : PHASE_LABELS[phase]
    return { icon: ICON_ACTIVE, headline: `The job is ${phaseLabel}`, shortLabel: phaseLabel }
  }
  const durationMs = jobDurationMs(state, nowWallMs)
  const duration = durationMs === undefined || durationMs < 1000 ? '' : formatDuration(durationMs)
  return OUTCOME_DISPLAYS[outcome](state, duration)
}

type DisplayFunction = (state: JobState, duration: string) => DisplayState

const display =
  (
    icon: string,
    shortLabel: string,
    headline: (state: JobState, duration: string) => string,
  ): DisplayFunction =>
  (state, duration) => ({ icon, shortLabel, headline: headline(state, duration) })

const afterDuration = (duration: string): string => (duration === '' ? '' : ` after ${duration}`)

const OUTCOME_DISPLAYS: Record<Outcome, DisplayFunction> = {
  unknown: display(ICON_BAD, 'unknown', ({ job, isNotFound }) => {
    if (isNotFound) return 'The service no longer finds the job'
    return job === undefined
      ? 'Submission status unknown'
      : 'Lost track of the job, which may still be running'
  }),
  'timed-out': display(ICON_BAD, 'timed out', ({ job, spec }) => {
    if (job === undefined)
      return spec ? 'Timed out, nothing was submitted' : 'Timed out before the job could be read'
    return isTerminal(parsePhase(job.status)) ? 'Timed out' : 'Timed out, but the job continues'
  }),
  failed: display(ICON_BAD, 'failed', (state, duration) =>
    parsePhase(state.job?.status) === 'succeeded'
      ? 'The job ended without a model'
      : `The job failed${afterDuration(duration)}`,
  ),
  cancelled: display(ICON_IDLE, 'cancelled', ({ job }, duration) => {
    if (job === undefined) return 'Cancelled, nothing was submitted'
    return isTerminal(parsePhase(job.status))
      ? `The job was cancelled${afterDuration(duration)}`
      : 'Cancellation of the job was requested'
  }),
  superseded: display(ICON_IDLE, 'superseded', () => 'Superseded by a newer run'),
  refused: display(ICON_BAD, 'refused', ({ spec }) =>
    spec ? 'Refused, nothing was submitted' : 'Refused by the service',
  ),
  invalid: display(ICON_BAD, 'not valid', () => 'The spec is not valid, nothing was submitted'),
  running: display(ICON_ACTIVE, 'running', () => 'The job is running'),
  submitted: display(
    ICON_ACTIVE,
    'submitted',
    ({ job }) => `The job was submitted and is ${PHASE_LABELS[parsePhase(job?.status)]}`,
  ),
  succeeded: display(
    ICON_GOOD,
    'trained',
    (_, duration) => `The model is trained${duration === '' ? '' : ` (took ${duration})`}`,
  ),
  valid: ({ notes }) =>
    notes.length === 0
      ? { icon: ICON_GOOD, shortLabel: 'valid', headline: 'The spec is valid' }
      : { icon: ICON_IDLE, shortLabel: 'valid', headline: 'The spec is valid, nothing was submitted' },
}
