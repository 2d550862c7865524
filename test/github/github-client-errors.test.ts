import { afterEach, describe, expect, it, jest } from '@jest/globals'
import type { GitHubOptions as StoreOptions } from '../../src/github/github-client.ts'
import type { CommentStore } from '../../src/state/comment-store.ts'
import type { Fault } from '../simulator/faults.ts'
import type { GitHubOptions } from '../simulator/github.ts'
import { conversation, PULL, stopAll, TOKEN } from './comments-api.ts'

afterEach(async () => {
  jest.restoreAllMocks()
  await stopAll()
})

/** The calls that can fail, with how their failure begins. */
const CALLS: readonly [string, (store: CommentStore, id: number) => Promise<{ readonly ok: boolean }>][] = [
  ['reading the comments', (store) => store.list()],
  ['reading the comment', (store, id) => store.get(id)],
  ['creating the comment', (store) => store.create('x')],
  ['updating the comment', (store, id) => store.update(id, 'x')],
  ['removing a second comment', (store, id) => store.remove(id)],
]

/** All failures of a world in which nothing works, in the order of the calls. */
async function failures(options: GitHubOptions, more: Partial<StoreOptions> = {}): Promise<object[]> {
  const { github, store } = await conversation(options, more)
  const { id } = github.addComment(PULL, 'before')
  const replies: object[] = []
  for (const [, call] of CALLS) replies.push(await call(store, id))
  expect(github.commentsOf(PULL).map(({ body }) => body)).toEqual(['before'])
  return replies
}

const expected = (reason: RegExp, isFinal: boolean, isGone = false) =>
  CALLS.map(([action]) => ({
    ok: false,
    isFinal,
    isGone,
    reason: expect.stringMatching(new RegExp(`^${action}: ${reason.source}$`)),
  }))

describe('what GitHub refuses', () => {
  it.each<[string, GitHubOptions, Partial<StoreOptions>, RegExp, boolean, boolean]>([
    [
      'the token',
      {},
      { token: 'ghs_another' },
      /GitHub does not accept `github-token` \(Bad credentials.*\)/,
      true,
      false,
    ],
    [
      'a permission that is missing',
      { permissions: { issues: 'none', pull_requests: 'none' } },
      {},
      /Resource not accessible by integration.*pull-requests: write.*/,
      true,
      false,
    ],
    ['another repository', {}, { repo: 'other' }, /GitHub finds no such .*HTTP 404.*/, true, true],
    [
      'comments that are switched off',
      { faults: [{ kind: 'status', status: 410 }] },
      {},
      /GitHub finds no such .*HTTP 410.*/,
      true,
      true,
    ],
    [
      'one request too many',
      { rateLimit: 0 },
      {},
      /GitHub limits the rate of requests \(API rate.*\)/,
      false,
      false,
    ],
    [
      'requests that come too fast',
      { faults: [{ kind: 'status', status: 403, headers: { 'retry-after': '60' } }] },
      {},
      /GitHub limits the rate of requests \(Forbidden\)/,
      false,
      false,
    ],
    [
      'requests that come much too fast',
      { faults: [{ kind: 'status', status: 429, headers: { 'x-ratelimit-remaining': '0' } }] },
      {},
      /GitHub limits the rate of requests \(Too Many Requests\)/,
      false,
      false,
    ],
  ])('%s', async (_, options, more, reason, isFinal, isGone) => {
    const replies = await failures(options, more)
    expect(replies).toMatchObject(expected(reason, isFinal, isGone))
    expect(JSON.stringify(replies)).not.toMatch(new RegExp(`${TOKEN}|ghs_another`))
  })

  it('one request too many, until the hour is over', async () => {
    const hour = expect.closeTo(3_600_000, -4) as unknown as number
    const { store } = await conversation({ rateLimit: 0 })
    expect(await store.create('x')).toMatchObject({ ok: false, isFinal: false, retryAfterMs: hour })
  })

  it('a comment by a token that may only read', async () => {
    const { store } = await conversation({ permissions: { issues: 'read', pull_requests: 'read' } })
    expect(await store.list()).toEqual({ ok: true, value: [] })
    expect(await store.create('x')).toMatchObject({ ok: false, isFinal: true, isGone: false })
  })

  it('a comment in a conversation that does not exist or is locked, or that was deleted', async () => {
    const { github, store } = await conversation({}, { issueNumber: 99 })
    expect(await store.create('x')).toMatchObject({ ok: false, isFinal: true, isGone: true })
    for (const reply of [await store.get(1), await store.update(1, 'x'), await store.remove(1)])
      expect(reply).toMatchObject({ ok: false, isFinal: true, isGone: true })
    github.addIssue({ number: 99, locked: true })
    expect(await store.create('x')).toMatchObject({
      ok: false,
      isFinal: true,
      isGone: false,
      reason: expect.stringContaining('issue is locked'),
    })
  })

  it.each([
    ['too long', 'x'.repeat(70_000)],
    ['blank', ' \n'],
  ])('a comment that is %s', async (words, body) => {
    const { github, store } = await conversation()
    const { id } = github.addComment(PULL, 'before')
    for (const reply of [await store.create(body), await store.update(id, body)]) {
      expect(reply).toMatchObject({ ok: false, isFinal: true, isGone: false })
      expect(!reply.ok && reply.reason).toContain(`GitHub does not accept it (Validation Failed`)
      expect(!reply.ok && reply.reason).toContain(words)
    }
  })

  it('a step without a token, before anything is sent', async () => {
    const { github, store } = await conversation({}, { token: '' })
    expect(await store.list()).toMatchObject({ ok: false, isGone: false })
    expect(await store.self()).toBe('github-actions[bot]')
    expect(github.requests).toEqual([])
  })
})

describe('an accident on the way', () => {
  it.each<[string, Fault, RegExp]>([
    ['an error of the server', { kind: 'status', status: 500 }, /HTTP 500: Internal Server Error/],
    ['a server that is overloaded', { kind: 'status', status: 503 }, /HTTP 503: Service Unavailable/],
    ['the page of a proxy', { kind: 'html', status: 520 }, /HTTP 520: <!DOCTYPE html> <html.{1,290}/],
    ['a reset', { kind: 'reset' }, /.+/],
    ['a connection that is closed', { kind: 'fin' }, /.+/],
    ['another protocol', { kind: 'notHttp', after: false }, /.+/],
  ])('may be gone the next time: %s', async (_, fault, reason) => {
    expect(await failures({ faults: [fault] })).toEqual(expected(reason, false))
  })

  it('is over when it is over: the same store works again', async () => {
    const { store } = await conversation({ faults: [{ kind: 'reset', on: { nth: [1, 2] } }] })
    expect([await store.list(), await store.create('x'), await store.list()]).toMatchObject([
      { ok: false },
      { ok: false },
      { ok: true, value: [] },
    ])
  })

  it('is a server that is not there', async () => {
    const { github, store } = await conversation()
    await github.stop()
    for (const [action, call] of CALLS) {
      expect(await call(store, 1)).toMatchObject({
        ok: false,
        isFinal: false,
        isGone: false,
        reason: expect.stringMatching(`^${action}: .`),
      })
    }
  })

  it.each(CALLS.slice(1))(
    'is a server that never answers: %s is given up after 15 s',
    async (action, call) => {
      const { store } = await hanging()
      expect(await call(store, 1)).toEqual({
        ok: false,
        reason: `${action}: no answer within 15 s`,
        isFinal: false,
        isGone: false,
      })
    },
  )

  it('is a server that never says who we are: it is not waited for either', async () => {
    const { github, store } = await hanging()
    expect(await store.self()).toBe('github-actions[bot]')
    expect(github.requests.map(({ delivered }) => delivered)).toEqual([false])
  })
})

/** A GitHub that keeps silent; as soon as it has a request, the time of whoever waits for 15 s is over. */
async function hanging() {
  const timers: AbortController[] = []
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const timer = new AbortController()
    if (ms === 15_000) timers.push(timer)
    return timer.signal
  })
  const when = () => {
    for (const timer of timers) timer.abort(new DOMException('The time is over', 'TimeoutError'))
    return true
  }
  return conversation({ faults: [{ kind: 'hang', on: { when } }] })
}
