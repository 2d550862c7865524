import { isGreen } from '../../src/commands/index.ts'
import { takeCare } from '../../src/cancellation/clean-up.ts'
import { Gate } from '../../src/cancellation/stoppable-api.ts'
import type { Handover } from '../../src/state/post-state.ts'
import type { CommandInputs } from '../../src/inputs.ts'
import { interrupt } from '../../src/cancellation/cancel-run.ts'
import type { Clock } from '../../src/jobs/clock.ts'
import type { Reply, TrainingApi, TrainingJob } from '../../src/jobs/api.ts'
import type { Training } from '../../src/jobs/job-state.ts'
import type { Standing } from '../../src/jobs/result.ts'
import { outputsOf, type OutputName } from '../../src/outputs.ts'
import { Progress } from '../../src/report/reporter.ts'
import { Books } from '../../src/state/run-ledger.ts'
import type { Writer } from '../../src/state/own-records.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import { Notebook } from '../../src/state/comment-record-store.ts'
import { LiveComment } from '../../src/report/comment-publisher.ts'
import { Reports } from '../../src/report/report-publisher.ts'
import { outcomeOf } from '../../src/jobs/result.ts'
import { run } from '../../src/commands/run.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, GONE, MemoryConversation, PASSING } from '../fakes/comment-store.ts'
import { RecordingLog } from '../fakes/log.ts'
import { FakeRun, SharedWorld } from '../fakes/command-context.ts'
import { seededRandom } from '../fakes/random.ts'
import { MODEL, sampleContext } from '../fakes/samples.ts'
import {
  FakeTrainingApi,
  GARBLED,
  LOST,
  UNSENT,
  answered,
  type Fault,
  type JobCourse,
  type Operation,
} from '../fakes/forge-api.ts'
import { MemoryWorkspace } from '../fakes/workspace.ts'
import { SPECS, SPEC_NAMES, type Blow, type Course, type Schedule, type SpecName } from './random-schedule.ts'

type RunInputs = Extract<CommandInputs, { command: 'run' }>

/** One exchange with the service, as the client saw it. */
export interface Exchange {
  readonly by: 'step' | 'post'
  readonly operation: Operation
  readonly atMs: number
  /** What outputs and state for `post` held when it began. */
  readonly told: string
  readonly spec?: SpecName
  readonly id?: string
  doneMs?: number
  /** Absent where nobody lived to see it. */
  reply?: Reply<TrainingJob | object>
}

/** A job of the service, in the end. */
export interface Truth {
  readonly id: string
  /** The spec that it was made from. */
  readonly spec?: SpecName
  readonly isOurs: boolean
  readonly bornMs: number
  readonly endsMs: number
  readonly job: TrainingJob
  readonly isCancelAsked: boolean
}

/** What a second attempt did, half an hour later, when nothing was in its way. */
export interface Again {
  readonly trainings: readonly Training[]
  /** The specs that it submitted. */
  readonly submitted: readonly SpecName[]
  /** How many comments of the key there are in the end. */
  readonly comments: number
}

/** What is left when everything is over. */
export interface Evidence {
  readonly schedule: Schedule
  readonly end: 'by itself' | 'interrupted' | 'killed' | 'hung'
  readonly isGreen: boolean
  readonly trainings: readonly Training[]
  /** The output `jobs`, and what it was when the step was stopped. */
  readonly jobsOutput: string
  readonly jobsOutputAtStop: string
  readonly handover: Handover | undefined
  readonly truths: readonly Truth[]
  readonly traffic: readonly Exchange[]
  readonly log: RecordingLog
  readonly stopMs: number
  /** How many exchanges had begun by then. */
  readonly begunAtStop: number
  /** When the work was done, and when the process was gone. */
  readonly workedMs: number
  readonly goneMs: number
  readonly again: Again
  /** Whether `post` says that nothing is left to do; undefined where it had nothing to do. */
  readonly isSettled: boolean | undefined
}

/** Plays a schedule: the pipeline, `post`, and what the service knows half an hour later. */
export function play(schedule: Schedule): Promise<Evidence> {
  return new RandomWorld(schedule).play()
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NEVER = new Promise<never>(() => undefined)
const ME: Writer = { run: { id: '8123', attempt: 1 }, writer: 'w', commit: 'abc1234' }
const SEAL = sealOf('k', 'acme/bot#7', 'forge-key')
const FOREIGN: TrainingRequest = { job_type: 'pre_training', model_config: {}, auto_start: true }

const fileOf = (name: SpecName) => `${name}.yml`
/** The spec of a label. */
export const specOf = (label: string): SpecName | undefined =>
  SPEC_NAMES.find((name) => fileOf(name) === label)
const requestOf = (name: SpecName): TrainingRequest =>
  structuredClone({ ...SPECS[name], auto_start: true }) as never

class RandomWorld {
  readonly #schedule: Schedule
  readonly #clock = new VirtualClock()
  readonly #api: FakeTrainingApi
  readonly #log = new RecordingLog()
  readonly #traffic: Exchange[] = []
  /** The very requests that we sent, by which our jobs are known. */
  readonly #sent = new Map<TrainingRequest, SpecName>()
  readonly #twins = new Map<TrainingRequest, SpecName>()
  readonly #random: () => number
  readonly #stopped: Promise<'interrupted' | 'killed'>
  readonly #conversation = new MemoryConversation()
  readonly #liveComment: LiveComment
  readonly #books: Books
  #stop: (how: 'interrupted' | 'killed') => void = () => undefined
  #isDead = false
  #isOver = false
  #outputs: Record<OutputName, string> | undefined
  #handover: Handover | undefined
  #stopMs = Infinity
  #begunAtStop = Infinity
  #jobsOutputAtStop = ''
  #workedMs = Infinity

  constructor(schedule: Schedule) {
    this.#schedule = schedule
    this.#random = seededRandom(schedule.seed)
    this.#api = new FakeTrainingApi(this.#clock, ...schedule.courses.map(courseOf))
    this.#stopped = new Promise((resolve) => (this.#stop = resolve))
    const clock = this.#mortalClock()
    this.#liveComment = new LiveComment({
      notebook: new Notebook({ store: this.#conversation, seal: SEAL, clock, run: ME.run }),
      clock,
      log: this.#log,
      redact: (text) => text,
      onRecord: (record) => this.#books.hear(record),
    })
    this.#books = new Books({ ledgers: [this.#liveComment], me: ME, clock })
    this.#afflict(this.#conversation)
    this.#populate()
  }

  async play(): Promise<Evidence> {
    const progress = this.#progress()
    const over = new AbortController()
    const giveUpMs = this.#schedule.inputs.timeoutMs + 2 * HOUR
    const hung = this.#clock.sleep(giveUpMs, over.signal).then(() => 'hung' as const)
    const service = this.#witness('step')
    const gate = new Gate(service)
    const stopped = this.#stopped.then(async (how) => {
      if (how === 'killed') return how
      const { onCancel } = this.#schedule.inputs
      await interrupt({ gate, api: service, clock: this.#clock, progress, onCancel })
      return how
    })
    const end = await Promise.race([this.#work(gate, progress), stopped, hung])
    const goneMs = this.#clock.now()
    over.abort()
    this.#isOver = true
    this.#isDead = true
    const isSettled = await this.#post()
    const evidence = await this.#evidence(progress)
    return { ...evidence, ...ending(end), goneMs, isSettled, again: await this.#again() }
  }

  get #files(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#schedule.specs.map((name) => [fileOf(name), JSON.stringify(SPECS[name])]))
  }

  /** What the root of the action does, as far as it needs no process. */
  async #work(api: Gate, progress: Progress): Promise<{ readonly isGreen: boolean }> {
    const { inputs } = this.#schedule
    const files = new MemoryWorkspace(this.#files)
    const given: RunInputs = {
      command: 'run',
      spec: Object.keys(this.#files),
      set: '',
      allowUnknownFields: false,
      apiKey: '',
      apiUrl: '',
      maxJobs: 10,
      onSuperseded: 'cancel',
      reuse: true,
      ...inputs,
    }
    const performed = await run(given, {
      api,
      clock: this.#mortalClock(),
      random: this.#random,
      newIntent: () => 'intent',
      files,
      progress,
      me: ME,
      books: this.#books,
      deadlineMs: inputs.timeoutMs,
    })
    const result = await api.pass(performed)
    this.#workedMs = this.#clock.now()
    const green = isGreen('run', outcomeOf(result))
    await progress.finish(result, green)
    return { isGreen: green }
  }

  /** What the runner does after the step. */
  async #post(): Promise<boolean | undefined> {
    const handover = this.#handover
    if (handover === undefined || handover.isOver) return undefined
    if (handover.jobs.length === 0 && handover.open === undefined) return undefined
    const wasCancelled = this.#schedule.stop?.jobStatus !== 'failure'
    const random = this.#random
    const { isSettled } = await takeCare(handover, wasCancelled, {
      api: this.#witness('post'),
      clock: this.#clock,
      random,
      log: this.#log,
    })
    return isSettled
  }

  async #evidence(
    progress: Progress,
  ): Promise<Omit<Evidence, 'end' | 'isGreen' | 'goneMs' | 'isSettled' | 'again'>> {
    // Whatever is still under way arrives.
    await this.#clock.sleep(HOUR / 2)
    this.#api.script = () => undefined
    this.#api.latencyMs = 0
    return {
      schedule: this.#schedule,
      trainings: progress.trainings,
      jobsOutput: this.#outputs?.jobs ?? '',
      jobsOutputAtStop: this.#jobsOutputAtStop,
      handover: this.#handover,
      truths: await Promise.all(this.#api.jobs.map((job) => this.#truth(job))),
      traffic: this.#traffic,
      log: this.#log,
      stopMs: this.#stopMs,
      begunAtStop: this.#begunAtStop,
      workedMs: this.#workedMs,
    }
  }

  async #truth({
    id,
    request,
    bornMs,
    course,
    cancelAskedMs,
  }: FakeTrainingApi['jobs'][number]): Promise<Truth> {
    const reply = await this.#api.get(id)
    const spec = request && (this.#sent.get(request) ?? this.#twins.get(request))
    return {
      id,
      isOurs: request !== undefined && this.#sent.has(request),
      bornMs,
      endsMs: bornMs + (course.statuses[2]?.[0] ?? Infinity),
      job: reply.ok ? reply.value : { id },
      isCancelAsked: cancelAskedMs !== undefined,
      ...(spec === undefined ? {} : { spec }),
    }
  }

  /** The service with its jobs, its ways and its faults. */
  #populate(): void {
    const { service, strikes, others, specs } = this.#schedule
    const api = this.#api
    Object.assign(api, service)
    const running: JobCourse = { statuses: [[0, 'RUNNING']] }
    for (let n = 0; n < service.olderJobs; n++) api.add(running, FOREIGN, HOUR + n * MINUTE)
    for (const name of specs) api.add(running, requestOf(name), HOUR)
    api.script = ({ operation }, nth) => {
      const strike = strikes.find((each) => {
        return each.operation === operation && nth >= each.nth && nth < each.nth + each.times
      })
      return strike && faultOf(strike.blow)
    }
    api.listed = (job) => this.#listed(job)
    for (const { atMs, what } of others) {
      void this.#clock.sleep(atMs).then(() => {
        if (what === 'vanish') this.#vanish()
        else api.add(running, what === 'another job' ? FOREIGN : this.#twin(what))
      })
    }
  }

  #twin(name: SpecName): TrainingRequest {
    const request = requestOf(name)
    this.#twins.set(request, name)
    return request
  }

  #vanish(): void {
    const at = this.#api.jobs.findIndex(({ request }) => request === FOREIGN)
    if (at >= 0) this.#api.jobs.splice(at, 1)
  }

  #listed(job: TrainingJob): TrainingJob {
    const { tellsAge, tellsAll } = this.#schedule.service
    const { createdAt, ...rest } = job
    const aged = tellsAge && createdAt !== undefined ? { ...rest, createdAt } : rest
    const request = this.#api.jobs.find(({ id }) => id === job.id)?.request
    if (!tellsAll || request === undefined) return aged
    const { model_config: modelConfig, dataset_ids: datasetIds = [], auto_start: autoStart } = request
    return { ...aged, modelConfig, datasetIds, autoStart }
  }

  /** The service as one of the two parts sees it, until it is dead. */
  #witness(by: Exchange['by']): TrainingApi {
    const counts = new Map<Operation, number>()
    const see = async <T extends object>(
      operation: Operation,
      about: Pick<Exchange, 'id' | 'spec'>,
      call: () => Promise<Reply<T>>,
    ): Promise<Reply<T>> => {
      const isDead = (): boolean => by === 'step' && this.#isDead
      if (isDead()) return NEVER
      const told = JSON.stringify([this.#outputs, this.#handover])
      const exchange: Exchange = { by, operation, atMs: this.#clock.now(), told, ...about }
      this.#traffic.push(exchange)
      counts.set(operation, (counts.get(operation) ?? 0) + 1)
      if (by === 'step') this.#stopAt(operation, counts.get(operation) ?? 0)
      const reply = await call()
      if (isDead()) return NEVER
      exchange.doneMs = this.#clock.now()
      exchange.reply = reply
      return reply
    }
    const api = this.#api
    return {
      create: (request, intent) => {
        const [spec] = specNamed(request)
        if (spec !== undefined) this.#sent.set(request, spec)
        return see('create', spec === undefined ? {} : { spec }, () => api.create(request, intent))
      },
      get: (id) => see('get', { id }, () => api.get(id)),
      list: (page, pageSize) => see('list', {}, () => api.list(page, pageSize)),
      cancel: (id) => see('cancel', { id }, () => api.cancel(id)),
    }
  }

  #stopAt(operation: Operation, nth: number): void {
    const { stop } = this.#schedule
    if (stop?.operation !== operation || stop.nth !== nth) return
    void this.#clock.sleep(stop.afterMs).then(() => {
      if (this.#isOver) return
      this.#stopMs = this.#clock.now()
      this.#begunAtStop = this.#traffic.length
      this.#jobsOutputAtStop = this.#outputs?.jobs ?? ''
      this.#isDead = stop.by === 'kill'
      this.#stop(stop.by === 'kill' ? 'killed' : 'interrupted')
    })
  }

  /** Time goes on for nobody who is dead. */
  #mortalClock(): Clock {
    const clock = this.#clock
    return {
      now: () => clock.now(),
      wall: () => clock.wall(),
      sleep: async (ms, signal) => {
        await clock.sleep(ms, signal)
        if (this.#isDead) await NEVER
      },
    }
  }

  #progress(): Progress {
    const clock = this.#mortalClock()
    const whileAlive =
      <T>(act: (value: T) => void) =>
      (value: T): void => {
        if (!this.#isDead) act(value)
      }
    const { onCancel } = this.#schedule.inputs
    const log = this.#log
    const idle = async (ms: number, signal: AbortSignal): Promise<void> => {
      await this.#clock.idle(ms, signal)
      if (this.#isDead) await NEVER
    }
    return new Progress({
      log,
      clock,
      context: sampleContext(),
      setOutputs: whileAlive((state: Standing) => (this.#outputs = outputsOf(state))),
      remember: whileAlive(
        (handover: Omit<Handover, 'onCancel'>) => (this.#handover = { onCancel, ...handover }),
      ),
      writeSummary: () => Promise.resolve(),
      startedMs: 0,
      reports: new Reports({ clock, idle, liveComment: this.#liveComment, books: this.#books }),
    })
  }

  #afflict(store: MemoryConversation): void {
    let nth = 0
    store.intercept = async () => {
      nth++
      const strike = this.#schedule.comments.find((each) => nth >= each.nth && nth < each.nth + each.times)
      if (strike === undefined) return undefined
      await this.#clock.sleep(strike.takesMs)
      return { passing: PASSING, forbidden: FORBIDDEN, gone: GONE, proper: undefined }[strike.reply]
    }
  }

  /** Somebody runs the workflow again. */
  async #again(): Promise<Again> {
    this.#conversation.intercept = () => undefined
    const known = new Set(this.#api.jobs)
    const shared = { clock: this.#clock, conversation: this.#conversation, api: this.#api }
    const { inputs } = this.#schedule
    const { result } = await new FakeRun(Object.assign(new SharedWorld(), shared), {
      files: this.#files,
      attempt: 2,
      inputs: { ...inputs, spec: Object.keys(this.#files), waitFor: 'nothing', timeoutMs: 10 * HOUR },
    }).play()
    const fresh = this.#api.jobs.filter(({ request }) => request && !this.#twins.has(request))
    return {
      trainings: result.trainings,
      submitted: fresh.filter((job) => !known.has(job)).flatMap(({ request }) => specNamed(request)),
      comments: this.#conversation.bodies.filter((body) => body.startsWith(SEAL.start)).length,
    }
  }
}

function specNamed(request: TrainingRequest | undefined): readonly SpecName[] {
  return SPEC_NAMES.filter((name) => request && isSame(SPECS[name], request))
}

function ending(
  end: 'interrupted' | 'killed' | 'hung' | { readonly isGreen: boolean },
): Pick<Evidence, 'end' | 'isGreen'> {
  return typeof end === 'string' ? { end, isGreen: false } : { end: 'by itself', ...end }
}

function courseOf({ queuedMs, runsMs, end, cancelDelayMs }: Course): JobCourse {
  const statuses: [number, string][] = [
    [0, 'QUEUED'],
    [queuedMs, 'RUNNING'],
  ]
  if (end !== 'never') statuses.push([queuedMs + runsMs, end.split(' ')[0] ?? end])
  return {
    statuses,
    ...(end === 'SUCCESS' ? { model: MODEL } : {}),
    ...(cancelDelayMs === undefined ? {} : { cancelDelayMs }),
  }
}

function faultOf(blow: Blow): Fault {
  switch (blow.kind) {
    case 'unsent':
      return { failure: UNSENT }
    case 'lost':
    case 'garbled':
      return {
        failure: blow.kind === 'lost' ? LOST : GARBLED,
        accepts: blow.isCarriedOut,
        takesMs: blow.takesMs,
      }
    case 'late':
      return { failure: LOST, acceptsAfterMs: blow.afterMs }
    case 'status': {
      const { status, isCarriedOut, retryAfterMs } = blow
      return {
        failure: answered(status, retryAfterMs === undefined ? {} : { retryAfterMs }),
        accepts: isCarriedOut,
      }
    }
    case 'slow':
      return { takesMs: blow.takesMs }
    case 'stale':
      return { staleMs: blow.staleMs }
  }
}

function isSame(spec: object, request: TrainingRequest): boolean {
  const { auto_start: _, ...rest } = request
  return JSON.stringify(sorted(spec)) === JSON.stringify(sorted(rest))
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, each]) => [name, sorted(each)]))
}
