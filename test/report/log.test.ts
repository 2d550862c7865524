import { describe, expect, it } from '@jest/globals'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { WatchEvent } from '../../src/jobs/polled-job.ts'
import type { SubmissionEvent } from '../../src/jobs/submit.ts'
import {
  logResult,
  logSpecs,
  logSubmission,
  logSubmissionEvent,
  logWatchEvent,
} from '../../src/report/log.ts'
import type { SpecDocument } from '../../src/job-spec/document.ts'
import type { Diagnostic } from '../../src/job-spec/types.ts'
import type { ApiError } from '../../src/jobs/api.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FakeLog } from '../fakes/log.ts'
import { JOB_ID, MODEL, sampleJob, sampleSpec, sampleState, statusChanges } from '../fakes/samples.ts'
import { httpError } from '../fakes/forge-api.ts'

const SINGLE_JOB = { wallMs: TEST_START_MS, isOneOfMany: false }
const SEVERAL_JOBS = { ...SINGLE_JOB, isOneOfMany: true }

function logged(write: (log: FakeLog) => void): FakeLog {
  const log = new FakeLog()
  write(log)
  return log
}

describe('logSpecs', () => {
  it('logs one line per spec with a summary of its request', () => {
    const bare = sampleSpec({
      label: 'b.yml',
      request: { job_type: 'dpo', model_config: {}, auto_start: true },
    })
    const log = logged((to) => logSpecs(to, [sampleState(), sampleState({ spec: bare })], []))
    expect(log.lines).toEqual([
      'training/support-bot.yml  supervised fine-tuning of mistral-small-latest, 1 dataset, 1,000 steps, learning_rate 1e-5  (digest 3f9a12c4)',
      'b.yml  DPO  (digest 3f9a12c4)',
    ])
    expect(logged((to) => logSpecs(to, [{ label: JOB_ID, timeline: [], notes: [] }], [])).lines).toEqual([])
  })

  it('logs each override once for all specs', () => {
    const overrides = [
      { path: ['model_config', 'base_model'], value: 'ft:x' },
      { path: ['dataset_ids'], value: ['a', 'b'] },
    ]
    const states = ['a.yml', 'b.yml'].map((label) => sampleState({ spec: sampleSpec({ label, overrides }) }))
    const { lines } = logged((log) => logSpecs(log, states, []))
    expect(lines.slice(0, 2)).toEqual([
      'set  model_config.base_model = ft:x',
      'set  dataset_ids = ["a", "b"]',
    ])
    expect(lines).toHaveLength(4)
  })

  it('annotates a problem of the input `set` without a file', () => {
    const location = { input: 'set', line: 2, specs: [{ file: 'a.yml', label: 'a.yml' }] } as const
    const diagnostics = Array.from({ length: 11 }, (): Diagnostic => ({
      level: 'error',
      location,
      message: 'wrong',
    }))
    const log = logged((to) => logSpecs(to, [], diagnostics))
    expect(log.annotations[0]).toEqual({ level: 'error', message: 'line 2 of the input `set`: wrong' })
    expect(log.lines[0]).toBe('error: line 2 of the input `set`: wrong')
  })

  it('annotates each problem on its line', () => {
    const location = { file: 'a.yml', line: 4, column: 3 }
    const diagnostics: Diagnostic[] = [
      { level: 'error', location, message: 'wrong' },
      { level: 'warning', location: { file: 'a.yml' }, message: 'odd' },
    ]
    expect(logged((log) => logSpecs(log, [], diagnostics)).annotations).toEqual([
      { level: 'error', message: 'a.yml:4:3: wrong', location },
      { level: 'warning', message: 'a.yml: odd', location: { file: 'a.yml' } },
    ])
  })

  it('writes problems to the log that exceed the annotation limit of GitHub', () => {
    const diagnostics = Array.from({ length: 24 }, (_, n): Diagnostic => {
      return {
        level: n % 2 ? 'error' : 'warning',
        location: { file: 'a.yml', line: n + 1 },
        message: `m${n}`,
      }
    })
    const log = logged((to) => logSpecs(to, [], diagnostics))
    expect(log.messages('error')).toHaveLength(10)
    expect(log.messages('warning')).toHaveLength(10)
    expect(log.lines.slice(0, 4)).toEqual([
      'warning: a.yml:21: m20',
      'error: a.yml:22: m21',
      'warning: a.yml:23: m22',
      'error: a.yml:24: m23',
    ])
    expect(log.lines[4]).toMatch(/at most 10 annotations.*all 24/)
    expect(logged((to) => logSpecs(to, [], diagnostics.slice(0, 20))).lines).toEqual([])
    const errors = diagnostics.filter(({ level }) => level === 'error')
    expect(logged((to) => logSpecs(to, [], errors)).lines.at(-1)).toMatch(/at most 10 annotations.*all 12/)
  })
})

describe('logging a submission', () => {
  it('logs the job id, and how to resume and cancel', () => {
    const state = sampleState({ job: sampleJob({ status: 'QUEUED' }) })
    expect(logged((log) => logSubmission(log, state, SINGLE_JOB)).lines).toEqual([
      `submitted as ${JOB_ID}`,
      `  to resume  command: wait    job-id: ${JOB_ID}`,
      `  to cancel  command: cancel  job-id: ${JOB_ID}`,
      '14:02:11  QUEUED',
    ])
  })

  it('names the spec if there are several jobs', () => {
    const { status: _, ...job } = sampleJob()
    const lines = logged((log) => logSubmission(log, sampleState({ job }), SEVERAL_JOBS)).lines
    expect([lines[0], lines[3]]).toEqual([
      `training/support-bot.yml  submitted as ${JOB_ID}`,
      '14:02:11  training/support-bot.yml  no status yet',
    ])
    const failed = sampleState({ error: httpError(422, { message: 'no rows', requestId: 'r1' }) })
    expect(logged((log) => logSubmission(log, failed, SEVERAL_JOBS)).lines).toEqual([
      'training/support-bot.yml  not accepted: no rows (HTTP 422, request r1)',
    ])
  })

  it('warns with each note on a new job, and only logs the notes on a reused job', () => {
    const notes = [{ code: 'taken-over' }] as const
    const text = 'A newer run has taken over, so this step stopped waiting.'
    const state = sampleState({ job: sampleJob(), notes })
    const log = logged((to) => logSubmission(to, state, SEVERAL_JOBS))
    expect(log.messages('warning')).toEqual([`training/support-bot.yml  ${text}`])
    const reused = logged((to) => logSubmission(to, { ...state, isReused: true }, SINGLE_JOB))
    expect(reused.annotations).toEqual([])
    expect(reused.lines).toEqual([
      `follows job ${JOB_ID}`,
      `  to resume  command: wait    job-id: ${JOB_ID}`,
      `  to cancel  command: cancel  job-id: ${JOB_ID}`,
      text,
      '14:02:11  RUNNING',
    ])
  })

  it('logs no way to resume a finished job', () => {
    const state = sampleState({ isReused: true, job: sampleJob({ status: 'FAILED' }) })
    expect(logged((log) => logSubmission(log, state, SINGLE_JOB)).lines).toEqual([
      `follows job ${JOB_ID}`,
      '14:02:11  FAILED',
    ])
  })

  const error = httpError(503, { message: 'Overloaded' })
  const event = (kind: SubmissionEvent['kind']): SubmissionEvent => ({
    kind,
    state: sampleState(),
    error,
    maxDurationMs: 12_000,
  })

  it.each<[SubmissionEvent['kind'], string]>([
    ['retrying', 'cannot submit (Overloaded (HTTP 503)): retrying for up to 12 s, nothing was submitted yet'],
    ['recovering', 'no usable response to the submission (Overloaded (HTTP 503)): not sent again, looking for the job in the list for up to 12 s'],
    ['resubmitting', 'no matching job was found: submitting again because of `on-unknown: resubmit`'],
  ])('logs one line per event before the response: %s', (kind, message) => {
    expect(logged((log) => logSubmissionEvent(log, event(kind), SINGLE_JOB)).lines).toEqual([`14:02:11  ${message}`])
    expect(logged((log) => logSubmissionEvent(log, event(kind), SEVERAL_JOBS)).lines).toEqual([
      `14:02:11  training/support-bot.yml  ${message}`,
    ])
  }) // prettier-ignore

  it('promises no search if the list cannot be read', () => {
    const withoutList = { ...event('recovering'), maxDurationMs: 0 }
    expect(logged((log) => logSubmissionEvent(log, withoutList, SINGLE_JOB)).lines).toEqual([
      '14:02:11  no usable response to the submission (Overloaded (HTTP 503))',
    ])
  })

  it('warns that a lost response could not be recovered', () => {
    const log = logged((to) => logSubmissionEvent(to, event('list-unavailable'), SINGLE_JOB))
    expect(log.lines).toEqual([])
    expect(log.messages('warning')).toEqual([
      expect.stringMatching(/^The list of jobs cannot be read \(Overloaded \(HTTP 503\)\)\. .* cannot be found again\.$/),
    ])
  }) // prettier-ignore

  it('logs nothing if nothing was submitted', () => {
    expect(logged((log) => logSubmission(log, sampleState(), SEVERAL_JOBS)).lines).toEqual([])
  })
})

describe('logWatchEvent', () => {
  const state = sampleState({ job: sampleJob(), timeline: statusChanges([0, 'QUEUED'], [33, 'RUNNING']) })
  const error = httpError(502, { message: 'Bad Gateway', requestId: '8f3e' })

  it.each<[WatchEvent, string]>([
    [{ kind: 'changed', state, afterMs: 33_000 }, '14:02:11  RUNNING       QUEUED for 33 s'],
    [
      { kind: 'changed', state: { ...state, timeline: statusChanges([0, 'RUNNING']) }, afterMs: 0 },
      '14:02:11  RUNNING',
    ],
    [
      { kind: 'changed', state: { label: 'x', job: { id: 'x' }, timeline: [], notes: [] }, afterMs: 0 },
      '14:02:11  no status',
    ],
    [
      { kind: 'heartbeat', state, unchangedMs: 1_800_000, nextPollInMs: 90_000 },
      '14:02:11  RUNNING       for 30 min, next check in 1 min 30 s',
    ],
    [
      { kind: 'outage', state, error, remainingMs: 17_400_000 },
      '14:02:11  the service does not answer properly (Bad Gateway (HTTP 502, request 8f3e)): retrying at most every 30 s for up to 4 h 50 min',
    ],
    [
      {
        kind: 'outage',
        state,
        error: { kind: 'http', status: 504, message: 'no reason given (HTTP 504)' },
        remainingMs: 60_000,
      },
      '14:02:11  the service does not answer properly (no reason given (HTTP 504)): retrying at most every 30 s for up to 1 min',
    ],
    [
      {
        kind: 'outage',
        state,
        error: { kind: 'http', status: 401, message: 'Unauthorized' },
        remainingMs: 900_000,
      },
      '14:02:11  the service refuses the API key (Unauthorized (HTTP 401)): retrying at most every 30 s for up to 15 min',
    ],
    [
      { kind: 'outage', state, error: { kind: 'http', status: 404, message: 'no' }, remainingMs: 600_000 },
      '14:02:11  the service does not find the job (no (HTTP 404)): retrying at most every 30 s for up to 10 min',
    ],
    [
      {
        kind: 'outage',
        state,
        error: { kind: 'http', status: 403, because: 'web-page', message: '403 Forbidden' },
        remainingMs: 17_400_000,
      },
      '14:02:11  the service does not answer properly (403 Forbidden (HTTP 403)): retrying at most every 30 s for up to 4 h 50 min',
    ],
    [{ kind: 'recovered', state, afterMs: 240_000 }, '14:02:11  the service is back after 4 min'],
  ])('logs one line: %#', (event, line) => {
    expect(logged((log) => logWatchEvent(log, event, SINGLE_JOB)).lines).toEqual([line])
  })

  it('names the spec if there are several jobs', () => {
    const log = logged((to) => logWatchEvent(to, { kind: 'recovered', state, afterMs: 5_000 }, SEVERAL_JOBS))
    expect(log.lines).toEqual(['14:02:11  training/support-bot.yml  the service is back after 5 s'])
  })

  it('names no spec for an outage of the whole service', () => {
    const log = logged((to) => {
      const error = { kind: 'interrupted', message: 'the connection was lost (ECONNRESET)' } as const
      const outage = { kind: 'outage', state, error, remainingMs: 60_000, isServiceWide: true } as const
      logWatchEvent(to, outage, SEVERAL_JOBS)
      logWatchEvent(to, { kind: 'recovered', state, afterMs: 5_000, isServiceWide: true }, SEVERAL_JOBS)
    })
    expect(log.lines).toEqual([
      '14:02:11  the service does not answer properly (the connection was lost (ECONNRESET)): retrying at most every 30 s for up to 1 min',
      '14:02:11  the service is back after 5 s',
    ])
  })

  it('warns about an unknown status', () => {
    const unknown = sampleState({ job: sampleJob({ status: 'POLISHING' }) })
    const log = logged((to) => logWatchEvent(to, { kind: 'unknown', state: unknown }, SINGLE_JOB))
    expect(log.lines).toEqual([])
    expect(log.messages('warning')).toEqual([expect.stringContaining('"POLISHING"')])
  })

  it('logs nothing for a settled job, whose result is logged separately', () => {
    const log = logged((to) => logWatchEvent(to, { kind: 'settled', state }, SINGLE_JOB))
    expect([log.lines, log.annotations]).toEqual([[], []])
  })
})

describe('logResult', () => {
  const timeline = statusChanges([0, 'QUEUED'], [3_600, 'RUNNING'])

  it('logs the model of a job that succeeded', () => {
    const state = sampleState({
      outcome: 'succeeded',
      job: sampleJob({ status: 'SUCCESS', outputModel: MODEL }),
    })
    expect(logged((log) => logResult(log, state, false, SINGLE_JOB)).lines).toEqual([`output model ${MODEL}`])
    expect(logged((log) => logResult(log, state, false, SEVERAL_JOBS)).lines).toEqual([
      `training/support-bot.yml  output model ${MODEL}`,
    ])
    const { spec: _, ...byId } = { ...state, label: JOB_ID }
    const [line] = logged((log) => logResult(log, byId, false, SINGLE_JOB)).lines
    expect(line).toMatch(new RegExp(`^${JOB_ID}: trained.*, output model ${MODEL}$`))
  })

  it('annotates the spec with the error and what to do', () => {
    const error = httpError(401, { message: 'Unauthorized', requestId: 'r1', hint: 'Check `api-key`.' })
    const state = sampleState({ outcome: 'refused', error, notes: [{ code: 'runs-until-replaced' }] })
    const log = logged((to) => logResult(to, state, true, SINGLE_JOB))
    expect(log.annotations).toEqual([
      {
        level: 'error',
        message:
          'training/support-bot.yml: refused, nothing was submitted: Unauthorized (HTTP 401, request r1). Check `api-key`. The job keeps running until the job of that run runs.',
        location: { file: 'training/support-bot.yml' },
        title: 'Training job: refused',
      },
    ])
  })

  const nodes: SpecDocument['nodes'] = new Map([
    ['/dataset_ids/0', { valuePosition: { line: 5, column: 5 }, source: '', isQuoted: false }],
    ['/hyperparameters/batch_size', { valuePosition: { line: 9, column: 15 }, source: '8', isQuoted: false }],
    [
      '/hyperparameters/training_steps',
      { valuePosition: { line: 1, column: 1 }, source: '', isQuoted: false, overrideLine: 2 },
    ],
  ])
  const positions = new Map([[sampleSpec().label, nodes]])
  const refusedFor = (error: ApiError) => {
    const state = sampleState({ outcome: 'refused', error })
    return logged((to) => logResult(to, state, true, { ...SINGLE_JOB, positions })).annotations
  }

  it('annotates the lines of the fields that the service names', () => {
    const message =
      'hyperparameters.batch_size: too large; dataset 1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11 is empty'
    expect(refusedFor(httpError(422, { message }))).toMatchObject([
      {
        message: `training/support-bot.yml: refused, nothing was submitted: ${message} (HTTP 422).`,
        location: { file: 'training/support-bot.yml', line: 5, column: 5 },
      },
      {
        message: 'training/support-bot.yml: the service names hyperparameters.batch_size, too.',
        location: { file: 'training/support-bot.yml', line: 9, column: 15 },
      },
    ])
  })

  it('names the line of the input `set`, and no line of the file, for a field that it sets', () => {
    const [annotation, ...others] = refusedFor(httpError(400, { message: 'training_steps is too large' }))
    expect(annotation?.message).toContain('hyperparameters.training_steps is from line 2 of the input `set`.')
    expect([annotation?.location, others]).toEqual([undefined, []])
  })

  it.each([
    ['the service names none', httpError(422, { message: 'no' })],
    ['the key was refused', httpError(401, { message: 'batch_size' })],
    ['the service did not answer', { kind: 'not-sent', message: 'batch_size' } as const],
  ])('annotates the file if %s', (_, error) => {
    expect(refusedFor(error).map(({ location }) => location)).toEqual([{ file: 'training/support-bot.yml' }])
  })

  it('logs the reason of a failed job, and no way to resume it', () => {
    const state = sampleState({
      outcome: 'failed',
      job: sampleJob({ status: 'FAILED', reason: 'no rows!' }),
      timeline: [...timeline, ...statusChanges([7_200, 'FAILED'])],
    })
    const [message] = logged((log) => logResult(log, state, true, SINGLE_JOB)).messages('error')
    expect(message).toBe('training/support-bot.yml: failed after 1 h: no rows!')
  })

  it('says how to resume an unfinished job', () => {
    const state = { label: JOB_ID, job: sampleJob(), timeline, notes: [], outcome: 'timed-out' as const }
    const log = logged((to) => logResult(to, state, true, SINGLE_JOB))
    expect(log.messages('error')[0]).toContain(`To resume: command: wait, job-id: ${JOB_ID}.`)
    expect(log.annotations[0]?.location).toBeUndefined()
  })

  it('logs a plain line in a successful step', () => {
    const state = sampleState({ outcome: 'submitted', job: sampleJob() })
    const log = logged((to) => logResult(to, state, false, SINGLE_JOB))
    expect(log.annotations).toEqual([])
    expect(log.lines[0]).toMatch(/^training\/support-bot.yml: training, not waited for\. To resume/)
  })

  const reportLocation = { number: 12, url: 'https://github.example/acme/bot/pull/12' }
  const { spec: _, ...specless } = sampleState()

  it.each<[string, JobState, string]>([
    ['with another comment', sampleState({ reportLocation, outcome: 'succeeded', job: sampleJob({ status: 'SUCCESS', outputModel: MODEL }) }), `#12  training/support-bot.yml  ${JOB_ID}  SUCCESS       ${MODEL}`],
    ['with another comment and no model', sampleState({ reportLocation, outcome: 'running', job: sampleJob() }), `#12  training/support-bot.yml  ${JOB_ID}  RUNNING`],
    ['with another comment and no job', sampleState({ reportLocation, outcome: 'unknown' }), '#12  training/support-bot.yml  unknown'],
    ['listed by the service', { ...specless, job: { id: JOB_ID } }, `${JOB_ID}  no status`],
    ['with a spec and no job', sampleState({ outcome: 'superseded' }), 'training/support-bot.yml: replaced by a newer run, nothing was submitted.'],
    ['given by its id and not found', { ...specless, label: JOB_ID, outcome: 'unknown', isNotFound: true }, `${JOB_ID}: no longer found by the service.`],
    ['given by its id and succeeded', { ...specless, label: JOB_ID, outcome: 'succeeded', job: sampleJob({ status: 'SUCCESS' }) }, `${JOB_ID}  SUCCESS       supervised fine-tuning`],
  ])('logs one line per state of several: %s', (_name, state, line) => {
    const log = logged((to) => logResult(to, state, false, SEVERAL_JOBS))
    expect([log.lines, log.annotations]).toEqual([[line], []])
  }) // prettier-ignore

  it('logs no reason for a job that did not fail', () => {
    const job = sampleJob({ status: 'CANCELLED', reason: 'stopped by somebody' })
    const log = logged((to) => logResult(to, sampleState({ outcome: 'cancelled', job }), false, SINGLE_JOB))
    expect(log.lines).toEqual(['training/support-bot.yml: cancelled.'])
  })

  it('logs no model of a job that did not succeed', () => {
    const job = sampleJob({ status: 'RUNNING', outputModel: MODEL })
    const log = logged((to) => logResult(to, sampleState({ outcome: 'submitted', job }), false, SINGLE_JOB))
    expect(log.lines[0]).toMatch(/^training\/support-bot\.yml: training, not waited for/)
  })

  it('logs no way to resume a job whose cancellation was requested', () => {
    const state = sampleState({ outcome: 'cancelled', job: sampleJob() })
    expect(logged((log) => logResult(log, state, false, SINGLE_JOB)).lines).toEqual([
      'training/support-bot.yml: cancellation requested, not confirmed.',
    ])
  })

  it('annotates a failed state without a job if there is a note', () => {
    const noted: JobState = { label: 'a.yml', timeline: [], notes: [{ code: 'job-lost' }], outcome: 'refused' }
    expect(logged((log) => logResult(log, noted, true, SINGLE_JOB)).messages('error')).toEqual([
      'a.yml: refused by the service. The service no longer returns this job. It may still be running and incur costs.',
    ])
    const job = logged((log) => logResult(log, sampleState({ outcome: 'timed-out', job: sampleJob({ status: 'SUCCESS' }) }), true, SINGLE_JOB))
    expect(job.messages('error')).toEqual(['training/support-bot.yml: timed out.'])
  }) // prettier-ignore

  it('does not repeat the problems of a spec', () => {
    const invalid = { label: 'a.yml', outcome: 'invalid' as const, timeline: [], notes: [] }
    const log = logged((to) => logResult(to, invalid, true, SINGLE_JOB))
    expect([log.lines, log.annotations]).toEqual([[], []])
  })
})
