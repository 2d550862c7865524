import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { OUTCOMES } from '../src/jobs/job-status.ts'
import { trainingOfJob, type Training } from '../src/jobs/job-state.ts'
import { OUTPUT_NAMES, outputsOf } from '../src/outputs.ts'
import { outcomeOf } from '../src/jobs/result.ts'
import { DIGEST, JOB_ID, MODEL, sampleJob, sampleTraining } from './fakes/samples.ts'
import { jobId } from './fakes/forge-api.ts'

const EMPTY = Object.fromEntries(OUTPUT_NAMES.map((name) => [name, '']))
const SUCCEEDED = sampleTraining({
  outcome: 'succeeded',
  job: sampleJob({
    status: 'SUCCESS',
    outputModel: MODEL,
    createdAt: 1_000,
    modifiedAt: 2_000,
    modelConfig: { base_model: 'x' },
    hyperparameters: { batch_size: 8 },
  }),
})

describe('the outputs', () => {
  it('are those of action.yml', () => {
    const action = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')) as {
      outputs: object
    }
    expect(Object.keys(action.outputs)).toEqual([...OUTPUT_NAMES])
  })

  it('of nothing are empty', () => {
    expect(outputsOf({ trainings: [], elapsedMs: 0 })).toEqual({
      ...EMPTY,
      jobs: '[]',
      'elapsed-seconds': '0',
    })
  })

  it('of a spec that is not sent yet have its digest, and no outcome', () => {
    expect(outputsOf({ trainings: [sampleTraining()], elapsedMs: 999 })).toMatchObject({
      outcome: '',
      'job-id': '',
      job: '',
      'spec-digest': DIGEST,
      reused: 'false',
      'elapsed-seconds': '0',
    })
  })

  it('of a job that was named and never seen have its id, and no spec', () => {
    const outputs = outputsOf({ trainings: [{ ...trainingOfJob(JOB_ID), outcome: 'refused' }], elapsedMs: 0 })
    expect(outputs['job-id']).toBe(JOB_ID)
    expect(JSON.parse(outputs.jobs)).toMatchObject([{ 'job-id': JOB_ID, spec: '', outcome: 'refused' }])
  })

  it('of a job that is watched are there at once', () => {
    expect(outputsOf({ trainings: [sampleTraining({ job: sampleJob() })], elapsedMs: 61_500 })).toMatchObject(
      {
        'job-id': JOB_ID,
        status: 'RUNNING',
        outcome: 'running',
        'output-model': '',
        'elapsed-seconds': '61',
        'comment-url': '',
      },
    )
  })

  it('of a job that succeeded have its model, and all of it as JSON', () => {
    const outputs = outputsOf({ trainings: [SUCCEEDED], elapsedMs: 0, commentUrl: 'https://c' })
    expect(outputs).toMatchObject({ outcome: 'succeeded', 'output-model': MODEL, 'comment-url': 'https://c' })
    const job = {
      spec: 'training/support-bot.yml',
      'job-id': JOB_ID,
      status: 'SUCCESS',
      outcome: 'succeeded',
      'output-model': MODEL,
      'spec-digest': DIGEST,
      reused: 'false',
      job_type: 'supervised_fine_tuning',
      model_config: { base_model: 'x' },
      hyperparameters: { batch_size: 8 },
      created_at: 1_000,
      modified_at: 2_000,
    }
    expect(JSON.parse(outputs.job)).toEqual(job)
    expect(JSON.parse(outputs.jobs)).toEqual([job])
  })

  it.each(OUTCOMES.filter((outcome) => outcome !== 'succeeded'))('of %s name no model to ship', (outcome) => {
    const outputs = outputsOf({ trainings: [{ ...SUCCEEDED, outcome }], elapsedMs: 0 })
    expect(outputs['output-model']).toBe('')
    expect(outputs.job).not.toContain(MODEL)
    expect(outputs.outcome).toBe(outcome)
  })

  it('of several are empty, but for the worst outcome and the list', () => {
    const second: Training = {
      label: JOB_ID,
      job: sampleJob({ id: jobId(2) }),
      outcome: 'running',
      timeline: [],
      notes: [],
    }
    const third: Training = { label: 'c.yml', outcome: 'refused', timeline: [], notes: [] }
    const outputs = outputsOf({ trainings: [SUCCEEDED, second, third], elapsedMs: 0 })
    expect(outputs).toEqual({ ...EMPTY, outcome: 'refused', jobs: outputs.jobs, 'elapsed-seconds': '0' })
    expect(JSON.parse(outputs.jobs)).toMatchObject([
      { spec: 'training/support-bot.yml', 'output-model': MODEL },
      { spec: '', 'job-id': jobId(2), outcome: 'running', 'spec-digest': '' },
      { spec: 'c.yml', 'job-id': '', outcome: 'refused' },
    ])
  })
})

describe('the outcome of a step', () => {
  it.each<[string, Parameters<typeof outcomeOf>[0], string | undefined]>([
    ['nothing', { trainings: [] }, undefined],
    ['nothing, decided otherwise', { trainings: [], outcome: 'invalid' }, 'invalid'],
    ['what is not sent', { trainings: [sampleTraining()] }, undefined],
    ['an open job', { trainings: [sampleTraining({ job: sampleJob() })] }, 'running'],
    ['a good and an open one', { trainings: [SUCCEEDED, sampleTraining({ job: sampleJob() })] }, 'running'],
    [
      'a valid spec among invalid ones',
      { trainings: [sampleTraining({ outcome: 'valid' })], outcome: 'invalid' },
      'invalid',
    ],
  ])('of %s', (_, standing, outcome) => {
    expect(outcomeOf(standing)).toBe(outcome)
  })
})
