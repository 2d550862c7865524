import { afterEach, describe, expect, it } from '@jest/globals'
import { createCodec } from '../../src/state/record-codec.ts'
import { SPEC } from '../fakes/command-context.ts'
import { FakePullRequest } from '../fakes/pull-request.ts'
import { seededRandom } from '../fakes/random.ts'

const MINUTE = 60_000
const SECOND_COMMENT = createCodec('k2', '7001#7', 'forge-key')

let pullRequest: FakePullRequest
afterEach(() => pullRequest.stop())

/**
 * Workflows of one push, each with a comment of its own, want the same. Resolves to how many minutes they take to decide.
 */
async function decide(
  requestMs: number,
  seed: number,
  owners: readonly string[] = ['first', 'second'],
): Promise<number> {
  pullRequest = new FakePullRequest({ statuses: [[0, 'RUNNING']] })
  const { clock, conversation } = pullRequest
  const random = seededRandom(seed)
  conversation.beforeCall = async () => {
    await clock.sleep(requestMs * (0.7 + 0.6 * random()))
    return undefined
  }
  const [owner, other] = owners
  const runs = [pullRequest.push(SPEC, { owner })]
  await clock.sleep(1_000)
  if (other !== undefined) runs.push(pullRequest.startRun(SPEC, { owner: other, codec: SECOND_COMMENT }))
  const isDecided = (): boolean =>
    runs.every(({ reporter }) => reporter.states.every(({ job, outcome }) => job ?? outcome))
  for (let minutes = 1; ; minutes++) {
    await clock.sleep(MINUTE)
    if (isDecided() || minutes === 340) return minutes
  }
}

it('two claims at a fast GitHub are decided within a minute', async () => {
  for (const seed of [11, 222, 3333, 44444]) {
    expect(await decide(200, seed)).toBe(1)
    expect(pullRequest.jobs.accepted).toHaveLength(1)
    pullRequest.stop()
  }
})

describe('two claims at a slow GitHub', () => {
  it.each([
    [1_500, 5],
    [2_000, 5],
    [2_500, 5],
    [3_000, 5],
    [3_500, 5],
    [4_500, 10],
  ])('do not give way to each other for ever: %i ms a request', async (ms, maxMinutes) => {
    for (let seed = 1; seed <= 6; seed++) {
      expect(await decide(ms, seed * 77)).toBeLessThanOrEqual(maxMinutes)
      expect(pullRequest.jobs.accepted).toHaveLength(1)
      pullRequest.stop()
    }
  })
})

it('one claim at a very slow GitHub is decided in two minutes', async () => {
  expect(await decide(6_000, 77, ['first'])).toBeLessThanOrEqual(2)
  expect(pullRequest.jobs.accepted).toHaveLength(1)
})
