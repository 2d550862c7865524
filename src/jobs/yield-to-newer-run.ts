import { mayCancel } from './provenance.ts'
import { cancelJob, hasAccepted } from './cancel-job.ts'
import { isOver, type TimeLimit } from './clock.ts'
import { observeJob, stateFromJobId, withNote, type JobState } from './job-state.ts'
import { isTerminal, parsePhase } from './job-status.ts'
import type { Note } from './note.ts'
import { announce, cancelOptions, type SupersedeTask } from './supersede-task.ts'
import { isAskedForLater, isNeededByOthers } from '../state/superseding.ts'
import {
  findRequest,
  hasFailed,
  type CommentRecord,
  type Hold,
  type RequestRecord,
  type RunRef,
} from '../state/record.ts'

/**
 * Leaves the jobs of this step to a newer run with another version that started while this one was submitting, and cancels
 * those that nobody needs.
 */
export async function yieldToNewerRun(task: SupersedeTask): Promise<void> {
  const { states, ledger } = task
  const unwanted = states.filter((state) => markSupersededByRun(state, task))
  if (unwanted.length === 0) return
  const announced = unwanted.flatMap((state) => ledger.unfinishedJobOf(state) ?? [])
  const announcement = await announce(announced, task)
  if (!announcement.ok) return
  const cancelled = unwanted.filter((state) => findTakeover(state, task)?.job === 'unwanted')
  await Promise.all(cancelled.map((state) => cancelUnwantedJob(state, task, announcement.limit)))
}

interface Takeover {
  readonly note: Note
  /** What the newer run means for our job. It cancels a `needed` one itself, once its own runs. */
  readonly job: 'left' | 'needed' | 'unwanted'
}

function findTakeover(state: JobState, { inputs, context, ledger }: SupersedeTask): Takeover | undefined {
  const successor = ledger.successorOf(state)
  const key = ledger.keyOf(state)
  const { job } = state
  if (successor === undefined || job === undefined || key === undefined) return undefined
  const { holder, githubTime } = context
  const request = findRequest(ledger.record, key)
  // It follows our job, or has its own for the same request.
  const hasOwnJob = request.holds.some(
    ({ owner, run, jobId }) =>
      owner === holder.owner && run.id === successor.run.id && jobId !== undefined && jobId !== job.id,
  )
  const note: Note = {
    code: 'superseded-by-run',
    runId: successor.run.id,
    has: successor.asksForRequest ? 'own-job' : 'other-version',
  }
  const isLeft =
    isTerminal(parsePhase(job.status)) ||
    (successor.asksForRequest && !hasOwnJob) ||
    inputs.onSuperseded === 'leave' ||
    !isOwnJob(request, job.id, holder.owner) ||
    isAskedForLater(request, { owner: holder.owner, run: successor.run }) ||
    [holder.run, successor.run].some((run) =>
      isNeededByOthers(ledger.record, { key, job }, { ...holder, run, nowMs: githubTime() }),
    )
  if (isLeft) return { note, job: 'left' }
  // The newer run knows what was submitted before, and may still need it: its own job may fail.
  const isUnwanted = state.isReused !== true && needsNoOther(ledger.record, holder.owner, successor.run)
  return { note, job: isUnwanted ? 'unwanted' : 'needed' }
}

/** Returns whether this step cancels its job. */
function markSupersededByRun(state: JobState, task: SupersedeTask): boolean {
  const takeover = findTakeover(state, task)
  if (takeover === undefined) return false
  task.watch.update(state.label, (current) => {
    // The watch may have seen the newer run, or the end of the job, before.
    if (current.outcome !== undefined) return current
    const superseded = withNote(current, takeover.note, 'superseded')
    return takeover.job === 'needed' ? withNote(superseded, { code: 'runs-until-replaced' }) : superseded
  })
  return takeover.job === 'unwanted'
}

async function cancelUnwantedJob(
  state: JobState,
  { context, watch, ledger }: SupersedeTask,
  limit: TimeLimit,
): Promise<void> {
  const { label, job } = state
  // Another step may follow it by now. The newest run, or `sync`, cancels it.
  if (job === undefined || isOver(limit)) return
  const options = cancelOptions({ ...context, ...limit })
  const cancelled = await cancelJob(stateFromJobId(job.id), job.id, options)
  if (hasAccepted(cancelled)) await ledger.recordStop(ledger.keyOf(state), job.id)
  watch.update(label, (current) => ({
    ...(cancelled.job ? observeJob(current, cancelled.job, context.clock.wall()) : current),
    error: cancelled.error,
  }))
}

/** Whether a step with this owner provably submitted the job. */
function isOwnJob({ jobs }: RequestRecord, jobId: string, owner: string): boolean {
  const recorded = jobs.find(({ id }) => id === jobId)
  return recorded?.owner === owner && mayCancel(recorded.provenance)
}

/** Whether a run has a job that has not failed, or asks for nothing that the base branch does not have. */
function needsNoOther({ requests }: CommentRecord, owner: string, { id }: RunRef): boolean {
  const all = Object.values(requests)
  const holds = all.flatMap((request) =>
    request.holds.filter((hold) => hold.owner === owner && hold.run.id === id && hold.isUnsigned !== true),
  )
  const jobs = new Map(all.flatMap((request) => request.jobs.map((job) => [job.id, job])))
  const hasNotFailed = ({ jobId = '' }: Hold): boolean => {
    const job = jobs.get(jobId)
    return job !== undefined && !hasFailed(job)
  }
  return holds.some(hasNotFailed) || holds.every((hold) => hold.isUnchanged === true)
}
