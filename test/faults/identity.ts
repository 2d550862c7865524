// npm run test:identity: several steps, runs and people work on one pull request in virtual time.

import { identityViolationsOf } from './identity-checks.ts'
import { formatIdentityEvidence } from './identity-messages.ts'
import { identitySchedules } from './identity-schedule.ts'
import { runIdentitySchedule } from './identity-simulation.ts'
import { runRandomSuite } from './random-suite.ts'

const totals = { jobs: 0, cancelled: 0 }
await runRandomSuite({
  name: 'identity',
  runs: 10_000,
  schedules: identitySchedules,
  run: async (schedule) => {
    const evidence = await runIdentitySchedule(schedule)
    totals.jobs += evidence.jobs.length
    totals.cancelled += evidence.calls.filter(({ kind }) => kind === 'cancelled').length
    return evidence
  },
  check: identityViolationsOf,
  format: formatIdentityEvidence,
  summarize: () => `${totals.jobs} jobs, ${totals.cancelled} cancelled`,
})
