import type { Clock } from './clock.ts'
import { classifySurvey, isOutage, persistently } from './retry.ts'
import type { Failure, JobPage, TrainingApi } from './api.ts'
import type { OpenSubmission } from './recover-submission.ts'
import { PAGE_SIZE } from './list-jobs.ts'

/** What the list said before anything was sent. */
export type Survey =
  | { readonly kind: 'surveyed'; readonly page: JobPage; readonly atMs: number }
  /** Only the list is closed to this key. */
  | { readonly kind: 'blind'; readonly failure: Failure }
  /** Nothing can be submitted. */
  | { readonly kind: 'stop'; readonly failure: Failure }

export interface Surveying {
  readonly api: Pick<TrainingApi, 'list'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** Point on the monotonic clock until which a service that does not answer is asked, in milliseconds. */
  readonly patientUntilMs: number
}

/**
 * The service's clock is told to the second, `created_at` too, and the machines behind it differ; so much earlier a job
 * may seem to have been made than it was asked for.
 */
const CLOCK_MARGIN_S = 2
/** The same where the service did not tell its time, so that ours has to do. */
const UNKNOWN_CLOCK_MARGIN_S = 300

/** Reads the newest page of the list: it proves the key, and tells which jobs are there and what time it is there. */
export async function survey(s: Surveying, onAway: (failure: Failure) => void): Promise<Survey> {
  const read = { ...s, untilMs: s.patientUntilMs, onFirstFailure: onAway }
  const reply = await persistently(() => s.api.list(0, PAGE_SIZE), 'first-contact', read)
  if (reply.ok) return { kind: 'surveyed', page: reply.value, atMs: s.clock.now() }
  const { failure } = reply
  return { kind: isOutage(failure) ? 'stop' : classifySurvey(failure), failure }
}

/** What is to be known of a request that is sent now, to find its job again. */
export function openSubmission(
  sent: Pick<OpenSubmission, 'request' | 'mustProveAll'>,
  { page, atMs }: Extract<Survey, { kind: 'surveyed' }>,
  clock: Clock,
): OpenSubmission {
  const { jobs, total, serverNowMs } = page
  const thereMs = serverNowMs === undefined ? clock.wall() : serverNowMs + (clock.now() - atMs)
  const marginS = serverNowMs === undefined ? UNKNOWN_CLOCK_MARGIN_S : CLOCK_MARGIN_S
  return {
    ...sent,
    known: jobs.map(({ id }) => id),
    // No job is made before those that are there, whatever the unit of their times, or the clock that was told.
    sinceS: Math.max(Math.floor(thereMs / 1000), ...jobs.map(({ createdAt = 0 }) => createdAt)) - marginS,
    knowsAll: total === undefined ? jobs.length < PAGE_SIZE : jobs.length >= total,
  }
}
