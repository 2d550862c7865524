import { expect, it } from '@jest/globals'
import { fasterClock, ManualClock } from './clock.ts'

it('runs as much faster as was asked', async () => {
  const clock = fasterClock(1_000_000)
  const start = clock.now()
  await clock.sleep(3_600_000)
  expect(clock.now() - start).toBeGreaterThanOrEqual(3_000_000)
})

it('stands still until it is moved, and wakes each sleeper at its own moment', async () => {
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
  expect([clock.now(), clock.asleep]).toEqual([250, 1])
})
