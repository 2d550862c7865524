import { describe, expect, it } from '@jest/globals'
import { fingerprintRequest } from '../../src/jobs/match-request.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { classifyAnswer, type SentRequest } from '../../src/jobs/classify-answer.ts'
import type { PendingSubmission } from '../../src/jobs/recover-submission.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { INTERRUPTED, jobId } from '../fakes/forge-api.ts'
import { JOB_ID } from '../fakes/samples.ts'

const NOW_S = TEST_START_MS / 1000
const DATA = '1f0c2a54-8c3e-4f4d-9a39-0f2d0c2f9b11'
const REQUEST: TrainingRequest = {
  job_type: 'supervised_fine_tuning',
  model_config: { architecture: 'mixture_of_experts', base_model: 'mistral-small-latest', num_experts: 8 },
  dataset_ids: [DATA],
  hyperparameters: { learning_rate: 1e-5, training_steps: 1000, batch_size: 10, warmup_steps: 50 },
  auto_start: true,
}
/** Shows every field. */
const JOB: TrainingJob = {
  id: JOB_ID,
  status: 'QUEUED',
  jobType: REQUEST.job_type,
  modelConfig: REQUEST.model_config,
  hyperparameters: REQUEST.hyperparameters!,
  datasetIds: REQUEST.dataset_ids!,
  autoStart: true,
  createdAt: NOW_S,
}
const PENDING: PendingSubmission = {
  fingerprint: fingerprintRequest(REQUEST),
  knownIds: [jobId(1)],
  sinceS: NOW_S - 60,
  isBaselineComplete: true,
  requireExactMatch: false,
}

const classify = (job: Partial<TrainingJob>, sent: Partial<SentRequest> = {}) =>
  classifyAnswer(
    { ok: true, value: { ...JOB, ...job }, requestId: 'r1' },
    { request: REQUEST, pending: PENDING, claimedIds: new Set([jobId(2)]), wallMs: TEST_START_MS, ...sent },
  )

const hyperparameters = (changes: object) => ({
  hyperparameters: { ...REQUEST.hyperparameters, ...changes },
})
const model = (changes: object) => ({ modelConfig: { ...REQUEST.model_config, ...changes } })

describe('the submitted job', () => {
  it.each<[string, Partial<TrainingJob>]>([
    ['with the fields as sent', {}],
    ['in any phase', { status: 'RUNNING' }],
    ['that failed at once', { status: 'FAILED' }],
    ['from a clock that is a little behind', { status: 'FAILED', createdAt: NOW_S - 59 }],
    ['from a clock that is far behind', { createdAt: NOW_S - 7200 }],
    ['that finished without a time', { status: 'SUCCESS', createdAt: undefined }],
    ['with the version of an alias', model({ base_model: 'mistral-small-2603' })],
    ['with the model that an alias names', model({ base_model: 'open-mistral-nemo' })],
    ['with a rounded batch and warm-up', hyperparameters({ batch_size: 8, warmup_steps: 48 })],
    ['with another weight decay', hyperparameters({ weight_decay: 0.1 })],
    ['with a rate in single precision', hyperparameters({ learning_rate: Math.fround(1e-5) })],
    ['with a rate of fewer digits', hyperparameters({ learning_rate: 1.004e-5 })],
    ['with data in capitals', { datasetIds: [DATA.toUpperCase()] }],
    ['with data listed twice', { datasetIds: [DATA, DATA] }],
    ['without data yet', { datasetIds: [] }],
    ['that does not start', { autoStart: false }],
    ['without any field', { jobType: undefined, modelConfig: undefined, hyperparameters: undefined }],
    ['with null', { ...model({ base_model: null }), ...hyperparameters({ training_steps: null }) }],
    ['with another case', { jobType: 'SUPERVISED_FINE_TUNING' }],
  ])('is one %s', (_, changes) => {
    expect(classify(changes)).toEqual({ kind: 'submitted', job: { ...JOB, ...changes } })
  })

  it.each([
    ['mistral-small', 'mistral-small-2603'],
    ['mistral-small-2603', 'mistral-small'],
  ])('may name %s as %s', (base_model, reported) => {
    const request = { ...REQUEST, model_config: { ...REQUEST.model_config, base_model } }
    expect(classify(model({ base_model: reported }), { request }).kind).toBe('submitted')
  })

  it('has defaults for what was sent as null or empty', () => {
    const request = { ...REQUEST, dataset_ids: [], hyperparameters: null } as unknown as TrainingRequest
    expect(classify({}, { request }).kind).toBe('submitted')
  })
})

describe('another job', () => {
  it.each<[string, Partial<TrainingJob>, string]>([
    ['that was in the list', { id: jobId(1) }, 'which existed before'],
    ['of another spec', { id: jobId(2) }, 'which belongs to another spec of this step'],
    ['that had ended', { status: 'SUCCESS', createdAt: NOW_S - 61 }, 'which ended before the spec was sent'],
    ['of another type', { jobType: 'dpo' }, 'whose job_type is "dpo" instead of "supervised_fine_tuning"'],
    ['of another architecture', model({ architecture: 'dense' }), 'whose architecture is "dense"'],
    ['with other experts', model({ num_experts: 16 }), 'whose num_experts is 16 instead of 8'],
    ['on other data', { datasetIds: [jobId(3)] }, `whose dataset_ids is ["${jobId(3)}"] instead of`],
    ['on more data', { datasetIds: [DATA, jobId(3)] }, 'whose dataset_ids is'],
    ['with other steps', hyperparameters({ training_steps: 1001 }), 'whose training_steps is 1001 instead of 1000'],
    ['with another rate', hyperparameters({ learning_rate: 2e-5 }), 'whose learning_rate is 0.00002 instead of 0.00001'],
  ])('is one %s', (_, changes, reason) => {
    const answer = classify(changes)
    const id = changes.id ?? JOB_ID
    expect(answer).toMatchObject({
      kind: 'other-job',
      error: { kind: 'invalid-response', requestId: 'r1' },
      pending: { ...PENDING, knownIds: [jobId(1), id] },
    })
    expect(answer.kind === 'other-job' && answer.error.message).toContain(
      `the service answered with the job ${id}, ${reason}`,
    )
  }) // prettier-ignore

  it('is one of another model, unless an alias was sent', () => {
    const request = {
      ...REQUEST,
      model_config: { ...REQUEST.model_config, base_model: 'mistral-small-2603' },
    }
    for (const base_model of ['mistral-small-2503', 'codestral-2603', 'mistral-small-26'])
      expect(classify(model({ base_model }), { request }).kind).toBe('other-job')
  })

  it('is recognised without a list, by the clock of the runner if need be', () => {
    const ended = (createdAt: number) =>
      classify({ status: 'SUCCESS', createdAt }, { pending: undefined }).kind
    expect([ended(NOW_S - 301), ended(NOW_S - 300)]).toEqual(['other-job', 'submitted'])
    expect(classify({ jobType: 'dpo' }, { pending: undefined })).toMatchObject({ pending: undefined })
  })

  it('has its long values cut in the message', () => {
    const answer = classify({ jobType: 'x'.repeat(10_000) })
    expect(answer.kind === 'other-job' && answer.error.message.length).toBeLessThan(300)
  })
})

it('a failed request stays failed', () => {
  const sent = { request: REQUEST, claimedIds: new Set<string>(), wallMs: TEST_START_MS }
  expect(classifyAnswer({ ok: false, error: INTERRUPTED }, sent)).toEqual({
    kind: 'failed',
    error: INTERRUPTED,
  })
})
