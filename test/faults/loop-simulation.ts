import { run } from '../../src/commands/run.ts'
import { digestRequest } from '../../src/job-spec/digest.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import type { ApiResult, ForgeApi } from '../../src/jobs/api.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { ServiceGate } from '../../src/jobs/service-gate.ts'
import { withSmallerPages } from '../../src/jobs/smaller-pages.ts'
import { CommentSink } from '../../src/report/comment-sink.ts'
import { ReportWriter } from '../../src/report/report-writer.ts'
import { Reporter } from '../../src/report/reporter.ts'
import { CommentRecordStore } from '../../src/state/comment-record-store.ts'
import type { LeaseHolder } from '../../src/state/lease.ts'
import { requestKey, type CommentRecord, type RecordedJob } from '../../src/state/record.ts'
import { createCodec, extractMarker, type RecordCodec } from '../../src/state/record-codec.ts'
import { RunLedger } from '../../src/state/run-ledger.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { RUN_INPUTS } from '../fakes/command-context.ts'
import { BAD_GATEWAY, FakeConversation, type ErrorResult } from '../fakes/comment-store.ts'
import {
  FakeForgeApi,
  INTERRUPTED,
  NOT_SENT,
  httpError,
  type ApiCall,
  type Fault,
  type JobLifecycle,
  type Operation,
} from '../fakes/forge-api.ts'
import { FakeLog } from '../fakes/log.ts'
import { seededRandom } from '../fakes/random.ts'
import { sampleContext } from '../fakes/samples.ts'
import { fakeDefaultBranch } from '../fakes/default-branch.ts'
import { FakeWorkspace } from '../fakes/workspace.ts'
import type { FaultEffect, LoopJob, LoopSchedule, Trouble, TroubleScope } from './loop-schedule.ts'

/** One request as the network saw it. Times are on the clock of the simulation, which starts at 0. */
export interface Exchange {
  readonly operation: Operation
  readonly id?: string
  /** Identifies repetitions of the same request. */
  readonly key: string
  readonly startMs: number
  /** Numbers all starts and ends in their order. */
  readonly startOrder: number
  endMs: number
  endOrder: number
  /** Absent while it is under way. */
  result?: ApiResult<object>
}

/** What the step knew of a job from `atMs` on. */
export interface Observation {
  readonly atMs: number
  readonly status: string
}

/** A job of the service. */
export interface ServiceJob {
  readonly id: string
  /** The spec that it was created from; absent for jobs of other clients. */
  readonly label?: string
  /** Of a job to be superseded: the spec that replaces it, or undefined if its spec was removed. */
  readonly old?: { readonly replacedBy: string | undefined }
  /** Of an older run. */
  readonly isRecorded: boolean
  readonly createdMs: number
  readonly cancelRequestedMs?: number
  /** In their order; absolute times. */
  readonly changes: readonly { readonly atMs: number; readonly status: string }[]
}

export interface LoopEvidence {
  readonly schedule: LoopSchedule
  readonly endedMs: number
  /** Absent if the step did not end. */
  readonly states?: readonly JobState[]
  readonly exchanges: readonly Exchange[]
  /** By label. */
  readonly observations: ReadonlyMap<string, readonly Observation[]>
  readonly jobs: readonly ServiceJob[]
  /** When each trouble of the schedule began; undefined if it never did. */
  readonly troubleStartsMs: readonly (number | undefined)[]
  readonly log: FakeLog
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const { scope, prefix: CODEC_PREFIX, matches } = createCodec('k', '7001#7', undefined)
const OWNER = 'train'
const SERVICE = 'https://api.example'
const HOLDER: LeaseHolder = {
  run: { id: '8123', attempt: 1 },
  holderId: 'w',
  commit: 'abc1234',
  owner: OWNER,
  service: SERVICE,
}
const OLD_RUN = { id: '8100', attempt: 1 }

const labelOf = (n: number): string => `${n}.yml`

/** The requests differ in a field that the service returns, so that a lost response can be resolved. */
const requestOf = (n: number): TrainingRequest => ({
  job_type: 'dpo',
  model_config: { base_model: 'm' },
  dataset_ids: ['1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11'],
  hyperparameters: { learning_rate: 1e-5, training_steps: n + 1 },
  auto_start: true,
})

const digestOf = (n: number): string => digestRequest(requestOf(n))

const lifecycleOf = ({ queuedMs, runsMs, end }: LoopJob): JobLifecycle => ({
  statuses: [
    [0, 'QUEUED'],
    [queuedMs, 'RUNNING'],
    [queuedMs + runsMs, end],
  ],
  model: 'ft:m',
  ...(end === 'FAILED' ? { reason: 'why' } : {}),
})

/** A codec without compression and signature, which would take most of the time. Every record counts as signed. */
function createPlainCodec(): RecordCodec {
  const records = new Map<string, CommentRecord>()
  return {
    scope,
    prefix: CODEC_PREFIX,
    keyHash: 'k',
    encode: (record) => {
      const marker = `${CODEC_PREFIX} ${encodeURIComponent(JSON.stringify(record))} -->`
      records.set(marker, record)
      return marker
    },
    decode: (body) => {
      const record = records.get(extractMarker(body))
      return record ? { kind: 'record', record, isSigned: true } : { kind: 'none' }
    },
    matches,
  }
}

/** Runs `command: run` as the action does, with both services in memory and in virtual time. */
export function runLoopSchedule(schedule: LoopSchedule): Promise<LoopEvidence> {
  return new LoopSimulation(schedule).run()
}

class LoopSimulation {
  readonly #schedule: LoopSchedule
  readonly #clock = new VirtualClock()
  readonly #api: FakeForgeApi
  readonly #conversation = new FakeConversation()
  readonly #codec = createPlainCodec()
  readonly #log = new FakeLog()
  readonly #random: () => number
  readonly #exchanges: Exchange[] = []
  readonly #observations = new Map<string, Observation[]>()
  /** By id. */
  readonly #oldJobs = new Map<string, NonNullable<ServiceJob['old']>>()
  readonly #createsMs: number[] = []
  #order = 0
  #keys = 0

  constructor(schedule: LoopSchedule) {
    this.#schedule = schedule
    this.#random = seededRandom(schedule.seed)
    const submitted = schedule.jobs.filter(({ isRecorded }) => !isRecorded).map(lifecycleOf)
    this.#api = new FakeForgeApi(this.#clock, ...submitted)
    const { latencyMs, listLagMs, order, maxPageSize, reportsModifiedAt, otherJobs } = schedule.service
    Object.assign(this.#api, { latencyMs, listLagMs, order, maxPageSize, reportsModifiedAt })
    for (let n = 0; n < otherJobs; n++)
      this.#api.addJob({ statuses: [[0, 'RUNNING']] }, undefined, HOUR + n * MINUTE)
    this.#api.script = (call, nth) => this.#findFault(call, nth)
    this.#conversation.beforeCall = () => this.#githubFault()
    this.#writeRecord()
  }

  async run(): Promise<LoopEvidence> {
    const watchdog = new AbortController()
    const hung = this.#clock.sleep(this.#schedule.timeoutMs + HOUR, watchdog.signal).then(() => undefined)
    const { reporter, ledger } = this.#createReporter()
    const states = await Promise.race([this.#work(reporter, ledger), hung])
    watchdog.abort()
    return {
      schedule: this.#schedule,
      endedMs: this.#clock.now(),
      states,
      exchanges: this.#exchanges,
      observations: this.#observations,
      jobs: this.#api.jobs.map((job) => this.#describe(job)),
      troubleStartsMs: this.#schedule.troubles.map((trouble) => this.#startOf(trouble)),
      log: this.#log,
    }
  }

  async #work(reporter: Reporter, ledger: RunLedger): Promise<readonly JobState[]> {
    const { jobs, timeoutMs } = this.#schedule
    const files = Object.fromEntries(jobs.map((_, n) => [labelOf(n), JSON.stringify(requestOf(n))]))
    const { states } = await run(
      { ...RUN_INPUTS, spec: Object.keys(files), maxJobs: jobs.length, timeoutMs },
      {
        api: withSmallerPages(new ServiceGate(this.#observeApi(), this.#clock)),
        clock: this.#clock,
        holder: HOLDER,
        eventName: 'pull_request',
        defaultBranch: fakeDefaultBranch(),
        githubTime: () => this.#clock.wall(),
        ledger,
        files: new FakeWorkspace(files),
        reporter,
        random: this.#random,
        newIdempotencyKey: () => `key-${this.#keys++}`,
        deadlineMs: timeoutMs,
      },
    )
    return states
  }

  /** The record of an older run: jobs of other requests, and live jobs of the same ones. */
  #writeRecord(): void {
    const { jobs, oldJobs } = this.#schedule
    const recorded = new Map<string, RecordedJob[]>()
    const add = (digest: string, id: string): void => {
      const job: RecordedJob = {
        id,
        owner: OWNER,
        run: OLD_RUN,
        atMs: this.#clock.wall() - HOUR,
        isUnfinished: true,
        provenance: 'submitted',
      }
      recorded.set(digest, [...(recorded.get(digest) ?? []), job])
    }
    oldJobs.forEach(({ isOfRemovedSpec, cancelDelayMs }, n) => {
      const id = this.#api.addJob({ statuses: [[0, 'RUNNING']], cancelDelayMs }, undefined, HOUR)
      const replacedBy = isOfRemovedSpec ? undefined : labelOf(n % jobs.length)
      this.#oldJobs.set(id, { replacedBy })
      add('old', id)
    })
    jobs.forEach((job, n) => {
      if (job.isRecorded) add(digestOf(n), this.#api.addJob(lifecycleOf(job), requestOf(n)))
    })
    if (recorded.size === 0) return
    const hold = {
      holderId: 'old',
      owner: OWNER,
      run: OLD_RUN,
      commit: 'old',
      label: 'old',
      atMs: 0,
      leaseExpiresAtMs: 0,
    }
    const requests = Object.fromEntries(
      [...recorded].map(([digest, all]) => [requestKey(digest, SERVICE), { holds: [hold], jobs: all }]),
    )
    const marker = this.#codec.encode?.({ requests, ambiguousOwners: [] }) ?? ''
    this.#conversation.addComment(this.#conversation.login, `${marker}\n### A report`)
  }

  #createReporter(): { readonly reporter: Reporter; readonly ledger: RunLedger } {
    const clock = this.#clock
    const store = this.#conversation
    const recordStore = new CommentRecordStore({ store, codec: this.#codec, clock, run: HOLDER.run })
    const ledger = new RunLedger({
      store: recordStore,
      holder: HOLDER,
      clock,
      githubTime: () => clock.wall(),
    })
    const comment = new CommentSink({
      recordStore,
      // What the comment shows is tested elsewhere, and takes most of the time.
      render: () => ({ kind: 'report', body: 'A report', endedJobs: [], approvable: [] }),
      log: this.#log,
      redact: (text) => text,
    })
    const sleepUnref = (ms: number, signal: AbortSignal): Promise<void> => clock.sleepUnref(ms, signal)
    const publisher = new ReportWriter({ clock, sleepUnref, comment, ledger })
    const reporter = new Reporter({
      log: this.#log,
      clock,
      context: sampleContext(),
      setOutputs: ({ states }) => this.#observe(states),
      savePostState: () => undefined,
      writeSummary: () => Promise.resolve(),
      publisher,
      startedMs: 0,
    })
    return { reporter, ledger }
  }

  #observe(states: readonly JobState[]): void {
    for (const { label, job } of states) {
      if (job?.status === undefined) continue
      const observations = this.#observations.get(label) ?? []
      if (observations.at(-1)?.status === job.status) continue
      this.#observations.set(label, [...observations, { atMs: this.#clock.now(), status: job.status }])
    }
  }

  /** Records all requests that reach the network. */
  #observeApi(): ForgeApi {
    const api = this.#api
    const observe = async <T extends object>(
      request: Pick<Exchange, 'operation' | 'id' | 'key'>,
      call: () => Promise<ApiResult<T>>,
    ): Promise<ApiResult<T>> => {
      const startMs = this.#clock.now()
      const exchange: Exchange = {
        ...request,
        startMs,
        startOrder: this.#order++,
        endMs: Infinity,
        endOrder: Infinity,
      }
      this.#exchanges.push(exchange)
      const result = await call()
      Object.assign(exchange, { endMs: this.#clock.now(), endOrder: this.#order++, result })
      return result
    }
    return {
      create: (request, key) => {
        this.#createsMs.push(this.#clock.now())
        return observe({ operation: 'create', key: `create ${key}` }, () => api.create(request, key))
      },
      get: (id) => observe({ operation: 'get', id, key: `get ${id}` }, () => api.get(id)),
      list: (page, pageSize) => observe({ operation: 'list', key: 'list' }, () => api.list(page, pageSize)),
      cancel: (id) => observe({ operation: 'cancel', id, key: `cancel ${id}` }, () => api.cancel(id)),
    }
  }

  #findFault(call: ApiCall, nth: number): Fault | undefined {
    const nowMs = this.#clock.now()
    const { troubles, faults } = this.#schedule
    const trouble = troubles.find((each) => {
      const startMs = this.#startOf(each) ?? Infinity
      return nowMs >= startMs && nowMs < startMs + each.lengthMs && this.#concerns(each.of, call)
    })
    const fault = faults.find(
      (each) => each.operation === call.operation && nth >= each.nth && nth < each.nth + each.times,
    )
    const effect = trouble?.effect ?? fault?.effect
    return effect && toFault(effect)
  }

  #concerns(scope: TroubleScope, { operation, id }: ApiCall): boolean {
    if (typeof scope === 'string') return scope === 'everything' || scope === operation
    return operation === 'get' && id === this.#ownJobs[scope]?.id
  }

  /** The jobs of the step, in their order. */
  get #ownJobs(): FakeForgeApi['jobs'] {
    return this.#api.jobs.filter(({ request }) => request !== undefined)
  }

  /** When a trouble began, if it did. */
  #startOf({ delayMs, afterCreate }: Trouble): number | undefined {
    const fromMs = afterCreate === undefined ? 0 : this.#createsMs[afterCreate - 1]
    return fromMs === undefined ? undefined : fromMs + delayMs
  }

  async #githubFault(): Promise<ErrorResult | undefined> {
    const nowMs = this.#clock.now()
    const trouble = this.#schedule.githubTroubles.find(
      ({ delayMs, lengthMs }) => nowMs >= delayMs && nowMs < delayMs + lengthMs,
    )
    switch (trouble?.effect) {
      case undefined:
        return undefined
      case 'bad-gateway':
        return BAD_GATEWAY
      case 'rate-limited':
        return { ...BAD_GATEWAY, message: 'HTTP 403: rate limit', retryAfterMs: MINUTE }
      case 'slow':
        await this.#clock.sleep(10_000)
        return undefined
    }
  }

  #describe({
    id,
    request,
    createdMs,
    cancelRequestedMs,
    lifecycle,
  }: FakeForgeApi['jobs'][number]): ServiceJob {
    const cancelledMs = (cancelRequestedMs ?? Infinity) + (lifecycle.cancelDelayMs ?? Infinity)
    const changes = lifecycle.statuses.map(([afterMs, status = '']) => ({
      atMs: createdMs + afterMs,
      status,
    }))
    return {
      id,
      label: request && labelOf(Number(request.hyperparameters?.training_steps) - 1),
      old: this.#oldJobs.get(id),
      isRecorded: createdMs <= 0,
      createdMs,
      cancelRequestedMs,
      changes: [
        ...changes.filter(({ atMs }) => atMs < cancelledMs),
        ...(cancelledMs < Infinity ? [{ atMs: cancelledMs, status: 'CANCELLED' }] : []),
      ],
    }
  }
}

function toFault(effect: FaultEffect): Fault {
  switch (effect.kind) {
    case 'not-sent':
      return { error: NOT_SENT }
    case 'interrupted':
      return { error: INTERRUPTED, takesEffect: effect.isProcessed, durationMs: effect.takesMs }
    case 'http': {
      const { status, isProcessed, retryAfterMs } = effect
      return { error: httpError(status, { retryAfterMs }), takesEffect: isProcessed }
    }
    case 'slow':
      return { durationMs: effect.takesMs }
  }
}
