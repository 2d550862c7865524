import { close, isClosed } from '../jobs/close-pull-request.ts'
import type { CommandInputs } from '../inputs.ts'
import { compare, plan, readSpecs, turnAway } from '../jobs/create-job-states.ts'
import { admit } from '../policy/check-policy.ts'
import { recall } from '../jobs/deduplicate.ts'
import type { Result } from '../jobs/result.ts'
import type { Step } from './context.ts'
import { submitAll } from '../jobs/submit-all.ts'
import { explainCancelled, supersede } from '../jobs/supersede.ts'
import { vet } from '../job-spec/untrusted-specs.ts'
import { follow, letGo } from '../jobs/wait-for-jobs.ts'

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
