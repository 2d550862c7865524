import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseEvent, type EventInfo } from '../../src/github/event.ts'
import type { PullRequestRef } from '../../src/github/pull-request-ref.ts'
import {
  dispatchEvent,
  idOfUser,
  pullRequestEvent,
  pushEvent,
  repositoryPayload,
  type WorkflowEvent,
} from '../simulator/runner/events.ts'
import * as more from '../simulator/runner/more-events.ts'

/** Commits: the head of the pull request, what GITHUB_SHA names, and what was pushed. */
const [HEAD, RUNNER, PUSHED, ZEROS] = ['a', 'c', 'e', '0'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
]
const ENV = { GITHUB_REPOSITORY: 'acme/models', GITHUB_SHA: RUNNER, GITHUB_ACTOR: 'octocat' }

const NO_REF: PullRequestRef = { kind: 'none' }
const PULL_12: PullRequestRef = { kind: 'number', number: 12, isPullRequest: true }
const QUEUED_12: PullRequestRef = { ...PULL_12, isQueued: true }
const BY_HEAD: PullRequestRef = {
  kind: 'commit',
  sha: HEAD,
  head: { owner: 'acme', branch: 'better-support-bot', isFork: false },
}
const BY_FORK = {
  kind: 'commit',
  sha: HEAD,
  head: { owner: 'guest', branch: 'better-support-bot', isFork: true },
} as const
const BY_PUSH: PullRequestRef = {
  kind: 'commit',
  sha: PUSHED,
  head: { owner: 'acme', branch: 'main', isFork: false },
}

function parse(event: WorkflowEvent, env: object = {}): EventInfo {
  return parseEvent({ ...ENV, GITHUB_EVENT_NAME: event.name, ...env }, event.payload)
}

/** Copies an event with other top-level fields in its payload, or another name. */
function change({ name, payload }: WorkflowEvent, fields: object, withName = name): WorkflowEvent {
  return { name: withName, payload: { ...payload, ...fields } }
}

/** Copies an event with other fields in the object `field` of its payload. */
function changeIn(event: WorkflowEvent, field: string, fields: object): WorkflowEvent {
  return change(event, { [field]: { ...(event.payload[field] as object), ...fields } })
}

const withName = (name: string, event = pullRequestEvent()) => change(event, {}, name)

const opened = pullRequestEvent()
const pushed = changeIn(pushEvent(), 'repository', { pushed_at: 1_772_443_860 })
const tag = pushEvent({ ref: 'refs/tags/v1', before: ZEROS })
const queuePush = pushEvent({ ref: `refs/heads/gh-readonly-queue/main/pr-12-${RUNNER}` })
const upstreamPullRequest = { ...more.listedPullRequest(77, { owner: 'upstream', id: 5 }) }

/** Title, event, pull request, commit, whether it may be foreign, and the time on 2026-03-02. */
type Case = [string, WorkflowEvent, PullRequestRef, string | undefined, boolean, string | undefined]

const pullRequestCases: Case[] = [
  ['pull_request', opened, PULL_12, HEAD, false, '09:30'],
  ['pull_request, pushed to', pullRequestEvent({ action: 'synchronize' }), PULL_12, HEAD, false, '09:30'],
  ['pull_request, reopened', pullRequestEvent({ action: 'reopened' }), PULL_12, HEAD, false, '09:30'],
  ['pull_request, labeled', change(opened, { action: 'labeled' }), PULL_12, HEAD, false, '09:30'],
  ['pull_request, closed', pullRequestEvent({ action: 'closed' }), PULL_12, HEAD, false, '11:00'],
  ['pull_request, of a fork', pullRequestEvent({ headOwner: 'guest' }), PULL_12, HEAD, true, '09:30'],
  ['pull_request_target', withName('pull_request_target'), PULL_12, HEAD, true, '09:30'],
  ['pull_request_review', more.reviewEvent(), PULL_12, HEAD, true, '10:20'],
  ['pull_request_review_comment', more.reviewCommentEvent(), PULL_12, HEAD, true, '10:25'],
  ['issue_comment, on a pull request', more.commentEvent({ number: 12 }), PULL_12, undefined, true, '10:15'],
  ['an unknown event with a pull request', withName('pull_request_merged'), PULL_12, HEAD, false, '09:30'],
]

const queue = (baseRef: string) => more.mergeGroupEvent({ baseRef })

const commitCases: Case[] = [
  ['push', pushed, BY_PUSH, PUSHED, false, '09:31'],
  ['push, without a push time', pushEvent(), BY_PUSH, PUSHED, false, '09:30'],
  [
    'push, to a branch with slashes',
    pushEvent({ ref: 'refs/heads/refs/heads/x' }),
    { ...BY_PUSH, head: { owner: 'acme', branch: 'refs/heads/x', isFork: false } },
    PUSHED,
    false,
    '09:30',
  ],
  ['push, of a tag', tag, NO_REF, PUSHED, false, '09:30'],
  ['push, of an annotated tag', change(tag, { after: '9'.repeat(40) }), NO_REF, PUSHED, false, '09:30'],
  ['push, deleting a branch', pushEvent({ after: ZEROS }), NO_REF, RUNNER, false, undefined],
  ['push, to the merge queue', queuePush, QUEUED_12, PUSHED, false, '09:30'],
  [
    'push, deleting a branch of the queue',
    change(queuePush, { after: ZEROS, head_commit: null }),
    NO_REF,
    RUNNER,
    false,
    undefined,
  ],
  ['merge_group', queue('main'), QUEUED_12, PUSHED, false, '10:30'],
  ['merge_group, of a base with slashes', queue('release/pr-5-ab/2.x'), QUEUED_12, PUSHED, false, '10:30'],
  [
    'merge_group, not of a queue branch',
    more.mergeGroupEvent({ headRef: 'refs/heads/main' }),
    NO_REF,
    PUSHED,
    false,
    '10:30',
  ],
]

const runCases: Case[] = [
  ['workflow_run', more.workflowRunEvent(), PULL_12, HEAD, true, '10:40'],
  ['workflow_run, of a fork', more.workflowRunEvent({ headOwner: 'guest' }), BY_FORK, HEAD, true, '10:40'],
  [
    'workflow_run, of a deleted fork',
    more.workflowRunEvent({ headOwner: null }),
    { kind: 'commit', sha: HEAD },
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, after a push',
    more.workflowRunEvent({ event: 'push', headBranch: 'main', pullRequests: [] }),
    { ...BY_HEAD, head: { owner: 'acme', branch: 'main', isFork: false } },
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, of the merge queue',
    more.workflowRunEvent({ headBranch: `gh-readonly-queue/main/pr-12-${RUNNER}`, pullRequests: [] }),
    QUEUED_12,
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, of a fork whose branch is named like a queue branch',
    more.workflowRunEvent({ headOwner: 'guest', headBranch: 'gh-readonly-queue/main/pr-1-ab' }),
    { ...BY_HEAD, head: { ...BY_FORK.head, branch: 'gh-readonly-queue/main/pr-1-ab' } },
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, in a fork',
    more.workflowRunEvent({ pullRequests: [upstreamPullRequest, more.listedPullRequest()] }),
    PULL_12,
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, in a fork with pull requests to the upstream repository only',
    more.workflowRunEvent({ pullRequests: [upstreamPullRequest] }),
    BY_HEAD,
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, in a repository without an id',
    change(more.workflowRunEvent(), { repository: null }),
    PULL_12,
    HEAD,
    true,
    '10:40',
  ],
  ['check_run', more.checkRunEvent(), PULL_12, HEAD, false, '10:51'],
  [
    'check_run, without a pull request',
    more.checkRunEvent({ pullRequests: [] }),
    BY_HEAD,
    HEAD,
    false,
    '10:51',
  ],
  [
    'check_run, of a fork',
    more.checkRunEvent({ headOwner: 'guest' }),
    { kind: 'commit', sha: HEAD },
    HEAD,
    true,
    '10:51',
  ],
  ['check_suite', more.checkSuiteEvent(), PULL_12, HEAD, false, '10:50'],
  [
    'check_suite, without a pull request',
    more.checkSuiteEvent({ pullRequests: [] }),
    BY_HEAD,
    HEAD,
    false,
    '10:50',
  ],
  [
    'check_suite, of a fork',
    more.checkSuiteEvent({ headOwner: 'guest' }),
    { kind: 'commit', sha: HEAD },
    HEAD,
    true,
    '10:50',
  ],
]

const otherCases: Case[] = [
  [
    'issue_comment, on an issue',
    more.commentEvent({ on: 'issue' }),
    { kind: 'number', number: 9, isPullRequest: false },
    RUNNER,
    true,
    '10:15',
  ],
  ['issues', more.issuesEvent(), { kind: 'number', number: 9, isPullRequest: false }, RUNNER, false, '10:15'],
  ['workflow_dispatch', dispatchEvent({ inputs: { number: '5' } }), NO_REF, RUNNER, false, undefined],
  ['repository_dispatch', more.repositoryDispatchEvent(), NO_REF, RUNNER, false, undefined],
  ['schedule', more.scheduleEvent(), NO_REF, RUNNER, false, undefined],
  ['release', more.releaseEvent(), NO_REF, RUNNER, false, '11:05'],
  ['deployment_status', more.deploymentStatusEvent(), { kind: 'commit', sha: HEAD }, HEAD, true, '11:10'],
  ['deployment', more.deploymentEvent(), { kind: 'commit', sha: HEAD }, HEAD, true, '11:08'],
  ['status', more.statusEvent(), { kind: 'commit', sha: HEAD }, HEAD, false, '11:15'],
  [
    'status, of a commit on no branch',
    more.statusEvent({ branches: [] }),
    { kind: 'commit', sha: HEAD },
    HEAD,
    true,
    '11:15',
  ],
  ['an unknown event', { name: 'watch', payload: {} }, NO_REF, RUNNER, false, undefined],
  [
    'an event named like an object property',
    { name: 'constructor', payload: {} },
    NO_REF,
    RUNNER,
    false,
    undefined,
  ],
]

describe('the pull request, commit, trust and time of an event', () => {
  it.each([...pullRequestCases, ...commitCases, ...runCases, ...otherCases])(
    '%s',
    (_, event, ref, commit, mayBeForeign, time) => {
      const info = parse(event)
      expect(info.pullRequestRef).toEqual(ref)
      expect(info.commit).toBe(commit)
      expect(info.mayBeForeign).toBe(mayBeForeign)
      expect(info.eventTimeMs && new Date(info.eventTimeMs).toISOString()).toBe(
        time && `2026-03-02T${time}:00.000Z`,
      )
      expect([info.name, info.action]).toEqual([event.name, event.payload['action']])
    },
  )
})

it('has the account whose act started the run, with its id', () => {
  expect(parse(pullRequestEvent({ sender: 'ada' })).sender).toEqual({
    login: 'ada',
    id: idOfUser('ada'),
    isBot: false,
  })
})

it.each<[string, string, string | undefined]>([
  ['pull_request', 'opened', 'octocat'],
  ['pull_request', 'synchronize', 'octocat'],
  ['pull_request', 'synchronized', 'octocat'], // Gitea and Forgejo
  ['pull_request_target', 'synchronized', 'octocat'],
  ['pull_request', 'reopened', undefined],
  ['pull_request_review', 'synchronized', undefined], // older Gitea: the sender is the reviewer
  ['pull_request_approved', 'synchronized', undefined],
])('names the pusher: %s, %s', (name, action, pusher) => {
  expect(parse(change(opened, { action }, name)).pusher).toBe(pusher)
})

it.each<[string, WorkflowEvent, number | undefined]>([
  [
    'of a push',
    changeIn(pushEvent({ ref: 'refs/heads/feature' }), 'repository', { pushed_at: 1_700_000_000 }),
    1_700_000_000_000,
  ],
  [
    'of a push without one',
    changeIn(pushEvent({ ref: 'refs/heads/feature' }), 'repository', { pushed_at: null }),
    undefined,
  ],
  ['of what is no push', pullRequestEvent({ action: 'labeled' }), undefined],
])('has the time of the server: %s', (_, event, pushedAtMs) => {
  expect(parse(event).pushedAtMs).toBe(pushedAtMs)
})

describe('the pull request in a payload', () => {
  const open = {
    headSha: HEAD,
    isFromFork: false,
    baseRef: 'main',
    isClosed: false,
    isMerged: false,
    author: 'octocat',
  }

  it.each<[string, WorkflowEvent, EventInfo['pullRequest']]>([
    ['open', opened, open],
    ['closed', pullRequestEvent({ action: 'closed' }), { ...open, isClosed: true }],
    [
      'merged',
      pullRequestEvent({ action: 'closed', merged: true }),
      { ...open, isClosed: true, isMerged: true },
    ],
    [
      'merged, known only by `merged_at`',
      more.reviewEvent({ action: 'closed', merged: true }),
      { ...open, isClosed: true, isMerged: true },
    ],
    [
      'merged, known only by `merged`',
      changeIn(opened, 'pull_request', { merged: true, state: null }),
      { ...open, isClosed: true, isMerged: true },
    ],
    ['of a fork', pullRequestEvent({ headOwner: 'guest' }), { ...open, isFromFork: true }],
    ['to another branch', pullRequestEvent({ baseRef: 'release/2.x' }), { ...open, baseRef: 'release/2.x' }],
    [
      'without any field',
      change(opened, { pull_request: {} }),
      { isFromFork: true, isClosed: false, isMerged: false },
    ],
    ['that is a list', change(opened, { pull_request: [opened.payload['pull_request']] }), undefined],
    ['of a workflow run', more.workflowRunEvent(), undefined],
    ['of a comment', more.commentEvent(), undefined],
  ])('%s', (_, event, pullRequest) => {
    const info = parse(event)
    expect(info.pullRequest).toEqual(pullRequest)
  })

  it('is untrusted if its fork was deleted', () => {
    const info = parse(changeIn(opened, 'pull_request', { head: { sha: HEAD, ref: 'x', repo: null } }))
    expect(info).toMatchObject({ commit: HEAD, mayBeForeign: true, pullRequest: { isFromFork: true } })
  })

  it.each<[string, object, boolean]>([
    ['renamed since', { GITHUB_REPOSITORY: 'acme/bots', GITHUB_REPOSITORY_ID: '700000001' }, false],
    ['transferred since, with an older runner', { GITHUB_REPOSITORY: 'umbrella/models' }, false],
    ['another one that took over the name', { GITHUB_REPOSITORY_ID: '5' }, true],
  ])('is compared with the repository by its id: %s', (_, env, isFromFork) => {
    expect(parse(opened, env)).toMatchObject({ mayBeForeign: isFromFork, pullRequest: { isFromFork } })
  })

  it('is compared by name, in any case, if the server sends no ids', () => {
    const { id: _, ...repo } = repositoryPayload({})
    const event = (full_name: string) =>
      change(opened, {
        repository: repo,
        pull_request: { number: 12, head: { sha: HEAD, repo: { full_name } } },
      })
    expect(parse(event('Acme/Models')).mayBeForeign).toBe(false)
    expect(parse(event('guest/models')).mayBeForeign).toBe(true)
  })

  it('has no commit if its head is missing, because GITHUB_SHA is the test merge', () => {
    expect(parse(change(opened, { pull_request: { number: 12 } }))).toMatchObject({ pullRequestRef: PULL_12 })
    expect(parse(change(opened, { pull_request: { number: 12 } })).commit).toBeUndefined()
  })
})

describe('a push', () => {
  const subjects = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      id: String(n).padStart(40, 'a'),
      message: `Commit ${n}\n\nbody`,
    }))

  it('lists its newest 20 commits, oldest first, with the first lines of their messages', () => {
    const commits = parse(pushEvent({ commits: subjects(30) })).push?.commits
    expect(commits).toHaveLength(20)
    expect([commits?.[0]?.subject, commits?.at(-1)?.subject]).toEqual(['Commit 10', 'Commit 29'])
  })

  it('has its head if it lists none, as for a new branch', () => {
    const commits = parse(change(pushEvent(), { commits: [] })).push?.commits
    expect(commits).toEqual([{ sha: PUSHED, subject: 'Train longer' }])
  })

  it.each<[string, WorkflowEvent, string | undefined]>([
    ['a branch', pushEvent({ after: ZEROS, ref: 'refs/heads/old' }), 'refs/heads/old'],
    ['a tag', pushEvent({ after: ZEROS, ref: 'refs/tags/v1' }), 'refs/tags/v1'],
    ['nothing', pushEvent(), undefined],
    ['nothing, but creates a branch', pushEvent({ before: ZEROS }), undefined],
  ])('says that it deleted %s', (_, event, deletedRef) => {
    expect(parse(event).push?.deletedRef).toBe(deletedRef)
  })
})

describe('Dependabot', () => {
  const bot = 'dependabot[bot]'

  it.each<[string, WorkflowEvent, object, boolean]>([
    ['is the actor', pushEvent(), { GITHUB_ACTOR: bot }, true],
    ['is the author of the pull request', pullRequestEvent({ actor: bot }), {}, true],
    ['is the author of the commented pull request', more.commentEvent({ author: bot }), {}, true],
    ['is the author of an issue', more.commentEvent({ author: bot, on: 'issue' }), {}, false],
    ['is another user', opened, {}, false],
    ['is a user with a similar name', opened, { GITHUB_ACTOR: 'dependabot' }, false],
  ])('%s', (_, event, env, isDependabot) => {
    expect(parse(event, env).isDependabot).toBe(isDependabot)
  })
})

describe('the repository of an event', () => {
  it('comes from the runner, or else from the payload', () => {
    const env = { GITHUB_REPOSITORY: 'a/b', GITHUB_REPOSITORY_ID: '5' }
    expect(parse(opened, env).repository).toEqual({ name: 'a/b', id: 5 })
    for (const id of [undefined, '', '0', 'x'])
      expect(parse(opened, { GITHUB_REPOSITORY: undefined, GITHUB_REPOSITORY_ID: id }).repository).toEqual({
        name: 'acme/models',
        id: 700_000_001,
      })
  })

  it('may be unknown, which makes every pull request foreign', () => {
    expect(parseEvent({}, undefined)).toEqual({
      name: '',
      pullRequestRef: NO_REF,
      mayBeForeign: false,
      isDependabot: false,
      isProvenByBranch: false,
      repository: {},
    })
    for (const pull_request of [opened.payload['pull_request'], {}]) {
      const info = parse(change(opened, { repository: null, pull_request }), { GITHUB_REPOSITORY: '' })
      expect(info).toMatchObject({ repository: {}, mayBeForeign: true })
    }
  })
})

const EVENTS = [...pullRequestCases, ...commitCases, ...runCases, ...otherCases].map(([, event]) => event)
const NAMES = [...new Set(EVENTS.map(({ name }) => name))]

describe('an invalid payload', () => {
  it.each<[string, string, unknown]>([
    ['a string', 'pull_request', 'payload'],
    ['null', 'push', null],
    ['a list', 'workflow_run', [1]],
    ['a pull request that is a list', 'pull_request', { pull_request: [{ number: 1 }] }],
    ['a number that is a string', 'pull_request', { number: 7, pull_request: { number: '7' } }],
    ['a number that is not whole', 'issues', { issue: { number: 7.5 } }],
    ['a number that is 0', 'issues', { issue: { number: 0 } }],
    [
      'a number that is too large',
      'merge_group',
      more.mergeGroupEvent({ headRef: `refs/heads/gh-readonly-queue/m/pr-${'9'.repeat(30)}-ab` }).payload,
    ],
    [
      'a queue branch without a number',
      'merge_group',
      { merge_group: { head_ref: 'refs/heads/gh-readonly-queue/pr-1-ab' } },
    ],
    ['a commit that is a branch', 'status', { sha: 'main' }],
    ['a commit that is a number', 'deployment_status', { deployment: { sha: 1 } }],
    ['a run without a commit', 'workflow_run', { workflow_run: { pull_requests: {}, head_branch: 'main' } }],
    ['listed pull requests that are null', 'check_run', { check_run: { pull_requests: [null] } }],
    ['a check without a commit', 'check_suite', { check_suite: { head_branch: 'main' } }],
    ['a push without a ref', 'push', { ref: 1, after: PUSHED.slice(1) }],
  ])('has no pull request: %s', (_, name, payload) => {
    const { commit, pullRequestRef: ref } = parseEvent({ ...ENV, GITHUB_EVENT_NAME: name }, payload)
    expect(ref).toEqual(NO_REF)
    expect([RUNNER, PUSHED]).toContain(commit)
  })

  it.each([
    ['2026-03-02T09:30:00+01:00', Date.UTC(2026, 2, 2, 8, 30)],
    [1_772_443_860, 1_772_443_860_000],
    [1_772_443_860_000, undefined],
    ['1772443860', undefined],
    ['2026-99-99T00:00:00Z', undefined],
    [-1, undefined],
    [null, undefined],
  ])('gives the event time %j as %p', (pushed_at, ms) => {
    const event = changeIn(pushEvent({ after: ZEROS }), 'repository', { pushed_at })
    expect(parse(event).eventTimeMs).toBe(ms)
  })

  /** Payloads of the right shape with arbitrary JSON in some places. */
  const corrupted = fc
    .tuple(fc.constantFrom(...EVENTS), fc.infiniteStream(fc.nat(5)), fc.jsonValue())
    .map(([{ name, payload }, dice, garbage]) => {
      const corrupt = (value: unknown, depth: number): unknown => {
        if (dice.next().value === 0 && depth > 0) return garbage
        if (Array.isArray(value)) return value.map((each) => corrupt(each, depth + 1))
        if (typeof value !== 'object' || value === null) return value
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, corrupt(each, depth + 1)]))
      }
      return { name, payload: corrupt(payload, 0) }
    })
  const arbitrary = fc.record({ name: fc.constantFrom(...NAMES), payload: fc.jsonValue() })

  it('never throws and gives only valid fields', () => {
    fc.assert(
      fc.property(fc.oneof(arbitrary, corrupted), ({ name, payload }) => {
        const info = parseEvent({ ...ENV, GITHUB_EVENT_NAME: name }, payload)
        if (info.commit !== undefined) expect(info.commit).toMatch(/^[0-9a-f]{40,64}$/)
        if (info.eventTimeMs !== undefined) expect(Number.isInteger(info.eventTimeMs)).toBe(true)
        const { pullRequestRef: ref } = info
        if (ref.kind === 'number') expect(ref.number).toBeGreaterThan(0)
        if (ref.kind === 'commit') expect(ref.sha).toMatch(/^[0-9a-f]{40,64}$/)
      }),
      { numRuns: 1000 },
    )
  })
})
