import type { ApiError, ApiResult } from './api.ts'
import { JUST_CREATED_MS, NOT_FOUND_TIMEOUT_MS, REFUSAL_TIMEOUT_MS } from '../timeouts.ts'
import { retryWithBackoff, type RetryOptions } from './backoff.ts'
import { refusalOf, type SubmissionClass } from './service-refusals.ts'

/** Classifies a failed `create`. */
export function classifySubmission(error: ApiError): SubmissionClass {
  return refusalOf(error).submission
}

/** Whether the refusal is about the key or the account, so that it applies to every request. */
export function isAboutKey(error: ApiError): boolean {
  return refusalOf(error).read === 'key-refused'
}

/**
 * Classifies a failed list request before a submission: `stop` if submitting would fail too, `list-unavailable` if only
 * the list is not available to this key, so that a lost response could not be recovered.
 */
export function classifyListError(error: ApiError): 'stop' | 'list-unavailable' {
  return isAboutKey(error) || (error.status ?? 0) < 400 ? 'stop' : 'list-unavailable'
}

/** How long requests may be refused before the refusal counts as permanent. Both limits must be reached. */
interface FailureBudget {
  readonly minFailures: number
  readonly minDurationMs: number
}

const UNLIMITED_BUDGET: FailureBudget = { minFailures: Infinity, minDurationMs: Infinity }
const NO_BUDGET: FailureBudget = { minFailures: 1, minDurationMs: 0 }
/** A 401 can be temporary (key rotation, exhausted quota), so one alone never ends a wait. */
const REFUSED_BUDGET: FailureBudget = { minFailures: 5, minDurationMs: REFUSAL_TIMEOUT_MS }
/** A new job may not be readable on every server of the service yet. */
const NEW_JOB_BUDGET: FailureBudget = { minFailures: 5, minDurationMs: JUST_CREATED_MS }
/** A single 404 may be wrong about a job that still incurs costs, so it takes two. */
const RECORDED_JOB_BUDGET: FailureBudget = { minFailures: 2, minDurationMs: 0 }
const KNOWN_JOB_BUDGET: FailureBudget = { minFailures: 5, minDurationMs: NOT_FOUND_TIMEOUT_MS }

/** Whether the job was read before, by this step or by the run that recorded it. */
export type ReadHistory = 'never-read' | 'recorded' | 'just-created' | 'read-before'

/**
 * The budget for a failed read. Transient errors (connection, 408, 425, 429, 5xx, invalid responses) are retried until
 * the deadline. A refusal is final at once if the job was never read, and otherwise only after repeated failures.
 */
export function failureBudget(error: ApiError, readHistory: ReadHistory): FailureBudget {
  if (isTransient(error)) return UNLIMITED_BUDGET
  if (readHistory === 'never-read') return NO_BUDGET
  if (readHistory === 'recorded') return isNotFound(error) ? RECORDED_JOB_BUDGET : NO_BUDGET
  if (error.status === 404) return readHistory === 'just-created' ? NEW_JOB_BUDGET : KNOWN_JOB_BUDGET
  return REFUSED_BUDGET
}

/** Whether the service does not know the job, or no longer. */
export function isNotFound({ status }: ApiError): boolean {
  return status === 404 || status === 410
}

/** Consecutive failures that are not transient. */
export interface FailureStreak {
  readonly count: number
  /** Time of the first, on the monotonic clock. */
  readonly sinceMs: number
}

/** Adds a failure to the streak. A transient error resets it. */
export function countFailure(
  previous: FailureStreak | undefined,
  error: ApiError,
  nowMs: number,
): FailureStreak | undefined {
  if (isTransient(error)) return undefined
  return { count: (previous?.count ?? 0) + 1, sinceMs: previous?.sinceMs ?? nowMs }
}

export function isBudgetExhausted(
  streak: FailureStreak | undefined,
  error: ApiError,
  readHistory: ReadHistory,
  nowMs: number,
): boolean {
  if (streak === undefined) return false
  const { minFailures, minDurationMs } = failureBudget(error, readHistory)
  return streak.count >= minFailures && nowMs - streak.sinceMs >= minDurationMs
}

/** Whether the error is temporary: it is about the connection or the service, not about the request. */
export function isTransient(error: ApiError): boolean {
  return refusalOf(error).read === 'outage'
}

/**
 * Repeats an idempotent request until it succeeds, is refused or `untilMs` has passed. Returns the last result.
 */
export function retry<T>(
  request: () => Promise<ApiResult<T>>,
  readHistory: ReadHistory,
  options: RetryOptions<{ readonly ok: false; readonly error: ApiError }>,
): Promise<ApiResult<T>> {
  let streak: FailureStreak | undefined
  const classify = ({ error }: { readonly error: ApiError }, nowMs: number): 'final' | number => {
    streak = countFailure(streak, error, nowMs)
    return isBudgetExhausted(streak, error, readHistory, nowMs) ? 'final' : (error.retryAfterMs ?? 0)
  }
  return retryWithBackoff(request, classify, options)
}
