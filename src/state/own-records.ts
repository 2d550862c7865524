import type { Training } from '../jobs/job-state.ts'
import {
  EMPTY_RECORD,
  entryOf,
  isNewer,
  isOpen,
  recordedJob,
  type Entry,
  type KeyRecord,
  type RecordedJob,
  type RunIdentity,
} from './record.ts'

/** Who writes, and about what. */
export interface Writer {
  readonly run: RunIdentity
  /** Tells several steps of a run apart. */
  readonly writer: string
  /** The commit that the run is about. */
  readonly commit: string
}

interface Claim {
  readonly sinceMs: number
  /** The newest run that had to do with the very same: who runs again after it writes in its name, to be seen. */
  readonly run: RunIdentity
}

/** The entries of the specs that this step is responsible for, as it has to write them down. */
export class Holdings {
  readonly #me: Writer
  readonly #claims = new Map<string, Claim>()
  readonly #ended = new Map<string, readonly RecordedJob[]>()
  readonly #words = new Map<string, { readonly text: string; readonly atMs: number }>()

  constructor(me: Writer) {
    this.#me = me
  }

  /** This step is about to submit these, after what is written down of them. */
  claim(trainings: readonly Training[], wallMs: number, record: KeyRecord = EMPTY_RECORD): void {
    for (const { label, spec } of trainings) {
      const entry = entryOf(record, label)
      const held = entry?.digest === spec?.digest ? entry : undefined
      const run = held !== undefined && isNewer(held.run, this.#me.run) ? held.run : this.#me.run
      if (!this.#claims.has(label)) this.#claims.set(label, { sinceMs: wallMs, run })
      // Later than what it replaces, whatever the clocks of the two say.
      if (held)
        this.#words.set(label, { text: '', atMs: Math.max(held.atMs, this.#words.get(label)?.atMs ?? 0) })
    }
  }

  /** The run in whose name a spec is written down. */
  runOf(label: string): RunIdentity {
    return this.#claims.get(label)?.run ?? this.#me.run
  }

  /** Another one submits this now. */
  drop(label: string): void {
    this.#claims.delete(label)
  }

  /** Jobs of others that turned out to have ended. */
  ended(label: string, jobs: readonly RecordedJob[]): void {
    const closed = jobs.map(({ echo: _, ...job }) => ({ ...job, isOpen: false }))
    this.#ended.set(label, [...(this.#ended.get(label) ?? []), ...closed])
  }

  /** Jobs that turned out to have ended, by the label of their spec. */
  get endedJobs(): ReadonlyMap<string, readonly RecordedJob[]> {
    return this.#ended
  }

  /** What is to be written of the specs that were claimed or have a job, after what is written down of them. */
  entries(
    trainings: readonly Training[],
    wallMs: number,
    aliveUntilMs: number,
    record: KeyRecord = EMPTY_RECORD,
  ): Readonly<Record<string, Entry>> {
    const mine = trainings.filter(({ spec, job, label }) => spec && (job || this.#claims.has(label)))
    return Object.fromEntries(
      mine.map((training) => [
        training.label,
        this.#entry(training, wallMs, aliveUntilMs, entryOf(record, training.label)),
      ]),
    )
  }

  #entry(training: Training, wallMs: number, aliveUntilMs: number, before: Entry | undefined): Entry {
    const { label, spec, job, outcome, isReused } = training
    const digest = spec?.digest ?? ''
    const sinceMs = this.#claims.get(label)?.sinceMs
    const isLost =
      job === undefined && (outcome === undefined || outcome === 'unknown') && sinceMs !== undefined
    const isOver = outcome !== undefined
    const closed = this.#ended.get(label) ?? []
    const word = {
      jobId: job?.id,
      isOpen: job && isOpen(job, outcome),
      isLost,
      isOver,
      closed: closed.length,
    }
    const atMs = this.#since(label, JSON.stringify(word), wallMs)
    // Who follows a job that anybody may have named does not vouch for it.
    const isHearsay = isReused && before?.jobs.find(({ id }) => id === job?.id)?.isHearsay
    const about = { digest, runId: this.#me.run.id, atMs, ...(isHearsay ? { isHearsay } : {}) }
    return {
      digest,
      ...this.#me,
      run: this.runOf(label),
      atMs,
      // Whoever has said its last word is not waited for.
      aliveUntilMs: isOver ? 0 : aliveUntilMs,
      ...(isLost ? { submittingSinceMs: sinceMs } : {}),
      ...(job === undefined ? {} : { jobId: job.id }),
      jobs: [...(job === undefined ? [] : [recordedJob(job, about, outcome)]), ...closed],
    }
  }

  /** Since when this is so. */
  #since(label: string, text: string, wallMs: number): number {
    const before = this.#words.get(label)
    if (before?.text === text) return before.atMs
    // Later than the word before, though a clock may stand still.
    const atMs = Math.max(wallMs, (before?.atMs ?? 0) + 1)
    this.#words.set(label, { text, atMs })
    return atMs
  }
}
