import type { CommandInputs } from '../inputs.ts'
import { isOutage } from './retry.ts'
import { looksLike } from './match-request.ts'
import { submit, type Submission } from './submit.ts'
import type { Spec } from '../job-spec/types.ts'
import type { Training } from './job-state.ts'
import type { Step } from '../commands/context.ts'

type SubmissionInputs = Pick<Extract<CommandInputs, { command: 'run' }>, 'onUnknown' | 'isInMatrix'>

/** How long a service that takes nothing is tried, before anything was submitted, in milliseconds. */
const PATIENCE_MS = 15 * 60_000

/** One after the other, so that a lost answer can be cleared up before the next is sent. */
export async function submitAll(
  trainings: readonly Training[],
  inputs: SubmissionInputs,
  step: Step,
): Promise<readonly Training[]> {
  const done: Training[] = []
  let notBeforeMs = 0
  for (const training of trainings) {
    const { spec } = training
    const isDecided = training.job !== undefined || training.outcome !== undefined
    const why = spec && !isDecided && holdReason(spec, done, notBeforeMs, step)
    if (spec === undefined || isDecided) done.push(training)
    else if (why) done.push({ ...training, ...why })
    else {
      const submitted = await submit(training, spec, submission(training, done, inputs, step))
      notBeforeMs = step.clock.now() + (submitted.failure?.retryAfterMs ?? 0)
      done.push(submitted)
    }
  }
  return done
}

type Hold = Required<Pick<Training, 'outcome' | 'notes'>>

/** Why a spec is not sent now, where the fate of the ones before it forbids that. */
function holdReason(
  spec: Spec,
  done: readonly Training[],
  notBeforeMs: number,
  { clock, deadlineMs }: Step,
): Hold | undefined {
  const twin = done.find(
    (other) => isLost(other) && other.spec && looksLike(spec.request, other.spec.request),
  )
  if (twin !== undefined) {
    const note = `Nothing was submitted, because nobody knows what became of ${twin.label}, and a job of this spec could not be told from one of that.`
    return { outcome: 'refused', notes: [note] }
  }
  if (clock.now() >= deadlineMs)
    return { outcome: 'timed-out', notes: ['The time of the step was over before this spec was sent.'] }
  if (clock.now() < notBeforeMs) {
    const note =
      'Nothing was submitted, because the service asked to be left alone (Retry-After). Run the step again later.'
    return { outcome: 'refused', notes: [note] }
  }
  return undefined
}

function submission(
  training: Training,
  done: readonly Training[],
  { onUnknown, isInMatrix }: SubmissionInputs,
  step: Step,
): Submission {
  const { progress, clock } = step
  const wasAway = done.some(({ failure, outcome }) => outcome === 'refused' && failure && isOutage(failure))
  return {
    ...step,
    onUnknown,
    claimed: new Set(done.flatMap(({ job }) => (job ? [job.id] : []))),
    claimedElsewhere: () => progress.claimedElsewhere(),
    mustProveAll: isInMatrix || done.some(isLost),
    // A service that took nothing for so long is not waited for once more.
    patientUntilMs: Math.min(step.deadlineMs, clock.now() + (wasAway ? 0 : PATIENCE_MS)),
    onSend: (open) => progress.sending(training, open ?? 'unsearchable'),
    onUnsent: () => progress.notSent(),
    onEvent: (event) => progress.submission(event),
    onAnswer: (answered) => progress.answered(answered),
  }
}

/** Whether a job may exist that nobody knows. */
function isLost({ spec, job, outcome }: Training): boolean {
  return spec !== undefined && job === undefined && outcome === 'unknown'
}
