import { outputsOf } from '../../src/outputs.ts'
import { Gate } from '../../src/cancellation/stoppable-api.ts'
import type { Handover } from '../../src/state/post-state.ts'
import { interrupt } from '../../src/cancellation/cancel-run.ts'
import { lookAround } from '../../src/cancellation/ownership.ts'
import { isGreen } from '../../src/commands/index.ts'
import type { CommandInputs } from '../../src/inputs.ts'
import type { Clock } from '../../src/jobs/clock.ts'
import type { Outcome } from '../../src/jobs/job-status.ts'
import { Progress } from '../../src/report/reporter.ts'
import { Books } from '../../src/state/run-ledger.ts'
import type { CommentStore } from '../../src/state/comment-store.ts'
import type { KeyRecord } from '../../src/state/record.ts'
import type { Writer } from '../../src/state/own-records.ts'
import { sealOf, type Seal } from '../../src/state/record-codec.ts'
import { Notebook } from '../../src/state/comment-record-store.ts'
import { LiveComment } from '../../src/report/comment-publisher.ts'
import { Reports } from '../../src/report/report-publisher.ts'
import { outcomeOf, type Result } from '../../src/jobs/result.ts'
import { run } from '../../src/commands/run.ts'
import type { PullRequestNow, Step } from '../../src/commands/context.ts'
import { VirtualClock } from './clock.ts'
import { MemoryConversation } from './comment-store.ts'
import { RecordingLog } from './log.ts'
import { sampleContext } from './samples.ts'
import { FakeTrainingApi, type JobCourse } from './forge-api.ts'
import { MemoryWorkspace } from './workspace.ts'

export const SPEC = `job_type: supervised_fine_tuning
model_config: { base_model: small-latest }
dataset_ids: [7c9e6679-7425-40de-944b-e07fc1f90ae7]
hyperparameters: { learning_rate: 1.0e-5, training_steps: 1000 }
`

type RunInputs = Extract<CommandInputs, { command: 'run' }>

export const RUN: RunInputs = {
  command: 'run',
  spec: ['*.yml'],
  set: '',
  allowUnknownFields: false,
  waitFor: 'end',
  maxJobs: 10,
  apiKey: 'k',
  apiUrl: 'https://api.example',
  timeoutMs: 350 * 60_000,
  onTimeout: 'leave',
  onCancel: 'cancel',
  onUnknown: 'fail',
  onSuperseded: 'cancel',
  reuse: true,
  isInMatrix: false,
}

/** What all runs of a test sign their record with. */
const SEAL = sealOf('k', 'acme/bot#7', 'forge-key')

/** What the runs of a repository have in common: the service, the conversation, and time. */
export class SharedWorld {
  readonly clock = new VirtualClock()
  readonly conversation = new MemoryConversation()
  readonly api: FakeTrainingApi
  readonly runs: FakeRun[] = []
  /** The pull request as it is now, where the runs are about one. */
  pull: PullRequestNow | undefined

  constructor(...courses: JobCourse[]) {
    this.api = new FakeTrainingApi(this.clock, ...courses)
  }

  /** Ids of the jobs that were accepted, and of those among them that somebody asked to stop. */
  get jobs(): { readonly accepted: readonly string[]; readonly cancelled: readonly string[] } {
    const cancelled = new Set(this.api.of('cancel').map(({ id }) => id ?? ''))
    return { accepted: this.api.jobs.map(({ id }) => id), cancelled: [...cancelled].sort() }
  }

  /** What our comment remembers; of several, the oldest. */
  get record(): KeyRecord {
    return SEAL.read(this.conversation.bodies.find((body) => body.startsWith(SEAL.start)) ?? '')
  }

  /** A comment that remembers this, written by a run of ours unless something else is said. */
  remember(record: KeyRecord, { author = this.conversation.login, seal = SEAL } = {}): void {
    this.conversation.say(author, `${seal.write?.(record) ?? ''}\n### A report`)
  }

  /** Ends all runs that go on, so that time stands still. */
  stop(): void {
    for (const each of this.runs) each.kill()
  }
}

/** What is particular to a run. */
export interface RunFacts {
  readonly files?: Readonly<Record<string, string>>
  readonly id?: string
  readonly attempt?: number
  readonly commit?: string
  readonly inputs?: Partial<RunInputs>
  /** What the record is signed with. */
  readonly seal?: Seal
  /** Parts of its world that others have not, or otherwise. */
  readonly more?: Partial<Step>
}

/** What a run came to. */
export interface Played {
  readonly result: Result
  readonly outcome: Outcome | undefined
  readonly isGreen: boolean
}

const NEVER = new Promise<never>(() => undefined)

/** One run of a workflow, in memory and in virtual time, in a world that it may share with others. */
export class FakeRun {
  readonly world: SharedWorld
  readonly clock: VirtualClock
  readonly conversation: MemoryConversation
  readonly api: FakeTrainingApi
  readonly log = new RecordingLog()
  readonly files: MemoryWorkspace
  readonly gate: Gate
  readonly progress: Progress
  readonly books: Books
  readonly me: Writer
  readonly outputs: Record<string, string> = {}
  readonly handovers: Omit<Handover, 'onCancel'>[] = []
  readonly summaries: string[] = []
  /** What was told, in order; of a step that has a world for itself also the requests to the service. */
  readonly story: string[] = []
  writeSummary: (markdown: string) => Promise<void> = (markdown) => {
    this.summaries.push(markdown)
    return Promise.resolve()
  }
  readonly #facts: RunFacts
  readonly #startedMs: number
  /** The pull request as the event describes it. */
  readonly #pull: PullRequestNow | undefined
  #isDead = false

  constructor(world: SharedWorld, facts: RunFacts = {}) {
    const { files = { 'a.yml': SPEC }, id = '8123', attempt = 1, commit = 'abc1234' } = facts
    world.runs.push(this)
    this.world = world
    this.#facts = facts
    this.clock = world.clock
    this.conversation = world.conversation
    this.api = world.api
    this.files = new MemoryWorkspace(files)
    this.me = { run: { id, attempt }, writer: `${id}-${writers++}`, commit }
    this.#startedMs = world.clock.now()
    this.#pull = world.pull
    this.gate = new Gate(this.#mortal(world.api))
    const clock = this.#mortalClock()
    const liveComment = this.#liveComment(clock)
    this.books = new Books({ ledgers: [liveComment], me: this.me, clock })
    this.progress = this.#progress(clock, liveComment)
  }

  /** As the commands get it. */
  step(deadlineMs = this.#startedMs + 350 * 60_000): Step {
    const { files, progress, gate, books, me } = this
    const { isClosed = false, isMerged = false } = this.#pull ?? {}
    const now = () => Promise.resolve(this.world.pull)
    return {
      api: gate,
      clock: this.#mortalClock(),
      me,
      books,
      files,
      progress,
      random: () => 0.5,
      newIntent: () => 'intent',
      deadlineMs,
      ...(this.#pull ? { pullRequest: { isClosed, isMerged, now } } : {}),
      ...this.#facts.more,
    }
  }

  /** Plays `command: run` to its end, as the root of the action does. */
  async play(): Promise<Played> {
    const inputs = { ...RUN, ...this.#facts.inputs }
    const result = await this.gate.pass(await run(inputs, this.step(this.#startedMs + inputs.timeoutMs)))
    const outcome = outcomeOf(result)
    const green = isGreen('run', outcome)
    await this.progress.finish(result, green)
    return { result, outcome, isGreen: green }
  }

  /** The workflow is cancelled: what the process does when it is told. */
  async cancel(): Promise<void> {
    const { gate, api, progress } = this
    const { onCancel } = { ...RUN, ...this.#facts.inputs }
    const look = () => lookAround(this.step())
    await interrupt({ gate, api, clock: this.clock, progress, onCancel, look })
  }

  /** The process ends without a word. */
  kill(): void {
    this.#isDead = true
  }

  #liveComment(clock: Clock): LiveComment {
    const { seal = SEAL } = this.#facts
    const store: CommentStore = this.#mortal(this.conversation)
    return new LiveComment({
      notebook: new Notebook({ store, seal, clock, run: this.me.run }),
      clock,
      log: this.log,
      redact: (text) => text,
      onRecord: (record) => this.books.hear(record),
    })
  }

  #progress(clock: Clock, liveComment: LiveComment): Progress {
    const { run: me, commit } = this.me
    const idle = async (ms: number, signal: AbortSignal): Promise<void> => {
      await this.clock.idle(ms, signal)
      if (this.#isDead) await NEVER
    }
    return new Progress({
      log: this.log,
      clock,
      context: sampleContext({ commit, runId: me.id, runAttempt: String(me.attempt) }),
      setOutputs: (state) => {
        Object.assign(this.outputs, outputsOf(state))
        this.story.push('outputs')
      },
      remember: (handover) => {
        this.handovers.push(handover)
        this.story.push('state')
      },
      writeSummary: (markdown) => this.writeSummary(markdown),
      reports: new Reports({ clock, idle, liveComment, books: this.books }),
      startedMs: this.#startedMs,
    })
  }

  /** A part of the world as this process sees it: once it is killed, it asks nothing, and hears of no answer. */
  #mortal<T extends object>(part: T): T {
    const isDead = (): boolean => this.#isDead
    const ask = async (name: string, values: readonly unknown[]): Promise<unknown> => {
      if (isDead()) return NEVER
      const answer = await (Reflect.get(part, name) as (...all: unknown[]) => unknown).apply(part, [
        ...values,
      ])
      return isDead() ? NEVER : answer
    }
    return new Proxy(part, {
      get:
        (_, name) =>
        (...values: unknown[]) =>
          ask(String(name), values),
    })
  }

  /** Time goes on for nobody who is dead. */
  #mortalClock(): Clock {
    const { clock } = this
    return {
      now: () => clock.now(),
      wall: () => clock.wall(),
      sleep: async (ms, signal) => {
        await clock.sleep(ms, signal)
        if (this.#isDead) await NEVER
      },
    }
  }
}

let writers = 0

/** Everything around a step that has a world for itself. */
export class FakeStep extends FakeRun {
  constructor(files?: Readonly<Record<string, string>>, ...courses: JobCourse[]) {
    super(new SharedWorld(...courses), files === undefined ? {} : { files })
    this.api.onCall = ({ operation }) => this.story.push(operation)
  }
}
