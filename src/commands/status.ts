import { observeJob, stateFromJobId } from '../jobs/job-state.ts'
import { retry } from '../jobs/retry.ts'
import { currentOutcome } from '../jobs/job-status.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { CommandContext } from './context.ts'

const READ_TIMEOUT_MS = 120_000

/** `command: status`: reads one job once. Succeeds whatever the state of the job. */
export async function status(
  { jobId }: { readonly jobId: string },
  context: CommandContext,
): Promise<CommandResult> {
  const requested = stateFromJobId(jobId)
  context.reporter.start([requested])
  const untilMs = context.clock.now() + READ_TIMEOUT_MS
  const result = await retry(() => context.api.get(jobId), 'never-read', { ...context, untilMs })
  if (!result.ok)
    return { states: [{ ...requested, outcome: 'refused', error: result.error }], diagnostics: [] }
  const observed = observeJob(requested, result.value, context.clock.wall())
  return { states: [{ ...observed, outcome: currentOutcome(result.value) }], diagnostics: [] }
}
