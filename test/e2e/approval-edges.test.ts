import { describe, expect, it } from '@jest/globals'
import { pullRequestEvent, pushEvent } from '../simulator/runner/events.ts'
import { createUser } from '../simulator/simulated-repository.ts'
import {
  ADA,
  approve,
  AUTHOR,
  BOB,
  commit,
  digestOf,
  forgetPushes,
  moveTo,
  onLabel,
  onReview,
  outcomeOf,
  POLICY_FILE,
  pushBy,
  pushOf,
  run,
  say,
  SUBMITTED,
  UNAPPROVED,
  withApproval,
} from './approvals.ts'
import { messagesOf, specOf } from './pushes.ts'
import { PULL_REQUEST, SPEC_FILE, type TestEnvironment } from './test-environment.ts'

const EVE = 'eve'
const MERGE = 'c'.repeat(40)
const onMerge = { event: pushEvent({ after: MERGE }) }

function mergeOnly({ github }: TestEnvironment): void {
  const issue = github.repository.issues.get(PULL_REQUEST)
  if (issue?.pull === undefined) throw new Error('no pull request')
  issue.state = 'closed'
  Object.assign(issue.pull, { merged: true, mergeCommit: MERGE })
}

/** The pull request is merged, and its branch deleted: GitHub then has no list of its pushes. */
function merge(environment: TestEnvironment): void {
  mergeOnly(environment)
  environment.github.addFault({ kind: 'status', status: 404, on: { operation: 'listActivity' } })
}

describe('nobody knows who pushed the request', () => {
  /** The first run is not that of a push, and GitHub has no list of pushes. */
  const show = async (environment: TestEnvironment): Promise<void> => {
    environment.github.approvals.setRole(EVE, 'maintain')
    forgetPushes(environment)
    await run(environment, onLabel(BOB))
  }

  it('so one approval does not suffice, and the message says that another one does', () =>
    withApproval('required: always', async (environment) => {
      await show(environment)
      approve(environment, ADA)
      const result = await run(environment, onReview)
      expect(outcomeOf(result)).toEqual(UNAPPROVED)
      expect(messagesOf(result)).toMatch(/`ada`: it is unknown who pushed the change, so a second person/)
      say(environment, EVE, '/train')
      expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
      expect(environment.comments.join()).toMatch(/approved\S* by `eve`/)
    }))

  it.each<[string, (environment: TestEnvironment) => void]>([
    ['the same person', (environment) => void say(environment, 'ADA', '/train')],
    ['the author', (environment) => void say(environment, AUTHOR, '/train')],
    ['somebody without the role', (environment) => void say(environment, BOB, '/train')],
    [
      'somebody who names another request',
      (environment) => void say(environment, EVE, `/train ${'0'.repeat(64)}`),
    ],
  ])('and a second approval by %s does not count', (_, act) =>
    withApproval('required: always', async (environment) => {
      await show(environment)
      approve(environment, ADA)
      act(environment)
      expect(outcomeOf(await run(environment, onReview))).toEqual(UNAPPROVED)
      expect(environment.forge.accepted).toEqual([])
    }),
  )

  it('and a job that failed asks nobody again, although somebody has edited our comment', () =>
    withApproval(
      'required: always',
      async (environment) => {
        await show(environment)
        approve(environment, ADA)
        say(environment, EVE, '/train')
        await run(environment, onReview)
        expect(environment.forge.accepted).toHaveLength(1)
        const [comment] = environment.github.commentsOf(PULL_REQUEST)
        environment.github.editComment(comment?.id ?? 0, `${comment?.body ?? ''}\nAll is well.`)
        await run(environment, onReview)
        expect(environment.forge.accepted).toHaveLength(2)
      },
      [{ afterMs: 0, status: 'FAILED' }],
    ))
})

describe('after the merge, without the branch', () => {
  it.each([
    ['that merges it', MERGE],
    ['after that', 'f'.repeat(40)],
  ])('a push %s submits what was approved, if its step names the pull request', (_, after) =>
    withApproval('required: always', async (environment) => {
      moveTo(environment, 1, AUTHOR)
      await run(environment, pushOf(1, AUTHOR))
      approve(environment, ADA)
      merge(environment)
      const inputs = { 'issue-number': String(PULL_REQUEST) }
      const result = await run(environment, { event: pushEvent({ after }), with: inputs })
      expect(outcomeOf(result)).toEqual(SUBMITTED)
    }),
  )

  it('what was approved is submitted, because the record has who pushed it', () =>
    withApproval('required: always', async (environment) => {
      moveTo(environment, 1, BOB)
      await run(environment, onLabel(BOB, commit(1)))
      environment.github.approvals.setRole(ADA, 'read')
      approve(environment, ADA)
      expect(outcomeOf(await run(environment, onLabel(BOB, commit(1))))).toEqual(UNAPPROVED)
      environment.github.approvals.setRole(ADA, 'maintain')
      merge(environment)
      expect(outcomeOf(await run(environment, onMerge))).toEqual(SUBMITTED)
    }))

  it('whoever pushed before the first run can still not approve', () =>
    withApproval('required: always', async (environment) => {
      environment.github.approvals.setRole(EVE, 'maintain')
      moveTo(environment, 1, EVE)
      environment.clock.advance(5_000)
      moveTo(environment, 2, BOB)
      await run(environment, pushOf(2, BOB))
      approve(environment, EVE)
      expect(outcomeOf(await run(environment, { ...onReview, ...pushOf(2, BOB) }))).toEqual(UNAPPROVED)
      merge(environment)
      const result = await run(environment, onMerge)
      expect(outcomeOf(result)).toEqual(['refused', 1])
      expect(messagesOf(result)).toMatch(/`eve`: they pushed the change/)
      expect(environment.forge.accepted).toEqual([])
    }))

  it('another request than the approved one names the line that approves it, which works', () =>
    withApproval('required: always', async (environment) => {
      environment.github.approvals.setRole(EVE, 'maintain')
      moveTo(environment, 1, AUTHOR)
      await run(environment, pushOf(1, AUTHOR))
      approve(environment, ADA)
      environment.write(SPEC_FILE, specOf(2000))
      merge(environment)
      const result = await run(environment, onMerge)
      expect(outcomeOf(result)).toEqual(['refused', 1])
      const line = `/train ${digestOf(result).slice(0, 32)}`
      expect(messagesOf(result)).toContain(`comment \`${line}\` on the pull request, and re-run`)
      // Nobody knows who pushed it.
      say(environment, ADA, line)
      const second = await run(environment, onMerge)
      expect(messagesOf(second)).toMatch(/a second person/)
      say(environment, EVE, line)
      expect(outcomeOf(await run(environment, onMerge))).toEqual(SUBMITTED)
    }))

  it('where comments do not count, it names the start by hand', () =>
    withApproval('required: always, by: [review]', async (environment) => {
      await run(environment)
      environment.write(SPEC_FILE, specOf(2000))
      merge(environment)
      const result = await run(environment, onMerge)
      expect(outcomeOf(result)).toEqual(['refused', 1])
      expect(messagesOf(result)).toContain('start the workflow by hand')
      expect(messagesOf(result)).not.toContain('/train')
    }))
})

describe('whoever pushed without a run of the push cannot approve', () => {
  const setUp = (environment: TestEnvironment): void => {
    environment.github.approvals.setRole(EVE, 'maintain')
    moveTo(environment, 1, EVE)
    environment.clock.advance(5_000)
    moveTo(environment, 2, BOB)
  }
  /** The branch is gone, and nobody has approved. Then Eve does. */
  const approveAfterMerge = async (environment: TestEnvironment) => {
    merge(environment)
    const line = `/train ${digestOf(await run(environment, onMerge)).slice(0, 32)}`
    say(environment, EVE, line)
    const result = await run(environment, onMerge)
    expect(outcomeOf(result)).toEqual(['refused', 1])
    expect(messagesOf(result)).toMatch(/`eve`: it is unknown who pushed the change/)
    say(environment, ADA, line)
    expect(outcomeOf(await run(environment, onMerge))).toEqual(SUBMITTED)
  }

  it('if the policy refused the only run before the branch was deleted', () =>
    withApproval('required: always', async (environment) => {
      setUp(environment)
      const { repository } = environment.github
      repository.putFile(POLICY_FILE, 'version: 1\nstop: true\napproval: { required: always }\n')
      expect(outcomeOf(await run(environment, pushOf(2, BOB)))).toEqual(['refused', 1])
      repository.putFile(POLICY_FILE, 'version: 1\napproval: { required: always }\n')
      await approveAfterMerge(environment)
    }))

  it('if the request came with the merge, although the branch is still there', () =>
    withApproval('required: always', async (environment) => {
      environment.github.approvals.setRole(EVE, 'maintain')
      await run(environment, pushBy(AUTHOR))
      environment.write(SPEC_FILE, specOf(2000))
      mergeOnly(environment)
      const line = `/train ${digestOf(await run(environment, onMerge)).slice(0, 32)}`
      say(environment, EVE, line)
      expect(outcomeOf(await run(environment, onMerge))).toEqual(['refused', 1])
    }))

  it('if the run is that of another pull request, with `issue-number`', () =>
    withApproval('required: always', async (environment) => {
      const { github } = environment
      github.approvals.setRole(EVE, 'maintain')
      github.approvals.recordPush('other', commit(5), EVE)
      const { number } = github.addPull({ head: { ref: 'other', sha: commit(5), repo: 'acme/models' } })
      const options = {
        event: pullRequestEvent({ number, headSha: commit(5), headRef: 'other', actor: BOB }),
        with: { 'issue-number': String(PULL_REQUEST) },
      }
      expect(outcomeOf(await run(environment, options))).toEqual(UNAPPROVED)
      say(environment, EVE, '/train')
      expect(outcomeOf(await run(environment, options))).toEqual(UNAPPROVED)
    }))

  it('if the run of that push had another `set`', () =>
    withApproval('required: always', async (environment) => {
      environment.github.approvals.setRole(EVE, 'maintain')
      moveTo(environment, 1, EVE)
      await run(environment, { ...pushOf(1, EVE), with: { set: 'hyperparameters.training_steps=10' } })
      moveTo(environment, 2, BOB)
      await run(environment, pushOf(2, BOB))
      say(environment, EVE, '/train')
      const result = await run(environment, onLabel(BOB, commit(2)))
      expect(outcomeOf(result)).toEqual(UNAPPROVED)
      expect(messagesOf(result)).toMatch(/`eve`: they pushed the change/)
    }))
})

describe('many strangers who comment `/train`', () => {
  const strangersSay = ({ github }: TestEnvironment, body = '/train') => {
    for (let n = 0; n < 60; n++)
      github.addComment(PULL_REQUEST, body, { ...createUser(`stranger-${n}`), association: 'NONE' })
  }
  const rolesAsked = ({ github }: TestEnvironment): number =>
    github.requests.filter(({ operation }) => operation === 'getRole').length

  it('cost few requests, and the message says what to do', () =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      strangersSay(environment)
      const result = await run(environment, onReview)
      expect(outcomeOf(result)).toEqual(UNAPPROVED)
      expect(rolesAsked(environment)).toBeLessThanOrEqual(10)
      expect(messagesOf(result)).toMatch(/too many people.*`approval\.users`/)
    }))

  it.each<[string, (environment: TestEnvironment) => void]>([
    ['a review before them', (environment) => void approve(environment, ADA)],
    ['a comment before them', (environment) => void say(environment, ADA, '/train')],
    ['a label before them', ({ github }) => github.approvals.setLabel(PULL_REQUEST, 'train', { login: ADA })],
  ])('do not hide %s', (_, act) =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      act(environment)
      environment.clock.advance(5_000)
      strangersSay(environment)
      expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
      expect(rolesAsked(environment)).toBe(1)
    }),
  )

  it('do not hide an approval after them by somebody whose membership is private', () =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      strangersSay(environment)
      environment.github.addFault({
        kind: 'mutate',
        on: { operation: 'listReviews' },
        change: (body) => (body as object[]).map((review) => ({ ...review, author_association: 'NONE' })),
      })
      environment.clock.advance(5_000)
      approve(environment, ADA)
      expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
      expect(rolesAsked(environment)).toBeLessThanOrEqual(10)
    }))

  it('do not hide somebody whom the policy names, whenever they approve', () =>
    withApproval('required: always', async (environment) => {
      environment.github.repository.putFile(
        POLICY_FILE,
        'version: 1\napproval: { required: always, users: [cyd] }\n',
      )
      await run(environment)
      say(environment, 'cyd', '/train')
      environment.clock.advance(5_000)
      strangersSay(environment)
      expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
      expect(rolesAsked(environment)).toBe(0)
    }))
})

describe('the message about an approval that was withdrawn', () => {
  it.each<[string, (environment: TestEnvironment) => void, RegExp]>([
    [
      'a request for changes',
      (environment) => {
        approve(environment, ADA)
        environment.github.approvals.addReview(PULL_REQUEST, { login: ADA, state: 'CHANGES_REQUESTED' })
      },
      /the review of `ada`: they requested changes later/,
    ],
    [
      'a dismissal of the newer of two reviews',
      (environment) => {
        approve(environment, ADA)
        environment.clock.advance(2_000)
        const { id } = approve(environment, ADA)
        environment.github.approvals.dismissReview(PULL_REQUEST, id, { login: BOB })
      },
      /the review of `ada`: their review was dismissed/,
    ],
    [
      'the label that was taken off',
      ({ github }) => {
        github.approvals.setLabel(PULL_REQUEST, 'train', { login: ADA })
        github.approvals.removeLabel(PULL_REQUEST, 'train', { login: BOB })
      },
      /the label of `ada`: it was taken off/,
    ],
    [
      'an edited comment',
      (environment) => {
        const { id } = say(environment, ADA, '/train')
        environment.clock.advance(5_000)
        environment.github.editComment(id, '/train\nNow.')
      },
      /the comment of `ada`: it was edited/,
    ],
  ])('names %s', (_, act, message) =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      act(environment)
      const result = await run(environment, onReview)
      expect(outcomeOf(result)).toEqual(UNAPPROVED)
      expect(messagesOf(result)).toMatch(message)
    }),
  )

  it('asks nobody without the role to approve again', () =>
    withApproval('required: always', async (environment) => {
      approve(environment, BOB)
      environment.clock.advance(60_000)
      const result = await run(environment)
      expect(messagesOf(result)).toMatch(/by somebody with the role `maintain` or `admin`, and there is none/)
      expect(messagesOf(result)).not.toMatch(/approve again/)
    }))
})

it('a label that was taken off and put on for another plan approves only that', () =>
  withApproval('required: always', async (environment) => {
    const { approvals } = environment.github
    await run(environment, pushBy(AUTHOR))
    approvals.setLabel(PULL_REQUEST, 'train', { login: ADA })
    approvals.removeLabel(PULL_REQUEST, 'train', { login: ADA })
    environment.write(SPEC_FILE, specOf(2000))
    await run(environment, pushBy(AUTHOR))
    approvals.setLabel(PULL_REQUEST, 'train', { login: ADA })
    environment.clock.advance(5_000)
    environment.write(SPEC_FILE, specOf(1000))
    expect(outcomeOf(await run(environment, pushBy(AUTHOR)))).toEqual(UNAPPROVED)
    environment.write(SPEC_FILE, specOf(2000))
    expect(outcomeOf(await run(environment, pushBy(AUTHOR)))).toEqual(SUBMITTED)
  }))

describe('a run of the branch by its name, of two pushes in a row', () => {
  it('does not let whoever made the second push approve it as that of the first', () =>
    withApproval('required: always', async (environment) => {
      environment.github.approvals.setRole(EVE, 'maintain')
      moveTo(environment, 1, BOB)
      environment.clock.advance(5_000)
      moveTo(environment, 2, EVE)
      environment.write('.git/HEAD', 'ref: refs/heads/better-support-bot\n')
      environment.write('.git/refs/heads/better-support-bot', `${commit(2)}\n`)
      await run(environment, pushOf(1, BOB))
      await run(environment, pushOf(2, EVE))
      say(environment, EVE, '/train')
      expect(outcomeOf(await run(environment, onLabel(BOB, commit(2))))).toEqual(UNAPPROVED)
      expect(environment.forge.accepted).toEqual([])
    }))
})
