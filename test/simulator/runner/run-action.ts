import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readActionFile } from './action-file.ts'
import type { ActionFile } from './action-file.ts'
import {
  createCommandFiles,
  commandFileVariables,
  readAssignments,
  readCommandFiles,
} from './command-files.ts'
import { pullRequestEvent } from './events.ts'
import { evaluateCondition } from './expressions.ts'
import { RUNNER_SIGNAL_DELAYS, startProcess } from './step-process.ts'
import type { RunningProcess } from './step-process.ts'
import type { Stage, StageResult, StepOptions, StepResult } from './step.ts'
import type { ClockSlot } from './virtual-clock.ts'
import { parseLog } from './workflow-commands.ts'
import {
  buildConditionScope,
  buildInputScope,
  buildInputVariables,
  buildRunnerVariables,
} from './workflow-run.ts'
import type { JobStatus, RunnerContext } from './workflow-run.ts'

interface StagePlan {
  readonly stage: Stage
  readonly script: string
  readonly status: JobStatus
  /** Variables and state that main passes to post. */
  readonly inherited: Readonly<Record<string, string>>
}

interface StepRun {
  readonly options: StepOptions
  readonly tempDirectory: string
  readonly action: ActionFile
  readonly runnerContext: RunnerContext
  readonly clockSlot: ClockSlot | undefined
}

const PROJECT_DIRECTORY = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * Runs main and then post of the built action at `action`, each in its own Node process with the environment, command
 * files and signals of GitHub's runner. Also resolves if the step fails. Rejects for a mistake in the test or the
 * action: a malformed command file, an input that action.yml does not declare (the runner only warns), an unsupported
 * expression, a missing file.
 */
export async function runAction(options: StepOptions): Promise<StepResult> {
  const tempDirectory = mkdtempSync(join(tmpdir(), 'runner-'))
  const clockSlot = options.clock?.allocateSlot(options.env?.['NODE_OPTIONS'])
  try {
    const action = readActionFile(options.action ?? PROJECT_DIRECTORY)
    const stepRun = {
      options,
      tempDirectory,
      action,
      runnerContext: createRunnerContext(options, tempDirectory),
      clockSlot,
    }
    const main = await runStage(stepRun, {
      stage: 'main',
      script: action.main,
      status: 'success',
      inherited: {},
    })
    const conclusion = determineConclusion(main)
    const post = await runPost(stepRun, main, options.postJobStatus ?? conclusion)
    return { ...main, conclusion, post }
  } finally {
    clockSlot?.release()
    rmSync(tempDirectory, { recursive: true, force: true })
  }
}

function createRunnerContext(options: StepOptions, tempDirectory: string): RunnerContext {
  const event = options.event ?? pullRequestEvent()
  const eventPath = join(tempDirectory, 'event.json')
  writeFileSync(eventPath, JSON.stringify(event.payload))
  // The runner writes this file when the job starts; the action reads the start time from it.
  const now = (options.clock?.now() ?? Date.now()) / 1000
  utimesSync(eventPath, now, now)
  return {
    event,
    eventPath,
    run: options.run ?? {},
    workspace: options.workspace,
    temp: tempDirectory,
    apiUrl: options.githubApiUrl ?? 'http://127.0.0.1:9',
    token: options.githubToken ?? '',
    matrix: options.matrix ?? null,
    jobTotal: options.jobTotal ?? 1,
  }
}

function determineConclusion(main: StageResult): JobStatus {
  if (main.cancelled) return 'cancelled'
  return main.exitCode === 0 ? 'success' : 'failure'
}

async function runPost(
  stepRun: StepRun,
  main: StageResult,
  status: JobStatus,
): Promise<StageResult | undefined> {
  const { post: script, postIf } = stepRun.action
  const { post = true, postJobStatus } = stepRun.options
  if (script === undefined || post === false) return undefined
  const hasSucceeded = determineConclusion(main) === 'success' && postJobStatus === undefined
  if (post === 'unless-succeeded' && hasSucceeded) return undefined
  if (!evaluateCondition(postIf, buildConditionScope(stepRun.runnerContext, status))) return undefined
  const state = Object.entries(main.state).map(([name, value]) => [`STATE_${name}`, value] as const)
  return runStage(stepRun, {
    stage: 'post',
    script,
    status,
    inherited: { ...main.exports, ...Object.fromEntries(state) },
  })
}

async function runStage(stepRun: StepRun, plan: StagePlan): Promise<StageResult> {
  const { options, clockSlot } = stepRun
  const files = createCommandFiles(join(stepRun.tempDirectory, plan.stage))
  const lines: string[] = []
  const now = (): number => options.clock?.now() ?? performance.now()
  const startedAt = now()
  const running = startProcess({
    script: resolve(options.action ?? PROJECT_DIRECTORY, plan.script),
    cwd: options.workspace,
    env: buildEnvironment(stepRun, plan, commandFileVariables(files)),
    timeoutMs: options.timeoutMs ?? 240_000,
    signalDelays: options.signalDelays ?? RUNNER_SIGNAL_DELAYS,
    onLine: (line) => {
      lines.push(line)
      options.onLine?.(line, plan.stage)
    },
  })
  if (plan.stage === 'main') {
    scheduleCancel(options, running)
    options.onStart?.({
      cancel: running.cancel,
      kill: running.kill,
      outputs: () => readAssignments(files, 'OUTPUT'),
      state: () => readAssignments(files, 'STATE'),
      lines,
    })
  }
  const processResult = await running.ended
  clockSlot?.markBusy()
  const virtualMs = now() - startedAt
  const log = lines.map((line) => `${line}\n`).join('')
  return { ...processResult, ...parseLog(lines), ...readCommandFiles(files), lines, log, virtualMs }
}

function scheduleCancel({ cancelAfterMs, clock }: StepOptions, running: RunningProcess): void {
  if (cancelAfterMs === undefined) return
  if (clock !== undefined) {
    void clock.sleep(cancelAfterMs).then(running.cancel)
    return
  }
  const timer = setTimeout(running.cancel, cancelAfterMs)
  void running.ended.finally(() => clearTimeout(timer))
}

/** Inherits only PATH and HOME from this process. */
function buildEnvironment(
  stepRun: StepRun,
  plan: StagePlan,
  files: Record<string, string>,
): Record<string, string> {
  const { options, runnerContext, action, clockSlot } = stepRun
  const { PATH = '', HOME = '' } = process.env
  return {
    PATH,
    HOME,
    ...buildRunnerVariables(runnerContext),
    ...files,
    ...buildInputVariables(action.inputs, options.with ?? {}, buildInputScope(runnerContext, plan.status)),
    ...options.env,
    ...plan.inherited,
    ...clockSlot?.env,
  }
}
