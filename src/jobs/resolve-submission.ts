import { isTransient } from './retry.ts'
import type { ApiError } from './api.ts'
import { SEARCH_WINDOW_MS } from '../timeouts.ts'
import type { RecoveryResult } from './recover-submission.ts'
import { observeJob, settle, withNote, withNotes, type JobState } from './job-state.ts'
import type { Note } from './note.ts'

export function markRefused(state: JobState, error: ApiError): JobState {
  return settle(state, 'refused', error)
}

/** Nothing was submitted: the service stayed unavailable for `waitedMs`, or it refused the key. */
export function markGaveUp(state: JobState, error: ApiError, waitedMs: number): JobState {
  const refused = markRefused(state, error)
  return isTransient(error) ? withNote(refused, { code: 'submission-gave-up', waitedMs }) : refused
}

interface UnansweredSubmission {
  readonly error: ApiError
  /** The service responded 409: it already has this job. */
  readonly isConflict: boolean
  /** How often it was resent because of `on-unknown: resubmit`. */
  readonly resubmissions: number
}

/** Applies the result of searching the list to a submission without a response. */
export function resolveSubmission(
  state: JobState,
  unanswered: UnansweredSubmission,
  recovery: RecoveryResult,
  wallMs: number,
): JobState {
  const { error, isConflict, resubmissions } = unanswered
  if (recovery.kind === 'adopted') {
    const note: Note = { code: 'adopted-after-lost-response', unverifiedFields: recovery.unverified }
    return withNote({ ...observeJob(state, recovery.job, wallMs), provenance: 'recovered' }, note)
  }
  // After a resubmission, the job that the service already has may be our first one.
  if (isConflict && resubmissions === 0 && recovery.kind === 'none') return markRefused(state, error)
  return withNotes(settle(state, 'unknown', error), [
    { code: 'submission-unanswered', resubmissions },
    recoveryNote(recovery),
    { code: 'how-to-find-job' },
  ])
}

/** Why a search found no job to adopt. */
export function recoveryNote(recovery: Exclude<RecoveryResult, { kind: 'adopted' }>): Note {
  switch (recovery.kind) {
    case 'none':
      return { code: 'no-job-found', searchedMs: SEARCH_WINDOW_MS }
    case 'unreadable':
      return recovery.isTimedOut && recovery.error === undefined
        ? { code: 'job-list-search-timed-out' }
        : { code: 'job-list-unsearchable', error: recovery.error?.message }
    case 'ambiguous': {
      const [jobId, ...others] = recovery.ids
      return jobId !== undefined && others.length === 0
        ? { code: 'match-unproven', jobId }
        : { code: 'matches-ambiguous', jobIds: recovery.ids }
    }
  }
}
