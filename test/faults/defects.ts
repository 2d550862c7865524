// Checks that the suite can fail: patches each seeded defect into a copy of the built action, where an invariant must
// catch it. Part of npm run test:faults.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFECTS, filesWith, type Defect } from './defect-catalog.ts'

const PROJECT = join(import.meta.dirname, '../..')

const folder = mkdtempSync(join(tmpdir(), 'defects-'))
try {
  const uncaught = DEFECTS.filter((defect, n) => !isCaught(defect, join(folder, String(n))))
  console.log(`defects: ${DEFECTS.length - uncaught.length} of ${DEFECTS.length} caught`)
  process.exitCode = uncaught.length > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true })
}

function isCaught(defect: Defect, actionDirectory: string): boolean {
  const { name, patches, only, caughtBy } = defect
  for (const part of ['dist', 'action.yml'])
    cpSync(join(PROJECT, part), join(actionDirectory, part), { recursive: true })
  for (const [before, after] of patches) {
    for (const name of filesWith(before)) {
      const file = join(actionDirectory, name)
      writeFileSync(file, readFileSync(file, 'utf8').replace(before, after))
    }
  }
  const suite = join(import.meta.dirname, 'enumerate.ts')
  const { stdout, status } = spawnSync(
    process.execPath,
    [suite, '--action', actionDirectory, '--only', only],
    {
      encoding: 'utf8',
    },
  )
  const caught = status === 1 && stdout.includes(`${caughtBy}: `)
  console.log(`${caught ? 'caught' : 'MISSED'}  ${name}  (${caughtBy})`)
  if (!caught) console.log(stdout)
  return caught
}
