import { describe, expect, it } from '@jest/globals'
import type { JobState } from '../../src/jobs/job-state.ts'
import { EMPTY_RECORD, type CommentRecord, type RequestRecord } from '../../src/state/record.ts'
import { serializeReport, restoreReport } from '../../src/report/saved-report.ts'
import { sampleContext, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { KEY, OTHER_DIGEST, OTHER_KEY, recordedJob, requestOf, runRef, sampleHold } from '../state/samples.ts'

/** Context of the step that restores the report. */
const CONTEXT = sampleContext({ runId: '9001', commit: 'main', logUrl: 'https://github.example/sync' })
const RUNS = 'https://github.example/acme/bot/actions/runs'

/** Restores the report of a record that was too long to keep its report. */
const reportFromRecord = (requests: CommentRecord['requests'], rest: Partial<CommentRecord> = {}) =>
  restoreReport({ ...EMPTY_RECORD, savedReport: { atMs: 77, report: null }, requests, ...rest }, 12, CONTEXT)!

describe('restoreReport', () => {
  it('returns undefined if the report was final', () => {
    expect(restoreReport({ ...EMPTY_RECORD, requests: { [KEY]: requestOf() } }, 12, CONTEXT)).toBeUndefined()
  })

  const restored = (...states: readonly JobState[]) => {
    const saved = { states, diagnostics: [], context: sampleContext(), nowMs: 77 }
    return restoreReport({ ...EMPTY_RECORD, savedReport: serializeReport(saved)! }, 12, CONTEXT)
  }

  it('restores the saved report with its request, if that is the only one and short', () => {
    const state = sampleState({ job: sampleJob() })
    expect(restored(state)).toEqual({ states: [state], diagnostics: [], context: sampleContext(), nowMs: 77 })
  })

  it('restores of other requests only the number of their datasets', () => {
    const { request } = sampleSpec()
    const long = { ...request, model_config: { base_model: 'x'.repeat(3_000) } }
    for (const [first, ...others] of [
      [sampleState({ spec: sampleSpec({ request: long }) })],
      [sampleState(), sampleState({ label: 'b.yml' })],
    ]) {
      const model = restored(first!, ...others)
      expect(model?.lacksRequests).toBe(true)
      expect(model?.states.map(({ spec }) => spec?.request.dataset_ids)).toEqual(
        [first!, ...others].map(() => ['']),
      )
    }
  })

  const submitting = sampleState()
  const requestWithJob = requestOf({ jobId: jobId(1) }, [recordedJob(1)])
  const restoredJobId = (state: JobState, request: RequestRecord): string | undefined => {
    const savedReport = serializeReport({
      states: [submitting, state],
      diagnostics: [],
      context: sampleContext(),
      nowMs: 77,
    })!
    const record = { ...EMPTY_RECORD, savedReport, requests: { [KEY]: request } }
    return restoreReport(record, 12, CONTEXT)?.states[1]?.job?.id
  }

  it('adds the recorded job of a step that ended before it could report it', () => {
    const b = { ...submitting, label: 'b.yml' }
    expect(restoredJobId(b, requestWithJob)).toBe(jobId(1))
    expect(restoredJobId(b, requestOf({}, [recordedJob(1)]))).toBeUndefined()
    const { holds, jobs } = requestWithJob
    const waiting = sampleHold({ holderId: 'first', run: runRef(9000) })
    expect(restoredJobId(b, { holds: [waiting, ...holds], jobs })).toBe(jobId(1))
  })

  it.each<[string, Partial<JobState>, string | undefined]>([
    ['with another job', { job: sampleJob({ id: jobId(2) }) }, jobId(2)],
    ['with an outcome and no job', { outcome: 'cancelled' }, undefined],
    ['of another version of the spec', { spec: { ...submitting.spec!, digest: OTHER_DIGEST } }, undefined],
  ])('leaves a state unchanged %s', (_, changes, id) => {
    expect(restoredJobId({ ...submitting, label: 'b.yml', ...changes }, requestWithJob)).toBe(id)
  })

  it('adds no job to a state without a spec', () => {
    expect(restoredJobId({ label: 'b.yml', timeline: [], notes: [] }, requestWithJob)).toBeUndefined()
  })
})

describe('a report built from a record', () => {
  it('has the jobs that the steps of the newest run use, by label', () => {
    const a = requestOf({ label: 'a.yml', jobId: jobId(2) }, [recordedJob(1), recordedJob(2)])
    const b = requestOf({ label: 'b.yml', jobId: jobId(3) }, [recordedJob(3)])
    const without = requestOf({ label: 'c.yml' }, [recordedJob(4)])
    const older = requestOf({ label: 'd.yml', run: runRef(8000), jobId: jobId(5), atMs: 0 }, [recordedJob(5)])
    const { states, diagnostics, nowMs } = reportFromRecord({ [KEY]: b, [OTHER_KEY]: a, third: without, fourth: older })
    expect(states).toEqual([
      { label: 'a.yml', job: { id: jobId(2) }, timeline: [], notes: [] },
      { label: 'b.yml', job: { id: jobId(3) }, timeline: [], notes: [] },
    ])
    expect([diagnostics, nowMs]).toEqual([[], 77])
  }) // prettier-ignore

  const older = requestOf({ commit: 'older' })
  const newer = requestOf({ run: runRef(8200, 3), commit: 'newer', atMs: 2_000 })

  it('names the run that wrote the comment', () => {
    const { context } = reportFromRecord({ a: older }, { run: runRef(8124, 2) })
    expect(context).toEqual({
      ...CONTEXT,
      issueNumber: 12,
      commit: 'older',
      runId: '8124',
      runAttempt: '2',
      logUrl: `${RUNS}/8124/attempts/2`,
    })
  })

  it('links to the plain page of the run where our own run has no other, as on Gitea', () => {
    const onGitea = sampleContext({ runId: '9001', logUrl: `${RUNS}/9001` })
    const record = { ...EMPTY_RECORD, savedReport: { atMs: 77, report: null }, requests: { a: older } }
    expect(restoreReport(record, 12, onGitea)?.context.logUrl).toBe(`${RUNS}/8123`)
  })

  it.each([
    [{ a: older, b: newer }],
    [{ a: newer, b: older }],
  ])('names the newest run and commit if the record has no run: %#', (requests) => {
    const { runId, runAttempt, commit } = reportFromRecord(requests).context
    expect([runId, runAttempt, commit]).toEqual(['8200', '3', 'newer'])
  }) // prettier-ignore

  it('names the restoring run if the record is empty', () => {
    const { states, context } = reportFromRecord({})
    expect(states).toEqual([])
    expect(context).toMatchObject({ runId: '9001', commit: 'main', logUrl: `${RUNS}/9001/attempts/1` })
  })
})
