import { describe, expect, it } from '@jest/globals'
import type { Outcome } from '../../src/jobs/job-status.ts'
import {
  asUnsigned,
  isNewer,
  mergeSpecRecords,
  mergeRecords,
  toRecordedJob,
  type SpecRecord,
  type RecordedJob,
} from '../../src/state/record.ts'
import { DIGEST, sampleJob } from '../fakes/samples.ts'
import { jobId } from '../fakes/forge-api.ts'
import { LABEL, OTHER_DIGEST, recordedJob, commentRecordOf, runRef, sampleSpecRecord } from './samples.ts'

function mergeJobs(a: RecordedJob, b: RecordedJob): RecordedJob {
  const { jobs } = mergeSpecRecords(sampleSpecRecord({ jobs: [a] }), sampleSpecRecord({ jobs: [b] }))
  expect(jobs).toHaveLength(1)
  return jobs[0]!
}

const jobNumbers = ({ jobs }: SpecRecord) => jobs.map(({ id }) => Number(id.slice(-12)))

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
  })
})

describe('two records of one spec', () => {
  it('are merged in favour of the newer run, whatever their times', () => {
    const newer = sampleSpecRecord({ run: runRef(8124), digest: OTHER_DIGEST, atMs: 1 })
    const older = sampleSpecRecord({ atMs: 9_000, jobId: jobId(1), submissionStartedAtMs: 8_000 })
    for (const merged of [mergeSpecRecords(newer, older), mergeSpecRecords(older, newer)]) {
      expect(merged).toEqual(newer)
    }
  })

  it('are merged in favour of the later version of one run', () => {
    const submitting = sampleSpecRecord({ atMs: 9_000, submissionStartedAtMs: 9_000 })
    const submitted = sampleSpecRecord({ atMs: 10_000, jobId: jobId(1), jobs: [recordedJob(1)] })
    expect(mergeSpecRecords(submitting, submitted)).toEqual(submitted)
    expect(mergeSpecRecords(submitted, submitting)).toEqual(submitted)
  })

  it('keep the latest lease of one version, and no lease of another version', () => {
    const record = sampleSpecRecord({ leaseExpiresAtMs: 5_000 })
    for (const untilMs of [9_000, 10_000]) {
      const again = { ...record, leaseExpiresAtMs: untilMs }
      expect(mergeSpecRecords(record, again).leaseExpiresAtMs).toBe(untilMs)
      expect(mergeSpecRecords(again, record).leaseExpiresAtMs).toBe(untilMs)
    }
    const ended = { ...record, atMs: 1_001, leaseExpiresAtMs: 0 }
    expect(mergeSpecRecords(record, ended).leaseExpiresAtMs).toBe(0)
    const otherStep = { ...record, holderId: 'z, another step', leaseExpiresAtMs: 0 }
    expect(mergeSpecRecords(record, otherStep).leaseExpiresAtMs).toBe(0)
  })

  it('are signed if the same version is signed once', () => {
    const ours = sampleSpecRecord({ leaseExpiresAtMs: 10_000 })
    const unsigned = sampleSpecRecord({ leaseExpiresAtMs: 9_000, isUnsigned: true })
    expect(mergeSpecRecords(ours, unsigned)).toEqual(ours)
    expect(mergeSpecRecords(unsigned, ours)).toEqual(ours)
    expect(mergeSpecRecords(ours, { ...unsigned, atMs: 9_999 }).isUnsigned).toBe(true)
  })

  it('keep the jobs of both, newest first', () => {
    const a = sampleSpecRecord({ jobs: [recordedJob(3), recordedJob(1)] })
    const b = sampleSpecRecord({ run: runRef(8124), jobs: [recordedJob(4), recordedJob(2)] })
    expect(jobNumbers(mergeSpecRecords(a, b))).toEqual([4, 3, 2, 1])
  })
})

describe('a job in two records', () => {
  it('stays ended once a record says so, and loses its snapshot', () => {
    const unfinished = recordedJob(1, { snapshot: { jobType: 'dpo' } })
    const ended = recordedJob(1, { isUnfinished: false })
    expect(mergeJobs(unfinished, ended)).toEqual(ended)
    expect(mergeJobs(ended, { ...unfinished, atMs: 0 })).toEqual({ ...ended, atMs: 0 })
  })

  it('belongs to the run that recorded it first', () => {
    const first = recordedJob(1, { runId: '8123', atMs: 5, snapshot: { jobType: 'dpo' } })
    const attached = recordedJob(1, { runId: '8124', atMs: 9, snapshot: { jobType: 'odpo' } })
    expect(mergeJobs(first, attached)).toEqual(first)
    expect(mergeJobs(attached, first)).toEqual(first)
  })

  it('is taken from the signed record, even if the unsigned one is earlier', () => {
    const ours = recordedJob(1, { atMs: 9, snapshot: { jobType: 'dpo' } })
    const unsigned = recordedJob(1, { atMs: 1, runId: '1', digest: OTHER_DIGEST, isUnsigned: true })
    expect(mergeJobs(unsigned, ours)).toEqual(ours)
    expect(mergeJobs(ours, unsigned)).toEqual(ours)
  })

  it('stays unsigned if both records are', () => {
    const unsigned = recordedJob(1, { isUnsigned: true })
    expect(mergeJobs(unsigned, { ...unsigned, atMs: 0 })).toEqual({ ...unsigned, atMs: 0 })
  })
})

describe('more jobs than the limit', () => {
  const ended = (n: number): SpecRecord =>
    sampleSpecRecord({ run: runRef(8000 + n), jobs: [recordedJob(n, { isUnfinished: false })] })
  const mergeEnded = (specRecord: SpecRecord, from: number, to: number): SpecRecord => {
    let merged = specRecord
    for (let n = from; n <= to; n++) merged = mergeSpecRecords(merged, ended(n))
    return merged
  }

  it('lose the oldest beyond 20', () => {
    expect(jobNumbers(mergeEnded(ended(1), 2, 20))).toHaveLength(20)
    expect(jobNumbers(mergeEnded(ended(1), 2, 21))).toEqual(Array.from({ length: 20 }, (_, n) => 21 - n))
  })

  it('never lose an unfinished one, because it costs money until it ends', () => {
    const unfinished = sampleSpecRecord({ run: runRef(8001), jobs: [recordedJob(1)] })
    expect(jobNumbers(mergeEnded(unfinished, 2, 40))).toContain(1)
  })

  it('never lose the current one', () => {
    const current = sampleSpecRecord({
      run: runRef(9_000),
      jobId: jobId(1),
      jobs: [recordedJob(1, { isUnfinished: false })],
    })
    expect(jobNumbers(mergeEnded(current, 2, 40))).toContain(1)
  })
})

describe('mergeRecords', () => {
  it('keeps the specs of both', () => {
    const a = { specs: { 'a.yml': sampleSpecRecord() } }
    const b = { specs: { 'b.yml': sampleSpecRecord({ digest: OTHER_DIGEST }) } }
    expect(mergeRecords(a, b)).toEqual({ specs: { ...a.specs, ...b.specs } })
  })

  it('keeps the newer run', () => {
    const [a, b] = [
      { run: runRef(8123), specs: {} },
      { run: runRef(8124), specs: {} },
    ]
    expect(mergeRecords(a, b).run).toEqual(runRef(8124))
    expect(mergeRecords(b, a).run).toEqual(runRef(8124))
    expect(mergeRecords({ specs: {} }, a).run).toEqual(runRef(8123))
    expect(mergeRecords({ specs: {} }, { specs: {} })).toEqual({ specs: {} })
  })

  it.each(['constructor', 'toString', '__proto__'])('handles a spec called %s', (label) => {
    const record = { specs: Object.fromEntries([[label, sampleSpecRecord()]]) }
    for (const merged of [mergeRecords(record, { specs: {} }), mergeRecords({ specs: {} }, record)]) {
      expect(Object.entries(merged.specs)).toEqual([[label, sampleSpecRecord()]])
    }
  })
})

describe('toRecordedJob', () => {
  const origin = { digest: DIGEST, runId: '8123', atMs: 7 }
  const snapshot = {
    jobType: 'supervised_fine_tuning',
    modelConfig: { base_model: 'mistral-small-2603' },
    hyperparameters: { training_steps: 1000 },
    createdAt: 1_795_000_000,
  }

  it('includes a snapshot of an unfinished job', () => {
    const job = sampleJob({ ...snapshot, modifiedAt: 1, outputModel: 'ft:x', datasetIds: ['a'] })
    expect(toRecordedJob(job, origin, undefined)).toEqual({
      id: job.id,
      ...origin,
      isUnfinished: true,
      snapshot,
    })
    expect(toRecordedJob({ id: job.id }, origin, 'submitted')).toEqual({
      id: job.id,
      ...origin,
      isUnfinished: true,
      snapshot: {},
    })
  })

  it.each(['SUCCESS', 'FAILED', 'CANCELLED'])(
    'includes no snapshot of a job that ended with %s',
    (status) => {
      const job = sampleJob({ ...snapshot, status, outputModel: 'ft:x' })
      expect(toRecordedJob(job, origin, 'succeeded')).toEqual({ id: job.id, ...origin, isUnfinished: false })
    },
  )

  it.each([
    ['SUCCESS', undefined, true],
    ['FAILED', undefined, true],
    ['SUCCESS', 'superseded', true],
    ['FAILED', 'superseded', true],
    ['CANCELLED', 'superseded', false],
    ['RUNNING', 'cancelled', true],
  ] as [string, Outcome | undefined, boolean][])(
    'is unfinished until the end was reported: %s with outcome %p',
    (status, outcome, isUnfinished) => {
      const job = sampleJob({ ...snapshot, status, outputModel: 'ft:x' })
      expect(toRecordedJob(job, origin, outcome)).toMatchObject({ isUnfinished })
    },
  )

  it('is unfinished until the model is named or the outcome is failed', () => {
    const job = sampleJob({ ...snapshot, status: 'SUCCESS' })
    expect(toRecordedJob(job, origin, 'submitted')).toMatchObject({ isUnfinished: true, snapshot })
    expect(toRecordedJob(job, origin, 'failed')).toEqual({ id: job.id, ...origin, isUnfinished: false })
  })
})

it('asUnsigned marks a record and all its jobs, and changes nothing else', () => {
  const record = commentRecordOf(sampleSpecRecord({ jobs: [recordedJob(1), recordedJob(2)] }), runRef(1))
  const { run, specs } = asUnsigned(record)
  expect(run).toEqual(runRef(1))
  expect(specs[LABEL]).toMatchObject({
    ...record.specs[LABEL],
    jobs: [{ id: jobId(1) }, { id: jobId(2) }],
  })
  expect(specs[LABEL]?.jobs.map(({ isUnsigned }) => isUnsigned)).toEqual([true, true])
})
