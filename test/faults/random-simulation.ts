import { ServiceGate } from '../../src/jobs/service-gate.ts'
import { RecentBaseline } from '../../src/jobs/recent-baseline.ts'
import { isSuccess } from '../../src/commands/index.ts'
import { cleanUp } from '../../src/cancellation/clean-up.ts'
import { decideCleanup } from '../../src/cancellation/decide-cleanup.ts'
import { StopGate } from '../../src/cancellation/stop-gate.ts'
import { stopRun } from '../../src/cancellation/stop-run.ts'
import { StoppableApi } from '../../src/cancellation/stoppable-api.ts'
import { checkOwnership } from '../../src/cancellation/ownership.ts'
import type { CommentStore } from '../../src/state/github.ts'
import type { PostState } from '../../src/state/post-state.ts'
import type { RunInputs } from '../../src/inputs.ts'
import type { Clock } from '../../src/jobs/clock.ts'
import type { ApiResult, ForgeApi, TrainingJob } from '../../src/jobs/api.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { OutputState } from '../../src/jobs/result.ts'
import { formatOutputs, type OutputName } from '../../src/outputs.ts'
import { Reporter, type SavedProgress } from '../../src/report/reporter.ts'
import { RunLedger } from '../../src/state/run-ledger.ts'
import type { LeaseHolder } from '../../src/state/lease.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { CommentRecordStore } from '../../src/state/comment-record-store.ts'
import { CommentSink } from '../../src/report/comment-sink.ts'
import { renderComment } from '../../src/report/render.ts'
import { ReportWriter } from '../../src/report/report-writer.ts'
import { overallOutcome } from '../../src/jobs/result.ts'
import { run } from '../../src/commands/run.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { VirtualClock } from '../fakes/clock.ts'
import {
  FORBIDDEN,
  NOT_FOUND,
  FakeConversation,
  BAD_GATEWAY,
  stoppableStore,
} from '../fakes/comment-store.ts'
import { FakeLog } from '../fakes/log.ts'
import { FakeRun, FakeEnvironment } from '../fakes/command-context.ts'
import { seededRandom } from '../fakes/random.ts'
import { MODEL, sampleContext } from '../fakes/samples.ts'
import {
  FakeForgeApi,
  INVALID_RESPONSE,
  INTERRUPTED,
  NOT_SENT,
  httpError,
  type Fault,
  type JobLifecycle,
  type Operation,
} from '../fakes/forge-api.ts'
import { fakeDefaultBranch } from '../fakes/default-branch.ts'
import { FakeWorkspace } from '../fakes/workspace.ts'
import { neverSettles } from '../fakes/never-settles.ts'
import { SERVICE } from '../state/samples.ts'
import {
  SPECS,
  SPEC_NAMES,
  type FaultEffect,
  type JobTimeline,
  type RandomSchedule,
  type SpecName,
} from './random-schedule.ts'

/** One API call, as the client saw it. */
export interface ApiExchange {
  readonly caller: 'step' | 'post'
  readonly operation: Operation
  readonly atMs: number
  /** Outputs and post state when it began. */
  readonly persisted: string
  readonly spec?: SpecName
  readonly id?: string
  endedAtMs?: number
  /** Absent if the process ended first. */
  result?: ApiResult<TrainingJob | object>
}

/** A job of the service, at the end. */
export interface ActualJob {
  readonly id: string
  /** The spec it was created from. */
  readonly spec?: SpecName
  readonly isOurs: boolean
  readonly createdAtMs: number
  readonly endsAtMs: number
  readonly job: TrainingJob
  readonly isCancelRequested: boolean
}

/** The result of a second attempt without faults, half an hour later. */
export interface RerunResult {
  readonly states: readonly JobState[]
  readonly submitted: readonly SpecName[]
  /** Number of comments of the key at the end. */
  readonly comments: number
}

/** Everything that the checks need to know about a run. */
export interface Evidence {
  readonly schedule: RandomSchedule
  readonly end: 'completed' | 'cancelled' | 'killed' | 'timed-out'
  readonly isSuccess: boolean
  /** As published in the end, by the step or by `post`. */
  readonly states: readonly JobState[]
  /** The output `jobs`, at the end and when the step was stopped. */
  readonly jobsOutput: string
  readonly jobsOutputAtStop: string
  readonly postState: PostState | undefined
  readonly actualJobs: readonly ActualJob[]
  readonly traffic: readonly ApiExchange[]
  readonly log: FakeLog
  readonly stoppedAtMs: number
  /** Number of calls that had begun by then. */
  readonly callCountAtStop: number
  /** When the work was done, and when the process exited. */
  readonly finishedAtMs: number
  readonly exitedAtMs: number
  readonly rerun: RerunResult
  /** Whether `post` reports that everything is settled; undefined if it had nothing to do. */
  readonly isSettled: boolean | undefined
  /** How long `post` took. */
  readonly postMs: number
}

/** Runs a schedule: the pipeline, `post`, and half an hour later a second attempt. */
export function runSchedule(schedule: RandomSchedule): Promise<Evidence> {
  return new RandomSimulation(schedule).run()
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const HOLDER: LeaseHolder = {
  run: { id: '8123', attempt: 1 },
  holderId: 'w',
  commit: 'abc1234',
  owner: 'train',
  service: SERVICE,
}
const CODEC = createCodec('k', '7001#7', 'forge-key')
const OTHER_REQUEST: TrainingRequest = { job_type: 'pre_training', model_config: {}, auto_start: true }

const fileOf = (name: SpecName) => `${name}.yml`
export const specOf = (label: string): SpecName | undefined =>
  SPEC_NAMES.find((name) => fileOf(name) === label)
const requestOf = (name: SpecName): TrainingRequest =>
  structuredClone({ ...SPECS[name], auto_start: true }) as never

interface CommentAccess {
  readonly comment: CommentSink
  readonly ledger: RunLedger
}

class RandomSimulation {
  readonly #schedule: RandomSchedule
  readonly #clock = new VirtualClock()
  readonly #api: FakeForgeApi
  readonly #log = new FakeLog()
  readonly #traffic: ApiExchange[] = []
  /** The request objects that we sent; they identify our jobs. */
  readonly #sent = new Map<TrainingRequest, SpecName>()
  readonly #twins = new Map<TrainingRequest, SpecName>()
  readonly #random: () => number
  readonly #stopped: Promise<'cancelled' | 'killed'>
  readonly #commentStore = new FakeConversation()
  readonly #gate = new StopGate()
  readonly #comment: CommentAccess
  #publishedStates: readonly JobState[] | undefined
  #stop: (stopKind: 'cancelled' | 'killed') => void = () => undefined
  #isKilled = false
  #isFinished = false
  #outputs: Record<OutputName, string> | undefined
  #postState: PostState | undefined
  #stoppedAtMs = Infinity
  #callCountAtStop = Infinity
  #jobsOutputAtStop = ''
  #finishedAtMs = Infinity

  constructor(schedule: RandomSchedule) {
    this.#schedule = schedule
    this.#random = seededRandom(schedule.seed)
    this.#api = new FakeForgeApi(this.#clock, ...schedule.timelines.map(toJobLifecycle))
    this.#stopped = new Promise((resolve) => (this.#stop = resolve))
    const mayWrite = (): boolean => !this.#isKilled && this.#gate.mayWrite()
    this.#comment = this.#openComment(stoppableStore(this.#commentStore, mayWrite), this.#processClock())
    this.#injectCommentFaults(this.#commentStore)
    this.#setUpService()
  }

  async run(): Promise<Evidence> {
    const reporter = this.#createReporter()
    const ended = new AbortController()
    const hangTimeoutMs = this.#schedule.inputs.timeoutMs + 2 * HOUR
    const hung = this.#clock.sleep(hangTimeoutMs, ended.signal).then(() => 'timed-out' as const)
    const service = this.#observeApi('step')
    const stoppableApi = new StoppableApi(service, this.#gate)
    const stopped = this.#stopped.then(async (stopKind) => {
      if (stopKind === 'killed') return stopKind
      await stopRun({ stoppableApi, clock: this.#clock, reporter })
      return stopKind
    })
    const end = await Promise.race([this.#work(stoppableApi, reporter), stopped, hung])
    const exitedAtMs = this.#clock.now()
    ended.abort()
    this.#isFinished = true
    this.#isKilled = true
    const isSettled = await this.#post()
    const postMs = this.#clock.now() - exitedAtMs
    const evidence = await this.#evidence(reporter)
    return { ...evidence, ...toEnd(end), exitedAtMs, isSettled, postMs, rerun: await this.#rerun() }
  }

  get #files(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#schedule.specs.map((name) => [fileOf(name), JSON.stringify(SPECS[name])]))
  }

  /** The part of the action that needs no process. */
  async #work(api: StoppableApi, reporter: Reporter): Promise<{ readonly isSuccess: boolean }> {
    const { inputs } = this.#schedule
    const files = new FakeWorkspace(this.#files)
    const runInputs: RunInputs = {
      command: 'run',
      spec: Object.keys(this.#files),
      onlyChanged: false,
      set: '',
      allowUnknownFields: false,
      apiKey: '',
      apiUrl: '',
      maxJobs: 10,
      onSuperseded: 'cancel',
      reuse: true,
      ...inputs,
    }
    const commandResult = await run(runInputs, {
      api: new ServiceGate(api, this.#processClock()),
      clock: this.#processClock(),
      random: this.#random,
      newIdempotencyKey: () => 'key',
      recentBaseline: new RecentBaseline(),
      files,
      reporter,
      holder: HOLDER,
      eventName: 'pull_request',
      defaultBranch: fakeDefaultBranch(),
      githubTime: () => this.#clock.wall(),
      ledger: this.#comment.ledger,
      deadlineMs: inputs.timeoutMs,
    })
    const result = await api.unlessStopped(commandResult)
    this.#finishedAtMs = this.#clock.now()
    const isPassed = isSuccess('run', overallOutcome(result))
    await reporter.finish(result, isPassed)
    return { isSuccess: isPassed }
  }

  async #post(): Promise<boolean | undefined> {
    const postState = this.#postState
    if (postState === undefined) return undefined
    const decision = decideCleanup(postState, this.#schedule.stop?.jobStatus ?? 'cancelled', true)
    const { jobIds, pendingSubmission, states = [] } = postState
    const hasNothing = jobIds.length === 0 && pendingSubmission === undefined && states.length === 0
    if (decision.kind === 'none' || hasNothing) return undefined
    const clock = this.#clock
    const { comment, ledger } = this.#openComment(this.#commentStore, clock)
    const sleepUnref = (ms: number, signal: AbortSignal): Promise<void> => clock.sleepUnref(ms, signal)
    const reports = new ReportWriter({ clock, sleepUnref, comment, ledger })
    return cleanUp(postState, decision, {
      api: this.#observeApi('post'),
      clock,
      random: this.#random,
      log: this.#log,
      checkOwnership: (left) =>
        checkOwnership(left, {
          ledger,
          clock,
          holder: HOLDER,
          random: this.#random,
          githubTime: () => clock.wall(),
        }),
      publish: async (published) => {
        this.#publishedStates = published
        await ledger.releaseUnsubmitted(published)
        await reports.finish({
          states: published,
          diagnostics: [],
          context: sampleContext(),
          nowMs: clock.wall(),
        })
      },
    })
  }

  /** Opens the comment of the step, as main and `post` do, each for itself. */
  #openComment(store: CommentStore, clock: Clock): CommentAccess {
    const recordStore = new CommentRecordStore({ store, codec: CODEC, clock, run: HOLDER.run })
    const ledger = new RunLedger({
      store: recordStore,
      holder: HOLDER,
      clock,
      githubTime: () => clock.wall(),
    })
    const redact = (text: string): string => text
    const comment = new CommentSink({ recordStore, render: renderComment, log: this.#log, redact })
    return { comment, ledger }
  }

  async #evidence(
    reporter: Reporter,
  ): Promise<Omit<Evidence, 'end' | 'isSuccess' | 'exitedAtMs' | 'isSettled' | 'postMs' | 'rerun'>> {
    // Wait for late requests.
    await this.#clock.sleep(HOUR / 2)
    this.#api.script = () => undefined
    this.#api.latencyMs = 0
    return {
      schedule: this.#schedule,
      states: this.#publishedStates ?? reporter.states,
      jobsOutput: this.#outputs?.jobs ?? '',
      jobsOutputAtStop: this.#jobsOutputAtStop,
      postState: this.#postState,
      actualJobs: await Promise.all(this.#api.jobs.map((job) => this.#actualJob(job))),
      traffic: this.#traffic,
      log: this.#log,
      stoppedAtMs: this.#stoppedAtMs,
      callCountAtStop: this.#callCountAtStop,
      finishedAtMs: this.#finishedAtMs,
    }
  }

  async #actualJob({
    id,
    request,
    createdMs,
    lifecycle,
    cancelRequestedMs,
  }: FakeForgeApi['jobs'][number]): Promise<ActualJob> {
    const result = await this.#api.get(id)
    const spec = request && (this.#sent.get(request) ?? this.#twins.get(request))
    return {
      id,
      isOurs: request !== undefined && this.#sent.has(request),
      createdAtMs: createdMs,
      endsAtMs: createdMs + (lifecycle.statuses[2]?.[0] ?? Infinity),
      job: result.ok ? result.value : { id },
      isCancelRequested: cancelRequestedMs !== undefined,
      spec,
    }
  }

  #setUpService(): void {
    const { service, faults, externalEvents, specs } = this.#schedule
    const api = this.#api
    api.latencyMs = service.latencyMs
    api.order = service.order
    api.maxPageSize = service.maxPageSize
    api.reportsTotal = service.reportsTotal
    api.reportsTime = service.reportsTime
    const running: JobLifecycle = { statuses: [[0, 'RUNNING']] }
    for (let n = 0; n < service.olderJobs; n++) api.addJob(running, OTHER_REQUEST, HOUR + n * MINUTE)
    for (const name of specs) api.addJob(running, requestOf(name), HOUR)
    api.script = ({ operation }, nth) => {
      const fault = faults.find((rule) => {
        return rule.operation === operation && nth >= rule.nth && nth < rule.nth + rule.times
      })
      return fault && toFakeFault(fault.effect)
    }
    api.describeInList = (job) => this.#toListedJob(job)
    for (const { atMs, action } of externalEvents) {
      void this.#clock.sleep(atMs).then(() => {
        if (action === 'delete-job') this.#removeForeignJob()
        else api.addJob(running, action === 'other-job' ? OTHER_REQUEST : this.#twin(action))
      })
    }
  }

  #twin(name: SpecName): TrainingRequest {
    const request = requestOf(name)
    this.#twins.set(request, name)
    return request
  }

  #removeForeignJob(): void {
    const at = this.#api.jobs.findIndex(({ request }) => request === OTHER_REQUEST)
    if (at >= 0) this.#api.jobs.splice(at, 1)
  }

  #toListedJob(job: TrainingJob): TrainingJob {
    const { reportsCreatedAt, reportsWholeRequest } = this.#schedule.service
    const { createdAt, ...rest } = job
    const listed = reportsCreatedAt && createdAt !== undefined ? { ...rest, createdAt } : rest
    const request = this.#api.jobs.find(({ id }) => id === job.id)?.request
    if (!reportsWholeRequest || request === undefined) return listed
    const { model_config: modelConfig, dataset_ids: datasetIds = [], auto_start: autoStart } = request
    return { ...listed, modelConfig, datasetIds, autoStart }
  }

  /** The API for the step or for post; it records calls, and stops responding to a killed step. */
  #observeApi(caller: ApiExchange['caller']): ForgeApi {
    const counts = new Map<Operation, number>()
    const observe = async <T extends object>(
      operation: Operation,
      about: Pick<ApiExchange, 'id' | 'spec'>,
      call: () => Promise<ApiResult<T>>,
    ): Promise<ApiResult<T>> => {
      const isKilled = (): boolean => caller === 'step' && this.#isKilled
      if (isKilled()) return neverSettles()
      const persisted = JSON.stringify([this.#outputs, this.#postState])
      const exchange: ApiExchange = { caller, operation, atMs: this.#clock.now(), persisted, ...about }
      this.#traffic.push(exchange)
      counts.set(operation, (counts.get(operation) ?? 0) + 1)
      if (caller === 'step') this.#scheduleStop(operation, counts.get(operation) ?? 0)
      const result = await call()
      if (isKilled()) return neverSettles()
      exchange.endedAtMs = this.#clock.now()
      exchange.result = result
      return result
    }
    const api = this.#api
    return {
      create: (request, idempotencyKey) => {
        const [spec] = findSpecNames(request)
        if (spec !== undefined) this.#sent.set(request, spec)
        return observe('create', { spec }, () => api.create(request, idempotencyKey))
      },
      get: (id) => observe('get', { id }, () => api.get(id)),
      list: (page, pageSize) => observe('list', {}, () => api.list(page, pageSize)),
      cancel: (id) => observe('cancel', { id }, () => api.cancel(id)),
    }
  }

  #scheduleStop(operation: Operation, nth: number): void {
    const { stop } = this.#schedule
    if (stop?.operation !== operation || stop.nth !== nth) return
    void this.#clock.sleep(stop.afterMs).then(() => {
      if (this.#isFinished) return
      this.#stoppedAtMs = this.#clock.now()
      this.#callCountAtStop = this.#traffic.length
      this.#jobsOutputAtStop = this.#outputs?.jobs ?? ''
      this.#isKilled = stop.by === 'kill'
      this.#stop(stop.by === 'kill' ? 'killed' : 'cancelled')
    })
  }

  /** A clock whose sleeps never end once the process was killed. */
  #processClock(): Clock {
    const clock = this.#clock
    return {
      now: () => clock.now(),
      wall: () => clock.wall(),
      sleep: async (ms, signal) => {
        await clock.sleep(ms, signal)
        if (this.#isKilled) await neverSettles()
      },
    }
  }

  #createReporter(): Reporter {
    const clock = this.#processClock()
    const unlessKilled =
      <T>(act: (value: T) => void) =>
      (value: T): void => {
        if (!this.#isKilled) act(value)
      }
    const { onCancel } = this.#schedule.inputs
    const log = this.#log
    const idle = async (ms: number, signal: AbortSignal): Promise<void> => {
      await this.#clock.sleepUnref(ms, signal)
      if (this.#isKilled) await neverSettles()
    }
    return new Reporter({
      log,
      clock,
      context: sampleContext(),
      setOutputs: unlessKilled((state: OutputState) => (this.#outputs = formatOutputs(state))),
      savePostState: unlessKilled(
        (progress: SavedProgress) => (this.#postState = { onCancel, holderId: HOLDER.holderId, ...progress }),
      ),
      writeSummary: () => Promise.resolve(),
      startedMs: 0,
      publisher: new ReportWriter({
        clock,
        sleepUnref: idle,
        comment: this.#comment.comment,
        ledger: this.#comment.ledger,
      }),
    })
  }

  #injectCommentFaults(store: FakeConversation): void {
    let nth = 0
    store.beforeCall = async () => {
      nth++
      const fault = this.#schedule.commentFaults.find(
        (rule) => nth >= rule.nth && nth < rule.nth + rule.times,
      )
      if (fault === undefined) return undefined
      await this.#clock.sleep(fault.takesMs)
      return { transient: BAD_GATEWAY, forbidden: FORBIDDEN, 'not-found': NOT_FOUND, none: undefined }[
        fault.failure
      ]
    }
  }

  /** Runs the workflow again. */
  async #rerun(): Promise<RerunResult> {
    this.#commentStore.beforeCall = () => undefined
    const known = new Set(this.#api.jobs)
    const shared = { clock: this.#clock, conversation: this.#commentStore, api: this.#api }
    const { inputs } = this.#schedule
    const { result } = await new FakeRun(Object.assign(new FakeEnvironment(), shared), {
      files: this.#files,
      attempt: 2,
      inputs: { ...inputs, spec: Object.keys(this.#files), waitFor: 'none', timeoutMs: 10 * HOUR },
    }).execute()
    const newJobs = this.#api.jobs.filter(({ request }) => request && !this.#twins.has(request))
    return {
      states: result.states,
      submitted: newJobs.filter((job) => !known.has(job)).flatMap(({ request }) => findSpecNames(request)),
      comments: this.#commentStore.bodies.filter((body) => body.startsWith(CODEC.prefix)).length,
    }
  }
}

function findSpecNames(request: TrainingRequest | undefined): readonly SpecName[] {
  return SPEC_NAMES.filter((name) => request && isSameRequest(SPECS[name], request))
}

function toEnd(
  end: 'cancelled' | 'killed' | 'timed-out' | { readonly isSuccess: boolean },
): Pick<Evidence, 'end' | 'isSuccess'> {
  return typeof end === 'string' ? { end, isSuccess: false } : { end: 'completed', ...end }
}

function toJobLifecycle({ queuedMs, runsMs, end, cancelDelayMs }: JobTimeline): JobLifecycle {
  const statuses: [number, string][] = [
    [0, 'QUEUED'],
    [queuedMs, 'RUNNING'],
  ]
  if (end !== 'never') statuses.push([queuedMs + runsMs, end.split(' ')[0] ?? end])
  return {
    statuses,
    model: end === 'SUCCESS' ? MODEL : undefined,
    cancelDelayMs,
  }
}

function toFakeFault(effect: FaultEffect): Fault {
  switch (effect.kind) {
    case 'not-sent':
      return { error: NOT_SENT }
    case 'interrupted':
    case 'invalid-response':
      return {
        error: effect.kind === 'interrupted' ? INTERRUPTED : INVALID_RESPONSE,
        takesEffect: effect.isProcessed,
        durationMs: effect.takesMs,
      }
    case 'late':
      return { error: INTERRUPTED, takesEffectAfterMs: effect.afterMs }
    case 'http': {
      const { status, isProcessed, retryAfterMs } = effect
      return {
        error: httpError(status, { retryAfterMs }),
        takesEffect: isProcessed,
      }
    }
    case 'slow':
      return { durationMs: effect.takesMs }
    case 'stale':
      return { staleMs: effect.staleMs }
  }
}

function isSameRequest(spec: object, request: TrainingRequest): boolean {
  const { auto_start: _, ...rest } = request
  return JSON.stringify(sortKeys(spec)) === JSON.stringify(sortKeys(rest))
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, each]) => [name, sortKeys(each)]))
}
