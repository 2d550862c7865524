import { describe, expect, it } from '@jest/globals'
import { SPEC } from '../fakes/command-context.ts'
import { ownerOf } from '../fakes/owners.ts'
import { FakePullRequest, type BackgroundRun } from '../fakes/pull-request.ts'

const MINUTE = 60_000
const LATENCY_MS = 100
const specOf = (steps: number): string => SPEC.replace('1000', String(steps))
const OTHER = ownerOf('evaluate', 'train')
const TRAINING = {
  statuses: [
    [0, 'QUEUED'],
    [MINUTE, 'RUNNING'],
    [90 * MINUTE, 'SUCCESS'],
  ],
  model: 'ft:x',
} as const

/**
 * Two runs of one spec, the first of which is suspended at this time after its start. `postMs`: how long the second one waits
 * for the answer to its submission.
 */
async function suspendAt(
  atMs: number,
  what: 'process' | 'machine',
  durationMs = 60 * MINUTE,
  postMs = LATENCY_MS,
) {
  const pullRequest = new FakePullRequest(TRAINING)
  const { clock, conversation } = pullRequest
  conversation.afterCall = async () => {
    await clock.sleep(LATENCY_MS)
    return undefined
  }
  pullRequest.pullRequestLatencyMs = LATENCY_MS
  pullRequest.api.script = ({ operation }) => ({
    durationMs: operation === 'create' ? postMs : LATENCY_MS,
  })
  const first = pullRequest.push(SPEC)
  await clock.sleep(atMs)
  first.suspend(durationMs, what)
  const second = pullRequest.startRun(SPEC)
  const results = await Promise.all([first, second].map((run: BackgroundRun) => run.completed))
  return {
    accepted: pullRequest.jobs.accepted.length,
    cancelled: pullRequest.jobs.cancelled.length,
    outcomes: results.map(({ outcome }) => outcome),
  }
}

/** One in the middle of each call. */
function momentsFrom(startMs: number, endMs: number): readonly number[] {
  const count = (endMs - startMs) / LATENCY_MS
  return Array.from({ length: count }, (_, n) => startMs + (n + 0.5) * LATENCY_MS)
}

describe.each(['process', 'machine'] as const)('a runner whose %s is suspended for an hour', (what) => {
  // Until its claim is written, and from the end of the wait after it until the response to its submission.
  const times = [...momentsFrom(0, 1_500), ...momentsFrom(6_000, 8_500)]

  it.each(times)('after %i ms submits nothing that another run has submitted meanwhile', async (atMs) => {
    expect(await suspendAt(atMs, what)).toEqual({
      accepted: 1,
      cancelled: 0,
      outcomes: ['succeeded', 'succeeded'],
    })
  })
})

describe.each(['process', 'machine'] as const)('a runner whose %s is suspended for some seconds', (what) => {
  const cases = momentsFrom(0, 1_500).flatMap((atMs) => [10_000, 20_000].map((ms) => [atMs, ms] as const))

  it.each(cases)('after %i ms for %i ms waits for a submission under way', async (atMs, durationMs) => {
    expect(await suspendAt(atMs, what, durationMs, 25_000)).toEqual({
      accepted: 1,
      cancelled: 0,
      outcomes: ['succeeded', 'succeeded'],
    })
  })
})

/**
 * A runner that is suspended at this time after the push whose job runs at once, which replaces the job of the push before.
 * Meanwhile another step begins to follow the job that is to be replaced.
 */
async function suspendReplacing(atMs: number, what: 'process' | 'machine') {
  const pullRequest = new FakePullRequest({ statuses: [[0, 'RUNNING']], cancelDelayMs: 1_000 })
  const { clock, conversation, api } = pullRequest
  conversation.afterCall = async () => {
    await clock.sleep(LATENCY_MS)
    return undefined
  }
  api.script = () => ({ durationMs: LATENCY_MS })
  pullRequest.push(SPEC, { inputs: { waitFor: 'started' } })
  await pullRequest.advance(5)
  const second = pullRequest.push(specOf(2))
  await clock.sleep(atMs)
  second.suspend(3 * MINUTE, what)
  await clock.sleep(65_000)
  const byHand = pullRequest.startRun(SPEC, { isNotHead: true, owner: OTHER })
  await pullRequest.advance(10)
  const [outcome] = byHand.reported
  pullRequest.stop()
  return outcome
}

describe.each(['process', 'machine'] as const)('a runner whose %s is suspended for some minutes', (what) => {
  // From before the cancellation is announced until after it is requested.
  it.each(momentsFrom(12_000, 14_500))(
    '%i ms after a push cancels no job that somebody follows meanwhile',
    async (atMs) => {
      expect(await suspendReplacing(atMs, what)).toBe('running')
    },
  )
})
