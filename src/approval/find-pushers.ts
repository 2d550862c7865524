import { pushersOf, shortCommit, shortDigest, type ShownPlan } from '../state/shown-plans.ts'
import type { Push } from './approval-reader.ts'

/**
 * Logins of those whose pushes brought a request into the pull request: of the push for which it was first shown, and of the
 * pushes before it that no run has shown. `pushes`: newest first. Empty if nobody is known.
 */
export function findPushers(
  digest: string,
  plans: readonly ShownPlan[],
  pushes: readonly Push[],
): readonly string[] {
  const short = shortDigest(digest)
  const starts = plans.flatMap(({ digests, firstCommits }) => (digests.includes(short) ? firstCommits : []))
  const shown = new Set(plans.flatMap(({ commits }) => commits))
  const unshownFrom = (start: number): readonly Push[] => {
    const rest = pushes.slice(start)
    const end = rest.findIndex(({ commit }, n) => n > 0 && shown.has(shortCommit(commit)))
    return end < 0 ? rest : rest.slice(0, end)
  }
  const firstPushes =
    starts.length === 0
      ? unshownFrom(0)
      : pushes.flatMap(({ commit }, n) => (starts.includes(shortCommit(commit)) ? unshownFrom(n) : []))
  return [...pushersOf(plans, digest), ...firstPushes.map(({ author }) => author.login)]
}
