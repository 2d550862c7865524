import { compareText, type RecordedAct } from './record.ts'

/** A comment has little room. Whoever finds no act here asks for an approval again. */
const MAX_ACTS = 40

/** The newest acts, oldest first; of starts by hand, which nobody lists, rather than of others. */
export function limitActs(acts: readonly RecordedAct[], maxActs = MAX_ACTS): readonly RecordedAct[] {
  const isStart = ({ act }: RecordedAct): number => Number(act === 'dispatch')
  const kept = acts.toSorted((a, b) => isStart(a) - isStart(b)).slice(-maxActs)
  return acts.filter((act) => kept.includes(act))
}

/** Of each person the newest act of a kind for each request. Commutative, associative and idempotent. */
export function mergeActs(
  a: readonly RecordedAct[] | undefined,
  b: readonly RecordedAct[] | undefined,
): readonly RecordedAct[] | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const newest = new Map(
    [...a, ...b]
      .sort(compareActs)
      .flatMap(({ digests, ...act }) =>
        digests.map((digest) => [JSON.stringify([digest, act.by, act.act]), { act, digest }] as const),
      ),
  )
  const ofAct = Map.groupBy(newest.values(), ({ act }) => contentOf(act))
  return [...ofAct.values()]
    .flatMap(([first, ...more]): RecordedAct[] =>
      first === undefined
        ? []
        : [{ ...first.act, digests: [first, ...more].map(({ digest }) => digest).sort() }],
    )
    .sort(compareActs)
}

type Content = Omit<RecordedAct, 'digests'>

/** In the order of time; of the same act, what says less first: a half, then a whole, then an independent act. */
function compareActs(a: Content, b: Content): number {
  const isWhole = ({ isHalf }: Content): number => Number(isHalf !== true)
  const isAlone = ({ isIndependent }: Content): number => Number(isIndependent === true)
  return (
    a.atMs - b.atMs ||
    isWhole(a) - isWhole(b) ||
    isAlone(a) - isAlone(b) ||
    compareText(contentOf(a), contentOf(b))
  )
}

const contentOf = ({ act, by, byId, atMs, url, actId, isIndependent, isHalf }: Content): string =>
  JSON.stringify([act, by, byId, atMs, url, actId, isIndependent, isHalf])
