import { afterAll, describe, expect, it } from '@jest/globals'
import * as events from '../simulator/runner/events.ts'
import * as moreEvents from '../simulator/runner/more-events.ts'
import type { WorkflowEvent } from '../simulator/runner/events.ts'
import { VirtualClock } from '../simulator/runner/virtual-clock.ts'
import type { RunFacts } from '../simulator/runner/workflow-run.ts'
import { inWorld, PULL_REQUEST, type World } from './world.ts'

const { pullRequestEvent, pushEvent, dispatchEvent } = events

/** Head of the pull request; what GitHub builds or merges of it; the tip of the default branch. */
const [HEAD, MERGE, TIP] = ['a', 'c', 'e'].map((digit) => digit.repeat(40)) as [string, string, string]
const ISSUE = 9

interface Row {
  readonly title: string
  readonly event: WorkflowEvent
  readonly run?: RunFacts
  readonly issueNumber?: number
  readonly prepare?: (world: World) => void
  /** Pull request or issue that gets the comment. */
  readonly reportsOn: number | undefined
  /** Commit that gets the status. */
  readonly about: string | undefined
  readonly outcome?: string
}

const merged = ({ github }: World): void => {
  github.addPull({
    number: PULL_REQUEST,
    merged: true,
    mergeCommit: MERGE,
    head: { ref: 'better-support-bot', sha: HEAD, repo: 'acme/models' },
  })
}
const closed = ({ github }: World): void => {
  const pull = github.world.issues.get(PULL_REQUEST)
  if (pull) pull.state = 'closed'
}
const named = (name: string, event: WorkflowEvent): WorkflowEvent => ({ ...event, name })

const ROWS: readonly Row[] = [
  { title: 'pull_request opened', event: pullRequestEvent(), reportsOn: 12, about: HEAD },
  {
    title: 'pull_request synchronize',
    event: pullRequestEvent({ action: 'synchronize' }),
    reportsOn: 12,
    about: HEAD,
  },
  {
    title: 'pull_request closed, merged',
    event: pullRequestEvent({ action: 'closed', merged: true }),
    prepare: merged,
    reportsOn: undefined,
    about: undefined,
    outcome: 'valid',
  },
  {
    title: 'pull_request closed, not merged',
    event: pullRequestEvent({ action: 'closed' }),
    prepare: closed,
    reportsOn: undefined,
    about: undefined,
    outcome: 'valid',
  },
  {
    title: 'pull_request, closed since',
    event: pullRequestEvent({ action: 'synchronize' }),
    prepare: closed,
    reportsOn: undefined,
    about: undefined,
    outcome: 'valid',
  },
  {
    title: 'pull_request_target of a branch of the repository',
    event: named('pull_request_target', pullRequestEvent()),
    run: { sha: 'b'.repeat(40), ref: 'refs/heads/main' },
    reportsOn: 12,
    about: HEAD,
  },
  { title: 'pull_request_review', event: moreEvents.reviewEvent(), reportsOn: 12, about: HEAD },
  {
    title: 'pull_request_review_comment',
    event: moreEvents.reviewCommentEvent(),
    reportsOn: 12,
    about: HEAD,
  },
  {
    title: 'issue_comment on the pull request',
    event: moreEvents.commentEvent({ number: PULL_REQUEST }),
    reportsOn: 12,
    about: HEAD,
  },
  {
    title: 'issue_comment on an issue',
    event: moreEvents.commentEvent({ number: ISSUE, on: 'issue' }),
    reportsOn: ISSUE,
    about: TIP,
  },
  { title: 'issues', event: moreEvents.issuesEvent({ number: ISSUE }), reportsOn: ISSUE, about: TIP },
  {
    title: 'push to the branch of the pull request',
    event: pushEvent({ after: HEAD, ref: 'refs/heads/better-support-bot' }),
    reportsOn: 12,
    about: HEAD,
  },
  {
    title: 'push that merges the pull request',
    event: pushEvent({ after: MERGE }),
    prepare: merged,
    reportsOn: 12,
    about: MERGE,
  },
  { title: 'push of a commit without a pull request', event: pushEvent(), reportsOn: undefined, about: TIP },
  {
    title: 'push of a tag on the head of the pull request',
    event: pushEvent({ after: HEAD, ref: 'refs/tags/v1.4.0' }),
    reportsOn: undefined,
    about: HEAD,
  },
  { title: 'merge_group', event: moreEvents.mergeGroupEvent(), reportsOn: 12, about: TIP },
  { title: 'workflow_run', event: moreEvents.workflowRunEvent(), reportsOn: 12, about: HEAD },
  {
    title: 'workflow_run after a push to the branch',
    event: moreEvents.workflowRunEvent({ event: 'push', pulls: [] }),
    reportsOn: 12,
    about: HEAD,
  },
  { title: 'check_run', event: moreEvents.checkRunEvent(), reportsOn: 12, about: HEAD },
  { title: 'check_suite', event: moreEvents.checkSuiteEvent(), reportsOn: 12, about: HEAD },
  { title: 'status of the head', event: moreEvents.statusEvent(), reportsOn: 12, about: HEAD },
  { title: 'deployment_status', event: moreEvents.deploymentStatusEvent(), reportsOn: 12, about: HEAD },
  { title: 'release', event: moreEvents.releaseEvent(), reportsOn: undefined, about: TIP },
  { title: 'schedule', event: moreEvents.scheduleEvent(), reportsOn: undefined, about: TIP },
  {
    title: 'repository_dispatch',
    event: moreEvents.repositoryDispatchEvent(),
    reportsOn: undefined,
    about: TIP,
  },
  { title: 'workflow_dispatch', event: dispatchEvent(), reportsOn: undefined, about: TIP },
  {
    title: 'workflow_dispatch with the number of the pull request',
    event: dispatchEvent(),
    issueNumber: PULL_REQUEST,
    reportsOn: 12,
    about: TIP,
  },
  {
    title: 'a pull request with the number of an issue',
    event: pullRequestEvent(),
    issueNumber: ISSUE,
    reportsOn: ISSUE,
    about: HEAD,
  },
  {
    title: 'an event of the future',
    event: { name: 'a_new_event', payload: { repository: events.repository({}) } },
    reportsOn: undefined,
    about: TIP,
  },
]

/** It jumps over waits and runs no faster than this machine, so that a busy one is in time for every answer. */
const clock = new VirtualClock({ speed: 1 })
afterAll(() => clock.close())

async function perform({ event, run, issueNumber, prepare }: Row, world: World) {
  world.github.addIssue({ number: ISSUE })
  prepare?.(world)
  return world.run({
    clock,
    event,
    run: { id: 8123, actor: 'octocat', ...run },
    with: {
      wait: 'false',
      'commit-status': 'true',
      ...(issueNumber === undefined ? {} : { 'issue-number': String(issueNumber) }),
    },
  })
}

const once = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]
const few = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value])

describe('where an event is reported, and on which commit', () => {
  it.each(ROWS)('$title', (row) =>
    inWorld({ isRealTime: true }, async (world) => {
      const { outcome = 'submitted', reportsOn, about } = row
      const result = await perform(row, world)
      expect(result.exitCode).toBe(0)
      expect(result.annotations).toEqual([])
      expect({
        outcome: result.outputs['outcome'],
        accepted: world.forge.accepted.length,
        reportsOn: world.github.world.commentsOf().map(({ issue }) => issue),
        about: once(world.github.world.statuses.map(({ sha }) => sha)),
        contexts: once(world.github.world.statuses.map(({ context }) => context)),
      }).toEqual({
        outcome,
        accepted: outcome === 'submitted' ? 1 : 0,
        reportsOn: few(reportsOn),
        about: few(about),
        contexts: about === undefined ? [] : ['forge / training/support-bot.yml'],
      })
    }),
  )

  it('is told of every event that is on record', () => {
    const recorded = Object.entries({ ...events, ...moreEvents }).flatMap(([name, make]) =>
      name.endsWith('Event') ? [(make as () => WorkflowEvent)().name] : [],
    )
    expect(ROWS.map(({ event }) => event.name)).toEqual(expect.arrayContaining(recorded))
    expect(recorded.length).toBeGreaterThan(10)
  })
})
