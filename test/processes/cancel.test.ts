import { describe, expect, it } from '@jest/globals'
import { World, type WorldOptions } from '../e2e/world.ts'
import { pullRequestEvent } from '../simulator/runner/events.ts'
import { runAction } from '../simulator/runner/run-action.ts'
import type { StepControl, StepOptions, StepResult } from '../simulator/runner/step.ts'
import { KEY, PULL_REQUEST, SPEC, SPEC_FILE, TOKEN } from '../e2e/world.ts'

const LONG = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 500, status: 'RUNNING' },
]

/** When and how a step is stopped. */
interface Stop {
  readonly options?: WorldOptions
  /** The step is stopped as soon as so many requests of this operation have arrived. */
  readonly at: { readonly operation: string; readonly nth: number; readonly afterMs?: number }
  readonly stop?: (control: StepControl) => void
  readonly step?: Partial<StepOptions>
}

interface Case extends Stop {
  readonly title: string
  /** Whether the service has told the id before the step was stopped, or tells it in time. */
  readonly knowsId: boolean
  readonly outcome: string
  readonly job: 'none' | 'cancelled' | 'left'
}

const hang = (operation: string, nth: number, after = false) =>
  ({ kind: 'hang', after, on: { operation, nth } }) as const
const kill = (control: StepControl): void => control.kill()
const terminate = (control: StepControl): void => control.kill('SIGTERM')

const CASES: readonly Case[] = [
  {
    title: 'during the list',
    options: { forge: { faults: [hang('list', 1)] } },
    at: { operation: 'list', nth: 1 },
    knowsId: false,
    outcome: 'cancelled',
    job: 'none',
  },
  {
    title: 'while the submission is under way, and is answered',
    options: { forge: { faults: [{ kind: 'delay', ms: 1_500, on: { operation: 'create', nth: 1 } }] } },
    at: { operation: 'create', nth: 1 },
    knowsId: true,
    outcome: 'cancelled',
    job: 'cancelled',
  },
  {
    title: 'while the submission is under way, and is never answered',
    options: { forge: { faults: [hang('create', 1, true)] } },
    at: { operation: 'create', nth: 1, afterMs: 200 },
    knowsId: false,
    outcome: 'unknown',
    job: 'cancelled',
  },
  {
    title: 'between two looks',
    at: { operation: 'get', nth: 1, afterMs: 500 },
    knowsId: true,
    outcome: 'cancelled',
    job: 'cancelled',
  },
  {
    title: 'during a look',
    options: { forge: { faults: [hang('get', 1)] } },
    at: { operation: 'get', nth: 1 },
    knowsId: true,
    outcome: 'cancelled',
    job: 'cancelled',
  },
  {
    title: 'while it comments',
    options: { github: { faults: [hang('createComment', 1)] } },
    at: { operation: 'get', nth: 1 },
    knowsId: true,
    outcome: 'cancelled',
    job: 'cancelled',
  },
  {
    title: 'while the service takes no cancellation at first',
    options: { forge: { faults: [hang('cancel', 1)] } },
    at: { operation: 'get', nth: 1 },
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'but the job is to be left',
    at: { operation: 'get', nth: 1 },
    step: { with: { 'on-cancel': 'leave' } },
    knowsId: true,
    outcome: 'running',
    job: 'left',
  },
  {
    title: 'by SIGTERM first',
    at: { operation: 'get', nth: 1 },
    stop: terminate,
    knowsId: true,
    outcome: 'cancelled',
    job: 'cancelled',
  },
  {
    title: 'by SIGKILL at once',
    at: { operation: 'get', nth: 1 },
    stop: kill,
    knowsId: true,
    outcome: 'running',
    job: 'cancelled',
  },
  {
    title: 'by SIGKILL in the middle of the submission',
    options: { forge: { faults: [hang('create', 1, true)] } },
    at: { operation: 'create', nth: 1, afterMs: 200 },
    stop: kill,
    knowsId: false,
    outcome: '',
    job: 'cancelled',
  },
  {
    title: 'by SIGKILL, in a job that failed',
    at: { operation: 'get', nth: 1 },
    stop: kill,
    step: { statusInPost: 'failure' },
    knowsId: true,
    outcome: 'running',
    job: 'left',
  },
]

/** A step in real time, stopped at a moment, with the post step after it. */
async function stopped({ options = {}, at, stop = (control) => control.cancel(), step }: Stop) {
  const world = new World({ ...options, isRealTime: true, forge: { timeline: LONG, ...options.forge } })
  try {
    await Promise.all([world.forge.start(), world.github.start()])
    const { with: given, ...more } = step ?? {}
    const result = await runAction({
      workspace: world.workspace,
      event: pullRequestEvent({ number: PULL_REQUEST }),
      githubApiUrl: world.github.url,
      githubToken: TOKEN,
      statusInPost: 'cancelled',
      with: { spec: SPEC_FILE, 'api-key': KEY, 'api-url': world.forge.url, ...given },
      onStart: (control) => {
        const timer = setInterval(() => {
          const seen = world.operations.filter((operation) => operation === at.operation).length
          if (seen < at.nth) return
          clearInterval(timer)
          setTimeout(() => stop(control), at.afterMs ?? 50)
        }, 5)
      },
      ...more,
    })
    const { accepted, requests } = world.forge
    const cancelled = accepted.filter(({ isCancelling }) => isCancelling)
    return { result, requests, operations: world.operations, accepted, cancelled, comments: world.comments }
  } finally {
    await world.close()
  }
}

const shown = ({ outputs, state, log }: StepResult) => ({
  outputs: outputs['job-id'] ?? '',
  state: JSON.stringify(state),
  log,
})

describe('a step that is stopped', () => {
  it.concurrent.each(CASES)(
    '$title',
    async (story) => {
      const { result, operations, accepted } = await stopped(story)
      const { id, isCancelling } = accepted[0] ?? {}
      expect(result.exitCode).not.toBe(0)
      expect(result.hung).toBe(false)
      if (story.stop === undefined) {
        expect(result.goneAfterMs).toBeLessThan(7_000)
        expect(result.signalsSent).toEqual(['SIGINT'])
      }
      expect(result.outputs['outcome'] ?? '').toBe(story.outcome)
      expect(operations.filter((operation) => operation === 'create').length).toBe(
        story.job === 'none' ? 0 : 1,
      )
      expect(accepted.length).toBe(story.job === 'none' ? 0 : 1)
      if (story.knowsId) for (const text of Object.values(shown(result))) expect(text).toContain(id)
      if (story.stop === undefined) expect(result.summary).not.toBe('')
      if (story.job === 'cancelled') expect(isCancelling).toBe(true)
      if (story.job === 'left') expect(operations).not.toContain('cancel')
      expect(result.post?.exitCode).toBe(0)
    },
    60_000,
  )
})

describe('a step with thirty jobs', () => {
  const MANY = 30
  const many: Stop = {
    options: { files: { [SPEC_FILE]: Array.from({ length: MANY }, (_, n) => sized(n)).join('---\n') } },
    at: { operation: 'create', nth: MANY, afterMs: 1_000 },
    step: { with: { 'max-jobs': String(MANY) } },
  }

  it.concurrent(
    'that is stopped cancels them all, and is gone in time',
    async () => {
      const { result, accepted, cancelled, comments } = await stopped(many)
      expect([accepted.length, cancelled.length]).toEqual([MANY, MANY])
      expect(result.goneAfterMs).toBeLessThan(7_000)
      expect(result.signalsSent).toEqual(['SIGINT'])
      expect(result.outputs['outcome']).toBe('cancelled')
      for (const { id } of accepted) {
        expect(result.outputs['jobs']).toContain(id)
        expect(comments[0]).toContain(id)
      }
    },
    60_000,
  )

  it.concurrent(
    'that is killed leaves all of them to the time after it, which cancels them',
    async () => {
      const { result, accepted, cancelled } = await stopped({ ...many, stop: kill })
      expect([accepted.length, cancelled.length]).toEqual([MANY, MANY])
      expect(result.post?.exitCode).toBe(0)
    },
    60_000,
  )
})

/** The sample spec with another number of steps. */
function sized(n: number): string {
  return SPEC.replace('1000', String(1_000 + n))
}
