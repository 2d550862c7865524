import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { asHearsay, isNewer, mergeEntries, mergeRecords } from '../../src/state/record.ts'
import { anyEntry, anyRecord } from './samples.ts'

const CHECKS = { numRuns: 400, seed: 20_261_122 }

describe('entries of one spec, in whatever order they are merged,', () => {
  it('come to the same for two', () => {
    fc.assert(
      fc.property(anyEntry, anyEntry, (a, b) => expect(mergeEntries(a, b)).toEqual(mergeEntries(b, a))),
      CHECKS,
    )
  })

  it('come to the same for three', () => {
    fc.assert(
      fc.property(anyEntry, anyEntry, anyEntry, (a, b, c) => {
        expect(mergeEntries(mergeEntries(a, b), c)).toEqual(mergeEntries(a, mergeEntries(b, c)))
      }),
      CHECKS,
    )
  })

  it('come to nothing new when one is merged again', () => {
    fc.assert(
      fc.property(anyEntry, anyEntry, (a, b) => {
        expect(mergeEntries(a, a)).toEqual(a)
        const both = mergeEntries(a, b)
        expect(mergeEntries(both, a)).toEqual(both)
        expect(mergeEntries(b, both)).toEqual(both)
      }),
      CHECKS,
    )
  })

  it('forget no job, reopen none, and are never held by an older run', () => {
    fc.assert(
      fc.property(anyEntry, anyEntry, (a, b) => {
        const merged = mergeEntries(a, b)
        for (const each of [a, b]) {
          expect(isNewer(each.run, merged.run)).toBe(false)
          for (const { id, isOpen } of each.jobs) {
            const kept = merged.jobs.find((job) => job.id === id)
            expect(kept).toBeDefined()
            if (!isOpen) expect(kept).toMatchObject({ isOpen: false })
          }
        }
      }),
      CHECKS,
    )
  })

  it('trust no job that nobody of ours has written down', () => {
    fc.assert(
      fc.property(anyEntry, anyEntry, (a, b) => {
        const ours = new Set([...a.jobs, ...b.jobs].filter(({ isHearsay }) => !isHearsay).map(({ id }) => id))
        for (const { id, isHearsay } of mergeEntries(a, b).jobs) expect(!isHearsay).toBe(ours.has(id))
      }),
      CHECKS,
    )
  })
})

describe('records of one key', () => {
  it('come to the same in any order, and to nothing new when merged again', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, anyRecord, (a, b, c) => {
        const all = mergeRecords(mergeRecords(a, b), c)
        expect(mergeRecords(a, mergeRecords(b, c))).toEqual(all)
        expect(mergeRecords(c, mergeRecords(b, a))).toEqual(all)
        expect(mergeRecords(all, b)).toEqual(all)
      }),
      CHECKS,
    )
  })

  it('keep what the text of the newest run was made from, the latest of it', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (a, b) => {
        const { run, memo } = mergeRecords(a, b)
        expect([a, b].map((each) => [each.run, each.memo])).toContainEqual([run, memo])
        for (const each of [a, b]) {
          if (run && each.run) expect(isNewer(each.run, run)).toBe(false)
          if (each.run?.id === run?.id) expect(each.memo?.atMs ?? -1).toBeLessThanOrEqual(memo?.atMs ?? -1)
        }
      }),
      CHECKS,
    )
  })

  it('of which one is hearsay are hearsay no more where one of ours says the same', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(mergeRecords(asHearsay(record), record)).toEqual(mergeRecords(record, record))
      }),
      CHECKS,
    )
  })
})
