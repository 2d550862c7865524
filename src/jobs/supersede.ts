import type { CommandInputs } from '../inputs.ts'
import { cancel } from './cancel-job.ts'
import { persistently } from './retry.ts'
import { isTerminal, phaseOf } from './job-status.ts'
import { noted, trainingOfJob, type Training } from './job-state.ts'
import { patiently } from '../state/comment-store.ts'
import { outdated, twinsOf } from '../state/claim.ts'
import { entryOf, isNewer, type Entry, type KeyRecord, type RecordedJob, isSameJob } from '../state/record.ts'
import type { Step } from '../commands/context.ts'

type SupersedingInputs = Pick<Extract<CommandInputs, { command: 'run' }>, 'onSuperseded' | 'reuse'>

/** How long the end of a superseded job is waited for, in milliseconds. */
const CONFIRM_MS = 30_000
/** How long GitHub is asked which jobs are replaced, in milliseconds. */
const RECORD_PATIENCE_MS = 30_000

/**
 * Ends what the new jobs replace: unfinished jobs of earlier versions of their specs, and of specs that are no longer
 * asked for. Where a newer run came in between, it is our job that is replaced. The record is a hint: no job is cancelled
 * that the service does not describe as it was written down, or that nobody with our key has written down.
 */
export async function supersede(
  trainings: readonly Training[],
  inputs: SupersedingInputs,
  step: Step,
): Promise<readonly Training[]> {
  const { books } = step
  if (!books?.isKept) return trainings
  const reply = await patiently(() => books.write(trainings), step.clock, RECORD_PATIENCE_MS)
  if (!reply.ok) {
    // What is closed to us was said before.
    if (!reply.isFinal)
      step.progress.warn(`Which jobs this run replaces is not known, so that they may go on: ${reply.reason}`)
    return trainings
  }
  if (trainings.every(({ job }) => job === undefined)) return trainings
  const done: Training[] = []
  for (const training of trainings) done.push(await replace(training, reply.value, inputs, step))
  const labels = new Set(trainings.map(({ label }) => label))
  for (const [label, entry] of Object.entries(reply.value.entries)) {
    // What another step of this run holds is asked for there.
    if (!labels.has(label) && entry.run.id !== step.me.run.id && !isNewer(entry.run, step.me.run))
      await endAll(label, dropped(entry, step), inputs, step)
  }
  return done
}

async function replace(
  training: Training,
  record: KeyRecord,
  inputs: SupersedingInputs,
  step: Step,
): Promise<Training> {
  const { spec, job, label } = training
  const entry = entryOf(record, label)
  if (spec === undefined || job === undefined || entry === undefined) return training
  const me = { ...step.me, digest: spec.digest }
  const twins = twinsOf(job.id, entry, me)
  const isOther = entry.digest !== spec.digest || twins.some(({ id }) => id === entry.jobId)
  if (isOther && step.books?.isTakenOver(training) === true) return giveWay(training, entry, inputs, step)
  if (isNewer(entry.run, step.me.run)) return training
  const isToBeTheOnly = inputs.reuse && training.isReused !== true
  const old = [...outdated(entry, me), ...(isToBeTheOnly ? twins : [])]
  const siblings = entry.jobs.filter(
    ({ digest, runId, isOpen }) => isOpen && digest !== spec.digest && runId === step.me.run.id,
  )
  if (siblings.length > 0)
    step.progress.warn(
      `Two steps of this run have the same record and different versions of ${label}. Give each a \`comment-key\` of its own.`,
    )
  const notes = await endAll(label, old, inputs, step)
  return { ...training, notes: [...training.notes, ...notes] }
}

/** A newer run with another version came while this one was submitting. */
async function giveWay(
  training: Training,
  entry: Entry,
  { onSuperseded }: SupersedingInputs,
  step: Step,
): Promise<Training> {
  const { job, notes } = training
  const what = entry.digest === training.spec?.digest ? 'its own job' : 'another version'
  const note = `Run ${entry.run.id} is newer and has ${what} of this spec.`
  const superseded: Training = { ...training, outcome: 'superseded', notes: [...notes, note] }
  if (job === undefined || entry.isHearsay || onSuperseded === 'leave' || isTerminal(phaseOf(job.status)))
    return superseded
  // It finds our job when its own is accepted, and should its own be refused, this one is all there is.
  if (entry.jobId === undefined)
    return noted(superseded, 'The job goes on until the one of that run is accepted.')
  const ended = await cancel(superseded, job.id, { ...step, confirmMs: CONFIRM_MS })
  return { ...ended, outcome: 'superseded' }
}

const dropped = (entry: Entry, { me }: Step): readonly RecordedJob[] =>
  entry.jobs.filter(({ isOpen, runId }) => isOpen && runId !== me.run.id)

/** Cancels jobs that are replaced, as far as the user wants that, and tells what became of each. */
export async function endAll(
  label: string,
  jobs: readonly RecordedJob[],
  { onSuperseded }: Pick<SupersedingInputs, 'onSuperseded'>,
  step: Step,
): Promise<readonly string[]> {
  const notes: string[] = []
  for (const recorded of jobs) {
    const note = onSuperseded === 'leave' ? left(recorded) : await end(label, recorded, step)
    if (note !== undefined) {
      notes.push(note)
      step.progress.tell(`${label}: ${note}`)
    }
  }
  return notes
}

const left = ({ id }: RecordedJob): string =>
  `The job \`${id}\` of an earlier run goes on, as \`on-superseded: leave\` asks.`

async function end(label: string, recorded: RecordedJob, step: Step): Promise<string | undefined> {
  const { id } = recorded
  const look = { ...step, untilMs: step.clock.now() + CONFIRM_MS }
  const reply = await persistently(() => step.api.get(id), 'first-contact', look)
  if (!reply.ok) {
    if (reply.failure.status !== 404)
      return `The job \`${id}\` of an earlier run could not be read (${reply.failure.words}), and may go on.`
    step.books?.ended(label, [recorded])
    return undefined
  }
  if (isTerminal(phaseOf(reply.value.status))) {
    step.books?.ended(label, [recorded])
    return undefined
  }
  if (recorded.isHearsay === true || !isSameJob(recorded, reply.value))
    return `The job \`${id}\` may be of an earlier run. It goes on, because nothing proves that it was submitted here.`
  const { outcome, failure } = await cancel(trainingOfJob(id), id, { ...step, confirmMs: CONFIRM_MS })
  if (failure !== undefined)
    return `The job \`${id}\` of an earlier run could not be cancelled (${failure.words}), and may go on.`
  if (outcome === 'running') return `The job \`${id}\` of an earlier run was asked to stop.`
  step.books?.ended(label, [recorded])
  return outcome === 'cancelled' ? `The job \`${id}\` of an earlier run was cancelled.` : undefined
}

/** A job that was cancelled because a newer run replaced it did not fail: this run is superseded. */
export async function explainCancelled(
  trainings: readonly Training[],
  { books }: Step,
): Promise<readonly Training[]> {
  if (!books?.isKept || trainings.every(({ outcome }) => outcome !== 'cancelled')) return trainings
  await books.read(trainings)
  return trainings.map((training) => {
    if (training.outcome !== 'cancelled' || !books.isTakenOver(training)) return training
    const note = 'A newer run has taken this spec over, and ended this job.'
    return { ...training, outcome: 'superseded', notes: [...training.notes, note] }
  })
}
