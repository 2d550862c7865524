import { outputsOf } from '../../src/outputs.ts'
import { describe, expect, it } from '@jest/globals'
import { trainingOf, type Training } from '../../src/jobs/job-state.ts'
import { Progress } from '../../src/report/reporter.ts'
import { Reports } from '../../src/report/report-publisher.ts'
import type { Spec } from '../../src/job-spec/types.ts'
import { submitAll } from '../../src/jobs/submit-all.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { RecordingLog } from '../fakes/log.ts'
import { sampleContext, sampleSpec } from '../fakes/samples.ts'
import { MemoryWorkspace } from '../fakes/workspace.ts'
import { FakeTrainingApi, LOST, answered, jobId, type Fault } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const { request } = sampleSpec()

const spec = (label: string, changes: Partial<Spec['request']> = {}): Spec =>
  sampleSpec({ file: label, label, request: { ...request, ...changes } })
/** They differ from `A` in what the service does not tell, in what it may not tell, and in what it tells. */
const A = spec('a.yml')
const OTHER_DATA = spec('b.yml', { dataset_ids: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'] })
const OTHER_ALIAS = spec('c.yml', { model_config: { base_model: 'mistral-large-latest' } })
const OTHER_KIND = spec('d.yml', { job_type: 'dpo' })

interface Setting {
  readonly fault?: (operation: string, nth: number, api: FakeTrainingApi) => Fault | undefined
  readonly isInMatrix?: boolean
  readonly onUnknown?: 'fail' | 'resubmit'
  readonly deadlineMs?: number
}

async function submitSpecs(trainings: readonly Training[], setting: Setting = {}) {
  const { fault, isInMatrix = false, onUnknown = 'fail', deadlineMs = 5 * HOUR } = setting
  const clock = new VirtualClock()
  const api = new FakeTrainingApi(clock, { statuses: [[0, 'QUEUED']] })
  api.script = ({ operation }, nth) => fault?.(operation, nth, api)
  const outputs: string[] = []
  const handovers: string[] = []
  const log = new RecordingLog()
  const progress = new Progress({
    log,
    clock,
    context: sampleContext(),
    setOutputs: (state) => outputs.push(outputsOf(state).jobs),
    remember: (handover) => handovers.push(JSON.stringify(handover)),
    writeSummary: () => Promise.resolve(),
    reports: new Reports({ clock, idle: (ms, signal) => clock.idle(ms, signal) }),
    startedMs: 0,
  })
  progress.begin(trainings)
  const submitted = await submitAll(
    trainings,
    { onUnknown, isInMatrix },
    {
      api,
      clock,
      progress,
      deadlineMs,
      files: new MemoryWorkspace(),
      me: { run: { id: '8123', attempt: 1 }, writer: 'w', commit: 'abc1234' },
      random: () => 1,
      newIntent: () => 'intent',
    },
  )
  const sent = api.of('create').map((call) => call.request)
  return {
    submitted,
    api,
    clock,
    outputs,
    handovers,
    log,
    sent,
    operations: api.calls.map((c) => c.operation),
  }
}

const onPost = (n: number, fault: Fault) => (operation: string, nth: number) =>
  operation === 'create' && nth === n ? fault : undefined
const outcomes = (submitted: readonly Training[]) => submitted.map(({ outcome }) => outcome)
const ids = (submitted: readonly Training[]) => submitted.map(({ job }) => job?.id)

describe('the specs of a step', () => {
  it('are submitted one after the other, each with a look at the list before it', async () => {
    const { submitted, operations, outputs } = await submitSpecs([A, OTHER_DATA, OTHER_KIND].map(trainingOf))
    expect(operations).toEqual(['list', 'create', 'list', 'create', 'list', 'create'])
    expect(ids(submitted)).toEqual([1, 2, 3].map(jobId))
    expect(outputs.map((jobs) => [1, 2, 3].filter((n) => jobs.includes(jobId(n))))).toEqual([
      [1],
      [1, 2],
      [1, 2, 3],
    ])
  })

  it('that are no specs are left alone', async () => {
    const broken: Training = { label: 'broken.yml', outcome: 'invalid', timeline: [], notes: [] }
    const { submitted, operations } = await submitSpecs([broken, trainingOf(A)])
    expect(submitted[0]).toBe(broken)
    expect(operations).toEqual(['list', 'create'])
  })

  it('go on when one of them is refused', async () => {
    const { submitted, sent } = await submitSpecs([A, OTHER_DATA].map(trainingOf), {
      fault: onPost(1, { failure: answered(422) }),
    })
    expect(outcomes(submitted)).toEqual(['refused', undefined])
    expect(sent).toHaveLength(2)
  })

  it('tell what is open before each POST, and that it is not any more after the answer', async () => {
    const { handovers } = await submitSpecs([A, OTHER_DATA].map(trainingOf))
    const told = handovers.map((each) => JSON.parse(each) as { jobs: unknown; open?: { request: unknown } })
    expect(told.map(({ jobs, open }) => [jobs, open?.request])).toEqual([
      [[], A.request],
      [[jobId(1)], undefined],
      [[jobId(1)], OTHER_DATA.request],
      [[jobId(1), jobId(2)], undefined],
    ])
  })
})

describe('a lost answer among several specs', () => {
  it('is cleared up before the next one is sent, and its job is not taken twice', async () => {
    const { submitted, operations } = await submitSpecs([A, OTHER_DATA].map(trainingOf), {
      fault: (operation) => (operation === 'create' ? { failure: LOST, accepts: true } : undefined),
    })
    expect(operations).toEqual(['list', 'create', 'list', 'list', 'list', 'create', 'list', 'list'])
    expect(ids(submitted)).toEqual([jobId(1), jobId(2)])
  })

  it('holds back those that look alike when it stays open, and no others', async () => {
    const { submitted, sent } = await submitSpecs([A, OTHER_DATA, OTHER_KIND, OTHER_ALIAS].map(trainingOf), {
      fault: onPost(1, { failure: LOST }),
    })
    expect(outcomes(submitted)).toEqual(['unknown', 'refused', undefined, 'refused'])
    expect(submitted[1]?.notes).toEqual([
      expect.stringMatching(/^Nothing was submitted, because nobody knows what became of a\.yml/),
    ])
    expect(sent).toEqual([A.request, OTHER_KIND.request])
  })

  it('that stays open makes likeness not enough for the others', async () => {
    const { submitted } = await submitSpecs([A, OTHER_KIND].map(trainingOf), {
      fault: (operation, nth) => (operation === 'create' ? { failure: LOST, accepts: nth === 2 } : undefined),
    })
    expect(outcomes(submitted)).toEqual(['unknown', 'unknown'])
    expect(submitted[1]?.notes.join(' ')).toContain(`${jobId(1)} looks like it`)
  })

  it('that was cleared up holds nothing back', async () => {
    const { submitted, sent } = await submitSpecs([A, OTHER_DATA, OTHER_ALIAS].map(trainingOf), {
      fault: onPost(1, { failure: LOST, accepts: true }),
    })
    expect(ids(submitted)).toEqual([jobId(1), jobId(2), jobId(3)])
    expect(sent).toHaveLength(3)
  })

  it('holds back even what was refused after it was sent again', async () => {
    const { submitted, sent } = await submitSpecs([A, OTHER_DATA].map(trainingOf), {
      onUnknown: 'resubmit',
      fault: (operation, nth) =>
        operation === 'create' ? { failure: nth === 1 ? LOST : answered(422) } : undefined,
    })
    expect(outcomes(submitted)).toEqual(['unknown', 'refused'])
    expect(sent).toEqual([A.request, A.request])
  })

  it('in a matrix is not cleared up by likeness', async () => {
    const { submitted } = await submitSpecs([trainingOf(A)], {
      isInMatrix: true,
      fault: onPost(1, { failure: LOST, accepts: true }),
    })
    expect(outcomes(submitted)).toEqual(['unknown'])
  })
})

describe('a service that is away', () => {
  const THREE = [A, OTHER_DATA, OTHER_KIND].map(trainingOf)

  it.each([
    ['the list', 'list'],
    ['the POST', 'create'],
  ])('for %s is waited for 15 minutes, and not again for the next spec', async (_, what) => {
    const { submitted, clock, api } = await submitSpecs(THREE, {
      fault: (operation) => (operation === what ? { failure: answered(429) } : undefined),
    })
    expect(outcomes(submitted)).toEqual(['refused', 'refused', 'refused'])
    expect(clock.now()).toBeLessThanOrEqual(15 * MINUTE)
    expect(clock.now()).toBeGreaterThan(14 * MINUTE)
    expect(api.jobs).toEqual([])
    // The last try of the first spec, and one try for each of the others.
    const atTheEnd = api.calls.filter(({ atMs }) => atMs === clock.now())
    expect(atTheEnd).toHaveLength(what === 'list' ? 1 + 2 : 1 + 4)
  })

  it('for one, and then is back, takes the next', async () => {
    const away = await submitSpecs([trainingOf(A)], { fault: () => ({ failure: LOST }) })
    const tries = away.api.calls.length
    const { submitted } = await submitSpecs([A, OTHER_DATA].map(trainingOf), {
      fault: (operation, nth) => (operation === 'list' && nth <= tries ? { failure: LOST } : undefined),
    })
    expect(outcomes(submitted)).toEqual(['refused', undefined])
    expect(ids(submitted)).toEqual([undefined, jobId(1)])
  })

  it('for one is waited for again by the next, when the first was refused for another reason', async () => {
    const { submitted, clock } = await submitSpecs([A, OTHER_KIND].map(trainingOf), {
      fault: (operation, nth) => {
        if (operation === 'create' && nth === 1) return { failure: answered(422) }
        return operation === 'list' && nth > 1 && nth < 8 ? { failure: LOST } : undefined
      },
    })
    expect(outcomes(submitted)).toEqual(['refused', undefined])
    expect(clock.now()).toBeGreaterThan(MINUTE / 2)
  })

  it('until a certain time is not asked before that for the next spec either', async () => {
    const busy = answered(429, { retryAfterMs: 20 * MINUTE })
    const { api } = await submitSpecs([A, OTHER_KIND].map(trainingOf), {
      fault: (operation, nth) => (operation === 'create' && nth === 1 ? { failure: busy } : undefined),
    })
    expect(api.calls.filter(({ atMs }) => atMs < 20 * MINUTE)).toHaveLength(2)
  })
})

describe('a step whose time is over', () => {
  it('sends nothing more', async () => {
    const { sent, submitted } = await submitSpecs([A, OTHER_KIND].map(trainingOf), {
      fault: (operation, nth) => {
        if (operation === 'create' && nth === 1) return { failure: LOST, takesMs: 3 * MINUTE }
        return undefined
      },
      deadlineMs: 2 * MINUTE,
    })
    expect(sent).toEqual([A.request])
    expect(submitted[1]?.job).toBeUndefined()
  })
})
