import { describe, expect, it } from '@jest/globals'
import {
  candidatesIn,
  reconcile,
  type OpenSubmission,
  type Reconciliation,
} from '../../src/jobs/recover-submission.ts'
import { TEST_START_MS, UP_MS, VirtualClock } from '../fakes/clock.ts'
import { sampleJob, sampleSpec } from '../fakes/samples.ts'
import {
  FakeTrainingApi,
  GARBLED,
  LOST,
  UNSENT,
  answered,
  jobId,
  type Fault,
  type JobCourse,
} from '../fakes/forge-api.ts'

const MINUTE = 60_000
const COURSE: JobCourse = { statuses: [[0, 'QUEUED']] }
const REQUEST = sampleSpec().request
const OTHER = { ...REQUEST, job_type: 'dpo' } as const
const START_S = TEST_START_MS / 1000
const UNPROVEN = ['model_config.base_model', 'dataset_ids', 'auto_start']

interface Setting extends Partial<Reconciliation> {
  readonly open?: Partial<OpenSubmission>
  /** Sets the service up. */
  readonly prepare?: (api: FakeTrainingApi) => void
  /** What happens at the service at some moment, in milliseconds. */
  readonly then?: readonly (readonly [atMs: number, act: (api: FakeTrainingApi) => void])[]
  /** What happens to the n-th look. */
  readonly look?: (nth: number) => Fault | undefined
}

async function search({ open, prepare, then = [], look, deadlineMs = 350 * MINUTE, ...more }: Setting) {
  const clock = new VirtualClock(TEST_START_MS, UP_MS)
  const api = new FakeTrainingApi(clock, COURSE)
  prepare?.(api)
  if (look) api.script = (_, nth) => look(nth)
  for (const [atMs, act] of then) void clock.sleep(atMs).then(() => act(api))
  const finding = await reconcile(
    { request: REQUEST, known: [], sinceS: START_S - 2, knowsAll: true, mustProveAll: false, ...open },
    {
      api,
      clock,
      random: () => 0,
      deadlineMs: UP_MS + deadlineMs,
      claimed: new Set(),
      ...more,
    },
  )
  const looks = api.of('list').map(({ atMs }) => atMs)
  return { finding, looks, endMs: clock.now() - UP_MS, kind: finding.kind }
}

const ours = (api: FakeTrainingApi): void => void api.add(COURSE, REQUEST)
const gone = (api: FakeTrainingApi): void => void api.jobs.pop()
const seconds = (looks: readonly number[]) => looks.map((ms) => ms / 1000)
const adopted = (id = jobId(1)) => ({ kind: 'adopted', job: expect.objectContaining({ id }) as unknown })

describe('a job that was accepted', () => {
  it('is adopted when two looks in a row agree, with what they could not prove', async () => {
    const { finding, looks } = await search({ prepare: ours })
    expect(finding).toEqual({ ...adopted(), unproven: UNPROVEN })
    expect(seconds(looks)).toEqual([5, 15])
  })

  it.each([
    ['after the first look', 7, [5, 15, 35]],
    ['late in the window', 200, [5, 15, 35, 75, 135, 195, 255, 315]],
    ['just before the last look', 314, [5, 15, 35, 75, 135, 195, 255, 315, 375]],
  ])('is adopted when it appears %s', async (_, appearsS, looksS) => {
    const { finding, looks } = await search({ then: [[appearsS * 1000, ours]] })
    expect(finding).toMatchObject(adopted())
    expect(seconds(looks)).toEqual(looksS)
  })

  it('is adopted among jobs of others, old ones of the same spec, and known ones', async () => {
    const { finding } = await search({
      open: { known: [jobId(2)] },
      prepare: (api) => {
        api.add(COURSE, REQUEST, 3_000)
        api.add(COURSE, REQUEST)
        api.add(COURSE, OTHER)
        ours(api)
      },
      then: [[9_000, (api) => api.add(COURSE, OTHER)]],
    })
    expect(finding).toMatchObject(adopted(jobId(4)))
  })

  it('is not adopted on one look alone', async () => {
    const stale = (nth: number) => (nth === 2 ? { staleMs: MINUTE } : undefined)
    const { finding, looks } = await search({ prepare: ours, look: stale })
    expect(finding).toMatchObject(adopted())
    expect(seconds(looks)).toEqual([5, 15, 35, 75])
  })

  it('is not adopted because another one was seen before it', async () => {
    const { looks, kind } = await search({
      prepare: ours,
      then: [
        [10_000, gone],
        [11_000, ours],
      ],
    })
    expect(kind === 'undecided' || looks.length > 2).toBe(true)
  })

  it('is not forgotten when it was seen once and then no more', async () => {
    const { finding } = await search({ prepare: ours, then: [[10_000, gone]] })
    expect(finding).toEqual({ kind: 'undecided', ids: [jobId(1)] })
  })
})

describe('several jobs that match', () => {
  it.each<[string, Setting, readonly number[]]>([
    ['from the first look on', { prepare: (api) => [1, 2].forEach(() => ours(api)) }, [5]],
    ['from the second look on', { prepare: ours, then: [[7_000, ours]] }, [5, 15]],
  ])('%s are all named, and none is taken', async (_, setting, looksS) => {
    const { finding, looks } = await search(setting)
    expect(finding).toMatchObject({ kind: 'undecided' })
    expect(new Set('ids' in finding ? finding.ids : [])).toEqual(new Set([jobId(1), jobId(2)]))
    expect(seconds(looks)).toEqual(looksS)
  })

  it('are one where the other belongs to somebody else', async () => {
    const claimed = new Set([jobId(1)])
    const { finding } = await search({ claimed, prepare: (api) => [1, 2].forEach(() => ours(api)) })
    expect(finding).toMatchObject(adopted(jobId(2)))
  })
})

describe('a likeness', () => {
  it('is not enough where others may be looking for the like', async () => {
    const { finding, looks } = await search({ prepare: ours, open: { mustProveAll: true } })
    expect(finding).toEqual({ kind: 'undecided', ids: [jobId(1)] })
    expect(seconds(looks)).toEqual([5, 15])
  })

  it('that the service proves in every field is', async () => {
    const { model_config: modelConfig, dataset_ids: datasetIds = [] } = REQUEST
    const { finding } = await search({
      prepare: (api) => {
        ours(api)
        api.listed = (job) => ({ ...job, modelConfig, datasetIds, autoStart: true })
      },
      open: { mustProveAll: true },
    })
    expect(finding).toMatchObject({ ...adopted(), unproven: [] })
  })
})

describe('that there is no job', () => {
  it('is concluded at the end of the window, and not before', async () => {
    const { finding, looks } = await search({ prepare: (api) => api.add(COURSE, OTHER) })
    expect(finding).toEqual({ kind: 'none' })
    expect(seconds(looks)).toEqual([5, 15, 35, 75, 135, 195, 255, 315])
  })

  it('is not concluded from a list that is not whole', async () => {
    const { finding } = await search({
      prepare: (api) => {
        for (let n = 0; n < 150; n++) api.add(COURSE, OTHER, MINUTE)
        api.order = 'oldest-first'
        api.onCall = ({ page }) => {
          if (page === 0) api.add(COURSE, OTHER, MINUTE)
          else api.jobs.shift()
        }
      },
    })
    expect(finding).toEqual({ kind: 'unseen' })
  })
})

describe('an outage while looking', () => {
  it('has quick looks at first, then slow ones', async () => {
    const { looks } = await search({ look: () => ({ failure: LOST }), deadlineMs: 2 * MINUTE })
    expect(seconds(looks)).toEqual([5, 15, 35, 65, 95])
  })

  it.each([
    ['of HTTP 503', answered(503)],
    ['of lost answers', LOST],
    ['of refused connections', UNSENT],
    ['of unreadable answers', GARBLED],
  ])('%s is waited out for hours, at one look each 30 s at most', async (_, failure) => {
    const isAway = (nth: number) => nth >= 2 && nth <= 400
    const { finding, looks } = await search({
      prepare: ours,
      look: (nth) => (isAway(nth) ? { failure } : undefined),
    })
    expect(finding).toMatchObject(adopted())
    const gaps = looks.slice(1).map((atMs, n) => atMs - (looks[n] ?? 0))
    expect(Math.min(...gaps.slice(3))).toBeGreaterThanOrEqual(30_000)
    // Back within 60 s: the outage ended with look 400.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000)
    expect(looks).toHaveLength(401)
  })

  it('is no reason to look longer than the step has time', async () => {
    const { finding, endMs } = await search({
      prepare: ours,
      look: () => ({ failure: LOST }),
      deadlineMs: 20 * MINUTE,
    })
    expect(finding).toEqual({ kind: 'unseen', failure: LOST, isCut: true })
    expect(endMs).toBeLessThanOrEqual(20 * MINUTE)
  })

  it('forgets no look from before it', async () => {
    const away = (nth: number) => (nth === 2 || nth === 3 ? { failure: LOST } : undefined)
    const { finding, looks } = await search({ prepare: ours, look: away })
    expect(finding).toMatchObject(adopted())
    expect(looks).toHaveLength(4)
  })
})

describe('a submission that was sent a while ago', () => {
  it.each([
    ['200 s', -200, [5, 15, 35, 75, 135]],
    ['long', -3_600, [5]],
    ['by a clock that is ahead', 200, [5, 15, 35, 75, 135, 195, 255, 315]],
  ])('is looked for until five minutes after it: %s', async (_, agoS, looksS) => {
    const { looks, kind } = await search({ sentWallMs: TEST_START_MS + agoS * 1000 })
    expect([kind, seconds(looks)]).toEqual(['none', looksS])
  })

  it('has no job that another record names', async () => {
    const claimedElsewhere = () => Promise.resolve(new Set([jobId(1)]))
    const { finding } = await search({ prepare: ours, claimedElsewhere })
    expect(finding).toEqual({ kind: 'undecided', ids: [jobId(1)] })
  })
})

describe('Retry-After while looking', () => {
  it('of the submission itself holds for the first look', async () => {
    const { looks } = await search({ prepare: ours, waitMs: 90_000 })
    expect(seconds(looks)).toEqual([90, 100])
  })

  it.each([
    ['after the first look', 1],
    ['after a later look', 5],
  ])('is obeyed %s', async (_, busyNth) => {
    const busy = { failure: answered(429, { retryAfterMs: 7 * MINUTE }) }
    const { looks } = await search({ look: (nth) => (nth === busyNth ? busy : undefined) })
    expect((looks[busyNth] ?? 0) - (looks[busyNth - 1] ?? 0)).toBeGreaterThanOrEqual(7 * MINUTE)
  })

  it('past the deadline ends the search', async () => {
    const failure = answered(503, { retryAfterMs: 365 * 24 * 60 * MINUTE })
    const { finding, looks } = await search({ prepare: ours, look: () => ({ failure }) })
    expect(finding).toEqual({ kind: 'unseen', failure, isCut: true })
    expect(seconds(looks)).toEqual([5])
  })
})

describe('a list that says no', () => {
  it('twice in a long time is not believed', async () => {
    const busy = { failure: answered(403, { retryAfterMs: 3 * MINUTE }) }
    const { finding } = await search({ prepare: ours, look: (nth) => (nth <= 2 ? busy : undefined) })
    expect(finding).toMatchObject(adopted())
  })

  it.each([401, 403, 404])('for a moment (HTTP %i) is asked again', async (status) => {
    const blip = (nth: number) => (nth <= 4 ? { failure: answered(status) } : undefined)
    expect((await search({ prepare: ours, look: blip })).finding).toMatchObject(adopted())
  })

  it.each([
    [401, 2],
    [403, 2],
    [302, 2],
    [404, 10],
  ])('for good (HTTP %i) is believed after 5 times over %i min', async (status, minutes) => {
    const { finding, looks, endMs } = await search({ look: () => ({ failure: answered(status) }) })
    expect(finding).toMatchObject({ kind: 'unseen', failure: { status } })
    expect(looks.length).toBeGreaterThanOrEqual(5)
    expect(endMs - (looks[0] ?? 0)).toBeGreaterThanOrEqual(minutes * MINUTE)
    expect(endMs - (looks[0] ?? 0)).toBeLessThan((minutes + 1) * MINUTE)
  })

  it('starts afresh after a look that succeeds', async () => {
    const look = (nth: number) => (nth % 4 === 0 ? undefined : { failure: answered(401) })
    expect((await search({ look })).kind).toBe('none')
  })
})

describe('the deadline', () => {
  it.each([
    ['comes before the first look', 4_999, 0],
    ['comes with the first look', 5_000, 1],
    ['comes in the window', 2 * MINUTE, 4],
  ])('that %s gets no look after it', async (_, deadlineMs, count) => {
    const { finding, looks } = await search({ deadlineMs })
    expect(finding).toEqual({ kind: 'unseen', isCut: true })
    expect(looks).toHaveLength(count)
  })

  it('between two looks does not hide what the first one saw', async () => {
    const { finding } = await search({ prepare: ours, deadlineMs: 10_000 })
    expect(finding).toEqual({ kind: 'undecided', ids: [jobId(1)] })
  })
})

describe('candidates', () => {
  const open: OpenSubmission = {
    request: REQUEST,
    known: ['known'],
    sinceS: 1_000,
    knowsAll: false,
    mustProveAll: false,
  }
  const like = { jobType: REQUEST.job_type }

  it.each([
    ['new', { createdAt: 1_000, ...like }, true],
    ['of the second before', { createdAt: 999, ...like }, false],
    ['known', { id: 'known', createdAt: 2_000, ...like }, false],
    ['claimed', { id: 'claimed', createdAt: 2_000, ...like }, false],
    ['of another kind', { createdAt: 2_000, jobType: 'dpo' }, false],
    ['silent about everything', { createdAt: 2_000 }, true],
    ['of unknown age, where older ones are not all known', like, false],
  ])('a job that is %s', (_, job, isOne) => {
    const candidates = candidatesIn([sampleJob({ id: 'x', ...job })], open, new Set(['claimed']))
    expect(candidates).toHaveLength(isOne ? 1 : 0)
  })

  it('a job of unknown age is one where all older ones are known', () => {
    const { id, jobType } = sampleJob()
    const all = { ...open, knowsAll: true }
    expect(candidatesIn([{ id, jobType: jobType ?? '' }], all, new Set())).toHaveLength(1)
  })
})
