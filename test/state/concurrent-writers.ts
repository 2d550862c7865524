import type { Outcome } from '../../src/jobs/job-status.ts'
import { sealOf } from '../../src/state/record-codec.ts'
import { PASSING } from '../fakes/comment-store.ts'
import { seededRandom } from '../fakes/random.ts'
import { FakeRun, SharedWorld, SPEC } from '../fakes/command-context.ts'

/** Several steps that write into the comment of one key at the same time. Every field is plain, so that it shrinks. */
export interface Race {
  readonly writers: readonly WriterPlan[]
  /** What goes wrong with the calls to GitHub, counted over all writers. */
  readonly troubles: readonly Trouble[]
  /** The longest that a call to GitHub or to the service takes. */
  readonly latencyMs: number
  readonly seed: number
}

export interface WriterPlan {
  readonly run: number
  /** A second attempt begins when the first one is over. */
  readonly attempt: 1 | 2
  /** Which content its spec has. */
  readonly version: number
  readonly startMs: number
  readonly waitFor: 'end' | 'nothing'
}

export interface Trouble {
  readonly nth: number
  /** GitHub refuses it for now; or carries it out, and the answer is lost. */
  readonly kind: 'refused' | 'lost'
}

/** A job that the service accepted. */
export interface AcceptedJob {
  readonly version: number
  readonly isCancelled: boolean
}

export interface Finish {
  readonly comments: number
  readonly jobs: readonly AcceptedJob[]
  readonly outcomes: readonly (Outcome | undefined)[]
  /** Which run and attempt holds the spec, and of which the text is, as `run.attempt`. */
  readonly holder: string
  readonly author: string
}

/** The longest that GitHub's list may lag behind what was written, in milliseconds. */
const MOST_LAG_MS = 2_000
const JOB_MS = 100_000

const specOf = (version: number): string => SPEC.replace('1000', String(1000 + version))

/** Plays a race until everybody has finished. */
export function play(race: Race): Promise<Finish> {
  return new RaceTrack(race).play()
}

class RaceTrack {
  readonly #race: Race
  readonly #random: () => number
  readonly #world = new SharedWorld({
    statuses: [
      [0, 'RUNNING'],
      [JOB_MS, 'SUCCESS'],
    ],
    model: 'ft:x',
    cancelDelayMs: 1_000,
  })
  #calls = 0
  readonly #lost = new Set<object>()

  constructor(race: Race) {
    this.#race = race
    this.#random = seededRandom(race.seed)
    const { conversation, clock, api } = this.#world
    conversation.listing = { clock, random: this.#random, lagMs: MOST_LAG_MS, isShuffled: true }
    api.script = () => ({ takesMs: this.#random() * race.latencyMs })
    conversation.intercept = async (call) => {
      const trouble = race.troubles.find(({ nth }) => nth === this.#calls)
      this.#calls++
      if (trouble?.kind === 'lost') this.#lost.add(call)
      await this.#pause()
      return trouble?.kind === 'refused' ? PASSING : undefined
    }
    conversation.answering = async (call) => {
      await this.#pause()
      return this.#lost.has(call) ? PASSING : undefined
    }
  }

  async play(): Promise<Finish> {
    const { writers } = this.#race
    const firsts = writers.filter(({ attempt }) => attempt === 1)
    const running = firsts.map((writer) => ({ run: writer.run, end: this.#run(writer) }))
    const seconds = writers
      .filter(({ attempt }) => attempt === 2)
      .map(async (writer) => {
        await Promise.all(running.filter(({ run }) => run === writer.run).map(({ end }) => end))
        return this.#run(writer)
      })
    return this.#finish(await Promise.all([...running.map(({ end }) => end), ...seconds]))
  }

  async #run({ run, attempt, version, startMs, waitFor }: WriterPlan): Promise<Outcome | undefined> {
    await this.#world.clock.sleep(startMs)
    const step = new FakeRun(this.#world, {
      files: { 'a.yml': specOf(version) },
      id: String(run),
      attempt,
      commit: `commit-${run}`,
      inputs: { waitFor },
    })
    return (await step.play()).outcome
  }

  /** Half of the time that a call takes: on the way there, or back. */
  #pause(): Promise<void> {
    return this.#world.clock.sleep((this.#random() * this.#race.latencyMs) / 2)
  }

  #finish(outcomes: readonly (Outcome | undefined)[]): Finish {
    const { conversation, api, jobs } = this.#world
    const body = conversation.bodies[0] ?? ''
    const [, run, attempt = '1'] = /\brun (\d+)(?: attempt (\d+))? ·/.exec(body) ?? []
    const entry = sealOf('k', 'acme/bot#7', 'forge-key').read(body).entries['a.yml']
    return {
      comments: conversation.bodies.length,
      jobs: api.jobs.map(({ id, request }) => ({
        version: Number(request?.hyperparameters?.training_steps) - 1000,
        isCancelled: jobs.cancelled.includes(id),
      })),
      outcomes,
      holder: `${entry?.run.id}.${entry?.run.attempt}`,
      author: `${run}.${attempt}`,
    }
  }
}
