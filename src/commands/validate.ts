import type { CommandInputs, KeylessReason } from '../inputs.ts'
import { asValid, plan, readSpecs } from '../jobs/create-job-states.ts'
import type { Result } from '../jobs/result.ts'
import type { OfflineStep } from './context.ts'

/** `command: validate`: everything that can be known of the specs without key and network. */
export async function validate(
  inputs: Extract<CommandInputs, { command: 'validate' }>,
  { files, progress }: OfflineStep,
): Promise<Result> {
  const { specs, problems } = await readSpecs(inputs, files)
  const { insteadOfRun } = inputs
  // Of a closed pull request the comment stays as it is.
  const isTold = insteadOfRun !== undefined && insteadOfRun !== 'closed'
  const notes = isTold ? [`Nothing was submitted: ${WHY_KEYLESS[insteadOfRun]}.`] : []
  const trainings = plan(specs, problems)
    .map(asValid)
    .map((training) => (training.outcome === 'valid' ? { ...training, notes } : training))
  progress.begin(trainings, problems)
  if (insteadOfRun !== undefined && problems.every(({ level }) => level !== 'error'))
    progress.warn(keylessWarning(insteadOfRun))
  return { trainings, problems }
}

const WHY_KEYLESS: Record<KeylessReason, string> = {
  fork: 'the pull request comes from a fork, and GitHub gives such a run no secrets and so no API key',
  dependabot: 'the run was started by Dependabot, and GitHub gives such a run no secrets and so no API key',
  closed: 'the pull request is closed, and there is no API key to end its jobs with',
}

/** The ways in which what somebody from outside proposes is trained after a person of the repository has agreed. */
const SAFE_WAYS =
  'Two safe ways to train it: after a review, start a `workflow_dispatch` workflow that checks out the reviewed commit and names the pull request in `issue-number`; or train on `push` to the base branch, after the merge.'

function keylessWarning(reason: KeylessReason): string {
  const what = `The spec was checked, but nothing was submitted: ${WHY_KEYLESS[reason]}.`
  return reason === 'closed'
    ? `${what} Jobs that still run go on.`
    : `${what} ${SAFE_WAYS} A step that ships the model must ask for \`outcome == 'succeeded'\`, because this one is green.`
}
