import type { Spec } from '../job-spec/types.ts'
import type { JobState } from '../jobs/job-state.ts'
import { mayCancel } from '../jobs/provenance.ts'
import type { PendingSubmission } from '../jobs/recover-submission.ts'
import {
  flag,
  list,
  literal,
  mark,
  number,
  object,
  oneOf,
  optional,
  required,
  text,
  versioned,
} from './codec.ts'
import { fingerprint } from './fingerprint-codec.ts'
import { packFirstThatFits, unpack } from './pack.ts'
import type { MainContext, OnCancel, PostState, ReportSettings, UnansweredSubmission } from './post-state.ts'
import { runStateFields } from './run-state.ts'

/**
 * In bytes. The runner passes the state to the post step in an environment variable, which may have 32,767 characters
 * on Windows and 128 KiB on Linux. A longer one would keep the post step from starting.
 */
export const MAX_POST_STATE_BYTES = 24 * 1024

const VERSION = 1

const reportSettings = object<ReportSettings>({
  comment: required('comment', flag),
  commitStatus: required('status', flag),
  commentKey: optional('key', text),
  issueNumber: optional('no', number),
  jobUrl: optional('page', text),
  jobCheckRunId: optional('check', text),
  matrix: required('matrix', text),
  specText: required('spec', text),
})

const mainContext = object<MainContext>({
  apiUrl: required('url', text),
  jobId: optional('job', text),
  report: required('report', reportSettings),
  issueNumber: optional('no', number),
  candidates: optional('merged', list(number)),
  isPullRequest: required('pr', flag),
  commit: required('sha', text),
  isPullRequestHead: required('head', flag),
  owner: required('by', text),
})

const pendingSubmission = object<PendingSubmission>({
  fingerprint: required('is', fingerprint),
  knownIds: required('not', list(text)),
  sinceS: required('since', number),
  untilS: optional('until', number),
  isBaselineComplete: required('whole', flag),
  requireExactMatch: required('exact', flag),
})

const unansweredSubmission = object<UnansweredSubmission>({
  label: optional('of', text),
  pending: optional('find', pendingSubmission),
})

const onCancel = oneOf<OnCancel>({ leave: true, cancel: true })

/** Ids of jobs that are among the states are stored as their positions. */
type EncodedPostState = Omit<PostState, 'jobIds'> & { readonly jobIds: readonly (string | number)[] }

const jobIdOrPosition = literal(
  (json): json is string | number => typeof json === 'string' || typeof json === 'number',
)

const encodedPostState = versioned(
  VERSION,
  object<EncodedPostState>({
    onCancel: required('cancel', onCancel),
    leavesOnSuperseded: optional('stays', mark),
    holderId: required('holder', text),
    main: optional('main', mainContext),
    jobIds: required('ids', list(jobIdOrPosition)),
    omittedJobs: optional('omitted', number),
    isFinished: optional('done', flag),
    hasCrashed: optional('crash', flag),
    pendingSubmission: optional('sent', unansweredSubmission),
    states: optional(runStateFields.states.key, runStateFields.states.codec),
  }),
)

/**
 * Encodes the state in at most `MAX_POST_STATE_BYTES`, whatever the specs. What only the report needs is dropped first,
 * then all but the ids of the jobs and the pending submission. That has room for 550 unfinished jobs. Of more, ids are
 * omitted and counted. `redact` removes secrets that the service may have echoed.
 */
export function encodePostState(postState: PostState, redact: (text: string) => string): string {
  const encode = (each: PostState): unknown => encodedPostState.encode(withPositions(each))
  const limits = { maxLength: MAX_POST_STATE_BYTES, redact }
  return packFirstThatFits(reductions(postState), encode, limits) ?? ''
}

/** Undefined if the text is not an encoded state. */
export function decodePostState(packed: string): PostState | undefined {
  const encoded = encodedPostState.decode(unpack(packed))
  if (encoded === undefined) return undefined
  const jobIds = encoded.jobIds.map((id) => (typeof id === 'string' ? id : encoded.states?.[id]?.job?.id))
  return jobIds.every((id) => id !== undefined) ? { ...encoded, jobIds } : undefined
}

function withPositions(postState: PostState): EncodedPostState {
  const positions = new Map(postState.states?.map(({ job }, n) => [job?.id, n]))
  return { ...postState, jobIds: postState.jobIds.map((id) => positions.get(id) ?? id) }
}

/** For an input `spec` or `matrix` of many kilobytes: the jobs are taken care of, but not reported on. */
const NO_REPORT: ReportSettings = { comment: false, commitStatus: false, matrix: 'null', specText: '' }

/** Ever smaller versions of a state. */
function* reductions(postState: PostState): Iterable<PostState> {
  yield postState
  const { states, ...rest } = postState
  const minimal = { ...rest, pendingSubmission: limitPending(rest.pendingSubmission) }
  if (states !== undefined) {
    yield { ...minimal, states: states.map(withoutHistory) }
    yield { ...minimal, states: states.map(withoutDetails) }
  }
  // Without its state, nothing would keep `post` from cancelling a job that is not proven to be ours.
  const unproven = new Set(states?.filter(isUnproven).map(({ job }) => job?.id))
  const jobIds = rest.jobIds.filter((id) => !unproven.has(id))
  const pendingSubmission = minimal.pendingSubmission && { ...minimal.pendingSubmission, label: undefined }
  yield { ...minimal, jobIds, pendingSubmission }
  const main = rest.main && { ...rest.main, report: NO_REPORT }
  for (let count = jobIds.length; ; count = Math.floor(count * 0.9)) {
    const omittedJobs = jobIds.length - count
    yield {
      ...minimal,
      pendingSubmission,
      main,
      jobIds: jobIds.slice(0, count),
      omittedJobs: omittedJobs || undefined,
    }
    if (count === 0) return
  }
}

const isUnproven = ({ provenance }: JobState): boolean => provenance !== undefined && !mayCancel(provenance)

function withoutHistory({ job, error: _, ...state }: JobState): JobState {
  if (job === undefined) return { ...state, timeline: [], notes: [] }
  const { id, status, createdAt, modifiedAt, outputModel } = job
  return { ...state, job: { id, status, createdAt, modifiedAt, outputModel }, timeline: [], notes: [] }
}

/** The identity of the job and its spec, and what has become of it. */
function withoutDetails({
  label,
  spec,
  job,
  outcome,
  requestedId,
  isReused,
  isNotFound,
  provenance,
}: JobState): JobState {
  return {
    label,
    requestedId,
    spec: spec && withoutSettings(spec),
    job: job && { id: job.id },
    outcome,
    isReused,
    isNotFound,
    provenance,
    timeline: [],
    notes: [],
  }
}

function withoutSettings({ file, label, digest, request: { job_type, auto_start } }: Spec): Spec {
  return { file, label, digest, request: { job_type, model_config: {}, auto_start } }
}

/** In characters of JSON. The fields of the contract need less than 500. */
const MAX_FINGERPRINT_LENGTH = 4_000

/** A request with hundreds of unknown fields cannot be recognised by the post step, which then says so. */
function limitPending(submission: PostState['pendingSubmission']): PostState['pendingSubmission'] {
  const isTooLong = JSON.stringify(submission?.pending?.fingerprint ?? null).length > MAX_FINGERPRINT_LENGTH
  return isTooLong ? { ...submission, pending: undefined } : submission
}
