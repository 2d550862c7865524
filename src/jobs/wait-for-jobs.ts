import type { OnTimeout } from '../inputs.ts'
import { findRequest } from '../state/record.ts'
import { announceCancellation } from './announce-cancellation.ts'
import { cancelJob } from './cancel-job.ts'
import { withNote, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import type { WaitGoal } from './job-status.ts'
import { mayCancel } from './provenance.ts'
import { Watch } from './watch.ts'
import type { CommandContext } from '../commands/context.ts'
import { CANCEL_CONFIRM_TIMEOUT_MS } from '../timeouts.ts'

/** Creates the watch of a step, which reports to its reporter and stops at jobs that a newer run has taken over. */
export function createWatch(goal: WaitGoal, context: CommandContext): Watch {
  const { ledger, reporter } = context
  return new Watch({
    ...context,
    goal,
    isSuperseded: (state) => ledger?.successorOf(state) !== undefined,
    onEvent: (event) => reporter.jobEvent(event),
  })
}

/** Applies `on-timeout` to the jobs that the watch has given up at the deadline. */
export async function handleTimedOut(
  states: readonly JobState[],
  onTimeout: OnTimeout,
  context: CommandContext,
): Promise<readonly JobState[]> {
  if (onTimeout === 'leave' || states.every(({ outcome }) => outcome !== 'timed-out')) return states
  await announceTimedOut(states, context)
  return Promise.all(
    states.map(async (state) => (state.outcome === 'timed-out' ? cancelTimedOut(state, context) : state)),
  )
}

/**
 * So that nobody starts to follow a job that is about to be cancelled, and that it is known who follows it: another step may
 * time out at the same moment.
 */
async function announceTimedOut(states: readonly JobState[], context: CommandContext): Promise<void> {
  const { ledger } = context
  if (ledger === undefined) return
  const jobs = states.flatMap((state) => {
    const key = state.outcome === 'timed-out' ? ledger.keyOf(state) : undefined
    if (key === undefined || ledger.followerOf(state) === 'newer-run') return []
    const job = findRequest(ledger.record, key).jobs.find(({ id }) => id === state.job?.id)
    return job?.isUnfinished === true && mayCancel(job.provenance) ? [{ key, job }] : []
  })
  if (jobs.length === 0) await ledger.readNow()
  else await announceCancellation(jobs, states, { ...context, ledger })
}

async function cancelTimedOut(state: JobState, context: CommandContext): Promise<JobState> {
  const id = state.job?.id ?? state.requestedId
  if (id === undefined) return state
  if (state.provenance !== undefined && !mayCancel(state.provenance))
    return withNote(state, { code: 'timed-out-job-unproven', jobId: id })
  if (context.ledger?.followerOf(state) !== undefined)
    return withNote(state, { code: 'timed-out-job-followed', jobId: id })
  const cancelled = await cancelJob(state, id, { ...context, confirmTimeoutMs: CANCEL_CONFIRM_TIMEOUT_MS })
  const note: Note =
    cancelled.outcome === 'refused'
      ? { code: 'timed-out-cancel-refused' }
      : { code: 'timed-out-asked-to-stop', status: cancelled.job?.status }
  return withNote(cancelled, note, 'timed-out')
}
