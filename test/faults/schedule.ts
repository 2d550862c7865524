import type { Fault } from '../simulator/faults.ts'
import {
  FAULTS,
  COMMENT_SAMPLE,
  CREATE_FAULTS,
  CREATE_SAMPLE,
  READ_SAMPLE,
  type FaultTemplate,
} from './fault-catalog.ts'

/** The faults of one run, of the service and of GitHub. */
export interface FaultSchedule {
  readonly id: string
  readonly family: string
  readonly forge: readonly Fault[]
  readonly github: readonly Fault[]
  /** Another client submits the same request at the same time. */
  readonly hasTwin?: boolean
  /** Number of specs of the step. Default: 1. */
  readonly specs?: number
  readonly stop?: StopPlan
  /** Number of datasets in the spec. Default: 1. */
  readonly datasets?: number
}

/** The step gets a signal; afterwards its post step runs. */
export interface StopPlan {
  readonly signal: NodeJS.Signals
  /** After the start of the step, when its job trains. */
  readonly afterMs: number
  /** What the runner tells the post step. */
  readonly jobStatus: 'cancelled' | 'failure' | 'success'
}

/** The requests to the service that get faults. */
const READS = [
  { operation: 'list', nth: 1 },
  { operation: 'get', nth: 1 },
  { operation: 'get', nth: 4 },
] as const
const COMMENTS = [
  { operation: 'listComments', nth: 1 },
  { operation: 'createComment', nth: 1 },
  { operation: 'updateComment', nth: 1 },
] as const
/**
 * The other calls to GitHub: is the pull request closed, the spec on the base branch, the claim, and the read before
 * each write.
 */
const OTHER_CALLS = [
  { operation: 'getPull', nth: 1 },
  { operation: 'getContent', nth: 1 },
  { operation: 'listComments', nth: 2 },
  { operation: 'listComments', nth: 3 },
  { operation: 'getComment', nth: 1 },
  { operation: 'getComment', nth: 2 },
  { operation: 'updateComment', nth: 2 },
] as const

type Trigger = NonNullable<Fault['on']>

const withTrigger = (template: FaultTemplate, on: Trigger): Fault => ({ ...template, on })

function idOf(faults: readonly Fault[]): string {
  return faults
    .map(({ kind, on, ...parameters }) => {
      const params = Object.entries(parameters).map(([name, value]) =>
        typeof value === 'function' ? `${name}=${value.toString()}` : `${name}=${JSON.stringify(value)}`,
      )
      return `${on?.operation ?? ''}#${String(on?.nth ?? '*')}:${[kind, ...params].join(' ')}`
    })
    .join(' + ')
}

function createSchedule(
  family: string,
  forge: readonly Fault[],
  github: readonly Fault[] = [],
  options: Partial<FaultSchedule> = {},
): FaultSchedule {
  const twinPrefix = options.hasTwin ? 'twin + ' : ''
  return { id: `${family} / ${twinPrefix}${idOf([...forge, ...github])}`, family, forge, github, ...options }
}

const STOP_MS = 60_000
const HANG_FROM_STOP: Fault = { kind: 'hang', on: { from: STOP_MS } }

/** A step that is stopped while its job trains. The services may hang from then on. */
function createStopSchedules(): readonly FaultSchedule[] {
  const stops = (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const).flatMap((signal) =>
    (['cancelled', 'failure', 'success'] as const).map((jobStatus): StopPlan => ({
      signal,
      jobStatus,
      afterMs: STOP_MS,
    })),
  )
  const schedule = (
    stop: StopPlan,
    what: string,
    faults: Partial<Pick<FaultSchedule, 'forge' | 'github'>>,
  ) => ({
    id: `a stopped step / ${stop.signal} ${stop.jobStatus}${what}`,
    family: 'a stopped step',
    forge: [],
    github: [],
    stop,
    ...faults,
  })
  const cancelled: StopPlan = { signal: 'SIGINT', jobStatus: 'cancelled', afterMs: STOP_MS }
  return [
    ...stops.map((stop) => schedule(stop, '', {})),
    schedule(cancelled, ' + GitHub hangs', { github: [HANG_FROM_STOP] }),
    schedule(cancelled, ' + the service hangs', { forge: [HANG_FROM_STOP] }),
    schedule(cancelled, ' + both hang', { forge: [HANG_FROM_STOP], github: [HANG_FROM_STOP] }),
    schedule(cancelled, ' + the answer to the submission is lost', {
      forge: [{ kind: 'hang', after: true, on: { operation: 'create', nth: 1 } }],
    }),
  ]
}

/** Faults of a submission while the first job is watched. */
const SECOND_CREATE_SAMPLE: readonly FaultTemplate[] = [
  { kind: 'status', status: 429, headers: { 'retry-after': '120' } },
  { kind: 'status', status: 503, headers: { 'retry-after': '120' }, after: true },
  { kind: 'status', status: 429 },
  { kind: 'reset', after: true },
]

const CREATE: Trigger = { operation: 'create', nth: 1 }
const faultsAt = (templates: readonly FaultTemplate[], on: Trigger): Fault[] =>
  templates.map((template) => withTrigger(template, on))
const product = <A, B>(left: readonly A[], right: readonly B[]): [A, B][] =>
  left.flatMap((a) => right.map((b): [A, B] => [a, b]))

/** Every schedule of the suite. */
export function createSchedules(): readonly FaultSchedule[] {
  const everyCreate = { operation: 'create' }
  const createFaults = faultsAt(CREATE_SAMPLE, CREATE)
  const pair = (family: string, left: readonly Fault[], right: readonly Fault[]) =>
    product(left, right).map((both) => createSchedule(family, both))
  return [
    createSchedule('no fault', []),
    createSchedule('1,700 datasets', [], [], { datasets: 1_700 }),
    ...READS.flatMap((on) =>
      faultsAt(FAULTS, on).map((fault) => createSchedule(`one fault: ${on.operation} ${on.nth}`, [fault])),
    ),
    ...faultsAt(CREATE_FAULTS, CREATE).map((fault) => createSchedule('one fault: create', [fault])),
    ...COMMENTS.flatMap((on) =>
      faultsAt(FAULTS, on).map((fault) => createSchedule(`one fault: ${on.operation}`, [], [fault])),
    ),
    ...OTHER_CALLS.flatMap((on) =>
      faultsAt(COMMENT_SAMPLE, on).map((fault) =>
        createSchedule(`one fault: ${on.operation} ${on.nth}`, [], [fault]),
      ),
    ),
    ...COMMENT_SAMPLE.flatMap((template) =>
      ['every call', 'every call from the submission on'].map((family, n) =>
        createSchedule(
          family,
          [],
          [withTrigger(template, n === 0 ? { nth: 'every' } : { operation: 'updateComment' })],
        ),
      ),
    ),
    ...faultsAt(CREATE_SAMPLE, everyCreate).map((fault) => createSchedule('every create', [fault])),
    ...pair('list, then create', faultsAt(READ_SAMPLE, READS[0]), createFaults),
    ...pair('create, then the search', createFaults, faultsAt(READ_SAMPLE, { operation: 'list', nth: 2 })),
    ...pair(
      'create, then the second search',
      createFaults,
      faultsAt(READ_SAMPLE, { operation: 'list', nth: 3 }),
    ),
    ...pair(
      'create, then create again',
      createFaults,
      faultsAt(CREATE_SAMPLE, { operation: 'create', nth: 2 }),
    ),
    ...pair('create, then the watch', createFaults, faultsAt(READ_SAMPLE, READS[1])),
    ...pair(
      'two reads',
      faultsAt(READ_SAMPLE, READS[1]),
      faultsAt(READ_SAMPLE, { operation: 'get', nth: 2 }),
    ),
    ...product(createFaults, faultsAt(COMMENT_SAMPLE, COMMENTS[1])).map(([a, b]) =>
      createSchedule('create and the comment', [a], [b]),
    ),
    createSchedule(
      'a claim that cannot be renewed',
      [{ kind: 'status', status: 429, headers: { 'retry-after': '600' }, on: CREATE }],
      [{ kind: 'status', status: 502, on: { operation: 'updateComment' } }],
    ),
    ...product(
      faultsAt(COMMENT_SAMPLE, COMMENTS[1]),
      faultsAt(COMMENT_SAMPLE, { operation: 'createComment', nth: 2 }),
    ).map((both) => createSchedule('two comments', [], both)),
    ...faultsAt(CREATE_FAULTS, CREATE).map((fault) =>
      createSchedule('a twin', [fault], [], { hasTwin: true }),
    ),
    ...createStopSchedules(),
    ...faultsAt(SECOND_CREATE_SAMPLE, { operation: 'create', nth: 2 }).map((fault) =>
      createSchedule('several jobs', [fault], [], { specs: 3 }),
    ),
  ]
}
