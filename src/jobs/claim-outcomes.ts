import type { CommandContext } from '../commands/context.ts'
import type { ClaimDecision } from '../state/claim.ts'
import type { GitHubError } from '../state/github.ts'
import { retryGitHub } from '../state/retry-github.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import { SERVICE_OUTAGE_TIMEOUT_MS } from '../timeouts.ts'
import { momentOf } from './clock.ts'
import { withNote, type JobState } from './job-state.ts'
import type { Note } from './note.ts'

/** GitHub decides about money here, so its outages are survived like those of the service. */
export function outageEndMs({ clock, deadlineMs }: Pick<CommandContext, 'clock' | 'deadlineMs'>): number {
  return Math.min(deadlineMs, clock.now() + SERVICE_OUTAGE_TIMEOUT_MS)
}

/** `readAt`: when the answer arrived. */
export async function readRecord(states: readonly JobState[], ledger: RunLedger, context: CommandContext) {
  const result = await retryGitHub(() => ledger.read(states), { ...context, untilMs: outageEndMs(context) })
  return { result, readAt: momentOf(context.clock) }
}

export function refuseAll(
  states: readonly JobState[],
  error: string,
  code: 'record-unavailable' | 'record-refused' = 'record-unavailable',
): readonly JobState[] {
  const note: Note = { code, error }
  return states.map((state) => (state.spec ? withNote(state, note, 'refused') : state))
}

export function waitingNote({ run, jobId }: Extract<ClaimDecision, { kind: 'wait' }>): Note {
  return jobId === undefined
    ? { code: 'waiting-for-other-run', runId: run.id }
    : { code: 'waiting-for-cancellation', jobId }
}

/** The record is read-only, or GitHub does not respond. With `reuse: false` an outage does not prevent the submission. */
export function resolveWithoutRecord(
  states: readonly JobState[],
  { isPermanent, message }: GitHubError,
  reuse: boolean,
  { reporter }: Pick<CommandContext, 'reporter'>,
): readonly JobState[] {
  // Trying again cannot help.
  if (isPermanent) return refuseAll(states, message, 'record-refused')
  if (reuse) return refuseAll(states, message)
  reporter.warn({ code: 'submitting-without-record' })
  return states
}
