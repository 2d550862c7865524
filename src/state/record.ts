import type { TrainingRequest } from '../job-spec/types.ts'
import type { TrainingJob } from '../jobs/api.ts'
import { type Outcome, currentOutcome } from '../jobs/job-status.ts'
import { CLOCK_MARGIN_S } from '../jobs/clock.ts'
import { contradicts } from '../jobs/match-request.ts'

/** One attempt of one run of a workflow. */
export interface RunRef {
  /** GITHUB_RUN_ID: increases within a repository. */
  readonly id: string
  /** GITHUB_RUN_ATTEMPT: starts at 1. */
  readonly attempt: number
}

/** What the service first reported about a job. A job that differs is not the recorded one. */
export type JobSnapshot = Pick<TrainingJob, 'jobType' | 'modelConfig' | 'hyperparameters' | 'createdAt'>

/** A job that a run of this key submitted or reused. */
export interface RecordedJob {
  readonly id: string
  /** Digest of its spec. */
  readonly digest: string
  /** The run that submitted it. */
  readonly runId: string
  /** When it was recorded (Unix time). */
  readonly atMs: number
  readonly isUnfinished: boolean
  /** Only of an unfinished job. */
  readonly snapshot?: JobSnapshot
  /** From a comment not signed with our API key. Such a job may be reused after checks, but never cancelled. */
  readonly isUnsigned?: boolean
}

/** The holder and the jobs of one spec. */
export interface SpecRecord {
  readonly digest: string
  /** The newest run that used the spec. */
  readonly run: RunRef
  /** Distinguishes the steps of one run. */
  readonly holderId: string
  readonly commit: string
  /** When this version was written (Unix time). Orders the versions of one run. */
  readonly atMs: number
  /** Until when the holder counts as alive (Unix time); 0 after it has finished. */
  readonly leaseExpiresAtMs: number
  /** When a submission without a known result started (Unix time). */
  readonly submissionStartedAtMs?: number
  /** The job that the holder uses. */
  readonly jobId?: string
  /** Newest first; includes `jobId`. */
  readonly jobs: readonly RecordedJob[]
  /** From a comment not signed with our API key. */
  readonly isUnsigned?: boolean
}

/** The data behind the visible text, so that a later run can update the text. */
export interface SavedReport {
  /** When it was saved (Unix time). */
  readonly atMs: number
  /** JSON; only the report module knows its format. */
  readonly report: unknown
}

/** The data of one comment key. */
export interface CommentRecord {
  /** The newest run that wrote the visible text. */
  readonly run?: RunRef
  /** Absent if the text is final. */
  readonly savedReport?: SavedReport
  /** By spec label. */
  readonly specs: Readonly<Record<string, SpecRecord>>
}

export const EMPTY_RECORD: CommentRecord = { specs: {} }

/** Labels are file names, and a file may be called `constructor`: look only at own properties. */
export function findSpecRecord({ specs }: CommentRecord, label: string): SpecRecord | undefined {
  return Object.hasOwn(specs, label) ? specs[label] : undefined
}

/** Per spec. Unfinished jobs are kept beyond this limit. */
const MAX_RECORDED_JOBS = 20

/** Whether a run started after another, or is a later attempt of it. */
export function isNewer(run: RunRef, other: RunRef): boolean {
  return compareRuns(run, other) > 0
}

function compareRuns(a: RunRef, b: RunRef): number {
  return a.id.length - b.id.length || compareText(a.id, b.id) || a.attempt - b.attempt
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Merges the jobs of both; the newer run holds the spec, or the later version if both are of one run. */
export function mergeSpecRecords(a: SpecRecord, b: SpecRecord): SpecRecord {
  const order =
    compareRuns(a.run, b.run) ||
    a.atMs - b.atMs ||
    Number(b.isUnsigned ?? false) - Number(a.isUnsigned ?? false) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  const [newer, older] = order >= 0 ? [a, b] : [b, a]
  const isSameVersion = newer.holderId === older.holderId && newer.atMs === older.atMs
  const leaseExpiresAtMs = isSameVersion
    ? Math.max(newer.leaseExpiresAtMs, older.leaseExpiresAtMs)
    : newer.leaseExpiresAtMs
  return { ...newer, leaseExpiresAtMs, jobs: mergeJobs(newer.jobs, older.jobs, newer.jobId) }
}

export function mergeRecords(a: CommentRecord, b: CommentRecord): CommentRecord {
  const labels = [...new Set([...Object.keys(a.specs), ...Object.keys(b.specs)])].sort()
  const entries = labels.map((label): [string, SpecRecord] => {
    const [one, other] = [findSpecRecord(a, label), findSpecRecord(b, label)]
    return [label, one && other ? mergeSpecRecords(one, other) : ((one ?? other) as SpecRecord)]
  })
  return { specs: Object.fromEntries(entries), ...pickNewerReport(a, b) }
}

/** The newer run wins, or the later report if both are of one run. */
function pickNewerReport(a: CommentRecord, b: CommentRecord): Pick<CommentRecord, 'run' | 'savedReport'> {
  const order =
    (a.run && b.run
      ? compareRuns(a.run, b.run)
      : Number(a.run !== undefined) - Number(b.run !== undefined)) ||
    (a.savedReport?.atMs ?? -Infinity) - (b.savedReport?.atMs ?? -Infinity) ||
    compareText(JSON.stringify(a.savedReport ?? ''), JSON.stringify(b.savedReport ?? ''))
  const { run, savedReport } = order >= 0 ? a : b
  return { run, savedReport }
}

function mergeJobs(
  as: readonly RecordedJob[],
  bs: readonly RecordedJob[],
  currentJobId: string | undefined,
): readonly RecordedJob[] {
  const byId = new Map<string, RecordedJob>()
  for (const job of [...as, ...bs]) {
    const known = byId.get(job.id)
    byId.set(job.id, known === undefined ? job : mergeJob(known, job))
  }
  return [...byId.values()]
    .sort((a, b) => b.atMs - a.atMs || compareText(a.id, b.id))
    .filter(({ isUnfinished, id }, n) => n < MAX_RECORDED_JOBS || isUnfinished || id === currentJobId)
}

/**
 * An ended job stays ended. A signed record beats an unsigned one. Otherwise the earlier record wins, because its run
 * submitted the job.
 */
function mergeJob(a: RecordedJob, b: RecordedJob): RecordedJob {
  const isUnsigned = a.isUnsigned === true && b.isUnsigned === true
  const [trusted] = [a, b].sort(
    (x, y) =>
      Number(x.isUnsigned ?? false) - Number(y.isUnsigned ?? false) ||
      x.atMs - y.atMs ||
      compareText(JSON.stringify(x), JSON.stringify(y)),
  ) as [RecordedJob, RecordedJob]
  const { isUnsigned: _, snapshot, ...rest } = trusted
  const isUnfinished = a.isUnfinished && b.isUnfinished
  return {
    ...rest,
    isUnfinished,
    snapshot: isUnfinished ? snapshot : undefined,
    isUnsigned: isUnsigned ? true : undefined,
  }
}

export function toRecordedJob(
  job: TrainingJob,
  origin: Pick<RecordedJob, 'digest' | 'runId' | 'atMs' | 'isUnsigned'>,
  outcome?: Outcome,
): RecordedJob {
  const { id, jobType, modelConfig, hyperparameters, createdAt } = job
  return isUnfinished(job, outcome)
    ? { id, ...origin, isUnfinished: true, snapshot: { jobType, modelConfig, hyperparameters, createdAt } }
    : { id, ...origin, isUnfinished: false }
}

/**
 * Whether the end of the job is still to be reported. A step may be killed before it reports it, or leave it to a newer
 * run. A succeeded job is unfinished until it names its model.
 */
export function isUnfinished(job: TrainingJob, outcome: Outcome | undefined): boolean {
  const current = currentOutcome(job)
  if (outcome === undefined) return true
  if (outcome === 'superseded') return current !== 'cancelled'
  return outcome !== 'failed' && current === 'running'
}

/** Marks everything in a record as unsigned, and drops its report. */
export function asUnsigned({ savedReport: _, ...record }: CommentRecord): CommentRecord {
  const entries = Object.entries(record.specs).map(([label, specRecord]): [string, SpecRecord] => [
    label,
    { ...specRecord, isUnsigned: true, jobs: specRecord.jobs.map((job) => ({ ...job, isUnsigned: true })) },
  ])
  return { ...record, specs: Object.fromEntries(entries) }
}

/** Whether a job matches its snapshot. Fields missing in the snapshot or the job match. */
export function matchesSnapshot({ id, snapshot }: RecordedJob, job: TrainingJob): boolean {
  if (job.id !== id) return false
  if (snapshot === undefined) return true
  const { jobType, modelConfig, hyperparameters, createdAt } = snapshot
  const differenceS = Math.abs((createdAt ?? job.createdAt ?? 0) - (job.createdAt ?? createdAt ?? 0))
  if (differenceS > CLOCK_MARGIN_S) return false
  // Fields of undefined value would not match.
  const request = {
    ...(jobType === undefined ? {} : { job_type: jobType }),
    ...(modelConfig === undefined ? {} : { model_config: modelConfig }),
    ...(hyperparameters === undefined ? {} : { hyperparameters }),
  }
  return !contradicts(request as TrainingRequest, job)
}
