import { type Outcome, isTerminal, phaseOf, type Phase } from '../jobs/job-status.ts'
import type { Training } from '../jobs/job-state.ts'
import { ageMs, duration } from './format.ts'

/** How a training is shown: an icon (never the only sign) and a sentence that answers "do I have to do something?". */
export interface Shown {
  readonly icon: string
  readonly headline: string
  /** One or two words, for tables. */
  readonly brief: string
}

const GOOD = '🟢'
const GOING = '🟡'
const BAD = '🔴'
const IDLE = '⚪'

/** How each phase of an unfinished job is spoken of. */
const PHASE_WORDS: Record<Phase, string> = {
  queued: 'queued',
  validating: 'being validated',
  validated: 'validated, not started',
  running: 'training',
  cancelling: 'being cancelled',
  succeeded: 'trained, waiting for the name of the model',
  failed: 'failed',
  cancelled: 'cancelled',
  unrecognised: 'in a state that this action does not know',
}

/** How a training stands at `nowWallMs`. */
export function shown(training: Training, nowWallMs: number): Shown {
  const phase = phaseOf(training.job?.status)
  const { outcome } = training
  if (outcome === undefined || outcome === 'running') {
    if (training.job === undefined && training.spec === undefined)
      return { icon: GOING, headline: 'The job was not seen', brief: 'not seen' }
    if (training.job === undefined)
      return { icon: GOING, headline: 'Being submitted', brief: 'being submitted' }
    const words = training.job.outputModel === undefined ? PHASE_WORDS[phase] : 'trained'
    return { icon: GOING, headline: `The job is ${words}`, brief: words }
  }
  const age = ageMs(training, nowWallMs)
  const took = age === undefined || age < 1000 ? '' : duration(age)
  return OUTCOME_LOOKS[outcome](training, took)
}

type Look = (training: Training, took: string) => Shown

const look =
  (icon: string, brief: string, headline: (training: Training, took: string) => string): Look =>
  (training, took) => ({ icon, brief, headline: headline(training, took) })

const after = (took: string): string => (took === '' ? '' : ` after ${took}`)

const OUTCOME_LOOKS: Record<Outcome, Look> = {
  unknown: look(BAD, 'unknown', ({ job, isGone }) => {
    if (isGone) return 'The service has lost the job'
    return job === undefined
      ? 'Nobody knows whether the job was submitted'
      : 'The job is out of sight, and may still be running'
  }),
  'timed-out': look(BAD, 'out of time', ({ job, spec }) => {
    if (job === undefined)
      return `This step ran out of time, ${spec ? 'nothing was submitted' : 'the job was never seen'}`
    return isTerminal(phaseOf(job.status))
      ? 'This step ran out of time'
      : 'This step ran out of time, the job goes on without it'
  }),
  failed: look(BAD, 'failed', (training, took) =>
    phaseOf(training.job?.status) === 'succeeded'
      ? 'The job ended without a model'
      : `The job failed${after(took)}`,
  ),
  cancelled: look(IDLE, 'cancelled', ({ job }, took) => {
    if (job === undefined) return 'Cancelled, nothing was submitted'
    return isTerminal(phaseOf(job.status))
      ? `The job was cancelled${after(took)}`
      : 'The job was asked to stop'
  }),
  superseded: look(IDLE, 'superseded', () => 'A newer run has taken over'),
  refused: look(BAD, 'refused', ({ spec }) =>
    spec ? 'Refused, nothing was submitted' : 'The service refused',
  ),
  invalid: look(BAD, 'not valid', () => 'The spec is not valid, nothing was submitted'),
  running: look(GOING, 'running', () => 'The job is running'),
  submitted: look(
    GOING,
    'submitted',
    ({ job }) => `The job is submitted and ${PHASE_WORDS[phaseOf(job?.status)]}`,
  ),
  succeeded: look(GOOD, 'trained', (_, took) => `The model is trained${took === '' ? '' : `, in ${took}`}`),
  valid: ({ notes }) =>
    notes.length === 0
      ? { icon: GOOD, brief: 'valid', headline: 'The spec is valid' }
      : { icon: IDLE, brief: 'valid', headline: 'The spec is valid, nothing was submitted' },
}
