import type { ReadClaims } from '../state/comment-reader.ts'
import type { GitHubResult } from '../state/github.ts'
import type { PostState, UnansweredSubmission } from '../state/post-state.ts'
import type { Clock } from '../jobs/clock.ts'
import type { PendingSubmission } from '../jobs/recover-submission.ts'
import type { SubmissionEvent } from '../jobs/submit.ts'
import { isUuid } from '../jobs/job-id.ts'
import type { Outcome } from '../jobs/job-status.ts'
import type { JobState } from '../jobs/job-state.ts'
import type { Note } from '../jobs/note.ts'
import type { WatchEvent } from '../jobs/polled-job.ts'
import type { RunContext } from './run-context.ts'
import type { PlanDescription } from '../policy/describe-plan.ts'
import type { Plan } from '../policy/plan.ts'
import type { PlanOrigin } from '../state/show-plan.ts'
import type { SpecDiffs } from '../job-spec/spec-diff.ts'
import { renderNote } from './messages.ts'
import {
  type Log,
  logDiagnostics,
  logResult,
  logSpecs,
  logSubmission,
  logSubmissionEvent,
  logWatchEvent,
  type LogContext,
} from './log.ts'
import type { ReportWriter } from './report-writer.ts'
import type { ReportModel } from './report-model.ts'
import type { CommandResult, OutputState } from '../jobs/result.ts'
import type { Diagnostic, SpecPositions } from '../job-spec/types.ts'

/** The part of the post state that changes while the step runs. */
export type SavedProgress = Omit<PostState, 'onCancel' | 'holderId' | 'main'>

/** None of the functions that write may throw: a disk may be full, and a job must be watched nevertheless. */
interface ReporterOptions {
  readonly log: Log
  readonly clock: Clock
  readonly context: RunContext
  /**
   * Writes the outputs at once, so that they survive a kill. Unless they are final, a long output that would make the
   * file too long may be skipped.
   */
  readonly setOutputs: (state: OutputState, isFinal: boolean) => void
  /** Saves what the `post` step has to clean up; absent if it has nothing to do for this command. */
  readonly savePostState?: (postState: SavedProgress) => void
  readonly writeSummary: (markdown: string) => Promise<void>
  readonly publisher: ReportWriter
  /** Start of the step on the monotonic clock. */
  readonly startedMs: number
}

/**
 * Holds the current job states and reports every change: first to the log, then to the state for the post step, then to
 * the outputs, then to the comment, which is written in the background.
 */
export class Reporter {
  readonly #options: ReporterOptions
  #states: readonly JobState[] = []
  #diagnostics: readonly Diagnostic[] = []
  #positions: SpecPositions | undefined
  #specDiffs: SpecDiffs | undefined
  #plan: Plan | undefined
  #origin: PlanOrigin | undefined
  #hasWarnedAboutJobId = false
  #messages: readonly Note[] = []
  /** The submission that has not been answered yet. */
  #pendingSubmission: UnansweredSubmission | undefined

  constructor(options: ReporterOptions) {
    this.#options = options
  }

  /** Reports the specs or job ids to work on, before anything is sent. */
  start(
    states: readonly JobState[],
    diagnostics: readonly Diagnostic[] = [],
    positions?: SpecPositions,
  ): void {
    this.#states = states
    this.#positions = positions
    this.#diagnostics = diagnostics
    this.#savePostState()
    logSpecs(this.#options.log, states, diagnostics)
    this.#options.publisher.start(() => this.#model())
  }

  /** Reports how long similar jobs took. `label`: of a planned spec. */
  setDurations(label: string, durationsMs: readonly number[]): void {
    const specPlan = this.#plan?.specs.get(label)
    if (this.#plan === undefined || specPlan === undefined || durationsMs.length === 0) return
    const specs = new Map(this.#plan.specs).set(label, { ...specPlan, durationsMs })
    this.#plan = { ...this.#plan, specs }
    this.#options.publisher.prepare(this.#model())
  }

  get states(): readonly JobState[] {
    return this.#states
  }

  /** Reports problems that were found after the start. */
  addDiagnostics(diagnostics: readonly Diagnostic[]): void {
    if (diagnostics.length === 0) return
    this.#diagnostics = [...this.#diagnostics, ...diagnostics]
    logDiagnostics(this.#options.log, diagnostics)
    this.#options.publisher.prepare(this.#model())
  }

  /** Reports what the step would train, before anything is submitted. */
  setPlan(plan: Plan, { lines, problems }: PlanDescription): void {
    this.#plan = plan
    for (const line of lines) this.#options.log.info(line)
    logDiagnostics(this.#options.log, problems)
    this.#options.publisher.prepare(this.#model())
  }

  /** Sets the states after some were decided before anything is written. */
  setStates(states: readonly JobState[]): void {
    this.#states = states
  }

  /** Reports where the requests of the step come from. */
  setOrigin(origin: PlanOrigin | undefined): void {
    this.#origin = origin
    this.#options.publisher.prepare(this.#model())
  }

  setSpecDiff(specDiffs: SpecDiffs): void {
    this.#specDiffs = specDiffs
    this.#options.publisher.prepare(this.#model())
  }

  /** Writes a note to the log. `label`: of the spec that it is about. */
  info(note: Note, label?: string): void {
    this.#options.log.info(`${label === undefined ? '' : `${label}: `}${renderNote(note)}`)
  }

  /** Writes a warning to the log and the run's page. */
  warn(note: Note): void {
    this.#options.log.annotate('warning', renderNote(note))
  }

  error(note: Note): void {
    this.#options.log.annotate('error', renderNote(note))
  }

  /** Whether a submission for this state was sent and not answered, so that an unseen job may exist. */
  isSubmissionPending({ label }: JobState): boolean {
    return this.#pendingSubmission?.label === label
  }

  /** What our comments say about jobs. */
  readClaims(): Promise<GitHubResult<ReadClaims>> {
    return this.#options.publisher.readClaims()
  }

  /** Call before a submission is sent. `pending`: what finds its job; undefined if the list could not be read. */
  submissionStarted({ label }: JobState, pending: PendingSubmission | undefined): void {
    this.#pendingSubmission = { label, pending }
    this.#savePostState()
  }

  /** Call when the pending submission cannot have created a job. */
  submissionAborted(): void {
    this.#pendingSubmission = undefined
    this.#savePostState()
  }

  submissionEvent(event: SubmissionEvent): void {
    logSubmissionEvent(this.#options.log, event, this.#logContext)
  }

  /** Call with the result of a submission, even if that result stays unknown. */
  submissionSettled(state: JobState): void {
    this.#replace(state)
    logSubmission(this.#options.log, state, this.#logContext)
    this.#pendingSubmission = undefined
    this.#savePostState()
    this.#setOutputs()
    this.#checkJobIds()
    this.#options.publisher.show(this.#model())
  }

  /** Call when it is decided that a spec gets no job, because others may be watched for hours. */
  stateDecided(state: JobState): void {
    if (state.outcome === undefined) return
    this.#replace(state)
    this.#setOutputs()
    this.#options.publisher.show(this.#model())
  }

  jobEvent(event: WatchEvent): void {
    this.#replace(event.state)
    logWatchEvent(this.#options.log, event, this.#logContext)
    this.#checkJobIds()
    if (event.kind !== 'changed' && event.kind !== 'settled') return
    this.#setOutputs()
    this.#options.publisher.show(this.#model())
  }

  /** Publishes the final report. Failures here do not change the result of the step. */
  async finish(result: CommandResult, isSuccess: boolean): Promise<void> {
    this.#states = result.states
    // If the step is stopped from here on, `post` publishes the report.
    this.#savePostState()
    await this.#publishFinal(result, isSuccess)
    this.#options.savePostState?.({ jobIds: idsOf(result.states), isFinished: true })
  }

  /** Writes what is known of the jobs when the step was stopped, and leaves the rest to the `post` step. */
  finishStopped(states: readonly JobState[]): void {
    const { log, savePostState } = this.#options
    this.#savePostState()
    this.#setOutputs({ states })
    const isUnfinished = states.some(({ outcome }) => outcome === 'running' || outcome === 'unknown')
    log.info(
      isUnfinished && savePostState !== undefined
        ? 'The step was stopped. The post step decides what happens to unfinished jobs.'
        : 'Stopped.',
    )
  }

  /** Saves what is known after an internal error. Jobs keep running. */
  finishCrashed(): void {
    for (const state of this.#states) {
      if (state.job) logSubmission(this.#options.log, state, this.#logContext)
    }
    this.#savePostState({ hasCrashed: true })
    this.#setOutputs({ states: this.#states })
  }

  async #publishFinal(result: CommandResult, isSuccess: boolean): Promise<void> {
    this.#diagnostics = result.diagnostics
    this.#messages = result.messages ?? []
    this.#setOutputs(result)
    this.#checkJobIds()
    for (const state of result.states) {
      logResult(this.#options.log, state, !isSuccess && !isSuccessful(state), this.#logContext)
    }
    // In parallel: no heartbeat may come in between.
    await Promise.all([
      publishSummary(this.#model(), this.#options),
      this.#options.publisher.finish(this.#model()),
    ])
    this.#setOutputs(result)
  }

  /** Saves the ids of unfinished jobs, and the states for the report of the `post` step. */
  #savePostState(changes: Pick<PostState, 'hasCrashed'> = {}): void {
    const unfinished = this.#states.filter(({ outcome }) => outcome === undefined || outcome === 'running')
    this.#options.savePostState?.({
      jobIds: idsOf(unfinished),
      states: this.#states,
      pendingSubmission: this.#pendingSubmission,
      ...changes,
    })
  }

  /** Warns once about ids that are not as in the contract. */
  #checkJobIds(): void {
    const jobId = this.#hasWarnedAboutJobId ? undefined : idsOf(this.#states).find((id) => !isUuid(id))
    if (jobId === undefined) return
    this.#hasWarnedAboutJobId = true
    this.warn({ code: 'job-id-not-uuid', jobId })
  }

  get #logContext(): LogContext {
    const isOneOfMany = this.#states.length > 1
    return { wallMs: this.#options.clock.wall(), isOneOfMany, positions: this.#positions }
  }

  #replace(state: JobState): void {
    this.#states = this.#states.map((each) => (each.label === state.label ? state : each))
  }

  /** `result`: what is final. */
  #setOutputs(result?: Pick<CommandResult, 'states' | 'outcome'>): void {
    const { clock, startedMs, publisher, setOutputs } = this.#options
    const { states, outcome } = result ?? { states: this.#states }
    const elapsedMs = clock.now() - startedMs
    setOutputs({ states, elapsedMs, outcome, commentUrl: publisher.commentUrl }, result !== undefined)
  }

  #model(): ReportModel {
    const { context, clock } = this.#options
    return {
      states: this.#states,
      diagnostics: this.#diagnostics,
      context,
      nowMs: clock.wall(),
      messages: this.#messages,
      specDiffs: this.#specDiffs,
      plan: this.#plan,
      origin: this.#origin,
    }
  }
}

/** Writes the job summary. One that cannot be written is only a warning. */
export async function publishSummary(
  model: ReportModel,
  { writeSummary, log }: Pick<ReporterOptions, 'writeSummary' | 'log'>,
): Promise<void> {
  try {
    // A separate chunk of the bundle, so that every start reads less.
    const { renderSummary } = await import('./render.ts')
    await writeSummary(renderSummary(model))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    log.annotate('warning', `The job summary could not be written: ${message}`)
  }
}

function idsOf(states: readonly JobState[]): readonly string[] {
  return states.map(({ job, requestedId }) => job?.id ?? requestedId).filter((id) => id !== undefined)
}

const GREEN_OUTCOMES: readonly Outcome[] = ['unapproved', 'submitted', 'succeeded', 'valid']

/** Whether this state is not the reason why the step fails. */
function isSuccessful({ outcome }: JobState): boolean {
  return outcome !== undefined && GREEN_OUTCOMES.includes(outcome)
}
