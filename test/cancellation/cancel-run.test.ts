import { describe, expect, it } from '@jest/globals'
import { cleanUpAfterKill } from '../../src/cancellation/clean-up.ts'
import type { PostState } from '../../src/state/post-state.ts'
import type { OnCancel } from '../../src/state/post-state.ts'
import { cancelRun, type CancelRunOptions } from '../../src/cancellation/cancel-run.ts'
import { run } from '../../src/commands/run.ts'
import type { JobState } from '../../src/jobs/job-state.ts'
import type { TrainingRequest } from '../../src/job-spec/types.ts'
import { StandaloneRun, RUN_INPUTS, SPEC } from '../fakes/command-context.ts'
import { httpError, jobId, INTERRUPTED, type JobLifecycle, type FaultScript } from '../fakes/forge-api.ts'

const MODEL = 'ft:x'
const LONG: JobLifecycle = {
  statuses: [
    [0, 'QUEUED'],
    [60_000, 'RUNNING'],
    [9e6, 'SUCCESS'],
  ],
  model: MODEL,
  cancelDelayMs: 8_000,
}

/** Time that a claim takes, so that other runs can contest it. */
const CLAIM_MS = 6_000

interface StopOptions {
  /** When the runner sends the signal. */
  readonly atMs: number
  readonly onCancel?: OnCancel
  readonly latencyMs?: number
  readonly files?: Readonly<Record<string, string>>
  readonly script?: FaultScript
  readonly lifecycle?: JobLifecycle
}

/** Starts a run, cancels it at `atMs`, and resolves when the cancellation is handled. */
async function stopRun({
  atMs,
  onCancel = 'cancel',
  latencyMs = 0,
  files,
  script,
  lifecycle = LONG,
}: StopOptions) {
  const standaloneRun = new StandaloneRun(files, lifecycle)
  standaloneRun.api.latencyMs = latencyMs
  if (script) standaloneRun.api.script = script
  void run(RUN_INPUTS, standaloneRun.createContext())
  await standaloneRun.clock.sleep(atMs)
  await cancelRun(cancelOptions(standaloneRun, onCancel))
  const tookMs = standaloneRun.clock.now() - atMs
  const postState: PostState = { onCancel, jobIds: [], ...standaloneRun.postStates.at(-1) }
  return { standaloneRun, tookMs, postState, calls: standaloneRun.api.calls.length }
}

function cancelOptions(
  { stoppableApi: gate, api, clock, reporter }: StandaloneRun,
  onCancel: OnCancel,
): CancelRunOptions {
  return { stoppableApi: gate, api, clock, reporter, onCancel }
}

const cleanupOptions = ({ api, clock, log }: StandaloneRun) => ({ api, clock, log, random: () => 0 })

const loseResponse =
  (operation: string, accepts = false): FaultScript =>
  (call) =>
    call.operation === operation ? { error: INTERRUPTED, takesEffect: accepts } : undefined

describe('a cancelled workflow', () => {
  it('cancels the submitted job and reports it everywhere', async () => {
    const { standaloneRun, tookMs, postState } = await stopRun({ atMs: 100_000 })
    expect(standaloneRun.api.callsOf('cancel').map(({ id }) => id)).toEqual([jobId(1)])
    expect(standaloneRun.outputs).toMatchObject({
      'job-id': jobId(1),
      outcome: 'cancelled',
      status: 'RUNNING',
    })
    expect(postState).toEqual({ onCancel: 'cancel', jobIds: [jobId(1)], isFinished: true })
    expect(standaloneRun.log.messages('error')).toEqual([
      expect.stringContaining('Cancellation of the job was requested'),
    ])
    expect(standaloneRun.summaries.at(-1)).toContain('Cancellation of the job was requested')
    expect(standaloneRun.conversation.bodies).toEqual([
      expect.stringContaining('Cancellation of the job was requested'),
    ])
    expect(tookMs).toBeLessThan(7_000)
  })

  it('leaves the job running with `on-cancel: leave`', async () => {
    const { standaloneRun, postState } = await stopRun({ atMs: 100_000, onCancel: 'leave' })
    expect(standaloneRun.api.callsOf('cancel')).toEqual([])
    expect(standaloneRun.outputs).toMatchObject({ 'job-id': jobId(1), outcome: 'running' })
    expect(postState).toMatchObject({ onCancel: 'leave', jobIds: [jobId(1)] })
    expect(postState.isFinished).toBeUndefined()
  })

  it('sends no further requests', async () => {
    const { standaloneRun, calls } = await stopRun({ atMs: 100_000 })
    await standaloneRun.clock.sleep(3_600_000)
    expect(standaloneRun.api.calls).toHaveLength(calls)
  })

  it('does not submit after the signal', async () => {
    const { standaloneRun, postState } = await stopRun({ atMs: CLAIM_MS + 500, latencyMs: 1_000 })
    expect(standaloneRun.api.calls.map(({ operation }) => operation)).toEqual(['list'])
    expect(standaloneRun.outputs).toMatchObject({ 'job-id': '', outcome: 'cancelled' })
    expect(postState).toEqual({ onCancel: 'cancel', jobIds: [], isFinished: true })
  })

  it('reports that nothing was submitted while it was throttled', async () => {
    const throttled: FaultScript = (call) =>
      call.operation === 'create' ? { error: httpError(429) } : undefined
    const { standaloneRun, postState } = await stopRun({ atMs: 100_000, script: throttled })
    expect(standaloneRun.outputs).toMatchObject({ 'job-id': '', outcome: 'cancelled' })
    expect(postState).toEqual({ onCancel: 'cancel', jobIds: [], isFinished: true })
  })

  it('reports an unknown submission if the list could not be read before', async () => {
    const script: FaultScript = ({ operation }) => {
      if (operation === 'list') return { error: httpError(405) }
      return operation === 'create' ? { error: INTERRUPTED } : undefined
    }
    const { standaloneRun, postState } = await stopRun({ atMs: 100_000, latencyMs: 60_000, script })
    expect(standaloneRun.outputs).toMatchObject({ 'job-id': '', outcome: 'unknown' })
    expect(postState).toMatchObject({ onCancel: 'cancel', jobIds: [], pendingSubmission: 'no-baseline' })
  })

  it('waits for the response to a submission in flight and cancels its job', async () => {
    const { standaloneRun, tookMs } = await stopRun({ atMs: CLAIM_MS + 1_500, latencyMs: 1_000 })
    expect(standaloneRun.api.calls.map(({ operation }) => operation)).toEqual(['list', 'create', 'cancel'])
    expect(standaloneRun.outputs).toMatchObject({ 'job-id': jobId(1), outcome: 'cancelled' })
    expect(tookMs).toBeLessThan(7_000)
  })

  it('leaves a submission without a response to `post`, which finds and cancels its job', async () => {
    const { standaloneRun, tookMs, postState } = await stopRun({
      atMs: 100_000,
      latencyMs: 60_000,
      script: loseResponse('create', true),
    })
    expect(standaloneRun.outputs).toMatchObject({ 'job-id': '', outcome: 'unknown' })
    expect(postState.pendingSubmission).toMatchObject({ knownIds: [] })
    expect(tookMs).toBeLessThan(7_000)
    standaloneRun.api.latencyMs = 0
    expect(await cleanUpAfterKill(postState, true, cleanupOptions(standaloneRun))).toMatchObject({
      isComplete: true,
    })
    expect(standaloneRun.api.callsOf('cancel').map(({ id }) => id)).toEqual([jobId(1)])
    expect(standaloneRun.api.callsOf('create')).toHaveLength(1)
  })

  it.each<[string, FaultScript, number]>([
    ['is refused', (call) => (call.operation === 'cancel' ? { error: httpError(503) } : undefined), 0],
    ['gets no response', loseResponse('cancel'), 30_000],
  ])('leaves the job to `post` when the cancellation %s', async (_, script, latencyMs) => {
    const { standaloneRun, tookMs, postState } = await stopRun({ atMs: 200_000, script, latencyMs })
    expect(postState).toMatchObject({ onCancel: 'cancel', jobIds: [jobId(1)] })
    expect(postState.isFinished).toBeUndefined()
    expect(standaloneRun.outputs).toMatchObject({ outcome: 'running' })
    expect(standaloneRun.log.messages('error').join()).toContain('its job could not be cancelled yet')
    expect(tookMs).toBeLessThan(7_000)
  })

  it('reports the outcome of a job that ended just before', async () => {
    const lifecycle: JobLifecycle = {
      statuses: [
        [0, 'QUEUED'],
        [99_900, 'SUCCESS'],
      ],
      model: MODEL,
    }
    const { standaloneRun } = await stopRun({ atMs: CLAIM_MS + 100_000, lifecycle })
    expect(standaloneRun.outputs).toMatchObject({ outcome: 'succeeded', 'output-model': MODEL })
  })

  it('cancels all unfinished jobs of several specs', async () => {
    const { standaloneRun, postState } = await stopRun({
      atMs: 30_000,
      files: { 'a.yml': SPEC, 'b.yml': SPEC.replace('1000', '10'), 'c.yml': SPEC.replace('1000', '20') },
    })
    expect(standaloneRun.api.callsOf('cancel')).toHaveLength(3)
    expect(standaloneRun.outputs['outcome']).toBe('cancelled')
    expect(postState.jobIds).toHaveLength(3)
  })

  it('is handled in time even if GitHub hangs', async () => {
    const standaloneRun = new StandaloneRun(undefined, LONG)
    standaloneRun.conversation.beforeCall = () => new Promise(() => undefined)
    void run(RUN_INPUTS, standaloneRun.createContext())
    await standaloneRun.clock.sleep(50_000)
    await cancelRun(cancelOptions(standaloneRun, 'cancel'))
    expect(standaloneRun.clock.now() - 50_000).toBeLessThan(7_000)
    expect(standaloneRun.summaries).toHaveLength(1)
  })

  it('leaves the final report to `post` if GitHub hangs', async () => {
    const standaloneRun = new StandaloneRun(undefined, LONG)
    void run(RUN_INPUTS, standaloneRun.createContext())
    await standaloneRun.clock.sleep(50_000)
    standaloneRun.conversation.beforeCall = () => new Promise(() => undefined)
    await cancelRun(cancelOptions(standaloneRun, 'cancel'))
    const postState = standaloneRun.postStates.at(-1)
    expect(postState).toMatchObject({ jobIds: [], states: [{ outcome: 'cancelled' }] })
    expect(postState?.isFinished).toBe(false)
  })

  it('publishes the final report at once even if it was about to submit', async () => {
    const { standaloneRun, postState, tookMs } = await stopRun({ atMs: CLAIM_MS / 2 })
    expect(standaloneRun.api.callsOf('create')).toEqual([])
    expect(standaloneRun.conversation.bodies).toEqual([
      expect.stringContaining('Cancelled, nothing was submitted'),
    ])
    expect(postState.isFinished).toBe(true)
    expect(tookMs).toBeLessThan(1_000)
    expect(standaloneRun.environment.record.specs['a.yml']?.submissionStartedAtMs).toBeUndefined()
  })
})

const RUN_REQUEST: TrainingRequest = { job_type: 'dpo', model_config: { base_model: 'x' }, auto_start: true }

describe('the cleanup after a killed step', () => {
  it('reads the job, cancels it and waits for the confirmation', async () => {
    const standaloneRun = new StandaloneRun({}, LONG)
    const id = standaloneRun.api.addJob(LONG)
    expect(
      await cleanUpAfterKill({ onCancel: 'cancel', jobIds: [id] }, true, cleanupOptions(standaloneRun)),
    ).toMatchObject({
      isComplete: true,
    })
    expect(standaloneRun.events).toEqual(['get', 'cancel', 'get', 'get'])
    expect(standaloneRun.log.lines.join()).toContain(
      `${id} was asked to stop, because the workflow was cancelled: CANCELLED`,
    )
  })

  it('does not cancel a job that has ended', async () => {
    const standaloneRun = new StandaloneRun({})
    const id = standaloneRun.api.addJob({ statuses: [[0, 'SUCCESS']], model: MODEL })
    expect(
      await cleanUpAfterKill({ onCancel: 'cancel', jobIds: [id] }, true, cleanupOptions(standaloneRun)),
    ).toMatchObject({
      isComplete: true,
    })
    expect(standaloneRun.events).toEqual(['get'])
    expect(standaloneRun.log.lines.join()).toContain('has already ended: SUCCESS')
  })

  it.each<[string, Partial<PostState>, boolean]>([
    ['the step crashed', { hasCrashed: true }, true],
    ['the job failed', {}, false],
    ['`on-cancel` is `leave`', { onCancel: 'leave' }, true],
  ])('leaves the jobs running and logs how to resume if %s', async (_, changes, wasCancelled) => {
    const standaloneRun = new StandaloneRun({}, LONG)
    const pendingSubmission = {
      request: RUN_REQUEST,
      knownIds: [],
      sinceS: 0,
      isBaselineComplete: true,
      requireExactMatch: false,
    }
    const postState: PostState = {
      onCancel: 'cancel',
      jobIds: [standaloneRun.api.addJob(LONG)],
      pendingSubmission,
      ...changes,
    }
    expect(await cleanUpAfterKill(postState, wasCancelled, cleanupOptions(standaloneRun))).toMatchObject({
      isComplete: true,
    })
    expect(standaloneRun.events).toEqual([])
    expect(standaloneRun.log.lines.join()).toMatch(/keeps running.*command: wait.*command: cancel/)
    expect(standaloneRun.log.messages('warning').join()).toContain('ended during the submission')
  })

  it('keeps a pending submission in the record and adds a note to each spec', async () => {
    const standaloneRun = new StandaloneRun({}, LONG)
    const pendingSubmission = {
      request: RUN_REQUEST,
      knownIds: [],
      sinceS: 0,
      isBaselineComplete: true,
      requireExactMatch: false,
    }
    const id = standaloneRun.api.addJob(LONG)
    const states: JobState[] = ['a.yml', 'b.yml', 'c.yml'].map((label) => ({
      label,
      timeline: [],
      notes: [],
    }))
    states[0] = { ...states[0]!, job: { id, status: 'RUNNING' } }
    const cleanup = await cleanUpAfterKill(
      { onCancel: 'cancel', jobIds: [id], pendingSubmission, states },
      false,
      cleanupOptions(standaloneRun),
    )
    expect(cleanup.states.map(({ outcome }) => outcome)).toEqual(['running', 'unknown', 'cancelled'])
    expect(cleanup.states.map(({ notes }) => notes)).toEqual([
      [{ code: 'step-ended-job-left', because: 'failure' }],
      [{ code: 'step-ended-during-submission' }],
      [{ code: 'step-ended-before-submission' }],
    ])
  })

  it('fails if a job may still be running or may exist', async () => {
    const standaloneRun = new StandaloneRun({}, LONG)
    standaloneRun.api.script = (call) => (call.operation === 'cancel' ? { error: httpError(503) } : undefined)
    expect(
      await cleanUpAfterKill(
        { onCancel: 'cancel', jobIds: [standaloneRun.api.addJob(LONG)] },
        true,
        cleanupOptions(standaloneRun),
      ),
    ).toMatchObject({ isComplete: false })
    expect(standaloneRun.log.messages('error').join()).toMatch(/could not be cancelled.*command: cancel/)

    const lost = new StandaloneRun({}, LONG)
    const pendingSubmission = {
      request: RUN_REQUEST,
      knownIds: [],
      sinceS: 0,
      isBaselineComplete: true,
      requireExactMatch: false,
    }
    expect(
      await cleanUpAfterKill(
        { onCancel: 'cancel', jobIds: [], pendingSubmission },
        true,
        cleanupOptions(lost),
      ),
    ).toMatchObject({
      isComplete: false,
    })
    lost.api.addJob(LONG, RUN_REQUEST)
    lost.api.addJob(LONG, RUN_REQUEST)
    expect(
      await cleanUpAfterKill(
        { onCancel: 'cancel', jobIds: [], pendingSubmission },
        true,
        cleanupOptions(lost),
      ),
    ).toMatchObject({
      isComplete: false,
    })
    expect(lost.log.messages('error').join()).toContain(`These jobs may be ours: ${jobId(2)}, ${jobId(1)}`)
    expect([...lost.api.callsOf('cancel'), ...lost.api.callsOf('create')]).toEqual([])

    const inMatrix = new StandaloneRun({}, LONG)
    inMatrix.api.addJob(LONG, RUN_REQUEST)
    const inexactMatch: PostState = {
      onCancel: 'cancel',
      jobIds: [],
      pendingSubmission: { ...pendingSubmission, requireExactMatch: true },
    }
    expect(await cleanUpAfterKill(inexactMatch, true, cleanupOptions(inMatrix))).toMatchObject({
      isComplete: false,
    })
    expect(inMatrix.api.callsOf('cancel')).toEqual([])

    const withoutList = new StandaloneRun({}, LONG)
    const noBaseline: PostState = { onCancel: 'cancel', jobIds: [], pendingSubmission: 'no-baseline' }
    expect(await cleanUpAfterKill(noBaseline, true, cleanupOptions(withoutList))).toMatchObject({
      isComplete: false,
    })
    expect(withoutList.log.messages('error').join()).toContain('The submission status is unknown')
    expect(withoutList.events).toEqual([])
  })
})
