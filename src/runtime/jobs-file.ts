import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { replaceFileSync } from './files.ts'
import type { ActionsRunner } from './runner.ts'

/** Far above what a step with thousands of jobs needs. */
export const MAX_JOBS_FILE_BYTES = 64 * 1024 * 1024

/**
 * Returns a function that writes the output `jobs` to a file in the runner's temporary folder, which later steps of the job
 * can read, also in a container. It resolves to the path, or to an empty text if there is no such folder or the file cannot
 * be written, which is only a warning. An unchanged text is not written again.
 */
export function createJobsFile(
  temporaryFolder: string | undefined,
  runner: Pick<ActionsRunner, 'redact' | 'annotate'>,
): (jobs: string) => string {
  if (!temporaryFolder) return () => ''
  const path = join(temporaryFolder, `forge-training-job-${randomUUID()}.json`)
  let last: { readonly jobs: string; readonly path: string } | undefined
  return (jobs) => {
    if (last?.jobs === jobs) return last.path
    const problem = tryWrite(path, runner.redact(jobs))
    if (problem !== undefined)
      runner.annotate('warning', `Could not write the file for the output \`jobs-file\`: ${problem}`)
    last = { jobs, path: problem === undefined ? path : '' }
    return last.path
  }
}

/** Returns why the file could not be written. */
function tryWrite(path: string, text: string): string | undefined {
  const bytes = Buffer.byteLength(text)
  if (bytes > MAX_JOBS_FILE_BYTES) return `it would have ${bytes} bytes, and may have ${MAX_JOBS_FILE_BYTES}`
  try {
    replaceFileSync(path, text)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}
