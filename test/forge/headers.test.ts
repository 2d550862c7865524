import { describe, expect, it } from '@jest/globals'
import { getHeader, getRequestId, parseRetryAfter, type Headers } from '../../src/forge/headers.ts'

const WALL_MS = Date.UTC(2026, 10, 22, 14, 0, 0)
const YEAR_MS = 365 * 86_400_000

describe('parseRetryAfter', () => {
  const dated = (value: string, date?: string): Headers => ({
    'retry-after': value,
    ...(date === undefined ? {} : { date }),
  })

  it.each<[string, Headers, number | undefined]>([
    ['seconds', dated('120'), 120_000],
    ['seconds with spaces', dated('  7 '), 7_000],
    ['a fraction', dated('0.25'), 250],
    ['zero', dated('0'), 0],
    ['a negative number', dated('-5'), 0],
    ['a huge number', dated('99999999999999999999'), YEAR_MS],
    ['a date, by the local clock', dated('Sun, 22 Nov 2026 14:01:30 GMT'), 90_000],
    [
      'a date, by the clock of the server',
      dated('Sun, 22 Nov 2026 14:01:30 GMT', 'Sun, 22 Nov 2026 14:01:00 GMT'),
      30_000,
    ],
    ['a date and an invalid server clock', dated('Sun, 22 Nov 2026 14:01:30 GMT', 'yesterday'), 90_000],
    ['a date in the past', dated('Sun, 22 Nov 2026 13:00:00 GMT'), 0],
    ['a date in the far future', dated('Sun, 22 Nov 9999 13:00:00 GMT'), YEAR_MS],
    ['garbage', dated('soon'), undefined],
    ['an empty value', dated(''), undefined],
    ['no header', {}, undefined],
    ['several headers', { 'retry-after': ['3', '900'] }, 3_000],
  ])('parses %s', (_, headers, ms) => {
    expect(parseRetryAfter(headers, WALL_MS)).toBe(ms)
  })
})

describe('the request id', () => {
  it.each<[Headers, string | undefined]>([
    [{ 'mistral-correlation-id': 'a', 'x-request-id': 'b', 'x-kong-request-id': 'c', 'cf-ray': 'd' }, 'a'],
    [{ 'x-request-id': 'b', 'cf-ray': 'd' }, 'b'],
    [{ 'x-kong-request-id': 'c', 'cf-ray': 'd' }, 'c'],
    [{ 'cf-ray': ['8f3e-FRA', 'other'] }, '8f3e-FRA'],
    [{ 'mistral-correlation-id': '  ', 'cf-ray': 'd' }, 'd'],
    [{ 'mistral-correlation-id': 'x'.repeat(5_000) }, 'x'.repeat(128)],
    [{}, undefined],
  ])('is found by priority (case %#)', (headers, id) => {
    expect(getRequestId(headers)).toBe(id)
  })

  it('comes from the first of repeated headers', () => {
    expect(getHeader({ a: ['1', '2'] }, 'a')).toBe('1')
    expect(getHeader({ a: [] }, 'a')).toBeUndefined()
  })
})
