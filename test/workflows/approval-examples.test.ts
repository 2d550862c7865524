import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { pushEvent, type WorkflowEvent } from '../simulator/runner/events.ts'
import { commentEvent, reviewEvent } from '../simulator/runner/more-events.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import { comments, inEnvironment, MODEL, pullEvent, runSuccessfully } from './run-example.ts'
import type { WorkflowEnvironment } from './workflow-environment.ts'

const PULL_REQUEST = 12
const EXAMPLE = 'review-then-train.yml'

/** The policy wants an approval, and Ada may give it. The commit of the pull request is checked out. */
function wantApproval({ simulators: { github } }: WorkflowEnvironment, commit: string): void {
  github.repository.putFile('.github/forge-policy.yml', 'version: 1\napproval: { required: always }\n')
  github.approvals.setRole('ada', 'maintain')
  const pull = github.repository.issues.get(PULL_REQUEST)?.pull
  if (pull === undefined) throw new Error('no pull request')
  pull.head.sha = commit
  github.approvals.recordPush(pull.head.ref, commit, 'octocat')
}

/** The event with this head of the pull request. */
function withHead({ name, payload }: WorkflowEvent, sha: string): WorkflowEvent {
  const pull = payload['pull_request'] as { readonly head: object }
  return { name, payload: { ...payload, pull_request: { ...pull, head: { ...pull.head, sha } } } }
}

/** GitHub's times are whole seconds, and in the first minute of a plan only an act counts that names the request. */
const aMinuteLater = () => new Promise((resolve) => setTimeout(resolve, 61_500))

/** The comment that the plan offers, which names the request. */
function offeredCommand(environment: WorkflowEnvironment): string {
  const [command] = /\/train [\da-f]{32}/.exec(comments(environment, PULL_REQUEST)) ?? []
  if (command === undefined) throw new Error('the plan offers no command')
  return command
}

/** A comment event with this text. */
function commentOf(body: string): WorkflowEvent {
  const { name, payload } = commentEvent({ number: PULL_REQUEST })
  return { name, payload: { ...payload, comment: { ...(payload['comment'] as object), body } } }
}

describe('review-then-train.yml', () => {
  it.concurrent('plans, and trains what a review approves', () =>
    inEnvironment(async (environment) => {
      wantApproval(environment, environment.head())
      const { github, forge } = environment.simulators
      const opened = withHead(pullEvent('opened'), environment.head())
      const planned = await runSuccessfully(environment, EXAMPLE, opened)
      expect([planned.output('outcome').at(-1), forge.accepted.length]).toEqual(['unapproved', 0])
      await aMinuteLater()
      github.approvals.addReview(PULL_REQUEST, { login: 'ada', state: 'APPROVED' })
      const reviewed = withHead(reviewEvent(), environment.head())
      const trained = await runSuccessfully(environment, EXAMPLE, reviewed, { runId: 8124 })
      expect(trained.output('output-model').at(-1)).toMatch(MODEL)
      expect(comments(environment, PULL_REQUEST)).toMatch(/· trained[^]*approved\S* by `ada`/)
    }),
  )

  it.concurrent('trains after the comment, from the commit of the pull request', () =>
    inEnvironment(async (environment) => {
      wantApproval(environment, environment.head())
      await runSuccessfully(environment, EXAMPLE, withHead(pullEvent('opened'), environment.head()))
      const command = offeredCommand(environment)
      environment.simulators.github.addComment(PULL_REQUEST, command, createUser('ada'))
      const { output } = await runSuccessfully(environment, EXAMPLE, commentOf(command), { runId: 8124 })
      expect(output('outcome').at(-1)).toBe('succeeded')
      expect(await environment.calls('checkout')).toEqual(['refs/pull/12/merge'])
    }),
  )

  it.concurrent('refuses a comment if another commit is checked out', () =>
    inEnvironment(async (environment) => {
      wantApproval(environment, 'f'.repeat(40))
      await runSuccessfully(environment, EXAMPLE, pullEvent('opened'))
      const command = offeredCommand(environment)
      environment.simulators.github.addComment(PULL_REQUEST, command, createUser('ada'))
      const result = await environment.run({ workflow: EXAMPLE, event: commentOf(command), runId: 8124 })
      expect([result.exitCode, result.output('outcome').at(-1)]).toEqual([1, 'refused'])
      expect(environment.simulators.forge.accepted).toEqual([])
    }),
  )

  it.concurrent.each<[string, WorkflowEvent]>([
    ['another comment', commentOf('Looks good. /train')],
    ['another label', pullEvent('labeled', ['documentation'])],
    [
      'a review that only comments',
      (({ name, payload }) => ({
        name,
        payload: { ...payload, review: { ...(payload['review'] as object), state: 'commented' } },
      }))(reviewEvent()),
    ],
  ])('starts no runner for %s', (_, event) =>
    inEnvironment(async (environment) => {
      const { jobs } = await runSuccessfully(environment, EXAMPLE, event)
      expect([...jobs]).toEqual([])
    }),
  )
})

describe('train-then-ship.yml', () => {
  it.concurrent('trains in the review, and ships the same model after the merge', () =>
    inEnvironment(async (environment) => {
      const { github, forge } = environment.simulators
      const trained = await runSuccessfully(environment, 'train-then-ship.yml', pullEvent('opened'))
      expect(await environment.calls('deploy')).toEqual([])
      const pull = github.repository.issues.get(PULL_REQUEST)
      if (pull?.pull === undefined) throw new Error('no pull request')
      pull.state = 'closed'
      Object.assign(pull.pull, { merged: true, mergeCommit: 'd'.repeat(40) })
      const shipped = await runSuccessfully(
        environment,
        'train-then-ship.yml',
        pushEvent({ after: 'd'.repeat(40) }),
        {
          runId: 8124,
        },
      )
      expect(shipped.output('reused').at(-1)).toBe('true')
      expect(await environment.calls('deploy')).toEqual([trained.output('output-model').at(-1)])
      expect(forge.accepted).toHaveLength(1)
    }),
  )
})

describe('the reusable workflow', () => {
  it.concurrent('plans without a key, then trains', () =>
    inEnvironment(async (environment) => {
      const url = new URL('../../.github/workflows/plan-and-train.yml', import.meta.url)
      const called = await readFile(fileURLToPath(url), 'utf8')
      await environment.write('.github/workflows/plan-and-train.yml', called)
      const text = `name: training
on: pull_request
permissions: {}
jobs:
  training:
    permissions: { contents: read, pull-requests: write }
    uses: ./.github/workflows/plan-and-train.yml
    with: { spec: training/support-bot.yml }
    secrets: inherit
`
      const { output, log } = await runSuccessfully(environment, { text, called }, pullEvent('opened'))
      expect(output('outcome')).toContain('valid')
      expect(log).toContain('validate')
      expect(output('output-model').at(-1)).toMatch(MODEL)
      expect(environment.simulators.forge.accepted).toHaveLength(1)
    }),
  )
})
