import { createHash, randomUUID } from 'node:crypto'

/** Identifiers that look random and, given the same seed, are the same in every run. */
export class Ids {
  readonly #seed: string
  readonly #drawn = new Map<string, number>()

  constructor(seed: string = randomUUID()) {
    this.#seed = seed
  }

  /** The next `length` (at most 64) hexadecimal digits of the series `series`. */
  hex(series: string, length: number): string {
    const n = (this.#drawn.get(series) ?? 0) + 1
    this.#drawn.set(series, n)
    return createHash('sha256').update(`${this.#seed}/${series}/${n}`).digest('hex').slice(0, length)
  }

  /** The next UUID (version 4) of the series `series`. */
  uuid(series: string): string {
    const digits = this.hex(series, 32)
    const parts = [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `a${digits.slice(17, 20)}`,
    ]
    return [...parts, digits.slice(20)].join('-')
  }
}
