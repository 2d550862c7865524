import type { ShownPlan } from './record.ts'
import {
  CHANGE_GRACE_MS,
  comparePlans,
  hasOrigin,
  isForgotten,
  requestsOf,
  shownSince,
} from './shown-plans.ts'

const MAX_PLANS = 30

/**
 * Keeps the newest, oldest first, and drops what can decide nothing before. Of the others it keeps only that they were there, and
 * who has pushed them, who then counts as a pusher of every request.
 */
export function limitPlans(plans: readonly ShownPlan[], maxPlans = MAX_PLANS): readonly ShownPlan[] {
  const all = plans.filter((plan) => !isForgotten(plan)).toSorted(comparePlans)
  const idle = new Set(all.filter((plan) => isIdle(plan, all)).slice(0, Math.max(all.length - maxPlans, 0)))
  const sorted = all.filter((plan) => !idle.has(plan))
  const dropped = [...plans.filter(isForgotten), ...sorted.slice(0, -maxPlans)]
  const pushers = [...new Set(dropped.flatMap((plan) => plan.pushers))].sort()
  return [...(dropped.length > 0 ? [{ ...FORGOTTEN, pushers }] : []), ...sorted.slice(-maxPlans)]
}

/**
 * Whether nobody can have approved by this plan, and an earlier one says everything else that it does. The last plan of a
 * comment tells what it showed last. `plans`: sorted.
 */
function isIdle(plan: ShownPlan, plans: readonly ShownPlan[]): boolean {
  const { key, digests, untilMs = Infinity } = plan
  const at = plans.indexOf(plan)
  return (
    digests.every((digest) => untilMs < shownSince(plan, digest, plans) + CHANGE_GRACE_MS) &&
    plan.hasAllPushers !== true &&
    at < plans.findLastIndex((each) => each.key === key) &&
    plans.slice(0, at).some((earlier) => saysAllOf(earlier, plan))
  )
}

/** Whether a plan asks for the same, and has all commits and pushers of another. */
function saysAllOf(plan: ShownPlan, other: ShownPlan): boolean {
  const requests = new Set(requestsOf(other))
  return (
    hasOrigin(plan) &&
    plan.hasOtherInputs !== true &&
    plan.key === other.key &&
    plan.inputsHash === other.inputsHash &&
    plan.isPartial === other.isPartial &&
    requestsOf(plan).length === requests.size &&
    requestsOf(plan).every((digest) => requests.has(digest)) &&
    other.commits.every((commit) => plan.commits.includes(commit)) &&
    other.pushers.every((name) => plan.pushers.includes(name))
  )
}

/** Stands for all plans that were dropped. */
const FORGOTTEN: Omit<ShownPlan, 'pushers'> = {
  key: '',
  digests: [],
  hidden: [],
  isPartial: true,
  sinceMs: 0,
  untilMs: 0,
  firstCommits: [],
  commits: [],
  newestRuns: {},
}
