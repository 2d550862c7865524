import { afterEach, describe, expect, it } from '@jest/globals'
import type { RunInputs } from '../../src/inputs.ts'
import { BAD_GATEWAY, FORBIDDEN } from '../fakes/comment-store.ts'
import { FakeRun, SPEC } from '../fakes/command-context.ts'
import { jobId, type JobLifecycle } from '../fakes/forge-api.ts'
import { HOUR, MINUTE, Scene, textsOf } from './leftover-scene.ts'

let scene: Scene

afterEach(() => scene.environment.stop())

describe('a pull request that was closed while it had merge conflicts, so that no run has started', () => {
  it('has its jobs cancelled by the next sync, and says why', async () => {
    scene = new Scene()
    const run = await scene.start('8123', { waitFor: 'none' })
    run.kill()
    scene.client.pullRequests.set(7, { isClosed: true })
    const result = await scene.sync()
    expect(scene.cancelled).toEqual([jobId(1)])
    const reason = `Sync cancelled the job \`${jobId(1)}\` (no. 7), because its pull request was closed without a merge.`
    expect(textsOf(result)).toContain(reason)
    expect(scene.text).toContain('because its pull request was closed without a merge')
    expect(scene.text).not.toContain('A person, another workflow or the service')
  })

  it('keeps one that only the post step of a run with `on-superseded: leave` has found', async () => {
    scene = new Scene()
    const { environment } = scene
    environment.pullRequest = { isClosed: false, isMerged: false, headSha: 'abc1234' }
    environment.api.script = ({ operation }, nth) =>
      operation === 'create' && nth === 1 ? { durationMs: Infinity } : undefined
    const inputs = { onSuperseded: 'leave' } as const
    const run = new FakeRun(environment, { id: '8123', files: { 'a.yml': SPEC }, inputs })
    void run.execute()
    await scene.sleep(20_000)
    environment.pullRequest = { isClosed: false, isMerged: false, headSha: 'def5678' }
    await run.cancel()
    scene.client.pullRequests.set(7, { isClosed: true })
    await scene.sleep(HOUR)
    await scene.sync()
    expect(scene.cancelled).toEqual([])
  })

  it('has them cancelled although a step waits for one', async () => {
    scene = new Scene()
    await scene.start('8123')
    scene.client.pullRequests.set(7, { isClosed: true })
    await scene.sync()
    expect(scene.cancelled).toEqual([jobId(1)])
  })

  it('keeps them if it is reopened before they are cancelled', async () => {
    scene = new Scene()
    await scene.start('8123')
    scene.client.pullRequests.set(7, { isClosed: true })
    let reads = 0
    scene.client.beforeCall = ({ operation }) => {
      if (operation === 'pullRequest' && ++reads === 2) scene.client.pullRequests.delete(7)
      return undefined
    }
    await scene.sync()
    expect(scene.cancelled).toEqual([])
  })

  it('keeps them with `on-superseded: leave`', async () => {
    scene = new Scene()
    await scene.start('8123', { onSuperseded: 'leave' })
    scene.client.pullRequests.set(7, { isClosed: true })
    await scene.sync()
    expect(scene.cancelled).toEqual([])
  })

  it.each([['refuses to show it', FORBIDDEN], ['does not answer', BAD_GATEWAY]])('keeps them if GitHub %s, and warns', async (_, error) => {
    scene = new Scene()
    await scene.start('8123')
    scene.client.pullRequests.set(7, { isClosed: true })
    scene.client.beforeCall = ({ operation }) => (operation === 'pullRequest' ? error : undefined)
    const result = await scene.sync()
    expect(scene.cancelled).toEqual([])
    expect(textsOf(result).join()).toContain('Could not find out which jobs of no. 7 nobody needs any more')
  }) // prettier-ignore
})

describe('a job that was replaced twice, because its first replacement failed', () => {
  const RUNS: JobLifecycle = { statuses: [[0, 'QUEUED'], [MINUTE, 'RUNNING']], cancelDelayMs: 1_000 } // prettier-ignore
  const FAILS: JobLifecycle = { statuses: [[0, 'QUEUED'], [20_000, 'FAILED']] } // prettier-ignore
  const SECOND = { 'a.yml': SPEC.replace('1000', '2000') }
  const THIRD = { 'a.yml': SPEC.replace('1000', '3000') }

  it.each<[string, JobLifecycle, typeof SECOND, typeof SECOND, Partial<RunInputs>]>([
    ['by one spec, then another', FAILS, SECOND, THIRD, {}],
    ['by the same specs in the other order', FAILS, THIRD, SECOND, {}],
    ['first with `on-superseded: leave`', RUNS, SECOND, THIRD, { onSuperseded: 'leave' }],
  ])('%s, is cancelled by a sync for the second', async (_, lifecycle, second, third, inputs) => {
    scene = new Scene(RUNS, lifecycle, RUNS)
    const first = await scene.start('8001')
    await scene.start('8002', inputs, second, { commit: 'b' })
    first.kill()
    void scene.start('8003', {}, third, { commit: 'c' })
    await scene.sleep(40_000)
    for (const run of scene.environment.runs) run.kill()
    scene.client.pullRequests.set(7, { isClosed: false, headSha: 'c' })
    await scene.sleep(HOUR)
    await scene.sync()
    expect(scene.cancelled).toContain(jobId(1))
  })
})

describe('a run that was cancelled by force, so that no post step has run', () => {
  async function afterForceCancel(inputs: Partial<RunInputs> = {}): Promise<Scene> {
    scene = new Scene()
    const run = await scene.start('8123', inputs)
    run.kill()
    scene.client.workflowRuns.set('8123', { attempt: 1, wasCancelled: true })
    await scene.sleep(HOUR)
    return scene
  }

  it('has its job cancelled by the next sync, and says why', async () => {
    await afterForceCancel()
    const result = await scene.sync()
    expect(scene.cancelled).toEqual([jobId(1)])
    expect(textsOf(result)).toContain(
      `Sync cancelled the job \`${jobId(1)}\` (no. 7), because the workflow run that waited for it was cancelled.`,
    )
    expect(scene.text).toContain('because the workflow run that waited for it was cancelled')
  })

  it.each<[string, Partial<RunInputs>]>([
    ['with `on-cancel: leave`', { onCancel: 'leave' }],
    ['of a step that ended before, because it does not wait', { waitFor: 'none' }],
  ])('keeps the job %s', async (_, inputs) => {
    await afterForceCancel(inputs)
    await scene.sync()
    expect(scene.cancelled).toEqual([])
  })

  it.each([
    ['has failed', { attempt: 1, wasCancelled: false }],
    ['has a newer attempt', { attempt: 2, wasCancelled: true }],
    ['is not known to GitHub', undefined],
  ])('keeps the job if the run %s', async (_, run) => {
    await afterForceCancel()
    if (run === undefined) scene.client.workflowRuns.clear()
    else scene.client.workflowRuns.set('8123', run)
    await scene.sync()
    expect(scene.cancelled).toEqual([])
  })

  it('keeps the job without permission to read the run, and says what is missing', async () => {
    await afterForceCancel()
    scene.client.beforeCall = ({ operation }) => (operation === 'workflowRun' ? FORBIDDEN : undefined)
    const result = await scene.sync()
    expect(scene.cancelled).toEqual([])
    expect(textsOf(result).join()).toContain('Could not find out which jobs of no. 7')
  })

  it('keeps the job if a new run begins to follow it at that moment', async () => {
    await afterForceCancel()
    scene.client.afterCall = ({ operation }) => {
      if (operation === 'workflowRun') void scene.start('8124')
      return undefined
    }
    await scene.sync()
    await scene.sleep(HOUR)
    const { accepted, cancelled } = scene.environment.jobs
    expect(accepted.length - cancelled.length).toBe(1)
  })
})

describe('a job that stops slowly', () => {
  it('is recorded as being cancelled, so that nobody follows it', async () => {
    scene = new Scene({ statuses: [[0, 'RUNNING']], cancelDelayMs: 20 * MINUTE })
    const run = await scene.start('8123', { waitFor: 'none' })
    run.kill()
    scene.client.pullRequests.set(7, { isClosed: true })
    await scene.sync()
    const [job] = Object.values(scene.environment.record.requests).flatMap(({ jobs }) => jobs)
    expect(job?.stopAcceptedAtMs).toBeGreaterThan(job?.stopAtMs ?? Infinity)
  })
})

describe('a run whose process dies before it cancels the job that it replaces', () => {
  /** Two runs with different specs. The second one is killed while its job is queued; a sync runs an hour later. */
  async function cancelledAfter(onSuperseded: RunInputs['onSuperseded']) {
    scene = new Scene({ statuses: [[0, 'QUEUED'], [30 * MINUTE, 'RUNNING']], cancelDelayMs: 1_000 })
    const older = await scene.start('8123', { onSuperseded })
    older.kill()
    const newer = await scene.start('8124', { onSuperseded }, { 'a.yml': SPEC.replace('1000', '2000') })
    newer.kill()
    const before = scene.environment.jobs
    await scene.sleep(HOUR)
    await scene.sync()
    return { accepted: before.accepted, before: before.cancelled, after: scene.cancelled }
  } // prettier-ignore

  it('is finished by a sync', async () => {
    const jobs = [jobId(1), jobId(2)]
    expect(await cancelledAfter('cancel')).toEqual({ accepted: jobs, before: [], after: [jobId(1)] })
  })

  it('has nothing to finish with `on-superseded: leave`', async () => {
    expect(await cancelledAfter('leave')).toMatchObject({ before: [], after: [] })
  })
})
