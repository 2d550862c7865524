import { describe, expect, it } from '@jest/globals'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import { cancelledSteps, messagesOf, push, RUNS_FOREVER, submittedSteps } from './pushes.ts'
import { withEnvironment, SPEC, type TestEnvironment } from './test-environment.ts'

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
