import { describe, expect, it } from '@jest/globals'
import type { WatchEvent } from '../../src/job/watched.ts'
import { tellEnd, tellSpecs, tellSubmission, tellWatchEvent } from '../../src/report/narrate.ts'
import type { Problem } from '../../src/spec/spec.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { RecordingLog } from '../fakes/log.ts'
import { JOB_ID, MODEL, sampleJob, sampleSpec, sampleTraining, sightings } from '../fakes/samples.ts'
import { answered } from '../fakes/training-api.ts'

const ALONE = { wallMs: TEST_START_MS, isOneOfMany: false }
const ONE_OF_MANY = { ...ALONE, isOneOfMany: true }

function told(tell: (log: RecordingLog) => void): RecordingLog {
  const log = new RecordingLog()
  tell(log)
  return log
}

describe('what is told of the specs', () => {
  it('is a line for each, with what it asks for', () => {
    const bare = sampleSpec({
      label: 'b.yml',
      request: { job_type: 'dpo', model_config: {}, auto_start: true },
    })
    const log = told((to) => tellSpecs(to, [sampleTraining(), sampleTraining({ spec: bare })], []))
    expect(log.lines).toEqual([
      'training/support-bot.yml  supervised fine-tuning of mistral-small-latest, 1 dataset, 1,000 steps, learning_rate 1e-5  (digest 3f9a12c4)',
      'b.yml  DPO  (digest 3f9a12c4)',
    ])
    expect(told((to) => tellSpecs(to, [{ label: JOB_ID, timeline: [], notes: [] }], [])).lines).toEqual([])
  })

  it('is a line for each override, once for all specs', () => {
    const overrides = [
      { path: ['model_config', 'base_model'], value: 'ft:x' },
      { path: ['dataset_ids'], value: ['a', 'b'] },
    ]
    const trainings = ['a.yml', 'b.yml'].map((label) =>
      sampleTraining({ spec: sampleSpec({ label, overrides }) }),
    )
    const { lines } = told((log) => tellSpecs(log, trainings, []))
    expect(lines.slice(0, 2)).toEqual([
      'set  model_config.base_model = ft:x',
      'set  dataset_ids = ["a", "b"]',
    ])
    expect(lines).toHaveLength(4)
  })

  it('is an annotation without a file for a problem of the input set', () => {
    const place = { input: 'set', line: 2, specs: [{ file: 'a.yml', label: 'a.yml' }] } as const
    const problems = Array.from({ length: 11 }, (): Problem => ({ level: 'error', place, message: 'wrong' }))
    const log = told((to) => tellSpecs(to, [], problems))
    expect(log.annotations[0]).toEqual({ level: 'error', message: 'line 2 of the input `set`: wrong' })
    expect(log.lines[0]).toBe('error  line 2 of the input `set`: wrong')
  })

  it('is an annotation for each problem, on its line', () => {
    const place = { file: 'a.yml', line: 4, column: 3 }
    const problems: Problem[] = [
      { level: 'error', place, message: 'wrong' },
      { level: 'advice', place: { file: 'a.yml' }, message: 'odd' },
    ]
    expect(told((log) => tellSpecs(log, [], problems)).annotations).toEqual([
      { level: 'error', message: 'a.yml:4:3: wrong', place },
      { level: 'warning', message: 'a.yml: odd', place: { file: 'a.yml' } },
    ])
  })

  it('is in the log where GitHub would not show it any more', () => {
    const problems = Array.from({ length: 24 }, (_, n): Problem => {
      return { level: n % 2 ? 'error' : 'advice', place: { file: 'a.yml', line: n + 1 }, message: `m${n}` }
    })
    const log = told((to) => tellSpecs(to, [], problems))
    expect(log.messages('error')).toHaveLength(10)
    expect(log.messages('warning')).toHaveLength(10)
    expect(log.lines.slice(0, 4)).toEqual([
      'advice  a.yml:21: m20',
      'error  a.yml:22: m21',
      'advice  a.yml:23: m22',
      'error  a.yml:24: m23',
    ])
    expect(log.lines[4]).toMatch(/10 problems of a kind.*all 24/)
    expect(told((to) => tellSpecs(to, [], problems.slice(0, 20))).lines).toEqual([])
  })
})

describe('what is told of a submission', () => {
  it('is the id, and how to resume and to cancel', () => {
    const training = sampleTraining({ job: sampleJob({ status: 'QUEUED' }) })
    expect(told((log) => tellSubmission(log, training, ALONE)).lines).toEqual([
      `submitted as ${JOB_ID}`,
      `  to resume  command: wait    job-id: ${JOB_ID}`,
      `  to cancel  command: cancel  job-id: ${JOB_ID}`,
      '14:02:11  QUEUED',
    ])
  })

  it('names the spec where there are several', () => {
    const { status: _, ...job } = sampleJob()
    const lines = told((log) => tellSubmission(log, sampleTraining({ job }), ONE_OF_MANY)).lines
    expect([lines[0], lines[3]]).toEqual([
      `training/support-bot.yml  submitted as ${JOB_ID}`,
      '14:02:11  training/support-bot.yml  no status yet',
    ])
    const failed = sampleTraining({ failure: answered(422, { words: 'no rows', requestId: 'r1' }) })
    expect(told((log) => tellSubmission(log, failed, ONE_OF_MANY)).lines).toEqual([
      'training/support-bot.yml  not accepted: no rows (HTTP 422, request r1)',
    ])
  })

  it('is nothing where nothing was asked', () => {
    expect(told((log) => tellSubmission(log, sampleTraining(), ONE_OF_MANY)).lines).toEqual([])
  })
})

describe('what is told of a watch', () => {
  const training = sampleTraining({ job: sampleJob(), timeline: sightings([0, 'QUEUED'], [33, 'RUNNING']) })
  const failure = answered(502, { words: 'Bad Gateway', requestId: '8f3e' })

  it.each<[WatchEvent, string]>([
    [{ kind: 'changed', training, afterMs: 33_000 }, '14:02:11  RUNNING       QUEUED for 33 s'],
    [
      { kind: 'changed', training: { ...training, timeline: sightings([0, 'RUNNING']) }, afterMs: 0 },
      '14:02:11  RUNNING',
    ],
    [
      { kind: 'changed', training: { label: 'x', job: { id: 'x' }, timeline: [], notes: [] }, afterMs: 0 },
      '14:02:11  no status',
    ],
    [
      { kind: 'alive', training, sinceMs: 1_800_000, nextLookMs: 90_000 },
      '14:02:11  RUNNING       for 30 min, next look in 1 min 30 s',
    ],
    [
      { kind: 'away', training, failure, remainingMs: 17_400_000 },
      '14:02:11  the service does not answer as it should (Bad Gateway (HTTP 502, request 8f3e)): asking again at most every 30 s for up to 4 h 50 min',
    ],
    [
      {
        kind: 'away',
        training,
        failure: { kind: 'status', status: 504, words: 'no reason given (HTTP 504)' },
        remainingMs: 60_000,
      },
      '14:02:11  the service does not answer as it should (no reason given (HTTP 504)): asking again at most every 30 s for up to 1 min',
    ],
    [{ kind: 'back', training, afterMs: 240_000 }, '14:02:11  the service answers again after 4 min'],
  ])('is one line: %#', (event, line) => {
    expect(told((log) => tellWatchEvent(log, event, ALONE)).lines).toEqual([line])
  })

  it('names the spec where there are several', () => {
    const log = told((to) => tellWatchEvent(to, { kind: 'back', training, afterMs: 5_000 }, ONE_OF_MANY))
    expect(log.lines).toEqual(['14:02:11  training/support-bot.yml  the service answers again after 5 s'])
  })

  it('names none where it is about all', () => {
    const log = told((to) => {
      const failure = { kind: 'lost', words: 'the connection broke (ECONNRESET)' } as const
      const away = { kind: 'away', training, failure, remainingMs: 60_000, isForAll: true } as const
      tellWatchEvent(to, away, ONE_OF_MANY)
      tellWatchEvent(to, { kind: 'back', training, afterMs: 5_000, isForAll: true }, ONE_OF_MANY)
    })
    expect(log.lines).toEqual([
      '14:02:11  the service does not answer as it should (the connection broke (ECONNRESET)): asking again at most every 30 s for up to 1 min',
      '14:02:11  the service answers again after 5 s',
    ])
  })

  it('is a warning where the service says a word that nobody knows', () => {
    const odd = sampleTraining({ job: sampleJob({ status: 'POLISHING' }) })
    const log = told((to) => tellWatchEvent(to, { kind: 'unrecognised', training: odd }, ALONE))
    expect(log.lines).toEqual([])
    expect(log.messages('warning')).toEqual([expect.stringContaining('"POLISHING"')])
  })

  it('is nothing at the end, which has its own words', () => {
    const log = told((to) => tellWatchEvent(to, { kind: 'decided', training }, ALONE))
    expect([log.lines, log.annotations]).toEqual([[], []])
  })
})

describe('the last words', () => {
  const timeline = sightings([0, 'QUEUED'], [3_600, 'RUNNING'])

  it('are the model where there is one', () => {
    const training = sampleTraining({
      outcome: 'succeeded',
      job: sampleJob({ status: 'SUCCESS', outputModel: MODEL }),
    })
    expect(told((log) => tellEnd(log, training, false, ALONE)).lines).toEqual([`output model ${MODEL}`])
    expect(told((log) => tellEnd(log, training, false, ONE_OF_MANY)).lines).toEqual([
      `training/support-bot.yml  output model ${MODEL}`,
    ])
  })

  it('are an error on the spec, with the reason and what to do', () => {
    const failure = answered(401, { words: 'Unauthorized', requestId: 'r1', hint: 'Check `api-key`.' })
    const training = sampleTraining({ outcome: 'refused', failure, notes: ['Nothing was submitted.'] })
    const log = told((to) => tellEnd(to, training, true, ALONE))
    expect(log.annotations).toEqual([
      {
        level: 'error',
        message:
          'training/support-bot.yml: Refused, nothing was submitted: Unauthorized (HTTP 401, request r1). Check `api-key`. Nothing was submitted.',
        place: { file: 'training/support-bot.yml' },
        title: 'Training job: refused',
      },
    ])
  })

  it('name the reason of a failed job, and no way to go on with it', () => {
    const training = sampleTraining({
      outcome: 'failed',
      job: sampleJob({ status: 'FAILED', reason: 'no rows!' }),
      timeline,
    })
    const [message] = told((log) => tellEnd(log, training, true, ALONE)).messages('error')
    expect(message).toBe('training/support-bot.yml: The job failed after 1 h: no rows!')
  })

  it('say how to go on with a job that is not over', () => {
    const training = { label: JOB_ID, job: sampleJob(), timeline, notes: [], outcome: 'timed-out' as const }
    const log = told((to) => tellEnd(to, training, true, ALONE))
    expect(log.messages('error')[0]).toContain(`To go on: command: wait, job-id: ${JOB_ID}.`)
    expect(log.annotations[0]).not.toHaveProperty('place')
  })

  it('are a plain line in a green step', () => {
    const training = sampleTraining({ outcome: 'submitted', job: sampleJob() })
    const log = told((to) => tellEnd(to, training, false, ALONE))
    expect(log.annotations).toEqual([])
    expect(log.lines[0]).toMatch(/^training\/support-bot.yml: The job is submitted and training.*To go on/)
  })

  it('are not said again of problems that were told', () => {
    const invalid = { label: 'a.yml', outcome: 'invalid' as const, timeline: [], notes: [] }
    const log = told((to) => tellEnd(to, invalid, true, ALONE))
    expect([log.lines, log.annotations]).toEqual([[], []])
  })
})
