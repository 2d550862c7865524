import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { eventFacts, type EventFacts, type Lookup } from '../../src/github/event.ts'
import { dispatchEvent, pullRequestEvent, pushEvent, type WorkflowEvent } from '../simulator/runner/events.ts'
import * as more from '../simulator/runner/more-events.ts'

/** Commits: the head of the pull request, what GITHUB_SHA names, and what was pushed. */
const [HEAD, RUNNER, PUSHED, ZEROS] = ['a', 'c', 'e', '0'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
]
const ENV = { GITHUB_REPOSITORY: 'acme/models', GITHUB_SHA: RUNNER, GITHUB_ACTOR: 'octocat' }

const none: Lookup = { kind: 'none' }
const pull12: Lookup = { kind: 'number', number: 12, isPull: true }
const byHead: Lookup = {
  kind: 'commit',
  sha: HEAD,
  headRepository: 'acme/models',
  headBranch: 'better-support-bot',
}
const byPush: Lookup = { kind: 'commit', sha: PUSHED, headRepository: 'acme/models', headBranch: 'main' }

function read(event: WorkflowEvent, env: object = {}): EventFacts {
  return eventFacts({ ...ENV, GITHUB_EVENT_NAME: event.name, ...env }, event.payload)
}

/** The same event with other fields at the top of its payload, or under another name. */
function change({ name, payload }: WorkflowEvent, fields: object, as = name): WorkflowEvent {
  return { name: as, payload: { ...payload, ...fields } }
}

/** The same event with other fields in the object `field` of its payload. */
function changeIn(event: WorkflowEvent, field: string, fields: object): WorkflowEvent {
  return change(event, { [field]: { ...(event.payload[field] as object), ...fields } })
}

const as = (name: string, event = pullRequestEvent()) => change(event, {}, name)

const opened = pullRequestEvent()
const pushed = changeIn(pushEvent(), 'repository', { pushed_at: 1_772_443_860 })
const tag = pushEvent({ ref: 'refs/tags/v1', before: ZEROS })
const onQueue = pushEvent({ ref: `refs/heads/gh-readonly-queue/main/pr-12-${RUNNER}` })
const elsewhere = { ...more.listedPull(77, { owner: 'upstream', id: 5 }) }

/** Event, where to report, commit, foreign content, and the time of day of 2026-03-02. */
type Case = [string, WorkflowEvent, Lookup, string | undefined, boolean, string | undefined]

const pulls: Case[] = [
  ['pull_request', opened, pull12, HEAD, false, '09:30'],
  ['pull_request, pushed to', pullRequestEvent({ action: 'synchronize' }), pull12, HEAD, false, '09:30'],
  ['pull_request, reopened', pullRequestEvent({ action: 'reopened' }), pull12, HEAD, false, '09:30'],
  ['pull_request, labeled', change(opened, { action: 'labeled' }), pull12, HEAD, false, '09:30'],
  ['pull_request, closed', pullRequestEvent({ action: 'closed' }), pull12, HEAD, false, '11:00'],
  ['pull_request, of a fork', pullRequestEvent({ headOwner: 'guest' }), pull12, HEAD, true, '09:30'],
  ['pull_request_target', as('pull_request_target'), pull12, HEAD, true, '09:30'],
  ['pull_request_review', more.reviewEvent(), pull12, HEAD, true, '10:20'],
  ['pull_request_review_comment', more.reviewCommentEvent(), pull12, HEAD, true, '10:25'],
  ['issue_comment, on a pull request', more.commentEvent({ number: 12 }), pull12, undefined, true, '10:15'],
  ['a new event of pull requests', as('pull_request_merged'), pull12, HEAD, false, '09:30'],
]

const queue = (baseRef: string) => more.mergeGroupEvent({ baseRef })

const commits: Case[] = [
  ['push', pushed, byPush, PUSHED, false, '09:31'],
  ['push, without its time', pushEvent(), byPush, PUSHED, false, '09:30'],
  [
    'push, to a branch with slashes',
    pushEvent({ ref: 'refs/heads/refs/heads/x' }),
    { ...byPush, headBranch: 'refs/heads/x' },
    PUSHED,
    false,
    '09:30',
  ],
  ['push, of a tag', tag, none, PUSHED, false, '09:30'],
  ['push, of an annotated tag', change(tag, { after: '9'.repeat(40) }), none, PUSHED, false, '09:30'],
  ['push, deleting a branch', pushEvent({ after: ZEROS }), none, RUNNER, false, undefined],
  ['push, to the merge queue', onQueue, pull12, PUSHED, false, '09:30'],
  [
    'push, deleting a branch of the queue',
    change(onQueue, { after: ZEROS, head_commit: null }),
    none,
    RUNNER,
    false,
    undefined,
  ],
  ['merge_group', queue('main'), pull12, PUSHED, false, '10:30'],
  ['merge_group, of a base with slashes', queue('release/pr-5-ab/2.x'), pull12, PUSHED, false, '10:30'],
  [
    'merge_group, of no queue',
    more.mergeGroupEvent({ headRef: 'refs/heads/main' }),
    none,
    PUSHED,
    false,
    '10:30',
  ],
]

const runs: Case[] = [
  ['workflow_run', more.workflowRunEvent(), pull12, HEAD, true, '10:40'],
  [
    'workflow_run, of a fork',
    more.workflowRunEvent({ headOwner: 'guest' }),
    { ...byHead, headRepository: 'guest/models' },
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, of a fork that is gone',
    more.workflowRunEvent({ headOwner: null }),
    { kind: 'commit', sha: HEAD, headBranch: 'better-support-bot' },
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, after a push',
    more.workflowRunEvent({ event: 'push', headBranch: 'main', pulls: [] }),
    { ...byHead, headBranch: 'main' },
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, of the merge queue',
    more.workflowRunEvent({ headBranch: `gh-readonly-queue/main/pr-12-${RUNNER}`, pulls: [] }),
    pull12,
    HEAD,
    true,
    '10:40',
  ],
  [
    "workflow_run, of a fork's branch that is named like the queue's",
    more.workflowRunEvent({ headOwner: 'guest', headBranch: 'gh-readonly-queue/main/pr-1-ab' }),
    { ...byHead, headRepository: 'guest/models', headBranch: 'gh-readonly-queue/main/pr-1-ab' },
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, in a fork',
    more.workflowRunEvent({ pulls: [elsewhere, more.listedPull()] }),
    pull12,
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, in a fork with pull requests to its origin only',
    more.workflowRunEvent({ pulls: [elsewhere] }),
    byHead,
    HEAD,
    true,
    '10:40',
  ],
  [
    'workflow_run, in a repository of no id',
    change(more.workflowRunEvent(), { repository: null }),
    pull12,
    HEAD,
    true,
    '10:40',
  ],
  ['check_run', more.checkRunEvent(), pull12, HEAD, false, '10:51'],
  ['check_run, without a pull request', more.checkRunEvent({ pulls: [] }), byHead, HEAD, false, '10:51'],
  [
    'check_run, of a fork',
    more.checkRunEvent({ headOwner: 'guest' }),
    { kind: 'commit', sha: HEAD },
    HEAD,
    true,
    '10:51',
  ],
  ['check_suite', more.checkSuiteEvent(), pull12, HEAD, false, '10:50'],
  ['check_suite, without a pull request', more.checkSuiteEvent({ pulls: [] }), byHead, HEAD, false, '10:50'],
  [
    'check_suite, of a fork',
    more.checkSuiteEvent({ headOwner: 'guest' }),
    { kind: 'commit', sha: HEAD },
    HEAD,
    true,
    '10:50',
  ],
]

const others: Case[] = [
  [
    'issue_comment, on an issue',
    more.commentEvent({ on: 'issue' }),
    { kind: 'number', number: 9, isPull: false },
    RUNNER,
    true,
    '10:15',
  ],
  ['issues', more.issuesEvent(), { kind: 'number', number: 9, isPull: false }, RUNNER, false, '10:15'],
  ['workflow_dispatch', dispatchEvent({ inputs: { number: '5' } }), none, RUNNER, false, undefined],
  ['repository_dispatch', more.repositoryDispatchEvent(), none, RUNNER, false, undefined],
  ['schedule', more.scheduleEvent(), none, RUNNER, false, undefined],
  ['release', more.releaseEvent(), none, RUNNER, false, '11:05'],
  ['deployment_status', more.deploymentStatusEvent(), { kind: 'commit', sha: HEAD }, HEAD, false, '11:10'],
  ['status', more.statusEvent(), { kind: 'commit', sha: HEAD }, HEAD, false, '11:15'],
  [
    'status, of a commit on no branch',
    more.statusEvent({ branches: [] }),
    { kind: 'commit', sha: HEAD },
    HEAD,
    true,
    '11:15',
  ],
  ['an event that is not known', { name: 'watch', payload: {} }, none, RUNNER, false, undefined],
  ['an event named like a property', { name: 'constructor', payload: {} }, none, RUNNER, false, undefined],
]

describe('where an event is reported, on which commit, and how far it is trusted', () => {
  it.each([...pulls, ...commits, ...runs, ...others])('%s', (_, event, lookup, commit, isForeign, time) => {
    const facts = read(event)
    expect(facts.lookup).toEqual(lookup)
    expect(facts.commit).toBe(commit)
    expect(facts.runsWithSecretsOnForeignContent).toBe(isForeign)
    expect(facts.happenedAtMs && new Date(facts.happenedAtMs).toISOString()).toBe(
      time && `2026-03-02T${time}:00.000Z`,
    )
    expect('commit' in facts).toBe(commit !== undefined)
    expect('happenedAtMs' in facts).toBe(time !== undefined)
    expect([facts.name, facts.action]).toEqual([event.name, event.payload['action']])
  })
})

describe('the pull request in a payload', () => {
  const open = {
    headSha: HEAD,
    headRepository: 'acme/models',
    baseRef: 'main',
    isClosed: false,
    isMerged: false,
    author: 'octocat',
  }

  it.each<[string, WorkflowEvent, EventFacts['pull']]>([
    ['open', opened, open],
    ['closed', pullRequestEvent({ action: 'closed' }), { ...open, isClosed: true }],
    [
      'merged',
      pullRequestEvent({ action: 'closed', merged: true }),
      { ...open, isClosed: true, isMerged: true },
    ],
    [
      'merged, where only the time of it is told',
      more.reviewEvent({ action: 'closed', merged: true }),
      { ...open, isClosed: true, isMerged: true },
    ],
    [
      'merged, where only that is told',
      changeIn(opened, 'pull_request', { merged: true, state: null }),
      { ...open, isClosed: true, isMerged: true },
    ],
    ['of a fork', pullRequestEvent({ headOwner: 'guest' }), { ...open, headRepository: 'guest/models' }],
    ['to another branch', pullRequestEvent({ baseRef: 'release/2.x' }), { ...open, baseRef: 'release/2.x' }],
    ['without anything', change(opened, { pull_request: {} }), { isClosed: false, isMerged: false }],
    ['that is a list', change(opened, { pull_request: [opened.payload['pull_request']] }), undefined],
    ['of a run', more.workflowRunEvent(), undefined],
    ['of a comment', more.commentEvent(), undefined],
  ])('%s', (_, event, pull) => {
    const facts = read(event)
    expect(facts.pull).toStrictEqual(pull)
    expect('pull' in facts).toBe(pull !== undefined)
  })

  it('is foreign where the fork was deleted', () => {
    const facts = read(changeIn(opened, 'pull_request', { head: { sha: HEAD, ref: 'x', repo: null } }))
    expect(facts.pull).not.toHaveProperty('headRepository')
    expect(facts).toMatchObject({ commit: HEAD, runsWithSecretsOnForeignContent: true })
  })

  it('is of the repository itself however that is written', () => {
    expect(read(opened, { GITHUB_REPOSITORY: 'Acme/Models' }).runsWithSecretsOnForeignContent).toBe(false)
  })

  it('has a head that is asked for where it is not told: GITHUB_SHA is the test merge', () => {
    expect(read(change(opened, { pull_request: { number: 12 } }))).toMatchObject({ lookup: pull12 })
    expect(read(change(opened, { pull_request: { number: 12 } }))).not.toHaveProperty('commit')
  })
})

describe('Dependabot', () => {
  const bot = 'dependabot[bot]'

  it.each<[string, WorkflowEvent, object, boolean]>([
    ['is the actor', pushEvent(), { GITHUB_ACTOR: bot }, true],
    ['is the author of the pull request', pullRequestEvent({ actor: bot }), {}, true],
    ['is the author of the pull request commented on', more.commentEvent({ author: bot }), {}, true],
    ['is the author of an issue', more.commentEvent({ author: bot, on: 'issue' }), {}, false],
    ['is somebody else', opened, {}, false],
    ['is imitated', opened, { GITHUB_ACTOR: 'dependabot' }, false],
  ])('%s', (_, event, env, isDependabot) => {
    expect(read(event, env).isDependabot).toBe(isDependabot)
  })
})

describe('the repository', () => {
  it('is the one of the runner, or else the one of the payload', () => {
    expect(read(opened)).toMatchObject({ repository: 'acme/models', defaultBranch: 'main' })
    expect(read(opened, { GITHUB_REPOSITORY: 'a/b' }).repository).toBe('a/b')
    expect(read(opened, { GITHUB_REPOSITORY: undefined }).repository).toBe('acme/models')
  })

  it('may be unknown, and then is nobody’s own', () => {
    expect(eventFacts({}, undefined)).toStrictEqual({
      name: '',
      lookup: none,
      runsWithSecretsOnForeignContent: false,
      isDependabot: false,
      repository: '',
    })
    for (const pull_request of [opened.payload['pull_request'], {}]) {
      const facts = read(change(opened, { repository: null, pull_request }), { GITHUB_REPOSITORY: '' })
      expect(facts).toMatchObject({ repository: '', runsWithSecretsOnForeignContent: true })
    }
  })
})

const EVENTS = [...pulls, ...commits, ...runs, ...others].map(([, event]) => event)
const NAMES = [...new Set(EVENTS.map(({ name }) => name))]

describe('payloads that are odd', () => {
  it.each<[string, string, unknown]>([
    ['text', 'pull_request', 'payload'],
    ['null', 'push', null],
    ['a list', 'workflow_run', [1]],
    ['a pull request that is a list', 'pull_request', { pull_request: [{ number: 1 }] }],
    ['a number that is text', 'pull_request', { number: 7, pull_request: { number: '7' } }],
    ['a number that is not whole', 'issues', { issue: { number: 7.5 } }],
    ['a number that is none', 'issues', { issue: { number: 0 } }],
    [
      'a number that is too large',
      'merge_group',
      more.mergeGroupEvent({ headRef: `refs/heads/gh-readonly-queue/m/pr-${'9'.repeat(30)}-ab` }).payload,
    ],
    [
      'a queue of no number',
      'merge_group',
      { merge_group: { head_ref: 'refs/heads/gh-readonly-queue/pr-1-ab' } },
    ],
    ['a commit that is none', 'status', { sha: 'main' }],
    ['a commit that is a number', 'deployment_status', { deployment: { sha: 1 } }],
    ['a run without a commit', 'workflow_run', { workflow_run: { pull_requests: {}, head_branch: 'main' } }],
    ['listed pull requests that are null', 'check_run', { check_run: { pull_requests: [null] } }],
    ['a check without a commit', 'check_suite', { check_suite: { head_branch: 'main' } }],
    ['a push of no ref', 'push', { ref: 1, after: PUSHED.slice(1) }],
  ])('say nothing: %s', (_, name, payload) => {
    const { commit, lookup } = eventFacts({ ...ENV, GITHUB_EVENT_NAME: name }, payload)
    expect(lookup).toEqual(none)
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
  ])('have times: %j', (pushed_at, ms) => {
    const event = changeIn(pushEvent({ after: ZEROS }), 'repository', { pushed_at })
    expect(read(event).happenedAtMs).toBe(ms)
  })

  /** Payloads of the right shape with any JSON in some place. */
  const spoilt = fc
    .tuple(fc.constantFrom(...EVENTS), fc.infiniteStream(fc.nat(5)), fc.jsonValue())
    .map(([{ name, payload }, dice, junk]) => {
      const spoil = (value: unknown, depth: number): unknown => {
        if (dice.next().value === 0 && depth > 0) return junk
        if (Array.isArray(value)) return value.map((each) => spoil(each, depth + 1))
        if (typeof value !== 'object' || value === null) return value
        return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spoil(each, depth + 1)]))
      }
      return { name, payload: spoil(payload, 0) }
    })
  const arbitrary = fc.record({ name: fc.constantFrom(...NAMES), payload: fc.jsonValue() })

  it('never throw, and give nothing but what is well-formed', () => {
    fc.assert(
      fc.property(fc.oneof(arbitrary, spoilt), ({ name, payload }) => {
        const facts = eventFacts({ ...ENV, GITHUB_EVENT_NAME: name }, payload)
        if (facts.commit !== undefined) expect(facts.commit).toMatch(/^[0-9a-f]{40,64}$/)
        if (facts.happenedAtMs !== undefined) expect(Number.isInteger(facts.happenedAtMs)).toBe(true)
        const { lookup } = facts
        if (lookup.kind === 'number') expect(lookup.number).toBeGreaterThan(0)
        if (lookup.kind === 'commit') expect(lookup.sha).toMatch(/^[0-9a-f]{40,64}$/)
        expect(Object.values(facts)).not.toContain(undefined)
      }),
      { numRuns: 1000 },
    )
  })
})
