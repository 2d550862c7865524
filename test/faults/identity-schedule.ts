import fc from 'fast-check'

/** What people and workflows do to one pull request. Plain data, so that fast-check can shrink it. */
export interface IdentitySchedule {
  readonly events: readonly IdentityEvent[]
  /** Longest lag of GitHub's list of comments. */
  readonly lagMs: number
  /** Longest duration of a call to GitHub or the service. */
  readonly latencyMs: number
  /** The service's clock minus GitHub's. */
  readonly serviceClockOffsetMs: number
  /** The requests differ only in what the service does not return. */
  readonly looksAlike: boolean
  readonly seed: number
}

export type IdentityEvent = { readonly afterMs: number } & (
  | StepEvent
  | SyncEvent
  /** The newest running step is killed, or its workflow is cancelled. */
  | { readonly kind: 'kill' | 'cancel' }
  /** The newest running step is suspended, alone or with the machine of its runner. */
  | { readonly kind: 'suspension'; readonly what: 'process' | 'machine'; readonly durationMs: number }
  /** Somebody edits our oldest comment, or deletes it. */
  | { readonly kind: 'edit'; readonly change: 'line on top' | 'marker at the end' | 'deletion' }
  /** GitHub refuses the next calls. */
  | { readonly kind: 'refusal'; readonly calls: number; readonly isNotFound: boolean }
  /** GitHub acknowledges the next write, but does not store it: a lost update by a writer that we do not know. */
  | { readonly kind: 'lost write' }
  /** Somebody puts a forged record into a comment of our login. */
  | {
      readonly kind: 'forge'
      readonly request: RequestName
      readonly claims: 'a job' | 'a submission' | 'a newer run'
    }
)

/** A scheduled workflow runs `command: sync`. */
export interface SyncEvent {
  readonly kind: 'sync'
  /** The pull request is closed while it runs. */
  readonly isClosed: boolean
  /** What GitHub says about runs whose step was killed: a person forced their end, or the runner was lost. */
  readonly conclusion: 'cancelled' | 'failure'
}

export interface StepEvent {
  readonly kind: 'step'
  /** Workflow, job and event, which are the owner. */
  readonly owner: number
  /** Starts a run of its own, or belongs to the run of the step before. */
  readonly isOfSameRun: boolean
  /** A second attempt of the newest run of this owner that has ended. */
  readonly isRerun: boolean
  /** Another run for the commit of this owner's newest run, as after two activity types of one push. */
  readonly isDuplicateRun: boolean
  /** A run of its own for an older commit than the head. A start by hand is for no head, either. */
  readonly isNotHead: boolean
  /** The documents of its files, in order; each a file if not `isOneFile`. */
  readonly requests: readonly RequestName[]
  readonly isOneFile: boolean
  /** Part of the names of the files. */
  readonly fileName: number
  readonly waitFor: 'completed' | 'none'
  readonly reuse: boolean
  /** Which of two API keys signs its record. */
  readonly key: number
  /** The runner's clock minus ours. */
  readonly clockOffsetMs: number
  /** Whether its first submission or the response to it is lost. */
  readonly loses: 'nothing' | 'response' | 'submission'
  /** It is killed at that moment. */
  readonly isKilledThen: boolean
}

export const REQUEST_NAMES = ['a', 'b', 'c'] as const
export type RequestName = (typeof REQUEST_NAMES)[number]

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** `true` in about a tenth of the cases, and never in the simplest one. */
const rarely = fc.nat(9).map((n) => n === 9)

const step: fc.Arbitrary<StepEvent> = fc.record({
  kind: fc.constant('step' as const),
  owner: fc.nat(3),
  isOfSameRun: fc.boolean(),
  isRerun: rarely,
  isDuplicateRun: rarely,
  isNotHead: rarely,
  requests: fc.uniqueArray(fc.constantFrom(...REQUEST_NAMES), { minLength: 1, maxLength: 3 }),
  isOneFile: fc.boolean(),
  fileName: fc.nat(1),
  waitFor: fc.constantFrom('completed' as const, 'none' as const),
  reuse: rarely.map((isOff) => !isOff),
  key: rarely.map(Number),
  clockOffsetMs: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(-DAY, -6 * MINUTE, 6 * MINUTE, DAY) },
  ),
  loses: fc.nat(9).map((n) => (n === 9 ? 'response' : n === 8 ? 'submission' : 'nothing')),
  isKilledThen: fc.boolean(),
})

const syncEvent: fc.Arbitrary<SyncEvent> = fc.record({
  kind: fc.constant('sync' as const),
  isClosed: rarely,
  conclusion: fc.constantFrom('cancelled' as const, 'failure' as const),
})

const event = fc.oneof(
  { weight: 8, arbitrary: step },
  { weight: 1, arbitrary: syncEvent },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('kill' as const, 'cancel' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('suspension' as const),
      what: fc.constantFrom('process' as const, 'machine' as const),
      durationMs: fc.constantFrom(MINUTE, 4 * MINUTE, 12 * MINUTE, 60 * MINUTE),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      change: fc.constantFrom('line on top' as const, 'marker at the end' as const, 'deletion' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lost write' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('refusal' as const),
      calls: fc.integer({ min: 1, max: 3 }),
      isNotFound: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('forge' as const),
      request: fc.constantFrom(...REQUEST_NAMES),
      claims: fc.constantFrom('a job' as const, 'a submission' as const, 'a newer run' as const),
    }),
  },
)

const anyEvent = fc
  .tuple(event, fc.constantFrom(0, 0, 500, 3_000, 7_000, MINUTE, 5 * MINUTE, 20 * MINUTE))
  .map(([each, afterMs]): readonly IdentityEvent[] => [{ ...each, afterMs }])

/** A sync finds the job of a killed step once its lease has expired. Without this, few schedules get that far. */
const killAndSync = syncEvent.map((each): readonly IdentityEvent[] => [
  { kind: 'kill', afterMs: MINUTE },
  { ...each, afterMs: 20 * MINUTE },
])

export const identitySchedules: fc.Arbitrary<IdentitySchedule> = fc.record({
  events: fc
    .array(fc.oneof({ weight: 8, arbitrary: anyEvent }, { weight: 1, arbitrary: killAndSync }), {
      minLength: 2,
      maxLength: 8,
    })
    .map((chunks) => chunks.flat()),
  lagMs: fc.constantFrom(0, 500, 2_000),
  latencyMs: fc.constantFrom(0, 200, 900),
  serviceClockOffsetMs: fc.constantFrom(0, 0, 0, -DAY, -6 * MINUTE, 6 * MINUTE, DAY),
  looksAlike: fc.nat(2).map((n) => n === 2),
  seed: fc.nat(),
})
