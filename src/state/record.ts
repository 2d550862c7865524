import type { TrainingRequest } from '../job-spec/types.ts'
import type { TrainingJob } from '../jobs/api.ts'
import { type Outcome, verdictNow } from '../jobs/job-status.ts'
import { compare } from '../jobs/match-request.ts'

/** One attempt of one run of a workflow. */
export interface RunIdentity {
  /** Counts up in a repository (GITHUB_RUN_ID). */
  readonly id: string
  /** Counts up in a run, from 1. */
  readonly attempt: number
}

/** What the service said of a job when it was seen first; a job that says otherwise is not the one that was recorded. */
export type Echo = Pick<TrainingJob, 'jobType' | 'modelConfig' | 'hyperparameters' | 'createdAt'>

/** A job that a run of this key has submitted or attached to. */
export interface RecordedJob {
  readonly id: string
  /** Digest of the spec that it was made from. */
  readonly digest: string
  /** Id of the run that submitted it. */
  readonly runId: string
  /** When this was written down, as Unix time in milliseconds. */
  readonly atMs: number
  /** Not known to have ended. */
  readonly isOpen: boolean
  /** Kept while it is open. */
  readonly echo?: Echo
  /** Taken from a comment that nobody with our key has written: good for a hint, not for a cancellation. */
  readonly isHearsay?: boolean
}

/** What the record says of one spec: who holds it, and which jobs came of it. */
export interface Entry {
  readonly digest: string
  /** The newest run that has to do with it. */
  readonly run: RunIdentity
  /** Which of the steps of the run that is. */
  readonly writer: string
  /** The commit that the run is about. */
  readonly commit: string
  /** When this became so, as Unix time in milliseconds; orders what one run writes. */
  readonly atMs: number
  /** Until when the run is believed to live, as Unix time in milliseconds. */
  readonly aliveUntilMs: number
  /** Since when a submission is under way whose answer is not known, as Unix time in milliseconds. */
  readonly submittingSinceMs?: number
  /** The job of this digest that the run holds. */
  readonly jobId?: string
  /** Newest first, the held one included. */
  readonly jobs: readonly RecordedJob[]
  /** Taken from a comment that nobody with our key has written. */
  readonly isHearsay?: boolean
}

/** What the visible text was made from, for whoever makes it anew when the step is over. */
export interface Memo {
  /** Unix time in milliseconds. */
  readonly atMs: number
  /** JSON that only the teller understands. */
  readonly story: unknown
}

/** All that a comment remembers of its key. */
export interface KeyRecord {
  /** The newest run that wrote the visible text; absent before anybody did. */
  readonly run?: RunIdentity
  /** Absent where the text is final. */
  readonly memo?: Memo
  /** By the label of the spec. */
  readonly entries: Readonly<Record<string, Entry>>
}

export const EMPTY_RECORD: KeyRecord = { entries: {} }

/** What is written down of a spec. Labels are file names, and may be those of what every object inherits. */
export function entryOf({ entries }: KeyRecord, label: string): Entry | undefined {
  return Object.hasOwn(entries, label) ? entries[label] : undefined
}

/** How many jobs an entry remembers, besides those that have not ended. */
const MOST_JOBS = 20

/** Whether a run began after another, or is a later attempt of it. */
export function isNewer(run: RunIdentity, than: RunIdentity): boolean {
  return compareRuns(run, than) > 0
}

function compareRuns(a: RunIdentity, b: RunIdentity): number {
  return a.id.length - b.id.length || compareText(a.id, b.id) || a.attempt - b.attempt
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The entry that knows what both know; of two holders the newer run, of two words of one run the later one. */
export function mergeEntries(a: Entry, b: Entry): Entry {
  const order =
    compareRuns(a.run, b.run) ||
    a.atMs - b.atMs ||
    Number(b.isHearsay ?? false) - Number(a.isHearsay ?? false) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  const [newer, older] = order >= 0 ? [a, b] : [b, a]
  const isSameWord = newer.writer === older.writer && newer.atMs === older.atMs
  const aliveUntilMs = isSameWord ? Math.max(newer.aliveUntilMs, older.aliveUntilMs) : newer.aliveUntilMs
  return { ...newer, aliveUntilMs, jobs: mergeJobs(newer.jobs, older.jobs, newer.jobId) }
}

/** What both records know. */
export function mergeRecords(a: KeyRecord, b: KeyRecord): KeyRecord {
  const labels = [...new Set([...Object.keys(a.entries), ...Object.keys(b.entries)])].sort()
  const entries = labels.map((label): [string, Entry] => {
    const [one, other] = [entryOf(a, label), entryOf(b, label)]
    return [label, one && other ? mergeEntries(one, other) : ((one ?? other) as Entry)]
  })
  return { entries: Object.fromEntries(entries), ...newestText(a, b) }
}

/** Of two texts the one of the newer run, of two of one run the later one. */
function newestText(a: KeyRecord, b: KeyRecord): Pick<KeyRecord, 'run' | 'memo'> {
  const order =
    (a.run && b.run
      ? compareRuns(a.run, b.run)
      : Number(a.run !== undefined) - Number(b.run !== undefined)) ||
    (a.memo?.atMs ?? -Infinity) - (b.memo?.atMs ?? -Infinity) ||
    compareText(JSON.stringify(a.memo ?? ''), JSON.stringify(b.memo ?? ''))
  const { run, memo } = order >= 0 ? a : b
  return { ...(run === undefined ? {} : { run }), ...(memo === undefined ? {} : { memo }) }
}

function mergeJobs(
  as: readonly RecordedJob[],
  bs: readonly RecordedJob[],
  heldId: string | undefined,
): readonly RecordedJob[] {
  const byId = new Map<string, RecordedJob>()
  for (const job of [...as, ...bs]) {
    const known = byId.get(job.id)
    byId.set(job.id, known === undefined ? job : mergeJob(known, job))
  }
  return [...byId.values()]
    .sort((a, b) => b.atMs - a.atMs || compareText(a.id, b.id))
    .filter(({ isOpen, id }, n) => n < MOST_JOBS || isOpen || id === heldId)
}

/** A job that has ended stays ended; who saw it first has submitted it. What one of ours wrote is no hearsay. */
function mergeJob(a: RecordedJob, b: RecordedJob): RecordedJob {
  const isHearsay = a.isHearsay === true && b.isHearsay === true
  const [trusted] = [a, b].sort(
    (x, y) =>
      Number(x.isHearsay ?? false) - Number(y.isHearsay ?? false) ||
      x.atMs - y.atMs ||
      compareText(JSON.stringify(x), JSON.stringify(y)),
  ) as [RecordedJob, RecordedJob]
  const { isHearsay: _, echo, ...rest } = trusted
  const isOpen = a.isOpen && b.isOpen
  return {
    ...rest,
    isOpen,
    ...(isOpen && echo !== undefined ? { echo } : {}),
    ...(isHearsay ? { isHearsay } : {}),
  }
}

/** What is to be remembered of a job. */
export function recordedJob(
  job: TrainingJob,
  about: Pick<RecordedJob, 'digest' | 'runId' | 'atMs' | 'isHearsay'>,
  outcome?: Outcome,
): RecordedJob {
  const { id, jobType, modelConfig, hyperparameters, createdAt } = job
  const echo = {
    ...(jobType === undefined ? {} : { jobType }),
    ...(modelConfig === undefined ? {} : { modelConfig }),
    ...(hyperparameters === undefined ? {} : { hyperparameters }),
    ...(createdAt === undefined ? {} : { createdAt }),
  }
  return isOpen(job, outcome) ? { id, ...about, isOpen: true, echo } : { id, ...about, isOpen: false }
}

/**
 * Whether somebody still has to tell of the end of a job: its step may be killed before it does, or has left that to a newer
 * run. One that succeeded has not ended before it has named its model.
 */
export function isOpen(job: TrainingJob, outcome: Outcome | undefined): boolean {
  const verdict = verdictNow(job)
  if (outcome === undefined) return true
  if (outcome === 'superseded') return verdict !== 'cancelled'
  return outcome !== 'failed' && verdict === 'running'
}

/** Everything in it as somebody else's word. */
export function asHearsay({ memo: _, ...record }: KeyRecord): KeyRecord {
  const entries = Object.entries(record.entries).map(([label, entry]): [string, Entry] => [
    label,
    { ...entry, isHearsay: true, jobs: entry.jobs.map((job) => ({ ...job, isHearsay: true })) },
  ])
  return { ...record, entries: Object.fromEntries(entries) }
}

/** Servers of one service may tell the second of the creation differently. */
const CLOCK_MARGIN_S = 2

/** Whether the service describes a job as it did when it was written down. What was not written down proves nothing. */
export function isSameJob({ id, echo }: RecordedJob, job: TrainingJob): boolean {
  if (job.id !== id) return false
  if (echo === undefined) return true
  const { jobType, modelConfig, hyperparameters, createdAt } = echo
  if (Math.abs((createdAt ?? job.createdAt ?? 0) - (job.createdAt ?? createdAt ?? 0)) > CLOCK_MARGIN_S)
    return false
  const told = {
    ...(jobType === undefined ? {} : { job_type: jobType }),
    ...(modelConfig === undefined ? {} : { model_config: modelConfig }),
    ...(hyperparameters === undefined ? {} : { hyperparameters }),
  }
  return !compare(told as TrainingRequest, job).differs
}
