import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { mergeRecords } from '../../src/state/merge-records.ts'
import { createCodec, readRecord } from '../../src/state/record-codec.ts'
import {
  asUnsigned,
  EMPTY_RECORD,
  requestKey,
  type CommentRecord,
  type RecordedJob,
  type RequestRecord,
} from '../../src/state/record.ts'
import { droppedAmount } from '../../src/state/subtotals.ts'
import { CODEC, commentRecordOf, KEY, OWNER, recordedJob, SCOPE, SERVICE } from './samples.ts'

const hash = (n: number): string => createHash('sha256').update(String(n)).digest('hex')

/** The n-th job; each costs 1 EUR. */
const job = (n: number, changes: Partial<RecordedJob> = {}): RecordedJob =>
  recordedJob(n, { id: hash(n).slice(0, 36), price: 1, ...changes })
/** The n-th job has failed, as the only one of its request. */
const failed = (n: number, changes: Partial<RecordedJob> = {}): [string, RequestRecord] => [
  requestKey(hash(n), SERVICE),
  { holds: [], jobs: [job(n, { isUnfinished: false, ...changes })] },
]
const failures = (from: number, count: number, changes: Partial<RecordedJob> = {}): CommentRecord =>
  commentRecordOf(Object.fromEntries(Array.from({ length: count }, (_, n) => failed(from + n, changes))))

const jobsOf = ({ requests }: CommentRecord): readonly RecordedJob[] =>
  Object.values(requests).flatMap(({ jobs }) => jobs)
/** What the record says that all jobs have cost. */
const costOf = (record: CommentRecord): number =>
  jobsOf(record).reduce((total, { price = 0 }) => total + price, droppedAmount(record, SERVICE))

/** What becomes of a comment when a step writes this, too. */
const write = (body: string, own: CommentRecord, codec = CODEC): string =>
  codec.encode!(mergeRecords(readRecord(codec, body), own)) ?? ''
const MANY = 400

describe('what jobs have cost that a full record drops', () => {
  it('is added up, however often their step records them again', () => {
    let body = ''
    for (let push = 1; push <= 8; push++) {
      const own = failures(60 * push, 60)
      const bodies = Array.from({ length: 4 }, () => (body = write(body, own)))
      expect(bodies.map((each) => costOf(readRecord(CODEC, each)))).toEqual(bodies.map(() => 60 * push))
      expect(bodies[3]).toBe(bodies[2])
    }
    expect(jobsOf(readRecord(CODEC, body)).length).toBeLessThan(MANY)
  })

  it('is added up for jobs that end after newer ones were dropped', () => {
    const open = commentRecordOf({ [KEY]: { holds: [], jobs: [job(1)] } })
    let body = write(write('', open), failures(2, MANY))
    expect(jobsOf(readRecord(CODEC, body))).toEqual([job(1)])
    body = write(body, commentRecordOf({ [KEY]: { holds: [], jobs: [job(1, { isUnfinished: false })] } }))
    body = write(body, failures(MANY + 2, MANY))
    expect(jobsOf(readRecord(CODEC, body))).toEqual([])
    expect(costOf(readRecord(CODEC, body))).toBe(2 * MANY + 1)
  })

  it('is not added again to that of jobs which a step or another comment still knows', () => {
    const all = failures(1, MANY)
    const dropped = readRecord(CODEC, write('', all))
    const other = createCodec('another key', SCOPE, 'forge-key')
    const inOther = readRecord(other, write('', failures(1, MANY), other))
    for (const record of [mergeRecords(dropped, all), mergeRecords(all, dropped), mergeRecords(dropped, inOther)])
      expect(costOf(record)).toBe(MANY)
    expect(costOf(mergeRecords(dropped, failures(MANY + 1, 5)))).toBe(MANY + 5)
  }) // prettier-ignore

  it('is added for each step, of the jobs of its service', () => {
    const two = mergeRecords(failures(1, MANY), failures(MANY + 1, MANY, { owner: 'another step' }))
    const record = readRecord(CODEC, write('', two))
    expect(droppedAmount(record, SERVICE)).toBe(2 * MANY)
    expect(record.subtotals?.map(({ owner, amount }) => [owner, amount]).sort()).toEqual([
      [OWNER, MANY],
      ['another step', MANY],
    ])
    expect(droppedAmount(record, 'https://other.example')).toBe(0)
  })

  it('is that of signed records and jobs only', () => {
    expect(costOf(asUnsigned(readRecord(CODEC, write('', failures(1, MANY)))))).toBe(0)
    const forged = failures(1, MANY, { provenance: 'unsigned' })
    expect(readRecord(CODEC, write('', forged)).subtotals).toBeUndefined()
    expect(EMPTY_RECORD.subtotals).toBeUndefined()
  })

  it('is added up for one request that fails again and again', () => {
    let body = ''
    for (let n = 1; n <= 70; n++)
      body = write(body, commentRecordOf({ [KEY]: { holds: [], jobs: [job(n, { isUnfinished: false })] } }))
    const record = readRecord(CODEC, body)
    expect(jobsOf(record).map(({ atMs }) => atMs)).toEqual(Array.from({ length: 50 }, (_, n) => 70 - n))
    expect(costOf(record)).toBe(70)
  })
})
