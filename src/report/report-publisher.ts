import { heartbeatGapMs } from '../jobs/poll-schedule.ts'
import type { Clock } from '../jobs/clock.ts'
import type { Books } from '../state/run-ledger.ts'
import { comment } from './render.ts'
import type { Entries } from '../state/record-store.ts'
import type { Draft, LiveComment } from './comment-publisher.ts'
import { Pace } from './token-bucket.ts'
import type { StatusBoard } from './commit-status.ts'
import type { Story } from './report-model.ts'

export interface ReportsOptions {
  readonly clock: Clock
  /** Waits beside the work, until the signal at most. */
  readonly idle: (ms: number, signal: AbortSignal) => Promise<void>
  readonly liveComment?: LiveComment
  readonly statuses?: StatusBoard
  /** What is to be remembered, and that somebody is alive. */
  readonly books?: Pick<Books, 'entries' | 'nextBeatMs'>
  /** Makes of the story of this step the one that the comment tells. */
  readonly retell?: (story: Story) => Story
}

/** The longest time between two writes of a comment about a job that does not change, in milliseconds. */
const MAX_BEAT_GAP_MS = 15 * 60_000

/** How long after a write others may write who have read before it, in milliseconds. */
const CONFIRM_MS = 4_000

interface Version {
  readonly draft: Draft
  readonly entries: Entries
}

/** What GitHub shows of a step: comment and commit statuses, kept alive while nothing happens. */
export class Reports {
  readonly #o: ReportsOptions
  readonly #over = new AbortController()
  readonly #pace = new Pace()
  /** What is to be shown as soon as the pace allows it. */
  #waiting: Story | undefined
  #shown: Version | undefined
  #jobs = 0

  constructor(options: ReportsOptions) {
    this.#o = options
  }

  /** Address of the comment, once there is one. */
  get commentUrl(): string | undefined {
    return this.#o.liveComment?.url
  }

  /** Ids of jobs that other comments of ours name. */
  claimedElsewhere(): Promise<ReadonlySet<string>> {
    return this.#o.liveComment?.claimedByOthers() ?? Promise.resolve(new Set())
  }

  /** The work begins; `tell` gives the story at any moment. */
  begin(tell: () => Story): void {
    this.prepare(tell())
    if (this.#o.liveComment !== undefined) void this.#beat(tell)
  }

  /** The first words, for when there is something to write down. */
  prepare(story: Story): void {
    this.#o.liveComment?.prepare(this.#draft(story))
  }

  /** Shows this soon. */
  show(story: Story): void {
    const isWaiting = this.#waiting !== undefined
    this.#waiting = story
    if (!isWaiting) void this.#showInTime()
  }

  async #showInTime(): Promise<void> {
    const { clock, idle } = this.#o
    const { signal } = this.#over
    for (;;) {
      const waitMs = this.#pace.take(clock.now())
      if (waitMs === 0) break
      await idle(waitMs, signal)
      if (signal.aborted) return
    }
    const story = this.#waiting
    this.#waiting = undefined
    if (story !== undefined) this.#showNow(story)
  }

  #showNow(story: Story): void {
    const { liveComment, statuses, books } = this.#o
    const version = { draft: this.#draft(story), entries: books?.entries(story.trainings) ?? {} }
    this.#shown = version
    liveComment?.show(version.draft, version.entries)
    statuses?.show(story.trainings, story.nowMs, this.commentUrl)
    const jobs = story.trainings.filter(({ job }) => job !== undefined).length
    if (liveComment && jobs > this.#jobs) void this.#confirm(version)
    this.#jobs = jobs
  }

  /** That there is a job is written once more, where somebody who had read before wrote over it. */
  async #confirm(version: Version): Promise<void> {
    const { idle, liveComment } = this.#o
    await idle(CONFIRM_MS, this.#over.signal)
    if (!this.#over.signal.aborted && this.#shown === version)
      liveComment?.show(version.draft, version.entries)
  }

  /** Shows this as the last words, and resolves when all has been written or has failed for good. */
  async finish(story: Story, isInHurry = false): Promise<void> {
    const { liveComment, statuses, books } = this.#o
    this.#over.abort()
    // In a hurry the link to a comment that does not exist yet is not worth waiting for.
    if (isInHurry) statuses?.show(story.trainings, story.nowMs, this.commentUrl)
    await liveComment?.finish(this.#draft(story), books?.entries(story.trainings) ?? {}, isInHurry)
    statuses?.show(story.trainings, story.nowMs, this.commentUrl)
    await statuses?.finish()
  }

  #draft(story: Story): Draft {
    return comment(this.#o.retell?.(story) ?? story)
  }

  #nextGapMs(ageMs: number): number {
    const gapMs = Math.min(MAX_BEAT_GAP_MS, heartbeatGapMs(ageMs))
    if (this.#o.books) this.#o.books.nextBeatMs = gapMs
    return gapMs
  }

  /** Tells the readers and the other runs that somebody is still there, ever more rarely. */
  async #beat(tell: () => Story): Promise<void> {
    const { clock, idle } = this.#o
    const { signal } = this.#over
    const startMs = clock.now()
    for (let gapMs = this.#nextGapMs(0); ;) {
      await idle(gapMs, signal)
      if (signal.aborted) return
      // Before it is shown: what is written down says until when the next sign of life is awaited.
      gapMs = this.#nextGapMs(clock.now() - startMs)
      const story = tell()
      if (story.trainings.some(({ outcome }) => outcome === undefined)) this.show(story)
    }
  }
}
