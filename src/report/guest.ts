import type { Clock } from '../job/clock.ts'
import type { Training } from '../job/training.ts'
import { entryOf, isOpen, type KeyRecord } from '../record/entry.ts'
import type { Entries } from '../record/ledger.ts'
import type { RunContext } from './context.ts'
import { toldOn } from './retelling.ts'
import type { Story } from './story.ts'

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
