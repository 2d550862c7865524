import fc from 'fast-check'
import type { Operation } from '../fakes/forge-api.ts'

/** One run of a step with all its faults. Plain data, so that fast-check can shrink it. */
export interface RandomSchedule {
  readonly specs: readonly SpecName[]
  readonly inputs: {
    readonly waitFor: 'completed' | 'started' | 'none'
    readonly onTimeout: 'leave' | 'cancel'
    readonly onCancel: 'leave' | 'cancel'
    readonly onUnknown: 'fail' | 'resubmit'
    readonly isInMatrix: boolean
    readonly timeoutMs: number
  }
  readonly service: {
    readonly latencyMs: number
    readonly order: 'newest-first' | 'oldest-first'
    readonly maxPageSize: number
    readonly reportsTotal: boolean
    readonly reportsTime: boolean
    readonly reportsCreatedAt: boolean
    readonly reportsWholeRequest: boolean
    /** Existing jobs of other clients. */
    readonly olderJobs: number
  }
  /** How the jobs proceed, in order of creation. */
  readonly timelines: readonly JobTimeline[]
  readonly faults: readonly FaultRule[]
  readonly externalEvents: readonly ExternalEvent[]
  readonly stop?: StopRule
  readonly commentFaults: readonly CommentFault[]
  readonly seed: number
}

export interface JobTimeline {
  readonly queuedMs: number
  readonly runsMs: number
  readonly end: 'SUCCESS' | 'FAILED' | 'CANCELLED' | 'SUCCESS without a model' | 'never'
  readonly cancelDelayMs?: number
}

/** Applies an effect to `times` calls of an operation, from the `nth` on. */
export interface FaultRule {
  readonly operation: Operation
  readonly nth: number
  readonly times: number
  readonly effect: FaultEffect
}

export type FaultEffect =
  | { readonly kind: 'not-sent' }
  | {
      readonly kind: 'interrupted' | 'invalid-response'
      readonly isProcessed: boolean
      readonly takesMs: number
    }
  /** The response is lost, and the request is processed after the client has given up. */
  | { readonly kind: 'late'; readonly afterMs: number }
  | {
      readonly kind: 'http'
      readonly status: number
      readonly isProcessed: boolean
      readonly retryAfterMs?: number
    }
  | { readonly kind: 'slow'; readonly takesMs: number }
  | { readonly kind: 'stale'; readonly staleMs: number }

/** Another client submits one of our specs or something else, or one of its jobs disappears. */
export interface ExternalEvent {
  readonly atMs: number
  readonly action: SpecName | 'other-job' | 'delete-job'
}

/** The runner stops the step `afterMs` after the `nth` call of an operation began. */
export interface StopRule {
  readonly operation: Operation
  readonly nth: number
  readonly afterMs: number
  readonly by: 'signal' | 'kill'
  /** `success`: killed under `continue-on-error`. */
  readonly jobStatus: 'cancelled' | 'failure' | 'success'
}

export interface CommentFault {
  readonly nth: number
  readonly times: number
  readonly failure: 'transient' | 'forbidden' | 'not-found' | 'none'
  readonly takesMs: number
}

const MODEL = { base_model: 'mistral-small-latest' }
const DATASET_ID = '1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11'
const HYPERPARAMETERS = { learning_rate: 1e-5, training_steps: 100 }

/**
 * The spec files. `twin` differs from `base` only in a field that the service does not return, the others in fields
 * that it does.
 */
export const SPECS = {
  base: { job_type: 'dpo', model_config: MODEL, dataset_ids: [DATASET_ID], hyperparameters: HYPERPARAMETERS },
  twin: {
    job_type: 'dpo',
    model_config: MODEL,
    dataset_ids: [DATASET_ID.replace('1f', '2f')],
    hyperparameters: HYPERPARAMETERS,
  },
  slower: {
    job_type: 'dpo',
    model_config: MODEL,
    dataset_ids: [DATASET_ID],
    hyperparameters: { ...HYPERPARAMETERS, training_steps: 200 },
  },
  other: { job_type: 'supervised_fine_tuning', model_config: MODEL, dataset_ids: [DATASET_ID] },
} as const

export type SpecName = keyof typeof SPECS
export const SPEC_NAMES = Object.keys(SPECS) as readonly SpecName[]

/** Whether jobs of the two specs are identical in all fields that the contract lets a service return. */
export function areIndistinguishable(one: SpecName, other: SpecName): boolean {
  const pair: readonly SpecName[] = ['base', 'twin']
  return one === other || (pair.includes(one) && pair.includes(other))
}

const MINUTE = 60_000
/** The service has rejected the request. */
const REJECTING_STATUSES = [301, 307, 400, 401, 402, 403, 404, 405, 410, 413, 422]
/** The service may have processed the request. */
const AMBIGUOUS_STATUSES = [303, 408, 500, 502, 503, 504, 520, 524]
const NOT_PROCESSED_STATUSES = [429, 521, 523]

const ms = (max: number) => fc.integer({ min: 0, max })
/** Evenly distributed over the orders of magnitude, from one second. */
const logMs = (maxMs: number) =>
  fc.integer({ min: 0, max: 1_000 }).map((share) => Math.round(1_000 * (maxMs / 1_000) ** (share / 1_000)))

const effects: fc.Arbitrary<FaultEffect> = fc.oneof(
  fc.constant<FaultEffect>({ kind: 'not-sent' }),
  fc.record<FaultEffect & { kind: 'interrupted' }>({
    kind: fc.constantFrom('interrupted', 'invalid-response') as fc.Arbitrary<'interrupted'>,
    isProcessed: fc.boolean(),
    takesMs: ms(30_000),
  }),
  fc.record<FaultEffect & { kind: 'late' }>({ kind: fc.constant('late'), afterMs: logMs(20 * MINUTE) }),
  fc.record(
    {
      kind: fc.constant('http' as const),
      status: fc.constantFrom(...AMBIGUOUS_STATUSES),
      isProcessed: fc.boolean(),
      retryAfterMs: logMs(60 * MINUTE),
    },
    { requiredKeys: ['kind', 'status', 'isProcessed'] },
  ),
  fc.record(
    {
      kind: fc.constant('http' as const),
      status: fc.constantFrom(...NOT_PROCESSED_STATUSES),
      isProcessed: fc.constant(false),
      retryAfterMs: logMs(60 * MINUTE),
    },
    { requiredKeys: ['kind', 'status', 'isProcessed'] },
  ),
  fc.record({
    kind: fc.constant('http' as const),
    status: fc.constantFrom(...REJECTING_STATUSES, 409),
    isProcessed: fc.constant(false),
  }),
  fc.record<FaultEffect & { kind: 'slow' }>({ kind: fc.constant('slow'), takesMs: ms(30_000) }),
  fc.record<FaultEffect & { kind: 'stale' }>({ kind: fc.constant('stale'), staleMs: logMs(10 * MINUTE) }),
)

const OPERATIONS: readonly Operation[] = ['list', 'create', 'get', 'cancel']
/** Weighted: submission and list matter most. */
const operations = fc.constantFrom<Operation>('create', 'create', 'list', 'list', 'get', 'cancel')
const callNumbers = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 }))

const faults = fc.record<FaultRule>({
  operation: operations,
  nth: callNumbers,
  times: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 })),
  effect: effects,
})

const timelines = fc.record(
  {
    queuedMs: logMs(60 * MINUTE),
    runsMs: logMs(300 * MINUTE),
    end: fc.constantFrom<JobTimeline['end']>(
      'SUCCESS',
      'FAILED',
      'CANCELLED',
      'SUCCESS without a model',
      'never',
    ),
    cancelDelayMs: ms(60_000),
  },
  { requiredKeys: ['queuedMs', 'runsMs', 'end'] },
)

const mostly = (usual: boolean) => fc.oneof({ weight: 7, arbitrary: fc.constant(usual) }, fc.boolean())

export const schedules: fc.Arbitrary<RandomSchedule> = fc.record(
  {
    specs: fc.uniqueArray(fc.constantFrom(...SPEC_NAMES), { minLength: 1, maxLength: 3 }),
    inputs: fc.record({
      waitFor: fc.constantFrom('completed', 'completed', 'started', 'none'),
      onTimeout: fc.constantFrom('leave', 'cancel'),
      onCancel: fc.constantFrom('cancel', 'leave'),
      onUnknown: fc.constantFrom('fail', 'fail', 'fail', 'resubmit'),
      isInMatrix: fc.boolean(),
      timeoutMs: logMs(350 * MINUTE),
    }),
    service: fc.record({
      latencyMs: fc.constantFrom(0, 40, 900),
      order: fc.constantFrom('newest-first', 'newest-first', 'oldest-first'),
      maxPageSize: fc.constantFrom(100, 100, 20),
      reportsTotal: mostly(true),
      reportsTime: mostly(true),
      reportsCreatedAt: mostly(true),
      reportsWholeRequest: mostly(false),
      olderJobs: fc.constantFrom(0, 3, 3, 110),
    }),
    timelines: fc.array(timelines, { minLength: 1, maxLength: 3 }),
    faults: fc.array(faults, { maxLength: 4 }),
    externalEvents: fc.array(
      fc.record<ExternalEvent>({
        atMs: fc.oneof(ms(20_000), logMs(30 * MINUTE)),
        action: fc.constantFrom<ExternalEvent['action']>(
          ...SPEC_NAMES,
          'other-job',
          'other-job',
          'delete-job',
        ),
      }),
      { maxLength: 3 },
    ),
    stop: fc.record<StopRule>({
      operation: fc.constantFrom(...OPERATIONS),
      nth: callNumbers,
      afterMs: fc.oneof(ms(1_500), ms(200_000)),
      by: fc.constantFrom('signal', 'signal', 'kill'),
      jobStatus: fc.constantFrom('cancelled', 'cancelled', 'cancelled', 'failure', 'success'),
    }),
    commentFaults: fc.array(
      fc.record<CommentFault>({
        nth: callNumbers,
        times: fc.integer({ min: 1, max: 10 }),
        failure: fc.constantFrom('transient', 'forbidden', 'not-found', 'none'),
        takesMs: ms(5_000),
      }),
      { maxLength: 2 },
    ),
    seed: fc.nat(),
  },
  {
    requiredKeys: [
      'specs',
      'inputs',
      'service',
      'timelines',
      'faults',
      'externalEvents',
      'commentFaults',
      'seed',
    ],
  },
)
