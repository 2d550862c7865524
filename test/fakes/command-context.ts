import type { Account } from '../../src/approval/approval-reader.ts'
import { fakeDefaultBranch } from './default-branch.ts'
import { RecentBaseline } from '../../src/jobs/recent-baseline.ts'
import { formatOutputs } from '../../src/outputs.ts'
import { StoppableApi } from '../../src/cancellation/stoppable-api.ts'
import type { PostState } from '../../src/state/post-state.ts'
import { cleanUp } from '../../src/cancellation/clean-up.ts'
import { decideCleanup } from '../../src/cancellation/decide-cleanup.ts'
import { StopGate } from '../../src/cancellation/stop-gate.ts'
import { stopRun } from '../../src/cancellation/stop-run.ts'
import { checkOwnership } from '../../src/cancellation/ownership.ts'
import { isSuccess } from '../../src/commands/index.ts'
import type { RunInputs } from '../../src/inputs.ts'
import type { ForgeApi } from '../../src/jobs/api.ts'
import type { Clock } from '../../src/jobs/clock.ts'
import type { Outcome } from '../../src/jobs/job-status.ts'
import { readOtherClaims } from '../../src/jobs/other-claims.ts'
import { ServiceGate } from '../../src/jobs/service-gate.ts'
import { withSmallerPages } from '../../src/jobs/smaller-pages.ts'
import { Reporter, type SavedProgress } from '../../src/report/reporter.ts'
import { RunLedger } from '../../src/state/run-ledger.ts'
import type {
  CommentStore,
  CommitStatusStore,
  GitHubError,
  PullRequestState,
} from '../../src/state/github.ts'
import type { CommentRecord } from '../../src/state/record.ts'
import type { LeaseHolder } from '../../src/state/lease.ts'
import { createCodec, readRecord, type RecordCodec } from '../../src/state/record-codec.ts'
import { CommentRecordStore } from '../../src/state/comment-record-store.ts'
import { CommentSink } from '../../src/report/comment-sink.ts'
import { CommitStatusSink } from '../../src/report/commit-status.ts'
import { renderComment } from '../../src/report/render.ts'
import { ReportWriter } from '../../src/report/report-writer.ts'
import { StatusSigner } from '../../src/report/status-record.ts'
import { overallOutcome, type CommandResult } from '../../src/jobs/result.ts'
import { run } from '../../src/commands/run.ts'
import type { RunContext } from '../../src/report/run-context.ts'
import type { CommandContext } from '../../src/commands/context.ts'
import { withCache } from './cached-codec.ts'
import { VirtualClock } from './clock.ts'
import { FakeConversation, stoppableStore } from './comment-store.ts'
import { STATUS_AUTHOR, type FakeCommitStatuses } from './commit-statuses.ts'
import { FakeLog } from './log.ts'
import { neverSettles } from './never-settles.ts'
import { OWNER } from './owners.ts'
import { sampleContext } from './samples.ts'
import { FakeForgeApi, type JobLifecycle } from './forge-api.ts'
import { FakeWorkspace } from './workspace.ts'
import { SERVICE } from '../state/samples.ts'

export const SPEC = `job_type: supervised_fine_tuning
model_config: { base_model: small-latest }
dataset_ids: [7c9e6679-7425-40de-944b-e07fc1f90ae7]
hyperparameters: { learning_rate: 1.0e-5, training_steps: 1000 }
`

export const RUN_INPUTS: RunInputs = {
  command: 'run',
  spec: ['*.yml'],
  onlyChanged: false,
  set: '',
  allowUnknownFields: false,
  waitFor: 'completed',
  maxJobs: 10,
  apiKey: 'k',
  apiUrl: SERVICE,
  timeoutMs: 350 * 60_000,
  onTimeout: 'leave',
  onCancel: 'cancel',
  onUnknown: 'fail',
  onSuperseded: 'cancel',
  reuse: true,
  isInMatrix: false,
}

/** Signs the records of all runs of a test. */
const CODEC = createCodec('k', '7001#7', 'forge-key')

/** What the runs of a repository share: the service, the comments, and the clock. */
export class FakeEnvironment {
  readonly clock = new VirtualClock()
  readonly conversation = new FakeConversation()
  readonly codec = withCache(CODEC)
  readonly api: FakeForgeApi
  readonly runs: FakeRun[] = []
  /** The current state of the pull request, if there is one. */
  pullRequest: PullRequestState | undefined
  /** Why GitHub does not tell that state. */
  pullRequestError: () => GitHubError | undefined = () => undefined
  /** How long GitHub takes to tell that state. */
  pullRequestLatencyMs = 0

  constructor(...lifecycles: JobLifecycle[]) {
    this.api = new FakeForgeApi(this.clock, ...lifecycles)
    this.conversation.clock = this.clock
  }

  /** Ids of all accepted jobs, and of those with a cancellation request. */
  get jobs(): { readonly accepted: readonly string[]; readonly cancelled: readonly string[] } {
    const cancelled = new Set(this.api.callsOf('cancel').map(({ id }) => id ?? ''))
    return { accepted: this.api.jobs.map(({ id }) => id), cancelled: [...cancelled].sort() }
  }

  /** The record in our oldest comment. */
  get record(): CommentRecord {
    const { codec, conversation } = this
    return readRecord(codec, conversation.bodies.find((body) => codec.matches(body)) ?? '')
  }

  accountOf(login: string): Account {
    return { login, isBot: login.endsWith('[bot]') }
  }

  /** Adds a comment with this record; by default signed and written by the action. */
  addRecordComment(record: CommentRecord, { author = this.conversation.login, codec = CODEC } = {}): void {
    this.conversation.addComment(author, `${codec.encode?.(record) ?? ''}\n### A report`)
  }

  /** Kills all runs, so that the clock stops. */
  stop(): void {
    for (const each of this.runs) each.kill()
  }
}

export interface FakeRunOptions {
  readonly files?: Readonly<Record<string, string>>
  readonly id?: string
  readonly attempt?: number
  readonly commit?: string
  /** The same for a step in all its runs. */
  readonly owner?: string
  readonly inputs?: Partial<RunInputs>
  /** Signs the record. */
  readonly codec?: RecordCodec
  /** The runner's clock minus that of the services. */
  readonly clockOffsetMs?: number
  readonly contextOverrides?: Partial<CommandContext>
  /** Login of whoever pushed, if the run is that of the push. */
  readonly pusher?: string
  /** When they did (Unix time), as the event says. */
  readonly pushedAtMs?: number
  /** The run is not about the head of the pull request, as one that somebody started by hand. */
  readonly isNotHead?: true
  /** Of its commit: the run keeps its record there, and has no comment. */
  readonly statuses?: FakeCommitStatuses
  /** Where it reports, with its own `codec`, if that is not the conversation of the environment. */
  readonly conversation?: FakeConversation
  /** Of further pull requests that the same push has merged. */
  readonly otherConversations?: readonly Pick<FakeEnvironment, 'conversation' | 'codec'>[]
}

export interface CompletedRun {
  readonly result: CommandResult
  readonly outcome: Outcome | undefined
  readonly isSuccess: boolean
}

/** One workflow run, in memory and in virtual time. Several runs may share an environment. */
export class FakeRun {
  readonly environment: FakeEnvironment
  readonly clock: VirtualClock
  readonly conversation: FakeConversation
  readonly api: FakeForgeApi
  readonly log = new FakeLog((line) => {
    if (line.includes('submitted as')) this.events.push('log')
  })
  readonly files: FakeWorkspace
  readonly gate: StopGate
  readonly stoppableApi: StoppableApi
  /** Whether the post step has asked the step to stop. */
  isStopRequested = false
  readonly reporter: Reporter
  readonly ledger: RunLedger
  readonly holder: LeaseHolder
  readonly outputs: Record<string, string> = {}
  readonly postStates: SavedProgress[] = []
  readonly summaries: string[] = []
  /** Log lines with the id of a new job, and writes of outputs and state, in order; of a `StandaloneRun` also the requests to the service. */
  readonly events: string[] = []
  writeSummary: (markdown: string) => Promise<void> = (markdown) => {
    this.summaries.push(markdown)
    return Promise.resolve()
  }
  #resolveKilled: () => void = () => undefined
  /** Resolves when the process is killed. */
  readonly killed = new Promise<void>((resolve) => (this.#resolveKilled = resolve))
  /** Comes between the run and the service. */
  wrapApi: (api: ForgeApi) => ForgeApi = (api) => api
  readonly #options: FakeRunOptions
  readonly #codec: RecordCodec
  readonly #startedMs: number
  /** The state at the time of the event. */
  readonly #pullRequestAtStart: PullRequestState | undefined
  #isKilled = false
  #suspendedUntilMs = -Infinity
  #asleepUntilMs = -Infinity
  /** How long the machine will have slept then, in all. */
  #totalSleepMs = 0

  constructor(environment: FakeEnvironment, options: FakeRunOptions = {}) {
    const { files = { 'a.yml': SPEC }, id = '8123', attempt = 1, commit = 'abc1234', owner = OWNER } = options
    environment.runs.push(this)
    this.environment = environment
    this.#options = options
    this.#codec = options.codec === undefined ? environment.codec : withCache(options.codec)
    this.clock = environment.clock
    this.conversation = options.conversation ?? environment.conversation
    this.api = environment.api
    this.files = new FakeWorkspace(files)
    const holderId = `${id}-${holderCount++}`
    const { onCancel, onSuperseded, onTimeout, waitFor, reuse } = { ...RUN_INPUTS, ...options.inputs }
    this.holder = {
      run: { id, attempt },
      holderId,
      commit,
      isNotHead: options.isNotHead,
      owner,
      service: SERVICE,
      doesNotWait: waitFor !== 'completed' || undefined,
      leavesOnTimeout: onTimeout === 'leave' || undefined,
      leavesOnCancel: onCancel === 'leave' || undefined,
      leavesOnSuperseded: onSuperseded === 'leave' || undefined,
      neverReuses: !reuse || undefined,
    }
    this.#startedMs = environment.clock.now()
    this.#pullRequestAtStart = options.isNotHead ? undefined : environment.pullRequest
    this.gate = new StopGate(() => this.isStopRequested)
    const service: ForgeApi = {
      create: (...values) => this.#service.create(...values),
      get: (...values) => this.#service.get(...values),
      list: (...values) => this.#service.list(...values),
      cancel: (...values) => this.#service.cancel(...values),
    }
    this.stoppableApi = new StoppableApi(this.#whileRunning(service), this.gate)
    const clock = this.#clockWhileRunning()
    const store = stoppableStore(this.#whileRunning(this.conversation), () => this.gate.mayWrite())
    const statuses = options.statuses && this.#whileRunning(options.statuses)
    const { ledger, ...sinks } = this.#openReporting(clock, { comments: store, statuses })
    this.ledger = ledger
    this.reporter = this.#createReporter(clock, sinks)
  }

  createContext(deadlineMs = this.#startedMs + 350 * 60_000): CommandContext {
    const { files, reporter, stoppableApi, ledger, holder } = this
    const { isClosed = false, isMerged = false } = this.#pullRequestAtStart ?? {}
    const { fetchState } = this.#whileRunning(this.#pullRequests)
    return {
      api: withSmallerPages(new ServiceGate(stoppableApi, this.clock)),
      clock: this.#clockWhileRunning(),
      holder,
      eventName: 'pull_request',
      isPullRequest: true,
      defaultBranch: fakeDefaultBranch(),
      githubTime: () => this.clock.wall(),
      ledger,
      files,
      reporter,
      random: () => 0.5,
      newIdempotencyKey: () => 'idempotency-key',
      recentBaseline: new RecentBaseline(),
      deadlineMs,
      ...(this.#pullRequestAtStart ? { pullRequest: { isClosed, isMerged, fetchState } } : {}),
      ...this.#options.contextOverrides,
    }
  }

  /** Executes `command: run` as the entry point of the action does. */
  async execute(): Promise<CompletedRun> {
    const inputs = { ...RUN_INPUTS, ...this.#options.inputs }
    const result = await this.stoppableApi.unlessStopped(
      await run(inputs, this.createContext(this.#startedMs + inputs.timeoutMs)),
    )
    const outcome = overallOutcome(result)
    const isSuccessful = isSuccess('run', outcome)
    await this.reporter.finish(result, isSuccessful)
    return { result, outcome, isSuccess: isSuccessful }
  }

  /** Stops the run as the signal handler of the action does, and ends its process. */
  async stop(): Promise<void> {
    await stopRun(this)
    this.kill()
  }

  /** What the post step gets from the runner. */
  get postState(): PostState {
    const { onCancel, onSuperseded } = { ...RUN_INPUTS, ...this.#options.inputs }
    const leavesOnSuperseded = onSuperseded === 'leave' || undefined
    return {
      onCancel,
      leavesOnSuperseded,
      holderId: this.holder.holderId,
      jobIds: [],
      ...this.postStates.at(-1),
    }
  }

  /** Runs the post step in a process of its own. Returns whether nothing is left to do. */
  async post(jobStatus = 'cancelled'): Promise<boolean> {
    const { clock, log } = this
    const api = this.#service
    const decision = decideCleanup(this.postState, jobStatus, true)
    if (decision.kind === 'none') return true
    const { doesNotWait: _, leavesOnTimeout: __, ...ownHolder } = this.holder
    const holder = { ...ownHolder, leavesOnSuperseded: this.postState.leavesOnSuperseded }
    const stores = { comments: this.conversation, statuses: this.#options.statuses }
    const reporting = this.#openReporting(clock, stores, holder)
    const { ledger } = reporting
    const sleepUnref = (ms: number, signal: AbortSignal) => clock.sleepUnref(ms, signal)
    const publisher = new ReportWriter({ clock, sleepUnref, ...reporting })
    const context = this.#runContext
    const created = this.createContext()
    const ownershipContext = {
      ...created,
      ...{ clock, ledger, holder },
      pullRequest: created.pullRequest && { ...created.pullRequest, ...this.#pullRequests },
    }
    return cleanUp(this.postState, decision, {
      api,
      clock,
      log,
      random: () => 0.5,
      checkOwnership: (states, onRead) => checkOwnership(states, ownershipContext, onRead),
      readOtherClaims: (digest) =>
        readOtherClaims({ digest }, { reports: publisher, step: ownershipContext }),
      publish: async (states) => {
        await ledger.releaseUnsubmitted(states)
        await publisher.finish({ states, diagnostics: [], context, nowMs: clock.wall() })
      },
    })
  }

  /** Cancels the workflow: the runner stops the step, then runs its post step. */
  async cancel(): Promise<void> {
    await this.stop()
    await this.post()
  }

  /** Nothing happens in the process for `ms` milliseconds. The monotonic clock of a machine that sleeps stands still. */
  suspend(ms: number, what: 'process' | 'machine' = 'machine'): void {
    const nowMs = this.clock.now()
    const untilMs = nowMs + ms
    this.#suspendedUntilMs = Math.max(this.#suspendedUntilMs, untilMs)
    if (what === 'process') return
    this.#totalSleepMs += Math.max(0, untilMs - Math.max(nowMs, this.#asleepUntilMs))
    this.#asleepUntilMs = Math.max(this.#asleepUntilMs, untilMs)
  }

  /** Ends the process without any cleanup. */
  kill(): void {
    this.#isKilled = true
    this.#resolveKilled()
  }

  get #pullRequests(): Pick<NonNullable<CommandContext['pullRequest']>, 'fetchState'> {
    return {
      fetchState: async () => {
        const { clock, pullRequestLatencyMs, pullRequestError } = this.environment
        if (pullRequestLatencyMs > 0) await clock.sleep(pullRequestLatencyMs)
        return pullRequestError() ?? { ok: true, value: this.environment.pullRequest }
      },
    }
  }

  /** The service as this run reaches it. */
  get #service(): ForgeApi {
    return this.wrapApi(this.environment.api)
  }

  /** Opens what the step reports to, as main and `post` do, each for itself. */
  #openReporting(
    clock: Clock,
    { comments, statuses }: { readonly comments: CommentStore; readonly statuses?: CommitStatusStore },
    holder = this.holder,
  ): Sinks & { ledger: RunLedger } {
    const comment = statuses === undefined ? this.#openComment(clock, comments, holder) : undefined
    const commitStatus = statuses && this.#openCommitStatus(statuses, holder)
    const { otherConversations = [] } = this.#options
    const ledger = new RunLedger({
      store: comment?.recordStore ?? commitStatus!,
      otherConversations: otherConversations.map(
        ({ conversation: store, codec }) => new CommentRecordStore({ store, codec, clock, run: holder.run }),
      ),
      holder,
      clock,
      githubTime: () => this.clock.wall(),
    })
    return { comment: comment?.sink, commitStatus, ledger }
  }

  #openComment(clock: Clock, store: CommentStore, { run }: LeaseHolder) {
    const { log } = this
    const { pusher: login, pushedAtMs } = this.#options
    const push = { pusher: login === undefined ? undefined : this.environment.accountOf(login), pushedAtMs }
    const recordStore = new CommentRecordStore({ store, codec: this.#codec, clock, run })
    const redact = (text: string): string => text
    return { recordStore, sink: new CommentSink({ recordStore, render: renderComment, log, redact, push }) }
  }

  #openCommitStatus(store: CommitStatusStore, holder: LeaseHolder): CommitStatusSink {
    return new CommitStatusSink({
      store,
      log: this.log,
      clock: this.clock,
      holder,
      signer: new StatusSigner('7001', holder.commit, 'forge-key'),
      viewerLogin: () => Promise.resolve({ ok: true, value: STATUS_AUTHOR }),
      matrixLabel: '',
      commentUrl: () => undefined,
      logUrl: `https://github.example/acme/bot/actions/runs/${holder.run.id}`,
      redact: (text) => text,
    })
  }

  get #runContext(): RunContext {
    const { run: runRef, commit } = this.holder
    return sampleContext({ commit, runId: runRef.id, runAttempt: String(runRef.attempt) })
  }

  #createReporter(clock: Clock, sinks: Sinks): Reporter {
    const sleepUnref = async (ms: number, signal: AbortSignal): Promise<void> => {
      await this.clock.sleepUnref(ms, signal)
      await this.#untilRunning()
    }
    return new Reporter({
      log: this.log,
      clock,
      context: this.#runContext,
      setOutputs: (state) => {
        Object.assign(this.outputs, formatOutputs(state))
        this.events.push('outputs')
      },
      savePostState: (postState) => {
        this.postStates.push(postState)
        this.events.push('state')
      },
      writeSummary: (markdown) => this.writeSummary(markdown),
      publisher: new ReportWriter({ clock, sleepUnref, ...sinks, ledger: this.ledger }),
      startedMs: this.#startedMs,
    })
  }

  /** How long the machine has slept so far. */
  #sleptMs(): number {
    return this.#totalSleepMs - Math.max(0, this.#asleepUntilMs - this.clock.now())
  }

  /** Resolves as soon as the process is not suspended; never once it is killed. */
  async #untilRunning(): Promise<void> {
    while (this.clock.now() < this.#suspendedUntilMs)
      await this.clock.sleep(this.#suspendedUntilMs - this.clock.now())
    if (this.#isKilled) await neverSettles()
  }

  /** Wraps a shared object so that calls settle only while the process runs. */
  #whileRunning<T extends object>(target: T): T {
    const call = async (name: string, values: readonly unknown[]): Promise<unknown> => {
      await this.#untilRunning()
      const result = await (Reflect.get(target, name) as (...all: unknown[]) => unknown).apply(target, [
        ...values,
      ])
      await this.#untilRunning()
      return result
    }
    return new Proxy(target, {
      get:
        (_, name) =>
        (...values: unknown[]) =>
          call(String(name), values),
    })
  }

  #clockWhileRunning(): Clock {
    const { clock } = this
    return {
      now: () => clock.now() - this.#sleptMs(),
      wall: () => clock.wall() + (this.#options.clockOffsetMs ?? 0),
      sleep: async (ms, signal) => {
        await clock.sleep(ms, signal)
        await this.#untilRunning()
      },
    }
  }
}

type Sinks = Pick<ConstructorParameters<typeof ReportWriter>[0], 'comment' | 'commitStatus'>

let holderCount = 0

/** A run with its own environment. */
export class StandaloneRun extends FakeRun {
  constructor(files?: Readonly<Record<string, string>>, ...lifecycles: JobLifecycle[]) {
    super(new FakeEnvironment(...lifecycles), files === undefined ? {} : { files })
    this.api.onCall = ({ operation }) => this.events.push(operation)
  }
}
