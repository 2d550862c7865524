import { execFileSync } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TestEnvironment, KEY, TOKEN, type TestEnvironmentOptions } from '../e2e/test-environment.ts'
import type { WorkflowEvent } from '../simulator/runner/events.ts'
import { runWorkflow, type WorkflowResult } from './engine.ts'
import { createRepository } from './repository.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const ACTION = 'mistral-forge-actions/forge-training-job@v1'
const DEFAULT_API_URL = 'default: https://api.mistral.ai'

export interface RunOptions {
  /** A file name in `examples/`, or the YAML of a workflow. */
  readonly workflow: string | { readonly text: string; readonly called?: string }
  readonly event: WorkflowEvent
  readonly runId?: number
  /** Default: 1. */
  readonly attempt?: number
  readonly secrets?: Readonly<Record<string, string>>
}

/** A repository with simulators of the service and GitHub in real time, for workflows in a real engine. */
export class WorkflowEnvironment {
  readonly simulators: TestEnvironment
  readonly #folder: string

  constructor(options: TestEnvironmentOptions = {}) {
    this.simulators = new TestEnvironment({ ...options, isRealTime: true })
    this.#folder = this.simulators.workspace
  }

  async start(): Promise<void> {
    await Promise.all([this.simulators.forge.start(), this.simulators.github.start()])
    await createRepository(this.#folder)
    await mkdir(join(this.#folder, 'ours'))
    await cp(join(PROJECT, 'dist'), join(this.#folder, 'ours/dist'), { recursive: true })
    await this.#addAction('.')
    await this.#addAction('sync')
    await cp(join(PROJECT, 'validate'), join(this.#folder, 'ours/validate'), { recursive: true })
  }

  /** The examples use the default API URL, so it is replaced by the simulator's. */
  async #addAction(folder: string): Promise<void> {
    const action = await readFile(join(PROJECT, folder, 'action.yml'), 'utf8')
    if (!action.includes(DEFAULT_API_URL)) throw new Error(`action.yml has no "${DEFAULT_API_URL}"`)
    const target = join(this.#folder, 'ours', folder)
    await mkdir(target, { recursive: true })
    await writeFile(
      join(target, 'action.yml'),
      action.replace(DEFAULT_API_URL, `default: ${this.simulators.forge.url}`),
    )
  }

  stop(): Promise<void> {
    return this.simulators.close()
  }

  /** The arguments of each call of a script or program, one line per call. */
  async calls(program: string): Promise<readonly string[]> {
    const text = await readFile(join(this.#folder, 'calls', program), 'utf8').catch(() => '')
    return text.split('\n').filter((line) => line !== '')
  }

  /** Writes a file into the repository without committing it. */
  async write(path: string, text: string): Promise<void> {
    const file = join(this.#folder, 'repository', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }

  /** Reads a file of the working folder, such as `artifacts/model/model.json`. */
  file(path: string): Promise<string> {
    return readFile(join(this.#folder, path), 'utf8')
  }

  /** Runs git on the remote repository. */
  git(...args: readonly string[]): string {
    return execFileSync('git', ['--git-dir', join(this.#folder, 'remote.git'), ...args], { encoding: 'utf8' })
  }

  /** The head commit of the repository. */
  head(): string {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: join(this.#folder, 'repository'),
      encoding: 'utf8',
    }).trim()
  }

  /** Runs a workflow for an event. */
  async run({
    workflow,
    event,
    runId = 8123,
    attempt,
    secrets = { MISTRAL_API_KEY: KEY },
  }: RunOptions): Promise<WorkflowResult> {
    return runWorkflow({
      folder: this.#folder,
      workflow:
        typeof workflow === 'string'
          ? await readFile(join(PROJECT, 'examples', workflow), 'utf8')
          : workflow.text,
      called: typeof workflow === 'string' ? undefined : workflow.called,
      event,
      runId,
      attempt,
      secrets: { GITHUB_TOKEN: TOKEN, ...secrets },
      env: { GITHUB_API_URL: this.simulators.github.url, GITHUB_REPOSITORY: 'acme/models' },
      actions: { [ACTION]: join(this.#folder, 'ours') },
    })
  }
}
