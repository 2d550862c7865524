import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { PROVENANCES } from '../../src/jobs/provenance.ts'
import { decideClaim } from '../../src/state/claim.ts'
import type { Claimant } from '../../src/state/lease.ts'
import { findObsoleteJobs, findSuccessor } from '../../src/state/superseding.ts'
import { mergeRecords } from '../../src/state/merge-records.ts'
import {
  asUnsigned,
  EMPTY_RECORD,
  findRequest,
  isNewer,
  mapRequests,
  runsOfOwner,
  type CommentRecord,
  type RecordedJob,
} from '../../src/state/record.ts'
import { DIGEST } from '../fakes/samples.ts'
import { anyCommentRecord, OTHER_KEY, runRef, SERVICE } from './samples.ts'

const CHECKS = { numRuns: 200, seed: 20_261_122 }
const OWNERS = ['owner x', 'owner y']
const claimants = OWNERS.map((owner): Claimant => ({
  owner,
  run: runRef(10),
  holderId: 'me',
  commit: 'abc1234',
  service: SERVICE,
  digest: DIGEST,
  nowMs: 1,
}))

/** As read from a comment. */
const anyReadRecord = fc
  .tuple(anyCommentRecord, fc.boolean())
  // Every step merges what it reads before it looks at it.
  .map(([record, isSigned]) => mergeRecords(EMPTY_RECORD, isSigned ? record : asUnsigned(record)))

const jobsOf = ({ requests }: CommentRecord): readonly RecordedJob[] =>
  Object.values(requests).flatMap(({ jobs }) => jobs)
const findJob = (record: CommentRecord, key: string, jobId: string) =>
  findRequest(record, key).jobs.find(({ id }) => id === jobId)
const isUnsigned = ({ provenance }: RecordedJob): boolean => provenance === 'unsigned'

/** Nothing is dropped when these are merged: at most two runs of each owner, and five jobs without success. */
const anySmallRecord = anyReadRecord.map((record) =>
  mapRequests(record, ({ holds, jobs }) => ({
    holds: holds.filter(({ run }) => run.id !== '9'),
    jobs: jobs.filter(({ id }) => Number(id.slice(-1)) < 5),
  })),
)

/**
 * What is the same in whatever order records are merged, even if something is dropped meanwhile: all but the jobs without
 * success, and the claims of older runs and unsigned holds, of which an earlier version may come back.
 */
function essence(record: CommentRecord) {
  const requests = Object.entries(record.requests).map(([key, { holds, jobs }]) => {
    const successes = jobs.flatMap(({ id, outputModel }) => (outputModel === undefined ? [] : [id]))
    const current = holds.filter(({ owner, run, isUnsigned: isForged }) => {
      const runs = runsOfOwner(record, owner).slice(0, 2)
      return isForged !== true && runs.some(({ id }) => id === run.id)
    })
    return [key, current, successes.sort()]
  })
  return { ...record, requests }
}

describe('mergeRecords', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(anyReadRecord, anyReadRecord, (a, b) => {
        expect(mergeRecords(a, b)).toEqual(mergeRecords(b, a))
      }),
      CHECKS,
    )
  })

  it('is associative', () => {
    fc.assert(
      fc.property(anySmallRecord, anySmallRecord, anySmallRecord, (a, b, c) => {
        expect(mergeRecords(mergeRecords(a, b), c)).toEqual(mergeRecords(a, mergeRecords(b, c)))
      }),
      CHECKS,
    )
  })

  it('is idempotent', () => {
    fc.assert(
      fc.property(anySmallRecord, anySmallRecord, (a, b) => {
        expect(mergeRecords(a, a)).toEqual(a)
        const both = mergeRecords(a, b)
        expect(mergeRecords(both, a)).toEqual(both)
        expect(mergeRecords(b, both)).toEqual(both)
      }),
      CHECKS,
    )
  })

  it('is associative and idempotent in what it never drops', () => {
    fc.assert(
      fc.property(anyReadRecord, anyReadRecord, anyReadRecord, (a, b, c) => {
        const all = mergeRecords(mergeRecords(a, b), c)
        expect(essence(mergeRecords(a, mergeRecords(b, c)))).toEqual(essence(all))
        for (const each of [a, b, c]) expect(essence(mergeRecords(all, each))).toEqual(essence(all))
      }),
      CHECKS,
    )
  })

  it('drops no unfinished or successful job, and ends one only by a record of the same kind', () => {
    fc.assert(
      fc.property(anyReadRecord, anyReadRecord, (a, b) => {
        const merged = mergeRecords(a, b)
        for (const [key, { jobs }] of [...Object.entries(a.requests), ...Object.entries(b.requests)]) {
          for (const job of jobs) {
            const kept = findJob(merged, key, job.id)
            const versions = [findJob(a, key, job.id), findJob(b, key, job.id)].filter((each) => each !== undefined)
            const deciding = versions.some((each) => !isUnsigned(each))
              ? versions.filter((each) => !isUnsigned(each))
              : versions
            const isUnfinished = deciding.every((each) => each.isUnfinished)
            if (isUnfinished || deciding.some(({ outputModel }) => outputModel)) expect(kept).toBeDefined()
            if (kept !== undefined) expect(kept.isUnfinished).toBe(isUnfinished)
          }
        }
      }),
      CHECKS,
    )
  }) // prettier-ignore

  it('never improves the provenance of a job', () => {
    const rankOf = (job: RecordedJob): number => PROVENANCES.indexOf(job.provenance)
    fc.assert(
      fc.property(anyReadRecord, anyReadRecord, (a, b) => {
        for (const [key, { jobs }] of Object.entries(mergeRecords(a, b).requests)) {
          for (const job of jobs) {
            const versions = [a, b].flatMap((each) => findJob(each, key, job.id) ?? [])
            const signed = versions.filter((each) => !isUnsigned(each))
            if (signed.length === 0) expect(job.provenance).toBe('unsigned')
            else expect(rankOf(job)).toBe(Math.min(...signed.map(rankOf)))
          }
        }
      }),
      CHECKS,
    )
  })

  it('gives the same jobs the same owner, run and provenance, however often they are written again', () => {
    fc.assert(
      fc.property(anyReadRecord, anyReadRecord, (a, b) => {
        const both = mergeRecords(a, b)
        for (const later of [mergeRecords(both, asUnsigned(both)), mergeRecords(asUnsigned(both), both)])
          expect(jobsOf(later)).toEqual(jobsOf(both))
      }),
      CHECKS,
    )
  })

  it('keeps the newest run of each owner, and makes none newer', () => {
    fc.assert(
      fc.property(anyReadRecord, anyReadRecord, (a, b) => {
        const merged = mergeRecords(a, b)
        for (const owner of OWNERS) {
          const all = [...runsOfOwner(a, owner), ...runsOfOwner(b, owner)]
          const newest = all.find((run) => all.every((other) => !isNewer(other, run)))
          expect(runsOfOwner(merged, owner)[0]).toEqual(newest)
        }
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
      fc.property(anyReadRecord, (record) => {
        const merged = mergeRecords(asUnsigned(record), record)
        const signed = mapRequests(merged, ({ holds, jobs }) => ({
          holds: holds.map((hold) => ({ ...hold, unsignedLeaseMs: undefined })),
          jobs,
        }))
        expect(signed).toEqual(record)
      }),
      CHECKS,
    )
  })
})

describe('an unsigned record', () => {
  it('never orders runs, supersedes nobody, and makes no job obsolete', () => {
    fc.assert(
      fc.property(anyReadRecord, anyCommentRecord, (ours, forged) => {
        const merged = mergeRecords(ours, asUnsigned(forged))
        expect(merged.ambiguousOwners).toEqual(ours.ambiguousOwners)
        expect(merged.run).toEqual(ours.run)
        for (const claimant of claimants) {
          expect(runsOfOwner(merged, claimant.owner)).toEqual(runsOfOwner(ours, claimant.owner))
          expect(findSuccessor(merged, claimant)).toEqual(findSuccessor(ours, claimant))
          for (const askedKeys of [new Set<string>(), new Set([OTHER_KEY])])
            expect(findObsoleteJobs(merged, askedKeys, claimant)).toEqual(findObsoleteJobs(ours, askedKeys, claimant))
          const supersededBy = (record: CommentRecord) =>
            decideClaim(record, claimant).filter(({ kind }) => kind === 'superseded' || kind === 'recover')
          const [before, after] = [supersededBy(ours), supersededBy(merged)]
          // A live claim that we did not sign is waited for before anything is recovered.
          expect(before).toEqual(expect.arrayContaining(after))
          if (before[0]?.kind === 'superseded') expect(after).toEqual(before)
        }
      }),
      CHECKS,
    )
  }) // prettier-ignore
})
