import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureTools } from '../../scripts/tools.ts'
import type { WorkflowEvent } from '../simulator/runner/events.ts'

const STAND_INS = fileURLToPath(new URL('stand-ins', import.meta.url))

/** A line of the engine's JSON log, with the fields used here. */
interface LogLine {
  readonly jobID?: string
  readonly step?: string
  readonly stage?: string
  readonly stepResult?: string
  readonly jobResult?: string
  readonly command?: string
  readonly name?: string
  readonly arg?: string
  readonly msg?: string
}

export interface WorkflowResult {
  readonly exitCode: number | null
  /** `success` or `failure` by job id; without skipped jobs. */
  readonly jobs: ReadonlyMap<string, string>
  /** `success` or `failure` of the step with this name; undefined if it was skipped. */
  readonly step: (name: string) => string | undefined
  /** All values that steps have set for the output with this name, in order. */
  readonly output: (name: string) => readonly string[]
  readonly log: string
}

interface WorkflowOptions {
  /**
   * Contains `repository`, which the engine copies for each job, `bin`, which is first in the PATH, and `artifacts`.
   */
  readonly folder: string
  /** The YAML of the workflow. */
  readonly workflow: string
  /** The YAML of a workflow in the repository that it calls. */
  readonly called?: string
  readonly event: WorkflowEvent
  readonly runId: number
  /** Default: 1. */
  readonly attempt?: number
  readonly secrets: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  /** Folders of replacement actions, in addition to those in `stand-ins/`. */
  readonly actions?: Readonly<Record<string, string>>
}

const HOST_OPTIONS = [
  ...['--platform', 'ubuntu-latest=-self-hosted', '--platform', 'ubuntu-slim=-self-hosted'],
  '--no-cache-server',
  '--action-offline-mode',
]

/** Runs a workflow for an event with act. */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowResult> {
  const { attempt = 1 } = options
  const folder = join(options.folder, 'runs', `${options.runId}-${attempt}`)
  await mkdir(join(folder, 'home'), { recursive: true })
  const [workflow, payload] = [join(folder, 'workflow.yml'), join(folder, 'event.json')]
  await writeFile(workflow, options.workflow)
  await writeFile(payload, JSON.stringify(options.event.payload))
  const { act } = await ensureTools()
  const env = {
    GITHUB_RUN_ID: String(options.runId),
    GITHUB_RUN_ATTEMPT: String(attempt),
    TEST_FOLDER: options.folder,
    ...options.env,
  }
  const actOptions = [
    ...[options.event.name, '--workflows', workflow, '--eventpath', payload, '--json', ...HOST_OPTIONS],
    ...standInOptions(options),
    ...toOptions('--secret', options.secrets),
    ...toOptions('--env', env),
  ]
  return parseResult(
    await spawnEngine(act, actOptions, { folder: options.folder, home: join(folder, 'home') }),
  )
}

const toOptions = (option: string, values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`])

interface EngineOutput {
  readonly exitCode: number | null
  readonly text: string
}

function spawnEngine(
  program: string,
  options: readonly string[],
  { folder, home }: { readonly folder: string; readonly home: string },
): Promise<EngineOutput> {
  const { promise, resolve, reject } = Promise.withResolvers<EngineOutput>()
  const child = spawn(program, options, {
    cwd: join(folder, 'repository'),
    stdio: ['ignore', 'pipe', 'pipe'],
    // Isolates the caches of the engine between tests.
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: home,
      XDG_CACHE_HOME: home,
    },
  })
  let text = ''
  const append = (chunk: string): void => void (text += chunk)
  child.stdout.setEncoding('utf8').on('data', append)
  child.stderr.setEncoding('utf8').on('data', append)
  child.on('error', reject)
  child.on('close', (exitCode) => resolve({ exitCode, text }))
  return promise
}

/** Options that replace actions by local folders instead of fetching them. */
function standInOptions({ workflow, called = '', actions = {} }: WorkflowOptions): readonly string[] {
  const uses = `${workflow}\n${called}`.matchAll(/^\s*(?:- )?uses: (\S+)/gm)
  const used = new Set([...uses].map(([, action = '']) => action))
  return [...used].flatMap((action) => {
    if (action.startsWith('./')) return []
    // Without the folder of the action in its repository.
    const repository = action.replace(/^([^/]+\/[^/]+)\/[\w/-]+@/, '$1@')
    const name = /^actions\/([\w-]+)@/.exec(action)?.[1]
    const local = actions[repository] ?? (name && join(STAND_INS, name))
    if (!local) throw new Error(`no stand-in for ${action}`)
    return ['--local-repository', `${repository}=${local}`]
  })
}

function parseResult({ exitCode, text }: EngineOutput): WorkflowResult {
  const lines = text.split('\n').flatMap((line): LogLine[] => {
    try {
      return [JSON.parse(line) as LogLine]
    } catch {
      return []
    }
  })
  return {
    exitCode,
    jobs: new Map(lines.flatMap(({ jobID, jobResult }) => (jobID && jobResult ? [[jobID, jobResult]] : []))),
    step: (name) =>
      lines.find(({ step, stage, stepResult }) => step === name && stage === 'Main' && stepResult)
        ?.stepResult,
    output: (name) =>
      lines.flatMap((line) => (line.command === 'set-output' && line.name === name ? [line.arg ?? ''] : [])),
    log: lines.map(({ msg = '' }) => msg).join('\n'),
  }
}
