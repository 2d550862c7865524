import type { Failure, Reply } from './api.ts'
import type { Clock } from './clock.ts'

/**
 * What a failed submission means.
 *
 * - `not-sent`: no job can have come of it; trying again is safe.
 * - `busy`: the service asked to come back later, and accepted nothing.
 * - `refused`: the service said no, and will say it again.
 * - `conflict`: the service says that it has this already.
 * - `ambiguous`: there may or may not be a job now.
 */
export type SubmissionClass = 'not-sent' | 'busy' | 'refused' | 'conflict' | 'ambiguous'

/** What a status says of a submission; every other one is ambiguous. */
const SUBMISSION_STATUSES: Readonly<Record<Exclude<SubmissionClass, 'ambiguous'>, readonly number[]>> = {
  // Cloudflare: its connection to the origin was refused or failed in the handshake, so the origin has seen nothing.
  'not-sent': [521, 523, 525, 526],
  busy: [429],
  refused: [301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 406, 410, 411, 413, 414, 415, 422, 431, 451],
  conflict: [409],
}

const CLASS_OF_STATUS = new Map(
  Object.entries(SUBMISSION_STATUSES).flatMap(([name, statuses]) =>
    statuses.map((status): [number, SubmissionClass] => [status, name as SubmissionClass]),
  ),
)

/** Classifies a failed `create`. Whatever is not known to be harmless is ambiguous. */
export function classifySubmission({ kind, status }: Failure): SubmissionClass {
  if (kind === 'unsent') return 'not-sent'
  if (kind !== 'status' || status === undefined) return 'ambiguous'
  return CLASS_OF_STATUS.get(status) ?? 'ambiguous'
}

/** Answers to the list that say that the key or the address is wrong, so that a submission would be refused too. */
const HOPELESS = new Set([401, 402])

/**
 * What a failed look at the list before the submission means: `stop`, or `blind` where only the list is closed to this
 * key, so that a lost answer could not be cleared up.
 */
export function classifySurvey({ status = 0 }: Failure): 'stop' | 'blind' {
  return HOPELESS.has(status) || status < 400 ? 'stop' : 'blind'
}

/** How long reading a job may fail in one way before the job counts as out of reach. */
export interface Patience {
  /** At least so many failures in a row ... */
  readonly failures: number
  /** ... over at least so many milliseconds. */
  readonly spanMs: number
}

const ENDLESS: Patience = { failures: Infinity, spanMs: Infinity }
const AT_ONCE: Patience = { failures: 1, spanMs: 0 }
/** A passing 401 is real (a key that is being rotated, an exhausted quota), so one alone never ends a wait. */
const SHORT: Patience = { failures: 5, spanMs: 120_000 }
/** A fresh job may not be readable yet on every server of the service. */
const FRESH_JOB: Patience = { failures: 5, spanMs: 120_000 }
const VANISHED_JOB: Patience = { failures: 5, spanMs: 600_000 }

/** What we know of a job before the read that failed. */
export type Acquaintance = 'first-contact' | 'just-created' | 'read-before'

/**
 * Patience with a failed read. Outages (connection, 408, 429, 5xx, unreadable answers) are waited out; the deadline ends
 * them. Answers that mean "no" are believed at once on first contact, and otherwise after a while.
 */
export function patienceWith(failure: Failure, acquaintance: Acquaintance): Patience {
  if (isOutage(failure)) return ENDLESS
  if (acquaintance === 'first-contact') return AT_ONCE
  if (failure.status === 404) return acquaintance === 'just-created' ? FRESH_JOB : VANISHED_JOB
  return SHORT
}

/** Refusals in a row. */
export interface Refusals {
  readonly count: number
  /** Point on the monotonic clock of the first, in milliseconds. */
  readonly sinceMs: number
}

/** Counts one more failure. An outage between two refusals does not make them more believable: it begins anew. */
export function refusalsWith(
  before: Refusals | undefined,
  failure: Failure,
  nowMs: number,
): Refusals | undefined {
  if (isOutage(failure)) return undefined
  return { count: (before?.count ?? 0) + 1, sinceMs: before?.sinceMs ?? nowMs }
}

/** Whether refusals have lasted so long that they are to be believed. */
export function isBelievable(
  refusals: Refusals | undefined,
  failure: Failure,
  acquaintance: Acquaintance,
  nowMs: number,
): boolean {
  if (refusals === undefined) return false
  const { failures, spanMs } = patienceWith(failure, acquaintance)
  return refusals.count >= failures && nowMs - refusals.sinceMs >= spanMs
}

/** Whether a failure says nothing about the request itself, only that the service is not itself at the moment. */
export function isOutage(failure: Failure): boolean {
  const status = failure.kind === 'status' ? (failure.status ?? 0) : 0
  return status < 300 || status >= 500 || PASSING.has(status)
}

const PASSING = new Set([408, 425, 429])

/** What a retried request needs of the world. */
export interface Persistence {
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** Point on the monotonic clock after which no request is made any more, in milliseconds. */
  readonly untilMs: number
  /** Is told of the first of a run of failures, where it is tried again. */
  readonly onFirstFailure?: (failure: Failure) => void
}

const FIRST_BACKOFF_MS = 1_000
const LONGEST_BACKOFF_MS = 30_000

/**
 * Milliseconds until try number `tries + 1`: doubling from 1 s to 30 s, between half and all of it by chance, never
 * before the service wants to be asked again.
 */
export function backoffMs(tries: number, retryAfterMs: number | undefined, random: number): number {
  const full = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(tries - 1, 10))
  return Math.max(full * (0.5 + 0.5 * random), retryAfterMs ?? 0)
}

/**
 * Makes a request that is safe to repeat until it is answered, refused, or the time is over; returns the last reply.
 */
export async function persistently<T>(
  request: () => Promise<Reply<T>>,
  acquaintance: Acquaintance,
  { clock, random, untilMs, onFirstFailure }: Persistence,
): Promise<Reply<T>> {
  let refusals: Refusals | undefined
  for (let tries = 1; ; tries++) {
    const reply = await request()
    if (reply.ok) return reply
    refusals = refusalsWith(refusals, reply.failure, clock.now())
    if (isBelievable(refusals, reply.failure, acquaintance, clock.now())) return reply
    const waitMs = backoffMs(tries, reply.failure.retryAfterMs, random())
    if (clock.now() + waitMs > untilMs) return reply
    if (tries === 1) onFirstFailure?.(reply.failure)
    await clock.sleep(waitMs)
  }
}
