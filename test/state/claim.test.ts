import { describe, expect, it } from '@jest/globals'
import { decideClaim, winsClaim } from '../../src/state/claim.ts'
import { mergeRecords } from '../../src/state/merge-records.ts'
import { isLeaseActive, type Claimant } from '../../src/state/lease.ts'
import {
  findDuplicateJobs,
  findObsoleteJobs,
  findSuccessor,
  findFollower,
  isNeededByOthers,
} from '../../src/state/superseding.ts'
import {
  requestKey,
  type CommentRecord,
  type Hold,
  type RecordedJob,
  type RequestRecord,
} from '../../src/state/record.ts'
import { ownerOf } from '../fakes/owners.ts'
import { DIGEST } from '../fakes/samples.ts'
import {
  commentRecordOf,
  KEY,
  OTHER_DIGEST,
  OTHER_KEY,
  OWNER,
  recordedJob,
  requestOf,
  runRef,
  sampleHold,
  SERVICE,
  SIBLING,
} from './samples.ts'

const NOW_MS = 1_000_000
const EXPIRED = { leaseExpiresAtMs: NOW_MS }
const ACTIVE = { leaseExpiresAtMs: NOW_MS + 1 }
const IN_AN_HOUR_MS = NOW_MS + 60 * 60_000

/** A step of run 8123 wants to submit the sample digest. */
const claimant = (changes: Partial<Claimant> = {}): Claimant => ({
  run: runRef(8123),
  holderId: 'me',
  owner: OWNER,
  service: SERVICE,
  digest: DIGEST,
  commit: 'abc1234',
  nowMs: NOW_MS,
  ...changes,
})
const OLDER = { run: runRef(8122) }
const NEWER = { run: runRef(8124) }
const LATER_ATTEMPT = { run: runRef(8123, 2) }
const UNSIGNED = { isUnsigned: true }
const SUBMITTING = { submissionStartedAtMs: 7_000 }
/** Another step of the same workflow. */
const STRANGER = { owner: SIBLING }
const ownJob = recordedJob(2)
/** A job of the claim of an older run. */
const settlingJob = (changes: Partial<RecordedJob> = {}): RecordedJob =>
  recordedJob(2, { ...OLDER, atMs: 7_000, ...changes })
const otherJob = recordedJob(1)

/** A record in which another holder asks for the sample request. */
const asked = (hold: Partial<Hold>, ...jobs: RequestRecord['jobs']): CommentRecord =>
  commentRecordOf(requestOf({ holderId: 'other', ...hold }, jobs))
/** The same for another request; `own` is what is known of the sample request. */
const askedOther = (hold: Partial<Hold>, jobs: RequestRecord['jobs'] = [], own?: RequestRecord) =>
  commentRecordOf({
    [OTHER_KEY]: requestOf({ holderId: 'other', ...hold }, jobs),
    ...(own ? { [KEY]: own } : {}),
  })

const SUBMIT = { kind: 'submit' }
const REUSE = { kind: 'reuse', jobs: [ownJob] }
const RECOVER = {
  kind: 'recover',
  owner: OWNER,
  holderId: 'other',
  run: runRef(8123),
  sinceMs: 7_000,
  untilMs: NOW_MS,
}
const waitFor = ({ run }: Pick<Hold, 'run'>) => ({ kind: 'wait', run })
const yieldTo = ({ run }: Pick<Hold, 'run'>) => ({ kind: 'superseded', run })

describe('isLeaseActive', () => {
  it.each([
    ['of an hour', true, { leaseExpiresAtMs: IN_AN_HOUR_MS }],
    ['of more than an hour, which no step takes', false, { leaseExpiresAtMs: IN_AN_HOUR_MS + 1 }],
    ['that ends never', false, { leaseExpiresAtMs: 1e308 }],
    ['that has just ended', false, EXPIRED],
    ['unsigned, of five minutes', true, { leaseExpiresAtMs: NOW_MS + 5 * 60_000, ...UNSIGNED }],
    [
      'unsigned, of more than five minutes',
      false,
      { leaseExpiresAtMs: NOW_MS + 5 * 60_000 + 1, ...UNSIGNED },
    ],
  ])('of a lease %s: %s', (_, expected, hold) => {
    expect(isLeaseActive(hold, NOW_MS)).toBe(expected)
  })
})

describe('decideClaim', () => {
  it.each<[string, CommentRecord, readonly object[]]>([
    ['submit what nobody has asked for', commentRecordOf({}), [SUBMIT]],
    ['submit when an older run asked for it and has no job', asked(OLDER), [SUBMIT]],
    ['submit when a newer run asks for it and has no job', asked(NEWER), [SUBMIT]],
    ['submit when an older run asked for another request', askedOther(OLDER, [otherJob]), [SUBMIT]],
    ['submit when an older run is submitting another request', askedOther({ ...OLDER, ...SUBMITTING, ...ACTIVE }), [SUBMIT]],
    ['submit when another step of this run has another request', askedOther({}, [otherJob]), [SUBMIT]],
    ['submit when a newer run of another step asks for another request', askedOther({ ...NEWER, ...STRANGER }), [SUBMIT]],
    ['submit when a later attempt of this run asks for another request', askedOther(LATER_ATTEMPT), [SUBMIT]],
    ['submit when only an unsigned record names a newer run', askedOther({ ...NEWER, ...UNSIGNED }), [SUBMIT]],
    ['submit when this step itself has claimed it', asked({ holderId: 'me', ...SUBMITTING, ...ACTIVE }), [SUBMIT]],
    ['submit when the request has a job at another service', commentRecordOf({ [requestKey(DIGEST, 'https://other')]: requestOf({}, [ownJob]) }), [SUBMIT]],
    ['submit when an unsigned claim has expired, because nothing is adopted from it', asked({ ...SUBMITTING, ...EXPIRED, ...UNSIGNED }), [SUBMIT]],

    ['reuse the job of an older run', asked(OLDER, ownJob), [REUSE, SUBMIT]],
    ['reuse the job of a newer run', asked(NEWER, ownJob), [REUSE, SUBMIT]],
    ['reuse the job of another step', asked(STRANGER, recordedJob(2, STRANGER)), [{ kind: 'reuse', jobs: [recordedJob(2, STRANGER)] }, SUBMIT]],
    ['reuse a job although an older run replaced it', askedOther(OLDER, [otherJob], { holds: [], jobs: [ownJob] }), [REUSE, SUBMIT]],
    ['reuse a job found during the claim of this step', asked({ holderId: 'me', ...SUBMITTING, ...ACTIVE }, ownJob), [REUSE, SUBMIT]],
    ['reuse the newest of several jobs first', asked(OLDER, recordedJob(4), recordedJob(3, { isUnfinished: false })), [{ kind: 'reuse', jobs: [recordedJob(4), recordedJob(3, { isUnfinished: false })] }, SUBMIT]],
    ['reuse a job that is proven to be ours first, however old it is', asked(OLDER, recordedJob(4, { provenance: 'unsigned' }), recordedJob(3)), [{ kind: 'reuse', jobs: [recordedJob(3), recordedJob(4, { provenance: 'unsigned' })] }, SUBMIT]],
    ['reuse the job that settles a claim, and not search for another', asked({ ...OLDER, ...SUBMITTING, ...EXPIRED }, settlingJob()), [{ kind: 'reuse', jobs: [settlingJob()] }, SUBMIT]],

    ['wait for an older run that is submitting it', asked({ ...OLDER, ...SUBMITTING, ...ACTIVE }), [waitFor(OLDER)]],
    ['wait for a newer run that is submitting it', asked({ ...NEWER, ...SUBMITTING, ...ACTIVE }), [waitFor(NEWER)]],
    ['wait for another step of this run that is submitting it', asked({ ...STRANGER, ...SUBMITTING, ...ACTIVE }), [waitFor({ run: runRef(8123) })]],
    ['wait for a later attempt of this run that is submitting it', asked({ ...LATER_ATTEMPT, ...SUBMITTING, ...ACTIVE }), [waitFor(LATER_ATTEMPT)]],
    ['wait for an unsigned claim', asked({ ...OLDER, ...SUBMITTING, ...ACTIVE, ...UNSIGNED }), [waitFor(OLDER)]],
    ['reuse an older job, else wait for the run that is submitting it again', asked({ ...OLDER, ...SUBMITTING, ...ACTIVE }, ownJob), [REUSE, waitFor(OLDER)]],
    ['wait for a claim that only an unsigned job seems to settle', asked({ ...OLDER, ...SUBMITTING, ...ACTIVE }, settlingJob({ provenance: 'unsigned' })), [{ kind: 'reuse', jobs: [settlingJob({ provenance: 'unsigned' })] }, waitFor(OLDER)]],

    ['wait while another step may be cancelling the job', asked(OLDER, recordedJob(2, { stopAtMs: NOW_MS - 59_999 })), [{ ...waitFor({ run: runRef(8123) }), jobId: ownJob.id }]],
    ['reuse a job that was announced to be cancelled long ago, but runs', asked(OLDER, recordedJob(2, { stopAtMs: NOW_MS - 60_000 })), [{ kind: 'reuse', jobs: [recordedJob(2, { stopAtMs: NOW_MS - 60_000 })] }, SUBMIT]],
    ['wait while a step with another API key may be cancelling the job', asked(OLDER, recordedJob(2, { stopAtMs: NOW_MS, provenance: 'unsigned' })), [{ ...waitFor({ run: runRef(8123) }), jobId: ownJob.id }]],

    ['recover when an older run died during the submission', asked({ ...OLDER, ...SUBMITTING, ...EXPIRED }), [{ ...RECOVER, ...OLDER }, SUBMIT]],
    ['recover when the lease lasts impossibly long', asked({ ...OLDER, ...SUBMITTING, leaseExpiresAtMs: 1e308 }), [{ ...RECOVER, ...OLDER, untilMs: 1e308 }, SUBMIT]],
    ['recover when a newer run died during the submission', asked({ ...NEWER, ...SUBMITTING, ...EXPIRED }), [{ ...RECOVER, ...NEWER }, SUBMIT]],
    ['recover when another step died during the submission', asked({ ...STRANGER, ...SUBMITTING, ...EXPIRED }), [{ ...RECOVER, ...STRANGER }, SUBMIT]],
    ['reuse an older job, else recover the one that a dead step may have submitted', asked({ ...OLDER, ...SUBMITTING, ...EXPIRED }, ownJob), [REUSE, { ...RECOVER, ...OLDER }, SUBMIT]],

    ['yield when a newer run of this step asks for another request', askedOther(NEWER), [yieldTo(NEWER)]],
    ['yield when a newer run of this step asks for another request, even if a job exists', askedOther(NEWER, [otherJob], { holds: [], jobs: [ownJob] }), [yieldTo(NEWER)]],
    ['yield when a newer run of this step is submitting another request', askedOther({ ...NEWER, ...SUBMITTING, ...ACTIVE }), [yieldTo(NEWER)]],
    ['not yield when that newer run asks for this request too', askedOther(NEWER, [], requestOf({ holderId: 'newer', ...NEWER }, [ownJob])), [REUSE, SUBMIT]],
  ])('decides to %s', (_, record, decisions) => {
    expect(decideClaim(record, claimant())).toEqual(decisions)
  }) // prettier-ignore

  it.each<[string, Partial<RecordedJob>]>([
    ['of another run, which may not have searched', NEWER],
    ['of a later attempt', { run: runRef(8122, 2) }],
    ['of another step of the run', STRANGER],
    ['that was recorded before', { atMs: 6_999 }],
  ])('searches for the job of a dead claim although there is one %s', (_, changes) => {
    const job = settlingJob(changes)
    const record = asked({ ...OLDER, ...SUBMITTING, ...EXPIRED }, job)
    expect(decideClaim(record, claimant())).toEqual([
      { kind: 'reuse', jobs: [job] },
      { ...RECOVER, ...OLDER },
      SUBMIT,
    ])
  })

  it('waits for an earlier attempt like for any other run, because its runner may only be cut off', () => {
    const earlier = asked({ ...SUBMITTING, ...ACTIVE })
    for (const run of [LATER_ATTEMPT, NEWER])
      expect(decideClaim(earlier, claimant(run))).toEqual([waitFor({ run: runRef(8123) })])
  })

  it('bounds the search by the end of a step that has no lease any more', () => {
    const ended = asked({ ...SUBMITTING, atMs: 9_000, leaseExpiresAtMs: 0 })
    expect(decideClaim(ended, claimant())).toEqual([{ ...RECOVER, untilMs: 9_000 }, SUBMIT])
  })

  it('recovers from each of several dead claims, but first waits for a live one', () => {
    const dead = [7_000, 8_000].map((submissionStartedAtMs, n) =>
      sampleHold({ holderId: `dead ${n}`, submissionStartedAtMs, ...EXPIRED }),
    )
    const request = { holds: dead, jobs: [] }
    expect(decideClaim(commentRecordOf(request), claimant())).toEqual([
      { ...RECOVER, holderId: 'dead 0' },
      { ...RECOVER, holderId: 'dead 1', sinceMs: 8_000 },
      SUBMIT,
    ])
    const live = sampleHold({ holderId: 'live', ...OLDER, ...SUBMITTING, ...ACTIVE })
    const both = commentRecordOf({ ...request, holds: [...dead, live] })
    // The live one may be searching.
    expect(decideClaim(both, claimant())).toEqual([waitFor(OLDER)])
  })

  it('on a schedule reuses only unfinished jobs and those of the same run', () => {
    const ended = { isUnfinished: false }
    const jobs = [recordedJob(3, { ...OLDER, ...ended }), recordedJob(2, ended), recordedJob(1, OLDER)]
    const record = commentRecordOf({ holds: [], jobs })
    expect(decideClaim(record, claimant({ isScheduled: true }))).toEqual([
      { kind: 'reuse', jobs: [jobs[1], jobs[2]] },
      SUBMIT,
    ])
    expect(decideClaim(record, claimant())).toEqual([{ kind: 'reuse', jobs }, SUBMIT])
  })
})

describe('winsClaim', () => {
  const NOTHING: RequestRecord = { holds: [], jobs: [] }
  const own = sampleHold({ holderId: 'me', ...SUBMITTING, ...ACTIVE })
  const rivalWith = (changes: Partial<Hold>): Hold =>
    sampleHold({ holderId: 'rival', ...NEWER, ...SUBMITTING, ...ACTIVE, ...changes })

  it.each<[string, boolean, Partial<Hold>]>([
    ['of a newer run', true, NEWER],
    ['of an older run', false, OLDER],
    ['of an earlier attempt of another run', false, { run: runRef(8122, 3) }],
    ['of another step of this run, whose name comes later', true, { run: runRef(8123), holderId: 'z' }],
    ['of another step of this run, whose name comes first', false, { run: runRef(8123), holderId: 'a' }],
    ['that has expired', true, { ...OLDER, ...EXPIRED }],
    ['that was released', true, { ...OLDER, submissionStartedAtMs: undefined }],
    ['of an earlier attempt of this run, whose runner may be cut off', false, { run: runRef(8123, 0) }],
    [
      'of an earlier attempt of this run, which has ended',
      true,
      { run: runRef(8123, 0), leaseExpiresAtMs: 0 },
    ],
    ['of an older run that is unsigned', false, { ...OLDER, ...UNSIGNED }],
  ])('of a rival %s: %s', (_, expected, rival) => {
    const after = { holds: [rivalWith(rival), own], jobs: [] }
    expect(winsClaim(NOTHING, after, claimant(), false)).toBe(expected)
  })

  it('goes to exactly one of several claimants, however many there are', () => {
    const claims = [8123, 8121, 8122, 8124].map((id, n) =>
      sampleHold({ holderId: `step ${n}`, run: runRef(id), ...SUBMITTING, ...ACTIVE }),
    )
    const winners = claims.filter(({ holderId, run }) =>
      winsClaim(NOTHING, { holds: claims, jobs: [] }, claimant({ holderId, run }), false),
    )
    expect(winners.map(({ holderId }) => holderId)).toEqual(['step 1'])
  })

  it('is lost without our claim, which another step may have overwritten', () => {
    expect(winsClaim(NOTHING, NOTHING, claimant(), false)).toBe(false)
  })

  it('is lost when a job has appeared meanwhile, and not through one that was known before', () => {
    const after = { holds: [own], jobs: [ownJob] }
    expect(winsClaim(NOTHING, after, claimant(), false)).toBe(false)
    expect(winsClaim({ holds: [], jobs: [ownJob] }, after, claimant(), false)).toBe(true)
  })

  it('is lost to any rival after a slow write, which the rival may have missed', () => {
    const later = rivalWith(NEWER)
    expect(winsClaim(NOTHING, { holds: [own, later], jobs: [] }, claimant(), true)).toBe(false)
    expect(winsClaim(NOTHING, { holds: [own], jobs: [] }, claimant(), true)).toBe(true)
  })
})

/** The owner's job of run 8122 for another request, and what changes about it. */
function replacedRecord({
  job = {},
  holds = [],
  ambiguousOwners = [],
  key = OTHER_KEY,
}: {
  readonly job?: Partial<RequestRecord['jobs'][number]>
  readonly holds?: readonly Partial<Hold>[]
  readonly ambiguousOwners?: readonly string[]
  readonly key?: string
} = {}): CommentRecord {
  const before = sampleHold({ holderId: 'before', ...OLDER, ...EXPIRED })
  const others = holds.map((hold, n) => sampleHold({ holderId: `other ${n}`, ...STRANGER, ...hold }))
  const request = { holds: [before, ...others], jobs: [recordedJob(1, { ...OLDER, ...job })] }
  return commentRecordOf({ [key]: request }, { ambiguousOwners })
}

type ReplacedRecord = Parameters<typeof replacedRecord>[0]

describe('findObsoleteJobs', () => {
  const idsOf = (record: CommentRecord, asked = [KEY], changes: Partial<Claimant> = {}) =>
    findObsoleteJobs(record, new Set(asked), claimant(changes)).map(({ job: { id } }) => id)
  const [obsoleteId] = [otherJob.id]

  it.each<[string, ReplacedRecord]>([
    ['that its owner submitted in an older run', {}],
    ['that another owner follows', { holds: [ACTIVE] }],
    ['that was recovered', { job: { provenance: 'recovered' } }],
    ['that a signed record verified', { job: { provenance: 'verified' } }],
    ['that was already marked as replaced', { job: { replacedBy: DIGEST } }],
  ])('returns a job %s', (_, changes) => {
    const stranger = requestOf({ holderId: 'stranger', run: runRef(8125), ...STRANGER })
    const record = replacedRecord(changes)
    const all = commentRecordOf({ ...record.requests, third: stranger })
    expect(idsOf(all)).toEqual([obsoleteId])
  }) // prettier-ignore

  it.each<[string, ReplacedRecord]>([
    ['of this run', { job: { run: runRef(8123) } }],
    ['of an earlier attempt of this run', { job: { run: runRef(8123, 0) } }],
    ['of a newer run', { job: NEWER }],
    ['that has ended', { job: { isUnfinished: false } }],
    ['of another owner', { job: STRANGER }],
    ['from an unsigned record', { job: { provenance: 'unsigned' } }],
    ['that was found in the list', { job: { provenance: 'listed' } }],
    ['at another service', { key: requestKey(OTHER_DIGEST, 'https://other') }],
    ['at a service with another prefix', { key: requestKey(OTHER_DIGEST, `${SERVICE}/eu`) }],
    ['of an owner that several steps share', { ambiguousOwners: [OWNER] }],
    ['that a newer run of its owner asks for', { holds: [{ owner: OWNER, ...NEWER }] }],
  ])('keeps a job %s', (_, changes) => {
    expect(idsOf(replacedRecord(changes))).toEqual([])
  })

  it('keeps a job whose request the step still asks for', () => {
    expect(idsOf(replacedRecord(), [KEY, OTHER_KEY])).toEqual([])
  })

  it('returns a job of an older run to each attempt of a run', () => {
    expect(idsOf(replacedRecord(), [KEY], LATER_ATTEMPT)).toEqual([obsoleteId])
  })

  it('names the request of each job', () => {
    const [found] = findObsoleteJobs(replacedRecord(), new Set([KEY]), claimant())
    expect(found).toEqual({ key: OTHER_KEY, job: recordedJob(1, OLDER) })
  })
})

describe('findDuplicateJobs', () => {
  const idsOf = (record: CommentRecord) =>
    findDuplicateJobs(record, ownJob.id, claimant()).map(({ job: { id } }) => id)
  const recordOf = (changes: ReplacedRecord = {}) => replacedRecord({ ...changes, key: KEY })

  it('returns the owner’s older job for the same request', () => {
    expect(idsOf(recordOf())).toEqual([otherJob.id])
  })

  it.each<[string, ReplacedRecord]>([
    ['that the step itself has', { job: { id: ownJob.id } }],
    ['of this run', { job: { run: runRef(8123) } }],
    ['of another owner', { job: STRANGER }],
    ['that has ended', { job: { isUnfinished: false } }],
    ['that is not proven to be ours', { job: { provenance: 'listed' } }],
    ['of an owner that several steps share', { ambiguousOwners: [OWNER] }],
  ])('keeps a job %s', (_, changes) => {
    expect(idsOf(recordOf(changes))).toEqual([])
  })
})

describe('isNeededByOthers', () => {
  const isNeeded = (record: CommentRecord, changes: Partial<Claimant> = {}) =>
    isNeededByOthers(record, { key: KEY, job: { id: 'a job' } }, claimant(changes))
  /** Our owner ran before as run 8122; `newest`: another run of the stranger. */
  const recordOf = (hold: Partial<Hold>, newest?: Partial<Hold>): CommentRecord =>
    commentRecordOf({
      [KEY]: requestOf({ holderId: 'stranger', ...STRANGER, ...hold }),
      [OTHER_KEY]: requestOf({ holderId: 'before', ...OLDER }),
      ...(newest ? { third: requestOf({ holderId: 'newest', ...STRANGER, ...newest }) } : {}),
    })

  it.each<[string, boolean, readonly [hold: Partial<Hold>, newest?: Partial<Hold>]]>([
    ['holds it in this run', true, [EXPIRED]],
    ['held it in the previous run of our owner', true, [{ ...OLDER, ...EXPIRED }]],
    ['held it in a run before that', false, [{ run: runRef(8121), ...EXPIRED }]],
    ['has a live lease of a run before that', true, [{ run: runRef(8121), ...ACTIVE }]],
    ['has a live lease of a newer run', true, [{ ...NEWER, ...ACTIVE }]],
    ['has a live lease, but its newest run asks for something else', false, [{ run: runRef(8120), ...ACTIVE }, { run: runRef(8121) }]],
    ['held it in the previous run of our owner, but its newest run asks for something else', false, [{ ...OLDER, ...EXPIRED }, {}]],
    ['held it in the previous run of our owner, and its newest run asked for something else before', true, [{ ...OLDER, ...EXPIRED }, { run: runRef(8121) }]],
    ['of our workflow held it in a later run, and none before', true, [{ ...NEWER, ...EXPIRED }]],
    ['of our workflow held it in a later run of another conversation', true, [{ ...NEWER, ...EXPIRED, owner: `7001#8 ${SIBLING}` }]],
    ['of another workflow held it in a later run', false, [{ ...NEWER, ...EXPIRED, owner: ownerOf('nightly', 'train') }]],
    ['skips it as unchanged in this run', false, [{ ...EXPIRED, isUnchanged: true }]],
    ['has a live lease, and only an unsigned hold speaks of a newer run', true, [{ run: runRef(8120), ...ACTIVE }, { run: runRef(8121), ...UNSIGNED }]],
    ['has a live lease that we did not sign', true, [{ ...ACTIVE, ...UNSIGNED }]],
    ['has an expired lease that we did not sign', false, [{ ...EXPIRED, ...UNSIGNED }]],
    ['is our own owner', false, [{ owner: OWNER, ...ACTIVE }]],
    ['says that it is our own owner, but uses another key', true, [{ owner: OWNER, ...ACTIVE, ...UNSIGNED }]],
  ])('if another owner %s: %s', (_, expected, holds) => {
    expect(isNeeded(recordOf(...holds))).toBe(expected)
  }) // prettier-ignore
})

it.each<[string, boolean, Partial<Claimant>, Partial<Hold>]>([
  ['the previous run of the head', true, {}, {}],
  ['a run for the head before one for an older commit, for another such', false, { isNotHead: true }, {}],
  ['a run before that of the head', false, {}, { run: runRef(8119) }],
])('a job that another step held in %s is needed: %s', (_, expected, changes, hold) => {
  const record = commentRecordOf({
    [KEY]: requestOf({ holderId: 'stranger', ...STRANGER, run: runRef(8120), ...EXPIRED, ...hold }),
    [OTHER_KEY]: requestOf({ holderId: 'head', run: runRef(8120) }),
    third: requestOf({ holderId: 'late', ...OLDER, isNotHead: true }),
  })
  expect(isNeededByOthers(record, { key: KEY, job: { id: 'a job' } }, claimant(changes))).toBe(expected)
})

describe('a job that another step has for another request', () => {
  const job = { id: 'a job' }
  const recordOf = (hold: Partial<Hold>): CommentRecord =>
    commentRecordOf({
      [KEY]: requestOf({ holderId: 'me', jobId: job.id }),
      [OTHER_KEY]: requestOf({ holderId: 'stranger', ...STRANGER, jobId: job.id, ...hold }),
    })

  it.each<[string, boolean, Partial<Hold>]>([
    ['it is alive', true, ACTIVE],
    ['it has ended', false, EXPIRED],
    ['it has another job', false, { ...ACTIVE, jobId: 'another job' }],
    ['it is of our owner', false, { ...ACTIVE, owner: OWNER }],
  ])('is followed if %s: %s', (_, isFollowed, hold) => {
    const record = recordOf(hold)
    expect(isNeededByOthers(record, { key: KEY, job }, claimant())).toBe(isFollowed)
    const follower = findFollower(record, claimant({ holderId: 'me' }), job.id)
    expect(follower).toBe(isFollowed ? 'other-step' : undefined)
  })
})

it('a job is followed as long as a version of the lease says so that another API key has signed', () => {
  const job = { id: 'a job' }
  // Of a run before the previous one: it is no sibling.
  const hold = { holderId: 'stranger', ...STRANGER, run: runRef(8100), jobId: job.id }
  const recordOf = (signed: Partial<Hold>): CommentRecord =>
    mergeRecords(
      commentRecordOf({ [KEY]: requestOf({ ...hold, ...EXPIRED, ...signed }) }),
      commentRecordOf({ [KEY]: requestOf({ ...hold, ...ACTIVE, ...UNSIGNED }) }),
    )
  const isNeeded = (signed: Partial<Hold>): boolean =>
    isNeededByOthers(recordOf(signed), { key: KEY, job }, claimant())
  expect(isNeeded({})).toBe(true)
  expect(isNeeded({ hasEnded: true })).toBe(false)
})

describe('findSuccessor', () => {
  const successorOf = (record: CommentRecord) => findSuccessor(record, claimant())

  it.each<[string, CommentRecord, 'other request' | 'no job yet' | 'a job' | undefined]>([
    ['nothing', commentRecordOf({}), undefined],
    ['a newer run that asks for another request', askedOther(NEWER), 'other request'],
    [
      'a newer run that asks for the request for another commit',
      asked({ ...NEWER, commit: 'def5678' }),
      'no job yet',
    ],
    [
      'a newer run that follows a job for another commit',
      asked({ ...NEWER, commit: 'def5678', jobId: 'a job' }),
      'a job',
    ],
    ['a newer run with the same request and commit', asked(NEWER), undefined],
    ['an older run', askedOther({ ...OLDER, commit: 'def5678' }), undefined],
    ['another step of the run', askedOther({}), undefined],
    ['a later attempt of the run', askedOther(LATER_ATTEMPT), undefined],
    ['a newer run of another owner', askedOther({ ...NEWER, ...STRANGER }), undefined],
    ['a newer run in an unsigned record', askedOther({ ...NEWER, ...UNSIGNED }), undefined],
  ])('finds in %s: %p', (_, record, has) => {
    const successor = { ...NEWER, asksForRequest: has !== 'other request', hasJob: has === 'a job' }
    expect(successorOf(record)).toEqual(has === undefined ? undefined : successor)
  })

  it('is the newest of several runs', () => {
    const newest = { run: runRef(10_000) }
    const record = askedOther(newest, [], requestOf({ holderId: 'newer', ...NEWER }))
    expect(successorOf(record)).toEqual({ ...newest, asksForRequest: false, hasJob: false })
  })

  it.each<[string, Partial<Hold>]>([
    ['skips the request as unchanged', { isUnchanged: true }],
    ['is for an older commit', { isNotHead: true }],
  ])('is no run that %s', (_, hold) => {
    expect(successorOf(asked({ ...NEWER, commit: 'def5678', ...hold }))).toBeUndefined()
  })

  it('is one for an older commit, of another such', () => {
    const record = asked({ ...NEWER, commit: 'def5678', isNotHead: true })
    expect(findSuccessor(record, claimant({ isNotHead: true }))).toMatchObject({
      ...NEWER,
      asksForRequest: true,
    })
  })

  it('is unknown if several steps have the same owner', () => {
    expect(successorOf({ ...askedOther(NEWER), ambiguousOwners: [OWNER] })).toBeUndefined()
  })
})

describe('findFollower', () => {
  it.each<[string, ReturnType<typeof findFollower>, Partial<Hold>]>([
    [
      'a newer run of this step that has followed it for another commit',
      'newer-run',
      { ...NEWER, ...EXPIRED, commit: 'def5678', jobId: 'a job' },
    ],
    [
      'a newer run of this step for another commit that has ended without a job',
      undefined,
      { ...NEWER, ...EXPIRED, commit: 'def5678' },
    ],
    [
      'a newer run of this step for an older commit that has followed it',
      undefined,
      { ...NEWER, ...EXPIRED, commit: 'def5678', jobId: 'a job', isNotHead: true },
    ],
    [
      'a newer run of this step for an older commit that follows it',
      'newer-run',
      { ...NEWER, ...ACTIVE, commit: 'def5678', jobId: 'a job', isNotHead: true },
    ],
    [
      'a newer run of this step that skips it as unchanged',
      undefined,
      { ...NEWER, ...EXPIRED, commit: 'def5678', isUnchanged: true },
    ],
    ['a newer run of this step for this commit', 'newer-run', { ...NEWER, ...ACTIVE }],
    ['a newer run of this step for this commit that has ended', undefined, { ...NEWER, ...EXPIRED }],
    ['a later attempt of this run', 'newer-run', { ...LATER_ATTEMPT, ...ACTIVE }],
    ['an older run of this step for this commit', 'other-step', { ...OLDER, ...ACTIVE }],
    ['an older run of this step that has ended', undefined, { ...OLDER, ...EXPIRED }],
    ['an older run of this step for another commit', undefined, { ...OLDER, ...ACTIVE, commit: 'def5678' }],
    ['an earlier attempt of this run', undefined, { run: runRef(8123, 0), ...ACTIVE }],
    ['a step with the same owner in this run', 'other-step', ACTIVE],
    ['another step with a live lease', 'other-step', { ...STRANGER, ...ACTIVE }],
    ['another step of an older run with a live lease', 'other-step', { ...OLDER, ...STRANGER, ...ACTIVE }],
    ['another step that has finished', undefined, { ...NEWER, ...STRANGER, leaseExpiresAtMs: 0 }],
    ['another step whose lease has expired', undefined, { ...NEWER, ...STRANGER, ...EXPIRED }],
    [
      'an unsigned hold, perhaps of a newer run with another key',
      'other-step',
      { ...NEWER, ...ACTIVE, ...UNSIGNED },
    ],
    ['an unsigned hold that has expired', undefined, { ...NEWER, ...EXPIRED, ...UNSIGNED }],
    ['this step itself', undefined, { holderId: 'me', ...ACTIVE }],
  ])('by %s: %s', (_, expected, hold) => {
    const own = sampleHold({ holderId: 'me', leaseExpiresAtMs: 0 })
    const { holds } = asked(hold).requests[KEY] ?? { holds: [] }
    expect(findFollower(commentRecordOf({ holds: [own, ...holds], jobs: [] }), claimant(), undefined)).toBe(
      expected,
    )
  })

  it.each<[string, ReturnType<typeof findFollower>, Partial<Hold>, readonly string[]]>([
    ['asks for it for another commit', undefined, {}, []],
    ['skips it as unchanged', 'other-step', { isUnchanged: true }, []],
    ['is for an older commit', 'other-step', { isNotHead: true }, []],
    ['may be another step', 'other-step', {}, [SIBLING]],
  ])(
    'by a run of another step that is alive, whose newest run %s: %s',
    (_, expected, newest, ambiguousOwners) => {
      const holds = [
        sampleHold({ holderId: 'older', ...STRANGER, ...OLDER, ...ACTIVE }),
        sampleHold({ holderId: 'newer', ...STRANGER, ...NEWER, ...EXPIRED, commit: 'def5678', ...newest }),
      ]
      const record = { ...commentRecordOf({ holds, jobs: [] }), ambiguousOwners }
      expect(findFollower(record, claimant(), undefined)).toBe(expected)
    },
  )

  it('of the runs of another step for one commit by each that is alive', () => {
    const holds = [
      sampleHold({ holderId: 'older', ...STRANGER, ...OLDER, ...ACTIVE }),
      sampleHold({ holderId: 'newer', ...STRANGER, ...NEWER, ...EXPIRED }),
    ]
    expect(findFollower(commentRecordOf({ holds, jobs: [] }), claimant(), undefined)).toBe('other-step')
  })

  it.each<[string, ReturnType<typeof findFollower>, Partial<Hold>]>([
    ['did not want to wait for it', 'submitter', { leavesJob: true }],
    ['has `on-cancel: leave`', 'submitter', { leavesOnCancel: true }],
    ['has ended in another way', undefined, {}],
    ['uses another job now', undefined, { leavesJob: true, jobId: otherJob.id }],
    ['is not this one', undefined, { leavesJob: true, owner: 'label' }],
    ['is this one', undefined, { leavesJob: true, owner: OWNER }],
  ])('of a job whose submitter %s: %s', (_, expected, hold) => {
    const job = recordedJob(2, STRANGER)
    const record = asked({ ...STRANGER, ...EXPIRED, jobId: job.id, ...hold }, job, otherJob)
    expect(findFollower(record, claimant(), job.id)).toBe(expected)
  })

  it.each<[string, ReturnType<typeof findFollower>, Partial<Hold>]>([
    ['another run', 'submitter', OLDER],
    ['this run', undefined, {}],
  ])('of a job that %s of this step did not want to wait for: %s', (_, expected, hold) => {
    const job = recordedJob(2, hold)
    const record = asked({ ...EXPIRED, jobId: job.id, leavesJob: true, ...hold }, job)
    expect(findFollower(record, claimant(), job.id)).toBe(expected)
  })

  it('not of a job whose submitter asks for something else now', () => {
    const job = recordedJob(2, STRANGER)
    const hold = { ...STRANGER, ...EXPIRED, jobId: job.id, leavesJob: true as const }
    const record = askedOther({ ...STRANGER, ...NEWER }, [], requestOf(hold, [job]))
    expect(findFollower(record, claimant(), job.id)).toBeUndefined()
  })

  it('not by who asks for another request', () => {
    expect(findFollower(askedOther({ ...NEWER, ...ACTIVE }), claimant(), undefined)).toBeUndefined()
  })
})
