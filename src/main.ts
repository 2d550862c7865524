import { performAction } from './run-main.ts'
import { leave, lifecycleOf } from './runtime/exit-signals.ts'

// Who reads the log can do nothing about what a library calls that Node would rather not have.
process.noDeprecation = true
// Red until the end says otherwise: whatever ends this process early must not look like success.
process.exitCode = 1
const lifecycle = lifecycleOf(process)
if (await performAction(process.env, lifecycle)) process.exitCode = 0
leave(process)
