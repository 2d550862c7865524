import type { TrainingJob } from './api.ts'
import { isTerminal, phaseOf, type Phase } from './job-status.ts'

/** How far a job is in each phase. Only the service knows where a word belongs that we do not know. */
const PROGRESS: Readonly<Record<Exclude<Phase, 'unrecognised'>, number>> = {
  queued: 0,
  validating: 1,
  validated: 2,
  running: 3,
  cancelling: 4,
  succeeded: 5,
  failed: 5,
  cancelled: 5,
}

/**
 * The job as the list describes it, on top of what is known of it; undefined where the job itself has to be asked. A list
 * may be behind the job and may leave fields out, so it can take a job forward but never back, and it tells of an end
 * only what the job would tell too.
 */
export function fromList(known: TrainingJob, listed: TrainingJob): TrainingJob | undefined {
  if (listed.status === undefined || isBefore(listed, known) || lacksItsResult(listed)) return undefined
  const phase = phaseOf(listed.status)
  const isSame =
    listed.status === known.status || (phase !== 'unrecognised' && phase === phaseOf(known.status))
  if (!isSame && !isAhead(listed, known)) return undefined
  // Another spelling of the same phase is no change.
  const status = isSame ? known.status : listed.status
  return { ...known, ...listed, id: known.id, ...(status === undefined ? {} : { status }) }
}

/** `modified_at` of `a` is before that of `b`, where both have one. */
function isBefore({ modifiedAt: a }: TrainingJob, { modifiedAt: b }: TrainingJob): boolean {
  return a !== undefined && b !== undefined && a < b
}

/** A success without its model or a failure without its reason: the job itself may tell more. */
function lacksItsResult({ status, outputModel, reason }: TrainingJob): boolean {
  const phase = phaseOf(status)
  return (phase === 'succeeded' && outputModel === undefined) || (phase === 'failed' && reason === undefined)
}

function isAhead(listed: TrainingJob, known: TrainingJob): boolean {
  if (known.status === undefined) return true
  const [to, from] = [phaseOf(listed.status), phaseOf(known.status)]
  if (to === 'unrecognised' || from === 'unrecognised') return isTerminal(to) || isBefore(known, listed)
  return PROGRESS[to] > PROGRESS[from]
}
