import { describe, expect, it } from '@jest/globals'
import { parseEvent } from '../../src/github/event.ts'
import {
  findPusher,
  resolveReportTarget,
  reportTargetFromEvent,
  restoreReportTarget,
  subjectOf,
  toMainTarget,
  type ReportTarget,
} from '../../src/github/report-target.ts'
import type { PullRequest, PullRequestLookup } from '../../src/state/github.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, BAD_GATEWAY } from '../fakes/comment-store.ts'
import { dispatchEvent, pullRequestEvent, pushEvent, type WorkflowEvent } from '../simulator/runner/events.ts'
import * as more from '../simulator/runner/more-events.ts'

/** Commits: the head of a pull request, what GITHUB_SHA names, what was pushed, and a later head. */
const [HEAD, RUNNER, PUSHED, LATER] = ['a', 'c', 'e', 'd'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
]
const ENV = { GITHUB_REPOSITORY: 'acme/models', GITHUB_SHA: RUNNER, GITHUB_ACTOR: 'octocat' }

const parse = ({ name, payload }: WorkflowEvent) => parseEvent({ ...ENV, GITHUB_EVENT_NAME: name }, payload)

/** An open pull request from a branch of the repository. */
function pullRequest(number: number, changes: Partial<PullRequest> = {}): PullRequest {
  return {
    number,
    headSha: HEAD,
    isFromFork: false,
    baseRef: 'main',
    isClosed: false,
    isMerged: false,
    ...changes,
  }
}

const fork = { isFromFork: true }

/** Pull requests on GitHub; records all requests. */
class FakePullRequests implements PullRequestLookup {
  readonly requests: string[] = []
  readonly pullRequests: readonly PullRequest[]
  /** Replaces the result of a method. */
  failures: Partial<Record<keyof PullRequestLookup, typeof BAD_GATEWAY>> = {}
  knowsForkCommits = true
  /** Whether every commit is on a branch of the repository. */
  isOnOwnBranchAnswer = false
  /** How many reads of the pull requests of a commit are empty before GitHub has associated them. */
  lateReads = 0
  /** The same for single commits. */
  readonly lateReadsOf = new Map<string, number>()
  /** How many reads still show a merged pull request as open. */
  readonly lateMerges = new Map<number, number>()

  constructor(...pullRequests: readonly PullRequest[]) {
    this.pullRequests = pullRequests
  }

  byNumber(number: number) {
    this.requests.push(`#${number}`)
    const value = this.pullRequests.filter((candidate) => candidate.number === number).map(this.#asShown)[0]
    return Promise.resolve(this.failures.byNumber ?? { ok: true as const, value })
  }

  byCommit(sha: string) {
    this.requests.push(`commit ${sha[0]}`)
    const lateReads = this.lateReadsOf.get(sha) ?? 0
    this.lateReadsOf.set(sha, lateReads - 1)
    if (this.lateReads-- > 0 || lateReads > 0) return Promise.resolve({ ok: true as const, value: [] })
    const value = this.pullRequests.filter(
      ({ headSha, mergeCommit, isFromFork }) =>
        (headSha === sha || mergeCommit === sha) && (this.knowsForkCommits || !isFromFork),
    )
    return Promise.resolve(this.failures.byCommit ?? { ok: true as const, value: value.map(this.#asShown) })
  }

  byBranch(owner: string, branch: string) {
    this.requests.push(`${owner}:${branch}`)
    const value = this.pullRequests.filter(
      ({ isFromFork, isClosed }) =>
        isFromFork === (owner === 'guest') && branch === 'better-support-bot' && !isClosed,
    )
    return Promise.resolve(this.failures.byBranch ?? { ok: true as const, value })
  }

  readonly #asShown = (shown: PullRequest): PullRequest => {
    const reads = this.lateMerges.get(shown.number) ?? 0
    this.lateMerges.set(shown.number, reads - 1)
    return reads > 0 ? { ...shown, isClosed: false, isMerged: false, mergeCommit: LATER } : shown
  }

  isOnOwnBranch(sha: string) {
    this.requests.push(`branches of ${sha[0]}`)
    return Promise.resolve(
      this.failures.isOnOwnBranch ?? { ok: true as const, value: this.isOnOwnBranchAnswer },
    )
  }
}

const resolve = async (
  event: WorkflowEvent,
  github: FakePullRequests,
  issueNumber?: number,
  clock?: VirtualClock,
) => {
  const result = await resolveReportTarget(parse(event), issueNumber, github, clock)
  if (!result.ok) throw new Error(result.message)
  return result.value
}

const as = (name: string, options = {}): WorkflowEvent => ({ ...pullRequestEvent(options), name })
const comment = more.commentEvent({ number: 12 })
const OPEN = { isClosed: false, isMerged: false }

describe('an event with a pull request in its payload', () => {
  it.each<[string, WorkflowEvent, object]>([
    ['pull_request', pullRequestEvent(), { pullRequest: OPEN }],
    ['pull_request_target', as('pull_request_target'), { pullRequest: OPEN }],
    ['a review', more.reviewEvent(), { pullRequest: OPEN }],
    [
      'a pull request to another base',
      pullRequestEvent({ baseRef: 'release/2.x' }),
      { baseRef: 'release/2.x' },
    ],
    [
      'a closed pull request',
      pullRequestEvent({ action: 'closed' }),
      { pullRequest: { isClosed: true, isMerged: false } },
    ],
    [
      'a merged pull request',
      pullRequestEvent({ action: 'closed', merged: true }),
      { pullRequest: { isClosed: true, isMerged: true } },
    ],
  ])('needs no request: %s', async (_name, event, target) => {
    const github = new FakePullRequests()
    const expected = {
      issueNumber: 12,
      commit: HEAD,
      baseRef: 'main',
      isPullRequest: true,
      isForeign: false,
      ...target,
    }
    expect(await resolve(event, github)).toMatchObject(expected)
    expect(await resolve(event, github, 12)).toMatchObject(expected)
    expect(reportTargetFromEvent(parse(event), undefined)).toMatchObject(expected)
    expect(github.requests).toEqual([])
  })
})

describe('an event that names a number', () => {
  it('of a pull request reads its head from GitHub', async () => {
    const github = new FakePullRequests(pullRequest(12, { baseRef: 'dev' }))
    expect(await resolve(comment, github)).toEqual({
      issueNumber: 12,
      commit: HEAD,
      baseRef: 'dev',
      pullRequest: OPEN,
      isHead: true,
      isPullRequest: true,
      isForeign: false,
    })
    expect(github.requests).toEqual(['#12'])
  })

  it.each([OPEN, { isClosed: true, isMerged: false }, { isClosed: true, isMerged: true }])(
    'of a pull request in the merge queue reports on the merge commit: %j',
    async (state) => {
      const github = new FakePullRequests(pullRequest(12, state))
      const target = await resolve(more.mergeGroupEvent(), github)
      expect(target).toEqual({
        issueNumber: 12,
        commit: PUSHED,
        baseRef: 'main',
        pullRequest: state,
        isPullRequest: true,
        isForeign: false,
      })
    },
  )

  it('of a pull request with a newer head reports on the earlier commit', async () => {
    const target = await resolve(
      more.workflowRunEvent(),
      new FakePullRequests(pullRequest(12, { headSha: LATER, isClosed: true })),
    )
    expect(target).toEqual({
      issueNumber: 12,
      commit: HEAD,
      baseRef: 'main',
      pullRequest: { isClosed: true, isMerged: false },
      isPullRequest: true,
      isForeign: false,
    })
  })

  it('of an issue needs no request and reports on the default branch', async () => {
    const github = new FakePullRequests()
    const issue = more.commentEvent({ on: 'issue' })
    const expected = { issueNumber: 9, commit: RUNNER, isPullRequest: false, isForeign: false }
    expect(await resolve(issue, github)).toEqual(expected)
    expect(reportTargetFromEvent(parse(issue), undefined)).toEqual(expected)
    expect(github.requests).toEqual([])
  })
})

describe('an event that names a commit', () => {
  const push = pushEvent()

  it.each<[string, readonly PullRequest[], object]>([
    [
      'the open one with this head, before a merged one',
      [
        pullRequest(3, { isMerged: true, isClosed: true, mergeCommit: PUSHED }),
        pullRequest(4, { headSha: PUSHED }),
      ],
      { issueNumber: 4, isPullRequest: true, baseRef: 'main' },
    ],
    [
      'the one merged as this commit, before a closed one',
      [
        pullRequest(5, { headSha: PUSHED, isClosed: true }),
        pullRequest(6, { isMerged: true, isClosed: true, mergeCommit: PUSHED }),
      ],
      // No base to compare with, because the base branch already contains it.
      { issueNumber: 6, isPullRequest: true, candidates: [6] },
    ],
    ['none whose test merge is this commit', [pullRequest(7, { mergeCommit: PUSHED })], {}],
    ['none that was closed with this head', [pullRequest(8, { headSha: PUSHED, isClosed: true })], {}],
    ['none if there is none', [], {}],
  ])('belongs to a pull request: %s', async (_name, pullRequests, target) => {
    const github = new FakePullRequests(...pullRequests)
    expect(await resolve(push, github)).toEqual({
      commit: PUSHED,
      isPullRequest: false,
      isForeign: false,
      ...target,
    })
    expect(github.requests.slice(0, 1)).toEqual(['commit e'])
  })

  const run = more.workflowRunEvent({ headOwner: 'guest' })

  it('of a fork is found by its branch if GitHub does not know the commit', async () => {
    const github = new FakePullRequests(pullRequest(13, { ...fork, headSha: LATER }), pullRequest(14, fork))
    github.knowsForkCommits = false
    expect(await resolve(run, github)).toEqual({
      issueNumber: 14,
      commit: HEAD,
      baseRef: 'main',
      isPullRequest: true,
      isForeign: true,
    })
    expect(github.requests).toEqual(['commit a', 'guest:better-support-bot'])
  })

  it('of a fork is untrusted, even if a pull request of this repository has the same head', async () => {
    expect(await resolve(run, new FakePullRequests(pullRequest(15)))).toMatchObject({
      issueNumber: 15,
      isForeign: true,
    })
  })

  it.each<[string, WorkflowEvent, readonly string[]]>([
    ['whose branch has a newer head', run, ['commit a', 'guest:better-support-bot']],
    ['of a deleted fork', more.workflowRunEvent({ headOwner: null }), ['commit a']],
    ['of a check in a fork', more.checkRunEvent({ headOwner: 'guest' }), ['commit a']],
  ])('%s belongs to no pull request', async (_name, event, requests) => {
    const github = new FakePullRequests(pullRequest(13, { ...fork, headSha: LATER }))
    expect(await resolve(event, github)).toEqual({ commit: HEAD, isPullRequest: false, isForeign: true })
    expect(github.requests).toEqual(requests)
  })
})

describe('a push that merges', () => {
  const [FIRST, SECOND, THIRD] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string]
  const merged = (number: number, mergeCommit: string) =>
    pullRequest(number, { isMerged: true, isClosed: true, mergeCommit, headSha: LATER })
  const pushOf = (...commits: readonly (readonly [sha: string, message: string])[]) =>
    pushEvent({
      after: commits.at(-1)?.[0] ?? '',
      commits: commits.map(([id, message]) => ({ id, message })),
    })

  it.each<[string, string]>([
    ['a merge', 'Merge pull request #12 from acme/better-support-bot\n\nTrain longer'],
    ['a squash', 'Train longer, as in #7 (#12)'],
    ['a squash of a revert', 'Revert "Train longer (#7)" (#12)'],
    ['a merge on Gitea', "Merge pull request 'Fix (#7)' (#12) from better-support-bot into main"],
  ])('finds the pull request by the number in the subject: %s', async (_, message) => {
    const github = new FakePullRequests(merged(12, FIRST), merged(7, LATER))
    expect(await resolve(pushOf([FIRST, message]), github)).toMatchObject({
      issueNumber: 12,
      candidates: [12],
    })
    expect(github.requests).toEqual(['#12'])
  })

  it('does not wait for a number that nobody finds', async () => {
    const github = new FakePullRequests(merged(3, FIRST))
    github.failures.byNumber = { ...BAD_GATEWAY, isNotFound: true }
    expect(await resolve(pushOf([FIRST, 'Harmless (#12)']), github)).toMatchObject({ issueNumber: 3 })
  })

  it('does not believe a number that somebody wrote into a subject', async () => {
    const github = new FakePullRequests(merged(12, LATER), merged(3, FIRST))
    expect(await resolve(pushOf([FIRST, 'Harmless (#12)']), github)).toMatchObject({ issueNumber: 3 })
    expect(github.requests).toEqual(['#12', 'commit 1'])
  })

  it.each<[string, readonly string[]]>([
    [
      'merges',
      [
        'Merge pull request #10 from a/b',
        'Merge pull request #11 from a/c',
        'Merge pull request #12 from a/d',
      ],
    ],
    ['squashes', ['One (#10)', 'Two (#11)', 'Three (#12)']],
    ['rebases', ['One', 'Two', 'Three']],
    ['a squash and rebases', ['One (#10)', 'Two', 'Three']],
  ])(
    'names all pull requests of a merge queue, newest last: %s',
    async (_, [one = '', two = '', three = '']) => {
      const github = new FakePullRequests(merged(10, FIRST), merged(11, SECOND), merged(12, THIRD))
      const target = await resolve(pushOf([FIRST, one], [SECOND, two], [THIRD, three]), github)
      expect(target).toMatchObject({ issueNumber: 12, candidates: [10, 11, 12] })
    },
  )

  it.each<[string, PullRequest, WorkflowEvent, ReportTarget['candidates']]>([
    ['merged', merged(12, FIRST), pushOf([FIRST, 'Train'], [SECOND, 'More']), [12]],
    ['did not merge', merged(12, THIRD), pushOf([FIRST, 'Train (#12)']), undefined],
    [
      'would merge as a test',
      pullRequest(12, { mergeCommit: FIRST }),
      pushOf([FIRST, 'Train (#12)']),
      undefined,
    ],
  ])(
    'knows whether it %s the pull request in issue-number, without another request',
    async (_, named, event, candidates) => {
      const github = new FakePullRequests(named)
      const target = await resolve(event, github, 12)
      expect(target).toMatchObject({ issueNumber: 12, isPullRequest: true })
      expect(target.candidates).toEqual(candidates)
      expect(github.requests).toEqual(['#12'])
    },
  )

  it('waits until GitHub has associated the commit', async () => {
    const clock = new VirtualClock()
    const github = new FakePullRequests(merged(12, FIRST))
    github.lateReads = 2
    expect(await resolve(pushOf([FIRST, 'Train']), github, undefined, clock)).toMatchObject({
      issueNumber: 12,
    })
    expect(clock.now()).toBe(30_000)
    expect(github.requests).toEqual(['commit 1', 'acme:main', 'commit 1', 'commit 1'])
  })

  it('believes three empty answers over 30 s', async () => {
    const clock = new VirtualClock()
    const github = new FakePullRequests(merged(12, FIRST))
    github.lateReads = 3
    expect((await resolve(pushOf([FIRST, 'Train']), github, undefined, clock)).issueNumber).toBeUndefined()
    expect([clock.now(), github.requests.length]).toEqual([30_000, 4])
  })

  it.each<[string, number, number, number | undefined]>([
    ['Train', 2, 30_000, 12],
    ['Train (#12)', 2, 15_000, 12],
    ['Train', 3, 30_000, undefined],
    ['Train (#12)', 4, 30_000, undefined],
  ])(
    'waits while GitHub shows the pull request as open: %s, %d reads',
    async (subject, lateReads, waitedMs, expected) => {
      const clock = new VirtualClock()
      const github = new FakePullRequests(merged(12, FIRST))
      github.lateMerges.set(12, lateReads)
      const target = await resolve(pushOf([FIRST, subject]), github, undefined, clock)
      expect([target.issueNumber, clock.now()]).toEqual([expected, waitedMs])
    },
  )

  it('waits for all that the subjects name, and asks for no other commit', async () => {
    const clock = new VirtualClock()
    const github = new FakePullRequests(merged(10, FIRST), merged(12, THIRD))
    github.lateMerges.set(10, 2)
    const event = pushOf([FIRST, 'One (#10)'], [SECOND, 'Two'], [THIRD, 'Three (#12)'])
    expect((await resolve(event, github, undefined, clock)).candidates).toEqual([10, 12])
    expect([clock.now(), github.requests]).toEqual([15_000, ['#10', '#12', 'commit 1', 'commit 1']])
  })

  it('does not wait if a later merge brought its commit', async () => {
    const clock = new VirtualClock()
    const github = new FakePullRequests(pullRequest(12, { isMerged: true, isClosed: true, mergeCommit: LATER, headSha: FIRST })) // prettier-ignore
    expect((await resolve(pushOf([FIRST, 'Train']), github, undefined, clock)).candidates).toBeUndefined()
    expect([clock.now(), github.requests]).toEqual([0, ['commit 1']])
  })

  describe('several pull requests', () => {
    const event = pushOf([FIRST, 'One'], [SECOND, 'Two'], [THIRD, 'Three'])

    it.each<[string, number, number, ReportTarget['candidates'], readonly string[]]>([
      ['at once', 0, 0, [10, 11, 12], ['commit 3', 'commit 1', 'commit 2']],
      [
        'late',
        1,
        30_000,
        [10, 11, 12],
        ['commit 3', 'commit 1', 'commit 2', 'commit 1', 'commit 2', 'commit 2'],
      ],
      [
        'too late',
        2,
        30_000,
        [10, 12],
        ['commit 3', 'commit 1', 'commit 2', 'commit 1', 'commit 2', 'commit 1', 'commit 2'],
      ],
    ])(
      'reads all commits again that GitHub associates %s',
      async (_, late, waitedMs, candidates, requests) => {
        const clock = new VirtualClock()
        const github = new FakePullRequests(merged(10, FIRST), merged(11, SECOND), merged(12, THIRD))
        github.lateReadsOf.set(FIRST, late).set(SECOND, late === 0 ? 0 : late + 1)
        expect((await resolve(event, github, undefined, clock)).candidates).toEqual(candidates)
        expect([clock.now(), github.requests]).toEqual([waitedMs, requests])
      },
    )

    it('wait no longer, and need no more requests, if the push merged none', async () => {
      const clock = new VirtualClock()
      const github = new FakePullRequests()
      expect((await resolve(event, github, undefined, clock)).candidates).toBeUndefined()
      const head = ['commit 3', 'acme:main', 'commit 3', 'commit 3']
      expect([clock.now(), github.requests]).toEqual([30_000, [...head, 'commit 1', 'commit 2']])
    })
  })

  it('is found by its branch at once if the server does not know the commits of pull requests', async () => {
    const clock = new VirtualClock()
    const github = new FakePullRequests(pullRequest(12, { headSha: PUSHED }))
    github.lateReads = 3
    const event = pushEvent({ ref: 'refs/heads/better-support-bot' })
    expect(await resolve(event, github, undefined, clock)).toMatchObject({ issueNumber: 12 })
    expect(clock.now()).toBe(0)
  })

  it.each<[string, string, ReportTarget['pullRequest']]>([
    ['to the branch of a pull request', 'better-support-bot', { isClosed: false, isMerged: false }],
    ['of its head to the base branch, which merges it', 'main', undefined],
  ])('knows the state of the pull request after a push %s', async (_, branch, expected) => {
    const github = new FakePullRequests(pullRequest(12, { headSha: PUSHED }))
    const target = await resolve(pushEvent({ ref: `refs/heads/${branch}` }), github)
    expect(target).toMatchObject({ issueNumber: 12, commit: PUSHED })
    expect(target.pullRequest).toEqual(expected)
  })

  it.each<[keyof PullRequestLookup, string]>([
    ['byNumber', 'Train (#12)'],
    ['byCommit', 'Train'],
    ['byBranch', 'Train'],
  ])('fails if GitHub does: %s', async (method, message) => {
    const github = new FakePullRequests()
    github.failures = { [method]: BAD_GATEWAY }
    const event = parse(pushOf([FIRST, message]))
    expect(await resolveReportTarget(event, undefined, github, new VirtualClock())).toBe(BAD_GATEWAY)
  })
})

describe.each([more.deploymentEvent, more.deploymentStatusEvent])('a deployment', (eventOf) => {
  it.each<[string, readonly PullRequest[], boolean, boolean]>([
    ['of a commit on no branch', [], false, true],
    ['of a commit on a branch', [], true, false],
    ['of the head of a fork', [pullRequest(12, fork)], false, true],
    ['of the head of a fork that is also on a branch', [pullRequest(12, fork)], true, false],
    ['of the head of our pull request', [pullRequest(12)], false, false],
  ])('%s', async (_, pullRequests, isOnOwnBranch, isForeign) => {
    const github = new FakePullRequests(...pullRequests)
    github.isOnOwnBranchAnswer = isOnOwnBranch
    expect((await resolve(eventOf(), github)).isForeign).toBe(isForeign)
    expect((await resolve(eventOf(), github, 9)).isForeign).toBe(isForeign)
    expect(reportTargetFromEvent(parse(eventOf()), undefined).isForeign).toBe(true)
  })

  it('fails if GitHub does not tell the branches', async () => {
    const github = new FakePullRequests()
    github.failures = { isOnOwnBranch: BAD_GATEWAY }
    expect(await resolveReportTarget(parse(eventOf()), undefined, github)).toBe(BAD_GATEWAY)
  })
})

describe('a program that names a pull request in issue-number', () => {
  const dispatched = more.repositoryDispatchEvent()

  it.each<[string, WorkflowEvent, Partial<PullRequest>, boolean]>([
    ['from a fork', dispatched, fork, true],
    ['from this repository', dispatched, {}, false],
    ['from a fork, but a person started the workflow', dispatchEvent(), fork, false],
  ])('%s', async (_, event, changes, isForeign) => {
    expect(await resolve(event, new FakePullRequests(pullRequest(3, changes)), 3)).toMatchObject({
      issueNumber: 3,
      isForeign,
    })
  })

  it('counts as from a fork if GitHub does not tell', () => {
    expect(reportTargetFromEvent(parse(dispatched), 3).isForeign).toBe(true)
    expect(reportTargetFromEvent(parse(dispatched), undefined).isForeign).toBe(false)
    expect(reportTargetFromEvent(parse(dispatchEvent()), 3).isForeign).toBe(false)
  })
})

describe('an event without a pull request or commit', () => {
  it.each([dispatchEvent(), more.scheduleEvent(), more.releaseEvent(), pushEvent({ ref: 'refs/tags/v1' })])(
    'needs no request: $name',
    async (event) => {
      const github = new FakePullRequests()
      const commit = event.name === 'push' ? PUSHED : RUNNER
      expect(await resolve(event, github)).toEqual({ commit, isPullRequest: false, isForeign: false })
      expect(github.requests).toEqual([])
    },
  )
})

describe('issue-number', () => {
  it.each<[string, WorkflowEvent, string]>([
    ['pull_request', pullRequestEvent(), HEAD],
    ['push', pushEvent(), PUSHED],
    ['workflow_dispatch', dispatchEvent(), RUNNER],
    ['merge_group', more.mergeGroupEvent(), PUSHED],
  ])('overrides the pull request of the event but not its commit: %s', async (_name, event, commit) => {
    const github = new FakePullRequests(
      pullRequest(3, { headSha: LATER, baseRef: 'dev' }),
      pullRequest(12),
      pullRequest(4, { headSha: PUSHED }),
    )
    expect(await resolve(event, github, 3)).toEqual({
      issueNumber: 3,
      isPullRequest: true,
      commit,
      baseRef: 'dev',
      isForeign: false,
    })
    expect(github.requests).toEqual(['#3'])
    expect(reportTargetFromEvent(parse(event), 3)).toEqual({
      issueNumber: 3,
      commit,
      isPullRequest: true,
      isForeign: false,
    })
  })

  it.each<[string, WorkflowEvent, boolean]>([
    ['closed', pullRequestEvent({ action: 'closed' }), false],
    ['merged', pullRequestEvent({ action: 'closed', merged: true }), true],
  ])('does not hide that the pull request of the event is %s', async (_, event, isMerged) => {
    const closed = { pullRequest: { isClosed: true, isMerged, number: 12 } }
    expect(await resolve(event, new FakePullRequests(pullRequest(3)), 3)).toMatchObject(closed)
    expect(await resolve(event, new FakePullRequests(), 9)).toMatchObject(closed)
    expect(reportTargetFromEvent(parse(event), 9)).toMatchObject(closed)
  })

  it('may be the number of an issue', async () => {
    expect(await resolve(pushEvent(), new FakePullRequests(), 9)).toEqual({
      issueNumber: 9,
      commit: PUSHED,
      isPullRequest: false,
      isForeign: false,
    })
  })

  it.each([as('pull_request_target'), comment, more.workflowRunEvent(), more.reviewEvent()])(
    'of an issue keeps content of this repository trusted: $name',
    async (event) => {
      const target = { issueNumber: 9, commit: HEAD, isPullRequest: false, isForeign: false }
      expect(await resolve(event, new FakePullRequests(pullRequest(12)), 9)).toEqual(target)
    },
  )

  it.each<[string, WorkflowEvent, readonly PullRequest[]]>([
    ['the content of the event', as('pull_request_target', { headOwner: 'guest' }), [pullRequest(3)]],
    [
      'the workflow run worked on it',
      more.workflowRunEvent({ headOwner: 'guest' }),
      [pullRequest(3, { headSha: LATER })],
    ],
    ['the pull request with that number', more.workflowRunEvent(), [pullRequest(3, fork), pullRequest(12)]],
  ])('keeps content of a fork untrusted: %s', async (_name, event, pullRequests) => {
    expect(await resolve(event, new FakePullRequests(...pullRequests), 3)).toMatchObject({
      issueNumber: 3,
      isForeign: true,
    })
  })
})

describe('untrusted content in a workflow with secrets', () => {
  it.each<[string, WorkflowEvent, readonly PullRequest[], boolean]>([
    ['a fork of the payload', as('pull_request_target', { headOwner: 'guest' }), [], true],
    ['a fork whose workflow has secrets', pullRequestEvent({ headOwner: 'guest' }), [], true],
    ['a branch of the payload', as('pull_request_target'), [], false],
    ['a fork that was commented on', comment, [pullRequest(12, fork)], true],
    ['a branch that was commented on', comment, [pullRequest(12)], false],
    ['a deleted pull request', comment, [], true],
    ['a run for a fork', more.workflowRunEvent({ headOwner: 'guest' }), [], true],
    [
      'a run for a fork that GitHub knows',
      more.workflowRunEvent({ headOwner: 'guest' }),
      [pullRequest(12, fork)],
      true,
    ],
    ['a run for a deleted fork', more.workflowRunEvent({ headOwner: null }), [], true],
    [
      'a run after a push to this repository',
      more.workflowRunEvent({ event: 'push', pullRequests: [] }),
      [],
      false,
    ],
    ['a status on no branch', more.statusEvent({ branches: [] }), [], true],
    ['a status on a branch', more.statusEvent(), [], false],
    [
      'a push of a commit that a fork also has',
      pushEvent(),
      [pullRequest(12, { ...fork, headSha: PUSHED })],
      false,
    ],
  ])('is detected: %s', async (_name, event, pullRequests, isForeign) => {
    expect((await resolve(event, new FakePullRequests(...pullRequests))).isForeign).toBe(isForeign)
  })

  it.each<[string, WorkflowEvent, boolean]>([
    ['a fork of the payload', as('pull_request_target', { headOwner: 'guest' }), true],
    ['a branch of the payload', as('pull_request_target'), false],
    ['a comment on an unknown pull request', comment, true],
    ['a run for a fork', more.workflowRunEvent({ headOwner: 'guest' }), true],
    ['a run for an unknown pull request', more.workflowRunEvent(), true],
    ['a comment on an issue', more.commentEvent({ on: 'issue' }), false],
  ])('is assumed without GitHub: %s', (_name, event, isForeign) => {
    expect(reportTargetFromEvent(parse(event), undefined).isForeign).toBe(isForeign)
    expect(reportTargetFromEvent(parse(event), 3).isForeign).toBe(isForeign)
  })
})

describe('a failed request to GitHub', () => {
  const run = more.workflowRunEvent({ headOwner: 'guest' })

  it.each<[keyof PullRequestLookup, WorkflowEvent, number | undefined]>([
    ['byNumber', comment, undefined],
    ['byNumber', pushEvent(), 3],
    ['byCommit', pushEvent(), undefined],
    ['byCommit', run, undefined],
    ['byCommit', run, 3],
    ['byBranch', run, undefined],
  ])('is returned as the error: %s', async (method, event, issueNumber) => {
    for (const failure of [BAD_GATEWAY, FORBIDDEN]) {
      const github = new FakePullRequests(pullRequest(3, { headSha: LATER }))
      github.failures = { [method]: failure }
      expect(await resolveReportTarget(parse(event), issueNumber, github)).toBe(failure)
    }
  })
})

describe('the target that post gets from main', () => {
  it.each<[string, WorkflowEvent]>([
    ['the payload names', pullRequestEvent({ number: 12, headSha: HEAD })],
    ['only the API names', more.commentEvent({ number: 12 })],
  ])('has the commit that was the head, which %s', async (_, event) => {
    const target = await resolveReportTarget(parse(event), undefined, new FakePullRequests(pullRequest(12)))
    const saved = target.ok ? toMainTarget(target.value) : undefined
    expect(saved).toEqual({
      issueNumber: 12,
      isPullRequest: true,
      commit: HEAD,
      isPullRequestHead: true,
    })
    expect(saved && restoreReportTarget(saved)).toMatchObject({
      issueNumber: 12,
      commit: HEAD,
      pullRequest: {},
    })
  })

  it('has all pull requests that the push merged', () => {
    const target = {
      issueNumber: 12,
      candidates: [13, 12],
      isPullRequest: true,
      commit: HEAD,
      isForeign: false,
    }
    expect(restoreReportTarget(toMainTarget(target))).toMatchObject({ candidates: [13, 12] })
  })

  it('is no head of a pull request after a newer one', async () => {
    const github = new FakePullRequests(pullRequest(12, { headSha: LATER }))
    expect(toMainTarget(await resolve(more.workflowRunEvent(), github)).isPullRequestHead).toBe(false)
  })

  it('is no head of a pull request after a push', () => {
    const saved = toMainTarget(reportTargetFromEvent(parse(pushEvent()), undefined))
    expect(saved.isPullRequestHead).toBe(false)
    expect(restoreReportTarget(saved).pullRequest).toBeUndefined()
  })
})

describe('whoever pushed what a run works on', () => {
  const pusher = 'olga'

  it.each<[string, Pick<ReportTarget, 'candidates' | 'issueNumber'>, string | undefined]>([
    ['is the pusher of an open pull request', { issueNumber: 5 }, pusher],
    [
      'is the pusher of a pull request into which others were merged',
      { issueNumber: 5, candidates: [6] },
      pusher,
    ],
    ['is the pusher without a pull request', { candidates: [6] }, pusher],
    ['has merged the pull request', { issueNumber: 6, candidates: [5, 6] }, undefined],
  ])('%s', (_, target, expected) => {
    expect(findPusher({ pusher }, target)).toBe(expected)
  })
})

describe('the subject of a run', () => {
  const ON_ISSUE = { issueNumber: 9, isPullRequest: false }
  const ON_PULL = { issueNumber: 12, isPullRequest: true }
  const target = { ...pullRequestEvent({ number: 3 }), name: 'pull_request_target' }

  it.each<[string, WorkflowEvent, Parameters<typeof subjectOf>[1], string | undefined]>([
    ['of a pull request on an issue', pullRequestEvent({ number: 3 }), ON_ISSUE, '#3'],
    ['whose GITHUB_REF is that of the base branch', target, ON_ISSUE, '#3'],
    ['after a run for a pull request', more.workflowRunEvent(), ON_ISSUE, '#12'],
    [
      'after one for a branch',
      more.workflowRunEvent({ headBranch: 'a', pullRequests: [] }),
      ON_ISSUE,
      'acme:refs/heads/a',
    ],
    ['of a push', pushEvent({ ref: 'refs/heads/b' }), ON_ISSUE, 'acme:refs/heads/b'],
    ['of a comment on the issue', more.commentEvent({ number: 9, on: 'issue' }), ON_ISSUE, undefined],
    ['of a start by hand', dispatchEvent(), ON_ISSUE, 'workflow_dispatch refs/heads/main'],
    ['of a schedule', more.scheduleEvent(), ON_ISSUE, 'schedule refs/heads/main'],
    ['of the queue on an issue', more.mergeGroupEvent(), ON_ISSUE, 'merge queue #12'],
    ['of a pull request on it', pullRequestEvent({ number: 12 }), ON_PULL, undefined],
    ['of a pull request on another one', pullRequestEvent({ number: 3 }), ON_PULL, '#3'],
    ['of a push to it', pushEvent(), { ...ON_PULL, isOfHeadBranch: true }, undefined],
    ['of a push that has merged it', pushEvent(), ON_PULL, 'acme:refs/heads/main'],
    ['of its entry in the queue', more.mergeGroupEvent(), ON_PULL, 'merge queue'],
    ['of a deployment of it', more.deploymentEvent(), ON_PULL, undefined],
    ['of a start by hand for it', dispatchEvent(), ON_PULL, 'workflow_dispatch refs/heads/main'],
    ['without a conversation', pushEvent(), { isPullRequest: false }, undefined],
  ])('%s', (_, event, reported, subject) => {
    expect(subjectOf(parse(event), reported, 'refs/heads/main')).toBe(subject)
  })

  it.each<[string, WorkflowEvent, Partial<PullRequest>, string | undefined]>([
    ['a push to it', pushEvent({ ref: 'refs/heads/feature', after: HEAD }), {}, undefined],
    [
      'a push to it before a newer one',
      pushEvent({ ref: 'refs/heads/feature', after: HEAD }),
      { headSha: LATER },
      undefined,
    ],
    ['a push to its base branch', pushEvent({ after: LATER }), {}, 'acme:refs/heads/main'],
    [
      'a run for its fork',
      more.workflowRunEvent({ headOwner: 'guest', headBranch: 'feature', pullRequests: [] }),
      { isFromFork: true },
      undefined,
    ],
    [
      'a run for a branch of that name in this repository',
      more.workflowRunEvent({ headBranch: 'feature', pullRequests: [] }),
      { isFromFork: true },
      'acme:refs/heads/feature',
    ],
  ])('of %s, if `issue-number` names the pull request', async (_, event, state, subject) => {
    const github = new FakePullRequests(pullRequest(12, { headRef: 'feature', ...state }))
    expect(subjectOf(parse(event), await resolve(event, github, 12), 'refs/heads/x')).toBe(subject)
  })
})
