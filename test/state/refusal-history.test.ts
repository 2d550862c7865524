import { describe, expect, it } from '@jest/globals'
import type { GitHubResult } from '../../src/state/github.ts'
import { retryGitHub } from '../../src/state/retry-github.ts'
import { RefusalHistory, type Access } from '../../src/state/refusal-history.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { BAD_GATEWAY, FORBIDDEN, NOT_FOUND } from '../fakes/comment-store.ts'

const SUCCESS: GitHubResult<string> = { ok: true, value: 'yes' }

function createHistory() {
  const clock = new VirtualClock()
  const history = new RefusalHistory(clock)
  const assess = (result: GitHubResult<string>, access: Access = 'read', scope = 'comments') =>
    history.assess(result, scope, access)
  /** Whether the results of these refusals, each so many seconds after the previous one, are permanent. */
  const refuse = async (delaysS: readonly number[], access: Access = 'read', scope = 'comments') => {
    const believed: boolean[] = []
    for (const delayS of delaysS) {
      await clock.sleep(delayS * 1000)
      const result = assess(FORBIDDEN, access, scope)
      believed.push(!result.ok && result.isPermanent)
    }
    return believed
  }
  return { clock, assess, refuse }
}

describe.each<Access>(['read', 'write'])('a refused %s', (access) => {
  it('is believed at the third refusal, 30 s after the first', async () => {
    expect(await createHistory().refuse([0, 1, 29], access)).toEqual([false, false, true])
    expect(await createHistory().refuse([0, 1, 28.9, 0.1], access)).toEqual([false, false, false, true])
    expect(await createHistory().refuse([0, 60, 0], access)).toEqual([false, false, true])
  })

  it('is counted anew after a success, but not after an outage', async () => {
    const { assess, refuse } = createHistory()
    await refuse([0, 40], access)
    expect(assess(BAD_GATEWAY, access)).toBe(BAD_GATEWAY)
    expect(await refuse([0], access)).toEqual([true])
    assess(SUCCESS, 'write')
    if (access === 'write') expect(await refuse([0, 1, 1], access)).toEqual([false, false, false])
  })

  it('does not count for another scope', async () => {
    const { refuse } = createHistory()
    await refuse([0, 40], access)
    expect(await refuse([0], access, 'statuses')).toEqual([false])
  })
})

describe('a refused read', () => {
  it('is never believed if a read has succeeded', async () => {
    const { assess, refuse } = createHistory()
    expect(assess(SUCCESS)).toBe(SUCCESS)
    expect(await refuse([0, 60, 600, 3600])).toEqual([false, false, false, false])
  })

  it('is believed if only a write has succeeded', async () => {
    const { assess, refuse } = createHistory()
    assess(SUCCESS, 'write')
    expect(await refuse([0, 60, 1])).toEqual([false, false, true])
  })
})

it('a refused write is believed even if a read has succeeded, because it has a permission of its own', async () => {
  const { assess, refuse } = createHistory()
  assess(SUCCESS)
  expect(await refuse([0, 29, 1], 'write')).toEqual([false, false, true])
})

it('a refusal keeps its message, and whether something is missing', () => {
  const { assess } = createHistory()
  expect(assess(NOT_FOUND)).toEqual({ ...NOT_FOUND, isPermanent: false })
})

describe('a request that is retried', () => {
  /** Retries a request for up to two minutes that is refused until `refusedMs`. */
  async function retry(refusedMs: number, before: readonly GitHubResult<string>[] = []) {
    const { clock, assess } = createHistory()
    for (const result of before) assess(result)
    const request = () => Promise.resolve(assess(clock.now() < refusedMs ? FORBIDDEN : SUCCESS))
    const result = await retryGitHub(request, { clock, random: () => 1, untilMs: 120_000 })
    return { result, endMs: clock.now() }
  }

  it('survives a token that is refused for its first seconds', async () => {
    expect(await retry(25_000)).toEqual({ result: SUCCESS, endMs: 31_000 })
  })

  it('gives up after half a minute of refusals', async () => {
    expect(await retry(Infinity)).toEqual({ result: FORBIDDEN, endMs: 31_000 })
  })

  it('is retried to the deadline if it succeeded before', async () => {
    expect(await retry(Infinity, [SUCCESS])).toEqual({
      result: { ...FORBIDDEN, isPermanent: false },
      endMs: 91_000,
    })
  })
})
