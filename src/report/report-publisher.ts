import { heartbeatLogIntervalMs } from '../jobs/poll-schedule.ts'
import type { Clock } from '../jobs/clock.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import { renderComment } from './render.ts'
import type { CommentContent, CommentPublisher, CommentUpdate } from './comment-publisher.ts'
import { TokenBucket } from './token-bucket.ts'
import type { CommitStatusPublisher } from './commit-status.ts'
import type { ReportModel } from './report-model.ts'

export interface ReportPublisherOptions {
  readonly clock: Clock
  /** Sleeps without keeping the process alive; the signal ends the wait. */
  readonly sleepUnref: (ms: number, signal: AbortSignal) => Promise<void>
  readonly comment?: CommentPublisher
  readonly commitStatuses?: CommitStatusPublisher
  /** Provides the records to store with the comment, and its heartbeat interval. */
  readonly ledger?: Pick<RunLedger, 'specRecords' | 'heartbeatIntervalMs'>
  /** Turns the report of this step into the one that the comment shows. */
  readonly toCommentModel?: (model: ReportModel) => ReportModel
}

/** Longest time between two writes of the comment while nothing changes. */
const MAX_HEARTBEAT_INTERVAL_MS = 15 * 60_000

/** A run that read the comment before our write may overwrite it for this long. */
const REWRITE_DELAY_MS = 4_000

/** Publishes a step's report as a comment and commit statuses, with heartbeats while nothing changes. */
export class ReportPublisher {
  readonly #options: ReportPublisherOptions
  readonly #finished = new AbortController()
  readonly #tokenBucket = new TokenBucket()
  /** Published as soon as the rate limit allows it. */
  #pendingModel: ReportModel | undefined
  #lastUpdate: CommentUpdate | undefined
  #jobCount = 0

  constructor(options: ReportPublisherOptions) {
    this.#options = options
  }

  /** URL of the comment, once it exists. */
  get commentUrl(): string | undefined {
    return this.#options.comment?.url
  }

  /** Ids of jobs that our comments with other comment keys name. */
  idsClaimedElsewhere(): Promise<ReadonlySet<string>> {
    return this.#options.comment?.idsClaimedElsewhere() ?? Promise.resolve(new Set())
  }

  /** Starts the heartbeat. `getModel` returns the current report. */
  start(getModel: () => ReportModel): void {
    this.prepare(getModel())
    if (this.#options.comment !== undefined) void this.#heartbeat(getModel)
  }

  /** Sets the content that a claim writes into a new comment. */
  prepare(model: ReportModel): void {
    this.#options.comment?.prepare(this.#renderComment(model))
  }

  /** Publishes this report as soon as the rate limit allows it. */
  show(model: ReportModel): void {
    const isWaiting = this.#pendingModel !== undefined
    this.#pendingModel = model
    if (!isWaiting) void this.#flush()
  }

  async #flush(): Promise<void> {
    const { clock, sleepUnref } = this.#options
    const { signal } = this.#finished
    for (;;) {
      const waitMs = this.#tokenBucket.take(clock.now())
      if (waitMs === 0) break
      await sleepUnref(waitMs, signal)
      if (signal.aborted) return
    }
    const model = this.#pendingModel
    this.#pendingModel = undefined
    if (model !== undefined) this.#publish(model)
  }

  #publish(model: ReportModel): void {
    const { comment, commitStatuses, ledger } = this.#options
    const update = { content: this.#renderComment(model), specs: ledger?.specRecords(model.states) ?? {} }
    this.#lastUpdate = update
    comment?.show(update.content, update.specs)
    commitStatuses?.show(model.states, model.nowMs, this.commentUrl)
    const jobCount = model.states.filter(({ job }) => job !== undefined).length
    if (comment && jobCount > this.#jobCount) void this.#rewriteNewJob(update)
    this.#jobCount = jobCount
  }

  /** Writes a new job's id a second time, in case another run has overwritten it. */
  async #rewriteNewJob(update: CommentUpdate): Promise<void> {
    const { sleepUnref, comment } = this.#options
    await sleepUnref(REWRITE_DELAY_MS, this.#finished.signal)
    if (!this.#finished.signal.aborted && this.#lastUpdate === update)
      comment?.show(update.content, update.specs)
  }

  /** Publishes the final report. Resolves when everything is written or has failed for good. */
  async finish(model: ReportModel, isUrgent = false): Promise<void> {
    const { comment, commitStatuses, ledger } = this.#options
    this.#finished.abort()
    // When urgent, do not wait for the comment only to link to it.
    if (isUrgent) commitStatuses?.show(model.states, model.nowMs, this.commentUrl)
    await comment?.finish(this.#renderComment(model), ledger?.specRecords(model.states) ?? {}, isUrgent)
    commitStatuses?.show(model.states, model.nowMs, this.commentUrl)
    await commitStatuses?.finish()
  }

  #renderComment(model: ReportModel): CommentContent {
    return renderComment(this.#options.toCommentModel?.(model) ?? model)
  }

  #nextHeartbeatMs(ageMs: number): number {
    const intervalMs = Math.min(MAX_HEARTBEAT_INTERVAL_MS, heartbeatLogIntervalMs(ageMs))
    if (this.#options.ledger) this.#options.ledger.heartbeatIntervalMs = intervalMs
    return intervalMs
  }

  /** Shows readers and other runs that this step is alive, at growing intervals. */
  async #heartbeat(getModel: () => ReportModel): Promise<void> {
    const { clock, sleepUnref } = this.#options
    const { signal } = this.#finished
    const startMs = clock.now()
    for (let intervalMs = this.#nextHeartbeatMs(0); ;) {
      await sleepUnref(intervalMs, signal)
      if (signal.aborted) return
      // Before publishing: the lease in the record lasts until the next heartbeat.
      intervalMs = this.#nextHeartbeatMs(clock.now() - startMs)
      const model = getModel()
      if (model.states.some(({ outcome }) => outcome === undefined)) this.show(model)
    }
  }
}
