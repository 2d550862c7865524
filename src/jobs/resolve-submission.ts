import { isTransient } from './retry.ts'
import type { ApiError } from './api.ts'
import type { RecoveryResult } from './recover-submission.ts'
import { observeJob, type JobState } from './job-state.ts'

export function markRefused(state: JobState, error: ApiError): JobState {
  return { ...state, outcome: 'refused', error }
}

/** Nothing was submitted: the service stayed unavailable, or it refused the key. */
export function markGaveUp(state: JobState, error: ApiError): JobState {
  const note = 'Could not submit within 15 minutes. Run the step again later.'
  const notes = isTransient(error) ? [...state.notes, note] : state.notes
  return { ...state, outcome: 'refused', error, notes }
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
  const { error, isConflict } = unanswered
  if (recovery.kind === 'adopted') {
    return { ...observeJob(state, recovery.job, wallMs), notes: [...state.notes, adoptionNote(recovery)] }
  }
  // After a resubmission, the job that the service already has may be our first one.
  if (isConflict && unanswered.resubmissions === 0 && recovery.kind === 'none')
    return markRefused(state, error)
  const notes = [...state.notes, unansweredNote(unanswered), recoveryNote(recovery), HOW_TO_CHECK]
  return { ...state, outcome: 'unknown', error, notes }
}

const HOW_TO_CHECK =
  'To find out, run this action with `command: list` and look for a job created at this time. If there is one, follow it with `command: wait` and its `job-id`, or stop it with `command: cancel`. If there is none, run the step again.'

function unansweredNote({ resubmissions }: UnansweredSubmission): string {
  const again =
    resubmissions === 0
      ? 'It was not resent, because that could train twice.'
      : `It was resent ${resubmissions === 1 ? 'once' : `${resubmissions} times`}, as \`on-unknown: resubmit\` requests.`
  return `Submission status unknown: the spec was sent, but no usable response came back, so a job may or may not exist. ${again}`
}

export function recoveryNote(recovery: Exclude<RecoveryResult, { kind: 'adopted' }>): string {
  switch (recovery.kind) {
    case 'none':
      return 'No matching job appeared in the list of jobs within 5 minutes.'
    case 'unreadable': {
      const why = recovery.error === undefined ? '' : ` (${recovery.error.message})`
      return `The list of jobs could not be searched${why}.`
    }
    case 'ambiguous':
      return recovery.ids.length === 1
        ? `The new job ${recovery.ids.join()} matches, but may belong to someone else who submitted a similar job at the same time. It was neither adopted nor cancelled.`
        : `Several new jobs match; cannot tell which is ours: ${recovery.ids.join(', ')}. None was cancelled.`
  }
}

function adoptionNote({ unverified }: Extract<RecoveryResult, { kind: 'adopted' }>): string {
  const rest =
    unverified.length === 0
      ? 'All submitted fields match.'
      : `Not verified, because the service does not return these fields: ${unverified.join(', ')}.`
  return `The response to the submission was lost. This job was adopted, because it is the only new one that matches the request. ${rest}`
}
