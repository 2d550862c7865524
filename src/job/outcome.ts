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
