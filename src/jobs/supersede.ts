import { cancelJob } from './cancel-job.ts'
import { isTransient, retry } from './retry.ts'
import { hasStarted, isTerminal, parsePhase } from './job-status.ts'
import { isUnchanged, withNote, stateFromJobId, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import { OUTAGE_INTERVAL_MS } from './poll-schedule.ts'
import { mayCancel } from './provenance.ts'
import {
  announce,
  cancelOptions,
  recordStates,
  requestUntilMs,
  type SupersedeInputs,
  type SupersedeTask,
} from './supersede-task.ts'
import { yieldToNewerRun } from './yield-to-newer-run.ts'
import { findDeadClaims } from '../state/claim.ts'
import {
  findDuplicateJobs,
  findObsoleteJobs,
  MAX_STOP_MS,
  type RecordedRequestJob,
} from '../state/superseding.ts'
import { isNewerRun, isRecordedJob, runsOfOwner, type Hold } from '../state/record.ts'
import type { Watch } from './watch.ts'
import type { CommandContext } from '../commands/context.ts'
import { SUPERSEDE_DELAY_MS } from '../timeouts.ts'

/**
 * Cancels the jobs that those of this step replace: unfinished jobs that earlier runs of the step submitted for requests
 * that it does not ask for any more. That happens once the new jobs run, so that a new job that fails at once costs no
 * training. If a newer run has appeared meanwhile, this run leaves its own jobs to it. What happened is added to the
 * watched states.
 */
export async function supersede(
  states: readonly JobState[],
  inputs: SupersedeInputs,
  context: CommandContext,
  watch: Pick<Watch, 'update'>,
): Promise<void> {
  const { ledger } = context
  if (ledger === undefined) return
  const task = { states, asked: inputs.asked ?? states, inputs, context, watch, ledger }
  if (isReverted(task)) return revert(task)
  if (!(await recordStates(task)) || states.every(({ job }) => job === undefined)) return
  await yieldToNewerRun(task)
  warnAboutSharedOwner(task)
  warnAboutDeadClaims(task)
  const replaced = findReplacedJobs(task)
  if (replaced.length === 0 || hasSuccessor(task)) return
  for (const { key, job, state } of replaced) {
    const replacedBy = inputs.onSuperseded === 'leave' ? '' : state.spec?.digest
    ledger.updateJob(key, { ...job, replacedBy, replacedByRun: context.holder.run })
  }
  if (!(await recordStates(task))) return
  if (inputs.onSuperseded === 'leave') {
    for (const each of replaced)
      reportCancellation(each, { note: { code: 'obsolete-job-left', jobId: each.job.id } }, task)
    return
  }
  if (await waitUntilStarted(task)) await cancelReplacedJobs(task)
}

/** Older runs must see a newer run that asks for nothing new: one may be submitting, or be run again. */
async function revert(task: SupersedeTask): Promise<void> {
  const { asked, context, ledger } = task
  const { owner, run } = context.holder
  const hasOlderRun = runsOfOwner(ledger.record, owner).some((other) => isNewerRun(run, other))
  if (hasOlderRun) await ledger.leaveToOthers(asked)
  await cancelReplacedJobs(task)
}

async function cancelReplacedJobs(task: SupersedeTask): Promise<void> {
  if (task.inputs.onSuperseded === 'leave') return
  await cancelAnnounced<ReplacedJob>(
    {
      // A newer run may have asked for a job again.
      find: () => (hasSuccessor(task) ? [] : findReplacedJobs(task)),
      announce: (jobs) => announce(jobs, task),
      report: (job, result) => {
        reportCancellation(job, result, task)
      },
    },
    task.context,
  )
}

interface AnnouncedCancellation<Job extends RecordedRequestJob> {
  /** The jobs to cancel, according to what is known now. */
  readonly find: () => readonly Job[]
  /** Resolves to until when they may be cancelled (on the monotonic clock); undefined to cancel none. */
  readonly announce: (jobs: readonly Job[]) => Promise<number | undefined>
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
    const untilMs = announced.length > 0 ? await announceJobs(announced) : undefined
    if (untilMs === undefined) return
    const ids = new Set(announced.map(({ job }) => job.id))
    const canRetry = untilMs + OUTAGE_INTERVAL_MS + MAX_STOP_MS < giveUpMs
    const results = await Promise.all(
      find()
        .filter(({ job }) => ids.has(job.id))
        .map(async (each) => {
          const result = await cancelRecordedJob(each, { ...context, deadlineMs: untilMs })
          if (canRetry && result.isUnanswered === true) return 'unanswered'
          report(each, result)
          return 'settled'
        }),
    )
    if (!results.includes('unanswered')) return
    await context.clock.sleep(OUTAGE_INTERVAL_MS)
  }
}

/** The step asks for nothing that is not on the base branch already, so no new job is waited for. */
function isReverted({ asked }: Pick<SupersedeTask, 'asked'>): boolean {
  return asked.length > 0 && asked.every(isUnchanged)
}

function hasSuccessor({ states, ledger }: SupersedeTask): boolean {
  return states.some((state) => ledger.successorOf(state) !== undefined)
}

function warnAboutSharedOwner({ context, ledger }: SupersedeTask): void {
  const { holder, reporter } = context
  if (ledger.record.ambiguousOwners.includes(holder.owner)) reporter.warn({ code: 'owner-shared-by-steps' })
}

/** The owner asks for something else now, so no run looks for the job of such a submission. */
function warnAboutDeadClaims({ states, context, watch, ledger }: SupersedeTask): void {
  const { holder, githubTime, reporter } = context
  const askedKeys = new Set(states.flatMap((state) => ledger.keyOf(state) ?? []))
  const shown = states.find(({ job }) => job !== undefined)
  for (const { key, claim } of findDeadClaims(ledger.record, { ...holder, nowMs: githubTime() })) {
    if (claim.owner !== holder.owner || askedKeys.has(key)) continue
    const note = interruptedNote(claim)
    reporter.warn(note)
    if (shown) watch.update(shown.label, (current) => withNote(current, note))
  }
}

export const interruptedNote = ({ label, run, submissionStartedAtMs = 0 }: Hold): Note => ({
  code: 'earlier-submission-interrupted',
  label,
  runId: run.id,
  startedAtMs: submissionStartedAtMs,
})

interface ReplacedJob extends RecordedRequestJob {
  /** Of the job that takes its place. */
  readonly state: JobState
}

function findReplacedJobs(task: SupersedeTask): readonly ReplacedJob[] {
  const { states, asked, inputs, context, ledger } = task
  const { holder, githubTime } = context
  const nowMs = githubTime()
  const askedKeys = new Set(asked.flatMap((state) => ledger.keyOf(state) ?? []))
  const newest = states.find(({ job, isReused }) => job !== undefined && isReused !== true)
  const successor = newest ?? states.find(({ job }) => job !== undefined || isReverted(task))
  if (successor === undefined) return []
  const obsolete = findObsoleteJobs(ledger.record, askedKeys, { ...holder, nowMs })
  const duplicates = states.flatMap((state) => {
    const { spec, job, isReused } = state
    if (spec === undefined || job === undefined || isReused === true) return []
    return findDuplicateJobs(ledger.record, job.id, { ...holder, digest: spec.digest, nowMs })
      .filter(({ job: { id } }) => states.every((other) => other.job?.id !== id))
      .map((each) => ({ ...each, state }))
  })
  const replaced = [...obsolete.map((each) => ({ ...each, state: successor })), ...duplicates]
  return inputs.onSuperseded === 'leave'
    ? replaced.filter(({ job }) => job.replacedBy === undefined)
    : replaced
}

const START_POLL_INTERVAL_MS = 1_000

/**
 * Waits until the new jobs run, at most ten minutes. Resolves to false if none of them got that far, or at the deadline of
 * the step. A step that does not wait for its jobs does not wait here.
 */
async function waitUntilStarted({ states, inputs, context }: SupersedeTask): Promise<boolean> {
  const { clock, reporter, deadlineMs } = context
  if (inputs.waitFor === 'none') return true
  const labels = new Set(states.filter(({ job }) => job !== undefined).map(({ label }) => label))
  const untilMs = Math.min(deadlineMs, clock.now() + SUPERSEDE_DELAY_MS)
  for (;;) {
    // The mark in the record lets the next run or `sync` finish it.
    if (clock.now() >= deadlineMs) return false
    const jobs = reporter.states.filter(({ label }) => labels.has(label))
    const waiting = jobs.filter((state) => state.outcome === undefined && !hasRun(state))
    if (waiting.length === 0) return jobs.some(hasRun)
    if (clock.now() >= untilMs) return true
    await clock.sleep(Math.min(START_POLL_INTERVAL_MS, untilMs - clock.now()))
  }
}

/** A job that has failed since then counts, too. */
function hasRun({ job, timeline }: JobState): boolean {
  return [job?.status, ...timeline.map(({ status }) => status)].some((status) =>
    hasStarted(parsePhase(status)),
  )
}

function reportCancellation(
  { state }: ReplacedJob,
  { note }: Cancellation,
  { context, watch }: SupersedeTask,
): void {
  if (note === undefined) return
  context.reporter.info(note, state.label)
  watch.update(state.label, (current) => withNote(current, note))
}

/** Cancels recorded jobs, unless `on-superseded` is `leave`. Resolves to one note for each job that needs one. */
export async function cancelRecordedJobs(
  jobs: readonly RecordedRequestJob[],
  { onSuperseded }: Pick<SupersedeInputs, 'onSuperseded'>,
  context: CommandContext,
  label?: string,
): Promise<readonly Note[]> {
  const notes = await Promise.all(
    jobs.map(async (recorded) => {
      const note: Note | undefined =
        onSuperseded === 'leave'
          ? { code: 'obsolete-job-left', jobId: recorded.job.id }
          : (await cancelRecordedJob(recorded, context)).note
      if (note !== undefined) context.reporter.info(note, label)
      return note
    }),
  )
  return notes.filter((note) => note !== undefined)
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
  if (context.clock.now() > retryOptions.untilMs) return tooLate(id)
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

/**
 * Says why a job was cancelled, if this run or another step has done that. Turns `cancelled` into `superseded` if it was a
 * newer run.
 */
export async function markSuperseded(
  states: readonly JobState[],
  { ledger }: CommandContext,
): Promise<readonly JobState[]> {
  if (ledger === undefined || states.every(({ outcome }) => outcome !== 'cancelled')) return states
  await ledger.read(states)
  return states.map((state) => {
    if (state.outcome !== 'cancelled') return state
    const notes = state.notes.filter(({ code }) => code !== 'cancelled-elsewhere')
    if (notes.some(({ code }) => code === 'closed-after-submission')) return { ...state, notes }
    const { stopAtMs, stopAcceptedAtMs } = ledger.recordedJob(state) ?? {}
    // A person may cancel a job, too.
    const wasAnnounced = stopAtMs !== undefined || stopAcceptedAtMs !== undefined
    if (wasAnnounced && ledger.successorOf(state) !== undefined)
      return withNote({ ...state, notes }, { code: 'taken-over-and-cancelled' }, 'superseded')
    return stopAcceptedAtMs !== undefined && notes.length < state.notes.length
      ? withNote({ ...state, notes }, { code: 'cancelled-by-other-step' })
      : state
  })
}
