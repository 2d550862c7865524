import type { Training } from './jobs/job-state.ts'
import { currentOutcome, outcomeOf, type Standing } from './jobs/result.ts'

export const OUTPUT_NAMES = [
  'job-id',
  'status',
  'outcome',
  'output-model',
  'spec-digest',
  'reused',
  'job',
  'jobs',
  'elapsed-seconds',
  'comment-url',
] as const

export type OutputName = (typeof OUTPUT_NAMES)[number]

/** The names that describe one job, in `jobs` too. */
type JobOutputs = Record<'job-id' | 'status' | 'outcome' | 'output-model' | 'spec-digest' | 'reused', string>

/**
 * All outputs of a step at any moment. With several jobs the single ones are empty, except `outcome`, which is the worst.
 */
export function outputsOf(standing: Standing): Record<OutputName, string> {
  const { trainings, elapsedMs, commentUrl } = standing
  const [only] = trainings.length === 1 ? trainings : []
  return {
    ...(only ? jobOutputs(only) : NO_JOB),
    outcome: outcomeOf(standing) ?? '',
    job: only?.job ? JSON.stringify(jobEntry(only)) : '',
    jobs: JSON.stringify(trainings.map(jobEntry)),
    'elapsed-seconds': String(Math.floor(elapsedMs / 1000)),
    'comment-url': commentUrl ?? '',
  }
}

const NO_JOB: JobOutputs = {
  'job-id': '',
  status: '',
  outcome: '',
  'output-model': '',
  'spec-digest': '',
  reused: '',
}

function jobOutputs(training: Training): JobOutputs {
  const { spec, job } = training
  const outcome = currentOutcome(training)
  return {
    'job-id': job?.id ?? training.namedId ?? '',
    status: job?.status ?? '',
    outcome: outcome ?? '',
    // A model named by a job that did not succeed is not one to ship.
    'output-model': outcome === 'succeeded' ? (job?.outputModel ?? '') : '',
    'spec-digest': spec?.digest ?? '',
    reused: String(training.isReused === true),
  }
}

function jobEntry(training: Training): Record<string, unknown> {
  const { spec, job, namedId, reportedOn } = training
  return {
    spec: spec?.label ?? ((job ?? namedId) && !reportedOn ? '' : training.label),
    ...jobOutputs(training),
    ...(reportedOn && { 'comment-url': reportedOn.url }),
    ...(job && {
      job_type: job.jobType,
      model_config: job.modelConfig,
      hyperparameters: job.hyperparameters,
      created_at: job.createdAt,
      modified_at: job.modifiedAt,
      ...(training.outcome === 'failed' && job.reason !== undefined ? { reason: job.reason } : {}),
    }),
  }
}
