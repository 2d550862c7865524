import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

export const SCRIPTS = fileURLToPath(new URL('../../scripts/release/', import.meta.url))

interface ScriptOutput {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a script as a workflow does, with no environment variables except `env`, PATH and SystemRoot. */
export async function runScript(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ScriptOutput> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code: child.exitCode ?? -1, stdout, stderr }
}
