import { describe, expect, it } from '@jest/globals'
import { takeCare } from '../../src/cancellation/clean-up.ts'
import type { Handover } from '../../src/state/post-state.ts'
import type { OnCancel } from '../../src/state/post-state.ts'
import { interrupt, type Interruption } from '../../src/cancellation/cancel-run.ts'
import { run } from '../../src/commands/run.ts'
import type { Training } from '../../src/jobs/job-state.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { FakeStep, RUN, SPEC } from '../fakes/command-context.ts'
import { answered, jobId, LOST, type JobCourse, type Script } from '../fakes/forge-api.ts'

const MODEL = 'ft:x'
const LONG: JobCourse = {
  statuses: [
    [0, 'QUEUED'],
    [60_000, 'RUNNING'],
    [9e6, 'SUCCESS'],
  ],
  model: MODEL,
  cancelDelayMs: 8_000,
}

/** What the step writes down before it submits takes so long, so that others can object. */
const CLAIM_MS = 6_000

interface Moment {
  /** When the runner wants the step to stop, in milliseconds. */
  readonly atMs: number
  readonly onCancel?: OnCancel
  readonly latencyMs?: number
  readonly files?: Readonly<Record<string, string>>
  readonly script?: Script
  readonly course?: JobCourse
}

/** Stops a run at a moment, and returns all when the last word is said. */
async function stopped({ atMs, onCancel = 'cancel', latencyMs = 0, files, script, course = LONG }: Moment) {
  const fake = new FakeStep(files, course)
  fake.api.latencyMs = latencyMs
  if (script) fake.api.script = script
  void run(RUN, fake.step())
  await fake.clock.sleep(atMs)
  await interrupt(interruption(fake, onCancel))
  const tookMs = fake.clock.now() - atMs
  const handover: Handover = { onCancel, jobs: [], ...fake.handovers.at(-1) }
  return { fake, tookMs, handover, calls: fake.api.calls.length }
}

function interruption({ gate, api, clock, progress }: FakeStep, onCancel: OnCancel): Interruption {
  return { gate, api, clock, progress, onCancel }
}

const care = ({ api, clock, log }: FakeStep) => ({ api, clock, log, random: () => 0 })

const hangs =
  (operation: string, accepts = false): Script =>
  (call) =>
    call.operation === operation ? { failure: LOST, accepts } : undefined

describe('a cancelled workflow', () => {
  it('cancels the job that was submitted, and says so everywhere', async () => {
    const { fake, tookMs, handover } = await stopped({ atMs: 100_000 })
    expect(fake.api.of('cancel').map(({ id }) => id)).toEqual([jobId(1)])
    expect(fake.outputs).toMatchObject({ 'job-id': jobId(1), outcome: 'cancelled', status: 'RUNNING' })
    expect(handover).toEqual({ onCancel: 'cancel', jobs: [jobId(1)], isOver: true })
    expect(fake.log.messages('error')).toEqual([expect.stringContaining('asked to stop')])
    expect(fake.summaries.at(-1)).toContain('asked to stop')
    expect(fake.conversation.bodies).toEqual([expect.stringContaining('asked to stop')])
    expect(tookMs).toBeLessThan(7_000)
  })

  it('leaves the job where the user wants that', async () => {
    const { fake, handover } = await stopped({ atMs: 100_000, onCancel: 'leave' })
    expect(fake.api.of('cancel')).toEqual([])
    expect(fake.outputs).toMatchObject({ 'job-id': jobId(1), outcome: 'running' })
    expect(handover).toMatchObject({ onCancel: 'leave', jobs: [jobId(1)] })
    expect(handover.isOver).toBeUndefined()
  })

  it('sends nothing more, whatever was going on', async () => {
    const { fake, calls } = await stopped({ atMs: 100_000 })
    await fake.clock.sleep(3_600_000)
    expect(fake.api.calls).toHaveLength(calls)
  })

  it('does not submit what was not submitted yet', async () => {
    const { fake, handover } = await stopped({ atMs: CLAIM_MS + 500, latencyMs: 1_000 })
    expect(fake.api.calls.map(({ operation }) => operation)).toEqual(['list'])
    expect(fake.outputs).toMatchObject({ 'job-id': '', outcome: 'cancelled' })
    expect(handover).toEqual({ onCancel: 'cancel', jobs: [], isOver: true })
  })

  it('knows that nothing was submitted while it waits to be let in', async () => {
    const busy: Script = (call) => (call.operation === 'create' ? { failure: answered(429) } : undefined)
    const { fake, handover } = await stopped({ atMs: 100_000, script: busy })
    expect(fake.outputs).toMatchObject({ 'job-id': '', outcome: 'cancelled' })
    expect(handover).toEqual({ onCancel: 'cancel', jobs: [], isOver: true })
  })

  it('does not take a submission for unsent because the list could not be read', async () => {
    const script: Script = ({ operation }) => {
      if (operation === 'list') return { failure: answered(405) }
      return operation === 'create' ? { failure: LOST } : undefined
    }
    const { fake, handover } = await stopped({ atMs: 100_000, latencyMs: 60_000, script })
    expect(fake.outputs).toMatchObject({ 'job-id': '', outcome: 'unknown' })
    expect(handover).toMatchObject({ onCancel: 'cancel', jobs: [], open: 'unsearchable' })
  })

  it('waits for the answer to a submission that is under way, and cancels its job', async () => {
    const { fake, tookMs } = await stopped({ atMs: CLAIM_MS + 1_500, latencyMs: 1_000 })
    expect(fake.api.calls.map(({ operation }) => operation)).toEqual(['list', 'create', 'cancel'])
    expect(fake.outputs).toMatchObject({ 'job-id': jobId(1), outcome: 'cancelled' })
    expect(tookMs).toBeLessThan(7_000)
  })

  it('leaves a submission without an answer to `post`, which finds and cancels its job', async () => {
    const { fake, tookMs, handover } = await stopped({
      atMs: 100_000,
      latencyMs: 60_000,
      script: hangs('create', true),
    })
    expect(fake.outputs).toMatchObject({ 'job-id': '', outcome: 'unknown' })
    expect(handover.open).toMatchObject({ known: [] })
    expect(tookMs).toBeLessThan(7_000)
    fake.api.latencyMs = 0
    expect(await takeCare(handover, true, care(fake))).toMatchObject({ isSettled: true })
    expect(fake.api.of('cancel').map(({ id }) => id)).toEqual([jobId(1)])
    expect(fake.api.of('create')).toHaveLength(1)
  })

  it.each<[string, Script, number]>([
    ['is refused', (call) => (call.operation === 'cancel' ? { failure: answered(503) } : undefined), 0],
    ['is not answered', hangs('cancel'), 30_000],
  ])('leaves the job to `post` when the cancellation %s', async (_, script, latencyMs) => {
    const { fake, tookMs, handover } = await stopped({ atMs: 200_000, script, latencyMs })
    expect(handover).toMatchObject({ onCancel: 'cancel', jobs: [jobId(1)] })
    expect(handover.isOver).toBeUndefined()
    expect(fake.outputs).toMatchObject({ outcome: 'running' })
    expect(fake.log.messages('error').join()).toContain('its job could not be, yet')
    expect(tookMs).toBeLessThan(7_000)
  })

  it('takes the end of a job that ended just before', async () => {
    const course: JobCourse = {
      statuses: [
        [0, 'QUEUED'],
        [99_900, 'SUCCESS'],
      ],
      model: MODEL,
    }
    const { fake } = await stopped({ atMs: CLAIM_MS + 100_000, course })
    expect(fake.outputs).toMatchObject({ outcome: 'succeeded', 'output-model': MODEL })
  })

  it('cancels all of several jobs, and does not touch one that has ended', async () => {
    const { fake, handover } = await stopped({
      atMs: 30_000,
      files: { 'a.yml': SPEC, 'b.yml': SPEC.replace('1000', '10'), 'c.yml': SPEC.replace('1000', '20') },
    })
    expect(fake.api.of('cancel')).toHaveLength(3)
    expect(fake.outputs['outcome']).toBe('cancelled')
    expect(handover.jobs).toHaveLength(3)
  })

  it('is over in time though GitHub hangs', async () => {
    const fake = new FakeStep(undefined, LONG)
    fake.conversation.intercept = () => new Promise(() => undefined)
    void run(RUN, fake.step())
    await fake.clock.sleep(50_000)
    await interrupt(interruption(fake, 'cancel'))
    expect(fake.clock.now() - 50_000).toBeLessThan(7_000)
    expect(fake.summaries).toHaveLength(1)
  })

  it('leaves last words that GitHub did not take to `post`', async () => {
    const fake = new FakeStep(undefined, LONG)
    void run(RUN, fake.step())
    await fake.clock.sleep(50_000)
    fake.conversation.intercept = () => new Promise(() => undefined)
    await interrupt(interruption(fake, 'cancel'))
    const handover = fake.handovers.at(-1)
    expect(handover).toMatchObject({ jobs: [], trainings: [{ outcome: 'cancelled' }] })
    expect(handover?.isOver).toBe(false)
  })

  it('says its last words at once, though it was about to submit', async () => {
    const { fake, handover, tookMs } = await stopped({ atMs: CLAIM_MS / 2 })
    expect(fake.api.of('create')).toEqual([])
    expect(fake.conversation.bodies).toEqual([expect.stringContaining('Cancelled, nothing was submitted')])
    expect(handover.isOver).toBe(true)
    expect(tookMs).toBeLessThan(1_000)
    expect(fake.world.record.entries['a.yml']?.submittingSinceMs).toBeUndefined()
  })
})

const RUN_REQUEST: TrainingRequest = { job_type: 'dpo', model_config: { base_model: 'x' }, auto_start: true }

describe('after a killed step', () => {
  it('looks before it acts, and waits for the end', async () => {
    const fake = new FakeStep({}, LONG)
    const id = fake.api.add(LONG)
    expect(await takeCare({ onCancel: 'cancel', jobs: [id] }, true, care(fake))).toMatchObject({
      isSettled: true,
    })
    expect(fake.story).toEqual(['get', 'cancel', 'get', 'get'])
    expect(fake.log.lines.join()).toContain(
      `${id} was asked to stop, because the workflow was cancelled: CANCELLED`,
    )
  })

  it('leaves a job that has ended', async () => {
    const fake = new FakeStep({})
    const id = fake.api.add({ statuses: [[0, 'SUCCESS']], model: MODEL })
    expect(await takeCare({ onCancel: 'cancel', jobs: [id] }, true, care(fake))).toMatchObject({
      isSettled: true,
    })
    expect(fake.story).toEqual(['get'])
    expect(fake.log.lines.join()).toContain('has ended already: SUCCESS')
  })

  it.each<[string, Partial<Handover>, boolean]>([
    ['the step crashed', { hasCrashed: true }, true],
    ['the job failed', {}, false],
    ['the user wants it', { onCancel: 'leave' }, true],
  ])('leaves the jobs where %s, and says how to go on', async (_, more, wasCancelled) => {
    const fake = new FakeStep({}, LONG)
    const open = { request: RUN_REQUEST, known: [], sinceS: 0, knowsAll: true, mustProveAll: false }
    const handover: Handover = { onCancel: 'cancel', jobs: [fake.api.add(LONG)], open, ...more }
    expect(await takeCare(handover, wasCancelled, care(fake))).toMatchObject({ isSettled: true })
    expect(fake.story).toEqual([])
    expect(fake.log.lines.join()).toMatch(/goes on.*command: wait.*command: cancel/)
    expect(fake.log.messages('warning').join()).toContain('in the middle of a submission')
  })

  it('leaves a submission in doubt open, and says of each spec what holds for it', async () => {
    const fake = new FakeStep({}, LONG)
    const open = { request: RUN_REQUEST, known: [], sinceS: 0, knowsAll: true, mustProveAll: false }
    const id = fake.api.add(LONG)
    const trainings: Training[] = ['a.yml', 'b.yml', 'c.yml'].map((label) => ({
      label,
      timeline: [],
      notes: [],
    }))
    trainings[0] = { ...trainings[0]!, job: { id, status: 'RUNNING' } }
    const cared = await takeCare({ onCancel: 'cancel', jobs: [id], open, trainings }, false, care(fake))
    expect(cared.trainings.map(({ outcome }) => outcome)).toEqual(['running', 'unknown', 'cancelled'])
    expect(cared.trainings.map(({ notes }) => notes.join())).toEqual([
      expect.stringContaining('Its job goes on'),
      expect.stringContaining('A job may exist or not'),
      'The step ended before the spec was submitted.',
    ])
  })

  it('is red when a job may go on, or may exist', async () => {
    const fake = new FakeStep({}, LONG)
    fake.api.script = (call) => (call.operation === 'cancel' ? { failure: answered(503) } : undefined)
    expect(
      await takeCare({ onCancel: 'cancel', jobs: [fake.api.add(LONG)] }, true, care(fake)),
    ).toMatchObject({ isSettled: false })
    expect(fake.log.messages('error').join()).toMatch(/could not be cancelled.*command: cancel/)

    const lost = new FakeStep({}, LONG)
    const open = { request: RUN_REQUEST, known: [], sinceS: 0, knowsAll: true, mustProveAll: false }
    expect(await takeCare({ onCancel: 'cancel', jobs: [], open }, true, care(lost))).toMatchObject({
      isSettled: false,
    })
    lost.api.add(LONG, RUN_REQUEST)
    lost.api.add(LONG, RUN_REQUEST)
    expect(await takeCare({ onCancel: 'cancel', jobs: [], open }, true, care(lost))).toMatchObject({
      isSettled: false,
    })
    expect(lost.log.messages('error').join()).toContain(`These may be ours: ${jobId(2)}, ${jobId(1)}`)
    expect([...lost.api.of('cancel'), ...lost.api.of('create')]).toEqual([])

    const inMatrix = new FakeStep({}, LONG)
    inMatrix.api.add(LONG, RUN_REQUEST)
    const likeness: Handover = { onCancel: 'cancel', jobs: [], open: { ...open, mustProveAll: true } }
    expect(await takeCare(likeness, true, care(inMatrix))).toMatchObject({ isSettled: false })
    expect(inMatrix.api.of('cancel')).toEqual([])

    const blind = new FakeStep({}, LONG)
    const unsearchable: Handover = { onCancel: 'cancel', jobs: [], open: 'unsearchable' }
    expect(await takeCare(unsearchable, true, care(blind))).toMatchObject({ isSettled: false })
    expect(blind.log.messages('error').join()).toContain('Nobody knows what became of the submission')
    expect(blind.story).toEqual([])
  })
})
