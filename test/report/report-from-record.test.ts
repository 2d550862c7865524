import { describe, expect, it } from '@jest/globals'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { SpecRecord, CommentRecord } from '../../src/state/record.ts'
import { serializeReport, restoreReport } from '../../src/report/saved-report.ts'
import { DIGEST, sampleContext, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { LABEL, OTHER_DIGEST, recordedJob, runRef, sampleSpecRecord } from '../state/samples.ts'

/** Context of the step that restores the report. */
const CONTEXT = sampleContext({ runId: '9001', commit: 'main', logUrl: 'https://github.example/sync' })
const RUNS = 'https://github.example/acme/bot/actions/runs'

/** Restores the report of a record that was too long to keep its report. */
const reportFromRecord = (specs: Readonly<Record<string, SpecRecord>>, rest: Partial<CommentRecord> = {}) =>
  restoreReport({ savedReport: { atMs: 77, report: null }, specs, ...rest }, 12, CONTEXT)!

describe('restoreReport', () => {
  it('returns undefined if the report was final', () => {
    expect(restoreReport({ specs: { [LABEL]: sampleSpecRecord() } }, 12, CONTEXT)).toBeUndefined()
  })

  it('restores the saved report, but of the datasets only their number', () => {
    const saved = { states: [sampleState({ job: sampleJob() })], diagnostics: [], context: sampleContext(), nowMs: 77 }
    const request = { ...sampleSpec().request, dataset_ids: [''] }
    expect(restoreReport({ savedReport: serializeReport(saved)!, specs: {} }, 12, CONTEXT)).toEqual(
      { ...saved, states: [sampleState({ job: sampleJob(), spec: sampleSpec({ request }) })] },
    )
  }) // prettier-ignore

  const submitting = sampleState()
  const recordWithJob = sampleSpecRecord({ jobId: jobId(1), jobs: [recordedJob(1)] })
  const restoredJobId = (state: JobState, specRecord: SpecRecord): string | undefined => {
    const savedReport = serializeReport({
      states: [submitting, state],
      diagnostics: [],
      context: sampleContext(),
      nowMs: 77,
    })!
    return restoreReport({ savedReport, specs: { [state.label]: specRecord } }, 12, CONTEXT)?.states[1]?.job
      ?.id
  }

  it('adds the recorded job of a step that ended before it could report it', () => {
    const b = { ...submitting, label: 'b.yml' }
    expect(restoredJobId(b, recordWithJob)).toBe(jobId(1))
    expect(restoredJobId(b, sampleSpecRecord())).toBeUndefined()
  })

  it.each<[string, Partial<JobState>, string | undefined]>([
    ['with another job', { job: sampleJob({ id: jobId(2) }) }, jobId(2)],
    ['with an outcome and no job', { outcome: 'cancelled' }, undefined],
    ['of another version of the spec', { spec: { ...submitting.spec!, digest: OTHER_DIGEST } }, undefined],
  ])('leaves a state unchanged %s', (_, changes, id) => {
    expect(restoredJobId({ ...submitting, label: 'b.yml', ...changes }, recordWithJob)).toBe(id)
  })

  it('adds no job to a state without a spec', () => {
    expect(restoredJobId({ label: 'b.yml', timeline: [], notes: [] }, recordWithJob)).toBeUndefined()
  })
})

describe('a report built from a record', () => {
  it('has the current or newest job of each spec, with its snapshot', () => {
    const withCurrentJob = sampleSpecRecord({ jobId: jobId(2), jobs: [recordedJob(1), recordedJob(2, { snapshot: { jobType: 'dpo' } })] })
    const withoutCurrentJob = sampleSpecRecord({ digest: DIGEST, jobs: [recordedJob(3), recordedJob(4)] })
    const { states, diagnostics, nowMs } = reportFromRecord({ 'a.yml': withCurrentJob, 'b.yml': withoutCurrentJob, 'c.yml': sampleSpecRecord() })
    expect(states).toEqual([
      { label: 'a.yml', job: { id: jobId(2), jobType: 'dpo' }, timeline: [], notes: [] },
      { label: 'b.yml', job: { id: jobId(3) }, timeline: [], notes: [] },
    ])
    expect([diagnostics, nowMs]).toEqual([[], 77])
  }) // prettier-ignore

  const jobs = [recordedJob(1)]
  const older = sampleSpecRecord({ run: runRef(8123), commit: 'older', atMs: 1_000, jobs })
  const newer = sampleSpecRecord({ run: runRef(8200, 3), commit: 'newer', atMs: 2_000, jobs })

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

  it.each([
    [{ a: older, b: newer }],
    [{ a: newer, b: older }],
  ])('names the newest run and commit if the record has no run: %#', (specs) => {
    const { runId, runAttempt, commit } = reportFromRecord(specs).context
    expect([runId, runAttempt, commit]).toEqual(['8200', '3', 'newer'])
  }) // prettier-ignore

  it('names the restoring run if the record is empty', () => {
    const { states, context } = reportFromRecord({})
    expect(states).toEqual([])
    expect(context).toMatchObject({ runId: '9001', commit: 'main', logUrl: `${RUNS}/9001/attempts/1` })
  })
})
