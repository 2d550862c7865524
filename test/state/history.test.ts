import { describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { OUTCOMES } from '../../src/jobs/job-status.ts'
import { applyUpdate } from '../../src/state/comment-merge.ts'
import { completeHistory, limitHistory, mergeHistory } from '../../src/state/history.ts'
import { asUnsigned, EMPTY_RECORD, type CommentRecord, type HistoryEntry } from '../../src/state/record.ts'
import { readRecord } from '../../src/state/record-codec.ts'
import { jobId } from '../fakes/forge-api.ts'
import { CODEC, commentRecordOf, KEY, recordedJob, requestOf, runRef } from './samples.ts'

const entry = (n: number, changes: Partial<HistoryEntry> = {}): HistoryEntry => ({
  jobId: jobId(n),
  label: 'a.yml',
  outcome: 'failed',
  endedAtMs: n,
  ...changes,
})
const idsOf = (entries: readonly HistoryEntry[] | undefined) => entries?.map((each) => each.jobId)

const anyHistory = fc.array(
  fc
    .record({ n: fc.nat(9), outcome: fc.constantFrom(...OUTCOMES), endedAtMs: fc.nat(3), label: fc.constantFrom('a', 'b') })
    .map(({ n, ...changes }) => entry(n, changes)),
  { maxLength: 6 },
) // prettier-ignore

describe('mergeHistory', () => {
  it('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, anyHistory, (a, b, c) => {
        expect(mergeHistory(a, b)).toEqual(mergeHistory(b, a))
        expect(mergeHistory(mergeHistory(a, b), c)).toEqual(mergeHistory(a, mergeHistory(b, c)))
        const merged = mergeHistory(a, b)
        expect(mergeHistory(merged, a)).toEqual(merged)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps one entry of each job, newest first', () => {
    expect(idsOf(mergeHistory([entry(1), entry(3)], [entry(2), entry(1)]))).toEqual([3, 2, 1].map(jobId))
    expect(mergeHistory(undefined, undefined)).toBeUndefined()
  })

  it.each<HistoryEntry['outcome'][]>([
    ['running', 'cancelled', 'cancelled'],
    ['cancelled', 'superseded', 'superseded'],
    ['failed', 'superseded', 'failed'],
    ['succeeded', 'failed', 'succeeded'],
    ['unknown', 'cancelled', 'cancelled'],
  ])(
    'of %s and %s keeps what is known for certain',
    (one = 'unknown', other = 'unknown', outcome = 'unknown') => {
      const merged = mergeHistory([entry(1, { outcome: one })], [entry(1, { outcome: other, endedAtMs: 9 })])
      expect(merged).toMatchObject([{ outcome }])
    },
  )

  it('keeps the end as it was seen first', () => {
    const late = entry(1, { endedAtMs: 9 })
    expect(mergeHistory([late], [entry(1, { endedAtMs: 5, durationMs: 4 })])).toMatchObject([
      { durationMs: 4 },
    ])
  })

  it('keeps at most 50 entries', () => {
    const entries = Array.from({ length: 60 }, (_, n) => entry(n))
    expect(idsOf(mergeHistory(entries, []))).toEqual(Array.from({ length: 50 }, (_, n) => jobId(59 - n)))
  })
})

describe('limitHistory', () => {
  it('drops the oldest first, and the successes last', () => {
    const success = entry(1, { outcome: 'succeeded' })
    expect(idsOf(limitHistory([success, entry(2), entry(3)], 2))).toEqual([3, 1].map(jobId))
    const newer = entry(4, { outcome: 'succeeded' })
    expect(idsOf(limitHistory([success, newer, entry(9)], 1))).toEqual([jobId(4)])
  })
})

describe('completeHistory', () => {
  const complete = (outcome: HistoryEntry['outcome'], job: Parameters<typeof recordedJob>[1]) =>
    completeHistory({ ...commentRecordOf({ [KEY]: requestOf({}, [recordedJob(1, job)]) }), history: [entry(1, { outcome })] })

  it('adds the end of a job that another run has recorded', () => {
    expect(complete('running', { isUnfinished: false, outputModel: 'ft:x' })).toMatchObject([{ outcome: 'succeeded', result: 'ft:x' }])
    expect(complete('running', { isUnfinished: false })).toMatchObject([{ outcome: 'superseded' }])
    expect(complete('running', {})).toMatchObject([{ outcome: 'running' }])
    expect(complete('cancelled', { isUnfinished: false, outputModel: 'ft:x' })).toMatchObject([{ outcome: 'cancelled' }])
  })
}) // prettier-ignore

describe('the history of a record', () => {
  const record: CommentRecord = { ...EMPTY_RECORD, run: runRef(2), history: [entry(1)] }
  const replacedJobs = () => [entry(2, { outcome: 'running' })]

  it('gets the ended jobs of an update, even if its text is not shown', () => {
    expect(idsOf(applyUpdate(record, { endedJobs: [entry(3)], replacedJobs }, undefined).history)).toEqual([3, 1].map(jobId))
  }) // prettier-ignore

  it('gets the jobs of the report of an older run, which it replaces', () => {
    expect(idsOf(applyUpdate(record, { replacedJobs }, runRef(3)).history)).toEqual([2, 1].map(jobId))
    expect(idsOf(applyUpdate(record, { replacedJobs }, runRef(2, 2)).history)).toEqual([2, 1].map(jobId))
    expect(idsOf(applyUpdate(record, { replacedJobs }, runRef(2)).history)).toEqual([jobId(1)])
  })

  it('is stored, and kept by updates without jobs', () => {
    const updated = applyUpdate(record, {}, runRef(3))
    expect(readRecord(CODEC, CODEC.encode!(updated)!).history).toEqual(record.history)
  })

  it('is nothing that an unsigned record can say', () => {
    expect(asUnsigned(record)).not.toHaveProperty('history')
  })

  it('is shortened before the comment is full, and keeps the models longest', () => {
    const random = (n: number): string => createHash('sha512').update(String(n)).digest('base64')
    const history = Array.from({ length: 50 }, (_, n) =>
      entry(n, { outcome: n < 5 ? 'succeeded' : 'failed', result: random(n), changed: random(-n) }),
    )
    const savedReport = { atMs: 1, report: Array.from({ length: 120 }, (_, n) => random(n + 1_000)).join() }
    const stored = readRecord(CODEC, CODEC.encode!({ ...record, history, savedReport })!)
    expect(stored.history?.length).toBeLessThan(50)
    expect(idsOf(stored.history)).toEqual(expect.arrayContaining([0, 1, 2, 3, 4].map(jobId)))
  })
})
