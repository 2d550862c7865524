// npm run test:mutation [-- FOLDER ...]: runs Stryker on these folders of src (default: all three) and reports the
// mutants that survive their tests. Results are cached in .mutation/, so that the next run only covers changes.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSufficient, computeScore, type Report } from './mutation/score.ts'

/** Folders of `test/` by folder of `src/`. */
const TEST_FOLDERS: Readonly<Record<string, string>> = {
  jobs: 'jobs,sync,cancellation',
  'job-spec': 'job-spec',
  report: 'report,sync',
}
const root = join(import.meta.dirname, '..')
const folders = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(TEST_FOLDERS)
const lines = folders.map((folder) => {
  const tests = TEST_FOLDERS[folder]
  if (tests === undefined) throw new Error(`${folder} is not one of ${Object.keys(TEST_FOLDERS).join(', ')}`)
  const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js')
  const options = [
    '--mutate',
    `src/${folder}/**/*.ts`,
    '--incrementalFile',
    `.mutation/${folder}.incremental.json`,
  ]
  const env = { ...process.env, MUTATION_TESTS: tests }
  const { status } = spawnSync(process.execPath, [stryker, 'run', ...options], {
    cwd: root,
    stdio: 'inherit',
    env,
  })
  if (status !== 0) throw new Error(`Stryker exited with code ${String(status)} for ${folder}`)
  return formatScore(folder)
})
console.log(lines.join('\n'))

function formatScore(folder: string): string {
  const report = JSON.parse(readFileSync(join(root, '.mutation/report.json'), 'utf8')) as Report
  const score = computeScore(folder, report)
  if (!isSufficient(score)) process.exitCode = 1
  return `${folder.padEnd(8)}${score.killed} of ${score.total} mutants killed, ${score.percent.toFixed(1)} %`
}
