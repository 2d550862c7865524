import { handleClosedPullRequest, isPullRequestClosed } from '../jobs/close-pull-request.ts'
import type { RunInputs } from '../inputs.ts'
import {
  diffAgainstBase,
  createJobStates,
  loadSpecsFromInputs,
  rejectAll,
} from '../jobs/create-job-states.ts'
import { checkPolicy } from '../policy/check-policy.ts'
import { resolveExistingJobs } from '../jobs/deduplicate.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { CommandContext } from './context.ts'
import { submitAll } from '../jobs/submit-all.ts'
import { markSuperseded, supersede } from '../jobs/supersede.ts'
import { checkUntrustedSpecs } from '../job-spec/untrusted-specs.ts'
import { waitForJobs, detach } from '../jobs/wait-for-jobs.ts'

/** `command: run`: inputs -> specs -> policy -> submission -> watch -> report. */
export async function run(inputs: RunInputs, context: CommandContext): Promise<CommandResult> {
  const { specs, diagnostics: specDiagnostics } = await loadSpecsFromInputs(inputs, context.files)
  const policy = checkPolicy(specs, specDiagnostics, inputs, await checkUntrustedSpecs(specs, context))
  const diagnostics =
    policy.kind === 'refused' ? [...specDiagnostics, ...policy.diagnostics] : specDiagnostics
  const initial = createJobStates(specs, specDiagnostics)
  context.reporter.start(initial, diagnostics)
  if (await isPullRequestClosed(context))
    return { states: await handleClosedPullRequest(initial, inputs, context), diagnostics }
  await diffAgainstBase(specs, inputs, context)
  if (policy.kind !== 'allowed') return rejectAll(initial, diagnostics, policy.kind)

  const resolved = await resolveExistingJobs(initial, inputs, context)
  const submitted = await submitAll(resolved, inputs, context)
  const current = await supersede(submitted, inputs, context)
  const states =
    inputs.waitFor === 'none'
      ? current.map(detach)
      : await waitForJobs(current, inputs.waitFor, inputs, context)
  return { states: await markSuperseded(states, context), diagnostics }
}
