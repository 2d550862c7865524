import { describe, expect, it } from '@jest/globals'
import { OUTCOMES, type Outcome } from '../../src/jobs/job-status.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { renderComment, renderSummary } from '../../src/report/render.ts'
import type { ReportModel } from '../../src/report/report-model.ts'
import { displayState } from '../../src/report/display-state.ts'
import type { Diagnostic } from '../../src/job-spec/types.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { sampleContext, sampleJob, sampleSpec, sampleState, statusChanges } from '../fakes/samples.ts'

const NOW_MS = TEST_START_MS + 42 * 60_000

function reportOf(states: readonly JobState[], more: Partial<ReportModel> = {}): ReportModel {
  return { states, diagnostics: [], context: sampleContext(), nowMs: NOW_MS, ...more }
}

const timeline = statusChanges([0, 'QUEUED'], [33, 'VALIDATING'], [51, 'RUNNING'])

const PROBLEM: Diagnostic = {
  level: 'error',
  location: { file: 'training/support-bot.yml', line: 4, column: 3 },
  message: '`learning_rte` is not a field. Did you mean `learning_rate`?',
}

const INVALID: JobState = { label: 'training/support-bot.yml', outcome: 'invalid', timeline: [], notes: [] }

describe('renderComment', () => {
  it('truncates hundreds of problems between blocks, below the limit of GitHub', () => {
    const diagnostics = Array.from({ length: 2_000 }, (_, n): Diagnostic => ({
      ...PROBLEM,
      message: `problem ${n}`,
    }))
    const text = renderComment(reportOf([INVALID], { diagnostics })).body
    expect(text.length).toBeLessThan(48_100)
    expect(text.length).toBeGreaterThan(40_000)
    const last = text.split('\n\n')
    expect(last.at(-1)).toMatch(/^_The rest is too long/)
    expect(last.at(-2)?.split('\n').at(-1)).toMatch(/^\| .* \|$/)
  })
})

describe('renderSummary', () => {
  it('stays below the limit of GitHub, which counts bytes', () => {
    const request = { ...sampleSpec().request, model_config: { base_model: '語'.repeat(500) } }
    const states = Array.from({ length: 1_000 }, (_, n) =>
      sampleState({ label: `${n}.yml`, spec: sampleSpec({ request }), job: sampleJob(), timeline }),
    )
    expect(Buffer.byteLength(renderSummary(reportOf(states)))).toBeLessThan(1_048_576)
  })
})

describe('the kind of a comment', () => {
  const valid = sampleState({ outcome: 'valid' })
  const warning: Diagnostic = { ...PROBLEM, level: 'warning' }

  it.each<[string, readonly JobState[], readonly Diagnostic[], string]>([
    ['all specs are valid', [valid], [], 'valid'],
    ['there is a warning', [valid], [warning], 'valid'],
    ['a spec is not valid', [INVALID, valid], [warning, PROBLEM], 'problems'],
    ['no spec could be read', [INVALID], [PROBLEM], 'problems'],
    ['no file was found', [], [PROBLEM], 'problems'],
    ['a valid spec has a note', [{ ...valid, notes: [{ code: 'job-lost' }] }, INVALID], [PROBLEM], 'report'],
    ['one state has a job', [valid, sampleState({ job: sampleJob() })], [], 'report'],
    ['one state was refused', [INVALID, sampleState({ outcome: 'refused' })], [PROBLEM], 'report'],
    ['an invalid spec has a note', [{ ...INVALID, notes: [{ code: 'job-lost' }] }], [PROBLEM], 'problems'],
  ])('is right if %s', (_name, states, diagnostics, kind) => {
    expect(renderComment(reportOf(states, { diagnostics })).kind).toBe(kind)
  }) // prettier-ignore

  it('comes with a saved report only while a job is unfinished', () => {
    expect(renderComment(reportOf([valid])).savedReport).toBeUndefined()
    expect(renderComment(reportOf([sampleState({ job: sampleJob() })]))).toHaveProperty('savedReport')
  })
})

describe('the heading of a report without specs', () => {
  const heading = (...diagnostics: Diagnostic[]) =>
    renderComment(reportOf([], { diagnostics })).body.split('\n')[0]

  it('counts the errors', () => {
    expect(heading({ ...PROBLEM, level: 'warning' })).toBe('### 🟢 Nothing to report')
    expect(heading(PROBLEM, { ...PROBLEM, level: 'warning' })).toBe('### 🔴 1 problem, nothing was submitted')
  })
})

describe('the summary of a step that detached from jobs', () => {
  const detached = (label: string) => sampleState({ label, job: sampleJob(), outcome: 'submitted' })
  const page = (states: readonly JobState[], issueNumber: number | undefined) => {
    const { issueNumber: _, ...context } = sampleContext()
    return renderSummary(reportOf(states, { context: { ...context, ...(issueNumber && { issueNumber }) } }))
  }

  it('says who checks them next if they are recorded in a comment', () => {
    expect(page([detached('a.yml')], 7)).toMatch(/checks it next and reports the result in the comment\./)
    expect(page([detached('a.yml'), detached('b.yml')], 7)).toMatch(
      /checks them next and reports the result in the comment\./,
    )
  })

  it('says that nothing has a record of them', () => {
    expect(page([detached('a.yml')], undefined)).toContain(
      'No pull request or issue has a record of it: resume by job id.',
    )
    expect(page([detached('a.yml'), detached('b.yml')], undefined)).toContain(
      'No pull request or issue has a record of them: resume',
    )
    const ended = sampleState({ job: sampleJob({ status: 'FAILED' }), outcome: 'failed' })
    expect(page([ended], undefined)).not.toContain('has a record')
  })
})

describe('the facts about a job', () => {
  const body = (changes: Partial<JobState>) => renderComment(reportOf([sampleState(changes)])).body
  const { spec: _, ...specless } = sampleState()

  it('include how to resume only for an unfinished detached job', () => {
    const resume = 'with <code>job-id: '
    expect(body({ outcome: 'timed-out', job: sampleJob() })).toContain(resume)
    expect(body({ outcome: 'cancelled', job: sampleJob() })).not.toContain(resume)
    expect(body({ outcome: 'unknown', isNotFound: true, job: sampleJob() })).not.toContain(resume)
    expect(body({ outcome: 'failed', job: sampleJob({ status: 'FAILED' }) })).not.toContain(resume)
    expect(body({ job: sampleJob() })).not.toContain(resume)
  })

  it('include the reason only for a failed job', () => {
    const reason = 'no rows'
    expect(body({ outcome: 'failed', job: sampleJob({ status: 'FAILED', reason }) })).toContain('> no rows')
    expect(body({ outcome: 'cancelled', job: sampleJob({ status: 'CANCELLED', reason }) })).not.toContain(
      reason,
    )
  })

  it('include at most eight settings, and only scalar values', () => {
    const hyperparameters = Object.fromEntries(Array.from({ length: 10 }, (_item, n) => [`h${n}`, n]))
    const settingsBody = (settings: object) =>
      renderComment(reportOf([{ ...specless, outcome: 'submitted', job: sampleJob({ hyperparameters: settings }) }])).body
    expect(settingsBody(hyperparameters)).toMatch(/h0&nbsp;<code>0<\/code>.*h7&nbsp;<code>7<\/code>, 2 more/)
    expect(settingsBody({ a: 1, training_steps: 5, b: null, c: { d: 1 } })).toContain('a&nbsp;<code>1</code></td>')
    expect(settingsBody({ training_steps: 5 })).not.toContain('Settings')
  }) // prettier-ignore

  it('truncate a long reason in a table, on one line', () => {
    const failed = (reason: string) =>
      renderComment(reportOf([sampleState({ outcome: 'failed', job: sampleJob({ status: 'FAILED', reason }) }), sampleState({ label: 'b.yml' })])).body
    expect(failed(' no\n  rows ')).toContain('| failed: no rows |')
    expect(failed('x'.repeat(100))).toContain(`failed: ${'x'.repeat(100)} |`)
    expect(failed('x'.repeat(101))).toContain(`failed: ${'x'.repeat(100)}… |`)
  }) // prettier-ignore
})

describe('displayState', () => {
  it.each(OUTCOMES)('returns an icon, a headline and a label for %s', (outcome: Outcome) => {
    for (const job of [undefined, sampleJob(), sampleJob({ status: 'SUCCESS' })]) {
      const {
        icon,
        headline,
        shortLabel: brief,
      } = displayState(sampleState({ outcome, ...(job && { job }) }), NOW_MS)
      expect(['🟢', '🟡', '🔴', '⚪']).toContain(icon)
      expect(headline).toMatch(/^[A-Z].*[^.]$/)
      expect(brief.length).toBeGreaterThan(3)
      if (outcome !== 'succeeded' && outcome !== 'valid') expect(icon).not.toBe('🟢')
    }
  })

  it.each([
    'QUEUED',
    'VALIDATING',
    'VALIDATED',
    'RUNNING',
    'CANCELLATION_REQUESTED',
    'SUCCESS',
    'FAILED',
    'CANCELLED',
    'X',
    '',
  ])('shows an unfinished job with the status %j as active', (status) => {
    expect(displayState(sampleState({ job: sampleJob({ status }) }), NOW_MS)).toMatchObject({
      icon: '🟡',
      headline: expect.stringMatching(/^The job is \w+/),
    })
  })

  const { spec: _, ...specless } = sampleState()
  const ran = (status: string) => sampleJob({ status, createdAt: 1_000, modifiedAt: 1_033 })

  it.each<[string, Partial<JobState>, string]>([
    ['queued, with a model already', { job: sampleJob({ status: 'QUEUED', outputModel: 'ft:x' }) }, 'The job is queued'],
    ['succeeded, with a model', { job: sampleJob({ status: 'SUCCESS', outputModel: 'ft:x' }) }, 'The job is trained'],
    ['succeeded, without a model yet', { job: sampleJob({ status: 'SUCCESS' }) }, 'The job is trained, waiting for the model name'],
    ['not found', { outcome: 'unknown', job: sampleJob(), isNotFound: true }, 'The service no longer finds the job'],
    ['unknown', { outcome: 'unknown', job: sampleJob() }, 'Lost track of the job, which may still be running'],
    ['unknown without a job', { outcome: 'unknown' }, 'Submission status unknown'],
    ['timed out without a job', { outcome: 'timed-out' }, 'Timed out, nothing was submitted'],
    ['timed out with a job', { outcome: 'timed-out', job: sampleJob() }, 'Timed out, but the job continues'],
    ['timed out with a finished job', { outcome: 'timed-out', job: ran('SUCCESS') }, 'Timed out'],
    ['failed', { outcome: 'failed', job: ran('FAILED') }, 'The job failed after 33 s'],
    ['failed at once', { outcome: 'failed', job: sampleJob({ status: 'FAILED' }) }, 'The job failed'],
    ['trained without a model', { outcome: 'failed', job: ran('SUCCESS') }, 'The job ended without a model'],
    ['cancelled', { outcome: 'cancelled', job: ran('CANCELLED') }, 'The job was cancelled after 33 s'],
    ['cancellation requested', { outcome: 'cancelled', job: sampleJob() }, 'Cancellation of the job was requested'],
    ['cancelled without a job', { outcome: 'cancelled' }, 'Cancelled, nothing was submitted'],
    ['trained', { outcome: 'succeeded', job: ran('SUCCESS') }, 'The model is trained (took 33 s)'],
    ['observed for less than a second', { outcome: 'succeeded', timeline: statusChanges([0, 'RUNNING'], [0.999, 'SUCCESS']) }, 'The model is trained'],
    ['observed for a second', { outcome: 'succeeded', timeline: statusChanges([0, 'RUNNING'], [1, 'SUCCESS']) }, 'The model is trained (took 1 s)'],
    ['refused', { outcome: 'refused' }, 'Refused, nothing was submitted'],
  ])('has the right headline: %s', (_name, state, headline) => {
    expect(displayState(sampleState(state), NOW_MS).headline).toBe(headline)
  }) // prettier-ignore

  it('has other headlines for a job without a spec', () => {
    expect(displayState({ ...specless, outcome: 'timed-out' }, NOW_MS).headline).toBe(
      'Timed out before the job could be read',
    )
    expect(displayState({ ...specless, outcome: 'refused' }, NOW_MS).headline).toBe('Refused by the service')
  })
})

describe('the heading of several states', () => {
  it('says that nothing was submitted only if that is true', () => {
    const heading = (...states: JobState[]) => renderComment(reportOf(states)).body.split('\n')[0]
    const invalid = sampleState({ outcome: 'invalid' })
    const refused = sampleState({ label: 'b.yml', outcome: 'refused' })
    expect(heading(invalid, refused)).toBe('### 🔴 2 specs: 1 not valid, 1 refused, nothing was submitted')
    expect(heading(invalid, { ...refused, outcome: 'unknown' })).toBe(
      '### 🔴 2 specs: 1 not valid, 1 unknown',
    )
    expect(heading(sampleState(), refused)).toBe('### 🔴 2 specs: 1 being submitted, 1 refused')
    const cancelled = { ...refused, outcome: 'cancelled', job: sampleJob() } as const
    expect(heading(invalid, cancelled)).toBe('### 🔴 2 jobs: 1 not valid, 1 cancelled')
  })

  it('has the icon of the worst state', () => {
    const settingsBody = (...outcomes: Outcome[]) =>
      renderComment(reportOf(outcomes.map((outcome, n) => sampleState({ label: `${n}`, outcome })))).body
    expect(settingsBody('succeeded', 'failed', 'submitted')).toMatch(/^### 🔴/)
    expect(settingsBody('succeeded', 'submitted', 'cancelled')).toMatch(/^### 🟡/)
    expect(settingsBody('succeeded', 'cancelled')).toMatch(/^### ⚪/)
    expect(settingsBody('succeeded', 'succeeded')).toMatch(/^### 🟢 2 specs: 2 trained/)
  })
})
