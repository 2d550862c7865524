import { describe, expect, it } from '@jest/globals'
import { OUTCOMES, type Outcome } from '../../src/job/outcome.ts'
import type { Training } from '../../src/job/training.ts'
import { comment, summary } from '../../src/report/document.ts'
import type { Story } from '../../src/report/story.ts'
import { shown } from '../../src/report/state.ts'
import type { Problem } from '../../src/spec/spec.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { sampleContext, sampleJob, sampleSpec, sampleTraining, sightings } from '../fakes/samples.ts'

const NOW_MS = TEST_START_MS + 42 * 60_000

function story(trainings: readonly Training[], more: Partial<Story> = {}): Story {
  return { trainings, problems: [], context: sampleContext(), nowMs: NOW_MS, ...more }
}

const timeline = sightings([0, 'QUEUED'], [33, 'VALIDATING'], [51, 'RUNNING'])

const PROBLEM: Problem = {
  level: 'error',
  place: { file: 'training/support-bot.yml', line: 4, column: 3 },
  message: '`learning_rte` is not a field. Did you mean `learning_rate`?',
}

const INVALID: Training = { label: 'training/support-bot.yml', outcome: 'invalid', timeline: [], notes: [] }

describe('the comment', () => {
  it('of hundreds of problems is cut between its blocks, below the limit of GitHub', () => {
    const problems = Array.from({ length: 2_000 }, (_, n): Problem => ({
      ...PROBLEM,
      message: `problem ${n}`,
    }))
    const text = comment(story([INVALID], { problems })).body
    expect(text.length).toBeLessThan(48_100)
    expect(text.length).toBeGreaterThan(40_000)
    const last = text.split('\n\n')
    expect(last.at(-1)).toMatch(/^_The rest is too long/)
    expect(last.at(-2)?.split('\n').at(-1)).toMatch(/^\| .* \|$/)
  })
})

describe('the summary', () => {
  it('stays below the limit of GitHub, which counts bytes', () => {
    const request = { ...sampleSpec().request, model_config: { base_model: '語'.repeat(500) } }
    const trainings = Array.from({ length: 1_000 }, (_, n) =>
      sampleTraining({ label: `${n}.yml`, spec: sampleSpec({ request }), job: sampleJob(), timeline }),
    )
    expect(Buffer.byteLength(summary(story(trainings)))).toBeLessThan(1_048_576)
  })
})

describe('how a training is shown', () => {
  it.each(OUTCOMES)('%s has a sign, a sentence and a word', (outcome: Outcome) => {
    for (const job of [undefined, sampleJob(), sampleJob({ status: 'SUCCESS' })]) {
      const { icon, headline, brief } = shown(sampleTraining({ outcome, ...(job && { job }) }), NOW_MS)
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
  ])('an open job that is %j is not green', (status) => {
    expect(shown(sampleTraining({ job: sampleJob({ status }) }), NOW_MS)).toMatchObject({
      icon: '🟡',
      headline: expect.stringMatching(/^The job is \w+/),
    })
  })

  const { spec: _, ...specless } = sampleTraining()
  const ran = (status: string) => sampleJob({ status, createdAt: 1_000, modifiedAt: 1_033 })

  it.each<[string, Partial<Training>, string]>([
    ['going, with a model already', { job: sampleJob({ status: 'X', outputModel: 'ft:x' }) }, 'The job is trained'],
    ['going, without a model yet', { job: sampleJob({ status: 'SUCCESS' }) }, 'The job is trained, waiting for the name of the model'],
    ['lost', { outcome: 'unknown', job: sampleJob(), isGone: true }, 'The service has lost the job'],
    ['out of sight', { outcome: 'unknown', job: sampleJob() }, 'The job is out of sight, and may still be running'],
    ['in the dark', { outcome: 'unknown' }, 'Nobody knows whether the job was submitted'],
    ['out of time without a job', { outcome: 'timed-out' }, 'This step ran out of time, nothing was submitted'],
    ['out of time with a job', { outcome: 'timed-out', job: sampleJob() }, 'This step ran out of time, the job goes on without it'],
    ['out of time with a job that has ended', { outcome: 'timed-out', job: ran('SUCCESS') }, 'This step ran out of time'],
    ['failed', { outcome: 'failed', job: ran('FAILED') }, 'The job failed after 33 s'],
    ['failed at once', { outcome: 'failed', job: sampleJob({ status: 'FAILED' }) }, 'The job failed'],
    ['trained without a model', { outcome: 'failed', job: ran('SUCCESS') }, 'The job ended without a model'],
    ['cancelled', { outcome: 'cancelled', job: ran('CANCELLED') }, 'The job was cancelled after 33 s'],
    ['asked to stop', { outcome: 'cancelled', job: sampleJob() }, 'The job was asked to stop'],
    ['cancelled before there was one', { outcome: 'cancelled' }, 'Cancelled, nothing was submitted'],
    ['trained', { outcome: 'succeeded', job: ran('SUCCESS') }, 'The model is trained, in 33 s'],
    ['seen for a moment', { outcome: 'succeeded', timeline: sightings([0, 'RUNNING'], [0.999, 'SUCCESS']) }, 'The model is trained'],
    ['seen for a second', { outcome: 'succeeded', timeline: sightings([0, 'RUNNING'], [1, 'SUCCESS']) }, 'The model is trained, in 1 s'],
    ['refused', { outcome: 'refused' }, 'Refused, nothing was submitted'],
  ])('%s: it says so', (_name, training, headline) => {
    expect(shown(sampleTraining(training), NOW_MS).headline).toBe(headline)
  }) // prettier-ignore

  it('a job that has no spec was not to be submitted', () => {
    expect(shown({ ...specless, outcome: 'timed-out' }, NOW_MS).headline).toBe(
      'This step ran out of time, the job goes on without it',
    )
    expect(shown({ ...specless, outcome: 'refused' }, NOW_MS).headline).toBe('The service refused')
  })

  it('the icon of several is that of the worst', () => {
    const of = (...outcomes: Outcome[]) =>
      comment(story(outcomes.map((outcome, n) => sampleTraining({ label: `${n}`, outcome })))).body
    expect(of('succeeded', 'failed', 'submitted')).toMatch(/^### 🔴/)
    expect(of('succeeded', 'submitted', 'cancelled')).toMatch(/^### 🟡/)
    expect(of('succeeded', 'cancelled')).toMatch(/^### ⚪/)
    expect(of('succeeded', 'succeeded')).toMatch(/^### 🟢 2 specs: 2 trained/)
  })
})
