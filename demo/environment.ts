import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runAction } from '../test/simulator/runner/run-action.ts'
import type { StepOptions } from '../test/simulator/runner/step.ts'
import { VirtualClock } from '../test/simulator/runner/virtual-clock.ts'
import { defaultKey, ForgeSimulator, type ForgeOptions } from '../test/simulator/forge.ts'
import { GitHubSimulator } from '../test/simulator/github.ts'
import { Run } from './run.ts'

export const PULL_REQUEST = 12
export const MINUTE_MS = 60_000
const TOKEN = 'ghs_demo_token_0123456789'
/** Real time, for a machine that is busy with other things. */
const MOST_MS = 180_000

/** What a workflow asks for when it runs. */
interface Asked extends Pick<StepOptions, 'event' | 'post'> {
  readonly id: number
  readonly attempt?: number
  readonly workspace: string
  readonly with: Readonly<Record<string, string>>
}

/** A pull request with its GitHub and its service, in a time of their own in which hours take a moment. */
export class Stage {
  // As fast as real time where somebody works, so that a slow machine does not look like a slow network.
  readonly #clock = new VirtualClock({ startAt: Date.UTC(2026, 2, 2, 9, 30), speed: 1 })
  readonly #folder = mkdtempSync(join(tmpdir(), 'demo-'))
  readonly #runs: Run[] = []
  protected readonly forge: ForgeSimulator
  protected readonly github = new GitHubSimulator({ clock: this.#clock, repo: 'acme/models', token: TOKEN })
  protected readonly pull = this.github.addPull({
    number: PULL_REQUEST,
    title: 'Train a better support bot',
  })

  constructor(timeline: ForgeOptions['timeline']) {
    this.forge = new ForgeSimulator({ clock: this.#clock, ...(timeline && { timeline }) })
  }

  async open(): Promise<void> {
    await this.forge.start()
    await this.github.start()
  }

  /** Unix milliseconds. */
  get now(): number {
    return this.#clock.now()
  }

  /** Everybody goes on for so long. */
  wait(minutes: number): Promise<void> {
    return this.waitUntil(this.now + minutes * MINUTE_MS)
  }

  /** The same, up to a moment in Unix milliseconds. */
  async waitUntil(endMs: number): Promise<void> {
    const asleep = this.#clock.sleep(Math.max(0, endMs - this.now))
    await Promise.race([asleep, Promise.all(this.#runs.map(({ end }) => end))])
    // It is the runs that make the clock jump.
    this.#clock.advance(Math.max(0, endMs - this.now))
    await asleep
  }

  /** The run, or attempt, that began last. */
  get newest(): Run {
    const run = this.#runs.at(-1)
    if (run === undefined) throw new Error('no run has begun yet')
    return run
  }

  get runs(): readonly Run[] {
    return this.#runs
  }

  get comments(): readonly string[] {
    return this.github.commentsOf(PULL_REQUEST).map(({ body }) => body)
  }

  /** Takes everything down, runs that go on included. */
  async leave(): Promise<void> {
    for (const run of this.#runs) run.kill()
    await Promise.all(this.#runs.map(({ end }) => end))
    await Promise.all([this.forge.stop(), this.github.stop()])
    this.#clock.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** Checks files out; returns the folder. */
  protected checkOut(commit: string, files: Readonly<Record<string, string>>): string {
    const folder = this.folderOf(commit)
    mkdirSync(folder, { recursive: true })
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text, { mode: 0o755 })
    }
    return folder
  }

  protected folderOf(commit: string): string {
    return join(this.#folder, commit)
  }

  /** A run of a workflow begins. */
  protected begin({ id, attempt = 1, with: given, ...step }: Asked): Run {
    const run = new Run(`run ${id}${attempt === 1 ? '' : `, attempt ${attempt}`}`, (onStart) =>
      runAction({
        ...step,
        clock: this.#clock,
        run: { id, attempt, actor: 'ada' },
        githubApiUrl: this.github.url,
        githubToken: TOKEN,
        with: { ...given, 'api-key': defaultKey, 'api-url': this.forge.url },
        limitMs: MOST_MS,
        onStart,
      }),
    )
    this.#runs.push(run)
    return run
  }
}
