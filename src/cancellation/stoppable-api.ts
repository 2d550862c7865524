import type { ApiResult, ForgeApi, TrainingJob } from '../jobs/api.ts'
import type { TrainingRequest } from '../job-spec/types.ts'

/**
 * Forge API client that can be stopped. Once stopped, calls never settle, so that the command cannot interfere with the
 * cleanup. Only a `create` in flight still settles, because its response names the job.
 */
export class StoppableApi implements ForgeApi {
  readonly #api: ForgeApi
  #isStopped = false
  #pendingCreate: Promise<unknown> | undefined

  constructor(api: ForgeApi) {
    this.#api = api
  }

  /** Stops all calls. Resolves when no `create` is in flight. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#pendingCreate
  }

  /** Resolves to the value, or never settles once stopped. */
  unlessStopped<T>(value: T): Promise<T> {
    return this.#isStopped ? NEVER_SETTLES : Promise.resolve(value)
  }

  async create(request: TrainingRequest, idempotencyKey: string): Promise<ApiResult<TrainingJob>> {
    if (this.#isStopped) return NEVER_SETTLES
    const pendingCreate = this.#api.create(request, idempotencyKey)
    this.#pendingCreate = pendingCreate
    const result = await pendingCreate
    this.#pendingCreate = undefined
    return result
  }

  get(id: string): Promise<ApiResult<TrainingJob>> {
    return this.#call(() => this.#api.get(id))
  }

  list(page: number, pageSize: number): ReturnType<ForgeApi['list']> {
    return this.#call(() => this.#api.list(page, pageSize))
  }

  cancel(id: string): Promise<ApiResult<TrainingJob>> {
    return this.#call(() => this.#api.cancel(id))
  }

  async #call<T>(call: () => Promise<T>): Promise<T> {
    if (this.#isStopped) return NEVER_SETTLES
    return this.unlessStopped(await call())
  }
}

const NEVER_SETTLES = new Promise<never>(() => undefined)
