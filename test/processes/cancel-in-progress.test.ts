import { describe, expect, it } from '@jest/globals'
import { cancelledSteps, specOf, submittedSteps } from '../e2e/pushes.ts'
import { withEnvironment, PULL_REQUEST, SPEC_FILE, type TestEnvironment } from '../e2e/test-environment.ts'
import { pullRequestEvent } from '../simulator/runner/events.ts'
import type { StepResult } from '../simulator/runner/step.ts'

const MINUTE = 60_000
/** Real time. A slow machine must not turn a cancelled step into a killed one. */
const SIGNAL_DELAYS = { terminateAfterMs: 120_000, killAfterMs: 60_000 }
const OLD_HEAD = 'a'.repeat(40)
const NEW_HEAD = 'f'.repeat(40)

/** Each job starts after five minutes and trains for three hours. */
const timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 5 * MINUTE, status: 'RUNNING' },
  { afterMs: 180 * MINUTE, status: 'SUCCESS' },
]

/** Pushes to the pull request. */
function pushCommit({ github }: TestEnvironment, sha: string): void {
  const pull = github.repository.issues.get(PULL_REQUEST)?.pull
  if (pull) pull.head.sha = sha
}

const runFor = (environment: TestEnvironment, id: number, headSha: string, cancelAfterMs?: number) =>
  environment.run({
    event: pullRequestEvent({ number: PULL_REQUEST, action: 'synchronize', headSha }),
    run: { id, actor: 'octocat' },
    cancelAfterMs,
    signalDelays: SIGNAL_DELAYS,
  })

/**
 * A push while a run is at work: `cancel-in-progress` cancels that run, and starts the new one when it has ended. `change`
 * changes the files of the new commit.
 */
async function pushWhileTraining(
  environment: TestEnvironment,
  change: () => void,
): Promise<{ readonly cancelled: StepResult; readonly next: StepResult }> {
  void environment.clock.sleep(19 * MINUTE).then(() => pushCommit(environment, NEW_HEAD))
  const cancelled = await runFor(environment, 8123, OLD_HEAD, 20 * MINUTE)
  expect(cancelled.conclusion).toBe('cancelled')
  expect(cancelled.post?.exitCode).toBe(0)
  expect(cancelled.post?.log).toContain('The pull request has a newer commit')
  // The job is kept until the new run has decided.
  expect(cancelledSteps(environment)).toEqual([])
  change()
  return { cancelled, next: await runFor(environment, 8124, NEW_HEAD) }
}

describe('with cancel-in-progress, a push', () => {
  it('that does not change the spec keeps the job, and the new run follows it', () =>
    withEnvironment({ forge: { timeline }, clockSpeed: 1 }, async (environment) => {
      const { cancelled, next } = await pushWhileTraining(environment, () => undefined)
      const { id } = environment.forge.accepted[0] ?? {}
      expect(cancelled.outputs['job-id']).toBe(id)
      expect(next.exitCode).toBe(0)
      expect(next.outputs).toMatchObject({ outcome: 'succeeded', 'job-id': id, reused: 'true' })
      expect(submittedSteps(environment)).toEqual([1000])
      expect(cancelledSteps(environment)).toEqual([])
      expect(environment.comments).toEqual([expect.stringContaining('· trained')])
    }))

  it('that changes the spec trains the new one, and ends the old job once the new one runs', () =>
    withEnvironment({ forge: { timeline }, clockSpeed: 1 }, async (environment) => {
      const { forge } = environment
      const statusesAtCancel: (string | undefined)[] = []
      const when = (): boolean => {
        statusesAtCancel.push(forge.accepted[1]?.status)
        return false
      }
      forge.addFault({ kind: 'delay', on: { operation: 'cancel', when } })
      const { next } = await pushWhileTraining(environment, () => environment.write(SPEC_FILE, specOf(2000)))
      expect(next.exitCode).toBe(0)
      expect(next.outputs).toMatchObject({
        outcome: 'succeeded',
        'job-id': forge.accepted[1]?.id,
        reused: 'false',
      })
      expect(submittedSteps(environment)).toEqual([1000, 2000])
      expect(cancelledSteps(environment)).toEqual([1000])
      expect(statusesAtCancel).toEqual(['RUNNING'])
      expect(environment.comments).toEqual([expect.stringContaining('· trained')])
    }))
})
