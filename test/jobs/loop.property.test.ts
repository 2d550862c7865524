import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { violationsOf } from '../faults/loop-checks.ts'
import { loopSchedules } from '../faults/loop-schedule.ts'
import { runLoopSchedule } from '../faults/loop-simulation.ts'

const SEED = 20_261_128
const RUNS = 250

// Preload the module with the YAML library, which is imported on demand; virtual time does not wait for file reads.
beforeAll(() => import('../../src/job-spec/load.ts'))

describe('the loop of submissions, watched and superseded jobs', () => {
  // `npm run test:loop` runs 10,000 other schedules.
  it('keeps every promise for each job under random faults of both services', async () => {
    await fc.assert(
      fc.asyncProperty(loopSchedules, async (schedule) => {
        expect(violationsOf(await runLoopSchedule(schedule))).toEqual([])
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })
})
