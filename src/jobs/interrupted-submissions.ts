import type { CommandContext } from '../commands/context.ts'
import type { RunInputs } from '../inputs.ts'
import { findInterrupted, type ClaimDecision } from '../state/claim.ts'
import type { Claimant } from '../state/lease.ts'
import type { CommentRecord, RunRef } from '../state/record.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import { settle, withNote, withNotes, type JobState } from './job-state.ts'
import { currentOutcome } from './job-status.ts'
import { fingerprintRequest } from './match-request.ts'
import type { Note } from './note.ts'
import { attributeJob, claimedSubmission, readOtherClaims, type ClaimedSubmission } from './other-claims.ts'
import { recoverSubmission } from './recover-submission.ts'
import { recoveryNote } from './resolve-submission.ts'
import { isUseless, markReused, unusedJobNote, type PendingSpec } from './reuse-job.ts'

export const claimantOf = (
  { holder, githubTime, isScheduled }: CommandContext,
  digest: string,
): Claimant => ({ ...holder, digest, nowMs: githubTime(), isScheduled })

/** Decisions that led to no job. Each is applied only once. */
export class TriedDecisions {
  readonly #keys = new Set<string>()

  has(state: JobState, decision: ClaimDecision): boolean {
    return this.#keys.has(keyOf(state, decision))
  }

  add(state: JobState, decision: ClaimDecision): void {
    this.#keys.add(keyOf(state, decision))
  }
}

const keyOf = ({ label }: JobState, decision: ClaimDecision): string => JSON.stringify([label, decision])

/** Searches for the jobs of steps that died during their submission. */
export class InterruptedSubmissions {
  readonly #inputs: Pick<RunInputs, 'reuse' | 'isInMatrix'>
  readonly #context: CommandContext & { readonly ledger: RunLedger }
  readonly #tried: TriedDecisions
  /** About jobs that were found and are not followed, by label. */
  readonly #notes = new Map<string, readonly Note[]>()

  constructor(
    inputs: Pick<RunInputs, 'reuse' | 'isInMatrix'>,
    context: CommandContext & { readonly ledger: RunLedger },
    tried: TriedDecisions,
  ) {
    this.#inputs = inputs
    this.#context = context
    this.#tried = tried
  }

  /** Whether a step died while it submitted this, and this step has not searched for its job yet. */
  mayHaveJob(state: JobState, record: CommentRecord): boolean {
    return this.#inputs.reuse && this.#untried(state, record).length > 0
  }

  /** A job that a lost step has submitted is that of the first of its requests that look the same. */
  inOrder(pending: readonly PendingSpec[]): readonly PendingSpec[] {
    const { ledger } = this.#context
    const sinceMs = ({ spec }: PendingSpec): number =>
      Math.min(
        ...findInterrupted(ledger.record, claimantOf(this.#context, spec.digest)).map((each) => each.sinceMs),
      )
    return pending.toSorted((a, b) => (sinceMs(a) === sinceMs(b) ? 0 : sinceMs(a) - sinceMs(b)))
  }

  /**
   * `resolved`: other specs of this step. Resolves to `none` if there is nothing to search for, and to `claim again` if nothing
   * was found: meanwhile the claim may have become old.
   */
  async search(
    { state, spec }: PendingSpec,
    resolved: readonly JobState[],
  ): Promise<JobState | 'none' | 'claim again'> {
    const { ledger, reporter } = this.#context
    // Of what a step with another API key has written since, nobody but that key can prove anything.
    const untried = this.#untried(state, ledger.record)
    if (untried.length === 0) return 'none'
    reporter.info({ code: 'searching-for-interrupted-run' }, state.label)
    for (const decision of untried) {
      this.#tried.add(state, decision)
      const interrupted = { ...decision, ...this.#inputs, record: ledger.record, resolved }
      const recovered = await recoverInterruptedSubmission({ state, spec }, interrupted, this.#context)
      if (recovered === 'submit') continue
      if ('unused' in recovered) {
        await this.#recordUnused(attributeJob(recovered.unused, decision, this.#context))
        continue
      }
      // Nothing was submitted with this claim.
      if (recovered.job === undefined) await ledger.leaveToOthers([state])
      return attributeJob(recovered, decision, this.#context)
    }
    return 'claim again'
  }

  withNotes(state: JobState): JobState {
    return withNotes(state, this.#notes.get(state.label) ?? [])
  }

  #untried(state: JobState, record: CommentRecord) {
    const { spec } = state
    if (spec === undefined) return []
    return findInterrupted(record, claimantOf(this.#context, spec.digest)).filter(
      (decision) => !this.#tried.has(state, decision),
    )
  }

  /** It was paid for, and settles the claim of its step: nobody has to search for it again. */
  async #recordUnused(unused: JobState): Promise<void> {
    const { label, job } = unused
    if (job === undefined) return
    const note = unusedJobNote(job)
    // At once, because no later run names it.
    this.#context.reporter.info(note, label)
    this.#notes.set(label, [...(this.#notes.get(label) ?? []), note])
    await this.#context.ledger.recordJob(unused)
  }
}

/** A submission of an earlier run that ended before it received the response. */
interface InterruptedSubmission extends ClaimedSubmission {
  readonly untilMs: number
  /** The step that sent it. */
  readonly holderId: string
  readonly run: RunRef
  /** Its jobs cannot be the one to find. */
  readonly record: CommentRecord
  /** Other specs of this step, whose jobs cannot be it either. */
  readonly resolved: readonly JobState[]
  readonly isInMatrix: boolean
}

/** `submit`: there is no job; `unused`: there is one, which is of no use. */
type RecoveredSubmission = JobState | 'submit' | { readonly unused: JobState }

/** Searches the list for the job of an interrupted submission. */
async function recoverInterruptedSubmission(
  { state, spec }: PendingSpec,
  interrupted: InterruptedSubmission,
  context: CommandContext,
): Promise<RecoveredSubmission> {
  const { untilMs, record, resolved, isInMatrix } = interrupted
  // What nobody has signed hides no job: it only keeps it from being adopted.
  const isProven = ({ provenance }: Pick<JobState, 'provenance'>): boolean => provenance !== 'unsigned'
  const known = Object.values(record.requests).flatMap(({ jobs }) => jobs.filter(isProven))
  const claimed = claimedSubmission(fingerprintRequest(spec.request), interrupted)
  const submission = {
    ...claimed,
    knownIds: [...known.map(({ id }) => id), ...claimed.knownIds],
    requireExactMatch: isInMatrix,
  }
  const recovery = await recoverSubmission(submission, {
    ...context,
    claimedIds: new Set(resolved.filter(isProven).flatMap(({ job }) => job?.id ?? [])),
    readOtherClaims: () =>
      readOtherClaims(
        { digest: spec.digest, claim: interrupted },
        { reports: context.reporter, step: context },
      ),
    // It may have been sent again until its step ended.
    sentAgoMs: context.githubTime() - untilMs,
  })
  if (recovery.kind === 'none') return 'submit'
  if (recovery.kind !== 'adopted')
    return withNote(
      withNote(state, recoveryNote(recovery)),
      { code: 'interrupted-run-unresolved' },
      'unknown',
    )
  const recovered = markReused(state, recovery.job, 'recovered', context)
  return isUseless(recovery.job, interrupted.run.id === context.holder.run.id, context)
    ? { unused: settle(recovered, currentOutcome(recovery.job)) }
    : withNote(recovered, { code: 'adopted-from-interrupted-run' })
}
