import type { CommandInputs } from '../inputs.ts'
import { cancel } from './cancel-job.ts'
import type { Training } from './job-state.ts'
import { verdictNow } from './job-status.ts'
import { watch } from './watch.ts'
import type { Step } from '../commands/context.ts'

type WatchInputs = Pick<Extract<CommandInputs, { command: 'wait' }>, 'onTimeout'>

/** How long a job that ran out of time is watched after it was asked to stop, in milliseconds. */
const STOP_CONFIRM_MS = 30_000

/** Watches jobs to their goal, and deals with those that ran out of time. */
export async function follow(
  trainings: readonly Training[],
  goal: 'end' | 'start',
  inputs: WatchInputs,
  step: Step,
): Promise<readonly Training[]> {
  const { books, progress } = step
  const isTakenOver = (training: Training): boolean => books?.isTakenOver(training) ?? false
  const watched = await watch(trainings, {
    ...step,
    goal,
    isTakenOver,
    onEvent: (event) => progress.watched(event),
  })
  if (inputs.onTimeout === 'leave') return watched
  return Promise.all(
    watched.map(async (training) => (training.outcome === 'timed-out' ? stop(training, step) : training)),
  )
}

async function stop(training: Training, step: Step): Promise<Training> {
  const id = training.job?.id ?? training.namedId
  if (id === undefined) return training
  const stopped = await cancel(training, id, { ...step, confirmMs: STOP_CONFIRM_MS })
  const note =
    stopped.outcome === 'refused'
      ? 'The service refused to cancel the job.'
      : `The job was asked to stop; the service's last word is ${stopped.job?.status ?? 'unknown'}.`
  return { ...stopped, outcome: 'timed-out', notes: [...stopped.notes, note] }
}

/** What a job that nobody waits for came to. */
export function letGo(training: Training): Training {
  const { job, isReused } = training
  if (job === undefined || training.outcome !== undefined) return training
  const outcome = verdictNow(job)
  // Of a job that was there before, the end is known already.
  const isAccepted = outcome === 'running' || (outcome === 'succeeded' && isReused !== true)
  return { ...training, outcome: isAccepted ? 'submitted' : outcome }
}
