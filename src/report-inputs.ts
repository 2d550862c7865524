import type { InputParser } from './input-parser.ts'
import type { ReportSettings } from './state/post-state.ts'

/** The same for every command. */
export interface ReportInputs extends ReportSettings {
  readonly githubToken?: string
  /** Signs the records that runs leave for each other; by default the API key does. */
  readonly recordKey?: string
}

/** Adds errors to the parser. */
export function parseReportInputs(parser: InputParser): ReportInputs {
  const issueNumber = parser.optional('issue-number', () =>
    parser.integer('issue-number', 1, Number.MAX_SAFE_INTEGER),
  )
  const jobUrl = parser.optional('job-url', () => parser.urlTemplate('job-url', '{id}'))
  const jobCheckRunId = parser.text('job-check-run-id') ?? ''
  return {
    comment: parser.boolean('comment'),
    commitStatus: parser.boolean('commit-status'),
    matrix: readMatrix(parser),
    specText: parser.lines('spec').join('\n'),
    githubToken: parser.text('github-token'),
    recordKey: parseRecordKey(parser),
    commentKey: parser.text('comment-key'),
    jobCheckRunId: /^\d+$/.test(jobCheckRunId) ? jobCheckRunId : undefined,
    issueNumber,
    jobUrl,
  }
}

/** The `matrix` context as JSON; `null` outside of a matrix. */
export function readMatrix(parser: InputParser): string {
  return parser.text('matrix') ?? 'null'
}

export function parseRecordKey(parser: InputParser): string | undefined {
  return parser.optional('record-key', () => parser.longSecret('record-key'))
}
