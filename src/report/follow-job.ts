import type { Clock } from '../jobs/clock.ts'
import type { Sighting, Training } from '../jobs/job-state.ts'
import type { Entries } from '../state/record-store.ts'
import { entryOf, isOpen, type KeyRecord } from '../state/record.ts'
import type { Story } from './report-model.ts'
import type { RunContext } from './run-context.ts'

export interface GuestOptions {
  readonly clock: Pick<Clock, 'wall'>
  readonly jobId: string
  /** What the comment remembered when this step came, and what it told. */
  readonly record: KeyRecord
  readonly story: Story
  readonly context: RunContext
}

/** How long after the next sign of life a step still counts as alive, in milliseconds. */
const GRACE_MS = 5 * 60_000

/** A step that goes on with the job of another one, in the comment of that one. */
export class Guest {
  readonly #o: GuestOptions
  /** How long until the next sign of life, in milliseconds. */
  nextBeatMs = 60_000

  constructor(options: GuestOptions) {
    this.#o = options
  }

  /** The story of the comment, told on. */
  retell({ trainings, nowMs }: Story): Story {
    const { jobId, context, story: told } = this.#o
    const ours = trainings.find(({ job, label }) => (job?.id ?? label) === jobId)
    const story = ours === undefined ? told : toldOn(told, jobId, ours, nowMs)
    return { ...story, nowMs, follower: { runId: context.runId, logUrl: context.logUrl } }
  }

  /** What is to be remembered: that somebody watches over the job, or that it has ended. Who holds its spec stays as it is. */
  entries(trainings: readonly Training[]): Entries {
    const { jobId, record, clock } = this.#o
    const ours = trainings.find(({ job }) => job?.id === jobId)
    const label = Object.keys(record.entries).find((each) =>
      entryOf(record, each)?.jobs.some(({ id }) => id === jobId),
    )
    const entry = label === undefined ? undefined : entryOf(record, label)
    if (ours === undefined || entry === undefined || label === undefined) return {}
    const isOver = ours.job !== undefined && !isOpen(ours.job, ours.outcome)
    const jobs = entry.jobs
      .filter(({ id }) => id === jobId)
      .map(({ echo, ...job }) => (isOver ? { ...job, isOpen: false } : { ...job, ...(echo && { echo }) }))
    const aliveUntilMs =
      ours.outcome === undefined ? clock.wall() + this.nextBeatMs + GRACE_MS : entry.aliveUntilMs
    return { [label]: { ...entry, jobs, aliveUntilMs } }
  }
}

/** A story with what another step has seen of one of its jobs since. */
export function toldOn(story: Story, jobId: string, now: Training, nowMs: number): Story {
  const trainings = story.trainings.map((training): Training => {
    if (training.job?.id !== jobId) return training
    const { outcome: _, failure: __, ...before } = training
    const { job = training.job, outcome, failure, notes, timeline } = now
    return {
      ...before,
      job,
      notes,
      timeline: joined(before.timeline, timeline),
      ...(outcome === undefined ? {} : { outcome }),
      ...(failure === undefined ? {} : { failure }),
    }
  })
  return { ...story, trainings, nowMs }
}

/** A status that was there when the second began to look is no change. */
function joined(before: readonly Sighting[], after: readonly Sighting[]): readonly Sighting[] {
  const [first] = after
  const isSame = first !== undefined && first.status === before.at(-1)?.status
  return [...before, ...(isSame ? after.slice(1) : after)]
}
