import { ageOf, CLOCK_MARGIN_S, momentOf, type Clock } from './clock.ts'
import { classifyListError, isTransient, retry } from './retry.ts'
import type { ApiError, ForgeApi } from './api.ts'
import type { PendingSubmission } from './recover-submission.ts'
import { PAGE_SIZE, readNewestPage } from './list-jobs.ts'
import type { ReadBaseline, RecentBaseline } from './recent-baseline.ts'

/** The newest jobs before a submission, to tell a new job from an old one. */
export type Baseline =
  | ReadBaseline
  /** The key cannot read the list, but may be able to submit. */
  | { readonly kind: 'list-unavailable'; readonly error: ApiError }
  /** The service is unavailable or refuses the key, so nothing can be submitted. */
  | { readonly kind: 'stop'; readonly error: ApiError }

export interface BaselineOptions {
  readonly api: Pick<ForgeApi, 'list'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** Until when to retry, on the monotonic clock. */
  readonly retryUntilMs: number
  readonly recentBaseline?: RecentBaseline
}

/** Used if the service did not report its time, so that the runner's clock must do. */
export const UNKNOWN_CLOCK_MARGIN_S = 300

/** Reads the newest jobs of the list: checks the key, and returns the existing jobs and the service's time. */
export async function takeBaseline(
  options: BaselineOptions,
  onFirstFailure: (error: ApiError) => void,
): Promise<Baseline> {
  const recent = options.recentBaseline?.take(options.clock)
  if (recent !== undefined) return recent
  let asked = momentOf(options.clock)
  const read = () => {
    asked = momentOf(options.clock)
    return readNewestPage(options.api)
  }
  const result = await retry(read, 'never-read', {
    ...options,
    untilMs: options.retryUntilMs,
    onFirstFailure: ({ error }) => {
      onFirstFailure(error)
    },
  })
  if (result.ok) return { kind: 'read', page: result.value, asked, readAtMs: options.clock.now() }
  const { error } = result
  return { kind: isTransient(error) ? 'stop' : classifyListError(error), error }
}

/**
 * Reads the newest jobs again before another attempt, if a job that others have created since could be taken for ours. Call
 * only while we cannot have created one. If the list has become unavailable, what was read before is still better than
 * nothing.
 */
export async function renewBaseline(baseline: Baseline, options: BaselineOptions): Promise<Baseline> {
  if (isRecent(baseline, options.clock)) return baseline
  const renewed = await takeBaseline(options, () => undefined)
  return renewed.kind === 'list-unavailable' ? baseline : renewed
}

/** Whether no job that others have created since can be taken for ours. */
export function isRecent(baseline: Baseline, clock: Pick<Clock, 'now' | 'wall'>): boolean {
  return baseline.kind !== 'read' || ageOf(baseline.asked, clock) <= CLOCK_MARGIN_S * 1000
}

/** Everything needed to find the job of a request that is sent now. */
export function createPendingSubmission(
  submission: Pick<PendingSubmission, 'fingerprint' | 'requireExactMatch'>,
  { page, readAtMs }: Pick<ReadBaseline, 'page' | 'readAtMs'>,
  clock: Clock,
): PendingSubmission {
  const { jobs, total, serverNowMs } = page
  const serverTimeMs = serverNowMs === undefined ? clock.wall() : serverNowMs + (clock.now() - readAtMs)
  const marginS = serverNowMs === undefined ? UNKNOWN_CLOCK_MARGIN_S : CLOCK_MARGIN_S
  return {
    ...submission,
    knownIds: jobs.map(({ id }) => id),
    // A new job cannot be older than existing ones, whatever the unit of `created_at` or the service's clock.
    sinceS:
      Math.max(Math.floor(serverTimeMs / 1000), ...jobs.map(({ createdAt = 0 }) => createdAt)) - marginS,
    isBaselineComplete: total === undefined ? jobs.length < PAGE_SIZE : jobs.length >= total,
  }
}
