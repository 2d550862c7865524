import type { Place, Problem } from '../job-spec/types.ts'
import type { TrainingJob } from '../jobs/api.ts'
import type { Training } from '../jobs/job-state.ts'
import { isTerminal, phaseOf } from '../jobs/job-status.ts'
import type { WatchEvent } from '../jobs/polled-job.ts'
import type { SubmissionEvent } from '../jobs/submit.ts'
import { differing } from './spec-diff.ts'
import { shown } from './display-state.ts'
import { clockTime, duration, gistOf } from './format.ts'
import { shownOverrides } from './job-blocks.ts'

/** The log of the step, as this room needs it. Implementations neutralise what the runner would obey. */
export interface Log {
  info(line: string): void
  /** Shows on the page of the run, and on the line of the file where there is one. One line. */
  annotate(level: 'error' | 'warning' | 'notice', message: string, place?: Place, title?: string): void
}

/** GitHub shows ten annotations of a type for each step; what comes after them is in the log and the summary. */
const MAX_ANNOTATIONS = 10

/** What the line of a spec tells in any case. */
const IN_GIST = ['job_type', 'base_model', 'training_steps']

/** Tells what was found in the specs: every problem in the log, the first of each kind on their lines. */
export function tellSpecs(log: Log, trainings: readonly Training[], problems: readonly Problem[]): void {
  for (const override of shownOverrides(trainings)) log.info(`set  ${override}`)
  const { fields, values } = differing(trainings)
  for (const { spec, label, ...rest } of trainings) {
    if (spec === undefined) continue
    const own = fields.flatMap((field, n) => {
      const value = values.get(label)?.[n] ?? ''
      return value === '' || IN_GIST.includes(field) ? [] : [`${field} ${value}`]
    })
    const what = [gistLine({ spec, label, ...rest }), ...own].join(', ')
    log.info(`${label}  ${what}  (digest ${spec.digest.slice(0, 8)})`)
  }
  const shownOf = { error: 0, advice: 0 }
  for (const { level, place, message } of problems) {
    shownOf[level]++
    // The log of a step shows the words of an annotation only, not its file and line.
    const words = `${placeText(place)}: ${message}`
    const file = 'input' in place ? undefined : place
    if (shownOf[level] <= MAX_ANNOTATIONS) log.annotate(level === 'error' ? 'error' : 'warning', words, file)
    else log.info(`${level}  ${words}`)
  }
  const hidden = Math.max(0, shownOf.error - MAX_ANNOTATIONS) + Math.max(0, shownOf.advice - MAX_ANNOTATIONS)
  if (hidden > 0)
    log.info(
      `GitHub shows ${MAX_ANNOTATIONS} problems of a kind on the files; the summary lists all ${problems.length}.`,
    )
}

function placeText(place: Problem['place']): string {
  if ('input' in place) return `line ${place.line} of the input \`${place.input}\``
  const { file, line, column } = place
  return [file, line, column].filter((part) => part !== undefined).join(':')
}

function gistLine(training: Training): string {
  const { kind, baseModel, size } = gistOf(training)
  return [`${kind}${baseModel === undefined ? '' : ` of ${baseModel}`}`, ...size].join(', ')
}

/** The moment of telling. */
export interface Telling {
  /** Unix time in milliseconds. */
  readonly wallMs: number
  /** With several jobs each line names the one that it is about. */
  readonly isOneOfMany: boolean
}

/** Tells what the service answered to a submission, with the id and what can be done with it. */
export function tellSubmission(log: Log, training: Training, { wallMs, isOneOfMany }: Telling): void {
  const { job, failure } = training
  const name = isOneOfMany ? `${training.label}  ` : ''
  if (job !== undefined) {
    log.info(`${name}${training.isReused ? 'attached to' : 'submitted as'} ${job.id}`)
    if (!isTerminal(phaseOf(job.status))) {
      log.info(`  to resume  command: wait    job-id: ${job.id}`)
      log.info(`  to cancel  command: cancel  job-id: ${job.id}`)
    }
    for (const note of training.notes) {
      if (training.isReused) log.info(`${name}${note}`)
      else log.annotate('warning', `${name}${note}`)
    }
    log.info(`${clockTime(wallMs)}  ${name}${job.status ?? 'no status yet'}`)
  } else if (failure !== undefined && isOneOfMany) {
    // Where it is the only one, the last words of the step come next.
    log.info(`${name}not accepted: ${failureText(training)}`)
  }
}

/** One line for something that happens to a submission before it is answered. */
export function tellSubmissionEvent(
  log: Log,
  { kind, training, failure }: SubmissionEvent,
  { wallMs, isOneOfMany }: Telling,
): void {
  const why = failureText({ ...training, failure })
  const say = (words: string): void =>
    log.info(`${clockTime(wallMs)}  ${isOneOfMany ? `${training.label}  ` : ''}${words}`)
  switch (kind) {
    case 'away':
      return say(`the service takes nothing (${why}): trying for up to 15 min, nothing was submitted yet`)
    case 'blind':
      return log.annotate(
        'warning',
        `The list of jobs cannot be read (${why}). The spec is submitted all the same, but if the answer should be lost, the job cannot be found again.`,
      )
    case 'in-doubt':
      return say(
        `no usable answer to the submission (${why}): not sent again, looking for the job in the list for up to 5 min`,
      )
    case 'resubmitting':
      return say('no such job was found: sent again, as `on-unknown: resubmit` asks')
  }
}

/** One line for an event of the watch, and a warning where somebody should act. */
export function tellWatchEvent(log: Log, event: WatchEvent, { wallMs, isOneOfMany }: Telling): void {
  const { training } = event
  const name = isOneOfMany && !('isForAll' in event) ? `${training.label}  ` : ''
  const say = (words: string): void => log.info(`${clockTime(wallMs)}  ${name}${words}`)
  const status = training.job?.status ?? 'no status'
  switch (event.kind) {
    case 'changed': {
      const before = training.timeline.at(-2)?.status
      return say(
        before === undefined ? status : `${status.padEnd(12)}  ${before} for ${duration(event.afterMs)}`,
      )
    }
    case 'alive':
      return say(
        `${status.padEnd(12)}  for ${duration(event.sinceMs)}, next look in ${duration(event.nextLookMs)}`,
      )
    case 'away':
      return say(
        `the service does not answer as it should (${failureText({ ...training, failure: event.failure })}): asking again at most every 30 s for up to ${duration(event.remainingMs)}`,
      )
    case 'back':
      return say(`the service answers again after ${duration(event.afterMs)}`)
    case 'unrecognised':
      return log.annotate(
        'warning',
        `The service reports the status "${status}", which this action does not know. It counts as not finished; a newer version of the action may know it.`,
      )
    case 'decided':
      return
  }
}

/**
 * The last words about a training: the model, or an error on its spec with what to do next. Where the problems of the
 * specs were the reason, they have been told.
 */
export function tellEnd(
  log: Log,
  training: Training,
  isRed: boolean,
  { wallMs, isOneOfMany }: Telling,
): void {
  const { job, outcome, spec, failure, notes, label, reportedOn } = training
  const isTold = job === undefined && failure === undefined && notes.length === 0
  if (isRed && isTold) return
  if (reportedOn)
    return log.info(`#${reportedOn.number}  ${label}  ${job ? listingLine(job) : (outcome ?? '')}`)
  if (isOneOfMany && job !== undefined && spec === undefined) return log.info(listingLine(job))
  if (outcome === 'succeeded' && job?.outputModel !== undefined) {
    return log.info(`${isOneOfMany ? `${label}  ` : ''}output model ${job.outputModel}`)
  }
  const { headline } = shown(training, wallMs)
  const reason = failureText(training) || (outcome === 'failed' ? (job?.reason ?? '') : '')
  const what = sentence(`${label}: ${headline}${reason === '' ? '' : `: ${reason}`}`)
  const message = [what, failure?.hint ?? '', ...notes, resumeText(training)]
    .filter((part) => part !== '')
    .join(' ')
  if (!isRed) return log.info(message)
  log.annotate(
    'error',
    message,
    spec ? { file: spec.file } : undefined,
    `Training job: ${outcome ?? 'not finished'}`,
  )
}

/** One of the jobs that the service lists. */
function listingLine({ id, status = 'no status', outputModel = '' }: TrainingJob): string {
  return `${id}  ${status.padEnd(12)}  ${outputModel}`.trimEnd()
}

function resumeText({ job, outcome }: Training): string {
  const isOver = isTerminal(phaseOf(job?.status)) || outcome === 'cancelled'
  if (job === undefined || outcome === undefined || isOver) return ''
  return `To go on: command: wait, job-id: ${job.id}. To stop it: command: cancel with the same job-id.`
}

/** `dataset is empty (HTTP 400, request 8f3e)`. */
function failureText({ failure }: Training): string {
  if (failure === undefined) return ''
  const origin = [
    ...(failure.status === undefined || failure.words.includes(`HTTP ${failure.status}`)
      ? []
      : [`HTTP ${failure.status}`]),
    ...(failure.requestId === undefined ? [] : [`request ${failure.requestId}`]),
  ]
  return origin.length === 0 ? failure.words : `${failure.words} (${origin.join(', ')})`
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}
