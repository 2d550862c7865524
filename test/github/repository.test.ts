import { afterEach, describe, expect, it } from '@jest/globals'
import { GitHubClient } from '../../src/github/github-client.ts'
import {
  githubStatusStore,
  getPullRequest,
  findPullRequestsByBranch,
  findPullRequestsByCommit,
  getRepositoryId,
  isOnOwnBranch,
} from '../../src/github/repository.ts'
import type { GitHubResult } from '../../src/state/github.ts'
import { RefusalHistory } from '../../src/state/refusal-history.ts'
import { VirtualClock } from '../fakes/clock.ts'
import type { Fault } from '../simulator/faults.ts'
import type { GitHubOptions } from '../simulator/github.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import { clientOptions, startClient, PULL, stopGitHubs, TOKEN } from './comments-api.ts'

afterEach(stopGitHubs)

/** Commits: the head of a pull request, another one, and what a pull request was merged as. */
const [HEAD, OTHER, MERGE] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string]
const OURS = { ref: 'feature', sha: HEAD, repo: 'acme/models' }
const FORK = { ref: 'better/bot', sha: HEAD, repo: 'guest/models' }

const numbers = (result: GitHubResult<readonly { readonly number: number }[]>) =>
  result.ok ? result.value.map(({ number }) => number) : result.message

describe('getPullRequest', () => {
  it('reads all fields', async () => {
    const { github, client } = await startClient()
    github.addPull({ number: 7, head: OURS, author: createUser('octocat'), labels: ['bug', 'train'] })
    expect(await getPullRequest(client, 7)).toEqual({
      ok: true,
      value: {
        number: 7,
        headSha: HEAD,
        isFromFork: false,
        baseRef: 'main',
        isClosed: false,
        isMerged: false,
        author: 'octocat',
        headRef: 'feature',
        labels: ['bug', 'train'],
      },
    })
  })

  it.each<[string, object, object]>([
    ['closed', { state: 'closed' }, { isClosed: true, isMerged: false }],
    [
      'merged',
      { state: 'closed', merged: true, mergeCommit: MERGE },
      { isClosed: true, isMerged: true, mergeCommit: MERGE },
    ],
    ['from a fork', { head: FORK }, { isFromFork: true }],
  ])('reads a pull request that is %s', async (_, pull, value) => {
    const { github, client } = await startClient()
    github.addPull({ number: 7, head: OURS, ...pull })
    expect(await getPullRequest(client, 7)).toMatchObject({ ok: true, value })
  })

  it('does not treat a test merge as merged', async () => {
    const { github, client } = await startClient()
    github.addPull({ number: 7, mergeCommit: MERGE })
    expect(await getPullRequest(client, 7)).toMatchObject({ value: { isMerged: false, mergeCommit: MERGE } })
  })

  it.each([[false], [null]])('knows no test merge of the head if `mergeable` is %s', async (mergeable) => {
    const { github, client } = await startClient()
    github.addPull({ number: 7, head: OURS, mergeCommit: MERGE, mergeable })
    const result = await getPullRequest(client, 7)
    expect(result.ok && result.value?.mergeCommit).toBeUndefined()
    expect(result).toMatchObject({ value: { headSha: HEAD } })
  })

  it('reads a pull request without repository and author', async () => {
    const set = { user: null, head: { ref: 'feature', sha: HEAD, repo: null } }
    const { github, client } = await startClient({ faults: [{ kind: 'mutate', set }] })
    github.addPull({ number: 7 })
    const result = await getPullRequest(client, 7)
    expect(result).toMatchObject({ ok: true, value: { number: 7, headSha: HEAD } })
    expect(result.ok && result.value?.isFromFork).toBe(true)
    expect(result.ok && result.value?.author).toBeUndefined()
  })

  it('reads a pull request without branch and labels, and labels without a name', async () => {
    const get = async (fields: object) => {
      const change = (body: unknown) => ({ ...(body as object), ...fields })
      const { github, client } = await startClient({ faults: [{ kind: 'mutate', change }] })
      github.addPull({ number: 7 })
      return getPullRequest(client, 7)
    }
    const value = { number: 7, headRef: undefined, labels: [] }
    expect(await get({ head: { sha: HEAD }, labels: undefined })).toMatchObject({ ok: true, value })
    expect(await get({ labels: [null, { name: null }, { name: 'train' }] })).toMatchObject({
      ok: true,
      value: { labels: ['train'] },
    })
  })

  it('returns undefined for the number of an issue', async () => {
    const { github, client } = await startClient()
    github.addIssue({ number: 9 })
    expect(await getPullRequest(client, 9)).toEqual({ ok: true, value: undefined })
  })

  describe('of which GitHub says that it is not found', () => {
    const on = { operation: 'getPull' }
    const startPatient = async (options: GitHubOptions) => {
      const clock = new VirtualClock()
      const started = await startClient(options, { clock, refusals: new RefusalHistory(clock) })
      return { ...started, clock }
    }

    it('counts as an outage if the issue is a pull request', async () => {
      const faults = [{ kind: 'status', status: 404, on } as const]
      const { client, clock } = await startPatient({ faults })
      for (let n = 0; n < 5; n++) {
        expect(await getPullRequest(client, PULL)).toMatchObject({ ok: false, isPermanent: false })
        await clock.sleep(20_000)
      }
    })

    it.each<[string, GitHubOptions]>([
      ['there is no such issue', {}],
      [
        'the token may not read issues',
        { faults: [{ kind: 'status', status: 403, on: { operation: 'getIssue' } }] },
      ],
    ])('is refused after some time if %s', async (_, options) => {
      const { client, clock } = await startPatient(options)
      // Another number can be read.
      expect((await getPullRequest(client, PULL)).ok).toBe(true)
      for (let n = 0; n < 2; n++) {
        expect(await getPullRequest(client, 99)).toMatchObject({ ok: false, isPermanent: false })
        await clock.sleep(20_000)
      }
      expect(await getPullRequest(client, 99)).toMatchObject({ isNotFound: true, isPermanent: true })
    })

    it('stays unknown if the issue cannot be read', async () => {
      const faults = [{ kind: 'status', status: 502, on: { operation: 'getIssue' } } as const]
      const { client } = await startPatient({ faults })
      expect(await getPullRequest(client, 99)).toMatchObject({ ok: false, isNotFound: false })
    })
  })
})

describe('findPullRequestsByCommit', () => {
  it('finds those with this head and those merged as it, newest first', async () => {
    const { github, client } = await startClient()
    github.addPull({ number: 7, head: OURS })
    github.addPull({ number: 8, head: { ...OURS, ref: 'again' }, state: 'closed' })
    github.addPull({ number: 9, head: { ...OURS, sha: OTHER }, merged: true, mergeCommit: HEAD })
    github.addPull({ number: 10, head: { ...OURS, sha: OTHER } })
    expect(await findPullRequestsByCommit(client, HEAD)).toMatchObject({
      ok: true,
      value: [
        { number: 9, headSha: OTHER, isMerged: true, mergeCommit: HEAD },
        { number: 8, headSha: HEAD, isClosed: true, isMerged: false },
        { number: 7, headSha: HEAD, isClosed: false },
      ],
    })
  })

  it('reads all pages', async () => {
    const { github, client } = await startClient()
    for (let number = 101; number <= 221; number++) github.addPull({ number, head: OURS })
    expect(numbers(await findPullRequestsByCommit(client, HEAD))).toHaveLength(121)
    expect(github.requests).toHaveLength(2)
  })

  it('finds nothing for an unknown commit', async () => {
    expect(await findPullRequestsByCommit((await startClient()).client, OTHER)).toEqual({
      ok: true,
      value: [],
    })
  })
})

describe('findPullRequestsByBranch', () => {
  it('finds open pull requests from the branch of the fork', async () => {
    const { github, client } = await startClient()
    github.addPull({ number: 7, head: FORK })
    github.addPull({ number: 8, head: FORK, state: 'closed' })
    github.addPull({ number: 9, head: { ...FORK, repo: 'acme/models' } })
    github.addPull({ number: 10, head: { ...FORK, ref: 'better' } })
    expect(numbers(await findPullRequestsByBranch(client, 'guest', 'better/bot'))).toEqual([7])
    expect(numbers(await findPullRequestsByBranch(client, 'acme', 'better/bot'))).toEqual([9])
    expect(numbers(await findPullRequestsByBranch(client, 'nobody', 'better/bot'))).toEqual([])
  })

  it('reads all pages', async () => {
    const { github, client } = await startClient()
    for (let number = 101; number <= 201; number++) github.addPull({ number, head: FORK })
    expect(numbers(await findPullRequestsByBranch(client, 'guest', 'better/bot'))).toHaveLength(101)
  })
})

const STATUS = { context: 'forge / a.yml', description: 'training · job 7', targetUrl: 'https://x.example/7' }

describe('githubStatusStore', () => {
  it('lists statuses as they were set, newest first', async () => {
    const { github, client } = await startClient()
    const store = githubStatusStore(client, HEAD)
    await githubStatusStore(client, OTHER).set({ ...STATUS, state: 'error' })
    for (const state of ['pending', 'success'] as const)
      expect(await store.set({ ...STATUS, state })).toEqual({ ok: true, value: undefined })
    const { targetUrl: _, ...withoutUrl } = STATUS
    expect(await store.set({ ...withoutUrl, state: 'failure', description: 'ünd 🚀' })).toMatchObject({
      ok: true,
    })
    expect(github.repository.statuses.filter(({ sha }) => sha === HEAD).map(({ state }) => state)).toEqual([
      'pending', 'success', 'failure',
    ]) // prettier-ignore
    const author = 'github-actions[bot]'
    const [id, createdAtMs] = [expect.any(Number), expect.any(Number)]
    expect(await store.list()).toEqual({
      ok: true,
      value: [
        { context: 'forge / a.yml', description: 'ünd 🚀', state: 'failure', id, createdAtMs, author },
        { ...STATUS, state: 'success', id, createdAtMs, author },
        { ...STATUS, state: 'pending', id, createdAtMs, author },
      ],
    })
  })

  it('has the creation time', async () => {
    const { client } = await startClient()
    const beforeMs = Date.now()
    await githubStatusStore(client, HEAD).set({ ...STATUS, state: 'pending' })
    const result = await githubStatusStore(client, HEAD).list()
    const [{ createdAtMs } = { createdAtMs: 0 }] = result.ok ? result.value : []
    expect(createdAtMs).toBeGreaterThan(beforeMs - 1_001)
    expect(createdAtMs).toBeLessThanOrEqual(Date.now())
  })

  it('reads all pages', async () => {
    const { client } = await startClient()
    const store = githubStatusStore(client, HEAD)
    for (let n = 0; n < 101; n++) await store.set({ ...STATUS, state: 'pending' })
    const result = await store.list()
    expect(result.ok && result.value).toHaveLength(101)
  })

  it('lists statuses without any fields', async () => {
    const change = (body: unknown) =>
      Array.isArray(body) ? [{ creator: null, created_at: 'x' }, null] : body
    const { client } = await startClient({ faults: [{ kind: 'mutate', change }] })
    const emptyStatus = { id: 0, state: 'error', context: '', description: '', createdAtMs: 0, author: '' }
    expect(await githubStatusStore(client, HEAD).list()).toEqual({
      ok: true,
      value: [emptyStatus, emptyStatus],
    })
  })

  it('returns a permanent error with a hint if the token may not set statuses', async () => {
    const { github, client } = await startClient({ permissions: { statuses: 'read' } })
    expect(await githubStatusStore(client, HEAD).set({ ...STATUS, state: 'pending' })).toEqual({
      ok: false,
      isPermanent: true,
      isNotFound: false,
      message: expect.stringMatching(/^setting the commit status: Resource not accessible.*statuses: write/),
    })
    expect(github.repository.statuses).toEqual([])
  })
})

/** All calls, with the start of their error messages. */
const CALLS: readonly [string, (client: GitHubClient) => Promise<GitHubResult<unknown>>][] = [
  ['reading the pull request', (client) => getPullRequest(client, PULL)],
  ['looking for the pull request of the commit', (client) => findPullRequestsByCommit(client, HEAD)],
  [
    'looking for the pull request of the branch',
    (client) => findPullRequestsByBranch(client, 'acme', 'feature'),
  ],
  ['reading the commit statuses', (client) => githubStatusStore(client, HEAD).list()],
  [
    'setting the commit status',
    (client) => githubStatusStore(client, HEAD).set({ ...STATUS, state: 'pending' }),
  ],
]

describe.each(CALLS)('%s', (action, call) => {
  it.each<[string, Fault, boolean]>([
    ['an overloaded server', { kind: 'status', status: 503 }, false],
    ['a proxy error page', { kind: 'html', status: 502 }, false],
    ['a reset', { kind: 'reset' }, false],
    ['a missing permission', { kind: 'status', status: 403 }, true],
    ['a bad token', { kind: 'status', status: 401 }, true],
  ])('returns an error: %s', async (_, fault, isPermanent) => {
    const { client } = await startClient({ faults: [fault] })
    const result = await call(client)
    expect(result).toMatchObject({ ok: false, isPermanent, isNotFound: false })
    expect(!result.ok && result.message).toMatch(new RegExp(`^${action}: .+`))
    expect(!result.ok && result.message).not.toContain(TOKEN)
  })

  it('returns the delay that GitHub asks for', async () => {
    const headers = { 'retry-after': '42' }
    const { client } = await startClient({ faults: [{ kind: 'status', status: 403, headers }] })
    expect(await call(client)).toMatchObject({ ok: false, isPermanent: false, retryAfterMs: 42_000 })
  })
})

describe.each(CALLS.slice(0, -1))('%s', (_, call) => {
  it.each<[string, Fault]>([
    ['is truncated by a reset', { kind: 'truncated', end: 'reset' }],
    ['is truncated', { kind: 'truncated' }],
    ['is not JSON', { kind: 'garbage' }],
    ['is an HTML page', { kind: 'html', status: 200 }],
    ['has another shape', { kind: 'mutate', change: () => ({ message: 'hi' }) }],
    ['is null', { kind: 'mutate', change: () => null }],
    ['is empty', { kind: 'status', status: 204, body: '' }],
  ])('returns an error if the response %s', async (_what, fault) => {
    const { client } = await startClient({ faults: [fault] })
    expect(await call(client)).toMatchObject({ ok: false, isPermanent: false, isNotFound: false })
  })
})

it('returns an error if a list contains an invalid pull request', async () => {
  const change = (body: unknown) => (Array.isArray(body) ? [...(body as object[]), { number: '8' }] : body)
  const { github, client } = await startClient({ faults: [{ kind: 'mutate', change }] })
  github.addPull({ number: 7, head: OURS })
  expect(await findPullRequestsByCommit(client, HEAD)).toMatchObject({ ok: false, isPermanent: false })
  expect(await findPullRequestsByBranch(client, 'acme', 'feature')).toMatchObject({
    ok: false,
    isPermanent: false,
  })
})

describe('the id of the repository', () => {
  it('stays when it is renamed', async () => {
    const { github, client } = await startClient()
    const before = await getRepositoryId(client)
    github.repository.rename('acme/bots')
    const options = clientOptions(github.url, { repo: 'bots' })
    expect(before).toEqual({ ok: true, value: 700_000_001 })
    expect(await getRepositoryId(new GitHubClient(options))).toEqual(before)
  })

  it('is an error if the response has none', async () => {
    const { client } = await startClient({ faults: [{ kind: 'mutate', change: () => ({ id: 'x' }) }] })
    expect(await getRepositoryId(client)).toMatchObject({ ok: false, isPermanent: false })
  })
})

describe('isOnOwnBranch', () => {
  it.each<[string, string, boolean]>([
    ['the newest commit of a branch', OTHER, true],
    ['the newest commit of the default branch', '2'.repeat(40), true],
    ['an older commit of the default branch', '1'.repeat(40), true],
    ['an older commit of another branch', '3'.repeat(40), false],
    ['a commit that only a fork has', HEAD, false],
  ])('is known for %s', async (_, sha, value) => {
    const { github, client } = await startClient()
    github.repository.branches.set('main', ['1'.repeat(40), '2'.repeat(40)])
    github.repository.branches.set('feature', ['3'.repeat(40), OTHER])
    github.addPull({ number: 7, head: FORK })
    expect(await isOnOwnBranch(client, sha, 'main')).toEqual({ ok: true, value })
  })

  it('is false without a default branch, and for an unknown commit', async () => {
    const { client } = await startClient()
    expect(await isOnOwnBranch(client, HEAD, undefined)).toEqual({ ok: true, value: false })
    expect(await isOnOwnBranch(client, HEAD, 'gone')).toEqual({ ok: true, value: false })
  })

  it.each<[string, Fault]>([
    ['GitHub fails', { kind: 'status', status: 502 }],
    ['the token may not read', { kind: 'status', status: 403 }],
    ['the response is no list', { kind: 'mutate', change: () => ({}) }],
  ])('is an error if %s', async (_, fault) => {
    const { client } = await startClient({ faults: [fault] })
    expect(await isOnOwnBranch(client, HEAD, 'main')).toMatchObject({ ok: false })
  })
})

describe('on Gitea', () => {
  const gitea = { prefix: '/api/v1' } as const

  it('the pull request that was merged as a commit is found', async () => {
    const { github, client } = await startClient(gitea)
    github.addPull({ number: 7, head: OURS, merged: true, mergeCommit: MERGE })
    expect(numbers(await findPullRequestsByCommit(client, MERGE))).toEqual([7])
    expect(numbers(await findPullRequestsByCommit(client, HEAD))).toEqual([])
  })

  it('another error is returned', async () => {
    const { client } = await startClient({ ...gitea, faults: [{ kind: 'status', status: 502 }] })
    expect(await findPullRequestsByCommit(client, MERGE)).toMatchObject({ ok: false, isPermanent: false })
  })
})
