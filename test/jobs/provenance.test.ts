import { describe, expect, it } from '@jest/globals'
import type { TrainingJob } from '../../src/jobs/api.ts'
import { detach, settleJob, type JobState } from '../../src/jobs/job-state.ts'
import {
  PROVENANCES,
  betterProvenance,
  mayCancel,
  mayFollow,
  maySucceed,
  verifiedProvenance,
  type Provenance,
} from '../../src/jobs/provenance.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { FakeEnvironment, FakeRun, type FakeRunOptions } from '../fakes/command-context.ts'
import { jobId, type JobLifecycle } from '../fakes/forge-api.ts'
import { MODEL, sampleJob, sampleSpec, sampleState } from '../fakes/samples.ts'
import { recordedJob, requestOf, runRef, SCOPE, commentRecordOf, SERVICE } from '../state/samples.ts'
import { requestKey } from '../../src/state/record.ts'
import { digestRequest } from '../../src/job-spec/digest.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'

const MINUTE = 60_000
const PROVEN: readonly Provenance[] = ['submitted', 'recovered', 'verified']
const UNPROVEN: readonly Provenance[] = ['unsigned', 'listed']
const { request: REQUEST } = sampleSpec()

/** Repeats every field of the request. */
const ECHO: TrainingJob = sampleJob({
  status: 'SUCCESS',
  outputModel: MODEL,
  jobType: REQUEST.job_type,
  modelConfig: { base_model: 'mistral-small-latest' },
  datasetIds: REQUEST.dataset_ids ?? [],
  hyperparameters: { ...REQUEST.hyperparameters },
  autoStart: true,
})
const { datasetIds: _, ...WITHOUT_DATASETS } = ECHO
const CONTRADICTION: TrainingJob = { ...ECHO, jobType: 'dpo' }

describe('a job that is proven to be ours', () => {
  it.each(PROVEN)(
    '(%s) may be followed, cancelled and successful, whatever the service repeats',
    (provenance) => {
      for (const job of [ECHO, WITHOUT_DATASETS, CONTRADICTION]) {
        expect(mayFollow(provenance, REQUEST, job)).toBe(true)
        expect(maySucceed(provenance, REQUEST, job)).toBe(true)
      }
      expect(mayCancel(provenance)).toBe(true)
      expect(verifiedProvenance(provenance)).toBe('verified')
    },
  )
})

describe('a job that is not proven to be ours', () => {
  it.each(UNPROVEN)('(%s) is never cancelled, and a record does not prove it', (provenance) => {
    expect(mayCancel(provenance)).toBe(false)
    expect(verifiedProvenance(provenance)).toBe(provenance)
  })

  it.each(UNPROVEN)('(%s) may be followed unless the service contradicts the request', (provenance) => {
    const followed = [ECHO, WITHOUT_DATASETS, CONTRADICTION].map((job) => mayFollow(provenance, REQUEST, job))
    expect(followed).toEqual([true, true, false])
  })

  it.each(UNPROVEN)('(%s) may be successful only if the service repeats every field', (provenance) => {
    const jobs = [ECHO, WITHOUT_DATASETS, CONTRADICTION]
    expect(jobs.map((job) => maySucceed(provenance, REQUEST, job))).toEqual([true, false, false])
    expect(maySucceed(provenance, undefined, ECHO)).toBe(false)
  })
})

describe('betterProvenance', () => {
  it('prefers the earlier in the list, in both orders', () => {
    for (const [n, better] of PROVENANCES.entries())
      for (const other of PROVENANCES.slice(n)) {
        expect(betterProvenance(better, other)).toBe(better)
        expect(betterProvenance(other, better)).toBe(better)
      }
  })
})

describe('the outcome of a job that succeeded', () => {
  const stateOf = (provenance: Provenance | undefined, job: TrainingJob): JobState =>
    sampleState({ job, isReused: true, provenance })

  it.each<[string, Provenance | undefined, TrainingJob, string]>([
    ['signed', 'verified', WITHOUT_DATASETS, 'succeeded'],
    ['named by the user', undefined, WITHOUT_DATASETS, 'succeeded'],
    ['unsigned, fully repeated', 'unsigned', ECHO, 'succeeded'],
    ['unsigned, partly repeated', 'unsigned', WITHOUT_DATASETS, 'unknown'],
    ['listed, fully repeated', 'listed', ECHO, 'succeeded'],
    ['listed, partly repeated', 'listed', WITHOUT_DATASETS, 'unknown'],
  ])('%s', (_, provenance, job, expected) => {
    const notes = expected === 'unknown' ? [{ code: 'success-unproven', jobId: job.id }] : []
    for (const state of [settleJob(stateOf(provenance, job), 'succeeded'), detach(stateOf(provenance, job))])
      expect(state).toMatchObject({ outcome: expected, notes })
  })

  it.each(['failed', 'cancelled', 'submitted'] as const)('does not matter if it is %s', (outcome) => {
    expect(settleJob(stateOf('unsigned', WITHOUT_DATASETS), outcome)).toMatchObject({ outcome, notes: [] })
  })
})

describe('a step that follows a job', () => {
  const TRAINS: JobLifecycle = {
    statuses: [
      [0, 'RUNNING'],
      [30 * MINUTE, 'SUCCESS'],
    ],
    model: MODEL,
    cancelDelayMs: 1_000,
  }
  const request: TrainingRequest = REQUEST
  const FILES = { 'a.yml': JSON.stringify(request) }

  /** A run with a record of a live job that another run left. */
  function follow(provenance: Provenance, options: FakeRunOptions = {}): FakeRun {
    const environment = new FakeEnvironment(TRAINS)
    environment.api.addJob(TRAINS, request)
    const key = requestKey(digestRequest(request), SERVICE)
    const job = recordedJob(1, { provenance, run: runRef(8000), atMs: TEST_START_MS })
    const earlier = requestOf({ holderId: 'earlier', run: runRef(8000), leaseExpiresAtMs: 0 }, [job])
    const codec = createCodec('k', SCOPE, provenance === 'unsigned' ? 'another key' : 'forge-key')
    environment.addRecordComment(commentRecordOf({ [key]: earlier }), { codec })
    return new FakeRun(environment, { files: FILES, ...options })
  }

  it.each<[Provenance, string]>([
    ['verified', 'succeeded'],
    ['unsigned', 'unknown'],
    ['listed', 'unknown'],
  ])('that is %s: after its success the outcome is %s', async (provenance, expected) => {
    const run = follow(provenance)
    expect(await run.execute()).toMatchObject({ outcome: expected, isSuccess: expected === 'succeeded' })
    expect(run.outputs['job-id']).toBe(jobId(1))
    expect(run.environment.jobs.accepted).toHaveLength(1)
  })

  it.each<[Provenance, readonly string[], string]>([
    ['verified', [jobId(1)], 'timed-out-asked-to-stop'],
    ['unsigned', [], 'timed-out-job-unproven'],
    ['listed', [], 'timed-out-job-unproven'],
  ])('that is %s, with `on-timeout: cancel`: cancels %j', async (provenance, expected, code) => {
    const run = follow(provenance, { inputs: { onTimeout: 'cancel', timeoutMs: 5 * MINUTE } })
    const { result } = await run.execute()
    expect(run.environment.jobs.cancelled).toEqual(expected)
    expect(result.states[0]?.notes.map((note) => note.code)).toContain(code)
  })

  it.each<[Provenance, readonly string[]]>([
    ['verified', [jobId(1)]],
    ['unsigned', []],
    ['listed', []],
  ])('that is %s, in a cancelled workflow: `post` cancels %j', async (provenance, expected) => {
    const run = follow(provenance)
    void run.execute()
    await run.clock.sleep(MINUTE)
    expect(run.outputs['job-id']).toBe(jobId(1))
    await run.cancel()
    expect(run.environment.jobs.cancelled).toEqual(expected)
    expect(run.log.lines.join()).toMatch(expected.length > 0 ? /was asked to stop/ : /nothing proves/)
  })
})
