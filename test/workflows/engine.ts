import { execFileSync, spawn } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tools } from '../../scripts/tools.ts'
import { World, KEY, TOKEN, type WorldOptions } from '../e2e/world.ts'
import type { WorkflowEvent } from '../runner/events.ts'
import { layOut } from './repository.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const STAND_INS = fileURLToPath(new URL('stand-ins', import.meta.url))
const OURS = 'mistral-forge-actions/forge-training-job@v1'
const ADDRESS = 'default: https://api.mistral.ai'

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

export interface Play {
  /** The workflow: a file of `examples/`, or the text of another one. */
  readonly workflow: string | { readonly text: string }
  readonly event: WorkflowEvent
  readonly runId?: number
  readonly secrets?: Readonly<Record<string, string>>
}

/** A repository, a service and a GitHub in real time, for workflows that a real engine runs. */
export class Stage {
  readonly world: World
  readonly #folder: string

  constructor(options: WorldOptions = {}) {
    this.world = new World({ ...options, isRealTime: true })
    this.#folder = this.world.workspace
  }

  async open(): Promise<void> {
    await Promise.all([this.world.forge.start(), this.world.github.start()])
    await layOut(this.#folder)
    await mkdir(join(this.#folder, 'ours'))
    await cp(join(PROJECT, 'dist'), join(this.#folder, 'ours/dist'), { recursive: true })
    const action = await readFile(join(PROJECT, 'action.yml'), 'utf8')
    if (!action.includes(ADDRESS)) throw new Error(`action.yml has no "${ADDRESS}"`)
    // The examples name no address, and the one of the service is not to be reached from here.
    const here = action.replace(ADDRESS, `default: ${this.world.forge.url}`)
    await writeFile(join(this.#folder, 'ours/action.yml'), here)
  }

  close(): Promise<void> {
    return this.world.close()
  }

  /** What a script or program of the repository was called with, a line each. */
  async calls(program: string): Promise<readonly string[]> {
    const text = await readFile(join(this.#folder, 'calls', program), 'utf8').catch(() => '')
    return text.split('\n').filter((line) => line !== '')
  }

  /** Puts a file into the repository, not committed. */
  async write(path: string, text: string): Promise<void> {
    const file = join(this.#folder, 'repository', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }

  /** A file of the folder in which the stage stands, such as `artifacts/model/model.json`. */
  file(path: string): Promise<string> {
    return readFile(join(this.#folder, path), 'utf8')
  }

  /** What git says of the remote of the repository. */
  git(...args: readonly string[]): string {
    return execFileSync('git', ['--git-dir', join(this.#folder, 'remote.git'), ...args], { encoding: 'utf8' })
  }

  /** Has the engine run a workflow for an event. */
  async play({ workflow, event, runId = 8123, secrets = { MISTRAL_API_KEY: KEY } }: Play): Promise<Played> {
    const text =
      typeof workflow === 'string'
        ? await readFile(join(PROJECT, 'examples', workflow), 'utf8')
        : workflow.text
    const scene = join(this.#folder, 'scenes', String(runId))
    await mkdir(join(scene, 'home'), { recursive: true })
    await writeFile(join(scene, 'workflow.yml'), text)
    await writeFile(join(scene, 'event.json'), JSON.stringify(event.payload))
    const { act } = await tools()
    const lines = await this.#run(
      act,
      [
        event.name,
        ...['--workflows', join(scene, 'workflow.yml'), '--eventpath', join(scene, 'event.json')],
        ...[
          '--platform',
          'ubuntu-latest=-self-hosted',
          '--json',
          '--no-cache-server',
          '--action-offline-mode',
        ],
        ...standIns(text, this.#folder),
        ...Object.entries({ GITHUB_TOKEN: TOKEN, ...secrets }).flatMap(([name, value]) => [
          '--secret',
          `${name}=${value}`,
        ]),
        ...Object.entries(this.#env(runId)).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ],
      scene,
    )
    return played(lines)
  }

  #env(runId: number): Readonly<Record<string, string>> {
    return {
      GITHUB_API_URL: this.world.github.url,
      GITHUB_REPOSITORY: 'acme/models',
      GITHUB_RUN_ID: String(runId),
      GITHUB_RUN_ATTEMPT: '1',
      STAGE: this.#folder,
    }
  }

  #run(program: string, args: readonly string[], scene: string): Promise<Ended> {
    const { promise, resolve, reject } = Promise.withResolvers<Ended>()
    const child = spawn(program, args, {
      cwd: join(this.#folder, 'repository'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${join(this.#folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        // What it keeps for later runs is nothing for the next test.
        HOME: join(scene, 'home'),
        XDG_CACHE_HOME: join(scene, 'home'),
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
}

interface Ended {
  readonly exitCode: number | null
  readonly text: string
}

/** The engine's own option for actions that are not to be fetched. */
function standIns(workflow: string, folder: string): readonly string[] {
  const actions = new Set([...workflow.matchAll(/^\s*(?:- )?uses: (\S+)/gm)].map(([, action = '']) => action))
  return [...actions].flatMap((action) => {
    const name = /^actions\/([\w-]+)@/.exec(action)?.[1]
    const local = action === OURS ? join(folder, 'ours') : name && join(STAND_INS, name)
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
