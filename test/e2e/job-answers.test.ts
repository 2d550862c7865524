import { describe, expect, it } from '@jest/globals'
import { POST_STATE } from '../../src/state/post-state.ts'
import { decodePostState } from '../../src/state/post-state-codec.ts'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import { withEnvironment, type TestEnvironment } from './test-environment.ts'

const HOUR = 60 * 60_000
const SUCCEEDS = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 60_000, status: 'RUNNING' },
  { afterMs: HOUR, status: 'SUCCESS' },
]
const OTHER_ID = '7c9e6679-7425-40de-944b-e07fc1f90ae7'

/** The service takes a submission, but its response has these fields. */
const answerWith = (fields: Record<string, unknown>) =>
  ({ kind: 'mutate', on: { operation: 'create' }, set: { id: OTHER_ID, ...fields } }) as const
const EMPTY_LIST = { kind: 'mutate', on: { operation: 'list' }, set: { data: [], total: 0 } } as const

/** The other job was neither read nor cancelled, and nothing that later steps read names it. */
function expectNoTrace({ forge }: TestEnvironment, { outputs, state }: StepResult): void {
  expect(forge.requests.filter(({ path }) => path.includes(OTHER_ID))).toEqual([])
  const { pendingSubmission: _, states: __, ...postState } = decodePostState(state[POST_STATE] ?? '')!
  expect(
    JSON.stringify([outputs['job-id'], outputs['job'], outputs['output-model'], postState]),
  ).not.toContain(OTHER_ID)
}

describe('a response to the submission with', () => {
  it('the job of another spec leads to our own job', () =>
    withEnvironment(
      { forge: { timeline: SUCCEEDS, faults: [answerWith({ job_type: 'dpo' })] } },
      async (environment) => {
        const result = await environment.run()
        const { accepted } = environment.forge
        expect(accepted).toHaveLength(1)
        expect(result.exitCode).toBe(0)
        expect(result.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': accepted[0]?.id })
        expect(result.log).toContain(
          `no usable response to the submission (the service answered with the job ${OTHER_ID}, whose job_type is "dpo" instead of "supervised_fine_tuning"`,
        )
        expectNoTrace(environment, result)
      },
    ))

  it('a job that had succeeded before is red, not green, if our own cannot be found', () =>
    withEnvironment(
      {
        forge: {
          faults: [answerWith({ status: 'SUCCESS', output_model: 'ft:other', created_at: 1 }), EMPTY_LIST],
        },
      },
      async (environment) => {
        const result = await environment.run()
        expect(result.exitCode).toBe(1)
        expect(result.outputs).toMatchObject({ outcome: 'unknown', 'job-id': '', 'output-model': '' })
        expect(result.log).toContain(`the job ${OTHER_ID}, which ended before the spec was sent`)
        expectNoTrace(environment, result)
      },
    ))

  it('a job of the list is not ours', () =>
    withEnvironment({ forge: { timeline: SUCCEEDS, faults: [answerWith({})] } }, async (environment) => {
      environment.forge.addJob({ id: OTHER_ID, ageMs: HOUR })
      const result = await environment.run({ with: { wait: 'false' } })
      expect(result.outputs['job-id']).toBe(environment.forge.accepted[0]?.id)
      expect(result.log).toContain(`the job ${OTHER_ID}, which existed before`)
      expectNoTrace(environment, result)
    }))

  it('rounded numbers is ours', () =>
    withEnvironment(
      {
        forge: {
          faults: [
            { ...answerWith({}), set: { hyperparameters: { warmup_steps: 48, training_steps: 1000 } } },
          ],
        },
      },
      async (environment) => {
        const result = await environment.run({ with: { wait: 'false' } })
        expect(result.outputs).toMatchObject({
          outcome: 'submitted',
          'job-id': environment.forge.accepted[0]?.id,
        })
        expect(environment.operations).toEqual(['list', 'create'])
      },
    ))
})

describe('job ids that are not UUIDs', () => {
  const forge = { timeline: SUCCEEDS, createId: (index: number) => `ftjob-01HXYZ_aB${index}` }
  const ID = 'ftjob-01HXYZ_aB1'
  const options = { forge, contractDeviation: 'ids are not UUIDs' }
  const warnings = ({ annotations }: StepResult) =>
    annotations.filter(({ message }) => message.includes('is not a UUID'))

  it('work for run, its next run, wait and cancel, with one warning for each step', () =>
    withEnvironment(options, async (environment) => {
      const first = await environment.run({ with: { wait: 'false' } })
      expect(first.outputs).toMatchObject({ outcome: 'submitted', 'job-id': ID })
      expect(warnings(first)).toHaveLength(1)
      expect(environment.comments[0]).toContain(ID)
      const second = await environment.run({ run: { id: 8124, actor: 'octocat' } })
      expect(second.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': ID, reused: 'true' })
      expect(warnings(second)).toHaveLength(1)
      for (const command of ['status', 'wait', 'cancel']) {
        const result = await environment.run({ with: { command, spec: '', 'job-id': ID } })
        expect(result.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': ID })
      }
      expect(environment.forge.accepted).toHaveLength(1)
    }))

  it('are found again by the commit status', () =>
    withEnvironment(options, async (environment) => {
      const inputs = { wait: 'false', comment: 'false', 'commit-status': 'true' }
      await environment.run({ with: inputs })
      const again = await environment.run({ run: { id: 8124, actor: 'octocat' }, with: inputs })
      expect(again.outputs).toMatchObject({ 'job-id': ID, reused: 'true' })
      expect(environment.forge.accepted).toHaveLength(1)
    }))

  it('are found and announced by a sync', () =>
    withEnvironment(options, async (environment) => {
      await environment.run({ with: { wait: 'false' } })
      environment.clock.advance(HOUR)
      const synced = await environment.run({
        event: scheduleEvent(),
        run: { id: 9001, actor: 'octocat' },
        with: { command: 'sync', spec: '', 'dispatch-event': 'forge-job-ended' },
      })
      expect(synced.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': ID })
      expect(environment.github.repository.dispatches).toMatchObject([{ payload: { job_id: ID } }])
    }))

  it('that are paths are no answer', () =>
    withEnvironment(
      { forge: { faults: [{ kind: 'mutate', on: { operation: 'create' }, set: { id: '..' } }] } },
      async (environment) => {
        const result = await environment.run({ with: { wait: 'false' } })
        expect(result.outputs['job-id']).toBe(environment.forge.accepted[0]?.id)
        expect(environment.operations).toEqual(['list', 'create', 'list', 'list'])
      },
    ))
})
