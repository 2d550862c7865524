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
  /** Why GitHub refused the last request to write there; absent again once one succeeds. */
  readonly refusal?: GitHubError
  /** Writes the report over the previous one. Never rejects. */
  writeReport(report: Report): Promise<GitHubResult<unknown>>
}

/** Logs the first error of a sink. */
export class SinkErrors {
  readonly #log: Log
  readonly #describe: (message: string) => string
  #hasWarned = false

  /** `describe` makes the warning from the message of an error. */
  constructor(log: Log, describe: (message: string) => string) {
    this.#log = log
    this.#describe = describe
  }

  add(error: GitHubError): void {
    if (!this.#hasWarned) this.#log.annotate('warning', this.#describe(error.message))
    this.#hasWarned = true
  }
}
