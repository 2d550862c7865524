import { parseHandover, HANDOVER_STATE, type Handover } from './cancellation/handover.ts'
import { parseServiceInputs } from './inputs.ts'
import { takeCare } from './cancellation/care.ts'
import { systemClock } from './platform/clock.ts'
import { discreetRunner, serviceOf } from './wiring.ts'

/**
 * The `post` part: looks after what the step could not end because it was killed. Returns whether nothing was left
 * undone. It never submits.
 */
export async function afterStep(env: NodeJS.ProcessEnv): Promise<boolean> {
  const runner = discreetRunner(env)
  try {
    const handover = parseHandover(runner.recall(HANDOVER_STATE))
    if (handover === undefined || isSettled(handover)) return true
    const service = parseServiceInputs((name) => runner.input(name), env['MISTRAL_API_KEY'])
    if (!service.ok) throw new Error(service.problems.join(' '))
    const wasCancelled = runner.input('job-status') !== 'failure'
    const api = serviceOf(service.value, runner)
    return await takeCare(handover, wasCancelled, {
      api,
      clock: systemClock,
      random: Math.random,
      log: runner,
    })
  } catch (error) {
    runner.annotate(
      'error',
      `The action itself failed: ${error instanceof Error ? error.message : String(error)}`,
    )
    return false
  }
}

function isSettled({ isOver, jobs, open }: Handover): boolean {
  return isOver === true || (jobs.length === 0 && open === undefined)
}
