import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import type { Outcome } from '../../src/jobs/job-status.ts'
import { mergeRecords, mergeRequests } from '../../src/state/merge-records.ts'
import {
  asUnsigned,
  commitAskedFor,
  digestOfKey,
  EMPTY_RECORD,
  findRequest,
  isNewer,
  isNewerRun,
  isRecordedJob,
  isUnfinished,
  runsOfOwner,
  serviceOfKey,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
} from '../../src/state/record.ts'
import { DIGEST, sampleJob } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import {
  commentRecordOf,
  KEY,
  OTHER_KEY,
  OWNER,
  recordedJob,
  requestOf,
  runRef,
  sampleHold,
  SERVICE,
} from './samples.ts'

function mergeJobs(a: RecordedJob, b: RecordedJob): RecordedJob {
  const { jobs } = mergeRequests({ holds: [], jobs: [a] }, { holds: [], jobs: [b] })
  expect(jobs).toHaveLength(1)
  return jobs[0]!
}

function mergeHolds(a: Hold, b: Hold): readonly Hold[] {
  const merged = mergeRequests({ holds: [a], jobs: [] }, { holds: [b], jobs: [] }).holds
  expect(mergeRequests({ holds: [b], jobs: [] }, { holds: [a], jobs: [] }).holds).toEqual(merged)
  return merged
}

const jobNumbers = ({ jobs }: RequestRecord) => jobs.map(({ id }) => Number(id.slice(-12)))
const holderIds = ({ holds }: RequestRecord) => holds.map(({ holderId }) => holderId)

describe('isNewer', () => {
  it.each([
    ['started later', runRef(8124), runRef(8123)],
    ['started later, with a longer id', runRef(10_000), runRef(9_999)],
    ['is a later attempt', runRef(8123, 2), runRef(8123, 1)],
    ['is a later attempt, with two digits', runRef(8123, 10), runRef(8123, 9)],
    ['started later, although the other was re-run', runRef(8124, 1), runRef(8123, 7)],
    [
      'started later, with an id beyond the safe integers of JavaScript',
      { id: '90071992547409931', attempt: 1 },
      { id: '90071992547409930', attempt: 1 },
    ],
  ])('is true for a run that %s', (_, newer, older) => {
    expect([isNewer(newer, older), isNewer(older, newer), isNewer(newer, newer)]).toEqual([
      true,
      false,
      false,
    ])
    expect(isNewerRun(newer, older)).toBe(newer.id !== older.id)
    expect(isNewerRun(older, newer)).toBe(false)
  })
})

it('the key of a request tells its digest and its service', () => {
  expect([digestOfKey(KEY), serviceOfKey(KEY)]).toEqual([DIGEST, SERVICE])
})

describe('holds of one request', () => {
  it('are those of all holders, newest run first', () => {
    const a = sampleHold({ holderId: 'a', run: runRef(9_999) })
    const b = sampleHold({ holderId: 'b', run: runRef(10_000) })
    const c = sampleHold({ holderId: 'c', run: runRef(9_999) })
    expect(mergeHolds(a, b)).toEqual([b, a])
    expect(mergeRequests({ holds: [c], jobs: [] }, { holds: [a, b], jobs: [] }).holds).toEqual([b, a, c])
  })

  it('are the later version of each holder', () => {
    const submitting = sampleHold({ atMs: 9_000, submissionStartedAtMs: 9_000 })
    const submitted = sampleHold({ atMs: 10_000, jobId: jobId(1) })
    expect(mergeHolds(submitting, submitted)).toEqual([submitted])
  })

  it('keep the latest lease of one version, and no lease of another version', () => {
    const hold = sampleHold({ leaseExpiresAtMs: 5_000 })
    for (const leaseExpiresAtMs of [9_000, 10_000]) {
      expect(mergeHolds(hold, { ...hold, leaseExpiresAtMs })).toEqual([{ ...hold, leaseExpiresAtMs }])
    }
    const ended = { ...hold, atMs: 1_001, leaseExpiresAtMs: 0 }
    expect(mergeHolds(hold, ended)).toEqual([ended])
  })

  it('are the signed version, even if an unsigned one is later', () => {
    const ours = sampleHold({ submissionStartedAtMs: 1 })
    const unsigned = sampleHold({ atMs: 9_999, leaseExpiresAtMs: 900_000, isUnsigned: true })
    expect(mergeHolds(ours, unsigned)).toEqual([{ ...ours, unsignedLeaseMs: 900_000 }])
  })
})

describe('a job in two records', () => {
  it('stays ended once a record says so', () => {
    const ended = recordedJob(1, { isUnfinished: false, outputModel: 'ft:x' })
    expect(mergeJobs(recordedJob(1), ended)).toEqual(ended)
    expect(mergeJobs(ended, recordedJob(1, { atMs: 0 }))).toEqual({ ...ended, atMs: 0 })
  })

  it('belongs to the step and the run that recorded it first', () => {
    const first = recordedJob(1, { run: runRef(8123), atMs: 5 })
    const followed = recordedJob(1, { run: runRef(8124), owner: 'evaluate', atMs: 9 })
    expect(mergeJobs(first, followed)).toEqual(first)
    expect(mergeJobs(followed, first)).toEqual(first)
  })

  it('is taken from the signed record, even if the unsigned one is earlier', () => {
    const ours = recordedJob(1, { atMs: 9 })
    const unsigned = recordedJob(1, { atMs: 1, run: runRef(1), owner: 'evaluate', provenance: 'unsigned' })
    expect(mergeJobs(unsigned, ours)).toEqual(ours)
    expect(mergeJobs(ours, unsigned)).toEqual(ours)
  })

  it('does not end because an unsigned record says so', () => {
    const ours = recordedJob(1, { atMs: 9 })
    const unsigned = recordedJob(1, { isUnfinished: false, provenance: 'unsigned' })
    expect(mergeJobs(ours, unsigned)).toEqual(ours)
    expect(mergeJobs(unsigned, ours)).toEqual(ours)
    expect(mergeJobs(unsigned, recordedJob(1, { provenance: 'unsigned' })).isUnfinished).toBe(false)
  })

  it('stays unsigned if both records are', () => {
    const unsigned = recordedJob(1, { provenance: 'unsigned' })
    expect(mergeJobs(unsigned, { ...unsigned, atMs: 0 })).toEqual({ ...unsigned, atMs: 0 })
  })

  it.each(['createdAtS', 'outputModel', 'replacedBy'] as const)('keeps %s, whoever knows it', (name) => {
    const known = recordedJob(1, { [name]: name === 'createdAtS' ? 7 : 'x', atMs: 9 })
    expect(mergeJobs(recordedJob(1), known)).toEqual({ ...known, atMs: 1 })
    expect(mergeJobs(known, recordedJob(1))).toEqual({ ...known, atMs: 1 })
  })
})

describe('jobs of one request', () => {
  const failed = (n: number): RequestRecord => ({
    holds: [],
    jobs: [recordedJob(n, { isUnfinished: false })],
  })
  const mergeFailed = (request: RequestRecord, from: number, to: number): RequestRecord => {
    let merged = request
    for (let n = from; n <= to; n++) merged = mergeRequests(merged, failed(n))
    return merged
  }

  it('are those of both records, newest first', () => {
    const [a, b] = [
      [3, 1],
      [4, 2],
    ].map((numbers): RequestRecord => ({ holds: [], jobs: numbers.map((n) => recordedJob(n)) }))
    expect(jobNumbers(mergeRequests(a!, b!))).toEqual([4, 3, 2, 1])
  })

  it('lose the oldest without success beyond five', () => {
    expect(jobNumbers(mergeFailed(failed(1), 2, 5))).toEqual([5, 4, 3, 2, 1])
    expect(jobNumbers(mergeFailed(failed(1), 2, 7))).toEqual([7, 6, 5, 4, 3])
  })

  it('never lose an unfinished one, because it costs money until it ends', () => {
    expect(jobNumbers(mergeFailed({ holds: [], jobs: [recordedJob(1)] }, 2, 40))).toContain(1)
  })

  it('never lose a success, because it would be paid for again', () => {
    const succeeded = recordedJob(1, { isUnfinished: false, outputModel: 'ft:x' })
    expect(jobNumbers(mergeFailed({ holds: [], jobs: [succeeded] }, 2, 40))).toContain(1)
  })
})

describe('mergeRecords', () => {
  const inRun = (id: number, hold: Partial<Hold> = {}): CommentRecord =>
    commentRecordOf(requestOf({ holderId: `of ${id}`, run: runRef(id), ...hold }))
  const mergeAll = (...records: readonly CommentRecord[]) => records.reduce(mergeRecords, EMPTY_RECORD)

  it('keeps the requests of both', () => {
    const a = commentRecordOf({ [KEY]: requestOf() })
    const b = commentRecordOf({ [OTHER_KEY]: requestOf({}, [recordedJob(1)]) })
    expect(mergeRecords(a, b)).toEqual(commentRecordOf({ ...a.requests, ...b.requests }))
  })

  it('keeps the newer run', () => {
    const [a, b] = [8123, 8124].map((id) => commentRecordOf({}, { run: runRef(id) })) as [CommentRecord, CommentRecord]
    expect(mergeRecords(a, b).run).toEqual(runRef(8124))
    expect(mergeRecords(b, a).run).toEqual(runRef(8124))
    expect(mergeRecords(EMPTY_RECORD, a).run).toEqual(runRef(8123))
    expect(mergeRecords(EMPTY_RECORD, EMPTY_RECORD)).toEqual(EMPTY_RECORD)
  }) // prettier-ignore

  it.each(['constructor', 'toString', '__proto__'])('handles a request called %s', (key) => {
    const record = commentRecordOf(Object.fromEntries([[key, requestOf()]]))
    for (const merged of [mergeRecords(record, EMPTY_RECORD), mergeRecords(EMPTY_RECORD, record)]) {
      expect(Object.entries(merged.requests)).toEqual([[key, requestOf()]])
    }
    expect(findRequest(EMPTY_RECORD, key)).toEqual({ holds: [], jobs: [] })
  })

  it('keeps the holds of the two newest runs of each owner', () => {
    const ended = inRun(1, { leaseExpiresAtMs: 0 })
    const record = mergeAll(ended, inRun(2), inRun(3), inRun(1, { holderId: 'x', owner: 'evaluate' }))
    expect(holderIds(findRequest(record, KEY))).toEqual(['of 3', 'of 2', 'x'])
    expect(runsOfOwner(record, OWNER)).toEqual([runRef(3), runRef(2)])
  })

  it('drops a request of which it keeps nothing', () => {
    const others = [2, 3].map((id) => commentRecordOf({ [OTHER_KEY]: requestOf({ holderId: `of ${id}`, run: runRef(id) }) }))
    const record = mergeAll(inRun(1, { leaseExpiresAtMs: 0 }), ...others)
    expect(Object.keys(record.requests)).toEqual([OTHER_KEY])
    const nothing = commentRecordOf({ [KEY]: { holds: [], jobs: [] } })
    expect(mergeRecords(nothing, EMPTY_RECORD)).toEqual(EMPTY_RECORD)
    expect(mergeRecords(record, nothing)).toEqual(record)
  }) // prettier-ignore

  it('keeps the hold of an older run until a newer one was written after the end of its lease', () => {
    const alive = mergeAll(inRun(1, { leaseExpiresAtMs: 1_001 }), inRun(2), inRun(3))
    expect(holderIds(findRequest(alive, KEY))).toEqual(['of 3', 'of 2', 'of 1'])
    const record = mergeAll(
      alive,
      commentRecordOf({ [OTHER_KEY]: requestOf({ run: runRef(3), atMs: 1_001 }) }),
    )
    expect(holderIds(findRequest(record, KEY))).toEqual(['of 3', 'of 2'])
    const forged = commentRecordOf({ [OTHER_KEY]: requestOf({ atMs: 9_000, isUnsigned: true }) })
    expect(holderIds(findRequest(mergeAll(alive, forged), KEY))).toEqual(['of 3', 'of 2', 'of 1'])
  })

  it('counts all attempts of a run as one', () => {
    const attempts = [1, 2, 3].map((n) => inRun(2, { holderId: `attempt ${n}`, run: runRef(2, n) }))
    const record = mergeAll(inRun(1), ...attempts)
    expect(findRequest(record, KEY).holds).toHaveLength(4)
    expect(runsOfOwner(record, OWNER)).toEqual([runRef(2, 3), runRef(1)])
  })

  it('keeps the claim of an older run that has no job yet', () => {
    const record = mergeAll(inRun(1, { submissionStartedAtMs: 5 }), inRun(2), inRun(3))
    expect(holderIds(findRequest(record, KEY))).toEqual(['of 3', 'of 2', 'of 1'])
  })

  it('drops no hold because of the run of an unsigned one', () => {
    const record = mergeAll(inRun(1), inRun(2), inRun(9, { isUnsigned: true }))
    expect(holderIds(findRequest(record, KEY))).toEqual(['of 9', 'of 2', 'of 1'])
    expect(runsOfOwner(record, OWNER)).toEqual([runRef(2), runRef(1)])
  })
})

describe('the owner of steps', () => {
  const merge = (a: Partial<Hold>, b: Partial<Hold>, keys = [KEY, OTHER_KEY] as const) =>
    mergeRecords(commentRecordOf({ [keys[0]]: requestOf(a) }), commentRecordOf({ [keys[1]]: requestOf(b) }))
      .ambiguousOwners

  it.each<[string, boolean, Partial<Hold>]>([
    ['two steps of one attempt', true, { holderId: 'another' }],
    ['several requests of one step', false, {}],
    ['two attempts of a run', false, { holderId: 'another', run: runRef(8123, 2) }],
    ['two runs', false, { holderId: 'another', run: runRef(8124) }],
    ['a step and an unsigned one', false, { holderId: 'another', isUnsigned: true }],
  ])('is ambiguous with %s: %s', (_, isAmbiguous, other) => {
    expect(merge({}, other)).toEqual(isAmbiguous ? [OWNER] : [])
    expect(merge(other, {})).toEqual(isAmbiguous ? [OWNER] : [])
  })

  it('is ambiguous if two steps ask for the same request', () => {
    const ended = { leaseExpiresAtMs: 0 }
    const [a, b] = [requestOf(ended), requestOf({ holderId: 'another', ...ended })]
    expect(mergeRecords(commentRecordOf(a), commentRecordOf(b)).ambiguousOwners).toEqual([OWNER])
  })

  it('stays ambiguous after the holds that showed it are gone', () => {
    const ended = { leaseExpiresAtMs: 0 }
    const [a, b] = [requestOf(ended), requestOf({ holderId: 'another', ...ended })]
    const later = [8124, 8125].map((id) => commentRecordOf(requestOf({ holderId: `${id}`, run: runRef(id) })))
    const merged = [commentRecordOf(a), commentRecordOf(b), ...later].reduce(mergeRecords)
    expect(findRequest(merged, KEY).holds).toHaveLength(2)
    expect(merged.ambiguousOwners).toEqual([OWNER])
  })
})

it('commitAskedFor returns the commit for which a run of an owner asks for a request', () => {
  const record = requestOf({ commit: 'def5678', run: runRef(8123, 2) })
  expect(commitAskedFor(record, OWNER, runRef(8123))).toBe('def5678')
  expect(commitAskedFor(record, OWNER, runRef(8124))).toBeUndefined()
  expect(commitAskedFor(record, 'evaluate', runRef(8123))).toBeUndefined()
  expect(commitAskedFor(requestOf({ isUnsigned: true }), OWNER, runRef(8123))).toBeUndefined()
})

describe('isUnfinished', () => {
  it.each<[string, Outcome | undefined, boolean]>([
    ['SUCCESS', undefined, true],
    ['FAILED', undefined, true],
    ['SUCCESS', 'superseded', true],
    ['FAILED', 'superseded', true],
    ['CANCELLED', 'superseded', false],
    ['RUNNING', 'cancelled', true],
    ['SUCCESS', 'succeeded', false],
    ['FAILED', 'failed', false],
    ['CANCELLED', 'cancelled', false],
  ])('until the end was reported: %s with outcome %p: %s', (status, outcome, expected) => {
    expect(isUnfinished(sampleJob({ status, outputModel: 'ft:x' }), outcome)).toBe(expected)
  })

  it('until the model is named or the outcome is failed', () => {
    const job = sampleJob({ status: 'SUCCESS' })
    expect([isUnfinished(job, 'submitted'), isUnfinished(job, 'failed')]).toEqual([true, false])
  })
})

describe('isRecordedJob', () => {
  const job: TrainingJob = { id: jobId(1), status: 'RUNNING', jobType: 'dpo', createdAt: 1_795_000_000 }
  const recorded = recordedJob(1, { createdAtS: 1_795_000_000 })

  it.each<[string, boolean, Partial<TrainingJob>]>([
    ['the same', true, {}],
    ['another status, type and model', true, { status: 'SUCCESS', jobType: 'sft', outputModel: 'ft:x' }],
    ['no creation time', true, { createdAt: undefined }],
    ['a creation time a minute later', true, { createdAt: 1_795_000_060 }],
    ['a creation time more than a minute later', false, { createdAt: 1_795_000_061 }],
    ['a creation time more than a minute earlier', false, { createdAt: 1_794_999_939 }],
    ['another id', false, { id: jobId(2) }],
  ])('a job with %s: %s', (_, expected, changes) => {
    expect(isRecordedJob(recorded, { ...job, ...changes })).toBe(expected)
  })

  it('a job of which only the id was recorded', () => {
    expect(isRecordedJob(recordedJob(1), job)).toBe(true)
    expect(isRecordedJob(recordedJob(2), job)).toBe(false)
  })
})

describe('asUnsigned', () => {
  it('drops what only a signed record can say', () => {
    const job = recordedJob(1, { keyId: 'k', createdAtS: 7, outputModel: 'ft:x', replacedBy: DIGEST, isUnfinished: false })
    const record = commentRecordOf(requestOf({ jobId: jobId(1) }, [job]), {
      run: runRef(9_000),
      savedReport: { atMs: 1, report: 'x' },
      ambiguousOwners: [OWNER],
    })
    const { id, owner, run, atMs } = job
    expect(asUnsigned(record)).toEqual(
      commentRecordOf(requestOf({ jobId: jobId(1), isUnsigned: true }, [
        { id, owner, run, atMs, isUnfinished: false, provenance: 'unsigned' },
      ])),
    )
  }) // prettier-ignore
})
