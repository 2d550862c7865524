import { describe, expect, it } from '@jest/globals'
import { githubFailure } from '../../src/github/failure.ts'

const http = (status: number, message = 'words', headers: object = {}) =>
  Object.assign(new Error(message), { status, response: { headers } })

describe('what an exception of GitHub means', () => {
  it.each<[string, unknown, string, boolean, boolean]>([
    [
      'a bad token',
      http(401, 'Bad credentials'),
      'does not accept `github-token` (Bad credentials)',
      true,
      false,
    ],
    ['no permission', http(403, 'Resource not accessible'), 'pull-requests: write', true, false],
    ['a rate limit by its words', http(403, 'secondary rate limit'), 'limits the rate', false, false],
    [
      'a rate limit by Retry-After',
      http(403, 'wait', { 'retry-after': '60' }),
      'limits the rate',
      false,
      false,
    ],
    [
      'a rate limit that is used up',
      http(429, 'wait', { 'x-ratelimit-remaining': '0' }),
      'limits the rate',
      false,
      false,
    ],
    ['requests left', http(403, 'no', { 'x-ratelimit-remaining': '9' }), 'pull-requests: write', true, false],
    ['no such thing', http(404), 'no such conversation or comment (HTTP 404)', true, true],
    ['a thing that is gone', http(410), 'HTTP 410', true, true],
    ['a body that is too long', http(422, 'too long'), 'does not accept the comment (too long)', true, false],
    ['an accident', http(502), 'HTTP 502: words', false, false],
    ['no connection', http(900, 'fetch failed'), 'writing: fetch failed', false, false],
    ['no status', new Error('fetch\n failed'), 'writing: fetch failed', false, false],
    ['a limit in time', new DOMException('late', 'TimeoutError'), 'no answer within 15 s', false, false],
    [
      'a limit below',
      new Error('x', { cause: new DOMException('late', 'AbortError') }),
      'no answer within 15 s',
      false,
      false,
    ],
    [
      'a limit far below',
      new Error('x', { cause: new Error('y', { cause: new DOMException('late', 'TimeoutError') }) }),
      'no answer within 15 s',
      false,
      false,
    ],
    [
      'a limit in time before any status',
      Object.assign(new DOMException('late', 'AbortError'), { status: 401 }),
      'no answer within 15 s',
      false,
      false,
    ],
    ['another cause', new Error('x', { cause: new TypeError('y') }), 'writing: x', false, false],
    ['the last status of a server', http(599), 'writing: HTTP 599: words', false, false],
    [
      'a status that is no number',
      Object.assign(new Error('x'), { status: '401' }),
      'writing: x',
      false,
      false,
    ],
    ['nothing', undefined, 'writing: undefined', false, false],
    ['null', null, 'writing: null', false, false],
    ['something else', 'a word', 'writing: a word', false, false],
    [
      'a failure without an answer',
      Object.assign(new Error('no'), { status: 403, response: null }),
      'pull-requests',
      true,
      false,
    ],
  ])('%s', (_, error, reason, isFinal, isGone) => {
    const failure = githubFailure(error, 'writing', 15_000)
    expect(failure).toMatchObject({ ok: false, isFinal, isGone })
    expect(failure.reason).toContain(reason)
    expect(failure.reason).toMatch(/^writing: .+$/)
  })

  it('is told in few words, whatever was answered', () => {
    const { reason } = githubFailure(http(502, `<html>\r\n${'x'.repeat(10_000)}`), 'writing', 15_000)
    expect(reason).toMatch(/^writing: HTTP 502: <html> x+$/)
    expect(reason.length).toBeLessThan(350)
  })

  it.each([
    [1_500, 'no answer within 1.5 s'],
    [60_000, 'no answer within 60 s'],
  ])('names the limit of %i ms', (limitMs, words) => {
    const late = new DOMException('late', 'TimeoutError')
    expect(githubFailure(late, 'reading', limitMs).reason).toBe(`reading: ${words}`)
  })
})
