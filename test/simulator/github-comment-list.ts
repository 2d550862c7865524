import type { Ids } from './ids.ts'
import type { Comment, GitHubWorld } from './github-world.ts'

/** How the list of comments differs from what is known of each comment by its id. */
export interface ListManners {
  /** Each comment is listed (or not yet, or still) as it was at some moment of so many milliseconds before. */
  readonly lagMs: number
  /** Each page has an order of its own at every look. */
  readonly isShuffled: boolean
}

/** What a comment was from a moment on; no comment after it was deleted. */
interface Version {
  readonly from: number
  readonly comment: Comment | undefined
}

/** The comments as the list shows them. */
export class CommentList {
  readonly #world: GitHubWorld
  readonly #ids: Ids
  readonly #manners: ListManners
  /** Oldest first, by the id of the comment; none of comments that nobody has touched. */
  readonly #versions = new Map<number, Version[]>()

  constructor(world: GitHubWorld, ids: Ids, manners: ListManners) {
    this.#world = world
    this.#ids = ids
    this.#manners = manners
  }

  /** A comment was created, changed or deleted: how it was `before`, and how it is after. */
  wrote(before: Comment | undefined, after: Comment | undefined, now: number): void {
    const id = (after ?? before)?.id
    if (id === undefined || this.#manners.lagMs === 0) return
    const versions = this.#versions.get(id) ?? [{ from: -Infinity, comment: before && { ...before } }]
    this.#versions.set(id, [...versions, { from: now, comment: after && { ...after } }])
  }

  /** The comments of one issue, or all of them, oldest first. */
  shown(issue: number | undefined, now: number): Comment[] {
    const untouched = this.#world.commentsOf().filter(({ id }) => !this.#versions.has(id))
    const touched = [...this.#versions.values()].flatMap((versions) => {
      const asOf = now - this.#chance() * this.#manners.lagMs
      return versions.findLast(({ from }) => from <= asOf)?.comment ?? []
    })
    return [...untouched, ...touched]
      .filter((comment) => issue === undefined || comment.issue === issue)
      .sort((a, b) => a.id - b.id)
  }

  /** A page in the order in which it is sent. */
  arranged(page: readonly Comment[]): readonly Comment[] {
    if (!this.#manners.isShuffled) return page
    const drawn = page.map((comment) => ({ comment, at: this.#chance() }))
    return drawn.sort((a, b) => a.at - b.at).map(({ comment }) => comment)
  }

  /** From 0 to 1. */
  #chance(): number {
    return Number.parseInt(this.#ids.hex('list', 8), 16) / 0xffff_ffff
  }
}
