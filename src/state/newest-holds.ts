import type { Hold } from './record.ts'
import type { RequestRecords } from './record-store.ts'

/**
 * The newest version of each hold that a step has written. A report that waited for its turn may have an older one. It would
 * count: what the step wrote last has lost its signature if a step with another API key has rewritten the comment.
 */
export class NewestHolds {
  readonly #holds = new Map<string, Hold>()

  /** Call with what is about to be written. Puts the newest version of a hold in the place of an older one. */
  replaceOlder(requests: RequestRecords): RequestRecords {
    return Object.fromEntries(
      Object.entries(requests).map(([key, { holds, jobs }]) => [
        key,
        { holds: holds.map((hold) => this.#newest(`${hold.holderId} ${key}`, hold)), jobs },
      ]),
    )
  }

  #newest(id: string, hold: Hold): Hold {
    const known = this.#holds.get(id)
    if (known !== undefined && known.atMs > hold.atMs) return known
    this.#holds.set(id, hold)
    return hold
  }
}
