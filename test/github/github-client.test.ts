import { afterEach, describe, expect, it } from '@jest/globals'
import type { Fault } from '../simulator/faults.ts'
import type { GitHubSimulator } from '../simulator/github.ts'
import { ACTIONS_BOT, createUser } from '../simulator/simulated-repository.ts'
import { fetchViewerLogin, githubCommentStore } from '../../src/github/comments.ts'
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
    const value = { id: stored?.id, body: 'one', author: 'github-actions[bot]', url }
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

  it('stops after 200 pages if the server never ends', async () => {
    const { github, store } = await startConversation()
    const link = `<${github.url}/repos/acme/models/issues/12/comments?page=2>; rel="next"`
    const body = [github.toPayload(github.addComment(PULL, 'again'))]
    github.addFault({ kind: 'status', status: 200, body, headers: { link } })
    const all = await store.list()
    expect(all.ok && all.value.length).toBe(200)
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
    expect(await (await startConversation({ actor })).store.viewerLogin()).toBe(login)
  })

  it.each<[Prefix, string]>([
    ['', '/graphql'],
    ['/api/v3', '/api/graphql'],
  ])('is read from GraphQL for the API at %j', async (prefix, path) => {
    const { github, store } = await startConversation({ prefix, actor: createUser('octocat') })
    expect(await store.viewerLogin()).toBe('octocat')
    expect(github.requests.map((request) => request.path)).toEqual([path])
  })

  it('is read from REST if the server has no GraphQL, such as Gitea', async () => {
    const { github, store } = await startConversation({
      prefix: '/api/v1',
      actor: createUser('gitea-actions'),
    })
    expect(await store.viewerLogin()).toBe('gitea-actions')
    expect(operations(github)).toEqual(['unrouted', 'getUser'])
  })

  it('defaults to the Actions bot if the server has neither', async () => {
    const faults: Fault[] = ['graphql', 'getUser'].map((operation) => ({
      kind: 'status',
      status: 404,
      on: { operation },
    }))
    const { store } = await startConversation({ actor: createUser('octocat'), faults })
    expect(await store.viewerLogin()).toBe('github-actions[bot]')
  })

  it.each<[string, Fault]>([
    ['is refused', { kind: 'status', status: 403, on: graphql }],
    ['is forbidden', { kind: 'mutate', change: () => ({ errors: [{ type: 'FORBIDDEN' }] }), on: graphql }],
  ])('defaults to the Actions bot if the query %s', async (_, fault) => {
    const { github, store } = await startConversation({ actor: createUser('octocat'), faults: [fault] })
    expect(await store.viewerLogin()).toBe('github-actions[bot]')
    expect(github.requests.length).toBe(1)
  })

  const failures: readonly (readonly [string, (on: Fault['on']) => Fault])[] = [
    ['the query', (on) => ({ kind: 'mutate', change: () => ({ errors: [{ message: 'no' }] }), on })],
    ['the server', (on) => ({ kind: 'html', status: 502, on })],
    ['the connection', (on) => ({ kind: 'reset', on })],
  ]

  it.each(failures)('is read again if %s fails once', async (_, fault) => {
    const actor = createUser('octocat')
    const { github, store } = await startConversation({ actor, faults: [fault({ ...graphql, nth: 1 })] })
    expect(await store.viewerLogin()).toBe('octocat')
    expect(github.requests.length).toBe(2)
  })

  it.each(failures)(
    'is unknown while %s fails, which a sync must not take for another login',
    async (_, fault) => {
      const { client, github } = await startClient({ actor: createUser('octocat'), faults: [fault(graphql)] })
      expect(await fetchViewerLogin(client)).toMatchObject({ ok: false, isPermanent: false })
      // A comment is searched for under the most likely login after half a minute.
      expect(await githubCommentStore(client, PULL).viewerLogin()).toBe('github-actions[bot]')
      expect(github.requests.length).toBeGreaterThan(4)
    },
  )
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

  it('is not sent to a redirect target', async () => {
    const { github: elsewhere } = await startConversation()
    const location = `${elsewhere.url}/repos/acme/models/issues/12/comments`
    const { store } = await startConversation({ faults: [{ kind: 'redirect', location }] })
    expect(await store.list()).toMatchObject({ ok: false, isPermanent: true })
    expect(elsewhere.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })
})
