import { describe, expect, it } from '@jest/globals'
import {
  classifySubmission,
  isBelievable,
  isOutage,
  patienceWith,
  refusalsWith,
  type Acquaintance,
  type SubmissionClass,
} from '../../src/jobs/retry.ts'
import type { Failure } from '../../src/jobs/api.ts'
import { GARBLED, LOST, UNSENT, answered } from '../fakes/forge-api.ts'

/** HTTP status, what it means for a submission, whether a read waits it out without end. */
const STATUSES: readonly (readonly [number, SubmissionClass, boolean])[] = [
  // Never followed, with the key and the body.
  [301, 'refused', false],
  [302, 'refused', false],
  [307, 'refused', false],
  [308, 'refused', false],
  // "See the result over there": it may have been carried out.
  [303, 'ambiguous', false],
  [400, 'refused', false],
  [401, 'refused', false],
  [402, 'refused', false],
  [403, 'refused', false],
  [404, 'refused', false],
  [405, 'refused', false],
  [406, 'refused', false],
  [408, 'ambiguous', true],
  [409, 'conflict', false],
  [410, 'refused', false],
  [411, 'refused', false],
  [413, 'refused', false],
  [414, 'refused', false],
  [415, 'refused', false],
  [418, 'ambiguous', false],
  [422, 'refused', false],
  [425, 'ambiguous', true],
  [429, 'busy', true],
  [431, 'refused', false],
  [451, 'refused', false],
  [500, 'ambiguous', true],
  [502, 'ambiguous', true],
  [503, 'ambiguous', true],
  [504, 'ambiguous', true],
  [520, 'ambiguous', true],
  // The CDN could not connect to the service, so that it has seen nothing.
  [521, 'not-sent', true],
  // These can also come after the connection was made.
  [522, 'ambiguous', true],
  [523, 'not-sent', true],
  [524, 'ambiguous', true],
  [525, 'not-sent', true],
  [526, 'not-sent', true],
  [530, 'ambiguous', true],
  [599, 'ambiguous', true],
]

describe('what a failed submission means', () => {
  it('is nothing certain where there was no whole answer, whatever its status, or no status', () => {
    expect(classifySubmission({ ...GARBLED, status: 422 })).toBe('ambiguous')
    expect(classifySubmission({ kind: 'status', words: 'an answer' })).toBe('ambiguous')
  })

  it.each(STATUSES)('HTTP %i: %s', (status, meaning) => {
    expect(classifySubmission(answered(status))).toBe(meaning)
  })

  it.each<[string, Failure, string]>([
    ['nothing was sent', UNSENT, 'not-sent'],
    ['the answer was lost', LOST, 'ambiguous'],
    ['a 2xx answer is unreadable', GARBLED, 'ambiguous'],
    ['a status is claimed but missing', { kind: 'status', words: '' }, 'ambiguous'],
  ])('where %s', (_, failure, meaning) => {
    expect(classifySubmission(failure)).toBe(meaning)
  })
})

describe('what a failed read means', () => {
  it.each(STATUSES)('HTTP %i (%s) is waited out: %s', (status, _, isWaitedOut) => {
    expect(isOutage(answered(status))).toBe(isWaitedOut)
    const patience = patienceWith(answered(status), 'read-before')
    expect(patience.spanMs === Infinity && patience.failures === Infinity).toBe(isWaitedOut)
  })

  it.each([
    ['nothing sent', UNSENT],
    ['answer lost', LOST],
    ['answer unreadable', GARBLED],
  ])('%s: waited out even on first contact', (_, failure) => {
    expect(patienceWith(failure, 'first-contact')).toEqual({ failures: Infinity, spanMs: Infinity })
  })

  it.each<[number, Acquaintance, number, number]>([
    [404, 'first-contact', 1, 0],
    [401, 'first-contact', 1, 0],
    [302, 'first-contact', 1, 0],
    [404, 'just-created', 5, 120_000],
    [404, 'read-before', 5, 600_000],
    [401, 'just-created', 5, 120_000],
    [401, 'read-before', 5, 120_000],
    [403, 'read-before', 5, 120_000],
    [410, 'read-before', 5, 120_000],
  ])('HTTP %i on %s is believed after %i failures over %i ms', (status, acquaintance, failures, spanMs) => {
    expect(patienceWith(answered(status), acquaintance)).toEqual({ failures, spanMs })
  })
})

describe('refusals in a row', () => {
  const believed = (...failures: readonly (readonly [number, number])[]) => {
    let refusals: ReturnType<typeof refusalsWith>
    return failures.map(([status, atMs]) => {
      refusals = refusalsWith(refusals, answered(status), atMs)
      return isBelievable(refusals, answered(status), 'read-before', atMs)
    })
  }

  it('are believed after five in two minutes', () => {
    const times = [0, 30_000, 60_000, 90_000, 120_000]
    expect(believed(...times.map((atMs) => [401, atMs] as const))).toEqual([false, false, false, false, true])
  })

  it('begin anew after an outage, and one after a long outage is none', () => {
    const outage = [0, 60_000, 120_000, 180_000, 240_000].map((atMs) => [503, atMs] as const)
    expect(believed(...outage, [401, 300_000], [503, 330_000], [404, 999_000])).not.toContain(true)
  })
})
