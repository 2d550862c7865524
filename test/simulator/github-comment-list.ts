import type { Comment, SimulatedRepository } from './simulated-repository.ts'

/** How comment lists differ from the comments themselves. */
export interface CommentListOptions {
  /** From 0 to 1. */
  readonly random: () => number
  /**
   * Each comment is listed as it was at a random moment up to this long ago (so it may be missing, or already deleted).
   */
  readonly lagMs: number
  /** Each comment is listed as it was this long ago. */
  readonly delayMs: number
  /** Each page comes in a different order on every request. */
  readonly isShuffled: boolean
}

/** A version of a comment; `comment` is undefined after its deletion. */
interface Version {
  readonly fromMs: number
  readonly comment: Comment | undefined
}

/** The comments as lists return them. */
export class CommentList {
  readonly #repository: SimulatedRepository
  readonly #options: () => CommentListOptions
  /** By comment id, oldest first; only of comments that were changed. */
  readonly #versions = new Map<number, Version[]>()

  constructor(repository: SimulatedRepository, options: () => CommentListOptions) {
    this.#repository = repository
    this.#options = options
  }

  /** Records that a comment was created (no `before`), changed, or deleted (no `after`). */
  recordChange(before: Comment | undefined, after: Comment | undefined, nowMs: number): void {
    const id = (after ?? before)?.id
    const { lagMs, delayMs } = this.#options()
    if (id === undefined || lagMs + delayMs === 0) return
    const versions = this.#versions.get(id) ?? [{ fromMs: -Infinity, comment: before && { ...before } }]
    this.#versions.set(id, [...versions, { fromMs: nowMs, comment: after && { ...after } }])
  }

  /** The comments of one issue, or all of them, oldest first. */
  list(issue: number | undefined, nowMs: number): Comment[] {
    const { random, lagMs, delayMs } = this.#options()
    const untouched = this.#repository.commentsOf().filter(({ id }) => !this.#versions.has(id))
    const touched = [...this.#versions.values()].flatMap((versions) => {
      const asOfMs = nowMs - delayMs - random() * lagMs
      return versions.findLast(({ fromMs }) => fromMs <= asOfMs)?.comment ?? []
    })
    return [...untouched, ...touched]
      .filter((comment) => issue === undefined || comment.issue === issue)
      .sort((a, b) => a.id - b.id)
  }

  /** The page in the order of the response. */
  arrange(page: readonly Comment[]): readonly Comment[] {
    const { random, isShuffled } = this.#options()
    if (!isShuffled) return page
    const keyed = page.map((comment) => ({ comment, sortKey: random() }))
    return keyed.sort((a, b) => a.sortKey - b.sortKey).map(({ comment }) => comment)
  }
}
