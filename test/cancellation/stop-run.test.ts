import { afterEach, describe, expect, it } from '@jest/globals'
import { stopRun } from '../../src/cancellation/stop-run.ts'
import { run } from '../../src/commands/run.ts'
import { wait } from '../../src/commands/wait.ts'
import type { ForgeApi } from '../../src/jobs/api.ts'
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
const LAST_LINE = 'The step was stopped. The post step decides what happens to unfinished jobs.'

/** Time that a claim takes, so that other runs can contest it. */
const CLAIM_MS = 6_000

let standaloneRun: StandaloneRun
afterEach(() => standaloneRun.kill())

interface StopOptions {
  /** When the runner sends the signal. */
  readonly atMs: number
  readonly latencyMs?: number
  readonly files?: Readonly<Record<string, string>>
  readonly script?: FaultScript
  readonly lifecycle?: JobLifecycle
}

/** Delays what the command does with a response. */
function slowToProcess(api: ForgeApi): ForgeApi {
  return {
    get: (id) => api.get(id),
    list: (page, pageSize) => api.list(page, pageSize),
    cancel: (id) => api.cancel(id),
    create: async (request, idempotencyKey) => {
      const result = await api.create(request, idempotencyKey)
      for (let n = 0; n < 100; n++) await Promise.resolve()
      return result
    },
  }
}

/** Starts a run, stops it at `atMs`, and resolves when its process would exit. */
async function stopAt({ atMs, latencyMs = 0, files, script, lifecycle = LONG }: StopOptions) {
  standaloneRun = new StandaloneRun(files, lifecycle)
  const { clock, api, conversation, summaries, outputs } = standaloneRun
  api.latencyMs = latencyMs
  if (script) api.script = script
  const context = standaloneRun.createContext()
  void run(RUN_INPUTS, { ...context, api: slowToProcess(context.api) })
  await clock.sleep(atMs)
  const [bodies, callsBefore] = [[...conversation.bodies], api.calls.length]
  await stopRun(standaloneRun)
  const tookMs = clock.now() - atMs
  expect(api.callsOf('cancel')).toEqual([])
  expect(conversation.bodies).toEqual(bodies)
  expect(summaries).toEqual([])
  return { tookMs, postState: standaloneRun.postState, outputs, calls: api.calls.slice(callsBefore) }
}

describe('a stopped step', () => {
  it('writes what it knows at once and decides nothing', async () => {
    const { tookMs, postState, outputs, calls } = await stopAt({ atMs: 100_000 })
    expect(tookMs).toBe(0)
    expect(calls).toEqual([])
    expect(outputs).toMatchObject({ 'job-id': jobId(1), outcome: 'running', status: 'RUNNING' })
    expect(postState).toMatchObject({
      jobIds: [jobId(1)],
      states: [{ label: 'a.yml', job: { id: jobId(1) } }],
    })
    expect(postState.isFinished).toBeUndefined()
    expect(postState.states?.[0]?.outcome).toBeUndefined()
    expect(standaloneRun.log.lines.at(-1)).toBe(LAST_LINE)
  })

  it('sends nothing more, neither to the service nor to GitHub', async () => {
    await stopAt({ atMs: 100_000 })
    const { api, conversation, clock } = standaloneRun
    const counts = () => [api.calls.length, conversation.bodies]
    const before = counts()
    await clock.sleep(3_600_000)
    expect(counts()).toEqual(before)
  })

  it('does not submit after the signal', async () => {
    const { outputs, postState, calls } = await stopAt({ atMs: CLAIM_MS + 500, latencyMs: 1_000 })
    expect(calls).toEqual([])
    expect(outputs).toMatchObject({ 'job-id': '', outcome: 'cancelled' })
    expect(postState).toMatchObject({ jobIds: [], states: [{ label: 'a.yml' }] })
    expect(standaloneRun.log.lines.at(-1)).toBe('Stopped.')
  })

  it('says that nothing was submitted while the service throttled it', async () => {
    const script: FaultScript = (call) =>
      call.operation === 'create' ? { error: httpError(429) } : undefined
    const { outputs, postState } = await stopAt({ atMs: 100_000, script })
    expect(outputs).toMatchObject({ 'job-id': '', outcome: 'cancelled' })
    expect(postState).toMatchObject({ jobIds: [], pendingSubmission: undefined })
  })

  it('waits for the response to a submission in flight, which names the job', async () => {
    const script: FaultScript = ({ operation }) =>
      operation === 'create' ? { durationMs: 6_500 } : undefined
    const { tookMs, outputs, postState } = await stopAt({ atMs: CLAIM_MS + 500, script })
    expect(tookMs).toBeGreaterThan(5_000)
    expect(tookMs).toBeLessThan(7_000)
    expect(outputs).toMatchObject({ 'job-id': jobId(1), outcome: 'running' })
    expect(postState).toMatchObject({ jobIds: [jobId(1)], pendingSubmission: undefined })
    expect(standaloneRun.log.lines.join('\n')).toMatch(
      new RegExp(`submitted as ${jobId(1)}[^]*${LAST_LINE}$`),
    )
  })

  it.each<[string, number, FaultScript, unknown]>([
    [
      'a list before it',
      50_000,
      ({ operation }) => (operation === 'create' ? { error: INTERRUPTED } : undefined),
      { label: 'a.yml', pending: { knownIds: [] } },
    ],
    [
      'no list before it',
      80_000,
      ({ operation }) =>
        operation === 'list'
          ? { error: httpError(405) }
          : operation === 'create'
            ? { error: INTERRUPTED }
            : undefined,
      { label: 'a.yml', pending: undefined },
    ],
  ])(
    'leaves a submission without a response to `post`, with %s',
    async (_, atMs, script, pendingSubmission) => {
      const { tookMs, outputs, postState } = await stopAt({ atMs, latencyMs: 30_000, script })
      expect(tookMs).toBe(7_000)
      expect(outputs).toMatchObject({ 'job-id': '', outcome: 'unknown' })
      expect(postState).toMatchObject({ jobIds: [], pendingSubmission })
      expect(standaloneRun.log.lines.at(-1)).toBe(LAST_LINE)
    },
  )

  it('reports the outcome of a job that was seen to end', async () => {
    const lifecycle: JobLifecycle = { statuses: [[0, 'SUCCESS']], model: MODEL }
    const slow: FaultScript = ({ operation }) => (operation === 'get' ? { durationMs: 30_000 } : undefined)
    const { outputs } = await stopAt({ atMs: CLAIM_MS + 1_000, lifecycle, script: slow })
    expect(outputs).toMatchObject({ outcome: 'succeeded', 'output-model': MODEL })
  })

  it('names all jobs of several specs', async () => {
    const files = { 'a.yml': SPEC, 'b.yml': SPEC.replace('1000', '10'), 'c.yml': SPEC.replace('1000', '20') }
    const { outputs, postState } = await stopAt({ atMs: 30_000, files })
    expect(outputs['outcome']).toBe('running')
    expect(postState.jobIds).toEqual([jobId(1), jobId(2), jobId(3)])
  })

  it('ends at once even if GitHub hangs', async () => {
    standaloneRun = new StandaloneRun(undefined, LONG)
    const { conversation, clock } = standaloneRun
    conversation.beforeCall = () => new Promise(() => undefined)
    void run(RUN_INPUTS, standaloneRun.createContext())
    await clock.sleep(50_000)
    await stopRun(standaloneRun)
    expect(clock.now()).toBe(50_000)
  })

  it('saves the job of `wait` before it is read', async () => {
    standaloneRun = new StandaloneRun({}, LONG)
    standaloneRun.api.latencyMs = 10_000
    void wait({ jobId: jobId(7), onTimeout: 'leave' }, standaloneRun.createContext())
    await standaloneRun.clock.sleep(100)
    await stopRun(standaloneRun)
    expect(standaloneRun.outputs).toMatchObject({ 'job-id': jobId(7), outcome: 'running' })
    expect(standaloneRun.postState.jobIds).toEqual([jobId(7)])
  })

  it('leaves the final report to `post` if it is stopped while it publishes', async () => {
    standaloneRun = new StandaloneRun(undefined, { statuses: [[0, 'SUCCESS']], model: MODEL })
    const { conversation, clock } = standaloneRun
    conversation.beforeCall = (call) =>
      call.operation === 'update' && call.body.includes('· trained')
        ? new Promise(() => undefined)
        : undefined
    void standaloneRun.execute()
    await clock.sleep(30_000)
    // As after a kill.
    expect(standaloneRun.postState.isFinished).toBeUndefined()
    await stopRun(standaloneRun)
    expect(standaloneRun.outputs).toMatchObject({ outcome: 'succeeded' })
    expect(standaloneRun.postState).toMatchObject({ jobIds: [], states: [{ outcome: 'succeeded' }] })
    expect(standaloneRun.postState.isFinished).toBeUndefined()
  })
})

describe('a step that `post` asks to stop while it still runs', () => {
  it('sends no submission', async () => {
    standaloneRun = new StandaloneRun(undefined, LONG)
    const { gate, clock, api } = standaloneRun
    void run(RUN_INPUTS, standaloneRun.createContext())
    standaloneRun.isStopRequested = true
    await clock.sleep(600_000)
    expect(gate.isClosed).toBe(true)
    expect(api.callsOf('create')).toEqual([])
    expect(standaloneRun.conversation.bodies).toEqual([])
  })

  it('sends no submission if the request comes just before', async () => {
    standaloneRun = new StandaloneRun(undefined, LONG)
    const { gate, clock, api } = standaloneRun
    api.onCall = ({ operation }) => {
      if (operation === 'list') standaloneRun.isStopRequested = true
    }
    void run(RUN_INPUTS, standaloneRun.createContext())
    await clock.sleep(600_000)
    expect(gate.isClosed).toBe(true)
    expect(api.calls.map(({ operation }) => operation)).toEqual(['list'])
  })

  it('no longer cancels a job', async () => {
    standaloneRun = new StandaloneRun(undefined, LONG)
    standaloneRun.isStopRequested = true
    void standaloneRun.stoppableApi.cancel(jobId(1))
    expect(standaloneRun.api.calls).toEqual([])
    await standaloneRun.gate.requested
  })

  it('is not asked by a check that is false', async () => {
    standaloneRun = new StandaloneRun(undefined, LONG)
    void run(RUN_INPUTS, standaloneRun.createContext())
    await standaloneRun.clock.sleep(60_000)
    expect(standaloneRun.api.callsOf('create')).toHaveLength(1)
    expect(standaloneRun.gate.isClosed).toBe(false)
  })
})
