import type { ValidateInputs } from '../inputs.ts'
import { markValid, createJobStates, loadSpecsFromInputs } from '../jobs/create-job-states.ts'
import { settle } from '../jobs/job-state.ts'
import type { Note } from '../jobs/note.ts'
import type { CommandResult } from '../jobs/result.ts'
import { checkPolicy } from '../policy/check-policy.ts'
import type { OfflineContext } from './context.ts'

/** `command: validate`: checks the specs without an API key and without network access. */
export async function validate(
  inputs: ValidateInputs,
  { files, reporter }: OfflineContext,
): Promise<CommandResult> {
  const { specs, diagnostics: specDiagnostics } = await loadSpecsFromInputs(inputs, files)
  const policy = checkPolicy(specs, specDiagnostics, inputs)
  const diagnostics =
    policy.kind === 'refused' ? [...specDiagnostics, ...policy.diagnostics] : specDiagnostics
  const { validateOnlyReason } = inputs
  // The comment of a closed pull request stays as it is.
  const hasReason = validateOnlyReason !== undefined && validateOnlyReason !== 'closed'
  const notes: readonly Note[] = hasReason ? [{ code: 'nothing-submitted', because: validateOnlyReason }] : []
  const states = createJobStates(specs, specDiagnostics)
    .map(policy.kind === 'refused' ? (state) => settle(state, 'refused') : markValid)
    .map((state) => (state.outcome === 'valid' ? { ...state, notes } : state))
  reporter.start(states, diagnostics)
  if (validateOnlyReason !== undefined && diagnostics.every(({ level }) => level !== 'error'))
    reporter.warn({ code: 'only-validated', because: validateOnlyReason })
  return { states, diagnostics }
}
