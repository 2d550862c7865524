import type { ApprovalRules } from '../policy/policy.ts'
import type { GitHubResult } from '../state/github.ts'
import {
  CHANGE_GRACE_MS,
  findFirstPlan,
  isForgotten,
  shortCommit,
  shortDigest,
  shownSince,
  type ShownPlan,
} from '../state/shown-plans.ts'
import { accountNames, areDifferent, isNamed, isOther, isSameLogin } from './account-names.ts'
import type { Approval, ApprovingAct } from './approval.ts'
import type { Account, ApprovalReader, Push } from './approval-reader.ts'
import { findPushers } from './find-pushers.ts'
import type { Act, Withdrawal, WithdrawnAct } from './find-acts.ts'
import { orderActs } from './order-acts.ts'

/** Why an act does not approve a request. */
export type Objection =
  /** `role`: of the person; absent if GitHub does not say. */
  | { readonly kind: 'role'; readonly role?: string }
  /** `pusher-unknown`: it may have been this person. */
  | { readonly kind: 'bot' | 'author' | 'pusher' | 'pusher-unknown' }
  /** The account has no id, and may be that of a pusher, under another login. */
  | { readonly kind: 'account-unknown' }
  /** The comment did not show it then, or for less than a minute, or for another commit than that of the act. */
  | { readonly kind: 'not-shown' | 'just-changed' | 'not-head' | 'not-named' }
  | { readonly kind: 'withdrawn'; readonly because: WithdrawnAct['because'] }
  /** If the withdrawal came later. */
  | { readonly kind: 'perhaps-withdrawn' }
  /** Too many people act to ask for the role of each. */
  | { readonly kind: 'not-asked' }

export interface RejectedAct {
  readonly act: Act
  readonly objection: Objection
}

interface JudgedAct extends Pick<RejectedAct, 'act'> {
  readonly objection?: Objection
}

export interface ApprovalVerdict {
  /** Absent if nobody has approved the request. */
  readonly approval?: Approval
  /** Two people have to approve, because it is unknown who pushed the request. */
  readonly needsTwo: boolean
  /** What one of them has done. */
  readonly half?: ApprovingAct
  /** Of each person the half, or else the newest act that does not count. */
  readonly rejected: readonly RejectedAct[]
}

export interface ApprovalQuestion {
  readonly digest: string
  /** The acts by which this request was approved before. */
  readonly knownActs: readonly Pick<ApprovingAct, 'actId' | 'isIndependent'>[]
}

export interface ApprovalEvidence {
  readonly rules: ApprovalRules
  /** That stand. */
  readonly acts: readonly Act[]
  /** That do not stand any more: only to tell why they do not count. */
  readonly withdrawn?: readonly WithdrawnAct[]
  /** Each ends also the earlier acts of the person that are no reviews. */
  readonly withdrawals?: readonly Withdrawal[]
  /** What the comments of the conversation have shown. */
  readonly shownPlans: readonly ShownPlan[]
  /** The key of the plans that this step shows; absent if it shows none. */
  readonly planKey?: string
  /** Of the inputs that select its requests. */
  readonly inputsHash?: string
  /** Login of the author of the pull request. */
  readonly author?: string
  readonly permissionOf: ApprovalReader['permissionOf']
  /** The commit that this step works on; absent if unknown. */
  readonly commit?: string
  /** The head of the pull request. */
  readonly headSha?: string
  /** Whoever pushed it, if the run is that of the push. */
  readonly pusher?: Account
  /** The server lists pushes. */
  readonly hasPushList: boolean
  /** To all branches with the name of that of the pull request, newest first; empty if unknown. */
  readonly pushes: readonly Push[]
  /**
   * What can only be from a branch of another repository, whose pushes nobody can read. A step may work on something else
   * although it names such a pull request. Absent if the branch is in this repository.
   */
  readonly forkCommits?: readonly (string | undefined)[]
}

/** Decides whether somebody who may has approved exactly this request. Fails if GitHub does not answer. */
export async function checkApproval(
  question: ApprovalQuestion,
  evidence: ApprovalEvidence,
): Promise<GitHubResult<ApprovalVerdict>> {
  const { rules, withdrawn = [] } = evidence
  const judged = evidence.acts.map((act) => ({ act, objection: findObjection(act, question, evidence) }))
  const { asked, notAsked } = orderActs(
    judged.flatMap(({ act, objection }) => (isFinal(act, objection) ? [] : [act])),
    { users: rules.users, knownIds: new Set(question.knownActs.map(({ actId }) => actId)) },
  )
  const needsTwo = !rules.allowSelf && isPusherUnknown(question.digest, evidence)
  const isHalf = (act: Act): boolean => !rules.allowSelf && needsSecond(act, question, evidence)
  const rejected: RejectedAct[] = [
    ...withdrawn.map(({ act, because }): RejectedAct => ({ act, objection: { kind: 'withdrawn', because } })),
    ...judged.flatMap(({ act, objection }) => (isFinal(act, objection) ? [{ act, objection }] : [])),
    ...notAsked.map((act): RejectedAct => ({ act, objection: { kind: 'not-asked' } })),
  ]
  const halves: Act[] = []
  for (const each of asked) {
    const answer = await askAboutAuthor(each, question, evidence)
    if (!answer.ok) return answer
    const { act, objection } = answer.value
    if (objection !== undefined) rejected.push({ act, objection })
    else if (!isHalf(act)) {
      const approval = toLoneApproval(act, question, evidence)
      return { ok: true, value: { approval, needsTwo, rejected: [] } }
    } else {
      const other = halves.find((half) => areDifferent(act.author, half.author))
      if (other !== undefined)
        return { ok: true, value: { approval: toJointApproval(other, act), needsTwo, rejected: [] } }
      if (halves.every((half) => !isNamed(act.author, accountNames(half.author)))) halves.push(act)
    }
  }
  if (!needsTwo) {
    rejected.push(...halves.map((act): RejectedAct => ({ act, objection: { kind: 'not-shown' } })))
    return { ok: true, value: { needsTwo, rejected: whatToTell(rejected, []) } }
  }
  const [half] = halves.map(toApprovingAct)
  return { ok: true, value: { needsTwo, half, rejected: whatToTell(rejected, halves) } }
}

/** One person has pushed the request, so that of two who approve it one is somebody else. */
function isPusherUnknown(digest: string, evidence: ApprovalEvidence): boolean {
  const { commit, forkCommits = [] } = evidence
  const isOfFork = commit !== undefined && forkCommits.includes(commit)
  return !isOfFork && findPushers(digest, evidence).isUnknown
}

/** Whether an act does not suffice alone, unless the policy says `allow-self`. */
function needsSecond(act: Act, question: ApprovalQuestion, evidence: ApprovalEvidence): boolean {
  if (wasIndependent(act, question)) return false
  return isPusherUnknown(question.digest, evidence) || isOfDroppedPlan(act, question, evidence)
}

/** An earlier step knew that the person had not pushed the request. What happens later does not change that. */
function wasIndependent({ id }: Act, { knownActs }: ApprovalQuestion): boolean {
  return knownActs.some(({ actId, isIndependent }) => actId === id && isIndependent === true)
}

/**
 * The record has dropped what the act was about, and with it that the pusher was unknown then. If it has dropped nothing, the
 * act is a start by hand, which is older than the plan of its run.
 */
function isOfDroppedPlan(
  { id, atMs }: Act,
  { digest, knownActs }: ApprovalQuestion,
  { shownPlans }: ApprovalEvidence,
): boolean {
  const firstMs = findFirstPlan(shownPlans, shortDigest(digest))?.sinceMs ?? Infinity
  return shownPlans.some(isForgotten) && knownActs.some(({ actId }) => actId === id) && atMs < firstMs
}

/** Whether the act is independent does not depend on the policy, which may change. */
function toLoneApproval(act: Act, question: ApprovalQuestion, evidence: ApprovalEvidence): Approval {
  const isSelf = findSelf(act, question, evidence) !== undefined
  const approval = toApprovingAct(act)
  return isSelf || needsSecond(act, question, evidence) ? approval : { ...approval, isIndependent: true }
}

function toApprovingAct({ kind, author, atMs, url, id }: Act): ApprovingAct {
  return { act: kind, by: author.login, byId: author.id, atMs, url, actId: id }
}

function toJointApproval(one: Act, other: Act): Approval {
  const [first, last] = one.atMs <= other.atMs ? [one, other] : [other, one]
  return { ...toApprovingAct(last), first: toApprovingAct(first) }
}

/** Last the halves, so that they are always told: whoever has given one need not act again, whatever is wrong with later acts. */
function whatToTell(rejected: readonly RejectedAct[], halves: readonly Act[]): readonly RejectedAct[] {
  const toHalf = (act: Act): RejectedAct => ({ act, objection: { kind: 'pusher-unknown' } })
  const byTime = (a: RejectedAct, b: RejectedAct): number => a.act.atMs - b.act.atMs
  const sorted = [...rejected.toSorted(byTime), ...halves.map(toHalf).sort(byTime)]
  const last = new Map(sorted.map((each) => [each.act.author.login.toLowerCase(), each]))
  return sorted.filter((each) => last.get(each.act.author.login.toLowerCase()) === each)
}

/** Whether nothing that GitHub can still tell about the author changes the objection. */
function isFinal({ isByLogin }: Act, objection: Objection | undefined): objection is Objection {
  return objection !== undefined && (objection.kind !== 'account-unknown' || isByLogin !== true)
}

/** What can be told without asking GitHub. */
function findObjection(
  act: Act,
  question: ApprovalQuestion,
  evidence: ApprovalEvidence,
): Objection | undefined {
  if (act.author.isBot) return { kind: 'bot' }
  return (
    findWithdrawal(act, evidence) ??
    (evidence.rules.allowSelf ? undefined : findSelf(act, question, evidence)) ??
    findTimingObjection(act, question, evidence)
  )
}

function findWithdrawal(
  { kind, author, atMs, isLatestTime }: Act,
  { withdrawals = [] }: ApprovalEvidence,
): Objection | undefined {
  if (kind === 'review') return undefined
  const ofPerson = withdrawals.filter(({ by }) => isNamed(author, accountNames(by)))
  const later = ofPerson.findLast((each) => each.atMs >= atMs)
  if (later !== undefined) return { kind: 'withdrawn', because: later.because }
  return isLatestTime && ofPerson.length > 0 ? { kind: 'perhaps-withdrawn' } : undefined
}

/** Whether the act is about this request. */
function findTimingObjection(
  act: Act,
  { digest, knownActs }: ApprovalQuestion,
  evidence: ApprovalEvidence,
): Objection | undefined {
  const { id, atMs, named, kind } = act
  if (kind === 'dispatch' || knownActs.some(({ actId }) => actId === id)) return undefined
  const short = shortDigest(digest)
  if (named !== undefined)
    return named.some((digits) => digest.replace(/^v\d+-/, '').startsWith(digits))
      ? undefined
      : { kind: 'not-named' }
  const since = (plan: ShownPlan): number => shownSince(plan, short, evidence.shownPlans)
  // GitHub cuts times to whole seconds, so the act may have happened up to a second later.
  const wasShown = (plan: ShownPlan): boolean => {
    const { digests, sinceMs, untilMs = Infinity } = plan
    if (!digests.includes(short) || atMs + 1_000 > untilMs) return false
    // In the second of a change, what was shown before and after was shown all the time.
    return atMs >= sinceMs || (atMs + 1_000 > sinceMs && since(plan) < sinceMs)
  }
  const shown = evidence.shownPlans.filter(wasShown)
  if (shown.length === 0) return { kind: 'not-shown' }
  const settled = shown.filter((plan) => atMs >= since(plan) + CHANGE_GRACE_MS)
  if (settled.length === 0) return { kind: 'just-changed' }
  return isOfOtherCommit(act, settled, evidence) ? { kind: 'not-head' } : undefined
}

/**
 * Whether what the person saw of the branch was not what these plans show: no run may have followed a push, or the page of a
 * review may have been an old one.
 */
function isOfOtherCommit(
  { atMs, commit: reviewed }: Act,
  plans: readonly ShownPlan[],
  { commit, headSha, pushes }: ApprovalEvidence,
): boolean {
  const pushed = new Set(
    pushes.flatMap((push) => (push.commit === undefined ? [] : shortCommit(push.commit))),
  )
  // A start by hand on another branch, or a merge queue: the branch says nothing about such a plan.
  const isOfBranch = ({ commits }: ShownPlan): boolean => commits.some((each) => pushed.has(each))
  if (pushes.length > 0 && !plans.some(isOfBranch)) return false
  const isShown = (each: string): boolean =>
    each === commit || plans.some(({ commits }) => commits.includes(shortCommit(each)))
  const seen = reviewed !== undefined && wasPushedLater(reviewed, atMs, pushes) ? undefined : reviewed
  if (seen !== undefined && !isShown(seen)) return true
  // Without a list, as when the branch is gone, the head may have been the last one from the beginning.
  if (pushes.length === 0) return seen === undefined && headSha !== undefined && !isShown(headSha)
  const head = pushes.find((push) => push.atMs <= atMs)?.commit
  return head === undefined || !isShown(head)
}

/** GitHub moves reviews to another commit when somebody merges the base: then nobody knows which one the person saw. */
function wasPushedLater(commit: string, atMs: number, pushes: readonly Push[]): boolean {
  const oldest = pushes.findLast((push) => push.commit === commit)
  return oldest !== undefined && oldest.atMs > atMs
}

/** Whether the person may have approved something of their own. */
function findSelf(act: Act, question: ApprovalQuestion, evidence: ApprovalEvidence): Objection | undefined {
  const { author } = act
  if (isSameLogin(evidence.author, author.login)) return { kind: 'author' }
  // Whoever brings a request back that they have approved has not made it.
  if (wasIndependent(act, question)) return undefined
  const { names, forgotten } = findPushers(question.digest, evidence)
  const pushers = [...names, ...forgotten]
  if (isNamed(author, pushers)) return { kind: 'pusher' }
  return isOther(author, pushers) ? undefined : { kind: 'account-unknown' }
}

/** Asks for the role, and with it for the id, which costs nothing then. Alone the id is asked for only if it matters. */
async function askAboutAuthor(
  act: Act,
  question: ApprovalQuestion,
  evidence: ApprovalEvidence,
): Promise<GitHubResult<JudgedAct>> {
  const { rules, withdrawals = [], permissionOf } = evidence
  const { author, isByLogin } = act
  const needsRole = !rules.users.some((user) => isSameLogin(user, author.login))
  const needsId = isByLogin === true && (!rules.allowSelf || withdrawals.length > 0)
  if (!needsRole && !needsId) return { ok: true, value: { act } }
  const permission = await permissionOf(author.login)
  if (!permission.ok) return permission
  const { role, id } = permission.value
  if (needsRole && !rules.from.some((each) => each === role))
    return { ok: true, value: { act, objection: { kind: 'role', role } } }
  if (isByLogin !== true) return { ok: true, value: { act } }
  const identified = { ...act, author: { ...author, id } }
  return {
    ok: true,
    value: { act: identified, objection: findObjection(identified, question, evidence) },
  }
}
