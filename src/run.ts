import type { CommandInputs } from './inputs.ts'
import { plan, readSpecs, turnAway } from './plan.ts'
import { admit } from './policy/admit.ts'
import type { Result } from './result.ts'
import type { Step } from './step.ts'
import { submitAll } from './submission.ts'
import { follow, letGo } from './watching.ts'

type RunInputs = Extract<CommandInputs, { command: 'run' }>

/** `command: run`: inputs -> specs -> policy -> submission -> watch -> report. */
export async function run(inputs: RunInputs, step: Step): Promise<Result> {
  const { specs, problems: found } = await readSpecs(inputs, step.files)
  const admission = admit(specs, found, inputs)
  const problems = admission.kind === 'refused' ? [...found, admission.problem] : found
  const planned = plan(specs, found)
  step.progress.begin(planned, problems)
  if (admission.kind !== 'admitted') return turnAway(planned, problems, admission.kind)

  const submitted = await submitAll(planned, inputs, step)
  const trainings =
    inputs.waitFor === 'nothing'
      ? submitted.map(letGo)
      : await follow(submitted, inputs.waitFor, inputs, step)
  return { trainings, problems }
}
