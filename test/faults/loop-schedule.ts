import fc from 'fast-check'
import type { Operation } from '../fakes/forge-api.ts'

/** One step with all its jobs and all faults of both services. Plain data, so that fast-check can shrink it. */
export interface LoopSchedule {
  /** One for each spec. */
  readonly jobs: readonly LoopJob[]
  /** Unfinished jobs in the record, which the step supersedes. */
  readonly oldJobs: readonly OldJob[]
  readonly timeoutMs: number
  readonly service: {
    readonly latencyMs: number
    readonly listLagMs: number
    readonly order: 'newest-first' | 'oldest-first' | 'any'
    readonly maxPageSize: number
    readonly reportsModifiedAt: boolean
    /** Existing jobs of other clients. */
    readonly otherJobs: number
  }
  readonly troubles: readonly Trouble[]
  readonly faults: readonly SingleFault[]
  readonly githubTroubles: readonly GitHubTrouble[]
  readonly seed: number
}

export interface LoopJob {
  readonly queuedMs: number
  readonly runsMs: number
  readonly end: 'SUCCESS' | 'FAILED' | 'CANCELLED'
  /** The record has a live job of this request, so nothing is submitted. */
  readonly isRecorded: boolean
}

export interface OldJob {
  /** Recorded for a spec that the step no longer has. */
  readonly isOfRemovedSpec: boolean
  readonly cancelDelayMs: number
}

/** A window in which matching requests fail. */
export interface Trouble {
  /** Starts this long after the step, or after the `afterCreate`-th submission was sent. */
  readonly delayMs: number
  readonly afterCreate?: number
  readonly lengthMs: number
  readonly of: TroubleScope
  readonly effect: FaultEffect
}

/** A number: the reads of one job of the step. */
export type TroubleScope = 'everything' | 'list' | 'create' | 'cancel' | number

/** `times` calls of an operation, from the `nth` on. */
export interface SingleFault {
  readonly operation: Operation
  readonly nth: number
  readonly times: number
  readonly effect: FaultEffect
}

export type FaultEffect =
  | { readonly kind: 'not-sent' }
  | { readonly kind: 'interrupted'; readonly isProcessed: boolean; readonly takesMs: number }
  | {
      readonly kind: 'http'
      readonly status: number
      readonly isProcessed: boolean
      readonly retryAfterMs?: number
    }
  | { readonly kind: 'slow'; readonly takesMs: number }

export interface GitHubTrouble {
  readonly delayMs: number
  readonly lengthMs: number
  readonly effect: 'bad-gateway' | 'rate-limited' | 'slow'
}

const MINUTE = 60_000

const ms = (max: number) => fc.integer({ min: 0, max })
/** Evenly distributed over the orders of magnitude, from one second. */
const logMs = (maxMs: number) =>
  fc.integer({ min: 0, max: 1_000 }).map((share) => Math.round(1_000 * (maxMs / 1_000) ** (share / 1_000)))

const http = (statuses: readonly number[]) =>
  fc.record(
    {
      kind: fc.constant('http' as const),
      status: fc.constantFrom(...statuses),
      isProcessed: fc.boolean(),
      retryAfterMs: logMs(20 * MINUTE),
    },
    { requiredKeys: ['kind', 'status', 'isProcessed'] },
  )

const effects: fc.Arbitrary<FaultEffect> = fc.oneof(
  fc.constant<FaultEffect>({ kind: 'not-sent' }),
  fc.record<FaultEffect & { kind: 'interrupted' }>({
    kind: fc.constant('interrupted'),
    isProcessed: fc.boolean(),
    takesMs: ms(30_000),
  }),
  http([500, 502, 503]),
  // A throttled request is never processed.
  http([429]).map((effect) => ({ ...effect, isProcessed: false })),
  fc.record<FaultEffect & { kind: 'slow' }>({ kind: fc.constant('slow'), takesMs: ms(25_000) }),
)

const scopes = fc.oneof(
  fc.constantFrom<TroubleScope>('everything', 'everything', 'list', 'create', 'create', 'cancel'),
  fc.nat({ max: 11 }),
)
const troubles = fc.record<Trouble>(
  {
    delayMs: logMs(60 * MINUTE),
    afterCreate: fc.integer({ min: 1, max: 12 }),
    lengthMs: logMs(40 * MINUTE),
    of: scopes,
    effect: effects,
  },
  { requiredKeys: ['delayMs', 'lengthMs', 'of', 'effect'] },
)

const jobs = fc.record<LoopJob>({
  queuedMs: logMs(20 * MINUTE),
  runsMs: logMs(90 * MINUTE),
  end: fc.constantFrom('SUCCESS', 'SUCCESS', 'FAILED', 'CANCELLED'),
  isRecorded: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, fc.constant(true)),
})

export const loopSchedules: fc.Arbitrary<LoopSchedule> = fc.record({
  jobs: fc.oneof(
    fc.array(jobs, { minLength: 1, maxLength: 4 }),
    fc.array(jobs, { minLength: 1, maxLength: 12 }),
  ),
  oldJobs: fc.oneof(
    fc.constant([]),
    fc.array(fc.record<OldJob>({ isOfRemovedSpec: fc.boolean(), cancelDelayMs: ms(60_000) }), {
      maxLength: 10,
    }),
  ),
  timeoutMs: fc.oneof(fc.constant(350 * MINUTE), logMs(350 * MINUTE)),
  service: fc.record({
    latencyMs: fc.constantFrom(0, 50, 900),
    listLagMs: fc.constantFrom(0, 0, 6_000, MINUTE, 10 * MINUTE),
    order: fc.constantFrom('newest-first', 'newest-first', 'oldest-first', 'any'),
    maxPageSize: fc.constantFrom(100, 100, 20),
    reportsModifiedAt: fc.boolean(),
    otherJobs: fc.constantFrom(0, 3, 25),
  }),
  troubles: fc.array(troubles, { maxLength: 3 }),
  faults: fc.array(
    fc.record<SingleFault>({
      operation: fc.constantFrom('list', 'create', 'create', 'get', 'cancel'),
      nth: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 40 })),
      times: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 })),
      effect: effects,
    }),
    { maxLength: 3 },
  ),
  githubTroubles: fc.array(
    fc.record<GitHubTrouble>({
      delayMs: logMs(60 * MINUTE),
      lengthMs: logMs(20 * MINUTE),
      effect: fc.constantFrom('bad-gateway', 'rate-limited', 'slow'),
    }),
    { maxLength: 2 },
  ),
  seed: fc.nat(),
})
