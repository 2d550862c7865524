import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runAction } from '../test/simulator/runner/run-action.ts'
import type { StepOptions } from '../test/simulator/runner/step.ts'
import { VirtualClock } from '../test/simulator/runner/virtual-clock.ts'
import { DEFAULT_KEY, ForgeSimulator, type ForgeOptions } from '../test/simulator/forge.ts'
import { GitHubSimulator } from '../test/simulator/github.ts'
import { WorkflowRun } from './workflow-run.ts'

export const PULL_REQUEST = 12
export const MINUTE_MS = 60_000
const TOKEN = 'ghs_demo_token_0123456789'
/** In real time, for a busy machine. */
const STEP_TIMEOUT_MS = 180_000

interface RunOptions extends Pick<StepOptions, 'event' | 'post' | 'action'> {
  readonly id: number
  readonly attempt?: number
  /** File name of the workflow. Default: `train.yml`. */
  readonly workflow?: string
  readonly workspace: string
  readonly with: Readonly<Record<string, string>>
  /** Whether the step has an API key. Default: true. */
  readonly hasKey?: boolean | 'no-input'
}

/** A pull request with simulators of GitHub and of the service, on a virtual clock: hours pass in moments. */
export class DemoEnvironment {
  // The clock runs at real speed while a process is busy, so that a slow machine does not look like a slow network.
  readonly #clock = new VirtualClock({ startAt: Date.UTC(2026, 2, 2, 9, 30), speed: 1 })
  readonly #folder = mkdtempSync(join(tmpdir(), 'demo-'))
  readonly #runs: WorkflowRun[] = []
  protected readonly forge: ForgeSimulator
  protected readonly github = new GitHubSimulator({ clock: this.#clock, repo: 'acme/models', token: TOKEN })
  protected readonly pullRequest = this.github.addPull({
    number: PULL_REQUEST,
    title: 'Train a better support bot',
  })

  constructor(timeline: ForgeOptions['timeline']) {
    this.forge = new ForgeSimulator({ clock: this.#clock, ...(timeline && { timeline }) })
  }

  async start(): Promise<void> {
    await this.forge.start()
    await this.github.start()
  }

  /** Unix milliseconds. */
  get now(): number {
    return this.#clock.now()
  }

  /** Lets this many minutes pass. */
  wait(minutes: number): Promise<void> {
    return this.waitUntil(this.now + minutes * MINUTE_MS)
  }

  /** Lets time pass until `endMs` (Unix milliseconds). */
  async waitUntil(endMs: number): Promise<void> {
    const timer = this.#clock.sleep(Math.max(0, endMs - this.now))
    await Promise.race([timer, Promise.all(this.#runs.map(({ finished }) => finished))])
    // Only active runs move the clock forward. Once all have ended, it has to be moved from here.
    this.#clock.advance(Math.max(0, endMs - this.now))
    await timer
  }

  /** The run, or attempt, that started last. */
  get latestRun(): WorkflowRun {
    const run = this.#runs.at(-1)
    if (run === undefined) throw new Error('no run has started yet')
    return run
  }

  get runs(): readonly WorkflowRun[] {
    return this.#runs
  }

  /** Bodies of the comments on the pull request. */
  get comments(): readonly string[] {
    return this.github.commentsOf(PULL_REQUEST).map(({ body }) => body)
  }

  /** Kills active runs, stops the simulators and deletes the workspaces. */
  async stop(): Promise<void> {
    for (const run of this.#runs) run.kill()
    await Promise.all(this.#runs.map(({ finished }) => finished))
    await Promise.all([this.forge.stop(), this.github.stop()])
    this.#clock.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Writes the files of a commit into a workspace. Returns its path. */
  protected checkOut(commit: string, files: Readonly<Record<string, string>>): string {
    const workspace = this.workspaceOf(commit)
    mkdirSync(workspace, { recursive: true })
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(workspace, path)), { recursive: true })
      writeFileSync(join(workspace, path), text, { mode: 0o755 })
    }
    return workspace
  }

  protected workspaceOf(commit: string): string {
    return join(this.#folder, commit)
  }

  protected startRun(options: RunOptions): WorkflowRun {
    const run = this.createRun(options)
    this.#runs.push(run)
    return run
  }

  /** Starts a run that is not one of `runs`. */
  protected createRun({
    id,
    attempt = 1,
    workflow = 'train.yml',
    with: inputs,
    hasKey = true,
    ...step
  }: RunOptions): WorkflowRun {
    const service = { 'api-key': hasKey === true ? DEFAULT_KEY : '', 'api-url': this.forge.url }
    return new WorkflowRun(`run ${id}${attempt === 1 ? '' : `, attempt ${attempt}`}`, (onStart) =>
      runAction({
        ...step,
        clock: this.#clock,
        run: { id, attempt, actor: 'ada', workflowFile: `.github/workflows/${workflow}` },
        githubApiUrl: this.github.url,
        githubToken: TOKEN,
        with: { ...inputs, ...(hasKey === 'no-input' ? {} : service) },
        timeoutMs: STEP_TIMEOUT_MS,
        onStart,
      }),
    )
  }
}
