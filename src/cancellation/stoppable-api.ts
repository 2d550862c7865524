import type { Reply, TrainingApi, TrainingJob } from '../jobs/api.ts'
import type { TrainingRequest } from '../job-spec/types.ts'

/**
 * The service behind a gate. Once it is closed, nobody gets through or hears of an answer any more: whoever waits for one
 * waits for ever, and so does nothing that could cross the clearing up. Only the answer to a submission that is under way
 * is still handed over, because it names the job.
 */
export class Gate implements TrainingApi {
  readonly #api: TrainingApi
  #isClosed = false
  #creating: Promise<unknown> | undefined

  constructor(api: TrainingApi) {
    this.#api = api
  }

  /** Closes the gate; the promise resolves when no submission is under way any more. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#creating
  }

  /** What is handed over only while the gate is open: the end of the work is no end any more once it is closed. */
  pass<T>(value: T): Promise<T> {
    return this.#isClosed ? NEVER : Promise.resolve(value)
  }

  async create(request: TrainingRequest, intent: string): Promise<Reply<TrainingJob>> {
    if (this.#isClosed) return NEVER
    const creating = this.#api.create(request, intent)
    this.#creating = creating
    const reply = await creating
    this.#creating = undefined
    return reply
  }

  get(id: string): Promise<Reply<TrainingJob>> {
    return this.#call(() => this.#api.get(id))
  }

  list(page: number, pageSize: number): ReturnType<TrainingApi['list']> {
    return this.#call(() => this.#api.list(page, pageSize))
  }

  cancel(id: string): Promise<Reply<TrainingJob>> {
    return this.#call(() => this.#api.cancel(id))
  }

  async #call<T>(call: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return NEVER
    return this.pass(await call())
  }
}

const NEVER = new Promise<never>(() => undefined)
