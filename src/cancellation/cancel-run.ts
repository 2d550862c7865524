import type { Gate } from './stoppable-api.ts'
import type { OnCancel } from '../state/post-state.ts'
import type { Clock } from '../jobs/clock.ts'
import type { TrainingApi } from '../jobs/api.ts'
import type { Standing } from './ownership.ts'
import { isTerminal, phaseOf, verdictNow } from '../jobs/job-status.ts'
import { seen, type Training } from '../jobs/job-state.ts'
import type { Progress } from '../report/reporter.ts'

/**
 * GitHub's runner sends SIGTERM 7.5 s after SIGINT and kills 2.5 s later (actions/runner, ProcessInvoker.cs). All has to
 * be said and done before that.
 */
const BUDGET_MS = 6_500
/** How long the answer to a submission that is under way is waited for: it names the job. */
const ANSWER_MS = 2_500
/** How long GitHub is asked who else has to do with the jobs. */
const LOOK_MS = 2_000
/** How long the answer to the cancellation is waited for. */
const CANCEL_MS = 2_500

export interface Interruption {
  /** What the commands talk to. */
  readonly gate: Gate
  /** The service itself. */
  readonly api: Pick<TrainingApi, 'cancel'>
  readonly clock: Clock
  readonly progress: Progress
  readonly onCancel: OnCancel
  /** Looks who else has to do with the jobs. */
  readonly look?: () => Promise<Standing>
}

/**
 * The workflow was cancelled: stops the work, asks for the cancellation of the jobs that have not ended (or leaves them),
 * and says its last words. Resolves in less than 7 s, whatever the network does; what is open then is left to `post`.
 */
export async function interrupt(i: Interruption): Promise<void> {
  const { clock, progress } = i
  const endMs = clock.now() + BUDGET_MS
  const looking = i.look ? within(LOOK_MS, i.look(), clock) : undefined
  await within(ANSWER_MS, i.gate.close(), clock)
  const standing = await looking
  const trainings = await Promise.all(progress.trainings.map((training) => end(training, i, standing)))
  await within(endMs - clock.now(), progress.interrupted(trainings), clock)
}

async function end(training: Training, i: Interruption, standing: Standing | undefined): Promise<Training> {
  const { job, outcome, spec, label, notes } = training
  if (outcome !== undefined) return training
  const id = job?.id ?? (spec === undefined ? label : undefined)
  if (id === undefined) return i.progress.isInDoubt(training) ? inDoubt(training) : notSubmitted(training)
  if (job !== undefined && isTerminal(phaseOf(job.status))) return { ...training, outcome: verdictNow(job) }
  const moved = standing?.(training)
  if (moved !== undefined)
    return {
      ...training,
      outcome: 'superseded',
      notes: [...notes, `The step was cancelled. ${moved}, so it goes on.`],
    }
  if (i.onCancel === 'leave')
    return { ...training, outcome: 'running', notes: [...notes, 'The step was cancelled; the job goes on.'] }
  const reply = await within(CANCEL_MS, i.api.cancel(id), i.clock)
  if (reply?.ok) return cancelled(seen(training, reply.value, i.clock.wall()))
  const why = reply === undefined ? 'no answer in time' : reply.failure.words
  const note = `The workflow was cancelled, but its job could not be, yet (${why}). The post step tries again.`
  return { ...training, outcome: 'running', notes: [...notes, note] }
}

/** The step was cancelled, and so is the job, unless it ended before. */
function cancelled(training: Training): Training {
  const { job, notes } = training
  const outcome = job === undefined ? 'running' : verdictNow(job)
  if (outcome !== 'running') return { ...training, outcome }
  const note = 'The step was cancelled, and its job with it.'
  return { ...training, outcome: 'cancelled', notes: [...notes, note] }
}

function notSubmitted(training: Training): Training {
  const note = 'The step was cancelled before the spec was submitted.'
  return { ...training, outcome: 'cancelled', notes: [...training.notes, note] }
}

function inDoubt(training: Training): Training {
  const note =
    'The step was cancelled while the answer to the submission was open, so that a job may exist or not. The post step looks for it where the list of jobs can be read.'
  return { ...training, outcome: 'unknown', notes: [...training.notes, note] }
}

/** The result, or undefined if it takes longer. */
async function within<T>(ms: number, work: Promise<T>, clock: Clock): Promise<T | undefined> {
  const done = new AbortController()
  const result = await Promise.race([work, clock.sleep(ms, done.signal).then(() => undefined)])
  done.abort()
  return result
}
