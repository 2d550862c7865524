import { afterEach, describe, expect, it } from '@jest/globals'
import { githubCommentStore } from '../../src/github/comments.ts'
import { githubStatusStore } from '../../src/github/repository.ts'
import { RefusalHistory } from '../../src/state/refusal-history.ts'
import { retryGitHub } from '../../src/state/retry-github.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { ManualClock } from '../simulator/clock.ts'
import type { Fault } from '../simulator/faults.ts'
import type { GitHubSimulator } from '../simulator/github.ts'
import { ACTIONS_BOT, createUser } from '../simulator/simulated-repository.ts'
import { startClient, startConversation, PULL, stopGitHubs, TOKEN } from './comments-api.ts'

afterEach(stopGitHubs)

type Prefix = '' | '/api/v3'

const operations = (github: GitHubSimulator) => github.requests.map(({ operation }) => operation)

describe('the comment store', () => {
  it.each<[Prefix, string]>([
    ['', ''],
    ['/api/v3', '/api/v3'],
  ])('creates, updates, reads and deletes comments (API at %j)', async (prefix, basePath) => {
    const { github, store } = await startConversation({ prefix })
    const created = await store.create('one')
    const [stored] = github.commentsOf(PULL)
    const site = prefix === '' ? 'https://github.com' : new URL(github.url).origin
    const url = `${site}/acme/models/pull/12#issuecomment-${stored?.id}`
    const updatedAtMs: unknown = expect.any(Number)
    const value = { id: stored?.id, body: 'one', author: 'github-actions[bot]', url, updatedAtMs }
    expect(created).toEqual({ ok: true, value })
    const changed = { ok: true, value: { ...value, body: 'two' } }
    expect(await store.update(stored?.id ?? 0, 'two')).toEqual(changed)
    expect(github.commentsOf(PULL).map(({ body }) => body)).toEqual(['two'])
    expect(await store.list()).toEqual({ ok: true, value: [changed.value] })
    expect(await store.get(stored?.id ?? 0)).toEqual(changed)
    expect(await store.remove(stored?.id ?? 0)).toEqual({ ok: true, value: undefined })
    expect(github.commentsOf(PULL)).toEqual([])
    const commentPath = `${basePath}/repos/acme/models/issues/comments/${stored?.id}`
    expect(github.requests.map(({ path }) => path)).toEqual([
      `${basePath}/repos/acme/models/issues/12/comments`,
      commentPath,
      `${basePath}/repos/acme/models/issues/12/comments`,
      commentPath,
      commentPath,
    ])
    for (const { headers } of github.requests) expect(headers['user-agent']).toMatch(/^test\/1\b/)
  })

  it('reads the time of the last change, if the server says it', async () => {
    const clock = new ManualClock(Date.UTC(2026, 0, 5, 9))
    const { github, store } = await startConversation({ clock })
    const { id } = github.addComment(PULL, 'one')
    await clock.advance(2_500)
    github.editComment(id, 'two')
    expect(await store.get(id)).toMatchObject({ value: { updatedAtMs: Date.UTC(2026, 0, 5, 9, 0, 2) } })
    github.addFault({ kind: 'mutate', set: { updated_at: 'yesterday' } })
    const result = await store.get(id)
    expect(result).toMatchObject({ ok: true, value: { id } })
    expect(result.ok && result.value.updatedAtMs).toBeUndefined()
  })

  it.each([
    [0, 1],
    [100, 1],
    [101, 2],
    [230, 3],
  ])('reads %i comments, oldest first, with %i requests', async (comments, requests) => {
    const { github, store } = await startConversation()
    for (let n = 0; n < comments; n++) github.addComment(PULL, `comment ${n}`)
    github.addComment(github.addIssue().number, 'elsewhere')
    const all = await store.list()
    expect(all.ok && all.value.map(({ body }) => body)).toEqual(
      Array.from({ length: comments }, (_, n) => `comment ${n}`),
    )
    expect(operations(github)).toEqual(Array<string>(requests).fill('listComments'))
  })

  it('asks before each write, and never sends one that is held back', async () => {
    let mayWrite = true
    const beforeWrite = () => (mayWrite ? Promise.resolve() : new Promise<never>(() => undefined))
    const { github, store } = await startConversation({}, { beforeWrite })
    await store.create('one')
    mayWrite = false
    for (const write of [() => store.create('two'), () => store.update(1, 'two'), () => store.remove(1)])
      void write()
    expect(await store.list()).toMatchObject({ ok: true, value: [{ body: 'one' }] })
    expect(operations(github)).toEqual(['createComment', 'listComments'])
  })

  it('fails after 200 pages, of which it knows only a part', async () => {
    const { github, store } = await startConversation()
    const link = `<${github.url}/repos/acme/models/issues/12/comments?page=2>; rel="next"`
    const body = [github.toPayload(github.addComment(PULL, 'again'))]
    github.addFault({ kind: 'status', status: 200, body, headers: { link } })
    const all = await store.list()
    const message = 'reading the comments: the list has more than 200 pages'
    expect(all).toEqual({ ok: false, isPermanent: true, isNotFound: false, message })
    expect(github.requests).toHaveLength(200)
  })

  it('reads comments without author or body', async () => {
    const change = (body: unknown) =>
      (body as object[]).map((each) => ({ ...each, user: null, body: undefined }))
    const { github, store } = await startConversation({ faults: [{ kind: 'mutate', change }] })
    github.addComment(PULL, 'x')
    expect(await store.list()).toMatchObject({ ok: true, value: [{ author: '', body: '' }] })
  })

  it('preserves every character', async () => {
    const { github, store } = await startConversation()
    const body = '<!-- mark -->\n| ä | 🚀 |\r\n\t"\\u0000" `x`  \n'
    expect(await store.create(body)).toMatchObject({ ok: true, value: { body } })
    expect(github.commentsOf(PULL)[0]?.body).toBe(body)
  })
})

describe('the login of the token', () => {
  const graphql: Fault['on'] = { operation: 'graphql' }

  it.each([
    ['a workflow', ACTIONS_BOT, 'github-actions[bot]'],
    ['a workflow on an older server', { ...ACTIONS_BOT, login: 'github-actions' }, 'github-actions[bot]'],
    ['another app', { ...ACTIONS_BOT, login: 'trainer[bot]' }, 'trainer[bot]'],
    ['a person', createUser('octocat'), 'octocat'],
  ])('is that of %s', async (_, actor, login) => {
    const { store } = await startConversation({ actor })
    expect(await store.viewerLogin()).toEqual({ ok: true, value: login })
  })

  it.each<[Prefix, string]>([
    ['', '/graphql'],
    ['/api/v3', '/api/graphql'],
  ])('is read from GraphQL for the API at %j', async (prefix, path) => {
    const { github, store } = await startConversation({ prefix, actor: createUser('octocat') })
    expect(await store.viewerLogin()).toEqual({ ok: true, value: 'octocat' })
    expect(github.requests.map((request) => request.path)).toEqual([path])
  })

  it('is read from REST if the server has no GraphQL, such as Gitea', async () => {
    const { github, store } = await startConversation({
      prefix: '/api/v1',
      actor: createUser('gitea-actions'),
    })
    expect(await store.viewerLogin()).toEqual({ ok: true, value: 'gitea-actions' })
    expect(operations(github)).toEqual(['unrouted', 'getUser'])
  })

  it('defaults to the Actions bot if the server has neither', async () => {
    const faults: Fault[] = ['graphql', 'getUser'].map((operation) => ({
      kind: 'status',
      status: 404,
      on: { operation },
    }))
    const { store } = await startConversation({ actor: createUser('octocat'), faults })
    expect(await store.viewerLogin()).toEqual({ ok: true, value: 'github-actions[bot]' })
  })

  it.each<[string, Fault]>([
    ['the token has no permission', { kind: 'status', status: 403, on: graphql }],
    [
      'the query is refused',
      { kind: 'mutate', change: () => ({ errors: [{ message: 'no' }] }), on: graphql },
    ],
  ])('defaults to the Actions bot if %s', async (_, fault) => {
    const { github, store } = await startConversation({ actor: createUser('octocat'), faults: [fault] })
    expect(await store.viewerLogin()).toEqual({ ok: true, value: 'github-actions[bot]' })
    expect(github.requests).toHaveLength(1)
  })

  it.each<[string, Fault]>([
    ['the server fails', { kind: 'html', status: 502, on: { ...graphql, nth: 1 } }],
    ['the connection is reset', { kind: 'reset', on: { ...graphql, nth: 1 } }],
    ['REST fails', { kind: 'status', status: 500, on: { operation: 'getUser', nth: 1 } }],
  ])('is unknown while %s', async (_, fault) => {
    const prefix = fault.on?.operation === 'getUser' ? '/api/v1' : ''
    const { store } = await startConversation({ prefix, actor: createUser('octocat'), faults: [fault] })
    expect(await store.viewerLogin()).toMatchObject({ ok: false, isPermanent: false })
    expect(await store.viewerLogin()).toEqual({ ok: true, value: 'octocat' })
  })

  it('is unknown until a refusal is believed', async () => {
    const clock = new VirtualClock()
    const faults: Fault[] = [{ kind: 'status', status: 403, on: graphql }]
    const { store } = await startConversation({ faults }, { refusals: new RefusalHistory(clock) })
    expect(await store.list()).toMatchObject({ ok: true })
    for (const delayMs of [0, 15_000]) {
      await clock.sleep(delayMs)
      expect(await store.viewerLogin()).toMatchObject({ ok: false, isPermanent: false })
    }
    await clock.sleep(15_000)
    expect(await store.viewerLogin()).toEqual({ ok: true, value: 'github-actions[bot]' })
  })
})

describe('a limit', () => {
  it('is reported once until it ends', async () => {
    const clock = new VirtualClock()
    const limits: string[] = []
    const onLimit = ({ message }: { readonly message: string }) => void limits.push(message)
    const limit = { kind: 'status', status: 429, headers: { 'retry-after': '60' } } as const
    const faults = [limit, limit, limit]
    const { store } = await startConversation({ faults }, { clock, onLimit })
    await store.list()
    await store.list()
    expect(limits).toEqual([expect.stringMatching(/rate-limiting requests until \d\d:\d\d:\d\d UTC/)])
    await clock.sleep(60_000)
    await store.list()
    expect(limits).toHaveLength(2)
  })
})

describe('a refusal', () => {
  it.each([401, 403, 404] as const)('of a fresh token is an outage (%i)', async (tokenRefusal) => {
    const [clock, serverClock] = [new VirtualClock(), new ManualClock()]
    const options = { tokenRefusedForMs: 20_000, tokenRefusal, clock: serverClock }
    const { store } = await startConversation(options, { refusals: new RefusalHistory(clock) })
    const list = () => retryGitHub(() => store.list(), { clock, random: () => 1, untilMs: 120_000 })
    const sleep = clock.sleep.bind(clock)
    clock.sleep = async (ms) => {
      await serverClock.advance(ms)
      await sleep(ms)
    }
    expect(await list()).toEqual({ ok: true, value: [] })
    expect(clock.now()).toBe(31_000)
  })

  it('of a write is believed after a while although the comments can be read', async () => {
    const clock = new VirtualClock()
    const permissions = { issues: 'read', pull_requests: 'read' } as const
    const { store } = await startConversation({ permissions }, { refusals: new RefusalHistory(clock) })
    const create = async () => {
      expect(await store.list()).toMatchObject({ ok: true })
      return retryGitHub(() => store.create('x'), { clock, random: () => 1, untilMs: 120_000 })
    }
    expect(await create()).toMatchObject({
      isPermanent: true,
      message: expect.stringMatching(
        /permissions: \{ contents: read, pull-requests: write \}.*`comment: false` nothing is remembered, and every push trains again/,
      ),
    })
    expect(clock.now()).toBe(31_000)
  })

  it.each(['set', 'list'] as const)('of commit statuses is an outage at first (%s)', async (operation) => {
    const refusals = new RefusalHistory(new VirtualClock())
    const { client } = await startClient({ tokenRefusedForMs: 60_000 }, { refusals })
    const store = githubStatusStore(client, 'a'.repeat(40))
    const status = { state: 'pending', context: 'x', description: '' } as const
    expect(await (operation === 'set' ? store.set(status) : store.list())).toMatchObject({
      ok: false,
      isPermanent: false,
    })
  })
})

describe('the GitHub token', () => {
  it('is sent with every request', async () => {
    const { github, store } = await startConversation()
    const created = await store.create('x')
    await store.update(created.ok ? created.value.id : 0, 'y')
    await store.list()
    await store.viewerLogin()
    expect(github.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array<string>(4).fill(`token ${TOKEN}`),
    )
  })

  it('is not sent to the server that a redirect names', async () => {
    const { github: elsewhere } = await startConversation()
    const location = `${elsewhere.url}/repos/acme/models/issues/12/comments`
    const { store } = await startConversation({ faults: [{ kind: 'redirect', location }] })
    for (const call of [() => store.list(), () => store.create('x'), () => store.update(1, 'x')])
      expect(await call()).toMatchObject({
        ok: false,
        isPermanent: true,
        message: expect.stringContaining(`redirects to ${elsewhere.url}, which would send the token there`),
      })
    expect(elsewhere.requests).toEqual([])
  })

  it('is sent to the server of the API even if a link names another one', async () => {
    const { github: elsewhere } = await startConversation()
    const { github, store } = await startConversation()
    const link = `<${elsewhere.url}/repos/acme/models/issues/12/comments?page=2>; rel="next"`
    github.addFault({ kind: 'status', status: 200, body: [], headers: { link }, on: { nth: 1 } })
    github.addComment(PULL, 'x')
    expect(await store.list()).toMatchObject({ ok: true })
    expect(elsewhere.requests).toEqual([])
    expect(github.requests).toHaveLength(2)
  })
})

describe('a redirect on the same server', () => {
  const location = '/repositories/1/issues/12/comments'

  it('is followed by a read', async () => {
    const { github, store } = await startConversation()
    const target = `${github.url}/repos/acme/models/issues/12/comments`
    github.addFault({ kind: 'redirect', location: target, on: { nth: 1 } })
    github.addComment(PULL, 'x')
    expect(await store.list()).toMatchObject({ ok: true, value: [{ body: 'x' }] })
    expect(github.requests.map(({ headers }) => headers.authorization)).toEqual([
      `token ${TOKEN}`,
      `token ${TOKEN}`,
    ])
  })

  it('is followed three times', async () => {
    const { github, store } = await startConversation({ faults: [{ kind: 'redirect', location }] })
    expect(await store.list()).toMatchObject({
      ok: false,
      message: 'reading the comments: too many redirects',
    })
    expect(github.requests).toHaveLength(4)
  })

  it('is not followed by a write', async () => {
    const { github, store } = await startConversation({ faults: [{ kind: 'redirect', location }] })
    expect(await store.create('x')).toMatchObject({
      ok: false,
      isPermanent: true,
      message: expect.stringContaining('Has the repository been renamed or moved?'),
    })
    expect(github.requests).toHaveLength(1)
  })
})

describe('the time of GitHub', () => {
  /** GitHub, whose clock is 90 s ahead of ours. */
  async function startAhead(faults: readonly Fault[] = []) {
    const ours = new VirtualClock()
    const clock = new ManualClock(ours.wall() + 90_000)
    const { client } = await startClient({ clock, faults }, { clock: ours })
    const store = githubCommentStore(client, PULL)
    return { client, store, ours, clock }
  }

  it('is ours until GitHub has answered, then that of its Date header, and passes with our clock', async () => {
    const { client, store, ours, clock } = await startAhead()
    expect(client.time()).toBe(ours.wall())
    await store.list()
    expect(client.time()).toBe(clock.now())
    await ours.sleep(5_000)
    expect(client.time()).toBe(clock.now() + 5_000)
  })

  it('is that of the latest answer', async () => {
    const { client, store, clock } = await startAhead()
    await store.create('one')
    await clock.advance(3_600_000)
    expect(client.time()).toBe(clock.now() - 3_600_000)
    await store.create('two')
    expect(client.time()).toBe(clock.now())
  })

  it('is not that of an answer before the machine slept', async () => {
    const [ours, sleepMs] = [new VirtualClock(), 3_600_000]
    const clock = new ManualClock(ours.wall())
    let [sleptMs, requests] = [0, 0]
    const sleepInSecond = () => (sleptMs = ++requests === 2 ? sleepMs : sleptMs) < 0
    const faults = [{ kind: 'status', status: 500, on: { when: sleepInSecond } }] as const
    const runner = {
      now: () => ours.now(),
      wall: () => ours.wall() + 90_000 + sleptMs,
      sleep: (ms: number) => ours.sleep(ms),
    }
    const { client } = await startClient({ clock, faults }, { clock: runner })
    const store = githubCommentStore(client, PULL)
    await store.list()
    expect(client.time()).toBe(clock.now())
    await store.list()
    expect(client.time()).toBe(clock.now() + sleepMs)
  })

  it.each(['', 'yesterday'])('ignores the Date header %j', async (date) => {
    const fault = { kind: 'status', status: 200, body: [], headers: { date } } as const
    const { client, store, ours } = await startAhead([fault])
    expect(await store.list()).toEqual({ ok: true, value: [] })
    expect(client.time()).toBe(ours.wall())
  })
})
