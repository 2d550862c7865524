import { afterStep } from './after-step.ts'
import { leave } from './platform/lifecycle.ts'

process.exitCode = 1
if (await afterStep(process.env)) process.exitCode = 0
leave(process)
