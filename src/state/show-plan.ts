import { createHash } from 'node:crypto'
import { accountNames } from '../approval/account-names.ts'
import type { Account } from '../approval/approval-reader.ts'
import { GITHUB_REQUEST_TIMEOUT_MS } from '../timeouts.ts'
import { limitPlans } from './limit-plans.ts'
import type { CommentRecord, RecordedAct, ShownPlan } from './record.ts'
import { limitActs, mergeActs } from './recorded-acts.ts'
import {
  contentOf,
  findFirstPlan,
  hasOrigin,
  mergeNewestRuns,
  requestsOf,
  SHORT_DIGEST_LENGTH,
  shortCommit,
  shortDigest,
  union,
} from './shown-plans.ts'

/** All who brought a request into the pull request, as a list of pushes told. */
export interface RequestPushers {
  readonly digest: string
  /** From `accountNames`. */
  readonly names: readonly string[]
  /** When a step first asked for it. Absent if the run that shows the plan was the first that did. */
  readonly firstShownMs?: number
}

/** What the requests of a step come from. */
export interface PlanOrigin {
  /** That it works on. */
  readonly commit: string
  /** The commit is not that of the event, so that somebody else may have pushed it. */
  readonly isOtherCommit?: true
  /** Of the inputs that select the requests there. */
  readonly inputsHash: string
  /** Of the step's owner. */
  readonly ownerHash: string
  readonly runId: string
  /** The run was not that of the head, as of a start by hand. Such a run takes no other one's place. */
  readonly isNotHead?: true
}

/** The push whose run this is. Empty if it is that of another event. */
export interface RunPush {
  readonly pusher?: Account
  /** GitHub's time (Unix time), or soon after the push. Absent if the server does not say. */
  readonly pushedAtMs?: number
}

/** What a text shows. */
export interface PlanDisplay extends RunPush {
  readonly digests: readonly string[]
  /** Further digests that the step asks for. */
  readonly hidden: readonly string[]
  readonly isPartial: boolean
  /** Absent if the text only updates that of another step, or was written before the step knew. */
  readonly origin?: PlanOrigin
  /** Kept, because the list is gone when somebody deletes the branch. */
  readonly knownPushers?: readonly RequestPushers[]
  /** For `CommentRecord`. */
  readonly acts?: readonly RecordedAct[]
  /** The policy wants approvals, so that it matters what people saw. */
  readonly needsApproval: boolean
}

interface WrittenComment {
  readonly key: string
  /** Absent if its text stays. */
  readonly text: string | undefined
  /** There are several comments of this key. */
  readonly isOfSeveral: boolean
  /** GitHub's time (Unix time). */
  readonly nowMs: number
}

/** Records what the comment shows from now on. `display`: of the update that is written. */
export function recordDisplay(
  record: CommentRecord,
  display: PlanDisplay | undefined,
  { key, text, isOfSeveral, nowMs }: WrittenComment,
): CommentRecord {
  if (record.shownPlans === undefined && display?.needsApproval !== true) return record
  const acts = limitActs(mergeActs(record.acts, display?.acts) ?? [])
  const withActs = acts.length > 0 ? { ...record, acts } : record
  // Each of them has shown something else.
  const known = isOfSeveral ? closePlans(withActs, nowMs) : withActs
  if (text === undefined) return display === undefined ? known : addPusher(known, display)
  return display === undefined ? closePlans(known, nowMs) : showPlan(known, display, { key, text, nowMs })
}

/** Records that the comment with this key is about to show a text. */
export function showPlan(
  record: CommentRecord,
  {
    digests,
    hidden,
    isPartial,
    origin,
    pusher,
    knownPushers = [],
  }: Omit<PlanDisplay, 'pushedAtMs' | 'acts' | 'needsApproval'>,
  { key, text, nowMs }: { readonly key: string; readonly text: string; readonly nowMs: number },
): CommentRecord {
  const content = { key, digests: toShown(digests), hidden: toShown(hidden), isPartial }
  const plans = record.shownPlans ?? []
  const current = plans.find((plan) => plan.untilMs === undefined && contentOf(plan) === contentOf(content))
  const commits = origin === undefined ? [] : [shortCommit(origin.commit)]
  // What only updates a text shows what the text was about.
  const before = current ?? (origin === undefined ? plans.findLast((plan) => plan.key === key) : undefined)
  const pushers = union(current?.pushers ?? [], pusher === undefined ? [] : accountNames(pusher))
  const first = { pushers, firstCommits: commits, inputsHash: origin?.inputsHash }
  const next: ShownPlan = {
    ...content,
    sinceMs: current?.sinceMs ?? nowMs,
    // Whoever pushes another commit with the same requests has not changed them.
    ...(current === undefined || !hasOrigin(current) ? first : originOf(current, origin)),
    commits: union(before?.commits ?? [], commits),
    newestRuns: mergeNewestRuns(
      current?.newestRuns ?? {},
      origin === undefined || origin.isNotHead || origin.isOtherCommit
        ? {}
        : { [origin.ownerHash]: origin.runId },
    ),
    textHash: hashText(text),
  }
  const others = plans.filter((plan) => plan !== current).map((plan) => close(plan, nowMs))
  return { ...record, shownPlans: withPushers(limitPlans([...others, next]), knownPushers, commits) }
}

/** Of the first plan: what is shown again keeps it, but was perhaps shown for other inputs, too. */
function originOf(current: ShownPlan, origin: PlanOrigin | undefined) {
  const { pushers, firstCommits, inputsHash, hasAllPushers } = current
  const isOther = origin !== undefined && origin.inputsHash !== inputsHash
  const hasOtherInputs = isOther ? true : current.hasOtherInputs
  return { pushers, firstCommits, inputsHash, hasAllPushers, hasOtherInputs }
}

/**
 * Whoever brought in a request did so before its first plan. If another comment has shown that, or the record has dropped it,
 * a plan of this comment keeps them, unless it may be the first of another request, whose pushers it would mix with these.
 */
function withPushers(
  plans: readonly ShownPlan[],
  knownPushers: readonly RequestPushers[],
  commits: readonly string[],
): readonly ShownPlan[] {
  return plans.map((plan) => {
    const ofPlan = knownPushers.filter(({ digest }) => plan === findFirstPlan(plans, shortDigest(digest)))
    // Another run may have shown the request while this one was about to.
    const first = ofPlan.filter(({ firstShownMs }) =>
      firstShownMs === undefined
        ? commits.some((commit) => plan.firstCommits.includes(commit))
        : plan.sinceMs === firstShownMs,
    )
    const later = ofPlan.filter(({ firstShownMs = Infinity }) => firstShownMs < plan.sinceMs)
    const laterDigests = later.map(({ digest }) => shortDigest(digest))
    const isLater = requestsOf(plan).every((digest) => laterDigests.includes(digest))
    const known = first.length === 0 && isLater ? later : first
    if (known.length === 0) return plan
    const pushers = known.flatMap(({ names }) => names)
    return { ...plan, pushers: union(plan.pushers, pushers), hasAllPushers: true }
  })
}

/**
 * Records who pushed for a run whose text was not written, because that of a newer one is shown: the first plan of its requests
 * may be the one of that run. It is not if the push came later, or if the plan was shown for another commit before.
 */
export function addPusher(
  record: CommentRecord,
  {
    digests,
    hidden,
    origin,
    pusher,
    pushedAtMs = -Infinity,
    knownPushers = [],
  }: Omit<PlanDisplay, 'isPartial' | 'acts' | 'needsApproval'>,
): CommentRecord {
  if (record.shownPlans === undefined) return record
  const commits = origin === undefined ? [] : [shortCommit(origin.commit)]
  const plans = withPushers(record.shownPlans, knownPushers, commits)
  const firsts = new Set([...digests, ...hidden].map((digest) => findFirstPlan(plans, shortDigest(digest))))
  const has = (shown: readonly string[]): boolean => commits.some((commit) => shown.includes(commit))
  const mayBePushed = (plan: ShownPlan): boolean =>
    plan.hasAllPushers !== true &&
    pushedAtMs <= plan.sinceMs &&
    (has(plan.firstCommits) || !has(plan.commits))
  const pushers = pusher === undefined ? [] : accountNames(pusher)
  return {
    ...record,
    shownPlans: plans.map((plan) =>
      firsts.has(plan) && mayBePushed(plan) ? { ...plan, pushers: union(plan.pushers, pushers) } : plan,
    ),
  }
}

/** Records that nobody can tell any more what the comment shows. */
export function closePlans(record: CommentRecord, nowMs: number): CommentRecord {
  return record.shownPlans === undefined
    ? record
    : { ...record, shownPlans: record.shownPlans.map((plan) => close(plan, nowMs)) }
}

/** A request may take so long, and the clocks may differ a little. */
const MAX_WRITE_MS = GITHUB_REQUEST_TIMEOUT_MS + 5_000

/**
 * Somebody may have edited a comment, and even restored it: then it is only known what it showed until we last wrote it,
 * which we never do without reading it. `updatedAtMs`: when GitHub says that it last changed, if known.
 */
export function endEditedPlans(
  record: CommentRecord,
  text: string,
  updatedAtMs = record.writtenAtMs,
): CommentRecord {
  const { shownPlans, writtenAtMs = Infinity } = record
  if (shownPlans === undefined) return record
  const isOurs = updatedAtMs === undefined || updatedAtMs <= writtenAtMs + MAX_WRITE_MS
  const provenMs = record.writtenAtMs ?? 0
  const hash = hashText(text)
  const isIntact = ({ untilMs, textHash }: ShownPlan): boolean =>
    untilMs !== undefined || (isOurs && textHash === hash)
  return {
    ...record,
    shownPlans: shownPlans.map((plan) =>
      isIntact(plan) ? plan : close(plan, Math.max(plan.sinceMs, provenMs)),
    ),
  }
}

const toShown = (digests: readonly string[]): readonly string[] =>
  [...new Set(digests.map(shortDigest))].sort()

function close(plan: ShownPlan, nowMs: number): ShownPlan {
  return plan.untilMs === undefined ? { ...plan, untilMs: nowMs, textHash: undefined } : plan
}

/** GitHub returns texts with the line ends that it got, but not always with the blanks around them. */
function hashText(text: string): string {
  return createHash('sha256')
    .update(text.replaceAll('\r\n', '\n').trim())
    .digest('hex')
    .slice(0, SHORT_DIGEST_LENGTH)
}
