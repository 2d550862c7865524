import { performAction } from './action.ts'

// Red until the end says otherwise: whatever ends this process early must not look like success.
process.exitCode = 1
if (await performAction(process.env)) process.exitCode = 0
