import { describe, expect, it } from '@jest/globals'
import type { CommandInputs } from '../../src/inputs.ts'
import { isSuccess, executeCommand } from '../../src/commands/index.ts'
import { overallOutcome } from '../../src/jobs/result.ts'
import { createCodec } from '../../src/state/record-codec.ts'
import { run } from '../../src/commands/run.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { StandaloneRun, RUN_INPUTS, SPEC } from '../fakes/command-context.ts'
import { commentRecordOf, requestOf, SCOPE } from '../state/samples.ts'
import {
  INTERRUPTED,
  NOT_SENT,
  httpError,
  jobId,
  type JobLifecycle,
  type FaultScript,
} from '../fakes/forge-api.ts'

const MINUTE = 60_000
const MODEL = 'ft:x'
const SUCCEEDS: JobLifecycle = {
  statuses: [
    [0, 'QUEUED'],
    [30_000, 'RUNNING'],
    [600_000, 'SUCCESS'],
  ],
  model: MODEL,
}
const ENDLESS: JobLifecycle = { statuses: [[0, 'RUNNING']], cancelDelayMs: 3_000 }
const failNth =
  (operation: string, error: typeof INTERRUPTED, nths: readonly number[], accepts = false): FaultScript =>
  (call, nth) =>
    call.operation === operation && nths.includes(nth) ? { error, takesEffect: accepts } : undefined

interface RunSetup {
  readonly inputs?: Partial<typeof RUN_INPUTS>
  readonly files?: Readonly<Record<string, string>>
  readonly lifecycles?: readonly JobLifecycle[]
  readonly script?: FaultScript
  readonly deadlineMs?: number
}

async function runWith({ inputs, files, lifecycles = [SUCCEEDS], script, deadlineMs }: RunSetup = {}) {
  const standaloneRun = new StandaloneRun(files, ...lifecycles)
  if (script) standaloneRun.api.script = script
  const result = await run({ ...RUN_INPUTS, ...inputs }, standaloneRun.createContext(deadlineMs))
  return {
    standaloneRun,
    result,
    outcome: overallOutcome(result),
    outcomes: result.states.map((each) => each.outcome),
  }
}

describe('command: run', () => {
  it.each<[string, RunSetup, string]>([
    ['succeeds', {}, 'succeeded'],
    ['starts, with `wait: started`', { inputs: { waitFor: 'started' } }, 'submitted'],
    ['is submitted, with `wait: false`', { inputs: { waitFor: 'none' } }, 'submitted'],
    [
      'fails',
      {
        lifecycles: [
          {
            statuses: [
              [0, 'RUNNING'],
              [9_000, 'FAILED'],
            ],
          },
        ],
      },
      'failed',
    ],
    [
      'fails before it starts, with `wait: started`',
      { inputs: { waitFor: 'started' }, lifecycles: [{ statuses: [[0, 'FAILED']] }] },
      'failed',
    ],
    [
      'fails at once, with `wait: false`',
      { inputs: { waitFor: 'none' }, lifecycles: [{ statuses: [[0, 'FAILED']] }] },
      'failed',
    ],
    [
      'is cancelled elsewhere',
      {
        lifecycles: [
          {
            statuses: [
              [0, 'RUNNING'],
              [9_000, 'CANCELLED'],
            ],
          },
        ],
      },
      'cancelled',
    ],
    ['never has an output model', { lifecycles: [{ statuses: [[0, 'SUCCESS']] }] }, 'failed'],
    [
      'has its output model late',
      { lifecycles: [{ statuses: [[0, 'SUCCESS']], model: MODEL, modelDelayMs: 60_000 }] },
      'succeeded',
    ],
    [
      'has an unknown status',
      {
        lifecycles: [
          {
            statuses: [
              [0, 'DANCING'],
              [9_000, 'SUCCESS'],
            ],
            model: MODEL,
          },
        ],
      },
      'succeeded',
    ],
    ['times out', { lifecycles: [ENDLESS] }, 'timed-out'],
    [
      'times out, with `on-timeout: cancel`',
      { lifecycles: [ENDLESS], inputs: { onTimeout: 'cancel' } },
      'timed-out',
    ],
    ['is refused', { script: failNth('create', httpError(422), [1]) }, 'refused'],
  ])('reports the outcome of a job that %s', async (_, setup, expected) => {
    const { standaloneRun, outcome } = await runWith(setup)
    expect(outcome).toBe(expected)
    expect(standaloneRun.api.callsOf('create')).toHaveLength(1)
    expect(isSuccess('run', outcome)).toBe(expected === 'succeeded' || expected === 'submitted')
  })

  it('logs, saves and publishes the id before the next request', async () => {
    const { standaloneRun } = await runWith()
    const created = standaloneRun.events.indexOf('create')
    expect(standaloneRun.events.slice(0, created + 5)).toEqual([
      'state',
      'list',
      'state',
      'create',
      'log',
      'state',
      'outputs',
      'get',
    ])
    expect(standaloneRun.postStates[1]?.pendingSubmission).toBeDefined()
    expect(standaloneRun.postStates[2]).toMatchObject({ jobIds: [jobId(1)] })
    expect(standaloneRun.postStates[2]).not.toHaveProperty('pendingSubmission', expect.anything())
  })

  it('survives an outage of an hour with at most one request per 30 s', async () => {
    const script: FaultScript = ({ operation, atMs }) =>
      operation === 'get' && atMs > MINUTE && atMs < 61 * MINUTE ? { error: INTERRUPTED } : undefined
    const { standaloneRun, outcome } = await runWith({ script })
    expect(outcome).toBe('succeeded')
    const during = standaloneRun.api.callsOf('get').filter(({ atMs }) => atMs > MINUTE && atMs < 61 * MINUTE)
    expect(during.length).toBeLessThanOrEqual(121)
    expect(
      standaloneRun.log.lines.filter((line) => /the service (does not answer|is back)/.test(line)),
    ).toHaveLength(2)
  })

  it('cancels a timed-out job and notes its last status', async () => {
    const { standaloneRun, result } = await runWith({
      lifecycles: [ENDLESS],
      inputs: { onTimeout: 'cancel' },
      deadlineMs: 10 * MINUTE,
    })
    expect(standaloneRun.api.callsOf('cancel')).toHaveLength(1)
    expect(result.states[0]).toMatchObject({ outcome: 'timed-out', job: { status: 'CANCELLED' } })
    expect(result.states[0]?.notes.at(-1)).toEqual({ code: 'timed-out-asked-to-stop', status: 'CANCELLED' })
    const refused = await runWith({
      lifecycles: [ENDLESS],
      inputs: { onTimeout: 'cancel' },
      script: (call) => (call.operation === 'cancel' ? { error: httpError(403) } : undefined),
    })
    expect(refused.result.states[0]?.notes.at(-1)).toEqual({ code: 'timed-out-cancel-refused' })
    const unanswered = await runWith({
      lifecycles: [ENDLESS],
      inputs: { onTimeout: 'cancel' },
      script: (call) => (call.operation === 'cancel' ? { error: httpError(503) } : undefined),
    })
    expect(unanswered.result.states[0]?.notes.at(-1)).toEqual({ code: 'cancellation-not-accepted' })
  })

  it.each([
    ['follows', MINUTE, false],
    ['begins to follow when the time is over', 10 * MINUTE + 3_000, false],
    ['begins to follow then, although it could not be recorded', 10 * MINUTE + 3_000, true],
  ])('leaves a timed-out job that another step %s', async (_, joinsAtMs, isUnrecorded) => {
    const standaloneRun = new StandaloneRun({ 'a.yml': SPEC }, ENDLESS)
    const { environment, clock, conversation, api } = standaloneRun
    conversation.beforeCall = ({ operation }) =>
      isUnrecorded && operation === 'update' && api.jobs.length > 0 && clock.now() < 10 * MINUTE
        ? BAD_GATEWAY
        : undefined
    void clock.sleep(joinsAtMs).then(() => {
      const [key = ''] = Object.keys(environment.record.requests)
      const leaseExpiresAtMs = clock.wall() + 20 * MINUTE
      const follower = requestOf({ owner: 'another step', holderId: 'other', leaseExpiresAtMs })
      const codec = createCodec('another comment', SCOPE, 'forge-key')
      environment.addRecordComment(commentRecordOf({ [key]: follower }), { codec })
    })
    const inputs = { ...RUN_INPUTS, onTimeout: 'cancel' } as const
    const { states } = await run(inputs, standaloneRun.createContext(10 * MINUTE))
    expect(standaloneRun.api.callsOf('cancel')).toEqual([])
    expect(states[0]?.notes.at(-1)).toMatchObject({ code: 'timed-out-job-followed' })
    standaloneRun.kill()
  })

  it('submits nothing if a spec is invalid', async () => {
    const { standaloneRun, outcome } = await runWith({
      files: { 'a.yml': SPEC, 'b.yml': `${SPEC}colour: red\n` },
    })
    expect([outcome, standaloneRun.api.calls]).toEqual(['invalid', []])
    expect(standaloneRun.log.messages('error')).toEqual([expect.stringContaining('colour')])
  })

  it('submits nothing if two specs are the same request, unless both are to be trained', async () => {
    const files = { 'a.yml': SPEC, 'b.yml': `# again\n${SPEC}` }
    const { standaloneRun, outcome } = await runWith({ files })
    expect([outcome, standaloneRun.api.calls]).toEqual(['invalid', []])
    expect(standaloneRun.log.messages('error')).toEqual([
      expect.stringContaining('b.yml (line 2) is the same request as a.yml (line 1)'),
    ])
    const both = await runWith({ files, inputs: { reuse: false } })
    expect([both.outcome, both.standaloneRun.api.callsOf('create').length]).toEqual(['succeeded', 2])
  })

  it.each([true, false])('submits no foreign content, with `reuse: %s`', async (reuse) => {
    const standaloneRun = new StandaloneRun()
    const submissionBan = { code: 'foreign-content', event: 'pull_request_target' } as const
    const result = await run({ ...RUN_INPUTS, reuse }, { ...standaloneRun.createContext(), submissionBan })
    expect([overallOutcome(result), standaloneRun.api.calls]).toEqual(['refused', []])
    expect(result.states[0]?.notes).toEqual([{ code: 'foreign-content', event: 'pull_request_target' }])
  })

  it('has nothing to train after a push that deleted a branch', async () => {
    const standaloneRun = new StandaloneRun()
    const result = await run(RUN_INPUTS, { ...standaloneRun.createContext(), deletedRef: 'refs/heads/old' })
    expect([overallOutcome(result), standaloneRun.api.calls]).toEqual(['valid', []])
    expect(result.states[0]?.notes).toEqual([{ code: 'ref-deleted', ref: 'refs/heads/old' }])
  })

  it('reports the changes against the base branch even if the specs are rejected', async () => {
    // The base spec need not be valid under the current rules.
    const baseText = `${SPEC.replace('1000', '900')}region: eu\nauto_start: false\n`
    const bytes = new TextEncoder().encode(baseText)
    const base = {
      ref: 'main',
      read: () => Promise.resolve({ kind: 'file', bytes } as const),
      listBlobIds: () => Promise.resolve(undefined),
    }
    for (const maxJobs of [1, 0]) {
      const standaloneRun = new StandaloneRun(undefined, SUCCEEDS)
      const result = await run({ ...RUN_INPUTS, maxJobs }, { ...standaloneRun.createContext(), base })
      await standaloneRun.reporter.finish(result, false)
      expect(standaloneRun.summaries.join()).toMatch(/training_steps.*900.*1000/)
    }
  })

  it('submits nothing if there are more specs than `max-jobs`', async () => {
    const { standaloneRun, outcome } = await runWith({
      files: { 'a.yml': SPEC, 'b.yml': SPEC.replace('1000', '2000') },
      inputs: { maxJobs: 1 },
    })
    expect([outcome, standaloneRun.api.calls]).toEqual(['refused', []])
  })
})

describe('a lost response', () => {
  const lost: FaultScript = failNth('create', INTERRUPTED, [1], true)

  async function runBesideComment(author: string, marker: string) {
    const standaloneRun = new StandaloneRun(undefined, SUCCEEDS)
    standaloneRun.api.script = lost
    standaloneRun.conversation.addComment(author, `${marker}\nabout ${jobId(1).toUpperCase()}`)
    return overallOutcome(await run(RUN_INPUTS, standaloneRun.createContext()))
  }

  it('is not resolved to a job of another comment of ours', async () => {
    const marker = `${createCodec('another', '7001#7', undefined).prefix} -->`
    expect(await runBesideComment('github-actions[bot]', marker)).toBe('unknown')
    expect(await runBesideComment('mallory', marker)).toBe('succeeded')
    expect(await runBesideComment('github-actions[bot]', 'no marker')).toBe('succeeded')
  })

  it.each([
    ['succeeded', 'for some minutes', 4 * 60_000],
    // Nobody can say any more whether the job that looks like ours is that of another step.
    ['unknown', 'for longer than the search', Infinity],
  ])('is %s if GitHub is unavailable %s', async (expected, _, outageMs) => {
    const standaloneRun = new StandaloneRun(undefined, SUCCEEDS)
    const { clock } = standaloneRun
    standaloneRun.api.script = (call, nth) => {
      const untilMs = clock.now() + outageMs
      if (call.operation === 'create')
        standaloneRun.conversation.beforeCall = () => (clock.now() < untilMs ? BAD_GATEWAY : undefined)
      return lost(call, nth)
    }
    expect(overallOutcome(await run(RUN_INPUTS, standaloneRun.createContext()))).toBe(expected)
    expect(standaloneRun.api.callsOf('create')).toHaveLength(1)
  })
})

describe('several specs', () => {
  const specWithSteps = (number: number) => SPEC.replace('1000', String(number))
  const otherData = SPEC.replace('7c9e6679', '8c9e6679')

  it('are submitted one at a time and watched together', async () => {
    const files = { 'a.yml': specWithSteps(1), 'b.yml': `${specWithSteps(2)}---\n${specWithSteps(3)}` }
    const { standaloneRun, outcomes } = await runWith({
      files,
      lifecycles: [SUCCEEDS, { statuses: [[0, 'FAILED']] }, SUCCEEDS],
    })
    expect(
      standaloneRun.api.calls
        .slice(0, 6)
        .map(({ operation }) => operation)
        .join(' '),
    ).toBe('list create list create list create')
    expect(outcomes).toEqual(['succeeded', 'failed', 'succeeded'])
    expect(JSON.parse(standaloneRun.outputs['jobs'] ?? '')).toHaveLength(3)
    expect(standaloneRun.outputs['job-id']).toBe('')
  })

  it('are submitted even if one is refused', async () => {
    const files = { 'a.yml': specWithSteps(1), 'b.yml': specWithSteps(2) }
    const { outcome, outcomes } = await runWith({ files, script: failNth('create', httpError(422), [1]) })
    expect([outcome, outcomes]).toEqual(['refused', ['refused', 'succeeded']])
  })

  it('that look like one with a lost response are held back', async () => {
    const files = { 'a.yml': SPEC, 'b.yml': otherData, 'c.yml': specWithSteps(3) }
    const { standaloneRun, outcomes, result } = await runWith({
      files,
      script: failNth('create', INTERRUPTED, [1]),
    })
    expect(outcomes).toEqual(['unknown', 'refused', 'succeeded'])
    expect(standaloneRun.api.callsOf('create')).toHaveLength(2)
    expect(result.states[1]?.notes).toEqual([{ code: 'lookalike-unresolved', label: 'a.yml' }])
  })

  it('get their own jobs if two look alike and both responses are lost', async () => {
    const { result } = await runWith({
      files: { 'a.yml': SPEC, 'b.yml': otherData },
      script: failNth('create', INTERRUPTED, [1, 2], true),
    })
    expect(result.states.map(({ job }) => job?.id)).toEqual([jobId(1), jobId(2)])
  })

  it('share the time limit for an unavailable service', async () => {
    const files = { 'a.yml': specWithSteps(1), 'b.yml': specWithSteps(2), 'c.yml': specWithSteps(3) }
    const { standaloneRun, outcomes } = await runWith({
      files,
      script: ({ operation }) => (operation === 'list' ? { error: NOT_SENT } : undefined),
    })
    expect(outcomes).toEqual(['refused', 'refused', 'refused'])
    expect(standaloneRun.clock.now()).toBeLessThanOrEqual(16 * MINUTE)
  })
})

describe('the other commands', () => {
  const service = { apiKey: 'k', apiUrl: 'https://api.example' }
  const watching = { timeoutMs: 1, onTimeout: 'leave', onCancel: 'leave' } as const

  async function execute(inputs: CommandInputs, lifecycle: JobLifecycle = SUCCEEDS, script?: FaultScript) {
    const standaloneRun = new StandaloneRun(undefined, lifecycle)
    standaloneRun.api.addJob(lifecycle)
    if (script) standaloneRun.api.script = script
    const createContext = () => standaloneRun.createContext()
    const result = await executeCommand(inputs, { createContext, createPlanContext: createContext })
    const outcome = overallOutcome(result)
    return { standaloneRun, result, outcome, isSuccessful: isSuccess(inputs.command, outcome) }
  }

  const refuses: FaultScript = () => ({ error: httpError(401) })
  const empty: FaultScript = (call) => (call.operation === 'list' ? undefined : { error: httpError(404) })

  it.each<[CommandInputs, JobLifecycle, FaultScript | undefined, string, boolean]>([
    [{ command: 'status', jobId: jobId(1), ...service }, SUCCEEDS, undefined, 'running', true],
    [
      { command: 'status', jobId: jobId(1), ...service },
      { statuses: [[0, 'FAILED']] },
      undefined,
      'failed',
      true,
    ],
    [{ command: 'status', jobId: jobId(1), ...service }, SUCCEEDS, refuses, 'refused', false],
    [{ command: 'wait', jobId: jobId(1), ...service, ...watching }, SUCCEEDS, undefined, 'succeeded', true],
    [{ command: 'wait', jobId: jobId(9), ...service, ...watching }, SUCCEEDS, undefined, 'refused', false],
    [{ command: 'cancel', jobId: jobId(1), ...service }, ENDLESS, undefined, 'cancelled', true],
    [
      { command: 'cancel', jobId: jobId(1), ...service },
      { statuses: [[0, 'RUNNING']] },
      undefined,
      'running',
      false,
    ],
    [{ command: 'list', ...service }, SUCCEEDS, undefined, 'running', true],
    [{ command: 'list', ...service }, SUCCEEDS, refuses, 'refused', false],
    [{ command: 'list', ...service }, { statuses: [[0, undefined]] }, empty, 'running', true],
    [
      {
        command: 'validate',
        spec: ['a.yml'],
        onlyChanged: false,
        set: '',
        allowUnknownFields: false,
        waitFor: 'completed',
        reuse: true,
        maxJobs: 1,
      },
      SUCCEEDS,
      undefined,
      'valid',
      true,
    ],
    [
      {
        command: 'validate',
        spec: ['b.yml'],
        onlyChanged: false,
        set: '',
        allowUnknownFields: false,
        waitFor: 'completed',
        reuse: true,
        maxJobs: 1,
      },
      SUCCEEDS,
      undefined,
      'invalid',
      false,
    ],
  ])('%j of %j', async (inputs, lifecycle, script, outcome, isSuccessful) => {
    const executed = await execute(inputs, lifecycle, script)
    expect([executed.outcome, executed.isSuccessful]).toEqual([outcome, isSuccessful])
    expect(executed.standaloneRun.api.callsOf('create')).toEqual([])
  })

  it('list sorts newest first whatever the service does, and succeeds without jobs', async () => {
    const standaloneRun = new StandaloneRun()
    standaloneRun.api.order = 'oldest-first'
    const createContext = () => standaloneRun.createContext()
    const nothing = await executeCommand(
      { command: 'list', ...service },
      { createContext, createPlanContext: createContext },
    )
    expect([overallOutcome(nothing), nothing.states]).toEqual(['succeeded', []])
    for (const ageMs of [9_000, 5_000]) standaloneRun.api.addJob(SUCCEEDS, undefined, ageMs)
    standaloneRun.api.describeInList = ({ createdAt = 0, ...job }) =>
      job.id === jobId(3) ? job : { ...job, createdAt }
    standaloneRun.api.addJob(SUCCEEDS)
    const listed = await executeCommand(
      { command: 'list', ...service },
      { createContext, createPlanContext: createContext },
    )
    expect(listed.states.map(({ label }) => label)).toEqual([jobId(2), jobId(1), jobId(3)])
  })
})

describe('the reporter', () => {
  it('warns if the summary cannot be written, and keeps the outcome', async () => {
    for (const error of [new Error('no room'), 'no room'] as Error[]) {
      const standaloneRun = new StandaloneRun()
      standaloneRun.writeSummary = () => Promise.reject(error)
      const result = await run({ ...RUN_INPUTS, waitFor: 'none' }, standaloneRun.createContext())
      await standaloneRun.reporter.finish(result, true)
      expect(standaloneRun.log.messages('warning')).toEqual(['The job summary could not be written: no room'])
      expect(standaloneRun.outputs).toMatchObject({
        outcome: 'submitted',
        'comment-url': standaloneRun.conversation.comments[0]?.url,
      })
    }
  })

  it('publishes the final comment without waiting for the summary', async () => {
    const standaloneRun = new StandaloneRun()
    const result = await run({ ...RUN_INPUTS, waitFor: 'none' }, standaloneRun.createContext())
    const before = standaloneRun.conversation.bodies.at(-1)
    let written = (): void => undefined
    standaloneRun.writeSummary = () => new Promise((resolve) => (written = resolve))
    const finished = standaloneRun.reporter.finish(result, true)
    await standaloneRun.clock.sleep(10_000)
    const after = standaloneRun.conversation.bodies.at(-1)
    expect(after).not.toBe(before)
    written()
    await finished
    expect(standaloneRun.conversation.bodies.at(-1)).toBe(after)
  })

  it('leaves the jobs of a crashed action running and logs how to resume', async () => {
    const standaloneRun = new StandaloneRun()
    await run({ ...RUN_INPUTS, waitFor: 'none' }, standaloneRun.createContext())
    standaloneRun.reporter.finishCrashed()
    expect(standaloneRun.postStates.at(-1)).toMatchObject({ jobIds: [jobId(1)], hasCrashed: true })
    expect(standaloneRun.log.lines.slice(-3).join()).toMatch(/command: wait.*command: cancel/)
  })

  it('annotates only the jobs that made the step fail', async () => {
    const standaloneRun = new StandaloneRun({ 'a.yml': SPEC, 'b.yml': SPEC.replace('1000', '5') }, SUCCEEDS, {
      statuses: [[0, 'FAILED']],
    })
    const result = await run(RUN_INPUTS, standaloneRun.createContext())
    await standaloneRun.reporter.finish(result, false)
    expect(standaloneRun.log.messages('error')).toEqual([expect.stringMatching(/^b\.yml: failed/)])
    expect(standaloneRun.log.lines).toContain(`a.yml  output model ${MODEL}`)
  })
})
