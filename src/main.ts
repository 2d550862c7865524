import { runMain } from './run-main.ts'
import { flushAndExit, listenForExit } from './runtime/exit-signals.ts'

// Hide dependency deprecation warnings; users cannot act on them.
process.noDeprecation = true
// An early exit, for any reason, must fail the step.
process.exitCode = 1
const exitSignals = listenForExit(process)
if (await runMain(process.env, exitSignals)) process.exitCode = 0
flushAndExit(process)
