import { afterEach, describe, expect, it } from '@jest/globals'
import { githubComments, type GitHubOptions as Options } from '../../src/github/octokit.ts'
import { GitHubSimulator, type GitHubOptions } from '../simulator/github.ts'

const TOKEN = 'ghs_token0123456789abcdef'
const open: GitHubSimulator[] = []

afterEach(async () => {
  await Promise.all(open.splice(0).map((github) => github.stop()))
})

async function conversation(options: Partial<GitHubOptions> = {}, more: Partial<Options> = {}) {
  const github = new GitHubSimulator({ token: TOKEN, repo: 'acme/models', ...options })
  await github.start()
  open.push(github)
  github.addPull({ number: 12 })
  const store = githubComments({
    token: TOKEN,
    apiUrl: github.url,
    userAgent: 'test/1',
    owner: 'acme',
    repo: 'models',
    issueNumber: 12,
    usesProxy: false,
    ...more,
  })
  return { github, store }
}

describe('the comments of a pull request', () => {
  it.each(['', '/api/v3'] as const)('are written, changed and read (API at %j)', async (prefix) => {
    const { github, store } = await conversation({ prefix })
    const made = await store.create('one')
    expect(made).toMatchObject({ ok: true, value: { body: 'one', author: 'github-actions[bot]' } })
    if (!made.ok) return
    expect(made.value.url).toMatch(/issuecomment-\d+$/)
    expect(await store.update(made.value.id, 'two')).toMatchObject({
      ok: true,
      value: { id: made.value.id, body: 'two' },
    })
    expect(await store.list()).toEqual({ ok: true, value: [{ ...made.value, body: 'two' }] })
    expect(github.requests[0]?.headers['user-agent']).toContain('test/1')
  })

  it('are read to the last page', async () => {
    const { github, store } = await conversation()
    for (let n = 0; n < 230; n++) github.addComment(12, `comment ${n}`)
    const all = await store.list()
    expect(all.ok && all.value.map(({ body }) => body)).toEqual(
      Array.from({ length: 230 }, (_, n) => `comment ${n}`),
    )
    expect(github.requests.filter(({ operation }) => operation === 'listComments')).toHaveLength(3)
  })

  it('are our own under the name that REST has for us, also where nobody tells it', async () => {
    expect(await (await conversation()).store.self()).toBe('github-actions[bot]')
    const other = await conversation({ actor: { login: 'octocat', type: 'User' } as never })
    expect(await other.store.self()).toBe('octocat')
    const silent = await conversation({
      faults: [{ kind: 'status', status: 404, on: { operation: 'graphql' } }],
    })
    expect(await silent.store.self()).toBe('github-actions[bot]')
  })

  it.each<[string, Partial<GitHubOptions>, Partial<Options>, object]>([
    ['the token is wrong', {}, { token: 'ghs_another' }, { isFinal: true, isGone: false }],
    [
      'permission is missing',
      { permissions: { pull_requests: 'read', issues: 'read' } as never },
      {},
      { isFinal: true, isGone: false },
    ],
    ['there is no such pull request', {}, { issueNumber: 99 }, { isFinal: true, isGone: true }],
    [
      'GitHub is broken',
      { faults: [{ kind: 'status', status: 502 }] },
      {},
      { isFinal: false, isGone: false },
    ],
    ['the connection breaks', { faults: [{ kind: 'reset' }] }, {}, { isFinal: false, isGone: false }],
  ])('cannot be written when %s, which is said and thrown nowhere', async (_, options, more, expected) => {
    const { store } = await conversation(options, more)
    const reply = await store.create('x')
    expect(reply).toMatchObject({ ok: false, ...expected })
    expect(!reply.ok && reply.reason).toMatch(/^creating the comment: ./)
  })

  it('are given up when a body is too long', async () => {
    const { store } = await conversation()
    expect(await store.create('x'.repeat(70_000))).toMatchObject({ ok: false, isFinal: true })
  })

  it('are found through a proxy setting too', async () => {
    const { store } = await conversation({}, { usesProxy: true })
    expect(await store.list()).toEqual({ ok: true, value: [] })
  })
})
