import { afterEach, describe, expect, it } from '@jest/globals'
import { ManualClock } from './clock.ts'
import { DEFAULT_TOKEN, GitHubSimulator, type GitHubOptions } from './github.ts'
import { createUser } from './simulated-repository.ts'
import { SocketClient } from './wire-client.ts'

const repo = '/repos/octo-org/models'
const sha = 'a'.repeat(40)
const running: GitHubSimulator[] = []

async function hub(options: GitHubOptions = {}) {
  const clock = new ManualClock()
  const github = new GitHubSimulator({ clock, seed: 'test', ...options })
  running.push(github)
  await github.start()
  const call = async (
    method: string,
    path: string,
    fields?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(/^http/.test(path) ? path : github.url + path, {
      method,
      headers: { authorization: `Bearer ${DEFAULT_TOKEN}`, ...headers },
      ...(fields !== undefined && { body: JSON.stringify(fields) }),
    })
    const text = await response.text()
    const isJson = /^application\/json/.test(response.headers.get('content-type') ?? '')
    const body: unknown = isJson ? JSON.parse(text) : text
    return { status: response.status, headers: response.headers, body }
  }
  return { github, clock, call }
}

afterEach(async () => {
  for (const github of running.splice(0)) await github.stop()
})

describe('comments', () => {
  it('are created, read, changed and deleted, with all their fields', async () => {
    const { github, clock, call } = await hub()
    const { number } = github.addPull()
    const created = await call('POST', `${repo}/issues/${number}/comments`, { body: 'hello' })
    const [comment] = github.commentsOf(number)
    const path = `${repo}/issues/comments/${comment?.id ?? 0}`
    const shape = {
      id: comment?.id,
      body: 'hello',
      url: github.url + path,
      html_url: `https://github.com/octo-org/models/pull/1#issuecomment-${comment?.id ?? 0}`,
      issue_url: `${github.url}${repo}/issues/1`,
      user: { login: 'github-actions[bot]', id: 41898282, type: 'Bot', site_admin: false },
      created_at: '2026-01-05T09:00:00Z',
      updated_at: '2026-01-05T09:00:00Z',
      author_association: 'NONE',
      performed_via_github_app: { slug: 'github-actions' },
    }
    expect(created).toMatchObject({ status: 201, body: shape })
    await clock.advance(61_500)
    const updated = { ...shape, body: 'changed', updated_at: '2026-01-05T09:01:01Z' }
    expect(await call('PATCH', path, { body: 'changed' })).toMatchObject({ status: 200, body: updated })
    expect(await call('GET', path)).toMatchObject({ status: 200, body: updated })
    expect(await call('DELETE', path)).toMatchObject({ status: 204, body: '' })
    expect((await call('GET', path)).status).toBe(404)
    expect((await call('PATCH', path, { body: 'x' })).status).toBe(404)
    expect(github.requests.map(({ operation }) => operation)).toEqual([
      'createComment',
      'updateComment',
      'getComment',
      'deleteComment',
      'getComment',
      'updateComment',
    ])
    expect(github.violations).toEqual([])
  })

  it('are listed oldest first, in pages with Link headers', async () => {
    const { github, clock, call } = await hub()
    const { number } = github.addIssue()
    github.addComment(github.addIssue().number, 'elsewhere')
    for (let i = 0; i < 5; i++) {
      github.addComment(number, String(i), createUser('octocat'))
      await clock.advance(1000)
    }
    const path = `${repo}/issues/${number}/comments`
    const bodies = (from: number, to: number) => [...'01234'.slice(from, to)].map((body) => ({ body })) // eslint-disable-line @typescript-eslint/no-misused-spread -- digits
    const first = await call('GET', `${path}?per_page=2`)
    expect(first.body).toMatchObject(bodies(0, 2))
    const here = `${github.url}${path}?per_page=2&page=`
    expect(first.headers.get('link')).toBe(`<${here}2>; rel="next", <${here}3>; rel="last"`)
    const middle = await call('GET', `${here}2`)
    expect(middle.headers.get('link')).toBe(
      `<${here}1>; rel="prev", <${here}3>; rel="next", <${here}3>; rel="last", <${here}1>; rel="first"`,
    )
    const last = await call('GET', `${here}3`)
    expect(last.body).toMatchObject(bodies(4, 5))
    expect(last.headers.get('link')).toBe(`<${here}2>; rel="prev", <${here}1>; rel="first"`)
    expect((await call('GET', path)).headers.get('link')).toBeNull()
    expect((await call('GET', `${path}?since=2026-01-05T09:00:03Z`)).body).toMatchObject(bodies(3, 5))
    expect((await call('GET', `${repo}/issues/99/comments`)).status).toBe(404)
  })

  it('are listed for the whole repository, sorted by time and direction', async () => {
    const { github, clock, call } = await hub()
    const [one, two] = [github.addIssue(), github.addPull()]
    const old = github.addComment(one.number, 'old')
    await clock.advance(1000)
    github.addComment(two.number, 'new')
    await clock.advance(1000)
    await call('PATCH', `${repo}/issues/comments/${old.id}`, { body: 'edited' })
    const order = async (query: string) => (await call('GET', `${repo}/issues/comments${query}`)).body
    const [edited, newer] = [{ body: 'edited' }, { body: 'new' }]
    expect(await order('')).toMatchObject([edited, newer])
    expect(await order('?sort=created&direction=desc')).toMatchObject([newer, edited])
    expect(await order('?sort=updated&direction=desc')).toMatchObject([edited, newer])
    expect(await order('?sort=updated&direction=asc')).toMatchObject([newer, edited])
    expect(await order('?since=2026-01-05T09:00:02Z')).toMatchObject([edited])
  })

  it('are outdated in lists, and only there, with listLagMs', async () => {
    const { github, clock, call } = await hub({ listLagMs: 2_000 })
    const { number } = github.addPull()
    github.addComment(number, 'from before', createUser('octocat'))
    const path = `${repo}/issues/${number}/comments`
    const listed = async () => (await call('GET', path)).body as readonly { readonly body: string }[]
    const bodies = async () => (await listed()).map(({ body }) => body)
    const ids = await Promise.all(
      ['one', 'two', 'three'].map(async (body) => {
        const created = await call('POST', path, { body })
        return (created.body as { readonly id: number }).id
      }),
    )
    expect(await bodies()).toEqual(['from before'])
    for (const id of ids) expect((await call('GET', `${repo}/issues/comments/${id}`)).status).toBe(200)
    await clock.advance(2_000)
    expect(await bodies()).toHaveLength(4)
    const [first = 0, second = 0] = ids
    await call('PATCH', `${repo}/issues/comments/${first}`, { body: 'changed' })
    await call('DELETE', `${repo}/issues/comments/${second}`)
    expect((await bodies()).toSorted()).toEqual(['from before', 'one', 'three', 'two'])
    expect((await call('GET', `${repo}/issues/comments/${first}`)).body).toMatchObject({ body: 'changed' })
    await clock.advance(2_000)
    expect((await bodies()).toSorted()).toEqual(['changed', 'from before', 'three'])
  })

  it('appear in outdated lists one by one', async () => {
    const { github, clock, call } = await hub({ listLagMs: 2_000 })
    const { number } = github.addPull()
    const path = `${repo}/issues/${number}/comments`
    for (let n = 0; n < 20; n++) await call('POST', path, { body: String(n) })
    const count = async () => ((await call('GET', path)).body as unknown[]).length
    expect(await count()).toBe(0)
    await clock.advance(1_000)
    const [first, second] = [await count(), await count()]
    expect([first, second].every((seen) => seen > 0 && seen < 20)).toBe(true)
    await clock.advance(1_000)
    expect(await count()).toBe(20)
  })

  it('appear in lists after listDelayMs', async () => {
    const { github, clock, call } = await hub({ listDelayMs: 2_000 })
    github.addIssue({ number: 1 })
    const comments = `${repo}/issues/1/comments`
    const listed = async () =>
      ((await call('GET', comments)).body as { body: string }[]).map(({ body }) => body)
    const created = (await call('POST', comments, { body: 'first' })).body as { id: number }
    await clock.advance(1_999)
    expect(await listed()).toEqual([])
    await clock.advance(1)
    expect(await listed()).toEqual(['first'])
    await call('PATCH', `${repo}/issues/comments/${created.id}`, { body: 'second' })
    expect(await listed()).toEqual(['first'])
    expect((await call('GET', `${repo}/issues/comments/${created.id}`)).body).toMatchObject({
      body: 'second',
    })
  })

  it('are lost although the answer shows them, with lostCommentWrites', async () => {
    const { github, call } = await hub({ lostCommentWrites: [1, 3] })
    github.addIssue({ number: 1 })
    const create = async (body: string) =>
      (await call('POST', `${repo}/issues/1/comments`, { body })).body as { id: number }
    expect(await create('lost')).toMatchObject({ body: 'lost' })
    const { id } = await create('stored')
    const update = async (body: string) =>
      (await call('PATCH', `${repo}/issues/comments/${id}`, { body })).body
    expect(await update('lost')).toMatchObject({ id, body: 'lost' })
    expect(github.commentsOf(1).map(({ body }) => body)).toEqual(['stored'])
    await update('changed')
    expect(github.commentsOf(1).map(({ body }) => body)).toEqual(['changed'])
  })

  it('are shuffled within each page with isListShuffled', async () => {
    const { github, call } = await hub({ isListShuffled: true })
    const { number } = github.addPull()
    for (let n = 0; n < 40; n++) github.addComment(number, String(n))
    const path = `${repo}/issues/${number}/comments?per_page=20`
    const page = async (n: number) => {
      const { body } = await call('GET', `${path}&page=${n}`)
      return (body as readonly { readonly body: string }[]).map(({ body: text }) => Number(text))
    }
    const inOrder = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
    const [first, again, second] = [await page(1), await page(1), await page(2)]
    expect(first).not.toEqual(inOrder(first))
    expect(again).not.toEqual(first)
    expect([...inOrder(first), ...inOrder(second)]).toEqual(Array.from({ length: 40 }, (_, n) => n))
  })

  it.each([
    ['too long', { body: 'x'.repeat(65_537) }, 'Body is too long (maximum is 65536 characters)'],
    ['blank', { body: ' \n' }, 'Body cannot be blank'],
    ['missing', {}, undefined],
  ])('with a body that is %s are rejected, also as an edit', async (_, fields, message) => {
    const { github, call } = await hub()
    const { number } = github.addPull()
    const { id } = github.addComment(number, 'before')
    const error = {
      status: 422,
      body: {
        message: 'Validation Failed',
        errors: [{ resource: 'IssueComment', ...(message && { message }) }],
      },
    }
    expect(await call('POST', `${repo}/issues/${number}/comments`, fields)).toMatchObject(error)
    expect(await call('PATCH', `${repo}/issues/comments/${id}`, fields)).toMatchObject(error)
    expect(github.commentsOf(number)).toMatchObject([{ body: 'before' }])
    expect(
      (await call('POST', `${repo}/issues/${number}/comments`, { body: 'x'.repeat(65_536) })).status,
    ).toBe(201)
    expect((await call('POST', `${repo}/issues/${number}/comments`, { body: 7 })).status).toBe(422)
  })

  it('require an unlocked issue and the permission', async () => {
    const { github, call } = await hub()
    const { number } = github.addPull({ locked: true })
    expect(await call('POST', `${repo}/issues/${number}/comments`, { body: 'x' })).toMatchObject({
      status: 403,
      body: { message: 'Unable to create comment because issue is locked.' },
    })
    const reader = await hub({ permissions: { issues: 'read', pull_requests: 'read' } })
    reader.github.addPull()
    expect((await reader.call('GET', `${repo}/issues/1/comments`)).status).toBe(200)
    expect(await reader.call('POST', `${repo}/issues/1/comments`, { body: 'x' })).toMatchObject({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    })
    const halfway = await hub({ permissions: { issues: 'read' } })
    halfway.github.addPull()
    halfway.github.addIssue()
    expect((await halfway.call('POST', `${repo}/issues/1/comments`, { body: 'x' })).status).toBe(201)
    expect((await halfway.call('POST', `${repo}/issues/2/comments`, { body: 'x' })).status).toBe(403)
  })
})

describe('issues, pull requests and commits', () => {
  it('are found by number, state, head, base and commit', async () => {
    const { github, call } = await hub()
    const fork = { ref: 'topic', sha, repo: 'stranger/models' }
    github.addPull({ head: fork, title: 'From a fork' })
    github.addPull({ merged: true, mergeCommit: 'b'.repeat(40) })
    github.addIssue()
    expect((await call('GET', repo)).body).toMatchObject({
      full_name: 'octo-org/models',
      default_branch: 'main',
    })
    expect((await call('GET', `${repo}/issues/1`)).body).toMatchObject({
      number: 1,
      pull_request: { merged_at: null },
    })
    expect((await call('GET', `${repo}/issues/3`)).body).not.toHaveProperty('pull_request')
    expect((await call('GET', `${repo}/pulls/1`)).body).toMatchObject({
      title: 'From a fork',
      head: { sha, label: 'stranger:topic', repo: { fork: true, full_name: 'stranger/models' } },
      base: { ref: 'main', repo: { fork: false } },
    })
    expect((await call('GET', `${repo}/pulls/3`)).status).toBe(404)
    const list = async (query: string) => (await call('GET', `${repo}/pulls${query}`)).body
    expect(await list('')).toMatchObject([{ number: 1 }])
    expect(await list('?state=all')).toMatchObject([
      { number: 2, state: 'closed', merged: true },
      { number: 1 },
    ])
    expect(await list('?head=stranger:topic')).toMatchObject([{ number: 1 }])
    expect(await list('?head=octo-org:topic')).toEqual([])
    expect(await list('?base=other')).toEqual([])
    const of = async (commit: string) => (await call('GET', `${repo}/commits/${commit}/pulls`)).body
    expect(await of(sha)).toMatchObject([{ number: 1 }])
    expect(await of('b'.repeat(40))).toMatchObject([{ number: 2 }])
    expect(await of('c'.repeat(40))).toEqual([])
  })

  it('combine the latest status of each context', async () => {
    const { call } = await hub()
    const combined = async () => (await call('GET', `${repo}/commits/${sha}/status`)).body
    expect(await combined()).toMatchObject({ state: 'pending', total_count: 0 })
    const post = (fields: object) => call('POST', `${repo}/statuses/${sha}`, fields)
    expect(await post({ state: 'pending', context: 'forge / a', description: 'queued' })).toMatchObject({
      status: 201,
      body: { state: 'pending', context: 'forge / a', target_url: null, creator: { type: 'Bot' } },
    })
    await post({ state: 'success', context: 'forge / a', target_url: 'https://x.test' })
    expect(await combined()).toMatchObject({
      state: 'success',
      total_count: 1,
      statuses: [{ target_url: 'https://x.test' }],
    })
    await post({ state: 'pending' })
    expect(await combined()).toMatchObject({ state: 'pending' })
    await post({ state: 'error' })
    expect(await combined()).toMatchObject({ state: 'failure', total_count: 2 })
    expect((await call('GET', `${repo}/commits/${sha}/statuses`)).body).toMatchObject([
      { state: 'error', context: 'default' },
      { state: 'pending' },
      { state: 'success' },
      { state: 'pending' },
    ])
  })

  it('reject invalid statuses', async () => {
    const { github, call } = await hub()
    const post = async (fields: object, commit = sha) =>
      (await call('POST', `${repo}/statuses/${commit}`, fields)).status
    expect(await post({ state: 'waiting' })).toBe(422)
    expect(await post({ state: 'success', description: 'x'.repeat(141) })).toBe(422)
    expect(await post({ state: 'success' }, 'main')).toBe(422)
    expect(github.repository.statuses).toEqual([])
    for (let i = 0; i < 1000; i++) {
      const texts = { context: 'default', description: null, targetUrl: null }
      github.repository.statuses.push({ id: i, sha, state: 'pending', ...texts, createdAt: 0 })
    }
    expect(await post({ state: 'success' })).toBe(422)
    expect(await post({ state: 'success', context: 'another' })).toBe(201)
    const reader = await hub({ permissions: { statuses: 'read' } })
    expect((await reader.call('POST', `${repo}/statuses/${sha}`, { state: 'success' })).status).toBe(403)
  })
})

describe('files, events and the token', () => {
  it('returns a file as JSON or raw, at a branch or commit', async () => {
    const { github, call } = await hub()
    const path = `${repo}/contents/.github/forge-policy.yml`
    github.repository.putFile('.github/forge-policy.yml', `max-steps: 1 # ${'é'.repeat(60)}\n`)
    github.repository.putFile('.github/forge-policy.yml', 'old', sha)
    const { body } = await call('GET', path)
    expect(body).toMatchObject({ type: 'file', encoding: 'base64', name: 'forge-policy.yml', size: 136 })
    const { content } = body as { content: string }
    expect(Buffer.from(content, 'base64').toString()).toMatch(/^max-steps: 1 # é{60}\n$/)
    expect(content.split('\n')[0]).toHaveLength(60)
    const raw = { accept: 'application/vnd.github.raw+json' }
    expect((await call('GET', `${path}?ref=${sha}`, undefined, raw)).body).toBe('old')
    expect((await call('GET', `${path}?ref=refs/heads/main`, undefined, raw)).body).toMatch(/^max-steps/)
    expect((await call('GET', `${path}?ref=elsewhere`)).status).toBe(404)
  })

  it("accepts dispatch events within GitHub's limits", async () => {
    const { github, call } = await hub()
    const send = async (fields: object) => (await call('POST', `${repo}/dispatches`, fields)).status
    expect(await send({ event_type: 'forge-done', client_payload: { id: 1 } })).toBe(204)
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`k${i}`, i]))
    const invalid = [
      {},
      { event_type: 'x'.repeat(101) },
      { event_type: 'x', client_payload: [] },
      { event_type: 'x', client_payload: eleven },
      { event_type: 'x', client_payload: { text: 'x'.repeat(65_535) } },
    ]
    for (const fields of invalid) expect(await send(fields)).toBe(422)
    expect(github.repository.dispatches).toEqual([{ eventType: 'forge-done', payload: { id: 1 } }])
    const reader = await hub({ permissions: { contents: 'read' } })
    expect((await reader.call('POST', `${repo}/dispatches`, { event_type: 'x' })).status).toBe(403)
  })

  it("returns the token's owner, for a workflow token only through GraphQL", async () => {
    const { call } = await hub()
    expect((await call('GET', '/user')).status).toBe(403)
    expect((await call('POST', '/graphql', { query: '{ viewer { login databaseId } }' })).body).toEqual({
      data: { viewer: { login: 'github-actions[bot]', databaseId: 41898282 } },
    })
    expect((await call('POST', '/graphql', { query: '{ rateLimit { cost } }' })).body).toHaveProperty(
      'errors',
    )
    const someone = await hub({ actor: createUser('octocat') })
    expect((await someone.call('GET', '/user')).body).toMatchObject({ login: 'octocat', type: 'User' })
  })

  it('hides comments', async () => {
    const { github, call } = await hub()
    const comment = github.addComment(github.addPull().number, 'x')
    const query =
      'mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: OUTDATED}) { minimizedComment { isMinimized } } }'
    const hide = async (id: string) => (await call('POST', '/graphql', { query, variables: { id } })).body
    expect(await hide('IC_none')).toMatchObject({ errors: [{ type: 'NOT_FOUND' }] })
    expect(comment.minimized).toBeUndefined()
    expect(await hide(github.toPayload(comment).node_id)).toMatchObject({
      data: { minimizeComment: { minimizedComment: { isMinimized: true } } },
    })
    expect(comment.minimized).toBe('OUTDATED')
  })
})

describe('the server', () => {
  it('distinguishes missing and wrong tokens', async () => {
    const { github, call } = await hub({ token: 'right' })
    const without = await fetch(`${github.url}${repo}`)
    expect(without.status).toBe(401)
    expect(await without.json()).toMatchObject({ message: 'Requires authentication', status: '401' })
    expect(await call('GET', repo, undefined, { authorization: 'token wrong' })).toMatchObject({
      status: 401,
      body: { message: 'Bad credentials' },
    })
    for (const authorization of ['token right', 'Bearer right']) {
      expect((await call('GET', repo, undefined, { authorization })).status).toBe(200)
    }
  })

  it('requires a user agent', async () => {
    const { github } = await hub()
    const wire = await SocketClient.connect(github.url)
    wire.send('GET', repo, { authorization: `token ${DEFAULT_TOKEN}`, connection: 'close' })
    await wire.waitForClose()
    expect(wire.received).toMatch(/^HTTP\/1.1 403 [^]*Request forbidden by administrative rules/)
  })

  it('returns 404 for other repositories and paths', async () => {
    const { call } = await hub()
    expect((await call('GET', '/repos/OCTO-org/models')).status).toBe(200)
    for (const path of ['/repos/octo-org/other', `${repo}/branches`, '/']) {
      expect(await call('GET', path)).toMatchObject({
        status: 404,
        body: { message: 'Not Found', status: '404' },
      })
    }
  })

  it('limits requests per hour', async () => {
    const { call, clock } = await hub({ rateLimit: 2 })
    const first = await call('GET', repo)
    expect(first.headers.get('x-github-request-id')).toMatch(/^[0-9A-F]{8}(:[0-9A-F]{8}){3}$/)
    expect(first.headers.get('date')).toBe(new Date(clock.now()).toUTCString())
    await call('GET', repo)
    const third = await call('GET', repo)
    expect([third.status, third.headers.get('x-ratelimit-remaining')]).toEqual([403, '0'])
    expect(third.headers.get('x-ratelimit-reset')).toBe(String(clock.now() / 1000 + 3600))
    expect((await call('GET', '/rate_limit')).body).toMatchObject({
      rate: { limit: 2, remaining: 0, used: 2 },
    })
    await clock.advance(3_600_000)
    expect((await call('GET', repo)).status).toBe(200)
  })

  it('can be an Enterprise Server', async () => {
    const { github, call } = await hub({ prefix: '/api/v3' })
    github.addPull()
    expect(github.url).toMatch(/:\d+\/api\/v3$/)
    const comment = await call('POST', `${repo}/issues/1/comments`, { body: 'x' })
    const root = github.url.replace('/api/v3', '')
    expect(comment.body).toMatchObject({
      issue_url: `${github.url}${repo}/issues/1`,
      html_url: expect.stringContaining(`${root}/octo-org/models/pull/1#`),
    })
    const viewer = { query: '{ viewer { login } }' }
    expect((await call('POST', `${root}/api/graphql`, viewer)).body).toHaveProperty('data.viewer.login')
    expect((await call('GET', `${root}${repo}/pulls/1`)).body).toMatchObject({
      url: `${root}${repo}/pulls/1`,
    })
  })

  it.each([401, 403, 404] as const)('refuses a fresh token with %i', async (tokenRefusal) => {
    const { clock, call } = await hub({ tokenRefusedForMs: 5_000, tokenRefusal })
    await clock.advance(60_000)
    expect((await call('GET', repo)).status).toBe(tokenRefusal)
    await clock.advance(4_999)
    expect((await call('GET', repo)).status).toBe(tokenRefusal)
    await clock.advance(1)
    expect((await call('GET', repo)).status).toBe(200)
  })

  it.each([
    ['' as const, ['3', '2', '1', '0']],
    ['/api/v1' as const, ['2', '3', '0', '1']],
  ])('lists statuses of one second in an order of its own: %j', async (prefix, order) => {
    const { clock, call } = await hub({ prefix })
    for (const description of ['0', '1', '2', '3']) {
      await call('POST', `${repo}/statuses/${sha}`, { state: 'pending', description })
      await clock.advance(500)
    }
    expect((await call('GET', `${repo}/commits/${sha}/statuses`)).body).toMatchObject(
      order.map((description) => ({ description })),
    )
  })

  it('can be Gitea, which has no GraphQL and no pages of comments', async () => {
    const { github, call } = await hub({ prefix: '/api/v1', actor: createUser('gitea-actions') })
    github.addPull()
    for (let n = 0; n < 3; n++) github.addComment(1, `${n}`)
    const list = await call('GET', `${repo}/issues/1/comments?per_page=2`)
    expect([list.body, list.headers.get('link')]).toEqual([expect.objectContaining({ length: 3 }), null])
    expect((await call('POST', '/graphql', { query: '{ viewer { login } }' })).status).toBe(404)
    expect((await call('GET', '/user')).body).toMatchObject({ login: 'gitea-actions' })
  })

  it('applies faults like every simulator', async () => {
    const { github, call } = await hub({
      faults: [{ on: { operation: 'getRepo', nth: 1 }, kind: 'status', status: 502 }],
    })
    expect([(await call('GET', repo)).status, (await call('GET', repo)).status]).toEqual([502, 200])
    expect(github.requests[0]?.fault).toBe('status')
  })
})
