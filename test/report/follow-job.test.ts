import { describe, expect, it } from '@jest/globals'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { CommentRecord } from '../../src/state/record.ts'
import { mergeRequests } from '../../src/state/merge-records.ts'
import { renderComment } from '../../src/report/render.ts'
import { JobFollower, applyFollowedJob } from '../../src/report/follow-job.ts'
import { isUnfinished, serializeReport, parseReport } from '../../src/report/saved-report.ts'
import type { ReportModel } from '../../src/report/report-model.ts'
import { JOB_ID, sampleContext, sampleJob, sampleState } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import {
  KEY,
  LABEL,
  OTHER_KEY,
  recordedJob,
  commentRecordOf,
  requestOf,
  sampleHold,
} from '../state/samples.ts'
import { REPORTS } from './fixtures/reports.ts'

const NOW_MS = 9_000_000
const CONTEXT = sampleContext({ runId: '9000', logUrl: 'https://github.example/run/9000' })
const RUNNING = sampleState({
  job: sampleJob({ status: 'RUNNING' }),
  timeline: [{ status: 'RUNNING', atMs: 1_000 }],
})
const reportOf = (...states: JobState[]): ReportModel => ({
  states,
  diagnostics: [],
  context: sampleContext(),
  nowMs: 1_000,
})
const viaJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

describe('a saved report', () => {
  it.each(Object.entries(REPORTS))('renders the same comment after it was restored: %s', (_, model) => {
    const savedReport = serializeReport(model)
    expect(savedReport === undefined).toBe(!model.states.some(isUnfinished))
    if (savedReport === undefined) return
    const again = parseReport(viaJson(savedReport))
    // The last sync, the following run and the history are not saved.
    const { states, diagnostics, context, specDiffs, plan, nowMs } = model
    const savedPart = {
      states,
      diagnostics,
      context,
      nowMs,
      ...{ specDiffs, plan },
    }
    expect(again && renderComment(again).body).toBe(renderComment(savedPart).body)
  })

  it('is ignored in another format version', () => {
    const savedReport = serializeReport(reportOf(RUNNING))!
    for (const other of [{ ...(savedReport.report as object), version: 2 }, 'text', null])
      expect(parseReport({ ...savedReport, report: other })).toBeUndefined()
  })
})

describe('applyFollowedJob', () => {
  const ended = { ...RUNNING, job: sampleJob({ status: 'SUCCESS' }), outcome: 'succeeded' } as const
  const at = (status: string, atMs: number) => ({ status, atMs })

  it('applies what was observed since, to that job only', () => {
    const other = { ...RUNNING, label: 'b.yml', job: sampleJob({ id: jobId(2) }) }
    const notes = [{ code: 'job-lost' }] as const
    const now = { ...ended, label: JOB_ID, notes, timeline: [at('RUNNING', 5_000), at('SUCCESS', 8_000)] }
    const { states, nowMs } = applyFollowedJob(reportOf({ ...RUNNING, outcome: 'timed-out', notes: [{ code: 'taken-over' }] }, other), JOB_ID, now, NOW_MS)
    expect(nowMs).toBe(NOW_MS)
    expect(states[0]).toEqual({
      ...RUNNING,
      job: ended.job,
      outcome: 'succeeded',
      notes,
      timeline: [at('RUNNING', 1_000), at('SUCCESS', 8_000)],
    })
    expect(states[1]).toBe(other)
  }) // prettier-ignore

  it('replaces the previous outcome and error', () => {
    const error = (message: string) => ({ kind: 'interrupted', message }) as const
    const model = reportOf({ ...RUNNING, outcome: 'timed-out', error: error('then') })
    const on = (now: Partial<JobState>) =>
      applyFollowedJob(model, JOB_ID, { ...RUNNING, ...now }, NOW_MS).states
    expect(on({})).toEqual([RUNNING])
    expect(on({ outcome: 'failed', error: error('now') })).toEqual([
      { ...RUNNING, outcome: 'failed', error: error('now') },
    ])
  })

  it('leaves a state without a job unchanged', () => {
    const waiting = sampleState({ label: 'b.yml' })
    expect(applyFollowedJob(reportOf(waiting), JOB_ID, RUNNING, NOW_MS).states).toEqual([waiting])
  })

  it.each([
    [[], [at('QUEUED', 5)], [at('QUEUED', 5)]],
    [[at('QUEUED', 1)], [], [at('QUEUED', 1)]],
    [[], [], []],
    [[at('QUEUED', 1)], [at('RUNNING', 5)], [at('QUEUED', 1), at('RUNNING', 5)]],
    [[at('QUEUED', 1)], [at('QUEUED', 5), at('RUNNING', 7)], [at('QUEUED', 1), at('RUNNING', 7)]],
  ])('merges the status changes %j and %j without a repetition', (before, after, all) => {
    const model = reportOf({ ...RUNNING, timeline: before })
    expect(
      applyFollowedJob(model, JOB_ID, { ...RUNNING, timeline: after }, NOW_MS).states[0]?.timeline,
    ).toEqual(all)
  })
})

describe('a JobFollower', () => {
  const hold = sampleHold({ leaseExpiresAtMs: 0, jobId: JOB_ID })
  const TAKEN_OVER = { ...hold, leaseExpiresAtMs: 1, hasEnded: true }
  const request = { holds: [hold], jobs: [recordedJob(1, { id: JOB_ID }), recordedJob(2)] }
  const githubTime = () => NOW_MS
  const createFollower = (record: CommentRecord = commentRecordOf(request)) =>
    new JobFollower({ githubTime, jobId: JOB_ID, record, model: reportOf(RUNNING), context: CONTEXT })
  const ownState: JobState = { label: JOB_ID, timeline: [], notes: [] }

  it('updates the report of the comment, and names its own run', () => {
    const before = createFollower().toCommentModel(reportOf(ownState))
    expect(before.states).toEqual([{ ...RUNNING, notes: [] }])
    const after = createFollower().toCommentModel(reportOf({ ...ownState, job: sampleJob({ status: 'CANCELLED' }), outcome: 'cancelled' }))
    expect(after.states).toMatchObject([{ label: LABEL, outcome: 'cancelled' }])
    expect(after.followedBy).toEqual({ runId: '9000', logUrl: CONTEXT.logUrl })
    expect(renderComment(after).body).toContain('continued by run [9000]')
  }) // prettier-ignore

  it('changes the report only when it has read its job', () => {
    const other = { ...ownState, label: jobId(2), job: sampleJob({ id: jobId(2), status: 'FAILED' }), outcome: 'failed' } as const
    expect(createFollower().toCommentModel(reportOf(other)).states).toEqual([RUNNING])
    const ended = { ...ownState, job: sampleJob({ status: 'SUCCESS' }), outcome: 'succeeded' } as const
    expect(createFollower().toCommentModel(reportOf(other, ended)).states).toMatchObject([{ outcome: 'succeeded' }])
    expect(createFollower().toCommentModel({ ...reportOf(other), nowMs: 7 })).toMatchObject({ nowMs: 7 })
  }) // prettier-ignore

  const running = { ...ownState, job: sampleJob({ status: 'RUNNING' }) }

  it('updates only the request of its job', () => {
    const other = requestOf({ jobId: jobId(3) }, [recordedJob(3)])
    const both = createFollower(commentRecordOf({ [OTHER_KEY]: other, [KEY]: request }))
    expect(Object.keys(both.requests([running]))).toEqual([KEY])
    expect(createFollower(commentRecordOf(other)).requests([running])).toEqual({})
  })

  it('extends the lease of the step that uses the job while it waits, and nothing else', () => {
    const others = [sampleHold({ holderId: 'a', jobId: jobId(2) }), sampleHold({ holderId: 'b' })]
    const follower = createFollower(commentRecordOf({ ...request, holds: [...others, hold] }))
    follower.heartbeatIntervalMs = 600_000
    expect(follower.requests([ownState])).toEqual({})
    expect(follower.requests([running])).toEqual({
      [KEY]: {
        holds: [{ ...TAKEN_OVER, leaseExpiresAtMs: NOW_MS + 600_000 + 960_000 }],
        jobs: [request.jobs[0]],
      },
    })
  })

  it('decides from now on about a job that several killed steps used, and overwrites no step that is alive', () => {
    const other = sampleHold({ ...hold, holderId: 'other', owner: 'other' })
    const { holds = [] } = createFollower(commentRecordOf({ ...request, holds: [hold, other] })).requests([running])[KEY] ?? {}
    const alive = { ...other, leaseExpiresAtMs: NOW_MS }
    const merged = mergeRequests({ holds: [hold, other], jobs: [] }, { holds, jobs: [] })
    expect(merged.holds.map(({ hasEnded }) => hasEnded)).toEqual([true, true])
    expect(mergeRequests(merged, { holds: [alive], jobs: [] }).holds).toContainEqual(alive)
  }) // prettier-ignore

  it('extends no lease for a job that no step uses any more', () => {
    const follower = createFollower(commentRecordOf({ ...request, holds: [sampleHold()] }))
    expect(follower.requests([running])[KEY]?.holds).toEqual([])
  })

  it('marks a finished job, and lets the lease expire when it stops', () => {
    const ended = { ...running, job: sampleJob({ status: 'FAILED' }), outcome: 'failed' } as const
    expect(createFollower().requests([ended])).toEqual({
      [KEY]: { holds: [TAKEN_OVER], jobs: [{ ...request.jobs[0], isUnfinished: false }] },
    })
    const left = { ...running, outcome: 'timed-out' } as const
    expect(createFollower().requests([left])).toEqual({
      [KEY]: { holds: [TAKEN_OVER], jobs: [request.jobs[0]] },
    })
  })
})
