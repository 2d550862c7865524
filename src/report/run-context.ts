/** Facts about the run for reports. */
export interface RunContext {
  /** `owner/name`. */
  readonly repository: string
  /** Base URL of the site, such as `https://github.com`. */
  readonly serverUrl: string
  /** On a pull request its head, not the test merge. */
  readonly commit: string
  readonly actor: string
  readonly runId: string
  readonly runAttempt: string
  /** URL of this job's log, or of the run if that is unknown. */
  readonly logUrl: string
  readonly workflowPath: string
  /** Pull request or issue to report on. */
  readonly issueNumber?: number
  /** Label of the matrix job, empty outside of a matrix. Present only if commit statuses are enabled. */
  readonly matrixLabel?: string
  /** URL of a job's page, with `{id}` as a placeholder. */
  readonly jobUrlTemplate?: string
}

/** URL of a file, or of a line in it, at the commit of this run. */
export function fileUrl(context: RunContext, file: string, line?: number): string {
  const path = file.split('/').map(encodeURIComponent).join('/')
  const anchor = line === undefined ? '' : `#L${line}`
  return `${context.serverUrl}/${context.repository}/blob/${context.commit}/${path}${anchor}`
}

/** URL of a job's page, if the user gave a template. */
export function jobUrl({ jobUrlTemplate }: RunContext, id: string): string | undefined {
  return jobUrlTemplate?.replaceAll('{id}', encodeURIComponent(id))
}
