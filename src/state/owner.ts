import { createHash } from 'node:crypto'
import { unqualifiedOwner } from './other-conversation.ts'

/** All owners of a workflow begin with these: a step knows those beside it by them, also when no run of both is recorded any more. */
const WORKFLOW_DIGITS = 6
const STEP_DIGITS = 10
const SUBJECT_DIGITS = 6

/**
 * The owner of a step, in 16 hexadecimal digits, with six more for a subject. `parts`: what tells it from other steps of its
 * workflow. `subject`: what the run is about, if not what it reports on.
 */
export function formatOwner(workflowPath: string, parts: readonly string[], subject?: string): string {
  const step = JSON.stringify([workflowPath, ...parts])
  return [
    hash(workflowPath).slice(0, WORKFLOW_DIGITS),
    hash(step).slice(0, STEP_DIGITS),
    subject === undefined ? '' : hash(subject).slice(0, SUBJECT_DIGITS),
  ].join('')
}

/** The same for all subjects. */
export function withoutSubject(owner: string): string {
  return owner.slice(0, WORKFLOW_DIGITS + STEP_DIGITS)
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Whether the runs of two steps are about the same. */
export function haveSameSubject(owner: string, other: string): boolean {
  const [subject, otherSubject] = [owner, other].map((each) =>
    unqualifiedOwner(each).slice(WORKFLOW_DIGITS + STEP_DIGITS),
  )
  return subject === otherSubject
}

/** Whether two steps belong to one workflow. One of another conversation counts as well: that only spares jobs. */
export function haveSameWorkflow(owner: string, other: string): boolean {
  return workflowOf(owner) === workflowOf(other)
}

function workflowOf(owner: string): string {
  return unqualifiedOwner(owner).slice(0, WORKFLOW_DIGITS)
}

const STATUS_PREFIX = 'status '

/** A commit status does not tell the owner of a step, so that each step counts as one of its own. */
export function statusOwner(holderId: string): string {
  return `${STATUS_PREFIX}${holderId}`
}

export function isOfStatus({ owner }: { readonly owner: string }): boolean {
  return owner.startsWith(STATUS_PREFIX)
}
