import type { RunInputs } from '../inputs.ts'
import { CLOCK_MARGIN_S } from './clock.ts'
import { classifyListError, isTransient, retry } from './retry.ts'
import { fingerprintRequest, isIndistinguishable } from './match-request.ts'
import { findCandidates } from './recover-submission.ts'
import { listJobsSince } from './list-jobs.ts'
import { markRefused } from './resolve-submission.ts'
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
  const { clock, random, api, deadlineMs } = context
  const sinceMs = context.eventTimeMs ?? clock.wall() - MAX_RERUN_AGE_MS
  const sinceS = Math.floor(sinceMs / 1000) - CLOCK_MARGIN_S
  const untilMs = Math.min(deadlineMs, clock.now() + SERVICE_OUTAGE_TIMEOUT_MS)
  const list = () => listJobsSince({ api, clock, deadlineMs: untilMs }, sinceS)
  const result = await retry(list, 'never-read', { clock, random, untilMs })
  if (!result.ok) {
    const { error } = result
    if (isTransient(error) || classifyListError(error) === 'stop')
      return states.map((state) => (state.spec && !state.outcome ? markRefused(state, error) : state))
    context.reporter.warn({ code: 'previous-attempt-unknown', error: error.message })
    return states
  }
  const claimedIds = new Set<string>()
  return states.map((state) => {
    const { spec, outcome } = state
    if (spec === undefined || outcome !== undefined) return state
    const isAmbiguous = states.some(
      (other) => other !== state && other.spec && isIndistinguishable(spec.request, other.spec.request),
    )
    // On a schedule, a model may be that of an earlier run, whose data was another.
    const jobs = result.value.jobs.filter(
      ({ status }) => context.isScheduled !== true || parsePhase(status) !== 'succeeded',
    )
    const matched = matchFromList(state, spec, {
      jobs,
      sinceS,
      claimedIds,
      isAmbiguous,
      wallMs: clock.wall(),
    })
    if (matched.job !== undefined) context.reporter.submissionSettled(matched)
    return matched
  })
}

interface ListMatchOptions {
  readonly jobs: readonly TrainingJob[]
  readonly sinceS: number
  /** Ids of jobs that belong to other specs of the step. */
  readonly claimedIds: Set<string>
  /** By the fields that the service reports, the job could belong to another spec of the step. */
  readonly isAmbiguous: boolean
  readonly wallMs: number
}

function matchFromList(state: JobState, { request }: Spec, options: ListMatchOptions): JobState {
  const { jobs, sinceS, claimedIds, isAmbiguous, wallMs } = options
  const submission = {
    fingerprint: fingerprintRequest(request),
    knownIds: [],
    sinceS,
    isBaselineComplete: false,
    requireExactMatch: false,
  }
  const usableJobs = jobs.filter(({ status }) => !isUnsuccessful(parsePhase(status)))
  const candidates = findCandidates(usableJobs, submission, claimedIds)
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
