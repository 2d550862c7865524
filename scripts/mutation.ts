// npm run test:mutation [-- ROOM ...]: Stryker changes the sources of these rooms (all three unless told), runs the tests that
// belong to them, and tells which changes no test has noticed. Results are kept in .mutation/, so that the next run looks
// only at what has changed.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isEnough, scoreOf, type Report } from './mutation/score.ts'

/** Folders of tests by the room of `src/` that they are about. */
const TESTS: Readonly<Record<string, string>> = {
  jobs: 'jobs,sync,cancellation',
  'job-spec': 'job-spec',
  report: 'report,sync',
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
  const score = scoreOf(room, report)
  if (!isEnough(score)) process.exitCode = 1
  return `${room.padEnd(8)}${score.noticed} of ${score.all} mutants noticed, ${score.percent.toFixed(1)} %`
}
