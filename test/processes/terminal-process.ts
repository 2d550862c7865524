import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { KEY, type TestEnvironment } from '../e2e/test-environment.ts'

export const PROGRAM = fileURLToPath(new URL('../../dist/terminal/index.js', import.meta.url))

export interface TerminalResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

interface TerminalOptions {
  /** Replaces the key and the address. */
  readonly env?: Readonly<Record<string, string>>
  /** What starts the program, in place of this Node. Its arguments follow. */
  readonly launcher?: readonly string[]
  /** Called with all of the output so far. */
  readonly onOutput?: (text: string, child: ChildProcess) => void
}

/** Runs the built program for terminals in the workspace, with the clock of the environment. */
export async function runProgram(
  environment: TestEnvironment,
  args: readonly string[],
  { env = { MISTRAL_API_KEY: KEY }, launcher = [process.execPath, PROGRAM], onOutput }: TerminalOptions = {},
): Promise<TerminalResult> {
  const slot = environment.clock.allocateSlot()
  const { PATH = '', HOME = '' } = process.env
  const [command = '', ...rest] = launcher
  const child = spawn(command, [...rest, ...args], {
    cwd: environment.workspace,
    env: { PATH, HOME, ...env, ...slot.env },
  })
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', (chunk: Buffer) => {
      texts[name] += chunk.toString()
      onOutput?.(texts.stdout + texts.stderr, child)
    })
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve))
  slot.release()
  return { exitCode, ...texts }
}
