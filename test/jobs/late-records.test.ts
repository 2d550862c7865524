import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { SPEC } from '../fakes/command-context.ts'
import { jobId, type JobLifecycle } from '../fakes/forge-api.ts'
import { FakePullRequest, type BackgroundRun } from '../fakes/pull-request.ts'

const MINUTE = 60_000
const JOB: JobLifecycle = {
  statuses: [
    [0, 'QUEUED'],
    [MINUTE, 'RUNNING'],
    [60 * MINUTE, 'SUCCESS'],
  ],
  model: 'ft:x',
  cancelDelayMs: 1_000,
}
const OTHER = SPEC.replace('1000', '2000')

let pullRequest: FakePullRequest
beforeEach(() => {
  pullRequest = new FakePullRequest(JOB)
  // The service accepts the first submission at once, and answers after half a minute.
  pullRequest.api.script = ({ operation }, nth) =>
    operation === 'create' && nth === 1 ? { durationMs: 30_000 } : undefined
  pullRequest.conversation.beforeCall = async () => {
    await pullRequest.clock.sleep(200)
    return undefined
  }
})
afterEach(() => pullRequest.stop())

/** `cancel-in-progress`: the next push cancels the run while it waits for the response to its submission. */
async function pushDuringSubmission(content: string): Promise<BackgroundRun> {
  const first = pullRequest.push(SPEC)
  while (pullRequest.api.jobs.length === 0) await pullRequest.clock.sleep(100)
  const second = pullRequest.push(content)
  await first.cancel()
  return second
}

describe('a job that only the post step has found, and leaves to the run of a newer commit', () => {
  it('is recorded with its proof', async () => {
    await pushDuringSubmission(OTHER)
    const jobs = Object.values(pullRequest.record.requests).flatMap((request) => request.jobs)
    expect(jobs.find(({ id }) => id === jobId(1))).toMatchObject({ provenance: 'recovered' })
  })

  it('is cancelled once the job of the newer commit runs, although that run has looked before', async () => {
    await pushDuringSubmission(OTHER)
    await pullRequest.advance(40)
    expect(pullRequest.summary).toMatchObject({ accepted: 2, cancelled: [1] })
  })

  it.each([10_000, 20_000, 30_000])(
    'is cancelled if it is recorded while others are being cancelled: the new job runs after %i ms',
    async (startMs) => {
      const { beforeCall } = pullRequest.conversation
      pullRequest.stop()
      pullRequest = new FakePullRequest({ statuses: [[0, 'QUEUED'], [startMs, 'RUNNING']], cancelDelayMs: MINUTE }) // prettier-ignore
      pullRequest.conversation.beforeCall = beforeCall
      pullRequest.api.script = ({ operation }, nth) =>
        operation === 'create' && nth === 2 ? { durationMs: Infinity } : undefined
      const first = pullRequest.push({ 'a.yml': SPEC, 'b.yml': OTHER })
      while (pullRequest.api.jobs.length < 2) await pullRequest.clock.sleep(100)
      await pullRequest.clock.sleep(10_000)
      pullRequest.push({ 'c.yml': SPEC.replace('1000', '3000') })
      await first.cancel()
      await pullRequest.advance(10)
      expect(pullRequest.summary).toMatchObject({ accepted: 3, cancelled: [1, 2] })
    },
  )

  it('goes on if that job fails before it runs', async () => {
    pullRequest.stop()
    const failing: JobLifecycle = { statuses: [[0, 'QUEUED'], [5 * MINUTE, 'FAILED']] } // prettier-ignore
    const { script } = pullRequest.api
    const { beforeCall } = pullRequest.conversation
    pullRequest = new FakePullRequest(JOB, failing)
    pullRequest.api.script = script
    pullRequest.conversation.beforeCall = beforeCall
    await pushDuringSubmission(OTHER)
    await pullRequest.advance(40)
    expect(pullRequest.summary).toMatchObject({ accepted: 2, cancelled: [] })
  })

  it('is cancelled when the pull request is closed', async () => {
    const second = await pushDuringSubmission(OTHER)
    await pullRequest.advance(5)
    await second.cancel()
    pullRequest.close(OTHER)
    await pullRequest.advance(5)
    expect(pullRequest.summary.cancelled).toEqual([1, 2])
  })

  it('is the success of the newer commit if it asks for the same', async () => {
    const second = await pushDuringSubmission(SPEC)
    await pullRequest.advance(80)
    expect(second.reported).toEqual(['succeeded', 1, 'reused'])
    expect(pullRequest.summary.accepted).toBe(1)
  })
})
