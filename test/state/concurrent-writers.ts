import type { Outcome } from '../../src/jobs/job-status.ts'
import { compareRuns } from '../../src/state/record.ts'
import { readRecord, createCodec, type RecordCodec } from '../../src/state/record-codec.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { seededRandom } from '../fakes/random.ts'
import { FakeRun, FakeEnvironment, SPEC } from '../fakes/command-context.ts'

/** Several steps that write to the comments of one conversation at the same time. Plain data, so that fast-check can shrink it. */
export interface Race {
  readonly writers: readonly WriterPlan[]
  /** Failing calls to GitHub, counted over all writers. */
  readonly faults: readonly GitHubFault[]
  /** Longest duration of a call to GitHub or the service. */
  readonly latencyMs: number
  readonly seed: number
}

export interface WriterPlan {
  readonly run: number
  /** The second attempt starts after the first one has ended. */
  readonly attempt: 1 | 2
  /** Content of its spec. */
  readonly version: number
  readonly startMs: number
  readonly waitFor: 'completed' | 'none'
  readonly commentKey: string
  /** The same for a step in all its runs. */
  readonly owner: string
}

export interface GitHubFault {
  readonly nth: number
  /** `refused`: a transient error. `interrupted`: executed, but the response is lost. */
  readonly kind: 'refused' | 'interrupted'
}

export interface AcceptedJob {
  readonly version: number
  readonly isCancelled: boolean
}

export interface RaceResult {
  readonly comments: number
  readonly jobs: readonly AcceptedJob[]
  readonly outcomes: readonly (Outcome | undefined)[]
  /** The newest holder of a request and the author of the text of the first comment, as `run.attempt`. */
  readonly holder: string
  readonly author: string
}

/** Longest delay until a list shows a write. */
const MAX_LAG_MS = 2_000
const JOB_MS = 100_000

const codecOf = (commentKey: string): RecordCodec => createCodec(commentKey, '7001#7', 'forge-key')

const specWithVersion = (version: number): string => SPEC.replace('1000', String(1000 + version))

/** Runs a race until all steps have finished. */
export function runRace(race: Race): Promise<RaceResult> {
  return new RaceRunner(race).run()
}

class RaceRunner {
  readonly #race: Race
  readonly #random: () => number
  readonly #environment = new FakeEnvironment({
    statuses: [
      [0, 'RUNNING'],
      [JOB_MS, 'SUCCESS'],
    ],
    model: 'ft:x',
    cancelDelayMs: 1_000,
  })
  #calls = 0
  readonly #interruptedCalls = new Set<object>()

  constructor(race: Race) {
    this.#race = race
    this.#random = seededRandom(race.seed)
    const { conversation, api } = this.#environment
    conversation.listBehavior = { random: this.#random, lagMs: MAX_LAG_MS, isShuffled: true }
    api.script = () => ({ durationMs: this.#random() * race.latencyMs })
    conversation.beforeCall = async (call) => {
      const fault = race.faults.find(({ nth }) => nth === this.#calls)
      this.#calls++
      if (fault?.kind === 'interrupted') this.#interruptedCalls.add(call)
      await this.#pause()
      return fault?.kind === 'refused' ? BAD_GATEWAY : undefined
    }
    conversation.afterCall = async (call) => {
      await this.#pause()
      return this.#interruptedCalls.has(call) ? BAD_GATEWAY : undefined
    }
  }

  async run(): Promise<RaceResult> {
    const { writers } = this.#race
    const firstAttempts = writers.filter(({ attempt }) => attempt === 1)
    const running = firstAttempts.map((plan) => ({ run: plan.run, end: this.#run(plan) }))
    const secondAttempts = writers
      .filter(({ attempt }) => attempt === 2)
      .map(async (plan) => {
        await Promise.all(running.filter(({ run }) => run === plan.run).map(({ end }) => end))
        return this.#run(plan)
      })
    return this.#result(await Promise.all([...running.map(({ end }) => end), ...secondAttempts]))
  }

  async #run(plan: WriterPlan): Promise<Outcome | undefined> {
    const { run, attempt, version, startMs, waitFor, commentKey, owner } = plan
    await this.#environment.clock.sleep(startMs)
    const fakeRun = new FakeRun(this.#environment, {
      files: { 'a.yml': specWithVersion(version) },
      id: String(run),
      attempt,
      commit: `commit-${run}`,
      owner,
      codec: codecOf(commentKey),
      inputs: { waitFor },
    })
    return (await fakeRun.execute()).outcome
  }

  /** Half of the duration of a call: the request or the response. */
  #pause(): Promise<void> {
    return this.#environment.clock.sleep((this.#random() * this.#race.latencyMs) / 2)
  }

  #result(outcomes: readonly (Outcome | undefined)[]): RaceResult {
    const { conversation, api, jobs } = this.#environment
    const body = conversation.bodies[0] ?? ''
    const [, run, attempt = '1'] = /\brun \[(\d+)\]\(.*?\)(?:,? attempt (\d+))?/.exec(body) ?? []
    const [{ commentKey }] = this.#race.writers as readonly [WriterPlan]
    const { requests } = readRecord(codecOf(commentKey), body)
    const [newest] = Object.values(requests)
      .flatMap(({ holds }) => holds.map((hold) => hold.run))
      .sort((a, b) => compareRuns(b, a))
    return {
      comments: conversation.bodies.length,
      jobs: api.jobs.map(({ id, request }) => ({
        version: Number(request?.hyperparameters?.training_steps) - 1000,
        isCancelled: jobs.cancelled.includes(id),
      })),
      outcomes,
      holder: `${newest?.id}.${newest?.attempt}`,
      author: `${run}.${attempt}`,
    }
  }
}
