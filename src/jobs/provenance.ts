import type { TrainingRequest } from '../job-spec/types.ts'
import type { TrainingJob } from './api.ts'
import { contradicts, isFullyEchoed } from './match-request.ts'

/**
 * How this action knows that a job is the one of a request, best first:
 * - `submitted`: the response to our own request named it;
 * - `recovered`: our response was lost, and it is the only candidate in the list;
 * - `verified`: a signed record names it, and the service reports the same id and creation time;
 * - `unsigned`: a record names it that we did not sign;
 * - `listed`: a later attempt found it in the list, without a record.
 */
export const PROVENANCES = ['submitted', 'recovered', 'verified', 'unsigned', 'listed'] as const
export type Provenance = (typeof PROVENANCES)[number]

/** Of two, the better one. Only for two signed records: an unsigned one never improves. */
export function betterProvenance(a: Provenance, b: Provenance): Provenance {
  return PROVENANCES.indexOf(a) <= PROVENANCES.indexOf(b) ? a : b
}

function isProven(provenance: Provenance): boolean {
  return provenance !== 'unsigned' && provenance !== 'listed'
}

/** Of a job that a record names and the service confirms. A record cannot prove what it did not prove when it was written. */
export function verifiedProvenance(recorded: Provenance): Provenance {
  return isProven(recorded) ? 'verified' : recorded
}

/** Whether a step may follow a job instead of submitting the request. */
export function mayFollow(provenance: Provenance, request: TrainingRequest, job: TrainingJob): boolean {
  return isProven(provenance) || !contradicts(request, job)
}

/** Whether this action may cancel a job. It must provably have submitted it. */
export function mayCancel(provenance: Provenance): boolean {
  return isProven(provenance)
}

/**
 * Whether the success of a job is the success of a request. A job that is not proven to be ours must repeat every field
 * of the request.
 */
export function maySucceed(
  provenance: Provenance,
  request: TrainingRequest | undefined,
  job: TrainingJob,
): boolean {
  if (isProven(provenance)) return true
  if (request === undefined) return false
  return isFullyEchoed(request, job)
}
