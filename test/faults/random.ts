// npm run test:random: runs the whole pipeline in virtual time with random faults.

import { violationsOf } from './random-checks.ts'
import { formatEvidence } from './random-messages.ts'
import { schedules } from './random-schedule.ts'
import { runSchedule } from './random-simulation.ts'
import { runRandomSuite } from './random-suite.ts'

const totals = { stopped: 0, exchanges: 0 }
await runRandomSuite({
  name: 'random',
  runs: 2_000,
  schedules,
  run: async (schedule) => {
    const evidence = await runSchedule(schedule)
    totals.exchanges += evidence.traffic.length
    if (evidence.end !== 'completed') totals.stopped++
    return evidence
  },
  check: violationsOf,
  format: formatEvidence,
  summarize: () => `${totals.stopped} stopped early, ${totals.exchanges} exchanges`,
})
