import { cancelJob } from './cancel-job.ts'
import { isTransient, retry } from './retry.ts'
import { isTerminal, parsePhase } from './job-status.ts'
import { isOver, type TimeLimit } from './clock.ts'
import { stateFromJobId } from './job-state.ts'
import type { Note } from './note.ts'
import { OUTAGE_INTERVAL_MS } from './poll-schedule.ts'
import { mayCancel } from './provenance.ts'
import { cancelOptions, requestUntilMs } from './supersede-task.ts'
import { MAX_STOP_MS, type RecordedRequestJob } from '../state/superseding.ts'
import { isRecordedJob } from '../state/record.ts'
import type { CommandContext } from '../commands/context.ts'

interface AnnouncedCancellation<Job extends RecordedRequestJob> {
  /** The jobs to cancel, according to what is known now. */
  readonly find: () => readonly Job[]
  /** Resolves to how long they may be cancelled; undefined to cancel none. */
  readonly announce: (jobs: readonly Job[]) => Promise<TimeLimit | undefined>
  readonly report: (job: Job, result: Cancellation) => void
}

/** An announcement soon expires. If the service does not answer until then, the cancellation is announced again. */
export async function cancelAnnounced<Job extends RecordedRequestJob>(
  { find, announce: announceJobs, report }: AnnouncedCancellation<Job>,
  context: CommandContext,
): Promise<void> {
  const giveUpMs = requestUntilMs(context)
  for (;;) {
    const announced = find()
    const limit = announced.length > 0 ? await announceJobs(announced) : undefined
    if (limit === undefined) return
    const ids = new Set(announced.map(({ job }) => job.id))
    const canRetry = limit.deadlineMs + OUTAGE_INTERVAL_MS + MAX_STOP_MS < giveUpMs
    const results = await Promise.all(
      find()
        .filter(({ job }) => ids.has(job.id))
        .map(async (each) => {
          const result = await cancelRecordedJob(each, { ...context, ...limit })
          if (canRetry && result.isUnanswered === true) return 'unanswered'
          report(each, result)
          return 'settled'
        }),
    )
    if (!results.includes('unanswered')) return
    await context.clock.sleep(OUTAGE_INTERVAL_MS)
  }
}

export interface Cancellation {
  /** What became of the job, unless it had ended. */
  readonly note?: Note
  /** The service did not answer, so another attempt may help. */
  readonly isUnanswered?: boolean
}

/** Cancels a job of an earlier run that a record names. */
export async function cancelRecordedJob(
  { key, job: recorded }: RecordedRequestJob,
  context: CommandContext,
): Promise<Cancellation> {
  const { id } = recorded
  const markEnded = (): void => context.ledger?.updateJob(key, { ...recorded, isUnfinished: false })
  const retryOptions = { ...context, untilMs: requestUntilMs(context) }
  const result = await retry(() => context.api.get(id), 'never-read', retryOptions)
  // A job that is not found may be running: the next run, or sync, looks again.
  if (!result.ok)
    return {
      note: { code: 'obsolete-job-unreadable', jobId: id, error: result.error.message },
      isUnanswered: isTransient(result.error),
    }
  if (isTerminal(parsePhase(result.value.status))) {
    markEnded()
    return {}
  }
  if (!mayCancel(recorded.provenance) || !isRecordedJob(recorded, result.value))
    return { note: { code: 'obsolete-job-unproven', jobId: id } }
  // The announcement may have expired during a slow read, so that another step follows the job.
  if (isOver(context)) return tooLate(id)
  const { outcome, error } = await cancelJob(stateFromJobId(id), id, cancelOptions(context))
  if (error !== undefined)
    return {
      note: { code: 'obsolete-job-not-cancelled', jobId: id, error: error.message },
      isUnanswered: isTransient(error),
    }
  if (outcome === 'running') {
    await context.ledger?.recordStop(key, id)
    return { note: { code: 'obsolete-job-asked-to-stop', jobId: id } }
  }
  markEnded()
  return outcome === 'cancelled' ? { note: { code: 'obsolete-job-cancelled', jobId: id } } : {}
}

const tooLate = (jobId: string): Cancellation => ({
  note: { code: 'obsolete-job-not-cancelled', jobId, error: 'there was no time left to do it safely' },
  isUnanswered: true,
})
