import { afterEach, describe, expect, it } from '@jest/globals'
import { githubDesk } from '../../src/github/repository-client.ts'
import { person } from '../simulator/github-world.ts'
import { connection, PULL, stopAll } from './comments-api.ts'

afterEach(stopAll)

describe('the comments of a repository', () => {
  it('come with their place and time, the last changed first, from a moment on, in pages of a hundred', async () => {
    const { github, client } = await connection()
    github.addIssue({ number: 99 })
    const old = github.addComment(PULL, 'old')
    for (let n = 0; n < 100; n++) github.addComment(99, `number ${n}`, person('octocat'))
    for (const [n, comment] of [...github.world.comments.values()].entries()) comment.updatedAt = 1_000_000 + n * 1_000
    old.updatedAt = 2_000_000
    const desk = githubDesk(client)
    const first = await desk.comments(1, 0)
    if (!first.ok) throw new Error(first.reason)
    expect([first.value.comments.length, first.value.hasMore]).toEqual([100, true])
    expect(first.value.comments.slice(0, 2)).toMatchObject([
      { id: old.id, number: PULL, updatedAtMs: 2_000_000, author: 'github-actions[bot]', body: 'old' },
      { number: 99, updatedAtMs: 1_100_000, author: 'octocat', body: 'number 99' },
    ])
    expect(await desk.comments(2, 0)).toMatchObject({ ok: true, value: { comments: [{ body: 'number 0' }], hasMore: false } })
    expect(await desk.comments(1, 1_500_000)).toMatchObject({ ok: true, value: { comments: [{ id: old.id }] } })
    expect(desk.repository).toBe('acme/models')
  }) // prettier-ignore

  it.each<[string, unknown, object]>([
    ['of which nobody knows the place', { issue_url: undefined }, { number: 0 }],
    ['of which nobody knows the time', { updated_at: 'yesterday' }, { updatedAtMs: 0 }],
  ])('may have one %s', async (_, changes, expected) => {
    const { github, client } = await connection()
    github.addComment(PULL, 'hello')
    github.addFault({
      kind: 'mutate',
      on: { operation: 'listRepoComments' },
      change: (body: unknown) => (body as object[]).map((each) => ({ ...each, ...(changes as object) })),
    } as never)
    expect(await githubDesk(client).comments(1, 0)).toMatchObject({
      ok: true,
      value: { comments: [expected] },
    })
  })

  it('are no list where the answer is none', async () => {
    const { github, client } = await connection()
    github.addFault({
      kind: 'status',
      status: 200,
      body: '{}',
      on: { operation: 'listRepoComments' },
    } as never)
    expect(await githubDesk(client).comments(1, 0)).toMatchObject({ ok: false, isFinal: false })
  })
})

describe('an event', () => {
  it('is sent with its payload, and a missing permission is named', async () => {
    const { github, client } = await connection()
    expect(await githubDesk(client).dispatch({ type: 'ended', payload: { job_id: '1' } })).toEqual({ ok: true, value: undefined })
    expect(github.world.dispatches).toEqual([{ eventType: 'ended', payload: { job_id: '1' } }])
    const { client: other } = await connection({ permissions: { contents: 'read' } })
    const refused = await githubDesk(other).dispatch({ type: 'ended', payload: {} })
    expect(refused).toMatchObject({ ok: false, isFinal: true, reason: expect.stringContaining('contents: write') })
  }) // prettier-ignore
})

it('an event that a page of a proxy answers is not sent', async () => {
  const { github, client } = await connection()
  github.addFault({ kind: 'status', status: 200, body: '<html>', on: { operation: 'dispatch' } } as never)
  expect(await githubDesk(client).dispatch({ type: 'ended', payload: {} })).toMatchObject({ ok: false })
})

it('reaches conversations, statuses, and knows who we are', async () => {
  const { github, client } = await connection()
  const desk = githubDesk(client)
  github.addComment(PULL, 'hello')
  expect(await desk.conversation(PULL).list()).toMatchObject({ ok: true, value: [{ body: 'hello' }] })
  expect(await desk.statuses('a'.repeat(40)).list()).toEqual({ ok: true, value: [] })
  expect(await desk.self()).toBe('github-actions[bot]')
})
