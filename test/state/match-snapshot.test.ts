import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { type JobSnapshot, matchesSnapshot } from '../../src/state/record.ts'
import { jobId } from '../fakes/forge-api.ts'
import { recordedJob } from './samples.ts'

const SNAPSHOT: JobSnapshot = {
  jobType: 'supervised_fine_tuning',
  modelConfig: { architecture: 'dense', base_model: 'mistral-small-latest' },
  hyperparameters: { learning_rate: 0.00001, training_steps: 1000 },
  createdAt: 1_795_000_000,
}
const jobWith = (changes: Partial<TrainingJob> = {}): TrainingJob => ({
  id: jobId(1),
  status: 'RUNNING',
  ...SNAPSHOT,
  ...changes,
})
const recorded = recordedJob(1, { snapshot: SNAPSHOT })

describe('matchesSnapshot accepts a job', () => {
  it.each([
    ['with the same fields', jobWith()],
    ['with another status', jobWith({ status: 'SUCCESS', outputModel: 'ft:x', modifiedAt: 9 })],
    ['with a creation time that differs by a minute', jobWith({ createdAt: 1_795_000_060 })],
    ['with additional fields', jobWith({ hyperparameters: { ...SNAPSHOT.hyperparameters, batch_size: 8 }, datasetIds: ['a'] })],
    ['with missing fields', { id: jobId(1) }],
    ['whose alias was resolved to a version', jobWith({ modelConfig: { architecture: 'dense', base_model: 'mistral-small-2603' } })],
  ])('%s', (_, job) => {
    expect(matchesSnapshot(recorded, job)).toBe(true)
  }) // prettier-ignore

  it('if only its id was recorded', () => {
    expect(matchesSnapshot(recordedJob(1), jobWith({ jobType: 'dpo', createdAt: 1 }))).toBe(true)
    expect(matchesSnapshot(recordedJob(1, { snapshot: {} }), jobWith({ jobType: 'dpo', createdAt: 1 }))).toBe(
      true,
    )
  })
})

describe('matchesSnapshot rejects a job', () => {
  it.each([
    ['with another id', jobWith({ id: jobId(2) })],
    ['with another creation time', jobWith({ createdAt: 1_795_000_061 })],
    ['of another type', jobWith({ jobType: 'dpo' })],
    ['of another base model', jobWith({ modelConfig: { architecture: 'mixture_of_experts', base_model: 'mistral-small-latest' } })],
    ['with other hyperparameters', jobWith({ hyperparameters: { learning_rate: 0.00001, training_steps: 1001 } })],
  ])('%s', (_, job) => {
    expect(matchesSnapshot(recorded, job)).toBe(false)
  }) // prettier-ignore

  it('with another id if only the id was recorded', () => {
    expect(matchesSnapshot(recordedJob(1), jobWith({ id: jobId(2) }))).toBe(false)
  })
})
