import type { RunInputs } from '../inputs.ts'
import { cancelJob } from './cancel-job.ts'
import { retry } from './retry.ts'
import { isTerminal, parsePhase } from './job-status.ts'
import { withNote, stateFromJobId, type JobState } from './job-state.ts'
import { retryGitHub } from '../state/comment-store.ts'
import { findObsoleteJobs, findDuplicateJobs } from '../state/claim.ts'
import {
  findSpecRecord,
  isNewer,
  type SpecRecord,
  type CommentRecord,
  type RecordedJob,
  matchesSnapshot,
} from '../state/record.ts'
import type { CommandContext } from '../commands/context.ts'

type SupersedeInputs = Pick<RunInputs, 'onSuperseded' | 'reuse'>

const CANCEL_CONFIRM_TIMEOUT_MS = 30_000
const RECORD_WRITE_TIMEOUT_MS = 30_000

/**
 * Cancels the jobs that the new ones replace: unfinished jobs of earlier versions of the specs, and of removed specs. If a
 * newer run has appeared meanwhile, the job of this run is the one to cancel. The record is only a hint: a job is
 * cancelled only if its record is signed with our key and matches what the service reports.
 */
export async function supersede(
  states: readonly JobState[],
  inputs: SupersedeInputs,
  context: CommandContext,
): Promise<readonly JobState[]> {
  const { ledger } = context
  if (!ledger?.isPersistent) return states
  const result = await retryGitHub(() => ledger.write(states), context.clock, RECORD_WRITE_TIMEOUT_MS)
  if (!result.ok) {
    // A permanent error was already reported when the record was read.
    if (!result.isPermanent)
      context.reporter.warn(
        `Could not find out which jobs this run replaces, so they may keep running: ${result.message}`,
      )
    return states
  }
  if (states.every(({ job }) => job === undefined)) return states
  const updated: JobState[] = []
  for (const state of states) updated.push(await supersedeOne(state, result.value, inputs, context))
  const labels = new Set(states.map(({ label }) => label))
  for (const [label, specRecord] of Object.entries(result.value.specs)) {
    // A spec of another step of this run is not removed.
    if (
      !labels.has(label) &&
      specRecord.run.id !== context.holder.run.id &&
      !isNewer(specRecord.run, context.holder.run)
    )
      await cancelObsoleteJobs(label, jobsOfRemovedSpec(specRecord, context), inputs, context)
  }
  return updated
}

async function supersedeOne(
  state: JobState,
  record: CommentRecord,
  inputs: SupersedeInputs,
  context: CommandContext,
): Promise<JobState> {
  const { spec, job, label } = state
  const specRecord = findSpecRecord(record, label)
  if (spec === undefined || job === undefined || specRecord === undefined) return state
  const claimant = { ...context.holder, digest: spec.digest }
  const duplicates = findDuplicateJobs(job.id, specRecord, claimant)
  const isOtherJobRecorded =
    specRecord.digest !== spec.digest || duplicates.some(({ id }) => id === specRecord.jobId)
  if (isOtherJobRecorded && context.ledger?.isSuperseded(state) === true)
    return yieldToNewerRun(state, specRecord, inputs, context)
  if (isNewer(specRecord.run, context.holder.run)) return state
  const shouldCancelDuplicates = inputs.reuse && state.isReused !== true
  const obsolete = [...findObsoleteJobs(specRecord, claimant), ...(shouldCancelDuplicates ? duplicates : [])]
  const conflicting = specRecord.jobs.filter(
    ({ digest, runId, isUnfinished }) =>
      isUnfinished && digest !== spec.digest && runId === context.holder.run.id,
  )
  if (conflicting.length > 0)
    context.reporter.warn(
      `Two steps of this run share a record but have different versions of ${label}. Give each step its own \`comment-key\`.`,
    )
  const notes = await cancelObsoleteJobs(label, obsolete, inputs, context)
  return { ...state, notes: [...state.notes, ...notes] }
}

/** A newer run with another version started while this one was submitting. */
async function yieldToNewerRun(
  state: JobState,
  specRecord: SpecRecord,
  { onSuperseded }: SupersedeInputs,
  context: CommandContext,
): Promise<JobState> {
  const { job, notes } = state
  const what = specRecord.digest === state.spec?.digest ? 'its own job' : 'another version'
  const note = `Run ${specRecord.run.id} is newer and has ${what} of this spec.`
  const superseded: JobState = { ...state, outcome: 'superseded', notes: [...notes, note] }
  if (
    job === undefined ||
    specRecord.isUnsigned ||
    onSuperseded === 'leave' ||
    isTerminal(parsePhase(job.status))
  )
    return superseded
  // That run cancels our job once its own is accepted. Until then ours may be the only one.
  if (specRecord.jobId === undefined)
    return withNote(superseded, 'The job keeps running until the job of that run is accepted.')
  const cancelled = await cancelJob(superseded, job.id, {
    ...context,
    confirmTimeoutMs: CANCEL_CONFIRM_TIMEOUT_MS,
  })
  return { ...cancelled, outcome: 'superseded' }
}

const jobsOfRemovedSpec = (specRecord: SpecRecord, { holder }: CommandContext): readonly RecordedJob[] =>
  specRecord.jobs.filter(({ isUnfinished, runId }) => isUnfinished && runId !== holder.run.id)

/** Cancels replaced jobs, unless `on-superseded` is `leave`. Resolves to one note for each job that needs one. */
export async function cancelObsoleteJobs(
  label: string,
  jobs: readonly RecordedJob[],
  { onSuperseded }: Pick<SupersedeInputs, 'onSuperseded'>,
  context: CommandContext,
): Promise<readonly string[]> {
  const notes: string[] = []
  for (const recorded of jobs) {
    const note =
      onSuperseded === 'leave' ? leftRunningNote(recorded) : await cancelObsoleteJob(label, recorded, context)
    if (note !== undefined) {
      notes.push(note)
      context.reporter.info(`${label}: ${note}`)
    }
  }
  return notes
}

const leftRunningNote = ({ id }: RecordedJob): string =>
  `The job \`${id}\` of an earlier run keeps running (\`on-superseded: leave\`).`

async function cancelObsoleteJob(
  label: string,
  recorded: RecordedJob,
  context: CommandContext,
): Promise<string | undefined> {
  const { id } = recorded
  const retryOptions = { ...context, untilMs: context.clock.now() + CANCEL_CONFIRM_TIMEOUT_MS }
  const result = await retry(() => context.api.get(id), 'never-read', retryOptions)
  if (!result.ok) {
    if (result.error.status !== 404)
      return `The job \`${id}\` of an earlier run could not be read (${result.error.message}) and may keep running.`
    context.ledger?.markEnded(label, [recorded])
    return undefined
  }
  if (isTerminal(parsePhase(result.value.status))) {
    context.ledger?.markEnded(label, [recorded])
    return undefined
  }
  if (recorded.isUnsigned === true || !matchesSnapshot(recorded, result.value))
    return `The job \`${id}\` may belong to an earlier run. It keeps running, because there is no proof that it was submitted here.`
  const { outcome, error } = await cancelJob(stateFromJobId(id), id, {
    ...context,
    confirmTimeoutMs: CANCEL_CONFIRM_TIMEOUT_MS,
  })
  if (error !== undefined)
    return `The job \`${id}\` of an earlier run could not be cancelled (${error.message}) and may keep running.`
  if (outcome === 'running') return `The job \`${id}\` of an earlier run was asked to stop.`
  context.ledger?.markEnded(label, [recorded])
  return outcome === 'cancelled' ? `The job \`${id}\` of an earlier run was cancelled.` : undefined
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
    const note = 'A newer run took over this spec and cancelled this job.'
    return { ...state, outcome: 'superseded', notes: [...state.notes, note] }
  })
}
