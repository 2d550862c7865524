import { withNote } from './job-state.ts'
import type { Note } from './note.ts'
import type { SupersedeTask } from './supersede-task.ts'
import { findDeadClaims, findEarlierSubmissions, type RecordedClaim } from '../state/claim.ts'
import { haveSameSubject, haveSameWorkflow } from '../state/owner.ts'
import type { Hold } from '../state/record.ts'

/** Whose job may still be found. */
export function findEarlierClaims(task: SupersedeTask): readonly RecordedClaim[] {
  const { holder, githubTime } = task.context
  const claims = findEarlierSubmissions(task.ledger.record, { ...holder, nowMs: githubTime() })
  return claims.filter((each) => isObsolete(each, task))
}

/**
 * The owner asks for something else now, so no run looks for the job of such a submission. `among`: those that were alive
 * before; absent for all.
 */
export function warnAboutDeadClaims(task: SupersedeTask, among?: readonly RecordedClaim[]): void {
  const { states, context, watch, ledger } = task
  const { holder, githubTime, reporter } = context
  const shown = states.find(({ job }) => job !== undefined)
  for (const each of findDeadClaims(ledger.record, { ...holder, nowMs: githubTime() })) {
    const { key, claim } = each
    const isNew = among?.some((other) => other.key === key && other.claim.holderId === claim.holderId)
    const isOurs = isObsolete(each, task) || isOfOtherSubject(each, task)
    if (!isOurs || isNew === false) continue
    const note = interruptedNote(claim)
    reporter.warn(note)
    if (shown) watch.update(shown.label, (current) => withNote(current, note))
  }
}

export const interruptedNote = ({ label, run, submissionStartedAtMs = 0 }: Hold): Note => ({
  code: 'earlier-submission-interrupted',
  label,
  runId: run.id,
  startedAtMs: submissionStartedAtMs,
})

/** Of earlier runs of this step, for what it does not ask for. */
function isObsolete(each: RecordedClaim, task: SupersedeTask): boolean {
  return each.claim.owner === task.context.holder.owner && !isAskedFor(each, task)
}

/** Of a start by hand and the like in this workflow, for what this step does not ask for. Perhaps nobody starts it again. */
function isOfOtherSubject(each: RecordedClaim, task: SupersedeTask): boolean {
  const { owner, isNotHead } = task.context.holder
  const isByHand = haveSameWorkflow(each.claim.owner, owner) && !haveSameSubject(each.claim.owner, owner)
  return isNotHead !== true && isByHand && !isAskedFor(each, task)
}

function isAskedFor({ key }: RecordedClaim, { asked, ledger }: SupersedeTask): boolean {
  return asked.some((state) => ledger.keyOf(state) === key)
}
