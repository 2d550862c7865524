import { describe, expect, it } from '@jest/globals'
import { githubFailure, type Area } from '../../src/github/errors.ts'

const http = (status: number, message = 'words', headers: object = {}) =>
  Object.assign(new Error(message), { status, response: { headers } })

/** As undici reports it, with the name that a limit in time has too. */
const throughProxy = (status: number) =>
  Object.assign(new DOMException('Request was cancelled.', 'AbortError'), {
    cause: Object.assign(new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`), {
      name: 'AbortError',
      code: 'UND_ERR_ABORTED',
    }),
  })

const fail = (error: unknown, area: Area = 'comments', limitMs = 15_000) =>
  githubFailure(error, { action: 'writing', area, limitMs })

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
    ['no such thing', http(404), 'GitHub finds no such thing (HTTP 404)', true, true],
    ['a thing that is gone', http(410), 'HTTP 410', true, true],
    ['a body that is too long', http(422, 'too long'), 'does not accept it (too long)', true, false],
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
    [
      'a proxy that wants another login',
      new Error('x', { cause: throughProxy(407) }),
      'the proxy refuses the connection (HTTP 407). Check the name and password of the proxy in `https_proxy`.',
      false,
      false,
    ],
    [
      'a proxy that does not allow it',
      throughProxy(403),
      'the proxy refuses the connection (HTTP 403)',
      false,
      false,
    ],
    [
      'a certificate of an own CA',
      new Error('x', { cause: Object.assign(new Error('y'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
      'not accepted (SELF_SIGNED_CERT_IN_CHAIN). If a server or a proxy uses a certificate of your own, name its CA',
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
    const failure = fail(error)
    expect(failure).toMatchObject({ ok: false, isFinal, isGone })
    expect(failure.reason).toContain(reason)
    expect(failure.reason).toMatch(/^writing: .+$/)
  })

  it('is told in few words, whatever was answered', () => {
    const { reason } = fail(http(502, `<html>\r\n${'x'.repeat(10_000)}`))
    expect(reason).toMatch(/^writing: HTTP 502: <html> x+$/)
    expect(reason.length).toBeLessThan(350)
  })

  it.each([
    [1_500, 'no answer within 1.5 s'],
    [60_000, 'no answer within 60 s'],
  ])('names the limit of %i ms', (limitMs, words) => {
    const late = new DOMException('late', 'TimeoutError')
    expect(fail(late, 'comments', limitMs).reason).toBe(`writing: ${words}`)
  })
  it.each<[Area, RegExp]>([
    [
      'comments',
      /`permissions: { contents: read, pull-requests: write }`.*`issues: write`.*`comment: false`/,
    ],
    ['pull requests', /`permissions: { contents: read, pull-requests: write }`\.$/],
    [
      'statuses',
      /`permissions: { contents: read, pull-requests: write, statuses: write }`.*`commit-status: false`/,
    ],
    ['contents', /`permissions: { contents: read, pull-requests: write }`\.$/],
  ])('names the permission that is missing, with the YAML to add: %s', (area, hint) => {
    const { reason } = fail(http(403, 'Resource not accessible by integration'), area)
    expect(reason).toMatch(hint)
  })
})

const NOW = 'Sun, 22 Nov 2026 14:02:11 GMT'
const IN_A_MINUTE = { 'x-ratelimit-reset': String(Date.parse(NOW) / 1000 + 60), date: NOW }

describe('how long GitHub wants to be left alone', () => {
  it.each<[string, number, object, number | undefined]>([
    ['seconds', 403, { 'retry-after': '60' }, 60_000],
    [
      'seconds, before the end of the hour',
      429,
      { 'retry-after': '7', 'x-ratelimit-remaining': '0', ...IN_A_MINUTE },
      7_000,
    ],
    ['the end of the hour, by its own clock', 403, { 'x-ratelimit-remaining': '0', ...IN_A_MINUTE }, 60_000],
    ['requests that are left', 429, { 'x-ratelimit-remaining': '9', ...IN_A_MINUTE }, undefined],
    [
      'an end that is over',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1', date: NOW },
      undefined,
    ],
    ['an end by no clock', 403, { ...IN_A_MINUTE, 'x-ratelimit-remaining': '0', date: undefined }, undefined],
    ['no time at all', 403, { 'retry-after': '0' }, undefined],
    ['nothing that is a number', 429, { 'retry-after': 'soon' }, undefined],
    ['nothing', 429, {}, undefined],
  ])('is said by %s', (_, status, headers, ms) => {
    const failure = fail(http(status, 'wait', headers))
    expect(failure).toMatchObject({ isFinal: false, reason: expect.stringContaining('limits the rate') })
    expect(failure.retryAfterMs).toBe(ms)
  })

  it('is no matter of a permission that is missing', () => {
    expect(fail(http(403, 'no', { ...IN_A_MINUTE, 'x-ratelimit-remaining': '9' }))).not.toHaveProperty(
      'retryAfterMs',
    )
  })
})
