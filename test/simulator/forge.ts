import type { TrainingJobRequest } from './forge-adjust.ts'
import type { RequestAdjustments } from './forge-adjust.ts'
import { ForgeContract, type OperationRef } from './forge-contract.ts'
import { ForgeJob, findSemanticError, type CancelMode, type EchoOptions } from './forge-job.ts'
import * as errorResponses from './forge-refusals.ts'
import { Simulator, type SimulatorOptions } from './http.ts'
import { matchRoute, type RouteMatch, type Route } from './routes.ts'
import { DEFAULT_TIMELINE, stopAtValidated, type Timeline } from './timeline.ts'
import {
  jsonResponse,
  parseJson,
  type ServiceResponse,
  type RecordedRequest,
  type Violation,
} from './wire.ts'

/** Options of the simulated Forge API. */
export interface ForgeOptions extends SimulatorOptions, RequestAdjustments {
  /** The only accepted API key. */
  key?: string
  /** Prefix of every path, such as `/v1`. */
  prefix?: string
  /** How each job proceeds; a function receives the request and the number of the job, from 1. */
  timeline?: Timeline | ((request: TrainingJobRequest, index: number) => Timeline)
  cancelMode?: CancelMode
  /** Time from the cancellation request to the end of the job. */
  cancelAfterMs?: number
  /** Makes job ids that are no UUIDs, against the contract, from the number of the job, from 1. */
  createId?: (index: number) => string
  /** Paths of fields that jobs omit, such as `hyperparameters`. */
  omitFields?: readonly string[]
  /** Request fields that jobs show although the contract does not list them. */
  echoFields?: EchoOptions['extra']
  /** To share between simulators; loading it takes 10 ms. */
  contract?: ForgeContract
}

export const DEFAULT_KEY = 'forge-simulator-key'

const JOBS_PATH = '/forge/training/jobs'
const ROUTES: readonly Route[] = [
  { method: 'POST', path: JOBS_PATH, operation: 'create' },
  { method: 'GET', path: JOBS_PATH, operation: 'list' },
  { method: 'GET', path: `${JOBS_PATH}/{job_id}`, operation: 'get' },
  { method: 'POST', path: `${JOBS_PATH}/{job_id}/cancel`, operation: 'cancel' },
]
/** Not in the contract, but the service uses them. */
const UNDOCUMENTED_STATUSES = [404, 405, 409, 415, 422]

/** A stateful simulation of the Forge training API. */
export class ForgeSimulator extends Simulator {
  /** All jobs, oldest first. */
  readonly jobs: ForgeJob[] = []
  /** Responses that break the contract because a timeline sets an unlisted status or a field. */
  readonly deviations: Violation[] = []
  readonly #contract: ForgeContract
  readonly #options: ForgeOptions
  readonly #echoOptions: EchoOptions

  constructor(options: ForgeOptions = {}) {
    super(options)
    this.#options = options
    this.#contract = options.contract ?? new ForgeContract()
    this.#echoOptions = {
      omit: options.omitFields ?? [],
      extra: options.echoFields ?? [],
      adjustments: options,
    }
  }

  override get url(): string {
    return super.url + (this.#options.prefix ?? '')
  }

  /** The jobs that were created by a request. */
  get accepted(): ForgeJob[] {
    return this.jobs.filter(({ isExternal }) => !isExternal)
  }

  /** Adds a job that another client created `ageMs` ago. */
  addJob(
    job: { request?: TrainingJobRequest; timeline?: Timeline; ageMs?: number; id?: string } = {},
  ): ForgeJob {
    const { request = { job_type: 'pre_training', model_config: { architecture: 'dense' } }, ageMs = 0 } = job
    return this.#add(
      new ForgeJob({ id: job.id ?? this.#createId(), isExternal: true, ageMs }, request, {
        clock: this.clock,
        timeline: job.timeline ?? this.#timelineOf(request),
      }),
    )
  }

  /** Removes a job, as if another client had deleted it. */
  removeJob(id: string): void {
    const at = this.jobs.findIndex((job) => job.id === id)
    if (at >= 0) this.jobs.splice(at, 1)
  }

  protected override findOperation(method: string, path: string): string {
    const match = this.#matchRoute(method, path)
    return match.kind === 'found' ? match.route.operation : 'unrouted'
  }

  protected override commonHeaders(): Record<string, string> {
    const id = this.ids.uuid('correlation')
    return { 'mistral-correlation-id': id, 'x-kong-request-id': id.replaceAll('-', '') }
  }

  protected override handle(request: RecordedRequest): ServiceResponse {
    const requestId = this.ids.hex('request', 32)
    const match = this.#matchRoute(request.method, request.path)
    if (match.kind === 'unrouted') return errorResponses.routeNotFound(requestId)
    const authorized = request.headers.authorization === `Bearer ${this.#options.key ?? DEFAULT_KEY}`
    if (!authorized) return errorResponses.unauthorized(requestId)
    if (match.kind === 'method-not-allowed') {
      return errorResponses.errorResponse(405, 'Method Not Allowed', { allow: match.allow.join(', ') })
    }
    const [response, shownJobs] = this.#handleOperation(match.route, match.params, request)
    this.#checkContract(request, match.route, response, shownJobs)
    return response
  }

  #handleOperation(
    route: Route,
    params: Readonly<Record<string, string>>,
    request: RecordedRequest,
  ): [ServiceResponse, ForgeJob[]] {
    if (route.operation === 'create') return this.#create(request)
    if (route.operation === 'list') return this.#list(route, request)
    const { job_id: jobId = '' } = params
    const hasUuids = this.#options.createId === undefined
    const errors = hasUuids ? this.#contract.validateParameters(route, params) : []
    if (errors.length > 0) return [errorResponses.invalidParameters('path', errors), []]
    const job = this.jobs.find(({ id }) => id === (hasUuids ? jobId.toLowerCase() : jobId))
    if (job === undefined)
      return [errorResponses.errorResponse(404, 'No training job matches the given query.'), []]
    const { cancelMode = 'normal', cancelAfterMs = 2_000 } = this.#options
    if (route.operation === 'cancel' && !job.cancel(cancelMode, cancelAfterMs)) {
      return [
        errorResponses.errorResponse(409, `A training job that is ${job.status} can not be cancelled.`),
        [],
      ]
    }
    return [jsonResponse(200, job.toResponseBody(this.#echoOptions)), [job]]
  }

  #create(request: RecordedRequest): [ServiceResponse, ForgeJob[]] {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return [
        errorResponses.errorResponse(415, 'Unsupported media type: the body must be application/json'),
        [],
      ]
    }
    if (request.body === undefined) return [errorResponses.invalidJson(request.rawBody), []]
    const errors = this.#contract.validateBody(request.body)
    if (errors.length > 0) return [errorResponses.invalidBody(errors), []]
    // Validated above.
    const trainingRequest = request.body as TrainingJobRequest
    const semanticError = findSemanticError(trainingRequest)
    if (semanticError !== undefined) return [errorResponses.badRequest(semanticError), []]
    const timeline = this.#timelineOf(trainingRequest)
    const life = {
      clock: this.clock,
      timeline: trainingRequest.auto_start === true ? timeline : stopAtValidated(timeline),
    }
    const job = this.#add(
      new ForgeJob({ id: this.#createId(), isExternal: false, ageMs: 0 }, trainingRequest, life),
    )
    return [jsonResponse(200, job.toResponseBody(this.#echoOptions)), [job]]
  }

  #list(route: OperationRef, request: RecordedRequest): [ServiceResponse, ForgeJob[]] {
    const errors = this.#contract.validateParameters(route, request.query)
    if (errors.length > 0) return [errorResponses.invalidParameters('query', errors), []]
    const size = Number(request.query['page_size'] ?? 20)
    const start = Number(request.query['page'] ?? 0) * size
    const newest = this.jobs.toReversed().sort((a, b) => b.acceptedAtMs - a.acceptedAtMs)
    const shownJobs = newest.slice(start, start + size)
    return [
      jsonResponse(200, {
        data: shownJobs.map((job) => job.toResponseBody(this.#echoOptions)),
        total: newest.length,
      }),
      shownJobs,
    ]
  }

  #matchRoute(method: string, path: string): RouteMatch<Route> {
    const { prefix = '' } = this.#options
    if (!path.startsWith(prefix)) return { kind: 'unrouted' }
    return matchRoute(ROUTES, method, path.slice(prefix.length))
  }

  #createId(): string {
    return this.#options.createId?.(this.jobs.length + 1) ?? this.ids.uuid('job')
  }

  #add(job: ForgeJob): ForgeJob {
    this.jobs.push(job)
    return job
  }

  #timelineOf(request: TrainingJobRequest): Timeline {
    const { timeline = DEFAULT_TIMELINE } = this.#options
    return typeof timeline === 'function' ? timeline(request, this.accepted.length + 1) : timeline
  }

  /** Validates the simulator's own response. */
  #checkContract(
    request: RecordedRequest,
    route: Route,
    response: ServiceResponse,
    shownJobs: readonly ForgeJob[],
  ): void {
    const errors = this.#contract.validateResponse(route, response.status, parseJson(response.body))
    if (errors === undefined && !UNDOCUMENTED_STATUSES.includes(response.status)) {
      this.violations.push({
        request,
        message: `the contract has no status ${response.status} for ${route.operation}`,
      })
    }
    const root = (i: number): string => (route.operation === 'list' ? `/data/${i}` : '')
    const scripted = shownJobs.flatMap((job, i) =>
      [...job.scriptedFields, ...(this.#options.createId ? ['id'] : [])].map((name) => `${root(i)}/${name}`),
    )
    for (const { instancePath, message } of errors ?? []) {
      const isScripted = scripted.some((path) => instancePath === path || instancePath.startsWith(`${path}/`))
      const list = isScripted ? this.deviations : this.violations
      list.push({ request, message: `${instancePath} ${message ?? 'is wrong'}` })
    }
  }
}
