import { afterStep } from './run-post.ts'
import { leave } from './runtime/exit-signals.ts'

// Who reads the log can do nothing about what a library calls that Node would rather not have.
process.noDeprecation = true
process.exitCode = 1
if (await afterStep(process.env)) process.exitCode = 0
leave(process)
