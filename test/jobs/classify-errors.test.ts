import { describe, expect, it } from '@jest/globals'
import {
  classifyListError,
  classifySubmission,
  isBudgetExhausted,
  isTransient,
  failureBudget,
  countFailure,
  type ReadHistory,
} from '../../src/jobs/retry.ts'
import type { SubmissionClass } from '../../src/jobs/service-refusals.ts'
import { refusalOf } from '../../src/jobs/service-refusals.ts'
import type { ApiError } from '../../src/jobs/api.ts'
import { INVALID_RESPONSE, INTERRUPTED, NOT_SENT, httpError } from '../fakes/forge-api.ts'

/** HTTP status, class of a submission that gets it, whether a read retries it without limit. */
const STATUSES: readonly (readonly [number, SubmissionClass, boolean])[] = [
  // Redirects are never followed, because they would carry the key and the body.
  [301, 'refused', false],
  [302, 'refused', false],
  [307, 'refused', false],
  [308, 'refused', false],
  // See Other: the request may have taken effect.
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
  [429, 'throttled', true],
  [431, 'refused', false],
  [451, 'refused', false],
  [500, 'ambiguous', true],
  [502, 'ambiguous', true],
  [503, 'ambiguous', true],
  [504, 'ambiguous', true],
  [520, 'ambiguous', true],
  // The CDN could not connect to the service, so it received nothing.
  [521, 'not-sent', true],
  // These can also occur after the connection was made.
  [522, 'ambiguous', true],
  [523, 'not-sent', true],
  [524, 'ambiguous', true],
  [525, 'not-sent', true],
  [526, 'not-sent', true],
  [530, 'ambiguous', true],
  [599, 'ambiguous', true],
]

describe('classifySubmission', () => {
  it('is ambiguous without a complete response or without a status', () => {
    expect(classifySubmission({ ...INVALID_RESPONSE, status: 422 })).toBe('ambiguous')
    expect(classifySubmission({ kind: 'http', message: 'a response' })).toBe('ambiguous')
  })

  it.each(STATUSES)('classifies HTTP %i as %s', (status, meaning) => {
    expect(classifySubmission(httpError(status))).toBe(meaning)
  })

  it.each<[string, ApiError, string]>([
    ['a request that was not sent', NOT_SENT, 'not-sent'],
    ['a lost response', INTERRUPTED, 'ambiguous'],
    ['an invalid 2xx response', INVALID_RESPONSE, 'ambiguous'],
    ['an HTTP error without a status', { kind: 'http', message: '' }, 'ambiguous'],
  ])('classifies %s', (_, error, meaning) => {
    expect(classifySubmission(error)).toBe(meaning)
  })
})

describe('failureBudget', () => {
  it.each(STATUSES)('retries HTTP %i (%s) without limit: %s', (status, _, isRetried) => {
    expect(isTransient(httpError(status))).toBe(isRetried)
    const budget = failureBudget(httpError(status), 'read-before')
    expect(budget.minDurationMs === Infinity && budget.minFailures === Infinity).toBe(isRetried)
  })

  it.each([
    ['a request that was not sent', NOT_SENT],
    ['a lost response', INTERRUPTED],
    ['an invalid response', INVALID_RESPONSE],
  ])('retries %s without limit, even if the job was never read', (_, error) => {
    expect(failureBudget(error, 'never-read')).toEqual({ minFailures: Infinity, minDurationMs: Infinity })
  })

  it.each<[number, ReadHistory, number, number]>([
    [404, 'never-read', 1, 0],
    [401, 'never-read', 1, 0],
    [302, 'never-read', 1, 0],
    [404, 'just-created', 5, 120_000],
    [404, 'read-before', 5, 600_000],
    [401, 'just-created', 5, 900_000],
    [401, 'read-before', 5, 900_000],
    [403, 'read-before', 5, 900_000],
    [410, 'read-before', 5, 900_000],
  ])(
    'gives up on HTTP %i, %s, after %i failures over %i ms',
    (status, readHistory, minFailures, minDurationMs) => {
      expect(failureBudget(httpError(status), readHistory)).toEqual({ minFailures, minDurationMs })
    },
  )
})

describe('a refusal whose body says more than its status', () => {
  const quota = httpError(429, { because: 'quota-used-up', retryAfterMs: 1_000 })
  const page = httpError(403, { because: 'web-page' })

  it('is final for a used-up quota, which is about the account', () => {
    expect(classifySubmission(quota)).toBe('refused')
    expect(classifyListError(quota)).toBe('stop')
    expect(failureBudget(quota, 'never-read')).toEqual({ minFailures: 1, minDurationMs: 0 })
    expect(failureBudget(quota, 'read-before')).toEqual({ minFailures: 5, minDurationMs: 900_000 })
  })

  it('is an outage for a 403 with a web page, which the service did not send', () => {
    expect(isTransient(page)).toBe(true)
    expect(isTransient(httpError(403))).toBe(false)
    expect(classifySubmission(page)).toBe('refused')
  })

  it('does not depend on a cause that its status is not known for', () => {
    expect(refusalOf(httpError(422, { because: 'quota-used-up' }))).toEqual(refusalOf(httpError(422)))
    expect(refusalOf(httpError(502, { because: 'web-page' }))).toEqual(refusalOf(httpError(502)))
  })
})

describe('consecutive refusals', () => {
  const exhausted = (...failures: readonly (readonly [number, number])[]) => {
    let streak: ReturnType<typeof countFailure>
    return failures.map(([status, atMs]) => {
      streak = countFailure(streak, httpError(status), atMs)
      return isBudgetExhausted(streak, httpError(status), 'read-before', atMs)
    })
  }

  it('exhaust the budget after 15 minutes', () => {
    const times = [0, 300_000, 600_000, 890_000, 900_000]
    expect(exhausted(...times.map((atMs) => [401, atMs] as const))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ])
  })

  it('are counted from zero after an outage', () => {
    const outage = [0, 300_000, 600_000, 900_000, 1_200_000].map((atMs) => [503, atMs] as const)
    expect(exhausted(...outage, [401, 1_300_000], [503, 1_330_000], [404, 2_999_000])).not.toContain(true)
  })
})
