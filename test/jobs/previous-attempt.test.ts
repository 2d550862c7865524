import { describe, expect, it } from '@jest/globals'
import { trainingOf, type Training } from '../../src/jobs/job-state.ts'
import { recallFromList } from '../../src/jobs/previous-attempt.ts'
import type { Step } from '../../src/commands/context.ts'
import { TEST_START_MS } from '../fakes/clock.ts'
import { sampleSpec } from '../fakes/samples.ts'
import { FakeRun, SharedWorld } from '../fakes/command-context.ts'
import { LOST, answered, jobId, type JobCourse, type Script } from '../fakes/forge-api.ts'

const MINUTE = 60_000
const RUNNING: JobCourse = { statuses: [[0, 'RUNNING']] }
const SPEC = sampleSpec({ file: 'a.yml', label: 'a.yml' })
/** It differs in what the service does not tell. */
const TWIN = sampleSpec({
  file: 'b.yml',
  label: 'b.yml',
  request: { ...SPEC.request, dataset_ids: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'] },
})
const OTHER = sampleSpec({ file: 'c.yml', label: 'c.yml', request: { ...SPEC.request, job_type: 'dpo' } })
const INPUTS = { reuse: true, isInMatrix: false }

/** A second attempt of a run whose event happened 10 minutes ago; nothing remembers what the first has done. */
class SecondAttempt extends FakeRun {
  constructor(attempt = 2, more: Partial<Step> = { happenedAtMs: TEST_START_MS - 10 * MINUTE }) {
    super(new SharedWorld(RUNNING), { attempt, more })
  }

  /** A job of the spec, made so many minutes ago. */
  made(minutes: number, course = RUNNING, { request } = SPEC): void {
    this.api.add(course, request, minutes * MINUTE)
  }

  async recall(
    specs: readonly Training[] = [trainingOf(SPEC)],
    inputs: Partial<typeof INPUTS> = {},
    changes: Partial<Step> = {},
  ): Promise<readonly Training[]> {
    this.progress.begin(specs)
    const { books: _, ...step } = this.step()
    return recallFromList(specs, { ...INPUTS, ...inputs }, { ...step, ...changes })
  }
}

const summaryOf = (trainings: readonly Training[]) =>
  trainings.map(
    ({ outcome, job, isReused }) => outcome ?? (isReused ? `attached to ${job?.id.at(-1)}` : 'free'),
  )

describe('a second attempt that nothing remembers the first of', () => {
  it.each<[string, number[], string]>([
    ['none', [], 'free'],
    ['one', [5], 'attached to 1'],
    ['one from before the event', [15], 'free'],
    ['one in the second of the event, and an older one', [10, 15], 'attached to 1'],
    ['several', [5, 6], 'unknown'],
  ])('finds in the list %s', async (_, ages, expected) => {
    const run = new SecondAttempt()
    for (const age of ages) run.made(age)
    expect(summaryOf(await run.recall())).toEqual([expected])
  })

  it('says what it is attached to, at once, and what is not proven', async () => {
    const run = new SecondAttempt()
    run.made(5)
    const [training] = await run.recall()
    expect(training?.notes.join()).toMatch(/not the first attempt.*`reuse: false`.*Not verified.*dataset_ids/)
    expect(run.outputs).toMatchObject({ 'job-id': jobId(1), reused: 'true' })
    expect(run.log.lines.join()).toContain(`attached to ${jobId(1)}`)
  })

  it('names the jobs that it cannot tell apart, and what to do', async () => {
    const run = new SecondAttempt()
    run.made(5)
    run.made(6)
    const [training] = await run.recall()
    expect(training?.notes.join()).toMatch(/0001.*0002.*Nothing was submitted.*`job-id`.*`reuse: false`/)
  })

  it.each(['FAILED', 'CANCELLED'])('takes no job that ended as %s', async (status) => {
    const run = new SecondAttempt()
    run.made(5, { statuses: [[0, status]] })
    expect(summaryOf(await run.recall())).toEqual(['free'])
    run.made(6)
    expect(summaryOf(await run.recall())).toEqual(['attached to 2'])
  })

  it('takes one that is trained', async () => {
    const run = new SecondAttempt()
    run.made(5, { statuses: [[0, 'SUCCESS']], model: 'ft:x' })
    expect(summaryOf(await run.recall())).toEqual(['attached to 1'])
  })

  it.each<[string, SecondAttempt, Partial<typeof INPUTS>]>([
    ['in a matrix', new SecondAttempt(), { isInMatrix: true }],
    ['where everything is to be trained again', new SecondAttempt(), { reuse: false }],
    ['in the first attempt', new SecondAttempt(1), {}],
  ])('does not look %s', async (_, run, inputs) => {
    run.made(5)
    expect(summaryOf(await run.recall([trainingOf(SPEC)], inputs))).toEqual(['free'])
    expect(run.api.calls).toEqual([])
  })

  it.each([
    [29, 'attached to 1'],
    [31, 'free'],
  ])('looks a month back where nobody knows when the event was (%i days)', async (days, expected) => {
    const run = new SecondAttempt(2, {})
    run.made(days * 24 * 60)
    expect(summaryOf(await run.recall())).toEqual([expected])
  })
})

describe('the list that a second attempt asks for', () => {
  it.each<[string, Script, string, number]>([
    ['closed to the key: that is warned of', () => ({ failure: answered(403) }), 'free', 0],
    ['refused, as all will be', () => ({ failure: answered(401) }), 'refused', 0],
    ['down for 15 minutes', () => ({ failure: answered(503) }), 'refused', 14 * MINUTE],
    [
      'down for a while',
      ({ atMs }) => (atMs < MINUTE ? { failure: LOST } : undefined),
      'attached to 1',
      MINUTE,
    ],
  ])('may be %s', async (_, script, expected, leastMs) => {
    const run = new SecondAttempt()
    run.made(5)
    run.api.script = script
    expect(summaryOf(await run.recall())).toEqual([expected])
    expect(run.clock.now()).toBeGreaterThanOrEqual(leastMs)
    expect(run.clock.now()).toBeLessThanOrEqual(leastMs === 0 ? 0 : 15 * MINUTE)
    expect(run.log.messages('warning')).toEqual(
      expected === 'free' ? [expect.stringMatching(/not known.*words of 403/)] : [],
    )
  })

  it('is not waited for past the end of the step', async () => {
    const run = new SecondAttempt()
    run.api.script = () => ({ failure: LOST })
    expect(summaryOf(await run.recall(undefined, {}, { deadlineMs: MINUTE }))).toEqual(['refused'])
    expect(run.clock.now()).toBeLessThanOrEqual(MINUTE)
  })
})

describe('several specs of a second attempt', () => {
  it('each have their own job, and what is decided is left alone', async () => {
    const run = new SecondAttempt()
    run.made(5, RUNNING, OTHER)
    run.made(6)
    const broken: Training = { label: 'broken.yml', outcome: 'invalid', timeline: [], notes: [] }
    const decided: Training = { ...trainingOf(TWIN), outcome: 'refused' }
    const found = await run.recall([broken, trainingOf(SPEC), decided, trainingOf(OTHER)])
    expect(summaryOf(found)).toEqual(['invalid', 'unknown', 'refused', 'attached to 1'])
    expect(summaryOf(await run.recall([broken, trainingOf(SPEC), trainingOf(OTHER)]))).toEqual([
      'invalid',
      'attached to 2',
      'attached to 1',
    ])
  })

  it('that the service tells nothing apart of are not mixed up', async () => {
    const run = new SecondAttempt()
    run.made(5, { statuses: [[0, 'FAILED']] })
    run.made(4, { statuses: [[0, 'SUCCESS']], model: 'ft:twin' }, TWIN)
    expect(summaryOf(await run.recall([trainingOf(SPEC), trainingOf(TWIN)]))).toEqual(['unknown', 'unknown'])
  })

  it('are told apart where the service tells every field', async () => {
    const run = new SecondAttempt()
    run.made(5, { statuses: [[0, 'FAILED']] })
    run.made(4, RUNNING, TWIN)
    run.api.listed = ({ id, ...job }) => {
      const { request } = run.api.jobs.find((each) => each.id === id) ?? {}
      const modelConfig = request?.model_config ?? {}
      return { ...job, id, modelConfig, datasetIds: request?.dataset_ids ?? [], autoStart: true }
    }
    expect(summaryOf(await run.recall([trainingOf(SPEC), trainingOf(TWIN)]))).toEqual([
      'free',
      'attached to 2',
    ])
  })

  it('that are the same share no job', async () => {
    const run = new SecondAttempt()
    run.made(5)
    run.api.listed = (job) => ({
      ...job,
      modelConfig: SPEC.request.model_config,
      datasetIds: SPEC.request.dataset_ids ?? [],
      autoStart: true,
    })
    const same = { ...trainingOf(SPEC), label: 'same.yml' }
    expect(summaryOf(await run.recall([trainingOf(SPEC), same]))).toEqual(['attached to 1', 'free'])
  })
})
