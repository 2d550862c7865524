import { close, isClosed } from './pipeline/closing.ts'
import type { CommandInputs } from './inputs.ts'
import { compare, plan, readSpecs, turnAway } from './pipeline/plan.ts'
import { admit } from './policy/admit.ts'
import { recall } from './pipeline/recall.ts'
import type { Result } from './result.ts'
import type { Step } from './step.ts'
import { submitAll } from './pipeline/submission.ts'
import { explainCancelled, supersede } from './pipeline/superseding.ts'
import { vet } from './pipeline/vetting.ts'
import { follow, letGo } from './pipeline/watching.ts'

type RunInputs = Extract<CommandInputs, { command: 'run' }>

/** `command: run`: inputs -> specs -> policy -> submission -> watch -> report. */
export async function run(inputs: RunInputs, step: Step): Promise<Result> {
  const { specs, problems: found } = await readSpecs(inputs, step.files)
  const admission = admit(specs, found, inputs, await vet(specs, step))
  const problems = admission.kind === 'refused' ? [...found, ...admission.problems] : found
  const planned = plan(specs, found)
  step.progress.begin(planned, problems)
  if (await isClosed(step)) return { trainings: await close(planned, inputs, step), problems }
  await compare(specs, inputs, step)
  if (admission.kind !== 'admitted') return turnAway(planned, problems, admission.kind)

  const recalled = await recall(planned, inputs, step)
  const submitted = await submitAll(recalled, inputs, step)
  const current = await supersede(submitted, inputs, step)
  const trainings =
    inputs.waitFor === 'nothing' ? current.map(letGo) : await follow(current, inputs.waitFor, inputs, step)
  return { trainings: await explainCancelled(trainings, step), problems }
}
