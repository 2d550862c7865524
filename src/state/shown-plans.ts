import { compareRunIds, compareText, type ShownPlan } from './record.ts'

export type { ShownPlan }

/** Whoever acts so soon after a request appeared may not have seen it. */
export const CHANGE_GRACE_MS = 60_000
/** Hexadecimal digits: nobody can make two requests that agree in so many. */
export const SHORT_DIGEST_LENGTH = 32

/** The first 32 hexadecimal digits of a digest. */
export function shortDigest(digest: string): string {
  return digest.replace(/^v\d+-/, '').slice(0, SHORT_DIGEST_LENGTH)
}

/** 32 hexadecimal digits: nobody can make two commits that agree in so many. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 32)
}

/** Whether the step of this plan asked for the request, shown or not. `digest`: shortened. */
export function asksFor({ digests, hidden }: ShownPlan, digest: string): boolean {
  return digests.includes(digest) || hidden.includes(digest)
}

/**
 * The first plan of a step that asked for the request. What only updates a text may name a request before, but says not where
 * it comes from. `digest`: shortened.
 */
export function findFirstPlan(plans: readonly ShownPlan[], digest: string): ShownPlan | undefined {
  const [first] = plans
    .filter((plan) => hasOrigin(plan) && asksFor(plan, digest))
    .toSorted((a, b) => a.sinceMs - b.sinceMs)
  return first
}

/**
 * Since when the comment of a plan has shown a request of it without a break: a plan that ended as this one began, for the same
 * inputs, may have shown it already. If several ended then, nobody knows which one people saw. `digest`: shortened.
 */
export function shownSince(plan: ShownPlan, digest: string, plans: readonly ShownPlan[]): number {
  const { key, sinceMs, inputsHash } = plan
  const ended = plans.filter((each) => each.key === key && each.untilMs === sinceMs && each !== plan)
  const [before] = ended
  const isContinued =
    before !== undefined &&
    ended.length === 1 &&
    before.sinceMs < sinceMs &&
    before.digests.includes(digest) &&
    before.inputsHash !== undefined &&
    before.inputsHash === inputsHash &&
    before.hasOtherInputs !== true &&
    !before.isPartial
  return isContinued ? shownSince(before, digest, plans) : sinceMs
}

/** Of each comment what it shows, or else showed last: to edit one brings back nothing older. */
export function plansShownLast(plans: readonly ShownPlan[]): readonly ShownPlan[] {
  const byKey = Map.groupBy(
    plans.filter((plan) => !isForgotten(plan)).toSorted(comparePlans),
    ({ key }) => key,
  )
  return [...byKey.values()].flatMap((ofKey) => {
    const open = ofKey.filter(({ untilMs }) => untilMs === undefined)
    return open.length > 0 ? open : ofKey.slice(-1)
  })
}

/** All for which the step asked, shown or not. */
export const requestsOf = ({ digests, hidden }: ShownPlan): readonly string[] => [...digests, ...hidden]

export const hasOrigin = ({ firstCommits }: ShownPlan): boolean => firstCommits.length > 0

/** Merges the plans of two comments, or of two versions of one. Commutative, associative and idempotent. */
export function mergeShownPlans(
  a: readonly ShownPlan[] | undefined,
  b: readonly ShownPlan[] | undefined,
): readonly ShownPlan[] | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const byKey = new Map<string, ShownPlan>()
  for (const plan of [...a, ...b]) {
    const key = JSON.stringify([plan.sinceMs, contentOf(plan)])
    const known = byKey.get(key)
    byKey.set(key, known === undefined ? plan : mergePlan(known, plan))
  }
  return [...byKey.values()].sort(comparePlans)
}

function mergePlan(a: ShownPlan, b: ShownPlan): ShownPlan {
  const ends = [a, b].flatMap(({ untilMs }) => untilMs ?? [])
  const untilMs = ends.length === 0 ? undefined : Math.min(...ends)
  const [textHash] = [a, b].flatMap((plan) => plan.textHash ?? []).sort(compareText)
  return {
    ...a,
    untilMs,
    pushers: union(a.pushers, b.pushers),
    firstCommits: union(a.firstCommits, b.firstCommits),
    commits: union(a.commits, b.commits),
    inputsHash: common(a, b),
    hasOtherInputs: a.hasOtherInputs ?? b.hasOtherInputs,
    hasAllPushers: a.hasAllPushers ?? b.hasAllPushers,
    newestRuns: mergeNewestRuns(a.newestRuns, b.newestRuns),
    textHash: untilMs === undefined ? textHash : undefined,
  }
}

type NewestRuns = ShownPlan['newestRuns']

export function mergeNewestRuns(a: NewestRuns, b: NewestRuns): NewestRuns {
  const entries = union(Object.keys(a), Object.keys(b)).map((owner) => {
    const ids = [a, b].flatMap((runs) => runs[owner] ?? [])
    return [owner, ids.sort(compareRunIds).at(-1) ?? ''] as const
  })
  return Object.fromEntries(entries)
}

/**
 * The newest run of the step that has shown something else since, in the comment of this key. Undefined if there is none, or if
 * it has shown the request, too. `digest`: shortened.
 */
export function findReplacingRun(
  plans: readonly ShownPlan[],
  { key, ownerHash, runId, digest }: Record<'key' | 'ownerHash' | 'runId' | 'digest', string>,
): string | undefined {
  const ofStep = plans.filter((plan) => plan.key === key)
  const [newest] = ofStep
    .flatMap(({ newestRuns }) => newestRuns[ownerHash] ?? [])
    .toSorted((a, b) => compareRunIds(b, a))
  if (newest === undefined || compareRunIds(newest, runId) <= 0) return undefined
  const ofNewest = ofStep.filter(({ newestRuns }) => newestRuns[ownerHash] === newest)
  return ofNewest.some((plan) => asksFor(plan, digest)) ? undefined : newest
}

/** Of other inputs the same commit may ask for other requests. */
function common(a: Pick<ShownPlan, 'inputsHash'>, b: Pick<ShownPlan, 'inputsHash'>): string | undefined {
  return a.inputsHash === b.inputsHash ? a.inputsHash : undefined
}

export function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].sort()
}

export function comparePlans(a: ShownPlan, b: ShownPlan): number {
  return a.sinceMs - b.sinceMs || compareText(contentOf(a), contentOf(b))
}

export const isForgotten = ({ untilMs }: ShownPlan): boolean => untilMs === 0

type Content = Pick<ShownPlan, 'key' | 'digests' | 'hidden' | 'isPartial'>

export const contentOf = ({ key, digests, hidden, isPartial }: Content): string =>
  JSON.stringify([key, digests, hidden, isPartial])
