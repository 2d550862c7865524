import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { fromList } from '../../src/jobs/merge-listed-job.ts'

const ID = '7c9e6679-7425-40de-944b-000000000001'
const job = (fields: Partial<TrainingJob>): TrainingJob => ({ id: ID, ...fields })

describe('what the list says of a job', () => {
  it.each<[string, Partial<TrainingJob>, Partial<TrainingJob>]>([
    ['the same', { status: 'RUNNING' }, { status: 'RUNNING' }],
    ['a step forward', { status: 'QUEUED' }, { status: 'RUNNING' }],
    ['a first status', {}, { status: 'PREHEATING' }],
    ['an end with its model', { status: 'RUNNING' }, { status: 'SUCCESS', outputModel: 'ft:x' }],
    ['an end with its reason', { status: 'QUEUED' }, { status: 'FAILED', reason: 'why' }],
    ['an end that needs no more', { status: 'RUNNING' }, { status: 'CANCELLED' }],
    ['an end after an unknown word', { status: 'POLISHING' }, { status: 'CANCELLED' }],
    ['a newer unknown word', { status: 'RUNNING', modifiedAt: 1 }, { status: 'POLISHING', modifiedAt: 2 }],
    [
      'what follows an unknown word',
      { status: 'POLISHING', modifiedAt: 1 },
      { status: 'RUNNING', modifiedAt: 2 },
    ],
    ['an unknown word again', { status: 'POLISHING' }, { status: 'POLISHING' }],
    ['what only the job has told the age of', { status: 'RUNNING', modifiedAt: 2 }, { status: 'RUNNING' }],
    ['what only the list tells the age of', { status: 'RUNNING' }, { status: 'RUNNING', modifiedAt: 2 }],
    ['the same, told later', { status: 'RUNNING', modifiedAt: 1 }, { status: 'RUNNING', modifiedAt: 2 }],
  ])('is believed: %s', (_, known, listed) => {
    expect(fromList(job(known), job(listed))).toEqual(job({ ...known, ...listed }))
  })

  it.each<[string, Partial<TrainingJob>, Partial<TrainingJob>]>([
    ['no status', { status: 'RUNNING' }, {}],
    ['another end', { status: 'SUCCESS', outputModel: 'ft:x' }, { status: 'CANCELLED' }],
    ['another unknown word', { status: 'POLISHING' }, { status: 'PREHEATING' }],
    ['a step back', { status: 'RUNNING' }, { status: 'QUEUED' }],
    [
      'a step back that is said to be newer',
      { status: 'RUNNING', modifiedAt: 1 },
      { status: 'QUEUED', modifiedAt: 2 },
    ],
    ['an older description', { status: 'RUNNING', modifiedAt: 2 }, { status: 'RUNNING', modifiedAt: 1 }],
    ['an older end', { status: 'RUNNING', modifiedAt: 2 }, { status: 'CANCELLED', modifiedAt: 1 }],
    ['a success without its model', { status: 'RUNNING' }, { status: 'SUCCESS' }],
    ['a failure without its reason', { status: 'RUNNING' }, { status: 'FAILED' }],
    ['an unknown word of no known age', { status: 'RUNNING' }, { status: 'POLISHING' }],
    [
      'a word after an unknown one, of the same second',
      { status: 'POLISHING', modifiedAt: 1 },
      { status: 'RUNNING', modifiedAt: 1 },
    ],
  ])('is left to the job: %s', (_, known, listed) => {
    expect(fromList(job(known), job(listed))).toBeUndefined()
  })

  it('adds to what is known, and is no change where it only spells a phase in another way', () => {
    const known = job({ status: 'RUNNING', createdAt: 5, jobType: 'dpo' })
    const listed = { id: ID.toUpperCase(), status: 'running', jobType: 'odpo' }
    expect(fromList(known, listed)).toEqual({ ...known, jobType: 'odpo' })
  })
})
