import { describe, expect, it } from '@jest/globals'
import type { TestEnvironmentOptions } from './test-environment.ts'
import type { StepOptions } from '../simulator/runner/step.ts'
import { withEnvironment, SPEC, SPEC_FILE } from './test-environment.ts'
import { transcript } from './transcript.ts'

interface RunCase extends TestEnvironmentOptions {
  readonly title: string
  readonly step?: Partial<StepOptions>
  readonly exitCode: number
  readonly outcome: string
  readonly accepted: number
}

const timelineTo = (status: string, fields = {}) => [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 30_000, status: 'VALIDATING' },
  { afterMs: 60_000, status: 'RUNNING' },
  { afterMs: 3_600_000, status, fields },
]

const RUNS_FOREVER = timelineTo('RUNNING')

const rejectCreate = (status: number, body: unknown) => ({
  faults: [{ kind: 'status' as const, on: { operation: 'create' }, status, body }],
})

const CASES: readonly RunCase[] = [
  {
    title: 'success',
    forge: { timeline: timelineTo('SUCCESS') },
    exitCode: 0,
    outcome: 'succeeded',
    accepted: 1,
  },
  {
    title: 'FAILED with a reason',
    forge: { timeline: timelineTo('FAILED', { error: { message: 'loss became NaN in step 412' } }) },
    exitCode: 1,
    outcome: 'failed',
    accepted: 1,
  },
  {
    title: 'FAILED without a reason',
    forge: { timeline: timelineTo('FAILED') },
    exitCode: 1,
    outcome: 'failed',
    accepted: 1,
  },
  {
    title: 'CANCELLED elsewhere',
    forge: { timeline: timelineTo('CANCELLED') },
    exitCode: 1,
    outcome: 'cancelled',
    accepted: 1,
  },
  {
    title: 'timeout, leave',
    forge: { timeline: RUNS_FOREVER },
    step: { with: { 'timeout-minutes': '20' } },
    exitCode: 1,
    outcome: 'timed-out',
    accepted: 1,
  },
  {
    title: 'timeout, cancel',
    forge: { timeline: RUNS_FOREVER, cancelMode: 'announced' },
    contractDeviation: 'CANCELLATION_REQUESTED on the way',
    step: { with: { 'timeout-minutes': '20', 'on-timeout': 'cancel' } },
    exitCode: 1,
    outcome: 'timed-out',
    accepted: 1,
  },
  { title: 'no wait', step: { with: { wait: 'false' } }, exitCode: 0, outcome: 'submitted', accepted: 1 },
  {
    title: 'wait until it starts',
    forge: { timeline: RUNS_FOREVER },
    step: { with: { wait: 'started' } },
    exitCode: 0,
    outcome: 'submitted',
    accepted: 1,
  },
  {
    title: 'an invalid spec',
    files: {
      [SPEC_FILE]: SPEC.replace('learning_rate', 'learning_rte').replace('supervised_fine_tuning', 'sft'),
    },
    exitCode: 1,
    outcome: 'invalid',
    accepted: 0,
  },
  {
    title: '400',
    forge: rejectCreate(400, { message: 'dataset is empty', type: 'invalid_request_error', code: 400 }),
    exitCode: 1,
    outcome: 'refused',
    accepted: 0,
  },
  {
    title: '401',
    step: { with: { 'api-key': 'another-key-0123456789' } },
    exitCode: 1,
    outcome: 'refused',
    accepted: 0,
  },
  {
    title: '422',
    forge: rejectCreate(422, {
      detail: [
        {
          type: 'value_error',
          loc: ['body', 'hyperparameters', 'batch_size'],
          msg: 'batch too large',
          input: 8,
        },
      ],
    }),
    exitCode: 1,
    outcome: 'refused',
    accepted: 0,
  },
  {
    title: 'an unknown status',
    contractDeviation: 'a status that the contract does not list',
    forge: {
      timeline: [
        { afterMs: 0, status: 'PREHEATING' },
        { afterMs: 600_000, status: 'SUCCESS' },
      ],
    },
    exitCode: 0,
    outcome: 'succeeded',
    accepted: 1,
  },
  {
    title: 'several specs, one of which fails',
    files: {
      'training/a.yml': SPEC,
      'training/b.yml': `${SPEC.replace('1000', '3000')}---\n${SPEC.replace('1000', '2000')}`,
    },
    forge: { timeline: (_, n) => timelineTo(n === 2 ? 'FAILED' : 'SUCCESS') },
    step: { with: { spec: 'training/*.yml' } },
    exitCode: 1,
    outcome: 'failed',
    accepted: 3,
  },
  {
    title: 'more specs than max-jobs',
    files: { 'training/a.yml': SPEC, 'training/b.yml': SPEC.replace('1000', '2000') },
    step: { with: { spec: 'training/*.yml', 'max-jobs': '1' } },
    exitCode: 1,
    outcome: 'refused',
    accepted: 0,
  },
  {
    title: 'a lost response to the submission',
    forge: {
      timeline: timelineTo('SUCCESS'),
      faults: [{ kind: 'reset', after: true, on: { operation: 'create' } }],
    },
    exitCode: 0,
    outcome: 'succeeded',
    accepted: 1,
  },
]

describe('command: run', () => {
  it.each(CASES)('$title', ({ step, exitCode, outcome, accepted, ...options }) =>
    // A slow machine must not make requests look slow.
    withEnvironment({ ...options, clockSpeed: 1 }, async (environment) => {
      const result = await environment.run({ ...step, post: true })
      expect(result.exitCode).toBe(exitCode)
      expect(result.post).toMatchObject({ exitCode: 0, outputs: {}, summary: '' })
      expect(result.outputs['outcome']).toBe(outcome)
      expect(environment.forge.accepted).toHaveLength(accepted)
      expect(environment.forge.violations).toEqual([])
      expect(environment.operations.filter((operation) => operation === 'create').length).toBeLessThanOrEqual(
        Math.max(1, accepted),
      )
      expect(transcript(environment, result)).toMatchSnapshot()
    }),
  )

  it.each(['pre_training', 'supervised_fine_tuning', 'dpo', 'odpo', 'reinforcement_learning'])(
    'sends job type %s as written',
    (jobType) =>
      withEnvironment(
        { files: { [SPEC_FILE]: SPEC.replace('supervised_fine_tuning', jobType) } },
        async (environment) => {
          const result = await environment.run()
          expect(result.exitCode).toBe(0)
          expect(environment.forge.requests.find(({ operation }) => operation === 'create')?.body).toEqual({
            job_type: jobType,
            model_config: { base_model: 'mistral-small-latest' },
            dataset_ids: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'],
            hyperparameters: { learning_rate: 1e-5, training_steps: 1000, batch_size: 8, warmup_steps: 50 },
            auto_start: true,
          })
        },
      ),
  )
})
