import { randomUUID } from 'node:crypto'
import { isGreen, perform } from './commands/index.ts'
import { VERSION } from './contract/version.gen.ts'
import { Gate } from './cancellation/stoppable-api.ts'
import { lookAround } from './cancellation/ownership.ts'
import { eventFacts, type EventFacts } from './github/event.ts'
import { HANDOVER_STATE, type OnCancel } from './state/post-state.ts'
import { parseInputs, type Command, type CommandInputs, type ParsedInputs } from './inputs.ts'
import { legAdvice } from './github/matrix.ts'
import { interrupt } from './cancellation/cancel-run.ts'
import type { TrainingApi } from './jobs/api.ts'
import { outputsOf } from './outputs.ts'
import { systemClock } from './runtime/system-clock.ts'
import { readJson, workspaceFiles } from './runtime/files.ts'
import type { Lifecycle } from './runtime/exit-signals.ts'
import type { Runner } from './runtime/runner.ts'
import { Progress } from './report/reporter.ts'
import { outcomeOf } from './jobs/result.ts'
import { keylessReason } from './github/secrets.ts'
import type { Shipment } from './runtime/manifest-file.ts'
import {
  openSurroundings,
  type Surroundings,
  discreetRunner,
  hostedEndMs,
  serviceOf,
} from './dependencies.ts'

/**
 * Performs the command that the environment asks for, and tells whether the step is green. Rejects for nothing; when it
 * resolves, all has been said.
 */
export async function performAction(env: NodeJS.ProcessEnv, lifecycle: Lifecycle): Promise<boolean> {
  const runner = discreetRunner(env)
  const facts = eventFacts(env, await readJson(env['GITHUB_EVENT_PATH']))
  const inputs = await readInputs(env, runner, facts)
  if (!inputs.ok) {
    for (const problem of inputs.problems) runner.annotate('error', problem, undefined, 'Input')
    runner.publish(outputsOf({ trainings: [], outcome: 'invalid', elapsedMs: 0 }))
    return false
  }
  const { command, report } = inputs
  const where = 'apiUrl' in command ? ` · ${new URL(command.apiUrl).host}` : ''
  runner.info(`Forge Training Job ${VERSION} · ${command.command}${where}`)
  const advice = legAdvice(command, runner.input('strategy'))
  if (advice !== undefined) runner.annotate('warning', advice)
  const startedMs = systemClock.now()
  const opened = openSurroundings({ env, facts, report, runner, ...interestsOf(command) })
  const surroundings = await Promise.race([opened, lifecycle.stopped])
  if (!surroundings) {
    runner.info('The workflow was cancelled before anything was submitted.')
    runner.publish(outputsOf({ trainings: [], outcome: 'cancelled', elapsedMs: 0 }))
    return false
  }
  const progress = openProgress(command, surroundings, runner, startedMs)
  return guarded({ env, runner, lifecycle, progress, surroundings, startedMs }, command)
}

/** The inputs, and whether what they ask for can be written here; what an earlier run has written there is removed. */
async function readInputs(env: NodeJS.ProcessEnv, runner: Runner, facts: EventFacts): Promise<ParsedInputs> {
  const inputs = parseInputs((name) => runner.input(name), {
    environmentKey: env['MISTRAL_API_KEY'],
    keylessReason: keylessReason(facts),
  })
  const shipment = inputs.ok ? await shipmentOf(inputs.command, env, runner) : undefined
  const obstacle = await shipment?.prepare()
  return obstacle === undefined ? inputs : { ok: false, problems: [obstacle] }
}

/** Commands that bring news for a pull request; the others answer whoever asked. */
const NEWSWORTHY: readonly Command[] = ['run', 'validate', 'wait']

function interestsOf(command: CommandInputs) {
  return {
    hasNews: NEWSWORTHY.includes(command.command),
    isRecorded: command.command === 'run',
    isCustodian: command.command === 'sync',
    ...(command.command === 'wait' ? { jobId: command.jobId } : {}),
    ...('apiKey' in command ? { apiKey: command.apiKey } : {}),
  }
}

interface Scene {
  readonly env: NodeJS.ProcessEnv
  readonly runner: Runner
  readonly lifecycle: Lifecycle
  readonly progress: Progress
  readonly surroundings: Surroundings
  readonly startedMs: number
}

async function guarded(scene: Scene, command: CommandInputs): Promise<boolean> {
  const { runner, progress } = scene
  try {
    return await carryOut(command, scene)
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    runner.annotate('error', `The action itself failed: ${words}`)
    runner.debug(error instanceof Error ? (error.stack ?? '') : '')
    progress.crashed()
    return false
  }
}

/** The work, unless the runner stops it or an accident ends it. */
async function carryOut(command: CommandInputs, scene: Scene): Promise<boolean> {
  const { runner, lifecycle, progress, surroundings } = scene
  const service = 'apiUrl' in command ? serviceOf(command, runner) : NO_SERVICE
  const gate = new Gate(service)
  let isStopping = false
  const stopped = async (): Promise<boolean> => {
    await lifecycle.stopped
    isStopping = true
    runner.info('The workflow was cancelled.')
    const onCancel = onCancelOf(command)
    const look = () => lookAround(surroundings.step)
    await interrupt({ gate, api: service, clock: systemClock, progress, onCancel, look })
    return false
  }
  const crashed = async (): Promise<never> => {
    const reason = await lifecycle.crashed
    // Who is stopped goes on with that, also where nobody reads the log any more.
    if (isStopping) return new Promise(() => undefined)
    void gate.close()
    throw reason
  }
  return Promise.race([work(command, gate, scene), stopped(), crashed()])
}

async function work(command: CommandInputs, gate: Gate, scene: Scene): Promise<boolean> {
  const { env, progress, surroundings, startedMs } = scene
  const endMs = await hostedEndMs(env)
  const files = workspaceFiles(rootOf(env))
  const performed = await perform(command, {
    files,
    progress,
    open: (inputs) => ({
      ...surroundings.step,
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
  const shipment = await shipmentOf(command, env, scene.runner)
  const isShipped = (await shipment?.ship(result.trainings, surroundings.context)) !== false
  const green = isShipped && isGreen(command.command, outcomeOf(result))
  await progress.finish(result, green)
  return green
}

const rootOf = (env: NodeJS.ProcessEnv): string => env['GITHUB_WORKSPACE'] ?? process.cwd()

/** What it takes to ship a model, in a file of its own in the bundle that most steps do not have to read. */
async function shipmentOf(
  inputs: CommandInputs,
  env: NodeJS.ProcessEnv,
  runner: Runner,
): Promise<Shipment | undefined> {
  if (!('manifest' in inputs) || inputs.manifest === undefined) return undefined
  const { openShipment } = await import('./runtime/manifest-file.ts')
  return openShipment(rootOf(env), inputs.manifest, runner)
}

function openProgress(
  command: CommandInputs,
  { context, reports, step }: Surroundings,
  runner: Runner,
  startedMs: number,
): Progress {
  const own = { onCancel: onCancelOf(command), writer: step.me.writer }
  return new Progress({
    log: runner,
    clock: systemClock,
    context,
    setOutputs: (state) => runner.publish(outputsOf(state)),
    remember: (handover) => runner.remember(HANDOVER_STATE, JSON.stringify({ ...own, ...handover })),
    writeSummary: (markdown) => runner.writeSummary(markdown),
    reports,
    startedMs,
  })
}

/** Commands that bring about nothing leave everything as it is. */
function onCancelOf(command: CommandInputs): OnCancel {
  return 'onCancel' in command ? command.onCancel : 'leave'
}

const offline = (): Promise<never> => Promise.reject(new Error('this command has no service'))
const NO_SERVICE: TrainingApi = { create: offline, get: offline, list: offline, cancel: offline }
