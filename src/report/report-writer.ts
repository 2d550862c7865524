import type { Clock } from '../jobs/clock.ts'
import { heartbeatLogIntervalMs } from '../jobs/poll-schedule.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import type { ShownText } from '../state/comment-record-store.ts'
import { NO_CLAIMS, type ReadClaims } from '../state/comment-reader.ts'
import type { GitHubResult } from '../state/github.ts'
import { maxNextHeartbeatIntervalMs } from '../state/lease.ts'
import type { CommentSink } from './comment-sink.ts'
import type { ReportModel } from './report-model.ts'
import type { Report, ReportSink } from './report-sink.ts'
import { TokenBucket } from './token-bucket.ts'
import { FINAL_REPORT_TIMEOUT_MS, REPORT_INTERVAL_MS } from '../timeouts.ts'

interface ReportWriterOptions {
  readonly clock: Clock
  /** Sleeps without keeping the process alive; the signal ends the wait. */
  readonly sleepUnref: (ms: number, signal: AbortSignal) => Promise<void>
  readonly comment?: CommentSink
  readonly commitStatus?: ReportSink
  /** Provides the records to store with the comment, and its heartbeat interval. */
  readonly ledger?: Pick<RunLedger, 'requests' | 'heartbeatIntervalMs'> &
    Partial<Pick<RunLedger, 'heartbeatOffsetMs'>>
}

/** While a job may still be submitted: its claim then never looks longer than what steps with another key believe. */
const MAX_CLAIM_HEARTBEAT_INTERVAL_MS = 2 * 60_000
/** A run that read the comment before our write may overwrite it for this long. */
const REWRITE_DELAY_MS = 4_000
/** After a transient error. Well within the grace of a lease, which only a written report renews. */
const RETRY_DELAY_MS = 60_000
/** The same while others cannot see that this step uses a job: they may cancel it. */
const UNRECORDED_RETRY_DELAY_MS = 5_000
/** Delays between attempts of the final write. */
const FINAL_RETRY_DELAYS_MS = [1_000, 4_000, 15_000]

/**
 * Writes the newest report of a step to the comment and to the commit statuses: in the background, one write at a time,
 * within the limits of GitHub, and with heartbeats while nothing changes. Errors do not escape: instead of a report that
 * could not be written, the then newest one is written a minute later, or seconds if a job is new. A place where GitHub refuses
 * writes is tried again with each heartbeat, and with the final report.
 */
export class ReportWriter {
  readonly #options: ReportWriterOptions
  /** In the order of writing: the statuses link to the comment. */
  readonly #sinks: readonly ReportSink[]
  readonly #tokenBucket = new TokenBucket(REPORT_INTERVAL_MS)
  readonly #finishing = new AbortController()
  /** The newest report, until its write begins. */
  #pending: Report | undefined
  #lastWritten: Report | undefined
  #writing: Promise<void> | undefined
  /** The next write is that of a heartbeat. */
  #isHeartbeatDue = false
  /** Where the last report is missing because of a transient error. */
  #failedSinks: readonly ReportSink[] = []
  #retryAtMs = -Infinity
  /** The delay of the retry that is due; infinite without one. */
  #retryDelayMs = Infinity
  /** Returns the current report, from the start on. */
  #getModel: (() => ReportModel) | undefined
  /** Infinite before the first heartbeat. */
  #heartbeatIntervalMs = Infinity
  /** From then on, the final write ignores `Retry-After`. */
  #finalDeadlineMs = Infinity
  /** How many jobs the comment shows for all that is known. */
  #recordedJobCount = 0

  constructor(options: ReportWriterOptions) {
    this.#options = options
    this.#sinks = [options.comment, options.commitStatus].filter((sink) => sink !== undefined)
  }

  /** URL of the comment, once it exists. */
  get commentUrl(): string | undefined {
    return this.#options.comment?.url
  }

  /** What our comments say about jobs, whatever their comment keys. */
  readClaims(): Promise<GitHubResult<ReadClaims>> {
    return this.#options.comment?.readClaims() ?? Promise.resolve({ ok: true, value: NO_CLAIMS })
  }

  /** What the comment shows now, if there is one. */
  readShown(): Promise<GitHubResult<ShownText | undefined>> {
    return this.#options.comment?.readShown() ?? Promise.resolve({ ok: true, value: undefined })
  }

  /** Starts the heartbeat. `getModel` returns the current report. */
  start(getModel: () => ReportModel): void {
    this.#getModel = getModel
    this.prepare(getModel())
    if (this.#sinks.length > 0) void this.#heartbeat(getModel)
  }

  /** Sets the report that a claim writes into the comment. */
  prepare(model: ReportModel): void {
    this.#options.comment?.prepare(model)
  }

  /** Writes this report as soon as the rate limit allows it, unless a newer one replaces it. */
  show(model: ReportModel): void {
    this.prepare(model)
    void this.#schedule(this.#createReport(model))
  }

  /** Writes the final report. Resolves when it is written everywhere or has failed for good. */
  async finish(model: ReportModel, { keepsText }: Pick<Report, 'keepsText'> = {}): Promise<void> {
    const { clock, comment } = this.#options
    const report: Report = { ...this.#createReport(model), keepsText }
    this.#finalDeadlineMs = clock.now() + FINAL_REPORT_TIMEOUT_MS
    this.#finishing.abort()
    await this.#schedule(report)
    for (const delayMs of FINAL_RETRY_DELAYS_MS) {
      // A longer `Retry-After` is not worth the wait.
      if (this.#failedSinks.length === 0 || this.#retryAtMs > this.#finalDeadlineMs) break
      await clock.sleep(delayMs)
      await this.#waitForTurn()
      await this.#write(report, this.#failedSinks)
    }
    if (comment && !comment.refusal && !this.#failedSinks.includes(comment))
      await comment.mergeDuplicates(report)
  }

  #createReport(model: ReportModel): Report {
    return { model, requests: this.#options.ledger?.requests(model.states) ?? {} }
  }

  #schedule(report: Report): Promise<void> {
    this.#pending = report
    this.#writing ??= this.#writePending()
    return this.#writing
  }

  async #writePending(): Promise<void> {
    while (this.#pending !== undefined) {
      await this.#waitForTurn()
      const report = this.#pending
      this.#pending = undefined
      await this.#write(report, this.#sinksDue())
    }
    this.#writing = undefined
  }

  /** Where GitHub refuses writes, it may do so for good: each of the many reports would be a request in vain. */
  #sinksDue(): readonly ReportSink[] {
    const triesAll = this.#isHeartbeatDue || this.#finishing.signal.aborted
    this.#isHeartbeatDue = false
    return triesAll ? this.#sinks : this.#sinks.filter(({ refusal }) => refusal === undefined)
  }

  /** Waits for the rate limit and `Retry-After`; before the final write only for the latter. */
  async #waitForTurn(): Promise<void> {
    const { clock, sleepUnref } = this.#options
    const { signal } = this.#finishing
    if (!signal.aborted) {
      const waitMs = Math.max(this.#tokenBucket.take(clock.now()), this.#retryAtMs - clock.now())
      if (waitMs > 0) await sleepUnref(waitMs, signal)
    }
    if (!signal.aborted) return
    const waitMs = Math.min(this.#retryAtMs, this.#finalDeadlineMs) - clock.now()
    if (waitMs > 0) await clock.sleep(waitMs)
  }

  async #write(report: Report, sinks: readonly ReportSink[]): Promise<void> {
    const { clock, comment } = this.#options
    const failedSinks: ReportSink[] = []
    let isRecorded = false
    for (const sink of sinks) {
      const result = await sink.writeReport(report)
      if (sink === comment) isRecorded = result.ok
      if (result.ok || result.isPermanent) continue
      failedSinks.push(sink)
      this.#retryAtMs = Math.max(this.#retryAtMs, clock.now() + (result.retryAfterMs ?? 0))
    }
    this.#failedSinks = failedSinks
    this.#lastWritten = report
    const isFinal = this.#finishing.signal.aborted
    const jobCount = report.model.states.filter(({ job }) => job !== undefined).length
    const hasNewJob = jobCount > this.#recordedJobCount
    if (failedSinks.length > 0 && !isFinal) {
      this.#tokenBucket.giveBack()
      const delayMs = hasNewJob && !isRecorded ? UNRECORDED_RETRY_DELAY_MS : RETRY_DELAY_MS
      if (delayMs < this.#retryDelayMs) void this.#retryLater(delayMs)
    }
    if (!isRecorded) return
    if (hasNewJob) void this.#rewriteLater(report)
    this.#recordedJobCount = jobCount
  }

  async #retryLater(delayMs: number): Promise<void> {
    const { signal } = this.#finishing
    this.#retryDelayMs = delayMs
    await this.#options.sleepUnref(delayMs, signal)
    this.#retryDelayMs = Infinity
    if (!signal.aborted && this.#failedSinks.length > 0 && this.#getModel) this.show(this.#getModel())
  }

  /** Writes a new job's id a second time, in case another run has overwritten it. */
  async #rewriteLater(report: Report): Promise<void> {
    const { signal } = this.#finishing
    await this.#options.sleepUnref(REWRITE_DELAY_MS, signal)
    const isNewest = this.#lastWritten === report && this.#pending === undefined
    if (!signal.aborted && isNewest) void this.#schedule(report)
  }

  #nextHeartbeatMs(ageMs: number, { states }: ReportModel): number {
    const maySubmit = states.some(({ job, outcome }) => job === undefined && outcome === undefined)
    const maxMs = maySubmit ? MAX_CLAIM_HEARTBEAT_INTERVAL_MS : Infinity
    // After a late submission, too, they get rarer only as fast as the leases expect.
    const maxNextMs = maxNextHeartbeatIntervalMs(this.#heartbeatIntervalMs)
    const intervalMs = Math.min(maxMs, maxNextMs, heartbeatLogIntervalMs(ageMs))
    this.#heartbeatIntervalMs = intervalMs
    if (this.#options.ledger) this.#options.ledger.heartbeatIntervalMs = intervalMs
    return intervalMs
  }

  /** Shows readers and other runs that this step is alive, at growing intervals. */
  async #heartbeat(getModel: () => ReportModel): Promise<void> {
    const { clock, sleepUnref } = this.#options
    const { signal } = this.#finishing
    const startMs = clock.now()
    // Steps that started together would overwrite each other's heartbeats for hours.
    let delayMs = this.#options.ledger?.heartbeatOffsetMs ?? 0
    for (let intervalMs = this.#nextHeartbeatMs(0, getModel()); ;) {
      await sleepUnref(intervalMs + delayMs, signal)
      delayMs = 0
      if (signal.aborted) return
      const model = getModel()
      // Before the write: the lease in the record lasts until the next heartbeat.
      intervalMs = this.#nextHeartbeatMs(clock.now() - startMs, model)
      if (model.states.every(({ outcome }) => outcome !== undefined)) continue
      this.#isHeartbeatDue = true
      this.show(model)
    }
  }
}
