import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { SPEC, type FakeRunOptions } from '../fakes/command-context.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { FakeCommitStatuses } from '../fakes/commit-statuses.ts'
import { httpError, INTERRUPTED, jobId, type Fault } from '../fakes/forge-api.ts'
import { FakePullRequest } from '../fakes/pull-request.ts'
import { commentRecordOf, recordedJob } from '../state/samples.ts'
import { createCodec } from '../../src/state/record-codec.ts'

const MINUTE = 60_000
const TRAINING = { statuses: [[0, 'RUNNING']] } as const
const DATASET = '7c9e6679-7425-40de-944b-e07fc1f90ae7'
/** The service does not return it. */
const OTHER_DATASET = SPEC.replace(DATASET, '11111111-7425-40de-944b-e07fc1f90ae7')

/**
 * The submission of a step never arrives, and another workflow submits what looks the same. GitHub does not answer the first
 * step from `outageMs` after its submission on, for `lengthMs`.
 */
async function loseSubmission({ outageMs = Infinity, lengthMs = 20_000, cancelMs = Infinity }) {
  const pullRequest = new FakePullRequest(TRAINING)
  const { clock, conversation, api } = pullRequest
  let sentMs: number | undefined
  api.script = ({ operation, request }) => {
    if (operation !== 'create' || sentMs !== undefined || request?.dataset_ids?.[0] !== DATASET)
      return undefined
    sentMs = clock.now()
    return { error: INTERRUPTED }
  }
  const first = pullRequest.push(SPEC, { owner: 'first' })
  while (sentMs === undefined) await clock.sleep(100)
  pullRequest.startRun(OTHER_DATASET, { owner: 'second' })
  const afterMs = () => clock.now() - (sentMs ?? 0)
  conversation.beforeCall = ({ operation }) =>
    operation === 'list' && afterMs() >= outageMs && afterMs() < outageMs + lengthMs ? BAD_GATEWAY : undefined
  if (cancelMs !== Infinity) {
    await clock.sleep(cancelMs)
    await first.cancel()
  } else await clock.sleep(10 * MINUTE)
  pullRequest.stop()
  const states = first.reporter.states.map(({ outcome, job }) => [outcome, job?.id])
  return { states, cancelled: pullRequest.jobs.cancelled }
}

describe('a submission that never arrives while another workflow submits what looks the same', () => {
  it.each([Infinity, 0, 8_000, 14_000, 30_000])('ends unknown: outage after %i ms', async (outageMs) => {
    expect(await loseSubmission({ outageMs })).toEqual({ states: [['unknown', undefined]], cancelled: [] })
  })

  it('ends unknown if GitHub does not answer any more', async () => {
    const lost = await loseSubmission({ outageMs: 0, lengthMs: Infinity })
    expect(lost).toEqual({ states: [['unknown', undefined]], cancelled: [] })
  })

  it.each([0, MINUTE])(
    'is not cancelled in the place of the other: GitHub fails for %i ms',
    async (lengthMs) => {
      const { cancelled } = await loseSubmission({ cancelMs: 12_000, outageMs: 12_000, lengthMs })
      expect(cancelled).toEqual([])
    },
  )
})

const ACCEPTED_SILENTLY: Fault = { durationMs: Infinity }
const NEVER_ARRIVES: Fault = { error: INTERRUPTED, durationMs: Infinity }

/** Both run to their end, or to the end of their job. */
const settle = (pullRequest: FakePullRequest) => pullRequest.advance(10)

it('the model of an earlier scheduled run that was lost is not that of the next, which names and records its job', async () => {
  const pullRequest = new FakePullRequest({ statuses: [[0, 'RUNNING'], [30 * MINUTE, 'SUCCESS']], model: 'ft:x' }) // prettier-ignore
  const scheduled = { contextOverrides: { isScheduled: true, eventName: 'schedule' } } as const
  pullRequest.onNextSubmission(() => ACCEPTED_SILENTLY)
  const monday = pullRequest.push(SPEC, scheduled)
  await pullRequest.clock.sleep(20_000)
  monday.kill()
  await pullRequest.advance(24 * 60)
  const tuesday = pullRequest.push(SPEC, scheduled)
  await pullRequest.advance(24 * 60)
  const wednesday = pullRequest.push(SPEC, scheduled)
  await pullRequest.advance(60)
  pullRequest.stop()
  expect(tuesday.reporter.states.map(({ job }) => job?.id)).toEqual([jobId(2)])
  expect(tuesday.log.messages('warning').join()).toMatch(`earlier job \`${jobId(1)}\``)
  const jobs = Object.values(pullRequest.record.requests).flatMap((request) => request.jobs)
  expect(jobs.find(({ id }) => id === jobId(1))).toMatchObject({ owner: monday.holder.owner, run: monday.holder.run, provenance: 'recovered', isUnfinished: false, outputModel: 'ft:x' }) // prettier-ignore
  expect([tuesday, wednesday].map(({ log }) => log.lines.some((line) => line.includes('searching')))).toEqual([true, false]) // prettier-ignore
})

it('the job of a lost submission is named even if the run that finds it is killed during its own submission', async () => {
  const pullRequest = new FakePullRequest(
    {
      statuses: [
        [0, 'RUNNING'],
        [5 * MINUTE, 'FAILED'],
      ],
    },
    TRAINING,
  )
  pullRequest.onNextSubmission(() => ACCEPTED_SILENTLY)
  const lost = pullRequest.push(SPEC)
  await pullRequest.clock.sleep(20_000)
  lost.kill()
  await pullRequest.advance(20)
  pullRequest.onNextSubmission(() => NEVER_ARRIVES)
  const finder = pullRequest.push(SPEC)
  while (pullRequest.api.callsOf('create').length < 2) await pullRequest.clock.sleep(1_000)
  finder.kill()
  pullRequest.stop()
  expect(finder.log.lines.join()).toContain(`The earlier job \`${jobId(1)}\``)
})

describe.each(['a comment', 'a commit status'])('a scheduled run with %s that is run again', (record) => {
  const JOB = { statuses: [[0, 'RUNNING'], [90 * MINUTE, 'SUCCESS']], model: 'ft:x' } as const // prettier-ignore
  const scheduled = { contextOverrides: { isScheduled: true, eventName: 'schedule' } } as const

  it.each<[string, number]>([
    ['has the model of its own job, also if another run has followed that', 0],
    ['has the model of the job that it has followed', 1],
  ])('%s', async (_, nth) => {
    const pullRequest = new FakePullRequest(JOB)
    const statuses = record === 'a comment' ? undefined : new FakeCommitStatuses(pullRequest.clock)
    const options = { ...scheduled, commit: 'c1', statuses }
    const first = pullRequest.startRun(SPEC, { ...options, inputs: { waitFor: 'started' } })
    await pullRequest.advance(45)
    const second = pullRequest.startRun(SPEC, { ...options, inputs: { timeoutMs: 30 * MINUTE } })
    await pullRequest.advance(60)
    const again = [first, second][nth]?.rerun()
    await pullRequest.advance(10)
    pullRequest.stop()
    expect(again?.reported.slice(1)).toEqual([1, 'reused'])
    expect(pullRequest.api.callsOf('create')).toHaveLength(1)
  })
})

it.each([
  ['of the same API key', 'forge-key', 'recovered'],
  ['of another API key', 'another key', 'listed'],
])('a job that two lost submissions may have is that of the later one, %s', async (_, apiKey, provenance) => {
  const pullRequest = new FakePullRequest(TRAINING)
  async function lose(fault: Fault, options: FakeRunOptions): Promise<void> {
    const count = pullRequest.api.callsOf('create').length
    pullRequest.onNextSubmission(() => fault)
    const run = pullRequest.startRun(SPEC, options)
    while (pullRequest.api.callsOf('create').length === count) await pullRequest.clock.sleep(1_000)
    run.kill()
    await pullRequest.advance(20)
  }
  const [first, second] = [{ owner: 'first' }, { owner: 'second' }]
  await lose(NEVER_ARRIVES, first)
  await lose(ACCEPTED_SILENTLY, { ...second, codec: createCodec('second', '7001#7', apiKey) })
  pullRequest.startRun(SPEC, first)
  await settle(pullRequest)
  pullRequest.stop()
  const [job] = Object.values(pullRequest.record.requests).flatMap(({ jobs }) => jobs)
  expect([job?.owner, job?.provenance]).toEqual(['second', provenance])
})

describe('a job is not that of a step which claimed the request after it was created', () => {
  const [first, second] = [{ owner: 'first' }, { owner: 'second' }]

  it.each<[string, number]>([
    ['and knew it', 0],
    ['although the list did not have it yet', 30_000],
  ])('%s', async (_, lagMs) => {
    const pullRequest = new FakePullRequest(TRAINING)
    pullRequest.api.listLagMs = lagMs
    const { api, clock } = pullRequest
    const faults = [ACCEPTED_SILENTLY, NEVER_ARRIVES]
    const count = () => api.callsOf('create').length
    api.script = ({ operation }, nth) => (operation === 'create' ? faults[nth - 1] : undefined)
    const codec = createCodec('second', '7001#7', 'another key')
    const lost = pullRequest.push(SPEC, first)
    while (count() < 1) await clock.sleep(500)
    const later = pullRequest.startRun(SPEC, { ...second, codec, inputs: { reuse: false } })
    while (count() < 2) await clock.sleep(500)
    for (const run of [lost, later]) run.kill()
    await settle(pullRequest)
    lost.rerun()
    await settle(pullRequest)
    pullRequest.stop()
    const [job] = Object.values(pullRequest.record.requests).flatMap(({ jobs }) => jobs)
    expect([job?.owner, job?.provenance]).toEqual(['first', 'recovered'])
  })
})

describe('jobs of two requests that look the same', () => {
  const TWO = { 'a.yml': SPEC, 'b.yml': OTHER_DATASET }
  let pullRequest: FakePullRequest
  let create: (data: 'ours' | 'other', nth: number) => Fault | undefined
  const creations = () => pullRequest.api.callsOf('create')

  beforeEach(() => {
    pullRequest = new FakePullRequest(TRAINING)
    create = () => undefined
    pullRequest.api.script = ({ operation, request }, nth) =>
      operation === 'create'
        ? create(request?.dataset_ids?.[0] === DATASET ? 'ours' : 'other', nth)
        : undefined
  })
  afterEach(() => pullRequest.stop())

  /** Starts a step, and kills it while the service does not answer its n-th submission. */
  async function killDuringSubmission(
    content: Parameters<FakePullRequest['startRun']>[0],
    options: FakeRunOptions = {},
    nth = 1,
  ) {
    const count = creations().length
    const run = pullRequest.startRun(content, options)
    while (creations().length < count + nth) await pullRequest.clock.sleep(1)
    run.kill()
    return run
  }

  it('are not confused after both steps were killed', async () => {
    create = (data) => (data === 'other' ? ACCEPTED_SILENTLY : NEVER_ARRIVES)
    const first = await killDuringSubmission(SPEC, { owner: 'first' })
    const second = await killDuringSubmission(OTHER_DATASET, { owner: 'second' })
    create = () => undefined
    await settle(pullRequest)
    const again = [first, second].map((run) => run.rerun())
    await settle(pullRequest)
    expect(again.map(({ reported }) => reported[0])).toEqual(['unknown', 'unknown'])
    expect(pullRequest.jobs.accepted).toHaveLength(1)
  })

  it('are not confused by a post step', async () => {
    create = (data) => (data === 'other' ? ACCEPTED_SILENTLY : NEVER_ARRIVES)
    const first = pullRequest.startRun(SPEC, { owner: 'first' })
    while (creations().length === 0) await pullRequest.clock.sleep(100)
    await killDuringSubmission(OTHER_DATASET, { owner: 'second' })
    await first.cancel()
    expect(pullRequest.jobs.cancelled).toEqual([])
  })

  it('are not confused if GitHub kept the step from recording the first one', async () => {
    create = () => ACCEPTED_SILENTLY
    await killDuringSubmission(SPEC)
    await settle(pullRequest)
    const { clock, conversation } = pullRequest
    const startMs = clock.now()
    // The claim is written before, and the job of the first run is found meanwhile.
    conversation.beforeCall = ({ operation }) => {
      const elapsedMs = clock.now() - startMs
      return operation === 'update' && elapsedMs > 3_000 && elapsedMs < 23_000 ? BAD_GATEWAY : undefined
    }
    await killDuringSubmission(TWO)
    create = () => undefined
    await settle(pullRequest)
    const third = pullRequest.startRun(TWO, { owner: 'third' })
    await settle(pullRequest)
    expect(third.reporter.states.map(({ job }) => job?.id)).toEqual([jobId(1), jobId(2)])
    expect(pullRequest.jobs.accepted).toHaveLength(2)
  })

  it('are told apart if the step submitted one after the other', async () => {
    create = () => ACCEPTED_SILENTLY
    const first = await killDuringSubmission(TWO)
    create = () => undefined
    await settle(pullRequest)
    const again = first.rerun()
    await settle(pullRequest)
    expect(again.reporter.states.map(({ job }) => job?.id)).toEqual([jobId(1), jobId(2)])
    expect(again.reporter.states.map(({ isReused }) => isReused)).toEqual([true, undefined])
  })

  it('are told apart if the specs change their order', async () => {
    create = () => ACCEPTED_SILENTLY
    const first = await killDuringSubmission(TWO)
    create = () => undefined
    await settle(pullRequest)
    const again = first.rerun({ files: { 'a.yml': OTHER_DATASET, 'b.yml': SPEC } })
    await settle(pullRequest)
    expect(again.reporter.states.map(({ job }) => job?.id)).toEqual([jobId(2), jobId(1)])
  })

  it('are not confused if the first request is no longer asked for', async () => {
    create = () => ACCEPTED_SILENTLY
    const first = await killDuringSubmission(TWO)
    create = () => undefined
    await settle(pullRequest)
    const again = first.rerun({ files: { 'a.yml': OTHER_DATASET } })
    await settle(pullRequest)
    expect(again.reported[0]).toBe('unknown')
  })

  it('are told apart if the step was killed after the first request was refused', async () => {
    create = (data) => (data === 'ours' ? { error: httpError(422) } : ACCEPTED_SILENTLY)
    pullRequest.conversation.beforeCall = async () => {
      await pullRequest.clock.sleep(500)
      return undefined
    }
    const first = await killDuringSubmission(TWO, {}, 2)
    create = (data) => (data === 'ours' ? { error: httpError(422) } : undefined)
    await settle(pullRequest)
    const again = first.rerun()
    await settle(pullRequest)
    expect(again.reporter.states.map(({ outcome, job }) => [outcome, job?.id])).toEqual([
      ['refused', undefined],
      [undefined, jobId(1)],
    ])
    expect(pullRequest.jobs.accepted).toHaveLength(1)
  })

  it('are told apart if GitHub fails after the refusal until much later', async () => {
    let isDown = false
    pullRequest.conversation.beforeCall = async () => {
      await pullRequest.clock.sleep(500)
      return isDown ? BAD_GATEWAY : undefined
    }
    const refused: Fault = { error: httpError(422) }
    create = (data) => {
      if (data === 'other') return ACCEPTED_SILENTLY
      isDown = true
      void pullRequest.clock.sleep(5 * MINUTE).then(() => (isDown = false))
      return refused
    }
    const first = await killDuringSubmission(TWO, {}, 2)
    expect(isDown).toBe(false)
    create = (data) => (data === 'ours' ? refused : undefined)
    await settle(pullRequest)
    const again = first.rerun()
    await settle(pullRequest)
    expect(again.reporter.states.map(({ job }) => job?.id)).toEqual([undefined, jobId(1)])
  })

  it('are told apart if the first claim was given up and made again', async () => {
    create = () => ({ error: httpError(429) })
    const first = pullRequest.push(TWO, { owner: 'first' })
    await pullRequest.advance(1)
    const other = pullRequest.startRun(SPEC, { owner: 'other', inputs: { reuse: false } })
    await pullRequest.advance(2)
    await other.cancel()
    const count = creations().length
    create = () => ACCEPTED_SILENTLY
    while (creations().length === count) await pullRequest.clock.sleep(100)
    first.kill()
    create = () => undefined
    await settle(pullRequest)
    const again = first.rerun()
    await settle(pullRequest)
    expect(again.reporter.states.map(({ job }) => job?.id)).toEqual([jobId(1), jobId(2)])
  })

  it('are told apart if the step first lost another of its requests to a rival', async () => {
    const shared = { 'c.yml': SPEC.replace('1000', '2000') }
    create = (_, nth) => (nth === 1 ? undefined : ACCEPTED_SILENTLY)
    // Of two claims at the same time, that of the older run wins.
    pullRequest.push(shared, { owner: 'rival' })
    const first = pullRequest.startRun({ ...TWO, ...shared }, { owner: 'first' })
    while (creations().length < 2) await pullRequest.clock.sleep(100)
    first.kill()
    create = () => undefined
    await settle(pullRequest)
    const again = first.rerun()
    await settle(pullRequest)
    expect(again.reporter.states.map(({ job }) => job?.id)).toEqual([jobId(2), jobId(3), jobId(1)])
  })

  it('are not confused by a post step if a person damages the comment of the other step', async () => {
    create = (data) => (data === 'other' ? ACCEPTED_SILENTLY : NEVER_ARRIVES)
    const ours = pullRequest.push(SPEC, { owner: 'first' })
    while (creations().length < 1) await pullRequest.clock.sleep(100)
    const codec = createCodec('k2', '7001#7', 'forge-key')
    await killDuringSubmission(OTHER_DATASET, { owner: 'second', codec })
    const { conversation } = pullRequest
    for (const { id, body } of conversation.comments)
      if (codec.matches(body)) conversation.replaceComment(id, body.replace(/[\w+/=]{60}/, 'damaged'))
    await ours.cancel()
    expect(pullRequest.jobs.cancelled).toEqual([])
  })

  it('are not submitted again if somebody forges that one is that of the other', async () => {
    create = () => ACCEPTED_SILENTLY
    await killDuringSubmission(TWO)
    create = () => undefined
    const { requests } = pullRequest.record
    const [key = ''] = Object.keys(requests).filter((each) => requests[each]?.holds[0]?.label === 'b.yml')
    const codec = createCodec('k2', '7001#7', 'another key')
    const forged = commentRecordOf({ [key]: { holds: [], jobs: [recordedJob(1)] } })
    pullRequest.addRecordComment(forged, { codec })
    await settle(pullRequest)
    const again = pullRequest.push({ 'a.yml': OTHER_DATASET, 'b.yml': SPEC })
    await settle(pullRequest)
    expect(again.reporter.states.map(({ outcome }) => outcome)).toEqual([undefined, 'unknown'])
    expect(pullRequest.jobs.accepted).toHaveLength(1)
  })

  it('are told apart by the time of their submission', async () => {
    create = (data) => (data === 'other' ? ACCEPTED_SILENTLY : NEVER_ARRIVES)
    await killDuringSubmission(SPEC, { owner: 'first' })
    await pullRequest.advance(60)
    const second = await killDuringSubmission(OTHER_DATASET, { owner: 'second' })
    create = () => undefined
    await settle(pullRequest)
    const again = second.rerun()
    await settle(pullRequest)
    expect(again.reported).toEqual(['running', 1, 'reused'])
  })

  it('are told apart if they differ in a field that the service returns', async () => {
    create = () => ACCEPTED_SILENTLY
    const first = await killDuringSubmission(SPEC, { owner: 'first' })
    create = () => NEVER_ARRIVES
    await killDuringSubmission(OTHER_DATASET.replace('1000', '2000'), { owner: 'second' })
    create = () => undefined
    await settle(pullRequest)
    const again = first.rerun()
    await settle(pullRequest)
    expect(again.reported).toEqual(['running', 1, 'reused'])
  })
})

describe('a submission that only a commit status announces', () => {
  const FAILS = { statuses: [[0, 'RUNNING'], [20 * MINUTE, 'FAILED']] } as const // prettier-ignore
  const SUCCEEDS = { statuses: [[0, 'RUNNING'], [MINUTE, 'SUCCESS']], model: 'ft:1' } as const // prettier-ignore
  const SCHEDULED = { contextOverrides: { isScheduled: true, eventName: 'schedule' } } as const
  const LEFT = { inputs: { waitFor: 'none' } } as const

  let pullRequest: FakePullRequest
  let statuses: FakeCommitStatuses
  const creations = () => pullRequest.api.callsOf('create')
  afterEach(() => pullRequest.stop())

  function setUp(...lifecycles: ConstructorParameters<typeof FakePullRequest>) {
    pullRequest = new FakePullRequest(...lifecycles)
    statuses = new FakeCommitStatuses(pullRequest.clock)
  }

  /** Loses the runner during its submission, which the service accepts. */
  async function loseRunner(run: { kill(): void }) {
    const count = creations().length
    pullRequest.onNextSubmission(() => ACCEPTED_SILENTLY)
    while (creations().length === count) await pullRequest.clock.sleep(100)
    run.kill()
    await settle(pullRequest)
  }

  it('is found although the schedule before it has a model', async () => {
    setUp(SUCCEEDS, TRAINING)
    pullRequest.startRun(SPEC, { statuses, ...SCHEDULED })
    await pullRequest.advance(24 * 60)
    const lost = pullRequest.startRun(SPEC, { statuses, ...SCHEDULED })
    await loseRunner(lost)
    const again = lost.rerun()
    await settle(pullRequest)
    expect(again.reported).toEqual(['running', 2, 'reused'])
    expect(creations()).toHaveLength(2)
  })

  it('is found although the job before it failed after its step', async () => {
    setUp(FAILS, TRAINING)
    const first = pullRequest.startRun(SPEC, { statuses, ...LEFT })
    await pullRequest.advance(30)
    const second = first.rerun()
    await loseRunner(second)
    const third = second.rerun()
    await settle(pullRequest)
    expect(third.reported).toEqual(['submitted', 2, 'reused'])
    expect(creations()).toHaveLength(2)
  })

  it('is found by a re-run if its own step did not find out what became of it', async () => {
    setUp(TRAINING)
    let isDown = false
    pullRequest.api.script = ({ operation }) => {
      if (operation === 'list' && isDown) return { error: httpError(503) }
      if (operation !== 'create' || creations().length > 1) return undefined
      isDown = true
      return { error: INTERRUPTED, takesEffect: true }
    }
    const inputs = { ...LEFT.inputs, timeoutMs: 30 * MINUTE }
    const first = pullRequest.startRun(SPEC, { statuses, inputs })
    await pullRequest.advance(60)
    isDown = false
    const again = first.rerun()
    await settle(pullRequest)
    expect(first.outputs['outcome']).toBe('unknown')
    expect(again.reported).toEqual(['submitted', 1, 'reused'])
  })

  it('is searched for once', async () => {
    setUp(FAILS)
    const first = pullRequest.startRun(SPEC, { statuses, ...LEFT })
    await loseRunner(first)
    const second = first.rerun()
    await pullRequest.advance(30)
    const third = second.rerun()
    await settle(pullRequest)
    expect(second.reported).toEqual(['submitted', 1, 'reused'])
    expect(third.reported).toEqual(['submitted', 2, 'new'])
    expect(third.log.lines.join()).not.toContain('searching')
  })

  it.each([
    [500, 0],
    [500, 300],
    [900, 900],
    [3000, 0],
    [3000, 2000],
  ])('at %d ms a request keeps a run that starts %d ms later from submitting', async (latencyMs, delayMs) => {
    setUp(TRAINING)
    statuses.latencyMs = latencyMs
    const first = pullRequest.startRun(SPEC, { statuses, ...LEFT })
    await pullRequest.clock.sleep(delayMs)
    const second = pullRequest.startRun(SPEC, { statuses, ...LEFT, owner: 'other' })
    await settle(pullRequest)
    expect(first.reported).toEqual(['submitted', 1, 'new'])
    expect(second.reported).toEqual(['submitted', 1, 'reused'])
    expect(creations()).toHaveLength(1)
    expect(statuses.descriptions).toContainEqual(expect.stringMatching(/^waiting · run 8124\.1 · spec /))
  })

  it('is searched for although a step that reuses nothing has submitted since', async () => {
    setUp(TRAINING, { statuses: [[0, 'FAILED']] })
    const first = pullRequest.startRun(SPEC, { statuses, ...LEFT })
    await loseRunner(first)
    first.rerun({ inputs: { reuse: false } })
    await settle(pullRequest)
    const third = first.rerun({ attempt: 3 })
    await settle(pullRequest)
    expect(third.reported).toEqual(['submitted', 1, 'reused'])
    expect(creations()).toHaveLength(2)
  })

  it('is not searched for while a job can be followed', async () => {
    setUp(TRAINING)
    const first = pullRequest.startRun(SPEC, { statuses, ...LEFT })
    await settle(pullRequest)
    const second = first.rerun({ inputs: { waitFor: 'none', reuse: false } })
    await loseRunner(second)
    const third = first.rerun({ attempt: 3 })
    await settle(pullRequest)
    expect(third.reported).toEqual(['submitted', 1, 'reused'])
    expect(third.log.lines.join()).not.toContain('searching')
  })
  /** The service refuses submissions until `untilMs`, and asks to come back after `retryAfterMs`. */
  function limitUntil(untilMs: number, retryAfterMs: number) {
    pullRequest.api.script = ({ operation }) =>
      operation === 'create' && pullRequest.clock.now() < untilMs
        ? { error: { ...httpError(429), retryAfterMs } }
        : undefined
  }

  it('is not taken for that of another run by its own step, which sends it again in time', async () => {
    setUp(TRAINING)
    limitUntil(MINUTE, 100_000)
    const run = pullRequest.startRun(SPEC, { statuses, ...LEFT })
    await settle(pullRequest)
    expect(run.reported).toEqual(['submitted', 1, 'new'])
    expect(creations()[1]!.atMs - creations()[0]!.atMs).toBeLessThan(2 * MINUTE)
    expect(run.log.lines.join()).not.toMatch(/waiting for its job|an earlier run/)
  })

  it('gives its own step no job of another commit in the place of what was refused', async () => {
    setUp(TRAINING)
    limitUntil(MINUTE, 100_000)
    const first = pullRequest.push(SPEC, { statuses, ...LEFT })
    await pullRequest.advance(3)
    const other = { statuses: new FakeCommitStatuses(pullRequest.clock), ...LEFT }
    const second = pullRequest.push(SPEC, other)
    await settle(pullRequest)
    expect([first, second].map(({ reported }) => reported)).toEqual([
      ['submitted', 1, 'new'],
      ['submitted', 2, 'new'],
    ])
  })

  it('is announced again while it is retried, so that another run waits for it', async () => {
    setUp(TRAINING)
    limitUntil(10 * MINUTE, 30_000)
    const first = pullRequest.startRun(SPEC, { statuses, ...LEFT })
    await pullRequest.advance(8)
    const second = pullRequest.startRun(SPEC, { statuses, ...LEFT })
    await settle(pullRequest)
    expect(first.reported).toEqual(['submitted', 1, 'new'])
    expect(second.reported).toEqual(['submitted', 1, 'reused'])
    expect(second.log.lines.join()).not.toContain('searching')
    expect(statuses.descriptions.filter((text) => text.startsWith('being submitted')).length).toBeLessThan(6)
  })
})
