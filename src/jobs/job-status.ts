import type { components } from '../contract/types.gen.ts'
import type { TrainingJob } from './api.ts'
import type { Note } from './note.ts'
import { MODEL_GRACE_MS } from '../timeouts.ts'

/** How far a job has come, in order. */
export type Phase =
  | 'queued'
  | 'validating'
  | 'validated'
  | 'running'
  | 'cancelling'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'unknown'

type ContractStatus = NonNullable<components['schemas']['TrainingJob']['status']>

/** Statuses of the contract. If the contract gains a status, this does not compile until it is added here. */
const CONTRACT_STATUSES: Record<ContractStatus, Phase> = {
  QUEUED: 'queued',
  VALIDATING: 'validating',
  RUNNING: 'running',
  SUCCESS: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
}

/** Statuses of Mistral's earlier job APIs, taken from their SDKs and recorded traces. */
const LEGACY_STATUSES: Readonly<Record<string, Phase>> = {
  VALIDATED: 'validated',
  STARTED: 'running',
  CANCELLATION_REQUESTED: 'cancelling',
  CANCELED: 'cancelled',
  FAILED_VALIDATION: 'failed',
  TIMEOUT_EXCEEDED: 'failed',
}

const PHASES = new Map<string, Phase>(Object.entries({ ...LEGACY_STATUSES, ...CONTRACT_STATUSES }))

/** A missing or unrecognised status is `unknown`, which counts as not finished. */
export function parsePhase(status: string | undefined): Phase {
  return PHASES.get((status ?? '').trim().toUpperCase()) ?? 'unknown'
}

/** Whether the job can no longer change. An allow-list: an unknown status never counts as terminal. */
export function isTerminal(phase: Phase): phase is 'succeeded' | 'failed' | 'cancelled' {
  return phase === 'succeeded' || phase === 'failed' || phase === 'cancelled'
}

/** Whether the job failed, was cancelled, or is being cancelled. */
export function isUnsuccessful(phase: Phase): boolean {
  return phase === 'failed' || phase === 'cancelled' || phase === 'cancelling'
}

/** Whether training has started, which is what `wait: started` waits for. */
export function hasStarted(phase: Phase): boolean {
  return phase === 'running' || phase === 'succeeded'
}

/** From worst to best. The worst outcome among the jobs is the outcome of the step. */
export const OUTCOMES = [
  'unknown',
  'timed-out',
  'failed',
  'cancelled',
  'superseded',
  'refused',
  'invalid',
  'running',
  'unapproved',
  'submitted',
  'succeeded',
  'valid',
] as const

export type Outcome = (typeof OUTCOMES)[number]

/** The worst of the outcomes. `unknown` if there are none, so that an empty step never succeeds. */
export function worstOutcome(outcomes: readonly Outcome[]): Outcome {
  return OUTCOMES.find((outcome) => outcomes.includes(outcome)) ?? 'unknown'
}

/**
 * Until when jobs are watched: until they are done, until they run, until they have ended (with or without a model), until
 * each was read once, or not at all.
 */
export type WaitGoal = 'completed' | 'started' | 'ended' | 'read' | 'none'

/**
 * The outcome of a job, or undefined while it is undecided: the job is unfinished, or it succeeded `successAgeMs` ago
 * but does not name its model yet.
 */
export function outcomeFor(job: TrainingJob, goal: WaitGoal, successAgeMs: number): Outcome | undefined {
  const phase = parsePhase(job.status)
  if (goal === 'started' && hasStarted(phase)) return 'submitted'
  if (goal === 'read' || (goal === 'ended' && isTerminal(phase))) return currentOutcome(job)
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
    case 'unknown':
      return undefined
  }
}

/** The outcome of a job that is not polled again: an undecided job is `running`. */
export function currentOutcome(job: TrainingJob): Outcome {
  return outcomeFor(job, 'completed', 0) ?? 'running'
}

/**
 * The note that explains the outcome, if the service's status and reason do not. `waitedMs`: how long the step has waited
 * for the model since it saw that the job succeeded.
 */
export function outcomeNote(job: TrainingJob, outcome: Outcome, waitedMs: number): Note | undefined {
  if (outcome === 'failed' && parsePhase(job.status) === 'succeeded') {
    return job.unusableModel === undefined
      ? { code: 'no-output-model', waitedMs }
      : { code: 'unusable-output-model', because: job.unusableModel }
  }
  if (outcome === 'failed' && job.reason === undefined) {
    return { code: 'no-failure-reason' }
  }
  if (outcome === 'cancelled') {
    return { code: 'cancelled-elsewhere' }
  }
  return undefined
}
