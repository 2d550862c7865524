import { CLOCK_MARGIN_S } from './clock.ts'
import type { ApiResult, TrainingJob } from './api.ts'
import { listJobsSince } from './list-jobs.ts'
import { isNotFound, retry, type ReadHistory } from './retry.ts'
import { markRefused } from './resolve-submission.ts'
import { isUnsuccessful, parsePhase } from './job-status.ts'
import { settle, withNote, observeJob, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import { mayFollow, verifiedProvenance, type Provenance } from './provenance.ts'
import { isOfRun } from '../state/claim.ts'
import { isLeaseActive, type LeaseHolder } from '../state/lease.ts'
import { isBeingCancelled } from '../state/superseding.ts'
import { EMPTY_RECORD, findRequest, isRecordedJob, type RecordedJob } from '../state/record.ts'
import type { Spec } from '../job-spec/types.ts'
import type { CommandContext } from '../commands/context.ts'
import { JUST_CREATED_MS, SERVICE_OUTAGE_TIMEOUT_MS } from '../timeouts.ts'

/** A job that may be gone is read once more before the step pays for a new one. */
const NOT_FOUND_RETRY_DELAY_MS = 5_000

/** A spec that may have a job of an earlier run. */
export interface PendingSpec {
  readonly state: JobState
  readonly spec: Spec
}

/**
 * Reuses the first recorded job that still exists and did not fail. Resolves to `submit` if there is none, and to `wait` as
 * long as the only one is being cancelled.
 */
export async function reuseRecordedJob(
  { state, spec }: PendingSpec,
  jobs: readonly RecordedJob[],
  context: CommandContext,
): Promise<JobState | 'submit' | 'wait'> {
  const { ledger, holder } = context
  const request = findRequest(ledger?.record ?? EMPTY_RECORD, ledger?.keyOf(state) ?? '')
  let isCancelling = false
  for (const recorded of jobs) {
    const { id } = recorded
    const result = await readRecordedJob(state, recorded, context)
    if (!result.ok && !isNotFound(result.error))
      return withNote(markRefused(state, result.error), { code: 'recorded-job-unreadable', jobId: id })
    // A job with this id that was created at another time is another job.
    if (!result.ok || !isRecordedJob(recorded, result.value)) {
      if (!mayBeGone(recorded, holder))
        return withNote(result.ok ? settle(state, 'refused') : markRefused(state, result.error), {
          code: 'recorded-job-missing',
          jobId: id,
        })
      context.reporter.info({ code: 'recorded-job-gone', jobId: id }, state.label)
      continue
    }
    if (!mayFollow(recorded.provenance, spec.request, result.value)) continue
    // The record may be older than the end of the job.
    const isSameRun = isOfRun(request, recorded, holder.run)
    if (isUseless(result.value, isSameRun, context)) {
      // Nobody has reported its end.
      if (recorded.isUnfinished) context.reporter.info(unusedJobNote(result.value), state.label)
      continue
    }
    const hasSucceeded = parsePhase(result.value.status) === 'succeeded'
    if (!hasSucceeded && isBeingCancelled(recorded, context.githubTime())) {
      isCancelling = true
      continue
    }
    const { approval } = recorded
    const reused = markReused(state, result.value, verifiedProvenance(recorded.provenance), context)
    const code = hasSucceeded ? 'already-trained' : 'follows-recorded-job'
    return withNote({ ...reused, approval }, { code, isSameRun, createdAtS: result.value.createdAt })
  }
  return isCancelling ? 'wait' : 'submit'
}

/** Whether a job gives no model: it has failed or was cancelled, or its model is that of an earlier scheduled run. */
export function isUseless(
  { status }: TrainingJob,
  isSameRun: boolean,
  { isScheduled }: Pick<CommandContext, 'isScheduled'>,
): boolean {
  const phase = parsePhase(status)
  return isUnsuccessful(phase) || (phase === 'succeeded' && isScheduled === true && !isSameRun)
}

/**
 * Whether a job that the service does not know may be forgotten: it had ended, another API key may see it, or anybody may
 * have written its record. Any other job may be running, and costs twice if it is submitted again.
 */
function mayBeGone(recorded: RecordedJob, holder: Pick<LeaseHolder, 'keyId'>): boolean {
  const { isUnfinished, provenance } = recorded
  return !isUnfinished || provenance === 'unsigned' || isOfOtherKey(recorded, holder)
}

const isOfOtherKey = ({ keyId }: RecordedJob, holder: Pick<LeaseHolder, 'keyId'>): boolean =>
  keyId !== undefined && keyId !== holder.keyId

/** Whether the record proves that the job has a model, so that only a missing job would be trained again. */
function hasModel(recorded: RecordedJob, holder: Pick<LeaseHolder, 'keyId'>): boolean {
  const { outputModel, provenance } = recorded
  return outputModel !== undefined && provenance !== 'unsigned' && !isOfOtherKey(recorded, holder)
}

/**
 * How long a job that the service does not find is looked for. The age is checked in both directions, because anybody may
 * have written an unsigned record.
 */
function readHistoryOf(recorded: RecordedJob, state: JobState, context: CommandContext): ReadHistory {
  if (!mayBeGone(recorded, context.holder) || hasModel(recorded, context.holder)) return 'read-before'
  if (isInUse(recorded, state, context)) return 'read-before'
  const ageMs = context.githubTime() - recorded.atMs
  return Math.abs(ageMs) < JUST_CREATED_MS ? 'just-created' : 'never-read'
}

/** Whether another step that is alive uses the job, so that it probably exists. */
function isInUse(
  { id }: RecordedJob,
  state: JobState,
  { ledger, holder, githubTime }: CommandContext,
): boolean {
  if (ledger === undefined) return false
  const { holds } = findRequest(ledger.record, ledger.keyOf(state) ?? '')
  return holds.some(
    (hold) => hold.jobId === id && hold.holderId !== holder.holderId && isLeaseActive(hold, githubTime()),
  )
}

/**
 * Reads a job. Repeats that for minutes before it fails, so the log says why the step waits. A job that must not be
 * forgotten is looked up in the list as well.
 */
async function readRecordedJob(
  state: JobState,
  recorded: RecordedJob,
  context: CommandContext,
): Promise<ApiResult<TrainingJob>> {
  const { id, atMs, createdAtS = atMs / 1000 } = recorded
  const { api, clock, random, deadlineMs, reporter } = context
  const loggedStatuses = new Set<number | undefined>()
  const get = async (): Promise<ApiResult<TrainingJob>> => {
    const result = await api.get(id)
    if (!result.ok && !loggedStatuses.has(result.error.status)) {
      loggedStatuses.add(result.error.status)
      reporter.info({ code: 'recorded-job-read-failed', jobId: id, error: result.error.message }, state.label)
    }
    return result
  }
  const untilMs = Math.min(deadlineMs, clock.now() + SERVICE_OUTAGE_TIMEOUT_MS)
  const retryOptions = { clock, random, untilMs }
  const first = await retry(get, 'never-read', retryOptions)
  if (first.ok || !isNotFound(first.error)) return first
  const readHistory = readHistoryOf(recorded, state, context)
  if (readHistory === 'never-read') await clock.sleep(NOT_FOUND_RETRY_DELAY_MS)
  const result = await retry(get, readHistory, retryOptions)
  if (readHistory === 'never-read' || result.ok || !isNotFound(result.error)) return result
  const sinceS = Math.floor(createdAtS) - CLOCK_MARGIN_S
  const list = await listJobsSince({ api, clock, deadlineMs: untilMs }, sinceS)
  const listed = list.ok ? list.value.jobs.find((job) => job.id === id) : undefined
  return listed === undefined ? result : { ok: true, value: listed }
}

/** Of a job of an earlier run that is not followed. */
export function unusedJobNote({ id: jobId, status, outputModel }: TrainingJob): Note {
  return { code: 'earlier-job-unused', jobId, status, outputModel }
}

export function markReused(
  state: JobState,
  job: TrainingJob,
  provenance: Provenance,
  { clock }: CommandContext,
): JobState {
  return { ...observeJob(state, job, clock.wall()), isReused: true, provenance }
}
