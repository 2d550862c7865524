import { execFileSync } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { World, KEY, TOKEN, type WorldOptions } from '../e2e/world.ts'
import type { WorkflowEvent } from '../simulator/runner/events.ts'
import { play, type Played } from './engine.ts'
import { layOut } from './repository.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const OURS = 'mistral-forge-actions/forge-training-job@v1'
const ADDRESS = 'default: https://api.mistral.ai'

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

  /** The commit of the repository. */
  head(): string {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: join(this.#folder, 'repository'),
      encoding: 'utf8',
    }).trim()
  }

  /** Has the engine run a workflow for an event. */
  async play({ workflow, event, runId = 8123, secrets = { MISTRAL_API_KEY: KEY } }: Play): Promise<Played> {
    return play({
      folder: this.#folder,
      workflow:
        typeof workflow === 'string'
          ? await readFile(join(PROJECT, 'examples', workflow), 'utf8')
          : workflow.text,
      event,
      runId,
      secrets: { GITHUB_TOKEN: TOKEN, ...secrets },
      env: { GITHUB_API_URL: this.world.github.url, GITHUB_REPOSITORY: 'acme/models' },
      actions: { [OURS]: join(this.#folder, 'ours') },
    })
  }
}
