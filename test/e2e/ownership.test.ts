import { describe, expect, it } from '@jest/globals'
import { pullRequestEvent, pushEvent } from '../simulator/runner/events.ts'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import { cancelledSteps, messagesOf, push, RUNS_FOREVER, submittedSteps } from './pushes.ts'
import { withEnvironment, PULL_REQUEST, SPEC, type TestEnvironment } from './test-environment.ts'

type Step = Pick<StepOptions, 'with' | 'env' | 'matrix'>

const [SMALL, LARGE] = ['training/small.yml', 'training/large.yml']
const options = {
  files: { [SMALL]: SPEC, [LARGE]: SPEC },
  forge: { timeline: RUNS_FOREVER },
  clockSpeed: 1,
}

/** Runs a step of a push, for a request with this number of training steps. */
function runStep(
  environment: TestEnvironment,
  id: number,
  step: Step,
  trainingSteps: number,
): Promise<StepResult> {
  const set = `hyperparameters.training_steps=${trainingSteps}`
  return push(environment, id, { ...step, with: { spec: SMALL, set, ...step.with } })
}

/** The runner's id of a job that this job of the caller calls as a reusable workflow. */
const calledBy = (caller: string): Step => ({
  env: { ACTIONS_ORCHESTRATION_ID: `3e77825e-0f10-4ef9-9852-a3291ffef79a.${caller}.train.__default` },
})
const withKey = (commentKey: string, spec = SMALL): Step => ({ with: { 'comment-key': commentKey, spec } })

interface Pair {
  readonly title: string
  readonly pair: readonly [Step, Step]
  /** Whether nothing tells them apart. */
  readonly isAmbiguous?: boolean
}

const PAIRS: readonly Pair[] = [
  { title: 'that differ in `set`', pair: [{}, {}], isAmbiguous: true },
  { title: 'in two calls of a reusable workflow', pair: [calledBy('small'), calledBy('large')] },
  { title: 'with ids', pair: [{ env: { GITHUB_ACTION: 'small' } }, { env: { GITHUB_ACTION: 'large' } }] },
  { title: 'with comment keys', pair: [withKey('small'), withKey('large')] },
  {
    title: 'in legs of a matrix that share a comment key',
    pair: [
      { ...withKey('shared', SMALL), matrix: { size: 'small' } },
      { ...withKey('shared', LARGE), matrix: { size: 'large' } },
    ],
  },
]

describe('two steps of one run', () => {
  it.each(PAIRS)('$title: none cancels a job of the other', ({ pair: [small, large], isAmbiguous = false }) =>
    withEnvironment(options, async (environment) => {
      const before = await runStep(environment, 8123, small, 1001)
      await runStep(environment, 8123, large, 2001)
      const unchanged = await runStep(environment, 8124, small, 1001)
      const changed = await runStep(environment, 8124, large, 2002)
      expect(unchanged.outputs).toMatchObject({ 'job-id': before.outputs['job-id'], reused: 'true' })
      expect(submittedSteps(environment)).toEqual([1001, 2001, 2002])
      expect(cancelledSteps(environment)).toEqual(isAmbiguous ? [] : [2001])
      expect(messagesOf(changed).includes('comment-key')).toBe(isAmbiguous)
    }),
  )
})

it('two legs of a caller whose matrix the runner hides start together and keep their jobs in the next run', () =>
  withEnvironment(options, async (environment) => {
    const [before, after] = [
      await Promise.all([1001, 2001].map((steps) => runStep(environment, 8123, { matrix: {} }, steps))),
      await Promise.all([1001, 2001].map((steps) => runStep(environment, 8124, { matrix: {} }, steps))),
    ].map((results) => results.map(({ outputs }) => outputs['job-id']))
    expect(after).toEqual(before)
    expect(environment.forge.accepted).toHaveLength(2)
    expect(cancelledSteps(environment)).toEqual([])
  }))

it('a job that another step asks for is cancelled only when neither of two runs asked for it', () =>
  withEnvironment(options, async (environment) => {
    const [owner, follower] = [withKey('owner'), withKey('follower')]
    const pushBoth = async (id: number, asked: readonly [owner: number, follower: number]) => {
      await runStep(environment, id, owner, asked[0])
      await runStep(environment, id, follower, asked[1])
      return cancelledSteps(environment)
    }
    expect(await pushBoth(8123, [1001, 1001])).toEqual([])
    expect(await pushBoth(8124, [1002, 1001])).toEqual([])
    expect(await pushBoth(8125, [1002, 1003])).toEqual([])
    expect(await pushBoth(8126, [1002, 1003])).toEqual([1001])
    expect(submittedSteps(environment)).toEqual([1001, 1002, 1003])
  }))

describe('on an issue', () => {
  const ISSUE = 9
  const runOn = (
    environment: TestEnvironment,
    id: number,
    branch: string,
    trainingSteps: number,
  ): Promise<StepResult> => {
    const set = `hyperparameters.training_steps=${trainingSteps}`
    environment.github.addIssue({ number: ISSUE })
    return environment.run({
      event: pushEvent({ ref: `refs/heads/${branch}`, after: String(id).padEnd(40, '0') }),
      run: { id, actor: 'octocat' },
      with: { spec: SMALL, set, wait: 'false', 'issue-number': String(ISSUE) },
    })
  }

  it('a step replaces its own jobs of the same branch, not those of another one', () =>
    withEnvironment(options, async (environment) => {
      await runOn(environment, 8123, 'a', 1001)
      await runOn(environment, 8124, 'b', 2001)
      expect(cancelledSteps(environment)).toEqual([])
      const texts = environment.github.repository.commentsOf(ISSUE).map(({ body }) => body)
      expect(texts).toHaveLength(2)
      expect(texts.join()).not.toContain('nobody asks for')
      await runOn(environment, 8125, 'a', 1002)
      expect(cancelledSteps(environment)).toEqual([1001])
      expect(submittedSteps(environment)).toEqual([1001, 2001, 1002])
      expect(environment.github.repository.commentsOf(ISSUE)).toHaveLength(2)
    }))

  it('a branch follows the job that another one has for the same request', () =>
    withEnvironment(options, async (environment) => {
      const first = await runOn(environment, 8123, 'a', 1001)
      const second = await runOn(environment, 8124, 'b', 1001)
      expect(second.outputs).toMatchObject({ 'job-id': first.outputs['job-id'], reused: 'true' })
    }))
})

describe('a run of a pull request that is closed before it submits', () => {
  it('submits nothing, although it read a few seconds before that the pull request was open', () => {
    const slowList = { kind: 'delay', ms: 20_000, on: { operation: 'list', nth: 1 } } as const
    return withEnvironment(
      { ...options, forge: { ...options.forge, faults: [slowList] } },
      async (environment) => {
        const { clock, forge, github } = environment
        const run = push(environment, 8123, { with: { spec: SMALL } })
        while (forge.requests.length === 0) await clock.sleep(1_000)
        Object.assign(github.repository.issues.get(PULL_REQUEST)!, { state: 'closed' })
        const closed = await push(environment, 8124, {
          with: { spec: SMALL },
          event: pullRequestEvent({ number: PULL_REQUEST, action: 'closed' }),
        })
        expect(closed.outputs['outcome']).toBe('valid')
        expect((await run).outputs['outcome']).toBe('valid')
        expect(submittedSteps(environment)).toEqual([])
      },
    )
  })
})
