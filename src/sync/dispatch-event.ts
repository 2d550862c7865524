import type { DispatchEvent } from '../state/github.ts'
import type { UpdatedJob } from './plan-refresh.ts'

/** Limits text from the service, far below the limits of GitHub. */
const MAX_TEXT_LENGTH = 1_000

/**
 * Creates the `repository_dispatch` event of an ended job. An event may be sent more than once; receivers can recognise
 * repeats by `job_id`. See `schema/dispatch-payload.schema.json`.
 */
export function toDispatchEvent(
  type: string,
  { label, specRecord, recordedJob, state }: UpdatedJob,
  issueNumber: number,
  redact: (text: string) => string,
): DispatchEvent {
  const truncate = (text = ''): string => redact(text).slice(0, MAX_TEXT_LENGTH).toWellFormed()
  const { outcome, isNotFound } = state
  const job = isNotFound ? undefined : state.job
  return {
    type,
    payload: {
      job_id: recordedJob.id,
      status: truncate(job?.status),
      outcome,
      // Never announce a model of a job that did not succeed.
      output_model: outcome === 'succeeded' ? truncate(job?.outputModel) : '',
      spec: redact(label),
      spec_digest: recordedJob.digest,
      pull_request: issueNumber,
      // The commit of a job of an earlier version is not recorded.
      commit: specRecord.jobId === recordedJob.id ? specRecord.commit : '',
    },
  }
}
