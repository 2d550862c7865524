import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from '@jest/globals'
import { Ajv, type AnySchemaObject } from 'ajv'
import formats from 'ajv-formats'
import { DESCRIPTIONS } from '../external-validators/descriptions.ts'
import { ManualClock } from './clock.ts'
import { DEFAULT_TOKEN, GitHubSimulator, type GitHubOptions } from './github.ts'
import type { SimulatedApprovals } from './simulated-approvals.ts'
import { createUser } from './simulated-repository.ts'

const repo = '/repos/octo-org/models'
const [sha, next] = ['a'.repeat(40), 'b'.repeat(40)]
const running: GitHubSimulator[] = []
/** GitHub's description of the API. OpenAPI allows keywords that JSON Schema does not know. */
const ajv = new Ajv({ allErrors: true, strict: false })
formats.default(ajv)
ajv.addSchema(JSON.parse(readFileSync(DESCRIPTIONS.github, 'utf8')) as AnySchemaObject, 'github')

/** The path of each operation, and the schema of its response. */
const OPERATIONS: readonly (readonly [string, string, AnySchemaObject])[] = [
  ['listReviews', '/pulls/1/reviews', listOf('pull-request-review')],
  ['listEvents', '/issues/1/events', listOf('issue-event-for-issue')],
  ['getRole', '/collaborators/ada/permission', component('repository-collaborator-permission')],
  ['listActivity', '/activity', listOf('activity')],
]

function component(name: string): AnySchemaObject {
  return { $ref: `github#/components/schemas/${name}` }
}

function listOf(name: string): AnySchemaObject {
  return { type: 'array', items: component(name) }
}

/** Starts GitHub with the pull request #1. */
async function hub(options: GitHubOptions = {}) {
  const clock = new ManualClock()
  const github = new GitHubSimulator({ clock, seed: 'test', ...options })
  running.push(github)
  await github.start()
  const { approvals } = github
  github.addPull({ head: { ref: 'feature', sha, repo: 'octo-org/models' } })
  const get = async (path: string) => {
    const headers = { authorization: `Bearer ${DEFAULT_TOKEN}` }
    const response = await fetch(`${github.url}${repo}${path}`, { headers })
    const body: unknown = await response.json()
    return { status: response.status, link: response.headers.get('link'), body }
  }
  return { github, approvals, clock, get }
}

afterEach(async () => {
  for (const github of running.splice(0)) {
    await github.stop()
    expect(github.violations).toEqual([])
  }
})

/** What happens in a repository of which every route then has something to list. */
function useEverything(approvals: SimulatedApprovals): void {
  approvals.addReview(1, { login: 'ada', state: 'PENDING' })
  for (const isByPush of [true, false]) {
    const { id } = approvals.addReview(1, { login: 'ada', state: 'APPROVED' })
    approvals.dismissReview(1, id, { login: 'github-actions[bot]', isByPush })
  }
  approvals.setLabel(1, 'approved to train', { login: 'github-actions[bot]' })
  approvals.removeLabel(1, 'approved to train', { login: 'org', type: 'Organization' })
  approvals.setLabel(1, 'large', { login: 'ada' })
  approvals.setRole('ada', 'trainer', 'write')
  approvals.recordPush('feature', sha, 'ada')
  approvals.recordPush('feature', next, 'ada', 'force_push')
}

it.each(OPERATIONS)('%s answers in the shape that GitHub describes', async (operation, path, schema) => {
  const { github, approvals, get } = await hub()
  useEverything(approvals)
  const { body } = await get(path)
  expect([ajv.validate(schema, body), ajv.errors]).toEqual([true, null])
  expect(Array.isArray(body) ? body.length : 1).toBeGreaterThan(0)
  expect(github.requests.map((request) => request.operation)).toEqual([operation])
})

it.each([
  ['/pulls/1', 'pull-request'],
  ['/issues/1', 'issue'],
])('%s has labels in the shape that GitHub describes', async (path, name) => {
  const { approvals, get } = await hub()
  useEverything(approvals)
  const { labels } = (await get(path)).body as { readonly labels: unknown }
  expect([ajv.validate(component(`${name}/properties/labels`), labels), ajv.errors]).toEqual([true, null])
  expect(labels).toMatchObject([{ name: 'large' }])
})

describe('reviews', () => {
  it('are listed in the order of their submission, with all their fields', async () => {
    const { github, approvals, clock, get } = await hub()
    const first = approvals.addReview(1, { login: 'ada', state: 'APPROVED' })
    await clock.advance(61_500)
    const second = approvals.addReview(1, { login: 'linter[bot]', state: 'COMMENTED' })
    approvals.addReview(github.addPull().number, { login: 'eve', state: 'APPROVED' })
    const pull = `${github.url}${repo}/pulls/1`
    const page = `https://github.com/octo-org/models/pull/1#pullrequestreview-${first.id}`
    expect(await get('/pulls/1/reviews')).toMatchObject({
      status: 200,
      body: [
        {
          id: first.id,
          user: { login: 'ada', type: 'User' },
          state: 'APPROVED',
          html_url: page,
          pull_request_url: pull,
          _links: { html: { href: page }, pull_request: { href: pull } },
          submitted_at: '2026-01-05T09:00:00Z',
          commit_id: sha,
          author_association: 'MEMBER',
        },
        {
          id: second.id,
          user: { login: 'linter[bot]', type: 'Bot' },
          state: 'COMMENTED',
          submitted_at: '2026-01-05T09:01:01Z',
          author_association: 'NONE',
        },
      ],
    })
    expect(second.id).toBeGreaterThan(first.id)
  })

  it('have no time while they are pending', async () => {
    const { approvals, get } = await hub()
    approvals.addReview(1, { login: 'ada', state: 'PENDING' })
    const { body } = await get('/pulls/1/reviews')
    expect(body).toMatchObject([{ state: 'PENDING' }])
    expect((body as unknown[])[0]).not.toHaveProperty('submitted_at')
  })

  it('come in pages', async () => {
    const { approvals, get } = await hub()
    for (let n = 0; n < 3; n++) approvals.addReview(1, { login: `user-${n}`, state: 'APPROVED' })
    const page = await get('/pulls/1/reviews?per_page=2')
    expect(page.body).toHaveLength(2)
    expect(page.link).toMatch(/[?&]page=2>; rel="next"/)
    expect((await get('/pulls/1/reviews?per_page=2&page=2')).body).toMatchObject([
      { user: { login: 'user-2' } },
    ])
  })

  it.each([
    ['by hand', false],
    ['by a push', true],
  ])('can be dismissed %s', async (_, isByPush) => {
    const { approvals, clock, get } = await hub()
    const { id } = approvals.addReview(1, { login: 'ada', state: 'CHANGES_REQUESTED' })
    await clock.advance(5_000)
    approvals.dismissReview(1, id, { login: 'bob', isByPush })
    expect((await get('/pulls/1/reviews')).body).toMatchObject([
      { id, state: 'DISMISSED', user: { login: 'ada' }, submitted_at: '2026-01-05T09:00:00Z' },
    ])
    const dismissal = { state: 'changes_requested', review_id: id }
    expect((await get('/issues/1/events')).body).toMatchObject([
      {
        event: 'review_dismissed',
        actor: { login: 'bob' },
        created_at: '2026-01-05T09:00:05Z',
        dismissed_review: isByPush
          ? { ...dismissal, dismissal_message: null, dismissal_commit_id: sha }
          : { ...dismissal, dismissal_message: 'No longer valid' },
      },
    ])
    expect(JSON.stringify(await get('/issues/1/events')).includes('dismissal_commit_id')).toBe(isByPush)
  })

  it('cannot be dismissed if GitHub would refuse to', async () => {
    const { github, approvals } = await hub()
    const bob = { login: 'bob' }
    const { id } = approvals.addReview(1, { login: 'ada', state: 'COMMENTED' })
    expect(() => approvals.dismissReview(1, id, bob)).toThrow('cannot dismiss a review that is COMMENTED')
    expect(() => approvals.dismissReview(1, id + 1, bob)).toThrow(`#1 has no review ${id + 1}`)
    const issue = github.addIssue().number
    expect(() => approvals.addReview(issue, { login: 'ada', state: 'APPROVED' })).toThrow(
      `#${issue} is not a pull request`,
    )
    expect(() => approvals.addReview(99, { login: 'ada', state: 'APPROVED' })).toThrow('no issue or pull')
  })
})

describe('labels', () => {
  it('are in the pull request, and their changes are events', async () => {
    const { approvals, clock, get } = await hub()
    const names = async (path: string) =>
      ((await get(path)).body as { labels: { name: string }[] }).labels.map(({ name }) => name)
    approvals.setLabel(1, 'approved to train', { login: 'ada' })
    approvals.setLabel(1, 'approved to train', { login: 'bob' })
    approvals.setLabel(1, 'large', { login: 'github-actions[bot]' })
    expect([await names('/pulls/1'), await names('/issues/1')]).toEqual([
      ['approved to train', 'large'],
      ['approved to train', 'large'],
    ])
    await clock.advance(1_000)
    approvals.removeLabel(1, 'approved to train', { login: 'bob' })
    approvals.removeLabel(1, 'approved to train', { login: 'bob' })
    expect(await names('/pulls/1')).toEqual(['large'])
    const { body } = await get('/issues/1/events')
    expect(body).toMatchObject([
      {
        event: 'labeled',
        actor: { login: 'ada', type: 'User' },
        label: { name: 'approved to train' },
        created_at: '2026-01-05T09:00:00Z',
        performed_via_github_app: null,
      },
      {
        event: 'labeled',
        actor: { login: 'github-actions[bot]', type: 'Bot' },
        label: { name: 'large' },
        performed_via_github_app: { slug: 'github-actions' },
      },
      {
        event: 'unlabeled',
        actor: { login: 'bob' },
        label: { name: 'approved to train' },
        created_at: '2026-01-05T09:00:01Z',
      },
    ])
    expect(body).toHaveLength(3)
  })

  it('can be there from the start, without an event', async () => {
    const { github, get } = await hub()
    const { number } = github.addIssue({ labels: ['bug'] })
    expect((await get(`/issues/${number}`)).body).toMatchObject({ labels: [{ name: 'bug' }] })
    expect((await get(`/issues/${number}/events`)).body).toEqual([])
  })
})

describe('roles', () => {
  it.each([
    ['admin', 'admin', { admin: true, maintain: true, push: true, triage: true, pull: true }],
    ['maintain', 'write', { admin: false, maintain: true, push: true, triage: true, pull: true }],
    ['write', 'write', { admin: false, maintain: false, push: true, triage: true, pull: true }],
    ['triage', 'read', { admin: false, maintain: false, push: false, triage: true, pull: true }],
    ['read', 'read', { admin: false, maintain: false, push: false, triage: false, pull: true }],
    ['none', 'none', { admin: false, maintain: false, push: false, triage: false, pull: false }],
  ])('%s has the permission %s', async (name, permission, permissions) => {
    const { approvals, get } = await hub()
    approvals.setRole('Ada', name)
    expect(await get('/collaborators/ada/permission')).toMatchObject({
      status: 200,
      body: { permission, role_name: name, user: { login: 'ada', role_name: name, permissions } },
    })
  })

  it('can be custom, with a permission', async () => {
    const { approvals, get } = await hub()
    approvals.setRole('ada', 'trainer', 'write')
    expect((await get('/collaborators/ada/permission')).body).toMatchObject({
      permission: 'write',
      role_name: 'trainer',
      user: { permissions: { push: true, maintain: false } },
    })
    expect(() => approvals.setRole('ada', 'trainer')).toThrow('the custom role trainer needs a permission')
  })

  it('are `read` for everybody else, and unknown for bots', async () => {
    const { approvals, get } = await hub()
    expect((await get('/collaborators/someone/permission')).body).toMatchObject({ role_name: 'read' })
    expect(await get('/collaborators/app%5Bbot%5D/permission')).toMatchObject({
      status: 404,
      body: { message: 'app[bot] is not a user' },
    })
    approvals.setRole('someone', undefined)
    expect((await get('/collaborators/someone/permission')).status).toBe(404)
    approvals.setRole('app[bot]', 'write')
    expect((await get('/collaborators/app[bot]/permission')).body).toMatchObject({ role_name: 'write' })
  })
})

describe('activity', () => {
  it('lists pushes to all branches, newest first', async () => {
    const { approvals, clock, get } = await hub()
    approvals.recordPush('feature', sha, 'ada')
    await clock.advance(1_000)
    approvals.recordPush('refs/heads/feature', next, 'renovate[bot]')
    approvals.recordPush('main', next, 'bob', 'pr_merge')
    const zeros = '0'.repeat(40)
    const { body } = await get('/activity')
    expect(body).toMatchObject([
      {
        ref: 'refs/heads/main',
        before: zeros,
        after: next,
        activity_type: 'pr_merge',
        actor: { login: 'bob' },
      },
      {
        ref: 'refs/heads/feature',
        before: sha,
        after: next,
        activity_type: 'push',
        actor: { login: 'renovate[bot]', type: 'Bot' },
        timestamp: '2026-01-05T09:00:01Z',
      },
      {
        ref: 'refs/heads/feature',
        before: zeros,
        after: sha,
        activity_type: 'branch_creation',
        actor: { login: 'ada' },
      },
    ])
    expect((await get('/activity?per_page=1')).body).toMatchObject([{ ref: 'refs/heads/main' }])
  })

  it.each(['a/b', 'refs/heads/a/b', 'refs%2Fheads%2Fa%2Fb'])('lists those to the branch %s', async (ref) => {
    const { approvals, get } = await hub()
    approvals.recordPush('a/b', sha, 'ada')
    for (const other of ['a', 'b', 'a/b/c', 'A/B']) approvals.recordPush(other, sha, 'eve')
    approvals.recordPush('a/b', next, 'bob')
    expect((await get(`/activity?ref=${ref}`)).body).toMatchObject([
      { ref: 'refs/heads/a/b', actor: { login: 'bob' } },
      { ref: 'refs/heads/a/b', actor: { login: 'ada' } },
    ])
    const page = await get(`/activity?ref=${ref}&per_page=1`)
    expect(page.body).toMatchObject([{ actor: { login: 'bob' } }])
    expect(page.link).toMatch(/[?&]ref=(a|refs%2Fheads%2Fa)%2Fb&.*rel="next"/)
  })

  it('lists nothing for a branch without pushes', async () => {
    const { approvals, get } = await hub()
    approvals.recordPush('feature', sha, 'ada')
    expect(await get('/activity?ref=main')).toMatchObject({ status: 200, body: [] })
  })
})

describe('comments of people', () => {
  it('keep their author when they are edited', async () => {
    const { github, clock, get } = await hub()
    const { id } = github.addComment(1, '/approve', createUser('ada'))
    github.addComment(1, 'Importing', createUser('importer', 'Mannequin'))
    await clock.advance(2_000)
    github.editComment(id, '/approve 2')
    expect((await get('/issues/1/comments')).body).toMatchObject([
      {
        id,
        body: '/approve 2',
        user: { login: 'ada', type: 'User' },
        created_at: '2026-01-05T09:00:00Z',
        updated_at: '2026-01-05T09:00:02Z',
      },
      { user: { login: 'importer', type: 'Mannequin' }, updated_at: '2026-01-05T09:00:00Z' },
    ])
    expect(() => github.editComment(id + 9, 'x')).toThrow(`there is no comment ${id + 9}`)
  })

  it('are edited in lists after listDelayMs', async () => {
    const { github, clock, get } = await hub({ listDelayMs: 2_000 })
    const { id } = github.addComment(1, 'before', createUser('ada'))
    github.editComment(id, 'after')
    expect((await get('/issues/1/comments')).body).toMatchObject([{ body: 'before' }])
    await clock.advance(2_000)
    expect((await get('/issues/1/comments')).body).toMatchObject([{ body: 'after' }])
  })
})

it.each(OPERATIONS)('%s takes faults', async (operation, path) => {
  const fault = { kind: 'status', status: 500, on: { operation, nth: 1 } } as const
  const { get } = await hub({ faults: [fault] })
  expect([(await get(path)).status, (await get(path)).status]).toEqual([500, 200])
})

it.each<[string, NonNullable<GitHubOptions['permissions']>, number]>([
  ['/pulls/1/reviews', { pull_requests: 'none' }, 403],
  ['/issues/1/events', { pull_requests: 'none' }, 200],
  ['/issues/1/events', { issues: 'none' }, 200],
  ['/issues/2/events', { issues: 'none' }, 403],
  ['/issues/1/events', { issues: 'none', pull_requests: 'none' }, 403],
  ['/collaborators/ada/permission', { issues: 'none', pull_requests: 'none', contents: 'none' }, 200],
  ['/activity', { contents: 'none' }, 403],
])('%s with the permissions %j returns %i', async (path, permissions, status) => {
  const { github, get } = await hub({ permissions })
  github.addIssue()
  expect((await get(path)).status).toBe(status)
})

it.each(['/pulls/2/reviews', '/pulls/9/reviews', '/issues/9/events'])('%s is not found', async (path) => {
  const { github, get } = await hub()
  github.addIssue()
  expect((await get(path)).status).toBe(404)
})

it('Gitea names states differently, and keeps the state of a dismissed review', async () => {
  const { approvals, clock, get } = await hub({ prefix: '/api/v1' })
  const [first] = (['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'] as const).map((state, n) =>
    approvals.addReview(1, { login: `ada-${n}`, state }),
  )
  const [submitted_at, updated_at] = ['2026-01-05T09:00:00Z', '2026-01-05T09:00:02Z']
  await clock.advance(2_000)
  approvals.dismissReview(1, first?.id ?? 0, { login: 'bob' })
  expect((await get('/pulls/1/reviews')).body).toMatchObject([
    { state: 'APPROVED', dismissed: true, submitted_at, updated_at },
    { state: 'REQUEST_CHANGES', dismissed: false, submitted_at, updated_at: submitted_at },
    { state: 'COMMENT', dismissed: false, submitted_at, updated_at: submitted_at },
  ])
})

it('Gitea dismisses the older reviews of a person with each new one that decides', async () => {
  const { approvals, clock, get } = await hub({ prefix: '/api/v1' })
  for (const state of ['APPROVED', 'CHANGES_REQUESTED', 'APPROVED', 'COMMENTED'] as const) {
    approvals.addReview(1, { login: 'ada', state })
    await clock.advance(1_000)
  }
  const updated_at = '2026-01-05T09:00:02Z'
  expect((await get('/pulls/1/reviews')).body).toMatchObject([
    { state: 'APPROVED', dismissed: true, updated_at },
    { state: 'REQUEST_CHANGES', dismissed: true, updated_at },
    { state: 'APPROVED', dismissed: false, updated_at },
    { state: 'COMMENT', dismissed: false },
  ])
})

it.each(['/issues/1/events', '/activity'])('Gitea has no %s', async (path) => {
  const { get } = await hub({ prefix: '/api/v1' })
  expect((await get(path)).status).toBe(404)
})
