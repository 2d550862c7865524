import type { RunInputs } from '../inputs.ts'
import { CLOCK_MARGIN_S } from './clock.ts'
import { classifyListError, isTransient, retry } from './retry.ts'
import { fingerprintRequest, isIndistinguishable } from './match-request.ts'
import { findCandidates, type PendingSubmission } from './recover-submission.ts'
import { listJobsSince } from './list-jobs.ts'
import { markRefused } from './resolve-submission.ts'
import { unusedJobNote } from './reuse-job.ts'
import { isUnsuccessful, parsePhase } from './job-status.ts'
import { withNote, observeJob, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import type { TrainingJob } from './api.ts'
import type { Spec } from '../job-spec/types.ts'
import type { CommandContext } from '../commands/context.ts'
import { SERVICE_OUTAGE_TIMEOUT_MS } from '../timeouts.ts'

type ReuseInputs = Pick<RunInputs, 'reuse' | 'isInMatrix'>

/** GitHub allows reruns for 30 days. */
const MAX_RERUN_AGE_MS = 30 * 24 * 3600_000

/**
 * Finds the jobs of earlier attempts of this run without a record: if exactly one job since the event matches the
 * request, the spec reuses it. Does nothing in a matrix, because matrix jobs may differ in fields that the service does
 * not report.
 */
export async function findJobsOfPreviousAttempt(
  states: readonly JobState[],
  { reuse, isInMatrix }: ReuseInputs,
  context: CommandContext,
): Promise<readonly JobState[]> {
  if (!reuse || isInMatrix || context.holder.run.attempt < 2) return states
  const { clock, random, api, deadlineMs, isScheduled, eventTimeMs } = context
  const sinceMs = eventTimeMs ?? clock.wall() - MAX_RERUN_AGE_MS
  const sinceS = Math.floor(sinceMs / 1000) - CLOCK_MARGIN_S
  const untilMs = Math.min(deadlineMs, clock.now() + SERVICE_OUTAGE_TIMEOUT_MS)
  const options = { api, clock, random, deadlineMs: untilMs, untilMs }
  const result = await retry(() => listJobsSince(options, sinceS), 'never-read', options)
  if (!result.ok) {
    const { error } = result
    if (isTransient(error) || classifyListError(error) === 'stop')
      return states.map((state) => (state.spec && !state.outcome ? markRefused(state, error) : state))
    context.reporter.warn({ code: 'previous-attempt-unknown', error: error.message })
    return states
  }
  const isUnused = (job: TrainingJob): boolean => givesNoModel(job, isScheduled)
  const claimedIds = new Set<string>()
  return states.map((state) => {
    const { spec, outcome } = state
    if (spec === undefined || outcome !== undefined) return state
    const isAmbiguous = states.some(
      (other) => other !== state && other.spec && isIndistinguishable(spec.request, other.spec.request),
    )
    const submission = pendingSubmission(spec, sinceS)
    for (const { job } of findCandidates(result.value.jobs.filter(isUnused), submission, claimedIds))
      context.reporter.info(unusedJobNote(job), state.label)
    const matched = matchFromList(state, submission, {
      jobs: result.value.jobs.filter((job) => !isUnused(job)),
      claimedIds,
      isAmbiguous,
      wallMs: clock.wall(),
    })
    if (matched.job !== undefined) context.reporter.submissionSettled(matched)
    return matched
  })
}

/** On a schedule, a model may be that of an earlier run, whose data was another. */
function givesNoModel({ status }: TrainingJob, isScheduled = false): boolean {
  const phase = parsePhase(status)
  return isUnsuccessful(phase) || (isScheduled && phase === 'succeeded')
}

interface ListMatchOptions {
  readonly jobs: readonly TrainingJob[]
  /** Ids of jobs that belong to other specs of the step. */
  readonly claimedIds: Set<string>
  /** By the fields that the service reports, the job could belong to another spec of the step. */
  readonly isAmbiguous: boolean
  readonly wallMs: number
}

function pendingSubmission({ request }: Spec, sinceS: number): PendingSubmission {
  return {
    fingerprint: fingerprintRequest(request),
    knownIds: [],
    sinceS,
    isBaselineComplete: false,
    requireExactMatch: false,
  }
}

function matchFromList(
  state: JobState,
  submission: PendingSubmission,
  { jobs, claimedIds, isAmbiguous, wallMs }: ListMatchOptions,
): JobState {
  const candidates = findCandidates(jobs, submission, claimedIds)
  const [match] = candidates
  if (match === undefined) return state
  if (candidates.length > 1 || (isAmbiguous && match.unverified.length > 0)) {
    const jobIds = candidates.map(({ job }) => job.id)
    return withNote(state, { code: 'previous-attempt-ambiguous', jobIds }, 'unknown')
  }
  claimedIds.add(match.job.id)
  const note: Note = { code: 'adopted-from-previous-attempt', unverifiedFields: match.unverified }
  return withNote({ ...observeJob(state, match.job, wallMs), isReused: true, provenance: 'listed' }, note)
}
