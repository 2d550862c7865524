import { describe, expect, it } from '@jest/globals'
import type { CommentRecord, Hold, RecordedJob, RequestRecord } from '../../src/state/record.ts'
import type { PullRequestState } from '../../src/state/github.ts'
import { findLeftoverJobs, type Situation } from '../../src/sync/leftover-jobs.ts'
import { jobId } from '../fakes/forge-api.ts'
import {
  KEY,
  OTHER_DIGEST,
  OTHER_KEY,
  OWNER,
  SERVICE,
  SIBLING,
  commentRecordOf,
  recordedJob,
  requestOf,
  runRef,
  sampleHold,
} from '../state/samples.ts'

const NOW = 10_000_000
const HOUR = 60 * 60_000
const OLD_HOLD = sampleHold({ jobId: jobId(1), leaseExpiresAtMs: 0, hasEnded: true })
const NEW_JOB = recordedJob(2, { run: runRef(8124) })

/** A hold of another step. */
const otherHold = (changes: Partial<Hold> = {}): Hold =>
  sampleHold({ holderId: 'another', owner: SIBLING, leaseExpiresAtMs: 0, hasEnded: true, ...changes })

interface Conversation {
  readonly job?: Partial<RecordedJob>
  readonly holds?: readonly Hold[]
  readonly replacement?: RequestRecord
  readonly record?: Partial<CommentRecord>
}

/** Run 8124 asks for another request than run 8123, whose job it has marked as replaced. */
function conversation({ job, holds = [OLD_HOLD], replacement, record }: Conversation = {}): CommentRecord {
  const old = { holds, jobs: [recordedJob(1, { replacedBy: OTHER_DIGEST, ...job })] }
  const hold = {
    holderId: 'step of 8124',
    run: runRef(8124),
    jobId: NEW_JOB.id,
    leaseExpiresAtMs: 0,
    hasEnded: true,
  } as const
  return commentRecordOf({ [KEY]: old, [OTHER_KEY]: replacement ?? requestOf(hold, [NEW_JOB]) }, record)
}

const find = (given: Conversation, service = SERVICE) =>
  findLeftoverJobs(conversation(given), { service, nowMs: NOW })

describe('a replaced job', () => {
  it('is found with the jobs that may take its place', () => {
    expect(find({})).toEqual([
      {
        key: KEY,
        job: recordedJob(1, { replacedBy: OTHER_DIGEST }),
        because: 'replaced',
        successors: [NEW_JOB],
      },
    ])
  })

  it.each<[string, Conversation]>([
    ['that is to be left', { job: { replacedBy: '' } }],
    ['that has ended', { job: { isUnfinished: false } }],
    ['that is not signed', { job: { provenance: 'unsigned' } }],
    ['that a later attempt found in the list', { job: { provenance: 'listed' } }],
    ['whose owner several steps share', { record: { ambiguousOwners: [OWNER] } }],
    ['of another owner, which has no newer run', { job: { owner: 'another' } }],
    ['of the newest run', { job: { run: runRef(8124) } }],
    ['whose step still holds a lease', { holds: [{ ...OLD_HOLD, leaseExpiresAtMs: NOW + 1 }] }],
    ['that another step follows', { holds: [OLD_HOLD, otherHold({ run: runRef(8100), leaseExpiresAtMs: NOW + 1 })] }],
    ['that another step of the same run used', { holds: [OLD_HOLD, otherHold()] }],
    ['that another step of the newest run used', { holds: [OLD_HOLD, otherHold({ run: runRef(8124) })] }],
    ['that the newest run uses again', { holds: [sampleHold({ ...OLD_HOLD, run: runRef(8125) })] }],
    ['that the newest run may use again', { holds: [sampleHold({ ...OLD_HOLD, run: runRef(8125), jobId: undefined })] }],
  ])('is not one %s', (_, given) => {
    expect(find(given).map(({ job }) => job.id)).not.toContain(jobId(1))
  }) // prettier-ignore

  describe('that no step could mark', () => {
    const UNMARKED = { replacedBy: undefined }
    const NEWEST = {
      holderId: 'step of 8124',
      run: runRef(8124),
      leaseExpiresAtMs: 0,
      hasEnded: true,
    } as const
    const newest = (hold: Partial<Hold>, job?: Partial<RecordedJob>): RequestRecord =>
      requestOf({ ...NEWEST, ...hold }, job === undefined ? [] : [{ ...NEW_JOB, ...job }])

    it.each<[string, readonly RecordedJob[] | undefined, Conversation]>([
      ['has another job', [NEW_JOB], {}],
      ['skips all its requests as unchanged', [], { replacement: newest({ isUnchanged: true }) }],
      ['has no job for a request', undefined, { replacement: newest({}) }],
      [
        'has only a job that failed',
        undefined,
        { replacement: newest({ jobId: NEW_JOB.id }, { isUnfinished: false }) },
      ],
      [
        'leaves what it replaces',
        undefined,
        { replacement: newest({ jobId: NEW_JOB.id }, { leavesOnSuperseded: true }) },
      ],
    ])('is one if the newest run of its owner %s: %j', (_, successors, given) => {
      const found = find({ ...given, job: UNMARKED }).filter(({ job }) => job.id === jobId(1))
      expect(found).toMatchObject(successors === undefined ? [] : [{ because: 'replaced', successors }])
    })
  })

  it('is one although a lease has expired, and although another step used it long ago', () => {
    const holds = [
      { ...OLD_HOLD, leaseExpiresAtMs: NOW },
      otherHold({ run: runRef(8100), leaseExpiresAtMs: NOW - HOUR }),
    ]
    expect(find({ holds })).toHaveLength(1)
  })

  it('is not one of another service', () => {
    expect(find({}, 'https://other.example')).toEqual([])
  })

  it('is replaced by no unsigned job', () => {
    const replacement = requestOf({ holderId: 'step of 8124', run: runRef(8124) }, [
      { ...NEW_JOB, provenance: 'unsigned' },
    ])
    expect(find({ replacement })).toEqual([])
  })

  it('is replaced by no job that has ended without a model', () => {
    const hold = { holderId: 'step of 8124', run: runRef(8124), leaseExpiresAtMs: 0 }
    const replacedBy = (changes: Partial<RecordedJob>) =>
      find({ replacement: requestOf(hold, [{ ...NEW_JOB, isUnfinished: false, ...changes }]) }).length
    expect([replacedBy({}), replacedBy({ outputModel: 'ft:1' })]).toEqual([0, 1])
  })

  it('may be replaced by a newer job for the same request, but not by an older one', () => {
    const again = sampleHold({ holderId: 'step of 8125', run: runRef(8125), jobId: jobId(3), leaseExpiresAtMs: 0, hasEnded: true })
    const job = recordedJob(2, { run: runRef(8124), replacedBy: KEY.split(' ')[0]! })
    const [older, newer] = [recordedJob(1), recordedJob(3, { run: runRef(8125) })]
    const record = commentRecordOf({ holds: [again], jobs: [newer, job, older] })
    expect(findLeftoverJobs(record, { service: SERVICE, nowMs: NOW })).toEqual([{ key: KEY, job, because: 'replaced', successors: [newer] }])
  }) // prettier-ignore
})

const OPEN: PullRequestState = { isClosed: false, isMerged: false, headSha: 'abc1234' }
const CLOSED: PullRequestState = { ...OPEN, isClosed: true }

const findIn = (request: RequestRecord, pullRequest?: Situation['pullRequest'], record = {}) =>
  findLeftoverJobs(commentRecordOf(request, record), { service: SERVICE, nowMs: NOW, pullRequest }).map(
    ({ job, because }) => [job.id, because],
  )

describe('the job of a closed pull request', () => {
  const LEASED = requestOf({ jobId: jobId(1), leaseExpiresAtMs: NOW + 1 }, [recordedJob(1)])

  it('is cancelled even if a step still waits for it', () => {
    expect(findIn(LEASED, CLOSED)).toEqual([[jobId(1), 'pull-request-closed']])
  })

  it.each<[string, Situation['pullRequest']]>([
    ['was merged', { ...CLOSED, isMerged: true }],
    ['is open', OPEN],
    ['cannot be read', 'unknown'],
    ['is an issue', undefined],
  ])('is kept if the pull request %s', (_, pullRequest) => {
    expect(findIn(LEASED, pullRequest)).toEqual([])
  })

  it.each<[string, Partial<RecordedJob>]>([
    ['has ended', { isUnfinished: false }],
    ['is not signed', { provenance: 'unsigned' }],
    ['was found in the list by a later attempt', { provenance: 'listed' }],
    ['belongs to a step with `on-superseded: leave`', { leavesOnSuperseded: true }],
  ])('is kept if it %s', (_, changes) => {
    const job = recordedJob(1, changes)
    expect(findIn({ holds: [OLD_HOLD], jobs: [job] }, CLOSED)).toEqual([])
  })
})

describe('the job of a closed pull request that a step of another conversation uses', () => {
  it.each([
    ['kept while that step is alive', { leaseExpiresAtMs: NOW + 1 }, []],
    ['cancelled once it has ended', {}, [[jobId(1), 'pull-request-closed']]],
    [
      'cancelled if it has another job',
      { leaseExpiresAtMs: NOW + 1, jobId: jobId(2) },
      [[jobId(1), 'pull-request-closed']],
    ],
  ])('is %s', (_, hold, found) => {
    const elsewhere = otherHold({ owner: '7001#8 train', jobId: jobId(1), ...hold })
    expect(findIn({ holds: [OLD_HOLD, elsewhere], jobs: [recordedJob(1)] }, CLOSED)).toEqual(found)
  })
})

describe('the job of a pull request that was closed long ago', () => {
  const LONG_AGO = { ...CLOSED, closedAtMs: NOW - 2 * HOUR }
  const atMs = NOW - HOUR

  it('is kept if it was submitted since, because another event reports there', () => {
    expect(findIn({ holds: [OLD_HOLD], jobs: [recordedJob(1, { atMs })] }, LONG_AGO)).toEqual([])
  })

  it.each([
    ['kept if another step has begun to use it since, and still does', NOW + 1, []],
    ['cancelled if that step has ended', 0, [[jobId(1), 'pull-request-closed']]],
  ])('is %s', (_, leaseExpiresAtMs, found) => {
    const holds = [OLD_HOLD, otherHold({ atMs, leaseExpiresAtMs, jobId: jobId(1) })]
    expect(findIn({ holds, jobs: [recordedJob(1)] }, LONG_AGO)).toEqual(found)
  })

  it('is cancelled if a run submitted it that had just read that it is open', () => {
    const job = recordedJob(1, { atMs: NOW - 2 * HOUR + 10 * 60_000 })
    expect(findIn({ holds: [OLD_HOLD], jobs: [job] }, LONG_AGO)).toEqual([[job.id, 'pull-request-closed']])
  })
})

describe('a job a minute after its pull request was closed', () => {
  const CLOSED_NOW = { ...CLOSED, closedAtMs: NOW - HOUR }
  const atMs = CLOSED_NOW.closedAtMs + 60_000
  const byHand = (changes: Partial<Hold> = {}): Hold =>
    otherHold({ atMs, run: runRef(8200), isNotHead: true, jobId: jobId(1), ...changes })
  const jobOfHead = recordedJob(1, { atMs, owner: SIBLING, run: runRef(8200) })
  const jobByHand: RecordedJob = { ...jobOfHead, isNotHead: true }
  const ABANDONED = [[jobId(1), 'pull-request-closed']]

  it.each<[string, string, RequestRecord, object]>([
    ['kept', 'a run that somebody started by hand has submitted it', { holds: [byHand()], jobs: [jobByHand] }, []],
    ['kept', 'a run of the head has asked for the same', { holds: [byHand(), { ...byHand(), holderId: 'head', isNotHead: undefined, run: runRef(8201) }], jobs: [jobByHand] }, []],
    ['kept', 'such a run follows it', { holds: [OLD_HOLD, byHand({ leaseExpiresAtMs: NOW + 1 })], jobs: [recordedJob(1)] }, []],
    ['cancelled', 'such a run had submitted it before', { holds: [byHand()], jobs: [{ ...jobByHand, atMs: CLOSED_NOW.closedAtMs - 1 }] }, ABANDONED],
    ['cancelled', 'a run of the head has submitted it', { holds: [byHand()], jobs: [jobOfHead] }, ABANDONED],
    ['kept', 'the run that submitted it by hand is forgotten', { holds: [], jobs: [jobByHand] }, []],
  ])('is %s if %s', (_, __, request, found) => {
    expect(findIn(request, CLOSED_NOW)).toEqual(found)
  }) // prettier-ignore
})

describe('the job of a step that was killed', () => {
  const KILLED = sampleHold({ jobId: jobId(1), leaseExpiresAtMs: NOW })
  const withHolds = (...holds: readonly Hold[]): RequestRecord => ({ holds, jobs: [recordedJob(1)] })

  it('is a leftover if its run was cancelled', () => {
    const record = commentRecordOf(withHolds(KILLED))
    expect(findLeftoverJobs(record, { service: SERVICE, nowMs: NOW, pullRequest: OPEN })).toEqual([
      {
        key: KEY,
        job: recordedJob(1),
        because: 'run-cancelled',
        steps: [{ run: runRef(8123), leaseExpiresAtMs: NOW }],
      },
    ])
  })

  it('is a leftover although its step was started by hand at another commit than the head', () => {
    const record = commentRecordOf(withHolds({ ...KILLED, isNotHead: true, commit: 'main' }))
    expect(findLeftoverJobs(record, { service: SERVICE, nowMs: NOW, pullRequest: OPEN })).toHaveLength(1)
  })

  it('is a leftover of all steps that were killed, but only of the newest attempt of each', () => {
    const second = { ...KILLED, holderId: 'second', run: { ...runRef(8123), attempt: 2 } }
    const other = otherHold({ run: runRef(8200), jobId: jobId(1), hasEnded: undefined })
    const record = commentRecordOf(withHolds(KILLED, second, other))
    expect(findLeftoverJobs(record, { service: SERVICE, nowMs: NOW, pullRequest: OPEN })).toMatchObject([
      { steps: [{ run: second.run }, { run: other.run }] },
    ])
  })

  it.each<[string, RequestRecord, Situation['pullRequest']]>([
    ['another killed step has `on-cancel: leave`', withHolds(KILLED, otherHold({ jobId: jobId(1), hasEnded: undefined, leavesOnCancel: true })), OPEN],
    ['a step with another API key may have been killed', withHolds(KILLED, otherHold({ jobId: jobId(1), hasEnded: undefined, isUnsigned: true })), OPEN],
    ['its step has ended', withHolds({ ...KILLED, hasEnded: true }), OPEN],
    ['its step has `on-cancel: leave`', withHolds({ ...KILLED, leavesOnCancel: true }), OPEN],
    ['its step may be alive', withHolds({ ...KILLED, leaseExpiresAtMs: NOW + 1 }), OPEN],
    ['its step had another job', withHolds({ ...KILLED, jobId: jobId(2) }), OPEN],
    ['we did not sign the record of its step', withHolds({ ...KILLED, isUnsigned: true }), OPEN],
    ['another step follows it', withHolds(KILLED, otherHold({ leaseExpiresAtMs: NOW + 1 })), OPEN],
    ['a newer run of the step follows it', withHolds(KILLED, { ...KILLED, holderId: 'newer', run: runRef(8124), hasEnded: true }), OPEN],
    ['the pull request has a newer commit', withHolds(KILLED), { ...OPEN, headSha: 'def5678' }],
    ['the pull request cannot be read', withHolds(KILLED), 'unknown'],
  ])('is kept if %s', (_, request, pullRequest) => {
    expect(findIn(request, pullRequest)).toEqual([])
  }) // prettier-ignore

  it.each<[string, Situation['pullRequest']]>([
    ['an issue', undefined],
    ['a merged pull request', { ...CLOSED, isMerged: true, headSha: 'def5678' }],
  ])('is a leftover on %s', (_, pullRequest) => {
    expect(findIn(withHolds(KILLED), pullRequest)).toEqual([[jobId(1), 'run-cancelled']])
  })
})
