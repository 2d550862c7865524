import { describe, expect, it } from '@jest/globals'
import {
  ADA,
  approve,
  AUTHOR,
  BOB,
  commit,
  digestOf,
  forgetPushes,
  MINUTE,
  moveTo,
  onLabel,
  onReview,
  outcomeOf,
  pushOf,
  run,
  say,
  SUBMITTED,
  UNAPPROVED,
  withApproval,
} from './approvals.ts'
import { messagesOf, specOf, specsOf } from './pushes.ts'
import { PULL_REQUEST, SPEC_FILE, type TestEnvironment } from './test-environment.ts'

describe('an approval that is withdrawn while the step claims the submission', () => {
  /** At the first write of the run, which comes after it has read the approvals. */
  const atClaim = ({ github }: TestEnvironment, act: () => void) => {
    github.addFault({
      kind: 'mutate',
      on: { operation: 'updateComment', nth: 1 },
      change: (body) => {
        act()
        return body
      },
    })
  }

  it.each<[string, (environment: TestEnvironment) => () => void]>([
    [
      'by a dismissal',
      (environment) => {
        const { id } = approve(environment, ADA)
        return () => environment.github.approvals.dismissReview(PULL_REQUEST, id, { login: BOB })
      },
    ],
    [
      'by a request for changes',
      (environment) => {
        approve(environment, ADA)
        return () =>
          environment.github.approvals.addReview(PULL_REQUEST, { login: ADA, state: 'CHANGES_REQUESTED' })
      },
    ],
    [
      'by an edit',
      (environment) => {
        const { id } = say(environment, ADA, '/train')
        return () => environment.github.editComment(id, 'No')
      },
    ],
    [
      'with the label',
      ({ github }) => {
        github.approvals.setLabel(PULL_REQUEST, 'train', { login: ADA })
        return () => github.approvals.removeLabel(PULL_REQUEST, 'train', { login: BOB })
      },
    ],
  ])('%s submits nothing', (_, act) =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      atClaim(environment, act(environment))
      expect(outcomeOf(await run(environment, onReview))).toEqual(UNAPPROVED)
      expect(environment.forge.accepted).toEqual([])
    }),
  )

  it('submits none of several requests', () =>
    withApproval('required: always', async (environment) => {
      environment.write(SPEC_FILE, specsOf(1000, 2000, 3000))
      await run(environment)
      const { id } = approve(environment, ADA)
      atClaim(environment, () => environment.github.approvals.dismissReview(PULL_REQUEST, id, { login: BOB }))
      expect(outcomeOf(await run(environment, onReview))).toEqual(UNAPPROVED)
      expect(environment.forge.accepted).toEqual([])
    }))

  it('submits nothing if it was the first of two', () =>
    withApproval('required: always', async (environment) => {
      environment.github.approvals.setRole('eve', 'maintain')
      forgetPushes(environment)
      await run(environment, onLabel(BOB))
      const { id } = approve(environment, ADA)
      environment.clock.advance(2_000)
      say(environment, 'eve', '/train')
      atClaim(environment, () => environment.github.approvals.dismissReview(PULL_REQUEST, id, { login: BOB }))
      expect(outcomeOf(await run(environment, onReview))).toEqual(UNAPPROVED)
    }))

  it('by a push that dismisses it still submits what was approved', () =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      const { id } = approve(environment, ADA)
      atClaim(environment, () =>
        environment.github.approvals.dismissReview(PULL_REQUEST, id, { login: BOB, isByPush: true }),
      )
      expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
    }))
})

describe('a comment between a review and its dismissal', () => {
  const beforeDismissal = async (environment: TestEnvironment): Promise<void> => {
    await run(environment)
    const { id } = approve(environment, ADA)
    environment.clock.advance(MINUTE)
    say(environment, ADA, '/train')
    environment.clock.advance(MINUTE)
    environment.github.approvals.dismissReview(PULL_REQUEST, id, { login: BOB })
    environment.clock.advance(2_000)
  }
  const hideDismissals = ({ github }: TestEnvironment): void =>
    github.addFault({
      kind: 'mutate',
      on: { operation: 'listEvents' },
      change: (body) => (body as { event: string }[]).filter(({ event }) => event !== 'review_dismissed'),
    })

  it.each([true, false])('does not count; the events tell the dismissal: %s', (hasEvent) =>
    withApproval('required: always', async (environment) => {
      await beforeDismissal(environment)
      if (!hasEvent) hideDismissals(environment)
      const result = await run(environment, onReview)
      expect(outcomeOf(result)).toEqual(UNAPPROVED)
      expect(messagesOf(result)).toMatch(
        hasEvent ? /their review was dismissed, which/ : /does not say when: re-run/,
      )
      approve(environment, ADA)
      expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
    }),
  )
})

describe('the list of pushes', () => {
  it('that lacks the newest push does not let whoever made it approve', () =>
    withApproval('required: always', async (environment) => {
      const { github } = environment
      moveTo(environment, 1, BOB)
      await run(environment, pushOf(1, BOB))
      environment.write(SPEC_FILE, specOf(2000))
      moveTo(environment, 2, ADA)
      github.addFault({
        kind: 'mutate',
        on: { operation: 'listActivity' },
        change: (body) => (body as { after: string }[]).filter(({ after }) => after !== commit(2)),
      })
      const planned = await run(environment, {
        ...onLabel(BOB, commit(2)),
        with: { command: 'validate', 'api-key': '' },
      })
      say(environment, ADA, `/train ${digestOf(planned).slice(0, 32)}`)
      expect(outcomeOf(await run(environment, onLabel(BOB, commit(2))))).toEqual(UNAPPROVED)
      expect(environment.forge.accepted).toEqual([])
    }))

  it('makes nobody a pusher of what somebody else changed later, also when the list is gone', () =>
    withApproval('required: always', async (environment) => {
      const show = async (n: number, login: string, steps: number) => {
        moveTo(environment, n, login)
        environment.write(SPEC_FILE, specOf(steps))
        return outcomeOf(await run(environment, pushOf(n, login)))
      }
      await show(1, ADA, 2000)
      await show(2, AUTHOR, 1000)
      approve(environment, ADA)
      environment.clock.advance(5_000)
      await show(3, AUTHOR, 2000)
      environment.github.addFault({ kind: 'status', status: 404, on: { operation: 'listActivity' } })
      expect(await show(4, BOB, 1000)).toEqual(SUBMITTED)
    }))

  it('of a long-lived branch makes everybody a pusher who pushed there before', () =>
    withApproval('required: always', async (environment) => {
      moveTo(environment, 1, ADA)
      environment.clock.advance(3_600_000)
      moveTo(environment, 2, AUTHOR)
      await run(environment, pushOf(2, AUTHOR))
      approve(environment, ADA)
      const refused = await run(environment, onLabel(BOB, commit(2)))
      expect(outcomeOf(refused)).toEqual(UNAPPROVED)
      expect(messagesOf(refused)).toMatch(/`ada`: they pushed the change, or to its branch before/)
    }))

  it('of a new branch has only who pushed there', () =>
    withApproval('required: always', async (environment) => {
      environment.github.approvals.recordPush('develop', commit(1), ADA)
      moveTo(environment, 1, AUTHOR)
      await run(environment, pushOf(1, AUTHOR))
      approve(environment, ADA)
      expect(outcomeOf(await run(environment, onLabel(BOB, commit(1))))).toEqual(SUBMITTED)
    }))

  it('tells that the branch had a commit without a run: only a named request was approved then', () =>
    withApproval('required: always', async (environment) => {
      moveTo(environment, 1, AUTHOR)
      const planned = await run(environment, pushOf(1, AUTHOR))
      moveTo(environment, 2, AUTHOR)
      environment.clock.advance(60_000)
      approve(environment, ADA)
      environment.clock.advance(60_000)
      moveTo(environment, 3, AUTHOR)
      const refused = await run(environment, pushOf(3, AUTHOR))
      expect(messagesOf(refused)).toMatch(
        /it is about another commit than the plan, so this needs a new approval/,
      )
      say(environment, ADA, `/train ${digestOf(planned)}`)
      expect(outcomeOf(await run(environment, pushOf(3, AUTHOR)))).toEqual(SUBMITTED)
    }))
})
