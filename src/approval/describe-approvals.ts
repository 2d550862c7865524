import { joinWithOr } from '../job-spec/format-value.ts'
import type { ActKind, ApprovalRules } from '../policy/policy.ts'
import type { Approval } from './approval.ts'
import { APPROVAL_COMMAND, APPROVAL_LABEL } from './find-acts.ts'
import type { Objection, RejectedAct } from './check-approvals.ts'

type Approvers = Pick<ApprovalRules, 'from' | 'users' | 'by'>

/** Who may approve: roles and logins, in backticks. */
export function describeApprovers({ from, users }: Pick<Approvers, 'from' | 'users'>): readonly string[] {
  return [
    ...(from.length === 0 ? [] : [`somebody with the role ${joinWithOr(from.map((role) => `\`${role}\``))}`]),
    ...users.map((login) => `\`${login}\``),
  ]
}

const ACTS: Readonly<Record<ActKind, string>> = {
  review: 'a review that approves',
  comment: `the comment \`${APPROVAL_COMMAND}\``,
  label: `the label \`${APPROVAL_LABEL}\``,
}

/** `a review that approves, or the comment ...`. */
export function describeActs(by: readonly ActKind[]): string {
  return joinWithOr(by.map((kind) => ACTS[kind]))
}

const NAMES: Readonly<Record<Approval['act'], string>> = {
  review: 'review',
  comment: 'comment',
  label: 'label',
  dispatch: 'start by hand',
}

/** `the review of ada: ...`. */
export function describeRejected({ act, objection }: RejectedAct): string {
  return `the ${NAMES[act.kind]} of \`${act.author.login}\`: ${describeObjection(objection)}`
}

function describeObjection(objection: Objection): string {
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
      return 'they pushed the change'
    case 'pusher-unknown':
      return 'it is unknown who pushed the change; re-run the workflow of the push'
    case 'not-shown':
      return 'this plan was not shown then; approve again'
    case 'not-named':
      return 'it names another request'
    case 'not-head':
      return 'the branch had another commit then; approve again'
    case 'just-changed':
      return 'the plan had been shown for less than a minute; approve again'
  }
}
