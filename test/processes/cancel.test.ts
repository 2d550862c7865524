import { describe, expect, it } from '@jest/globals'
import { POST_STATE } from '../../src/state/post-state.ts'
import { decodePostState } from '../../src/state/post-state-codec.ts'
import { TestEnvironment, type TestEnvironmentOptions } from '../e2e/test-environment.ts'
import { codecForComment, readRecord } from '../../src/state/record-codec.ts'
import { pullRequestEvent, REPOSITORY_ID } from '../simulator/runner/events.ts'
import { runAction } from '../simulator/runner/run-action.ts'
import type { StepControl, StepOptions, StepResult } from '../simulator/runner/step.ts'
import { KEY, PULL_REQUEST, SPEC, SPEC_FILE, TOKEN } from '../e2e/test-environment.ts'

const TIMELINE = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 500, status: 'RUNNING' },
]

interface StopCase {
  readonly options?: TestEnvironmentOptions
  /** The step is stopped `afterMs` after this request has arrived. */
  readonly when: { readonly operation: string; readonly nth: number; readonly afterMs?: number }
  readonly stop?: (control: StepControl) => void
  readonly step?: Partial<StepOptions>
}

interface Case extends StopCase {
  readonly title: string
  /** Whether the step learns the job id before it is stopped, or in time. */
  readonly knowsId: boolean
  /** The output of main, which decides nothing. */
  readonly outcome: string
  /** After post. */
  readonly job: 'none' | 'cancelled' | 'left'
}

const hang = (operation: string, nth: number, after = false) =>
  ({ kind: 'hang', after, on: { operation, nth } }) as const
const kill = (control: StepControl): void => control.kill()
const terminate = (control: StepControl): void => control.kill('SIGTERM')
const hangUp = (control: StepControl): void => control.kill('SIGHUP')

const CASES: readonly Case[] = [
  {
    title: 'during the list request',
    options: { forge: { faults: [hang('list', 1)] } },
    when: { operation: 'list', nth: 1 },
    knowsId: false,
    outcome: 'cancelled',
    job: 'none',
  },
  {
    title: 'during the submission, which gets a response',
    options: { forge: { faults: [{ kind: 'delay', ms: 1_500, on: { operation: 'create', nth: 1 } }] } },
    when: { operation: 'create', nth: 1 },
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'during the submission, which gets no response',
    options: { forge: { faults: [hang('create', 1, true)] } },
    when: { operation: 'create', nth: 1, afterMs: 200 },
    knowsId: false,
    outcome: 'unknown',
    job: 'cancelled',
  },
  {
    title: 'after a response with the job of another spec',
    options: {
      forge: {
        faults: [
          {
            kind: 'mutate',
            set: { id: '7c9e6679-7425-40de-944b-e07fc1f90ae7', job_type: 'dpo' },
            on: { operation: 'create', nth: 1 },
          },
        ],
      },
    },
    when: { operation: 'create', nth: 1, afterMs: 500 },
    knowsId: false,
    outcome: 'unknown',
    job: 'cancelled',
  },
  {
    title: 'between two reads of the job',
    when: { operation: 'get', nth: 1, afterMs: 500 },
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'during a read of the job',
    options: { forge: { faults: [hang('get', 1)] } },
    when: { operation: 'get', nth: 1 },
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'while the comment is created',
    options: { github: { faults: [hang('createComment', 1)] } },
    when: { operation: 'get', nth: 1 },
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'and the first cancellation gets an error',
    options: { forge: { faults: [{ kind: 'status', status: 503, on: { operation: 'cancel', nth: 1 } }] } },
    when: { operation: 'get', nth: 1 },
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'with on-cancel: leave',
    when: { operation: 'get', nth: 1 },
    step: { with: { 'on-cancel': 'leave' } },
    knowsId: true,
    outcome: 'running',
    job: 'left',
  },
  {
    title: 'with SIGTERM',
    when: { operation: 'get', nth: 1 },
    stop: terminate,
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'with SIGKILL',
    when: { operation: 'get', nth: 1 },
    stop: kill,
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'with SIGKILL during the submission',
    options: { forge: { faults: [hang('create', 1, true)] } },
    when: { operation: 'create', nth: 1, afterMs: 200 },
    stop: kill,
    knowsId: false,
    outcome: '',
    job: 'cancelled',
  },
  {
    title: 'with SIGHUP',
    when: { operation: 'get', nth: 1 },
    stop: hangUp,
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'with SIGTERM, because its machine is taken away',
    when: { operation: 'get', nth: 1 },
    stop: terminate,
    step: { postJobStatus: 'failure' },
    knowsId: true,
    outcome: 'running',
    job: 'left',
  },
  {
    title: 'by its `timeout-minutes`',
    when: { operation: 'get', nth: 1 },
    step: { postJobStatus: 'failure' },
    knowsId: true,
    outcome: 'running',
    job: 'left',
  },
  {
    title: 'by the `timeout-minutes` of its job',
    when: { operation: 'get', nth: 1 },
    step: { postJobStatus: 'cancelled' },
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'with SIGKILL, under continue-on-error',
    when: { operation: 'get', nth: 1 },
    stop: kill,
    step: { postJobStatus: 'success' },
    knowsId: true,
    outcome: 'running',
    job: 'left',
  },
  {
    title: 'with SIGKILL by a runner that shows a cancelled job as successful',
    when: { operation: 'get', nth: 1 },
    stop: kill,
    step: { postJobStatus: 'success', env: { GITEA_ACTIONS: 'true' } },
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'with SIGKILL, in a failed job',
    when: { operation: 'get', nth: 1 },
    stop: kill,
    step: { postJobStatus: 'failure' },
    knowsId: true,
    outcome: 'running',
    job: 'left',
  },
]

/** The step must exit after the first signal. A slow machine gets time for that before the runner sends another one. */
const SIGNAL_DELAYS = { terminateAfterMs: 120_000, killAfterMs: 60_000 }

/** Runs a step in real time, stops it, and runs post. */
async function runAndStop({ options = {}, when, stop = (control) => control.cancel(), step }: StopCase) {
  const environment = new TestEnvironment({
    ...options,
    isRealTime: true,
    forge: { timeline: TIMELINE, ...options.forge },
  })
  try {
    await Promise.all([environment.forge.start(), environment.github.start()])
    const { with: inputs, ...more } = step ?? {}
    let operationsOfMain: readonly string[] = []
    const result = await runAction({
      workspace: environment.workspace,
      event: pullRequestEvent({ number: PULL_REQUEST }),
      githubApiUrl: environment.github.url,
      githubToken: TOKEN,
      postJobStatus: 'cancelled',
      signalDelays: SIGNAL_DELAYS,
      with: { spec: SPEC_FILE, 'api-key': KEY, 'api-url': environment.forge.url, ...inputs },
      onLine: (_, stage) => {
        if (stage === 'main') operationsOfMain = environment.operations
      },
      onStart: (control) => {
        const timer = setInterval(() => {
          const requestCount = environment.operations.filter(
            (operation) => operation === when.operation,
          ).length
          if (requestCount < when.nth) return
          clearInterval(timer)
          setTimeout(() => stop(control), when.afterMs ?? 50)
        }, 5)
      },
      ...more,
    })
    const { accepted } = environment.forge
    const cancelled = accepted.filter(({ isCancelling }) => isCancelling)
    return {
      result,
      operations: environment.operations,
      operationsOfMain,
      accepted,
      cancelled,
      comments: environment.comments,
    }
  } finally {
    await environment.close()
  }
}

const publishedTexts = ({ outputs, state, log }: StepResult) => ({
  outputs: outputs['job-id'] ?? '',
  state: JSON.stringify(decodePostState(state[POST_STATE] ?? '')),
  log,
})

/** What the final report says, in the comment and in the summary. */
const FINAL_TEXTS = {
  none: 'cancelled before anything was submitted',
  cancelled: 'The step was cancelled, and its job',
  left: 'Its job keeps running, because',
}

describe('a step that is stopped', () => {
  it.concurrent.each(CASES)('$title', async (testCase) => {
    const { result, operations, operationsOfMain, accepted, comments } = await runAndStop(testCase)
    const { id, isCancelling } = accepted[0] ?? {}
    expect(result.exitCode).not.toBe(0)
    expect(result.timedOut).toBe(false)
    if (testCase.stop === undefined) {
      expect(result.signalsSent).toEqual(['SIGINT'])
    }
    expect(result.outputs['outcome'] ?? '').toBe(testCase.outcome)
    expect(operations.filter((operation) => operation === 'create').length).toBe(
      testCase.job === 'none' ? 0 : 1,
    )
    expect(accepted.length).toBe(testCase.job === 'none' ? 0 : 1)
    if (testCase.knowsId) for (const text of Object.values(publishedTexts(result))) expect(text).toContain(id)
    expect(operationsOfMain).not.toContain('cancel')
    expect(result.summary).toBe('')
    expect(isCancelling ?? false).toBe(testCase.job === 'cancelled')
    expect(result.post?.exitCode).toBe(0)
    for (const text of [comments[0], result.post?.summary]) expect(text).toContain(FINAL_TEXTS[testCase.job])
  })
})

it('a step with `on-cancel: leave` says so in the record also after post', async () => {
  const { comments } = await runAndStop({
    when: { operation: 'get', nth: 1 },
    step: { with: { 'on-cancel': 'leave' } },
  })
  const [body = ''] = comments
  const codec = codecForComment(body, `${REPOSITORY_ID}#${PULL_REQUEST}`, KEY, (text) => text)
  if (codec === undefined) throw new Error('the comment has no record')
  const holds = Object.values(readRecord(codec, body).requests).flatMap((request) => request.holds)
  expect(holds).toMatchObject([{ hasEnded: true, leavesOnCancel: true }])
})

describe('a step with thirty jobs', () => {
  const MANY = 30
  const MANY_JOBS: StopCase = {
    options: {
      files: { [SPEC_FILE]: Array.from({ length: MANY }, (_, n) => specWithSteps(n)).join('---\n') },
    },
    when: { operation: 'create', nth: MANY, afterMs: 1_000 },
    step: { with: { 'max-jobs': String(MANY) } },
  }

  it.concurrent('leaves all of them to post, which cancels them, when it is stopped', async () => {
    const { result, accepted, cancelled } = await runAndStop(MANY_JOBS)
    expect([accepted.length, cancelled.length]).toEqual([MANY, MANY])
    expect(result.signalsSent).toEqual(['SIGINT'])
    expect(result.outputs['outcome']).toBe('running')
    for (const { id } of accepted) expect(result.outputs['jobs']).toContain(id)
  })

  it.concurrent('leaves all of them to post, which cancels them, when it is killed', async () => {
    const { result, accepted, cancelled } = await runAndStop({ ...MANY_JOBS, stop: kill })
    expect([accepted.length, cancelled.length]).toEqual([MANY, MANY])
    expect(result.post?.exitCode).toBe(0)
  })
})

function specWithSteps(n: number): string {
  return SPEC.replace('1000', String(1_000 + n))
}
