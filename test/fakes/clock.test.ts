import { describe, expect, it } from '@jest/globals'
import { seededRandom } from './random.ts'
import { VirtualClock } from './clock.ts'

describe('VirtualClock', () => {
  it('wakes sleepers in the order of their due time, not of their calls', async () => {
    const clock = new VirtualClock()
    const woken: [string, number][] = []
    const nap = async (name: string, ...naps: number[]) => {
      for (const ms of naps) {
        await clock.sleep(ms)
        woken.push([name, clock.now()])
      }
    }
    await Promise.all([nap('long', 10_000), nap('short', 1_000, 1_000, 9_000), nap('same', 10_000)])
    expect(woken).toEqual([
      ['short', 1_000],
      ['short', 2_000],
      ['long', 10_000],
      ['same', 10_000],
      ['short', 11_000],
    ])
    expect(clock.sleeps).toEqual([10_000, 1_000, 10_000, 1_000, 9_000])
  })

  it('moves the wall clock along with the monotonic one', async () => {
    const clock = new VirtualClock(1_000_000)
    await clock.sleep(86_400_000)
    expect([clock.now(), clock.wall()]).toEqual([86_400_000, 87_400_000])
  })

  it('does not advance for background sleepers', async () => {
    const clock = new VirtualClock()
    const over = new AbortController()
    const woken: number[] = []
    const idling = (async () => {
      while (!over.signal.aborted) {
        await clock.sleepUnref(1_000, over.signal)
        woken.push(clock.now())
      }
    })()
    await clock.sleep(2_500)
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect([clock.now(), woken]).toEqual([2_500, [1_000, 2_000]])
    over.abort()
    await idling
  })

  it('ends an aborted sleep at once without advancing', async () => {
    const clock = new VirtualClock()
    const stop = new AbortController()
    const sleeping = clock.sleep(60_000, stop.signal)
    expect(clock.sleeperCount).toBe(1)
    stop.abort()
    await sleeping
    await clock.sleep(60_000, stop.signal)
    expect([clock.now(), clock.sleeperCount]).toEqual([0, 0])
  })
})

describe('seededRandom', () => {
  it('repeats for the same seed, stays in range and is evenly distributed', () => {
    const draw = (seed: number) => Array.from({ length: 1000 }, seededRandom(seed))
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
    expect(draw(7).every((number) => number >= 0 && number < 1)).toBe(true)
    const tenths = new Set(draw(7).map((number) => Math.floor(number * 10)))
    expect(tenths.size).toBe(10)
  })
})
