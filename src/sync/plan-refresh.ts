import type { TrainingJob } from '../jobs/api.ts'
import type { RecordedJobs } from '../jobs/read-jobs.ts'
import { observeJob, type JobState } from '../jobs/job-state.ts'
import type { Note } from '../jobs/note.ts'
import { outcomeNote, isTerminal, type Outcome, parsePhase, outcomeFor } from '../jobs/job-status.ts'
import type { ReportModel } from '../report/report-model.ts'
import type { RunContext } from '../report/run-context.ts'
import { isUnfinished } from '../report/saved-report.ts'
import type { SpecRecords } from '../state/record-store.ts'
import { type SpecRecord, findSpecRecord, matchesSnapshot, type RecordedJob } from '../state/record.ts'
import { REFRESH_INTERVAL_MS, type OpenRecord, type UnfinishedJob } from './find-open-records.ts'

/** The current status of a job. */
interface JobStatusUpdate {
  /** Absent if the service no longer knows the job. */
  readonly job?: TrainingJob
  /** `running` until the job has ended. */
  readonly outcome: Outcome
  /** Why the outcome is `unknown`. */
  readonly note?: Note
}

export interface JobUpdate extends JobStatusUpdate {
  readonly label: string
  readonly recordedJob: RecordedJob
  /** Empty for a job of an earlier version, whose commit is not recorded. */
  readonly commit: string
}

/** The changes to one comment. */
export interface RefreshPlan {
  readonly openRecord: OpenRecord
  readonly updates: readonly JobUpdate[]
  /** The new report; absent to keep the text. */
  readonly model?: ReportModel
  /** Records to write: ended jobs and refreshed leases. */
  readonly specs: SpecRecords
  /** Whether there is anything to write. */
  readonly isDue: boolean
}

/** A new job may be unknown to the service for a while. */
const MIN_NOT_FOUND_AGE_MS = 10 * 60_000
/** Refresh comments early, because GitHub delays schedules. */
const REFRESH_MARGIN_MS = 60 * 60_000
/** A lease expiry old enough to survive clock skew. */
const EXPIRED_LEASE_AGE_MS = 60 * 60_000

export interface RefreshContext {
  /** Unix time. */
  readonly wallMs: number
  /** Of the run that syncs. */
  readonly context: RunContext
}

/** Plans the changes to one comment, given the current state of its jobs. */
export function planRefresh(
  openRecord: OpenRecord,
  fetched: RecordedJobs,
  context: RefreshContext,
): RefreshPlan {
  const { wallMs } = context
  const updates = openRecord.jobs.flatMap((job) => findUpdate(job, openRecord, fetched, wallMs) ?? [])
  const ended = updates.filter(({ outcome }) => outcome !== 'running')
  const model = openRecord.model && updateReport(openRecord.model, { openRecord, updates, fetched, context })
  const isReportChanged =
    openRecord.model !== undefined && model !== undefined && hasVisibleChange(openRecord.model, model)
  const isRefreshDue = wallMs - openRecord.comment.updatedAtMs >= REFRESH_INTERVAL_MS - REFRESH_MARGIN_MS
  return {
    openRecord,
    updates,
    model,
    specs: {
      ...(isRefreshDue ? refreshLeases(openRecord, wallMs) : {}),
      ...endJobs(openRecord, ended),
    },
    isDue: ended.length > 0 || isReportChanged || isRefreshDue || openRecord.hasDuplicates,
  }
}

function findUpdate(
  { label, specRecord, recordedJob }: UnfinishedJob,
  { model }: OpenRecord,
  fetched: RecordedJobs,
  wallMs: number,
): JobUpdate | undefined {
  const { id, atMs } = recordedJob
  const job = fetched.jobs.get(id)
  const commit = specRecord.jobId === id ? specRecord.commit : ''
  if (job !== undefined && !matchesSnapshot(recordedJob, job))
    return { label, recordedJob, commit, outcome: 'unknown', note: { code: 'sync-job-changed' } }
  const state = model?.states.find((each) => each.job?.id === id)
  const status = resolveStatus({ id, atMs, state }, fetched, wallMs)
  return status && { label, recordedJob, commit, ...status }
}

interface KnownJob {
  readonly id: string
  /** When it was recorded (Unix time). */
  readonly atMs: number
  readonly state: JobState | undefined
}

function resolveStatus(
  { id, atMs, state }: KnownJob,
  fetched: RecordedJobs,
  wallMs: number,
): JobStatusUpdate | undefined {
  const job = fetched.jobs.get(id)
  if (job !== undefined)
    return {
      job,
      outcome: outcomeFor(job, 'completed', wallMs - successTimeMs(job, state, wallMs)) ?? 'running',
    }
  return fetched.notFound.has(id) && wallMs - atMs >= MIN_NOT_FOUND_AGE_MS
    ? { outcome: 'unknown', note: { code: 'sync-job-not-found' } }
    : undefined
}

/** When a job succeeded (Unix time): as reported by the service, else when we first saw it. */
function successTimeMs(
  { modifiedAt, status }: TrainingJob,
  state: JobState | undefined,
  wallMs: number,
): number {
  if (modifiedAt !== undefined) return modifiedAt * 1000
  if (state === undefined) return -Infinity
  const lastChange = state.timeline.at(-1)
  return lastChange?.status === status ? (lastChange?.atMs ?? wallMs) : wallMs
}

/** Marks jobs as ended in their spec records, without changing the holder. */
function endJobs({ record }: OpenRecord, ended: readonly JobUpdate[]): SpecRecords {
  const labels = [...new Set(ended.map(({ label }) => label))]
  return Object.fromEntries(
    labels.flatMap((label): [string, SpecRecord][] => {
      const specRecord = findSpecRecord(record, label)
      const ids = new Set(
        ended.filter((each) => each.label === label).map(({ recordedJob }) => recordedJob.id),
      )
      if (specRecord === undefined) return []
      const jobs = specRecord.jobs.flatMap(({ snapshot: _, ...job }) =>
        ids.has(job.id) ? [{ ...job, isUnfinished: false }] : [],
      )
      return [[label, { ...specRecord, jobs }]]
    }),
  )
}

/** Changes the record without any effect, so that the comment counts as recently updated. */
function refreshLeases({ jobs }: OpenRecord, wallMs: number): SpecRecords {
  return Object.fromEntries(
    jobs.map(({ label, specRecord }) => [
      label,
      { ...specRecord, jobs: [], leaseExpiresAtMs: wallMs - EXPIRED_LEASE_AGE_MS },
    ]),
  )
}

interface ReportUpdate {
  readonly openRecord: OpenRecord
  readonly updates: readonly JobUpdate[]
  readonly fetched: RecordedJobs
  readonly context: RefreshContext
}

/** Applies the updates to the last report. */
function updateReport(
  previous: ReportModel,
  { openRecord, updates, fetched, context }: ReportUpdate,
): ReportModel {
  const { wallMs, context: runContext } = context
  const openIds = new Set(openRecord.jobs.map(({ recordedJob }) => recordedJob.id))
  const states = previous.states.map((state) => {
    if (!isUnfinished(state)) return state
    const { job } = state
    if (job === undefined) return { ...state, outcome: 'unknown' as const, notes: [INTERRUPTED_NOTE] }
    const known = { id: job.id, atMs: previous.nowMs, state }
    // Another step may have recorded the end of the job without updating the text.
    const update = openIds.has(job.id)
      ? updates.find(({ recordedJob }) => recordedJob.id === job.id)
      : resolveStatus(known, fetched, wallMs)
    return update === undefined ? state : applyStatus(state, update, wallMs)
  })
  return { ...previous, states, nowMs: wallMs, lastSync: { atMs: wallMs, logUrl: runContext.logUrl } }
}

function applyStatus(
  state: JobState,
  { job, outcome, note: reason }: JobStatusUpdate,
  wallMs: number,
): JobState {
  if (job === undefined)
    return { ...state, outcome, isNotFound: true, notes: reason === undefined ? [] : [reason] }
  const { error: _, ...observed } = observeJob(state, job, endedAtMs(job) ?? wallMs)
  const note = outcomeNote(job, outcome, wallMs - successTimeMs(job, state, wallMs))
  return { ...observed, outcome, notes: note === undefined ? [] : [note] }
}

const INTERRUPTED_NOTE: Note = { code: 'sync-submission-interrupted' }

/** When a job ended, as reported by the service (Unix time); undefined if not ended or not reported. */
function endedAtMs({ status, modifiedAt }: TrainingJob): number | undefined {
  return isTerminal(parsePhase(status)) && modifiedAt !== undefined ? modifiedAt * 1000 : undefined
}

/** Whether the visible states differ. */
function hasVisibleChange(previous: ReportModel, next: ReportModel): boolean {
  const visibleState = ({ states }: ReportModel): string =>
    JSON.stringify(states.map(({ job, outcome }) => [job?.status, outcome === 'running' ? '' : outcome]))
  return visibleState(previous) !== visibleState(next)
}

/** The updated jobs, for the outputs and the summary. */
export function toJobStates({ updates, model, openRecord }: RefreshPlan): readonly JobState[] {
  const { number, url } = openRecord.comment
  return updates.map((update) => {
    const reported = model?.states.find(({ job }) => job?.id === update.recordedJob.id)
    return { ...(reported ?? stateFromUpdate(update)), label: update.label, reportLocation: { number, url } }
  })
}

function stateFromUpdate({ label, job, outcome }: JobUpdate): JobState {
  return { label, outcome, job, timeline: [], notes: [] }
}
