import { parseHandover, HANDOVER_STATE, type Handover } from './state/post-state.ts'
import { lookAround } from './cancellation/ownership.ts'
import { eventFacts } from './github/event.ts'
import { parseInputs } from './inputs.ts'
import { takeCare, type Cared } from './cancellation/clean-up.ts'
import { systemClock } from './runtime/system-clock.ts'
import { readJson } from './runtime/files.ts'
import type { Runner } from './runtime/runner.ts'
import { openSurroundings, type Surroundings, discreetRunner, serviceOf } from './dependencies.ts'

/**
 * The `post` part: looks after what the step could not end because it was killed. Returns whether nothing was left
 * undone. It never submits.
 */
export async function afterStep(env: NodeJS.ProcessEnv): Promise<boolean> {
  const runner = discreetRunner(env)
  try {
    const handover = parseHandover(runner.recall(HANDOVER_STATE))
    return handover === undefined || isSettled(handover) || (await lookAfter(handover, env, runner))
  } catch (error) {
    runner.annotate(
      'error',
      `The action itself failed: ${error instanceof Error ? error.message : String(error)}`,
    )
    return false
  }
}

async function lookAfter(handover: Handover, env: NodeJS.ProcessEnv, runner: Runner): Promise<boolean> {
  const inputs = parseInputs((name) => runner.input(name), { environmentKey: env['MISTRAL_API_KEY'] })
  if (!inputs.ok) throw new Error(inputs.problems.join(' '))
  const { command, report } = inputs
  if (!('apiKey' in command)) return true
  const facts = eventFacts(env, await readJson(env['GITHUB_EVENT_PATH']))
  const interests = {
    hasNews: true,
    isRecorded: command.command === 'run',
    isBrief: true,
    ...(command.command === 'wait' ? { jobId: command.jobId } : {}),
    ...writerOf(handover),
    apiKey: command.apiKey,
  }
  const surroundings = await openSurroundings({ env, facts, report, runner, ...interests })
  const wasCancelled = runner.input('job-status') !== 'failure'
  const cared = await takeCare(handover, wasCancelled, {
    api: serviceOf(command, runner),
    clock: systemClock,
    random: Math.random,
    log: runner,
    look: () => lookAround(surroundings.step),
  })
  await surroundings.step.books?.release(cared.trainings)
  await sayLastWords(cared, surroundings)
  return cared.isSettled
}

/** What the step could not say any more. */
async function sayLastWords({ trainings }: Cared, { reports, context }: Surroundings): Promise<void> {
  if (trainings.length === 0) return
  await reports.finish({ trainings, problems: [], context, nowMs: systemClock.wall() })
}

function writerOf({ writer }: Handover) {
  return writer === undefined ? {} : { writer }
}

/** Neither is anything left to end, nor are there last words that were not said. */
function isSettled({ isOver, jobs, open, trainings = [] }: Handover): boolean {
  return isOver === true || (jobs.length === 0 && open === undefined && trainings.length === 0)
}
