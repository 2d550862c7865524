import type { TrainingJob } from './job.ts'
import type { Outcome } from './outcome.ts'
import { hasStarted, phaseOf } from './status.ts'

/** How long a job that succeeded is asked again for its output model. */
export const MODEL_GRACE_MS = 120_000

/** What a watch waits for. */
export type WaitGoal = 'end' | 'start'

/**
 * The outcome that a look at a job decides, or undefined while it decides nothing: an unfinished job, or one that
 * succeeded but does not name its model yet (`successAgeMs` ago).
 */
export function verdictOn(job: TrainingJob, goal: WaitGoal, successAgeMs: number): Outcome | undefined {
  const phase = phaseOf(job.status)
  if (goal === 'start' && hasStarted(phase)) return 'submitted'
  switch (phase) {
    case 'succeeded':
      if (job.outputModel !== undefined) return 'succeeded'
      return successAgeMs >= MODEL_GRACE_MS ? 'failed' : undefined
    case 'failed':
    case 'cancelled':
      return phase
    case 'queued':
    case 'validating':
    case 'validated':
    case 'running':
    case 'cancelling':
    case 'unrecognised':
      return undefined
  }
}

/** What one look says, for those who will not look again: an undecided job is `running`. */
export function verdictNow(job: TrainingJob): Outcome {
  return verdictOn(job, 'end', 0) ?? 'running'
}

/** A sentence for an outcome that the service's own status does not explain. */
export function explain(job: TrainingJob, outcome: Outcome): string | undefined {
  if (outcome === 'failed' && phaseOf(job.status) === 'succeeded') {
    return 'The service reports success, but named no output model within 2 minutes, so there is nothing to use or ship.'
  }
  if (outcome === 'failed' && job.reason === undefined) {
    return 'The service gave no reason. Its console or support can tell more.'
  }
  if (outcome === 'cancelled') {
    return 'It was not cancelled from here, but by a person, another workflow or the service.'
  }
  return undefined
}
