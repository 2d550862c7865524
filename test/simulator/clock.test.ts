import { expect, it } from '@jest/globals'
import { createFastClock, ManualClock } from './clock.ts'

it('an accelerated clock runs faster than its base', async () => {
  const base = new ManualClock(5_000)
  const clock = createFastClock(100, base)
  let wokenAt: number | undefined
  void clock.sleep(3_000).then(() => {
    wokenAt = clock.now()
  })
  await base.advance(29)
  expect([clock.now(), wokenAt]).toEqual([7_900, undefined])
  await base.advance(1)
  expect([clock.now(), wokenAt]).toEqual([8_000, 8_000])
})

it('a manual clock only moves when advanced, and wakes each sleeper at its due time', async () => {
  const clock = new ManualClock(0)
  const woken: [name: string, at: number][] = []
  const sleeper = async (name: string, ...naps: number[]) => {
    for (const nap of naps) await clock.sleep(nap)
    woken.push([name, clock.now()])
  }
  void sleeper('late', 300)
  void sleeper('twice', 100, 100)
  void sleeper('early', 150)
  void sleeper('at once', 0)
  await clock.advance(250)
  expect(woken).toEqual([
    ['at once', 0],
    ['early', 150],
    ['twice', 200],
  ])
  expect([clock.now(), clock.sleeperCount]).toEqual([250, 1])
})
