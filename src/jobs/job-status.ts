import type { components } from '../contract/types.gen.ts'
import type { TrainingJob } from './api.ts'

/** How far a job is, in the order in which people see it. */
export type Phase =
  | 'queued'
  | 'validating'
  | 'validated'
  | 'running'
  | 'cancelling'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'unrecognised'

type ContractStatus = NonNullable<components['schemas']['TrainingJob']['status']>

/** Words of the contract; a status added there without a row here does not compile. */
const CONTRACT_WORDS: Record<ContractStatus, Phase> = {
  QUEUED: 'queued',
  VALIDATING: 'validating',
  RUNNING: 'running',
  SUCCESS: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
}

/** Words that Mistral's earlier job services used for the same things, seen in their SDKs and recorded traces. */
const RELATED_WORDS: Readonly<Record<string, Phase>> = {
  VALIDATED: 'validated',
  STARTED: 'running',
  CANCELLATION_REQUESTED: 'cancelling',
  CANCELED: 'cancelled',
  FAILED_VALIDATION: 'failed',
  TIMEOUT_EXCEEDED: 'failed',
}

const PHASES = new Map<string, Phase>(Object.entries({ ...RELATED_WORDS, ...CONTRACT_WORDS }))

/** Reads the service's word; anything unknown or missing is `unrecognised`, which counts as not finished. */
export function phaseOf(status: string | undefined): Phase {
  return PHASES.get((status ?? '').trim().toUpperCase()) ?? 'unrecognised'
}

/** Whether nothing can change any more. Positively listed, never guessed from the spelling of a word. */
export function isTerminal(phase: Phase): phase is 'succeeded' | 'failed' | 'cancelled' {
  return phase === 'succeeded' || phase === 'failed' || phase === 'cancelled'
}

/** Whether a job has come to nothing, or is about to. */
export function comesToNothing(phase: Phase): boolean {
  return phase === 'failed' || phase === 'cancelled' || phase === 'cancelling'
}

/** Whether the job got as far as training: what `wait: started` waits for. */
export function hasStarted(phase: Phase): boolean {
  return phase === 'running' || phase === 'succeeded'
}

/** What a step can come to, from worst to best. The order decides the outcome of a step with several jobs. */
export const OUTCOMES = [
  'unknown',
  'timed-out',
  'failed',
  'cancelled',
  'superseded',
  'refused',
  'invalid',
  'running',
  'submitted',
  'succeeded',
  'valid',
] as const

export type Outcome = (typeof OUTCOMES)[number]

/** The worst of several outcomes; of none, `unknown`, so that an empty step is never green. */
export function worstOutcome(outcomes: readonly Outcome[]): Outcome {
  return OUTCOMES.find((outcome) => outcomes.includes(outcome)) ?? 'unknown'
}

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
