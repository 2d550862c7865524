import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { asHearsay, EMPTY_RECORD, mergeRecords, type KeyRecord } from '../../src/state/record.ts'
import { markerLine, sealOf } from '../../src/state/record-codec.ts'
import { anyRecord, SCOPE, SEAL } from './samples.ts'

const CHECKS = { numRuns: 200, seed: 20_261_122 }
const lineOf = (record: KeyRecord): string => SEAL.write!(record)
const entriesOf = ({ entries }: KeyRecord): unknown => Object.entries(entries).sort()

/** Whether nothing in it is said to be the word of one of ours. */
const isTrusted = ({ entries }: KeyRecord): boolean =>
  Object.values(entries).some(({ jobs }) => jobs.some(({ isHearsay }) => isHearsay !== true))

describe('any record', () => {
  it('is read as it was written, from one line that nothing in it can end', () => {
    fc.assert(
      fc.property(anyRecord, fc.string({ unit: 'binary' }), (record, text) => {
        const line = lineOf(record)
        expect(line).not.toMatch(/[\r\n]/)
        expect(line.indexOf('-->')).toBe(line.length - 3)
        const read = SEAL.read(`${line}\n${text}`)
        expect(read.run).toEqual(record.run)
        expect(read.memo).toEqual(record.memo)
        expect(entriesOf(read)).toEqual(entriesOf(record))
      }),
      CHECKS,
    )
  })

  it('is hearsay for whoever has another key, conversation or API key', () => {
    fc.assert(
      fc.property(anyRecord, fc.string(), fc.string(), fc.string({ minLength: 1 }), (record, key, scope, secret) => {
        fc.pre(key !== 'a key' && scope !== SCOPE && secret !== 'forge-key')
        for (const seal of [
          sealOf(key, SCOPE, 'forge-key'),
          sealOf('a key', scope, 'forge-key'),
          sealOf('a key', SCOPE, secret),
        ]) {
          expect(entriesOf(seal.read(lineOf(record)))).toEqual(entriesOf(asHearsay(record)))
        }
      }),
      CHECKS,
    )
  }) // prettier-ignore

  it('of which a character was changed is the same, or is not trusted', () => {
    fc.assert(
      fc.property(anyRecord, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (record, at, character) => {
        const line = lineOf(record)
        const place = SEAL.start.length + (at % (line.length - SEAL.start.length))
        const read = SEAL.read(line.slice(0, place) + character + line.slice(place + 1))
        if (isTrusted(read)) expect(entriesOf(read)).toEqual(entriesOf(record))
      }),
      { ...CHECKS, numRuns: 700 },
    )
  })

  it('is merged with any other that was read, without an exception', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (a, b) => {
        const [one, other] = [SEAL.read(lineOf(a)), asHearsay(b)]
        const labels = new Set([...Object.keys(a.entries), ...Object.keys(b.entries)])
        const merged = mergeRecords(mergeRecords(EMPTY_RECORD, one), other)
        expect(new Set(Object.keys(merged.entries))).toEqual(labels)
      }),
      CHECKS,
    )
  })
})

describe('any text at all', () => {
  it('is read without an exception, and never trusted', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.base64String(),
      fc.constantFrom('-->', '\n', ' '),
    )
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const body = `${SEAL.start}${pieces.join('')}`
        expect(isTrusted(SEAL.read(body))).toBe(false)
        expect(body.startsWith(markerLine(body))).toBe(true)
      }),
      CHECKS,
    )
  })
})
