// npm run test:random: the whole pipeline in virtual time, under schedules of faults that chance makes.

import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { violationsOf } from './random-checks.ts'
import { schedules } from './random-schedule.ts'
import { scriptOf } from './random-messages.ts'
import { play } from './random-world.ts'

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

// A run that ends in the middle, because nothing is left to wait for, must not look like one without violations.
process.exitCode = 1
// The room with the YAML library is loaded when it is needed first; virtual time does not wait for files.
await import('../../src/job-spec/load.ts')

const startedMs = performance.now()
const played = { count: 0, stopped: 0, exchanges: 0 }
const found = await fc.check(
  fc.asyncProperty(schedules, async (schedule) => {
    const evidence = await play(schedule)
    played.count++
    played.exchanges += evidence.traffic.length
    if (evidence.end !== 'by itself') played.stopped++
    const violations = violationsOf(evidence)
    if (violations.length > 0) throw new Error(violations.join('\n'))
  }),
  { seed, numRuns: runs, path: flags.path },
)
const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)

if (found.failed) {
  const [schedule] = found.counterexample ?? []
  console.log(
    `violated after ${found.numRuns} schedules and ${found.numShrinks} steps of making it smaller:\n`,
  )
  if (schedule === undefined) console.log(found.errorInstance)
  else console.log(scriptOf(await play(schedule), violationsOf))
  console.log(
    `\nagain: node test/faults/random.ts --seed ${seed} --runs ${runs} --path ${found.counterexamplePath ?? ''}`,
  )
}
console.log(
  `random: ${played.count} schedules (${played.stopped} stopped in the middle), ${played.exchanges} exchanges, ${found.failed ? 'VIOLATED' : '0 violations'}, seed ${seed}, ${seconds} s`,
)
process.exitCode = found.failed ? 1 : 0
