import { describe, expect, it } from '@jest/globals'
import { isUuid, parseJobId } from '../../src/jobs/job-id.ts'
import { JOB_ID } from '../fakes/samples.ts'

describe('parseJobId', () => {
  it.each([
    ['a UUID in lower case', JOB_ID.toUpperCase(), JOB_ID],
    ['another id in its own case', 'ftjob-01HXYZ_aB', 'ftjob-01HXYZ_aB'],
    ['a ULID', '01HXYZ3ABCDEFGHJKMNPQRSTVW', '01HXYZ3ABCDEFGHJKMNPQRSTVW'],
    ['one character', '7', '7'],
    ['128 characters', 'x'.repeat(128), 'x'.repeat(128)],
    ['an id without the blanks around it', ` ${JOB_ID}\n`, JOB_ID],
  ])('returns %s', (_, text, id) => {
    expect(parseJobId(text)).toBe(id)
  })

  it.each([
    ['', '  ', '.', '..', 'a/b', 'a b', 'a\nb', 'a.b', 'a%2Fb', 'job`', 'ü', 'x'.repeat(129)],
    [7, null, undefined, {}, [JOB_ID]],
  ])('rejects anything else', (...values) => {
    expect(values.map(parseJobId)).toEqual(values.map(() => undefined))
  })
})

describe('isUuid', () => {
  it('accepts ids as in the contract only', () => {
    expect([JOB_ID, 'ftjob-1', `x${JOB_ID}`, `${JOB_ID}-`].map(isUuid)).toEqual([true, false, false, false])
  })
})
