import { describe, expect, it } from '@jest/globals'
import { eventFacts } from '../../src/github/event.ts'
import { findPlace, placeUnasked, type PullRequests } from '../../src/github/report-target.ts'
import type { PullRequest } from '../../src/github/repository.ts'
import { FORBIDDEN, PASSING } from '../fakes/comment-store.ts'
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

const factsOf = ({ name, payload }: WorkflowEvent) => eventFacts({ ...ENV, GITHUB_EVENT_NAME: name }, payload)

/** A pull request as GitHub describes it now: open, from a branch of the repository. */
function pull(number: number, changes: Partial<PullRequest> = {}): PullRequest {
  return {
    number,
    headSha: HEAD,
    headRepository: 'acme/models',
    headRef: 'better-support-bot',
    baseRef: 'main',
    isClosed: false,
    isMerged: false,
    ...changes,
  }
}

const fork = { headRepository: 'guest/models' }
const { headRepository: _, ...ofNobody } = pull(12)

/** The pull requests that GitHub knows, and what it was asked. */
class Pulls implements PullRequests {
  readonly asked: string[] = []
  readonly all: readonly PullRequest[]
  /** The answer to one kind of question, in place of its own. */
  failures: Partial<Record<keyof PullRequests, typeof PASSING>> = {}
  /** Whether it knows the commits of forks. */
  isWise = true

  constructor(...all: readonly PullRequest[]) {
    this.all = all
  }

  byNumber(number: number) {
    this.asked.push(`#${number}`)
    const value = this.all.find((each) => each.number === number)
    return Promise.resolve(this.failures.byNumber ?? { ok: true as const, value })
  }

  ofCommit(sha: string) {
    this.asked.push(`commit ${sha[0]}`)
    const value = this.all.filter(
      ({ headSha, mergeCommit, headRepository }) =>
        (headSha === sha || mergeCommit === sha) && (this.isWise || headRepository !== 'guest/models'),
    )
    return Promise.resolve(this.failures.ofCommit ?? { ok: true as const, value })
  }

  fromBranch(owner: string, branch: string) {
    this.asked.push(`${owner}:${branch}`)
    const value = this.all.filter(
      ({ headRepository, headRef, isClosed }) =>
        headRepository === `${owner}/models` && headRef === branch && !isClosed,
    )
    return Promise.resolve(this.failures.fromBranch ?? { ok: true as const, value })
  }
}

const find = async (event: WorkflowEvent, pulls: Pulls, issueNumber?: number) => {
  const reply = await findPlace(factsOf(event), issueNumber, pulls)
  if (!reply.ok) throw new Error(reply.reason)
  return reply.value
}

const as = (name: string, facts = {}): WorkflowEvent => ({ ...pullRequestEvent(facts), name })
const comment = more.commentEvent({ number: 12 })
const open = { isClosed: false, isMerged: false }

describe('an event that tells of its pull request itself', () => {
  it.each<[string, WorkflowEvent, object]>([
    ['pull_request', pullRequestEvent(), { pull: open }],
    ['pull_request_target', as('pull_request_target'), { pull: open }],
    ['a review', more.reviewEvent(), { pull: open }],
    ['one to another base', pullRequestEvent({ baseRef: 'release/2.x' }), { baseRef: 'release/2.x' }],
    [
      'one that was closed',
      pullRequestEvent({ action: 'closed' }),
      { pull: { isClosed: true, isMerged: false } },
    ],
    [
      'one that was merged',
      pullRequestEvent({ action: 'closed', merged: true }),
      { pull: { isClosed: true, isMerged: true } },
    ],
  ])('needs no request: %s', async (_name, event, place) => {
    const pulls = new Pulls()
    const expected = { issueNumber: 12, commit: HEAD, baseRef: 'main', isForeign: false, ...place }
    expect(await find(event, pulls)).toMatchObject(expected)
    expect(await find(event, pulls, 12)).toMatchObject(expected)
    expect(placeUnasked(factsOf(event), undefined)).toMatchObject(expected)
    expect(pulls.asked).toEqual([])
  })
})

describe('an event that names a number', () => {
  it('of a pull request asks GitHub for its head', async () => {
    const pulls = new Pulls(pull(12, { baseRef: 'dev' }))
    expect(await find(comment, pulls)).toEqual({
      issueNumber: 12,
      commit: HEAD,
      baseRef: 'dev',
      pull: open,
      isForeign: false,
    })
    expect(pulls.asked).toEqual(['#12'])
  })

  it('of a pull request in the merge queue is about another commit than its head', async () => {
    const pulls = new Pulls(pull(12, { isClosed: true }))
    const place = await find(more.mergeGroupEvent(), pulls)
    expect(place).toEqual({ issueNumber: 12, commit: PUSHED, baseRef: 'main', isForeign: false })
  })

  it('of a pull request that has moved on since is about an earlier commit', async () => {
    const place = await find(more.workflowRunEvent(), new Pulls(pull(12, { headSha: LATER })))
    expect(place).toEqual({ issueNumber: 12, commit: HEAD, baseRef: 'main', isForeign: false })
  })

  it('of a plain issue needs no request, and is about the default branch', async () => {
    const pulls = new Pulls()
    const issue = more.commentEvent({ on: 'issue' })
    const expected = { issueNumber: 9, commit: RUNNER, isForeign: false }
    expect(await find(issue, pulls)).toEqual(expected)
    expect(placeUnasked(factsOf(issue), undefined)).toEqual(expected)
    expect(pulls.asked).toEqual([])
  })
})

describe('an event that names a commit', () => {
  const push = pushEvent()

  it.each<[string, readonly PullRequest[], object]>([
    [
      'the open one with this head, also before a merged one',
      [pull(3, { isMerged: true, isClosed: true, mergeCommit: PUSHED }), pull(4, { headSha: PUSHED })],
      { issueNumber: 4, baseRef: 'main' },
    ],
    [
      'the one that was merged as it, also before one that was closed',
      [
        pull(5, { headSha: PUSHED, isClosed: true }),
        pull(6, { isMerged: true, isClosed: true, mergeCommit: PUSHED }),
      ],
      // Its base branch has it already: nothing to compare.
      { issueNumber: 6 },
    ],
    ['none that GitHub only tries to merge as it', [pull(7, { mergeCommit: PUSHED })], {}],
    ['none that was closed with this head', [pull(8, { headSha: PUSHED, isClosed: true })], {}],
    ['none where there is none', [], {}],
  ])('belongs to a pull request: %s', async (_name, all, place) => {
    const pulls = new Pulls(...all)
    expect(await find(push, pulls)).toEqual({ commit: PUSHED, isForeign: false, ...place })
    expect(pulls.asked).toEqual(['commit e'])
  })

  const run = more.workflowRunEvent({ headOwner: 'guest' })

  it('of a fork that GitHub does not know is found by its branch', async () => {
    const pulls = new Pulls(pull(13, { ...fork, headSha: LATER }), pull(14, fork))
    pulls.isWise = false
    expect(await find(run, pulls)).toEqual({
      issueNumber: 14,
      commit: HEAD,
      baseRef: 'main',
      isForeign: true,
    })
    expect(pulls.asked).toEqual(['commit a', 'guest:better-support-bot'])
  })

  it('of a fork is foreign, also where a pull request of ours has the same head', async () => {
    expect(await find(run, new Pulls(pull(15)))).toMatchObject({ issueNumber: 15, isForeign: true })
  })

  it.each<[string, WorkflowEvent, readonly string[]]>([
    ['whose branch has another head by now', run, ['commit a', 'guest:better-support-bot']],
    ['of a fork that is gone', more.workflowRunEvent({ headOwner: null }), ['commit a']],
    ['of a check in a fork', more.checkRunEvent({ headOwner: 'guest' }), ['commit a']],
  ])('%s belongs to no pull request', async (_name, event, asked) => {
    const pulls = new Pulls(pull(13, { ...fork, headSha: LATER }))
    expect(await find(event, pulls)).toEqual({ commit: HEAD, isForeign: true })
    expect(pulls.asked).toEqual(asked)
  })
})

describe('an event that names nothing', () => {
  it.each([dispatchEvent(), more.scheduleEvent(), more.releaseEvent(), pushEvent({ ref: 'refs/tags/v1' })])(
    'needs no request: $name',
    async (event) => {
      const pulls = new Pulls()
      const commit = event.name === 'push' ? PUSHED : RUNNER
      expect(await find(event, pulls)).toEqual({ commit, isForeign: false })
      expect(pulls.asked).toEqual([])
    },
  )
})

describe('issue-number', () => {
  it.each<[string, WorkflowEvent, string]>([
    ['pull_request', pullRequestEvent(), HEAD],
    ['push', pushEvent(), PUSHED],
    ['workflow_dispatch', dispatchEvent(), RUNNER],
    ['merge_group', more.mergeGroupEvent(), PUSHED],
  ])('wins over the event, whose commit stays the one that is meant: %s', async (_name, event, commit) => {
    const pulls = new Pulls(
      pull(3, { headSha: LATER, baseRef: 'dev' }),
      pull(12),
      pull(4, { headSha: PUSHED }),
    )
    expect(await find(event, pulls, 3)).toEqual({ issueNumber: 3, commit, baseRef: 'dev', isForeign: false })
    expect(pulls.asked).toEqual(['#3'])
    expect(placeUnasked(factsOf(event), 3)).toEqual({ issueNumber: 3, commit, isForeign: false })
  })

  it('may be that of an issue', async () => {
    expect(await find(pushEvent(), new Pulls(), 9)).toEqual({
      issueNumber: 9,
      commit: PUSHED,
      isForeign: false,
    })
  })

  it.each([as('pull_request_target'), comment, more.workflowRunEvent(), more.reviewEvent()])(
    'of an issue makes nothing foreign that is our own: $name',
    async (event) => {
      const place = { issueNumber: 9, commit: HEAD, isForeign: false }
      expect(await find(event, new Pulls(pull(12)), 9)).toEqual(place)
    },
  )

  it.each<[string, WorkflowEvent, readonly PullRequest[]]>([
    ['the content of the event is', as('pull_request_target', { headOwner: 'guest' }), [pull(3)]],
    [
      'the run of the event worked on it',
      more.workflowRunEvent({ headOwner: 'guest' }),
      [pull(3, { headSha: LATER })],
    ],
    ['the pull request with that number is', more.workflowRunEvent(), [pull(3, fork), pull(12)]],
  ])('makes nothing less foreign: %s', async (_name, event, all) => {
    expect(await find(event, new Pulls(...all), 3)).toMatchObject({ issueNumber: 3, isForeign: true })
  })
})

describe('content from outside in a workflow with secrets', () => {
  it.each<[string, WorkflowEvent, readonly PullRequest[], boolean]>([
    ['a fork of the payload', as('pull_request_target', { headOwner: 'guest' }), [], true],
    ['a fork whose workflow was given secrets', pullRequestEvent({ headOwner: 'guest' }), [], true],
    ['a branch of the payload', as('pull_request_target'), [], false],
    ['a fork that was commented on', comment, [pull(12, fork)], true],
    ['a branch that was commented on', comment, [pull(12)], false],
    [
      'a branch that was commented on, whatever the case',
      comment,
      [pull(12, { headRepository: 'Acme/Models' })],
      false,
    ],
    ['a fork that is gone', comment, [ofNobody], true],
    ['a pull request that is gone', comment, [], true],
    ['a run for a fork', more.workflowRunEvent({ headOwner: 'guest' }), [], true],
    [
      'a run for a fork that GitHub knows',
      more.workflowRunEvent({ headOwner: 'guest' }),
      [pull(12, fork)],
      true,
    ],
    ['a run for a fork that is gone', more.workflowRunEvent({ headOwner: null }), [], true],
    ['a run after a push here', more.workflowRunEvent({ event: 'push', pulls: [] }), [], false],
    ['a status on no branch', more.statusEvent({ branches: [] }), [], true],
    ['a status on a branch', more.statusEvent(), [], false],
    ['a push of what a fork has', pushEvent(), [pull(12, { ...fork, headSha: PUSHED })], false],
  ])('is told from our own: %s', async (_name, event, all, isForeign) => {
    expect((await find(event, new Pulls(...all))).isForeign).toBe(isForeign)
  })

  it.each<[string, WorkflowEvent, boolean]>([
    ['a fork of the payload', as('pull_request_target', { headOwner: 'guest' }), true],
    ['a branch of the payload', as('pull_request_target'), false],
    ['a comment on who knows what', comment, true],
    ['a run for a fork', more.workflowRunEvent({ headOwner: 'guest' }), true],
    ['a run for who knows what', more.workflowRunEvent(), true],
    ['a comment on an issue', more.commentEvent({ on: 'issue' }), false],
  ])('is assumed where GitHub does not say: %s', (_name, event, isForeign) => {
    expect(placeUnasked(factsOf(event), undefined).isForeign).toBe(isForeign)
    expect(placeUnasked(factsOf(event), 3).isForeign).toBe(isForeign)
  })
})

describe('a question that GitHub does not answer', () => {
  const run = more.workflowRunEvent({ headOwner: 'guest' })

  it.each<[keyof PullRequests, WorkflowEvent, number | undefined]>([
    ['byNumber', comment, undefined],
    ['byNumber', pushEvent(), 3],
    ['ofCommit', pushEvent(), undefined],
    ['ofCommit', run, undefined],
    ['ofCommit', run, 3],
    ['fromBranch', run, undefined],
  ])('is told of, and nothing is made of it: %s', async (question, event, issueNumber) => {
    for (const failure of [PASSING, FORBIDDEN]) {
      const pulls = new Pulls(pull(3, { headSha: LATER }))
      pulls.failures = { [question]: failure }
      expect(await findPlace(factsOf(event), issueNumber, pulls)).toBe(failure)
    }
  })
})
