import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { compare, heardOf, JUDGES } from '../external-validators/client.ts'
import { pullRequestEvent } from '../simulator/runner/events.ts'
import { runAction } from '../simulator/runner/run-action.ts'
import type { StepOptions, StepResult } from '../simulator/runner/step.ts'
import { VirtualClock } from '../simulator/runner/virtual-clock.ts'
import { ForgeSimulator, type ForgeOptions } from '../simulator/forge.ts'
import { GitHubSimulator, type GitHubOptions } from '../simulator/github.ts'

export const KEY = 'forge-key-0123456789abcdef'
export const TOKEN = 'ghs_token0123456789abcdef'
export const PULL_REQUEST = 12
export const SPEC_FILE = 'training/support-bot.yml'

export const SPEC = `job_type: supervised_fine_tuning
model_config:
  base_model: mistral-small-latest
dataset_ids:
  - 7c9e6679-7425-40de-944b-e07fc1f90ae7
hyperparameters:
  learning_rate: 1.0e-5
  training_steps: 1000
  batch_size: 8
  warmup_steps: 50
`

export interface WorldOptions {
  readonly forge?: Omit<ForgeOptions, 'clock' | 'key'>
  readonly github?: Omit<GitHubOptions, 'clock' | 'token' | 'repo'>
  /** Text of the files of the workspace, by path; the sample spec unless told. */
  readonly files?: Readonly<Record<string, string>>
  /** Why the answers of the service are not those of the contract; they are not compared with it then. */
  readonly offContract?: string
  /** The simulators live by the clock of this machine, where signals are real too. */
  readonly isRealTime?: boolean
}

/** A service, a GitHub, a repository and a clock that they all share with the action. */
export class World {
  readonly clock = new VirtualClock({ startAt: Date.UTC(2026, 10, 22, 14, 2, 11) })
  readonly forge: ForgeSimulator
  readonly github: GitHubSimulator
  readonly workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  readonly #isOffContract: boolean

  constructor(options: WorldOptions) {
    const { forge, github, files = { [SPEC_FILE]: SPEC }, isRealTime = false, offContract } = options
    this.#isOffContract = offContract !== undefined
    const time = isRealTime ? {} : { clock: this.clock }
    this.forge = new ForgeSimulator({ ...forge, ...time, key: KEY, seed: 'e2e' })
    this.github = new GitHubSimulator({ ...github, ...time, token: TOKEN, repo: 'acme/models' })
    // As the sample event has it.
    this.github.addPull({
      number: PULL_REQUEST,
      head: { ref: 'better-support-bot', sha: 'a'.repeat(40), repo: 'acme/models' },
    })
    for (const [path, text] of Object.entries(files)) this.write(path, text)
  }

  write(path: string, text: string): void {
    const file = join(this.workspace, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  /** Runs the built action on the sample spec, for the sample pull request, unless told otherwise. */
  run(options: Partial<StepOptions> = {}): Promise<StepResult> {
    const { with: given, ...rest } = options
    return runAction({
      workspace: this.workspace,
      clock: this.clock,
      event: pullRequestEvent({ number: PULL_REQUEST }),
      run: { id: 8123, actor: 'octocat' },
      githubApiUrl: this.github.url,
      githubToken: TOKEN,
      with: { spec: SPEC_FILE, 'api-key': KEY, 'api-url': this.forge.url, ...given },
      ...rest,
    })
  }

  /** The comments on the pull request, oldest first. */
  get comments(): readonly string[] {
    return this.github.commentsOf(PULL_REQUEST).map(({ body }) => body)
  }

  /** Names of the operations that the service was asked for, in order. */
  get operations(): readonly string[] {
    return this.forge.requests.map(({ operation }) => operation)
  }

  /** Ends everything. Rejects where outside judges object to what was on one of the two wires. */
  async close(): Promise<void> {
    await Promise.all([this.forge.stop(), this.github.stop()])
    this.clock.close()
    rmSync(this.workspace, { recursive: true, force: true })
    await this.#judge(process.env[JUDGES])
  }

  async #judge(url: string | undefined): Promise<void> {
    if (url === undefined) return
    const service = heardOf(this.forge.requests)
    const asked = this.#isOffContract ? service.map(({ answer: _, ...request }) => request) : service
    await Promise.all([compare('forge', url, asked), compare('github', url, heardOf(this.github.requests))])
  }
}

/** Runs `story` in a world of its own, and takes the world down however it ends. */
export async function inWorld<T>(options: WorldOptions, story: (world: World) => Promise<T>): Promise<T> {
  const world = new World(options)
  try {
    await world.forge.start()
    await world.github.start()
    return await story(world)
  } finally {
    await world.close()
  }
}
