import type { ApprovalRules } from '../policy/policy.ts'
import type { GitHubResult } from '../state/github.ts'
import { CHANGE_GRACE_MS, shortCommit, shortDigest, type ShownPlan } from '../state/shown-plans.ts'
import type { Approval } from './approval.ts'
import type { Push } from './approval-reader.ts'
import { findPushers } from './find-pushers.ts'
import type { Act } from './find-acts.ts'

/** Why an act does not approve a request. */
export type Objection =
  /** `role`: of the person; absent if GitHub does not say. */
  | { readonly kind: 'role'; readonly role?: string }
  | { readonly kind: 'bot' | 'author' | 'pusher' | 'pusher-unknown' }
  /** The comment did not show it then, or for less than a minute, or not for the head of that time. */
  | { readonly kind: 'not-shown' | 'just-changed' | 'not-head' | 'not-named' }

export interface RejectedAct {
  readonly act: Act
  readonly objection: Objection
}

export interface ApprovalVerdict {
  /** Absent if nobody has approved the request. */
  readonly approval?: Approval
  /** The newest act of each person that does not count. */
  readonly rejected: readonly RejectedAct[]
}

export interface ApprovalQuestion {
  readonly digest: string
  /** The acts by which jobs of this request were approved before. */
  readonly knownActIds: readonly string[]
}

export interface ApprovalEvidence {
  readonly rules: ApprovalRules
  /** That stand. */
  readonly acts: readonly Act[]
  /** What the comments of the conversation have shown. */
  readonly shownPlans: readonly ShownPlan[]
  /** Login of the author of the pull request. */
  readonly author?: string
  /** The login's role in the repository; undefined if GitHub does not say. */
  readonly roleOf: (login: string) => Promise<GitHubResult<string | undefined>>
  /** The commit that this step works on. */
  readonly commit: string
  /** Pushes to the branch of the pull request, newest first; empty if unknown. */
  readonly pushes: readonly Push[]
  /** Its branch is in another repository, whose pushes nobody can read. */
  readonly isFromFork?: boolean
}

/** Decides whether somebody who may has approved exactly this request. Fails if GitHub does not answer. */
export async function checkApproval(
  question: ApprovalQuestion,
  evidence: ApprovalEvidence,
): Promise<GitHubResult<ApprovalVerdict>> {
  const rejected: RejectedAct[] = []
  // The oldest first, so that the answer stays the same.
  for (const act of evidence.acts.toSorted((a, b) => a.atMs - b.atMs)) {
    const objection = await findObjection(act, question, evidence)
    if (!objection.ok) return objection
    if (objection.value === undefined) return { ok: true, value: { approval: toApproval(act), rejected: [] } }
    rejected.push({ act, objection: objection.value })
  }
  return { ok: true, value: { rejected: newestOfEach(rejected) } }
}

function toApproval({ kind, author, atMs, url, id }: Act): Approval {
  return { act: kind, by: author.login, atMs, url, actId: id }
}

function newestOfEach(rejected: readonly RejectedAct[]): readonly RejectedAct[] {
  return [...new Map(rejected.map((each) => [each.act.author.login, each])).values()]
}

const NO_OBJECTION: GitHubResult<Objection | undefined> = { ok: true, value: undefined }
const object = (objection: Objection): GitHubResult<Objection | undefined> => ({ ok: true, value: objection })

async function findObjection(
  act: Act,
  question: ApprovalQuestion,
  evidence: ApprovalEvidence,
): Promise<GitHubResult<Objection | undefined>> {
  if (act.author.isBot) return object({ kind: 'bot' })
  const objection =
    findSelfObjection(act.author.login, question.digest, evidence) ??
    findTimingObjection(act, question, evidence)
  return objection === undefined ? findRoleObjection(act.author.login, evidence) : object(objection)
}

/** Whether the act is about this request. */
function findTimingObjection(
  { id, atMs, named, kind }: Act,
  { digest, knownActIds }: ApprovalQuestion,
  { shownPlans, commit, pushes }: ApprovalEvidence,
): Objection | undefined {
  if (kind === 'dispatch' || knownActIds.includes(id)) return undefined
  const short = shortDigest(digest)
  if (named !== undefined)
    return named.some((digits) => digest.replace(/^v\d+-/, '').startsWith(digits))
      ? undefined
      : { kind: 'not-named' }
  // GitHub cuts times to whole seconds, so the act may have happened up to a second later.
  const wasShown = ({ digests, sinceMs, untilMs = Infinity }: ShownPlan): boolean =>
    digests.includes(short) && atMs >= sinceMs && atMs + 1_000 <= untilMs
  const shown = shownPlans.filter(wasShown)
  if (shown.length === 0) return { kind: 'not-shown' }
  const settled = shown.filter(({ sinceMs }) => atMs >= sinceMs + CHANGE_GRACE_MS)
  if (settled.length === 0) return { kind: 'just-changed' }
  // No run may have followed a push, so that the comment still shows what the branch no longer has.
  const head = pushes.find((push) => push.atMs <= atMs)?.commit
  if (head === undefined) return pushes.length === 0 ? undefined : { kind: 'not-head' }
  const wasHead = settled.some(({ commits }) => commits.includes(shortCommit(head)))
  return head === commit || wasHead ? undefined : { kind: 'not-head' }
}

function findSelfObjection(
  login: string,
  digest: string,
  { rules, author, shownPlans, pushes, isFromFork }: ApprovalEvidence,
): Objection | undefined {
  if (rules.allowSelf) return undefined
  if (isSameLogin(author, login)) return { kind: 'author' }
  const pushers = findPushers(digest, shownPlans, pushes)
  if (pushers.length === 0) return isFromFork === true ? undefined : { kind: 'pusher-unknown' }
  return pushers.some((pusher) => isSameLogin(pusher, login)) ? { kind: 'pusher' } : undefined
}

async function findRoleObjection(
  login: string,
  { rules, roleOf }: Pick<ApprovalEvidence, 'rules' | 'roleOf'>,
): Promise<GitHubResult<Objection | undefined>> {
  if (rules.users.some((user) => isSameLogin(user, login))) return NO_OBJECTION
  const role = await roleOf(login)
  if (!role.ok) return role
  return rules.from.some((each) => each === role.value)
    ? NO_OBJECTION
    : object({ kind: 'role', role: role.value })
}

/** GitHub's logins do not differ in case. */
function isSameLogin(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase()
}
