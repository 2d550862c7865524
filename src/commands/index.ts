import type { Command, CommandInputs, OnlineInputs } from '../inputs.ts'
import type { Outcome } from '../jobs/job-status.ts'
import type { CommandResult } from '../jobs/result.ts'
import type { CommandContext, PlanContext } from './context.ts'

interface CommandDependencies {
  readonly createContext: (inputs: OnlineInputs) => CommandContext
  readonly createPlanContext: () => PlanContext
}

/** The bundle has one chunk for all commands that send requests, which share most of their code, and one for `validate`. */
export async function executeCommand(
  inputs: CommandInputs,
  { createContext, createPlanContext }: CommandDependencies,
): Promise<CommandResult> {
  switch (inputs.command) {
    case 'run':
      return (await import(/* webpackChunkName: 'commands' */ './run.ts')).run(inputs, createContext(inputs))
    case 'validate':
      return (await import('./validate.ts')).validate(inputs, createPlanContext())
    case 'status':
      return (await import(/* webpackChunkName: 'commands' */ './status.ts')).status(
        inputs,
        createContext(inputs),
      )
    case 'wait':
      return (await import(/* webpackChunkName: 'commands' */ './wait.ts')).wait(
        inputs,
        createContext(inputs),
      )
    case 'cancel':
      return (await import(/* webpackChunkName: 'commands' */ './cancel.ts')).cancel(
        inputs,
        createContext(inputs),
      )
    case 'list':
      return (await import(/* webpackChunkName: 'commands' */ './list.ts')).list(createContext(inputs))
    case 'sync':
      return (await import(/* webpackChunkName: 'commands' */ './sync.ts')).sync(
        inputs,
        createContext(inputs),
      )
  }
}

/** Commands that only read a job succeed whatever its state. The others succeed only if they reached their goal. */
const READ_OUTCOMES: readonly Outcome[] = ['failed', 'cancelled', 'running', 'submitted', 'succeeded']

const SUCCESS_OUTCOMES: Record<Command, readonly Outcome[]> = {
  // `valid`: the pull request is closed, or `only-changed` has skipped every spec.
  run: ['unapproved', 'submitted', 'succeeded', 'valid'],
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
