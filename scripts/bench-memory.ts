/**
 * npm run bench:memory: measures the peak memory of a step that waits for 5.5 h for its job, in virtual time, above that of a Node
 * that does nothing with the same preloads. Fails above the limit.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withEnvironment } from '../test/e2e/test-environment.ts'

const WAIT_MS = 5.5 * 3_600_000
/** Measured: 41. The rest is for noise. */
const MAX_MIB = 45
const PRELOADS = ['peak-memory.cjs', '../test/simulator/runner/virtual-time.cjs']

const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'))
const file = join(folder, 'peak')
/** Of all processes so far: a step has a post process, too. */
const readPeakMib = (): number =>
  Math.max(...readFileSync(file, 'utf8').trim().split('\n').map(Number)) / 1024
const preload = (name: string): string => `--require=${join(import.meta.dirname, name)}`

function measureBareMib(): number {
  const env = { PEAK_MEMORY_FILE: file, NODE_OPTIONS: PRELOADS.map(preload).join(' ') }
  const { status } = spawnSync(process.execPath, ['--eval', '0'], { env })
  if (status !== 0) throw new Error(`a bare node ended with exit code ${status}`)
  return readPeakMib()
}

async function measureStepMib(): Promise<number> {
  const timeline = [
    { afterMs: 0, status: 'QUEUED' },
    { afterMs: 60_000, status: 'RUNNING' },
    { afterMs: WAIT_MS, status: 'SUCCESS' },
  ]
  return withEnvironment({ forge: { timeline } }, async (environment) => {
    const env = { PEAK_MEMORY_FILE: file, NODE_OPTIONS: preload('peak-memory.cjs') }
    const { exitCode, lines } = await environment.run({ env, with: { 'timeout-minutes': '350' } })
    if (exitCode !== 0) throw new Error(`the step ended with exit code ${exitCode}:\n${lines.join('\n')}`)
    return readPeakMib()
  })
}

try {
  const bareMib = measureBareMib()
  const stepMib = await measureStepMib()
  const aboveMib = stepMib - bareMib
  console.log(
    `a step that waits for 5.5 h peaks at ${stepMib.toFixed(0)} MiB, a bare node at ${bareMib.toFixed(0)} MiB: ${aboveMib.toFixed(0)} MiB more (at most ${MAX_MIB})`,
  )
  if (aboveMib > MAX_MIB) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
