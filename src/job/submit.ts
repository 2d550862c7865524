import type { Spec } from '../spec/spec.ts'
import { classifySubmission } from './failures.ts'
import type { Failure, TrainingApi, TrainingJob } from './job.ts'
import { backoffMs } from './read.ts'
import { reconcile, type Finding, type OpenSubmission, type Reconciliation } from './reconcile.ts'
import { neverTaken, refused, settled } from './settle.ts'
import { openSubmission, survey, type Survey, type Surveying } from './survey.ts'
import { seen, type Training } from './training.ts'

/** What to do about a submission whose fate cannot be found out. */
export type OnUnknown = 'fail' | 'resubmit'

/** Things that happen during a submission and that people want to hear of. */
export type SubmissionEvent = {
  /**
   * - `away`: the service does not take it now and is asked again; nothing was submitted yet;
   * - `blind`: the list is closed to this key, so that a lost answer could not be cleared up;
   * - `in-doubt`: the answer was lost, and the list is searched for the job;
   * - `resubmitting`: no job was found, and the user wants it sent again.
   */
  readonly kind: 'away' | 'blind' | 'in-doubt' | 'resubmitting'
  readonly training: Training
  readonly failure: Failure
}

/** What submitting needs of the world. */
export interface Submission extends Reconciliation, Surveying {
  readonly api: Pick<TrainingApi, 'create' | 'list'>
  readonly onUnknown: OnUnknown
  /** Makes the id of one wish for one job; it stays the same for each try to have it fulfilled. */
  readonly newIntent: () => string
  /** Is told before each try what it takes to find the job again, should this process end in the middle of it. */
  readonly onSend: (open: OpenSubmission) => void
  readonly onEvent: (event: SubmissionEvent) => void
  /** Is told at once what has become of it, before any other request is made. */
  readonly onAnswer: (training: Training) => void
}

/** A service that loses every answer is not sent more jobs than this, whatever the user wants. */
const MAX_REPEATS = 2

/**
 * Submits the spec of a training. The list is read first, so that a lost answer can be cleared up afterwards. A request
 * that provably never reached the service, or that it asked to repeat later, is repeated while patience lasts; one whose
 * fate is open is looked for in the list, and repeated only where the user accepts that this may train twice.
 */
export async function submit(training: Training, spec: Spec, s: Submission): Promise<Training> {
  const end = await attempt(training, spec, s)
  s.onAnswer(end)
  return end
}

async function attempt(training: Training, spec: Spec, s: Submission): Promise<Training> {
  const tell = (kind: SubmissionEvent['kind'], failure: Failure): void =>
    s.onEvent({ kind, training, failure })
  const before = await survey(s, (failure) => tell('away', failure))
  if (before.kind === 'stop') return neverTaken(training, before.failure)
  if (before.kind === 'blind') tell('blind', before.failure)
  const intent = s.newIntent()
  let open: OpenSubmission | undefined
  for (let repeats = 0; ; repeats++) {
    const sent = await send({ spec, intent, before, tell }, s)
    if (sent.fate === 'accepted') return seen(training, sent.job, s.clock.wall())
    if (sent.fate === 'never-taken') return neverTaken(training, sent.failure)
    if (sent.fate === 'refused') return refused(training, sent.failure)
    tell('in-doubt', sent.failure)
    // Whatever was sent first may still appear, too.
    open ??= sent.open
    const finding: Finding = open === undefined ? { kind: 'unseen' } : await reconcile(open, s)
    const isOpen = finding.kind === 'none' || finding.kind === 'unseen'
    const mayRepeat = s.onUnknown === 'resubmit' && !sent.isConflict && repeats < MAX_REPEATS
    if (!isOpen || !mayRepeat) return settled(training, { ...sent, repeats }, finding, s.clock.wall())
    tell('resubmitting', sent.failure)
  }
}

interface Wish {
  readonly spec: Spec
  readonly intent: string
  readonly before: Exclude<Survey, { kind: 'stop' }>
  readonly tell: (kind: 'away', failure: Failure) => void
}

type Sent =
  | { readonly fate: 'accepted'; readonly job: TrainingJob }
  | { readonly fate: 'refused'; readonly failure: Failure }
  | { readonly fate: 'never-taken'; readonly failure: Failure }
  | {
      readonly fate: 'open'
      readonly failure: Failure
      /** The service says that it has this already. */
      readonly isConflict: boolean
      /** Absent where the list cannot be read. */
      readonly open?: OpenSubmission
    }

/** Sends the request, again and again while it provably came to nothing and patience lasts. */
async function send({ spec, intent, before, tell }: Wish, s: Submission): Promise<Sent> {
  for (let tries = 1; ; tries++) {
    const open = before.kind === 'blind' ? undefined : openSubmission(spec.request, before, s.clock)
    if (open !== undefined) s.onSend(open)
    const reply = await s.api.create(spec.request, intent)
    if (reply.ok) return { fate: 'accepted', job: reply.value }
    const { failure } = reply
    const meaning = classifySubmission(failure)
    switch (meaning) {
      case 'refused':
        return { fate: 'refused', failure }
      case 'conflict':
      case 'ambiguous': {
        const isConflict = meaning === 'conflict'
        return { fate: 'open', failure, isConflict, ...(open === undefined ? {} : { open }) }
      }
      case 'not-sent':
      case 'busy': {
        if (tries === 1) tell('away', failure)
        const waitMs = backoffMs(tries, failure.retryAfterMs, s.random())
        if (s.clock.now() + waitMs > s.patientUntilMs) return { fate: 'never-taken', failure }
        await s.clock.sleep(waitMs)
      }
    }
  }
}
