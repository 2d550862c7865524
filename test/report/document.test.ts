import { describe, expect, it } from '@jest/globals'
import { OUTCOMES, type Outcome } from '../../src/job/outcome.ts'
import type { Training } from '../../src/job/training.ts'
import { comment, summary } from '../../src/report/document.ts'
import type { Story } from '../../src/report/story.ts'
import { shown } from '../../src/report/state.ts'
import type { Problem } from '../../src/spec/spec.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import {
  JOB_ID,
  MODEL,
  sampleContext,
  sampleJob,
  sampleSpec,
  sampleTraining,
  sightings,
} from '../fakes/samples.ts'
import { answered, jobId } from '../fakes/training-api.ts'

const NOW_MS = TEST_START_MS + 42 * 60_000

function story(trainings: readonly Training[], more: Partial<Story> = {}): Story {
  return { trainings, problems: [], context: sampleContext(), nowMs: NOW_MS, ...more }
}

const timeline = sightings([0, 'QUEUED'], [33, 'VALIDATING'], [51, 'RUNNING'])

const SINGLE: Record<string, Training> = {
  'being submitted': sampleTraining(),
  'submitted, first words': sampleTraining({
    job: sampleJob({ status: 'QUEUED' }),
    timeline: sightings([2_519, 'QUEUED']),
  }),
  training: sampleTraining({ job: sampleJob(), timeline }),
  'in an unknown state': sampleTraining({
    job: sampleJob({ status: 'POLISHING' }),
    timeline: sightings([0, 'POLISHING']),
  }),
  'running, only asked for': {
    label: JOB_ID,
    outcome: 'running',
    job: sampleJob(),
    timeline: sightings([2_520, 'RUNNING']),
    notes: [],
  },
  succeeded: sampleTraining({
    outcome: 'succeeded',
    job: sampleJob({ status: 'SUCCESS', outputModel: MODEL, createdAt: 1_000, modifiedAt: 6_640 }),
    timeline: [...timeline, ...sightings([2_400, 'SUCCESS'])],
  }),
  'failed with a reason': sampleTraining({
    outcome: 'failed',
    job: sampleJob({ status: 'FAILED', reason: 'dataset 7c9e: 3 rows have no "messages" field' }),
    timeline: [...timeline, ...sightings([771, 'FAILED'])],
  }),
  'failed without a model': sampleTraining({
    outcome: 'failed',
    job: sampleJob({ status: 'SUCCESS' }),
    timeline: [...timeline, ...sightings([900, 'SUCCESS'])],
    notes: [
      'The service reports success, but named no output model within 2 minutes, so there is nothing to use or ship.',
    ],
  }),
  cancelled: sampleTraining({
    outcome: 'cancelled',
    job: sampleJob({ status: 'CANCELLED' }),
    timeline: [...timeline, ...sightings([120, 'CANCELLED'])],
  }),
  'timed out': sampleTraining({ outcome: 'timed-out', job: sampleJob(), timeline }),
  'timed out and ended': sampleTraining({
    outcome: 'timed-out',
    job: sampleJob({ status: 'CANCELLED' }),
    timeline,
    notes: ["The job was asked to stop; the service's last word is CANCELLED."],
  }),
  'submitted, not waited for': sampleTraining({
    outcome: 'submitted',
    job: sampleJob({ status: 'QUEUED' }),
    timeline: sightings([2_520, 'QUEUED']),
  }),
  refused: sampleTraining({
    outcome: 'refused',
    failure: answered(401, { words: 'Unauthorized', requestId: 'c1-7', hint: 'Check `api-key`.' }),
    notes: ['Nothing was submitted.'],
  }),
  'refused without words': sampleTraining({
    outcome: 'refused',
    failure: { kind: 'unsent', words: 'the connection was refused (ECONNREFUSED)' },
  }),
  'a job that is refused': {
    label: JOB_ID,
    outcome: 'refused',
    failure: answered(404),
    timeline: [],
    notes: [],
  },
  unknown: sampleTraining({
    outcome: 'unknown',
    failure: { kind: 'lost', words: 'the connection broke (ECONNRESET)' },
    notes: ['It is not known.'],
  }),
  'out of sight': sampleTraining({
    outcome: 'unknown',
    job: sampleJob(),
    timeline,
    failure: answered(404),
    notes: ['It may still be running.'],
  }),
  superseded: sampleTraining({ outcome: 'superseded' }),
  valid: sampleTraining({ outcome: 'valid' }),
}

const PROBLEMS: readonly Problem[] = [
  {
    level: 'advice',
    place: { file: 'training/support-bot.yml', line: 7 },
    message: 'warmup_steps 2000 is more than training_steps 1000',
  },
  {
    level: 'error',
    place: { file: 'training/support-bot.yml', line: 4, column: 3 },
    message: '`learning_rte` is not a field. Did you mean `learning_rate`?',
  },
  { level: 'error', place: { file: 'a|b.yml' }, message: 'There is no such file.' },
]

const INVALID: Training = { label: 'training/support-bot.yml', outcome: 'invalid', timeline: [], notes: [] }

const SEVERAL: readonly Training[] = [
  sampleTraining({
    label: 'a.yml',
    outcome: 'succeeded',
    job: sampleJob({ id: jobId(1), status: 'SUCCESS', outputModel: MODEL }),
    timeline: [...timeline, ...sightings([2_000, 'SUCCESS'])],
  }),
  sampleTraining({ label: 'b.yml#2', job: sampleJob({ id: jobId(2) }), timeline }),
  sampleTraining({
    label: 'c.yml',
    outcome: 'failed',
    job: sampleJob({ id: jobId(3), status: 'FAILED' }),
    timeline,
    notes: ['No reason.'],
  }),
  sampleTraining({ label: 'd.yml' }),
]

describe('the comment', () => {
  it.each(Object.entries(SINGLE))('of one training: %s', (_, training) => {
    expect(comment(story([training])).body).toMatchSnapshot()
  })

  it('of a spec that is not valid', () => {
    expect(comment(story([INVALID], { problems: PROBLEMS })).body).toMatchSnapshot()
  })

  it('of several trainings', () => {
    expect(comment(story(SEVERAL, { problems: PROBLEMS.slice(0, 1) })).body).toMatchSnapshot()
  })

  it('of jobs that no spec belongs to', () => {
    const listed = [1, 2].map((n): Training => {
      const job = sampleJob({
        id: jobId(n),
        createdAt: 1_760_000_000,
        modelConfig: { base_model: 'mistral-small-latest' },
      })
      return { label: job.id, job, outcome: 'running', timeline: sightings([0, 'RUNNING']), notes: [] }
    })
    expect(comment(story(listed)).body).toMatchSnapshot()
  })

  it('of no training at all', () => {
    expect(comment(story([], { problems: PROBLEMS })).body).toMatchSnapshot()
    expect(comment(story([])).body).toMatchSnapshot()
  })

  it('of a second attempt, with a page for the job', () => {
    const context = sampleContext({ runAttempt: '2', jobUrlTemplate: 'https://console.example/jobs/{id}' })
    expect(comment(story([SINGLE['training']!], { context })).body).toMatchSnapshot()
  })

  it('covers every outcome', () => {
    const covered = new Set([...Object.values(SINGLE), INVALID].map(({ outcome }) => outcome))
    expect(OUTCOMES.filter((outcome) => !covered.has(outcome))).toEqual([])
  })

  it('of hundreds of problems is cut between its blocks, below the limit of GitHub', () => {
    const problems = Array.from({ length: 2_000 }, (_, n): Problem => ({
      ...PROBLEMS[1]!,
      message: `problem ${n}`,
    }))
    const text = comment(story([INVALID], { problems })).body
    expect(text.length).toBeLessThan(60_000)
    expect(text.length).toBeGreaterThan(50_000)
    const last = text.split('\n\n')
    expect(last.at(-1)).toMatch(/^_The rest is too long/)
    expect(last.at(-2)?.split('\n').at(-1)).toMatch(/^\| error \| .* \|$/)
  })
})

describe('the summary', () => {
  it('is the comment with what was asked for', () => {
    expect(summary(story([SINGLE['succeeded']!]))).toMatchSnapshot()
  })

  it('names the specs where there are several', () => {
    expect(summary(story(SEVERAL.slice(0, 2)))).toMatchSnapshot()
  })

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

  it('the icon of several is that of the worst', () => {
    const of = (...outcomes: Outcome[]) =>
      comment(story(outcomes.map((outcome, n) => sampleTraining({ label: `${n}`, outcome })))).body
    expect(of('succeeded', 'failed', 'submitted')).toMatch(/^### 🔴/)
    expect(of('succeeded', 'submitted', 'cancelled')).toMatch(/^### 🟡/)
    expect(of('succeeded', 'cancelled')).toMatch(/^### ⚪/)
    expect(of('succeeded', 'succeeded')).toMatch(/^### 🟢 2 specs: 2 trained/)
  })
})
