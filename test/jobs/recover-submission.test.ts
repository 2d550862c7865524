import { fingerprintRequest } from '../../src/jobs/match-request.ts'
import { describe, expect, it } from '@jest/globals'
import {
  findCandidates,
  recoverSubmission,
  type PendingSubmission,
  type RecoveryOptions,
} from '../../src/jobs/recover-submission.ts'
import { TEST_START_MS, UPTIME_MS, VirtualClock } from '../fakes/clock.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { sampleJob, sampleSpec } from '../fakes/samples.ts'
import {
  FakeForgeApi,
  INVALID_RESPONSE,
  INTERRUPTED,
  NOT_SENT,
  httpError,
  jobId,
  type Fault,
  type JobLifecycle,
} from '../fakes/forge-api.ts'

const MINUTE = 60_000
const LIFECYCLE: JobLifecycle = { statuses: [[0, 'QUEUED']] }
const REQUEST = sampleSpec().request
const OTHER = { ...REQUEST, job_type: 'dpo' } as const
const START_S = TEST_START_MS / 1000
const UNVERIFIED = ['model_config.base_model', 'dataset_ids', 'auto_start']

interface SearchOptions extends Partial<RecoveryOptions> {
  readonly pending?: Partial<PendingSubmission>
  /** Sets up the service. */
  readonly prepare?: (api: FakeForgeApi) => void
  /** Later changes to the service. */
  readonly schedule?: readonly (readonly [atMs: number, act: (api: FakeForgeApi) => void])[]
  /** The fault of the n-th list request. */
  readonly faultFor?: (nth: number) => Fault | undefined
}

async function search({
  pending,
  prepare,
  schedule = [],
  faultFor,
  deadlineMs = 350 * MINUTE,
  ...more
}: SearchOptions) {
  const clock = new VirtualClock(TEST_START_MS, UPTIME_MS)
  const api = new FakeForgeApi(clock, LIFECYCLE)
  prepare?.(api)
  if (faultFor) api.script = (_, nth) => faultFor(nth)
  for (const [atMs, act] of schedule) void clock.sleep(atMs).then(() => act(api))
  const result = await recoverSubmission(
    {
      fingerprint: fingerprintRequest(REQUEST),
      knownIds: [],
      sinceS: START_S - 2,
      isBaselineComplete: true,
      requireExactMatch: false,
      ...pending,
    },
    {
      api,
      clock,
      random: () => 0,
      deadlineMs: UPTIME_MS + deadlineMs,
      claimedIds: new Set(),
      ...more,
    },
  )
  const searchesMs = api.callsOf('list').map(({ atMs }) => atMs)
  return { result, searchesMs, endMs: clock.now() - UPTIME_MS, kind: result.kind }
}

const addMatchingJob = (api: FakeForgeApi): void => void api.addJob(LIFECYCLE, REQUEST)
const claimsOf = (jobIds: readonly string[], ...submissions: PendingSubmission[]) =>
  ({ ok: true, value: { jobIds: new Set(jobIds), submissions } }) as const
const removeNewestJob = (api: FakeForgeApi): void => void api.jobs.pop()
const toSeconds = (searchesMs: readonly number[]) => searchesMs.map((ms) => ms / 1000)
const adopted = (id = jobId(1)) => ({ kind: 'adopted', job: expect.objectContaining({ id }) as unknown })

describe('an accepted job', () => {
  it('is adopted once two consecutive searches agree, with the unverified fields', async () => {
    const { result, searchesMs } = await search({ prepare: addMatchingJob })
    expect(result).toEqual({ ...adopted(), unverified: UNVERIFIED })
    expect(toSeconds(searchesMs)).toEqual([5, 15])
  })

  it.each([
    ['after the first search', 7, [5, 15, 35]],
    ['late in the window', 200, [5, 15, 35, 75, 135, 195, 255, 315]],
    ['just before the last search', 314, [5, 15, 35, 75, 135, 195, 255, 315, 375]],
  ])('is adopted if it appears %s', async (_, appearsS, searchesS) => {
    const { result, searchesMs } = await search({ schedule: [[appearsS * 1000, addMatchingJob]] })
    expect(result).toMatchObject(adopted())
    expect(toSeconds(searchesMs)).toEqual(searchesS)
  })

  it('is adopted among other jobs, old jobs of the same spec, and known ones', async () => {
    const { result } = await search({
      pending: { knownIds: [jobId(2)] },
      prepare: (api) => {
        api.addJob(LIFECYCLE, REQUEST, 3_000)
        api.addJob(LIFECYCLE, REQUEST)
        api.addJob(LIFECYCLE, OTHER)
        addMatchingJob(api)
      },
      schedule: [[9_000, (api) => api.addJob(LIFECYCLE, OTHER)]],
    })
    expect(result).toMatchObject(adopted(jobId(4)))
  })

  it('is not adopted after a single search', async () => {
    const stale = (nth: number) => (nth === 2 ? { staleMs: MINUTE } : undefined)
    const { result, searchesMs } = await search({ prepare: addMatchingJob, faultFor: stale })
    expect(result).toMatchObject(adopted())
    expect(toSeconds(searchesMs)).toEqual([5, 15, 35, 75])
  })

  it('is not adopted because another one was seen before', async () => {
    const { searchesMs, kind } = await search({
      prepare: addMatchingJob,
      schedule: [
        [10_000, removeNewestJob],
        [11_000, addMatchingJob],
      ],
    })
    expect(kind === 'ambiguous' || searchesMs.length > 2).toBe(true)
  })

  it('is named even if it was seen only once', async () => {
    const { result } = await search({ prepare: addMatchingJob, schedule: [[10_000, removeNewestJob]] })
    expect(result).toEqual({ kind: 'ambiguous', ids: [jobId(1)] })
  })
})

describe('several jobs that match', () => {
  it.each<[string, SearchOptions, readonly number[]]>([
    ['from the first search on', { prepare: (api) => [1, 2].forEach(() => addMatchingJob(api)) }, [5]],
    ['from the second search on', { prepare: addMatchingJob, schedule: [[7_000, addMatchingJob]] }, [5, 15]],
  ])('%s are all named, and none is adopted', async (_, options, searchesS) => {
    const { result, searchesMs } = await search(options)
    expect(result).toMatchObject({ kind: 'ambiguous' })
    expect(new Set('ids' in result ? result.ids : [])).toEqual(new Set([jobId(1), jobId(2)]))
    expect(toSeconds(searchesMs)).toEqual(searchesS)
  })

  it('do not include claimed ones', async () => {
    const claimedIds = new Set([jobId(1)])
    const { result } = await search({
      claimedIds,
      prepare: (api) => [1, 2].forEach(() => addMatchingJob(api)),
    })
    expect(result).toMatchObject(adopted(jobId(2)))
  })
})

describe('a single match', () => {
  it('is ambiguous if it is unverified and an exact match is required', async () => {
    const { result, searchesMs } = await search({
      prepare: addMatchingJob,
      pending: { requireExactMatch: true },
    })
    expect(result).toEqual({ kind: 'ambiguous', ids: [jobId(1)] })
    expect(toSeconds(searchesMs)).toEqual([5, 15])
  })

  it('is adopted if every field is verified', async () => {
    const { model_config: modelConfig, dataset_ids: datasetIds = [] } = REQUEST
    const { result } = await search({
      prepare: (api) => {
        addMatchingJob(api)
        api.describeInList = (job) => ({ ...job, modelConfig, datasetIds, autoStart: true })
      },
      pending: { requireExactMatch: true },
    })
    expect(result).toMatchObject({ ...adopted(), unverified: [] })
  })
})

describe('the absence of a job', () => {
  it('is concluded only at the end of the search window', async () => {
    const { result, searchesMs } = await search({ prepare: (api) => api.addJob(LIFECYCLE, OTHER) })
    expect(result).toEqual({ kind: 'none' })
    expect(toSeconds(searchesMs)).toEqual([5, 15, 35, 75, 135, 195, 255, 315])
  })

  it('is not concluded from an incomplete list', async () => {
    const { result } = await search({
      prepare: (api) => {
        for (let n = 0; n < 150; n++) api.addJob(LIFECYCLE, OTHER, MINUTE)
        api.order = 'oldest-first'
        api.onCall = ({ page }) => {
          if (page === 0) api.addJob(LIFECYCLE, OTHER, MINUTE)
          else api.jobs.shift()
        }
      },
    })
    expect(result).toEqual({ kind: 'unreadable' })
  })
})

describe('an outage during the search', () => {
  it('is retried quickly at first, then slowly', async () => {
    const { searchesMs } = await search({ faultFor: () => ({ error: INTERRUPTED }), deadlineMs: 2 * MINUTE })
    expect(toSeconds(searchesMs)).toEqual([5, 15, 35, 65, 95])
  })

  it.each([
    ['with HTTP 503', httpError(503)],
    ['with lost responses', INTERRUPTED],
    ['with refused connections', NOT_SENT],
    ['with invalid responses', INVALID_RESPONSE],
  ])('%s is retried for hours, at most once each 30 s', async (_, error) => {
    const isInOutage = (nth: number) => nth >= 2 && nth <= 400
    const { result, searchesMs } = await search({
      prepare: addMatchingJob,
      faultFor: (nth) => (isInOutage(nth) ? { error } : undefined),
    })
    expect(result).toMatchObject(adopted())
    const gaps = searchesMs.slice(1).map((atMs, n) => atMs - (searchesMs[n] ?? 0))
    expect(Math.min(...gaps.slice(3))).toBeGreaterThanOrEqual(30_000)
    // The outage ended with request 400, and was noticed within 60 s.
    expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000)
    expect(searchesMs).toHaveLength(401)
  })

  it('does not extend the deadline', async () => {
    const { result, endMs } = await search({
      prepare: addMatchingJob,
      faultFor: () => ({ error: INTERRUPTED }),
      deadlineMs: 20 * MINUTE,
    })
    expect(result).toEqual({ kind: 'unreadable', error: INTERRUPTED, isTimedOut: true })
    expect(endMs).toBeLessThanOrEqual(20 * MINUTE)
  })

  it('does not discard an earlier search', async () => {
    const outage = (nth: number) => (nth === 2 || nth === 3 ? { error: INTERRUPTED } : undefined)
    const { result, searchesMs } = await search({ prepare: addMatchingJob, faultFor: outage })
    expect(result).toMatchObject(adopted())
    expect(searchesMs).toHaveLength(4)
  })
})

describe('a submission sent earlier', () => {
  it.each([
    ['200 s', -200, [5, 15, 35, 75, 135]],
    ['long', -3_600, [5]],
    ['by a clock that is ahead', 200, [5, 15, 35, 75, 135, 195, 255, 315]],
  ])('is searched for until five minutes after it was sent: %s', async (_, agoS, searchesS) => {
    const { searchesMs, kind } = await search({ sentAgoMs: -agoS * 1000 })
    expect([kind, toSeconds(searchesMs)]).toEqual(['none', searchesS])
  })

  it('does not adopt a job in another record', async () => {
    const readOtherClaims = () => Promise.resolve(claimsOf([jobId(1)]))
    const { result } = await search({ prepare: addMatchingJob, readOtherClaims })
    expect(result).toEqual({ kind: 'ambiguous', ids: [jobId(1)] })
  })

  it('adopts no job until the other records could be read', async () => {
    const answers = [BAD_GATEWAY, BAD_GATEWAY, claimsOf([])]
    const readOtherClaims = () => Promise.resolve(answers.shift() ?? BAD_GATEWAY)
    const { result, searchesMs } = await search({ prepare: addMatchingJob, readOtherClaims })
    expect(result).toMatchObject(adopted())
    expect(toSeconds(searchesMs)).toEqual([5, 15, 35, 75])
  })

  it.each([
    ['just now', 0],
    ['long ago', 3_600_000],
  ])(
    'adopts no job if the other records cannot be read within five minutes: sent %s',
    async (_, sentAgoMs) => {
      const readOtherClaims = () => Promise.resolve(BAD_GATEWAY)
      const { result, searchesMs } = await search({ prepare: addMatchingJob, readOtherClaims, sentAgoMs })
      expect(result).toEqual({ kind: 'ambiguous', ids: [jobId(1)] })
      expect(toSeconds(searchesMs).at(-1)).toBe(315)
    },
  )
})

describe('Retry-After', () => {
  it('of the submission delays the first search', async () => {
    const { searchesMs } = await search({ prepare: addMatchingJob, initialDelayMs: 90_000 })
    expect(toSeconds(searchesMs)).toEqual([90, 100])
  })

  it.each([
    ['after the first search', 1],
    ['after a later search', 5],
  ])('is honoured %s', async (_, busyNth) => {
    const busy = { error: httpError(429, { retryAfterMs: 7 * MINUTE }) }
    const { searchesMs } = await search({ faultFor: (nth) => (nth === busyNth ? busy : undefined) })
    expect((searchesMs[busyNth] ?? 0) - (searchesMs[busyNth - 1] ?? 0)).toBeGreaterThanOrEqual(7 * MINUTE)
  })

  it('past the deadline ends the search', async () => {
    const error = httpError(503, { retryAfterMs: 365 * 24 * 60 * MINUTE })
    const { result, searchesMs } = await search({ prepare: addMatchingJob, faultFor: () => ({ error }) })
    expect(result).toEqual({ kind: 'unreadable', error, isTimedOut: true })
    expect(toSeconds(searchesMs)).toEqual([5])
  })
})

describe('a refused list request', () => {
  it('is retried after two refusals far apart', async () => {
    const busy = { error: httpError(403, { retryAfterMs: 3 * MINUTE }) }
    const { result } = await search({
      prepare: addMatchingJob,
      faultFor: (nth) => (nth <= 2 ? busy : undefined),
    })
    expect(result).toMatchObject(adopted())
  })

  it.each([401, 403, 404])('is retried if HTTP %i is temporary', async (status) => {
    const briefRefusal = (nth: number) => (nth <= 4 ? { error: httpError(status) } : undefined)
    expect((await search({ prepare: addMatchingJob, faultFor: briefRefusal })).result).toMatchObject(
      adopted(),
    )
  })

  it.each([
    [401, 15],
    [403, 15],
    [302, 15],
    [404, 10],
  ])('with a lasting HTTP %i is retried 5 times over %i min', async (status, minutes) => {
    const { result, searchesMs, endMs } = await search({ faultFor: () => ({ error: httpError(status) }) })
    expect(result).toMatchObject({ kind: 'unreadable', error: { status } })
    expect(searchesMs.length).toBeGreaterThanOrEqual(5)
    expect(endMs - (searchesMs[0] ?? 0)).toBeGreaterThanOrEqual(minutes * MINUTE)
    expect(endMs - (searchesMs[0] ?? 0)).toBeLessThan((minutes + 1) * MINUTE)
  })

  it('is counted from zero after a successful search', async () => {
    const faultFor = (nth: number) => (nth % 4 === 0 ? undefined : { error: httpError(401) })
    expect((await search({ faultFor })).kind).toBe('none')
  })
})

describe('the deadline', () => {
  it.each([
    ['comes before the first search', 4_999, 0],
    ['comes with the first search', 5_000, 1],
    ['comes during the search window', 2 * MINUTE, 4],
  ])('that %s is followed by no search', async (_, deadlineMs, count) => {
    const { result, searchesMs } = await search({ deadlineMs })
    expect(result).toEqual({ kind: 'unreadable', isTimedOut: true })
    expect(searchesMs).toHaveLength(count)
  })

  it('between two searches does not hide the result of the first', async () => {
    const { result } = await search({ prepare: addMatchingJob, deadlineMs: 10_000 })
    expect(result).toEqual({ kind: 'ambiguous', ids: [jobId(1)] })
  })
})

describe('a job whose batch size or warm-up differs', () => {
  it('is not adopted, but does not let the search end with no job either', async () => {
    const withWarmup = (steps: number) => ({ ...REQUEST, hyperparameters: { warmup_steps: steps } })
    const { result } = await search({
      pending: { fingerprint: fingerprintRequest(withWarmup(50)) },
      prepare: (api) => void api.addJob(LIFECYCLE, withWarmup(48)),
    })
    expect(result).toEqual({ kind: 'ambiguous', ids: [jobId(1)] })
  })
})

describe('findCandidates', () => {
  const pending: PendingSubmission = {
    fingerprint: fingerprintRequest(REQUEST),
    knownIds: ['known'],
    sinceS: 1_000,
    untilS: 3_000,
    isBaselineComplete: false,
    requireExactMatch: false,
  }
  const like = { jobType: REQUEST.job_type }

  it.each([
    ['new', { createdAt: 1_000, ...like }, true],
    ['of the second before the submission', { createdAt: 999, ...like }, false],
    ['known', { id: 'known', createdAt: 2_000, ...like }, false],
    ['claimed', { id: 'claimed', createdAt: 2_000, ...like }, false],
    ['of another type', { createdAt: 2_000, jobType: 'dpo' }, false],
    ['of a time when nothing could be sent any more', { createdAt: 3_001, ...like }, false],
    ['without any field to compare', { createdAt: 2_000 }, true],
    ['without a creation time, if the baseline is incomplete', like, false],
  ])('with a job that is %s', (_, job, isCandidate) => {
    const candidates = findCandidates([sampleJob({ id: 'x', ...job })], pending, new Set(['claimed']))
    expect(candidates).toHaveLength(isCandidate ? 1 : 0)
  })

  it('includes a job without a creation time if the baseline is complete', () => {
    const { id, jobType } = sampleJob()
    const all = { ...pending, isBaselineComplete: true }
    expect(findCandidates([{ id, jobType: jobType ?? '' }], all, new Set())).toHaveLength(1)
  })
})
