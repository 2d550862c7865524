import type { Clock } from './clock.ts'
import { isTransient, retry } from './retry.ts'
import type { ApiError, ForgeApi } from './api.ts'
import { isTerminal, parsePhase, currentOutcome } from './job-status.ts'
import { observeJob, settle, settleJob, type JobState } from './job-state.ts'

export interface CancelOptions {
  readonly api: Pick<ForgeApi, 'get' | 'cancel'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly confirmTimeoutMs: number
  /** Until when the request is retried, on the monotonic clock. Default: as long as the confirmation may take. */
  readonly requestUntilMs?: number
}

const CONFIRM_INTERVAL_MS = 5_000

/**
 * Requests the cancellation of a job, then polls until the job has ended or the timeout has passed. Returns the latest
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
    ? await waitForEnd(observeJob(state, response.value, clock.wall()), id, confirmUntilMs, options)
    : await readAfterRefusal(response.error, state, id, options)
  const { job } = latest
  if (job !== undefined && isTerminal(parsePhase(job.status))) return settleJob(latest, currentOutcome(job))
  if (response.ok) return settle(latest, 'running')
  return settle(latest, isTransient(response.error) ? 'running' : 'refused', response.error)
}

/** Polls every few seconds, or after `Retry-After` if that is longer. */
async function waitForEnd(
  state: JobState,
  id: string,
  untilMs: number,
  options: CancelOptions,
): Promise<JobState> {
  let current = state
  let intervalMs = CONFIRM_INTERVAL_MS
  while (!isTerminal(parsePhase(current.job?.status)) && options.clock.now() + intervalMs <= untilMs) {
    await options.clock.sleep(intervalMs)
    const result = await options.api.get(id)
    if (result.ok) current = observeJob(current, result.value, options.clock.wall())
    intervalMs = result.ok
      ? CONFIRM_INTERVAL_MS
      : Math.max(CONFIRM_INTERVAL_MS, result.error.retryAfterMs ?? 0)
  }
  return current
}

/** Fetches a job that could not be cancelled, unless the service sent `Retry-After`. */
async function readAfterRefusal(
  { retryAfterMs = 0 }: ApiError,
  state: JobState,
  id: string,
  options: CancelOptions,
): Promise<JobState> {
  if (retryAfterMs > 0) return state
  const result = await options.api.get(id)
  return result.ok ? observeJob(state, result.value, options.clock.wall()) : state
}
