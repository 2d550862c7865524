import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { renderComment } from '../../src/report/render.ts'
import { serializeReport } from '../../src/report/saved-report.ts'
import type { RecordedJobs } from '../../src/jobs/read-jobs.ts'
import { planRefresh, type RefreshPlan, toJobStates } from '../../src/sync/plan-refresh.ts'
import { toDispatchEvent } from '../../src/sync/dispatch-event.ts'
import { DIGEST, sampleJob } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { OTHER_KEY, recordedJob, requestOf, runRef, SERVICE } from '../state/samples.ts'
import {
  CONTEXT,
  HOUR,
  LABEL,
  REQUEST_KEY,
  SyncEnvironment,
  recordOfRequest,
  recordWithReport,
  sampleModel,
} from './samples.ts'

const MINUTE = 60_000
const NOW_S = new SyncEnvironment().clock.wall() / 1000

/** Plans the refresh of a comment with job 1, `afterMs` after the comment was written. */
async function planFor(
  fetched: Partial<RecordedJobs>,
  record = recordWithReport(),
  afterMs = 0,
): Promise<RefreshPlan> {
  const environment = new SyncEnvironment()
  environment.addComment(7, { record })
  await environment.clock.sleep(afterMs)
  const all = { jobs: new Map(), notFound: new Set<string>(), ...fetched }
  return planRefresh(await environment.findOne(), all, {
    wallMs: environment.clock.wall(),
    service: SERVICE,
    context: CONTEXT,
  })
}

const fetchedJob = (job: Partial<TrainingJob>): Pick<RecordedJobs, 'jobs'> => ({
  jobs: new Map([[jobId(1), sampleJob({ id: jobId(1), ...job })]]),
})
const NOT_FOUND = { notFound: new Set([jobId(1)]) }
const firstState = ({ model: savedReport }: RefreshPlan): JobState | undefined => savedReport?.states[0]
const isEachJobUnfinished = ({ requests }: RefreshPlan) =>
  requests[REQUEST_KEY]?.jobs.map(({ isUnfinished }) => isUnfinished)

describe('an ended job', () => {
  it('is reported and recorded as ended, without changing the holder', async () => {
    const plan = await planFor(fetchedJob({ status: 'SUCCESS', outputModel: 'ft:x', modifiedAt: NOW_S }))
    expect(plan).toMatchObject({ isDue: true, updates: [{ label: LABEL, state: { outcome: 'succeeded' } }] })
    expect(plan.requests).toEqual({ [REQUEST_KEY]: { holds: [], jobs: [{ ...recordedJob(1), isUnfinished: false, outputModel: 'ft:x' }] } })
    expect(firstState(plan)).toMatchObject({ outcome: 'succeeded', spec: { digest: DIGEST }, timeline: [{ atMs: NOW_S * 1000 }] })
    expect(serializeReport(plan.model!)).toBeUndefined()
  }) // prettier-ignore

  it('has no commit if no step uses it any more', async () => {
    const request = requestOf({ jobId: jobId(2), leaseExpiresAtMs: 0 }, [recordedJob(1)])
    const plan = await planFor(fetchedJob({ status: 'FAILED' }), recordOfRequest(request))
    expect(plan.updates).toMatchObject([{ state: { outcome: 'failed' } }])
    expect(toDispatchEvent('ended', plan.updates[0]!, 7, String)).toMatchObject({ payload: { commit: '' } })
  }) // prettier-ignore
})

describe('a job that succeeded without a model', () => {
  const success = (ageMs: number) => fetchedJob({ status: 'SUCCESS', modifiedAt: NOW_S - ageMs / 1000 })

  it('is running for two minutes, and its report is not final', async () => {
    const plan = await planFor(success(2 * MINUTE - 1_000))
    expect(plan).toMatchObject({ isDue: true, updates: [{ state: { outcome: 'running' } }], requests: {} })
    expect(serializeReport(plan.model!)).toBeDefined()
  })

  it('has failed after two minutes', async () => {
    const plan = await planFor(success(2 * MINUTE))
    expect(plan.updates).toMatchObject([{ state: { outcome: 'failed' } }])
    expect(serializeReport(plan.model!)).toBeUndefined()
  })

  it('has two minutes from when it was first seen, if the service reports no time', async () => {
    const undated = fetchedJob({ status: 'SUCCESS' })
    const first = await planFor(undated)
    expect(first.updates).toMatchObject([{ state: { outcome: 'running' } }])
    expect((await planFor(undated, recordWithReport(first.model), MINUTE)).updates).toMatchObject([{ state: { outcome: 'running' } }])
    expect((await planFor(undated, recordWithReport(first.model), 2 * MINUTE)).updates).toMatchObject([{ state: { outcome: 'failed' } }])
  }) // prettier-ignore
})

describe('a job unknown to the service', () => {
  const recordedAgo = (ageMs: number, missingForMs?: number) => {
    const missingSinceMs = missingForMs === undefined ? undefined : NOW_S * 1000 - missingForMs
    const job = recordedJob(1, { atMs: NOW_S * 1000 - ageMs, missingSinceMs })
    return recordOfRequest(requestOf({ jobId: jobId(1), leaseExpiresAtMs: 0 }, [job]))
  }
  const missingSinceMs = ({ requests }: RefreshPlan) => requests[REQUEST_KEY]?.jobs[0]?.missingSinceMs

  it('is ignored while it may be new', async () => {
    expect(await planFor(NOT_FOUND, recordedAgo(10 * MINUTE - 1))).toMatchObject({ updates: [], requests: {}, isDue: false })
  }) // prettier-ignore

  it('stays unfinished when it is missing for the first time, which is recorded', async () => {
    const plan = await planFor(NOT_FOUND, recordedAgo(10 * MINUTE))
    expect(plan).toMatchObject({ isDue: true, updates: [] })
    expect([isEachJobUnfinished(plan), missingSinceMs(plan)]).toEqual([[true], NOW_S * 1000])
    expect(plan.requests[REQUEST_KEY]?.holds).toEqual([])
    expect(renderComment(plan.model!)).toMatchObject({
      body: expect.not.stringContaining('no longer finds'),
      savedReport: expect.anything(),
    })
  })

  it('stays unfinished if a sync found that less than ten minutes ago', async () => {
    const plan = await planFor(NOT_FOUND, recordedAgo(HOUR, 10 * MINUTE - 1))
    expect(plan).toMatchObject({ isDue: false, updates: [], requests: {} })
  })

  it('is recorded as ended if a sync found that ten minutes ago', async () => {
    const plan = await planFor(NOT_FOUND, recordedAgo(HOUR, 10 * MINUTE))
    expect(plan).toMatchObject({ isDue: true, updates: [{ state: { outcome: 'unknown' } }] })
    expect(isEachJobUnfinished(plan)).toEqual([false])
    const { body, savedReport } = renderComment(plan.model!)
    expect(savedReport).toBeUndefined()
    expect(body).toContain('· no longer found by the service')
    expect(body).not.toMatch(/looks again|resume/)
  })

  it('stays unfinished if that was more than a week ago, because it may have been back', async () => {
    const week = 7 * 24 * HOUR
    const ended = await planFor(NOT_FOUND, recordedAgo(2 * week, week))
    expect(isEachJobUnfinished(ended)).toEqual([false])
    const plan = await planFor(NOT_FOUND, recordedAgo(2 * week, week + 1))
    expect([isEachJobUnfinished(plan), missingSinceMs(plan)]).toEqual([[true], NOW_S * 1000])
  })
})

describe('a job with another creation time than the recorded one', () => {
  it('is recorded as ended, with an unknown outcome', async () => {
    const request = requestOf({ jobId: jobId(1), leaseExpiresAtMs: 0 }, [recordedJob(1, { createdAtS: 1_000 })])
    const other = fetchedJob({ status: 'SUCCESS', outputModel: 'ft:x', createdAt: 9_000 })
    const plan = await planFor(other, recordOfRequest(request))
    expect(plan).toMatchObject({ updates: [{ state: { outcome: 'unknown' } }], isDue: true })
    expect(toDispatchEvent('ended', plan.updates[0]!, 7, String)).toMatchObject({ payload: { status: '', output_model: '' } })
    expect(isEachJobUnfinished(plan)).toEqual([false])
    const { body } = renderComment(plan.model!)
    expect(body).toContain('another creation time')
    expect(body).not.toContain('ft:x')
  }) // prettier-ignore
})

describe('a running job', () => {
  const running = recordWithReport(sampleModel({}, { outcome: 'running' }))

  it('needs no update without a change', async () => {
    expect((await planFor(fetchedJob({}), running, 10 * HOUR)).isDue).toBe(false)
  })

  it('needs an update after its step has detached, and after a status change', async () => {
    expect((await planFor(fetchedJob({}), recordWithReport())).isDue).toBe(true)
    expect((await planFor(fetchedJob({ status: 'QUEUED' }), running)).isDue).toBe(true)
  })

  it.each([
    ['was read', fetchedJob({})],
    ['cannot be read', {}],
  ])('has its comment refreshed after eleven hours if the job %s', async (_, fetched) => {
    expect((await planFor(fetched, running, 11 * HOUR - 1)).isDue).toBe(false)
    expect((await planFor(fetched, running, 11 * HOUR)).isDue).toBe(true)
  })

  it('has its comment refreshed without an effect if the text is final', async () => {
    const record = { ...recordWithReport(), run: runRef(8124), savedReport: undefined }
    const plan = await planFor(fetchedJob({}), record, 11 * HOUR)
    const [hold] = record.requests[REQUEST_KEY]!.holds
    const refreshed = { ...hold, leaseExpiresAtMs: 1 }
    expect(plan).toMatchObject({ isDue: true, requests: { [REQUEST_KEY]: { holds: [refreshed], jobs: [] } } })
    expect(plan.model).toBeUndefined()
  })
})

describe('a comment of a running step', () => {
  it('keeps its text, but its ended jobs are recorded', async () => {
    const active = requestOf({ leaseExpiresAtMs: NOW_S * 1000 + 1 }, [recordedJob(2)])
    const { requests } = recordWithReport()
    const plan = await planFor(fetchedJob({ status: 'FAILED' }), recordWithReport(undefined, { requests: { ...requests, [OTHER_KEY]: active } }))
    expect(plan).toMatchObject({ isDue: true, updates: [{ state: { outcome: 'failed' } }] })
    expect([plan.model, Object.keys(plan.requests)]).toEqual([undefined, [REQUEST_KEY]])
    expect(toJobStates(plan)).toMatchObject([{ label: LABEL, outcome: 'failed', reportLocation: { number: 7 } }])
  }) // prettier-ignore
})

describe('two comments of one key', () => {
  it('are merged even if both are final', async () => {
    const environment = new SyncEnvironment()
    const ended = requestOf({ leaseExpiresAtMs: 0 }, [recordedJob(1, { isUnfinished: false })])
    const record = { ...recordOfRequest(ended), savedReport: undefined }
    environment.addComment(7, { record })
    environment.addComment(7, { record })
    const fetched = { jobs: new Map(), notFound: new Set<string>() }
    const now = { wallMs: environment.clock.wall(), service: SERVICE, context: CONTEXT }
    expect(planRefresh(await environment.findOne(), fetched, now)).toMatchObject({
      isDue: true,
      updates: [],
      requests: {},
    })
  })
})

describe('a report', () => {
  it('is updated even if another step has already recorded the end of its job', async () => {
    const ended = requestOf({ jobId: jobId(1), leaseExpiresAtMs: 0 }, [recordedJob(1, { isUnfinished: false })])
    const plan = await planFor(fetchedJob({ status: 'FAILED' }), recordOfRequest(ended))
    expect(plan).toMatchObject({ isDue: true, updates: [], requests: {} })
    expect(firstState(plan)?.outcome).toBe('failed')
  }) // prettier-ignore

  it.each([
    ['too long to save', null],
    ['of another format', { form: 2 }],
  ])('that is %s is rebuilt from the record', async (_, report) => {
    const request = requestOf({ jobId: jobId(1), commit: 'def5678', leaseExpiresAtMs: 0 }, [recordedJob(1)])
    const record = { ...recordOfRequest(request), run: runRef(8123, 2), savedReport: { atMs: 1, report } }
    const plan = await planFor(fetchedJob({ status: 'SUCCESS', outputModel: 'ft:x', jobType: 'dpo' }), record)
    const { body } = renderComment(plan.model!)
    expect(body).toContain('· trained')
    expect(body).toMatch(/commit \[`def5678`\].* run \[8123\]\(<.*actions\/runs\/8123\/attempts\/2>\), attempt 2 · /)
  }) // prettier-ignore

  it('of a step that was killed during its submission says so', async () => {
    const model = sampleModel()
    const pending = { ...model, states: [{ ...model.states[0]!, job: undefined, outcome: undefined }] } as never
    const submitting = { leaseExpiresAtMs: 0, submissionStartedAtMs: 1 }
    const plan = await planFor({}, recordOfRequest(requestOf(submitting), pending))
    expect(plan).toMatchObject({ isDue: true, updates: [], requests: {} })
    expect(renderComment(plan.model!)).toMatchObject({ body: expect.stringContaining('submission status unknown') })
    const known = requestOf({ ...submitting, jobId: jobId(1) }, [recordedJob(1)])
    const next = await planFor(fetchedJob({ status: 'FAILED' }), recordOfRequest(known, pending))
    expect(firstState(next)).toMatchObject({ outcome: 'failed', job: { id: jobId(1) } })
  }) // prettier-ignore
})
