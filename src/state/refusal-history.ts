import type { Clock } from '../jobs/clock.ts'
import type { GitHubResult } from './github.ts'

/** A refusal is believed at the third in a row, if the first was at least MIN_REFUSED_MS ago. */
const MIN_REFUSALS = 3
const MIN_REFUSED_MS = 30_000

export type Access = 'read' | 'write'

interface Streak {
  readonly count: number
  readonly sinceMs: number
}

/**
 * The refusals (401, 403, 404, 410, 422) that a step got from GitHub. Until one is believed, it counts as an outage, because
 * GitHub refuses a fresh App token for some seconds, and valid ones during incidents.
 */
export class RefusalHistory {
  readonly #clock: Pick<Clock, 'now'>
  readonly #streaks = new Map<string, Streak>()
  readonly #readableScopes = new Set<string>()

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  /**
   * Returns the result of a call, with a refusal that is not believed as a transient error. What could be read once is never
   * believed to be unreadable. Being able to read says nothing about writing, which has a permission of its own.
   */
  assess<T>(result: GitHubResult<T>, scope: string, access: Access): GitHubResult<T> {
    const key = `${scope} ${access}`
    if (result.ok) {
      this.#streaks.delete(key)
      if (access === 'read') this.#readableScopes.add(scope)
      return result
    }
    if (!result.isPermanent) return result
    const nowMs = this.#clock.now()
    const { count, sinceMs } = this.#streaks.get(key) ?? { count: 0, sinceMs: nowMs }
    this.#streaks.set(key, { count: count + 1, sinceMs })
    const isBelieved = count + 1 >= MIN_REFUSALS && nowMs - sinceMs >= MIN_REFUSED_MS
    const wasReadable = access === 'read' && this.#readableScopes.has(scope)
    return { ...result, isPermanent: isBelieved && !wasReadable }
  }
}
