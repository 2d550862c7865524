import type { Clock } from '../../src/jobs/clock.ts'
import type { ApiError, JobPage, ApiResult, ForgeApi, TrainingJob } from '../../src/jobs/api.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'

export type Operation = 'create' | 'get' | 'list' | 'cancel'

export interface ApiCall {
  readonly operation: Operation
  /** Milliseconds since the fake was created. */
  readonly atMs: number
  readonly id?: string
  readonly request?: TrainingRequest
  readonly idempotencyKey?: string
  readonly page?: number
  readonly pageSize?: number
}

/** How a job progresses after it was accepted. */
export interface JobLifecycle {
  /** Status from `afterMs` after creation; undefined for a response without a status. */
  readonly statuses: readonly (readonly [afterMs: number, status: string | undefined])[]
  /** Returned from `modelDelayMs` after SUCCESS. */
  readonly model?: string
  readonly modelDelayMs?: number
  readonly reason?: string
  /** Delay between the cancel request and CANCELLED. Default: never cancelled. */
  readonly cancelDelayMs?: number
}

interface FakeJob {
  readonly id: string
  readonly lifecycle: JobLifecycle
  readonly createdMs: number
  readonly request?: TrainingRequest
  cancelRequestedMs?: number
}

/** How a request deviates from normal. */
export interface Fault {
  /** What the client receives. Default: the proper response. */
  readonly error?: ApiError
  /** Whether the request takes effect although the client receives `error`. */
  readonly takesEffect?: boolean
  /** The request takes effect this long after the client received `error`. */
  readonly takesEffectAfterMs?: number
  /** Overrides `latencyMs`. */
  readonly durationMs?: number
  /** The request takes effect, but the response to a submission is this job. */
  readonly answeredJob?: TrainingJob
  /** The list response is this old. */
  readonly staleMs?: number
}

/** The fault of a call, if any. `nth` counts the calls of the operation from 1. */
export type FaultScript = (call: ApiCall, nth: number) => Fault | undefined

/** An in-memory Forge API with scripted faults. Its jobs progress through their lifecycle on a clock. */
export class FakeForgeApi implements ForgeApi {
  readonly calls: ApiCall[] = []
  readonly jobs: FakeJob[] = []
  script: FaultScript = () => undefined
  /** Called before each call takes effect. */
  onCall: (call: ApiCall) => void = () => undefined
  latencyMs = 0
  /** Order of the list. `any` is a different order for each request. */
  order: 'newest-first' | 'oldest-first' | 'any' = 'newest-first'
  /** How far the list lags behind the jobs. */
  listLagMs = 0
  /** Whether jobs have `modifiedAt`. */
  reportsModifiedAt = false
  /** Caps the requested page size. */
  maxPageSize = 100
  /** Changes how the list describes a job. */
  describeInList: (job: TrainingJob) => TrainingJob = (job) => job
  /** Whether the list has a total, and whether it has the service's time. */
  reportsTotal = true
  reportsTime = true
  /** The service's clock minus ours. */
  clockOffsetMs = 0
  readonly #clock: Clock
  readonly #startMs: number
  readonly #lifecycles: JobLifecycle[]
  readonly #counts = new Map<Operation, number>()
  #createdCount = 0

  /** `lifecycles` are those of the jobs to be created, in order. The last one is used for all that follow. */
  constructor(clock: Clock, ...lifecycles: JobLifecycle[]) {
    this.#clock = clock
    this.#startMs = clock.now()
    this.#lifecycles = lifecycles
  }

  callsOf(operation: Operation): readonly ApiCall[] {
    return this.calls.filter((call) => call.operation === operation)
  }

  /** Adds a job that was created `ageMs` ago, and returns its id. */
  addJob(lifecycle: JobLifecycle, request?: TrainingRequest, ageMs = 0): string {
    const id = jobId(++this.#createdCount)
    const createdMs = this.#clock.now() - ageMs
    this.jobs.push({ id, lifecycle, createdMs, request })
    return id
  }

  /** The current status of a job, without a call. */
  statusOf(id: string): string | undefined {
    const job = this.jobs.find((each) => each.id === id)
    return job && this.#statusOf(job)
  }

  create(request: TrainingRequest, idempotencyKey: string): Promise<ApiResult<TrainingJob>> {
    return this.#exchange({ operation: 'create', request, idempotencyKey }, ({ answeredJob }) => {
      const lifecycle = this.#lifecycles.length > 1 ? this.#lifecycles.shift() : this.#lifecycles[0]
      const id = this.addJob(lifecycle ?? { statuses: [[0, 'QUEUED']] }, request)
      return answeredJob === undefined ? this.#respondWith(id) : { ok: true, value: answeredJob }
    })
  }

  get(id: string): Promise<ApiResult<TrainingJob>> {
    return this.#exchange({ operation: 'get', id }, () => this.#respondWith(id))
  }

  list(page: number, pageSize: number): Promise<ApiResult<JobPage>> {
    return this.#exchange({ operation: 'list', page, pageSize }, ({ staleMs = this.listLagMs || -1 }) => {
      const size = Math.min(pageSize, this.maxPageSize)
      const asOfMs = this.#clock.now() - staleMs
      const sorted = this.jobs
        .filter(({ createdMs }) => createdMs < asOfMs)
        .sort((a, b) => b.createdMs - a.createdMs || (a.id < b.id ? 1 : -1))
      const all = this.#inListOrder(sorted)
      const jobs = all
        .slice(page * size, (page + 1) * size)
        .map((job) => this.describeInList(this.#describe(job, Math.min(this.#clock.now(), asOfMs))))
      return {
        ok: true,
        value: {
          jobs,
          ...(this.reportsTotal ? { total: all.length } : {}),
          ...(this.reportsTime
            ? { serverNowMs: Math.floor((this.#clock.wall() + this.clockOffsetMs) / 1000) * 1000 }
            : {}),
        },
      }
    })
  }

  cancel(id: string): Promise<ApiResult<TrainingJob>> {
    return this.#exchange({ operation: 'cancel', id }, () => {
      const job = this.jobs.find((each) => each.id === id)
      if (job && !TERMINAL_STATUSES.has(this.#statusOf(job))) job.cancelRequestedMs ??= this.#clock.now()
      return this.#respondWith(id)
    })
  }

  async #exchange<T>(
    request: Omit<ApiCall, 'atMs'>,
    execute: (fault: Fault) => ApiResult<T>,
  ): Promise<ApiResult<T>> {
    const call = { ...request, atMs: this.#clock.now() - this.#startMs }
    this.calls.push(call)
    this.onCall(call)
    const nth = (this.#counts.get(call.operation) ?? 0) + 1
    this.#counts.set(call.operation, nth)
    const fault = this.script(call, nth) ?? {}
    const { error, takesEffect, takesEffectAfterMs, durationMs = this.latencyMs } = fault
    const result = error === undefined || takesEffect ? execute(fault) : undefined
    if (durationMs > 0) await this.#clock.sleep(durationMs)
    if (takesEffectAfterMs !== undefined)
      void this.#clock.sleep(takesEffectAfterMs).then(() => execute(fault))
    return error === undefined ? (result ?? NOT_FOUND) : { ok: false, error }
  }

  #respondWith(id: string): ApiResult<TrainingJob> {
    const job = this.jobs.find((each) => each.id === id)
    return job === undefined ? NOT_FOUND : { ok: true, value: this.#describe(job) }
  }

  #inListOrder(newestFirst: readonly FakeJob[]): readonly FakeJob[] {
    if (this.order === 'newest-first') return newestFirst
    if (this.order === 'oldest-first') return newestFirst.toReversed()
    const shuffleKey = ({ id }: FakeJob) =>
      Math.imul(Number(id.slice(-12)) + this.calls.length, 2_654_435_761)
    return newestFirst.toSorted((a, b) => shuffleKey(a) - shuffleKey(b))
  }

  #describe(job: FakeJob, nowMs = this.#clock.now()): TrainingJob {
    const { id, lifecycle, createdMs, request } = job
    const status = this.#statusOf(job, nowMs)
    const createdWallMs = this.#clock.wall() + this.clockOffsetMs - (this.#clock.now() - createdMs)
    const ended = lifecycle.statuses.find(([, each]) => each === 'SUCCESS')?.[0] ?? Infinity
    const isNamed = status === 'SUCCESS' && nowMs - createdMs >= ended + (lifecycle.modelDelayMs ?? 0)
    const changedMs = lifecycle.statuses.findLast(([afterMs]) => afterMs <= nowMs - createdMs)?.[0] ?? 0
    return {
      id,
      ...(status === undefined ? {} : { status }),
      ...(request === undefined ? {} : describeRequest(request)),
      createdAt: Math.floor(createdWallMs / 1000),
      ...(this.reportsModifiedAt ? { modifiedAt: Math.floor((createdWallMs + changedMs) / 1000) } : {}),
      ...(lifecycle.model !== undefined && isNamed ? { outputModel: lifecycle.model } : {}),
      ...(lifecycle.reason === undefined ? {} : { reason: lifecycle.reason }),
    }
  }

  #statusOf(
    { lifecycle, createdMs, cancelRequestedMs = Infinity }: FakeJob,
    nowMs = this.#clock.now(),
  ): string | undefined {
    const cancelMs = cancelRequestedMs + (lifecycle.cancelDelayMs ?? Infinity)
    const untilMs = Math.min(nowMs, cancelMs) - createdMs
    const status = lifecycle.statuses.filter(([afterMs]) => afterMs <= untilMs).at(-1)?.[1]
    return nowMs >= cancelMs && !TERMINAL_STATUSES.has(status) ? 'CANCELLED' : status
  }
}

const TERMINAL_STATUSES = new Set<string | undefined>(['SUCCESS', 'FAILED', 'CANCELLED'])

/** A request as the contract lets a service return it: aliases resolved, defaults added, datasets left out. */
function describeRequest({ job_type, model_config, hyperparameters }: TrainingRequest): Partial<TrainingJob> {
  const { base_model } = model_config
  const resolved = typeof base_model === 'string' ? base_model.replace(/-latest$/, '-2603') : base_model
  return {
    jobType: job_type,
    modelConfig: { ...model_config, ...(resolved == null ? {} : { base_model: resolved }) },
    hyperparameters: { weight_decay: 0.1, ...hyperparameters },
  }
}

const NOT_FOUND: ApiResult<never> = {
  ok: false,
  error: { kind: 'http', status: 404, message: 'No job matches the given query.' },
}

/** The id of the n-th job. */
export function jobId(n: number): string {
  return `7c9e6679-7425-40de-944b-${String(n).padStart(12, '0')}`
}

export function httpError(status: number, more: Partial<ApiError> = {}): ApiError {
  return { kind: 'http', status, message: `message of ${status}`, ...more }
}

/** The connection was lost, so it is unknown whether the request took effect. */
export const INTERRUPTED: ApiError = { kind: 'interrupted', message: 'the connection was lost (ECONNRESET)' }
export const NOT_SENT: ApiError = { kind: 'not-sent', message: 'the connection was refused (ECONNREFUSED)' }
export const INVALID_RESPONSE: ApiError = {
  kind: 'invalid-response',
  status: 200,
  message: 'the response is not JSON (HTTP 200, 12 characters)',
}
