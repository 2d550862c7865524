import { ForgeContract, type Place } from './forge-contract.ts'
import { ForgeJob, impossible, type CancelMode, type Echo, type TrainingJobRequest } from './forge-job.ts'
import * as refusal from './forge-refusals.ts'
import { Simulator, type SimulatorOptions } from './http.ts'
import { matchRoute, type Match, type Route } from './routes.ts'
import { defaultTimeline, restingAtValidated, type Timeline } from './timeline.ts'
import { json, parseJson, type Answer, type RecordedRequest, type Violation } from './wire.ts'

/** How the simulated Forge service behaves. */
export interface ForgeOptions extends SimulatorOptions {
  /** The only API key that it accepts. */
  key?: string
  /** In front of every path, such as `/v1`. */
  prefix?: string
  /** What becomes of the jobs; a function is given the request and 1 for the first job. */
  timeline?: Timeline | ((request: TrainingJobRequest, n: number) => Timeline)
  cancelMode?: CancelMode
  /** From the request for cancellation to the end of the job. */
  cancelAfterMs?: number
  /** Shows `mistral-small-latest` as the release that it stands for. */
  resolveAliases?: boolean
  /** Paths of fields that its jobs do not show, such as `hyperparameters`. */
  omit?: readonly string[]
  /** Fields of the request that its jobs show beyond the contract. */
  echo?: Echo['extra']
  /** Read once and shared, where many simulators are made (reading takes 10 ms). */
  contract?: ForgeContract
}

/** The key that is accepted where none is chosen. */
export const defaultKey = 'forge-simulator-key'

const jobs = '/forge/training/jobs'
const routes: readonly Route[] = [
  { method: 'POST', path: jobs, operation: 'create' },
  { method: 'GET', path: jobs, operation: 'list' },
  { method: 'GET', path: `${jobs}/{job_id}`, operation: 'get' },
  { method: 'POST', path: `${jobs}/{job_id}/cancel`, operation: 'cancel' },
]
/** Not in the contract, but the service says so all the same. */
const undocumented = [404, 405, 409, 415, 422]

/** A stateful stand-in for the Forge training API. */
export class ForgeSimulator extends Simulator {
  /** All jobs, oldest first. */
  readonly jobs: ForgeJob[] = []
  /** What left the contract because a timeline asked for it: statuses outside of its list, fields set by hand. */
  readonly deviations: Violation[] = []
  readonly #contract: ForgeContract
  readonly #options: ForgeOptions
  readonly #echo: Echo

  constructor(options: ForgeOptions = {}) {
    super(options)
    this.#options = options
    this.#contract = options.contract ?? new ForgeContract()
    this.#echo = {
      omit: options.omit ?? [],
      extra: options.echo ?? [],
      resolveAliases: options.resolveAliases ?? false,
    }
  }

  override get url(): string {
    return super.url + (this.#options.prefix ?? '')
  }

  /** The jobs that came through a create request. */
  get accepted(): ForgeJob[] {
    return this.jobs.filter(({ foreign }) => !foreign)
  }

  /** A job of somebody else, accepted `ageMs` ago. */
  addJob(
    job: { request?: TrainingJobRequest; timeline?: Timeline; ageMs?: number; id?: string } = {},
  ): ForgeJob {
    const { request = { job_type: 'pre_training', model_config: { architecture: 'dense' } }, ageMs = 0 } = job
    return this.#add(
      new ForgeJob({ id: job.id ?? this.ids.uuid('job'), foreign: true, ageMs }, request, {
        clock: this.clock,
        timeline: job.timeline ?? this.#timelineOf(request),
      }),
    )
  }

  /** Takes a job out of the service, as if somebody had deleted it. */
  removeJob(id: string): void {
    const at = this.jobs.findIndex((job) => job.id === id)
    if (at >= 0) this.jobs.splice(at, 1)
  }

  protected override operationOf(method: string, path: string): string {
    const match = this.#match(method, path)
    return match.kind === 'found' ? match.route.operation : 'unrouted'
  }

  protected override stamp(): Record<string, string> {
    const id = this.ids.uuid('correlation')
    return { 'mistral-correlation-id': id, 'x-kong-request-id': id.replaceAll('-', '') }
  }

  protected override handle(request: RecordedRequest): Answer {
    const requestId = this.ids.hex('request', 32)
    const match = this.#match(request.method, request.path)
    if (match.kind === 'unrouted') return refusal.noRoute(requestId)
    const authorized = request.headers.authorization === `Bearer ${this.#options.key ?? defaultKey}`
    if (!authorized) return refusal.unauthorized(requestId)
    if (match.kind === 'other-method') {
      return refusal.refused(405, 'Method Not Allowed', { allow: match.allow.join(', ') })
    }
    const [answer, shown] = this.#act(match.route, match.params, request)
    this.#check(request, match.route, answer, shown)
    return answer
  }

  #act(
    route: Route,
    params: Readonly<Record<string, string>>,
    request: RecordedRequest,
  ): [Answer, ForgeJob[]] {
    if (route.operation === 'create') return this.#create(request)
    if (route.operation === 'list') return this.#list(route, request)
    const problems = this.#contract.parameterProblems(route, params)
    if (problems.length > 0) return [refusal.invalidParameters('path', problems), []]
    const job = this.jobs.find(({ id }) => id === params['job_id']?.toLowerCase())
    if (job === undefined) return [refusal.refused(404, 'No training job matches the given query.'), []]
    const { cancelMode = 'normal', cancelAfterMs = 2_000 } = this.#options
    if (route.operation === 'cancel' && !job.cancel(cancelMode, cancelAfterMs)) {
      return [refusal.refused(409, `A training job that is ${job.status} can not be cancelled.`), []]
    }
    return [json(200, job.toJSON(this.#echo)), [job]]
  }

  #create(request: RecordedRequest): [Answer, ForgeJob[]] {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return [refusal.refused(415, 'Unsupported media type: the body must be application/json'), []]
    }
    if (request.body === undefined) return [refusal.invalidJson(request.raw), []]
    const errors = this.#contract.bodyProblems(request.body)
    if (errors.length > 0) return [refusal.invalidBody(errors), []]
    // The contract has just been asked whether it is one.
    const wanted = request.body as TrainingJobRequest
    const nonsense = impossible(wanted)
    if (nonsense !== undefined) return [refusal.badRequest(nonsense), []]
    const timeline = this.#timelineOf(wanted)
    const life = {
      clock: this.clock,
      timeline: wanted.auto_start === true ? timeline : restingAtValidated(timeline),
    }
    const job = this.#add(new ForgeJob({ id: this.ids.uuid('job'), foreign: false, ageMs: 0 }, wanted, life))
    return [json(200, job.toJSON(this.#echo)), [job]]
  }

  #list(route: Place, request: RecordedRequest): [Answer, ForgeJob[]] {
    const problems = this.#contract.parameterProblems(route, request.query)
    if (problems.length > 0) return [refusal.invalidParameters('query', problems), []]
    const size = Number(request.query['page_size'] ?? 20)
    const from = Number(request.query['page'] ?? 0) * size
    const newest = this.jobs.toReversed().sort((a, b) => b.acceptedAt - a.acceptedAt)
    const shown = newest.slice(from, from + size)
    return [json(200, { data: shown.map((job) => job.toJSON(this.#echo)), total: newest.length }), shown]
  }

  #match(method: string, path: string): Match<Route> {
    const { prefix = '' } = this.#options
    if (!path.startsWith(prefix)) return { kind: 'unrouted' }
    return matchRoute(routes, method, path.slice(prefix.length))
  }

  #add(job: ForgeJob): ForgeJob {
    this.jobs.push(job)
    return job
  }

  #timelineOf(request: TrainingJobRequest): Timeline {
    const { timeline = defaultTimeline } = this.#options
    return typeof timeline === 'function' ? timeline(request, this.accepted.length + 1) : timeline
  }

  /** Holds the simulator's own answer against the contract. */
  #check(request: RecordedRequest, route: Route, answer: Answer, shown: readonly ForgeJob[]): void {
    const errors = this.#contract.answerProblems(route, answer.status, parseJson(answer.body))
    if (errors === undefined && !undocumented.includes(answer.status)) {
      this.violations.push({
        request,
        problem: `the contract has no status ${answer.status} for ${route.operation}`,
      })
    }
    const root = (i: number): string => (route.operation === 'list' ? `/data/${i}` : '')
    const scripted = shown.flatMap((job, i) => job.scripted.map((name) => `${root(i)}/${name}`))
    for (const { instancePath, message } of errors ?? []) {
      const asked = scripted.some((path) => instancePath === path || instancePath.startsWith(`${path}/`))
      const list = asked ? this.deviations : this.violations
      list.push({ request, problem: `${instancePath} ${message ?? 'is wrong'}` })
    }
  }
}
