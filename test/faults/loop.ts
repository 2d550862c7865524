// npm run test:loop: runs many jobs of one step in virtual time, with random faults of both services.

import { violationsOf } from './loop-checks.ts'
import { formatLoopEvidence } from './loop-messages.ts'
import { loopSchedules } from './loop-schedule.ts'
import { runLoopSchedule } from './loop-simulation.ts'
import { runRandomSuite } from './random-suite.ts'

let exchanges = 0
await runRandomSuite({
  name: 'loop',
  runs: 10_000,
  schedules: loopSchedules,
  run: async (schedule) => {
    const evidence = await runLoopSchedule(schedule)
    exchanges += evidence.exchanges.length
    return evidence
  },
  check: violationsOf,
  format: formatLoopEvidence,
  summarize: () => `${exchanges} exchanges`,
})
