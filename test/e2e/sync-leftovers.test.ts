import { describe, expect, it } from '@jest/globals'
import { dispatchEvent } from '../simulator/runner/events.ts'
import { scheduleEvent } from '../simulator/runner/more-events.ts'
import type { StepResult } from '../simulator/runner/step.ts'
import { withEnvironment, type TestEnvironment } from './test-environment.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const RUNS_FOREVER = { forge: { timeline: [{ afterMs: 0, status: 'RUNNING' }] } }
const PULL_REQUEST = 12

const sync = (environment: TestEnvironment): Promise<StepResult> =>
  environment.run({
    event: scheduleEvent(),
    run: { id: 9001, actor: 'octocat' },
    with: { command: 'sync', spec: '' },
  })

/** The run is killed while it waits, and no post step runs. An hour later, its lease has expired. */
async function forceCancel(environment: TestEnvironment, inputs: Record<string, string> = {}): Promise<void> {
  const { clock, github } = environment
  await environment.run({
    with: inputs,
    post: false,
    onStart: ({ kill }) => void clock.sleep(3 * MINUTE).then(() => kill()),
  })
  github.repository.runs.set(8123, { attempt: 1, conclusion: 'cancelled', updatedAt: clock.now() })
  clock.advance(HOUR)
}

const isCancelled = ({ forge }: TestEnvironment): boolean =>
  forge.jobs.some(({ isCancelling }) => isCancelling)

describe('a pull request that is closed while it has merge conflicts, so that no workflow starts', () => {
  it('has its job cancelled by the next sync, although a step waits for it', () =>
    withEnvironment(RUNS_FOREVER, async (environment) => {
      const { clock, github } = environment
      let synced: Promise<StepResult> | undefined
      const step = await environment.run({
        onStart: () =>
          void clock.sleep(10 * MINUTE).then(() => {
            const pull = github.repository.issues.get(PULL_REQUEST)
            if (pull) Object.assign(pull, { state: 'closed', closedAt: clock.now() })
            synced = sync(environment)
          }),
      })
      const result = await synced
      expect(isCancelled(environment)).toBe(true)
      expect(result?.log).toContain('(no. 12), because its pull request was closed without a merge.')
      expect([step.outputs['outcome'], result?.exitCode]).toEqual(['cancelled', 0])
    }))
})

describe('a closed pull request on which another event reports', () => {
  it('has its job followed like any other', () =>
    withEnvironment(RUNS_FOREVER, async (environment) => {
      const { clock, github } = environment
      const pull = github.repository.issues.get(PULL_REQUEST)
      if (pull) pull.state = 'closed'
      clock.advance(HOUR)
      const step = await environment.run({
        event: dispatchEvent(),
        with: { 'issue-number': String(PULL_REQUEST), wait: 'false' },
      })
      const result = await sync(environment)
      expect([step.outputs['outcome'], isCancelled(environment)]).toEqual(['submitted', false])
      expect(result.outputs).toMatchObject({ outcome: 'running' })
    }))
})

describe('a run that is cancelled by force, so that no post step runs', () => {
  it('has its job cancelled by the next sync, and its comment says so', () =>
    withEnvironment(RUNS_FOREVER, async (environment) => {
      await forceCancel(environment)
      expect(isCancelled(environment)).toBe(false)
      const result = await sync(environment)
      expect(isCancelled(environment)).toBe(true)
      expect(result.outputs).toMatchObject({ outcome: 'cancelled', 'job-id': environment.forge.jobs[0]?.id })
      expect(environment.comments[0]).toContain('because the workflow run that waited for it was cancelled')
      expect((await sync(environment)).log).toContain('No unfinished jobs are recorded')
    }))

  it('keeps its job with `on-cancel: leave`', () =>
    withEnvironment(RUNS_FOREVER, async (environment) => {
      await forceCancel(environment, { 'on-cancel': 'leave' })
      await sync(environment)
      expect(isCancelled(environment)).toBe(false)
    }))

  it('keeps its job if the step was dead long before, because its runner was lost', () =>
    withEnvironment(RUNS_FOREVER, async (environment) => {
      await forceCancel(environment)
      const updatedAt = environment.clock.now()
      environment.github.repository.runs.set(8123, { attempt: 1, conclusion: 'cancelled', updatedAt })
      await sync(environment)
      expect(isCancelled(environment)).toBe(false)
    }))

  it('keeps its job if somebody has continued it with `command: wait`', () =>
    withEnvironment(RUNS_FOREVER, async (environment) => {
      await forceCancel(environment)
      const jobId = environment.forge.jobs[0]?.id ?? ''
      const waited = await environment.run({
        run: { id: 8200, actor: 'octocat' },
        with: { command: 'wait', spec: '', 'job-id': jobId, 'timeout-minutes': '10' },
      })
      environment.clock.advance(HOUR)
      await sync(environment)
      expect([waited.outputs['outcome'], isCancelled(environment)]).toEqual(['timed-out', false])
    }))

  it('keeps its job if the token may not read runs, and names the permission', () =>
    withEnvironment(
      { ...RUNS_FOREVER, github: { permissions: { actions: 'none' } } },
      async (environment) => {
        await forceCancel(environment)
        const result = await sync(environment)
        expect(isCancelled(environment)).toBe(false)
        expect(result.exitCode).toBe(0)
        expect(result.log).toContain('actions: read')
      },
    ))
})
