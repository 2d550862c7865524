import type { Approval, ApprovingAct } from '../approval/approval.ts'
import type { Spec } from '../job-spec/types.ts'
import type { RequestPushers } from '../state/show-plan.ts'
import type { ApiError, TrainingJob } from './api.ts'
import { currentOutcome, type Outcome } from './job-status.ts'
import type { Note } from './note.ts'
import { maySucceed, type Provenance } from './provenance.ts'

/** A status change that we observed. */
export interface StatusChange {
  /** Verbatim from the service. */
  readonly status: string
  /** When we saw it, as Unix time in milliseconds. */
  readonly atMs: number
}

/**
 * The state of one job, submitted from a spec or named by its id. Immutable: every stage of the pipeline returns an
 * updated copy, so a report can be rendered at any time.
 */
export interface JobState {
  /** Display name: the spec's label, or the job id if there is no spec. */
  readonly label: string
  readonly spec?: Spec
  /** The job id that the user gave. The job may not exist. */
  readonly requestedId?: string
  /** As last described by the service. */
  readonly job?: TrainingJob
  /** Absent until it is decided. */
  readonly outcome?: Outcome
  /** How the job is known to be the one of the spec. Absent if the user named it. */
  readonly provenance?: Provenance
  /** Absent if the job needed none. */
  readonly approval?: Approval
  /** What one person has done, where two have to approve. */
  readonly halfApproval?: ApprovingAct
  /** Who brought the request into the pull request, if a list of pushes tells. */
  readonly pushers?: Omit<RequestPushers, 'digest'>
  /** An earlier or another run submitted the job. */
  readonly isReused?: true
  /** The service no longer knows the job. */
  readonly isNotFound?: true
  /** The comment of the step that submitted the job, with the number of its pull request or issue. */
  readonly reportLocation?: { readonly number: number; readonly url: string }
  /** Oldest first. */
  readonly timeline: readonly StatusChange[]
  /** The error that decided the outcome, if any. */
  readonly error?: ApiError
  /** What explains the outcome. */
  readonly notes: readonly Note[]
}

export function stateFromSpec(spec: Spec): JobState {
  return { label: spec.label, spec, timeline: [], notes: [] }
}

export function stateFromJobId(id: string): JobState {
  return { label: id, requestedId: id, timeline: [], notes: [] }
}

/** The id of a state with a job, or whose job the user named. */
export function jobIdOf({ job, requestedId, label }: JobState): string {
  return job?.id ?? requestedId ?? label
}

/** Whether the base branch asks for the same, so that the spec needs no job (`only-changed`). */
export function isUnchanged({ notes }: JobState): boolean {
  return notes.some(({ code }) => code === 'spec-unchanged')
}

/** Whether the policy forbids the submission, or nobody has approved it. */
export function isNotAllowed({ outcome, notes }: JobState): boolean {
  const isByPolicy = notes.some(({ code }) => code.startsWith('policy-') || code.startsWith('approval-'))
  return outcome === 'unapproved' || (outcome === 'refused' && isByPolicy)
}

/** Adds a note and, if given, sets the outcome. */
export function withNote(state: JobState, note: Note, outcome?: Outcome): JobState {
  return { ...withNotes(state, [note]), outcome: outcome ?? state.outcome }
}

export function withNotes(state: JobState, notes: readonly (Note | undefined)[]): JobState {
  return { ...state, notes: [...state.notes, ...notes.filter((note) => note !== undefined)] }
}

/** Sets the outcome and, if given, the error that decided it. */
export function settle(state: JobState, outcome: Outcome, error = state.error): JobState {
  return { ...state, outcome, error }
}

/**
 * Sets the outcome that the service reports for the job. The success of a job that may be somebody else's is no success of
 * the spec; the user answers for a job that the step was told to follow. `hasWholeRequest`: a saved state lacks a part of
 * the request, so that nothing can be compared with it.
 */
export function settleJob(state: JobState, outcome: Outcome, hasWholeRequest = true): JobState {
  const { spec, job, provenance } = state
  if (outcome !== 'succeeded' || job === undefined || provenance === undefined) return settle(state, outcome)
  return maySucceed(provenance, hasWholeRequest ? spec?.request : undefined, job)
    ? settle(state, outcome)
    : withNote(state, { code: 'success-unproven', jobId: job.id }, 'unknown')
}

/** Sets the outcome of a job that the step does not wait for. */
export function detach(state: JobState): JobState {
  const { job, isReused, outcome } = state
  if (job === undefined || outcome !== undefined) return state
  const current = currentOutcome(job)
  // A reused job that has already succeeded is reported as such.
  const isAccepted = current === 'running' || (current === 'succeeded' && isReused !== true)
  return settleJob(state, isAccepted ? 'submitted' : current)
}

/** Updates the job as described by the service at `wallMs` (Unix time), and adds a status change to the timeline. */
export function observeJob(state: JobState, job: TrainingJob, wallMs: number): JobState {
  const hasChanged = state.job?.status !== job.status || state.timeline.length === 0
  if (!hasChanged) return { ...state, job }
  return { ...state, job, timeline: [...state.timeline, { status: job.status ?? '', atMs: wallMs }] }
}
