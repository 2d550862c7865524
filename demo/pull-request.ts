import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pullRequestEvent, type PullRequestFacts } from '../test/runner/events.ts'
import { runAction } from '../test/runner/run-action.ts'
import type { StepControl, StepResult } from '../test/runner/step.ts'
import { VirtualClock } from '../test/runner/virtual-clock.ts'
import { ForgeSimulator } from '../test/simulator/forge.ts'
import { GitHubSimulator } from '../test/simulator/github.ts'
import type { Timeline } from '../test/simulator/timeline.ts'

const NUMBER = 12
const SPEC_FILE = 'training/support-bot.yml'
const TOKEN = 'ghs_demo_token_0123456789'
const MINUTE_MS = 60_000
/** Real time, for a machine that is busy with other things. */
const MOST_MS = 180_000

const TIMELINE: Timeline = [
  { afterMs: 0, status: 'QUEUED' },
  { afterMs: 2 * MINUTE_MS, status: 'VALIDATING' },
  { afterMs: 5 * MINUTE_MS, status: 'RUNNING' },
  { afterMs: 94 * MINUTE_MS, status: 'SUCCESS' },
]

/** What a run is about, and which of its attempts it is. */
interface RunFacts {
  readonly id: number
  readonly attempt: number
  readonly commit: string
  readonly action: NonNullable<PullRequestFacts['action']>
  /** The runner is lost at the moment at which the service has accepted the job. */
  readonly isLost?: boolean
}

/** One attempt of a run of the workflow: the built action in a process of its own. */
export class Run {
  readonly facts: RunFacts
  readonly end: Promise<StepResult>
  #control: StepControl | undefined
  #result: StepResult | undefined

  constructor(facts: RunFacts, start: (onStart: (control: StepControl) => void) => Promise<StepResult>) {
    this.facts = facts
    this.end = start((control) => (this.#control = control)).then((result) => (this.#result = result))
  }

  get name(): string {
    const { id, attempt } = this.facts
    return `run ${id}${attempt === 1 ? '' : `, attempt ${attempt}`}`
  }

  /** What a later step would see now. */
  get outcome(): string | undefined {
    const outputs = this.#result?.outputs ?? this.#control?.outputs()
    return outputs?.['outcome']
  }

  /** Somebody cancels the workflow. */
  async cancel(): Promise<void> {
    this.#control?.cancel()
    await this.end
  }

  /** The process is gone, at once. */
  kill(): void {
    this.#control?.kill()
  }
}

/** A pull request with its GitHub and its service, in a time of their own in which hours take a moment. */
export class PullRequest {
  // As fast as real time where somebody works, so that a slow machine does not look like a slow network.
  readonly #clock = new VirtualClock({ startAt: Date.UTC(2026, 2, 2, 9, 30), speed: 1 })
  readonly #forge = new ForgeSimulator({ clock: this.#clock, timeline: TIMELINE })
  readonly #github = new GitHubSimulator({ clock: this.#clock, repo: 'acme/models', token: TOKEN })
  readonly #folder = mkdtempSync(join(tmpdir(), 'story-'))
  readonly #pull = this.#github.addPull({ number: NUMBER, title: 'Train a better support bot' })
  readonly #runs: Run[] = []
  #commits = 0

  /** `onMain` is the spec that the branch started from. */
  async open(onMain: string): Promise<void> {
    this.#github.world.putFile(SPEC_FILE, onMain)
    await this.#forge.start()
    await this.#github.start()
  }

  /** Somebody pushes a commit with this spec, and a run begins. */
  push(spec: string, { isLost = false } = {}): Run {
    const commit = createHash('sha1').update(`commit ${++this.#commits}`).digest('hex')
    const file = join(this.#workspaceOf(commit), SPEC_FILE)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, spec)
    this.#pull.pull.head.sha = commit
    const action = this.#commits === 1 ? 'opened' : 'synchronize'
    return this.#begin({ id: this.#nextId, attempt: 1, commit, action, isLost })
  }

  /** Somebody runs the newest run again. */
  runAgain(): Run {
    const { id, attempt, commit, action } = this.newest.facts
    return this.#begin({ id, attempt: attempt + 1, commit, action })
  }

  /** Somebody closes the pull request without merging it, and a run begins for that. */
  close(): Run {
    this.#pull.state = 'closed'
    return this.#begin({ id: this.#nextId, attempt: 1, commit: this.newest.facts.commit, action: 'closed' })
  }

  /** Everybody goes on for so long. */
  async wait(minutes: number): Promise<void> {
    const endMs = this.#clock.now() + minutes * MINUTE_MS
    const asleep = this.#clock.sleep(minutes * MINUTE_MS)
    await Promise.race([asleep, Promise.all(this.#runs.map(({ end }) => end))])
    // It is the runs that make the clock jump.
    this.#clock.advance(Math.max(0, endMs - this.#clock.now()))
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

  /** How many jobs the service has accepted. */
  get accepted(): number {
    return this.#forge.accepted.length
  }

  /** Which of them were cancelled; the first job is 1. */
  get cancelled(): readonly number[] {
    return this.#forge.accepted.flatMap(({ status }, n) => (/^CANCEL/.test(status) ? [n + 1] : []))
  }

  get comments(): readonly string[] {
    return this.#github.commentsOf(NUMBER).map(({ body }) => body)
  }

  /** Takes everything down, runs that go on included. */
  async leave(): Promise<void> {
    for (const run of this.#runs) run.kill()
    await Promise.all(this.#runs.map(({ end }) => end))
    await Promise.all([this.#forge.stop(), this.#github.stop()])
    this.#clock.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  get #nextId(): number {
    return 8101 + new Set(this.#runs.map(({ facts }) => facts.id)).size
  }

  #workspaceOf(commit: string): string {
    return join(this.#folder, commit)
  }

  #begin(facts: RunFacts): Run {
    const { id, attempt, commit, action, isLost = false } = facts
    const run = new Run(facts, (onStart) =>
      runAction({
        workspace: this.#workspaceOf(commit),
        clock: this.#clock,
        event: pullRequestEvent({ number: NUMBER, action, headSha: commit, actor: 'ada' }),
        run: { id, attempt, actor: 'ada' },
        githubApiUrl: this.#github.url,
        githubToken: TOKEN,
        with: { spec: SPEC_FILE, 'api-key': 'forge-simulator-key', 'api-url': this.#forge.url },
        limitMs: MOST_MS,
        // Nothing of the action runs any more on a runner that is lost.
        post: !isLost,
        onStart,
      }),
    )
    this.#runs.push(run)
    if (isLost) this.#loseAtSubmission(run)
    return run
  }

  #loseAtSubmission(run: Run): void {
    this.#forge.addFault({
      kind: 'mutate',
      on: { operation: 'create', nth: 1 },
      change: (answer) => {
        run.kill()
        return answer
      },
    })
  }
}
