import { CLOCK_MARGIN_S } from './clock.ts'
import { fingerprintRequest } from './match-request.ts'
import type { ApiResult, TrainingJob } from './api.ts'
import { retry } from './retry.ts'
import { recoverSubmission } from './recover-submission.ts'
import { markRefused, recoveryNote } from './resolve-submission.ts'
import { isUnsuccessful, parsePhase } from './job-status.ts'
import { withNote, observeJob, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import { mayFollow, verifiedProvenance, type Provenance } from './provenance.ts'
import { isRecordedJob, type RecordedJob } from '../state/record.ts'
import type { Spec } from '../job-spec/types.ts'
import type { CommandContext } from '../commands/context.ts'
import { JUST_CREATED_MS, SERVICE_OUTAGE_TIMEOUT_MS } from '../timeouts.ts'

/** A job that is not found is read once more before the step pays for a new one. */
const NOT_FOUND_RETRY_DELAY_MS = 5_000

/** A spec that may have a job of an earlier run. */
export interface PendingSpec {
  readonly state: JobState
  readonly spec: Spec
}

/** Reuses the first recorded job that still exists and did not fail. Resolves to `submit` if there is none. */
export async function reuseRecordedJob(
  { state, spec }: PendingSpec,
  jobs: readonly RecordedJob[],
  context: CommandContext,
): Promise<JobState | 'submit'> {
  for (const recorded of jobs) {
    const result = await readRecordedJob(state, recorded, context)
    if (!result.ok && result.error.status !== 404) {
      const note: Note = { code: 'recorded-job-unreadable', jobId: recorded.id }
      return withNote(markRefused(state, result.error), note)
    }
    if (!result.ok || !isTrustedMatch(recorded, result.value, spec)) continue
    const phase = parsePhase(result.value.status)
    const hasSucceeded = phase === 'succeeded'
    const isSameRun = recorded.run.id === context.holder.run.id
    // The record may be older than the end of the job.
    const isOutdated = hasSucceeded && context.isScheduled === true && !isSameRun
    if (isUnsuccessful(phase) || isOutdated) continue
    const provenance = verifiedProvenance(recorded.provenance)
    return withNote(markReused(state, result.value, provenance, context), {
      code: hasSucceeded ? 'already-trained' : 'follows-recorded-job',
      isSameRun,
    })
  }
  return 'submit'
}

/** Reads a job. Repeats that for minutes before it fails, so the log says why the step waits. */
async function readRecordedJob(
  { label }: JobState,
  { id, atMs }: RecordedJob,
  { api, clock, random, deadlineMs, reporter }: CommandContext,
): Promise<ApiResult<TrainingJob>> {
  const loggedStatuses = new Set<number | undefined>()
  const get = async (): Promise<ApiResult<TrainingJob>> => {
    const result = await api.get(id)
    if (!result.ok && !loggedStatuses.has(result.error.status)) {
      loggedStatuses.add(result.error.status)
      reporter.info({ code: 'recorded-job-read-failed', jobId: id, error: result.error.message }, label)
    }
    return result
  }
  const untilMs = Math.min(deadlineMs, clock.now() + SERVICE_OUTAGE_TIMEOUT_MS)
  const retryOptions = { clock, random, untilMs }
  const readHistory = clock.wall() - atMs < JUST_CREATED_MS ? 'just-created' : 'never-read'
  const result = await retry(get, readHistory, retryOptions)
  if (result.ok || result.error.status !== 404) return result
  await clock.sleep(NOT_FOUND_RETRY_DELAY_MS)
  return retry(get, readHistory, retryOptions)
}

/** An unsigned record must also match the spec, because anyone may have written it. */
function isTrustedMatch(recorded: RecordedJob, job: TrainingJob, { request }: Spec): boolean {
  return isRecordedJob(recorded, job) && mayFollow(recorded.provenance, request, job)
}

/** A submission of an earlier run that ended before it received the response. */
interface InterruptedSubmission {
  /** Unix time in milliseconds of the earliest possible submission. */
  readonly sinceMs: number
  /** Ids of jobs that cannot be the one to find. */
  readonly knownIds: readonly string[]
  /** Ids of jobs that other specs of this step have. */
  readonly claimedIds: ReadonlySet<string>
  readonly isInMatrix: boolean
}

/** Searches the list for the job of an interrupted submission. Resolves to `submit` if none exists or it failed. */
export async function recoverInterruptedSubmission(
  { state, spec }: PendingSpec,
  { sinceMs, knownIds, claimedIds, isInMatrix }: InterruptedSubmission,
  context: CommandContext,
): Promise<JobState | 'submit'> {
  const submission = {
    fingerprint: fingerprintRequest(spec.request),
    knownIds,
    sinceS: Math.floor(sinceMs / 1000) - CLOCK_MARGIN_S,
    isBaselineComplete: true,
    requireExactMatch: isInMatrix,
  }
  const recovery = await recoverSubmission(submission, {
    ...context,
    claimedIds,
    idsClaimedElsewhere: () => context.reporter.idsClaimedElsewhere(),
    sentAgoMs: context.githubTime() - sinceMs,
  })
  if (recovery.kind === 'none') return 'submit'
  if (recovery.kind !== 'adopted')
    return withNote(
      withNote(state, recoveryNote(recovery)),
      { code: 'interrupted-run-unresolved' },
      'unknown',
    )
  if (isUnsuccessful(parsePhase(recovery.job.status))) return 'submit'
  return withNote(markReused(state, recovery.job, 'recovered', context), {
    code: 'adopted-from-interrupted-run',
  })
}

function markReused(
  state: JobState,
  job: TrainingJob,
  provenance: Provenance,
  { clock }: CommandContext,
): JobState {
  return { ...observeJob(state, job, clock.wall()), isReused: true, provenance }
}
