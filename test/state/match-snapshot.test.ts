import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { type Echo, isSameJob } from '../../src/state/record.ts'
import { jobId } from '../fakes/forge-api.ts'
import { recordedJob } from './samples.ts'

const ECHO: Echo = {
  jobType: 'supervised_fine_tuning',
  modelConfig: { architecture: 'dense', base_model: 'mistral-small-latest' },
  hyperparameters: { learning_rate: 0.00001, training_steps: 1000 },
  createdAt: 1_795_000_000,
}
const described = (changes: Partial<TrainingJob> = {}): TrainingJob => ({
  id: jobId(1),
  status: 'RUNNING',
  ...ECHO,
  ...changes,
})
const known = recordedJob(1, { echo: ECHO })

describe('a job that the service describes is the one that was written down', () => {
  it.each([
    ['when all is the same', described()],
    ['whatever its status is now', described({ status: 'SUCCESS', outputModel: 'ft:x', modifiedAt: 9 })],
    ['when another server tells another second', described({ createdAt: 1_795_000_002 })],
    ['when the service tells more', described({ hyperparameters: { ...ECHO.hyperparameters, batch_size: 8 }, datasetIds: ['a'] })],
    ['when the service tells less', { id: jobId(1) }],
    ['when an alias has become a version', described({ modelConfig: { architecture: 'dense', base_model: 'mistral-small-2603' } })],
  ])('%s', (_, job) => {
    expect(isSameJob(known, job)).toBe(true)
  }) // prettier-ignore

  it('when nothing was written down but its id', () => {
    expect(isSameJob(recordedJob(1), described({ jobType: 'dpo', createdAt: 1 }))).toBe(true)
    expect(isSameJob(recordedJob(1, { echo: {} }), described({ jobType: 'dpo', createdAt: 1 }))).toBe(true)
  })
})

describe('a job is another one', () => {
  it.each([
    ['with another id', described({ id: jobId(2) })],
    ['that was made at another time', described({ createdAt: 1_795_000_003 })],
    ['of another type', described({ jobType: 'dpo' })],
    ['of another base model', described({ modelConfig: { architecture: 'mixture_of_experts', base_model: 'mistral-small-latest' } })],
    ['with other hyperparameters', described({ hyperparameters: { learning_rate: 0.00001, training_steps: 1001 } })],
  ])('%s', (_, job) => {
    expect(isSameJob(known, job)).toBe(false)
  }) // prettier-ignore

  it('with another id, though nothing else was written down', () => {
    expect(isSameJob(recordedJob(1), described({ id: jobId(2) }))).toBe(false)
  })
})
