import { createHash, randomUUID } from 'node:crypto'

/** Generates random-looking ids that are the same in every run with the same seed. */
export class IdGenerator {
  readonly #seed: string
  readonly #counts = new Map<string, number>()

  constructor(seed: string = randomUUID()) {
    this.#seed = seed
  }

  /** The next `length` (at most 64) hexadecimal digits of the series `series`. */
  hex(series: string, length: number): string {
    const count = (this.#counts.get(series) ?? 0) + 1
    this.#counts.set(series, count)
    return createHash('sha256').update(`${this.#seed}/${series}/${count}`).digest('hex').slice(0, length)
  }

  /** The next UUID (version 4) of the series `series`. */
  uuid(series: string): string {
    const digits = this.hex(series, 32)
    const groups = [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `a${digits.slice(17, 20)}`,
    ]
    return [...groups, digits.slice(20)].join('-')
  }
}
