import { createHash } from 'node:crypto'
import { accountNames } from '../approval/account-names.ts'
import type { Account } from '../approval/approval-reader.ts'
import { GITHUB_REQUEST_TIMEOUT_MS } from '../timeouts.ts'
import { compareText, type CommentRecord, type RecordedAct, type ShownPlan } from './record.ts'

export type { ShownPlan }

/** Whoever acts so soon after a plan appeared may not have seen it. */
export const CHANGE_GRACE_MS = 60_000
const MAX_PLANS = 30
/** Hexadecimal digits: nobody can make two requests that agree in so many. */
const SHORT_DIGEST_LENGTH = 32

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
  /** Of the inputs that select the requests there. */
  readonly inputsHash: string
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
    textHash: untilMs === undefined ? textHash : undefined,
  }
}

/** Of other inputs the same commit may ask for other requests. */
function common(a: Pick<ShownPlan, 'inputsHash'>, b: Pick<ShownPlan, 'inputsHash'>): string | undefined {
  return a.inputsHash === b.inputsHash ? a.inputsHash : undefined
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].sort()
}

/**
 * Keeps the newest, oldest first, and drops what can decide nothing before. Of the others it keeps only who has pushed them,
 * who then counts as a pusher of every request.
 */
export function limitPlans(plans: readonly ShownPlan[], maxPlans = MAX_PLANS): readonly ShownPlan[] {
  const all = plans.filter((plan) => !isForgotten(plan)).toSorted(comparePlans)
  const idle = new Set(all.filter((plan) => isIdle(plan, all)).slice(0, Math.max(all.length - maxPlans, 0)))
  const sorted = all.filter((plan) => !idle.has(plan))
  const dropped = [...plans.filter(isForgotten), ...sorted.slice(0, -maxPlans)]
  const pushers = [...new Set(dropped.flatMap((plan) => plan.pushers))].sort()
  return [...(pushers.length > 0 ? [{ ...FORGOTTEN, pushers }] : []), ...sorted.slice(-maxPlans)]
}

/**
 * Whether nobody can have approved by this plan, and an earlier one says everything else that it does. The last plan of a
 * comment tells what it showed last. `plans`: sorted.
 */
function isIdle(plan: ShownPlan, plans: readonly ShownPlan[]): boolean {
  const { key, digests, sinceMs, untilMs = Infinity } = plan
  const at = plans.indexOf(plan)
  return (
    (digests.length === 0 || untilMs < sinceMs + CHANGE_GRACE_MS) &&
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

function comparePlans(a: ShownPlan, b: ShownPlan): number {
  return a.sinceMs - b.sinceMs || compareText(contentOf(a), contentOf(b))
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
}
export const isForgotten = ({ untilMs }: ShownPlan): boolean => untilMs === 0

const toShown = (digests: readonly string[]): readonly string[] =>
  [...new Set(digests.map(shortDigest))].sort()

function close(plan: ShownPlan, nowMs: number): ShownPlan {
  return plan.untilMs === undefined ? { ...plan, untilMs: nowMs, textHash: undefined } : plan
}

type Content = Pick<ShownPlan, 'key' | 'digests' | 'hidden' | 'isPartial'>

const contentOf = ({ key, digests, hidden, isPartial }: Content): string =>
  JSON.stringify([key, digests, hidden, isPartial])

/** GitHub returns texts with the line ends that it got, but not always with the blanks around them. */
function hashText(text: string): string {
  return createHash('sha256')
    .update(text.replaceAll('\r\n', '\n').trim())
    .digest('hex')
    .slice(0, SHORT_DIGEST_LENGTH)
}
