import type { ValidateInputs, MissingSecretsReason } from '../inputs.ts'
import { markValid, createJobStates, loadSpecsFromInputs } from '../jobs/create-job-states.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { OfflineContext } from './context.ts'

/** `command: validate`: checks the specs without an API key and without network access. */
export async function validate(
  inputs: ValidateInputs,
  { files, reporter }: OfflineContext,
): Promise<CommandResult> {
  const { specs, diagnostics } = await loadSpecsFromInputs(inputs, files)
  const { validateOnlyReason } = inputs
  // The comment of a closed pull request stays as it is.
  const hasReason = validateOnlyReason !== undefined && validateOnlyReason !== 'closed'
  const notes = hasReason ? [`Nothing was submitted: ${REASON_TEXT[validateOnlyReason]}.`] : []
  const states = createJobStates(specs, diagnostics)
    .map(markValid)
    .map((state) => (state.outcome === 'valid' ? { ...state, notes } : state))
  reporter.start(states, diagnostics)
  if (validateOnlyReason !== undefined && diagnostics.every(({ level }) => level !== 'error'))
    reporter.warn(notSubmittedWarning(validateOnlyReason))
  return { states, diagnostics }
}

const REASON_TEXT: Record<MissingSecretsReason, string> = {
  fork: 'the pull request comes from a fork, so GitHub gives the run no secrets and there is no API key',
  dependabot: 'Dependabot started the run, so GitHub gives it no secrets and there is no API key',
  closed: 'the pull request is closed, and there is no API key to cancel its jobs with',
}

const SAFE_ALTERNATIVES =
  'Two safe ways to train it: after a review, start a `workflow_dispatch` workflow that checks out the reviewed commit and names the pull request in `issue-number`; or train on `push` to the base branch, after the merge.'

function notSubmittedWarning(reason: MissingSecretsReason): string {
  const summary = `The spec was checked, but nothing was submitted: ${REASON_TEXT[reason]}.`
  return reason === 'closed'
    ? `${summary} Running jobs keep running.`
    : `${summary} ${SAFE_ALTERNATIVES} A step that ships the model must check \`outcome == 'succeeded'\`, because this step succeeds without a model.`
}
