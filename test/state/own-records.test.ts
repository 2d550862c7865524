import { describe, expect, it } from '@jest/globals'
import type { JobState } from '../../src/jobs/job-state.ts'
import { OwnRecords, type LeaseHolder } from '../../src/state/own-records.ts'
import { DIGEST, JOB_ID, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import { LABEL, recordedJob, commentRecordOf, runRef, sampleSpecRecord } from './samples.ts'

const HOLDER: LeaseHolder = { run: runRef(8123), holderId: 'me', commit: 'abc1234' }
const PENDING = sampleState()
const RUNNING = sampleState({ job: sampleJob() })
const LEASE_EXPIRES_AT_MS = 99_000

/** Own records, and a function that returns the record of one spec. */
function createOwnRecords() {
  const ownRecords = new OwnRecords(HOLDER)
  const specRecordOf = (state: JobState, wallMs: number, leaseExpiresAtMs = LEASE_EXPIRES_AT_MS) =>
    ownRecords.specRecords([state], wallMs, leaseExpiresAtMs)[state.label]
  return { ownRecords, specRecordOf }
}

describe('the record of a spec', () => {
  it('is missing before a claim or a job, and without a spec', () => {
    const { ownRecords } = createOwnRecords()
    expect(ownRecords.specRecords([PENDING, { label: JOB_ID, job: sampleJob(), timeline: [], notes: [] }], 1, 2)).toEqual({})
  }) // prettier-ignore

  it('contains the start of the submission after a claim', () => {
    const { ownRecords, specRecordOf } = createOwnRecords()
    ownRecords.claim([PENDING], 1_000)
    expect(specRecordOf(PENDING, 1_500)).toEqual({
      ...HOLDER,
      digest: DIGEST,
      atMs: 1_500,
      leaseExpiresAtMs: LEASE_EXPIRES_AT_MS,
      submissionStartedAtMs: 1_000,
      jobs: [],
    })
    ownRecords.claim([PENDING], 3_000)
    expect(specRecordOf(PENDING, 3_000)).toMatchObject({ submissionStartedAtMs: 1_000, atMs: 1_500 })
  })

  it('contains the job, with or without a claim', () => {
    const { ownRecords, specRecordOf } = createOwnRecords()
    const job = { id: JOB_ID, digest: DIGEST, runId: '8123', isUnfinished: true, atMs: 2_000 }
    const snapshot = { jobType: 'supervised_fine_tuning' }
    ownRecords.claim([PENDING], 1_000)
    specRecordOf(PENDING, 1_000)
    const specRecord = specRecordOf(RUNNING, 2_000)
    expect(specRecord).toEqual({
      ...HOLDER,
      digest: DIGEST,
      atMs: 2_000,
      leaseExpiresAtMs: LEASE_EXPIRES_AT_MS,
      jobId: JOB_ID,
      jobs: [{ ...job, snapshot }],
    })
    expect(createOwnRecords().specRecordOf(RUNNING, 2_000)).toEqual(specRecord)
  })

  it.each<[string, Partial<JobState>, boolean]>([
    ['is running', {}, true],
    ['has an unknown outcome', { outcome: 'unknown' }, true],
    ['was refused', { outcome: 'refused' }, false],
    ['timed out before it was sent', { outcome: 'timed-out' }, false],
    ['was cancelled before it was sent', { outcome: 'cancelled' }, false],
  ])(
    'contains the start of a submission only if a job may exist: the submission %s',
    (_, changes, isPending) => {
      const { ownRecords, specRecordOf } = createOwnRecords()
      ownRecords.claim([PENDING], 1_000)
      expect(specRecordOf({ ...PENDING, ...changes }, 2_000)?.submissionStartedAtMs).toBe(
        isPending ? 1_000 : undefined,
      )
    },
  )

  it('has no lease after the step has finished', () => {
    const { specRecordOf } = createOwnRecords()
    expect(specRecordOf(RUNNING, 1)?.leaseExpiresAtMs).toBe(LEASE_EXPIRES_AT_MS)
    expect(specRecordOf({ ...RUNNING, outcome: 'submitted' }, 2)?.leaseExpiresAtMs).toBe(0)
  })

  it('keeps its version after a heartbeat or a change of the job status', () => {
    const { specRecordOf } = createOwnRecords()
    expect(specRecordOf(RUNNING, 1_000, 10)).toMatchObject({ atMs: 1_000, leaseExpiresAtMs: 10 })
    const later = sampleState({ job: sampleJob({ status: 'QUEUED', modifiedAt: 7 }) })
    expect(specRecordOf(later, 5_000, 20)).toMatchObject({
      atMs: 1_000,
      leaseExpiresAtMs: 20,
      jobs: [{ atMs: 1_000 }],
    })
  })

  it('gets a later version for each change, even if the clock stops or goes back', () => {
    const { ownRecords, specRecordOf } = createOwnRecords()
    const ended = sampleState({ job: sampleJob({ status: 'SUCCESS' }) })
    ownRecords.claim([PENDING], 5_000)
    const specRecords = [specRecordOf(PENDING, 5_000), specRecordOf(RUNNING, 5_000), specRecordOf(ended, 1_000), specRecordOf({ ...ended, outcome: 'succeeded' }, 0)]
    expect(specRecords.map((specRecord) => specRecord?.atMs)).toEqual([5_000, 5_001, 5_001, 5_002])
  }) // prettier-ignore

  it('is separate for each spec', () => {
    const { ownRecords } = createOwnRecords()
    const other = sampleState({ spec: sampleSpec({ label: 'b.yml', digest: 'other' }), job: sampleJob() })
    ownRecords.claim([PENDING], 1_000)
    const specRecords = ownRecords.specRecords([PENDING, other], 1_000, 2_000)
    expect(Object.keys(specRecords).sort()).toEqual(['b.yml', LABEL])
    expect(specRecords['b.yml']).toMatchObject({ digest: 'other', jobId: JOB_ID })
    expect(specRecords[LABEL]?.jobId).toBeUndefined()
  })
})

describe('a job from an unsigned record', () => {
  const unsigned = recordedJob(1, { id: JOB_ID, isUnsigned: true })
  const record = commentRecordOf(sampleSpecRecord({ jobs: [unsigned] }))
  const jobs = (state: JobState) =>
    new OwnRecords(HOLDER).specRecords([state], 1, 2, record)[LABEL]?.jobs.map(({ isUnsigned }) => isUnsigned)

  it('stays unsigned when it is reused', () => {
    expect(jobs({ ...RUNNING, isReused: true })).toEqual([true])
  })

  it('becomes signed when this step submitted it', () => {
    expect(jobs(RUNNING)).toEqual([undefined])
  })
})

describe('ended jobs of other runs', () => {
  const old = recordedJob(1, { runId: '8000', digest: 'older', snapshot: { jobType: 'dpo' } })
  const older = recordedJob(2, { runId: '7000', digest: 'oldest', isUnsigned: true })

  it('are recorded as ended and keep their run and digest', () => {
    const { ownRecords, specRecordOf } = createOwnRecords()
    ownRecords.markEnded(LABEL, [old])
    ownRecords.markEnded(LABEL, [older])
    ownRecords.markEnded('b.yml', [recordedJob(3)])
    const { snapshot: _, ...rest } = old
    expect(specRecordOf(RUNNING, 1)?.jobs.slice(1)).toEqual([{ ...rest, isUnfinished: false }, { ...older, isUnfinished: false }])
    expect([...ownRecords.endedJobs.keys()]).toEqual([LABEL, 'b.yml'])
  }) // prettier-ignore

  it('create a new version', () => {
    const { ownRecords, specRecordOf } = createOwnRecords()
    expect(specRecordOf(RUNNING, 1_000)?.atMs).toBe(1_000)
    ownRecords.markEnded(LABEL, [old])
    expect(specRecordOf(RUNNING, 2_000)?.atMs).toBe(2_000)
  })
})
