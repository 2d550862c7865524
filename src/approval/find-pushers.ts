import {
  asksFor,
  findFirstPlan,
  hasOrigin,
  isForgotten,
  requestsOf,
  shortCommit,
  shortDigest,
  type ShownPlan,
} from '../state/shown-plans.ts'
import { accountNames } from './account-names.ts'
import type { Account, Push } from './approval-reader.ts'
import { pushesOfBranch, type BranchPush } from './branch-life.ts'

/** Who brought a request into the pull request. */
export interface Pushers {
  /** From `accountNames`. */
  readonly names: readonly string[]
  /** Those of plans that the record has dropped, which may have been the first ones of this request. */
  readonly forgotten: readonly string[]
  /** It may have been somebody else. */
  readonly isUnknown: boolean
  /** The list of pushes has the commit for which a step first asked for the request, so that these are all. */
  readonly isComplete: boolean
  /** When a step first asked for it. Absent if this run is the first that does. */
  readonly firstShownMs?: number
}

interface PushEvidence {
  readonly shownPlans: readonly ShownPlan[]
  /** The key of the plans that this step shows; absent if it shows none. */
  readonly planKey?: string
  /** Of the inputs that select its requests. */
  readonly inputsHash?: string
  /** The server lists pushes. Gitea and Forgejo do not: there only the events tell who pushed. */
  readonly hasPushList: boolean
  /** To all branches of the name, newest first; also empty if the branch is gone. */
  readonly pushes: readonly Push[]
  /** The commit that this step works on; absent if unknown. */
  readonly commit?: string
  /** The head of the pull request. */
  readonly headSha?: string
  /** Whoever pushed it, if the run is that of the push. */
  readonly pusher?: Account
}

/**
 * Those whose pushes brought a request into the pull request: the push for which a step first asked for it, and the pushes
 * before it, back to one for which the same step, with the same inputs, asked for less.
 */
export function findPushers(digest: string, evidence: PushEvidence): Pushers {
  const { shownPlans, pusher, hasPushList } = evidence
  const short = shortDigest(digest)
  const first = findFirstPlan(shownPlans, short)
  const forgotten = shownPlans.filter(isForgotten).flatMap(({ pushers }) => pushers)
  const firstShownMs = first?.sinceMs
  // What the list told then is not changed by what has happened to the branch, the inputs or the record since.
  if (hasPushList && first?.hasAllPushers)
    return { names: first.pushers, forgotten, isUnknown: false, isComplete: true, firstShownMs }
  const { isComplete, ofRequest } = findPushesOf(short, first, evidence)
  const kept = isComplete ? [] : plansWithAllPushers(short, shownPlans)
  const known = [
    ...plansBefore(short, first, shownPlans),
    ...kept,
    // Without a first plan, this run is the first that asks for the request.
    first ?? { pushers: pusher === undefined ? [] : accountNames(pusher) },
  ].flatMap(({ pushers }) => pushers)
  const names = [...new Set([...known, ...ofRequest.flatMap(({ author }) => accountNames(author))])]
  // That some are known says nothing about others, who may have pushed the request before them, or to another branch.
  const hasAll = hasPushList ? isComplete || kept.length > 0 : names.length > 0
  return { names, forgotten, isUnknown: !hasAll, isComplete, firstShownMs }
}

function findPushesOf(digest: string, first: ShownPlan | undefined, evidence: PushEvidence) {
  const pushes = pushesOfBranch(evidence.pushes, evidence.headSha)
  const withoutRequest = new Set(
    plansWithout(digest, first, evidence).flatMap(({ hasOtherInputs, firstCommits, commits }) =>
      hasOtherInputs ? firstCommits : commits,
    ),
  )
  const own = evidence.commit === undefined ? [] : [shortCommit(evidence.commit)]
  const start = findPush(first?.firstCommits ?? own, pushes, first?.sinceMs)
  const candidates = pushes.slice(
    start >= 0 || first === undefined ? Math.max(start, 0) : newestBefore(first, pushes),
  )
  const isWithout = ({ commit }: BranchPush): boolean => withoutRequest.has(shortCommit(commit))
  // If the step has asked for less for the first commit, too, then no push of it has brought in the request.
  const end = candidates.slice(0, 1).some(isWithout) ? -1 : candidates.findIndex(isWithout)
  return { isComplete: start >= 0, ofRequest: end < 0 ? candidates : candidates.slice(0, end) }
}

/** Later plans that keep who brought in the request. A first plan of another request keeps only who brought in that. */
function plansWithAllPushers(digest: string, plans: readonly ShownPlan[]): readonly ShownPlan[] {
  return plans.filter(
    (plan) =>
      plan.hasAllPushers &&
      asksFor(plan, digest) &&
      requestsOf(plan).every((each) => findFirstPlan(plans, each) !== plan),
  )
}

/** What only updated a text: whoever had pushed then has pushed the request, too. */
function plansBefore(
  digest: string,
  first: ShownPlan | undefined,
  plans: readonly ShownPlan[],
): readonly ShownPlan[] {
  const firstMs = first?.sinceMs ?? Infinity
  return plans.filter((plan) => !hasOrigin(plan) && asksFor(plan, digest) && plan.sinceMs < firstMs)
}

/** The plans before the first one with the request that the same step has shown, with the same inputs. */
function plansWithout(
  digest: string,
  first: ShownPlan | undefined,
  { shownPlans, planKey, inputsHash }: PushEvidence,
): readonly ShownPlan[] {
  const { key, inputsHash: hash, sinceMs } = first ?? { key: planKey, inputsHash, sinceMs: Infinity }
  if (hash === undefined) return []
  return shownPlans.filter(
    (plan) =>
      plan.key === key &&
      plan.inputsHash === hash &&
      plan.sinceMs < sinceMs &&
      !plan.isPartial &&
      !isForgotten(plan) &&
      !asksFor(plan, digest),
  )
}

/**
 * Index of the newest push of one of these commits that a plan can be about, to which the branch may have come back; negative
 * without one.
 */
function findPush(commits: readonly string[], pushes: readonly BranchPush[], shownMs = Infinity): number {
  const isOfCommits = ({ commit }: BranchPush): boolean => commits.includes(shortCommit(commit))
  const newest = pushes.findIndex((push) => isOfCommits(push) && push.atMs <= shownMs)
  return newest >= 0 ? newest : pushes.findLastIndex(isOfCommits)
}

/** The run may have worked on another commit than that of a push. */
function newestBefore({ sinceMs }: ShownPlan, pushes: readonly Push[]): number {
  const newest = pushes.findIndex(({ atMs }) => atMs <= sinceMs)
  return newest < 0 ? pushes.length : newest
}
