import type { Spec } from '../job-spec/types.ts'
import { classifySubmission, backoffMs } from './retry.ts'
import type { Failure, TrainingApi, TrainingJob } from './api.ts'
import { reconcile, type Finding, type OpenSubmission, type Reconciliation } from './recover-submission.ts'
import { neverTaken, refused, settled } from './resolve-submission.ts'
import { outageGapMs } from './poll-schedule.ts'
import { openSubmission, survey, type Survey, type Surveying } from './baseline.ts'
import { seen, type Training } from './job-state.ts'

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
  /** Others may be looking for a job like this at the same time, so that a likeness is not enough. */
  readonly mustProveAll: boolean
  readonly api: Pick<TrainingApi, 'create' | 'list'>
  readonly onUnknown: OnUnknown
  /** Makes the id of one wish for one job; it stays the same for each try to have it fulfilled. */
  readonly newIntent: () => string
  /**
   * Is told before each try what it takes to find the job again, should this process end in the middle of it; nothing
   * does where the list cannot be read.
   */
  readonly onSend: (open: OpenSubmission | undefined) => void
  /** Is told that what was sent last provably came to nothing. */
  readonly onUnsent: () => void
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
    const sent = await send({ spec, intent, before, tell, ...(open === undefined ? {} : { open }) }, s)
    if (sent.fate === 'accepted') return seen(training, sent.job, s.clock.wall())
    if (repeats === 0 && sent.fate === 'never-taken') return neverTaken(training, sent.failure)
    if (repeats === 0 && sent.fate === 'refused') return refused(training, sent.failure)
    tell('in-doubt', sent.failure)
    // Whatever was sent first may still appear, too.
    open ??= sent.open
    const finding = await search(open, sent.failure, s)
    const isConflict = sent.fate === 'conflict'
    const end = settled(training, { failure: sent.failure, isConflict, repeats }, finding, s.clock.wall())
    if (sent.fate !== 'open' || !mayRepeat(finding, repeats, s)) return end
    tell('resubmitting', sent.failure)
  }
}

/** Looks for the job where the list can be read. Where it cannot, a repeat at least does not follow at once. */
async function search(open: OpenSubmission | undefined, failure: Failure, s: Submission): Promise<Finding> {
  const { retryAfterMs = 0 } = failure
  if (open !== undefined) return reconcile(open, { ...s, waitMs: retryAfterMs })
  if (s.onUnknown !== 'resubmit') return { kind: 'unseen' }
  const waitMs = outageGapMs(retryAfterMs, s.random())
  if (s.clock.now() + waitMs > s.deadlineMs) return { kind: 'unseen', isCut: true }
  await s.clock.sleep(waitMs)
  return { kind: 'unseen' }
}

function mayRepeat(finding: Finding, repeats: number, s: Submission): boolean {
  const isOpen = finding.kind === 'none' || (finding.kind === 'unseen' && finding.isCut !== true)
  return isOpen && s.onUnknown === 'resubmit' && repeats < MAX_REPEATS && s.clock.now() < s.deadlineMs
}

interface Wish {
  readonly spec: Spec
  readonly intent: string
  readonly before: Exclude<Survey, { kind: 'stop' }>
  readonly tell: (kind: 'away', failure: Failure) => void
  /** What it takes to find the job of an earlier try; the same will find the one of this. */
  readonly open?: OpenSubmission
}

type Sent =
  | { readonly fate: 'accepted'; readonly job: TrainingJob }
  | {
      /** `conflict`: the service says that it has this already. */
      readonly fate: 'refused' | 'never-taken' | 'conflict' | 'open'
      readonly failure: Failure
      /** Absent where the list cannot be read. */
      readonly open?: OpenSubmission
    }

/** Sends the request, again and again while it provably came to nothing and patience lasts. */
async function send(wish: Wish, s: Submission): Promise<Sent> {
  const { spec, intent, before } = wish
  const { request } = spec
  const { mustProveAll } = s
  for (let tries = 1; ; tries++) {
    const open =
      wish.open ??
      (before.kind === 'blind' ? undefined : openSubmission({ request, mustProveAll }, before, s.clock))
    s.onSend(open)
    const reply = await s.api.create(request, intent)
    if (reply.ok) return { fate: 'accepted', job: reply.value }
    const { failure } = reply
    const asked = { failure, ...(open === undefined ? {} : { open }) }
    switch (classifySubmission(failure)) {
      case 'refused':
        return { fate: 'refused', ...asked }
      case 'conflict':
        return { fate: 'conflict', ...asked }
      case 'ambiguous':
        return { fate: 'open', ...asked }
      case 'not-sent':
      case 'busy': {
        if (wish.open === undefined) s.onUnsent()
        if (tries === 1) wish.tell('away', failure)
        const waitMs = backoffMs(tries, failure.retryAfterMs, s.random())
        if (s.clock.now() + waitMs > s.patientUntilMs) return { fate: 'never-taken', ...asked }
        await s.clock.sleep(waitMs)
      }
    }
  }
}
