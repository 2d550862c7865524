import { describe, expect, it } from '@jest/globals'
import { OUTCOMES, type Outcome } from '../../src/jobs/job-status.ts'
import type { Note } from '../../src/jobs/note.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import { renderComment, renderSummary } from '../../src/report/render.ts'
import type { ReportModel } from '../../src/report/report-model.ts'
import type { TrainingJob } from '../../src/jobs/api.ts'
import type { StopReason } from '../../src/state/record.ts'
import type { SpecDiff } from '../../src/job-spec/spec-diff.ts'
import type { RunContext } from '../../src/report/run-context.ts'
import { displayState, ICONS } from '../../src/report/display-state.ts'
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

const ASKED_TO_STOP: readonly Note[] = [{ code: 'timed-out-asked-to-stop', status: 'RUNNING' }]

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
    expect(heading({ ...PROBLEM, level: 'warning' })).toBe('### ✅ Forge training · nothing to report')
    expect(heading(PROBLEM, { ...PROBLEM, level: 'warning' })).toBe(
      '### ❌ Forge training · 1 problem, nothing was submitted',
    )
  })
})

describe('the summary of a step that detached from jobs', () => {
  const detached = (label: string) => sampleState({ label, job: sampleJob(), outcome: 'submitted' })
  const page = (states: readonly JobState[], issueNumber: number | undefined) => {
    const { issueNumber: _, ...context } = sampleContext()
    return renderSummary(reportOf(states, { context: { ...context, ...(issueNumber && { issueNumber }) } }))
  }

  it('says who looks next if they are recorded in a comment', () => {
    expect(page([detached('a.yml')], 7)).toContain(
      'A scheduled workflow with `command: sync` updates the comment when it ends. Without one, re-run this workflow to follow the job.',
    )
    expect(page([detached('a.yml'), detached('b.yml')], 7)).toMatch(
      /updates the comment when they end.*follow the jobs\./,
    )
  })

  it('says that nothing has a record of them', () => {
    expect(page([detached('a.yml')], undefined)).toContain('No pull request or issue has a record of it.')
    expect(page([detached('a.yml'), detached('b.yml')], undefined)).toContain('has a record of them.')
    const ended = sampleState({ job: sampleJob({ status: 'FAILED' }), outcome: 'failed' })
    expect(page([ended], undefined)).not.toContain('has a record')
  })

  it('is the only place that says how later steps read the model', () => {
    const trained = sampleState({ outcome: 'succeeded', job: sampleJob({ status: 'SUCCESS', outputModel: 'ft:x' }) })
    expect(page([trained], 7)).toContain('`${{ steps.<id>.outputs.output-model }}`')
    expect(page([trained, detached('b.yml')], 7)).toContain('`${{ steps.<id>.outputs.jobs }}`, JSON')
    expect(renderComment(reportOf([trained])).body).not.toContain('steps.')
    expect(page([detached('a.yml')], 7)).not.toContain('steps.')
  }) // prettier-ignore
})

describe('the request', () => {
  const longRequest = { ...sampleSpec().request, model_config: { base_model: 'x'.repeat(3_000) } }
  const long = sampleState({ spec: sampleSpec({ request: longRequest }) })
  const fence = '```json\n{'

  it('is in the comment if it is short, and always in the summary', () => {
    expect(renderComment(reportOf([sampleState()])).body).toContain(fence)
    expect(renderComment(reportOf([long])).body).not.toContain(fence)
    expect(renderSummary(reportOf([long]))).toContain(fence)
    expect(renderSummary(reportOf([long, sampleState()])).split(fence)).toHaveLength(3)
  })

  it('is not shown if only a part of it was saved', () => {
    expect(renderComment(reportOf([sampleState()], { lacksRequests: true })).body).not.toContain(fence)
    const request = { ...sampleSpec().request, dataset_ids: [''] }
    expect(renderSummary(reportOf([sampleState({ spec: sampleSpec({ request }) })]))).not.toContain(fence)
  })
})

describe('the facts about a job', () => {
  const body = (changes: Partial<JobState>) => renderComment(reportOf([sampleState(changes)])).body
  const { spec: _, ...specless } = sampleState()
  const specState = sampleState({ outcome: 'valid', job: sampleJob() })

  it('include how to resume only for an unfinished job', () => {
    const resume = 'To resume: `command: wait` with `job-id: '
    expect(body({ outcome: 'timed-out', job: sampleJob() })).toContain(resume)
    expect(body({ outcome: 'cancelled', job: sampleJob() })).not.toContain(resume)
    expect(body({ outcome: 'unknown', isNotFound: true, job: sampleJob() })).not.toContain(resume)
    expect(body({ outcome: 'failed', job: sampleJob({ status: 'FAILED' }) })).not.toContain(resume)
    expect(body({ job: sampleJob() })).toContain(resume)
  })

  it('include the reason only for a failed job', () => {
    const reason = 'no rows'
    expect(body({ outcome: 'failed', job: sampleJob({ status: 'FAILED', reason }) })).toContain('> no rows')
    expect(body({ outcome: 'cancelled', job: sampleJob({ status: 'CANCELLED', reason }) })).not.toContain(
      reason,
    )
  })

  it('include size and learning rate, as far as they are known', () => {
    const line = (hyperparameters: object) =>
      renderComment(reportOf([{ ...specless, outcome: 'submitted', job: sampleJob({ hyperparameters }) }]))
        .body
    expect(line({ training_steps: 1000, batch_size: 8, learning_rate: 1e-5 })).toContain(
      'Supervised fine-tuning · 8,000 examples · learning rate `1e-5` · job `',
    )
    expect(line({ training_steps: 1000 })).toContain('Supervised fine-tuning · 1,000 steps · job `')
    expect(line({ learning_rate: 'x' })).toContain('Supervised fine-tuning · job `')
  })

  it('leave size and price to a table of changes', () => {
    const plan = {
      violations: [],
      specs: new Map([
        [specState.label, { examples: 8_000, price: { amount: 96, currency: 'EUR' }, violations: [] }],
      ]),
    }
    const diffs = (diff: SpecDiff) => ({
      specDiffs: { base: 'main', diffs: new Map([[specState.label, diff]]) },
    })
    const fact = '8,000 examples · learning rate `1e-5` · 96 EUR by your rates'
    expect(renderComment(reportOf([specState], { plan, ...diffs({ kind: 'new' }) })).body).toContain(fact)
    const changed = renderComment(
      reportOf([specState], { plan, ...diffs({ kind: 'changed', fields: [{ field: 'x', after: '1' }] }) }),
    ).body
    expect(changed).not.toContain(fact)
    expect(changed).toContain('| price, by your rates |  | **96 EUR** |')
  })

  it('truncate a long reason in a table, on one line', () => {
    const failed = (reason: string) =>
      renderComment(reportOf([sampleState({ outcome: 'failed', job: sampleJob({ status: 'FAILED', reason }) }), sampleState({ label: 'b.yml' })])).body
    expect(failed(' no\n  rows ')).toContain('| no rows |')
    expect(failed('x'.repeat(100))).toContain(`| ${'x'.repeat(100)} |`)
    expect(failed('x'.repeat(101))).toContain(`| ${'x'.repeat(100)}… |`)
  }) // prettier-ignore
})

describe('displayState', () => {
  const TIME = { nowMs: NOW_MS }

  it.each(OUTCOMES)('returns an icon, a headline and a label for %s', (outcome: Outcome) => {
    for (const job of [undefined, sampleJob(), sampleJob({ status: 'SUCCESS' })]) {
      const shown = displayState(sampleState({ outcome, job }), TIME)
      expect(Object.values(ICONS)).toContain(shown.icon)
      expect(shown.headline).toMatch(/^[a-z].*[^.]$/)
      expect(shown.shortLabel.length).toBeGreaterThan(3)
      if (outcome !== 'succeeded' && outcome !== 'valid') expect(shown.icon).not.toBe('✅')
    }
  })

  it.each<[string | undefined, string]>([
    ['QUEUED', 'queued for 42 min'],
    ['VALIDATING', 'being validated'],
    ['VALIDATED', 'validated, not started'],
    ['RUNNING', 'training for 42 min'],
    ['CANCELLATION_REQUESTED', 'being cancelled'],
    ['SUCCESS', 'trained, waiting for the model name'],
    ['FAILED', 'failed'],
    ['CANCELLED', 'cancelled'],
    ['X', 'in a state unknown to this action'],
    ['', 'in a state unknown to this action'],
    [undefined, 'submitted'],
  ])('shows an unfinished job with the status %j as active', (status, headline) => {
    const state = sampleState({ job: sampleJob({ status }), provenance: 'submitted', timeline: statusChanges([0, status ?? '']) })
    expect(displayState(state, TIME)).toMatchObject({ icon: '⏳', headline })
  }) // prettier-ignore

  const { spec: _, ...specless } = sampleState()
  const ended = (status: string, changes: Partial<TrainingJob> = {}) =>
    sampleJob({ status, createdAt: 1_000, modifiedAt: 1_033, ...changes })
  const running = (changes: Partial<JobState> = {}) => sampleState({ job: sampleJob(), timeline, ...changes })

  it('shows a time that moves only while somebody updates it', () => {
    const headline = (state: JobState, more: object = {}) =>
      displayState(state, { ...TIME, ...more }).headline
    expect(headline(running())).toBe('training for 41 min')
    expect(headline(running(), { nowMs: TEST_START_MS + 100_000 })).toBe('training')
    expect(headline(running({ outcome: 'running' }))).toBe('training since 14:03 UTC')
    expect(headline(running(), { lastSync: {} })).toBe('training since 14:03 UTC')
    expect(headline(running({ outcome: 'running' }), { nowMs: NOW_MS + 86_400_000 })).toBe(
      'training since 2026-11-22 14:03 UTC',
    )
    expect(headline(running({ outcome: 'running', timeline: timeline.slice(2) }))).toBe('training')
  })

  it.each<[string, Partial<JobState>, string]>([
    ['not read yet', { spec: undefined }, 'not read yet'],
    ['not submitted yet', {}, 'being submitted'],
    ['queued, with a model already', { job: sampleJob({ status: 'QUEUED', outputModel: 'ft:x' }) }, 'queued'],
    ['succeeded, with a model', { job: sampleJob({ status: 'SUCCESS', outputModel: 'ft:x' }) }, 'trained'],
    ['not found', { outcome: 'unknown', job: sampleJob(), isNotFound: true }, 'no longer found by the service'],
    ['unknown', { outcome: 'unknown', job: sampleJob() }, 'lost track of the job, it may still be running'],
    ['unknown without a job', { outcome: 'unknown' }, 'submission status unknown'],
    ['timed out without a job', { outcome: 'timed-out' }, 'timed out before anything was submitted'],
    ['timed out with a job', { outcome: 'timed-out', job: sampleJob() }, 'timed out, the job continues'],
    ['timed out with a job that stops', { outcome: 'timed-out', job: sampleJob(), notes: ASKED_TO_STOP }, 'timed out, the job was asked to stop'],
    ['timed out with a job that has stopped', { outcome: 'timed-out', job: ended('CANCELLED'), notes: ASKED_TO_STOP }, 'timed out'],
    ['timed out with a finished job', { outcome: 'timed-out', job: ended('SUCCESS') }, 'timed out'],
    ['failed', { outcome: 'failed', job: ended('FAILED') }, 'failed after 33 s'],
    ['failed at once', { outcome: 'failed', job: sampleJob({ status: 'FAILED' }) }, 'failed'],
    ['trained without a model', { outcome: 'failed', job: ended('SUCCESS') }, 'ended without a model'],
    ['cancelled', { outcome: 'cancelled', job: ended('CANCELLED') }, 'cancelled after 33 s'],
    ['cancelled elsewhere', { outcome: 'cancelled', job: ended('CANCELLED'), notes: [{ code: 'cancelled-elsewhere' }] }, 'cancelled elsewhere after 33 s'],
    ['cancellation requested', { outcome: 'cancelled', job: sampleJob() }, 'cancellation requested, not confirmed'],
    ['cancelled without a job', { outcome: 'cancelled' }, 'cancelled before anything was submitted'],
    ['superseded', { outcome: 'superseded', job: sampleJob() }, 'replaced by a newer run'],
    ['superseded without a job', { outcome: 'superseded' }, 'replaced by a newer run, nothing was submitted'],
    ['submitted', { outcome: 'submitted', job: sampleJob({ status: 'QUEUED' }) }, 'submitted, not waited for'],
    ['submitted and started', { outcome: 'submitted', job: sampleJob(), timeline }, 'training since 14:03 UTC, not waited for'],
    ['trained', { outcome: 'succeeded', job: ended('SUCCESS') }, 'trained in 33 s'],
    ['trained before', { outcome: 'succeeded', job: ended('SUCCESS'), notes: [{ code: 'already-trained', isSameRun: false }] }, 'already trained'],
    ['trained in less than a second', { outcome: 'succeeded', job: ended('SUCCESS', { modifiedAt: 1_000 }) }, 'trained'],
    ['refused', { outcome: 'refused' }, 'refused, nothing was submitted'],
    ['valid', { outcome: 'valid' }, 'valid, nothing was trained'],
    ['valid in a fork', { outcome: 'valid', notes: [{ code: 'nothing-submitted', because: 'fork' }] }, 'only checked, nothing was trained'],
    ['valid on a closed pull request', { outcome: 'valid', notes: [{ code: 'pull-request-closed', isMerged: true }] }, 'nothing was trained, the pull request is closed'],
    ['valid on a deleted branch', { outcome: 'valid', notes: [{ code: 'ref-deleted', ref: 'x' }] }, 'nothing to train'],
  ])('has the right headline: %s', (_name, state, headline) => {
    expect(displayState({ ...sampleState(), ...state }, TIME).headline).toBe(headline)
  }) // prettier-ignore

  it('has other headlines for a job without a spec', () => {
    const headline = (outcome: Outcome) => displayState({ ...specless, outcome }, TIME).headline
    expect(headline('timed-out')).toBe('timed out before the job could be read')
    expect(headline('refused')).toBe('refused by the service')
  })
})

describe('the heading of several states', () => {
  const heading = (...states: JobState[]) => renderComment(reportOf(states)).body.split('\n')[0]

  it('says that nothing was submitted only if that is true', () => {
    const invalid = sampleState({ outcome: 'invalid' })
    const refused = sampleState({ label: 'b.yml', outcome: 'refused' })
    const start = '### ❌ Forge training'
    expect(heading(invalid, refused)).toBe(`${start} · 2 specs · 1 not valid, 1 refused, nothing was submitted`)
    expect(heading(invalid, { ...refused, outcome: 'unknown' })).toBe(`${start} · 2 specs · 1 not valid, 1 unknown`)
    expect(heading(sampleState(), refused)).toBe(`${start} · 2 specs · 1 being submitted, 1 refused`)
    const cancelled = { ...refused, outcome: 'cancelled', job: sampleJob() } as const
    expect(heading(invalid, cancelled)).toBe(`${start} · 2 jobs · 1 not valid, 1 cancelled`)
  }) // prettier-ignore

  it('has the icon of the worst state', () => {
    const headingOf = (...outcomes: Outcome[]) =>
      heading(...outcomes.map((outcome, n) => sampleState({ label: `${n}`, outcome })))
    expect(headingOf('succeeded', 'failed', 'unknown')).toMatch(/^### ❌/)
    expect(headingOf('succeeded', 'unknown', 'submitted')).toMatch(/^### ⚠️/)
    expect(headingOf('succeeded', 'submitted', 'cancelled')).toMatch(/^### ⏳/)
    expect(headingOf('succeeded', 'cancelled')).toMatch(/^### ⛔/)
    expect(headingOf('succeeded', 'succeeded')).toBe('### ✅ Forge training · 2 specs · 2 trained')
  })
})

describe('the icons', () => {
  it('are all different', () => {
    expect(new Set(Object.values(ICONS)).size).toBe(Object.keys(ICONS).length)
  })
})

describe('what to do next', () => {
  const CANCELLED = { outcome: 'cancelled', job: sampleJob({ status: 'CANCELLED' }) } as const
  const REOPEN = 'Reopen the pull request, then re-run this workflow to submit it again.'
  const syncNote = (because: StopReason): Note => ({
    code: 'sync-cancelled-job',
    jobId: 'x',
    number: 7,
    because,
    isConfirmed: true,
  })
  const next = (changes: Partial<JobState>, more: Partial<ReportModel> = {}) =>
    /\*\*Next:\*\* (.*)/.exec(renderComment(reportOf([{ ...sampleState(), ...changes }], more)).body)?.[1]
  const job = sampleJob()

  it.each<[string, Partial<JobState>, string | undefined]>([
    ['a failed job', { outcome: 'failed', job: sampleJob({ status: 'FAILED' }) }, 'Fix the spec or the dataset and push, or re-run this workflow: a failed job is submitted anew.'],
    ['a job without a model', { outcome: 'failed', job: sampleJob({ status: 'SUCCESS' }) }, 'To train again, set `reuse: false`. A re-run follows this job, and looks for its model again.'],
    ['a job that timed out', { outcome: 'timed-out', job }, 'Re-run this workflow. It follows this job and does not submit another one.'],
    ['a job that timed out and stops', { outcome: 'timed-out', job, notes: ASKED_TO_STOP }, `Check with \`command: status\` and \`job-id: ${job.id}\` that it has stopped.`],
    ['a job that timed out and stops, without a spec', { outcome: 'timed-out', job, notes: ASKED_TO_STOP, spec: undefined }, `Check with \`command: status\` and \`job-id: ${job.id}\` that it has stopped.`],
    ['a job without a spec that timed out', { outcome: 'timed-out', job, spec: undefined }, `Follow it with \`command: wait\` and \`job-id: ${job.id}\`.`],
    ['a spec that timed out', { outcome: 'timed-out' }, 'Re-run this workflow.'],
    ['a cancelled job', { outcome: 'cancelled', job: sampleJob({ status: 'CANCELLED' }) }, 'Re-run this workflow to submit it again.'],
    ['a job cancelled on a closed pull request', { ...CANCELLED, notes: [{ code: 'cancelled-after-closing' }] }, REOPEN],
    ['a job cancelled because the pull request was closed', { ...CANCELLED, notes: [{ code: 'closed-after-submission' }] }, REOPEN],
    ['a job cancelled by a sync on a closed pull request', { ...CANCELLED, notes: [syncNote('pull-request-closed')] }, REOPEN],
    ['a job cancelled by a sync with its run', { ...CANCELLED, notes: [syncNote('run-cancelled')] }, 'Re-run this workflow to submit it again.'],
    ['an unconfirmed cancellation', { outcome: 'cancelled', job }, `Check with \`command: status\` and \`job-id: ${job.id}\` that it has stopped.`],
    ['a job out of sight', { outcome: 'unknown', job }, `Look it up with \`command: status\` and \`job-id: ${job.id}\`.`],
    ['a job that does not exist', { outcome: 'unknown', job, isNotFound: true }, undefined],
    ['a refused spec', { outcome: 'refused', error: { kind: 'http', message: 'no' } }, 'Fix what the service names, and push or re-run this workflow.'],
    ['a hint', { outcome: 'refused', error: { kind: 'http', message: 'no', hint: 'Check `api-key`.' } }, 'Check `api-key`.'],
    ['an unresolved submission', { outcome: 'unknown', notes: [{ code: 'how-to-find-job' }] }, expect.stringMatching(/^To find out, run/) as unknown as string],
    ['a job that trains', { job }, undefined],
    ['a detached job', { outcome: 'submitted', job }, 'A scheduled workflow with `command: sync` updates this comment when it ends. Without one, re-run this workflow to follow the job.'],
  ])('is said for %s', (_name, changes, text) => {
    expect(next(changes)).toEqual(text)
  }) // prettier-ignore

  it('names the workflow that looked last', () => {
    const lastSync = { atMs: 0, logUrl: 'https://github.example/run/9' }
    expect(next({ outcome: 'running', job }, { lastSync })).toBe(
      '[The scheduled workflow](<https://github.example/run/9>) looks again and updates this comment when it ends.',
    )
  })

  it('does not count on a record that does not exist', () => {
    const { issueNumber: _, ...context } = sampleContext()
    expect(next({ outcome: 'timed-out', job }, { context })).toMatch(/^Follow it with/)
  })
})

describe('the footer', () => {
  const footer = (context: Partial<RunContext>, states = [sampleState()]) =>
    renderComment(reportOf(states, { context: sampleContext(context) }))
      .body.split('\n')
      .at(-1)

  it('links commit, run and help', () => {
    const helpUrl = 'https://github.example/acme/action/blob/v1/docs/troubleshooting.md'
    const { commit, logUrl } = sampleContext()
    expect(footer({ runNumber: '42', runAttempt: '2', helpUrl })).toBe(
      `<sub>digest \`3f9a12c4\` · commit [\`abc1234\`](<https://github.example/acme/bot/commit/${commit}>) · run [\\#\u200b42](<${logUrl}>), attempt 2 · updated 2026-11-22 14:44 UTC · [help](<${helpUrl}>)</sub>`,
    )
  })

  it('leaves out what is unknown or not the same for all', () => {
    expect(footer({}, [sampleState(), sampleState({ label: 'b.yml' })])).toMatch(
      /^<sub>commit .* · run \[8123\].* · updated [^·]* UTC<\/sub>$/,
    )
  })
})
