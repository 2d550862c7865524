import type { CommandContext } from '../commands/context.ts'
import type { RunInputs } from '../inputs.ts'
import { evaluateUsage } from '../policy/evaluate-usage.ts'
import type { Violation } from '../policy/plan.ts'
import { cancelJob, hasAccepted } from './cancel-job.ts'
import { compareJobs, countJobs, recordedJobs, withRecorded } from './count-jobs.ts'
import { withNote, type JobState } from './job-state.ts'
import { isTerminal, parsePhase } from './job-status.ts'
import { listCountedJobs, needsList } from './list-counted-jobs.ts'
import type { Note } from './note.ts'
import { findObsoleteIds } from './obsolete-ids.ts'
import { reportViolations, type StepPlan } from './plan-step.ts'
import { cancelOptions } from './supersede-task.ts'
import type { Watch } from './watch.ts'

/** Jobs that are accepted in the same second are then in the list. */
const SETTLE_MS = 5_000

interface LimitedStep extends Pick<StepPlan, 'plan' | 'policy'>, Pick<RunInputs, 'onSuperseded'> {}

/**
 * Looks again after the submission, because other steps may have submitted at the same time. Of the jobs in the list,
 * ordered by creation time and id, those beyond a limit are cancelled by the steps that submitted them. Resolves to the states
 * that stay.
 */
export async function cancelOverLimits(
  states: readonly JobState[],
  { plan, policy, onSuperseded }: LimitedStep,
  context: CommandContext,
  watch: Pick<Watch, 'update'>,
): Promise<readonly JobState[]> {
  const submitted = states.flatMap((state) =>
    state.job && state.isReused !== true ? [{ state, job: state.job }] : [],
  )
  if (policy === undefined || submitted.length === 0 || !needsList(policy)) return states
  await context.clock.sleep(SETTLE_MS)
  const listed = await listCountedJobs(policy, context)
  if (listed === undefined) {
    context.reporter.warn({ code: 'policy-not-rechecked' })
    return states
  }
  const obsoleteIds = findObsoleteIds(states, { onSuperseded }, context)
  const { ledger, holder } = context
  const known = withRecorded(listed, recordedJobs(ledger?.record, holder.service))
  // The answer to the submission may describe the job in another way than the list.
  const byId = new Map(known.jobs.map((job) => [job.id, job]))
  const own = submitted.map(({ state, job }) => ({ state, job: byId.get(job.id) ?? job }))
  let counted = known.jobs
  const cancelledLabels = new Set<string>()
  for (const { state, job } of own.toSorted((x, y) => compareJobs(x.job, y.job))) {
    const earlier = counted.filter((other) => other.id !== job.id && compareJobs(other, job) < 0)
    const violations = evaluateUsage(policy, {
      submission: { jobs: 1, amount: plan.specs.get(state.label)?.price?.amount ?? 0 },
      ...countJobs(policy, { ...known, jobs: earlier, isComplete: true }, obsoleteIds, []),
      perPullRequest: 'no-pull-request',
    })
    if (violations.length === 0) continue
    counted = counted.filter(({ id }) => id !== job.id)
    cancelledLabels.add(state.label)
    await reportViolations(plan, violations, context)
    const cancelled = await cancelJob(state, job.id, cancelOptions(context))
    if (hasAccepted(cancelled)) await ledger?.recordStop(ledger.keyOf(state), job.id)
    watch.update(state.label, (current) => markOverLimit(current, cancelled, violations))
  }
  return states.filter(({ label }) => !cancelledLabels.has(label))
}

/** `cancelled`: the state after the cancellation was requested. */
function markOverLimit(current: JobState, cancelled: JobState, violations: readonly Violation[]): JobState {
  const { outcome, job, timeline } = cancelled
  const reasons = violations.map(({ message }) => message)
  // The watch may have seen the cancellation first.
  const notes = current.notes.filter(({ code }) => code !== 'cancelled-elsewhere')
  if (outcome === 'cancelled' || outcome === 'running')
    return withNote(
      { ...current, job, timeline, notes },
      { code: 'policy-limit-passed', reasons },
      'cancelled',
    )
  const note: Note = { code: 'policy-limit-not-enforced', reasons }
  // A job that had ended has its own outcome.
  return withNote(current, note, isTerminal(parsePhase(job?.status)) ? current.outcome : 'refused')
}
