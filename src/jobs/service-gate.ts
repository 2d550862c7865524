import type { TrainingRequest } from '../job-spec/types.ts'
import type { ApiError, ApiResult, ForgeApi, JobPage, TrainingJob } from './api.ts'
import type { Clock } from './clock.ts'
import { OUTAGE_INTERVAL_MS } from './poll-schedule.ts'
import { isTransient } from './retry.ts'

/** From this many different failing requests without a success in between, the service counts as down. */
const MIN_FAILING_REQUESTS = 2
/** Requests that wait come back a little late, because of their jitter. */
const TURN_MS = 3_000

/**
 * The only way of a step to the service, shared by all its tasks. While the service must be left alone, calls fail here as
 * `not-sent`, with the message of the error that caused it and the remaining time as `retryAfterMs`:
 *
 * - until `Retry-After` of any response has passed;
 * - during an outage, so that all tasks together send one request every 30 s. Only once a job exists: before, each
 *   request backs off by itself, because there is nothing to lose.
 *
 * In an outage, the requests take turns: first those that have not failed themselves, because they may be answered, then
 * the one that has waited longest.
 */
export class ServiceGate implements ForgeApi {
  readonly #api: ForgeApi
  readonly #clock: Pick<Clock, 'now' | 'sleep'>
  #throttle: { readonly untilMs: number; readonly error: ApiError } | undefined
  /** Requests that failed since the last success, with the time of the latest failure. */
  #failures:
    { readonly requests: ReadonlySet<string>; readonly atMs: number; readonly error: ApiError } | undefined
  /** Requests held back during an outage, in the order in which they came. */
  readonly #waiting = new Set<string>()
  /** The only request under way during an outage. */
  #probe: Promise<unknown> | undefined
  #hasJob = false

  constructor(api: ForgeApi, clock: Pick<Clock, 'now' | 'sleep'>) {
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
    if (this.#probe !== undefined && this.#isOutage) await this.#untilAnswered(this.#probe)
    const refusal = this.#refuse(request)
    if (refusal !== undefined) return { ok: false, error: refusal }
    this.#waiting.delete(request)
    if (!this.#isOutage) {
      const result = await call()
      this.#record(request, result)
      return result
    }
    // Counts as failed until it is answered, so that an outage lets only one request through at a time.
    this.#failures = this.#failures && { ...this.#failures, atMs: this.#clock.now() }
    const answer = call()
    this.#probe = answer
    const result = await answer
    if (this.#probe === answer) this.#probe = undefined
    this.#record(request, result)
    return result
  }

  /** Waits until the answer shows whether the outage is over, but not longer than until the next request is due. */
  async #untilAnswered(probe: Promise<unknown>): Promise<void> {
    const answered = new AbortController()
    const untilMs = (this.#failures?.atMs ?? 0) + OUTAGE_INTERVAL_MS
    await Promise.race([probe, this.#clock.sleep(Math.max(0, untilMs - this.#clock.now()), answered.signal)])
    answered.abort()
  }

  #refuse(request: string): ApiError | undefined {
    const nowMs = this.#clock.now()
    if (this.#throttle !== undefined && nowMs < this.#throttle.untilMs)
      return toNotSent(this.#throttle.error, this.#throttle.untilMs - nowMs)
    if (this.#failures === undefined || !this.#isOutage) return undefined
    this.#waiting.add(request)
    const dueMs = this.#failures.atMs + OUTAGE_INTERVAL_MS
    const isLate = nowMs >= dueMs + TURN_MS
    const { requests } = this.#failures
    const isNew = (each: string): boolean => !requests.has(each)
    const waiting = [...this.#waiting]
    const next = waiting.find(isNew) ?? waiting[0] ?? request
    const hasTurn = isLate || isNew(request) || next === request
    // A request that misses its turn has been given up, or comes back later.
    if (isLate) this.#waiting.delete(next)
    const untilMs = hasTurn ? dueMs : dueMs + TURN_MS
    return nowMs < untilMs ? toNotSent(this.#failures.error, untilMs - nowMs) : undefined
  }

  get #isOutage(): boolean {
    return this.#hasJob && (this.#failures?.requests.size ?? 0) >= MIN_FAILING_REQUESTS
  }

  #record(request: string, result: ApiResult<unknown>): void {
    if (result.ok && !request.startsWith('list')) this.#hasJob = true
    const atMs = this.#clock.now()
    const untilMs = atMs + (result.ok ? 0 : (result.error.retryAfterMs ?? 0))
    if (!result.ok && untilMs > Math.max(atMs, this.#throttle?.untilMs ?? 0))
      this.#throttle = { untilMs, error: result.error }
    if (result.ok || !isTransient(result.error)) {
      this.#failures = undefined
      this.#waiting.clear()
      return
    }
    const { error } = result
    const requests = new Set([...(this.#failures?.requests ?? []), request])
    this.#failures = { requests, atMs, error }
  }
}

/** Whatever happened to the earlier request, this one was not sent. */
function toNotSent({ message, hint }: ApiError, retryAfterMs: number): ApiError {
  return { kind: 'not-sent', message, hint, retryAfterMs }
}
