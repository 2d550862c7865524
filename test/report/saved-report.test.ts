import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { OUTCOMES } from '../../src/jobs/job-status.ts'
import type { Training } from '../../src/jobs/job-state.ts'
import type { Memo } from '../../src/state/record.ts'
import { comment } from '../../src/report/render.ts'
import { isUnfinished, memoOf, storyOf } from '../../src/report/saved-report.ts'
import type { Story } from '../../src/report/report-model.ts'
import { sampleContext, sampleJob, sampleSpec, sampleTraining } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 12 })
const anyTraining: fc.Arbitrary<Training> = fc
  .record({
    n: fc.nat(9),
    status: fc.option(fc.oneof(anyText, fc.constantFrom('RUNNING', 'SUCCESS', 'FAILED')), { nil: undefined }),
    outcome: fc.option(fc.constantFrom(...OUTCOMES), { nil: undefined }),
    model: fc.option(anyText, { nil: undefined }),
    notes: fc.array(anyText, { maxLength: 2 }),
    times: fc.array(fc.nat(1e9), { maxLength: 3 }),
    hasJob: fc.boolean(),
  })
  .map(({ n, status, outcome, model, notes, times, hasJob }) => ({
    ...sampleTraining({ spec: sampleSpec({ label: `${n}.yml` }), notes }),
    timeline: times.map((atMs) => ({ status: status ?? '', atMs })),
    ...(outcome === undefined ? {} : { outcome }),
    ...(hasJob
      ? {
          job: {
            ...sampleJob({ id: jobId(n) }),
            ...(status === undefined ? {} : { status }),
            ...(model === undefined ? {} : { outputModel: model }),
          },
        }
      : {}),
  }))

const anyChange = fc.constantFrom(
  { kind: 'new' as const },
  { kind: 'not-comparable' as const, reason: 'it is no file there' },
)

const anyStory: fc.Arbitrary<Story> = fc
  .record({
    trainings: fc.array(anyTraining, { minLength: 1, maxLength: 3 }),
    actor: anyText,
    nowMs: fc.nat(1e12),
    changes: fc.option(fc.array(fc.tuple(fc.nat(9), anyChange), { maxLength: 3 }), { nil: undefined }),
  })
  .map(({ trainings, actor, nowMs, changes }) => ({
    trainings,
    problems: [],
    context: sampleContext({ actor }),
    nowMs,
    ...(changes === undefined
      ? {}
      : {
          comparison: { base: 'main', changes: new Map(changes.map(([n, change]) => [`${n}.yml`, change])) },
        }),
  }))

const throughJson = (memo: Memo): Memo => JSON.parse(JSON.stringify(memo)) as Memo

describe('any story that is not at its end', () => {
  it('is told with the same words after it was written down', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const memo = memoOf(story)
        expect(memo !== undefined).toBe(story.trainings.some(isUnfinished))
        if (memo === undefined) return
        const read = storyOf(throughJson(memo))
        expect(read && comment(read)).toEqual(comment(story))
      }),
      { numRuns: 100, seed: 20_261_122 },
    )
  })
})

describe('a training is not at its end', () => {
  const job = sampleJob()
  it.each<[string, boolean, Partial<Training>]>([
    ['before its spec is submitted', true, {}],
    ['not where nobody knows whether it was', false, { outcome: 'unknown' }],
    ['while its job runs', true, { job }],
    ['though its step has let go', true, { job, outcome: 'timed-out' }],
    ['while the service has lost sight of it', true, { job, outcome: 'unknown' }],
    ['not when the service does not know its job any more', false, { job, outcome: 'unknown', isGone: true }],
    ['before its step has said so', true, { job: sampleJob({ status: 'FAILED' }) }],
    ['not after that', false, { job: sampleJob({ status: 'FAILED' }), outcome: 'failed' }],
    ['while its model has no name', true, { job: sampleJob({ status: 'SUCCESS' }), outcome: 'submitted' }],
    ['not when that is not waited for any more', false, { job: sampleJob({ status: 'SUCCESS' }), outcome: 'failed' }],
  ])('%s', (_, expected, changes) => {
    expect(isUnfinished(sampleTraining(changes))).toBe(expected)
  }) // prettier-ignore

  it('where it has neither spec nor job only by what it came to', () => {
    expect(isUnfinished({ label: 'x', timeline: [], notes: [] })).toBe(false)
  })
})

describe('a memo of another form', () => {
  it.each([undefined, null, 7, [], {}, { form: 2 }])('is none that can be read: %p', (story) => {
    expect(storyOf({ atMs: 1, story })).toBeUndefined()
  })
})
