import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { submit, type Submission } from '../../src/jobs/submit.ts'
import type { Training } from '../../src/jobs/job-state.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { sampleSpec, sampleTraining } from '../fakes/samples.ts'
import {
  FakeTrainingApi,
  LOST,
  UNSENT,
  answered,
  type ApiCall,
  type Fault,
  type JobCourse,
} from '../fakes/forge-api.ts'

/**
 * The machine of submitting and finding again is small enough to be seen whole. A schedule is a list of choices: what
 * happens to each exchange, and what others do before the service sees it. As the client has one exchange at a time,
 * the order in which the service sees things is all that can differ.
 */
const COURSE: JobCourse = { statuses: [[0, 'QUEUED']] }
const REQUEST = sampleSpec().request
const FOREIGN = [
  { ...REQUEST, job_type: 'dpo' },
  { ...REQUEST, hyperparameters: { ...REQUEST.hyperparameters, learning_rate: 2e-5 } },
] as const
const MOST_FAULTS = 2
const SETTLE_MS = 300_000

/** Names one of several things that can happen; the first one is the ordinary. */
type Choose = <T extends string>(...options: readonly [T, ...T[]]) => T

interface Setting {
  readonly onUnknown: Submission['onUnknown']
  /** Somebody else submits the very same, once, at any moment. */
  readonly hasTwin: boolean
  /** In a matrix a likeness is not enough. */
  readonly mustProveAll: boolean
  /** The service tells every field that it was sent, which is more than its contract says. */
  readonly tellsAll: boolean
}

interface Look {
  readonly atMs: number
  /** Whether it was answered. */
  readonly isOk: boolean
  /** New jobs that match, as this answer shows them. */
  readonly ids: readonly string[]
}

/** One run of the client against a service, a network and a second actor that do as they choose. */
class World {
  readonly clock = new VirtualClock()
  readonly api = new FakeTrainingApi(this.clock, COURSE)
  /** POSTs that the service may have seen. */
  readonly posts: { readonly atMs: number; readonly answer: string; readonly looksBefore: number }[] = []
  readonly looks: Look[] = []
  readonly ours = new Set<string>()
  /** Jobs that match, of whomever. */
  readonly matching = new Set<string>()
  readonly told: Training[] = []
  readonly #choose: Choose
  readonly #setting: Setting
  #known = new Set<string>()
  #faults = 0
  #late = 0
  #hasTwin = false

  constructor(choose: Choose, setting: Setting) {
    this.#choose = choose
    this.#setting = setting
    for (const request of [REQUEST, ...FOREIGN]) this.api.add(COURSE, request, 600_000)
    if (setting.tellsAll) this.api.listed = (job) => this.#described(job)
    this.api.onCall = (call) => this.#before(call)
    this.api.script = (call) => (call.operation === 'create' ? this.#post() : this.#list())
  }

  submit(): Promise<Training> {
    const { onUnknown, mustProveAll } = this.#setting
    return submit(sampleTraining(), sampleSpec(), {
      api: this.api,
      clock: this.clock,
      random: () => 1,
      newIntent: () => 'intent',
      deadlineMs: 21_000_000,
      patientUntilMs: 900_000,
      claimed: new Set(),
      mustProveAll,
      onUnknown,
      onSend: () => undefined,
      onUnsent: () => undefined,
      onEvent: () => undefined,
      onAnswer: (training) => this.told.push(training),
    })
  }

  #described(job: TrainingJob): TrainingJob {
    const { model_config: modelConfig, dataset_ids: datasetIds = [] } = REQUEST
    return { ...job, modelConfig, datasetIds, autoStart: true }
  }

  /** What others do before the service sees the call. */
  #before({ operation }: ApiCall): void {
    if (operation === 'list') for (const request of FOREIGN) this.api.add(COURSE, request)
    if (this.#setting.hasTwin && !this.#hasTwin && this.#choose('no twin', 'twin') === 'twin') {
      this.#hasTwin = true
      this.matching.add(this.api.add(COURSE, REQUEST))
    }
    if (this.#late > 0 && this.#choose('still under way', 'arrives') === 'arrives') {
      this.#late--
      this.#accept()
    }
  }

  #accept(): void {
    const id = this.api.add(COURSE, REQUEST)
    this.ours.add(id)
    this.matching.add(id)
  }

  #post(): Fault | undefined {
    const answer = this.#fault('proper', 'unsent', 'lost before', 'lost after', 'late')
    if (answer === 'unsent') return { failure: UNSENT }
    this.posts.push({ atMs: this.clock.now(), answer, looksBefore: this.looks.length })
    if (answer === 'late') this.#late++
    if (answer === 'lost after') this.#accept()
    return answer === 'proper' ? undefined : { failure: LOST }
  }

  #list(): Fault | undefined {
    const answer = this.#fault('proper', 'failing', 'from before')
    const atMs = this.clock.now()
    // From before the first call: nothing is older than that but what was there.
    const fault = answer === 'from before' ? { staleMs: atMs } : {}
    const ids = answer === 'proper' ? [...this.matching] : []
    if (this.posts.length > 0) this.looks.push({ atMs, isOk: answer !== 'failing', ids: this.#new(ids) })
    else if (answer !== 'failing') this.#known = new Set(ids)
    return answer === 'failing' ? { failure: answered(503) } : fault
  }

  /** Those that cannot have been there before the first POST that the service may have seen. */
  #new(ids: readonly string[]): readonly string[] {
    const sinceMs = Math.floor((this.posts[0]?.atMs ?? 0) / 1000) * 1000 - 2_000
    const bornMs = new Map(this.api.jobs.map((job) => [job.id, job.bornMs]))
    return ids.filter((id) => !this.#known.has(id) && (bornMs.get(id) ?? -1) >= sinceMs)
  }

  #fault<T extends string>(proper: T, ...faults: readonly T[]): T {
    if (this.#faults === MOST_FAULTS) return proper
    const chosen = this.#choose(proper, ...faults)
    if (chosen !== proper) this.#faults++
    return chosen
  }
}

/** All that must hold of a run; throws for the first that does not. */
function judge(world: World, training: Training, setting: Setting): void {
  const { onUnknown, mustProveAll, tellsAll } = setting
  const isProvable = tellsAll || !mustProveAll
  const { posts, looks, ours, matching, told, api } = world
  const last = posts.at(-1)
  const isAnswered = last?.answer === 'proper'
  const answeredLooks = looks.filter(({ isOk }) => isOk)
  const everSeen = [...new Set(answeredLooks.flatMap(({ ids }) => ids))]
  const [beforeLast, lastLook] = answeredLooks.slice(-2)
  const deciding = [beforeLast?.ids, lastLook?.ids]
  const agreed = lastLook?.ids.length === 1 && beforeLast?.ids.join() === lastLook.ids.join()

  holds(posts.length <= (onUnknown === 'fail' ? 1 : 3), 'no more POSTs than allowed')
  holds(ours.size + (isAnswered ? 1 : 0) <= posts.length, 'no more jobs than POSTs')
  holds(new Set(api.of('create').map(({ intent }) => intent)).size === 1, 'one intent')
  holds(told.length === 1 && told[0] === training, 'the end is told once')
  for (const { looksBefore } of posts.slice(1)) {
    const before = looks.slice(0, looksBefore)
    holds(
      before.every(({ ids }) => ids.length === 0),
      'never sent again after a match was seen',
    )
    holds(
      (before.at(-1)?.atMs ?? 0) >= (posts[0]?.atMs ?? 0) + SETTLE_MS,
      'sent again only after the whole window',
    )
  }
  if (isAnswered) {
    holds(training.job !== undefined && !matching.has(training.job.id), 'the id that was told is kept')
    holds(training.outcome === undefined, 'an answered submission is open')
    holds(api.calls.at(-1)?.operation === 'create', 'the answer ends it')
    return
  }
  holds(last !== undefined, 'it was sent')
  holds(
    answeredLooks.slice(0, -1).every(({ ids }) => ids.length < 2),
    'several matches end the search',
  )
  if (training.job === undefined) {
    holds(training.outcome === 'unknown', 'unknown where it is not found')
    holds(!agreed || !isProvable, 'what two looks agree on is adopted')
    holds(
      everSeen.every((id) => training.notes.some((note) => note.includes(id))),
      'what was seen is named',
    )
    return
  }
  holds(isProvable, 'a likeness is not enough where others submit')
  holds(matching.has(training.job.id), 'adopted is only what matches')
  holds(
    deciding.every((ids) => ids?.join() === training.job?.id),
    'adopted is only the one that both looks show',
  )
  holds(training.outcome === undefined, 'an adopted job is open')
}

function holds(is: boolean, what: string): void {
  if (!is) throw new Error(`Violated: ${what}`)
}

/** Plays every schedule once, those with the fewest departures from the ordinary first; returns their number. */
async function exploreAll(play: (choose: Choose) => Promise<void>): Promise<number> {
  const queue: (readonly number[])[] = [[]]
  for (const prefix of queue) {
    const taken: number[] = []
    const counts: number[] = []
    const words: string[] = []
    const choose: Choose = (...options) => {
      const n = prefix[taken.length] ?? 0
      taken.push(n)
      counts.push(options.length)
      const chosen = options[n] ?? options[0]
      words.push(chosen)
      return chosen
    }
    try {
      await play(choose)
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n  ${words.join('\n  ')}`)
    }
    for (let at = prefix.length; at < taken.length; at++) {
      for (let n = 1; n < (counts[at] ?? 0); n++) queue.push([...taken.slice(0, at), n])
    }
  }
  return queue.length
}

describe('submitting and finding again, under every schedule of up to two faults', () => {
  it.each<['fail' | 'resubmit', string, string, number]>([
    ['fail', 'alone', '', 180],
    ['fail', 'with a twin', '', 1_100],
    ['fail', 'alone', ', in a matrix', 180],
    ['fail', 'with a twin', ', in a matrix', 1_100],
    ['fail', 'with a twin', ', in a matrix, told every field', 1_100],
    ['resubmit', 'alone', '', 250],
    ['resubmit', 'with a twin', '', 1_400],
    ['resubmit', 'with a twin', ', in a matrix', 1_400],
  ])('on-unknown: %s, %s%s: more than %i schedules', async (onUnknown, who, where, fewest) => {
    const setting: Setting = {
      onUnknown,
      hasTwin: who === 'with a twin',
      mustProveAll: where.includes('matrix'),
      tellsAll: where.includes('told'),
    }
    const count = await exploreAll(async (choose) => {
      const world = new World(choose, setting)
      judge(world, await world.submit(), setting)
    })
    expect(count).toBeGreaterThan(fewest)
  })
})
