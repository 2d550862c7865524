import type { CommandInputs } from '../inputs.ts'
import { asValid, plan, readSpecs } from '../plan.ts'
import type { Result } from '../result.ts'
import type { OfflineStep } from '../step.ts'

/** `command: validate`: everything that can be known of the specs without key and network. */
export async function validate(
  inputs: Extract<CommandInputs, { command: 'validate' }>,
  { files, progress }: OfflineStep,
): Promise<Result> {
  const { specs, problems } = await readSpecs(inputs, files)
  const trainings = plan(specs, problems).map(asValid)
  progress.begin(trainings, problems)
  return { trainings, problems }
}
