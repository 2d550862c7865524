import { describe, expect, it } from '@jest/globals'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import {
  ADA,
  approve,
  AUTHOR,
  digestOf,
  MINUTE,
  nextRunId,
  onReview,
  outcomeOf,
  pushBy,
  run,
  say,
  SUBMITTED,
  UNAPPROVED,
  withApproval,
} from './approvals.ts'
import { specOf, specsOf, submittedSteps, SUCCEEDS } from './pushes.ts'
import { PULL_REQUEST, SPEC_FILE, type TestEnvironment } from './test-environment.ts'

const textOf = ({ comments }: TestEnvironment): string => comments.join().replace(/^.*\n/, '')
const requestsIn = (text: string) =>
  [...text.matchAll(/"training_steps": (\d+)/g)].map(([, steps]) => Number(steps))

const sync = (environment: TestEnvironment): Promise<StepResult> =>
  environment.run({
    event: scheduleEvent(),
    run: { id: nextRunId(), actor: AUTHOR },
    with: { command: 'sync', spec: '' },
  })

/** Follows the first job to its end, in another run. */
const follow = (environment: TestEnvironment): Promise<StepResult> =>
  environment.run({
    event: pushBy(AUTHOR).event,
    run: { id: nextRunId(), actor: AUTHOR },
    with: { command: 'wait', spec: '', 'job-id': environment.forge.jobs[0]?.id ?? '' },
  })

/** One request was approved and has a job, the other one waits for an approval. */
async function startOneOfTwo(environment: TestEnvironment): Promise<void> {
  await run(environment)
  approve(environment, ADA)
  environment.clock.advance(5_000)
  environment.write(SPEC_FILE, specsOf(1000, 2000))
  expect(outcomeOf(await run(environment, pushBy(AUTHOR)))).toEqual(UNAPPROVED)
  expect(submittedSteps(environment)).toEqual([1000])
}

describe('while one job trains and another request waits', () => {
  it.each([
    ['sync', sync],
    ['wait', follow],
  ])('`%s` keeps what the comment shows for approval', (_, update) =>
    withApproval(
      'required: always',
      async (environment) => {
        await startOneOfTwo(environment)
        expect(requestsIn(textOf(environment))).toEqual(expect.arrayContaining([2000]))
        environment.clock.advance(5 * MINUTE)
        await update(environment)
        expect(textOf(environment)).toMatch(/1 trained, 1 not approved/)
        expect(requestsIn(textOf(environment))).toEqual(expect.arrayContaining([2000]))
        expect(textOf(environment)).not.toContain('too long to show')
        environment.clock.advance(5 * MINUTE)
        approve(environment, ADA)
        environment.clock.advance(5_000)
        await run(environment, onReview)
        expect(submittedSteps(environment)).toEqual([1000, 2000])
      },
      SUCCEEDS,
    ),
  )

  it('the post step of a cancelled workflow keeps it, too', () =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      approve(environment, ADA)
      environment.clock.advance(5_000)
      environment.write(SPEC_FILE, specsOf(1000, 2000))
      await environment.run({
        ...pushBy(AUTHOR),
        post: true,
        cancelAfterMs: 2 * MINUTE,
        run: { id: nextRunId(), actor: AUTHOR },
        with: { wait: 'true' },
      })
      expect(textOf(environment)).toMatch(/1 cancelled, 1 not approved[^]*To start `/)
      expect(requestsIn(textOf(environment))).toEqual(expect.arrayContaining([2000]))
      environment.clock.advance(5 * MINUTE)
      approve(environment, ADA)
      environment.clock.advance(5_000)
      await run(environment, onReview)
      expect(submittedSteps(environment)).toEqual(expect.arrayContaining([2000]))
    }))

  it('an approval between two updates by `sync` stays', () =>
    withApproval(
      'required: always',
      async (environment) => {
        await startOneOfTwo(environment)
        environment.clock.advance(5 * MINUTE)
        approve(environment, ADA)
        environment.clock.advance(5_000)
        await sync(environment)
        await run(environment, onReview)
        expect(submittedSteps(environment)).toEqual([1000, 2000])
      },
      SUCCEEDS,
    ))
})

describe('a `validate` without a key and with the same comment', () => {
  const validate = (environment: TestEnvironment, inputs: Record<string, string> = {}): Promise<StepResult> =>
    run(environment, { ...pushBy(AUTHOR), with: { command: 'validate', 'api-key': '', ...inputs } })

  it.each<[string, string]>([
    ['further specs', specsOf(1000, 3000)],
    ['a spec with a problem', `${specOf(1000)}---\njob_type: none\n`],
  ])('leaves what waits for an approval, although it has %s', (_, spec) =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      approve(environment, ADA)
      environment.clock.advance(5_000)
      const before = textOf(environment)
      environment.write(SPEC_FILE, spec)
      const result = await validate(environment)
      expect(textOf(environment)).toBe(before)
      expect(result.log).toMatch(/waits for an approval.*`comment-key`/)
      environment.write(SPEC_FILE, specOf(1000))
      expect(outcomeOf(await run(environment, onReview))).toEqual(SUBMITTED)
    }),
  )

  it('shows another plan in its place, which the line approves', () =>
    withApproval('required: always', async (environment) => {
      await run(environment)
      environment.write(SPEC_FILE, specOf(2000))
      const result = await validate(environment)
      const line = `/train ${digestOf(result).slice(0, 32)}`
      expect(textOf(environment)).toContain(line)
      say(environment, ADA, line)
      expect(outcomeOf(await run(environment, pushBy(AUTHOR)))).toEqual(SUBMITTED)
    }))

  it('does not end an approval from before the last run', () =>
    withApproval('required: always', (environment) =>
      afterLastRun(environment, async () => {
        environment.write(SPEC_FILE, specOf(2000))
        await validate(environment)
        environment.write(SPEC_FILE, specOf(1000))
      }),
    ))
})

it('a run with a key shows a problem in place of what waits, and the way back asks nobody again', () =>
  withApproval('required: always', async (environment) => {
    await run(environment)
    approve(environment, ADA)
    environment.clock.advance(5_000)
    environment.write(SPEC_FILE, 'job_type: none\n')
    await run(environment, pushBy(AUTHOR))
    expect(textOf(environment)).toContain('problems, nothing was submitted')
    environment.write(SPEC_FILE, specOf(1000))
    expect(outcomeOf(await run(environment, pushBy(AUTHOR)))).toEqual(SUBMITTED)
  }))

it('whoever edits our comment does not end an approval from before the last run', () =>
  withApproval('required: always', (environment) =>
    afterLastRun(environment, () => {
      const [comment] = environment.github.commentsOf(PULL_REQUEST)
      environment.github.editComment(comment?.id ?? 0, `${comment?.body ?? ''}\nAll is well.`)
    }),
  ))

/** Ada approves when she may not; a run follows; somebody replaces the text; Ada gets the role, and another run follows. */
async function afterLastRun(environment: TestEnvironment, replace: () => unknown): Promise<void> {
  const { approvals } = environment.github
  await run(environment)
  approvals.setRole(ADA, 'write')
  approve(environment, ADA)
  environment.clock.advance(5_000)
  expect(outcomeOf(await run(environment, onReview))).toEqual(UNAPPROVED)
  await replace()
  approvals.setRole(ADA, 'maintain')
  environment.clock.advance(MINUTE)
  expect(outcomeOf(await run(environment, pushBy(AUTHOR)))).toEqual(SUBMITTED)
}
