import { LEASE_GRACE_MS } from '../timeouts.ts'
import type { Hold, RunRef } from './record.ts'

/** A step, as other runs identify it. */
export interface LeaseHolder {
  readonly run: RunRef
  /** Distinguishes the steps of one run. */
  readonly holderId: string
  readonly commit: string
  /** The commit was not the head of the pull request: an older one, or that of a run that only reports there. */
  readonly isNotHead?: true
  /** The same for a step in all runs of its workflow: workflow, job, and step id or specs. */
  readonly owner: string
  /** Origin and prefix of the service's URL. */
  readonly service: string
  /** Tells API keys apart. */
  readonly keyId?: string
  /** Login of whoever started the run. */
  readonly actor?: string
  /** `on-cancel: leave` */
  readonly leavesOnCancel?: true
  /** `wait: false` or `wait: started` */
  readonly doesNotWait?: true
  /** `on-timeout: leave` */
  readonly leavesOnTimeout?: true
  /** `on-superseded: leave` */
  readonly leavesOnSuperseded?: true
  /** `reuse: false`: it submits without a search for other jobs of its requests. */
  readonly neverReuses?: true
}

/** A step that asks for a request. */
export interface Claimant extends LeaseHolder {
  readonly digest: string
  /** GitHub's time (Unix time). */
  readonly nowMs: number
  /** Only live jobs and jobs of this run are reused, because the data behind a dataset id changes. */
  readonly isScheduled?: boolean
}

/** Longest time between two heartbeats of a step. */
const MAX_HEARTBEAT_INTERVAL_MS = 15 * 60_000
const MAX_HEARTBEAT_GROWTH = 1.5

/** The upper bound of the interval that follows one: a lease is written before it is known. */
export function maxNextHeartbeatIntervalMs(heartbeatIntervalMs: number): number {
  return Math.min(MAX_HEARTBEAT_INTERVAL_MS, MAX_HEARTBEAT_GROWTH * heartbeatIntervalMs)
}

/**
 * How long a lease lasts from a heartbeat: at least 5 minutes beyond the next one, and a minute beyond the latest time of the
 * one after it, because a concurrent writer may overwrite one.
 */
export function leaseDurationMs(heartbeatIntervalMs: number): number {
  const untilSecondMs = maxNextHeartbeatIntervalMs(heartbeatIntervalMs) + OVERWRITTEN_HEARTBEAT_GRACE_MS
  return heartbeatIntervalMs + Math.max(LEASE_GRACE_MS, untilSecondMs)
}

const OVERWRITTEN_HEARTBEAT_GRACE_MS = 60_000

/** Longest lease that a step takes. A longer one cannot be genuine, and counts as expired. */
const MAX_LEASE_MS = 60 * 60_000
/** A claim that we did not sign is waited for no longer than this. */
const MAX_UNSIGNED_LEASE_MS = 5 * 60_000

/** Whether the holder is still alive. */
export function isLeaseActive(
  { leaseExpiresAtMs, isUnsigned }: Pick<Hold, 'leaseExpiresAtMs' | 'isUnsigned'>,
  nowMs: number,
): boolean {
  const remainingMs = leaseExpiresAtMs - nowMs
  return remainingMs > 0 && remainingMs <= (isUnsigned === true ? MAX_UNSIGNED_LEASE_MS : MAX_LEASE_MS)
}
