import { describe, expect, it } from '@jest/globals'
import {
  decideClaim,
  isHeldByNewerRun,
  isSuperseded,
  findObsoleteJobs,
  type Claimant,
} from '../../src/state/claim.ts'
import { DIGEST } from '../fakes/samples.ts'
import { OTHER_DIGEST, recordedJob, runRef, sampleSpecRecord } from './samples.ts'

const NOW_MS = 1_000_000
const EXPIRED = { leaseExpiresAtMs: NOW_MS }
const ACTIVE = { leaseExpiresAtMs: NOW_MS + 1 }

/** Run 8123 wants to submit the sample digest. */
const claimant = (changes: Partial<Claimant> = {}): Claimant => ({
  run: runRef(8123),
  holderId: 'me',
  digest: DIGEST,
  commit: 'abc1234',
  nowMs: NOW_MS,
  ...changes,
})
const OLDER = { run: runRef(8122) }
const NEWER = { run: runRef(8124) }
const OTHER = { digest: OTHER_DIGEST }
const SUBMITTING = { submissionStartedAtMs: 7_000 }
const ownJob = recordedJob(2)
const otherJob = recordedJob(1, { digest: OTHER_DIGEST })

const SUBMIT = { kind: 'submit' }
const REUSE = { kind: 'reuse', jobs: [ownJob] }
const RECOVER = { kind: 'recover', sinceMs: 7_000 }

describe('decideClaim', () => {
  it('submits a spec without a record', () => {
    expect(decideClaim(undefined, claimant())).toEqual(SUBMIT)
  })

  it.each([
    ['submit when an older run held it and has no job', OLDER, SUBMIT],
    ['submit when a newer run held the same content and has no job', NEWER, SUBMIT],
    ['submit when an older run held other content', { ...OLDER, ...OTHER, jobs: [otherJob] }, SUBMIT],
    ['submit when an older run is submitting other content', { ...OLDER, ...OTHER, ...SUBMITTING, ...ACTIVE }, SUBMIT],
    ['submit when another step of this run holds other content', { ...OTHER, jobs: [otherJob] }, SUBMIT],
    ['submit when another step of this run is submitting other content', { ...OTHER, ...SUBMITTING, ...ACTIVE }, SUBMIT],
    ['submit when a later attempt of this run holds other content', { run: runRef(8123, 2), ...OTHER }, SUBMIT],
    ['submit when this step itself has claimed it', { holderId: 'me', ...SUBMITTING, ...ACTIVE }, SUBMIT],

    ['reuse the job of an older run', { ...OLDER, jobs: [ownJob] }, REUSE],
    ['reuse the job of a newer run', { ...NEWER, jobs: [ownJob] }, REUSE],
    ['reuse the job of another step of this run', { jobs: [ownJob] }, REUSE],
    ['reuse a job from before an older run changed the content', { ...OLDER, ...OTHER, jobs: [otherJob, ownJob] }, REUSE],
    ['reuse a job when another step of this run holds other content', { ...OTHER, jobs: [otherJob, ownJob] }, REUSE],
    ['reuse a job found during the claim of this step', { holderId: 'me', ...SUBMITTING, ...ACTIVE, jobs: [ownJob] }, REUSE],

    ['wait for an older run that is submitting the same content', { ...OLDER, ...SUBMITTING, ...ACTIVE }, { kind: 'wait', ...OLDER }],
    ['wait for a newer run that is submitting the same content', { ...NEWER, ...SUBMITTING, ...ACTIVE }, { kind: 'wait', ...NEWER }],
    ['wait for another step of this run that is submitting the same content', { ...SUBMITTING, ...ACTIVE }, { kind: 'wait', run: runRef(8123) }],
    ['wait for a later attempt of this run that is submitting the same content', { run: runRef(8123, 2), ...SUBMITTING, ...ACTIVE }, { kind: 'wait', run: runRef(8123, 2) }],
    ['wait for another run that is submitting the same content again', { ...OLDER, ...SUBMITTING, ...ACTIVE, jobs: [ownJob] }, { kind: 'wait', ...OLDER }],

    ['recover when an older run died during the submission', { ...OLDER, ...SUBMITTING, ...EXPIRED }, RECOVER],
    ['recover when the lease lasts impossibly long', { ...OLDER, ...SUBMITTING, leaseExpiresAtMs: 1e308 }, RECOVER],
    ['recover when a newer run died during the submission', { ...NEWER, ...SUBMITTING, ...EXPIRED }, RECOVER],
    ['recover when another step of this run died during the submission', { ...SUBMITTING, ...EXPIRED }, RECOVER],

    ['yield when a newer run holds other content', { ...NEWER, ...OTHER }, { kind: 'superseded', ...NEWER }],
    ['yield when a newer run holds other content, even if a job exists', { ...NEWER, ...OTHER, jobs: [otherJob, ownJob] }, { kind: 'superseded', ...NEWER }],
    ['yield when a newer run is submitting other content', { ...NEWER, ...OTHER, ...SUBMITTING, ...ACTIVE }, { kind: 'superseded', ...NEWER }],
  ])('decides to %s', (_, changes, decision) => {
    expect(decideClaim(sampleSpecRecord({ holderId: 'other', ...changes }), claimant())).toEqual(decision)
  }) // prettier-ignore

  it('recovers from an earlier attempt at once, because that attempt has ended', () => {
    const earlier = sampleSpecRecord({ ...SUBMITTING, ...ACTIVE })
    expect(decideClaim(earlier, claimant({ run: runRef(8123, 2) }))).toEqual(RECOVER)
    expect(decideClaim(earlier, claimant({ run: runRef(8124) }))).toEqual({ kind: 'wait', run: runRef(8123) })
  })

  it('reuses the newest of several jobs, and none with other content', () => {
    const jobs = [recordedJob(4), otherJob, recordedJob(3, { isUnfinished: false }), recordedJob(2)]
    expect(decideClaim(sampleSpecRecord({ jobs }), claimant())).toEqual({
      kind: 'reuse',
      jobs: [jobs[0], jobs[2], jobs[3]],
    })
  })
})

describe('findObsoleteJobs', () => {
  it('returns unfinished jobs of other content from other runs', () => {
    const jobs = [
      recordedJob(5, { digest: OTHER_DIGEST, runId: '8122' }),
      recordedJob(4, { digest: OTHER_DIGEST, runId: '8123' }),
      recordedJob(3, { digest: OTHER_DIGEST, runId: '8122', isUnfinished: false }),
      recordedJob(2, { runId: '8122' }),
      recordedJob(1, { digest: 'third', runId: '8121' }),
    ]
    expect(findObsoleteJobs(sampleSpecRecord({ jobs }), claimant())).toEqual([jobs[0], jobs[4]])
    expect(findObsoleteJobs(sampleSpecRecord({ jobs }), claimant({ run: runRef(8123, 2) }))).toEqual([
      jobs[0],
      jobs[4],
    ])
  })
})

describe('isSuperseded and isHeldByNewerRun', () => {
  it.each([
    ['undefined', undefined, false],
    ['of a newer run with other content', sampleSpecRecord({ ...NEWER, ...OTHER }), true],
    ['of a newer run for another commit', sampleSpecRecord({ ...NEWER, commit: 'def5678' }), true],
    ['of a newer run with the same content and commit', sampleSpecRecord(NEWER), false],
    ['of an older run', sampleSpecRecord({ ...OLDER, ...OTHER, commit: 'def5678' }), false],
    ['of another step of the run', sampleSpecRecord(OTHER), false],
    ['of a later attempt of the run', sampleSpecRecord({ run: runRef(8123, 2), ...OTHER }), false],
  ])('with a record %s: isSuperseded', (_, record, expected) => {
    expect(isSuperseded(record, claimant())).toBe(expected)
  })

  it.each([
    ['undefined', undefined, false],
    ['of an older run', sampleSpecRecord(OLDER), false],
    ['of another step of the run', sampleSpecRecord(), false],
    ['of a newer run with the same content', sampleSpecRecord(NEWER), true],
    ['of a newer run with other content', sampleSpecRecord({ ...NEWER, ...OTHER }), true],
    ['of a later attempt of the run', sampleSpecRecord({ run: runRef(8123, 2) }), true],
  ])('with a record %s: isHeldByNewerRun', (_, record, isNewer) => {
    expect(isHeldByNewerRun(record, runRef(8123))).toBe(isNewer)
  })
})
