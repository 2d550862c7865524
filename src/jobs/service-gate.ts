import type { TrainingRequest } from '../job-spec/types.ts'
import type { ApiError, ApiResult, ForgeApi, JobPage, TrainingJob } from './api.ts'
import type { Clock } from './clock.ts'
import { OUTAGE_INTERVAL_MS } from './poll-schedule.ts'
import { isTransient } from './retry.ts'

/** From this many different failing requests without a success in between, the service counts as down. */
const MIN_FAILING_REQUESTS = 2
/** Lets another waiting request go first, so that a request that fails every time does not hide the recovery. */
const YIELD_MS = 5_000

/**
 * The only way of a step to the service, shared by all its tasks. While the service must be left alone, calls fail here as
 * `not-sent`, with the message of the error that caused it and the remaining time as `retryAfterMs`:
 *
 * - until `Retry-After` of any response has passed;
 * - during an outage, so that all tasks together send one request every 30 s. Only once a job exists: before, each
 *   request backs off by itself, because there is nothing to lose.
 */
export class ServiceGate implements ForgeApi {
  readonly #api: ForgeApi
  readonly #clock: Pick<Clock, 'now'>
  #throttle: { readonly untilMs: number; readonly error: ApiError } | undefined
  /** Requests that failed since the last success, with the time of the latest failure. */
  #failures:
    { readonly requests: ReadonlySet<string>; readonly atMs: number; readonly error: ApiError } | undefined
  #lastRequest = ''
  /** Requests held back since the last one that was sent. */
  readonly #waiting = new Set<string>()
  #hasJob = false

  constructor(api: ForgeApi, clock: Pick<Clock, 'now'>) {
    this.#api = api
    this.#clock = clock
  }

  create(request: TrainingRequest, idempotencyKey: string): Promise<ApiResult<TrainingJob>> {
    return this.#send(`create ${idempotencyKey}`, () => this.#api.create(request, idempotencyKey))
  }

  get(id: string): Promise<ApiResult<TrainingJob>> {
    return this.#send(`get ${id}`, () => this.#api.get(id))
  }

  list(page: number, pageSize: number): Promise<ApiResult<JobPage>> {
    return this.#send('list', () => this.#api.list(page, pageSize))
  }

  cancel(id: string): Promise<ApiResult<TrainingJob>> {
    return this.#send(`cancel ${id}`, () => this.#api.cancel(id))
  }

  async #send<T>(request: string, call: () => Promise<ApiResult<T>>): Promise<ApiResult<T>> {
    const refusal = this.#refuse(request)
    if (refusal !== undefined) {
      this.#waiting.add(request)
      return { ok: false, error: refusal }
    }
    this.#lastRequest = request
    this.#waiting.clear()
    // Counts as failed until it is answered, so that an outage lets only one request through at a time.
    if (this.#isOutage) this.#failures = this.#failures && { ...this.#failures, atMs: this.#clock.now() }
    const result = await call()
    this.#record(request, result)
    return result
  }

  #refuse(request: string): ApiError | undefined {
    const nowMs = this.#clock.now()
    if (this.#throttle !== undefined && nowMs < this.#throttle.untilMs)
      return toNotSent(this.#throttle.error, this.#throttle.untilMs - nowMs)
    if (this.#failures === undefined || !this.#isOutage) return undefined
    const mustYield = request === this.#lastRequest && this.#waiting.size > 0
    const untilMs = this.#failures.atMs + OUTAGE_INTERVAL_MS + (mustYield ? YIELD_MS : 0)
    return nowMs < untilMs ? toNotSent(this.#failures.error, untilMs - nowMs) : undefined
  }

  get #isOutage(): boolean {
    return this.#hasJob && (this.#failures?.requests.size ?? 0) >= MIN_FAILING_REQUESTS
  }

  #record(request: string, result: ApiResult<unknown>): void {
    if (result.ok && !request.startsWith('list')) this.#hasJob = true
    if (result.ok || !isTransient(result.error)) {
      this.#failures = undefined
      return
    }
    const { error } = result
    const atMs = this.#clock.now()
    const requests = new Set([...(this.#failures?.requests ?? []), request])
    this.#failures = { requests, atMs, error }
    const untilMs = atMs + (error.retryAfterMs ?? 0)
    if (untilMs > Math.max(atMs, this.#throttle?.untilMs ?? 0)) this.#throttle = { untilMs, error }
  }
}

/** Whatever happened to the earlier request, this one was not sent. */
function toNotSent({ message, hint }: ApiError, retryAfterMs: number): ApiError {
  return { kind: 'not-sent', message, hint, retryAfterMs }
}
