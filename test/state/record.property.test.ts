import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { asUnsigned, isNewer, mergeSpecRecords, mergeRecords } from '../../src/state/record.ts'
import { anySpecRecord, anyCommentRecord } from './samples.ts'

const CHECKS = { numRuns: 400, seed: 20_261_122 }

describe('mergeSpecRecords', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(anySpecRecord, anySpecRecord, (a, b) =>
        expect(mergeSpecRecords(a, b)).toEqual(mergeSpecRecords(b, a)),
      ),
      CHECKS,
    )
  })

  it('is associative', () => {
    fc.assert(
      fc.property(anySpecRecord, anySpecRecord, anySpecRecord, (a, b, c) => {
        expect(mergeSpecRecords(mergeSpecRecords(a, b), c)).toEqual(
          mergeSpecRecords(a, mergeSpecRecords(b, c)),
        )
      }),
      CHECKS,
    )
  })

  it('is idempotent', () => {
    fc.assert(
      fc.property(anySpecRecord, anySpecRecord, (a, b) => {
        expect(mergeSpecRecords(a, a)).toEqual(a)
        const both = mergeSpecRecords(a, b)
        expect(mergeSpecRecords(both, a)).toEqual(both)
        expect(mergeSpecRecords(b, both)).toEqual(both)
      }),
      CHECKS,
    )
  })

  it('drops no job, reopens none, and never returns an older holder', () => {
    fc.assert(
      fc.property(anySpecRecord, anySpecRecord, (a, b) => {
        const merged = mergeSpecRecords(a, b)
        for (const each of [a, b]) {
          expect(isNewer(each.run, merged.run)).toBe(false)
          for (const { id, isUnfinished } of each.jobs) {
            const kept = merged.jobs.find((job) => job.id === id)
            expect(kept).toBeDefined()
            if (!isUnfinished) expect(kept).toMatchObject({ isUnfinished: false })
          }
        }
      }),
      CHECKS,
    )
  })

  it('treats a job as signed only if one of its records is signed', () => {
    fc.assert(
      fc.property(anySpecRecord, anySpecRecord, (a, b) => {
        const ours = new Set(
          [...a.jobs, ...b.jobs].filter(({ isUnsigned }) => !isUnsigned).map(({ id }) => id),
        )
        for (const { id, isUnsigned } of mergeSpecRecords(a, b).jobs) expect(!isUnsigned).toBe(ours.has(id))
      }),
      CHECKS,
    )
  })
})

describe('mergeRecords', () => {
  it('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(anyCommentRecord, anyCommentRecord, anyCommentRecord, (a, b, c) => {
        const all = mergeRecords(mergeRecords(a, b), c)
        expect(mergeRecords(a, mergeRecords(b, c))).toEqual(all)
        expect(mergeRecords(c, mergeRecords(b, a))).toEqual(all)
        expect(mergeRecords(all, b)).toEqual(all)
      }),
      CHECKS,
    )
  })

  it('keeps the latest report of the newest run', () => {
    fc.assert(
      fc.property(anyCommentRecord, anyCommentRecord, (a, b) => {
        const { run, savedReport } = mergeRecords(a, b)
        expect([a, b].map((each) => [each.run, each.savedReport])).toContainEqual([run, savedReport])
        for (const each of [a, b]) {
          if (run && each.run) expect(isNewer(each.run, run)).toBe(false)
          if (each.run?.id === run?.id)
            expect(each.savedReport?.atMs ?? -1).toBeLessThanOrEqual(savedReport?.atMs ?? -1)
        }
      }),
      CHECKS,
    )
  })

  it('prefers a signed record over the same unsigned one', () => {
    fc.assert(
      fc.property(anyCommentRecord, (record) => {
        expect(mergeRecords(asUnsigned(record), record)).toEqual(mergeRecords(record, record))
      }),
      CHECKS,
    )
  })
})
