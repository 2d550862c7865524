import { describe, expect, it } from '@jest/globals'
import { findUsesElsewhere, withRequests } from '../../src/sync/uses-elsewhere.ts'
import { jobId } from '../fakes/forge-api.ts'
import {
  commentRecordOf,
  KEY,
  OTHER_KEY,
  OWNER,
  recordedJob,
  requestOf,
  runRef,
  SCOPE,
} from '../state/samples.ts'

const NEWER = { run: runRef(8124), holderId: 'newer' }
/** Follows the first job, and another one for another request. */
const RECORD = commentRecordOf({
  [KEY]: requestOf({ ...NEWER, jobId: jobId(1) }, [recordedJob(1)]),
  [OTHER_KEY]: requestOf({ ...NEWER, jobId: jobId(2) }, [recordedJob(2)]),
})
const find = (conversation: string) =>
  findUsesElsewhere(new Set([jobId(1)]), SCOPE, [{ conversation, record: RECORD }])

describe('findUsesElsewhere', () => {
  it('finds the steps of other conversations that use a job, and nothing else', () => {
    const found = find('7001#8')
    expect(Object.keys(found)).toEqual([KEY])
    expect(found).toMatchObject({
      [KEY]: { holds: [{ owner: `7001#8 ${OWNER}`, jobId: jobId(1) }], jobs: [] },
    })
  })

  it('finds none in the conversation of the job', () => {
    expect(find(SCOPE)).toEqual({})
  })

  it('adds them to what is known, of which nothing is dropped', () => {
    const hold = { leaseExpiresAtMs: 0, jobId: jobId(1) }
    const record = commentRecordOf(requestOf(hold, [recordedJob(1)]))
    const { holds, jobs } = withRequests(record, find('7001#8')).requests[KEY] ?? {}
    expect(holds).toMatchObject([{ holderId: 'newer' }, { holderId: 'step of 8123' }])
    expect(jobs).toEqual([recordedJob(1)])
  })
})
