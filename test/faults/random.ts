// npm run test:random: runs the whole pipeline in virtual time with random faults.

import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { violationsOf } from './random-checks.ts'
import { schedules } from './random-schedule.ts'
import { formatEvidence } from './random-messages.ts'
import { runSchedule } from './random-simulation.ts'

const { values: flags } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    path: { type: 'string', default: '' },
  },
})
const runs = Number(flags.runs)
const seed = Number(flags.seed)
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  console.error('usage: node test/faults/random.ts [--runs N] [--seed S] [--path P]')
  process.exit(2)
}

// If the event loop runs empty, the process must not exit as if there were no violations.
process.exitCode = 1
// Preload the module with the YAML library, which is imported on demand; virtual time does not wait for file reads.
await import('../../src/job-spec/load.ts')

const startedMs = performance.now()
const totals = { count: 0, stopped: 0, exchanges: 0 }
const check = await fc.check(
  fc.asyncProperty(schedules, async (schedule) => {
    const evidence = await runSchedule(schedule)
    totals.count++
    totals.exchanges += evidence.traffic.length
    if (evidence.end !== 'completed') totals.stopped++
    const violations = violationsOf(evidence)
    if (violations.length > 0) throw new Error(violations.join('\n'))
  }),
  { seed, numRuns: runs, path: flags.path },
)
const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)

if (check.failed) {
  const [schedule] = check.counterexample ?? []
  console.log(`violated after ${check.numRuns} schedules and ${check.numShrinks} shrinking steps:\n`)
  if (schedule === undefined) console.log(check.errorInstance)
  else console.log(formatEvidence(await runSchedule(schedule), violationsOf))
  console.log(
    `\nto repeat: node test/faults/random.ts --seed ${seed} --runs ${runs} --path ${check.counterexamplePath ?? ''}`,
  )
}
console.log(
  `random: ${totals.count} schedules (${totals.stopped} stopped early), ${totals.exchanges} exchanges, ${check.failed ? 'VIOLATED' : '0 violations'}, seed ${seed}, ${seconds} s`,
)
process.exitCode = check.failed ? 1 : 0
