import type { CommandInputs } from '../inputs.ts'
import { classifySurvey, isOutage, persistently } from './retry.ts'
import { looksLike } from './match-request.ts'
import { candidatesIn } from './recover-submission.ts'
import { scan } from './list-jobs.ts'
import { refused } from './resolve-submission.ts'
import { comesToNothing, phaseOf } from './job-status.ts'
import { noted, seen, type Training } from './job-state.ts'
import type { TrainingJob } from './api.ts'
import type { Spec } from '../job-spec/types.ts'
import type { Step } from '../commands/context.ts'

type RecallInputs = Pick<Extract<CommandInputs, { command: 'run' }>, 'reuse' | 'isInMatrix'>

/** How long the service is asked for its list, in milliseconds. */
const PATIENCE_MS = 15 * 60_000
/** GitHub lets people run a workflow again for 30 days. */
const RERUN_MS = 30 * 24 * 3600_000
/** The clock of the service may be late, in seconds. */
const CLOCK_MARGIN_S = 60

/**
 * Where no place remembers what earlier attempts of this run have submitted, the list of the service does: exactly one
 * job since the event that matches all that was sent is taken for the one of the earlier attempt. Not in a matrix, whose
 * legs may differ in what the service does not tell.
 */
export async function recallFromList(
  trainings: readonly Training[],
  { reuse, isInMatrix }: RecallInputs,
  step: Step,
): Promise<readonly Training[]> {
  if (!reuse || isInMatrix || step.me.run.attempt < 2) return trainings
  const { clock, random, api, deadlineMs } = step
  const sinceMs = step.happenedAtMs ?? clock.wall() - RERUN_MS
  const sinceS = Math.floor(sinceMs / 1000) - CLOCK_MARGIN_S
  const untilMs = Math.min(deadlineMs, clock.now() + PATIENCE_MS)
  const reply = await persistently(() => scan(api, sinceS), 'first-contact', { clock, random, untilMs })
  if (!reply.ok) {
    const { failure } = reply
    if (isOutage(failure) || classifySurvey(failure) === 'stop')
      return trainings.map((training) =>
        training.spec && !training.outcome ? refused(training, failure) : training,
      )
    step.progress.warn(
      `Whether an earlier attempt has submitted this already is not known, because the list of jobs cannot be read (${failure.words}).`,
    )
    return trainings
  }
  const taken = new Set<string>()
  return trainings.map((training) => {
    const { spec, outcome } = training
    if (spec === undefined || outcome !== undefined) return training
    const hasTwin = trainings.some(
      (other) => other !== training && other.spec && looksLike(spec.request, other.spec.request),
    )
    const { jobs } = reply.value
    const found = fromList(training, spec, { jobs, sinceS, taken, hasTwin, wallMs: clock.wall() })
    if (found.job !== undefined) step.progress.answered(found)
    return found
  })
}

interface Listed {
  readonly jobs: readonly TrainingJob[]
  readonly sinceS: number
  /** Ids that belong to other specs of the step. */
  readonly taken: Set<string>
  /** Another spec of the step could have the same job, as far as the service tells. */
  readonly hasTwin: boolean
  readonly wallMs: number
}

function fromList(training: Training, { request }: Spec, listed: Listed): Training {
  const { jobs, sinceS, taken, hasTwin, wallMs } = listed
  const open = { request, known: [], sinceS, knowsAll: false, mustProveAll: false }
  const alive = jobs.filter(({ status }) => !comesToNothing(phaseOf(status)))
  const candidates = candidatesIn(alive, open, taken)
  const [only] = candidates
  if (only === undefined) return training
  if (candidates.length > 1 || (hasTwin && only.unproven.length > 0)) {
    const ids = candidates.map(({ job }) => job.id).join(', ')
    const note = `An earlier attempt of this run may have submitted this spec, and which job is its own cannot be told: ${ids}. Nothing was submitted. Follow one with \`command: wait\` and its \`job-id\`, or set \`reuse: false\` to submit another one.`
    return noted(training, note, 'unknown')
  }
  taken.add(only.job.id)
  const rest =
    only.unproven.length === 0
      ? ''
      : ` Not verified, because the service does not tell: ${only.unproven.join(', ')}.`
  const note = `This is not the first attempt of this run, and nothing remembers what the first one did. This job is the only one since then that matches the spec, so this step follows it instead of submitting again (\`reuse: false\` submits).${rest}`
  return noted({ ...seen(training, only.job, wallMs), isReused: true }, note)
}
