/** Where a step runs, as far as a report speaks of it. */
export interface RunContext {
  /** `owner/name`. */
  readonly repository: string
  /** Address of the site, such as https://github.com. */
  readonly serverUrl: string
  /** The commit that people know: the head of the pull request, not its test merge. */
  readonly commit: string
  readonly actor: string
  readonly runId: string
  readonly runAttempt: string
  /** Address of the log of this job (or of the run, where the job's is not known). */
  readonly logUrl: string
  /** Path of the workflow file in the repository. */
  readonly workflowPath: string
  /** Pull request or issue to report on. */
  readonly issueNumber?: number
  /** The matrix leg in a few words (empty outside of a matrix), where commit statuses are kept. */
  readonly statusLeg?: string
  /** Address of a job's page at the service, with `{id}` in the place of its id. */
  readonly jobUrlTemplate?: string
}

/** Link to a line of a file as it is at the commit of this run. */
export function fileUrl(context: RunContext, file: string, line?: number): string {
  const path = file.split('/').map(encodeURIComponent).join('/')
  const anchor = line === undefined ? '' : `#L${line}`
  return `${context.serverUrl}/${context.repository}/blob/${context.commit}/${path}${anchor}`
}

/** Link to the page of a job, where the user gave a template for it. */
export function jobUrl({ jobUrlTemplate }: RunContext, id: string): string | undefined {
  return jobUrlTemplate?.replaceAll('{id}', encodeURIComponent(id))
}
