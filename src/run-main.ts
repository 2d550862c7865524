import { randomUUID } from 'node:crypto'
import { isSuccess, executeCommand } from './commands/index.ts'
import { VERSION } from './contract/version.gen.ts'
import { StoppableApi } from './cancellation/stoppable-api.ts'
import { NEVER_SETTLES, StopGate } from './cancellation/stop-gate.ts'
import { parseEvent, type EventInfo } from './github/event.ts'
import {
  isOnline,
  isWatching,
  manifestPath,
  parseInputs,
  type Command,
  type CommandInputs,
  type OnlineInputs,
  type ParsedInputs,
} from './inputs.ts'
import { findUndeclaredInputs, findUnusedInputs } from './input-names.ts'
import { createInputReader } from './input-reader.ts'
import { isGitHubRunner } from './cancellation/decide-cleanup.ts'
import { failFastWarning } from './github/matrix.ts'
import { stopRun } from './cancellation/stop-run.ts'
import type { ForgeApi } from './jobs/api.ts'
import { RecentBaseline } from './jobs/recent-baseline.ts'
import { ServiceGate } from './jobs/service-gate.ts'
import { withSmallerPages } from './jobs/smaller-pages.ts'
import { formatOutputs } from './outputs.ts'
import { hostedRunnerDeadlineMs } from './runtime/hosted-runner.ts'
import { systemClock } from './runtime/system-clock.ts'
import { readEventFile, stopFileOf, workspaceFiles } from './runtime/files.ts'
import { readProxySettings, type FindProxy } from './network/proxy-settings.ts'
import type { ExitSignals } from './runtime/exit-signals.ts'
import type { ActionsRunner } from './runtime/runner.ts'
import type { Reporter } from './report/reporter.ts'
import { overallOutcome } from './jobs/result.ts'
import { missingSecretsReason } from './github/secrets.ts'
import type { ManifestWriter } from './runtime/manifest-file.ts'
import type { Dependencies } from './dependencies.ts'
import type { PostStateWriter } from './post-state-writer.ts'
import type { CommandNeeds } from './dependency-options.ts'

/** Runs the command of the step. Resolves after the final report, with whether the step succeeds; never rejects. */
export async function runMain(
  env: NodeJS.ProcessEnv,
  exitSignals: ExitSignals,
  runner: ActionsRunner,
): Promise<boolean> {
  const eventFile = readEventFile(env['GITHUB_EVENT_PATH'])
  const event = parseEvent(env, eventFile.payload)
  const inputs = await readInputs(env, runner, event)
  if (!inputs.ok) {
    for (const error of inputs.errors) runner.annotate('error', error, undefined, 'Input')
    runner.setOutputs(formatOutputs({ states: [], outcome: 'invalid', elapsedMs: 0 }), true)
    return false
  }
  const { command, report, findProxy } = inputs
  if (command.command === 'run' && eventFile.error !== undefined) return refuseEvent(eventFile.error, runner)
  reportStart(command, runner)
  const startedMs = systemClock.now()
  const holderId = randomUUID()
  const savePostState = await createPostStateWriter(command, runner)
  savePostState?.({ holderId, jobIds: [] })
  const gate = new StopGate(stopFileOf(holderId, env['RUNNER_TEMP']).exists)
  const beforeWrite = (): Promise<void> => (gate.mayWrite() ? Promise.resolve() : NEVER_SETTLES)
  const needs = githubNeeds(command, startedMs)
  const { createDependencies } = await import(/* webpackChunkName: 'step' */ './dependencies.ts')
  const created = createDependencies({
    ...{ env, event, report, runner, findProxy, holderId, beforeWrite },
    ...needs,
  })
  const dependencies = await Promise.race([created, exitSignals.stopped])
  if (!dependencies) return reportEarlyStop(runner)
  const { createReporter } = await import(/* webpackChunkName: 'step' */ './step-reporter.ts')
  const reporter = createReporter(inputs, dependencies, { env, runner, startedMs, savePostState })
  const api = isOnline(command) ? await connect(command, findProxy, runner) : UNAVAILABLE_API
  return withErrorBoundary(
    { env, runner, exitSignals, gate, reporter, dependencies, startedMs, api },
    command,
  )
}

function reportStart(command: CommandInputs, runner: ActionsRunner): void {
  const host = isOnline(command) ? ` · ${new URL(command.apiUrl).host}` : ''
  runner.info(`Forge Training Job ${VERSION} · ${command.command}${host}`)
  const warning = failFastWarning(command, runner.input('strategy'))
  if (warning !== undefined) runner.annotate('warning', warning)
}

/** Without the event it is unknown whose content this is, and which jobs exist for it. */
function refuseEvent(error: string, runner: ActionsRunner): false {
  const message = `Nothing was submitted, because the event of this run cannot be read: ${error}. The runner writes it for every step. Run the workflow again; in a container, check that the folder of this file is mounted.`
  runner.annotate('error', message)
  runner.setOutputs(formatOutputs({ states: [], outcome: 'refused', elapsedMs: 0 }), true)
  return false
}

function reportEarlyStop(runner: ActionsRunner): false {
  runner.info('The step was stopped before anything was submitted.')
  runner.setOutputs(formatOutputs({ states: [], outcome: 'cancelled', elapsedMs: 0 }), true)
  return false
}

/** Undefined for commands that leave no job, and without a post step. They do not load its code. */
async function createPostStateWriter(
  command: CommandInputs,
  runner: ActionsRunner,
): Promise<PostStateWriter | undefined> {
  if (!isWatching(command) || !runner.hasPostStep) return undefined
  const { postStateWriter } = await import(/* webpackChunkName: 'post-state' */ './post-state-writer.ts')
  const { onCancel } = command
  return postStateWriter({ onCancel, leavesOnSuperseded: leavesOnSuperseded(command) }, runner)
}

type StepInputs =
  | (Extract<ParsedInputs, { readonly ok: true }> & { readonly findProxy: FindProxy })
  | Extract<ParsedInputs, { readonly ok: false }>

/**
 * Parses inputs and proxy variables, and checks the names of inputs and that the manifest can be written. Removes the
 * manifest of an earlier run. Reports all problems at once.
 */
async function readInputs(
  env: NodeJS.ProcessEnv,
  runner: ActionsRunner,
  event: EventInfo,
): Promise<StepInputs> {
  const read = createInputReader(env, (name) => runner.input(name))
  const inputs = parseInputs(read, {
    environmentApiKey: env['MISTRAL_API_KEY'],
    missingSecretsReason: missingSecretsReason(event),
  })
  const proxies = readProxySettings(env)
  const manifest = inputs.ok ? manifestPath(inputs.command) : inputs.manifest
  const manifestWriter = await loadManifestWriter(manifest, env, runner)
  const errors = [
    ...reportNames(env, runner),
    ...[inputs, proxies].flatMap((each) => (each.ok ? [] : each.errors)),
    ...[(await manifestWriter?.validateTarget()) ?? []].flat(),
  ]
  for (const warning of findUnusedInputs(read)) runner.annotate('warning', warning, undefined, 'Input')
  return inputs.ok && proxies.ok && errors.length === 0
    ? { ...inputs, findProxy: proxies.findProxy }
    : { ok: false, errors }
}

/** Returns the errors about inputs that do not exist. Other runners pass on variables of other actions, so there they warn. */
function reportNames(env: NodeJS.ProcessEnv, runner: ActionsRunner): readonly string[] {
  const undeclared = findUndeclaredInputs(env)
  const others = undeclared.filter(({ message }) => message === undefined).map(({ name }) => name)
  if (others.length > 0) runner.debug(`Not inputs of this action: ${others.join(', ')}`)
  const messages = undeclared.flatMap(({ message }) => message ?? [])
  if (isGitHubRunner(env)) return messages
  for (const message of messages) runner.annotate('warning', message, undefined, 'Input')
  return []
}

const COMMENTING_COMMANDS: readonly Command[] = ['run', 'validate', 'wait']

function githubNeeds(command: CommandInputs, startedMs: number): CommandNeeds {
  return {
    deadlineMs: isWatching(command) ? startedMs + command.timeoutMs : undefined,
    postsComment: COMMENTING_COMMANDS.includes(command.command),
    persistsState: command.command === 'run',
    isSync: command.command === 'sync',
    jobId: command.command === 'wait' ? command.jobId : undefined,
    doesNotWait: (command.command === 'run' && command.waitFor !== 'completed') || undefined,
    leavesOnTimeout: (command.command === 'run' && command.onTimeout === 'leave') || undefined,
    leavesOnCancel: (command.command === 'run' && command.onCancel === 'leave') || undefined,
    leavesOnSuperseded: leavesOnSuperseded(command),
    neverReuses: (command.command === 'run' && !command.reuse) || undefined,
    apiKey: isOnline(command) ? command.apiKey : undefined,
    service: isOnline(command) ? command.apiUrl : undefined,
  }
}

function leavesOnSuperseded(command: CommandInputs): true | undefined {
  return (command.command === 'run' && command.onSuperseded === 'leave') || undefined
}

interface ActionContext {
  readonly env: NodeJS.ProcessEnv
  readonly runner: ActionsRunner
  readonly exitSignals: ExitSignals
  readonly gate: StopGate
  readonly reporter: Reporter
  readonly dependencies: Dependencies
  readonly startedMs: number
  readonly api: ForgeApi
}

async function withErrorBoundary(action: ActionContext, command: CommandInputs): Promise<boolean> {
  const { runner, reporter } = action
  try {
    return await raceWithSignals(command, action)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    runner.annotate('error', `The action itself failed: ${message}`)
    runner.debug(error instanceof Error ? (error.stack ?? '') : '')
    reporter.finishCrashed()
    return false
  }
}

/** Executes the command until the step is stopped or the process crashes. */
async function raceWithSignals(command: CommandInputs, action: ActionContext): Promise<boolean> {
  const { exitSignals, gate, reporter, api } = action
  const stoppableApi = new StoppableApi(api, gate)
  let isStopping = false
  const markStopping = (): void => void (isStopping = true)
  const stopped = async (): Promise<boolean> => {
    await Promise.race([exitSignals.stopped.then(markStopping), gate.requested.then(markStopping)])
    await stopRun({ stoppableApi, clock: systemClock, reporter })
    return false
  }
  const crashed = async (): Promise<never> => {
    const reason = await exitSignals.crashed
    // A stop in progress continues.
    if (isStopping) return NEVER_SETTLES
    void stoppableApi.stop()
    throw reason
  }
  return Promise.race([executeAndReport(command, stoppableApi, action), stopped(), crashed()])
}

async function executeAndReport(
  command: CommandInputs,
  stoppableApi: StoppableApi,
  action: ActionContext,
): Promise<boolean> {
  const { env, exitSignals, reporter, dependencies, startedMs } = action
  const runnerDeadlineMs = hostedRunnerDeadlineMs(env)
  const files = workspaceFiles(workspaceRoot(env))
  const planContext = { files, reporter, clock: systemClock, random: Math.random, ...dependencies.step }
  const executed = await executeCommand(command, {
    createPlanContext: () => ({ ...planContext, mayLackToken: true, deadlineMs: runnerDeadlineMs }),
    createContext: (inputs) => ({
      ...planContext,
      api: withSmallerPages(new ServiceGate(stoppableApi, systemClock)),
      newIdempotencyKey: randomUUID,
      recentBaseline: new RecentBaseline(),
      deadlineMs: Math.min(runnerDeadlineMs, isWatching(inputs) ? startedMs + inputs.timeoutMs : Infinity),
    }),
  })
  const result = await stoppableApi.unlessStopped(executed)
  const manifestWriter = await loadManifestWriter(manifestPath(command), env, action.runner)
  const isManifestWritten = (await manifestWriter?.write(result.states, dependencies.context)) !== false
  const isGreen = isSuccess(command.command, overallOutcome(result)) && result.failsStep !== true
  const isSuccessful = isManifestWritten && isGreen
  await reporter.finish(result, isSuccessful)
  return isSuccessful && !action.runner.hasWriteFailed && !exitSignals.hasLogFailed()
}

const workspaceRoot = (env: NodeJS.ProcessEnv): string => env['GITHUB_WORKSPACE'] ?? process.cwd()

/** Imports its module on demand: the bundle keeps it in a separate chunk. */
async function connect(inputs: OnlineInputs, findProxy: FindProxy, runner: ActionsRunner): Promise<ForgeApi> {
  const { connectForgeApi } = await import(/* webpackChunkName: 'network' */ './connect-forge-api.ts')
  return connectForgeApi(inputs, findProxy, runner)
}

/** The same for the writer of the manifest, which most steps never load. */
async function loadManifestWriter(
  path: string | undefined,
  env: NodeJS.ProcessEnv,
  runner: ActionsRunner,
): Promise<ManifestWriter | undefined> {
  if (path === undefined || path === '') return undefined
  const { createManifestWriter } = await import('./runtime/manifest-file.ts')
  return createManifestWriter(workspaceRoot(env), path, runner)
}

const rejectCall = (): Promise<never> => Promise.reject(new Error('this command does not call the Forge API'))
const UNAVAILABLE_API: ForgeApi = {
  create: rejectCall,
  get: rejectCall,
  list: rejectCall,
  cancel: rejectCall,
}
