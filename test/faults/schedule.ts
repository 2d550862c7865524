import type { Fault } from '../simulator/faults.ts'
import {
  BLOWS,
  COMMENT_SAMPLE,
  CREATE_BLOWS,
  CREATE_SAMPLE,
  READ_SAMPLE,
  type Blow,
} from './fault-catalog.ts'

/** What goes wrong in one run: faults of the service and of GitHub. */
export interface Schedule {
  readonly id: string
  readonly family: string
  readonly forge: readonly Fault[]
  readonly github: readonly Fault[]
  /** Somebody else submits the very same thing at this moment. */
  readonly hasTwin?: boolean
}

/** The exchanges of a run with the service, and how far they are looked at. */
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
/** The other calls of a run to GitHub: is it closed, what is on the base branch, the claim, and each look before a write. */
const CALLS = [
  { operation: 'getPull', nth: 1 },
  { operation: 'getContent', nth: 1 },
  { operation: 'listComments', nth: 2 },
  { operation: 'listComments', nth: 3 },
  { operation: 'getComment', nth: 1 },
  { operation: 'getComment', nth: 2 },
  { operation: 'updateComment', nth: 2 },
] as const

type On = NonNullable<Fault['on']>

const struck = (blow: Blow, on: On): Fault => ({ ...blow, on })

function idOf(faults: readonly Fault[]): string {
  return faults
    .map(({ kind, on, ...parameters }) => {
      const shown = Object.entries(parameters).map(([name, value]) =>
        typeof value === 'function' ? `${name}=${value.toString()}` : `${name}=${JSON.stringify(value)}`,
      )
      return `${on?.operation ?? ''}#${String(on?.nth ?? '*')}:${[kind, ...shown].join(' ')}`
    })
    .join(' + ')
}

function schedule(
  family: string,
  forge: readonly Fault[],
  github: readonly Fault[] = [],
  more: Partial<Schedule> = {},
): Schedule {
  const twin = more.hasTwin ? 'twin + ' : ''
  return { id: `${family} / ${twin}${idOf([...forge, ...github])}`, family, forge, github, ...more }
}

const CREATE: On = { operation: 'create', nth: 1 }
const singles = (blows: readonly Blow[], on: On): Fault[] => blows.map((blow) => struck(blow, on))
const product = <A, B>(as: readonly A[], bs: readonly B[]): [A, B][] =>
  as.flatMap((a) => bs.map((b): [A, B] => [a, b]))

/** Every schedule of the suite, each once. */
export function schedules(): readonly Schedule[] {
  const everyCreate = { operation: 'create' }
  const lost = singles(CREATE_SAMPLE, CREATE)
  const pair = (family: string, as: readonly Fault[], bs: readonly Fault[]) =>
    product(as, bs).map((both) => schedule(family, both))
  return [
    schedule('no fault', []),
    ...READS.flatMap((on) =>
      singles(BLOWS, on).map((fault) => schedule(`one fault: ${on.operation} ${on.nth}`, [fault])),
    ),
    ...singles(CREATE_BLOWS, CREATE).map((fault) => schedule('one fault: create', [fault])),
    ...COMMENTS.flatMap((on) =>
      singles(BLOWS, on).map((fault) => schedule(`one fault: ${on.operation}`, [], [fault])),
    ),
    ...CALLS.flatMap((on) =>
      singles(COMMENT_SAMPLE, on).map((fault) =>
        schedule(`one fault: ${on.operation} ${on.nth}`, [], [fault]),
      ),
    ),
    ...COMMENT_SAMPLE.flatMap((blow) =>
      ['every call', 'every call from the submission on'].map((family, n) =>
        schedule(family, [], [struck(blow, n === 0 ? { nth: 'every' } : { operation: 'updateComment' })]),
      ),
    ),
    ...singles(CREATE_SAMPLE, everyCreate).map((fault) => schedule('every create', [fault])),
    ...pair('list, then create', singles(READ_SAMPLE, READS[0]), lost),
    ...pair('create, then the search', lost, singles(READ_SAMPLE, { operation: 'list', nth: 2 })),
    ...pair('create, then the second look', lost, singles(READ_SAMPLE, { operation: 'list', nth: 3 })),
    ...pair('create, then create again', lost, singles(CREATE_SAMPLE, { operation: 'create', nth: 2 })),
    ...pair('create, then the watch', lost, singles(READ_SAMPLE, READS[1])),
    ...pair('two looks', singles(READ_SAMPLE, READS[1]), singles(READ_SAMPLE, { operation: 'get', nth: 2 })),
    ...product(lost, singles(COMMENT_SAMPLE, COMMENTS[1])).map(([a, b]) =>
      schedule('create and the comment', [a], [b]),
    ),
    ...product(
      singles(COMMENT_SAMPLE, COMMENTS[1]),
      singles(COMMENT_SAMPLE, { operation: 'createComment', nth: 2 }),
    ).map((both) => schedule('two comments', [], both)),
    ...singles(CREATE_BLOWS, CREATE).map((fault) => schedule('a twin', [fault], [], { hasTwin: true })),
  ]
}
