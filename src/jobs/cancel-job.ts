import type { Clock } from './clock.ts'
import { isOutage, persistently } from './retry.ts'
import type { Failure, TrainingApi } from './api.ts'
import { isTerminal, phaseOf, verdictNow } from './job-status.ts'
import { seen, type Training } from './job-state.ts'

export interface Cancellation {
  readonly api: Pick<TrainingApi, 'get' | 'cancel'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** How long to wait for the service to confirm, in milliseconds. */
  readonly confirmMs: number
}

const CONFIRM_GAP_MS = 5_000

/**
 * Asks for the cancellation of a job and looks until it has ended or the time is over. Returns the training with what
 * was seen last and the outcome it had by then: a job may finish before it is cancelled, and `running` means that
 * nothing was confirmed. A refusal (400, 409) is believed only if the job has not ended already.
 */
export async function cancel(training: Training, id: string, c: Cancellation): Promise<Training> {
  const untilMs = c.clock.now() + c.confirmMs
  const asked = await persistently(() => c.api.cancel(id), 'first-contact', { ...c, untilMs })
  const confirmed = asked.ok
    ? await confirm(seen(training, asked.value, c.clock.wall()), id, untilMs, c)
    : await lookAfter(asked.failure, training, id, c)
  const { job } = confirmed
  if (job !== undefined && isTerminal(phaseOf(job.status))) return { ...confirmed, outcome: verdictNow(job) }
  if (asked.ok) return { ...confirmed, outcome: 'running' }
  return { ...confirmed, outcome: isOutage(asked.failure) ? 'running' : 'refused', failure: asked.failure }
}

/** Looks every few seconds, later where the service asks for it, until the job has ended or the time is over. */
async function confirm(training: Training, id: string, untilMs: number, c: Cancellation): Promise<Training> {
  let current = training
  let gapMs = CONFIRM_GAP_MS
  while (!isTerminal(phaseOf(current.job?.status)) && c.clock.now() + gapMs <= untilMs) {
    await c.clock.sleep(gapMs)
    const reply = await c.api.get(id)
    if (reply.ok) current = seen(current, reply.value, c.clock.wall())
    gapMs = reply.ok ? CONFIRM_GAP_MS : Math.max(CONFIRM_GAP_MS, reply.failure.retryAfterMs ?? 0)
  }
  return current
}

/** Looks at a job that could not be cancelled, unless the service asked to be left alone. */
async function lookAfter(
  { retryAfterMs = 0 }: Failure,
  training: Training,
  id: string,
  c: Cancellation,
): Promise<Training> {
  if (retryAfterMs > 0) return training
  const reply = await c.api.get(id)
  return reply.ok ? seen(training, reply.value, c.clock.wall()) : training
}
