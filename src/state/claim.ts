import { isNewer, type SpecRecord, type RecordedJob, type RunRef } from './record.ts'

/** A step that wants to submit a spec. */
export interface Claimant {
  readonly run: RunRef
  /** Distinguishes the steps of one run. */
  readonly holderId: string
  readonly digest: string
  readonly commit: string
  /** Unix time. */
  readonly nowMs: number
}

/** What to do with a spec, given its record. */
export type ClaimDecision =
  /** No job exists. */
  | { readonly kind: 'submit' }
  /** Use the first of these jobs that still exists and has not failed. */
  | { readonly kind: 'reuse'; readonly jobs: readonly RecordedJob[] }
  /** Another run is submitting the same content. */
  | { readonly kind: 'wait'; readonly run: RunRef }
  /** A run died while submitting the same content; its job may exist. */
  | { readonly kind: 'recover'; readonly sinceMs: number }
  /** A newer run holds the spec with different content. */
  | { readonly kind: 'superseded'; readonly run: RunRef }

/** Longest lease that a run takes, plus a margin for clock skew. */
const MAX_LEASE_MS = 60 * 60_000

/** Whether the holder of a record is still alive. A lease of days cannot be genuine and counts as expired. */
export function isLeaseActive(
  { leaseExpiresAtMs }: Pick<SpecRecord, 'leaseExpiresAtMs'>,
  nowMs: number,
): boolean {
  return leaseExpiresAtMs > nowMs && leaseExpiresAtMs - nowMs <= MAX_LEASE_MS
}

/** Decides what to do with a spec; an undefined `record` means that none exists. */
export function decideClaim(record: SpecRecord | undefined, claimant: Claimant): ClaimDecision {
  if (record === undefined) return { kind: 'submit' }
  const { digest, run, holderId, nowMs } = claimant
  const isSame = record.digest === digest
  if (!isSame && record.run.id !== run.id && isNewer(record.run, run))
    return { kind: 'superseded', run: record.run }
  if (isSame && record.submissionStartedAtMs !== undefined && record.holderId !== holderId) {
    // An attempt starts only after the previous one has ended.
    const hasEnded = record.run.id === run.id && record.run.attempt < run.attempt
    return isLeaseActive(record, nowMs) && !hasEnded
      ? { kind: 'wait', run: record.run }
      : { kind: 'recover', sinceMs: record.submissionStartedAtMs }
  }
  const jobs = record.jobs.filter((job) => job.digest === digest)
  return jobs.length > 0 ? { kind: 'reuse', jobs } : { kind: 'submit' }
}

/**
 * Unfinished jobs of earlier versions of a spec. Jobs of the same run are excluded: they belong to its other steps and
 * matrix jobs.
 */
export function findObsoleteJobs(
  record: SpecRecord,
  { run, digest }: Pick<Claimant, 'run' | 'digest'>,
): readonly RecordedJob[] {
  return record.jobs.filter((job) => job.isUnfinished && job.digest !== digest && job.runId !== run.id)
}

/**
 * Unfinished jobs that other runs submitted for the same content. They exist when the content was replaced during a
 * submission and then restored: the new run does not wait for that submission.
 */
export function findDuplicateJobs(
  jobId: string,
  { jobs }: SpecRecord,
  { run, digest }: Pick<Claimant, 'run' | 'digest'>,
) {
  return jobs.filter(
    (job) => job.isUnfinished && job.digest === digest && job.id !== jobId && job.runId !== run.id,
  )
}

/** Whether a newer run holds the spec with different content or for another commit. */
export function isSuperseded(
  record: SpecRecord | undefined,
  { run, digest, commit }: Pick<Claimant, 'run' | 'digest' | 'commit'>,
): boolean {
  if (record === undefined || record.run.id === run.id || !isNewer(record.run, run)) return false
  return record.digest !== digest || record.commit !== commit
}

/** Whether a newer run holds the spec, with whatever content. */
export function isHeldByNewerRun(record: SpecRecord | undefined, run: RunRef): boolean {
  return record !== undefined && isNewer(record.run, run)
}
