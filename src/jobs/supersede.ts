import type { RunInputs } from '../inputs.ts'
import { cancelJob, type CancelOptions } from './cancel-job.ts'
import { retry } from './retry.ts'
import { isTerminal, parsePhase } from './job-status.ts'
import { observeJob, withNote, withNotes, stateFromJobId, type JobState } from './job-state.ts'
import type { Note } from './note.ts'
import { retryGitHub } from '../state/retry-github.ts'
import { findObsoleteJobs, findDuplicateJobs } from '../state/claim.ts'
import {
  findSpecRecord,
  isNewer,
  type SpecRecord,
  type CommentRecord,
  type RecordedJob,
  matchesSnapshot,
} from '../state/record.ts'
import type { Watch } from './watch.ts'
import type { CommandContext } from '../commands/context.ts'
import { CANCEL_CONFIRM_TIMEOUT_MS, RECORD_WRITE_TIMEOUT_MS, SERVICE_OUTAGE_TIMEOUT_MS } from '../timeouts.ts'

type SupersedeInputs = Pick<RunInputs, 'onSuperseded' | 'reuse'>

/**
 * Cancels the jobs that the new ones replace: unfinished jobs of earlier versions of the specs, and of removed specs. If a
 * newer run has appeared meanwhile, the job of this run is the one to cancel. The record is only a hint: a job is
 * cancelled only if its record is signed with our key and matches what the service reports. What happened is added to
 * the watched states.
 */
export async function supersede(
  states: readonly JobState[],
  inputs: SupersedeInputs,
  context: CommandContext,
  watch: Pick<Watch, 'update'>,
): Promise<void> {
  const { ledger } = context
  if (!ledger?.isPersistent) return
  const untilMs = context.clock.now() + RECORD_WRITE_TIMEOUT_MS
  const result = await retryGitHub(() => ledger.write(states), { ...context, untilMs })
  if (!result.ok) {
    // A permanent error was already reported when the record was read.
    if (!result.isPermanent) context.reporter.warn({ code: 'obsolete-jobs-unknown', error: result.message })
    return
  }
  if (states.every(({ job }) => job === undefined)) return
  const labels = new Set(states.map(({ label }) => label))
  // A spec of another step of this run is not removed.
  const removed = Object.entries(result.value.specs).filter(
    ([label, { run }]) =>
      !labels.has(label) && run.id !== context.holder.run.id && !isNewer(run, context.holder.run),
  )
  await Promise.all([
    ...states.map((state) => supersedeOne(state, result.value, { inputs, context, watch })),
    ...removed.map(([label, specRecord]) =>
      cancelObsoleteJobs(label, jobsOfRemovedSpec(specRecord, context), inputs, context),
    ),
  ])
}

interface SupersedeTask {
  readonly inputs: SupersedeInputs
  readonly context: CommandContext
  readonly watch: Pick<Watch, 'update'>
}

async function supersedeOne(state: JobState, record: CommentRecord, task: SupersedeTask): Promise<void> {
  const { inputs, context, watch } = task
  const { spec, job, label } = state
  const specRecord = findSpecRecord(record, label)
  if (spec === undefined || job === undefined || specRecord === undefined) return
  const claimant = { ...context.holder, digest: spec.digest }
  const duplicates = findDuplicateJobs(job.id, specRecord, claimant)
  const isOtherJobRecorded =
    specRecord.digest !== spec.digest || duplicates.some(({ id }) => id === specRecord.jobId)
  if (isOtherJobRecorded && context.ledger?.isSuperseded(state) === true)
    return yieldToNewerRun(state, specRecord, task)
  if (isNewer(specRecord.run, context.holder.run)) return
  const shouldCancelDuplicates = inputs.reuse && state.isReused !== true
  const obsolete = [...findObsoleteJobs(specRecord, claimant), ...(shouldCancelDuplicates ? duplicates : [])]
  const conflicting = specRecord.jobs.filter(
    ({ digest, runId, isUnfinished }) =>
      isUnfinished && digest !== spec.digest && runId === context.holder.run.id,
  )
  if (conflicting.length > 0) context.reporter.warn({ code: 'record-shared-by-steps', label })
  const notes = await cancelObsoleteJobs(label, obsolete, inputs, context)
  if (notes.length > 0) watch.update(label, (current) => withNotes(current, notes))
}

/** A newer run with another version started while this one was submitting. */
async function yieldToNewerRun(
  { label, job, spec }: JobState,
  specRecord: SpecRecord,
  { inputs: { onSuperseded }, context, watch }: SupersedeTask,
): Promise<void> {
  const note: Note = {
    code: 'superseded-by-run',
    runId: specRecord.run.id,
    has: specRecord.digest === spec?.digest ? 'own-job' : 'other-version',
  }
  const isLeft =
    job === undefined ||
    specRecord.isUnsigned ||
    onSuperseded === 'leave' ||
    isTerminal(parsePhase(job.status))
  // That run cancels our job once its own is accepted. Until then ours may be the only one.
  const isNeeded = !isLeft && specRecord.jobId === undefined
  watch.update(label, (current) => {
    // The watch may have seen the newer run, or the end of the job, before.
    if (current.outcome !== undefined) return current
    const superseded = withNote(current, note, 'superseded')
    return isNeeded ? withNote(superseded, { code: 'runs-until-replaced' }) : superseded
  })
  if (isLeft || isNeeded) return
  const cancelled = await cancelJob(stateFromJobId(job.id), job.id, cancelOptions(context))
  watch.update(label, (current) => ({
    ...(cancelled.job ? observeJob(current, cancelled.job, context.clock.wall()) : current),
    error: cancelled.error,
  }))
}

function cancelOptions({ api, clock, random, deadlineMs }: CommandContext): CancelOptions {
  return {
    api,
    clock,
    random,
    confirmTimeoutMs: CANCEL_CONFIRM_TIMEOUT_MS,
    requestUntilMs: requestUntilMs({ clock, deadlineMs }),
  }
}

const requestUntilMs = ({ clock, deadlineMs }: Pick<CommandContext, 'clock' | 'deadlineMs'>): number =>
  Math.min(deadlineMs, clock.now() + SERVICE_OUTAGE_TIMEOUT_MS)

const jobsOfRemovedSpec = (specRecord: SpecRecord, { holder }: CommandContext): readonly RecordedJob[] =>
  specRecord.jobs.filter(({ isUnfinished, runId }) => isUnfinished && runId !== holder.run.id)

/** Cancels replaced jobs, unless `on-superseded` is `leave`. Resolves to one note for each job that needs one. */
export async function cancelObsoleteJobs(
  label: string,
  jobs: readonly RecordedJob[],
  { onSuperseded }: Pick<SupersedeInputs, 'onSuperseded'>,
  context: CommandContext,
): Promise<readonly Note[]> {
  const notes = await Promise.all(
    jobs.map(async (recorded) => {
      const note: Note | undefined =
        onSuperseded === 'leave'
          ? { code: 'obsolete-job-left', jobId: recorded.id }
          : await cancelObsoleteJob(label, recorded, context)
      if (note !== undefined) context.reporter.info(note, label)
      return note
    }),
  )
  return notes.filter((note) => note !== undefined)
}

async function cancelObsoleteJob(
  label: string,
  recorded: RecordedJob,
  context: CommandContext,
): Promise<Note | undefined> {
  const { id } = recorded
  const retryOptions = { ...context, untilMs: requestUntilMs(context) }
  const result = await retry(() => context.api.get(id), 'never-read', retryOptions)
  if (!result.ok) {
    if (result.error.status !== 404)
      return { code: 'obsolete-job-unreadable', jobId: id, error: result.error.message }
    context.ledger?.markEnded(label, [recorded])
    return undefined
  }
  if (isTerminal(parsePhase(result.value.status))) {
    context.ledger?.markEnded(label, [recorded])
    return undefined
  }
  if (recorded.isUnsigned === true || !matchesSnapshot(recorded, result.value))
    return { code: 'obsolete-job-unproven', jobId: id }
  const { outcome, error } = await cancelJob(stateFromJobId(id), id, cancelOptions(context))
  if (error !== undefined) return { code: 'obsolete-job-not-cancelled', jobId: id, error: error.message }
  if (outcome === 'running') return { code: 'obsolete-job-asked-to-stop', jobId: id }
  context.ledger?.markEnded(label, [recorded])
  return outcome === 'cancelled' ? { code: 'obsolete-job-cancelled', jobId: id } : undefined
}

/** Turns `cancelled` into `superseded` if the cancellation came from a newer run. */
export async function markSuperseded(
  states: readonly JobState[],
  { ledger }: CommandContext,
): Promise<readonly JobState[]> {
  if (!ledger?.isPersistent || states.every(({ outcome }) => outcome !== 'cancelled')) return states
  await ledger.read(states)
  return states.map((state) => {
    if (state.outcome !== 'cancelled' || !ledger.isSuperseded(state)) return state
    const notes = state.notes.filter(({ code }) => code !== 'cancelled-elsewhere')
    return withNote({ ...state, notes }, { code: 'taken-over-and-cancelled' }, 'superseded')
  })
}
