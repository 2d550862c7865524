import { describe, expect, it } from '@jest/globals'
import { stepOwner } from '../../src/github/step-owner.ts'
import { haveSameWorkflow, withoutSubject } from '../../src/state/owner.ts'

const WORKFLOW = '.github/workflows/train.yml'
const PLAN_ID = '3e77825e-0f10-4ef9-9852-a3291ffef79a'

interface Step {
  readonly job?: string
  /** ACTIONS_ORCHESTRATION_ID; absent on other runners and older ones. */
  readonly orchestrationId?: string
  /** GITHUB_ACTION */
  readonly action?: string
  readonly matrix?: string
  readonly specText?: string
  readonly commentKey?: string
  readonly workflowPath?: string
  readonly subject?: string
}

function ownerOf(step: Step = {}): string {
  const { job = 'train', orchestrationId, action = '__acme_forge', workflowPath = WORKFLOW } = step
  const env = { GITHUB_JOB: job, GITHUB_ACTION: action, ACTIONS_ORCHESTRATION_ID: orchestrationId }
  const { matrix = 'null', specText = '*.yml', commentKey, subject } = step
  return stepOwner(env, workflowPath, { matrix, specText, commentKey }, subject)
}

const inPlan = (path: string, planId = PLAN_ID): string => `${planId}.${path}`

/** Checks that all of these are different owners. */
function expectDifferentOwners(...steps: readonly Step[]): void {
  expect(new Set(steps.map(ownerOf)).size).toBe(steps.length)
}

describe('the owner of a step', () => {
  it('has 16 hexadecimal digits, whatever is missing', () => {
    expect(ownerOf()).toMatch(/^[0-9a-f]{16}$/)
    expect(stepOwner({}, '', { matrix: '', specText: '' })).toMatch(/^[0-9a-f]{16}$/)
  })

  it('differs between workflows, jobs, matrix legs, and specs', () => {
    expectDifferentOwners({}, { workflowPath: 'other.yml' }, { job: 'other' }, { matrix: '{"a":1}' }, { specText: 'b.yml' })
  }) // prettier-ignore

  it('differs between subjects, which belong to one step', () => {
    const [owner, ofQueue, ofSchedule] = [undefined, 'merge queue', 'schedule refs/heads/main'].map(
      (subject) => ownerOf({ subject }),
    )
    expect(new Set([owner, ofQueue, ofSchedule]).size).toBe(3)
    expect([ofQueue, ofSchedule].map((each = '') => withoutSubject(each))).toEqual([owner, owner])
    expect(withoutSubject(ownerOf({ subject: 'merge queue', job: 'other' }))).not.toBe(owner)
  })

  it('tells the steps of one workflow from those of others', () => {
    const sibling = ownerOf({ job: 'other', matrix: '{"a":1}', specText: 'b.yml' })
    expect(haveSameWorkflow(ownerOf(), sibling)).toBe(true)
    expect(haveSameWorkflow(ownerOf(), ownerOf({ workflowPath: 'other.yml' }))).toBe(false)
  })

  it('does not confuse one part with the next', () => {
    expectDifferentOwners({ job: 'a', matrix: 'bc' }, { job: 'ab', matrix: 'c' })
  })

  it.each(['train-small', 'run', 'x1'])('is the step id %s if the user gave one, whatever its specs are', (action) => {
    expect(ownerOf({ action, specText: 'a.yml' })).toBe(ownerOf({ action, specText: 'b.yml' }))
    expectDifferentOwners({ action }, { action: 'another' }, {})
  }) // prettier-ignore

  it.each(['', '__self', '__acme_forge_2', '0', '12'])(
    'is not the id %j that the runner made up',
    (action) => {
      expect(ownerOf({ action })).toBe(ownerOf())
    },
  )

  it('is the comment key, whatever id and specs are', () => {
    const commentKey = 'small'
    expect(ownerOf({ commentKey, action: 'a', specText: 'a.yml' })).toBe(ownerOf({ commentKey }))
    expectDifferentOwners({ commentKey }, { commentKey: 'large' }, {})
  })
})

describe('the orchestration id', () => {
  it.each([
    ['a job', 'train.__default'],
    ['a matrix leg', 'train.ubuntu-latest.3.12'],
    ['a numbered matrix leg', 'train._2'],
  ])('adds nothing to the name and the matrix values of %s', (_, path) => {
    expect(ownerOf({ orchestrationId: inPlan(path) })).toBe(ownerOf())
  })

  it.each(['train.__default', 'small.train.__default', 'small._1.train._2'])(
    'gives the same owner in another run: %s',
    (path) => {
      const otherPlan = '327d153d-58d4-46fb-9dda-9d062c39bb97'
      expect(ownerOf({ orchestrationId: inPlan(path, otherPlan) })).toBe(
        ownerOf({ orchestrationId: inPlan(path) }),
      )
    },
  )

  it('tells the calls of a reusable workflow apart, also nested ones and legs of the caller', () => {
    const paths = ['train', 'small.train', 'large.train', 'small.nested.train', 'small._1.train', 'small._2.train']
    expectDifferentOwners(...paths.map((path) => ({ orchestrationId: inPlan(`${path}.__default`) })))
  }) // prettier-ignore

  it('may have a caller with the same name as the job', () => {
    expectDifferentOwners(
      { orchestrationId: inPlan('train.__default') },
      { orchestrationId: inPlan('train.train.__default') },
      { orchestrationId: inPlan('other.train.__default') },
    )
  })

  it.each(['', 'something-else', inPlan('other.__default'), 'train', '12.34.56'])(
    'is ignored without the name of the job: %j',
    (orchestrationId) => {
      expect(ownerOf({ orchestrationId })).toBe(ownerOf())
    },
  )
})
