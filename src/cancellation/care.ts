import type { Handover } from './handover.ts'
import { cancel } from '../job/cancel.ts'
import type { Clock } from '../job/clock.ts'
import type { TrainingApi } from '../job/job.ts'
import { reconcile, type Finding } from '../job/reconcile.ts'
import { isTerminal, phaseOf } from '../job/status.ts'
import { trainingOfJob } from '../job/training.ts'
import type { Log } from '../report/log.ts'

export interface Care {
  readonly api: Pick<TrainingApi, 'get' | 'list' | 'cancel'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly log: Log
}

/** How long the end of a job is waited for after it was asked to stop, in milliseconds. */
const CONFIRM_MS = 30_000
/** How long a submission without an answer is looked for. A cancelled workflow leaves 5 minutes for all that is left. */
const SEARCH_MS = 90_000

/** Looks after what a killed step has left: cancels it, or says how to go on with it. Returns whether it is all settled. */
export async function takeCare(handover: Handover, wasCancelled: boolean, care: Care): Promise<boolean> {
  const { jobs, open, onCancel, hasCrashed = false } = handover
  if (hasCrashed || !wasCancelled || onCancel === 'leave') {
    const why =
      onCancel === 'leave' ? 'as `on-cancel: leave` asks' : 'because a failure is no reason to cancel it'
    for (const id of jobs) leaveAlone(id, why, care.log)
    if (open !== undefined)
      care.log.annotate('warning', `The step ended in the middle of a submission. ${FIND_OUT}`)
    return true
  }
  const ended = await Promise.all(jobs.map((id) => stop(id, care)))
  const isFound = open === undefined || (await stopOpen(open, jobs, care))
  return isFound && ended.every(Boolean)
}

const FIND_OUT =
  'A job may exist or not: run this action with `command: list`, and stop a job of this moment with `command: cancel`.'

function leaveAlone(id: string, why: string, log: Log): void {
  log.info(`The job ${id} goes on, ${why}.`)
  log.info(`  to resume  command: wait    job-id: ${id}`)
  log.info(`  to cancel  command: cancel  job-id: ${id}`)
}

/** Looks before it acts: a job that has ended needs nothing. */
async function stop(id: string, { api, clock, random, log }: Care): Promise<boolean> {
  const before = await api.get(id)
  if (before.ok && isTerminal(phaseOf(before.value.status))) {
    log.info(`The job ${id} has ended already: ${before.value.status}.`)
    return true
  }
  const { outcome, job, failure } = await cancel(trainingOfJob(id), id, {
    api,
    clock,
    random,
    confirmMs: CONFIRM_MS,
  })
  if (failure === undefined) {
    log.info(
      `The job ${id} was asked to stop, because the workflow was cancelled: ${job?.status ?? outcome}.`,
    )
    return true
  }
  log.annotate(
    'error',
    `The job ${id} could not be cancelled (${failure.words}). It may still be running, and cost money: run this action with \`command: cancel\` and \`job-id: ${id}\`.`,
  )
  return false
}

type Open = NonNullable<Handover['open']>

async function stopOpen(open: Open, jobs: readonly string[], care: Care): Promise<boolean> {
  const finding = await find(open, jobs, care)
  if (finding.kind === 'adopted') return stop(finding.job.id, care)
  const which = finding.kind === 'undecided' ? ` These may be ours: ${finding.ids.join(', ')}.` : ''
  care.log.annotate('error', `Nobody knows what became of the submission.${which} ${FIND_OUT}`)
  return false
}

async function find(open: Open, jobs: readonly string[], care: Care): Promise<Finding> {
  if (open === 'unsearchable') return { kind: 'unseen' }
  care.log.info('The step ended in the middle of a submission: looking for its job in the list.')
  const deadlineMs = care.clock.now() + SEARCH_MS
  return reconcile(open, { ...care, deadlineMs, claimed: new Set(jobs) })
}
