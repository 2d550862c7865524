import { describe, expect, it } from '@jest/globals'
import { retryGitHub } from '../../src/state/retry-github.ts'
import type { GitHubResult } from '../../src/state/github.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, NOT_FOUND, BAD_GATEWAY } from '../fakes/comment-store.ts'

const SUCCESS: GitHubResult<string> = { ok: true, value: 'yes' }

/** Retries a request that returns these results in turn, the last one repeatedly. */
async function run(results: readonly GitHubResult<string>[], timeoutMs = 120_000, latencyMs = 0) {
  const clock = new VirtualClock()
  const requestedAtMs: number[] = []
  const result = await retryGitHub(
    async () => {
      const next = results[Math.min(requestedAtMs.length, results.length - 1)] ?? SUCCESS
      requestedAtMs.push(clock.now())
      if (latencyMs > 0) await clock.sleep(latencyMs)
      return next
    },
    { clock, random: () => 1, untilMs: clock.now() + timeoutMs },
  )
  return { result, requestedAtMs, endMs: clock.now() }
}

describe('retryGitHub', () => {
  it.each([SUCCESS, FORBIDDEN, NOT_FOUND])(
    'returns success and permanent errors at once: %j',
    async (next) => {
      expect(await run([next])).toEqual({ result: next, requestedAtMs: [0], endMs: 0 })
    },
  )

  it('retries transient errors with backoff', async () => {
    const { result, requestedAtMs } = await run([BAD_GATEWAY, BAD_GATEWAY, BAD_GATEWAY, SUCCESS])
    expect(result).toBe(SUCCESS)
    expect(requestedAtMs).toEqual([0, 1_000, 3_000, 7_000])
  })

  it('stops after a permanent error', async () => {
    const { result, requestedAtMs } = await run([BAD_GATEWAY, FORBIDDEN, SUCCESS])
    expect(result).toBe(FORBIDDEN)
    expect(requestedAtMs).toEqual([0, 1_000])
  })

  it('waits at most 30 s between attempts and gives up at the timeout', async () => {
    const { result, requestedAtMs, endMs } = await run([BAD_GATEWAY])
    expect(result).toBe(BAD_GATEWAY)
    expect(requestedAtMs).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000, 61_000, 91_000])
    expect(endMs).toBe(91_000)
  })

  it('counts the duration of the requests', async () => {
    const { requestedAtMs } = await run([BAD_GATEWAY], 60_000, 15_000)
    expect(requestedAtMs).toEqual([0, 16_000, 33_000, 52_000])
  })

  it('honours Retry-After', async () => {
    const { result, requestedAtMs } = await run([
      { ...BAD_GATEWAY, retryAfterMs: 50_000 },
      BAD_GATEWAY,
      SUCCESS,
    ])
    expect(result).toBe(SUCCESS)
    expect(requestedAtMs).toEqual([0, 50_000, 52_000])
  })

  it('does not shorten the backoff for a smaller Retry-After', async () => {
    const { requestedAtMs } = await run([{ ...BAD_GATEWAY, retryAfterMs: 1 }, SUCCESS])
    expect(requestedAtMs).toEqual([0, 1_000])
  })

  it('gives up at once if Retry-After exceeds the timeout', async () => {
    const limited = { ...BAD_GATEWAY, retryAfterMs: 120_001 }
    expect(await run([limited, SUCCESS])).toEqual({ result: limited, requestedAtMs: [0], endMs: 0 })
    expect(await run([{ ...BAD_GATEWAY, retryAfterMs: 120_000 }, SUCCESS])).toMatchObject({
      result: SUCCESS,
      endMs: 120_000,
    })
  })
})
