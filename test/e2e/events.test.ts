import { afterAll, describe, expect, it } from '@jest/globals'
import * as events from '../simulator/runner/events.ts'
import * as moreEvents from '../simulator/runner/more-events.ts'
import type { WorkflowEvent } from '../simulator/runner/events.ts'
import { VirtualClock } from '../simulator/runner/virtual-clock.ts'
import type { RunInfo } from '../simulator/runner/workflow-run.ts'
import { withEnvironment, PULL_REQUEST, type TestEnvironment } from './test-environment.ts'

const { pullRequestEvent, pushEvent, dispatchEvent } = events

/** Head of the pull request, its merge commit, and the tip of the default branch. */
const [HEAD, MERGE, TIP] = ['a', 'c', 'e'].map((digit) => digit.repeat(40)) as [string, string, string]
const ISSUE = 9

interface EventCase {
  readonly title: string
  readonly event: WorkflowEvent
  readonly run?: RunInfo
  readonly issueNumber?: number
  readonly prepare?: (environment: TestEnvironment) => void
  /** Pull request or issue with the comment. */
  readonly commentedOn: number | undefined
  /** Commit with the status. */
  readonly statusCommit: string | undefined
  readonly outcome?: string
}

const merged = ({ github }: TestEnvironment): void => {
  github.addPull({
    number: PULL_REQUEST,
    merged: true,
    mergeCommit: MERGE,
    head: { ref: 'better-support-bot', sha: HEAD, repo: 'acme/models' },
  })
}
const closed = ({ github }: TestEnvironment): void => {
  const pull = github.repository.issues.get(PULL_REQUEST)
  if (pull) pull.state = 'closed'
}
const withName = (name: string, event: WorkflowEvent): WorkflowEvent => ({ ...event, name })

const CASES: readonly EventCase[] = [
  { title: 'pull_request opened', event: pullRequestEvent(), commentedOn: 12, statusCommit: HEAD },
  {
    title: 'pull_request synchronize',
    event: pullRequestEvent({ action: 'synchronize' }),
    commentedOn: 12,
    statusCommit: HEAD,
  },
  {
    title: 'pull_request closed, merged',
    event: pullRequestEvent({ action: 'closed', merged: true }),
    prepare: merged,
    commentedOn: undefined,
    statusCommit: undefined,
    outcome: 'valid',
  },
  {
    title: 'pull_request closed, not merged',
    event: pullRequestEvent({ action: 'closed' }),
    prepare: closed,
    commentedOn: undefined,
    statusCommit: undefined,
    outcome: 'valid',
  },
  {
    title: 'pull_request that was closed meanwhile',
    event: pullRequestEvent({ action: 'synchronize' }),
    prepare: closed,
    commentedOn: undefined,
    statusCommit: undefined,
    outcome: 'valid',
  },
  {
    title: 'pull_request_target from a branch of the repository',
    event: withName('pull_request_target', pullRequestEvent()),
    run: { sha: 'b'.repeat(40), ref: 'refs/heads/main' },
    commentedOn: 12,
    statusCommit: HEAD,
  },
  { title: 'pull_request_review', event: moreEvents.reviewEvent(), commentedOn: 12, statusCommit: HEAD },
  {
    title: 'pull_request_review_comment',
    event: moreEvents.reviewCommentEvent(),
    commentedOn: 12,
    statusCommit: HEAD,
  },
  {
    title: 'issue_comment on the pull request',
    event: moreEvents.commentEvent({ number: PULL_REQUEST }),
    commentedOn: 12,
    statusCommit: HEAD,
  },
  {
    title: 'issue_comment on an issue',
    event: moreEvents.commentEvent({ number: ISSUE, on: 'issue' }),
    commentedOn: ISSUE,
    statusCommit: TIP,
  },
  {
    title: 'issues',
    event: moreEvents.issuesEvent({ number: ISSUE }),
    commentedOn: ISSUE,
    statusCommit: TIP,
  },
  {
    title: 'push to the branch of the pull request',
    event: pushEvent({ after: HEAD, ref: 'refs/heads/better-support-bot' }),
    commentedOn: 12,
    statusCommit: HEAD,
  },
  {
    title: 'push that merges the pull request',
    event: pushEvent({ after: MERGE }),
    prepare: merged,
    commentedOn: 12,
    statusCommit: MERGE,
  },
  {
    title: 'push of a commit without a pull request',
    event: pushEvent(),
    commentedOn: undefined,
    statusCommit: TIP,
  },
  {
    title: 'push of a tag on the head of the pull request',
    event: pushEvent({ after: HEAD, ref: 'refs/tags/v1.4.0' }),
    commentedOn: undefined,
    statusCommit: HEAD,
  },
  { title: 'merge_group', event: moreEvents.mergeGroupEvent(), commentedOn: 12, statusCommit: TIP },
  ...[moreEvents.mergeGroupEvent(), moreEvents.workflowRunEvent({ headSha: 'b'.repeat(40) })].flatMap(
    (event) =>
      [closed, merged].map((prepare) => ({
        title: `${event.name} of another commit of a ${prepare.name} pull request`,
        ...{ event, prepare },
        commentedOn: undefined,
        statusCommit: undefined,
        outcome: 'valid',
      })),
  ),
  { title: 'workflow_run', event: moreEvents.workflowRunEvent(), commentedOn: 12, statusCommit: HEAD },
  {
    title: 'workflow_run after a push to the branch',
    event: moreEvents.workflowRunEvent({ event: 'push', pullRequests: [] }),
    commentedOn: 12,
    statusCommit: HEAD,
  },
  { title: 'check_run', event: moreEvents.checkRunEvent(), commentedOn: 12, statusCommit: HEAD },
  { title: 'check_suite', event: moreEvents.checkSuiteEvent(), commentedOn: 12, statusCommit: HEAD },
  { title: 'status of the head', event: moreEvents.statusEvent(), commentedOn: 12, statusCommit: HEAD },
  {
    title: 'deployment_status',
    event: moreEvents.deploymentStatusEvent(),
    commentedOn: 12,
    statusCommit: HEAD,
  },
  { title: 'deployment', event: moreEvents.deploymentEvent(), commentedOn: 12, statusCommit: HEAD },
  {
    title: 'push that deletes a branch',
    event: pushEvent({ after: '0'.repeat(40), ref: 'refs/heads/old' }),
    commentedOn: undefined,
    statusCommit: undefined,
    outcome: 'valid',
  },
  {
    title: 'push of a merge queue',
    event: pushEvent({
      after: MERGE,
      commits: [
        { id: 'd'.repeat(40), message: 'Another one (#11)' },
        { id: MERGE, message: 'Train longer (#12)' },
      ],
    }),
    prepare: merged,
    commentedOn: 12,
    statusCommit: MERGE,
  },
  { title: 'release', event: moreEvents.releaseEvent(), commentedOn: undefined, statusCommit: TIP },
  { title: 'schedule', event: moreEvents.scheduleEvent(), commentedOn: undefined, statusCommit: TIP },
  {
    title: 'repository_dispatch',
    event: moreEvents.repositoryDispatchEvent(),
    commentedOn: undefined,
    statusCommit: TIP,
  },
  { title: 'workflow_dispatch', event: dispatchEvent(), commentedOn: undefined, statusCommit: TIP },
  {
    title: 'workflow_dispatch with issue-number of the pull request',
    event: dispatchEvent(),
    issueNumber: PULL_REQUEST,
    commentedOn: 12,
    statusCommit: TIP,
  },
  {
    title: 'pull_request with issue-number of an issue',
    event: pullRequestEvent(),
    issueNumber: ISSUE,
    commentedOn: ISSUE,
    statusCommit: HEAD,
  },
  {
    title: 'pull_request closed, with issue-number of an issue',
    event: pullRequestEvent({ action: 'closed' }),
    issueNumber: ISSUE,
    prepare: closed,
    commentedOn: undefined,
    statusCommit: undefined,
    outcome: 'valid',
  },
  {
    title: 'an unknown event',
    event: { name: 'a_new_event', payload: { repository: events.repositoryPayload({}) } },
    commentedOn: undefined,
    statusCommit: TIP,
  },
]

/** Skips waits, but otherwise runs in real time, so that a busy machine does not cause time-outs. */
const clock = new VirtualClock({ speed: 1 })
afterAll(() => clock.close())

async function runStep({ event, run, issueNumber, prepare }: EventCase, environment: TestEnvironment) {
  environment.github.addIssue({ number: ISSUE })
  prepare?.(environment)
  return environment.run({
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

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]
const toArray = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value])

describe('an event determines where to comment and which commit gets the status', () => {
  it.each(CASES)('$title', (testCase) =>
    withEnvironment({ isRealTime: true }, async (environment) => {
      const { outcome = 'submitted', commentedOn, statusCommit } = testCase
      const result = await runStep(testCase, environment)
      expect(result.exitCode).toBe(0)
      expect(result.annotations).toEqual([])
      expect({
        outcome: result.outputs['outcome'],
        accepted: environment.forge.accepted.length,
        commentedOn: environment.github.repository.commentsOf().map(({ issue }) => issue),
        statusCommit: unique(environment.github.repository.statuses.map(({ sha }) => sha)),
        contexts: unique(environment.github.repository.statuses.map(({ context }) => context)),
      }).toEqual({
        outcome,
        accepted: outcome === 'submitted' ? 1 : 0,
        commentedOn: toArray(commentedOn),
        statusCommit: toArray(statusCommit),
        contexts: statusCommit === undefined ? [] : ['forge / training/support-bot.yml'],
      })
    }),
  )

  it('covers every event that the runner simulates', () => {
    const recorded = Object.entries({ ...events, ...moreEvents }).flatMap(([name, make]) =>
      name.endsWith('Event') ? [(make as () => WorkflowEvent)().name] : [],
    )
    expect(CASES.map(({ event }) => event.name)).toEqual(expect.arrayContaining(recorded))
    expect(recorded.length).toBeGreaterThan(10)
  })
})
