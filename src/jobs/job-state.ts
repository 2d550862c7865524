import type { Spec } from '../job-spec/types.ts'
import type { Failure, TrainingJob } from './api.ts'
import type { Outcome } from './job-status.ts'

/** A change of status that we saw. */
export interface Sighting {
  /** The service's word. */
  readonly status: string
  /** Unix time in milliseconds at which we saw it. */
  readonly atMs: number
}

/**
 * What became of one spec document, or of one job named by its id: the record that travels through the pipeline. Every
 * step returns a new one with more in it, so that a report can be made at any moment.
 */
export interface Training {
  /** How people see it: the spec's label, or the job id where there is no spec. */
  readonly label: string
  readonly spec?: Spec
  /** The job that the user has named, seen or not. */
  readonly namedId?: string
  /** As the service described it last. */
  readonly job?: TrainingJob
  /** What it came to; absent while that is open. */
  readonly outcome?: Outcome
  /** The job was there already: an earlier or another run submitted it. */
  readonly isReused?: true
  /** The service does not know the job any more. */
  readonly isGone?: true
  /** Where people read of it: the comment of the step that submitted it, with the number of its pull request or issue. */
  readonly reportedOn?: { readonly number: number; readonly url: string }
  /** Changes of status, oldest first. */
  readonly timeline: readonly Sighting[]
  /** What stood in the way, where something did. */
  readonly failure?: Failure
  /** Sentences that explain the outcome beyond the service's words. */
  readonly notes: readonly string[]
}

/** A spec that nothing has been done with yet. */
export function trainingOf(spec: Spec): Training {
  return { label: spec.label, spec, timeline: [], notes: [] }
}

/** A job that is known by its id only. */
export function trainingOfJob(id: string): Training {
  return { label: id, namedId: id, timeline: [], notes: [] }
}

/** The same with one more sentence, and with the outcome where that is decided now. */
export function noted(training: Training, note: string, outcome?: Outcome): Training {
  return { ...training, ...(outcome === undefined ? {} : { outcome }), notes: [...training.notes, note] }
}

/** Takes in what the service says of the job now, at `wallMs` (Unix time in milliseconds). */
export function seen(training: Training, job: TrainingJob, wallMs: number): Training {
  const isChange = training.job?.status !== job.status || training.timeline.length === 0
  if (!isChange) return { ...training, job }
  return { ...training, job, timeline: [...training.timeline, { status: job.status ?? '', atMs: wallMs }] }
}
