import { handleClosedPullRequest, isPullRequestClosed } from '../jobs/close-pull-request.ts'
import type { RunInputs } from '../inputs.ts'
import {
  diffAgainstBase,
  createJobStates,
  loadSpecsFromInputs,
  markNothingToTrain,
  rejectAll,
} from '../jobs/create-job-states.ts'
import { checkPolicy } from '../policy/check-policy.ts'
import { resolveExistingJobs } from '../jobs/deduplicate.ts'
import type { JobState } from '../jobs/job-state.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { CommandContext } from './context.ts'
import { submitAll } from '../jobs/submit-all.ts'
import { markSuperseded, supersede } from '../jobs/supersede.ts'
import { createWatch, handleTimedOut } from '../jobs/wait-for-jobs.ts'

/** `command: run`: inputs -> specs -> policy -> submission -> watch -> report. */
export async function run(inputs: RunInputs, context: CommandContext): Promise<CommandResult> {
  const { specs, positions, diagnostics: specDiagnostics } = await loadSpecsFromInputs(inputs, context.files)
  const policy = checkPolicy(specs, specDiagnostics, inputs)
  const diagnostics =
    policy.kind === 'refused' ? [...specDiagnostics, ...policy.diagnostics] : specDiagnostics
  const initial = createJobStates(specs, specDiagnostics)
  context.reporter.start(initial, diagnostics, positions)
  if (context.deletedRef !== undefined)
    return { states: markNothingToTrain(initial, context.deletedRef, context), diagnostics }
  if (await isPullRequestClosed(context))
    return { states: await handleClosedPullRequest(initial, inputs, context), diagnostics }
  await diffAgainstBase(specs, inputs, context)
  if (policy.kind !== 'allowed') return rejectAll(initial, diagnostics, policy.kind)

  const watch = createWatch(inputs.waitFor, context)
  const submit = async (): Promise<void> => {
    const resolved = await resolveExistingJobs(initial, inputs, context, watch)
    const submitted = await submitAll(resolved, inputs, context, watch)
    // Whoever wrote foreign content must not end the jobs of others either.
    if (context.foreignContent === undefined) await supersede(submitted, inputs, context, watch)
    watch.close()
  }
  // A job is watched as soon as it exists, whatever happens to the other specs meanwhile.
  const [watched] = await Promise.all([watch.run(), submit()])
  const states = await handleTimedOut(sortLike(initial, watched), inputs.onTimeout, context)
  return { states: await markSuperseded(states, context), diagnostics }
}

/** Jobs are watched in the order in which they became known. */
function sortLike(order: readonly JobState[], states: readonly JobState[]): readonly JobState[] {
  const positions = new Map(order.map(({ label }, n) => [label, n]))
  const positionOf = ({ label }: JobState): number => positions.get(label) ?? Infinity
  return states.toSorted((a, b) => positionOf(a) - positionOf(b))
}
