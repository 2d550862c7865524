import type { Clock } from '../../src/jobs/clock.ts'
import type { Failure, JobPage, Reply, TrainingApi, TrainingJob } from '../../src/jobs/api.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'

export type Operation = 'create' | 'get' | 'list' | 'cancel'

export interface ApiCall {
  readonly operation: Operation
  /** When it was made, in milliseconds since the service began. */
  readonly atMs: number
  readonly id?: string
  readonly request?: TrainingRequest
  readonly intent?: string
  readonly page?: number
  readonly pageSize?: number
}

/** How a job goes on after it was accepted. */
export interface JobCourse {
  /** Status from so many milliseconds after its creation on; undefined for an answer that names none. */
  readonly statuses: readonly (readonly [afterMs: number, status: string | undefined])[]
  /** Named from the first status that means success, `modelDelayMs` later. */
  readonly model?: string
  readonly modelDelayMs?: number
  readonly reason?: string
  /** How long after a cancellation was asked for the job is cancelled; never, where it is absent. */
  readonly cancelDelayMs?: number
}

interface LivingJob {
  readonly id: string
  readonly course: JobCourse
  readonly bornMs: number
  readonly request?: TrainingRequest
  cancelAskedMs?: number
}

/** What is out of the ordinary with an exchange. */
export interface Fault {
  /** What the client gets to hear; its proper answer, where absent. */
  readonly failure?: Failure
  /** Whether the service carried out the request before it failed. */
  readonly accepts?: boolean
  /** The service carries it out only so many milliseconds after the client was told of the failure. */
  readonly acceptsAfterMs?: number
  /** How long the exchange takes, in milliseconds, where that is not the `latencyMs` of all. */
  readonly takesMs?: number
  /** The list is answered as it was so many milliseconds ago. */
  readonly staleMs?: number
}

/** What happens to a call: nothing special for undefined. `nth` counts the calls of the operation from 1. */
export type Script = (call: ApiCall, nth: number) => Fault | undefined

/** A service in memory, whose jobs move along their course on a clock, with scripted failures. */
export class FakeTrainingApi implements TrainingApi {
  readonly calls: ApiCall[] = []
  readonly jobs: LivingJob[] = []
  script: Script = () => undefined
  /** Is told of each call before it is carried out. */
  onCall: (call: ApiCall) => void = () => undefined
  /** How long an exchange takes, in milliseconds. */
  latencyMs = 0
  /** The order of the list; newest first, as services do. `any` is another one for each reading. */
  order: 'newest-first' | 'oldest-first' | 'any' = 'newest-first'
  /** By how much the list is behind the jobs, in milliseconds. */
  listLagMs = 0
  /** Whether jobs tell when their status changed last. */
  tellsModified = false
  /** The largest page that it gives, whatever is asked for. */
  maxPageSize = 100
  /** How the list describes a job, where it is not as the job does itself. */
  listed: (job: TrainingJob) => TrainingJob = (job) => job
  /** Whether the list tells the number of all jobs, and the service its time. */
  tellsTotal = true
  tellsTime = true
  readonly #clock: Clock
  readonly #startMs: number
  readonly #courses: JobCourse[]
  readonly #counts = new Map<Operation, number>()
  #made = 0

  /** `courses` are those of the jobs to come, in order; the last one serves for all that follow. */
  constructor(clock: Clock, ...courses: JobCourse[]) {
    this.#clock = clock
    this.#startMs = clock.now()
    this.#courses = courses
  }

  /** The calls of one operation. */
  of(operation: Operation): readonly ApiCall[] {
    return this.calls.filter((call) => call.operation === operation)
  }

  /** A job that exists already, made so many milliseconds ago; returns its id. */
  add(course: JobCourse, request?: TrainingRequest, ageMs = 0): string {
    const id = jobId(++this.#made)
    const bornMs = this.#clock.now() - ageMs
    this.jobs.push({ id, course, bornMs, ...(request === undefined ? {} : { request }) })
    return id
  }

  /** How a job stands at this moment, without asking. */
  statusOf(id: string): string | undefined {
    const job = this.jobs.find((each) => each.id === id)
    return job && this.#statusOf(job)
  }

  create(request: TrainingRequest, intent: string): Promise<Reply<TrainingJob>> {
    return this.#exchange({ operation: 'create', request, intent }, () => {
      const course = this.#courses.length > 1 ? this.#courses.shift() : this.#courses[0]
      return this.#show(this.add(course ?? { statuses: [[0, 'QUEUED']] }, request))
    })
  }

  get(id: string): Promise<Reply<TrainingJob>> {
    return this.#exchange({ operation: 'get', id }, () => this.#show(id))
  }

  list(page: number, pageSize: number): Promise<Reply<JobPage>> {
    return this.#exchange({ operation: 'list', page, pageSize }, ({ staleMs = this.listLagMs || -1 }) => {
      const size = Math.min(pageSize, this.maxPageSize)
      const asOfMs = this.#clock.now() - staleMs
      const sorted = this.jobs
        .filter(({ bornMs }) => bornMs < asOfMs)
        .sort((a, b) => b.bornMs - a.bornMs || (a.id < b.id ? 1 : -1))
      const all = this.#ordered(sorted)
      const jobs = all
        .slice(page * size, (page + 1) * size)
        .map((job) => this.listed(this.#describe(job, Math.min(this.#clock.now(), asOfMs))))
      return {
        ok: true,
        value: {
          jobs,
          ...(this.tellsTotal ? { total: all.length } : {}),
          ...(this.tellsTime ? { serverNowMs: Math.floor(this.#clock.wall() / 1000) * 1000 } : {}),
        },
      }
    })
  }

  cancel(id: string): Promise<Reply<TrainingJob>> {
    return this.#exchange({ operation: 'cancel', id }, () => {
      const job = this.jobs.find((each) => each.id === id)
      if (job && !ENDED.has(this.#statusOf(job))) job.cancelAskedMs ??= this.#clock.now()
      return this.#show(id)
    })
  }

  async #exchange<T>(what: Omit<ApiCall, 'atMs'>, carryOut: (fault: Fault) => Reply<T>): Promise<Reply<T>> {
    const call = { ...what, atMs: this.#clock.now() - this.#startMs }
    this.calls.push(call)
    this.onCall(call)
    const nth = (this.#counts.get(call.operation) ?? 0) + 1
    this.#counts.set(call.operation, nth)
    const fault = this.script(call, nth) ?? {}
    const { failure, accepts, acceptsAfterMs, takesMs = this.latencyMs } = fault
    const reply = failure === undefined || accepts ? carryOut(fault) : undefined
    if (takesMs > 0) await this.#clock.sleep(takesMs)
    if (acceptsAfterMs !== undefined) void this.#clock.sleep(acceptsAfterMs).then(() => carryOut(fault))
    return failure === undefined ? (reply ?? NOT_FOUND) : { ok: false, failure }
  }

  #show(id: string): Reply<TrainingJob> {
    const job = this.jobs.find((each) => each.id === id)
    return job === undefined ? NOT_FOUND : { ok: true, value: this.#describe(job) }
  }

  #ordered(newestFirst: readonly LivingJob[]): readonly LivingJob[] {
    if (this.order === 'newest-first') return newestFirst
    if (this.order === 'oldest-first') return newestFirst.toReversed()
    const weigh = ({ id }: LivingJob) => Math.imul(Number(id.slice(-12)) + this.calls.length, 2_654_435_761)
    return newestFirst.toSorted((a, b) => weigh(a) - weigh(b))
  }

  #describe(job: LivingJob, nowMs = this.#clock.now()): TrainingJob {
    const { id, course, bornMs, request } = job
    const status = this.#statusOf(job, nowMs)
    const wallBornMs = this.#clock.wall() - (this.#clock.now() - bornMs)
    const ended = course.statuses.find(([, each]) => each === 'SUCCESS')?.[0] ?? Infinity
    const isNamed = status === 'SUCCESS' && nowMs - bornMs >= ended + (course.modelDelayMs ?? 0)
    const changedMs = course.statuses.findLast(([afterMs]) => afterMs <= nowMs - bornMs)?.[0] ?? 0
    return {
      id,
      ...(status === undefined ? {} : { status }),
      ...(request === undefined ? {} : echoOf(request)),
      createdAt: Math.floor(wallBornMs / 1000),
      ...(this.tellsModified ? { modifiedAt: Math.floor((wallBornMs + changedMs) / 1000) } : {}),
      ...(course.model !== undefined && isNamed ? { outputModel: course.model } : {}),
      ...(course.reason === undefined ? {} : { reason: course.reason }),
    }
  }

  #statusOf(
    { course, bornMs, cancelAskedMs = Infinity }: LivingJob,
    nowMs = this.#clock.now(),
  ): string | undefined {
    const cancelMs = cancelAskedMs + (course.cancelDelayMs ?? Infinity)
    const untilMs = Math.min(nowMs, cancelMs) - bornMs
    const status = course.statuses.filter(([afterMs]) => afterMs <= untilMs).at(-1)?.[1]
    return nowMs >= cancelMs && !ENDED.has(status) ? 'CANCELLED' : status
  }
}

const ENDED = new Set<string | undefined>(['SUCCESS', 'FAILED', 'CANCELLED'])

/** What the contract lets a service tell of a request: aliases resolved, defaults added, the datasets left out. */
function echoOf({ job_type, model_config, hyperparameters }: TrainingRequest): Partial<TrainingJob> {
  const { base_model } = model_config
  const resolved = typeof base_model === 'string' ? base_model.replace(/-latest$/, '-2603') : base_model
  return {
    jobType: job_type,
    modelConfig: { ...model_config, ...(resolved == null ? {} : { base_model: resolved }) },
    hyperparameters: { weight_decay: 0.1, ...hyperparameters },
  }
}

const NOT_FOUND: Reply<never> = {
  ok: false,
  failure: { kind: 'status', status: 404, words: 'No job matches the given query.' },
}

/** Id of the n-th job. */
export function jobId(n: number): string {
  return `7c9e6679-7425-40de-944b-${String(n).padStart(12, '0')}`
}

/** An answer with a status other than 2xx. */
export function answered(status: number, more: Partial<Failure> = {}): Failure {
  return { kind: 'status', status, words: `words of ${status}`, ...more }
}

/** The connection broke, and nobody knows whether the request was carried out. */
export const LOST: Failure = { kind: 'lost', words: 'the connection broke (ECONNRESET)' }
/** Nothing was sent. */
export const UNSENT: Failure = { kind: 'unsent', words: 'the connection was refused (ECONNREFUSED)' }
/** A 2xx answer that nobody can read. */
export const GARBLED: Failure = {
  kind: 'garbled',
  status: 200,
  words: 'the answer is not JSON (HTTP 200, 12 characters)',
}
