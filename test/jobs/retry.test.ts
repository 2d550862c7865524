import { describe, expect, it } from '@jest/globals'
import { type Acquaintance, persistently } from '../../src/jobs/retry.ts'
import type { Failure, Reply } from '../../src/jobs/api.ts'
import { TEST_START_MS, UP_MS, VirtualClock } from '../fakes/clock.ts'
import { LOST, answered } from '../fakes/forge-api.ts'

/** Asks a service that fails in the given way at first and then for ever as the last one says. */
async function ask(
  answers: readonly (Failure | 'fine')[],
  untilMs: number,
  acquaintance: Acquaintance = 'read-before',
) {
  const clock = new VirtualClock(TEST_START_MS, UP_MS)
  const askedMs: number[] = []
  const request = (): Promise<Reply<string>> => {
    const answer = answers[Math.min(askedMs.length, answers.length - 1)]!
    askedMs.push(clock.now() - UP_MS)
    return Promise.resolve(answer === 'fine' ? { ok: true, value: 'fine' } : { ok: false, failure: answer })
  }
  const reply = await persistently(request, acquaintance, {
    clock,
    random: () => 1,
    untilMs: UP_MS + untilMs,
  })
  return { reply, askedMs, endMs: clock.now() - UP_MS }
}

describe('a request that is safe to repeat', () => {
  it('is repeated at growing gaps until it is answered', async () => {
    const { reply, askedMs } = await ask([LOST, answered(503), LOST, 'fine'], 60_000)
    expect(reply).toEqual({ ok: true, value: 'fine' })
    expect(askedMs).toEqual([0, 1_000, 3_000, 7_000])
  })

  it('ends before the time is over, with the last failure', async () => {
    const { reply, askedMs, endMs } = await ask([LOST, answered(502)], 10_000)
    expect(reply).toEqual({ ok: false, failure: answered(502) })
    expect(askedMs).toEqual([0, 1_000, 3_000, 7_000])
    expect(endMs).toBeLessThanOrEqual(10_000)
  })

  it('is made at the very end of the time, too', async () => {
    expect((await ask([LOST], 3_000)).askedMs).toEqual([0, 1_000, 3_000])
  })

  it('obeys a wish to be left alone, also past the end of the time', async () => {
    const { askedMs } = await ask([answered(429, { retryAfterMs: 20_000 }), 'fine'], 30_000)
    expect(askedMs).toEqual([0, 20_000])
    const past = await ask([answered(429, { retryAfterMs: 31_000 }), 'fine'], 30_000)
    expect(past.askedMs).toEqual([0])
  })

  it('does not believe two times no, however long they are apart', async () => {
    const no = answered(401, { retryAfterMs: 130_000 })
    expect((await ask([no, no, 'fine'], 600_000)).reply).toEqual({ ok: true, value: 'fine' })
  })

  it('believes a no at once on first contact, and after a while from a service that said yes before', async () => {
    expect((await ask([answered(401)], 600_000, 'first-contact')).askedMs).toEqual([0])
    const { askedMs, reply } = await ask([answered(401)], 600_000)
    expect(reply.ok).toBe(false)
    expect(askedMs.length).toBeGreaterThanOrEqual(5)
    expect(askedMs.at(-1)).toBeGreaterThanOrEqual(120_000)
    expect(askedMs.at(-2)).toBeLessThan(120_000)
  })
})
