import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { submit, type SubmitOptions } from '../../src/jobs/submit.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { sampleSpec, sampleState } from '../fakes/samples.ts'
import {
  FakeForgeApi,
  INTERRUPTED,
  NOT_SENT,
  httpError,
  type ApiCall,
  type Fault,
  type JobLifecycle,
} from '../fakes/forge-api.ts'

/**
 * Submission and recovery are small enough to test exhaustively. A schedule is a list of choices: what happens to each
 * request, and what others do before the service receives it. The client has one request at a time, so only the order in
 * which the service sees things can differ.
 */
const LIFECYCLE: JobLifecycle = { statuses: [[0, 'QUEUED']] }
const REQUEST = sampleSpec().request
const FOREIGN = [
  { ...REQUEST, job_type: 'dpo' },
  { ...REQUEST, hyperparameters: { ...REQUEST.hyperparameters, learning_rate: 2e-5 } },
] as const
const MAX_FAULTS = 2
const SEARCH_WINDOW_MS = 300_000

/** Picks one of several things that can happen. The first one is the normal case. */
type Choose = <T extends string>(...options: readonly [T, ...T[]]) => T

interface Scenario {
  readonly onUnknown: SubmitOptions['onUnknown']
  /** Someone else submits an identical job, once, at any time. */
  readonly hasTwin: boolean
  /** As in a matrix. */
  readonly requireExactMatch: boolean
  /** The service returns every submitted field, which is more than its contract promises. */
  readonly reportsAllFields: boolean
}

interface ListRead {
  readonly atMs: number
  readonly isOk: boolean
  /** New matching jobs in this response. */
  readonly ids: readonly string[]
}

/** One run of the client against a service, a network and a second actor, all driven by the choices. */
class Environment {
  readonly clock = new VirtualClock()
  readonly api = new FakeForgeApi(this.clock, LIFECYCLE)
  /** POSTs that the service may have received. */
  readonly posts: { readonly atMs: number; readonly answer: string; readonly listReadsBefore: number }[] = []
  readonly listReads: ListRead[] = []
  readonly ours = new Set<string>()
  /** All matching jobs, ours or not. */
  readonly matching = new Set<string>()
  readonly settledStates: JobState[] = []
  readonly #choose: Choose
  readonly #scenario: Scenario
  #known = new Set<string>()
  #faults = 0
  #latePosts = 0
  #hasTwin = false

  constructor(choose: Choose, scenario: Scenario) {
    this.#choose = choose
    this.#scenario = scenario
    for (const request of [REQUEST, ...FOREIGN]) this.api.addJob(LIFECYCLE, request, 600_000)
    if (scenario.reportsAllFields) this.api.describeInList = (job) => this.#describeFully(job)
    this.api.onCall = (call) => this.#beforeCall(call)
    this.api.script = (call) => (call.operation === 'create' ? this.#post() : this.#list())
  }

  submit(): Promise<JobState> {
    const { onUnknown, requireExactMatch } = this.#scenario
    return submit(sampleState(), sampleSpec(), {
      api: this.api,
      clock: this.clock,
      random: () => 1,
      newIdempotencyKey: () => 'key',
      deadlineMs: 21_000_000,
      retryUntilMs: 900_000,
      claimedIds: new Set(),
      requireExactMatch,
      onUnknown,
      onSend: () => undefined,
      onNotSent: () => undefined,
      renewClaim: () => Promise.resolve(undefined),
      onEvent: () => undefined,
      onSettled: (state) => this.settledStates.push(state),
    })
  }

  #describeFully(job: TrainingJob): TrainingJob {
    const { model_config: modelConfig, dataset_ids: datasetIds = [] } = REQUEST
    return { ...job, modelConfig, datasetIds, autoStart: true }
  }

  /** What others do before the service receives the call. */
  #beforeCall({ operation }: ApiCall): void {
    // One more each time, in turn: both would double the jobs to compare, which is what takes the time.
    const [one, other] = FOREIGN
    if (operation === 'list') this.api.addJob(LIFECYCLE, this.api.calls.length % 2 === 0 ? one : other)
    if (this.#scenario.hasTwin && !this.#hasTwin && this.#choose('no twin', 'twin') === 'twin') {
      this.#hasTwin = true
      this.matching.add(this.api.addJob(LIFECYCLE, REQUEST))
    }
    if (this.#latePosts > 0 && this.#choose('still under way', 'arrives') === 'arrives') {
      this.#latePosts--
      this.#addOwnJob()
    }
  }

  #addOwnJob(): void {
    const id = this.api.addJob(LIFECYCLE, REQUEST)
    this.ours.add(id)
    this.matching.add(id)
  }

  #post(): Fault | undefined {
    const answer = this.#fault('proper', 'not-sent', 'lost before', 'lost after', 'late')
    if (answer === 'not-sent') return { error: NOT_SENT }
    this.posts.push({ atMs: this.clock.now(), answer, listReadsBefore: this.listReads.length })
    if (answer === 'late') this.#latePosts++
    if (answer === 'lost after') this.#addOwnJob()
    return answer === 'proper' ? undefined : { error: INTERRUPTED }
  }

  #list(): Fault | undefined {
    const answer = this.#fault('proper', 'failing', 'stale')
    const atMs = this.clock.now()
    // A response from before the first call shows only the jobs that existed then.
    const fault = answer === 'stale' ? { staleMs: atMs } : {}
    const ids = answer === 'proper' ? [...this.matching] : []
    if (this.posts.length > 0) this.listReads.push({ atMs, isOk: answer !== 'failing', ids: this.#new(ids) })
    else if (answer !== 'failing') this.#known = new Set(ids)
    return answer === 'failing' ? { error: httpError(503) } : fault
  }

  /** Those that cannot have existed before the first POST that the service may have received. */
  #new(ids: readonly string[]): readonly string[] {
    const sinceMs = Math.floor((this.posts[0]?.atMs ?? 0) / 1000) * 1000 - 60_000
    const createdMs = new Map(this.api.jobs.map((job) => [job.id, job.createdMs]))
    return ids.filter((id) => !this.#known.has(id) && (createdMs.get(id) ?? -1) >= sinceMs)
  }

  #fault<T extends string>(proper: T, ...faults: readonly T[]): T {
    if (this.#faults === MAX_FAULTS) return proper
    const chosen = this.#choose(proper, ...faults)
    if (chosen !== proper) this.#faults++
    return chosen
  }
}

/** Throws for the first violated invariant of a run. */
function checkInvariants(environment: Environment, state: JobState, scenario: Scenario): void {
  const { onUnknown, requireExactMatch, reportsAllFields } = scenario
  const isVerifiable = reportsAllFields || !requireExactMatch
  const { posts, listReads, ours, matching, settledStates, api } = environment
  const last = posts.at(-1)
  const isAnswered = last?.answer === 'proper'
  const answeredReads = listReads.filter(({ isOk }) => isOk)
  const idsSeen = [...new Set(answeredReads.flatMap(({ ids }) => ids))]
  const [beforeLast, lastRead] = answeredReads.slice(-2)
  const deciding = [beforeLast?.ids, lastRead?.ids]
  const agreed = lastRead?.ids.length === 1 && beforeLast?.ids.join() === lastRead.ids.join()

  assertHolds(posts.length <= (onUnknown === 'fail' ? 1 : 3), 'no more POSTs than allowed')
  assertHolds(ours.size + (isAnswered ? 1 : 0) <= posts.length, 'no more jobs than POSTs')
  assertHolds(
    new Set(api.callsOf('create').map(({ idempotencyKey }) => idempotencyKey)).size === 1,
    'one idempotency key',
  )
  assertHolds(settledStates.length === 1 && settledStates[0] === state, 'the final state is reported once')
  for (const { listReadsBefore } of posts.slice(1)) {
    const before = listReads.slice(0, listReadsBefore)
    assertHolds(
      before.every(({ ids }) => ids.length === 0),
      'no resubmission after a match was seen',
    )
    assertHolds(
      (before.at(-1)?.atMs ?? 0) >= (posts[0]?.atMs ?? 0) + SEARCH_WINDOW_MS,
      'no resubmission before the end of the search window',
    )
  }
  if (isAnswered) {
    assertHolds(state.job !== undefined && !matching.has(state.job.id), 'the returned id is kept')
    assertHolds(state.outcome === undefined, 'an answered submission is unfinished')
    assertHolds(api.calls.at(-1)?.operation === 'create', 'no request after the response')
    return
  }
  assertHolds(last !== undefined, 'it was sent')
  assertHolds(
    answeredReads.slice(0, -1).every(({ ids }) => ids.length < 2),
    'several matches end the search',
  )
  if (state.job === undefined) {
    assertHolds(state.outcome === 'unknown', 'unknown if it is not found')
    assertHolds(!agreed || !isVerifiable, 'a match in two consecutive searches is adopted')
    assertHolds(
      idsSeen.every((id) => JSON.stringify(state.notes).includes(id)),
      'every match that was seen is named',
    )
    return
  }
  assertHolds(isVerifiable, 'an unverified match is not adopted if an exact one is required')
  assertHolds(matching.has(state.job.id), 'only a matching job is adopted')
  assertHolds(
    deciding.every((ids) => ids?.join() === state.job?.id),
    'only a job in both searches is adopted',
  )
  assertHolds(state.outcome === undefined, 'an adopted job is unfinished')
}

function assertHolds(is: boolean, what: string): void {
  if (!is) throw new Error(`Violated: ${what}`)
}

/** Plays every schedule once, those closest to the normal case first. Returns their number. */
async function exploreAll(play: (choose: Choose) => Promise<void>): Promise<number> {
  const queue: (readonly number[])[] = [[]]
  for (const prefix of queue) {
    const taken: number[] = []
    const counts: number[] = []
    const choices: string[] = []
    const choose: Choose = (...options) => {
      const n = prefix[taken.length] ?? 0
      taken.push(n)
      counts.push(options.length)
      const chosen = options[n] ?? options[0]
      choices.push(chosen)
      return chosen
    }
    try {
      await play(choose)
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n  ${choices.join('\n  ')}`)
    }
    for (let at = prefix.length; at < taken.length; at++) {
      for (let n = 1; n < (counts[at] ?? 0); n++) queue.push([...taken.slice(0, at), n])
    }
  }
  return queue.length
}

describe('submission and recovery under every schedule of up to two faults', () => {
  it.each<['fail' | 'resubmit', string, string, number]>([
    ['fail', 'alone', '', 180],
    ['fail', 'with a twin', '', 1_100],
    ['fail', 'alone', ', in a matrix', 180],
    ['fail', 'with a twin', ', in a matrix', 1_100],
    ['fail', 'with a twin', ', in a matrix, all fields returned', 1_100],
    ['resubmit', 'alone', '', 250],
    ['resubmit', 'with a twin', '', 1_400],
    ['resubmit', 'with a twin', ', in a matrix', 1_400],
  ])('on-unknown: %s, %s%s: more than %i schedules', async (onUnknown, who, where, minSchedules) => {
    const scenario: Scenario = {
      onUnknown,
      hasTwin: who === 'with a twin',
      requireExactMatch: where.includes('matrix'),
      reportsAllFields: where.includes('returned'),
    }
    const count = await exploreAll(async (choose) => {
      const environment = new Environment(choose, scenario)
      checkInvariants(environment, await environment.submit(), scenario)
    })
    expect(count).toBeGreaterThan(minSchedules)
  })
})
