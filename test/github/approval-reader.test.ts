import { afterEach, describe, expect, it } from '@jest/globals'
import type { ApprovalReader, Push } from '../../src/approval/approval-reader.ts'
import { githubApprovalReader } from '../../src/github/approval-reader.ts'
import { GitHubClient } from '../../src/github/github-client.ts'
import type { GitHubResult } from '../../src/state/github.ts'
import { RefusalHistory } from '../../src/state/refusal-history.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { ManualClock } from '../simulator/clock.ts'
import type { Fault } from '../simulator/faults.ts'
import type { GitHubOptions } from '../simulator/github.ts'
import { createUser, type Actor } from '../simulator/simulated-repository.ts'
import { clientOptions, PULL, startGitHub, stopGitHubs, TOKEN } from './comments-api.ts'

afterEach(stopGitHubs)

const [COMMIT, OTHER, NO_COMMIT] = ['a'.repeat(40), 'b'.repeat(40), '0'.repeat(40)]
const START_MS = Date.UTC(2026, 0, 5, 9)
/** As the server tells, with the id. */
const accountOf = (login: string) => ({ login, id: createUser(login).id, isBot: login.endsWith('[bot]') })
const ADA = accountOf('ada')
const BOT = accountOf('linter[bot]')
const GHOST = { login: 'ghost', isBot: true }

/** Starts GitHub at START_MS, with a reader for its pull request. */
async function startReader(options: GitHubOptions = {}) {
  const clock = new ManualClock(START_MS)
  const github = await startGitHub({ clock, ...options })
  const ownClock = new VirtualClock()
  const refusals = new RefusalHistory(ownClock)
  const client = new GitHubClient(clientOptions(github.url, { clock: ownClock, refusals }))
  return { github, approvals: github.approvals, clock, ownClock, reader: githubApprovalReader(client, PULL) }
}

/** Sets these fields of each item of a list, or of an object. */
function withFields(fields: object): Fault {
  const change = (body: unknown) =>
    Array.isArray(body)
      ? (body as object[]).map((item) => ({ ...item, ...fields }))
      : { ...(body as object), ...fields }
  return { kind: 'mutate', change }
}

const authors = (result: GitHubResult<readonly Push[]>) =>
  result.ok ? result.value.map(({ author }) => author.login) : result.message

const INVALID = {
  ok: false,
  isPermanent: false,
  isNotFound: false,
  message: expect.stringMatching(/: the response is invalid$/),
}

describe('reviews', () => {
  it('are read oldest first, with all their fields', async () => {
    const { github, approvals, clock, reader } = await startReader()
    const first = approvals.addReview(PULL, { login: 'ada', state: 'APPROVED' })
    await clock.advance(1_500)
    const second = approvals.addReview(PULL, { login: 'linter[bot]', state: 'CHANGES_REQUESTED' })
    approvals.addReview(github.addPull().number, { login: 'eve', state: 'APPROVED' })
    approvals.dismissReview(PULL, first.id, { login: 'bob' })
    const url = `https://github.com/acme/models/pull/${PULL}#pullrequestreview-`
    expect(await reader.reviews()).toEqual({
      ok: true,
      value: [
        {
          id: first.id,
          author: ADA,
          state: 'DISMISSED',
          submittedAtMs: START_MS,
          commit: first.commit,
          url: `${url}${first.id}`,
          isInsider: true,
        },
        {
          id: second.id,
          author: BOT,
          state: 'CHANGES_REQUESTED',
          submittedAtMs: START_MS + 1_000,
          commit: second.commit,
          url: `${url}${second.id}`,
          isInsider: false,
        },
      ],
    })
  })

  it('are ordered by time and then by id: a pending review has its id before it is submitted', async () => {
    const change = (body: unknown) => (body as object[]).map((item, n) => ({ ...item, id: 9 - n }))
    const { approvals, clock, reader } = await startReader({ faults: [{ kind: 'mutate', change }] })
    for (const state of ['APPROVED', 'COMMENTED', 'CHANGES_REQUESTED'] as const) {
      approvals.addReview(PULL, { login: 'ada', state })
      await clock.advance(state === 'APPROVED' ? 1_000 : 0)
    }
    expect(await reader.reviews()).toMatchObject({
      value: [
        { state: 'APPROVED', id: 9 },
        { state: 'CHANGES_REQUESTED', id: 7 },
        { state: 'COMMENTED', id: 8 },
      ],
    })
  })

  it.each<[string, object]>([
    ['pending', { submitted_at: undefined }],
    ['pending, with a null', { submitted_at: null }],
    ['by a deleted account', { user: null }],
  ])('that are %s are left out', async (_, fields) => {
    const { approvals, reader } = await startReader({ faults: [withFields(fields)] })
    approvals.addReview(PULL, { login: 'ada', state: 'APPROVED' })
    expect(await reader.reviews()).toEqual({ ok: true, value: [] })
  })

  it.each([null, undefined])('may have no commit any more: %s', async (commit) => {
    const { approvals, reader } = await startReader({ faults: [withFields({ commit_id: commit })] })
    const { id } = approvals.addReview(PULL, { login: 'ada', state: 'APPROVED' })
    expect(await reader.reviews()).toMatchObject({ ok: true, value: [{ id, commit: undefined }] })
  })

  it('that are pending are left out, those beside them are not', async () => {
    const { approvals, reader } = await startReader()
    approvals.addReview(PULL, { login: 'ada', state: 'PENDING' })
    approvals.addReview(PULL, { login: 'ada', state: 'APPROVED' })
    expect(await reader.reviews()).toMatchObject({ value: [{ state: 'APPROVED' }] })
  })

  it.each<[unknown, string]>([
    [true, 'DISMISSED'],
    [false, 'APPROVED'],
    [null, 'APPROVED'],
  ])('of Gitea with `dismissed: %s` have the state %s', async (dismissed, state) => {
    const { approvals, reader } = await startReader({ faults: [withFields({ dismissed })] })
    const { id } = approvals.addReview(PULL, { login: 'ada', state: 'APPROVED' })
    expect(await reader.reviews()).toMatchObject({ ok: true, value: [{ id, author: ADA, state }] })
  })

  it.each(['APPROVED', 'CHANGES_REQUESTED'] as const)(
    'of Gitea that are dismissed tell when, and that they were %s',
    async (state) => {
      const { approvals, clock, reader } = await startReader({ prefix: '/api/v1' })
      const { id } = approvals.addReview(PULL, { login: 'ada', state })
      approvals.addReview(PULL, { login: 'cyd', state })
      await clock.advance(2_000)
      approvals.dismissReview(PULL, id, { login: 'bob' })
      const result = await reader.reviews()
      expect(result.ok && result.value.map((review) => [review.state, review.dismissal])).toEqual([
        ['DISMISSED', { previousState: state, atMs: START_MS + 2_000 }],
        [state, undefined],
      ])
    },
  )

  it.each([undefined, null, 'soon'])('of an older Gitea may be dismissed at %s', async (updated_at) => {
    const fields = { dismissed: true, updated_at }
    const { approvals, reader } = await startReader({ faults: [withFields(fields)] })
    approvals.addReview(PULL, { login: 'ada', state: 'APPROVED' })
    const result = await reader.reviews()
    expect(result.ok && result.value[0]?.dismissal).toEqual({ previousState: 'APPROVED', atMs: undefined })
  })

  it('of Gitea that request changes have the state of GitHub', async () => {
    const { approvals, reader } = await startReader({ prefix: '/api/v1' })
    approvals.addReview(PULL, { login: 'ada', state: 'CHANGES_REQUESTED' })
    expect(await reader.reviews()).toMatchObject({ ok: true, value: [{ state: 'CHANGES_REQUESTED' }] })
  })

  it.each([
    ['REQUEST_CHANGES', 60_000],
    ['APPROVED', 0],
  ])('of Gitea that were begun before they were finished: %s', async (state, afterMs) => {
    const fields = { state, updated_at: new Date(START_MS + 60_000).toISOString() }
    const { approvals, reader } = await startReader({ faults: [withFields(fields)] })
    approvals.addReview(PULL, { login: 'ada', state: 'APPROVED' })
    expect(await reader.reviews()).toMatchObject({ value: [{ submittedAtMs: START_MS + afterMs }] })
  })

  it.each<[string, object]>([
    ['no id', { id: undefined }],
    ['an id that is text', { id: '7' }],
    ['no user', { user: undefined }],
    ['a user without a login', { user: { id: 7, type: 'User' } }],
    ['no state', { state: undefined }],
    ['no valid time', { submitted_at: 'yesterday' }],
    ['a time without a year', { submitted_at: '05-01 09:00' }],
  ])('with %s are an error', async (_, fields) => {
    const { approvals, reader } = await startReader({ faults: [withFields(fields)] })
    approvals.addReview(PULL, { login: 'ada', state: 'APPROVED' })
    expect(await reader.reviews()).toEqual(INVALID)
  })
})

describe('comments', () => {
  it('are read oldest first, with all their fields', async () => {
    const { github, clock, reader } = await startReader({ isListShuffled: true })
    const { id } = github.addComment(PULL, '/approve', createUser('ada'))
    await clock.advance(2_000)
    const texts = Array.from({ length: 9 }, (_, n) => String(n))
    for (const text of texts) github.addComment(PULL, text, createUser('linter[bot]', 'Bot'))
    github.editComment(id, '/approve 3')
    const result = await reader.comments()
    const url = `https://github.com/acme/models/pull/${PULL}#issuecomment-${id}`
    expect(result.ok && result.value.map(({ body }) => body)).toEqual(['/approve 3', ...texts])
    expect(result.ok && result.value[0]).toEqual({
      id,
      author: ADA,
      body: '/approve 3',
      createdAtMs: START_MS,
      updatedAtMs: START_MS + 2_000,
      url,
      isInsider: true,
    })
    expect(result.ok && result.value[1]).toMatchObject({ author: BOT, updatedAtMs: START_MS + 2_000 })
  })

  it.each<[Actor['association'], boolean]>([
    ['MEMBER', true],
    ['COLLABORATOR', true],
    ['CONTRIBUTOR', false],
    ['NONE', false],
  ])('by a %s seem to be by an insider: %s', async (association, isInsider) => {
    const { github, reader } = await startReader()
    github.addComment(PULL, 'x', { ...createUser('ada'), association })
    expect(await reader.comments()).toMatchObject({ ok: true, value: [{ isInsider }] })
  })

  it.each<[string, Actor['type'], boolean]>([
    ['ada', 'User', false],
    ['ada[bot]', 'User', true],
    ['ada', 'Bot', true],
    ['ada', 'Organization', true],
    ['ada', 'Mannequin', true],
  ])('by %s of the type %s: a bot is %s', async (login, type, isBot) => {
    const { github, reader } = await startReader()
    github.addComment(PULL, 'x', createUser(login, type))
    expect(await reader.comments()).toMatchObject({ ok: true, value: [{ author: { login, isBot } }] })
  })

  it.each([
    ['ada', false],
    ['linter[bot]', true],
  ])('by %s of no type, as on Gitea: a bot is %s', async (login, isBot) => {
    const { github, reader } = await startReader({ faults: [withFields({ user: { login } })] })
    github.addComment(PULL, 'x', createUser('someone'))
    expect(await reader.comments()).toMatchObject({ ok: true, value: [{ author: { login, isBot } }] })
  })

  it('by deleted accounts are left out', async () => {
    const { github, reader } = await startReader({ faults: [withFields({ user: null })] })
    github.addComment(PULL, 'x', createUser('ada'))
    expect(await reader.comments()).toEqual({ ok: true, value: [] })
  })

  it('without a text and a page are read', async () => {
    const { github, reader } = await startReader({
      faults: [withFields({ body: undefined, html_url: undefined })],
    })
    github.addComment(PULL, 'x', createUser('ada'))
    const result = await reader.comments()
    expect(result).toMatchObject({ ok: true, value: [{ author: ADA, body: '' }] })
    expect(result.ok && result.value[0]?.url).toBeUndefined()
  })

  it.each<[string, object]>([
    ['no id', { id: null }],
    ['a user without a login', { user: { login: '' } }],
    ['no time', { created_at: null }],
    ['no time of the last change', { updated_at: 'now' }],
  ])('with %s are an error', async (_, fields) => {
    const { github, reader } = await startReader({ faults: [withFields(fields)] })
    github.addComment(PULL, 'x', createUser('ada'))
    expect(await reader.comments()).toEqual(INVALID)
  })

  it('of Gitea, which come in one page, are read', async () => {
    const { github, reader } = await startReader({ prefix: '/api/v1' })
    for (let n = 0; n < 120; n++) github.addComment(PULL, String(n), createUser('ada'))
    const result = await reader.comments()
    expect(result.ok && result.value).toHaveLength(120)
  })
})

describe('events', () => {
  it('are read oldest first, with all their fields', async () => {
    const { approvals, clock, reader } = await startReader()
    approvals.setLabel(PULL, 'approved to train', { login: 'ada' })
    await clock.advance(1_000)
    approvals.removeLabel(PULL, 'approved to train', { login: 'linter[bot]' })
    const [one, two] = [
      approvals.addReview(PULL, { login: 'bob', state: 'APPROVED' }),
      approvals.addReview(PULL, { login: 'bob', state: 'CHANGES_REQUESTED' }),
    ]
    approvals.dismissReview(PULL, one.id, { login: 'ada', isByPush: true })
    await clock.advance(1_000)
    approvals.dismissReview(PULL, two.id, { login: 'ada' })
    const [id, kind] = [expect.any(Number), 'review_dismissed']
    expect(await reader.events()).toEqual({
      ok: true,
      value: [
        { id, actor: ADA, atMs: START_MS, kind: 'labeled', label: 'approved to train' },
        { id, actor: BOT, atMs: START_MS + 1_000, kind: 'unlabeled', label: 'approved to train' },
        {
          id,
          actor: ADA,
          atMs: START_MS + 1_000,
          kind,
          reviewId: one.id,
          previousState: 'approved',
          isByPush: true,
        },
        {
          id,
          actor: ADA,
          atMs: START_MS + 2_000,
          kind,
          reviewId: two.id,
          previousState: 'changes_requested',
          isByPush: false,
        },
      ],
    })
  })

  it('of a dismissal without a commit are not by a push', async () => {
    const dismissed_review = { state: 'approved', review_id: 7, dismissal_commit_id: null }
    const { approvals, reader } = await startReader({ faults: [withFields({ dismissed_review })] })
    const { id } = approvals.addReview(PULL, { login: 'bob', state: 'APPROVED' })
    approvals.dismissReview(PULL, id, { login: 'ada', isByPush: true })
    expect(await reader.events()).toMatchObject({ value: [{ reviewId: 7, isByPush: false }] })
  })

  it.each<[string, object]>([
    ['of another kind', { event: 'assigned', label: undefined }],
    ['of another kind by nobody', { event: 'closed', actor: null }],
  ])('%s are left out', async (_, fields) => {
    const { approvals, reader } = await startReader({ faults: [withFields(fields)] })
    approvals.setLabel(PULL, 'x', { login: 'ada' })
    expect(await reader.events()).toEqual({ ok: true, value: [] })
  })

  it('of a deleted account stay: what it removed stays removed', async () => {
    const { approvals, reader } = await startReader({ faults: [withFields({ actor: null })] })
    approvals.setLabel(PULL, 'x', { login: 'ada' })
    approvals.removeLabel(PULL, 'x', { login: 'ada' })
    const { id } = approvals.addReview(PULL, { login: 'bob', state: 'APPROVED' })
    approvals.dismissReview(PULL, id, { login: 'ada' })
    expect(await reader.events()).toMatchObject({
      value: [
        { kind: 'labeled', label: 'x', actor: GHOST },
        { kind: 'unlabeled', label: 'x', actor: GHOST },
        { kind: 'review_dismissed', reviewId: id, actor: GHOST },
      ],
    })
  })

  it.each<[string, object]>([
    ['no kind', { event: undefined }],
    ['no id', { id: undefined }],
    ['an actor without a login', { actor: {} }],
    ['no time', { created_at: undefined }],
    ['no label', { label: undefined }],
    ['a label without a name', { label: { name: null } }],
    ['no review', { event: 'review_dismissed' }],
    ['no id of the review', { event: 'review_dismissed', dismissed_review: { state: 'approved' } }],
    ['no state of the review', { event: 'review_dismissed', dismissed_review: { review_id: 7 } }],
  ])('with %s are an error', async (_, fields) => {
    const { approvals, reader } = await startReader({ faults: [withFields(fields)] })
    approvals.setLabel(PULL, 'x', { login: 'ada' })
    expect(await reader.events()).toEqual(INVALID)
  })

  it('are an error on Gitea, which has none, without a request', async () => {
    const { github, reader } = await startReader({ prefix: '/api/v1' })
    expect(await reader.reviews()).toMatchObject({ ok: true })
    expect(await reader.events()).toMatchObject({
      ok: false,
      isNotFound: true,
      isPermanent: true,
      message: expect.stringMatching(/Gitea and Forgejo .*`by: \[review, comment\]`/),
    })
    expect(github.requests.map(({ operation }) => operation)).toEqual(['listReviews'])
  })
})

async function roleOf(reader: ApprovalReader, login: string): Promise<GitHubResult<string | undefined>> {
  const permission = await reader.permissionOf(login)
  return permission.ok ? { ok: true, value: permission.value.role } : permission
}

describe('a role', () => {
  it.each(['admin', 'maintain', 'write', 'triage', 'read'])('reads the role %s', async (name) => {
    const { approvals, reader } = await startReader()
    approvals.setRole('ada', name)
    expect(await roleOf(reader, 'ada')).toEqual({ ok: true, value: name })
  })

  it.each(['admin', 'write', 'read'] as const)('reads a custom role based on %s', async (permission) => {
    const { approvals, reader } = await startReader()
    approvals.setRole('ada', 'trainer', permission)
    expect(await roleOf(reader, 'ada')).toEqual({ ok: true, value: permission })
  })

  it.each(['none', 'trainer'])('is undefined for the role %s without permission', async (name) => {
    const { approvals, reader } = await startReader()
    approvals.setRole('ada', name, 'none')
    expect(await roleOf(reader, 'ada')).toEqual({ ok: true, value: undefined })
  })

  it('takes the permission of a server that names no role', async () => {
    const { approvals, reader } = await startReader({ faults: [withFields({ role_name: undefined })] })
    approvals.setRole('ada', 'maintain')
    expect(await roleOf(reader, 'ada')).toEqual({ ok: true, value: 'write' })
  })

  it('takes the owner of Gitea for an admin', async () => {
    const fields = { permission: 'owner', role_name: 'owner' }
    const { reader } = await startReader({ faults: [withFields(fields)] })
    expect(await roleOf(reader, 'ada')).toEqual({ ok: true, value: 'admin' })
  })

  it('takes the owner for an admin if the server names no role', async () => {
    const fields = { permission: 'owner', role_name: undefined }
    const { reader } = await startReader({ faults: [withFields(fields)] })
    expect(await roleOf(reader, 'ada')).toEqual({ ok: true, value: 'admin' })
  })

  it('asks for exactly this login', async () => {
    const { github, approvals, reader } = await startReader()
    approvals.setRole('linter[bot]', 'write')
    expect(await roleOf(reader, 'linter[bot]')).toEqual({ ok: true, value: 'write' })
    expect(github.requests.map(({ path }) => path)).toEqual([
      '/repos/acme/models/collaborators/linter%5Bbot%5D/permission',
    ])
  })

  it.each<[string, Fault | undefined]>([
    ['a bot', undefined],
    ['HTTP 403', { kind: 'status', status: 403 }],
    ['HTTP 404', { kind: 'status', status: 404 }],
  ])('is undefined at the third refusal in half a minute, and then at each: %s', async (_, fault) => {
    const { ownClock, reader } = await startReader({ faults: fault ? [fault] : [] })
    for (let n = 0; n < 2; n++) {
      expect(await roleOf(reader, 'linter[bot]')).toMatchObject({ ok: false, isPermanent: false })
      await ownClock.sleep(20_000)
    }
    for (let n = 0; n < 2; n++)
      expect(await roleOf(reader, 'linter[bot]')).toEqual({ ok: true, value: undefined })
  })

  it.each([403, 404])('is read after a single refusal, HTTP %i', async (status) => {
    const fault: Fault = { kind: 'status', status, on: { operation: 'getRole', nth: 1 } }
    const { approvals, reader } = await startReader({ faults: [fault] })
    approvals.setRole('ada', 'maintain')
    expect(await roleOf(reader, 'ada')).toMatchObject({ ok: false, isPermanent: false })
    expect(await roleOf(reader, 'ada')).toEqual({ ok: true, value: 'maintain' })
  })

  it('of one account may be hidden although that of another can be read', async () => {
    const { approvals, ownClock, reader } = await startReader()
    approvals.setRole('ada', 'maintain')
    await reader.reviews()
    for (let n = 0; n < 3; n++) {
      await roleOf(reader, 'ada')
      await roleOf(reader, 'linter[bot]')
      await ownClock.sleep(20_000)
    }
    expect(await roleOf(reader, 'linter[bot]')).toEqual({ ok: true, value: undefined })
  })

  it.each<[string, Fault]>([
    ['an exhausted limit', { kind: 'status', status: 403, headers: { 'x-ratelimit-remaining': '0' } }],
    [
      'a secondary limit',
      { kind: 'status', status: 403, body: { message: 'You have exceeded a secondary rate limit.' } },
    ],
    ['a limit with a delay', { kind: 'status', status: 403, headers: { 'retry-after': '60' } }],
    ['too many requests', { kind: 'status', status: 429 }],
  ])('is an error for %s', async (_, fault) => {
    const { reader } = await startReader({ faults: [fault] })
    expect(await roleOf(reader, 'ada')).toMatchObject({
      ok: false,
      isPermanent: false,
      isLimit: true,
      message: expect.stringMatching(/^reading the role of ada: GitHub is rate-limiting/),
    })
  })

  it('is an error for the page of a proxy', async () => {
    const { reader } = await startReader({ faults: [{ kind: 'html', status: 403 }] })
    expect(await roleOf(reader, 'ada')).toMatchObject({ ok: false, isPermanent: false })
  })

  it.each<[string, object]>([
    ['no role and no permission', { permission: undefined, role_name: undefined }],
    ['a custom role and no permission', { permission: undefined, role_name: 'trainer' }],
    ['an unknown permission', { permission: 'root', role_name: 'trainer' }],
  ])('is an error for %s', async (_, fields) => {
    const { reader } = await startReader({ faults: [withFields(fields)] })
    expect(await roleOf(reader, 'ada')).toEqual(INVALID)
  })
})

describe('permissionOf', () => {
  it('reads the role and the id by one request', async () => {
    const { github, approvals, reader } = await startReader()
    approvals.setRole('ada', 'maintain')
    expect(await reader.permissionOf('ada')).toEqual({ ok: true, value: { role: 'maintain', id: ADA.id } })
    expect(github.requests.map(({ operation }) => operation)).toEqual(['getRole'])
  })

  it('reads no id if the server does not tell', async () => {
    const { approvals, reader } = await startReader({ faults: [withFields({ user: undefined })] })
    approvals.setRole('ada', 'maintain')
    expect(await reader.permissionOf('ada')).toEqual({ ok: true, value: { role: 'maintain', id: undefined } })
  })
})

describe('pushes', () => {
  it('are read newest first, with all their fields', async () => {
    const { github, approvals, clock, reader } = await startReader()
    approvals.recordPush('feature', COMMIT, 'eve')
    await clock.advance(1_500)
    approvals.recordPush('feature', OTHER, 'linter[bot]')
    approvals.recordPush('feature', COMMIT, 'ada', 'force_push')
    expect(await reader.pushes('feature')).toEqual({
      ok: true,
      value: [
        { author: ADA, commit: COMMIT, atMs: START_MS + 1_000 },
        { author: BOT, commit: OTHER, atMs: START_MS + 1_000 },
        { author: accountOf('eve'), commit: COMMIT, atMs: START_MS },
      ],
    })
    expect(github.requests).toMatchObject([
      { operation: 'listActivity', query: { ref: 'refs/heads/feature', per_page: '100' } },
    ])
  })

  it('are sorted by time, whatever the order of the server', async () => {
    const change = (body: unknown) => (body as unknown[]).toReversed()
    const { approvals, clock, reader } = await startReader({ faults: [{ kind: 'mutate', change }] })
    for (const login of ['ada', 'bob', 'eve']) {
      approvals.recordPush('feature', COMMIT, login)
      await clock.advance(1_000)
    }
    expect(authors(await reader.pushes('feature'))).toEqual(['eve', 'bob', 'ada'])
  })

  it.each(['push', 'force_push', 'branch_creation', 'pr_merge'] as const)('contain a %s', async (kind) => {
    const { approvals, reader } = await startReader()
    approvals.recordPush('feature', COMMIT, 'ada', kind)
    expect(await reader.pushes('feature')).toMatchObject({ ok: true, value: [{ author: ADA }] })
  })

  it('contain deletions, without a commit', async () => {
    const { approvals, clock, reader } = await startReader()
    const record = async (...values: Parameters<typeof approvals.recordPush>) => {
      approvals.recordPush(...values)
      await clock.advance(1_000)
    }
    await record('feature', COMMIT, 'ada')
    await record('feature', NO_COMMIT, 'bob', 'branch_deletion')
    await record('feature', OTHER, 'eve')
    expect(await reader.pushes('feature')).toEqual({
      ok: true,
      value: [
        { author: accountOf('eve'), commit: OTHER, atMs: START_MS + 2_000 },
        { author: accountOf('bob'), atMs: START_MS + 1_000 },
        { author: ADA, commit: COMMIT, atMs: START_MS },
      ],
    })
  })

  it('to other branches are left out', async () => {
    const { approvals, reader } = await startReader()
    approvals.recordPush('a/b', COMMIT, 'ada')
    for (const branch of ['a', 'b', 'a/b/c', 'main', 'refs/tags/a/b'])
      approvals.recordPush(branch, COMMIT, 'eve')
    expect(authors(await reader.pushes('a/b'))).toEqual(['ada'])
    expect(await reader.pushes('feature')).toEqual({ ok: true, value: [] })
  })

  it.each(['refs/heads/main', 'refs/heads/a/feature', 'refs/tags/feature'])(
    'to %s are left out if the server lists all',
    async (ref) => {
      const addOther = (body: unknown) =>
        (body as object[]).flatMap((item) => [{ ...item, ref, actor: { login: 'eve', type: 'User' } }, item])
      const { approvals, reader } = await startReader({ faults: [{ kind: 'mutate', change: addOther }] })
      approvals.recordPush('feature', COMMIT, 'ada')
      expect(authors(await reader.pushes('feature'))).toEqual(['ada'])
    },
  )

  it.each(['#1 50% & more?ref=main', 'naïve+ä'])('to the branch %s are found', async (branch) => {
    const { approvals, reader } = await startReader()
    approvals.recordPush(branch, COMMIT, 'ada')
    approvals.recordPush('main', COMMIT, 'eve')
    expect(authors(await reader.pushes(branch))).toEqual(['ada'])
  })

  it('may be by a deleted account', async () => {
    const { approvals, reader } = await startReader({ faults: [withFields({ actor: null })] })
    approvals.recordPush('feature', COMMIT, 'ada')
    expect(await reader.pushes('feature')).toEqual({
      ok: true,
      value: [{ author: GHOST, commit: COMMIT, atMs: START_MS }],
    })
  })

  it('are all of the branch', async () => {
    const { github, approvals, reader } = await startReader()
    approvals.recordPush('feature', COMMIT, 'ada')
    for (let n = 0; n < 100; n++) approvals.recordPush('feature', OTHER, 'bob')
    for (let n = 0; n < 100; n++) approvals.recordPush('main', OTHER, 'eve')
    expect(authors(await reader.pushes('feature'))).toEqual([...Array<string>(100).fill('bob'), 'ada'])
    expect(github.requests).toHaveLength(2)
  })

  it('are empty on Gitea, which has no list', async () => {
    const { github, approvals, reader } = await startReader({ prefix: '/api/v1' })
    approvals.recordPush('feature', COMMIT, 'ada')
    expect(await reader.pushes('feature')).toEqual({ ok: true, value: [] })
    expect(github.requests).toEqual([])
  })

  it('are empty if the server says three times that it has no list', async () => {
    const { approvals, ownClock, reader } = await startReader({
      faults: [{ kind: 'status', status: 404 }],
    })
    approvals.recordPush('feature', COMMIT, 'ada')
    for (let n = 0; n < 2; n++) {
      expect(await reader.pushes('feature')).toMatchObject({ ok: false, isPermanent: false })
      await ownClock.sleep(20_000)
    }
    expect(await reader.pushes('feature')).toEqual({ ok: true, value: [] })
  })

  it('are an error without the permission', async () => {
    const { reader } = await startReader({ permissions: { contents: 'none' } })
    expect(await reader.pushes('feature')).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^reading the pushes to the branch: .*contents: read/),
    })
  })

  it('are an error for the page of a proxy', async () => {
    const { reader } = await startReader({ faults: [{ kind: 'html', status: 403 }] })
    expect(await reader.pushes('feature')).toMatchObject({ ok: false, isPermanent: false })
  })

  it.each<[string, object]>([
    ['no commit', { after: undefined }],
    ['no kind', { activity_type: undefined }],
    ['no branch', { ref: undefined }],
    ['no actor', { actor: undefined }],
    ['an actor without a login', { actor: { type: 'User' } }],
    ['no time', { timestamp: undefined }],
    ['no valid time', { timestamp: 'today' }],
  ])('are an error if one has %s', async (_, fields) => {
    const { approvals, reader } = await startReader({ faults: [withFields(fields)] })
    approvals.recordPush('feature', COMMIT, 'ada')
    expect(await reader.pushes('feature')).toEqual(INVALID)
  })
})

it('all pages of lists are read', async () => {
  const { github, approvals, reader } = await startReader()
  for (let n = 0; n < 101; n++) {
    approvals.addReview(PULL, { login: 'ada', state: 'COMMENTED' })
    approvals.setLabel(PULL, String(n), { login: 'ada' })
    github.addComment(PULL, String(n), createUser('ada'))
  }
  for (const result of [await reader.reviews(), await reader.comments(), await reader.events()])
    expect(result.ok && result.value).toHaveLength(101)
  expect(github.requests.map(({ operation, query }) => `${operation} ${query['page'] ?? ''}`)).toEqual([
    'listReviews ',
    'listReviews 2',
    'listComments ',
    'listComments 2',
    'listEvents ',
    'listEvents 2',
  ])
})

/** All calls, with the start of their error messages. */
const CALLS: readonly [string, (reader: ApprovalReader) => Promise<GitHubResult<unknown>>][] = [
  ['reading the reviews', (reader) => reader.reviews()],
  ['reading the comments', (reader) => reader.comments()],
  ['reading the events of the pull request', (reader) => reader.events()],
  ['reading the role of ada', (reader) => reader.permissionOf('ada')],
  ['reading the pushes to the branch', (reader) => reader.pushes('feature')],
]

describe.each(CALLS)('%s', (action, call) => {
  it.each<[string, Fault]>([
    ['a broken server', { kind: 'status', status: 500 }],
    ['a proxy error page', { kind: 'html', status: 502 }],
    ['a reset', { kind: 'reset' }],
    ['a bad token', { kind: 'status', status: 401 }],
    ['a limit', { kind: 'status', status: 429 }],
  ])('returns an error: %s', async (_, fault) => {
    const { reader } = await startReader({ faults: [fault] })
    const result = await call(reader)
    expect(result).toMatchObject({ ok: false, isNotFound: false })
    expect(!result.ok && result.message).toMatch(new RegExp(`^${action}: .+`))
    expect(!result.ok && result.message).not.toContain(TOKEN)
  })

  it.each<[string, Fault]>([
    ['is truncated', { kind: 'truncated' }],
    ['is not JSON', { kind: 'garbage' }],
    ['is an HTML page', { kind: 'html', status: 200 }],
    ['has another shape', { kind: 'mutate', change: () => ({ message: 'hi' }) }],
    ['has other items', { kind: 'mutate', change: () => [null] }],
    ['is null', { kind: 'mutate', change: () => null }],
    ['is empty', { kind: 'status', status: 204, body: '' }],
  ])('returns an error if the response %s', async (_what, fault) => {
    const { approvals, reader } = await startReader({ faults: [fault] })
    approvals.setRole('ada', 'admin')
    expect(await call(reader)).toMatchObject({ ok: false, isPermanent: false, isNotFound: false })
  })
})

describe.each(CALLS.slice(0, 3))('%s', (action, call) => {
  it.each([403, 404])('returns an error: HTTP %i', async (status) => {
    const { reader } = await startReader({ faults: [{ kind: 'status', status }] })
    expect(await call(reader)).toMatchObject({
      ok: false,
      isPermanent: false,
      isNotFound: status === 404,
      message: expect.stringMatching(new RegExp(`^${action}: `)),
    })
  })
})

describe('the parents of a commit', () => {
  it('are read in their order', async () => {
    const { github, reader } = await startReader()
    github.repository.parents.set(COMMIT, [OTHER, NO_COMMIT])
    expect(await reader.parentsOf(COMMIT)).toEqual({ ok: true, value: [OTHER, NO_COMMIT] })
  })

  it('are none if the repository does not have it', async () => {
    const { reader } = await startReader()
    expect(await reader.parentsOf(COMMIT)).toEqual({ ok: true, value: [] })
  })

  it('are unknown without the permission', async () => {
    const { reader } = await startReader({ permissions: { contents: 'none' } })
    expect(await reader.parentsOf(COMMIT)).toMatchObject({ ok: false })
  })
})
