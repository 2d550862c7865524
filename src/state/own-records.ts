import type { JobState } from '../jobs/job-state.ts'
import {
  EMPTY_RECORD,
  findSpecRecord,
  isNewer,
  isUnfinished,
  toRecordedJob,
  type SpecRecord,
  type CommentRecord,
  type RecordedJob,
  type RunRef,
} from './record.ts'

/** The step that holds a lease. */
export interface LeaseHolder {
  readonly run: RunRef
  /** Distinguishes the steps of one run. */
  readonly holderId: string
  readonly commit: string
}

interface Claim {
  readonly startedAtMs: number
  /**
   * The run to write in the record. When an older run is re-run for the content of a newer run, this is the newer run:
   * otherwise the record of the newer run would win the merge.
   */
  readonly run: RunRef
}

/** Creates the records of the specs that this step holds. */
export class OwnRecords {
  readonly #holder: LeaseHolder
  readonly #claims = new Map<string, Claim>()
  readonly #endedJobs = new Map<string, readonly RecordedJob[]>()
  readonly #versions = new Map<string, { readonly content: string; readonly atMs: number }>()

  constructor(holder: LeaseHolder) {
    this.#holder = holder
  }

  /** Claims specs before their submission; `record` is what the store contains. */
  claim(states: readonly JobState[], wallMs: number, record: CommentRecord = EMPTY_RECORD): void {
    for (const { label, spec } of states) {
      const specRecord = findSpecRecord(record, label)
      const current = specRecord?.digest === spec?.digest ? specRecord : undefined
      const run =
        current !== undefined && isNewer(current.run, this.#holder.run) ? current.run : this.#holder.run
      if (!this.#claims.has(label)) this.#claims.set(label, { startedAtMs: wallMs, run })
      // The new version must be later than the one it replaces, despite clock skew.
      if (current) {
        const atMs = Math.max(current.atMs, this.#versions.get(label)?.atMs ?? 0)
        this.#versions.set(label, { content: '', atMs })
      }
    }
  }

  /** The run to write in the record of a spec. */
  runFor(label: string): RunRef {
    return this.#claims.get(label)?.run ?? this.#holder.run
  }

  /** Another step submits this spec. */
  releaseClaim(label: string): void {
    this.#claims.delete(label)
  }

  /** Records that jobs of other runs have ended. */
  markEnded(label: string, jobs: readonly RecordedJob[]): void {
    const endedJobs = jobs.map(({ snapshot: _, ...job }) => ({ ...job, isUnfinished: false }))
    this.#endedJobs.set(label, [...(this.#endedJobs.get(label) ?? []), ...endedJobs])
  }

  /** Ended jobs of other runs, by spec label. */
  get endedJobs(): ReadonlyMap<string, readonly RecordedJob[]> {
    return this.#endedJobs
  }

  /** The records of the specs that were claimed or have a job; `record` is what the store contains. */
  specRecords(
    states: readonly JobState[],
    wallMs: number,
    leaseExpiresAtMs: number,
    record: CommentRecord = EMPTY_RECORD,
  ): Readonly<Record<string, SpecRecord>> {
    const ownStates = states.filter(({ spec, job, label }) => spec && (job || this.#claims.has(label)))
    return Object.fromEntries(
      ownStates.map((state) => [
        state.label,
        this.#specRecord(state, wallMs, leaseExpiresAtMs, findSpecRecord(record, state.label)),
      ]),
    )
  }

  #specRecord(
    state: JobState,
    wallMs: number,
    leaseExpiresAtMs: number,
    previous: SpecRecord | undefined,
  ): SpecRecord {
    const { label, spec, job, outcome, isReused } = state
    const digest = spec?.digest ?? ''
    const startedAtMs = this.#claims.get(label)?.startedAtMs
    const isUnresolved =
      job === undefined && (outcome === undefined || outcome === 'unknown') && startedAtMs !== undefined
    const hasEnded = outcome !== undefined
    const endedJobs = this.#endedJobs.get(label) ?? []
    const version = {
      jobId: job?.id,
      isUnfinished: job && isUnfinished(job, outcome),
      isUnresolved,
      hasEnded,
      endedJobCount: endedJobs.length,
    }
    const atMs = this.#versionTimeMs(label, JSON.stringify(version), wallMs)
    // Reusing a job from an unsigned record does not make it trusted.
    const isUnsigned = isReused && previous?.jobs.find(({ id }) => id === job?.id)?.isUnsigned
    const origin = { digest, runId: this.#holder.run.id, atMs, isUnsigned: isUnsigned ? true : undefined }
    return {
      digest,
      ...this.#holder,
      run: this.runFor(label),
      atMs,
      // A finished step holds no lease.
      leaseExpiresAtMs: hasEnded ? 0 : leaseExpiresAtMs,
      submissionStartedAtMs: isUnresolved ? startedAtMs : undefined,
      jobId: job?.id,
      jobs: [...(job === undefined ? [] : [toRecordedJob(job, origin, outcome)]), ...endedJobs],
    }
  }

  /** When the content last changed. Strictly increasing, even if the clock is not. */
  #versionTimeMs(label: string, content: string, wallMs: number): number {
    const previous = this.#versions.get(label)
    if (previous?.content === content) return previous.atMs
    const atMs = Math.max(wallMs, (previous?.atMs ?? 0) + 1)
    this.#versions.set(label, { content, atMs })
    return atMs
  }
}
