import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isUuid } from '../../src/jobs/job-id.ts'
import { validateExchanges, toExchanges, VALIDATORS_URL } from '../external-validators/client.ts'
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

export interface TestEnvironmentOptions {
  readonly forge?: Omit<ForgeOptions, 'clock' | 'key'>
  readonly github?: Omit<GitHubOptions, 'clock' | 'token' | 'repo'>
  /** Files of the workspace, by path. Default: the sample spec. */
  readonly files?: Readonly<Record<string, string>>
  /** Why the service's responses break the contract; they are not validated then. */
  readonly contractDeviation?: string
  /** Runs the simulators in real time, for example for signals. */
  readonly isRealTime?: boolean
  /** How many times faster than real time the virtual clock runs while a process works. Default: 20. */
  readonly clockSpeed?: number
}

/** Simulators of the Forge API and of GitHub, a workspace, and a clock that they share with the action. */
export class TestEnvironment {
  readonly clock: VirtualClock
  readonly forge: ForgeSimulator
  readonly github: GitHubSimulator
  readonly workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  readonly #deviatesFromContract: boolean

  constructor(options: TestEnvironmentOptions) {
    const { forge, github, files = { [SPEC_FILE]: SPEC }, isRealTime = false, contractDeviation } = options
    this.clock = new VirtualClock({ startAt: Date.UTC(2026, 10, 22, 14, 2, 11), speed: options.clockSpeed })
    this.#deviatesFromContract = contractDeviation !== undefined
    const time = isRealTime ? {} : { clock: this.clock }
    this.forge = new ForgeSimulator({ ...forge, ...time, key: KEY, seed: 'e2e' })
    this.github = new GitHubSimulator({ ...github, ...time, token: TOKEN, repo: 'acme/models' })
    // As in the sample event.
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

  /** Runs the built action. Default: on the sample spec, for the sample pull request. */
  run(options: Partial<StepOptions> = {}): Promise<StepResult> {
    const { with: inputs, ...rest } = options
    return runAction({
      workspace: this.workspace,
      clock: this.clock,
      event: pullRequestEvent({ number: PULL_REQUEST }),
      run: { id: 8123, actor: 'octocat' },
      githubApiUrl: this.github.url,
      githubToken: TOKEN,
      // After success, post has nothing to do (run.test.ts, commands.test.ts), and starting it takes a fifth of the time.
      post: 'unless-succeeded',
      with: { spec: SPEC_FILE, 'api-key': KEY, 'api-url': this.forge.url, ...inputs },
      ...rest,
    })
  }

  /** The comments on the pull request, oldest first. */
  get comments(): readonly string[] {
    return this.github.commentsOf(PULL_REQUEST).map(({ body }) => body)
  }

  /** Operations of the requests to the Forge API, in order. */
  get operations(): readonly string[] {
    return this.forge.requests.map(({ operation }) => operation)
  }

  /** Stops everything. Rejects if the external validators find a violation in the recorded exchanges. */
  async close(): Promise<void> {
    await Promise.all([this.forge.stop(), this.github.stop()])
    this.clock.close()
    rmSync(this.workspace, { recursive: true, force: true })
    await this.#validateExchanges(process.env[VALIDATORS_URL])
  }

  /** Whether a path names a job whose id is not as in the contract. */
  #namesOddJob(path: string): boolean {
    return this.forge.jobs.some(({ id }) => !isUuid(id) && path.includes(id))
  }

  async #validateExchanges(url: string | undefined): Promise<void> {
    if (url === undefined) return
    const exchanges = toExchanges(this.forge.requests)
    const forgeExchanges = this.#deviatesFromContract
      ? exchanges.map(({ response: _, ...request }) => request).filter(({ path }) => !this.#namesOddJob(path))
      : exchanges
    await Promise.all([
      validateExchanges('forge', url, forgeExchanges),
      validateExchanges('github', url, toExchanges(this.github.requests)),
    ])
  }
}

/** Runs `test` in a new environment, which is always closed afterwards. */
export async function withEnvironment<T>(
  options: TestEnvironmentOptions,
  test: (environment: TestEnvironment) => Promise<T>,
): Promise<T> {
  const environment = new TestEnvironment(options)
  try {
    await environment.forge.start()
    await environment.github.start()
    return await test(environment)
  } finally {
    await environment.close()
  }
}
