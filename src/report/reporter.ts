import type { Handover } from '../state/post-state.ts'
import type { Clock } from '../jobs/clock.ts'
import type { SubmissionEvent } from '../jobs/submit.ts'
import type { Training } from '../jobs/job-state.ts'
import type { WatchEvent } from '../jobs/polled-job.ts'
import type { RunContext } from './run-context.ts'
import type { Comparison } from './spec-diff.ts'
import { summary } from './render.ts'
import {
  type Log,
  tellEnd,
  tellSpecs,
  tellSubmission,
  tellSubmissionEvent,
  tellWatchEvent,
  type Telling,
} from './log.ts'
import type { Reports } from './report-publisher.ts'
import type { Story } from './report-model.ts'
import type { Result, Standing } from '../jobs/result.ts'
import type { Problem } from '../job-spec/types.ts'

/** More trainings than this are not handed over whole: they are written at every change. */
const MOST_HANDED_OVER = 20

export interface ProgressOptions {
  readonly log: Log
  readonly clock: Clock
  readonly context: RunContext
  /** Sets outputs, at once and for good: they must survive a kill. */
  readonly setOutputs: (state: Standing) => void
  /** Saves what is still to be ended, for the time after this process. */
  readonly remember: (handover: Omit<Handover, 'onCancel'>) => void
  readonly writeSummary: (markdown: string) => Promise<void>
  /** Absent where there is nothing to comment on. */
  readonly reports: Reports
  /** Point on the monotonic clock at which the step began, in milliseconds. */
  readonly startedMs: number
}

/**
 * Tells everybody what has become of the jobs so far, at every change: outputs first, because nothing may be lost, then
 * the log, then the comment, which is written beside the work.
 */
export class Progress {
  readonly #o: ProgressOptions
  #trainings: readonly Training[] = []
  #problems: readonly Problem[] = []
  #comparison: Comparison | undefined
  #remarks: readonly string[] = []
  /** The submission whose answer is not there yet. */
  #open: { readonly label: string; readonly submission: NonNullable<Handover['open']> } | undefined

  constructor(options: ProgressOptions) {
    this.#o = options
  }

  /** The specs are read, or a job is named; nothing was sent yet. */
  begin(trainings: readonly Training[], problems: readonly Problem[] = []): void {
    this.#trainings = trainings
    this.#problems = problems
    tellSpecs(this.#o.log, trainings, problems)
    this.#o.reports.begin(() => this.#story())
  }

  /** What became of each spec or job so far. */
  get trainings(): readonly Training[] {
    return this.#trainings
  }

  /** What the specs change is known now. */
  compared(comparison: Comparison): void {
    this.#comparison = comparison
    this.#o.reports.prepare(this.#story())
  }

  /** Something that people should read in the log. */
  tell(line: string): void {
    this.#o.log.info(line)
  }

  /** The same, and on the page of the run. */
  warn(line: string): void {
    this.#o.log.annotate('warning', line)
  }

  /** Whether a job of this training may exist that nobody has seen yet. */
  isInDoubt({ label }: Training): boolean {
    return this.#open?.label === label
  }

  /** Ids of jobs that other records of ours name. */
  claimedElsewhere(): Promise<ReadonlySet<string>> {
    return this.#o.reports.claimedElsewhere()
  }

  /** A submission is about to be sent. */
  sending({ label }: Training, submission: NonNullable<Handover['open']>): void {
    this.#open = { label, submission }
    this.#remember()
  }

  /** The submission that was sent last came to nothing. */
  notSent(): void {
    this.#open = undefined
    this.#remember()
  }

  /** Something happened to a submission before it was answered. */
  submission(event: SubmissionEvent): void {
    tellSubmissionEvent(this.#o.log, event, this.#told)
  }

  /** It is known (or will not be known) what became of a submission. */
  answered(training: Training): void {
    this.#replace(training)
    this.#publish()
    this.#open = undefined
    this.#remember()
    tellSubmission(this.#o.log, training, this.#told)
    this.#o.reports.show(this.#story())
  }

  /** Something happened while watching. */
  watched(event: WatchEvent): void {
    this.#replace(event.training)
    tellWatchEvent(this.#o.log, event, this.#told)
    if (event.kind !== 'changed' && event.kind !== 'decided') return
    this.#publish()
    this.#o.reports.show(this.#story())
  }

  /** The step is over: last words to everybody. Green or red was decided before, and is not changed by what fails here. */
  async finish(result: Result, isGreen: boolean): Promise<void> {
    this.#o.remember({ jobs: idsOf(result.trainings), isOver: true })
    await this.#conclude(result, isGreen)
  }

  /** The workflow was cancelled: last words, and what could not be ended stays with the time after this process. */
  async interrupted(trainings: readonly Training[]): Promise<void> {
    this.#trainings = trainings
    this.#remember({ isOver: false })
    await this.#conclude({ trainings, problems: this.#problems }, false, true)
    this.#remember()
  }

  /** The action itself failed: what it knows stays written, and its jobs are left alone. */
  crashed(): void {
    this.#remember({ hasCrashed: true })
    this.#publish()
    for (const training of this.#trainings) {
      if (training.job) tellSubmission(this.#o.log, training, this.#told)
    }
  }

  async #conclude(result: Result, isGreen: boolean, isInHurry = false): Promise<void> {
    this.#trainings = result.trainings
    this.#problems = result.problems
    this.#remarks = result.remarks ?? []
    this.#publish(result)
    for (const training of result.trainings) {
      tellEnd(this.#o.log, training, !isGreen && !isFine(training), this.#told)
    }
    // Side by side: no sign of life may come in between, and a cancelled step has no time to lose.
    await Promise.all([this.#summarise(), this.#o.reports.finish(this.#story(), isInHurry)])
    this.#publish(result)
  }

  /** Hands over what has not ended; all of it once everything has, so that no id is lost. */
  #remember(more: Pick<Handover, 'hasCrashed' | 'isOver'> = {}): void {
    const ours = this.#trainings.filter(({ outcome }) => outcome === undefined || outcome === 'running')
    const isOver = more.isOver ?? (ours.length === 0 && this.#open === undefined)
    this.#o.remember({
      jobs: idsOf(isOver ? this.#trainings : ours),
      ...(isOver || this.#trainings.length > MOST_HANDED_OVER ? {} : { trainings: this.#trainings }),
      ...(this.#open === undefined ? {} : { open: this.#open.submission }),
      ...more,
      ...(isOver ? { isOver } : {}),
    })
  }

  /** What cannot be shown does not change what was done. */
  async #summarise(): Promise<void> {
    const { writeSummary, log } = this.#o
    try {
      await writeSummary(summary(this.#story()))
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      log.annotate('warning', `The job summary could not be written: ${words}`)
    }
  }

  get #told(): Telling {
    return { wallMs: this.#o.clock.wall(), isOneOfMany: this.#trainings.length > 1 }
  }

  #replace(training: Training): void {
    this.#trainings = this.#trainings.map((each) => (each.label === training.label ? training : each))
  }

  #publish(result?: Result): void {
    const { clock, startedMs, reports, setOutputs } = this.#o
    setOutputs({
      trainings: this.#trainings,
      elapsedMs: clock.now() - startedMs,
      ...(result?.outcome === undefined ? {} : { outcome: result.outcome }),
      ...(reports.commentUrl === undefined ? {} : { commentUrl: reports.commentUrl }),
    })
  }

  #story(): Story {
    const { context, clock } = this.#o
    const comparison = this.#comparison
    return {
      trainings: this.#trainings,
      problems: this.#problems,
      context,
      nowMs: clock.wall(),
      remarks: this.#remarks,
      ...(comparison === undefined ? {} : { comparison }),
    }
  }
}

function idsOf(trainings: readonly Training[]): readonly string[] {
  return trainings.flatMap(({ job }) => (job ? [job.id] : []))
}

/** Of several trainings in a red step, the ones that are not the reason. */
function isFine({ outcome }: Training): boolean {
  return outcome === 'succeeded' || outcome === 'submitted' || outcome === 'valid'
}
