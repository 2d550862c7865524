import { sync } from '../../src/commands/sync.ts'
import type { Outcome } from '../../src/jobs/job-status.ts'
import { extractMarker } from '../../src/state/record-codec.ts'
import { overallOutcome } from '../../src/jobs/result.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { seededRandom } from '../fakes/random.ts'
import { FakeRepository } from '../fakes/repository.ts'
import { sampleContext } from '../fakes/samples.ts'
import { FakeRun, FakeEnvironment, SPEC } from '../fakes/command-context.ts'
import type { JobLifecycle } from '../fakes/forge-api.ts'

/** Runs of one pull request and concurrent syncs. Plain data, so that fast-check can shrink it. */
export interface Scenario {
  readonly runs: readonly RunPlan[]
  readonly syncs: readonly SyncPlan[]
  readonly jobs: readonly JobPlan[]
  /** Failing calls to GitHub, counted over all runs and syncs. */
  readonly faults: readonly { readonly nth: number; readonly kind: 'refused' | 'interrupted' }[]
  /** Longest duration of a call to GitHub or the service. */
  readonly latencyMs: number
  readonly seed: number
}

export interface RunPlan {
  /** After the start of the previous run. */
  readonly afterMs: number
  readonly version: number
  readonly waitFor: 'completed' | 'none'
  /** When its process is killed, after its start; absent if never. */
  readonly killedMs?: number
}

export interface SyncPlan {
  /** The run whose start `afterMs` refers to. */
  readonly run: number
  readonly afterMs: number
}

export interface JobPlan {
  readonly lastsMs: number
  readonly end: 'SUCCESS' | 'FAILED'
}

export interface RunResult extends RunPlan {
  readonly id: string
  readonly jobId: string | undefined
  /** The `outcome` output, if set before the run was killed. */
  readonly outcome: string | undefined
}

export interface JobResult {
  readonly id: string
  readonly version: number
  readonly status: string | undefined
  readonly isCancelled: boolean
  readonly isDispatched: boolean
}

export interface ScenarioResult {
  readonly runs: readonly RunResult[]
  readonly jobs: readonly JobResult[]
  readonly comments: readonly string[]
  /** The run that the text names. */
  readonly author: string | undefined
  /** Unfinished jobs of the record. */
  readonly unfinishedIds: readonly string[]
  /** Jobs with an event while they were still running. */
  readonly dispatchedEarly: readonly string[]
  readonly lastSync: Outcome | undefined
}

const MAX_LAG_MS = 2_000
const HOUR = 60 * 60_000
const FIRST_ID = 101

/** Runs a scenario to its end, and one more sync after it. */
export function runScenario(scenario: Scenario): Promise<ScenarioResult> {
  return new ScenarioRunner(scenario).run()
}

class ScenarioRunner {
  readonly #scenario: Scenario
  readonly #random: () => number
  readonly #environment: FakeEnvironment
  readonly #repository: FakeRepository
  readonly #dispatchedEarly: string[] = []
  readonly #interruptedCalls = new Set<object>()
  #calls = 0
  #isOver = false

  constructor(scenario: Scenario) {
    this.#scenario = scenario
    this.#random = seededRandom(scenario.seed)
    this.#environment = new FakeEnvironment(...scenario.jobs.map(courseOf))
    const { clock, conversation, api } = this.#environment
    this.#repository = new FakeRepository(clock, { 7: conversation })
    conversation.listBehavior = { random: this.#random, lagMs: MAX_LAG_MS, isShuffled: true }
    this.#repository.random = this.#random
    api.script = () => ({ durationMs: this.#random() * scenario.latencyMs })
    for (const part of [conversation, this.#repository]) {
      part.beforeCall = (call: object) => this.#before(call)
      part.afterCall = (call: object) => this.#after(call)
    }
  }

  async run(): Promise<ScenarioResult> {
    const { runs, syncs } = this.#scenario
    const { clock } = this.#environment
    const startsMs = runs.map((_, n) => runs.slice(0, n + 1).reduce((ms, { afterMs }) => ms + afterMs, 0))
    const running = runs.map((plan, n) => this.#run(plan, n, startsMs[n] ?? 0))
    const syncing = syncs.map(async ({ run, afterMs }, n) => {
      await clock.sleep(Math.max(0, (startsMs[run % runs.length] ?? 0) + afterMs))
      return this.#sync(n)
    })
    const runResults = await Promise.all(running)
    await Promise.all(syncing)
    await clock.sleep(4 * HOUR)
    this.#isOver = true
    const lastSync = await this.#sync(syncs.length)
    const result = this.#result(runResults, lastSync)
    this.#environment.stop()
    return result
  }

  async #run(plan: RunPlan, n: number, startMs: number): Promise<RunResult> {
    const { clock } = this.#environment
    await clock.sleep(startMs)
    const { version, waitFor, killedMs } = plan
    const id = String(FIRST_ID + n)
    const files = { 'a.yml': SPEC.replace('1000', String(1000 + version)) }
    const run = new FakeRun(this.#environment, { files, id, commit: `commit-${id}`, inputs: { waitFor } })
    const execution = run.execute()
    const killing = killedMs === undefined ? undefined : clock.sleep(killedMs).then(() => run.kill())
    await (killing === undefined ? execution : Promise.race([execution, killing]))
    const { 'job-id': jobId = '', outcome } = run.outputs
    return { ...plan, id, jobId: jobId === '' ? undefined : jobId, outcome }
  }

  async #sync(n: number): Promise<Outcome | undefined> {
    const context = sampleContext({ runId: String(9000 + n) })
    const redact = (text: string): string => text
    const client = this.#repository
    const run = new FakeRun(this.#environment, { id: context.runId })
    const repository = { client, context, log: run.log, apiKey: 'forge-key', redact }
    return overallOutcome(await sync({ dispatchEvent: 'ended' }, { ...run.createContext(), repository }))
  }

  async #before(call: object): Promise<typeof BAD_GATEWAY | undefined> {
    const fault = this.#isOver ? undefined : this.#scenario.faults.find(({ nth }) => nth === this.#calls)
    this.#calls++
    if (fault?.kind === 'interrupted') this.#interruptedCalls.add(call)
    await this.#pause()
    const id = 'id' in call && 'operation' in call && call.operation === 'dispatch' ? String(call.id) : ''
    if (id !== '' && !isEnded(this.#environment.api.statusOf(id))) this.#dispatchedEarly.push(id)
    return fault?.kind === 'refused' ? BAD_GATEWAY : undefined
  }

  async #after(call: object): Promise<typeof BAD_GATEWAY | undefined> {
    await this.#pause()
    return this.#interruptedCalls.has(call) ? BAD_GATEWAY : undefined
  }

  /** Half of the duration of a call: the request or the response. */
  #pause(): Promise<void> {
    return this.#environment.clock.sleep((this.#random() * this.#scenario.latencyMs) / 2)
  }

  #result(runs: readonly RunResult[], lastSync: Outcome | undefined): ScenarioResult {
    const { api, conversation, record, jobs } = this.#environment
    const comments = conversation.bodies.map((body) => body.slice(extractMarker(body).length + 1))
    const [, author] = /\brun \[(\d+)\]/.exec(comments[0] ?? '') ?? []
    const known = Object.values(record.requests).flatMap((request) => request.jobs)
    return {
      runs,
      jobs: api.jobs.map(({ id, request }) => ({
        id,
        version: Number(request?.hyperparameters?.training_steps) - 1000,
        status: api.statusOf(id),
        isCancelled: jobs.cancelled.includes(id),
        isDispatched: this.#repository.dispatchedJobIds.includes(id),
      })),
      comments,
      author,
      unfinishedIds: known.filter(({ isUnfinished }) => isUnfinished).map(({ id }) => id),
      dispatchedEarly: this.#dispatchedEarly,
      lastSync,
    }
  }
}

const isEnded = (status = ''): boolean => ['SUCCESS', 'FAILED', 'CANCELLED'].includes(status)

function courseOf({ lastsMs, end }: JobPlan): JobLifecycle {
  const statuses = [[0, 'QUEUED'], [lastsMs / 4, 'RUNNING'], [lastsMs, end]] as const // prettier-ignore
  return { statuses, model: 'ft:x', cancelDelayMs: 1_000 }
}
