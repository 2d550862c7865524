import { describe, expect, it } from '@jest/globals'
import { OUTCOMES, type Outcome } from '../../src/jobs/job-status.ts'
import type { Training } from '../../src/jobs/job-state.ts'
import { comment, summary } from '../../src/report/render.ts'
import type { Story } from '../../src/report/report-model.ts'
import { shown } from '../../src/report/display-state.ts'
import type { Problem } from '../../src/job-spec/types.ts'
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

describe('what kind of comment it is', () => {
  const valid = sampleTraining({ outcome: 'valid' })
  const advice: Problem = { ...PROBLEM, level: 'advice' }

  it.each<[string, readonly Training[], readonly Problem[], string]>([
    ['all is valid', [valid], [], 'all-clear'],
    ['there is advice', [valid], [advice], 'all-clear'],
    ['a spec is not valid', [INVALID, valid], [advice, PROBLEM], 'problems'],
    ['no spec could be read', [INVALID], [PROBLEM], 'problems'],
    ['no file was found', [], [PROBLEM], 'problems'],
    ['something was done about a valid spec', [{ ...valid, notes: ['Its job was cancelled.'] }, INVALID], [PROBLEM], 'story'],
    ['one of them has a job', [valid, sampleTraining({ job: sampleJob() })], [], 'story'],
    ['one of them was refused', [INVALID, sampleTraining({ outcome: 'refused' })], [PROBLEM], 'story'],
    ['an invalid one has a note', [{ ...INVALID, notes: ['x'] }], [PROBLEM], 'problems'],
  ])('where %s', (_name, trainings, problems, kind) => {
    expect(comment(story(trainings, { problems })).kind).toBe(kind)
  }) // prettier-ignore

  it('keeps what it was made from only while there is more to tell', () => {
    expect(comment(story([valid]))).not.toHaveProperty('memo')
    expect(comment(story([sampleTraining({ job: sampleJob() })]))).toHaveProperty('memo')
  })
})

describe('a step that found no spec', () => {
  const heading = (...problems: Problem[]) => comment(story([], { problems })).body.split('\n')[0]

  it('counts what is wrong', () => {
    expect(heading({ ...PROBLEM, level: 'advice' })).toBe('### 🟢 Nothing to report')
    expect(heading(PROBLEM, { ...PROBLEM, level: 'advice' })).toBe('### 🔴 1 problem, nothing was submitted')
  })
})

describe('the summary of a step that let jobs go', () => {
  const left = (label: string) => sampleTraining({ label, job: sampleJob(), outcome: 'submitted' })
  const page = (trainings: readonly Training[], issueNumber: number | undefined) => {
    const { issueNumber: _, ...context } = sampleContext()
    return summary(story(trainings, { context: { ...context, ...(issueNumber && { issueNumber }) } }))
  }

  it('says who looks next, where somebody remembers them', () => {
    expect(page([left('a.yml')], 7)).toMatch(/looks next, .* what becomes of it into the comment\./)
    expect(page([left('a.yml'), left('b.yml')], 7)).toMatch(/what becomes of them into the comment\./)
  })

  it('says so where nobody does', () => {
    expect(page([left('a.yml')], undefined)).toContain(
      'No pull request or issue remembers it: go on by job id.',
    )
    expect(page([left('a.yml'), left('b.yml')], undefined)).toContain(
      'No pull request or issue remembers them: go on',
    )
    const ended = sampleTraining({ job: sampleJob({ status: 'FAILED' }), outcome: 'failed' })
    expect(page([ended], undefined)).not.toContain('remembers')
  })
})

describe('the facts of a job', () => {
  const body = (changes: Partial<Training>) => comment(story([sampleTraining(changes)])).body
  const { spec: _, ...specless } = sampleTraining()

  it('say how to go on only with a job that goes on and was let go', () => {
    const goOn = 'with <code>job-id: '
    expect(body({ outcome: 'timed-out', job: sampleJob() })).toContain(goOn)
    expect(body({ outcome: 'cancelled', job: sampleJob() })).not.toContain(goOn)
    expect(body({ outcome: 'unknown', isGone: true, job: sampleJob() })).not.toContain(goOn)
    expect(body({ outcome: 'failed', job: sampleJob({ status: 'FAILED' }) })).not.toContain(goOn)
    expect(body({ job: sampleJob() })).not.toContain(goOn)
  })

  it('give the reason of the service for a failure only', () => {
    const reason = 'no rows'
    expect(body({ outcome: 'failed', job: sampleJob({ status: 'FAILED', reason }) })).toContain('> no rows')
    expect(body({ outcome: 'cancelled', job: sampleJob({ status: 'CANCELLED', reason }) })).not.toContain(
      reason,
    )
  })

  it('have the settings that are plain values, eight at most', () => {
    const hyperparameters = Object.fromEntries(Array.from({ length: 10 }, (_item, n) => [`h${n}`, n]))
    const of = (settings: object) =>
      comment(story([{ ...specless, outcome: 'submitted', job: sampleJob({ hyperparameters: settings }) }])).body
    expect(of(hyperparameters)).toMatch(/h0&nbsp;<code>0<\/code>.*h7&nbsp;<code>7<\/code>, 2 more/)
    expect(of({ a: 1, training_steps: 5, b: null, c: { d: 1 } })).toContain('a&nbsp;<code>1</code></td>')
    expect(of({ training_steps: 5 })).not.toContain('<b>With</b>')
  }) // prettier-ignore

  it('shorten a long reason in a table, in one line', () => {
    const failed = (reason: string) =>
      comment(story([sampleTraining({ outcome: 'failed', job: sampleJob({ status: 'FAILED', reason }) }), sampleTraining({ label: 'b.yml' })])).body
    expect(failed(' no\n  rows ')).toContain('| failed: no rows |')
    expect(failed('x'.repeat(100))).toContain(`failed: ${'x'.repeat(100)} |`)
    expect(failed('x'.repeat(101))).toContain(`failed: ${'x'.repeat(100)}… |`)
  }) // prettier-ignore
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
      'This step ran out of time, the job was never seen',
    )
    expect(shown({ ...specless, outcome: 'refused' }, NOW_MS).headline).toBe('The service refused')
  })

  it('the words of several say that nothing was submitted, where that is so', () => {
    const heading = (...trainings: Training[]) => comment(story(trainings)).body.split('\n')[0]
    const invalid = sampleTraining({ outcome: 'invalid' })
    const refused = sampleTraining({ label: 'b.yml', outcome: 'refused' })
    expect(heading(invalid, refused)).toBe('### 🔴 2 specs: 1 not valid, 1 refused, nothing was submitted')
    expect(heading(invalid, { ...refused, outcome: 'unknown' })).toBe(
      '### 🔴 2 specs: 1 not valid, 1 unknown',
    )
    expect(heading(sampleTraining(), refused)).toBe('### 🔴 2 specs: 1 being submitted, 1 refused')
    const asked = { ...refused, outcome: 'cancelled', job: sampleJob() } as const
    expect(heading(invalid, asked)).toBe('### 🔴 2 jobs: 1 not valid, 1 cancelled')
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
