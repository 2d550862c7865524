import { afterEach, describe, expect, it, jest } from '@jest/globals'
import type { GitHubClientOptions as StoreOptions } from '../../src/github/github-client.ts'
import type { CommentStore } from '../../src/state/github.ts'
import type { Fault } from '../simulator/faults.ts'
import type { GitHubOptions } from '../simulator/github.ts'
import { startConversation, PULL, stopGitHubs, TOKEN } from './comments-api.ts'

afterEach(async () => {
  jest.restoreAllMocks()
  await stopGitHubs()
})

/** All calls, with the start of their error messages. */
const CALLS: readonly [string, (store: CommentStore, id: number) => Promise<{ readonly ok: boolean }>][] = [
  ['reading the comments', (store) => store.list()],
  ['reading the comment', (store, id) => store.get(id)],
  ['creating the comment', (store) => store.create('x')],
  ['updating the comment', (store, id) => store.update(id, 'x')],
  ['deleting the duplicate comment', (store, id) => store.remove(id)],
]

/** The results of all calls, in order, none of which may change anything. */
async function failures(
  options: GitHubOptions,
  clientOptions: Partial<StoreOptions> = {},
): Promise<object[]> {
  const { github, store } = await startConversation(options, clientOptions)
  const { id } = github.addComment(PULL, 'before')
  const results: object[] = []
  for (const [, call] of CALLS) results.push(await call(store, id))
  expect(github.commentsOf(PULL).map(({ body }) => body)).toEqual(['before'])
  return results
}

const expected = (message: RegExp, isPermanent: boolean, isNotFound = false) =>
  CALLS.map(([action]) => ({
    ok: false,
    isPermanent,
    isNotFound,
    message: expect.stringMatching(new RegExp(`^${action}: ${message.source}$`)),
  }))

describe('a request that GitHub rejects', () => {
  it.each<[string, GitHubOptions, Partial<StoreOptions>, RegExp, boolean, boolean]>([
    [
      'a wrong token',
      {},
      { token: 'ghs_another' },
      /GitHub rejected `github-token` \(Bad credentials.*\)/,
      true,
      false,
    ],
    [
      'a missing permission',
      { permissions: { issues: 'none', pull_requests: 'none' } },
      {},
      /Resource not accessible by integration.*pull-requests: write.*/,
      true,
      false,
    ],
    ['another repository', {}, { repo: 'other' }, /not found \(HTTP 404\)/, true, true],
    [
      'disabled comments',
      { faults: [{ kind: 'status', status: 410 }] },
      {},
      /not found \(HTTP 410\)/,
      true,
      true,
    ],
    [
      'an exhausted rate limit',
      { rateLimit: 0 },
      {},
      /GitHub is rate-limiting requests until .* UTC \(API rate.*\)/,
      false,
      false,
    ],
    [
      'a secondary rate limit',
      { faults: [{ kind: 'status', status: 403, headers: { 'retry-after': '60' } }] },
      {},
      /GitHub is rate-limiting requests until .* UTC \(Forbidden\)/,
      false,
      false,
    ],
    [
      'HTTP 429',
      { faults: [{ kind: 'status', status: 429, headers: { 'x-ratelimit-remaining': '0' } }] },
      {},
      /GitHub is rate-limiting requests until .* UTC \(Too Many Requests\)/,
      false,
      false,
    ],
  ])('is an error: %s', async (_, options, clientOptions, message, isPermanent, isNotFound) => {
    const results = await failures(options, clientOptions)
    expect(results).toMatchObject(expected(message, isPermanent, isNotFound))
    expect(JSON.stringify(results)).not.toMatch(new RegExp(`${TOKEN}|ghs_another`))
  })

  it('has a retry delay until the rate limit resets', async () => {
    const hour = expect.closeTo(3_600_000, -4) as unknown as number
    const { store } = await startConversation({ rateLimit: 0 })
    expect(await store.create('x')).toMatchObject({ ok: false, isPermanent: false, retryAfterMs: hour })
  })

  it('is a permanent error if the token may only read', async () => {
    const { store } = await startConversation({ permissions: { issues: 'read', pull_requests: 'read' } })
    expect(await store.list()).toEqual({ ok: true, value: [] })
    expect(await store.create('x')).toMatchObject({ ok: false, isPermanent: true, isNotFound: false })
  })

  it('is a permanent error if the conversation or comment does not exist or is locked', async () => {
    const { github, store } = await startConversation({}, { issueNumber: 99 })
    expect(await store.create('x')).toMatchObject({ ok: false, isPermanent: true, isNotFound: true })
    for (const result of [await store.get(1), await store.update(1, 'x'), await store.remove(1)])
      expect(result).toMatchObject({ ok: false, isPermanent: true, isNotFound: true })
    github.addIssue({ number: 99, locked: true })
    expect(await store.create('x')).toMatchObject({
      ok: false,
      isPermanent: true,
      isNotFound: false,
      message: expect.stringContaining('issue is locked'),
    })
  })

  it.each([
    ['too long', 'x'.repeat(70_000)],
    ['blank', ' \n'],
  ])('is a permanent error if the comment is %s', async (detail, body) => {
    const { github, store } = await startConversation()
    const { id } = github.addComment(PULL, 'before')
    for (const result of [await store.create(body), await store.update(id, body)]) {
      expect(result).toMatchObject({ ok: false, isPermanent: true, isNotFound: false })
      expect(!result.ok && result.message).toContain(`GitHub rejected the request (Validation Failed`)
      expect(!result.ok && result.message).toContain(detail)
    }
  })

  it('is not sent without a token', async () => {
    const { github, store } = await startConversation({}, { token: '' })
    expect(await store.list()).toMatchObject({ ok: false, isNotFound: false })
    expect(await store.viewerLogin()).toMatchObject({ ok: false })
    expect(github.requests).toEqual([])
  })
})

describe('a failed request to GitHub', () => {
  it.each<[string, Fault, RegExp]>([
    ['a server error', { kind: 'status', status: 500 }, /HTTP 500: Internal Server Error/],
    ['an overloaded server', { kind: 'status', status: 503 }, /HTTP 503: Service Unavailable/],
    ['a proxy error page', { kind: 'html', status: 520 }, /HTTP 520: <!DOCTYPE html> <html.{1,290}/],
    ['a reset', { kind: 'reset' }, /.+/],
    ['a closed connection', { kind: 'fin' }, /.+/],
    ['another protocol', { kind: 'notHttp', after: false }, /.+/],
  ])('is not permanent: %s', async (_, fault, message) => {
    expect(await failures({ faults: [fault] })).toEqual(expected(message, false))
  })

  it('does not affect later requests', async () => {
    const { store } = await startConversation({ faults: [{ kind: 'reset', on: { nth: [1, 2] } }] })
    expect([await store.list(), await store.create('x'), await store.list()]).toMatchObject([
      { ok: false },
      { ok: false },
      { ok: true, value: [] },
    ])
  })

  it('is not permanent if the server is down', async () => {
    const { github, store } = await startConversation()
    await github.stop()
    for (const [action, call] of CALLS) {
      expect(await call(store, 1)).toMatchObject({
        ok: false,
        isPermanent: false,
        isNotFound: false,
        message: expect.stringMatching(`^${action}: .`),
      })
    }
  })

  it.each(CALLS.slice(1))('times out after 15 s: %s', async (action, call) => {
    const { store } = await startHanging()
    expect(await call(store, 1)).toEqual({
      ok: false,
      message: `${action}: no response within 15 s`,
      isPermanent: false,
      isNotFound: false,
    })
  })

  it('times out while reading the login of the token', async () => {
    const { github, store } = await startHanging()
    expect(await store.viewerLogin()).toMatchObject({ ok: false })
    expect(github.requests.map(({ isDelivered: delivered }) => delivered)).toEqual([false])
  })
})

/** Starts a GitHub that never responds; a request to it makes all timeouts of 15 s expire at once. */
async function startHanging() {
  const timers: AbortController[] = []
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const timer = new AbortController()
    if (ms === 15_000) timers.push(timer)
    return timer.signal
  })
  const when = () => {
    for (const timer of timers) timer.abort(new DOMException('timed out', 'TimeoutError'))
    return true
  }
  return startConversation({ faults: [{ kind: 'hang', on: { when } }] })
}
