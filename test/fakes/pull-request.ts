import { FakeRun, FakeEnvironment, type CompletedRun, type FakeRunOptions } from './command-context.ts'
import type { ApiCall, Fault, JobLifecycle } from './forge-api.ts'

const MINUTE = 60_000

type Content = string | Readonly<Record<string, string>>

/** A pull request whose runs share one environment. */
export class FakePullRequest extends FakeEnvironment {
  #lastRunId = 8122
  #pushCount = 0

  constructor(...lifecycles: JobLifecycle[]) {
    super(...lifecycles)
    this.pullRequest = { isClosed: false, isMerged: false, headSha: 'commit-0' }
  }

  /** Pushes a commit with these spec files and starts a run. */
  push(content: Content, options: FakeRunOptions = {}): BackgroundRun {
    const headSha = `commit-${++this.#pushCount}`
    this.pullRequest = { isClosed: false, isMerged: false, headSha }
    return this.startRun(content, options)
  }

  /** Starts a run for the current commit. */
  startRun(content: Content, options: FakeRunOptions = {}): BackgroundRun {
    const files = typeof content === 'string' ? { 'a.yml': content } : content
    return new BackgroundRun(this, {
      files,
      id: String(++this.#lastRunId),
      commit: `commit-${this.#pushCount}`,
      ...options,
    })
  }

  /** Closes the pull request and starts a run for that event. */
  close(
    content: Content,
    { isMerged = false, ...options }: FakeRunOptions & { isMerged?: boolean } = {},
  ): BackgroundRun {
    this.pullRequest = { isClosed: true, isMerged, headSha: `commit-${this.#pushCount}` }
    return this.startRun(content, options)
  }

  /** Advances the clock. */
  async advance(minutes = 20): Promise<void> {
    await this.clock.sleep(minutes * MINUTE)
  }

  /** Calls `act` on the next submission, which may return a fault. */
  onNextSubmission(act: (call: ApiCall) => Fault | undefined): void {
    this.api.script = (call) => {
      if (call.operation !== 'create') return undefined
      this.api.script = () => undefined
      return act(call)
    }
  }

  /** Number of accepted jobs, numbers of the cancelled ones, and number of comments. */
  get summary() {
    const { accepted, cancelled } = this.jobs
    const { length: comments } = this.conversation.comments
    return { accepted: accepted.length, cancelled: cancelled.map(numberOf), comments }
  }
}

const numberOf = (id = ''): number => Number(id.slice(-12))

/** A run that executes in the background of the test. */
export class BackgroundRun extends FakeRun {
  readonly completed: Promise<CompletedRun>
  readonly #options: FakeRunOptions
  readonly #pullRequest: FakePullRequest

  constructor(pullRequest: FakePullRequest, options: FakeRunOptions) {
    super(pullRequest, options)
    this.#pullRequest = pullRequest
    this.#options = options
    this.completed = this.execute()
  }

  rerun(changes: FakeRunOptions = {}): BackgroundRun {
    const { attempt = 1 } = this.#options
    return new BackgroundRun(this.#pullRequest, { ...this.#options, attempt: attempt + 1, ...changes })
  }

  /** The outcome, the number of the job, and whether the job is new, from the outputs. */
  get reported() {
    const { outcome, reused } = this.outputs
    return [outcome, numberOf(this.outputs['job-id']), reused === 'true' ? 'reused' : 'new']
  }
}
