import type { OnTimeout } from '../inputs.ts'
import { announceCancellation } from './announce-cancellation.ts'
import { cancelJob, hasAccepted } from './cancel-job.ts'
import { isOver, type TimeLimit } from './clock.ts'
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
    isSuperseded: (state) => {
      const successor = ledger?.successorOf(state)
      // Until the newer run follows the job, somebody else must look after it.
      return successor !== undefined && (!successor.asksForRequest || successor.hasJob)
    },
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
  const limit = await announceTimedOut(states, context)
  return Promise.all(
    states.map(async (state) => {
      if (state.outcome !== 'timed-out') return state
      const reason = findReasonToLeave(state, limit !== undefined, context)
      return reason === undefined ? cancelTimedOut(state, context, limit) : withNote(state, reason)
    }),
  )
}

/** The runner may have been suspended, or GitHub slow, until an announcement had expired. */
const MAX_ANNOUNCEMENTS = 3

/**
 * So that nobody starts to follow a job that is about to be cancelled, and that it is known who follows it: another step may
 * time out at the same moment. Resolves to how long that is true; undefined if GitHub did not say who follows the jobs.
 */
async function announceTimedOut(
  states: readonly JobState[],
  context: CommandContext,
): Promise<TimeLimit | undefined> {
  const { ledger, clock } = context
  const unlimited = { clock, deadlineMs: Infinity }
  if (ledger === undefined) return unlimited
  const jobs = states.flatMap((state) => {
    if (state.outcome !== 'timed-out' || ledger.followerOf(state) === 'newer-run') return []
    const unfinished = ledger.unfinishedJobOf(state)
    return unfinished !== undefined && mayCancel(unfinished.job.provenance) ? [unfinished] : []
  })
  if (jobs.length === 0) return (await ledger.readNow()) ? unlimited : undefined
  for (let n = 1; n <= MAX_ANNOUNCEMENTS; n++) {
    const announcement = await announceCancellation(jobs, states, { ...context, ledger })
    if (!announcement.ok) return undefined
    if (!isOver(announcement.limit)) return announcement.limit
  }
  return undefined
}

function findReasonToLeave(
  state: JobState,
  areFollowersKnown: boolean,
  { ledger }: CommandContext,
): Note | undefined {
  const { job, provenance, isReused } = state
  if (job === undefined) return undefined
  const { id: jobId } = job
  if (provenance !== undefined && !mayCancel(provenance)) return { code: 'timed-out-job-unproven', jobId }
  const by = ledger?.followerOf(state)
  if (by !== undefined) return { code: 'timed-out-job-followed', jobId, by }
  // The step that submitted it may still wait for it.
  return isReused === true && !areFollowersKnown ? { code: 'timed-out-followers-unknown', jobId } : undefined
}

async function cancelTimedOut(
  state: JobState,
  context: CommandContext,
  { clock, deadlineMs }: TimeLimit = { clock: context.clock, deadlineMs: Infinity },
): Promise<JobState> {
  const id = state.job?.id ?? state.requestedId
  if (id === undefined) return state
  const confirmTimeoutMs = CANCEL_CONFIRM_TIMEOUT_MS
  const requestUntilMs = Math.min(deadlineMs, clock.now() + confirmTimeoutMs)
  const cancelled = await cancelJob(state, id, { ...context, clock, confirmTimeoutMs, requestUntilMs })
  if (hasAccepted(cancelled)) await context.ledger?.recordStop(context.ledger.keyOf(state), id)
  return withNote(cancelled, cancellationNote(cancelled), 'timed-out')
}

function cancellationNote({ outcome, error, job }: JobState): Note {
  if (outcome === 'refused') return { code: 'timed-out-cancel-refused' }
  return error === undefined
    ? { code: 'timed-out-asked-to-stop', status: job?.status }
    : { code: 'cancellation-not-accepted' }
}
