import { describe, expect, it } from '@jest/globals'
import type { JobState } from '../../src/jobs/job-state.ts'
import { endedJobs, expectedDuration, historyBlock, replacedJobs } from '../../src/report/history-blocks.ts'
import type { ReportModel } from '../../src/report/report-model.ts'
import { serializeReport } from '../../src/report/saved-report.ts'
import { EMPTY_RECORD, type HistoryEntry } from '../../src/state/record.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { jobId } from '../fakes/forge-api.ts'
import { JOB_ID, MODEL, sampleContext, sampleJob, sampleState } from '../fakes/samples.ts'
import { HISTORY } from './fixtures/plan-reports.ts'
import { QUEUED, RUNNING, stateWithStatuses } from './fixtures/status-sequences.ts'

const NOW_MS = TEST_START_MS + 3_600_000
const modelOf = (state: JobState, more: Partial<ReportModel> = {}): ReportModel => ({
  states: [state],
  diagnostics: [],
  context: sampleContext(),
  nowMs: NOW_MS,
  ...more,
})
const RUNNING_JOB = stateWithStatuses([QUEUED, RUNNING])
const SUCCEEDED = stateWithStatuses(
  [QUEUED, RUNNING, [651, 'SUCCESS']],
  { outcome: 'succeeded' },
  { outputModel: MODEL },
)

describe('the history of a report', () => {
  it('has each job that has ended', () => {
    expect(endedJobs(modelOf(SUCCEEDED))).toEqual([
      {
        jobId: JOB_ID,
        label: SUCCEEDED.label,
        outcome: 'succeeded',
        result: MODEL,
        durationMs: 600_000,
        endedAtMs: TEST_START_MS + 651_000,
      },
    ])
    expect(endedJobs(modelOf(RUNNING_JOB))).toEqual([])
    expect(endedJobs(modelOf(sampleState({ outcome: 'refused' })))).toEqual([])
  })

  it.each<[string, Partial<JobState>, Partial<HistoryEntry>[]]>([
    ['failed', { outcome: 'failed', job: sampleJob({ status: 'FAILED', reason: ` no\n rows ${'x'.repeat(100)}` }) }, [{ outcome: 'failed', result: `no rows ${'x'.repeat(92)}…` }]],
    ['cancelled', { outcome: 'cancelled', job: sampleJob({ status: 'CANCELLED' }) }, [{ outcome: 'cancelled' }]],
    ['cancelled at its time-out', { outcome: 'timed-out', job: sampleJob({ status: 'CANCELLED' }) }, [{ outcome: 'cancelled' }]],
    ['replaced', { outcome: 'superseded', job: sampleJob({ status: 'CANCELLED' }) }, [{ outcome: 'superseded' }]],
    ['not found', { outcome: 'unknown', isNotFound: true, job: sampleJob() }, [{ outcome: 'unknown' }]],
    ['timed out and running', { outcome: 'timed-out', job: sampleJob() }, []],
    ['replaced and running', { outcome: 'superseded', job: sampleJob() }, []],
  ])('describes a job that is %s', (_, changes, entries) => {
    expect(endedJobs(modelOf(sampleState(changes)))).toMatchObject(entries)
  }) // prettier-ignore

  it.each<[string, NonNullable<ReportModel['specDiffs']>['diffs'] extends ReadonlyMap<string, infer Diff> ? Diff : never, string | undefined]>([
    ['nothing', { kind: 'same' }, undefined],
    ['everything', { kind: 'new' }, 'new spec'],
    ['values', { kind: 'changed', fields: [{ field: 'hyperparameters.learning_rate', after: '1e-5' }, { field: 'a.b', before: '1' }] }, 'learning_rate 1e-5, no b'],
    ['lists', { kind: 'changed', fields: [{ field: 'dataset_ids', added: ['a', 'b'], removed: ['c'] }] }, 'dataset_ids +2 −1'],
    ['many fields', { kind: 'changed', fields: ['a', 'b', 'c', 'd', 'e'].map((field) => ({ field, after: '1' })) }, 'a 1, b 1, c 1, 2 more'],
  ])('says that a spec has changed %s', (_, diff, changed) => {
    const specDiffs = { base: 'main', diffs: new Map([[SUCCEEDED.label, diff]]) }
    expect(endedJobs(modelOf(SUCCEEDED, { specDiffs }))[0]?.changed).toBe(changed)
  }) // prettier-ignore

  it('has the unfinished jobs of a report that is replaced', () => {
    const savedReport = serializeReport(modelOf(RUNNING_JOB))!
    expect(replacedJobs({ ...EMPTY_RECORD, savedReport }, sampleContext())).toEqual([
      { jobId: JOB_ID, label: RUNNING_JOB.label, outcome: 'running', endedAtMs: NOW_MS },
    ])
    expect(replacedJobs(EMPTY_RECORD, sampleContext())).toEqual([])
  })
})

describe('the earlier jobs', () => {
  it('are shown without those of the report', () => {
    const [first] = HISTORY
    expect(historyBlock(modelOf(RUNNING_JOB, { history: [{ ...first!, jobId: JOB_ID }] }))).toEqual([])
    expect(historyBlock(modelOf(RUNNING_JOB))).toEqual([])
    expect(historyBlock(modelOf(RUNNING_JOB, { history: HISTORY }))[0]).toContain(
      '<details><summary>Earlier jobs of this pull request (7)</summary>',
    )
  })

  it('are at most 20', () => {
    const history = Array.from({ length: 25 }, (_, n) => ({ ...HISTORY[1]!, jobId: jobId(n) }))
    const [block = ''] = historyBlock(modelOf(RUNNING_JOB, { history }))
    expect(block.match(/^\| ⛔/gm)).toHaveLength(20)
    expect(block).toContain('(25)')
    expect(block).toContain('5 older ones are not shown.')
  })
})

describe('the expected duration', () => {
  const trained = (minutes: number, n = minutes): HistoryEntry => ({ ...HISTORY[2]!, jobId: jobId(n), durationMs: minutes * 60_000 })
  const expected = (state: JobState, ...history: readonly HistoryEntry[]) => expectedDuration(state, modelOf(state, { history }))

  it('comes from the successes of the same spec', () => {
    expect(expected(RUNNING_JOB, trained(80), trained(100), trained(90))).toEqual(['Earlier jobs of this spec took 1 h 20 min to 1 h 40 min (3 jobs).'])
    expect(expected(RUNNING_JOB, trained(80))).toEqual(['An earlier job of this spec took 1 h 20 min.'])
    expect(expected(RUNNING_JOB, trained(80), trained(80, 1))).toEqual(['Earlier jobs of this spec took 1 h 20 min (2 jobs).'])
    expect(expected(RUNNING_JOB, { ...trained(80), label: 'b.yml' }, { ...trained(80), outcome: 'failed' })).toEqual([])
  })

  it('is shown while the job is on its way', () => {
    expect(expected(SUCCEEDED, trained(80))).toEqual([])
    expect(expected(sampleState(), trained(80))).toHaveLength(1)
  })
}) // prettier-ignore
