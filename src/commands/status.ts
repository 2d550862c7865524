import { stateFromJobId } from '../jobs/job-state.ts'
import { readJobs } from '../jobs/read-jobs.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { CommandContext } from './context.ts'

/** `command: status`: reads one job once. Succeeds whatever the state of the job. */
export async function status(
  { jobId }: { readonly jobId: string },
  context: CommandContext,
): Promise<CommandResult> {
  const requested = stateFromJobId(jobId)
  context.reporter.start([requested])
  return { states: await readJobs([requested], context), diagnostics: [] }
}
