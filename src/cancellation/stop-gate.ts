/**
 * Stops what a step does. Once it is closed, everything that passes through it never settles, so that the command cannot
 * go on beside `post`.
 */
export class StopGate {
  /** Resolves when `post` asks main to stop. */
  readonly requested: Promise<void>
  readonly #isStopRequested: () => boolean
  #isClosed = false
  #reportRequest: () => void = () => undefined

  /**
   * `isStopRequested` is asked before each write: in a `container:` job, `post` may start while main still runs, because
   * no signal reaches it.
   */
  constructor(isStopRequested: () => boolean = () => false) {
    this.#isStopRequested = isStopRequested
    this.requested = new Promise((resolve) => (this.#reportRequest = resolve))
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  close(): void {
    this.#isClosed = true
  }

  /** Resolves to the value, or never settles once closed. */
  unlessStopped<T>(value: T): Promise<T> {
    return this.#isClosed ? NEVER_SETTLES : Promise.resolve(value)
  }

  /** Whether a request that changes something may be sent now. */
  mayWrite(): boolean {
    if (!this.#isClosed && this.#isStopRequested()) {
      this.close()
      this.#reportRequest()
    }
    return !this.#isClosed
  }
}

/** For a call after the end: it keeps its caller from going on. */
export const NEVER_SETTLES = new Promise<never>(() => undefined)
