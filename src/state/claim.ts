import { isNewer, type Entry, type RecordedJob, type RunIdentity } from './record.ts'

/** Who asks what is to become of a spec. */
export interface Asker {
  readonly run: RunIdentity
  /** Which of the steps of the run asks. */
  readonly writer: string
  readonly digest: string
  readonly commit: string
  /** Unix time in milliseconds. */
  readonly nowMs: number
}

/** What the record says is to be done with a spec. */
export type Decision =
  /** Nobody has a job of it. */
  | { readonly kind: 'submit' }
  /** One of these, the best first, where the service still has it and it did not fail. */
  | { readonly kind: 'attach'; readonly jobs: readonly RecordedJob[] }
  /** Another run is about to submit the very same. */
  | { readonly kind: 'await'; readonly run: RunIdentity }
  /** A run that is no longer there may have submitted it. */
  | { readonly kind: 'look-for'; readonly sinceMs: number }
  /** A newer run holds it with another content. */
  | { readonly kind: 'superseded'; readonly run: RunIdentity }

/** How far ahead a run announces its next sign of life at the most, with room for a clock that differs, in milliseconds. */
const MOST_AHEAD_MS = 60 * 60_000

/** Whether the run that holds an entry is believed to live. Nobody is waited for who claims to live for days. */
export function isAlive({ aliveUntilMs }: Pick<Entry, 'aliveUntilMs'>, nowMs: number): boolean {
  return aliveUntilMs > nowMs && aliveUntilMs - nowMs <= MOST_AHEAD_MS
}

/** What is to become of a spec, after what was written down of it. */
export function decide(entry: Entry | undefined, asker: Asker): Decision {
  if (entry === undefined) return { kind: 'submit' }
  const { digest, run, writer, nowMs } = asker
  const isSame = entry.digest === digest
  if (!isSame && entry.run.id !== run.id && isNewer(entry.run, run))
    return { kind: 'superseded', run: entry.run }
  if (isSame && entry.submittingSinceMs !== undefined && entry.writer !== writer) {
    // An attempt begins when the one before it is over.
    const isOver = entry.run.id === run.id && entry.run.attempt < run.attempt
    return isAlive(entry, nowMs) && !isOver
      ? { kind: 'await', run: entry.run }
      : { kind: 'look-for', sinceMs: entry.submittingSinceMs }
  }
  const jobs = entry.jobs.filter((job) => job.digest === digest)
  return jobs.length > 0 ? { kind: 'attach', jobs } : { kind: 'submit' }
}

/** Unfinished jobs of earlier versions of a spec; those of the same run belong to its other steps and legs. */
export function outdated(
  entry: Entry,
  { run, digest }: Pick<Asker, 'run' | 'digest'>,
): readonly RecordedJob[] {
  return entry.jobs.filter((job) => job.isOpen && job.digest !== digest && job.runId !== run.id)
}

/**
 * Unfinished jobs of other runs for the very same version. A run whose submission was still open when its version was
 * replaced, and then came back, is not waited for, so that there may be one.
 */
export function twinsOf(jobId: string, { jobs }: Entry, { run, digest }: Pick<Asker, 'run' | 'digest'>) {
  return jobs.filter((job) => job.isOpen && job.digest === digest && job.id !== jobId && job.runId !== run.id)
}

/** Whether this run has to let go of a spec: a newer one holds it, for another content or another commit. */
export function isTakenOver(
  entry: Entry | undefined,
  { run, digest, commit }: Pick<Asker, 'run' | 'digest' | 'commit'>,
): boolean {
  if (entry === undefined || entry.run.id === run.id || !isNewer(entry.run, run)) return false
  return entry.digest !== digest || entry.commit !== commit
}

/** Whether a newer run than this has to do with a spec. */
export function isHeldByNewer(entry: Entry | undefined, run: RunIdentity): boolean {
  return entry !== undefined && isNewer(entry.run, run)
}
