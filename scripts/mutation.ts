// npm run test:mutation [-- ROOM ...]: Stryker changes the sources of these rooms (all three unless told), runs the tests that
// belong to them, and tells which changes no test has noticed. Results are kept in .mutation/, so that the next run looks
// only at what has changed.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folders of tests by the room of `src/` that they are about. */
const TESTS: Readonly<Record<string, string>> = {
  job: 'job,pipeline,sync,cancellation',
  spec: 'spec',
  report: 'report,sync',
}
/** In percent. What survives above it was read, and is equivalent or cosmetic. */
const LEAST_SCORE = 90

interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>
}

const root = join(import.meta.dirname, '..')
const rooms = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(TESTS)
const lines = rooms.map((room) => {
  const tests = TESTS[room]
  if (tests === undefined) throw new Error(`${room} is none of ${Object.keys(TESTS).join(', ')}`)
  const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js')
  const options = [
    '--mutate',
    `src/${room}/**/*.ts`,
    '--incrementalFile',
    `.mutation/${room}.incremental.json`,
  ]
  const env = { ...process.env, MUTATION_TESTS: tests }
  const { status } = spawnSync(process.execPath, [stryker, 'run', ...options], {
    cwd: root,
    stdio: 'inherit',
    env,
  })
  if (status !== 0) throw new Error(`Stryker ended with ${String(status)} in ${room}`)
  return lineOf(room)
})
console.log(lines.join('\n'))

function lineOf(room: string): string {
  const report = JSON.parse(readFileSync(join(root, '.mutation/report.json'), 'utf8')) as Report
  // The incremental file remembers all files that it was ever used for.
  const files = Object.entries(report.files).filter(([file]) => file.startsWith(`src/${room}/`))
  const statuses = files.flatMap(([, { mutants }]) => mutants.map(({ status }) => status))
  const count = (...wanted: readonly string[]) => statuses.filter((status) => wanted.includes(status)).length
  const noticed = count('Killed', 'Timeout')
  const score = (100 * noticed) / (noticed + count('Survived', 'NoCoverage'))
  if (score < LEAST_SCORE) process.exitCode = 1
  return `${room.padEnd(8)}${noticed} of ${noticed + count('Survived', 'NoCoverage')} mutants noticed, ${score.toFixed(1)} %`
}
