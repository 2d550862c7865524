import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { SPEC } from '../fakes/command-context.ts'
import { BAD_GATEWAY } from '../fakes/comment-store.ts'
import { httpError, type Fault } from '../fakes/forge-api.ts'
import { FakePullRequest, type BackgroundRun } from '../fakes/pull-request.ts'

const TRAINING = { statuses: [[0, 'QUEUED'], [1, 'RUNNING'], [36_000_000, 'SUCCESS']], cancelDelayMs: 1_000 } as const // prettier-ignore
const UNANSWERED: Fault = { durationMs: Infinity }

let pullRequest: FakePullRequest
let isServiceDown: boolean
let isGitHubDown: boolean
beforeEach(() => {
  isServiceDown = false
  isGitHubDown = false
  pullRequest = new FakePullRequest(TRAINING)
  pullRequest.api.script = ({ operation }, nth) => {
    if (operation === 'create' && nth === 1) return UNANSWERED
    return operation === 'cancel' && isServiceDown ? { error: httpError(503), durationMs: 2_000 } : undefined
  }
  pullRequest.conversation.beforeCall = async () => {
    await pullRequest.clock.sleep(200)
    return isGitHubDown ? BAD_GATEWAY : undefined
  }
})
afterEach(() => pullRequest.stop())

/** Starts a step, and cancels it while it waits for the response to its submission. */
async function cancelDuringSubmission({
  onSubmission = (): unknown => undefined,
  afterMs = 0,
} = {}): Promise<{ isOver: Promise<unknown> }> {
  const first = pullRequest.push(SPEC, { owner: 'first' })
  while (pullRequest.api.jobs.length === 0) await pullRequest.clock.sleep(100)
  onSubmission()
  await pullRequest.clock.sleep(afterMs)
  return { isOver: first.cancel() }
}

/** Jobs that the service has agreed to stop, and those that go on. */
const stoppedAndLive = (): readonly (readonly string[])[] =>
  [true, false].map((isStopped) =>
    pullRequest.api.jobs
      .filter((job) => (job.cancelRequestedMs !== undefined) === isStopped)
      .map(({ id }) => id),
  )

/** Whether a step follows the only job that goes on. */
function isServed(step: BackgroundRun): boolean {
  const [, live = []] = stoppedAndLive()
  const followed = step.reporter.states.map(({ job }) => job?.id)
  return live.length === 1 && followed.length === 1 && followed[0] === live[0]
}

describe('the job of an unanswered submission, which no record names', () => {
  it.each([150, 170, 180, 190, 200])(
    'is not cancelled under a step that has found it, too: started %i s after the submission',
    async (startS) => {
      isServiceDown = true
      const startMs = pullRequest.clock.now()
      const { isOver } = await cancelDuringSubmission({
        onSubmission: () => (isGitHubDown = true),
        afterMs: 130_000,
      })
      const sleepUntil = (s: number) => pullRequest.clock.sleep(startMs + s * 1000 - pullRequest.clock.now())
      await sleepUntil(140)
      isGitHubDown = false
      await sleepUntil(startS)
      const other = pullRequest.startRun(SPEC, { owner: 'other' })
      await sleepUntil(startS + 30)
      isServiceDown = false
      await isOver
      await pullRequest.advance(20)
      expect(isServed(other)).toBe(true)
    },
  )
})
