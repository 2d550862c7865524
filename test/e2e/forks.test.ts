import { afterAll, describe, expect, it } from '@jest/globals'
import { dispatchEvent, pullRequestEvent, type WorkflowEvent } from '../simulator/runner/events.ts'
import * as moreEvents from '../simulator/runner/more-events.ts'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import { VirtualClock } from '../simulator/runner/virtual-clock.ts'
import {
  withEnvironment,
  PULL_REQUEST,
  SPEC,
  SPEC_FILE,
  type TestEnvironment,
  type TestEnvironmentOptions,
} from './test-environment.ts'

const HEAD = 'a'.repeat(40)
const FORK = 'mona'
const ISSUE = 9
const INVALID = SPEC.replace('learning_rate', 'learning_rte')
const DEPENDABOT = 'dependabot[bot]'

/** Permissions of GitHub's token in such a run. */
const READ_ONLY = { contents: 'read', issues: 'read', pull_requests: 'read', statuses: 'read' } as const
const WITHOUT_KEY = { 'api-key': '' }

const fromFork = pullRequestEvent({ headOwner: FORK, actor: FORK })
const fromDependabot = pullRequestEvent({ actor: DEPENDABOT, headRef: 'dependabot/pip/torch-3' })
const pullRequestTarget: WorkflowEvent = { ...fromFork, name: 'pull_request_target' }

/** Skips waits, but otherwise runs in real time, so that a busy machine does not cause time-outs. */
const clock = new VirtualClock({ speed: 1 })
afterAll(() => clock.close())

const githubWrites = (environment: TestEnvironment) =>
  environment.github.requests.filter(({ method }) => method !== 'GET')
const warnings = ({ annotations }: StepResult) => annotations.filter(({ level }) => level === 'warning')
const errors = ({ annotations }: StepResult) => annotations.filter(({ level }) => level === 'error')

interface Case extends Pick<TestEnvironmentOptions, 'files' | 'github'> {
  readonly step: Partial<StepOptions>
}

/** Runs a step in an environment whose pull request comes from a fork, on GitHub as well. */
function withForkPullRequest<T>(
  { step, ...options }: Case,
  check: (environment: TestEnvironment, result: StepResult) => T | Promise<T>,
) {
  return withEnvironment({ ...options, isRealTime: true }, async (environment) => {
    environment.github.addPull({
      number: PULL_REQUEST,
      head: { ref: 'better-support-bot', sha: HEAD, repo: `${FORK}/models` },
      base: { ref: 'main', sha: 'b'.repeat(40), repo: 'acme/models' },
    })
    environment.github.addIssue({ number: ISSUE })
    return check(environment, await environment.run({ clock, run: { id: 8123 }, ...step }))
  })
}

const EVENTS_WITHOUT_SECRETS: readonly (readonly [title: string, event: WorkflowEvent, message: RegExp])[] = [
  ['a pull request from a fork', fromFork, /the pull request comes from a fork/],
  [
    'a push to a pull request from a fork',
    pullRequestEvent({ headOwner: FORK, action: 'synchronize' }),
    /the pull request comes from a fork/,
  ],
  ['a pull request by Dependabot', fromDependabot, /Dependabot started the run/],
]

describe('a run without secrets', () => {
  it.each(EVENTS_WITHOUT_SECRETS)(
    'passes for a valid spec of %s, with a warning why nothing is submitted',
    (_, event, message) =>
      withForkPullRequest(
        {
          github: { permissions: READ_ONLY },
          step: { event, with: { ...WITHOUT_KEY, 'commit-status': 'true' }, post: true },
        },
        (environment, result) => {
          expect([result.exitCode, result.post?.exitCode]).toEqual([0, 0])
          expect(result.outputs).toMatchObject({ outcome: 'valid', 'job-id': '', 'comment-url': '' })
          expect(result.outputs['spec-digest']).toMatch(/^v1-[0-9a-f]{64}$/)
          const [warning, ...others] = warnings(result)
          expect(others).toEqual([])
          expect(errors(result)).toEqual([])
          expect(warning?.message).toMatch(message)
          expect(warning?.message).toContain('nothing was submitted')
          expect(warning?.message).toContain('Two safe ways')
          expect(warning?.message).toMatch(/`workflow_dispatch`.*`issue-number`.*`push` to the base branch/)
          expect(result.summary).toContain('Nothing was submitted')
          expect(environment.forge.requests).toEqual([])
          expect(githubWrites(environment)).toEqual([])
        },
      ),
  )

  it.each(EVENTS_WITHOUT_SECRETS)('fails for an invalid spec of %s, annotated on its line', (_, event) =>
    withForkPullRequest(
      {
        files: { [SPEC_FILE]: INVALID },
        github: { permissions: READ_ONLY },
        step: { event, with: WITHOUT_KEY },
      },
      (environment, result) => {
        expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'invalid'])
        expect(errors(result)[0]).toMatchObject({ file: SPEC_FILE, line: 7 })
        expect(warnings(result)).toEqual([])
        expect(environment.forge.requests).toEqual([])
        expect(githubWrites(environment)).toEqual([])
      },
    ),
  )

  it.each([
    ['from the repository itself', pullRequestEvent()],
    ['from a fork in an event that has secrets', pullRequestTarget],
  ])('fails without an API key for a pull request %s', (_, event) =>
    withForkPullRequest({ step: { event, with: WITHOUT_KEY } }, (environment, result) => {
      expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'invalid'])
      expect(errors(result)[0]?.message).toContain('api-key')
      expect(environment.forge.requests).toEqual([])
    }),
  )
})

const EVENTS_WITH_SECRETS: readonly (readonly [title: string, event: WorkflowEvent])[] = [
  ['pull_request_target', pullRequestTarget],
  ['issue_comment', moreEvents.commentEvent({ number: PULL_REQUEST, author: FORK })],
  ['workflow_run', moreEvents.workflowRunEvent({ headOwner: FORK })],
  ['workflow_run of a deleted fork', moreEvents.workflowRunEvent({ headOwner: null })],
  ['check_run', moreEvents.checkRunEvent({ headOwner: FORK })],
  ['check_suite', moreEvents.checkSuiteEvent({ headOwner: FORK })],
  ['status', moreEvents.statusEvent({ branches: [] })],
  ['pull_request_review', moreEvents.reviewEvent({ headOwner: FORK })],
  ['pull_request with an API key', fromFork],
  ['deployment', moreEvents.deploymentEvent()],
  ['deployment_status', moreEvents.deploymentStatusEvent()],
]

describe('a run with secrets for the head of a fork', () => {
  it.each<readonly [string, WorkflowEvent, Readonly<Record<string, string>>]>([
    ...EVENTS_WITH_SECRETS.map(([title, event]) => [title, event, {}] as const),
    ...EVENTS_WITH_SECRETS.map(([title, event]) => [`${title}, as on main`, event, { main: SPEC }] as const),
    ['a base branch that the author chose', pullRequestTarget, { theirs: SPEC }] as const,
  ])('submits nothing: %s', (_, event, versions: Readonly<Record<string, string>>) =>
    withForkPullRequest({ step: { event: fromFork, with: WITHOUT_KEY } }, async (environment) => {
      for (const [branch, text] of Object.entries(versions))
        environment.github.repository.putFile(SPEC_FILE, text, branch)
      const result = await environment.run({ clock, run: { id: 8124 }, event })
      expect([result.exitCode, result.outputs['outcome'], result.outputs['job-id']]).toEqual([
        1,
        'refused',
        '',
      ])
      const [error, ...others] = errors(result)
      expect(others).toEqual([])
      expect(error?.file).toBe(SPEC_FILE)
      expect(error?.message).toContain('nothing proves that this content is from a branch of this repository')
      expect(error?.message).toContain(`\`${event.name}\` gives the workflow the secrets`)
      expect(error?.message).toContain('Two safe ways')
      expect(environment.comments).toEqual([expect.stringContaining('Nothing was submitted')])
      expect(environment.forge.requests).toEqual([])
    }),
  )

  it('submits nothing for repository_dispatch that names its pull request', () =>
    withForkPullRequest(
      {
        step: {
          event: moreEvents.repositoryDispatchEvent(),
          with: { wait: 'false', 'issue-number': String(PULL_REQUEST) },
        },
      },
      (environment, result) => {
        expect([result.exitCode, result.outputs['outcome']]).toEqual([1, 'refused'])
        expect(environment.forge.requests).toEqual([])
      },
    ))

  it('submits the commit of a deployment that is on a branch of the repository', () =>
    withForkPullRequest({ step: { event: fromFork, with: WITHOUT_KEY } }, async (environment) => {
      environment.github.repository.branches.set('main', [HEAD, 'e'.repeat(40)])
      const event = moreEvents.deploymentEvent()
      const result = await environment.run({ clock, run: { id: 8124 }, event, with: { wait: 'false' } })
      expect([result.exitCode, result.outputs['outcome']]).toEqual([0, 'submitted'])
    }))

  it('follows the job that was submitted after a review', () =>
    withForkPullRequest(
      {
        step: {
          event: dispatchEvent(),
          with: { wait: 'false', 'issue-number': String(PULL_REQUEST) },
        },
      },
      async (environment, reviewed) => {
        const event = pullRequestTarget
        const result = await environment.run({ clock, run: { id: 8124 }, event, with: { wait: 'false' } })
        expect([result.exitCode, result.outputs['job-id'], result.outputs['reused']]).toEqual([
          0,
          reviewed.outputs['job-id'],
          'true',
        ])
        expect(environment.forge.accepted).toHaveLength(1)
      },
    ))
})

it('workflow_dispatch with issue-number of the pull request submits the spec of a fork', () =>
  withForkPullRequest(
    {
      step: {
        event: dispatchEvent({ inputs: { 'pull-request': String(PULL_REQUEST), commit: HEAD } }),
        with: { wait: 'false', 'issue-number': String(PULL_REQUEST) },
      },
    },
    (environment, { exitCode, outputs, annotations }) => {
      expect([exitCode, outputs['outcome'], annotations]).toEqual([0, 'submitted', []])
      expect(environment.forge.accepted).toHaveLength(1)
      expect(environment.comments).toEqual([expect.stringContaining(outputs['job-id'] ?? '?')])
    },
  ))
