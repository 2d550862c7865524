import { describe, expect, it } from '@jest/globals'
import { isOver, limitTime, momentOf, type Clock } from '../../src/jobs/clock.ts'
import { VirtualClock } from '../fakes/clock.ts'

/** What is left of a limit of 30 s after 10 s, if the clocks of the machine have moved by this much more. */
async function leftAfter(shiftMs: { readonly now: number; readonly wall: number }) {
  const time = new VirtualClock()
  let [nowMs, wallMs] = [0, 0]
  const clock: Clock = {
    now: () => time.now() + nowMs,
    wall: () => time.wall() + wallMs,
    sleep: (ms) => time.sleep(ms),
  }
  const limit = limitTime(clock, momentOf(clock), 30_000)
  await limit.clock.sleep(10_000)
  nowMs = shiftMs.now
  wallMs = shiftMs.wall
  return { leftMs: limit.deadlineMs - limit.clock.now(), isOver: isOver(limit) }
}

describe('a time limit', () => {
  it.each([
    ['nothing but time has passed', { now: 0, wall: 0 }, { leftMs: 20_000, isOver: false }],
    ['the machine has slept', { now: 0, wall: 20_000 }, { leftMs: 0, isOver: true }],
    ['its wall clock was set back', { now: 0, wall: -3_600_000 }, { leftMs: 20_000, isOver: false }],
  ])('counts by the clock that counted more: %s', async (_, shiftMs, expected) => {
    expect(await leftAfter(shiftMs)).toEqual(expected)
  })
})
