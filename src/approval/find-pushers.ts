import { asksFor, isForgotten, shortCommit, shortDigest, type ShownPlan } from '../state/shown-plans.ts'
import type { Push } from './approval-reader.ts'

/**
 * Logins of those whose pushes brought a request into the pull request: of the push for which a step first asked for it, and
 * of the pushes before it, back to one for which the same step asked for less. `pushes`: newest first. Empty if nobody is
 * known.
 */
export function findPushers(
  digest: string,
  plans: readonly ShownPlan[],
  pushes: readonly Push[],
): readonly string[] {
  const short = shortDigest(digest)
  const [first] = plans.filter((plan) => asksFor(plan, short)).toSorted((a, b) => a.sinceMs - b.sinceMs)
  const earlier = plans.filter(
    (plan) => plan.key === first?.key && !plan.isPartial && !isForgotten(plan) && !asksFor(plan, short),
  )
  const withoutRequest = new Set(earlier.flatMap(({ commits }) => commits))
  const candidates = pushes.slice(first === undefined ? 0 : findPush(first, pushes))
  const end = candidates.findIndex(({ commit }, n) => n > 0 && withoutRequest.has(shortCommit(commit)))
  const ofRequest = end < 0 ? candidates : candidates.slice(0, end)
  const known = plans.filter((plan) => plan === first || isForgotten(plan)).flatMap(({ pushers }) => pushers)
  return [...known, ...ofRequest.map(({ author }) => author.login)]
}

/** Index of the push that led to a plan: a branch may come back to its commit, or the run may have worked on another. */
function findPush({ firstCommits, sinceMs }: ShownPlan, pushes: readonly Push[]): number {
  const oldest = pushes.findLastIndex(({ commit }) => firstCommits.includes(shortCommit(commit)))
  if (oldest >= 0) return oldest
  const newestBefore = pushes.findIndex(({ atMs }) => atMs <= sinceMs)
  return newestBefore < 0 ? pushes.length : newestBefore
}
