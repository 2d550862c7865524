import type { TrainingJob } from '../jobs/api.ts'
import { persistently } from '../jobs/retry.ts'
import type { Training } from '../jobs/job-state.ts'
import { verdictNow } from '../jobs/job-status.ts'
import type { Result } from '../jobs/result.ts'
import type { Step } from './context.ts'

/** How long a service that does not answer is asked, in milliseconds. */
const PATIENCE_MS = 120_000
/** The largest page of the contract. */
const PAGE_SIZE = 100

/** `command: list`: the organisation's newest jobs, newest first. Green whatever became of them. */
export async function list(step: Step): Promise<Result> {
  const untilMs = step.clock.now() + PATIENCE_MS
  const reply = await persistently(() => step.api.list(0, PAGE_SIZE), 'first-contact', { ...step, untilMs })
  if (!reply.ok) {
    const unread: Training = {
      label: 'list of jobs',
      outcome: 'refused',
      timeline: [],
      notes: [],
      failure: reply.failure,
    }
    return { trainings: [unread], problems: [] }
  }
  const newestFirst = [...reply.value.jobs].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
  const trainings = newestFirst.map(listed)
  return { trainings, problems: [], ...(trainings.length === 0 ? { outcome: 'succeeded' } : {}) }
}

function listed(job: TrainingJob): Training {
  const timeline = [{ status: job.status ?? '', atMs: (job.modifiedAt ?? job.createdAt ?? 0) * 1000 }]
  return { label: job.id, job, timeline, notes: [], outcome: verdictNow(job) }
}
