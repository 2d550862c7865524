import type { JobPage } from './api.ts'
import { ageOf, CLOCK_MARGIN_S, type Clock, type Moment } from './clock.ts'

export interface ReadBaseline {
  readonly kind: 'read'
  readonly page: JobPage
  /** When the service was asked. */
  readonly asked: Moment
  /** When it answered, on the monotonic clock. */
  readonly readAtMs: number
}

/** The newest jobs as they were read for a claim, so that the submission need not read them again. */
export class RecentBaseline {
  #last: ReadBaseline | undefined

  set(baseline: Omit<ReadBaseline, 'kind'>): void {
    this.#last = { kind: 'read', ...baseline }
  }

  /** Only once, because the next submission has to know the job of the previous one, and not after a minute. */
  take(clock: Pick<Clock, 'now' | 'wall'>): ReadBaseline | undefined {
    const last = this.#last
    this.#last = undefined
    return ageOf(last?.asked, clock) > CLOCK_MARGIN_S * 1000 ? undefined : last
  }
}
