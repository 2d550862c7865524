import {
  anyJson,
  dictionary,
  flag,
  list,
  literal,
  number,
  object,
  optional,
  required,
  text,
  versioned,
} from './codec.ts'
import { parseJobId } from '../jobs/job-id.ts'
import { jobFields } from './job-state-codec.ts'
import type { CommentRecord, JobSnapshot, RecordedJob, RunRef, SavedReport, SpecRecord } from './record.ts'

/** A record of another version cannot be decoded. */
const VERSION = 1

const run = object<RunRef>({ id: required('id', text), attempt: required('try', number) })
const jobId = literal((json): json is string => json !== undefined && parseJobId(json) === json)

const { jobType, modelConfig, hyperparameters, createdAt } = jobFields
const snapshot = object<JobSnapshot>({ jobType, modelConfig, hyperparameters, createdAt })

const recordedJob = object<RecordedJob>({
  id: required('id', jobId),
  digest: required('d', text),
  runId: required('run', text),
  atMs: required('at', number),
  isUnfinished: required('open', flag),
  snapshot: optional('is', snapshot),
  isUnsigned: optional('unsigned', flag),
})

const specRecord = object<SpecRecord>({
  digest: required('d', text),
  run: required('run', run),
  holderId: required('holder', text),
  commit: required('sha', text),
  atMs: required('at', number),
  leaseExpiresAtMs: required('until', number),
  submissionStartedAtMs: optional('sent', number),
  jobId: optional('job', jobId),
  jobs: required('jobs', list(recordedJob)),
  isUnsigned: optional('unsigned', flag),
})

const savedReport = object<SavedReport>({
  atMs: required('at', number),
  report: optional('report', anyJson),
})

/** The data of one comment key, in the marker of its comment. */
export const commentRecord = versioned(
  VERSION,
  object<CommentRecord>({
    run: optional('run', run),
    savedReport: optional('report', savedReport),
    specs: required('specs', dictionary(specRecord)),
  }),
)
