import { expect, it } from '@jest/globals'
import { dispatchEvent } from '../simulator/runner/events.ts'
import {
  ADA,
  approve,
  AUTHOR,
  BOB,
  moveTo,
  nextRunId,
  onComment,
  onReview,
  outcomeOf,
  pushBy,
  pushOf,
  run,
  say,
  SUBMITTED,
  UNAPPROVED,
  withApproval,
} from './approvals.ts'
import { push, specOf, specsOf, SUCCEEDS } from './pushes.ts'
import { PULL_REQUEST, SPEC, SPEC_FILE, type TestEnvironment } from './test-environment.ts'

const EVE = 'eve'

/** Our first comment. */
function commentOf({ github }: TestEnvironment) {
  const [comment] = github.commentsOf(PULL_REQUEST)
  if (comment === undefined) throw new Error('no comment')
  return comment
}

it('an approval of what the branch no longer has does not count, although the comment still shows it', () =>
  withApproval('required: always', async (environment) => {
    moveTo(environment, 1, BOB)
    environment.write(SPEC_FILE, specOf(9000))
    await run(environment, pushOf(1, BOB))
    // No run follows this push.
    moveTo(environment, 2, BOB)
    environment.clock.advance(60_000)
    approve(environment, ADA)
    environment.clock.advance(60_000)
    moveTo(environment, 3, BOB)
    expect(outcomeOf(await run(environment, pushOf(3, BOB)))).toEqual(UNAPPROVED)
    expect(environment.forge.accepted).toEqual([])
  }))

it('a comment that was edited and restored proves nothing', () =>
  withApproval('required: always', async (environment) => {
    await run(environment)
    const { id, body } = commentOf(environment)
    environment.github.editComment(id, body.replace('8,000', '80'))
    approve(environment, ADA)
    environment.clock.advance(60_000)
    environment.github.editComment(id, body)
    expect(outcomeOf(await run(environment, onReview))).toEqual(UNAPPROVED)
  }))

it('an old signed comment that somebody puts back proves nothing', () =>
  withApproval('required: always', async (environment) => {
    environment.write(SPEC_FILE, specOf(9000))
    await run(environment)
    const { id, body } = commentOf(environment)
    environment.write(SPEC_FILE, specOf(1000))
    await run(environment, pushBy(AUTHOR))
    approve(environment, ADA)
    environment.clock.advance(60_000)
    environment.github.editComment(id, body)
    environment.write(SPEC_FILE, specOf(9000))
    expect(outcomeOf(await run(environment, pushBy(BOB)))).toEqual(UNAPPROVED)
  }))

it('a deleted comment does not take away the minute after a change', () =>
  withApproval('required: always', async (environment) => {
    await run(environment)
    environment.github.repository.comments.delete(commentOf(environment).id)
    environment.write(SPEC_FILE, specOf(9000))
    await push(environment, nextRunId(), pushBy(BOB))
    environment.clock.advance(5_000)
    approve(environment, ADA)
    environment.clock.advance(2_000)
    expect(outcomeOf(await run(environment, onReview))).toEqual(UNAPPROVED)
  }))

it('a review that its author has taken back does not come back', () =>
  withApproval('required: always', async (environment) => {
    await run(environment)
    approve(environment, ADA)
    environment.clock.advance(5_000)
    environment.github.approvals.addReview(PULL_REQUEST, { login: ADA, state: 'CHANGES_REQUESTED' })
    environment.write(SPEC_FILE, specOf(2000))
    await run(environment, pushBy(AUTHOR))
    approve(environment, ADA)
    environment.write(SPEC_FILE, specOf(1000))
    expect(outcomeOf(await run(environment, pushBy(AUTHOR)))).toEqual(UNAPPROVED)
  }))

it('a request that is too long to be shown can only be approved by its digest', () =>
  withApproval('required: always', async (environment) => {
    const ids = Array.from(
      { length: 300 },
      (_, n) => `  - 7c9e6679-7425-40de-944b-${String(n).padStart(12, '0')}`,
    )
    environment.write(
      SPEC_FILE,
      SPEC.replace(/dataset_ids:[^]*?\n(?=\w)/, `dataset_ids:\n${ids.join('\n')}\n`),
    )
    await run(environment)
    approve(environment, ADA)
    expect(outcomeOf(await run(environment, onReview))).toEqual(UNAPPROVED)
    expect(environment.comments.join()).toContain('too long to show')
  }))

it('several requests are shown whole', () =>
  withApproval('required: always', async (environment) => {
    environment.write(SPEC_FILE, specsOf(1000, 2000))
    await run(environment)
    expect(environment.comments.join().match(/"warmup_steps": 50/g)).toHaveLength(2)
  }))

it('a label that was renamed and taken off does not count', () =>
  withApproval('required: always', async (environment) => {
    await run(environment)
    const { approvals } = environment.github
    approvals.setLabel(PULL_REQUEST, 'train', { login: ADA })
    approvals.removeLabel(PULL_REQUEST, 'train', { login: BOB })
    // GitHub gives the events of a renamed label its new name.
    environment.github.addFault({
      kind: 'mutate',
      on: { operation: 'listEvents' },
      change: (body) => (body as { event: string }[]).filter(({ event }) => event !== 'unlabeled'),
    })
    expect(outcomeOf(await run(environment, onReview))).toEqual(UNAPPROVED)
  }))

it('a run that was started by hand is approved by whoever starts it again', () =>
  withApproval('required: always', async (environment) => {
    const again = { event: dispatchEvent({ actor: ADA }), run: { id: 9000, attempt: 2, actor: BOB } }
    expect(outcomeOf(await run(environment, again))).toEqual(['refused', 1])
  }))

it('an approver who rebases does not lose the approval', () =>
  withApproval(
    'required: always',
    async (environment) => {
      moveTo(environment, 1, AUTHOR)
      await run(environment, pushOf(1, AUTHOR))
      approve(environment, ADA)
      environment.clock.advance(60_000)
      moveTo(environment, 2, ADA)
      expect(outcomeOf(await run(environment, pushOf(2, ADA)))).toEqual(SUBMITTED)
    },
    SUCCEEDS,
  ))

it('whoever pushed before the plan was shown cannot approve it', () =>
  withApproval('required: always', async (environment) => {
    environment.github.approvals.setRole(EVE, 'maintain')
    moveTo(environment, 1, EVE)
    environment.clock.advance(5_000)
    moveTo(environment, 2, BOB)
    await run(environment, pushOf(2, BOB))
    approve(environment, EVE)
    expect(outcomeOf(await run(environment, { ...onReview, ...pushOf(2, BOB) }))).toEqual(UNAPPROVED)
  }))

it('a plan without a key does not replace the same plan that waits for an approval', () =>
  withApproval('required: always', async (environment) => {
    await run(environment)
    approve(environment, ADA)
    await run(environment, { with: { command: 'validate', 'api-key': '' } })
    expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
  }))

it('while one job trains, the comment says that the other spec waits for an approval', () =>
  withApproval('required: always', async (environment) => {
    await run(environment)
    approve(environment, ADA)
    environment.clock.advance(2_000)
    environment.write(SPEC_FILE, specsOf(1000, 2000))
    const texts: string[] = []
    await environment.run({
      event: pushBy(AUTHOR).event,
      run: { id: nextRunId(), actor: 'octocat' },
      with: { wait: 'true', 'timeout-minutes': '20' },
      onLine: (line) => {
        if (line.includes('next check in')) texts.push(environment.comments.join())
      },
    })
    expect(texts.length).toBeGreaterThan(0)
    expect(texts.at(-1)).toMatch(/1 training, 1 not approved[^]*To start `/)
  }))

it('the test merge of an earlier head says nothing about a head that has a conflict', () =>
  withApproval('required: always, users: [eve]', async (environment) => {
    const { pull } = environment.github.repository.issues.get(PULL_REQUEST) ?? {}
    const [first, last] = ['c'.repeat(40), 'd'.repeat(40)]
    const runOf = async (n: number, login: string) => {
      const { event } = pushOf(n, login)
      const target = { ...event, name: 'pull_request_target' }
      return outcomeOf(await run(environment, { event: target, env: { GITHUB_SHA: 'b'.repeat(40) } }))
    }
    moveTo(environment, 1, AUTHOR)
    Object.assign(pull ?? {}, { mergeable: null })
    environment.github.repository.parents.set(first, ['b'.repeat(40), pull?.head.sha ?? ''])
    environment.write('.git/HEAD', `${first}\n`)
    expect(await runOf(1, AUTHOR)).toEqual(UNAPPROVED)
    Object.assign(pull ?? {}, { mergeCommit: first })
    moveTo(environment, 2, EVE)
    Object.assign(pull ?? {}, { mergeable: false })
    expect(await runOf(2, EVE)).toEqual(['refused', 1])
    moveTo(environment, 3, BOB)
    Object.assign(pull ?? {}, { mergeCommit: last, mergeable: true })
    environment.write('.git/HEAD', `${last}\n`)
    environment.write(SPEC_FILE, specOf(2000))
    expect(await runOf(3, BOB)).toEqual(UNAPPROVED)
    say(environment, EVE, '/train')
    environment.clock.advance(5_000)
    expect(outcomeOf(await run(environment, onComment))).toEqual(UNAPPROVED)
  }))
