import type { TrainingJob } from '../jobs/api.ts'
import type { RecordedJobs } from '../jobs/read-jobs.ts'
import {
  observeJob,
  settleJob,
  stateFromJobId,
  withNote,
  withNotes,
  type JobState,
} from '../jobs/job-state.ts'
import type { Note } from '../jobs/note.ts'
import { outcomeNote, isTerminal, parsePhase, outcomeFor } from '../jobs/job-status.ts'
import type { ReportModel } from '../report/report-model.ts'
import type { RunContext } from '../report/run-context.ts'
import { isUnfinished } from '../report/saved-report.ts'
import { findOrphans } from '../state/orphans.ts'
import type { RequestRecords } from '../state/record-store.ts'
import { findRequest, isRecordedJob, type RecordedJob, type RequestRecord } from '../state/record.ts'
import { MODEL_GRACE_MS, NOT_FOUND_TIMEOUT_MS } from '../timeouts.ts'
import { REFRESH_INTERVAL_MS, type OpenRecord, type UnfinishedJob } from './find-open-records.ts'

/** An unfinished job and its state as of now. */
export interface UpdatedJob extends UnfinishedJob {
  /** Has the outcome `running` until the job has ended. */
  readonly state: JobState
}

/** The changes to one comment. */
export interface RefreshPlan {
  readonly openRecord: OpenRecord
  readonly updates: readonly UpdatedJob[]
  /** The new report; absent to keep the text. */
  readonly model?: ReportModel
  /** Records to write: ended and missing jobs, and refreshed leases. */
  readonly requests: RequestRecords
  /** Whether there is anything to write. */
  readonly isDue: boolean
}

/** Since an earlier 404, the job may have been found again. */
const MAX_MISSING_AGE_MS = 7 * 24 * 60 * 60_000
/** Refresh comments early, because GitHub delays schedules. */
const REFRESH_MARGIN_MS = 60 * 60_000

interface RefreshContext {
  /** Unix time. */
  readonly wallMs: number
  /** Origin and prefix of the service's URL. */
  readonly service: string
  /** Of the run that syncs. */
  readonly context: RunContext
  /** Why it has cancelled jobs, by id. */
  readonly reasons?: ReadonlyMap<string, Note>
}

/** Plans the changes to one comment, given the current state of its jobs. */
export function planRefresh(
  openRecord: OpenRecord,
  fetched: RecordedJobs,
  context: RefreshContext,
): RefreshPlan {
  const { wallMs } = context
  const updates = openRecord.jobs.flatMap((job): UpdatedJob[] => {
    const state = updateRecordedJob(job, openRecord.model, fetched, wallMs)
    if (state === undefined) return []
    const reason = reasonOf(job.recordedJob, openRecord.comment.number, context.reasons)
    return [{ ...job, state: withReason(state, reason) }]
  })
  const ended = updates.filter(hasEnded)
  const missing = openRecord.jobs.filter(({ recordedJob }) => isFirstMissing(recordedJob, fetched, wallMs))
  const model = openRecord.model && updateReport(openRecord.model, { openRecord, updates, fetched, context })
  const isReportChanged =
    openRecord.model !== undefined && model !== undefined && hasVisibleChange(openRecord.model, model)
  const isRefreshDue = wallMs - openRecord.comment.updatedAtMs >= REFRESH_INTERVAL_MS - REFRESH_MARGIN_MS
  return {
    openRecord,
    updates,
    model,
    requests: {
      ...(isRefreshDue ? refreshLeases(openRecord) : {}),
      ...changeJobs([...ended.map(endJob), ...missing.map((job) => markMissing(job, wallMs))]),
    },
    isDue: ended.length + missing.length > 0 || isReportChanged || isRefreshDue || openRecord.hasDuplicates,
  }
}

export function hasEnded({ state }: UpdatedJob): boolean {
  return state.outcome !== 'running'
}

/** The state of a recorded job as of now; undefined if it could not be read. */
function updateRecordedJob(
  { label, recordedJob }: UnfinishedJob,
  model: ReportModel | undefined,
  fetched: RecordedJobs,
  wallMs: number,
): JobState | undefined {
  const { id, provenance } = recordedJob
  const reported = model?.states.find(({ job }) => job?.id === id)
  const state = { ...(reported ?? { ...stateFromJobId(id), label }), provenance }
  const job = fetched.jobs.get(id)
  if (job !== undefined)
    return isRecordedJob(recordedJob, job)
      ? observeNow(state, job, wallMs)
      : loseJob(state, { code: 'sync-job-changed' })
  return fetched.notFound.has(id) && wasMissingBefore(recordedJob, wallMs)
    ? loseJob(state, NOT_FOUND_NOTE)
    : undefined
}

const NOT_FOUND_NOTE: Note = { code: 'sync-job-not-found' }

/** Whether an earlier sync has found that the service does not know the job. One 404 alone does not end a job. */
function wasMissingBefore({ missingSinceMs }: RecordedJob, wallMs: number): boolean {
  if (missingSinceMs === undefined) return false
  const ageMs = wallMs - missingSinceMs
  return ageMs >= NOT_FOUND_TIMEOUT_MS && ageMs <= MAX_MISSING_AGE_MS
}

/** Whether the next sync has to know that the service does not know the job. */
function isFirstMissing(
  { id, atMs, missingSinceMs }: RecordedJob,
  { notFound }: RecordedJobs,
  wallMs: number,
): boolean {
  const wasForgotten = missingSinceMs === undefined || wallMs - missingSinceMs > MAX_MISSING_AGE_MS
  return notFound.has(id) && wallMs - atMs >= NOT_FOUND_TIMEOUT_MS && wasForgotten
}

/** Whoever reads that the job was cancelled elsewhere would look for a person. */
function withReason(state: JobState, reason: Note | undefined): JobState {
  return reason === undefined || state.outcome !== 'cancelled' ? state : { ...state, notes: [reason] }
}

/** Another sync may have cancelled the job: an earlier one that did not see it stop, or one at the same time. */
function reasonOf(
  { id: jobId, stopReason: because }: RecordedJob,
  number: number,
  reasons: RefreshContext['reasons'],
): Note | undefined {
  if (because === undefined) return reasons?.get(jobId)
  return reasons?.get(jobId) ?? { code: 'sync-cancelled-job', jobId, number, because, isConfirmed: true }
}

function loseJob(state: JobState, note: Note): JobState {
  return withNote({ ...state, isNotFound: true, notes: [] }, note, 'unknown')
}

function observeNow(state: JobState, job: TrainingJob, wallMs: number): JobState {
  const { error: _, ...observed } = observeJob({ ...state, notes: [] }, job, endedAtMs(job) ?? wallMs)
  // If no report has shown the job, nothing remembers when it succeeded: do not wait for its model.
  const isReported = state.job !== undefined
  const shownSinceMs = isReported ? observed.timeline.at(-1)?.atMs : wallMs - MODEL_GRACE_MS
  const successAgeMs = wallMs - (endedAtMs(job) ?? shownSinceMs ?? wallMs)
  const outcome = outcomeFor(job, 'completed', successAgeMs) ?? 'running'
  return withNotes(settleJob(observed, outcome, false), [outcomeNote(job, outcome, successAgeMs)])
}

/** When a job ended, as reported by the service (Unix time); undefined if not ended or not reported. */
function endedAtMs({ status, modifiedAt }: TrainingJob): number | undefined {
  return isTerminal(parsePhase(status)) && modifiedAt !== undefined ? modifiedAt * 1000 : undefined
}

type ChangedJob = Pick<UnfinishedJob, 'key' | 'recordedJob'>

function endJob({ key, recordedJob, state: { outcome, job } }: UpdatedJob): ChangedJob {
  const outputModel = outcome === 'succeeded' ? job?.outputModel : undefined
  return { key, recordedJob: { ...recordedJob, isUnfinished: false, outputModel } }
}

function markMissing({ key, recordedJob }: UnfinishedJob, wallMs: number): ChangedJob {
  return { key, recordedJob: { ...recordedJob, missingSinceMs: wallMs } }
}

/** Changes jobs, without changing who holds their requests. */
function changeJobs(changed: readonly ChangedJob[]): RequestRecords {
  const byKey = Map.groupBy(changed, ({ key }) => key)
  const requests = [...byKey].map(([key, jobs]): [string, RequestRecord] => [
    key,
    { holds: [], jobs: jobs.map(({ recordedJob }) => recordedJob) },
  ])
  return Object.fromEntries(requests)
}

/** Changes the record without any effect, so that the comment counts as recently updated. The leases have expired. */
function refreshLeases({ jobs, record }: OpenRecord): RequestRecords {
  return Object.fromEntries(
    jobs.map(({ key }) => {
      const holds = findRequest(record, key).holds.map((hold) => ({
        ...hold,
        leaseExpiresAtMs: hold.leaseExpiresAtMs + 1,
      }))
      return [key, { holds, jobs: [] }]
    }),
  )
}

interface ReportUpdate {
  readonly openRecord: OpenRecord
  readonly updates: readonly UpdatedJob[]
  readonly fetched: RecordedJobs
  readonly context: RefreshContext
}

/** Applies the updates to the last report. */
function updateReport(
  previous: ReportModel,
  { openRecord, updates, fetched, context }: ReportUpdate,
): ReportModel {
  const { wallMs, service, context: runContext } = context
  const openIds = new Set(openRecord.jobs.map(({ recordedJob }) => recordedJob.id))
  const states = previous.states.map((state) => {
    if (!isUnfinished(state)) return state
    const { job } = state
    if (job === undefined) return withNote({ ...state, notes: [] }, INTERRUPTED_NOTE, 'unknown')
    // Another step may have recorded the end of the job without updating the text.
    const updated = openIds.has(job.id)
      ? updates.find(({ recordedJob }) => recordedJob.id === job.id)?.state
      : updateReportedJob(state, job.id, previous.nowMs, { fetched, wallMs })
    return updated ?? state
  })
  const orphans = findOrphans(openRecord.conversation, service, wallMs)
  return {
    ...previous,
    states,
    orphans,
    nowMs: wallMs,
    lastSync: { atMs: wallMs, logUrl: runContext.logUrl },
  }
}

/** Of a job that the record does not name as unfinished. It was last known at `knownMs`. */
function updateReportedJob(
  state: JobState,
  id: string,
  knownMs: number,
  { fetched, wallMs }: { readonly fetched: RecordedJobs; readonly wallMs: number },
): JobState | undefined {
  const job = fetched.jobs.get(id)
  if (job !== undefined) return observeNow(state, job, wallMs)
  return fetched.notFound.has(id) && wallMs - knownMs >= NOT_FOUND_TIMEOUT_MS
    ? loseJob(state, NOT_FOUND_NOTE)
    : undefined
}

const INTERRUPTED_NOTE: Note = { code: 'sync-submission-interrupted' }

/** Whether the visible states differ. */
function hasVisibleChange(previous: ReportModel, next: ReportModel): boolean {
  const visibleState = ({ states }: ReportModel): string =>
    JSON.stringify(states.map(({ job, outcome }) => [job?.status, outcome === 'running' ? '' : outcome]))
  return visibleState(previous) !== visibleState(next)
}

/** The updated jobs, for the outputs and the summary. */
export function toJobStates({ updates, openRecord }: RefreshPlan): readonly JobState[] {
  const { number, url } = openRecord.comment
  return updates.map(({ label, state }) => ({ ...state, label, reportLocation: { number, url } }))
}
