// npm run release:check -- v1.2.3: checks whether this commit can be released with this tag, which need not exist yet.
// Needs the history of main, but no packages.
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findReleaseErrors } from './version.ts'

const root = join(import.meta.dirname, '../..')

function isOnMain(): boolean {
  const { status, stderr, error } = spawnSync('git', ['merge-base', '--is-ancestor', 'HEAD', 'origin/main'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (error) throw error
  if (status !== 0 && status !== 1) throw new Error(`git: ${stderr.trim()}`)
  return status === 0
}

try {
  const [tag = ''] = process.argv.slice(2)
  const [packageJson = '', lockFile = '', changelog = ''] = await Promise.all(
    ['package.json', 'package-lock.json', 'CHANGELOG.md'].map((path) => readFile(join(root, path), 'utf8')),
  )
  const errors = findReleaseErrors({ tag, changelog, packageJson, lockFile, isOnMain: isOnMain() })
  for (const message of errors) console.error(message)
  if (errors.length > 0) process.exitCode = 1
  else console.log(`${tag} can be released`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
