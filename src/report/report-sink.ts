import type { GitHubError, GitHubResult } from '../state/github.ts'
import type { RequestRecords } from '../state/record-store.ts'
import type { Log } from './log.ts'
import type { ReportModel } from './report-model.ts'

/** A report, with the records to store with it. */
export interface Report {
  readonly model: ReportModel
  readonly requests: RequestRecords
  /** The comment keeps its text. */
  readonly keepsText?: true
}

/** A place on GitHub that shows the report of a step. */
export interface ReportSink {
  /**
   * Writes the report over the previous one. Never rejects. After a permanent error, every call returns that error
   * without a request.
   */
  writeReport(report: Report): Promise<GitHubResult<unknown>>
}

/** The errors of one sink: the first is logged, and a permanent one disables the sink. */
export class SinkErrors {
  readonly #log: Log
  readonly #describe: (message: string) => string
  #hasWarned = false
  #permanent: GitHubError | undefined

  /** `describe` makes the warning from the message of an error. */
  constructor(log: Log, describe: (message: string) => string) {
    this.#log = log
    this.#describe = describe
  }

  get permanent(): GitHubError | undefined {
    return this.#permanent
  }

  add(error: GitHubError): void {
    if (error.isPermanent) this.#permanent ??= error
    if (!this.#hasWarned) this.#log.annotate('warning', this.#describe(error.message))
    this.#hasWarned = true
  }
}
