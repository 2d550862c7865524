import { compareText, type RecordedAct } from './record.ts'

/** A comment has little room. Whoever finds no act here asks for an approval again. */
const MAX_ACTS = 40

/** The newest acts, oldest first. */
export function limitActs(acts: readonly RecordedAct[], maxActs = MAX_ACTS): readonly RecordedAct[] {
  return acts.slice(-maxActs)
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
      .map((each) => [JSON.stringify([each.digest, each.by, each.act]), each] as const),
  )
  return [...newest.values()].sort(compareActs)
}

function compareActs(a: RecordedAct, b: RecordedAct): number {
  return a.atMs - b.atMs || compareText(JSON.stringify(a), JSON.stringify(b))
}
