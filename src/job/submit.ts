import type { Clock } from './clock.ts'
import { classifySubmission } from './failures.ts'
import type { Failure, TrainingApi } from './job.ts'
import { backoffMs } from './read.ts'
import { seen, type Training } from './training.ts'
import type { Spec } from '../spec/spec.ts'

/** How long a service that cannot be reached is tried before anything was submitted. */
const PATIENCE_MS = 15 * 60_000

/** What submitting needs of the world. */
export interface Submission {
  readonly api: Pick<TrainingApi, 'create'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** Makes the id of one wish for one job; it stays the same for each try to have it fulfilled. */
  readonly newIntent: () => string
  /** Is told at once what the service answered, before any other request is made. */
  readonly onAnswer: (training: Training) => void
}

/**
 * Submits the spec of a training, once. A request that provably never reached the service, or that the service asked to
 * repeat later, is repeated for up to 15 minutes; one whose fate is open is never repeated.
 */
export async function submit(training: Training, spec: Spec, s: Submission): Promise<Training> {
  const intent = s.newIntent()
  const untilMs = s.clock.now() + PATIENCE_MS
  for (let tries = 1; ; tries++) {
    const reply = await s.api.create(spec.request, intent)
    if (reply.ok) {
      return told(s, seen(training, reply.value, s.clock.wall()))
    }
    const end = endOf(reply.failure)
    if (end !== undefined) return told(s, { ...training, ...end, failure: reply.failure })
    const waitMs = backoffMs(tries, reply.failure.retryAfterMs, s.random())
    if (s.clock.now() + waitMs > untilMs)
      return told(s, { ...training, ...NEVER_SENT, failure: reply.failure })
    await s.clock.sleep(waitMs)
  }
}

type End = Required<Pick<Training, 'outcome' | 'notes'>>

const NEVER_SENT: End = {
  outcome: 'refused',
  notes: ['The service took nothing within 15 minutes. Run the step again later.'],
}
const REFUSED: End = { outcome: 'refused', notes: [] }
const LOST_ANSWER: End = {
  outcome: 'unknown',
  notes: [
    'The outcome of the submission is unknown: the spec was sent, but no usable answer came back, so that a job may exist or not. It was not sent again, because that could train twice.',
    'To find out, run this action with `command: list` and look for a job of this moment. If there is one, follow it with `command: wait` and its `job-id`; if there is none, run the step again.',
  ],
}

function endOf(failure: Failure): End | undefined {
  switch (classifySubmission(failure)) {
    case 'refused':
      return REFUSED
    case 'ambiguous':
      return LOST_ANSWER
    case 'not-sent':
    case 'busy':
      return undefined
  }
}

function told(s: Submission, training: Training): Training {
  s.onAnswer(training)
  return training
}
