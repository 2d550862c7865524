import type { JobPage } from './api.ts'
import { CLOCK_MARGIN_S } from './clock.ts'

export interface ReadBaseline {
  readonly kind: 'read'
  readonly page: JobPage
  /** When the service was asked, on the monotonic clock. */
  readonly askedAtMs: number
  /** When it answered, likewise. */
  readonly readAtMs: number
}

/** The newest jobs as they were read for a claim, so that the submission need not read them again. */
export class RecentBaseline {
  #last: ReadBaseline | undefined

  set(baseline: Omit<ReadBaseline, 'kind'>): void {
    this.#last = { kind: 'read', ...baseline }
  }

  /** Only once, because the next submission has to know the job of the previous one, and not after a minute. */
  take(nowMs: number): ReadBaseline | undefined {
    const last = this.#last
    this.#last = undefined
    return last === undefined || nowMs - last.askedAtMs > CLOCK_MARGIN_S * 1000 ? undefined : last
  }
}
