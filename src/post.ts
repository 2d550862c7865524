import { afterStep } from './after-step.ts'
import { leave } from './platform/lifecycle.ts'

// Who reads the log can do nothing about what a library calls that Node would rather not have.
process.noDeprecation = true
process.exitCode = 1
if (await afterStep(process.env)) process.exitCode = 0
leave(process)
