import type { Command, CommandInputs, OnlineInputs } from '../inputs.ts'
import type { Outcome } from '../jobs/job-status.ts'
import { run } from './run.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { OfflineContext, CommandContext } from './context.ts'
import { cancel } from './cancel.ts'
import { list } from './list.ts'
import { status } from './status.ts'
import { validate } from './validate.ts'
import { wait } from './wait.ts'

/** Creates the context only for commands that use the service. */
interface CommandDependencies extends OfflineContext {
  readonly createContext: (inputs: OnlineInputs) => CommandContext
}

export async function executeCommand(
  inputs: CommandInputs,
  dependencies: CommandDependencies,
): Promise<CommandResult> {
  switch (inputs.command) {
    case 'run':
      return run(inputs, dependencies.createContext(inputs))
    case 'validate':
      return validate(inputs, dependencies)
    case 'status':
      return status(inputs, dependencies.createContext(inputs))
    case 'wait':
      return wait(inputs, dependencies.createContext(inputs))
    case 'cancel':
      return cancel(inputs, dependencies.createContext(inputs))
    case 'list':
      return list(dependencies.createContext(inputs))
    case 'sync': {
      // A separate chunk of the bundle, because no other command needs it.
      const { sync } = await import('./sync.ts')
      return sync(inputs, dependencies.createContext(inputs))
    }
  }
}

/** Commands that only read a job succeed whatever its state. The others succeed only if they reached their goal. */
const READ_OUTCOMES: readonly Outcome[] = ['failed', 'cancelled', 'running', 'submitted', 'succeeded']

const SUCCESS_OUTCOMES: Record<Command, readonly Outcome[]> = {
  // `valid` occurs only for a closed pull request.
  run: ['submitted', 'succeeded', 'valid'],
  wait: ['succeeded'],
  validate: ['valid'],
  status: READ_OUTCOMES,
  list: READ_OUTCOMES,
  // A job that no longer exists is a valid result.
  sync: [...READ_OUTCOMES, 'unknown'],
  cancel: ['failed', 'cancelled', 'succeeded'],
}

/** Whether a step with this command and outcome succeeds. */
export function isSuccess(command: Command, outcome: Outcome | undefined): boolean {
  return outcome !== undefined && SUCCESS_OUTCOMES[command].includes(outcome)
}
