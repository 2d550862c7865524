import { afterEach, describe, expect, it } from '@jest/globals'
import { GitHub } from '../../src/github/github-client.ts'
import {
  filesOn,
  githubStatuses,
  pullRequest,
  pullRequestsFrom,
  pullRequestsOf,
} from '../../src/github/repository.ts'
import type { GitHubReply } from '../../src/state/comment-store.ts'
import type { Fault } from '../simulator/faults.ts'
import { person } from '../simulator/github-world.ts'
import { connection, PULL, stopAll, TOKEN } from './comments-api.ts'

afterEach(stopAll)

/** Commits: the head of a pull request, another one, and what a pull request was merged as. */
const [HEAD, OTHER, MERGE] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string]
const OURS = { ref: 'feature', sha: HEAD, repo: 'acme/models' }
const FORK = { ref: 'better/bot', sha: HEAD, repo: 'guest/models' }

const numbers = (reply: GitHubReply<readonly { readonly number: number }[]>) =>
  reply.ok ? reply.value.map(({ number }) => number) : reply.reason

describe('a pull request', () => {
  it('is read with all that matters', async () => {
    const { github, client } = await connection()
    github.addPull({ number: 7, head: OURS, author: person('octocat') })
    expect(await pullRequest(client, 7)).toEqual({
      ok: true,
      value: {
        number: 7,
        headSha: HEAD,
        headRepository: 'acme/models',
        headRef: 'feature',
        baseRef: 'main',
        isClosed: false,
        isMerged: false,
        author: 'octocat',
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
    ["a fork's", { head: FORK }, { headRepository: 'guest/models', headRef: 'better/bot' }],
  ])('may be %s', async (_, pull, value) => {
    const { github, client } = await connection()
    github.addPull({ number: 7, head: OURS, ...pull })
    expect(await pullRequest(client, 7)).toMatchObject({ ok: true, value })
  })

  it('is not merged because GitHub tries to merge it', async () => {
    const { github, client } = await connection()
    github.addPull({ number: 7, mergeCommit: MERGE })
    expect(await pullRequest(client, 7)).toMatchObject({ value: { isMerged: false, mergeCommit: MERGE } })
  })

  it('may have lost its repository and its author', async () => {
    const set = { user: null, head: { ref: 'feature', sha: HEAD, repo: null } }
    const { github, client } = await connection({ faults: [{ kind: 'mutate', set }] })
    github.addPull({ number: 7 })
    const reply = await pullRequest(client, 7)
    expect(reply).toMatchObject({ ok: true, value: { number: 7, headSha: HEAD } })
    expect(reply.ok && Object.keys(reply.value ?? {})).not.toContain('headRepository')
    expect(reply.ok && Object.keys(reply.value ?? {})).not.toContain('author')
  })

  it.each([
    ['an issue', 9],
    ['nothing', 99],
  ])('is none where the number is that of %s', async (_, number) => {
    const { github, client } = await connection()
    github.addIssue({ number: 9 })
    expect(await pullRequest(client, number)).toEqual({ ok: true, value: undefined })
  })
})

describe('the pull requests of a commit', () => {
  it('are those with this head, and those that were merged as it, the newest first', async () => {
    const { github, client } = await connection()
    github.addPull({ number: 7, head: OURS })
    github.addPull({ number: 8, head: { ...OURS, ref: 'again' }, state: 'closed' })
    github.addPull({ number: 9, head: { ...OURS, sha: OTHER }, merged: true, mergeCommit: HEAD })
    github.addPull({ number: 10, head: { ...OURS, sha: OTHER } })
    expect(await pullRequestsOf(client, HEAD)).toMatchObject({
      ok: true,
      value: [
        { number: 9, headSha: OTHER, isMerged: true, mergeCommit: HEAD },
        { number: 8, headSha: HEAD, isClosed: true, isMerged: false },
        { number: 7, headSha: HEAD, isClosed: false },
      ],
    })
  })

  it('are read to the last page', async () => {
    const { github, client } = await connection()
    for (let number = 101; number <= 221; number++) github.addPull({ number, head: OURS })
    expect(numbers(await pullRequestsOf(client, HEAD))).toHaveLength(121)
    expect(github.requests).toHaveLength(2)
  })

  it('are none of a commit that belongs to none', async () => {
    expect(await pullRequestsOf((await connection()).client, OTHER)).toEqual({ ok: true, value: [] })
  })
})

describe('the pull requests from a branch', () => {
  it('are the open ones from that branch of that fork', async () => {
    const { github, client } = await connection()
    github.addPull({ number: 7, head: FORK })
    github.addPull({ number: 8, head: FORK, state: 'closed' })
    github.addPull({ number: 9, head: { ...FORK, repo: 'acme/models' } })
    github.addPull({ number: 10, head: { ...FORK, ref: 'better' } })
    expect(numbers(await pullRequestsFrom(client, 'guest', 'better/bot'))).toEqual([7])
    expect(numbers(await pullRequestsFrom(client, 'acme', 'better/bot'))).toEqual([9])
    expect(numbers(await pullRequestsFrom(client, 'nobody', 'better/bot'))).toEqual([])
  })

  it('are read to the last page', async () => {
    const { github, client } = await connection()
    for (let number = 101; number <= 201; number++) github.addPull({ number, head: FORK })
    expect(numbers(await pullRequestsFrom(client, 'guest', 'better/bot'))).toHaveLength(101)
  })
})

describe('a file on a branch', () => {
  it.each([
    ['main', 'training/support-bot.yml'],
    ['release/2.x', 'training/a b#1?ü%41.yml'],
  ])('of %j is read byte for byte: %j', async (ref, path) => {
    const { github, client } = await connection()
    const bytes = Buffer.from([...Array.from({ length: 300 }, (_, n) => n % 256), 0x0d, 0x0a])
    github.world.putFile(path, bytes, ref)
    github.world.putFile(path, 'something else', 'other')
    const files = filesOn(client, ref)
    expect(files.ref).toBe(ref)
    const file = await files.read(path)
    expect(file.kind === 'file' && Buffer.from(file.bytes).equals(bytes)).toBe(true)
  })

  it('may be empty', async () => {
    const { github, client } = await connection()
    github.world.putFile('a.yml', '')
    expect(await filesOn(client, 'main').read('a.yml')).toEqual({ kind: 'file', bytes: Buffer.alloc(0) })
  })

  it('may be missing', async () => {
    expect(await filesOn((await connection()).client, 'main').read('a.yml')).toEqual({ kind: 'missing' })
  })

  it.each<[string, Fault]>([
    ['a folder', { kind: 'mutate', change: (file) => [file] }],
    ['larger than GitHub shows', { kind: 'mutate', set: { content: '', encoding: 'none' } }],
    [
      'a link that leads elsewhere',
      { kind: 'mutate', set: { type: 'symlink', target: '../x' }, remove: ['content', 'encoding'] },
    ],
    ['a submodule', { kind: 'mutate', set: { type: 'submodule' }, remove: ['content', 'encoding'] }],
    ['an answer that is cut off', { kind: 'truncated', end: 'fin' }],
    ['no JSON', { kind: 'garbage' }],
    ['null', { kind: 'mutate', change: () => null }],
  ])('is not taken for an empty one where it is %s', async (_, fault) => {
    const { github, client } = await connection({ faults: [fault] })
    github.world.putFile('a.yml', 'job_type: dpo\n'.repeat(20))
    expect(await filesOn(client, 'main').read('a.yml')).toEqual({
      kind: 'unreadable',
      reason: expect.stringMatching(/./),
    })
  })

  it('that may not be read, or not now, is not taken for a missing one', async () => {
    const { client } = await connection({ permissions: { contents: 'none' } })
    expect(await filesOn(client, 'main').read('a.yml')).toEqual({
      kind: 'unreadable',
      reason: expect.stringMatching(/^reading a.yml on main: Resource not accessible.*contents: read/),
    })
    const broken = await connection({ faults: [{ kind: 'status', status: 502 }] })
    expect(await filesOn(broken.client, 'main').read('a.yml')).toEqual({
      kind: 'unreadable',
      reason: 'reading a.yml on main: HTTP 502: Bad Gateway',
    })
  })
})

const STATUS = { context: 'forge / a.yml', description: 'training · job 7', targetUrl: 'https://x.example/7' }

describe('the statuses of a commit', () => {
  it('are read the newest first, as they were set', async () => {
    const { github, client } = await connection()
    const store = githubStatuses(client, HEAD)
    await githubStatuses(client, OTHER).set({ ...STATUS, state: 'error' })
    for (const state of ['pending', 'success'] as const)
      expect(await store.set({ ...STATUS, state })).toEqual({ ok: true, value: undefined })
    const { targetUrl: _, ...bare } = STATUS
    expect(await store.set({ ...bare, state: 'failure', description: 'ünd 🚀' })).toMatchObject({ ok: true })
    expect(github.world.statuses.filter(({ sha }) => sha === HEAD).map(({ state }) => state)).toEqual([
      'pending', 'success', 'failure',
    ]) // prettier-ignore
    const author = 'github-actions[bot]'
    const createdAtMs = expect.any(Number) as unknown as number
    expect(await store.list()).toEqual({
      ok: true,
      value: [
        { context: 'forge / a.yml', description: 'ünd 🚀', createdAtMs, author },
        { ...STATUS, createdAtMs, author },
        { ...STATUS, createdAtMs, author },
      ],
    })
  })

  it('tell when they were set', async () => {
    const { client } = await connection()
    const beforeMs = Date.now()
    await githubStatuses(client, HEAD).set({ ...STATUS, state: 'pending' })
    const reply = await githubStatuses(client, HEAD).list()
    const [{ createdAtMs } = { createdAtMs: 0 }] = reply.ok ? reply.value : []
    expect(createdAtMs).toBeGreaterThan(beforeMs - 1_001)
    expect(createdAtMs).toBeLessThanOrEqual(Date.now())
  })

  it('are read to the last page', async () => {
    const { client } = await connection()
    const store = githubStatuses(client, HEAD)
    for (let n = 0; n < 101; n++) await store.set({ ...STATUS, state: 'pending' })
    const reply = await store.list()
    expect(reply.ok && reply.value).toHaveLength(101)
  })

  it('may lack everything', async () => {
    const change = (body: unknown) =>
      Array.isArray(body) ? [{ creator: null, created_at: 'x' }, null] : body
    const { client } = await connection({ faults: [{ kind: 'mutate', change }] })
    const nothing = { context: '', description: '', createdAtMs: 0, author: '' }
    expect(await githubStatuses(client, HEAD).list()).toEqual({ ok: true, value: [nothing, nothing] })
  })

  it('that the token may not set are a failure for good, which says what to add', async () => {
    const { github, client } = await connection({ permissions: { statuses: 'read' } })
    expect(await githubStatuses(client, HEAD).set({ ...STATUS, state: 'pending' })).toEqual({
      ok: false,
      isFinal: true,
      isGone: false,
      reason: expect.stringMatching(/^setting the commit status: Resource not accessible.*statuses: write/),
    })
    expect(github.world.statuses).toEqual([])
  })
})

/** The calls that can fail, with how their failure begins. */
const CALLS: readonly [string, (client: GitHub) => Promise<GitHubReply<unknown>>][] = [
  ['reading the pull request', (client) => pullRequest(client, PULL)],
  ['looking for the pull request of the commit', (client) => pullRequestsOf(client, HEAD)],
  ['looking for the pull request of the branch', (client) => pullRequestsFrom(client, 'acme', 'feature')],
  ['reading the commit statuses', (client) => githubStatuses(client, HEAD).list()],
  [
    'setting the commit status',
    (client) => githubStatuses(client, HEAD).set({ ...STATUS, state: 'pending' }),
  ],
]

describe.each(CALLS)('%s', (action, call) => {
  it.each<[string, Fault, boolean]>([
    ['a server that is overloaded', { kind: 'status', status: 503 }, false],
    ['the page of a proxy', { kind: 'html', status: 502 }, false],
    ['a reset', { kind: 'reset' }, false],
    ['a refusal', { kind: 'status', status: 403 }, true],
    ['a bad token', { kind: 'status', status: 401 }, true],
  ])('fails without an exception: %s', async (_, fault, isFinal) => {
    const { client } = await connection({ faults: [fault] })
    const reply = await call(client)
    expect(reply).toMatchObject({ ok: false, isFinal, isGone: false })
    expect(!reply.ok && reply.reason).toMatch(new RegExp(`^${action}: .+`))
    expect(!reply.ok && reply.reason).not.toContain(TOKEN)
  })

  it('is left alone for as long as GitHub asks for', async () => {
    const headers = { 'retry-after': '42' }
    const { client } = await connection({ faults: [{ kind: 'status', status: 403, headers }] })
    expect(await call(client)).toMatchObject({ ok: false, isFinal: false, retryAfterMs: 42_000 })
  })
})

describe.each(CALLS.slice(0, -1))('%s', (_, call) => {
  it.each<[string, Fault]>([
    ['is cut off', { kind: 'truncated', end: 'reset' }],
    ['ends too early', { kind: 'truncated' }],
    ['is no JSON', { kind: 'garbage' }],
    ['is a page', { kind: 'html', status: 200 }],
    ['is something else', { kind: 'mutate', change: () => ({ message: 'hi' }) }],
    ['is null', { kind: 'mutate', change: () => null }],
    ['is empty', { kind: 'status', status: 204, body: '' }],
  ])('takes an answer that %s for none', async (_what, fault) => {
    const { client } = await connection({ faults: [fault] })
    expect(await call(client)).toMatchObject({ ok: false, isFinal: false, isGone: false })
  })
})

it('a pull request in a list that is none breaks the list', async () => {
  const change = (body: unknown) => (Array.isArray(body) ? [...(body as object[]), { number: '8' }] : body)
  const { github, client } = await connection({ faults: [{ kind: 'mutate', change }] })
  github.addPull({ number: 7, head: OURS })
  expect(await pullRequestsOf(client, HEAD)).toMatchObject({ ok: false, isFinal: false })
  expect(await pullRequestsFrom(client, 'acme', 'feature')).toMatchObject({ ok: false, isFinal: false })
})
