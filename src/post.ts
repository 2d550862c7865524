import { runPost } from './run-post.ts'
import { flushAndExit } from './runtime/exit-signals.ts'

// Hide dependency deprecation warnings; users cannot act on them.
process.noDeprecation = true
process.exitCode = 1
if (await runPost(process.env)) process.exitCode = 0
flushAndExit(process)
