import { joinWithOr } from '../job-spec/format-value.ts'
import type { ActKind, ApprovalRules } from '../policy/policy.ts'
import type { Approval } from './approval.ts'
import { APPROVAL_COMMAND, APPROVAL_LABEL, type Act, type WithdrawnAct } from './find-acts.ts'
import type { Objection, RejectedAct } from './check-approvals.ts'

type Approvers = Pick<ApprovalRules, 'from' | 'users' | 'by'>

/** Who may approve: roles and logins, in backticks. */
export function describeApprovers({ from, users }: Pick<Approvers, 'from' | 'users'>): readonly string[] {
  return [
    ...(from.length === 0 ? [] : [`somebody with the role ${joinWithOr(from.map((role) => `\`${role}\``))}`]),
    ...users.map((login) => `\`${login}\``),
  ]
}

/** Whose approval it takes. `approvers`: from `describeApprovers`. */
export function describePeople(approvers: readonly string[], needsTwo: boolean): string {
  const each = joinWithOr(approvers)
  return needsTwo ? `two people, each ${each} (it is unknown who pushed the change)` : each
}

const ACTS: Readonly<Record<ActKind, string>> = {
  review: 'a review that approves',
  comment: `the comment \`${APPROVAL_COMMAND}\``,
  label: `the label \`${APPROVAL_LABEL}\``,
}

/** `half`: on, as one half of an approval by two people. */
export type LabelState = 'off' | 'on' | 'half'

const LABELS: Readonly<Record<LabelState, string>> = {
  off: ACTS.label,
  on: `${ACTS.label} (take it off first)`,
  half: `${ACTS.label} (leave it on)`,
}

/** An approval whatever the policy says about other acts. */
const START_BY_HAND = 'a start of the workflow by hand (`workflow_dispatch`)'

/** `a review that approves, or the comment ...`. Nobody can add a label that is on. */
export function describeActs(
  by: readonly ActKind[],
  { label, needsTwo }: { readonly label: LabelState; readonly needsTwo: boolean },
): string {
  if (needsTwo && by.every((kind) => kind === 'label'))
    return `${LABELS[label]} from one and ${START_BY_HAND} from the other`
  const acts = by
    .filter((kind) => kind !== 'label' || label !== 'half')
    .map((kind) => (kind === 'label' ? LABELS[label] : ACTS[kind]))
  return acts.length === 0 ? START_BY_HAND : joinWithOr(acts)
}

/** What to do about a label that does not count. */
export function describeLabelOn(isHalf: boolean): string {
  return isHalf
    ? `Leave ${ACTS.label} on, which is half of an approval: approve in another way, or start the workflow by hand.`
    : `To approve it with ${ACTS.label}, which is on already, take that off first.`
}

const NAMES: Readonly<Record<Approval['act'], string>> = {
  review: 'review',
  comment: 'comment',
  label: 'label',
  dispatch: 'start by hand',
}

const MAX_DESCRIBED = 10

/** Why acts do not count: the newest ones each, such as `the review of ada: ...`. */
export function describeRejected(rejected: readonly RejectedAct[]): readonly string[] {
  const judged = rejected.filter(({ objection }) => objection.kind !== 'not-asked')
  const [notAsked, more] = [rejected.length - judged.length, judged.length - MAX_DESCRIBED]
  return [
    ...judged
      .slice(-MAX_DESCRIBED)
      .map(
        ({ act, objection }) =>
          `the ${NAMES[act.kind]} of \`${act.author.login}\`: ${describeObjection(objection, act.kind)}`,
      ),
    ...(more > 0 ? [`those of ${more} more`] : []),
    ...(notAsked > 0
      ? [
          `those of ${notAsked} more: these are too many people to read the role of each, so approve once more, or name who approves in \`approval.users\` of the policy`,
        ]
      : []),
  ]
}

const WITHDRAWALS: Readonly<Record<WithdrawnAct['because'], string>> = {
  'changes-requested': 'they requested changes later',
  dismissed: 'their review was dismissed, which also ends what they approved before',
  'dismissed-sometime':
    'their review was dismissed, and GitHub does not say when: re-run in a minute, or approve with a new review or after one',
  edited: 'it was edited',
  'taken-off': 'it was taken off',
}

function describeObjection(objection: Objection, kind: Act['kind']): string {
  switch (objection.kind) {
    case 'role':
      return objection.role === undefined
        ? 'GitHub does not say which role they have'
        : `their role is \`${objection.role}\``
    case 'bot':
      return 'bots cannot approve'
    case 'author':
      return 'they opened the pull request'
    case 'pusher':
      return 'they pushed the change, or to its branch before'
    case 'pusher-unknown':
      return `it is unknown who pushed the change, so a second person who may approve must do so, too${
        kind === 'label' ? ', but not with this label, which is on already' : ''
      }`
    case 'account-unknown':
      return 'they started a run again, and the server does not say whether they are a renamed account that pushed the change: start a new run, or approve on the pull request'
    case 'not-shown':
      return 'this plan was not shown then, so it needs a new approval'
    case 'withdrawn':
      return WITHDRAWALS[objection.because]
    case 'perhaps-withdrawn':
      return 'they requested changes, or their review was dismissed, and GitHub does not say whether the start was after that: approve on the pull request, too'
    case 'not-asked':
      return 'their role was not read'
    case 'not-named':
      return 'it names another request'
    case 'not-head':
      return 'it is about another commit than the plan, so this needs a new approval'
    case 'just-changed':
      return 'this request had been shown for less than a minute, so it needs a new approval'
  }
}
