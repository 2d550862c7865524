import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { mergeRecords } from '../../src/state/merge-records.ts'
import { asUnsigned, EMPTY_RECORD, type CommentRecord } from '../../src/state/record.ts'
import { createCodec, extractMarker, readRecord, withoutMarker } from '../../src/state/record-codec.ts'
import { anyCommentRecord, SCOPE, CODEC } from './samples.ts'

const CHECKS = { numRuns: 200, seed: 20_261_122 }
const markerOf = (record: CommentRecord): string => CODEC.encode!(record) ?? ''
const sortedRequests = ({ requests }: CommentRecord): unknown =>
  Object.entries(requests).sort(([a], [b]) => (a < b ? -1 : 1))

const isSigned = ({ requests }: CommentRecord): boolean =>
  Object.values(requests).some(
    ({ holds, jobs }) =>
      holds.some(({ isUnsigned }) => isUnsigned !== true) ||
      jobs.some(({ provenance }) => provenance !== 'unsigned'),
  )

describe('any record', () => {
  it('survives encoding and decoding, and cannot end its marker early', () => {
    fc.assert(
      fc.property(anyCommentRecord, fc.string({ unit: 'binary' }), (record, text) => {
        const marker = markerOf(record)
        expect(marker).not.toMatch(/[\r\n]/)
        expect(marker.indexOf('-->')).toBe(marker.length - 3)
        const decoded = readRecord(CODEC, `${marker}\n${text}`)
        expect(decoded.run).toEqual(record.run)
        expect(decoded.savedReport).toEqual(record.savedReport)
        expect(decoded.subtotals).toEqual(record.subtotals)
        expect(sortedRequests(decoded)).toEqual(sortedRequests(record))
      }),
      CHECKS,
    )
  })

  it('is unsigned under another API key, whatever the comment key, and none of another conversation', () => {
    fc.assert(
      fc.property(anyCommentRecord, fc.string(), fc.string(), fc.string({ minLength: 1 }), (record, key, scope, secret) => {
        fc.pre(key !== 'a key' && scope !== SCOPE && secret !== 'forge-key')
        const unsigned = readRecord(createCodec(key, SCOPE, secret), markerOf(record))
        expect(sortedRequests(unsigned)).toEqual(sortedRequests(asUnsigned(record)))
        const { kind } = createCodec('a key', scope, 'forge-key').decode(markerOf(record))
        expect(kind).toBe('other-conversation')
      }),
      CHECKS,
    )
  }) // prettier-ignore

  it('with one changed character is unsigned, unless its content is the same', () => {
    fc.assert(
      fc.property(
        anyCommentRecord,
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (record, at, character) => {
          const marker = markerOf(record)
          const index = CODEC.prefix.length + (at % (marker.length - CODEC.prefix.length))
          const decoded = readRecord(CODEC, marker.slice(0, index) + character + marker.slice(index + 1))
          if (isSigned(decoded)) expect(sortedRequests(decoded)).toEqual(sortedRequests(record))
        },
      ),
      { ...CHECKS, numRuns: 700 },
    )
  })

  it('merges with any other record without an exception', () => {
    fc.assert(
      fc.property(anyCommentRecord, anyCommentRecord, (a, b) => {
        const [one, other] = [readRecord(CODEC, markerOf(a)), asUnsigned(b)]
        const merged = mergeRecords(mergeRecords(EMPTY_RECORD, one), other)
        const keys = Object.keys(merged.requests)
        const given = [a, b].flatMap(({ requests }) => Object.entries(requests))
        expect(given.map(([key]) => key)).toEqual(expect.arrayContaining(keys))
        const withJobs = given.filter(([, { jobs }]) => jobs.length > 0)
        expect(keys).toEqual(expect.arrayContaining(withJobs.map(([key]) => key)))
      }),
      CHECKS,
    )
  })
})

describe('any text', () => {
  it('is decoded without an exception and never counts as signed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.constantFrom('-->', '\n', ' '),
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const body = `${CODEC.prefix}${pieces.join('')}`
        expect(isSigned(readRecord(CODEC, body))).toBe(false)
        expect(body.startsWith(extractMarker(body))).toBe(true)
        expect(body).toContain(withoutMarker(body))
      }),
      CHECKS,
    )
  })
})
