import { describe, expect, it } from '@jest/globals'
import { fileUrl, jobUrl } from '../../src/report/run-context.ts'
import {
  formatTime,
  pluralize,
  formatDateTime,
  formatDuration,
  summarizeJob,
} from '../../src/report/format.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { sampleContext, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('formatDuration', () => {
  it.each([
    [-5 * SECOND, '0 s'],
    [0, '0 s'],
    [499, '0 s'],
    [33 * SECOND, '33 s'],
    [59_499, '59 s'],
    [59_500, '1 min'],
    [2 * MINUTE + 5 * SECOND, '2 min 5 s'],
    [9 * MINUTE + 59 * SECOND, '9 min 59 s'],
    [10 * MINUTE + 29 * SECOND, '10 min'],
    [59 * MINUTE + 31 * SECOND, '1 h'],
    [HOUR + 33 * MINUTE, '1 h 33 min'],
    [23 * HOUR + 59 * MINUTE, '23 h 59 min'],
    [23 * HOUR + 59 * MINUTE + 45 * SECOND, '1 d'],
    [2 * DAY + 4 * HOUR, '2 d 4 h'],
    [10 * DAY, '10 d'],
  ])('formats %i ms as %s', (ms, message) => {
    expect(formatDuration(ms)).toBe(message)
  })
})

describe('formatting times and counts', () => {
  it('uses UTC', () => {
    expect(formatTime(TEST_START_MS)).toBe('14:02:11')
    expect(formatDateTime(TEST_START_MS)).toBe('2026-11-22 14:02 UTC')
  })

  it.each([
    [0, '0 datasets'],
    [1, '1 dataset'],
    [1_234_567, '1,234,567 datasets'],
  ])('formats %i as %s', (number, message) => {
    expect(pluralize(number, 'dataset')).toBe(message)
  })
})

describe('summarizeJob', () => {
  it('summarizes the request', () => {
    expect(summarizeJob(sampleState())).toEqual({
      jobType: 'supervised fine-tuning',
      baseModel: 'mistral-small-latest',
      datasets: 1,
      size: ['1 dataset', '1,000 steps'],
    })
  })

  it('summarizes what the service reports if there is no spec', () => {
    const job = sampleJob({
      jobType: 'odpo',
      modelConfig: { base_model: 'x' },
      hyperparameters: { training_steps: 1 },
    })
    expect(summarizeJob({ label: job.id, job, timeline: [], notes: [] })).toEqual({
      jobType: 'ODPO',
      baseModel: 'x',
      size: ['1 step'],
    })
  })

  it('is empty if nothing is known', () => {
    expect(summarizeJob({ label: 'x', timeline: [], notes: [] })).toEqual({ jobType: '', size: [] })
    const spec = sampleSpec({ request: { job_type: 'dpo', model_config: {}, auto_start: true } })
    expect(summarizeJob(sampleState({ spec }))).toEqual({ jobType: 'DPO', size: [] })
  })
})

describe('links', () => {
  it('to a file use the commit of the run, and encode the path', () => {
    const context = sampleContext()
    const blob = `https://github.example/acme/bot/blob/${context.commit}`
    expect(fileUrl(context, 'a b/ü#1.yml')).toBe(`${blob}/a%20b/%C3%BC%231.yml`)
    expect(fileUrl(context, 'a.yml', 4)).toBe(`${blob}/a.yml#L4`)
  })

  it('to a job replace every placeholder of the template', () => {
    expect(jobUrl(sampleContext(), 'x')).toBeUndefined()
    const context = sampleContext({ jobUrlTemplate: 'https://console.example/{id}?job={id}' })
    expect(jobUrl(context, 'a/b')).toBe('https://console.example/a%2Fb?job=a%2Fb')
  })
})
