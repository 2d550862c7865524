import { randomUUID } from 'node:crypto'
import { isGreen, perform } from './commands/command.ts'
import { VERSION } from './contract/version.gen.ts'
import { Gate } from './cancellation/gate.ts'
import { runContext } from './github/context.ts'
import { HANDOVER_STATE } from './cancellation/handover.ts'
import { parseInputs, type CommandInputs, type OnCancel, type ReportInputs } from './inputs.ts'
import { interrupt } from './cancellation/interrupt.ts'
import type { TrainingApi } from './job/job.ts'
import { outputsOf } from './outputs.ts'
import { systemClock } from './platform/clock.ts'
import { readJson, workspaceFiles } from './platform/files.ts'
import type { Lifecycle } from './platform/lifecycle.ts'
import type { Runner } from './platform/runner.ts'
import { Progress } from './progress.ts'
import { outcomeOf } from './result.ts'
import { commentOf, discreetRunner, hostedEndMs, serviceOf } from './wiring.ts'

/**
 * Performs the command that the environment asks for, and tells whether the step is green. Rejects for nothing; when it
 * resolves, all has been said.
 */
export async function performAction(env: NodeJS.ProcessEnv, lifecycle: Lifecycle): Promise<boolean> {
  const runner = discreetRunner(env)
  const inputs = parseInputs((name) => runner.input(name), env['MISTRAL_API_KEY'])
  if (!inputs.ok) {
    for (const problem of inputs.problems) runner.annotate('error', problem, undefined, 'Input')
    runner.publish(outputsOf({ trainings: [], outcome: 'invalid', elapsedMs: 0 }))
    return false
  }
  const { command, report } = inputs
  const progress = await openProgress(command, report, env, runner)
  try {
    return await carryOut(command, { env, runner, lifecycle, progress })
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    runner.annotate('error', `The action itself failed: ${words}`)
    runner.debug(error instanceof Error ? (error.stack ?? '') : '')
    progress.crashed()
    return false
  }
}

interface Surroundings {
  readonly env: NodeJS.ProcessEnv
  readonly runner: Runner
  readonly lifecycle: Lifecycle
  readonly progress: Progress
}

/** The work, unless the runner stops it or an accident ends it. */
async function carryOut(command: CommandInputs, around: Surroundings): Promise<boolean> {
  const { runner, lifecycle, progress } = around
  const where = 'apiUrl' in command ? ` · ${new URL(command.apiUrl).host}` : ''
  runner.info(`Forge Training Job ${VERSION} · ${command.command}${where}`)
  const service = 'apiUrl' in command ? serviceOf(command, runner) : NO_SERVICE
  const gate = new Gate(service)
  const stopped = async (): Promise<boolean> => {
    await lifecycle.stopped
    runner.info('The workflow was cancelled.')
    await interrupt({ gate, api: service, clock: systemClock, progress, onCancel: onCancelOf(command) })
    return false
  }
  const crashed = async (): Promise<never> => {
    const reason = await lifecycle.crashed
    void gate.close()
    throw reason
  }
  return Promise.race([work(command, gate, around), stopped(), crashed()])
}

async function work(command: CommandInputs, gate: Gate, around: Surroundings): Promise<boolean> {
  const { env, progress } = around
  const startedMs = systemClock.now()
  const endMs = await hostedEndMs(env)
  const files = workspaceFiles(env['GITHUB_WORKSPACE'] ?? process.cwd())
  const performed = await perform(command, {
    files,
    progress,
    open: (inputs) => ({
      api: gate,
      clock: systemClock,
      random: Math.random,
      newIntent: randomUUID,
      files,
      progress,
      deadlineMs: Math.min(endMs, 'timeoutMs' in inputs ? startedMs + inputs.timeoutMs : Infinity),
    }),
  })
  const result = await gate.pass(performed)
  const green = isGreen(command.command, outcomeOf(result))
  await progress.finish(result, green)
  return green
}

async function openProgress(
  command: CommandInputs,
  report: ReportInputs,
  env: NodeJS.ProcessEnv,
  runner: Runner,
): Promise<Progress> {
  const context = runContext(env, await readJson(env['GITHUB_EVENT_PATH']), report)
  const liveComment = commentOf(command.command, report, context, { env, runner })
  const onCancel = onCancelOf(command)
  return new Progress({
    log: runner,
    clock: systemClock,
    context,
    publish: (outputs) => runner.publish(outputs),
    remember: (handover) => runner.remember(HANDOVER_STATE, JSON.stringify({ onCancel, ...handover })),
    writeSummary: (markdown) => runner.writeSummary(markdown),
    startedMs: systemClock.now(),
    ...(liveComment === undefined ? {} : { liveComment }),
  })
}

/** Commands that bring about nothing leave everything as it is. */
function onCancelOf(command: CommandInputs): OnCancel {
  return 'onCancel' in command ? command.onCancel : 'leave'
}

const offline = (): Promise<never> => Promise.reject(new Error('this command has no service'))
const NO_SERVICE: TrainingApi = { create: offline, get: offline, list: offline, cancel: offline }
