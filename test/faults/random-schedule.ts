import fc from 'fast-check'
import type { Operation } from '../fakes/forge-api.ts'

/** One run of a step, and all that goes wrong in it. Every field is plain, so that it shrinks to what matters. */
export interface Schedule {
  readonly specs: readonly SpecName[]
  readonly inputs: {
    readonly waitFor: 'end' | 'start' | 'nothing'
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
    readonly tellsTotal: boolean
    readonly tellsTime: boolean
    readonly tellsAge: boolean
    readonly tellsAll: boolean
    /** Jobs of others, made before. */
    readonly olderJobs: number
  }
  /** How the jobs go on, in the order of their acceptance. */
  readonly courses: readonly Course[]
  readonly strikes: readonly Strike[]
  readonly others: readonly Deed[]
  readonly stop?: Stop
  readonly comments: readonly CommentStrike[]
  readonly seed: number
}

export interface Course {
  readonly queuedMs: number
  readonly runsMs: number
  readonly end: 'SUCCESS' | 'FAILED' | 'CANCELLED' | 'SUCCESS without a model' | 'never'
  readonly cancelDelayMs?: number
}

/** What happens to the `nth` exchange of an operation, and to the next ones. */
export interface Strike {
  readonly operation: Operation
  readonly nth: number
  readonly times: number
  readonly blow: Blow
}

export type Blow =
  | { readonly kind: 'unsent' }
  | { readonly kind: 'lost' | 'garbled'; readonly isCarriedOut: boolean; readonly takesMs: number }
  /** Lost, and carried out when nobody waits for it any more. */
  | { readonly kind: 'late'; readonly afterMs: number }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly isCarriedOut: boolean
      readonly retryAfterMs?: number
    }
  | { readonly kind: 'slow'; readonly takesMs: number }
  | { readonly kind: 'stale'; readonly staleMs: number }

/** Somebody else submits the same as one of our specs, or something else; or a job of somebody vanishes. */
export interface Deed {
  readonly atMs: number
  readonly what: SpecName | 'another job' | 'vanish'
}

/** The runner stops the step so long after the `nth` exchange of an operation began. */
export interface Stop {
  readonly operation: Operation
  readonly nth: number
  readonly afterMs: number
  readonly by: 'signal' | 'kill'
  readonly jobStatus: 'cancelled' | 'failure'
}

export interface CommentStrike {
  readonly nth: number
  readonly times: number
  readonly reply: 'passing' | 'forbidden' | 'gone' | 'proper'
  readonly takesMs: number
}

const MODEL = { base_model: 'mistral-small-latest' }
const DATA = '1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11'
const NUMBERS = { learning_rate: 1e-5, training_steps: 100 }

/** What is in the files. `twin` differs from `base` in what the service does not tell, the others in what it does. */
export const SPECS = {
  base: { job_type: 'dpo', model_config: MODEL, dataset_ids: [DATA], hyperparameters: NUMBERS },
  twin: {
    job_type: 'dpo',
    model_config: MODEL,
    dataset_ids: [DATA.replace('1f', '2f')],
    hyperparameters: NUMBERS,
  },
  slower: {
    job_type: 'dpo',
    model_config: MODEL,
    dataset_ids: [DATA],
    hyperparameters: { ...NUMBERS, training_steps: 200 },
  },
  other: { job_type: 'supervised_fine_tuning', model_config: MODEL, dataset_ids: [DATA] },
} as const

export type SpecName = keyof typeof SPECS
export const SPEC_NAMES = Object.keys(SPECS) as readonly SpecName[]

/** Whether a job of one cannot be told from a job of the other by what the contract lets a service tell. */
export function areAlike(one: SpecName, other: SpecName): boolean {
  const pair: readonly SpecName[] = ['base', 'twin']
  return one === other || (pair.includes(one) && pair.includes(other))
}

const MINUTE = 60_000
/** Refusals: the service has done nothing. */
const REFUSALS = [301, 307, 400, 401, 402, 403, 404, 405, 410, 413, 422]
/** After these the service may have done it. */
const DOUBTS = [303, 408, 500, 502, 503, 504, 520, 524]
const HARMLESS = [429, 521, 523]

const ms = (max: number) => fc.integer({ min: 0, max })
/** Evenly over the orders of magnitude, from a second on. */
const logMs = (maxMs: number) =>
  fc.integer({ min: 0, max: 1_000 }).map((share) => Math.round(1_000 * (maxMs / 1_000) ** (share / 1_000)))

const blows: fc.Arbitrary<Blow> = fc.oneof(
  fc.constant<Blow>({ kind: 'unsent' }),
  fc.record<Blow & { kind: 'lost' }>({
    kind: fc.constantFrom('lost', 'garbled') as fc.Arbitrary<'lost'>,
    isCarriedOut: fc.boolean(),
    takesMs: ms(30_000),
  }),
  fc.record<Blow & { kind: 'late' }>({ kind: fc.constant('late'), afterMs: logMs(20 * MINUTE) }),
  fc.record(
    {
      kind: fc.constant('status' as const),
      status: fc.constantFrom(...DOUBTS),
      isCarriedOut: fc.boolean(),
      retryAfterMs: logMs(60 * MINUTE),
    },
    { requiredKeys: ['kind', 'status', 'isCarriedOut'] },
  ),
  fc.record(
    {
      kind: fc.constant('status' as const),
      status: fc.constantFrom(...HARMLESS),
      isCarriedOut: fc.constant(false),
      retryAfterMs: logMs(60 * MINUTE),
    },
    { requiredKeys: ['kind', 'status', 'isCarriedOut'] },
  ),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(...REFUSALS, 409),
    isCarriedOut: fc.constant(false),
  }),
  fc.record<Blow & { kind: 'slow' }>({ kind: fc.constant('slow'), takesMs: ms(30_000) }),
  fc.record<Blow & { kind: 'stale' }>({ kind: fc.constant('stale'), staleMs: logMs(10 * MINUTE) }),
)

const OPERATIONS: readonly Operation[] = ['list', 'create', 'get', 'cancel']
/** The first exchanges matter most, and the submission more than the rest. */
const operations = fc.constantFrom<Operation>('create', 'create', 'list', 'list', 'get', 'cancel')
const turns = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 }))

const strikes = fc.record<Strike>({
  operation: operations,
  nth: turns,
  times: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 })),
  blow: blows,
})

const courses = fc.record(
  {
    queuedMs: logMs(60 * MINUTE),
    runsMs: logMs(300 * MINUTE),
    end: fc.constantFrom<Course['end']>('SUCCESS', 'FAILED', 'CANCELLED', 'SUCCESS without a model', 'never'),
    cancelDelayMs: ms(60_000),
  },
  { requiredKeys: ['queuedMs', 'runsMs', 'end'] },
)

const seldom = (usual: boolean) => fc.oneof({ weight: 7, arbitrary: fc.constant(usual) }, fc.boolean())

export const schedules: fc.Arbitrary<Schedule> = fc.record(
  {
    specs: fc.uniqueArray(fc.constantFrom(...SPEC_NAMES), { minLength: 1, maxLength: 3 }),
    inputs: fc.record({
      waitFor: fc.constantFrom('end', 'end', 'start', 'nothing'),
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
      tellsTotal: seldom(true),
      tellsTime: seldom(true),
      tellsAge: seldom(true),
      tellsAll: seldom(false),
      olderJobs: fc.constantFrom(0, 3, 3, 110),
    }),
    courses: fc.array(courses, { minLength: 1, maxLength: 3 }),
    strikes: fc.array(strikes, { maxLength: 4 }),
    others: fc.array(
      fc.record<Deed>({
        atMs: fc.oneof(ms(20_000), logMs(30 * MINUTE)),
        what: fc.constantFrom<Deed['what']>(...SPEC_NAMES, 'another job', 'another job', 'vanish'),
      }),
      { maxLength: 3 },
    ),
    stop: fc.record<Stop>({
      operation: fc.constantFrom(...OPERATIONS),
      nth: turns,
      afterMs: fc.oneof(ms(1_500), ms(200_000)),
      by: fc.constantFrom('signal', 'signal', 'kill'),
      jobStatus: fc.constantFrom('cancelled', 'cancelled', 'failure'),
    }),
    comments: fc.array(
      fc.record<CommentStrike>({
        nth: turns,
        times: fc.integer({ min: 1, max: 10 }),
        reply: fc.constantFrom('passing', 'forbidden', 'gone', 'proper'),
        takesMs: ms(5_000),
      }),
      { maxLength: 2 },
    ),
    seed: fc.nat(),
  },
  {
    requiredKeys: ['specs', 'inputs', 'service', 'courses', 'strikes', 'others', 'comments', 'seed'],
  },
)
