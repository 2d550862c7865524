import { expect, it } from '@jest/globals'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { durationsOfSimilarJobs } from '../../src/jobs/similar-jobs.ts'

const REQUEST: TrainingRequest = {
  job_type: 'dpo',
  model_config: { base_model: 'm' },
  hyperparameters: { training_steps: 100, batch_size: 8, learning_rate: 1e-5 },
  auto_start: true,
}
const similar: TrainingJob = {
  id: 'a',
  status: 'SUCCESS',
  jobType: 'dpo',
  modelConfig: { base_model: 'm' },
  hyperparameters: { training_steps: 100, batch_size: 8, learning_rate: 3e-5 },
  createdAt: 1_000,
  modifiedAt: 4_600,
}

it('knows how long jobs of the same kind, model and size took', () => {
  expect(durationsOfSimilarJobs(REQUEST, [similar, { ...similar, modifiedAt: 1_060 }])).toEqual([
    3_600_000, 60_000,
  ])
})

it.each<[string, Partial<TrainingJob>]>([
  ['has not succeeded', { status: 'FAILED' }],
  ['has no times', { modifiedAt: undefined }],
  ['took no time', { modifiedAt: 1_000 }],
  ['is of another kind', { jobType: 'odpo' }],
  ['has another model', { modelConfig: { base_model: 'n' } }],
  ['has another size', { hyperparameters: { training_steps: 100, batch_size: 16 } }],
  ['says nothing about its size', { hyperparameters: undefined }],
])('leaves out a job that %s', (_, changes) => {
  expect(durationsOfSimilarJobs(REQUEST, [{ ...similar, ...changes }])).toEqual([])
})

it('knows nothing about a request without a size', () => {
  const { hyperparameters: _, ...rest } = REQUEST
  expect(durationsOfSimilarJobs(rest, [similar])).toEqual([])
})
