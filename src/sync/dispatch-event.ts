import type { Dispatch } from './ports.ts'
import type { News } from './refresh.ts'

/** GitHub's limit for a text in a payload is far above this; a service may say anything. */
const MAX_TEXT = 1_000

/**
 * The event that tells other workflows of a job that has ended. It may come more than once for a job: `job_id` tells a
 * repeat. Described in `schema/dispatch-payload.schema.json`.
 */
export function dispatchOf(
  type: string,
  { label, recorded, commit, job, outcome }: News,
  number: number,
  redact: (text: string) => string,
): Dispatch {
  const bounded = (text = ''): string => redact(text).slice(0, MAX_TEXT).toWellFormed()
  return {
    type,
    payload: {
      job_id: recorded.id,
      status: bounded(job?.status),
      outcome,
      // A model named by a job that did not succeed is not one to ship.
      output_model: outcome === 'succeeded' ? bounded(job?.outputModel) : '',
      spec: redact(label),
      spec_digest: recorded.digest,
      pull_request: number,
      commit,
    },
  }
}
