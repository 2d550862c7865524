import type { components } from '../contract/types.gen.ts'

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
