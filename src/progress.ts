import type { Clock } from './job/clock.ts'
import type { Training } from './job/training.ts'
import type { WatchEvent } from './job/watched.ts'
import { outputsOf, type OutputName } from './outputs.ts'
import type { RunContext } from './report/context.ts'
import { comment, summary } from './report/document.ts'
import type { LiveComment } from './report/live-comment.ts'
import type { Log } from './report/log.ts'
import { tellEnd, tellSpecs, tellSubmission, tellWatchEvent, type Telling } from './report/narrate.ts'
import type { Story } from './report/story.ts'
import type { Result } from './result.ts'
import type { Problem } from './spec/spec.ts'

export interface ProgressOptions {
  readonly log: Log
  readonly clock: Clock
  readonly context: RunContext
  /** Sets outputs, at once and for good: they must survive a kill. */
  readonly publish: (outputs: Record<OutputName, string>) => void
  /** Saves a job id for the time after this process. */
  readonly remember: (jobIds: readonly string[]) => void
  readonly writeSummary: (markdown: string) => Promise<void>
  /** Absent where there is nothing to comment on. */
  readonly liveComment?: LiveComment
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

  constructor(options: ProgressOptions) {
    this.#o = options
  }

  /** The specs are read, or a job is named; nothing was sent yet. */
  begin(trainings: readonly Training[], problems: readonly Problem[] = []): void {
    this.#trainings = trainings
    this.#problems = problems
    tellSpecs(this.#o.log, trainings, problems)
  }

  /** The service answered a submission. */
  answered(training: Training): void {
    this.#replace(training)
    this.#publish()
    if (training.job) this.#o.remember(this.#trainings.flatMap(({ job }) => (job ? [job.id] : [])))
    tellSubmission(this.#o.log, training, this.#told)
    this.#o.liveComment?.show(comment(this.#story()))
  }

  /** Something happened while watching. */
  watched(event: WatchEvent): void {
    this.#replace(event.training)
    tellWatchEvent(this.#o.log, event, this.#told)
    if (event.kind !== 'changed' && event.kind !== 'decided') return
    this.#publish()
    this.#o.liveComment?.show(comment(this.#story()))
  }

  /** The step is over: last words to everybody. Green or red was decided before, and is not changed by what fails here. */
  async finish(result: Result, isGreen: boolean): Promise<void> {
    this.#trainings = result.trainings
    this.#problems = result.problems
    this.#publish(result)
    for (const training of result.trainings) {
      tellEnd(this.#o.log, training, !isGreen && !isFine(training), this.#told)
    }
    await this.#o.liveComment?.finish(comment(this.#story()))
    this.#publish(result)
    await this.#summarise()
  }

  /** What cannot be shown does not change what was done. */
  async #summarise(): Promise<void> {
    const { writeSummary, log } = this.#o
    try {
      await writeSummary(summary(this.#story()))
    } catch (error) {
      log.annotate(
        'warning',
        `The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }

  get #told(): Telling {
    return { wallMs: this.#o.clock.wall(), isOneOfMany: this.#trainings.length > 1 }
  }

  #replace(training: Training): void {
    this.#trainings = this.#trainings.map((each) => (each.label === training.label ? training : each))
  }

  #publish(result?: Result): void {
    const { clock, startedMs, liveComment, publish } = this.#o
    publish(
      outputsOf({
        trainings: this.#trainings,
        elapsedMs: clock.now() - startedMs,
        ...(result?.outcome === undefined ? {} : { outcome: result.outcome }),
        ...(liveComment?.url === undefined ? {} : { commentUrl: liveComment.url }),
      }),
    )
  }

  #story(): Story {
    const { context, clock } = this.#o
    return { trainings: this.#trainings, problems: this.#problems, context, nowMs: clock.wall() }
  }
}

/** Of several trainings in a red step, the ones that are not the reason. */
function isFine({ outcome }: Training): boolean {
  return outcome === 'succeeded' || outcome === 'submitted' || outcome === 'valid'
}
