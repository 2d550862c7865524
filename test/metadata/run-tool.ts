import { spawnSync } from 'node:child_process'

/**
 * Runs a tool and returns its stdout. @throws Error for an exit code not in `exitCodes`; tools also use codes for
 * findings.
 */
export function runTool(
  program: string,
  options: readonly string[],
  cwd: string,
  exitCodes: readonly number[],
): string {
  const { status, stdout, stderr, error } = spawnSync(program, options, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (error) throw error
  if (!exitCodes.includes(status ?? -1))
    throw new Error(`${program} ended with ${status}: ${stderr}${stdout}`)
  return stdout
}
