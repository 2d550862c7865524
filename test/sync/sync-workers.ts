import { sync } from '../../src/commands/sync.ts'
import type { Outcome } from '../../src/jobs/job-status.ts'
import { markerLine } from '../../src/state/record-codec.ts'
import { outcomeOf } from '../../src/jobs/result.ts'
import { PASSING } from '../fakes/comment-store.ts'
import { seededRandom } from '../fakes/random.ts'
import { MemoryRepository } from '../fakes/repository.ts'
import { sampleContext } from '../fakes/samples.ts'
import { FakeRun, SharedWorld, SPEC } from '../fakes/command-context.ts'
import type { JobCourse } from '../fakes/forge-api.ts'

/** Runs of one pull request, and the scheduled command beside them. Every field is plain, so that it shrinks. */
export interface Life {
  readonly runs: readonly RunPlan[]
  readonly syncs: readonly SyncPlan[]
  readonly jobs: readonly JobPlan[]
  /** What goes wrong with the calls to GitHub, counted over all. */
  readonly troubles: readonly { readonly nth: number; readonly kind: 'refused' | 'lost' }[]
  /** The longest that a call to GitHub or to the service takes. */
  readonly latencyMs: number
  readonly seed: number
}

export interface RunPlan {
  /** After the run before. */
  readonly afterMs: number
  readonly version: number
  readonly waitFor: 'end' | 'nothing'
  /** Its process ends without a word so long after its start; never where absent. */
  readonly killedMs?: number
}

export interface SyncPlan {
  /** After the start of one of the runs (before, where negative). */
  readonly run: number
  readonly afterMs: number
}

export interface JobPlan {
  readonly lastsMs: number
  readonly end: 'SUCCESS' | 'FAILED'
}

/** How a run of the plan came out. */
export interface Lived extends RunPlan {
  readonly id: string
  readonly jobId: string | undefined
  /** What it has told later steps, before it was killed where it was. */
  readonly outcome: string | undefined
}

export interface JobThen {
  readonly id: string
  readonly version: number
  readonly status: string | undefined
  readonly isCancelled: boolean
  readonly isTold: boolean
}

export interface Afterwards {
  readonly runs: readonly Lived[]
  readonly jobs: readonly JobThen[]
  readonly comments: readonly string[]
  /** Id of the run that the text names. */
  readonly author: string | undefined
  /** Jobs that the record takes for unfinished. */
  readonly open: readonly string[]
  /** Jobs that others were told of while they went on. */
  readonly toldEarly: readonly string[]
  readonly lastSync: Outcome | undefined
}

const MOST_LAG_MS = 2_000
const HOUR = 60 * 60_000
const FIRST_ID = 101

/** Plays a life to its end, and a last sync after it. */
export function live(life: Life): Promise<Afterwards> {
  return new Neighbourhood(life).live()
}

class Neighbourhood {
  readonly #life: Life
  readonly #random: () => number
  readonly #world: SharedWorld
  readonly #repository: MemoryRepository
  readonly #toldEarly: string[] = []
  readonly #lost = new Set<object>()
  #calls = 0
  #isOver = false

  constructor(life: Life) {
    this.#life = life
    this.#random = seededRandom(life.seed)
    this.#world = new SharedWorld(...life.jobs.map(courseOf))
    const { clock, conversation, api } = this.#world
    this.#repository = new MemoryRepository(clock, { 7: conversation })
    const listing = { clock, random: this.#random, lagMs: MOST_LAG_MS }
    conversation.listing = { ...listing, isShuffled: true }
    this.#repository.listing = listing
    api.script = () => ({ takesMs: this.#random() * life.latencyMs })
    for (const part of [conversation, this.#repository]) {
      part.intercept = (call: object) => this.#before(call)
      part.answering = (call: object) => this.#after(call)
    }
  }

  async live(): Promise<Afterwards> {
    const { runs, syncs } = this.#life
    const { clock } = this.#world
    const startsMs = runs.map((_, n) => runs.slice(0, n + 1).reduce((ms, { afterMs }) => ms + afterMs, 0))
    const running = runs.map((plan, n) => this.#run(plan, n, startsMs[n] ?? 0))
    const syncing = syncs.map(async ({ run, afterMs }, n) => {
      await clock.sleep(Math.max(0, (startsMs[run % runs.length] ?? 0) + afterMs))
      return this.#sync(n)
    })
    const lived = await Promise.all(running)
    await Promise.all(syncing)
    await clock.sleep(4 * HOUR)
    this.#isOver = true
    const lastSync = await this.#sync(syncs.length)
    const after = this.#look(lived, lastSync)
    this.#world.stop()
    return after
  }

  async #run(plan: RunPlan, n: number, startMs: number): Promise<Lived> {
    const { clock } = this.#world
    await clock.sleep(startMs)
    const { version, waitFor, killedMs } = plan
    const id = String(FIRST_ID + n)
    const files = { 'a.yml': SPEC.replace('1000', String(1000 + version)) }
    const run = new FakeRun(this.#world, { files, id, commit: `commit-${id}`, inputs: { waitFor } })
    const playing = run.play()
    const killing = killedMs === undefined ? undefined : clock.sleep(killedMs).then(() => run.kill())
    await (killing === undefined ? playing : Promise.race([playing, killing]))
    const { 'job-id': jobId = '', outcome } = run.outputs
    return { ...plan, id, jobId: jobId === '' ? undefined : jobId, outcome }
  }

  async #sync(n: number): Promise<Outcome | undefined> {
    const context = sampleContext({ runId: String(9000 + n) })
    const redact = (text: string): string => text
    const desk = this.#repository
    const run = new FakeRun(this.#world, { id: context.runId })
    const custody = { desk, context, log: run.log, apiKey: 'forge-key', redact }
    return outcomeOf(await sync({ dispatchEvent: 'ended' }, { ...run.step(), custody }))
  }

  async #before(call: object): Promise<typeof PASSING | undefined> {
    const trouble = this.#isOver ? undefined : this.#life.troubles.find(({ nth }) => nth === this.#calls)
    this.#calls++
    if (trouble?.kind === 'lost') this.#lost.add(call)
    await this.#pause()
    const id = 'id' in call && 'operation' in call && call.operation === 'dispatch' ? String(call.id) : ''
    if (id !== '' && !isEnded(this.#world.api.statusOf(id))) this.#toldEarly.push(id)
    return trouble?.kind === 'refused' ? PASSING : undefined
  }

  async #after(call: object): Promise<typeof PASSING | undefined> {
    await this.#pause()
    return this.#lost.has(call) ? PASSING : undefined
  }

  /** Half of the time that a call takes: on the way there, or back. */
  #pause(): Promise<void> {
    return this.#world.clock.sleep((this.#random() * this.#life.latencyMs) / 2)
  }

  #look(runs: readonly Lived[], lastSync: Outcome | undefined): Afterwards {
    const { api, conversation, record, jobs } = this.#world
    const comments = conversation.bodies.map((body) => body.slice(markerLine(body).length + 1))
    const [, author] = /\brun (\d+) ·/.exec(comments[0] ?? '') ?? []
    const known = Object.values(record.entries).flatMap((entry) => entry.jobs)
    return {
      runs,
      jobs: api.jobs.map(({ id, request }) => ({
        id,
        version: Number(request?.hyperparameters?.training_steps) - 1000,
        status: api.statusOf(id),
        isCancelled: jobs.cancelled.includes(id),
        isTold: this.#repository.told.includes(id),
      })),
      comments,
      author,
      open: known.filter(({ isOpen }) => isOpen).map(({ id }) => id),
      toldEarly: this.#toldEarly,
      lastSync,
    }
  }
}

const isEnded = (status = ''): boolean => ['SUCCESS', 'FAILED', 'CANCELLED'].includes(status)

function courseOf({ lastsMs, end }: JobPlan): JobCourse {
  const statuses = [[0, 'QUEUED'], [lastsMs / 4, 'RUNNING'], [lastsMs, end]] as const // prettier-ignore
  return { statuses, model: 'ft:x', cancelDelayMs: 1_000 }
}
