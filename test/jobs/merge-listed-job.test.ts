import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { mergeListedJob } from '../../src/jobs/merge-listed-job.ts'

const ID = '7c9e6679-7425-40de-944b-000000000001'
const job = (fields: Partial<TrainingJob>): TrainingJob => ({ id: ID, ...fields })

describe('mergeListedJob', () => {
  it.each<[string, Partial<TrainingJob>, Partial<TrainingJob>]>([
    ['the same status', { status: 'RUNNING' }, { status: 'RUNNING' }],
    ['a step forward', { status: 'QUEUED' }, { status: 'RUNNING' }],
    ['a first status', {}, { status: 'PREHEATING' }],
    ['a success with its model', { status: 'RUNNING' }, { status: 'SUCCESS', outputModel: 'ft:x' }],
    ['a failure with its reason', { status: 'QUEUED' }, { status: 'FAILED', reason: 'why' }],
    ['a cancellation', { status: 'RUNNING' }, { status: 'CANCELLED' }],
    ['a terminal status after an unknown one', { status: 'POLISHING' }, { status: 'CANCELLED' }],
    ['a newer unknown status', { status: 'RUNNING', modifiedAt: 1 }, { status: 'POLISHING', modifiedAt: 2 }],
    [
      'a newer status after an unknown one',
      { status: 'POLISHING', modifiedAt: 1 },
      { status: 'RUNNING', modifiedAt: 2 },
    ],
    ['the same unknown status', { status: 'POLISHING' }, { status: 'POLISHING' }],
    ['an entry without modified_at', { status: 'RUNNING', modifiedAt: 2 }, { status: 'RUNNING' }],
    ['an entry with a first modified_at', { status: 'RUNNING' }, { status: 'RUNNING', modifiedAt: 2 }],
    [
      'the same status, modified later',
      { status: 'RUNNING', modifiedAt: 1 },
      { status: 'RUNNING', modifiedAt: 2 },
    ],
  ])('accepts %s', (_, known, listed) => {
    expect(mergeListedJob(job(known), job(listed))).toEqual(job({ ...known, ...listed }))
  })

  it.each<[string, Partial<TrainingJob>, Partial<TrainingJob>]>([
    ['no status', { status: 'RUNNING' }, {}],
    ['another terminal status', { status: 'SUCCESS', outputModel: 'ft:x' }, { status: 'CANCELLED' }],
    ['another unknown status', { status: 'POLISHING' }, { status: 'PREHEATING' }],
    ['a step back', { status: 'RUNNING' }, { status: 'QUEUED' }],
    [
      'a step back with a later modified_at',
      { status: 'RUNNING', modifiedAt: 1 },
      { status: 'QUEUED', modifiedAt: 2 },
    ],
    ['an older entry', { status: 'RUNNING', modifiedAt: 2 }, { status: 'RUNNING', modifiedAt: 1 }],
    [
      'an older terminal status',
      { status: 'RUNNING', modifiedAt: 2 },
      { status: 'CANCELLED', modifiedAt: 1 },
    ],
    ['a success without its model', { status: 'RUNNING' }, { status: 'SUCCESS' }],
    ['a failure without its reason', { status: 'RUNNING' }, { status: 'FAILED' }],
    ['an unknown status without modified_at', { status: 'RUNNING' }, { status: 'POLISHING' }],
    [
      'a status after an unknown one, in the same second',
      { status: 'POLISHING', modifiedAt: 1 },
      { status: 'RUNNING', modifiedAt: 1 },
    ],
  ])('rejects %s', (_, known, listed) => {
    expect(mergeListedJob(job(known), job(listed))).toBeUndefined()
  })

  it('adds fields, and keeps the known spelling of the same phase', () => {
    const known = job({ status: 'RUNNING', createdAt: 5, jobType: 'dpo' })
    const listed = { id: ID.toUpperCase(), status: 'running', jobType: 'odpo' }
    expect(mergeListedJob(known, listed)).toEqual({ ...known, jobType: 'odpo' })
  })
})
