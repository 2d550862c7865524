import type { Clock } from './clock.ts'
import { isBelievable, refusalsWith, type Acquaintance, type Refusals } from './retry.ts'
import type { Failure, TrainingApi, TrainingJob } from './api.ts'
import { heartbeatGapMs, nextGapMs, outageGapMs } from './poll-schedule.ts'
import { phaseOf, explain, verdictOn, type WaitGoal } from './job-status.ts'
import { seen, type Training } from './job-state.ts'

/** Things that happen during a watch and that people want to hear of. */
export type WatchEvent =
  | { readonly kind: 'changed'; readonly training: Training; readonly afterMs: number }
  | { readonly kind: 'unrecognised'; readonly training: Training }
  | {
      readonly kind: 'alive'
      readonly training: Training
      readonly sinceMs: number
      readonly nextLookMs: number
    }
  | {
      readonly kind: 'away'
      readonly training: Training
      readonly failure: Failure
      readonly remainingMs: number
      /** It is about all jobs under watch, and is told once for them. */
      readonly isForAll?: true
    }
  | {
      readonly kind: 'back'
      readonly training: Training
      readonly afterMs: number
      readonly isForAll?: true
    }
  | { readonly kind: 'decided'; readonly training: Training }

export interface Watch {
  readonly api: Pick<TrainingApi, 'get' | 'list'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** Point on the monotonic clock at which the step's time is over, in milliseconds. */
  readonly deadlineMs: number
  readonly goal: WaitGoal
  /** Whether a newer run has taken the spec over, so that this one is not to wait any longer. */
  readonly isTakenOver?: (training: Training) => boolean
  readonly onEvent: (event: WatchEvent) => void
}

/** One job under watch. All times are points on the monotonic clock, in milliseconds. */
export interface Watched {
  readonly training: Training
  readonly acquaintance: Acquaintance
  readonly changedMs: number
  readonly dueMs: number
  /** No look before this, whatever happens: the service asked for it. */
  readonly notBeforeMs: number
  readonly spokenMs: number
  /** Whether a status that we do not know was told. */
  readonly isWarned: boolean
  /** The run of failures that is going on, and whether all jobs share it. */
  readonly outage?: {
    readonly sinceMs: number
    readonly count: number
    readonly isShared?: true
    /** The newest. */
    readonly failure?: Failure
    readonly refusals?: Refusals | undefined
  }
}

/** A job that was just submitted is looked at after the shortest gap, one that is known by its id only at once. */
export function startWatching(training: Training, w: Watch): Watched {
  const nowMs = w.clock.now()
  const watched: Watched = {
    training,
    acquaintance: training.job === undefined ? 'first-contact' : 'just-created',
    changedMs: nowMs,
    dueMs: nowMs,
    notBeforeMs: nowMs,
    spokenMs: nowMs,
    isWarned: false,
  }
  return training.job === undefined
    ? watched
    : decide(schedule(warn(watched, w), nowMs, w), training.job, nowMs, w)
}

/** Nothing is decided about it yet. */
export function isOpen({ training }: Watched): boolean {
  return training.outcome === undefined
}

/** Takes in what a look found. */
export function observe(watched: Watched, job: TrainingJob, askedMs: number, w: Watch): Watched {
  const { outage, ...rest } = watched
  const isChange = watched.training.job?.status !== job.status
  const training = seen(watched.training, job, w.clock.wall())
  if (outage) w.onEvent({ kind: 'back', training, afterMs: askedMs - outage.sinceMs })
  if (isChange) w.onEvent({ kind: 'changed', training, afterMs: askedMs - watched.changedMs })
  const met: Watched = { ...rest, training, acquaintance: 'read-before' }
  const now = isChange ? { ...met, changedMs: askedMs, spokenMs: askedMs } : met
  return decide(schedule(warn(now, w), askedMs, w), job, askedMs, w)
}

/** A status that we do not know counts as not finished; that is said once for each job. */
function warn(watched: Watched, w: Watch): Watched {
  if (watched.isWarned || phaseOf(watched.training.job?.status) !== 'unrecognised') return watched
  w.onEvent({ kind: 'unrecognised', training: watched.training })
  return { ...watched, isWarned: true }
}

/** Takes in a look that failed: waits longer, or ends the watch where the service means it. */
export function giveUp(watched: Watched, failure: Failure, askedMs: number, w: Watch): Watched {
  const { sinceMs = askedMs, count = 0, ...kind } = watched.outage ?? {}
  const refusals = refusalsWith(watched.outage?.refusals, failure, askedMs)
  const outage = { ...kind, sinceMs, count: count + 1, failure, refusals }
  if (isBelievable(refusals, failure, watched.acquaintance, askedMs)) {
    return decided({ ...watched, training: outOfReach(watched, failure) }, w)
  }
  if (watched.outage === undefined) {
    w.onEvent({ kind: 'away', training: watched.training, failure, remainingMs: w.deadlineMs - askedMs })
  }
  const nowMs = w.clock.now()
  const notBeforeMs = nowMs + (failure.retryAfterMs ?? 0)
  return { ...watched, outage, notBeforeMs, dueMs: nowMs + outageGapMs(failure.retryAfterMs, w.random()) }
}

/** The step's time is over: what is still open timed out. A job that ended without naming its model counts as failed. */
export function runOutOfTime(watched: Watched): Watched {
  const { training } = watched
  if (training.outcome !== undefined) return watched
  const outcome = phaseOf(training.job?.status) === 'succeeded' ? 'failed' : 'timed-out'
  const note = training.job && explain(training.job, outcome)
  return {
    ...watched,
    training: {
      ...training,
      ...(training.job === undefined && watched.outage?.failure ? { failure: watched.outage.failure } : {}),
      outcome,
      notes: note ? [...training.notes, note] : training.notes,
    },
  }
}

function schedule(watched: Watched, askedMs: number, w: Watch): Watched {
  const dueMs = askedMs + nextGapMs(askedMs - watched.changedMs, w.random())
  const silentMs = askedMs - watched.spokenMs
  if (silentMs < heartbeatGapMs(askedMs - watched.changedMs)) return { ...watched, dueMs }
  const sinceMs = askedMs - watched.changedMs
  w.onEvent({ kind: 'alive', training: watched.training, sinceMs, nextLookMs: dueMs - askedMs })
  return { ...watched, dueMs, spokenMs: askedMs }
}

function decide(watched: Watched, job: TrainingJob, askedMs: number, w: Watch): Watched {
  const outcome = verdictOn(job, w.goal, askedMs - watched.changedMs)
  if (outcome === undefined) return watched
  const note = explain(job, outcome)
  const notes = note === undefined ? watched.training.notes : [...watched.training.notes, note]
  return decided({ ...watched, training: { ...watched.training, outcome, notes } }, w)
}

function decided(watched: Watched, w: Watch): Watched {
  w.onEvent({ kind: 'decided', training: watched.training })
  return watched
}

/** On first contact the service refused to show the job; later, its fate is what we do not know. */
function outOfReach(watched: Watched, failure: Failure): Training {
  const { training } = watched
  if (watched.acquaintance === 'first-contact') return { ...training, outcome: 'refused', failure }
  const note = 'The service no longer shows this job. It may still be running, and cost money.'
  // The advice for an id that nobody has seen yet does not help here.
  const { hint, ...rest } = failure
  const told = hint === undefined || failure.status === 404 ? rest : failure
  return { ...training, outcome: 'unknown', failure: told, notes: [...training.notes, note] }
}
