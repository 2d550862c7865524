import { runMain } from './run-main.ts'
import { createMaskedRunner } from './runtime/runner.ts'
import { flushAndExit, listenForExit } from './runtime/exit-signals.ts'

/** The step itself. */
export async function main(): Promise<void> {
  const exitSignals = listenForExit(process)
  if (await runMain(process.env, exitSignals, createMaskedRunner(process.env))) process.exitCode = 0
  flushAndExit(process)
}

/** The program for a terminal. A chunk behind that of the step, so that the bundle has no code of the step twice. */
export async function openTerminal(): Promise<void> {
  const { terminal } = await import('./terminal.ts')
  return terminal()
}
