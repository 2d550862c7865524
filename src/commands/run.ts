import {
  cancelIfClosed,
  explainClosing,
  handleClosedPullRequest,
  isPullRequestClosed,
} from '../jobs/close-pull-request.ts'
import type { RunInputs } from '../inputs.ts'
import { outageEndMs } from '../jobs/claim-outcomes.ts'
import {
  createJobStates,
  loadSpecsFromInputs,
  markNothingToTrain,
  rejectAll,
} from '../jobs/create-job-states.ts'
import { resolveExistingJobs } from '../jobs/deduplicate.ts'
import { isNotAllowed, withNote, type JobState } from '../jobs/job-state.ts'
import type { Note } from '../jobs/note.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { CommandContext } from './context.ts'
import { ApprovalAnswers } from '../jobs/approval-answers.ts'
import { findPlanOrigin } from '../jobs/plan-origin.ts'
import { planStep } from '../jobs/plan-step.ts'
import { SubmissionJudge } from '../jobs/submission-judge.ts'
import { cancelOverLimits } from '../jobs/cancel-over-limits.ts'
import { recordPrices } from '../jobs/usage-limits.ts'
import { submitAll } from '../jobs/submit-all.ts'
import { markSuperseded } from '../jobs/mark-superseded.ts'
import { keepSuperseding, supersede } from '../jobs/supersede.ts'
import { createWatch, handleTimedOut } from '../jobs/wait-for-jobs.ts'

/** `command: run`: inputs -> specs -> policy -> submission -> watch -> report. */
export async function run(inputs: RunInputs, step: CommandContext): Promise<CommandResult> {
  const loaded = await loadSpecsFromInputs(inputs, step.files)
  const initial = createJobStates(loaded.specs, loaded.diagnostics)
  step.reporter.start(initial, loaded.diagnostics, loaded.positions)
  if (step.deletedRef !== undefined)
    return { states: markNothingToTrain(initial, step.deletedRef, step), diagnostics: loaded.diagnostics }
  if (await isPullRequestClosed(step))
    return { states: await handleClosedPullRequest(initial, inputs, step), diagnostics: loaded.diagnostics }
  const planned = await planStep({ ...loaded, states: initial }, inputs, step, outageEndMs(step))
  const { states: specStates, diagnostics, rejection, ban } = planned
  const answers = new ApprovalAnswers(step)
  const origin = await findPlanOrigin(loaded.specs, { ...inputs, ...planned }, { ...step, answers })
  step.reporter.setOrigin(origin)
  if (rejection !== undefined) return rejectAll(specStates, diagnostics, rejection)
  // GitHub was waited for long enough.
  if (ban?.code === 'policy-unreadable') return { states: refuseUnresolved(specStates, ban), diagnostics }

  const context = {
    ...step,
    submissionBan: step.submissionBan ?? (ban?.code === 'policy-refused' ? undefined : ban),
    judge: new SubmissionJudge(planned, inputs, { ...step, origin }, answers),
  }
  recordPrices(specStates, planned, context.ledger)
  const watch = createWatch(inputs.waitFor, context)
  const submit = async (): Promise<void> => {
    const resolved = await resolveExistingJobs(specStates, inputs, context, watch)
    const allowed = await refuseForbidden(resolved, context)
    const submitted = await submitAll(allowed, inputs, context, watch)
    const kept = await cancelOverLimits(submitted, { ...planned, ...inputs }, context, watch)
    const isClosed = await cancelIfClosed(kept, inputs, context, watch)
    // Whoever may not submit must not end the jobs of others either.
    const mayReplace = !isClosed && context.submissionBan === undefined && !submitted.some(isNotAllowed)
    const supersedeInputs = { ...inputs, asked: submitted }
    const superseding = mayReplace ? await supersede(kept, supersedeInputs, context, watch) : undefined
    watch.close()
    await keepSuperseding(superseding, supersedeInputs, context, { watch, signal: watching.signal })
  }
  const watching = new AbortController()
  // A job is watched as soon as it exists, whatever happens to the other specs meanwhile.
  const [watched] = await Promise.all([watch.run().finally(() => watching.abort()), submit()])
  const states = await handleTimedOut(sortLike(specStates, watched), inputs.onTimeout, context)
  return { states: await explainClosing(await markSuperseded(states, context), context), diagnostics }
}

/** Judges again with the claims of others, who may have claimed at the same time. */
async function refuseForbidden(
  states: readonly JobState[],
  { judge, submissionBan }: CommandContext,
): Promise<readonly JobState[]> {
  if (judge === undefined || submissionBan !== undefined) return states
  const toSubmit = states.filter(({ spec, job, outcome }) => spec && !job && outcome === undefined)
  const rejected = new Map((await judge.judge(toSubmit, states)).map((state) => [state.label, state]))
  return states.map(
    (state) => rejected.get(state.label) ?? (toSubmit.includes(state) ? judge.withApproval(state) : state),
  )
}

function refuseUnresolved(states: readonly JobState[], note: Note): readonly JobState[] {
  return states.map((state) => (state.outcome === undefined ? withNote(state, note, 'refused') : state))
}

/** Jobs are watched in the order in which they became known. */
function sortLike(order: readonly JobState[], states: readonly JobState[]): readonly JobState[] {
  const positions = new Map(order.map(({ label }, n) => [label, n]))
  const positionOf = ({ label }: JobState): number => positions.get(label) ?? Infinity
  return states.toSorted((a, b) => positionOf(a) - positionOf(b))
}
