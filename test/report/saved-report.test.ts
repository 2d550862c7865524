import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { OUTCOMES } from '../../src/jobs/job-status.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { Note } from '../../src/jobs/note.ts'
import type { SavedReport } from '../../src/state/record.ts'
import { renderComment } from '../../src/report/render.ts'
import { isUnfinished, serializeReport, parseReport } from '../../src/report/saved-report.ts'
import type { ReportModel } from '../../src/report/report-model.ts'
import { SAMPLE_NOTES } from '../fakes/notes.ts'
import { sampleContext, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 12 })
const anyNote: fc.Arbitrary<Note> = fc.oneof(
  fc.constantFrom(...SAMPLE_NOTES.map(({ note }) => note)),
  anyText.map((error): Note => ({ code: 'record-unavailable', error })),
)
const anyState: fc.Arbitrary<JobState> = fc
  .record({
    n: fc.nat(9),
    status: fc.option(fc.oneof(anyText, fc.constantFrom('RUNNING', 'SUCCESS', 'FAILED')), { nil: undefined }),
    outcome: fc.option(fc.constantFrom(...OUTCOMES), { nil: undefined }),
    model: fc.option(anyText, { nil: undefined }),
    notes: fc.array(anyNote, { maxLength: 2 }),
    times: fc.array(fc.nat(1e9), { maxLength: 3 }),
    hasJob: fc.boolean(),
  })
  .map(({ n, status, outcome, model, notes, times, hasJob }) => ({
    ...sampleState({ spec: sampleSpec({ label: `${n}.yml` }), notes }),
    timeline: times.map((atMs) => ({ status: status ?? '', atMs })),
    outcome,
    job: hasJob ? sampleJob({ id: jobId(n), status, outputModel: model }) : undefined,
  }))

const anyDiff = fc.constantFrom(
  { kind: 'new' as const },
  { kind: 'not-comparable' as const, message: 'it is no file there' },
)

const anyReport: fc.Arbitrary<ReportModel> = fc
  .record({
    states: fc.array(anyState, { minLength: 1, maxLength: 3 }),
    actor: anyText,
    nowMs: fc.nat(1e12),
    diffs: fc.option(fc.array(fc.tuple(fc.nat(9), anyDiff), { maxLength: 3 }), { nil: undefined }),
  })
  .map(({ states, actor, nowMs, diffs }) => ({
    states,
    diagnostics: [],
    context: sampleContext({ actor }),
    nowMs,
    specDiffs: diffs && { base: 'main', diffs: new Map(diffs.map(([n, diff]) => [`${n}.yml`, diff])) },
  }))

const throughJson = (savedReport: SavedReport): SavedReport =>
  JSON.parse(JSON.stringify(savedReport)) as SavedReport

describe('a report with an unfinished job', () => {
  it('renders the same comment after it was saved and restored', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const savedReport = serializeReport(report)
        expect(savedReport !== undefined).toBe(report.states.some(isUnfinished))
        if (savedReport === undefined) return
        const restored = parseReport(throughJson(savedReport))
        expect(restored && renderComment(restored)).toEqual(renderComment(report))
      }),
      { numRuns: 100, seed: 20_261_122 },
    )
  })
})

describe('a state', () => {
  const job = sampleJob()
  it.each<[string, boolean, Partial<JobState>]>([
    ['unfinished before its spec is submitted', true, {}],
    ['finished if its submission status is unknown', false, { outcome: 'unknown' }],
    ['unfinished while its job runs', true, { job }],
    ['unfinished after its step has timed out', true, { job, outcome: 'timed-out' }],
    ['unfinished while its job cannot be read', true, { job, outcome: 'unknown' }],
    ['finished if the service no longer finds its job', false, { job, outcome: 'unknown', isNotFound: true }],
    ['unfinished before its step has an outcome', true, { job: sampleJob({ status: 'FAILED' }) }],
    ['finished after that', false, { job: sampleJob({ status: 'FAILED' }), outcome: 'failed' }],
    ['unfinished while the model has no name', true, { job: sampleJob({ status: 'SUCCESS' }), outcome: 'submitted' }],
    ['finished when the model name is no longer awaited', false, { job: sampleJob({ status: 'SUCCESS' }), outcome: 'failed' }],
  ])('is %s', (_, expected, changes) => {
    expect(isUnfinished(sampleState(changes))).toBe(expected)
  }) // prettier-ignore

  it('is finished if it has neither spec nor job', () => {
    expect(isUnfinished({ label: 'x', timeline: [], notes: [] })).toBe(false)
  })
})

describe('parseReport', () => {
  it('drops the notes of a newer version', () => {
    const state = sampleState({ notes: [{ code: 'taken-over' }] })
    const savedReport = serializeReport({
      states: [state],
      diagnostics: [],
      context: sampleContext(),
      nowMs: 1,
    })
    const json = JSON.stringify(savedReport).replace('"n":[', '"n":[{"code":"quota-exhausted"},')
    expect(parseReport(JSON.parse(json) as SavedReport)?.states[0]?.notes).toEqual(state.notes)
  })

  it.each([undefined, null, 7, [], {}, { version: 2 }])(
    'returns undefined for an unknown format: %p',
    (report) => {
      expect(parseReport({ atMs: 1, report })).toBeUndefined()
    },
  )
})
