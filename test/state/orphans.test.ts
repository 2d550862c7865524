import { describe, expect, it } from '@jest/globals'
import { findOrphans } from '../../src/state/orphans.ts'
import { requestKey, type Hold, type RecordedJob, type RequestRecord } from '../../src/state/record.ts'
import { jobId } from '../fakes/forge-api.ts'
import { ownerOf } from '../fakes/owners.ts'
import { DIGEST } from '../fakes/samples.ts'
import {
  commentRecordOf,
  KEY,
  LABEL,
  OTHER_KEY,
  OWNER,
  recordedJob,
  runRef,
  sampleHold,
  SERVICE,
  SIBLING,
} from './samples.ts'

const NOW_MS = 1_000_000
const RENAMED = { owner: 'renamed', run: runRef(8124), commit: 'def5678', holderId: 'step of 8124' }

const request = (hold: Partial<Hold>, job?: Partial<RecordedJob>): RequestRecord => ({
  holds: [sampleHold({ leaseExpiresAtMs: 0, ...hold })],
  jobs: job === undefined ? [] : [recordedJob(1, job)],
})
/** The job of an owner, and what the newest run asks for. */
const orphans = (old: RequestRecord, newest: Partial<Hold> = RENAMED, key = KEY) =>
  findOrphans(commentRecordOf({ [key]: old, [OTHER_KEY]: request(newest) }), SERVICE, NOW_MS)

const BY_HAND = { isNotHead: true, leavesJob: true, jobId: jobId(1) } as const

describe('findOrphans', () => {
  it('finds the job of an owner that did not run for the newest commit', () => {
    expect(orphans(request({ jobId: jobId(1) }, {}))).toEqual([{ id: jobId(1), label: LABEL }])
  })

  it.each<[string, RequestRecord, Partial<Hold>]>([
    ['whose owner ran for the newest commit', request({}, {}), { ...RENAMED, owner: OWNER }],
    ['of the newest commit', request({}, {}), { ...RENAMED, commit: 'abc1234' }],
    ['that has ended', request({}, { isUnfinished: false }), RENAMED],
    ['that is watched', request({ leaseExpiresAtMs: NOW_MS + 60_000 }, {}), RENAMED],
    ['with an unsigned record', request({}, { provenance: 'unsigned' }), RENAMED],
    ['that somebody started by hand without waiting for it', request(BY_HAND, {}), RENAMED],
    ['while only a start by hand is newer', request({}, {}), { ...RENAMED, isNotHead: true }],
    ['while only an unsigned hold is newer', request({}, {}), { ...RENAMED, isUnsigned: true }],
  ])('does not find a job %s', (_, old, newest) => {
    expect(orphans(old, newest)).toEqual([])
  })

  it.each<[string, Partial<Hold>]>([
    ['was killed', { leavesJob: undefined }],
    ['was killed, for the newest commit', { leavesJob: undefined, commit: RENAMED.commit }],
    ['was cancelled', { leavesJob: undefined, hasEnded: true }],
    ['left another job', { jobId: jobId(2), hasEnded: true }],
  ])('finds the job of a start by hand that %s', (_, changes) => {
    expect(orphans(request({ ...BY_HAND, ...changes }, {}), RENAMED)).toEqual([
      { id: jobId(1), label: LABEL },
    ])
  })

  describe('of an owner that ran for the newest commit', () => {
    const newest = { ...RENAMED, owner: OWNER }
    /** Another step of the run that submitted the job used it, too. */
    const shared = (hold: Partial<Hold> = {}, job: Partial<RecordedJob> = {}): RequestRecord => {
      const other = { holderId: 'other', owner: SIBLING, leaseExpiresAtMs: 0, jobId: jobId(1), ...hold }
      const { holds, jobs } = request({ jobId: jobId(1) }, job)
      return { holds: [...holds, sampleHold(other)], jobs }
    }

    it('finds a job that another step used, which did not run for it', () => {
      expect(orphans(shared(), newest)).toEqual([{ id: jobId(1), label: LABEL }])
    })

    it.each<[string, RequestRecord]>([
      ['that a step of another workflow used', shared({ owner: ownerOf('nightly', 'train') })],
      ['that another step used long ago', shared({ run: runRef(8100) })],
      ['that another step watches', shared({ leaseExpiresAtMs: NOW_MS + 60_000 })],
      ['that another step watches with another key', shared({ unsignedLeaseMs: NOW_MS + 60_000 })],
      ['that is to be left', shared({}, { replacedBy: '' })],
      ['with `on-superseded: leave`', shared({}, { leavesOnSuperseded: true })],
    ])('does not find a job %s', (_, old) => {
      expect(orphans(old, newest)).toEqual([])
    })
  })

  it('does not find a job that a step watches for another request', () => {
    const watching = { ...RENAMED, jobId: jobId(1), leaseExpiresAtMs: NOW_MS + 60_000 }
    expect(orphans(request({}, {}), watching)).toEqual([])
  })

  it('does not find a job that was copied from another conversation', () => {
    expect(orphans(request({}, { owner: '7001#8 train' }))).toEqual([])
  })

  it('does not take a commit of another conversation for the newest', () => {
    const there = { ...RENAMED, owner: '7001#8 train' }
    expect(orphans(request({}, {}), there)).toEqual([])
  })

  it('names the service of a job if it is another', () => {
    const service = 'https://other.example'
    const found = orphans(request({}, {}), RENAMED, requestKey(DIGEST, service))
    expect(found).toEqual([{ id: jobId(1), label: LABEL, service }])
  })

  it('does not find a job that somebody asks for on the newest commit', () => {
    const followed = { ...request({}, {}), holds: [sampleHold({ leaseExpiresAtMs: 0 }), sampleHold(RENAMED)] }
    expect(findOrphans(commentRecordOf(followed), SERVICE, NOW_MS)).toEqual([])
  })
})
