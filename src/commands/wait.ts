import { stateFromJobId } from '../jobs/job-state.ts'
import type { OnTimeout } from '../inputs.ts'
import { createWatch, handleTimedOut } from '../jobs/wait-for-jobs.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { CommandContext } from './context.ts'

/** `command: wait`: watches an existing job until it ends. */
export async function wait(
  inputs: { readonly jobId: string; readonly onTimeout: OnTimeout },
  context: CommandContext,
): Promise<CommandResult> {
  const requested = stateFromJobId(inputs.jobId)
  context.reporter.start([requested])
  const watch = createWatch('completed', context)
  watch.add(requested)
  watch.close()
  return { states: await handleTimedOut(await watch.run(), inputs.onTimeout, context), diagnostics: [] }
}
