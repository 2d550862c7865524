import { runMain } from './run-main.ts'
import { flushAndExit, listenForExit } from './runtime/exit-signals.ts'

/** The step itself. */
export async function main(): Promise<void> {
  const exitSignals = listenForExit(process)
  if (await runMain(process.env, exitSignals)) process.exitCode = 0
  flushAndExit(process)
}
