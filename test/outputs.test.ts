import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { OUTCOMES } from '../src/jobs/job-status.ts'
import { stateFromJobId, type JobState } from '../src/jobs/job-state.ts'
import { OUTPUT_NAMES, formatOutputs } from '../src/outputs.ts'
import { overallOutcome } from '../src/jobs/result.ts'
import { DIGEST, JOB_ID, MODEL, sampleJob, sampleState } from './fakes/samples.ts'
import { jobId } from './fakes/forge-api.ts'

const EMPTY = Object.fromEntries(OUTPUT_NAMES.map((name) => [name, '']))
const SUCCEEDED = sampleState({
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

describe('formatOutputs', () => {
  it('has the outputs of action.yml', () => {
    const action = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')) as {
      outputs: object
    }
    expect(Object.keys(action.outputs)).toEqual([...OUTPUT_NAMES])
  })

  it('returns empty outputs without states', () => {
    expect(formatOutputs({ states: [], elapsedMs: 0 })).toEqual({
      ...EMPTY,
      jobs: '[]',
      'elapsed-seconds': '0',
    })
  })

  it('names the file of the jobs, which has the same text', () => {
    const written: string[] = []
    const outputs = formatOutputs({ states: [SUCCEEDED], elapsedMs: 0 }, (jobs) => {
      written.push(jobs)
      return '/tmp/jobs.json'
    })
    expect(outputs['jobs-file']).toBe('/tmp/jobs.json')
    expect(written).toEqual([outputs.jobs])
  })

  it('returns the digest and no outcome for a spec before its submission', () => {
    expect(formatOutputs({ states: [sampleState()], elapsedMs: 999 })).toMatchObject({
      outcome: '',
      'job-id': '',
      job: '',
      'spec-digest': DIGEST,
      reused: 'false',
      'elapsed-seconds': '0',
    })
  })

  it('returns the requested id and no spec for a job that was never read', () => {
    const outputs = formatOutputs({
      states: [{ ...stateFromJobId(JOB_ID), outcome: 'refused' }],
      elapsedMs: 0,
    })
    expect(outputs['job-id']).toBe(JOB_ID)
    expect(JSON.parse(outputs.jobs)).toMatchObject([{ 'job-id': JOB_ID, spec: '', outcome: 'refused' }])
  })

  it('returns the outcome `running` for a job without an outcome', () => {
    expect(formatOutputs({ states: [sampleState({ job: sampleJob() })], elapsedMs: 61_500 })).toMatchObject({
      'job-id': JOB_ID,
      status: 'RUNNING',
      outcome: 'running',
      'output-model': '',
      'elapsed-seconds': '61',
      'comment-url': '',
    })
  })

  it('returns the model and the JSON of a job that succeeded', () => {
    const outputs = formatOutputs({ states: [SUCCEEDED], elapsedMs: 0, commentUrl: 'https://c' })
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

  it.each(OUTCOMES.filter((outcome) => outcome !== 'succeeded'))(
    'returns no model for the outcome %s',
    (outcome) => {
      const outputs = formatOutputs({ states: [{ ...SUCCEEDED, outcome }], elapsedMs: 0 })
      expect(outputs['output-model']).toBe('')
      expect(outputs.job).not.toContain(MODEL)
      expect(outputs.outcome).toBe(outcome)
    },
  )

  it('returns only the worst outcome and the list for several states', () => {
    const second: JobState = {
      label: JOB_ID,
      job: sampleJob({ id: jobId(2) }),
      outcome: 'running',
      timeline: [],
      notes: [],
    }
    const third: JobState = { label: 'c.yml', outcome: 'refused', timeline: [], notes: [] }
    const outputs = formatOutputs({ states: [SUCCEEDED, second, third], elapsedMs: 0 })
    expect(outputs).toEqual({ ...EMPTY, outcome: 'refused', jobs: outputs.jobs, 'elapsed-seconds': '0' })
    expect(JSON.parse(outputs.jobs)).toMatchObject([
      { spec: 'training/support-bot.yml', 'output-model': MODEL },
      { spec: '', 'job-id': jobId(2), outcome: 'running', 'spec-digest': '' },
      { spec: 'c.yml', 'job-id': '', outcome: 'refused' },
    ])
  })
})

describe('overallOutcome', () => {
  it.each<[string, Parameters<typeof overallOutcome>[0], string | undefined]>([
    ['no states', { states: [] }, undefined],
    ['no states, with an override', { states: [], outcome: 'invalid' }, 'invalid'],
    ['a spec before its submission', { states: [sampleState()] }, undefined],
    ['a running job', { states: [sampleState({ job: sampleJob() })] }, 'running'],
    ['a succeeded and a running job', { states: [SUCCEEDED, sampleState({ job: sampleJob() })] }, 'running'],
    [
      'a valid spec, with an override',
      { states: [sampleState({ outcome: 'valid' })], outcome: 'invalid' },
      'invalid',
    ],
  ])('of %s', (_, state, outcome) => {
    expect(overallOutcome(state)).toBe(outcome)
  })
})
