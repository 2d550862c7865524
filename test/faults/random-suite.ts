import { parseArgs } from 'node:util'
import fc from 'fast-check'

export interface RandomSuite<Schedule, Evidence> {
  /** Also the name of the script, without its extension. */
  readonly name: string
  /** Number of schedules, unless `--runs` is set. */
  readonly runs: number
  readonly schedules: fc.Arbitrary<Schedule>
  readonly run: (schedule: Schedule) => Promise<Evidence>
  /** Returns the violations. */
  readonly check: (evidence: Evidence) => readonly string[]
  readonly format: (evidence: Evidence, check: (evidence: Evidence) => readonly string[]) => string
  /** What to add to the last line. */
  readonly summarize: () => string
}

/**
 * Runs random schedules until one violates an invariant, shrinks that one, and prints it with its seed. Sets the exit code.
 * Options of the script: `--runs N`, `--seed S`, `--path P`.
 */
export async function runRandomSuite<Schedule, Evidence>(
  suite: RandomSuite<Schedule, Evidence>,
): Promise<void> {
  const { runs, seed, path } = parseFlags(suite)
  // If the event loop runs empty, the process must not exit as if there were no violations.
  process.exitCode = 1
  // Preload the module with the YAML library, which is imported on demand; virtual time does not wait for file reads.
  await import('../../src/job-spec/load.ts')

  const startedMs = performance.now()
  let count = 0
  const check = await fc.check(
    fc.asyncProperty(suite.schedules, async (schedule) => {
      const evidence = await suite.run(schedule)
      count++
      const violations = suite.check(evidence)
      if (violations.length > 0) throw new Error(violations.join('\n'))
    }),
    { seed, numRuns: runs, path },
  )
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)

  if (check.failed) {
    const [schedule] = check.counterexample ?? []
    console.log(`violated after ${check.numRuns} schedules and ${check.numShrinks} shrinking steps:\n`)
    if (schedule === undefined) console.log(check.errorInstance)
    else console.log(suite.format(await suite.run(schedule), suite.check))
    console.log(
      `\nto repeat: node test/faults/${suite.name}.ts --seed ${seed} --runs ${runs} --path ${check.counterexamplePath ?? ''}`,
    )
  }
  console.log(
    `${suite.name}: ${count} schedules, ${suite.summarize()}, ${check.failed ? 'VIOLATED' : '0 violations'}, seed ${seed}, ${seconds} s`,
  )
  process.exitCode = check.failed ? 1 : 0
}

function parseFlags(suite: { readonly name: string; readonly runs: number }) {
  const { values: flags } = parseArgs({
    options: {
      runs: { type: 'string', default: String(suite.runs) },
      seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
      path: { type: 'string', default: '' },
    },
  })
  const [runs, seed] = [Number(flags.runs), Number(flags.seed)]
  if (Number.isSafeInteger(runs) && runs > 0 && Number.isSafeInteger(seed))
    return { runs, seed, path: flags.path }
  console.error(`usage: node test/faults/${suite.name}.ts [--runs N] [--seed S] [--path P]`)
  return process.exit(2)
}
