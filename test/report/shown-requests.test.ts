import { describe, expect, it } from '@jest/globals'
import { digestRequest } from '../../src/job-spec/digest.ts'
import { waitingMark } from '../../src/report/comment-sink.ts'
import { renderComment } from '../../src/report/render.ts'
import type { ReportModel } from '../../src/report/report-model.ts'
import { parseReport } from '../../src/report/saved-report.ts'
import { continueShownReport, hidesWaiting, restoreShownReport } from '../../src/report/shown-requests.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { EMPTY_RECORD } from '../../src/state/record.ts'
import { showPlan } from '../../src/state/show-plan.ts'
import { sampleContext, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'

/** A spec with this number of datasets. */
function stateOf(label: string, datasets: number, changes: Partial<JobState>): JobState {
  const ids = Array.from(
    { length: datasets },
    (_, n) => `7c9e6679-7425-40de-944b-${String(n).padStart(12, '0')}`,
  )
  const request = { ...sampleSpec().request, dataset_ids: ids }
  const spec = { ...sampleSpec(), label, request, digest: digestRequest(request) }
  return sampleState({ label, spec, ...changes })
}

const TRAINING = stateOf('a.yml', 1, { outcome: 'submitted', job: sampleJob({ status: 'RUNNING' }) })
const WAITING = stateOf('b.yml', 2, { outcome: 'unapproved' })
const TOO_LONG = stateOf('c.yml', 300, { outcome: 'unapproved' })

const reportOf = (states: readonly JobState[]): ReportModel => ({
  states,
  plan: {
    specs: new Map(states.map(({ label }) => [label, { violations: [], needsApproval: true }])),
    violations: [],
    policy: { owners: [], approval: { from: ['admin'], users: [], by: ['review'] } },
  },
  context: sampleContext(),
  diagnostics: [],
  nowMs: 0,
})

/** A comment, and its report as another run restores it. */
function restore(states: readonly JobState[], edit: (text: string) => string = (text) => text) {
  const model = reportOf(states)
  const { body, savedReport, approvable } = renderComment(model)
  const saved = savedReport && parseReport(savedReport)
  const text = edit(`${waitingMark(model, true)}${body}`)
  const shown = { record: { ...EMPTY_RECORD, savedReport }, text }
  const restored = restoreShownReport(shown, 7, sampleContext())
  if (saved === undefined || restored === undefined) throw new Error('the report was not saved')
  return { text, approvable, saved, restored, shown }
}

describe('a saved report', () => {
  it('of several specs has lost its requests', () => {
    expect(renderComment(restore([TRAINING, WAITING]).saved).approvable).toEqual([])
  })

  it.each<[string, readonly JobState[]]>([
    ['that wait', [TRAINING, WAITING]],
    ['beside one that is too long', [TRAINING, WAITING, TOO_LONG]],
  ])('gets the requests %s back from the text of the comment', (_, states) => {
    const { approvable, text, restored } = restore(states)
    const again = renderComment(restored)
    expect(again.approvable).toEqual(approvable)
    expect(approvable).toContain(WAITING.spec?.digest)
    expect(`${waitingMark(restored, true)}${again.body}`).toBe(text)
  })

  it.each<[string, (text: string) => string]>([
    ['another number of steps', (text) => text.replace(/"training_steps": \d+/g, '"training_steps": 9')],
    ['no JSON', (text) => text.replaceAll('"job_type"', '"job_type')],
    ['no request', (text) => text.replaceAll('```json\n{', '```json\n[{').replaceAll('}\n```', '}]\n```')],
  ])('gets none from a text with %s, whoever wrote that', (_, edit) => {
    expect(renderComment(restore([TRAINING, WAITING], edit).restored).approvable).toEqual([])
  })
})

describe('the report of a post step', () => {
  /** Without what the state for the post step has no room for. */
  const known = (
    states: readonly JobState[],
    changes: Partial<ReportModel['context']> = {},
  ): ReportModel => ({
    states: states.map((state) => ({
      ...state,
      spec: state.spec && { ...state.spec, request: { ...state.spec.request, dataset_ids: [''] } },
    })),
    context: { ...sampleContext(), issueNumber: 7, ...changes },
    diagnostics: [],
    nowMs: 9,
  })
  const CANCELLED = { ...TRAINING, outcome: 'cancelled' } as const

  it.each<[string, readonly JobState[], readonly JobState[]]>([
    ['a request that waits beside a job', [TRAINING, WAITING], [CANCELLED, WAITING]],
    ['the only request', [TRAINING], [CANCELLED]],
  ])('shows the plan and %s', (_, before, after) => {
    const { shown, approvable } = restore(before)
    const continued = continueShownReport(known(after), shown)
    expect(renderComment(continued).approvable).toEqual(approvable)
    expect(continued).toMatchObject({ nowMs: 9, plan: { policy: {} } })
    expect(continued.states[0]?.outcome).toBe('cancelled')
    expect(hidesWaiting(continued, shown)).toBe(false)
  })

  it.each<[string, Partial<ReportModel['context']>]>([
    ['of another run', { runId: '1' }],
    ['of another attempt', { runAttempt: '9' }],
    ['without a number', { issueNumber: undefined }],
  ])('takes nothing from a text %s', (_, changes) => {
    const model = known([CANCELLED, WAITING], changes)
    expect(continueShownReport(model, restore([TRAINING, WAITING]).shown)).toBe(model)
  })

  it('takes nothing from a final text', () => {
    const model = known([CANCELLED, WAITING])
    const { text } = restore([TRAINING, WAITING])
    expect(continueShownReport(model, { text, record: EMPTY_RECORD })).toBe(model)
  })
})

describe('a text', () => {
  const recordOf = (digests: readonly string[]) => {
    const display = { digests, hidden: [], isPartial: false, commit: 'c' }
    return showPlan(EMPTY_RECORD, display, { key: 'k', text: 't', nowMs: 1 })
  }
  const { saved, restored, text, approvable } = restore([TRAINING, WAITING])

  it('that shows all that waits hides nothing', () => {
    expect(hidesWaiting(restored, { text, record: recordOf(approvable) })).toBe(false)
  })

  it.each<[string, ReportModel]>([
    ['its request', saved],
    ['its spec', { ...saved, states: [sampleState({ label: 'a.yml' })] }],
  ])('without %s hides what waits', (_, model) => {
    expect(hidesWaiting(model, { text, record: recordOf(approvable) })).toBe(true)
  })

  it.each<[string, string, readonly string[]]>([
    ['was not shown before', text, []],
    ['does not wait', text.replace(/^.*\n/, ''), approvable],
  ])('may hide what %s', (_, current, shown) => {
    expect(hidesWaiting(saved, { text: current, record: recordOf(shown) })).toBe(false)
  })
})
