import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tools } from '../../scripts/tools.ts'
import type { WorkflowEvent } from '../simulator/runner/events.ts'

const STAND_INS = fileURLToPath(new URL('stand-ins', import.meta.url))

/** One line of the engine's log, as far as it is looked at. */
interface Line {
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

/** What a workflow came to. */
export interface Played {
  readonly exitCode: number | null
  /** By job id: `success`, `failure`; without those that were skipped. */
  readonly jobs: ReadonlyMap<string, string>
  /** `success` or `failure` of the step with this name; undefined where it was skipped. */
  readonly step: (name: string) => string | undefined
  /** Values of the output with this name, in the order in which steps have set them. */
  readonly output: (name: string) => readonly string[]
  readonly log: string
}

/** A workflow, and what it finds around it. */
export interface Scene {
  /** With `repository`, which the engine copies for each job, `bin`, which is first in the PATH, and `artifacts`. */
  readonly folder: string
  /** Text of the workflow. */
  readonly workflow: string
  readonly event: WorkflowEvent
  readonly runId: number
  readonly secrets: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  /** Folders of actions that stand in for others, beside those of `stand-ins/`. */
  readonly actions?: Readonly<Record<string, string>>
}

const ON_THIS_MACHINE = [
  '--platform',
  'ubuntu-latest=-self-hosted',
  '--no-cache-server',
  '--action-offline-mode',
]

/** Has the engine run a workflow for an event. */
export async function play(scene: Scene): Promise<Played> {
  const folder = join(scene.folder, 'scenes', String(scene.runId))
  await mkdir(join(folder, 'home'), { recursive: true })
  const [workflow, payload] = [join(folder, 'workflow.yml'), join(folder, 'event.json')]
  await writeFile(workflow, scene.workflow)
  await writeFile(payload, JSON.stringify(scene.event.payload))
  const { act } = await tools()
  const env = {
    GITHUB_RUN_ID: String(scene.runId),
    GITHUB_RUN_ATTEMPT: '1',
    STAGE: scene.folder,
    ...scene.env,
  }
  const options = [
    ...[scene.event.name, '--workflows', workflow, '--eventpath', payload, '--json', ...ON_THIS_MACHINE],
    ...standIns(scene),
    ...pairs('--secret', scene.secrets),
    ...pairs('--env', env),
  ]
  return played(await run(act, options, { scene, home: join(folder, 'home') }))
}

const pairs = (option: string, values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`])

interface Ended {
  readonly exitCode: number | null
  readonly text: string
}

function run(
  program: string,
  options: readonly string[],
  { scene, home }: { readonly scene: Scene; readonly home: string },
): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>()
  const child = spawn(program, options, {
    cwd: join(scene.folder, 'repository'),
    stdio: ['ignore', 'pipe', 'pipe'],
    // What the engine keeps for later runs is nothing for the next test.
    env: {
      PATH: `${join(scene.folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: home,
      XDG_CACHE_HOME: home,
    },
  })
  let text = ''
  const take = (chunk: string): void => void (text += chunk)
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  child.on('error', reject)
  child.on('close', (exitCode) => resolve({ exitCode, text }))
  return promise
}

/** The engine's own option for actions that are not to be fetched. */
function standIns({ workflow, actions = {} }: Scene): readonly string[] {
  const used = new Set([...workflow.matchAll(/^\s*(?:- )?uses: (\S+)/gm)].map(([, action = '']) => action))
  return [...used].flatMap((action) => {
    const name = /^actions\/([\w-]+)@/.exec(action)?.[1]
    const local = actions[action] ?? (name && join(STAND_INS, name))
    if (!local) throw new Error(`there is no stand-in for ${action}`)
    return ['--local-repository', `${action}=${local}`]
  })
}

function played({ exitCode, text }: Ended): Played {
  const lines = text.split('\n').flatMap((line): Line[] => {
    try {
      return [JSON.parse(line) as Line]
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
