import type { CommandContext } from '../commands/context.ts'
import type { RunInputs } from '../inputs.ts'
import type { RecordedRequestJob } from '../state/superseding.ts'
import type { GitHubError, GitHubResult } from '../state/github.ts'
import { retryGitHub } from '../state/retry-github.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import { CANCEL_CONFIRM_TIMEOUT_MS, RECORD_WRITE_TIMEOUT_MS, SERVICE_OUTAGE_TIMEOUT_MS } from '../timeouts.ts'
import { announceCancellation, type Announcement } from './announce-cancellation.ts'
import type { CancelOptions } from './cancel-job.ts'
import { withNote, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import type { Watch } from './watch.ts'

export interface SupersedeInputs extends Pick<RunInputs, 'onSuperseded' | 'waitFor'> {
  /** All states of the step, if a limit of the policy has ended the jobs of some. */
  readonly asked?: readonly JobState[]
}

/** What a step needs to find the jobs that it replaces. */
export interface ReplacementTask {
  /** Those whose jobs may replace others. */
  readonly states: readonly JobState[]
  /** All: what one of them asks for is not replaced. */
  readonly asked: readonly JobState[]
  readonly inputs: Pick<SupersedeInputs, 'onSuperseded'>
  readonly context: CommandContext
  readonly ledger: RunLedger
}

/** What it needs to cancel them. */
export interface SupersedeTask extends ReplacementTask {
  readonly inputs: SupersedeInputs
  readonly watch: Pick<Watch, 'update'>
  /** It was tried before, and warned about. */
  readonly isRepeated?: true
}

export async function recordStates({
  states,
  context,
  ledger,
}: SupersedeTask): Promise<GitHubResult<unknown>> {
  const untilMs = context.clock.now() + RECORD_WRITE_TIMEOUT_MS
  const result = await retryGitHub(() => ledger.write(states), { ...context, untilMs })
  // A step without a job replaces none.
  if (!result.ok && states.some(({ job }) => job !== undefined)) warnUnlessPermanent(result, context)
  return result
}

/** A permanent error was already reported when the record was read. */
function warnUnlessPermanent({ isPermanent, message }: GitHubError, { reporter }: CommandContext): void {
  if (!isPermanent) reporter.warn({ code: 'obsolete-jobs-unknown', error: message })
}

export function warnAboutSharedOwner({ context, ledger }: SupersedeTask): void {
  const { holder, reporter } = context
  if (ledger.record.ambiguousOwners.includes(holder.owner)) reporter.warn({ code: 'owner-shared-by-steps' })
}

/** Announces that jobs are about to be cancelled. */
export async function announce(
  jobs: readonly RecordedRequestJob[],
  { states, context, ledger, isRepeated }: SupersedeTask,
): Promise<Announcement | GitHubError> {
  const result = await announceCancellation(jobs, states, { ...context, ledger })
  if (!result.ok && isRepeated !== true) warnUnlessPermanent(result, context)
  return result
}

export function cancelOptions({ api, clock, random, deadlineMs }: CommandContext): CancelOptions {
  return {
    api,
    clock,
    random,
    confirmTimeoutMs: CANCEL_CONFIRM_TIMEOUT_MS,
    requestUntilMs: requestUntilMs({ clock, deadlineMs }),
  }
}

export const requestUntilMs = ({ clock, deadlineMs }: Pick<CommandContext, 'clock' | 'deadlineMs'>): number =>
  Math.min(deadlineMs, clock.now() + SERVICE_OUTAGE_TIMEOUT_MS)

export function addNote(note: Note, { label }: JobState, { context, watch }: SupersedeTask): void {
  context.reporter.info(note, label)
  watch.update(label, (current) => withNote(current, note))
}
