import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readActionFile } from './action-file.ts'
import type { ActionFile } from './action-file.ts'
import { createCommandFiles, fileVariables, readAssignments, readCommandFiles } from './command-files.ts'
import { pullRequestEvent } from './events.ts'
import { holds } from './expressions.ts'
import { RUNNER_LADDER, startProcess } from './step-process.ts'
import type { RunningProcess } from './step-process.ts'
import type { Stage, StageResult, StepOptions, StepResult } from './step.ts'
import type { ClockSeat } from './virtual-clock.ts'
import { interpret } from './workflow-commands.ts'
import { conditionScope, inputScope, inputVariables, runnerVariables } from './workflow-run.ts'
import type { JobStatus, Surroundings } from './workflow-run.ts'

interface StagePlan {
  readonly stage: Stage
  readonly script: string
  readonly status: JobStatus
  /** What main left for post: variables and state. */
  readonly inherited: Readonly<Record<string, string>>
}

interface Step {
  readonly options: StepOptions
  readonly directory: string
  readonly action: ActionFile
  readonly surroundings: Surroundings
  readonly seat: ClockSeat | undefined
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Runs main, and then post, of the action that is built at `action`, each in a Node process of its own with the
 * environment, command files and signals of GitHub's runner. Resolves also when the step fails. Rejects for what is a
 * mistake and no outcome: a malformed command file, an input that action.yml does not name (the runner only warns), an
 * expression that is not understood, a missing file.
 */
export async function runAction(options: StepOptions): Promise<StepResult> {
  const directory = mkdtempSync(join(tmpdir(), 'runner-'))
  const seat = options.clock?.join(options.env?.['NODE_OPTIONS'])
  try {
    const action = readActionFile(options.action ?? PROJECT)
    const step = { options, directory, action, surroundings: surround(options, directory), seat }
    const main = await runStage(step, {
      stage: 'main',
      script: action.main,
      status: 'success',
      inherited: {},
    })
    const conclusion = conclude(main)
    const post = await runPost(step, main, options.statusInPost ?? conclusion)
    return { ...main, conclusion, post }
  } finally {
    seat?.leave()
    rmSync(directory, { recursive: true, force: true })
  }
}

function surround(options: StepOptions, directory: string): Surroundings {
  const event = options.event ?? pullRequestEvent()
  const eventPath = join(directory, 'event.json')
  writeFileSync(eventPath, JSON.stringify(event.payload))
  // The runner writes this file when the job starts, and its age tells the age of the job.
  const now = (options.clock?.now() ?? Date.now()) / 1000
  utimesSync(eventPath, now, now)
  return {
    event,
    eventPath,
    run: options.run ?? {},
    workspace: options.workspace,
    temp: directory,
    apiUrl: options.githubApiUrl ?? 'http://127.0.0.1:9',
    token: options.githubToken ?? '',
    matrix: options.matrix ?? null,
    jobTotal: options.jobTotal ?? 1,
  }
}

function conclude(main: StageResult): JobStatus {
  if (main.cancelled) return 'cancelled'
  return main.exitCode === 0 ? 'success' : 'failure'
}

async function runPost(step: Step, main: StageResult, status: JobStatus): Promise<StageResult | undefined> {
  const { post: script, postIf } = step.action
  if (script === undefined || step.options.post === false) return undefined
  if (!holds(postIf, conditionScope(step.surroundings, status))) return undefined
  const state = Object.entries(main.state).map(([name, value]) => [`STATE_${name}`, value] as const)
  return runStage(step, {
    stage: 'post',
    script,
    status,
    inherited: { ...main.exports, ...Object.fromEntries(state) },
  })
}

async function runStage(step: Step, plan: StagePlan): Promise<StageResult> {
  const { options, seat } = step
  const files = createCommandFiles(join(step.directory, plan.stage))
  const lines: string[] = []
  const now = (): number => options.clock?.now() ?? performance.now()
  const startedAt = now()
  const running = startProcess({
    script: resolve(options.action ?? PROJECT, plan.script),
    cwd: options.workspace,
    env: environment(step, plan, fileVariables(files)),
    limitMs: options.limitMs ?? 60_000,
    ladder: options.ladder ?? RUNNER_LADDER,
    onLine: (line) => {
      lines.push(line)
      options.onLine?.(line, plan.stage)
    },
  })
  if (plan.stage === 'main') {
    cancelLater(options, running)
    options.onStart?.({
      cancel: running.cancel,
      kill: running.kill,
      outputs: () => readAssignments(files, 'OUTPUT'),
      state: () => readAssignments(files, 'STATE'),
      lines,
    })
  }
  const end = await running.ended
  seat?.hold()
  const virtualMs = now() - startedAt
  const text = lines.map((line) => `${line}\n`).join('')
  return { ...end, ...interpret(lines), ...readCommandFiles(files), lines, log: text, virtualMs }
}

function cancelLater({ cancelAfterMs, clock }: StepOptions, running: RunningProcess): void {
  if (cancelAfterMs === undefined) return
  if (clock !== undefined) {
    void clock.sleep(cancelAfterMs).then(running.cancel)
    return
  }
  const timer = setTimeout(running.cancel, cancelAfterMs)
  void running.ended.finally(() => clearTimeout(timer))
}

/** Nothing of this process's environment but where programs and the home folder are. */
function environment(step: Step, plan: StagePlan, files: Record<string, string>): Record<string, string> {
  const { options, surroundings, action, seat } = step
  const { PATH = '', HOME = '' } = process.env
  return {
    PATH,
    HOME,
    ...runnerVariables(surroundings),
    ...files,
    ...inputVariables(action.inputs, options.with ?? {}, inputScope(surroundings, plan.status)),
    ...options.env,
    ...plan.inherited,
    ...seat?.env,
  }
}
