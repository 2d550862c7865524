import { afterEach, describe, expect, it } from '@jest/globals'
import type { Fault } from '../simulator/faults.ts'
import type { GitHubSimulator } from '../simulator/github.ts'
import { actionsBot, person } from '../simulator/github-world.ts'
import { conversation, PULL, stopAll, TOKEN } from './comments-api.ts'

afterEach(stopAll)

type Prefix = '' | '/api/v3'

const operations = (github: GitHubSimulator) => github.requests.map(({ operation }) => operation)

describe('the comments of a conversation', () => {
  it.each<[Prefix, string]>([
    ['', ''],
    ['/api/v3', '/api/v3'],
  ])('are written, changed, read and removed (API at %j)', async (prefix, begin) => {
    const { github, store } = await conversation({ prefix })
    const made = await store.create('one')
    const [kept] = github.commentsOf(PULL)
    const site = prefix === '' ? 'https://github.com' : new URL(github.url).origin
    const url = `${site}/acme/models/pull/12#issuecomment-${kept?.id}`
    const value = { id: kept?.id, body: 'one', author: 'github-actions[bot]', url }
    expect(made).toEqual({ ok: true, value })
    const changed = { ok: true, value: { ...value, body: 'two' } }
    expect(await store.update(kept?.id ?? 0, 'two')).toEqual(changed)
    expect(github.commentsOf(PULL).map(({ body }) => body)).toEqual(['two'])
    expect(await store.list()).toEqual({ ok: true, value: [changed.value] })
    expect(await store.get(kept?.id ?? 0)).toEqual(changed)
    expect(await store.remove(kept?.id ?? 0)).toEqual({ ok: true, value: undefined })
    expect(github.commentsOf(PULL)).toEqual([])
    const one = `${begin}/repos/acme/models/issues/comments/${kept?.id}`
    expect(github.requests.map(({ path }) => path)).toEqual([
      `${begin}/repos/acme/models/issues/12/comments`,
      one,
      `${begin}/repos/acme/models/issues/12/comments`,
      one,
      one,
    ])
    for (const { headers } of github.requests) expect(headers['user-agent']).toMatch(/^test\/1\b/)
  })

  it.each([
    [0, 1],
    [100, 1],
    [101, 2],
    [230, 3],
  ])('%i of them are read, oldest first, with %i requests', async (comments, requests) => {
    const { github, store } = await conversation()
    for (let n = 0; n < comments; n++) github.addComment(PULL, `comment ${n}`)
    github.addComment(github.addIssue().number, 'elsewhere')
    const all = await store.list()
    expect(all.ok && all.value.map(({ body }) => body)).toEqual(
      Array.from({ length: comments }, (_, n) => `comment ${n}`),
    )
    expect(operations(github)).toEqual(Array<string>(requests).fill('listComments'))
  })

  it('are left after many pages where a server has no last one', async () => {
    const { github, store } = await conversation()
    const link = `<${github.url}/repos/acme/models/issues/12/comments?page=2>; rel="next"`
    const body = [github.show(github.addComment(PULL, 'again'))]
    github.addFault({ kind: 'status', status: 200, body, headers: { link } })
    const all = await store.list()
    expect(all.ok && all.value.length).toBe(200)
    expect(github.requests).toHaveLength(200)
  })

  it('may have lost their author or their text', async () => {
    const change = (body: unknown) =>
      (body as object[]).map((each) => ({ ...each, user: null, body: undefined }))
    const { github, store } = await conversation({ faults: [{ kind: 'mutate', change }] })
    github.addComment(PULL, 'x')
    expect(await store.list()).toMatchObject({ ok: true, value: [{ author: '', body: '' }] })
  })

  it('keep every character of what is written', async () => {
    const { github, store } = await conversation()
    const body = '<!-- mark -->\n| ä | 🚀 |\r\n\t"\\u0000" `x`  \n'
    expect(await store.create(body)).toMatchObject({ ok: true, value: { body } })
    expect(github.commentsOf(PULL)[0]?.body).toBe(body)
  })
})

describe('the login of our own comments', () => {
  const graphql: Fault['on'] = { operation: 'graphql' }

  it.each([
    ['a workflow', actionsBot, 'github-actions[bot]'],
    [
      'a workflow, as older servers say it',
      { ...actionsBot, login: 'github-actions' },
      'github-actions[bot]',
    ],
    ['another app', { ...actionsBot, login: 'trainer[bot]' }, 'trainer[bot]'],
    ['a person', person('octocat'), 'octocat'],
  ])('is that of %s', async (_, actor, login) => {
    expect(await (await conversation({ actor })).store.self()).toBe(login)
  })

  it.each<[Prefix, string]>([
    ['', '/graphql'],
    ['/api/v3', '/api/graphql'],
  ])('is asked where the server with its API at %j has GraphQL', async (prefix, path) => {
    const { github, store } = await conversation({ prefix, actor: person('octocat') })
    expect(await store.self()).toBe('octocat')
    expect(github.requests.map((request) => request.path)).toEqual([path])
  })

  it('is asked in the way of Gitea where there is no GraphQL', async () => {
    const { github, store } = await conversation({ prefix: '/api/v1', actor: person('gitea-actions') })
    expect(await store.self()).toBe('gitea-actions')
    expect(operations(github)).toEqual(['unrouted', 'getUser'])
  })

  it("is taken to be the workflow's when there is no way to ask", async () => {
    const faults: Fault[] = ['graphql', 'getUser'].map((operation) => ({
      kind: 'status',
      status: 404,
      on: { operation },
    }))
    const { store } = await conversation({ actor: person('octocat'), faults })
    expect(await store.self()).toBe('github-actions[bot]')
  })

  it.each<[string, Fault]>([
    ['the token may not ask', { kind: 'status', status: 403, on: graphql }],
    [
      'the question is refused',
      { kind: 'mutate', change: () => ({ errors: [{ message: 'no' }] }), on: graphql },
    ],
    ['the server is broken', { kind: 'html', status: 502, on: graphql }],
    ['the connection breaks', { kind: 'reset', on: graphql }],
  ])("is taken to be the workflow's when %s", async (_, fault) => {
    const { github, store } = await conversation({ actor: person('octocat'), faults: [fault] })
    expect(await store.self()).toBe('github-actions[bot]')
    expect(github.requests).toHaveLength(1)
  })
})

describe('the token', () => {
  it('goes along with every request', async () => {
    const { github, store } = await conversation()
    const made = await store.create('x')
    await store.update(made.ok ? made.value.id : 0, 'y')
    await store.list()
    await store.self()
    expect(github.requests.map(({ headers }) => headers.authorization)).toEqual(
      Array<string>(4).fill(`token ${TOKEN}`),
    )
  })

  it('does not go to where another server sends us', async () => {
    const { github: elsewhere } = await conversation()
    const location = `${elsewhere.url}/repos/acme/models/issues/12/comments`
    const { store } = await conversation({ faults: [{ kind: 'redirect', location }] })
    expect(await store.list()).toMatchObject({ ok: false, isFinal: true })
    expect(elsewhere.requests.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })
})
