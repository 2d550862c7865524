import type { CommandContext } from '../commands/context.ts'
import { isBeingCancelled, isStopping } from '../state/superseding.ts'
import { MAX_FAST_WRITE_MS } from '../state/comment-record-store.ts'
import { findRequest, type CommentRecord } from '../state/record.ts'
import { retryGitHub } from '../state/retry-github.ts'
import type { RunLedger } from '../state/run-ledger.ts'
import { RECORD_WRITE_TIMEOUT_MS } from '../timeouts.ts'
import { ageOf, momentOf } from './clock.ts'
import type { JobState } from './job-state.ts'
import { parsePhase } from './job-status.ts'

interface FollowContext extends Pick<CommandContext, 'clock' | 'random' | 'githubTime'> {
  readonly ledger: RunLedger
  /** The other states of the step that are decided. */
  readonly resolved: readonly JobState[]
}

/** A write that was too slow is repeated, but not forever. */
const MAX_WRITES = 3

/**
 * Resolves to those of these states whose job nobody is cancelling. Whoever cancels a job announces it, and then reads who
 * follows it. So a step that follows a job writes that first, and then reads the announcements: one of them sees the other,
 * however long the step took to read the job.
 */
export async function withoutCancelledJobs(
  states: readonly JobState[],
  context: FollowContext,
): Promise<readonly JobState[]> {
  const mayBeCancelled = ({ job }: JobState): boolean => parsePhase(job?.status) !== 'succeeded'
  if (!states.some(mayBeCancelled)) return states
  const record = await announceFollowing(states, context)
  // An outage of GitHub does not keep a step from following.
  if (record === undefined) return states
  const { ledger, githubTime } = context
  return states.filter((state) => {
    const { jobs } = findRequest(record, ledger.keyOf(state) ?? '')
    const recorded = jobs.find(({ id }) => id === state.job?.id)
    if (recorded === undefined || !mayBeCancelled(state)) return true
    return !isStopping(recorded, githubTime()) && !isBeingCancelled(recorded, githubTime())
  })
}

async function announceFollowing(
  states: readonly JobState[],
  { ledger, clock, random, resolved }: FollowContext,
): Promise<CommentRecord | undefined> {
  for (let writes = 1; ; writes++) {
    const start = momentOf(clock)
    const options = { clock, random, untilMs: start.nowMs + RECORD_WRITE_TIMEOUT_MS }
    const written = await retryGitHub(() => ledger.write([...resolved, ...states]), options)
    if (!written.ok) return undefined
    // A slow write may have overwritten an announcement.
    if (ageOf(start, clock) > MAX_FAST_WRITE_MS && writes < MAX_WRITES) continue
    const read = await retryGitHub(() => ledger.read(states), options)
    if (!read.ok) return undefined
    // Another step may have overwritten ours.
    if (states.every((state) => isRecorded(state, read.value, ledger)) || writes >= MAX_WRITES)
      return read.value
  }
}

function isRecorded(state: JobState, record: CommentRecord, ledger: RunLedger): boolean {
  const { holds } = findRequest(record, ledger.keyOf(state) ?? '')
  return holds.some(({ holderId, jobId }) => holderId === ledger.holderId && jobId === state.job?.id)
}
