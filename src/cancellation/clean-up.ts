import type { Handover } from '../state/post-state.ts'
import type { Standing } from './ownership.ts'
import { cancel } from '../jobs/cancel-job.ts'
import type { Clock } from '../jobs/clock.ts'
import type { Failure, TrainingApi, TrainingJob } from '../jobs/api.ts'
import { type Outcome, isTerminal, phaseOf, verdictNow } from '../jobs/job-status.ts'
import { reconcile, type Finding } from '../jobs/recover-submission.ts'
import { noted, trainingOfJob, type Training } from '../jobs/job-state.ts'
import type { Log } from '../report/log.ts'

export interface Care {
  readonly api: Pick<TrainingApi, 'get' | 'list' | 'cancel'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly log: Log
  /** Looks who else has to do with the jobs. */
  readonly look?: () => Promise<Standing>
}

/** How long the end of a job is waited for after it was asked to stop, in milliseconds. */
const CONFIRM_MS = 30_000
/** How long a submission without an answer is looked for. A cancelled workflow leaves 5 minutes for all that is left. */
const SEARCH_MS = 90_000

/** What became of all that a killed step has left. */
export interface Cared {
  /** Nothing goes on that should not. */
  readonly isSettled: boolean
  /** With what became of each, as far as they were handed over. */
  readonly trainings: readonly Training[]
}

/** Looks after what a killed step has left: cancels it, or says how to go on with it. */
export async function takeCare(handover: Handover, wasCancelled: boolean, care: Care): Promise<Cared> {
  const { jobs, open, onCancel, hasCrashed = false, trainings = [] } = handover
  if (hasCrashed || !wasCancelled || onCancel === 'leave') {
    const why =
      onCancel === 'leave' ? 'as `on-cancel: leave` asks' : 'because a failure is no reason to cancel it'
    for (const id of jobs) leaveAlone(id, why, care.log)
    if (open !== undefined)
      care.log.annotate('warning', `The step ended in the middle of a submission. ${FIND_OUT}`)
    const inDoubt = open === undefined ? undefined : openOf(trainings)
    return { isSettled: true, trainings: trainings.map((each) => leftAlone(each, why, inDoubt)) }
  }
  const standing = jobs.length > 0 ? await care.look?.() : undefined
  const of = (id: string): Training => trainings.find(({ job }) => job?.id === id) ?? trainingOfJob(id)
  const ends = await Promise.all(jobs.map((id) => stop(id, care, standing?.(of(id)))))
  if (open !== undefined) ends.push(await stopOpen(open, jobs, care))
  return { isSettled: ends.every(({ isDone }) => isDone), trainings: lastWords(trainings, ends) }
}

const FIND_OUT =
  'A job may exist or not: run this action with `command: list`, and stop a job of this moment with `command: cancel`.'

/** What became of one job, or of the submission that was open. */
interface End {
  /** As the handover names it; absent for the open submission. */
  readonly id?: string
  readonly isDone: boolean
  readonly outcome: Outcome
  readonly job?: TrainingJob
  readonly note: string
}

/** One spec is submitted at a time, so that the first without an answer is the one that was open. */
function openOf(trainings: readonly Training[]): Training | undefined {
  return trainings.find(({ job, outcome }) => !job && (outcome === undefined || outcome === 'unknown'))
}

const NOT_SENT = 'The step ended before the spec was submitted.'

function lastWords(trainings: readonly Training[], ends: readonly End[]): readonly Training[] {
  const open = openOf(trainings)
  return trainings.map((training) => {
    const { outcome, job, notes } = training
    if (outcome !== undefined && outcome !== 'running' && outcome !== 'unknown') return training
    const end = ends.find(({ id }) => (id === undefined ? training === open : id === job?.id))
    if (end !== undefined) {
      const { note, ...rest } = end
      const known = rest.job ?? job
      return { ...training, ...(known ? { job: known } : {}), outcome: rest.outcome, notes: [...notes, note] }
    }
    return outcome === undefined && !job ? noted(training, NOT_SENT, 'cancelled') : training
  })
}

/** Of a step whose jobs go on. A submission in doubt stays open in the record: the next run looks for its job. */
function leftAlone(training: Training, why: string, inDoubt: Training | undefined): Training {
  if (training === inDoubt)
    return noted(training, `The step ended in the middle of the submission. ${FIND_OUT}`, 'unknown')
  if (training.outcome !== undefined) return training
  if (training.job === undefined) return noted(training, NOT_SENT, 'cancelled')
  return noted(training, `The step ended early. Its job goes on, ${why}.`, 'running')
}

function leaveAlone(id: string, why: string, log: Log): void {
  log.info(`The job ${id} goes on, ${why}.`)
  log.info(`  to resume  command: wait    job-id: ${id}`)
  log.info(`  to cancel  command: cancel  job-id: ${id}`)
}

/** Looks before it acts: a job that has ended needs nothing. */
async function stop(id: string, { api, clock, random, log }: Care, moved?: string): Promise<End> {
  if (moved !== undefined) {
    log.info(`The job ${id} goes on. ${moved}.`)
    const note = `The step was cancelled. ${moved}, so it goes on.`
    return { id, isDone: true, outcome: 'superseded', note }
  }
  const before = await api.get(id)
  if (before.ok && isTerminal(phaseOf(before.value.status))) {
    const job = before.value
    log.info(`The job ${id} has ended already: ${job.status}.`)
    return { id, isDone: true, outcome: verdictNow(job), job, note: 'The step was cancelled.' }
  }
  const asked = await cancel(trainingOfJob(id), id, { api, clock, random, confirmMs: CONFIRM_MS })
  return asked.failure === undefined ? stopped(id, asked, log) : notStopped(id, asked, asked.failure, log)
}

function stopped(id: string, { outcome, job }: Training, log: Log): End {
  log.info(
    `The job ${id} was asked to stop, because the workflow was cancelled: ${job?.status ?? outcome ?? ''}.`,
  )
  const verdict = job && isTerminal(phaseOf(job.status)) ? verdictNow(job) : 'cancelled'
  const note = 'The step was cancelled, and its job with it.'
  return { id, isDone: true, outcome: verdict, ...(job ? { job } : {}), note }
}

function notStopped(id: string, { job }: Training, { words }: Failure, log: Log): End {
  const note = `The job ${id} could not be cancelled (${words}). It may still be running, and cost money: run this action with \`command: cancel\` and \`job-id: ${id}\`.`
  log.annotate('error', note)
  return { id, isDone: false, outcome: 'running', ...(job ? { job } : {}), note }
}

type Open = NonNullable<Handover['open']>

async function stopOpen(open: Open, jobs: readonly string[], care: Care): Promise<End> {
  const finding = await find(open, jobs, care)
  if (finding.kind === 'adopted') {
    const { id, ...end } = await stop(finding.job.id, care)
    return { ...end, job: end.job ?? finding.job }
  }
  const which = finding.kind === 'undecided' ? ` These may be ours: ${finding.ids.join(', ')}.` : ''
  const note = `Nobody knows what became of the submission.${which} ${FIND_OUT}`
  care.log.annotate('error', note)
  return { isDone: false, outcome: 'unknown', note }
}

async function find(open: Open, jobs: readonly string[], care: Care): Promise<Finding> {
  if (open === 'unsearchable') return { kind: 'unseen' }
  care.log.info('The step ended in the middle of a submission: looking for its job in the list.')
  const deadlineMs = care.clock.now() + SEARCH_MS
  return reconcile(open, { ...care, deadlineMs, claimed: new Set(jobs) })
}
