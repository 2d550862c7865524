import { describe, expect, it } from '@jest/globals'
import { dispatchEvent, pullRequestEvent, pushEvent } from '../simulator/runner/events.ts'
import { workflowRunEvent } from '../simulator/runner/more-events.ts'
import type { StepOptions } from '../simulator/runner/step.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import {
  ADA,
  approve,
  AUTHOR,
  BOB,
  digestOf,
  MINUTE,
  nextRunId,
  onComment,
  onLabel,
  onReview,
  outcomeOf,
  POLICY_FILE,
  pushBy,
  run,
  say,
  SUBMITTED,
  UNAPPROVED,
  withApproval,
} from './approvals.ts'
import { messagesOf, push, RUNS_FOREVER, specOf, specsOf, submittedSteps, SUCCEEDS } from './pushes.ts'
import { PULL_REQUEST, SPEC_FILE, withEnvironment, type TestEnvironment } from './test-environment.ts'

describe('a policy that wants approvals', () => {
  it('lets a run show the plan and submit nothing, green, with a warning', () =>
    withApproval('required: always', async (environment) => {
      const result = await run(environment)
      expect(outcomeOf(result)).toEqual(UNAPPROVED)
      expect(environment.forge.accepted).toEqual([])
      expect(result.annotations).toEqual([
        expect.objectContaining({
          level: 'warning',
          message: expect.stringMatching(/nothing was submitted.*role `maintain` or `admin`/),
        }),
      ])
      expect(environment.comments).toEqual([
        expect.stringMatching(/waiting for approval[^]*\*\*To start it:\*\* a review that approves/),
      ])
    }))

  it.each<[string, (environment: TestEnvironment) => void, Partial<StepOptions>]>([
    ['an approving review', (environment) => void approve(environment, ADA), onReview],
    ['the comment', (environment) => void say(environment, ADA, '/train\n\nlooks good'), onComment],
    [
      'the label',
      ({ github }) => github.approvals.setLabel(PULL_REQUEST, 'train', { login: ADA }),
      onLabel(ADA),
    ],
  ])('submits after %s, and says who approved', (_, act, options) =>
    withApproval('required: always', async (environment) => {
      environment.write('.git/HEAD', `${'a'.repeat(40)}\n`)
      await run(environment)
      act(environment)
      const result = await run(environment, options)
      expect(outcomeOf(result)).toEqual(SUBMITTED)
      expect(submittedSteps(environment)).toEqual([1000])
      expect(environment.comments.join('\n')).toMatch(/approved\S* by `ada`/)
      expect(JSON.parse(result.outputs['jobs'] ?? '')).toEqual([
        expect.objectContaining({
          'approved-by': ADA,
          'approved-at': expect.stringMatching(/^2026-11-22T14:/),
        }),
      ])
    }),
  )

  it('counts the requests: at most seven more with one approver', () =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      const before = environment.github.requests.length
      approve(environment, ADA)
      await run(environment, onReview)
      const withRules = environment.github.requests.length - before
      await withEnvironment({ forge: { timeline: RUNS_FOREVER }, clockSpeed: 1 }, async (other) => {
        other.github.addComment(PULL_REQUEST, 'hello')
        await push(other, 9001)
        const first = other.github.requests.length
        other.write(SPEC_FILE, specOf(1001))
        await push(other, 9002, onReview)
        expect(withRules - (other.github.requests.length - first)).toBeLessThanOrEqual(7)
      })
    }))

  it('does not ask again after a rebase', () =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      approve(environment, ADA)
      expect(outcomeOf(await run(environment, pushBy(AUTHOR)))).toEqual(SUBMITTED)
      expect(outcomeOf(await run(environment, pushBy(BOB)))).toEqual(SUBMITTED)
      expect(submittedSteps(environment)).toEqual([1000])
    }))

  it('asks again after a change, and goes back without asking', () =>
    withApproval(
      'required: always',
      async (environment) => {
        await run(environment)
        approve(environment, ADA)
        expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
        environment.write(SPEC_FILE, specOf(2000))
        expect(outcomeOf(await run(environment, pushBy(AUTHOR)))).toEqual(UNAPPROVED)
        environment.write(SPEC_FILE, specOf(1000))
        expect(outcomeOf(await run(environment, pushBy(AUTHOR)))).toEqual(['succeeded', 0])
        expect(submittedSteps(environment)).toEqual([1000])
      },
      SUCCEEDS,
    ))

  it('submits the approved specs of a step, and shows the others', () =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      approve(environment, ADA)
      environment.write(SPEC_FILE, specsOf(1000, 2000))
      const result = await run(environment, pushBy(AUTHOR))
      expect(outcomeOf(result)).toEqual(UNAPPROVED)
      expect(submittedSteps(environment)).toEqual([1000])
    }))

  it('concerns only prices above the threshold', () =>
    withApproval(
      'required: { above: 0.05 } }\nprice: { currency: EUR, per-million-examples: { default: 10 }',
      async (environment) => {
        expect(outcomeOf(await run(environment))).toEqual(UNAPPROVED)
        environment.write(SPEC_FILE, specOf(100))
        expect(outcomeOf(await run(environment))).toEqual(SUBMITTED)
      },
    ))
})

describe('an approval does not count', () => {
  /** The plan is shown, then `act`; a run after that. */
  const cases: readonly [string, (environment: TestEnvironment) => void, RegExp][] = [
    [
      'by the author',
      (environment) => void approve(environment, AUTHOR),
      /`octocat`: they opened the pull request/,
    ],
    ['without the role', (environment) => void approve(environment, BOB), /`bob`: their role is `write`/],
    [
      'by a bot',
      ({ github }) =>
        void github.approvals.addReview(PULL_REQUEST, { login: 'merge[bot]', state: 'APPROVED' }),
      /bots cannot approve/,
    ],
    [
      'that requests changes',
      ({ github }) =>
        void github.approvals.addReview(PULL_REQUEST, { login: ADA, state: 'CHANGES_REQUESTED' }),
      /there is none/,
    ],
    [
      'that is followed by a request for changes',
      ({ github }) => {
        github.approvals.addReview(PULL_REQUEST, { login: ADA, state: 'APPROVED' })
        github.approvals.addReview(PULL_REQUEST, { login: ADA, state: 'CHANGES_REQUESTED' })
      },
      /there is none/,
    ],
    [
      'that a person dismissed',
      ({ github }) => {
        const { id } = github.approvals.addReview(PULL_REQUEST, { login: ADA, state: 'APPROVED' })
        github.approvals.dismissReview(PULL_REQUEST, id, { login: BOB })
      },
      /there is none/,
    ],
    [
      'by a label that was removed',
      ({ github }) => {
        github.approvals.setLabel(PULL_REQUEST, 'train', { login: ADA })
        github.approvals.removeLabel(PULL_REQUEST, 'train', { login: BOB })
      },
      /there is none/,
    ],
    [
      'by a comment that was edited',
      ({ github, clock }) => {
        const { id } = github.addComment(PULL_REQUEST, 'no', createUser(ADA))
        clock.advance(5_000)
        github.editComment(id, '/train')
      },
      /there is none/,
    ],
    ['in a sentence', (environment) => void say(environment, ADA, '/train please'), /there is none/],
    [
      'with a digest that is too short',
      (environment) => void say(environment, ADA, '/train 0123456789abcde'),
      /there is none/,
    ],
    [
      'that names another digest',
      (environment) => void say(environment, ADA, `/train ${'0'.repeat(64)}`),
      /it names another request/,
    ],
    [
      'on another pull request',
      ({ github }) => {
        github.addPull({ number: 13 })
        github.approvals.addReview(13, { login: ADA, state: 'APPROVED' })
      },
      /there is none/,
    ],
    [
      'by somebody who has lost the role',
      (environment) => {
        approve(environment, ADA)
        environment.github.approvals.setRole(ADA, 'read')
      },
      /`ada`: their role is `read`/,
    ],
    [
      'after somebody has edited our comment',
      (environment) => {
        const [comment] = environment.github.commentsOf(PULL_REQUEST)
        environment.github.editComment(comment?.id ?? 0, (comment?.body ?? '').replace('8,000', '80'))
        approve(environment, ADA)
      },
      /this plan was not shown then/,
    ],
    [
      'of a kind that the policy does not name',
      ({ github }) => github.approvals.setLabel(PULL_REQUEST, 'train', { login: ADA }),
      /there is none/,
    ],
  ]

  it.each(cases)('%s', (_, act, message) =>
    withApproval(
      _.includes('policy does not name') ? 'required: always, by: [review]' : 'required: always',
      async (environment) => {
        await run(environment)
        act(environment)
        const result = await run(environment, onReview)
        expect(outcomeOf(result)).toEqual(UNAPPROVED)
        expect(messagesOf(result)).toMatch(message)
        expect(environment.forge.accepted).toEqual([])
      },
    ),
  )

  it('before the plan', () =>
    withApproval('required: always', async (environment) => {
      approve(environment, ADA)
      environment.clock.advance(MINUTE)
      expect(outcomeOf(await run(environment))).toEqual(UNAPPROVED)
      expect(outcomeOf(await run(environment))).toEqual(UNAPPROVED)
      approve(environment, ADA)
      expect(outcomeOf(await run(environment))).toEqual(SUBMITTED)
    }))

  it('less than a minute after a change, unless it names the digest', () =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      environment.write(SPEC_FILE, specOf(2000))
      const changed = await push(environment, nextRunId(), pushBy(AUTHOR))
      environment.clock.advance(30_000)
      approve(environment, ADA)
      const early = await push(environment, nextRunId(), onReview)
      expect(messagesOf(early)).toMatch(/shown for less than a minute/)
      say(environment, ADA, `/train ${digestOf(changed).slice(0, 32)}`)
      expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
    }))

  it('for what was shown before it and comes back after it', () =>
    withApproval('required: always', async (environment) => {
      environment.write(SPEC_FILE, specOf(9000))
      await run(environment)
      environment.write(SPEC_FILE, specOf(1000))
      await run(environment, pushBy(AUTHOR))
      approve(environment, ADA)
      environment.write(SPEC_FILE, specOf(9000))
      expect(outcomeOf(await run(environment, pushBy(AUTHOR)))).toEqual(UNAPPROVED)
      environment.write(SPEC_FILE, specOf(1000))
      expect(
        outcomeOf(
          await run(environment, { ...pushBy(AUTHOR), with: { set: 'hyperparameters.training_steps=9000' } }),
        ),
      ).toEqual(UNAPPROVED)
      expect(environment.forge.accepted).toEqual([])
    }))

  it('by whoever pushed the change', () =>
    withApproval('required: always', async (environment) => {
      await run(environment, pushBy(ADA))
      approve(environment, ADA)
      const result = await run(environment, onReview)
      expect(messagesOf(result)).toMatch(/`ada`: they pushed the change/)
      environment.clock.advance(MINUTE)
      environment.github.repository.putFile(
        POLICY_FILE,
        'version: 1\napproval: { required: always, allow-self: true }\n',
      )
      expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
    }))
})

describe('an approval that cannot be read', () => {
  it.each(['listReviews', 'listEvents', 'getRole'])('refuses (%s)', (operation) =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      approve(environment, ADA)
      environment.github.addFault({ kind: 'status', status: 500, on: { operation } })
      const result = await run(environment, onReview)
      expect(outcomeOf(result)).toEqual(['refused', 1])
      expect(messagesOf(result)).toMatch(/it cannot be read whether there is one/)
      expect(environment.forge.accepted).toEqual([])
    }),
  )

  it.each([403, 404])('denies if GitHub does not tell the role (%i)', (status) =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      approve(environment, ADA)
      environment.github.addFault({ kind: 'status', status, on: { operation: 'getRole' } })
      const result = await run(environment, onReview)
      expect(outcomeOf(result)).toEqual(UNAPPROVED)
      expect(messagesOf(result)).toMatch(/GitHub does not say which role/)
    }),
  )

  it.each([
    ['getRole', 403],
    ['getRole', 404],
    ['listReviews', 404],
    ['listComments', 404],
    ['listEvents', 403],
    ['listActivity', 404],
  ])('asks again if GitHub refuses once (%s, %i)', (operation, status) =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      approve(environment, ADA)
      const nth = environment.github.requests.filter((request) => request.operation === operation).length
      environment.github.addFault({ kind: 'status', status, on: { operation, nth: 1 } })
      expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
      const all = environment.github.requests.filter((request) => request.operation === operation)
      expect(all.length).toBeGreaterThan(nth + 1)
    }),
  )
})

describe('without an open pull request', () => {
  it('a push is refused', () =>
    withApproval('required: always', async (environment) => {
      const result = await run(environment, { event: pushEvent() })
      expect(outcomeOf(result)).toEqual(['refused', 1])
      expect(messagesOf(result)).toMatch(/this run has none/)
    }))

  it.each([
    [ADA, 'submitted'],
    [BOB, 'refused'],
  ])('a start by hand by %s is %s', (actor, outcome) =>
    withApproval('required: always', async (environment) => {
      const { outputs } = await run(environment, { event: dispatchEvent({ actor }) })
      expect(outputs['outcome']).toBe(outcome)
    }),
  )

  it.each([
    ['a plain issue', undefined, 'submitted'],
    ['what GitHub does not tell', 403, 'refused'],
  ])('a start by hand that names %s in issue-number', (_, status, outcome) =>
    withApproval('required: always', async (environment) => {
      const { github } = environment
      if (status !== undefined) github.addFault({ kind: 'status', status, on: { operation: 'getPull' } })
      const inputs = { 'issue-number': String(github.addIssue().number) }
      const result = await run(environment, { event: dispatchEvent({ actor: ADA }), with: inputs })
      expect(result.outputs['outcome']).toBe(outcome)
    }),
  )

  it('a comment is no conversation if the input `comment` is false', () =>
    withApproval('required: always', async (environment) => {
      const result = await run(environment, { with: { comment: 'false' } })
      expect(outcomeOf(result)).toEqual(['refused', 1])
      expect(messagesOf(result)).toMatch(/Remove `comment: false`/)
    }))
})

describe('on an event whose GITHUB_SHA is not the commit of the pull request', () => {
  const { payload } = pullRequestEvent({ number: PULL_REQUEST, action: 'synchronize' })
  const target = { name: 'pull_request_target', payload }
  const workflowRun = workflowRunEvent({ headSha: 'a'.repeat(40) })

  it.each([
    ['pull_request_target', target, 'a', 'submitted', undefined],
    ['pull_request_target', target, 'b', 'refused', 'refs/pull/${{ github.event.number }}/merge'],
    ['workflow_run', workflowRun, 'a', 'submitted', undefined],
    ['workflow_run', workflowRun, 'b', 'refused', '${{ github.event.workflow_run.head_sha }}'],
  ])('%s: with another commit checked out it names the ref (%#)', (_, event, digit, outcome, ref) =>
    withApproval('required: always', async (environment) => {
      environment.write('.git/HEAD', `${'a'.repeat(40)}\n`)
      await run(environment)
      approve(environment, ADA)
      environment.write('.git/HEAD', `${digit.repeat(40)}\n`)
      const result = await run(environment, { event, env: { GITHUB_SHA: 'b'.repeat(40) } })
      expect(result.outputs['outcome']).toBe(outcome)
      if (ref !== undefined) expect(messagesOf(result)).toContain(`the input \`ref: ${ref}\``)
    }),
  )
})

describe('on issue_comment', () => {
  it.each<[string, string | undefined, string]>([
    ['the head of the pull request', 'a'.repeat(40), 'submitted'],
    ['another commit', 'b'.repeat(40), 'refused'],
    ['no repository', undefined, 'submitted'],
  ])('with %s checked out', (_, head, outcome) =>
    withApproval('required: always', async (environment) => {
      if (head !== undefined) environment.write('.git/HEAD', `${head}\n`)
      await run(environment)
      say(environment, ADA, '/train')
      const result = await run(environment, onComment)
      expect(result.outputs['outcome']).toBe(outcome)
      if (head === undefined) expect(messagesOf(result)).toMatch(/no readable `.git`/)
    }),
  )
})
