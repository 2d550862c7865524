import { cancel } from './job/cancel.ts'
import { submit } from './job/submit.ts'
import type { Training } from './job/training.ts'
import { verdictNow } from './job/verdict.ts'
import { watch } from './job/watch.ts'
import type { CommandInputs } from './inputs.ts'
import { plan, readSpecs, turnAway } from './plan.ts'
import { admit } from './policy/admit.ts'
import type { Result } from './result.ts'
import type { Step } from './step.ts'

type RunInputs = Extract<CommandInputs, { command: 'run' }>
type WatchInputs = Pick<RunInputs, 'onTimeout'>

/** How long a job that ran out of time is watched after it was asked to stop, in milliseconds. */
const STOP_CONFIRM_MS = 30_000

/** `command: run`: inputs -> specs -> policy -> submission -> watch -> report. */
export async function run(inputs: RunInputs, step: Step): Promise<Result> {
  const { specs, problems: found } = await readSpecs(inputs, step.files)
  const admission = admit(specs, found, inputs)
  const problems = admission.kind === 'refused' ? [...found, admission.problem] : found
  const planned = plan(specs, found)
  step.progress.begin(planned, problems)
  if (admission.kind !== 'admitted') return turnAway(planned, problems, admission.kind)

  const submitted = await submitAll(planned, step)
  const trainings =
    inputs.waitFor === 'nothing'
      ? submitted.map(letGo)
      : await follow(submitted, inputs.waitFor, inputs, step)
  return { trainings, problems }
}

/** One after the other, so that a doubtful answer can be told from the others. */
async function submitAll(trainings: readonly Training[], step: Step): Promise<readonly Training[]> {
  const submitted: Training[] = []
  for (const training of trainings) {
    const { spec } = training
    const onAnswer = (answered: Training): void => step.progress.answered(answered)
    submitted.push(spec ? await submit(training, spec, { ...step, onAnswer }) : training)
  }
  return submitted
}

/** Watches jobs to their goal, and deals with those that ran out of time. */
export async function follow(
  trainings: readonly Training[],
  goal: 'end' | 'start',
  inputs: WatchInputs,
  step: Step,
): Promise<readonly Training[]> {
  const watched = await watch(trainings, { ...step, goal, onEvent: (event) => step.progress.watched(event) })
  if (inputs.onTimeout === 'leave') return watched
  return Promise.all(
    watched.map(async (training) => (training.outcome === 'timed-out' ? stop(training, step) : training)),
  )
}

async function stop(training: Training, step: Step): Promise<Training> {
  if (training.job === undefined) return training
  const stopped = await cancel(training, training.job.id, { ...step, confirmMs: STOP_CONFIRM_MS })
  const note =
    stopped.outcome === 'refused'
      ? 'The service refused to cancel the job.'
      : `The job was asked to stop; the service's last word is ${stopped.job?.status ?? 'unknown'}.`
  return { ...stopped, outcome: 'timed-out', notes: [...stopped.notes, note] }
}

function letGo(training: Training): Training {
  if (training.job === undefined || training.outcome !== undefined) return training
  const outcome = verdictNow(training.job)
  return { ...training, outcome: outcome === 'running' || outcome === 'succeeded' ? 'submitted' : outcome }
}
