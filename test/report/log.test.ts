import { describe, expect, it } from '@jest/globals'
import type { Training } from '../../src/jobs/job-state.ts'
import type { WatchEvent } from '../../src/jobs/polled-job.ts'
import type { SubmissionEvent } from '../../src/jobs/submit.ts'
import {
  tellEnd,
  tellSpecs,
  tellSubmission,
  tellSubmissionEvent,
  tellWatchEvent,
} from '../../src/report/log.ts'
import type { Problem } from '../../src/job-spec/types.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { RecordingLog } from '../fakes/log.ts'
import { JOB_ID, MODEL, sampleJob, sampleSpec, sampleTraining, sightings } from '../fakes/samples.ts'
import { answered } from '../fakes/forge-api.ts'

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
    const errors = problems.filter(({ level }) => level === 'error')
    expect(told((to) => tellSpecs(to, [], errors)).lines.at(-1)).toMatch(/10 problems of a kind.*all 12/)
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

  it('has a warning for each note, which is none where the job was there before', () => {
    const notes = ['The service named another model.']
    const training = sampleTraining({ job: sampleJob(), notes })
    const log = told((to) => tellSubmission(to, training, ONE_OF_MANY))
    expect(log.messages('warning')).toEqual([`training/support-bot.yml  ${notes[0]}`])
    const reused = told((to) => tellSubmission(to, { ...training, isReused: true }, ALONE))
    expect(reused.annotations).toEqual([])
    expect(reused.lines).toEqual([
      `attached to ${JOB_ID}`,
      `  to resume  command: wait    job-id: ${JOB_ID}`,
      `  to cancel  command: cancel  job-id: ${JOB_ID}`,
      notes[0],
      '14:02:11  RUNNING',
    ])
  })

  it('is not how to go on where the job has ended', () => {
    const training = sampleTraining({ isReused: true, job: sampleJob({ status: 'FAILED' }) })
    expect(told((log) => tellSubmission(log, training, ALONE)).lines).toEqual([
      `attached to ${JOB_ID}`,
      '14:02:11  FAILED',
    ])
  })

  const failure = answered(503, { words: 'Overloaded' })
  const event = (kind: SubmissionEvent['kind']): SubmissionEvent => ({
    kind,
    training: sampleTraining(),
    failure,
  })

  it.each<[SubmissionEvent['kind'], string]>([
    ['away', 'the service takes nothing (Overloaded (HTTP 503)): trying for up to 15 min, nothing was submitted yet'],
    ['in-doubt', 'no usable answer to the submission (Overloaded (HTTP 503)): not sent again, looking for the job in the list for up to 5 min'],
    ['resubmitting', 'no such job was found: sent again, as `on-unknown: resubmit` asks'],
  ])('is a line before there is an answer: %s', (kind, words) => {
    expect(told((log) => tellSubmissionEvent(log, event(kind), ALONE)).lines).toEqual([`14:02:11  ${words}`])
    expect(told((log) => tellSubmissionEvent(log, event(kind), ONE_OF_MANY)).lines).toEqual([
      `14:02:11  training/support-bot.yml  ${words}`,
    ])
  }) // prettier-ignore

  it('is a warning where a lost answer could not be made good', () => {
    const log = told((to) => tellSubmissionEvent(to, event('blind'), ALONE))
    expect(log.lines).toEqual([])
    expect(log.messages('warning')).toEqual([
      expect.stringMatching(/^The list of jobs cannot be read \(Overloaded \(HTTP 503\)\)\. .* cannot be found again\.$/),
    ])
  }) // prettier-ignore

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

  const reportedOn = { number: 12, url: 'https://github.example/acme/bot/pull/12' }
  const { spec: _, ...specless } = sampleTraining()

  it.each<[string, Training, string]>([
    ['reported on elsewhere', sampleTraining({ reportedOn, outcome: 'succeeded', job: sampleJob({ status: 'SUCCESS', outputModel: MODEL }) }), `#12  training/support-bot.yml  ${JOB_ID}  SUCCESS       ${MODEL}`],
    ['reported on elsewhere without a model', sampleTraining({ reportedOn, outcome: 'running', job: sampleJob() }), `#12  training/support-bot.yml  ${JOB_ID}  RUNNING`],
    ['reported on elsewhere without a job', sampleTraining({ reportedOn, outcome: 'unknown' }), '#12  training/support-bot.yml  unknown'],
    ['that the service lists', { ...specless, job: { id: JOB_ID } }, `${JOB_ID}  no status`],
    ['of a spec that has no job', sampleTraining({ outcome: 'superseded' }), 'training/support-bot.yml: A newer run has taken over.'],
    ['named by its id that is gone', { ...specless, label: JOB_ID, outcome: 'unknown', isGone: true }, `${JOB_ID}: The service has lost the job.`],
    ['named by its id that succeeded', { ...specless, label: JOB_ID, outcome: 'succeeded', job: sampleJob({ status: 'SUCCESS' }) }, `${JOB_ID}  SUCCESS`],
  ])('are a line for each of several jobs: %s', (_name, training, line) => {
    const log = told((to) => tellEnd(to, training, false, ONE_OF_MANY))
    expect([log.lines, log.annotations]).toEqual([[line], []])
  }) // prettier-ignore

  it('do not give the reason of the service for what is no failure', () => {
    const job = sampleJob({ status: 'CANCELLED', reason: 'stopped by somebody' })
    const log = told((to) => tellEnd(to, sampleTraining({ outcome: 'cancelled', job }), false, ALONE))
    expect(log.lines).toEqual(['training/support-bot.yml: The job was cancelled.'])
  })

  it('name no model of a job that has not succeeded', () => {
    const job = sampleJob({ status: 'RUNNING', outputModel: MODEL })
    const log = told((to) => tellEnd(to, sampleTraining({ outcome: 'submitted', job }), false, ALONE))
    expect(log.lines[0]).toMatch(/^training\/support-bot\.yml: The job is submitted/)
  })

  it('do not say how to go on with a job that was asked to stop', () => {
    const training = sampleTraining({ outcome: 'cancelled', job: sampleJob() })
    expect(told((log) => tellEnd(log, training, false, ALONE)).lines).toEqual([
      'training/support-bot.yml: The job was asked to stop.',
    ])
  })

  it('are said of what is red without a job, where more is known than that', () => {
    const noted = { label: 'a.yml', timeline: [], notes: ['It is locked.'], outcome: 'refused' as const }
    expect(told((log) => tellEnd(log, noted, true, ALONE)).messages('error')).toEqual([
      'a.yml: The service refused. It is locked.',
    ])
    const job = told((log) => tellEnd(log, sampleTraining({ outcome: 'timed-out', job: sampleJob({ status: 'SUCCESS' }) }), true, ALONE))
    expect(job.messages('error')).toEqual(['training/support-bot.yml: This step ran out of time.'])
  }) // prettier-ignore

  it('are not said again of problems that were told', () => {
    const invalid = { label: 'a.yml', outcome: 'invalid' as const, timeline: [], notes: [] }
    const log = told((to) => tellEnd(to, invalid, true, ALONE))
    expect([log.lines, log.annotations]).toEqual([[], []])
  })
})
