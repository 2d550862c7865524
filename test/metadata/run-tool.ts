import { spawnSync } from 'node:child_process'

/** What a tool printed. A tool that could not do its work is an error, findings are none. */
export function runTool(
  program: string,
  args: readonly string[],
  cwd: string,
  codes: readonly number[],
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  if (error) throw error
  if (!codes.includes(status ?? -1)) throw new Error(`${program} ended with ${status}: ${stderr}${stdout}`)
  return stdout
}
