import type { ApiResult, ForgeApi, TrainingJob } from '../jobs/api.ts'
import type { TrainingRequest } from '../job-spec/types.ts'
import { NEVER_SETTLES, StopGate } from './stop-gate.ts'

/**
 * Forge API client that can be stopped. Once stopped, calls never settle. Only a `create` in flight still settles,
 * because its response names the job.
 */
export class StoppableApi implements ForgeApi {
  readonly #api: ForgeApi
  readonly #gate: StopGate
  readonly #pendingCreates = new Set<Promise<unknown>>()

  constructor(api: ForgeApi, gate = new StopGate()) {
    this.#api = api
    this.#gate = gate
  }

  /** Stops all calls. Resolves when no `create` is in flight. */
  async stop(): Promise<void> {
    this.#gate.close()
    await Promise.all(this.#pendingCreates)
  }

  /** Resolves to the value, or never settles once stopped. */
  unlessStopped<T>(value: T): Promise<T> {
    return this.#gate.unlessStopped(value)
  }

  async create(request: TrainingRequest, idempotencyKey: string): Promise<ApiResult<TrainingJob>> {
    if (!this.#gate.mayWrite()) return NEVER_SETTLES
    const pendingCreate = this.#api.create(request, idempotencyKey)
    this.#pendingCreates.add(pendingCreate)
    const result = await pendingCreate
    this.#pendingCreates.delete(pendingCreate)
    return result
  }

  get(id: string): Promise<ApiResult<TrainingJob>> {
    return this.#call(() => this.#api.get(id))
  }

  list(page: number, pageSize: number): ReturnType<ForgeApi['list']> {
    return this.#call(() => this.#api.list(page, pageSize))
  }

  cancel(id: string): Promise<ApiResult<TrainingJob>> {
    return this.#gate.mayWrite() ? this.#call(() => this.#api.cancel(id)) : NEVER_SETTLES
  }

  async #call<T>(call: () => Promise<T>): Promise<T> {
    if (this.#gate.isClosed) return NEVER_SETTLES
    return this.unlessStopped(await call())
  }
}
