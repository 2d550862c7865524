import { describe, expect, it } from '@jest/globals'
import { ProxyError, RedirectError } from '../../src/network/connection-errors.ts'
import { toGitHubError } from '../../src/github/errors.ts'
import type { PermissionScope } from '../../src/github/refusals.ts'

const http = (status: number, message = 'text', headers: object = {}) =>
  Object.assign(new Error(message), { status, response: { headers } })

const proxyError = (statusCode: number) => new ProxyError({ statusCode }, 'https_proxy')

/** As thrown by octokit for a response with a page. */
const page = (status: number, data: string, contentType = 'text/html') =>
  Object.assign(new Error(data), { status, response: { headers: { 'content-type': contentType }, data } })

const fail = (error: unknown, scope: PermissionScope = 'comments', timeoutMs = 15_000) =>
  toGitHubError(error, { action: 'writing', scope, timeoutMs })

describe('toGitHubError', () => {
  it.each<[string, unknown, string, boolean, boolean]>([
    ['a bad token', http(401, 'Bad credentials'), 'rejected `github-token` (Bad credentials)', true, false],
    ['no permission', http(403, 'Resource not accessible'), 'pull-requests: write', true, false],
    [
      'a rate limit by its message',
      http(403, 'secondary rate limit'),
      'rate-limiting requests',
      false,
      false,
    ],
    [
      'a rate limit by Retry-After',
      http(403, 'wait', { 'retry-after': '60' }),
      'rate-limiting requests',
      false,
      false,
    ],
    [
      'an exhausted rate limit',
      http(429, 'wait', { 'x-ratelimit-remaining': '0' }),
      'rate-limiting requests',
      false,
      false,
    ],
    [
      'a 403 with requests left',
      http(403, 'no', { 'x-ratelimit-remaining': '9' }),
      'pull-requests: write',
      true,
      false,
    ],
    ['a 404', http(404), 'not found (HTTP 404)', true, true],
    ['a 410', http(410), 'HTTP 410', true, true],
    ['a body that is too long', http(422, 'too long'), 'GitHub rejected the request (too long)', true, false],
    ['a server error', http(502), 'HTTP 502: text', false, false],
    ['no connection', http(900, 'fetch failed'), 'writing: fetch failed', false, false],
    ['no status', new Error('fetch\n failed'), 'writing: fetch failed', false, false],
    ['a timeout', new DOMException('late', 'TimeoutError'), 'no response within 15 s', false, false],
    [
      'a nested timeout',
      new Error('x', { cause: new DOMException('late', 'AbortError') }),
      'no response within 15 s',
      false,
      false,
    ],
    [
      'a deeply nested timeout',
      new Error('x', { cause: new Error('y', { cause: new DOMException('late', 'TimeoutError') }) }),
      'no response within 15 s',
      false,
      false,
    ],
    [
      'a timeout with a status',
      Object.assign(new DOMException('late', 'AbortError'), { status: 401 }),
      'no response within 15 s',
      false,
      false,
    ],
    [
      'a proxy that requires a login',
      new Error('x', { cause: proxyError(407) }),
      'the proxy refused the connection (HTTP 407). Check the user name and password in `https_proxy`.',
      false,
      false,
    ],
    ['a proxy that forbids it', proxyError(403), 'the proxy refused the connection (HTTP 403)', false, false],
    [
      'a certificate of a private CA',
      new Error('x', { cause: Object.assign(new Error('y'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }) }),
      'not accepted (SELF_SIGNED_CERT_IN_CHAIN). If a server or proxy uses a private CA, set NODE_EXTRA_CA_CERTS',
      false,
      false,
    ],
    ['a page of a firewall', page(403, '<html>Denied'), 'check the user name and password', false, false],
    ['a login page', page(401, '<!doctype html>'), 'HTTP 401). A proxy, firewall or CDN', false, false],
    ['a proxy that wants a login', page(407, '{}', 'application/json'), 'A proxy, firewall', false, false],
    ['a missing page', page(404, '<html>'), 'not found (HTTP 404)', true, true],
    [
      'a redirect that is not followed',
      new Error('moved', { cause: new RedirectError('moved') }),
      'writing: moved',
      true,
      false,
    ],
    ['another cause', new Error('x', { cause: new TypeError('y') }), 'writing: x', false, false],
    ['the highest status', http(599), 'writing: HTTP 599: text', false, false],
    [
      'a status that is not a number',
      Object.assign(new Error('x'), { status: '401' }),
      'writing: x',
      false,
      false,
    ],
    ['undefined', undefined, 'writing: undefined', false, false],
    ['null', null, 'writing: null', false, false],
    ['a string', 'text', 'writing: text', false, false],
    [
      'an error without a response',
      Object.assign(new Error('no'), { status: 403, response: null }),
      'pull-requests',
      true,
      false,
    ],
  ])('converts %s', (_, error, message, isPermanent, isNotFound) => {
    const result = fail(error)
    expect(result).toMatchObject({ ok: false, isPermanent, isNotFound })
    expect(result.message).toContain(message)
    expect(result.message).toMatch(/^writing: .+$/)
  })

  it('truncates a long message', () => {
    const { message } = fail(http(502, `<html>\r\n${'x'.repeat(10_000)}`))
    expect(message).toMatch(/^writing: HTTP 502: <html> x+$/)
    expect(message.length).toBeLessThan(350)
  })

  it.each([
    [1_500, 'no response within 1.5 s'],
    [60_000, 'no response within 60 s'],
  ])('reports a timeout of %i ms in seconds', (timeoutMs, message) => {
    const late = new DOMException('late', 'TimeoutError')
    expect(fail(late, 'comments', timeoutMs).message).toBe(`writing: ${message}`)
  })
  it.each<[PermissionScope, RegExp]>([
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
  ])('suggests the YAML for a missing permission: %s', (scope, hint) => {
    const { message } = fail(http(403, 'Resource not accessible by integration'), scope)
    expect(message).toMatch(hint)
  })
})

describe('a refusal', () => {
  it.each<[string, string, RegExp]>([
    ['an archived repository', 'Repository was archived so is read-only.', /is archived.*Unarchive it/],
    [
      'single sign-on',
      'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
      /not authorized for the organization's single sign-on.*Authorize it/,
    ],
    [
      'an IP allow list',
      'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
      /IP allow list.*Add it to the list/,
    ],
    ['a suspended App', 'This installation has been suspended', /suspended.*lift the suspension/],
    ['a suspended account', 'Sorry. Your account was suspended.', /lift the suspension/],
    [
      'a personal access token',
      'Resource not accessible by personal access token',
      /Give it `Pull requests: Read and write`.*scope `repo`/,
    ],
    [
      'restrictions for apps',
      'Although you appear to have the correct authorization credentials, the `acme` organization has enabled OAuth App access restrictions',
      /approve the app/,
    ],
    [
      'a scope on Gitea',
      'token does not have at least one of required scope(s), required=[write:issue], token scope=read:user',
      /required=\[write:issue\].*scope that the message names/,
    ],
    ['a reader', 'Must have admin rights to Repository.', /needs write access/],
    ['a locked conversation', 'Unable to create comment because issue is locked.', /Unlock the conversation/],
    ['a blocked repository', 'Repository access blocked', /GitHub has blocked the repository/],
  ])('because of %s says what helps, and not that the job needs permissions', (_, text, message) => {
    const result = fail(http(403, text))
    expect(result).toMatchObject({ isPermanent: true, message: expect.stringMatching(message) })
    expect(result.message).not.toContain('permissions:')
    expect(result.message).not.toMatch(/\.\./)
  })

  it('with a web page is not from GitHub, and waited out', () => {
    const page = '<!DOCTYPE html>\n<title>Blocked</title>'
    const result = fail(
      Object.assign(new Error(page), { status: 403, response: { headers: {}, data: page } }),
    )
    expect(result).toMatchObject({ isPermanent: false, isNotFound: false })
    expect(result.message).toMatch(
      /^writing: refused with a page instead of an answer of GitHub.*Have this host allowed/,
    )
    expect(result.message).not.toContain('<')
  })
})

const NOW = 'Sun, 22 Nov 2026 14:02:11 GMT'
const IN_A_MINUTE = { 'x-ratelimit-reset': String(Date.parse(NOW) / 1000 + 60), date: NOW }

describe('the retry delay of a rate limit', () => {
  it.each<[string, number, object, number]>([
    ['seconds', 403, { 'retry-after': '60' }, 60_000],
    [
      'seconds, before the reset',
      429,
      { 'retry-after': '7', 'x-ratelimit-remaining': '0', ...IN_A_MINUTE },
      7_000,
    ],
    ['the reset, by the clock of GitHub', 403, { 'x-ratelimit-remaining': '0', ...IN_A_MINUTE }, 60_000],
    ['a reset with requests left', 429, { 'x-ratelimit-remaining': '9', ...IN_A_MINUTE }, 60_000],
    [
      'a reset in the past',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1', date: NOW },
      60_000,
    ],
    [
      'a reset without a clock',
      403,
      { ...IN_A_MINUTE, 'x-ratelimit-remaining': '0', date: undefined },
      60_000,
    ],
    ['zero seconds', 403, { 'retry-after': '0' }, 60_000],
    ['an invalid number', 429, { 'retry-after': 'soon' }, 60_000],
    ['no header, for which GitHub asks to wait a minute', 429, {}, 60_000],
  ])('is read from %s', (_, status, headers, ms) => {
    const result = fail(http(status, 'wait', headers))
    expect(result).toMatchObject({
      isPermanent: false,
      message: expect.stringContaining('rate-limiting requests'),
    })
    expect(result.retryAfterMs).toBe(ms)
  })

  it('names the time at which it ends, by the clock of GitHub', () => {
    const told = { 'x-ratelimit-remaining': '0', ...IN_A_MINUTE }
    expect(fail(http(403, 'API rate limit exceeded', told)).message).toBe(
      'writing: GitHub is rate-limiting requests until 14:03:11 UTC (API rate limit exceeded)',
    )
    expect(fail(http(429, 'slow', { 'retry-after': '7' })).message).toContain('requests for 7 s (slow)')
  })

  it.each([
    [403, 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'],
    [403, 'You have triggered an abuse detection mechanism. Please retry your request again later.'],
    [403, 'You have exceeded a limit and were temporarily blocked from content creation.'],
    [422, 'Validation Failed: "was submitted too quickly"'],
  ])('is recognised by its text (%i %s)', (status, text) => {
    expect(fail(http(status, text))).toMatchObject({
      isPermanent: false,
      isLimit: true,
      retryAfterMs: 60_000,
    })
  })

  it('is recognised in an answer of GraphQL, which has the status 200', () => {
    const error = Object.assign(new Error('API rate limit exceeded for user ID 1.'), {
      name: 'GraphqlResponseError',
      headers: { 'x-ratelimit-remaining': '0', ...IN_A_MINUTE },
    })
    expect(fail(error)).toMatchObject({ isPermanent: false, isLimit: true, retryAfterMs: 60_000 })
    expect(fail(Object.assign(error, { message: 'Resource not accessible' }))).toMatchObject({
      isPermanent: true,
    })
  })

  it('is absent for a missing permission', () => {
    expect(fail(http(403, 'no', { ...IN_A_MINUTE, 'x-ratelimit-remaining': '9' }))).not.toHaveProperty(
      'retryAfterMs',
    )
  })
})
