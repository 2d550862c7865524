import { describe, expect, it } from '@jest/globals'
import { patiently, type GitHubReply } from '../../src/state/comment-store.ts'
import { VirtualClock } from '../fakes/clock.ts'
import { FORBIDDEN, GONE, PASSING } from '../fakes/comment-store.ts'

const YES: GitHubReply<string> = { ok: true, value: 'yes' }

/** Asks a GitHub that gives these answers, the last one for ever, and takes its time for each. */
async function ask(answers: readonly GitHubReply<string>[], patienceMs = 120_000, latencyMs = 0) {
  const clock = new VirtualClock()
  const askedMs: number[] = []
  const reply = await patiently(
    async () => {
      const answer = answers[Math.min(askedMs.length, answers.length - 1)] ?? YES
      askedMs.push(clock.now())
      if (latencyMs > 0) await clock.sleep(latencyMs)
      return answer
    },
    clock,
    patienceMs,
  )
  return { reply, askedMs, endMs: clock.now() }
}

describe('asking GitHub with patience', () => {
  it.each([YES, FORBIDDEN, GONE])('takes an answer that stays as it is at once: %j', async (answer) => {
    expect(await ask([answer])).toEqual({ reply: answer, askedMs: [0], endMs: 0 })
  })

  it('asks again at growing gaps while that may help', async () => {
    const { reply, askedMs } = await ask([PASSING, PASSING, PASSING, YES])
    expect(reply).toBe(YES)
    expect(askedMs).toEqual([0, 2_000, 6_000, 14_000])
  })

  it('stops where asking again cannot help any more', async () => {
    const { reply, askedMs } = await ask([PASSING, FORBIDDEN, YES])
    expect(reply).toBe(FORBIDDEN)
    expect(askedMs).toEqual([0, 2_000])
  })

  it('gives up in time, after at most one question each 30 s', async () => {
    const { reply, askedMs, endMs } = await ask([PASSING])
    expect(reply).toBe(PASSING)
    expect(askedMs).toEqual([0, 2_000, 6_000, 14_000, 30_000, 60_000, 90_000, 120_000])
    expect(endMs).toBe(120_000)
  })

  it('counts the time that the answers take', async () => {
    const { askedMs } = await ask([PASSING], 60_000, 15_000)
    expect(askedMs).toEqual([0, 17_000, 36_000, 59_000])
  })

  it('never asks before GitHub wants to be asked again', async () => {
    const { reply, askedMs } = await ask([{ ...PASSING, retryAfterMs: 50_000 }, PASSING, YES])
    expect(reply).toBe(YES)
    expect(askedMs).toEqual([0, 50_000, 54_000])
  })

  it('is not shortened by a GitHub that wants to be asked at once', async () => {
    const { askedMs } = await ask([{ ...PASSING, retryAfterMs: 1 }, YES])
    expect(askedMs).toEqual([0, 2_000])
  })

  it('does not wait for a moment that is too late', async () => {
    const limited = { ...PASSING, retryAfterMs: 120_001 }
    expect(await ask([limited, YES])).toEqual({ reply: limited, askedMs: [0], endMs: 0 })
    expect(await ask([{ ...PASSING, retryAfterMs: 120_000 }, YES])).toMatchObject({
      reply: YES,
      endMs: 120_000,
    })
  })
})
