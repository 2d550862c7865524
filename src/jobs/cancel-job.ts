import type { Clock } from './clock.ts'
import { isTransient, retry } from './retry.ts'
import type { ApiError, ForgeApi } from './api.ts'
import { isTerminal, parsePhase, currentOutcome } from './job-status.ts'
import { observeJob, settle, settleJob, type JobState } from './job-state.ts'
import { readUntilEnded } from './read-jobs.ts'

export interface CancelOptions {
  readonly api: Pick<ForgeApi, 'get' | 'list' | 'cancel'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly confirmTimeoutMs: number
  /** Until when the request is retried, on the monotonic clock. Default: as long as the confirmation may take. */
  readonly requestUntilMs?: number
}

/**
 * Requests the cancellation of a job, then reads it until it has ended or the timeout has passed. Returns the latest
 * state with an outcome: the job may finish before it is cancelled, and `running` means unconfirmed. A refusal (400,
 * 409) counts as `refused` only if the job has not ended already.
 */
export async function cancelJob(state: JobState, id: string, options: CancelOptions): Promise<JobState> {
  const { clock, confirmTimeoutMs } = options
  const startedMs = clock.now()
  const untilMs = options.requestUntilMs ?? startedMs + confirmTimeoutMs
  const response = await retry(() => options.api.cancel(id), 'never-read', { ...options, untilMs })
  const confirmUntilMs = options.requestUntilMs === undefined ? untilMs : clock.now() + confirmTimeoutMs
  const latest = response.ok
    ? await readUntilEnded(observeJob(state, response.value, clock.wall()), confirmUntilMs, options)
    : await readAfterRefusal(response.error, state, options)
  const { job } = latest
  if (job !== undefined && isTerminal(parsePhase(job.status))) return settleJob(latest, currentOutcome(job))
  if (response.ok) return settle(latest, 'running')
  return settle(latest, isTransient(response.error) ? 'running' : 'refused', response.error)
}

/** Whether the service has accepted a cancellation, and the job still runs. */
export function hasAccepted({ outcome, error }: JobState): boolean {
  return outcome === 'running' && error === undefined
}

/** Reads a job once that could not be cancelled, unless the service sent `Retry-After`. */
async function readAfterRefusal(
  { retryAfterMs = 0 }: ApiError,
  state: JobState,
  options: CancelOptions,
): Promise<JobState> {
  return retryAfterMs > 0 ? state : readUntilEnded(state, options.clock.now(), options)
}
