import type { Clock } from './clock.ts'
import { isBudgetExhausted, countFailure, type FailureStreak } from './retry.ts'
import type { ApiError, ForgeApi, TrainingJob } from './api.ts'
import { matchFingerprint, withoutAdjustable, type RequestFingerprint } from './match-request.ts'
import { listJobsSince } from './list-jobs.ts'
import { outageIntervalMs } from './poll-schedule.ts'
import type { GitHubResult } from '../state/github.ts'
import { SEARCH_WINDOW_MS } from '../timeouts.ts'

/** A submitted request without a response yet: everything needed to find its job in the list. */
export interface PendingSubmission {
  /** The request as hashes, because this is saved for the post step and a request may be long. */
  readonly fingerprint: RequestFingerprint
  /** Ids of jobs that existed before. */
  readonly knownIds: readonly string[]
  /** The service's clock when the request was sent, as Unix time in seconds, minus a margin for clock skew. */
  readonly sinceS: number
  /** After this time, nothing can have been sent any more. Default: unlimited, as the search ends soon. */
  readonly untilS?: number
  /** Whether `knownIds` is complete, so that any other job is new, even without a creation time. */
  readonly isBaselineComplete: boolean
  /** Other steps may submit similar jobs at the same time, so every field must be verified. */
  readonly requireExactMatch: boolean
}

/** What others of the conversation claim. */
export interface OtherClaims {
  /** Ids of jobs that belong to a request already. */
  readonly jobIds: ReadonlySet<string>
  /** Submissions of other requests whose job is not known: what is taken for our job may be theirs. */
  readonly submissions: readonly PendingSubmission[]
}

export interface RecoveryOptions {
  readonly api: Pick<ForgeApi, 'list'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** On the monotonic clock. */
  readonly deadlineMs: number
  /** Ids of jobs that belong to other specs. */
  readonly claimedIds: ReadonlySet<string>
  /** What others claim. Called only when there is a job to adopt, which is not adopted without an answer. */
  readonly readOtherClaims?: () => Promise<GitHubResult<OtherClaims>>
  /** How long ago the request was sent. Default: 0. */
  readonly sentAgoMs?: number
  /** Minimum delay before the first search (`Retry-After`). */
  readonly initialDelayMs?: number
}

export type RecoveryResult =
  | { readonly kind: 'adopted'; readonly job: TrainingJob; readonly unverified: readonly string[] }
  /** Several jobs match, or one that may belong to someone else. */
  | { readonly kind: 'ambiguous'; readonly ids: readonly string[] }
  | { readonly kind: 'none' }
  /** The list could not be read completely. `isTimedOut`: the deadline came before the end of the search window. */
  | { readonly kind: 'unreadable'; readonly error?: ApiError; readonly isTimedOut?: boolean }

/** An accepted job may take a while to appear in the list. */
const SEARCH_INTERVALS_MS = [5_000, 10_000, 20_000, 40_000, 60_000]
/** The first searches use the intervals above even if they fail. Later ones use the outage interval. */
const FAST_SEARCHES = 3

/**
 * Searches the list for the job of a pending submission. Adopts a single match once two consecutive searches agree.
 * Concludes that there is no job only at the end of the search window and from a complete list. Retries through outages
 * until the deadline.
 */
export async function recoverSubmission(
  pending: PendingSubmission,
  options: RecoveryOptions,
): Promise<RecoveryResult> {
  const startMs = options.clock.now()
  const windowEndMs = startMs + SEARCH_WINDOW_MS - Math.max(0, options.sentAgoMs ?? 0)
  const seenIds = new Set<string>()
  let previous: readonly MatchingJob[] = []
  let failure: ListFailure | undefined
  for (let searches = 0; ; searches++) {
    const delayMs = Math.max(
      searchDelayMs(searches, failure, options),
      searches === 0 ? (options.initialDelayMs ?? 0) : 0,
    )
    if (options.clock.now() + delayMs > options.deadlineMs)
      return inconclusiveResult(seenIds, { error: failure?.error, isTimedOut: true })
    await options.clock.sleep(delayMs)
    const list = await listJobsSince(options, pending.sinceS)
    if (!list.ok) {
      failure = addListFailure(failure, list.error, options.clock.now())
      if (isBeyondRetry(failure, options.clock.now())) return inconclusiveResult(seenIds, failure)
      continue
    }
    failure = undefined
    const candidates = findCandidates(list.value.jobs, pending, options.claimedIds)
    const decided = decideAmong(candidates, previous, pending.requireExactMatch)
    const decision = decided && (await unlessClaimed(decided, options))
    if (decision !== undefined && decision !== 'unread') return decision
    previous = candidates
    for (const { job } of candidates) seenIds.add(job.id)
    for (const { id } of findAdjusted(list.value.jobs, pending, options.claimedIds)) seenIds.add(id)
    // A single candidate needs another search, and nobody waits for its record longer than for a job.
    const endMs = decision === 'unread' ? startMs + SEARCH_WINDOW_MS : windowEndMs
    if (options.clock.now() < endMs || (candidates.length > 0 && decision !== 'unread')) continue
    return list.value.isComplete && seenIds.size === 0 ? { kind: 'none' } : inconclusiveResult(seenIds)
  }
}

/** `unread`: nobody says whether the job belongs to another step. */
async function unlessClaimed(
  decision: RecoveryResult,
  { readOtherClaims }: RecoveryOptions,
): Promise<RecoveryResult | 'unread'> {
  if (decision.kind !== 'adopted' || readOtherClaims === undefined) return decision
  const claims = await readOtherClaims()
  if (!claims.ok) return 'unread'
  return isClaimed(decision, claims.value) ? { kind: 'ambiguous', ids: [decision.job.id] } : decision
}

/** A job that shows every field of our request is ours whatever else was sent. */
function isClaimed({ job, unverified }: MatchingJob, { jobIds, submissions }: OtherClaims): boolean {
  const mayBeOf = (submission: PendingSubmission): boolean =>
    findAdjusted([job], submission, new Set()).length > 0
  return jobIds.has(job.id) || (unverified.length > 0 && submissions.some(mayBeOf))
}

/** Names any matching job that was ever seen, even if it has disappeared since. */
function inconclusiveResult(
  seenIds: ReadonlySet<string>,
  { error, isTimedOut }: { readonly error?: ApiError; readonly isTimedOut?: boolean } = {},
): RecoveryResult {
  if (seenIds.size > 0) return { kind: 'ambiguous', ids: [...seenIds] }
  return { kind: 'unreadable', error, isTimedOut }
}

interface MatchingJob {
  readonly job: TrainingJob
  readonly unverified: readonly string[]
}

/** The jobs that may be ours: new, not claimed, and without a field that differs. */
export function findCandidates(
  jobs: readonly TrainingJob[],
  pending: PendingSubmission,
  claimedIds: ReadonlySet<string>,
): readonly MatchingJob[] {
  const knownIds = new Set(pending.knownIds)
  const isNew = ({ id, createdAt }: TrainingJob): boolean =>
    !knownIds.has(id) &&
    (createdAt === undefined
      ? pending.isBaselineComplete
      : createdAt >= pending.sinceS && createdAt <= (pending.untilS ?? Infinity))
  return jobs
    .filter((job) => isNew(job) && !claimedIds.has(job.id))
    .map((job) => ({ job, ...matchFingerprint(pending.fingerprint, job) }))
    .filter(({ differs }) => !differs)
    .map(({ job, unverified }) => ({ job, unverified }))
}

/**
 * The jobs that may be ours if the service has adjusted what it adjusts in other answers, too. They are not adopted, but as
 * long as there is one, nothing says that ours does not exist.
 */
function findAdjusted(
  jobs: readonly TrainingJob[],
  pending: PendingSubmission,
  claimedIds: ReadonlySet<string>,
): readonly TrainingJob[] {
  const fingerprint = withoutAdjustable(pending.fingerprint)
  return findCandidates(jobs, { ...pending, fingerprint }, claimedIds).map(({ job }) => job)
}

function decideAmong(
  candidates: readonly MatchingJob[],
  previous: readonly MatchingJob[],
  requireExactMatch: boolean,
): RecoveryResult | undefined {
  const ids = candidates.map(({ job }) => job.id)
  const [only] = candidates
  if (only === undefined) return undefined
  if (candidates.length > 1) return { kind: 'ambiguous', ids }
  if (previous.length !== 1 || previous[0]?.job.id !== only.job.id) return undefined
  return requireExactMatch && only.unverified.length > 0
    ? { kind: 'ambiguous', ids }
    : { kind: 'adopted', ...only }
}

interface ListFailure {
  readonly error: ApiError
  readonly streak: FailureStreak | undefined
}

function addListFailure(failure: ListFailure | undefined, error: ApiError, nowMs: number): ListFailure {
  return { error, streak: countFailure(failure?.streak, error, nowMs) }
}

function isBeyondRetry({ error, streak }: ListFailure, nowMs: number): boolean {
  return isBudgetExhausted(streak, error, 'read-before', nowMs)
}

function searchDelayMs(
  searches: number,
  failure: ListFailure | undefined,
  { random }: RecoveryOptions,
): number {
  const intervalMs =
    SEARCH_INTERVALS_MS[Math.min(searches, SEARCH_INTERVALS_MS.length - 1)] ?? SEARCH_WINDOW_MS
  if (failure === undefined) return intervalMs
  const { error } = failure
  return searches < FAST_SEARCHES
    ? Math.max(intervalMs, error.retryAfterMs ?? 0)
    : outageIntervalMs(error, random())
}
