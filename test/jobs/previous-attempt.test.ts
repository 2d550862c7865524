import { describe, expect, it } from '@jest/globals'
import { stateFromSpec, type JobState } from '../../src/jobs/job-state.ts'
import { findJobsOfPreviousAttempt } from '../../src/jobs/previous-attempt.ts'
import type { CommandContext } from '../../src/commands/context.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { sampleSpec } from '../fakes/samples.ts'
import { FakeRun, FakeEnvironment } from '../fakes/command-context.ts'
import { INTERRUPTED, httpError, jobId, type JobLifecycle, type FaultScript } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const RUNNING: JobLifecycle = { statuses: [[0, 'RUNNING']] }
const SPEC = sampleSpec({ file: 'a.yml', label: 'a.yml' })
/** Differs only in fields that the service does not report. */
const LOOKALIKE = sampleSpec({
  file: 'b.yml',
  label: 'b.yml',
  request: { ...SPEC.request, dataset_ids: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'] },
})
const OTHER = sampleSpec({ file: 'c.yml', label: 'c.yml', request: { ...SPEC.request, job_type: 'dpo' } })
const INPUTS = { reuse: true, isInMatrix: false }

/** A second attempt without a record of the first; the event was 10 minutes ago. */
class SecondAttempt extends FakeRun {
  constructor(
    attempt = 2,
    contextOverrides: Partial<CommandContext> = { eventTimeMs: TEST_START_MS - 10 * MINUTE },
  ) {
    super(new FakeEnvironment(RUNNING), { attempt, contextOverrides })
  }

  /** Adds a job that was created some minutes ago. */
  addJob(minutes: number, lifecycle = RUNNING, { request } = SPEC): void {
    this.api.addJob(lifecycle, request, minutes * MINUTE)
  }

  async findJobs(
    specs: readonly JobState[] = [stateFromSpec(SPEC)],
    inputs: Partial<typeof INPUTS> = {},
    changes: Partial<CommandContext> = {},
  ): Promise<readonly JobState[]> {
    this.reporter.start(specs)
    const { ledger: _, ...context } = this.createContext()
    return findJobsOfPreviousAttempt(specs, { ...INPUTS, ...inputs }, { ...context, ...changes })
  }
}

const summaryOf = (states: readonly JobState[]) =>
  states.map(({ outcome, job, isReused }) => outcome ?? (isReused ? `reused ${job?.id.at(-1)}` : 'not found'))

describe('a second attempt without a record of the first', () => {
  it.each<[string, JobLifecycle, string]>([
    ['follows a job that runs', RUNNING, 'reused 1'],
    ['does not take the model of an earlier day', { statuses: [[0, 'SUCCESS']], model: 'ft:x' }, 'not found'],
  ])('on a schedule %s', async (_, lifecycle, expected) => {
    const run = new SecondAttempt(2, { isScheduled: true })
    run.addJob(24 * 60, lifecycle)
    expect(summaryOf(await run.findJobs())).toEqual([expected])
  })

  it.each<[string, number[], string]>([
    ['no job', [], 'not found'],
    ['one job', [5], 'reused 1'],
    ['one job from before the event', [15], 'not found'],
    ['one job in the second of the event and an older one', [10, 15], 'reused 1'],
    ['several jobs', [5, 6], 'unknown'],
  ])('with %s in the list: %j -> %s', async (_, ages, expected) => {
    const run = new SecondAttempt()
    for (const age of ages) run.addJob(age)
    expect(summaryOf(await run.findJobs())).toEqual([expected])
  })

  it('publishes the reused job at once and notes what is unverified', async () => {
    const run = new SecondAttempt()
    run.addJob(5)
    const [state] = await run.findJobs()
    expect(state?.notes).toMatchObject([
      {
        code: 'adopted-from-previous-attempt',
        unverifiedFields: expect.arrayContaining(['dataset_ids']),
      },
    ])
    expect(run.outputs).toMatchObject({ 'job-id': jobId(1), reused: 'true' })
    expect(run.log.lines.join()).toContain(`follows job ${jobId(1)}`)
  })

  it('names the possible jobs and what to do if there are several', async () => {
    const run = new SecondAttempt()
    run.addJob(5)
    run.addJob(6)
    const [state] = await run.findJobs()
    expect(state?.notes).toEqual([{ code: 'previous-attempt-ambiguous', jobIds: [jobId(1), jobId(2)] }])
  })

  it.each(['FAILED', 'CANCELLED'])('does not reuse a job that ended as %s', async (status) => {
    const run = new SecondAttempt()
    run.addJob(5, { statuses: [[0, status]] })
    expect(summaryOf(await run.findJobs())).toEqual(['not found'])
    expect(run.log.lines.join()).toContain(`The earlier job \`${jobId(1)}\``)
    run.addJob(6)
    expect(summaryOf(await run.findJobs())).toEqual(['reused 2'])
  })

  it('reuses a job that has succeeded', async () => {
    const run = new SecondAttempt()
    run.addJob(5, { statuses: [[0, 'SUCCESS']], model: 'ft:x' })
    expect(summaryOf(await run.findJobs())).toEqual(['reused 1'])
  })

  it.each<[string, SecondAttempt, Partial<typeof INPUTS>]>([
    ['in a matrix', new SecondAttempt(), { isInMatrix: true }],
    ['with `reuse: false`', new SecondAttempt(), { reuse: false }],
    ['in the first attempt', new SecondAttempt(1), {}],
  ])('does not search %s', async (_, run, inputs) => {
    run.addJob(5)
    expect(summaryOf(await run.findJobs([stateFromSpec(SPEC)], inputs))).toEqual(['not found'])
    expect(run.api.calls).toEqual([])
  })

  it.each([
    [29, 'reused 1'],
    [31, 'not found'],
  ])(
    'searches the last 30 days if the time of the event is unknown (%i days: %s)',
    async (days, expected) => {
      const run = new SecondAttempt(2, {})
      run.addJob(days * 24 * 60)
      expect(summaryOf(await run.findJobs())).toEqual([expected])
    },
  )
})

describe('reading the list in a second attempt', () => {
  it.each<[string, FaultScript, string, number]>([
    ['warns if the list is forbidden', () => ({ error: httpError(403) }), 'not found', 0],
    ['refuses the specs if the API key is refused', () => ({ error: httpError(401) }), 'refused', 0],
    [
      'refuses the specs if the service is down for 15 minutes',
      () => ({ error: httpError(503) }),
      'refused',
      14 * MINUTE,
    ],
    [
      'retries if the service is down for a while',
      ({ atMs }) => (atMs < MINUTE ? { error: INTERRUPTED } : undefined),
      'reused 1',
      MINUTE,
    ],
  ])('%s', async (_, script, expected, minMs) => {
    const run = new SecondAttempt()
    run.addJob(5)
    run.api.script = script
    expect(summaryOf(await run.findJobs())).toEqual([expected])
    expect(run.clock.now()).toBeGreaterThanOrEqual(minMs)
    expect(run.clock.now()).toBeLessThanOrEqual(minMs === 0 ? 0 : 15 * MINUTE)
    expect(run.log.messages('warning')).toEqual(
      expected === 'not found' ? [expect.stringMatching(/Could not check.*message of 403/)] : [],
    )
  })

  it('stops at the deadline of the step', async () => {
    const run = new SecondAttempt()
    run.api.script = () => ({ error: INTERRUPTED })
    expect(summaryOf(await run.findJobs(undefined, {}, { deadlineMs: MINUTE }))).toEqual(['refused'])
    expect(run.clock.now()).toBeLessThanOrEqual(MINUTE)
  })
})

describe('several specs of a second attempt', () => {
  it('get their own jobs, and decided ones stay unchanged', async () => {
    const run = new SecondAttempt()
    run.addJob(5, RUNNING, OTHER)
    run.addJob(6)
    const invalid: JobState = { label: 'invalid.yml', outcome: 'invalid', timeline: [], notes: [] }
    const decided: JobState = { ...stateFromSpec(LOOKALIKE), outcome: 'refused' }
    const found = await run.findJobs([invalid, stateFromSpec(SPEC), decided, stateFromSpec(OTHER)])
    expect(summaryOf(found)).toEqual(['invalid', 'unknown', 'refused', 'reused 1'])
    expect(summaryOf(await run.findJobs([invalid, stateFromSpec(SPEC), stateFromSpec(OTHER)]))).toEqual([
      'invalid',
      'reused 2',
      'reused 1',
    ])
  })

  it('that look the same to the service are not mixed up', async () => {
    const run = new SecondAttempt()
    run.addJob(5, { statuses: [[0, 'FAILED']] })
    run.addJob(4, { statuses: [[0, 'SUCCESS']], model: 'ft:twin' }, LOOKALIKE)
    expect(summaryOf(await run.findJobs([stateFromSpec(SPEC), stateFromSpec(LOOKALIKE)]))).toEqual([
      'unknown',
      'unknown',
    ])
  })

  it('are distinguished if the service reports every field', async () => {
    const run = new SecondAttempt()
    run.addJob(5, { statuses: [[0, 'FAILED']] })
    run.addJob(4, RUNNING, LOOKALIKE)
    run.api.describeInList = ({ id, ...job }) => {
      const { request } = run.api.jobs.find((each) => each.id === id) ?? {}
      const modelConfig = request?.model_config ?? {}
      return { ...job, id, modelConfig, datasetIds: request?.dataset_ids ?? [], autoStart: true }
    }
    expect(summaryOf(await run.findJobs([stateFromSpec(SPEC), stateFromSpec(LOOKALIKE)]))).toEqual([
      'not found',
      'reused 2',
    ])
  })

  it('that are identical do not share a job', async () => {
    const run = new SecondAttempt()
    run.addJob(5)
    run.api.describeInList = (job) => ({
      ...job,
      modelConfig: SPEC.request.model_config,
      datasetIds: SPEC.request.dataset_ids ?? [],
      autoStart: true,
    })
    const same = { ...stateFromSpec(SPEC), label: 'same.yml' }
    expect(summaryOf(await run.findJobs([stateFromSpec(SPEC), same]))).toEqual(['reused 1', 'not found'])
  })
})
