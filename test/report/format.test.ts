import { describe, expect, it } from '@jest/globals'
import { fileUrl, jobUrl } from '../../src/report/run-context.ts'
import { ageMs, clockTime, count, dayAndTime, duration, gistOf } from '../../src/report/format.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { sampleContext, sampleJob, sampleSpec, sampleTraining, sightings } from '../fakes/samples.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

describe('durations', () => {
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
  ])('%i ms is %s', (ms, words) => {
    expect(duration(ms)).toBe(words)
  })
})

describe('times and numbers', () => {
  it('are in UTC', () => {
    expect(clockTime(TEST_START_MS)).toBe('14:02:11')
    expect(dayAndTime(TEST_START_MS)).toBe('2026-11-22 14:02 UTC')
  })

  it.each([
    [0, '0 datasets'],
    [1, '1 dataset'],
    [1_234_567, '1,234,567 datasets'],
  ])('%i is %s', (number, words) => {
    expect(count(number, 'dataset')).toBe(words)
  })
})

describe('the gist of a training', () => {
  it('is what was asked for', () => {
    expect(gistOf(sampleTraining())).toEqual({
      kind: 'supervised fine-tuning',
      baseModel: 'mistral-small-latest',
      size: ['1 dataset', '1,000 steps'],
    })
  })

  it('is else what the service says', () => {
    const job = sampleJob({
      jobType: 'odpo',
      modelConfig: { base_model: 'x' },
      hyperparameters: { training_steps: 1 },
    })
    expect(gistOf({ label: job.id, job, timeline: [], notes: [] })).toEqual({
      kind: 'ODPO',
      baseModel: 'x',
      size: ['1 step'],
    })
  })

  it('is nothing where nothing is known', () => {
    expect(gistOf({ label: 'x', timeline: [], notes: [] })).toEqual({ kind: '', size: [] })
    const spec = sampleSpec({ request: { job_type: 'dpo', model_config: {}, auto_start: true } })
    expect(gistOf(sampleTraining({ spec }))).toEqual({ kind: 'DPO', size: [] })
  })
})

describe('how long a training took', () => {
  const timeline = sightings([0, 'QUEUED'], [60, 'SUCCESS'])

  it('is what the service says once it has an outcome', () => {
    const job = sampleJob({ createdAt: 1_000, modifiedAt: 1_090 })
    expect(ageMs(sampleTraining({ job, timeline, outcome: 'succeeded' }), 0)).toBe(90_000)
  })

  it.each([
    ['no times', {}],
    ['times that stand still', { createdAt: 1_000, modifiedAt: 1_000 }],
    ['one time', { modifiedAt: 1_000 }],
  ])('is what we saw where the service has %s', (_, times) => {
    expect(ageMs(sampleTraining({ job: sampleJob(times), timeline, outcome: 'succeeded' }), 0)).toBe(60_000)
  })

  it('goes on until now while it is open', () => {
    expect(ageMs(sampleTraining({ job: sampleJob(), timeline }), TEST_START_MS + 90_000)).toBe(90_000)
  })

  it('is not known of what was never seen', () => {
    expect(ageMs(sampleTraining({ outcome: 'refused' }), 0)).toBeUndefined()
  })
})

describe('links', () => {
  it('to a file lead to the commit of the run, with the path encoded', () => {
    const context = sampleContext()
    const blob = `https://github.example/acme/bot/blob/${context.commit}`
    expect(fileUrl(context, 'a b/ü#1.yml')).toBe(`${blob}/a%20b/%C3%BC%231.yml`)
    expect(fileUrl(context, 'a.yml', 4)).toBe(`${blob}/a.yml#L4`)
  })

  it('to a job are made from the template, everywhere in it', () => {
    expect(jobUrl(sampleContext(), 'x')).toBeUndefined()
    const context = sampleContext({ jobUrlTemplate: 'https://console.example/{id}?job={id}' })
    expect(jobUrl(context, 'a/b')).toBe('https://console.example/a%2Fb?job=a%2Fb')
  })
})
