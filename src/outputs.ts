import { approversOf } from './approval/approval.ts'
import type { JobState } from './jobs/job-state.ts'
import { effectiveOutcome, overallOutcome, type OutputState } from './jobs/result.ts'

export const OUTPUT_NAMES = [
  'job-id',
  'status',
  'outcome',
  'output-model',
  'spec-digest',
  'reused',
  'job',
  'jobs',
  'jobs-file',
  'elapsed-seconds',
  'comment-url',
] as const

export type OutputName = (typeof OUTPUT_NAMES)[number]

/** The outputs that describe one job; also used for the entries of `jobs`. */
type JobOutputs = Record<'job-id' | 'status' | 'outcome' | 'output-model' | 'spec-digest' | 'reused', string>

/**
 * With several jobs, the outputs of a single job are empty, except `outcome`, which is the worst one. `writeJobs`: puts the
 * final `jobs` into a file, and returns its path.
 */
export function formatOutputs(
  state: OutputState,
  writeJobs: (jobs: string) => string = () => '',
): Record<OutputName, string> {
  const { states, elapsedMs, commentUrl } = state
  const [singleState] = states.length === 1 ? states : []
  const jobs = JSON.stringify(states.map(jobDetails))
  return {
    ...(singleState ? jobOutputs(singleState) : EMPTY_JOB_OUTPUTS),
    outcome: overallOutcome(state) ?? '',
    job: singleState?.job ? JSON.stringify(jobDetails(singleState)) : '',
    jobs,
    'jobs-file': writeJobs(jobs),
    'elapsed-seconds': String(Math.floor(elapsedMs / 1000)),
    'comment-url': commentUrl ?? '',
  }
}

const EMPTY_JOB_OUTPUTS: JobOutputs = {
  'job-id': '',
  status: '',
  outcome: '',
  'output-model': '',
  'spec-digest': '',
  reused: '',
}

function jobOutputs(state: JobState): JobOutputs {
  const { spec, job } = state
  const outcome = effectiveOutcome(state)
  return {
    'job-id': job?.id ?? state.requestedId ?? '',
    status: job?.status ?? '',
    outcome: outcome ?? '',
    // The model of a job that did not succeed must not be shipped.
    'output-model': outcome === 'succeeded' ? (job?.outputModel ?? '') : '',
    'spec-digest': spec?.digest ?? '',
    reused: String(state.isReused === true),
  }
}

function approvalDetails({ approval }: JobState): Record<string, string | undefined> {
  if (approval === undefined) return {}
  return {
    'approved-by': approversOf(approval),
    'approved-at': new Date(approval.atMs).toISOString(),
    'approval-url': approval.url,
  }
}

function jobDetails(state: JobState): Record<string, unknown> {
  const { spec, job, requestedId, reportLocation } = state
  return {
    spec: spec?.label ?? ((job ?? requestedId) && !reportLocation ? '' : state.label),
    ...jobOutputs(state),
    provenance: state.provenance,
    ...approvalDetails(state),
    'comment-url': reportLocation?.url,
    ...(job && {
      job_type: job.jobType,
      model_config: job.modelConfig,
      hyperparameters: job.hyperparameters,
      created_at: job.createdAt,
      modified_at: job.modifiedAt,
      reason: state.outcome === 'failed' ? job.reason : undefined,
    }),
  }
}
