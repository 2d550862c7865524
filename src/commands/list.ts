import type { TrainingJob } from '../jobs/api.ts'
import { retry } from '../jobs/retry.ts'
import type { JobState } from '../jobs/job-state.ts'
import { currentOutcome } from '../jobs/job-status.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { CommandContext } from './context.ts'
import { READ_TIMEOUT_MS } from '../timeouts.ts'

/** The maximum that the API allows. */
const PAGE_SIZE = 100

/** `command: list`: the newest jobs of the organisation, newest first. */
export async function list(context: CommandContext): Promise<CommandResult> {
  const untilMs = context.clock.now() + READ_TIMEOUT_MS
  const result = await retry(() => context.api.list(0, PAGE_SIZE), 'never-read', { ...context, untilMs })
  if (!result.ok) {
    const unreadableList: JobState = {
      label: 'list of jobs',
      outcome: 'refused',
      timeline: [],
      notes: [],
      error: result.error,
    }
    return { states: [unreadableList], diagnostics: [] }
  }
  const newestFirst = [...result.value.jobs].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
  const states = newestFirst.map(stateFromListedJob)
  if (states.length === 0) context.reporter.info({ code: 'no-jobs-listed' })
  return { states, diagnostics: [], outcome: states.length === 0 ? 'succeeded' : undefined }
}

function stateFromListedJob(job: TrainingJob): JobState {
  const timeline = [{ status: job.status ?? '', atMs: (job.modifiedAt ?? job.createdAt ?? 0) * 1000 }]
  return { label: job.id, job, timeline, notes: [], outcome: currentOutcome(job) }
}
