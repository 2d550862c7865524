import type { Training } from '../job/training.ts'
import { isTerminal, phaseOf } from '../job/status.ts'
import { recordedJob, type Entry, type RecordedJob, type RunIdentity } from './entry.ts'

/** Who writes, and about what. */
export interface Writer {
  readonly run: RunIdentity
  /** Tells several steps of a run apart. */
  readonly writer: string
  /** The commit that the run is about. */
  readonly commit: string
}

/** The entries of the specs that this step is responsible for, as it has to write them down. */
export class Holdings {
  readonly #me: Writer
  readonly #claimedAtMs = new Map<string, number>()
  readonly #ended = new Map<string, readonly RecordedJob[]>()
  readonly #words = new Map<string, { readonly text: string; readonly atMs: number }>()

  constructor(me: Writer) {
    this.#me = me
  }

  /** This step is about to submit these. */
  claim(trainings: readonly Training[], wallMs: number): void {
    for (const { label } of trainings) {
      if (!this.#claimedAtMs.has(label)) this.#claimedAtMs.set(label, wallMs)
    }
  }

  /** Another one submits this now. */
  drop(label: string): void {
    this.#claimedAtMs.delete(label)
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

  /** What is to be written of the specs that were claimed or have a job. */
  entries(
    trainings: readonly Training[],
    wallMs: number,
    aliveUntilMs: number,
  ): Readonly<Record<string, Entry>> {
    const mine = trainings.filter(({ spec, job, label }) => spec && (job || this.#claimedAtMs.has(label)))
    return Object.fromEntries(
      mine.map((training) => [training.label, this.#entry(training, wallMs, aliveUntilMs)]),
    )
  }

  #entry(training: Training, wallMs: number, aliveUntilMs: number): Entry {
    const { label, spec, job, outcome } = training
    const digest = spec?.digest ?? ''
    const sinceMs = this.#claimedAtMs.get(label)
    const isLost =
      job === undefined && (outcome === undefined || outcome === 'unknown') && sinceMs !== undefined
    const isOver = outcome !== undefined
    const closed = this.#ended.get(label) ?? []
    const word = {
      jobId: job?.id,
      isOpen: job && !isTerminal(phaseOf(job.status)),
      isLost,
      isOver,
      closed: closed.length,
    }
    const atMs = this.#since(label, JSON.stringify(word), wallMs)
    const about = { digest, runId: this.#me.run.id, atMs }
    return {
      digest,
      ...this.#me,
      atMs,
      // Whoever has said its last word is not waited for.
      aliveUntilMs: isOver ? 0 : aliveUntilMs,
      ...(isLost ? { submittingSinceMs: sinceMs } : {}),
      ...(job === undefined ? {} : { jobId: job.id }),
      jobs: [...(job === undefined ? [] : [recordedJob(job, about)]), ...closed],
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
