import { shortenDigest } from '../job-spec/digest.ts'
import { findNamedFields, type NamedField } from '../job-spec/named-fields.ts'
import type { SourceLocation, Diagnostic, SpecPositions } from '../job-spec/types.ts'
import type { TrainingJob } from '../jobs/api.ts'
import type { JobState } from '../jobs/job-state.ts'
import { isTerminal, parsePhase } from '../jobs/job-status.ts'
import type { WatchEvent } from '../jobs/polled-job.ts'
import { refusalOf, type ReadClass } from '../jobs/service-refusals.ts'
import type { SubmissionEvent } from '../jobs/submit.ts'
import { varyingFields } from './varying-fields.ts'
import { displayState, isAskedToStop } from './display-state.ts'
import { formatDateTime, formatDuration, formatOverrides, formatTime, summarizeJob } from './format.ts'
import { renderNote } from './messages.ts'

/** The step log. Implementations escape workflow commands. */
export interface Log {
  /** How many annotations of each level are shown. Default: as many as GitHub shows for a step. */
  readonly maxAnnotations?: number
  info(line: string): void
  /** A line about what has not changed. Absent where it belongs in the log. */
  heartbeat?(line: string): void
  /** How to follow or cancel a job later, where that takes no workflow. One or more sentences. */
  resumeHint?(jobId: string): string
  /** Creates an annotation on the run's page, and on the line of a file if given. `message` is one line. */
  annotate(
    level: 'error' | 'warning' | 'notice',
    message: string,
    location?: SourceLocation,
    title?: string,
  ): void
}

/** GitHub shows ten annotations of each level per step. The rest goes to the log. */
const MAX_ANNOTATIONS = 10

/** Fields that the summary of a job has already. */
const SUMMARY_FIELDS = ['job_type', 'base_model', 'training_steps']

/** Logs the specs and all diagnostics. */
export function logSpecs(log: Log, states: readonly JobState[], diagnostics: readonly Diagnostic[]): void {
  for (const override of formatOverrides(states)) log.info(`set  ${override}`)
  const { fields, values } = varyingFields(states)
  for (const { spec, label, ...rest } of states) {
    if (spec === undefined) continue
    const details = fields.flatMap((field, index) => {
      const value = values.get(label)?.[index] ?? ''
      return value === '' || SUMMARY_FIELDS.includes(field) ? [] : [`${field} ${value}`]
    })
    const summary = [formatJobSummary({ spec, label, ...rest }), ...details].join(', ')
    log.info(`${label}  ${summary}  (digest ${shortenDigest(spec.digest, 8)})`)
  }
  logDiagnostics(log, diagnostics)
}

/** Logs diagnostics, the first ten of each level as annotations if the log does not show more. */
export function logDiagnostics(log: Log, diagnostics: readonly Diagnostic[]): void {
  const max = log.maxAnnotations ?? MAX_ANNOTATIONS
  const counts = { error: 0, warning: 0 }
  for (const { level, location, message } of diagnostics) {
    counts[level]++
    // The step log shows only the message of an annotation, without file and line.
    const text = `${formatLocation(location)}: ${message}`
    const file = location.input === undefined ? location : undefined
    if (counts[level] <= max) log.annotate(level, text, file)
    else log.info(`${level}: ${text}`)
  }
  const hiddenCount = Math.max(0, counts.error - max) + Math.max(0, counts.warning - max)
  if (hiddenCount > 0)
    log.info(
      `GitHub shows at most ${max} annotations of each level. The job summary lists all ${diagnostics.length} problems.`,
    )
}

function formatLocation(location: Diagnostic['location']): string {
  if (location.input !== undefined) return `line ${location.line} of the input \`${location.input}\``
  const { file, line, column } = location
  return [file, line, column].filter((part) => part !== undefined).join(':')
}

function formatJobSummary(state: JobState): string {
  const { jobType, baseModel, size } = summarizeJob(state)
  return [`${jobType}${baseModel === undefined ? '' : ` of ${baseModel}`}`, ...size].join(', ')
}

export interface LogContext {
  /** Unix time. */
  readonly wallMs: number
  /** Whether lines need the label of their job, because there are several. */
  readonly isOneOfMany: boolean
  /** Where the values of the specs stand. */
  readonly positions?: SpecPositions
}

/** Logs the result of a submission: the job id and how to resume or cancel, or the error. */
export function logSubmission(log: Log, state: JobState, { wallMs, isOneOfMany }: LogContext): void {
  const { job, error } = state
  const name = isOneOfMany ? `${state.label}  ` : ''
  if (job !== undefined) {
    log.info(`${name}${state.isReused ? 'follows job' : 'submitted as'} ${job.id}`)
    if (!isTerminal(parsePhase(job.status))) {
      log.info(`  to resume  command: wait    job-id: ${job.id}`)
      log.info(`  to cancel  command: cancel  job-id: ${job.id}`)
    }
    for (const note of state.notes.map(renderNote)) {
      if (state.isReused) log.info(`${name}${note}`)
      else log.annotate('warning', `${name}${note}`)
    }
    log.info(`${formatTime(wallMs)}  ${name}${job.status ?? 'no status yet'}`)
  } else if (error !== undefined && isOneOfMany) {
    // The error of a single job is logged as the result of the step.
    log.info(`${name}not accepted: ${formatError(state)}`)
  }
}

export function logSubmissionEvent(
  log: Log,
  { kind, state, error, maxDurationMs }: SubmissionEvent,
  { wallMs, isOneOfMany }: LogContext,
): void {
  const errorText = formatError({ ...state, error })
  const logLine = (text: string): void =>
    log.info(`${formatTime(wallMs)}  ${isOneOfMany ? `${state.label}  ` : ''}${text}`)
  switch (kind) {
    case 'retrying':
      return logLine(
        `cannot submit (${errorText}): retrying for up to ${formatDuration(maxDurationMs)}, nothing was submitted yet`,
      )
    case 'list-unavailable':
      return log.annotate(
        'warning',
        `The list of jobs cannot be read (${errorText}). The spec is submitted anyway, but if the response is lost, the job cannot be found again.`,
      )
    case 'recovering':
      return logLine(
        `no usable response to the submission (${errorText})${maxDurationMs === 0 ? '' : `: not sent again, looking for the job in the list for up to ${formatDuration(maxDurationMs)}`}`,
      )
    case 'resubmitting':
      return logLine('no matching job was found: submitting again because of `on-unknown: resubmit`')
  }
}

const FAILURES: Record<ReadClass, string> = {
  outage: 'the service does not answer properly',
  'key-refused': 'the service refuses the API key',
  'not-found': 'the service does not find the job',
  refused: 'the service refuses to show the job',
}

export function logWatchEvent(log: Log, event: WatchEvent, { wallMs, isOneOfMany }: LogContext): void {
  const { state } = event
  const isServiceWide = (event.kind === 'outage' || event.kind === 'recovered') && event.isServiceWide
  const name = isOneOfMany && !isServiceWide ? `${state.label}  ` : ''
  const logLine = (text: string): void => log.info(`${formatTime(wallMs)}  ${name}${text}`)
  const status = state.job?.status ?? 'no status'
  switch (event.kind) {
    case 'changed': {
      const before = state.timeline.at(-2)?.status
      return logLine(
        before === undefined
          ? status
          : `${status.padEnd(12)}  ${before} for ${formatDuration(event.afterMs)}`,
      )
    }
    case 'heartbeat': {
      const line = `${status.padEnd(12)}  for ${formatDuration(event.unchangedMs)}, next check in ${formatDuration(event.nextPollInMs)}`
      return log.heartbeat ? log.heartbeat(line) : logLine(line)
    }
    case 'outage':
      return logLine(
        `${FAILURES[refusalOf(event.error).read]} (${formatError({ ...state, error: event.error })}): retrying at most every 30 s for up to ${formatDuration(event.remainingMs)}`,
      )
    case 'recovered':
      return logLine(`the service is back after ${formatDuration(event.afterMs)}`)
    case 'unknown':
      return log.annotate(
        'warning',
        `The service reports the status "${status}", which is unknown to this action. It counts as not finished. A newer version of the action may support it.`,
      )
    case 'settled':
    case 'updated':
      return
  }
}

/**
 * Logs the result of a job: its model, or an error annotation with what to do next. Invalid specs have been logged
 * before.
 */
export function logResult(
  log: Log,
  state: JobState,
  isError: boolean,
  { wallMs, isOneOfMany, positions }: LogContext,
): void {
  const { job, outcome, spec, error, notes, label, reportLocation } = state
  const isAlreadyReported = job === undefined && error === undefined && notes.length === 0
  if (isError && isAlreadyReported) return
  if (reportLocation)
    return log.info(`#${reportLocation.number}  ${label}  ${job ? listingLine(job) : (outcome ?? '')}`)
  if (isOneOfMany && job !== undefined && spec === undefined) return log.info(describeListed(state, job))
  const { headline } = displayState(state, { nowMs: wallMs })
  if (outcome === 'succeeded' && job?.outputModel !== undefined) {
    const subject = spec === undefined ? `${label}: ${headline}, ` : isOneOfMany ? `${label}  ` : ''
    return log.info(`${subject}output model ${job.outputModel}`)
  }
  const reason = formatError(state) || (outcome === 'failed' ? (job?.reason ?? '') : '')
  const summary = endSentence(`${label}: ${headline}${reason === '' ? '' : `: ${reason}`}`)
  const named = positions ? findRefusedFields(state, positions) : []
  const overrides = named.flatMap(({ field, location: { input, line } }) =>
    input === undefined ? [] : [`${field} is from line ${line} of the input \`${input}\`.`],
  )
  const message = [summary, error?.hint ?? '', ...overrides, ...notes.map(renderNote), resumeText(state, log)]
    .filter((part) => part !== '')
    .join(' ')
  // The step is green, but somebody has to act.
  if (outcome === 'unapproved') return log.annotate('warning', message, undefined, 'Training job: unapproved')
  if (!isError) return log.info(message)
  const title = `Training job: ${outcome ?? 'not finished'}`
  const inFile = named.flatMap(({ field, location }) =>
    location.input === undefined ? [{ field, location }] : [],
  )
  const [first, ...others] = inFile
  const wholeFile = spec && named.length === 0 ? { file: spec.file } : undefined
  log.annotate('error', message, first?.location ?? wholeFile, title)
  for (const { field, location } of others.slice(0, MAX_ANNOTATIONS - 1))
    log.annotate('error', `${label}: the service names ${field}, too.`, location, title)
}

/** The fields that a refused submission names. */
function findRefusedFields({ spec, job, error }: JobState, positions: SpecPositions): readonly NamedField[] {
  const nodes = positions.get(spec?.label ?? '')
  if (spec === undefined || nodes === undefined || job !== undefined || error?.kind !== 'http') return []
  const { submission, read } = refusalOf(error)
  const isAboutSpec = submission === 'refused' && read !== 'key-refused'
  return isAboutSpec ? findNamedFields(error.message, spec, nodes) : []
}

function listingLine({ id, status = 'no status', outputModel = '' }: TrainingJob): string {
  return `${id}  ${status.padEnd(12)}  ${outputModel}`.trimEnd()
}

/** A job of `command: list`: when it was created tells it from others, and its model or else what it trains. */
function describeListed(
  state: JobState,
  { id, status = 'no status', createdAt, outputModel }: TrainingJob,
): string {
  const { jobType, baseModel } = summarizeJob(state)
  const created = createdAt === undefined ? '' : formatDateTime(createdAt * 1000)
  const subject = outputModel ?? (baseModel === undefined ? jobType : `${jobType} of ${baseModel}`)
  return [id, status.padEnd(12), created, subject]
    .filter((part) => part !== '')
    .join('  ')
    .trimEnd()
}

function resumeText(state: JobState, log: Log): string {
  const { job, outcome } = state
  const isFinished = isTerminal(parsePhase(job?.status)) || outcome === 'cancelled' || isAskedToStop(state)
  if (job === undefined || outcome === undefined || isFinished) return ''
  return (
    log.resumeHint?.(job.id) ??
    `To resume: command: wait, job-id: ${job.id}. To cancel: command: cancel with the same job-id.`
  )
}

/** `dataset is empty (HTTP 400, request 8f3e)`. */
function formatError({ error }: JobState): string {
  if (error === undefined) return ''
  const origin = [
    ...(error.status === undefined || error.message.includes(`HTTP ${error.status}`)
      ? []
      : [`HTTP ${error.status}`]),
    ...(error.requestId === undefined ? [] : [`request ${error.requestId}`]),
  ]
  return origin.length === 0 ? error.message : `${error.message.replace(/\.$/, '')} (${origin.join(', ')})`
}

function endSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}
