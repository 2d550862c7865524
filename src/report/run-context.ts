import type { RunContext } from '../state/run-state.ts'

export type { RunContext }

/** URL of a file, or of a line in it, at the commit of this run. */
export function fileUrl(context: RunContext, file: string, line?: number): string {
  const path = file.split('/').map(encodeURIComponent).join('/')
  const anchor = line === undefined ? '' : `#L${line}`
  return `${context.serverUrl}/${context.repository}/blob/${context.commit}/${path}${anchor}`
}

export function commitUrl({ serverUrl, repository, commit }: RunContext): string {
  return `${serverUrl}/${repository}/commit/${commit}`
}

/** URL of a job's page, if the user gave a template. */
export function jobUrl({ jobUrlTemplate }: RunContext, id: string): string | undefined {
  return jobUrlTemplate?.replaceAll('{id}', encodeURIComponent(id))
}
