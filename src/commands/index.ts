import type { Command, CommandInputs, OnlineInputs } from '../inputs.ts'
import type { Outcome } from '../jobs/job-status.ts'
import { run } from './run.ts'
import type { Result } from '../jobs/result.ts'
import type { OfflineStep, Step } from './context.ts'
import { cancelJob } from './cancel.ts'
import { list } from './list.ts'
import { status } from './status.ts'
import { validate } from './validate.ts'
import { wait } from './wait.ts'

/** What the root gives: the world without the service, and the service for the commands that need it. */
export interface World extends OfflineStep {
  readonly open: (inputs: OnlineInputs) => Step
}

/** Carries out a command. */
export async function perform(inputs: CommandInputs, world: World): Promise<Result> {
  switch (inputs.command) {
    case 'run':
      return run(inputs, world.open(inputs))
    case 'validate':
      return validate(inputs, world)
    case 'status':
      return status(inputs, world.open(inputs))
    case 'wait':
      return wait(inputs, world.open(inputs))
    case 'cancel':
      return cancelJob(inputs, world.open(inputs))
    case 'list':
      return list(world.open(inputs))
    case 'sync': {
      // A file of its own in the bundle, which no other command has to read.
      const { sync } = await import('./sync.ts')
      return sync(inputs, world.open(inputs))
    }
  }
}

/** A command that asks is green whatever the answer is; one that is to bring about something, only if it came about. */
const ANSWERS: readonly Outcome[] = ['failed', 'cancelled', 'running', 'submitted', 'succeeded']

const GREEN: Record<Command, readonly Outcome[]> = {
  // `valid` is for a closed pull request; specs that should have been submitted are never left at it.
  run: ['submitted', 'succeeded', 'valid'],
  wait: ['succeeded'],
  validate: ['valid'],
  status: ANSWERS,
  list: ANSWERS,
  // That nobody knows a job any more is an answer, too.
  sync: [...ANSWERS, 'unknown'],
  cancel: ['failed', 'cancelled', 'succeeded'],
}

/** Whether a step with this command and outcome is green. Everything that is not listed is red. */
export function isGreen(command: Command, outcome: Outcome | undefined): boolean {
  return outcome !== undefined && GREEN[command].includes(outcome)
}
