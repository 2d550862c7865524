import { afterEach, describe, expect, it } from '@jest/globals'
import { githubRepositoryClient } from '../../src/github/repository-client.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import { startClient, PULL, stopGitHubs } from './comments-api.ts'

afterEach(stopGitHubs)

describe('the comments of a repository', () => {
  it('are listed with number and time, last changed first, since a time, in pages of 100', async () => {
    const { github, client } = await startClient()
    github.addIssue({ number: 99 })
    const old = github.addComment(PULL, 'old')
    for (let n = 0; n < 100; n++) github.addComment(99, `number ${n}`, createUser('octocat'))
    for (const [n, comment] of [...github.repository.comments.values()].entries()) comment.updatedAt = 1_000_000 + n * 1_000
    old.updatedAt = 2_000_000
    const repositoryClient = githubRepositoryClient(client, 700)
    const first = await repositoryClient.listComments(1, 0)
    if (!first.ok) throw new Error(first.message)
    expect([first.value.comments.length, first.value.hasMore]).toEqual([100, true])
    expect(first.value.comments.slice(0, 2)).toMatchObject([
      { id: old.id, number: PULL, updatedAtMs: 2_000_000, author: 'github-actions[bot]', body: 'old' },
      { number: 99, updatedAtMs: 1_100_000, author: 'octocat', body: 'number 99' },
    ])
    expect(await repositoryClient.listComments(2, 0)).toMatchObject({ ok: true, value: { comments: [{ body: 'number 0' }], hasMore: false } })
    expect(await repositoryClient.listComments(1, 1_500_000)).toMatchObject({ ok: true, value: { comments: [{ id: old.id }] } })
    expect(repositoryClient.repositoryId).toBe(700)
  }) // prettier-ignore

  it.each<[string, unknown, object]>([
    ['without an issue URL', { issue_url: undefined, html_url: 'https://github.example/' }, { number: 0 }],
    ['without a valid time', { updated_at: 'yesterday' }, { updatedAtMs: 0 }],
  ])('may include one %s', async (_, changes, expected) => {
    const { github, client } = await startClient()
    github.addComment(PULL, 'hello')
    github.addFault({
      kind: 'mutate',
      on: { operation: 'listRepoComments' },
      change: (body: unknown) => (body as object[]).map((each) => ({ ...each, ...(changes as object) })),
    } as never)
    expect(await githubRepositoryClient(client, 700).listComments(1, 0)).toMatchObject({
      ok: true,
      value: { comments: [expected] },
    })
  })

  it('are an error if the response is not a list', async () => {
    const { github, client } = await startClient()
    github.addFault({
      kind: 'status',
      status: 200,
      body: '{}',
      on: { operation: 'listRepoComments' },
    } as never)
    expect(await githubRepositoryClient(client, 700).listComments(1, 0)).toMatchObject({
      ok: false,
      isPermanent: false,
    })
  })
})

describe('the comments of a repository on Gitea', () => {
  const GITEA = { prefix: '/api/v1' } as const

  it('are counted, in pages of 50 by id, with the number of their pull request or issue', async () => {
    const { github, client } = await startClient(GITEA)
    github.addIssue({ number: 99 })
    const ids = Array.from({ length: 100 }, (_, n) => github.addComment(n % 2 ? 99 : PULL, `number ${n}`).id)
    const repositoryClient = githubRepositoryClient(client, 700)
    const pages = [await repositoryClient.listComments(1, 0), await repositoryClient.listComments(2, 0)]
    const values = pages.map((page) => {
      if (!page.ok) throw new Error(page.message)
      return page.value
    })
    expect(values.map(({ hasMore }) => hasMore)).toEqual([true, false])
    const comments = values.flatMap((value) => value.comments)
    expect(comments.map(({ id }) => id)).toEqual(ids)
    expect(comments.slice(0, 2).map(({ number }) => number)).toEqual([PULL, 99])
    expect(repositoryClient.isNewestFirst).toBe(false)
  })

  it.each(['issue_url', 'pull_request_url', 'html_url'])(
    'have a number if only %s names it',
    async (kept) => {
      const { github, client } = await startClient(GITEA)
      const { id } = github.addComment(PULL, 'hello')
      const url = `https://gitea.example/acme/models/pulls/${PULL}`
      const urls = { issue_url: '', pull_request_url: '', html_url: 'https://gitea.example/', [kept]: url }
      const change = (body: unknown) => (body as object[]).map((each) => ({ ...each, ...urls }))
      github.addFault({ kind: 'mutate', on: { operation: 'listRepoComments' }, change } as never)
      expect(await githubRepositoryClient(client, 700).listComments(1, 0)).toMatchObject({
        ok: true,
        value: { comments: [{ id, number: PULL }] },
      })
    },
  )

  it('end with an empty page if the server does not count them', async () => {
    const { github, client } = await startClient(GITEA)
    const comment = github.toPayload(github.addComment(PULL, 'hello'))
    const hasMore = async (body: readonly unknown[], nth: number) => {
      github.addFault({ kind: 'status', status: 200, body, on: { operation: 'listRepoComments', nth } })
      const result = await githubRepositoryClient(client, 700).listComments(3, 0)
      return result.ok && result.value.hasMore
    }
    expect(await hasMore([comment], 1)).toBe(true)
    expect(await hasMore([], 1)).toBe(false)
  })

  it('say that the server has no events', async () => {
    const { client } = await startClient(GITEA)
    expect(githubRepositoryClient(client, 700).dispatchProblem).toMatch(/no `repository_dispatch`/)
    const { client: onGitHub } = await startClient()
    expect(githubRepositoryClient(onGitHub, 700).dispatchProblem).toBeUndefined()
  })
})

describe('a repository_dispatch event', () => {
  it('is sent with its payload, or fails with the missing permission', async () => {
    const { github, client } = await startClient()
    expect(await githubRepositoryClient(client, 700).dispatch({ type: 'ended', payload: { job_id: '1' } })).toEqual({ ok: true, value: undefined })
    expect(github.repository.dispatches).toEqual([{ eventType: 'ended', payload: { job_id: '1' } }])
    const { client: other } = await startClient({ permissions: { contents: 'read' } })
    const result = await githubRepositoryClient(other, 700).dispatch({ type: 'ended', payload: {} })
    expect(result).toMatchObject({ ok: false, isPermanent: true, message: expect.stringContaining('contents: write') })
  }) // prettier-ignore
})

it('reports an error if a proxy answers a dispatch with a page', async () => {
  const { github, client } = await startClient()
  github.addFault({ kind: 'status', status: 200, body: '<html>', on: { operation: 'dispatch' } } as never)
  expect(await githubRepositoryClient(client, 700).dispatch({ type: 'ended', payload: {} })).toMatchObject({
    ok: false,
  })
})

it('gives access to comments, commit statuses and the login of the token', async () => {
  const { github, client } = await startClient()
  const repositoryClient = githubRepositoryClient(client, 700)
  github.addComment(PULL, 'hello')
  expect(await repositoryClient.commentStore(PULL).list()).toMatchObject({
    ok: true,
    value: [{ body: 'hello' }],
  })
  expect(await repositoryClient.commitStatusStore('a'.repeat(40)).list()).toEqual({ ok: true, value: [] })
  github.addPull({ number: 13, head: { ref: 'x', sha: 'b'.repeat(40), repo: 'guest/models' } })
  expect(await repositoryClient.pullRequest(13)).toMatchObject({ ok: true, value: { isFromFork: true } })
  expect(await repositoryClient.pullRequest(99)).toEqual({ ok: true, value: undefined })
  expect(await repositoryClient.viewerLogin()).toEqual({ ok: true, value: 'github-actions[bot]' })
})
