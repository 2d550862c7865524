import type { TrainingJob } from './api.ts'
import { isTerminal, parsePhase, type Phase } from './job-status.ts'

/** Order of the phases. An unknown status has no place in it. */
const PROGRESS: Readonly<Record<Exclude<Phase, 'unknown'>, number>> = {
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
 * Merges a job as listed into what is known of it, or returns undefined if the job must be fetched instead. A list may
 * lag and may omit fields, so it can move a job forward but never back, and a finished job must come with its result.
 */
export function mergeListedJob(known: TrainingJob, listed: TrainingJob): TrainingJob | undefined {
  if (listed.status === undefined || isModifiedBefore(listed, known) || isResultMissing(listed))
    return undefined
  const phase = parsePhase(listed.status)
  const isSamePhase =
    listed.status === known.status || (phase !== 'unknown' && phase === parsePhase(known.status))
  if (!isSamePhase && !isFurtherAlong(listed, known)) return undefined
  // Another spelling of the same phase is not a change.
  const status = isSamePhase ? known.status : listed.status
  return { ...known, ...listed, id: known.id, status }
}

function isModifiedBefore({ modifiedAt: a }: TrainingJob, { modifiedAt: b }: TrainingJob): boolean {
  return a !== undefined && b !== undefined && a < b
}

/** Whether a finished job lacks its model or its failure reason, which fetching the job may still return. */
function isResultMissing({ status, outputModel, reason }: TrainingJob): boolean {
  const phase = parsePhase(status)
  return (phase === 'succeeded' && outputModel === undefined) || (phase === 'failed' && reason === undefined)
}

/** Whether one description of a job is later than another. */
export function isFurtherAlong(listed: TrainingJob, known: TrainingJob): boolean {
  if (known.status === undefined) return true
  const [to, from] = [parsePhase(listed.status), parsePhase(known.status)]
  if (to === 'unknown' || from === 'unknown') return isTerminal(to) || isModifiedBefore(known, listed)
  return PROGRESS[to] > PROGRESS[from]
}
