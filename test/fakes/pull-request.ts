import { FakeRun, SharedWorld, type Played, type RunFacts } from './command-context.ts'
import type { ApiCall, Fault, JobCourse } from './forge-api.ts'

const MINUTE = 60_000

type Content = string | Readonly<Record<string, string>>

/** A pull request, whose runs share one world and its time. */
export class PullRequest extends SharedWorld {
  #runs = 8122
  #pushes = 0

  constructor(...courses: JobCourse[]) {
    super(...courses)
    this.pull = { isClosed: false, isMerged: false, headSha: 'commit-0' }
  }

  /** Somebody pushes a commit with this content, and a run begins. */
  push(content: Content, facts: RunFacts = {}): LiveRun {
    const headSha = `commit-${++this.#pushes}`
    this.pull = { isClosed: false, isMerged: false, headSha }
    return this.begin(content, facts)
  }

  /** A run begins for the commit that is there. */
  begin(content: Content, facts: RunFacts = {}): LiveRun {
    const files = typeof content === 'string' ? { 'a.yml': content } : content
    return new LiveRun(this, { files, id: String(++this.#runs), commit: `commit-${this.#pushes}`, ...facts })
  }

  /** Somebody closes it, and a run begins for that. */
  close(content: Content, { isMerged = false, ...facts }: RunFacts & { isMerged?: boolean } = {}): LiveRun {
    this.pull = { isClosed: true, isMerged, headSha: `commit-${this.#pushes}` }
    return this.begin(content, facts)
  }

  /** Lets everybody go on for some minutes. */
  async wait(minutes = 20): Promise<void> {
    await this.clock.sleep(minutes * MINUTE)
  }

  /** Something happens to the first submission from now on. */
  atNextPost(act: (call: ApiCall) => Fault | undefined): void {
    this.api.script = (call) => {
      if (call.operation !== 'create') return undefined
      this.api.script = () => undefined
      return act(call)
    }
  }

  /** How many jobs were accepted, which of them were cancelled, and how many comments there are. */
  get state() {
    const { accepted, cancelled } = this.jobs
    const { length: comments } = this.conversation.comments
    return { accepted: accepted.length, cancelled: cancelled.map(numberOf), comments }
  }
}

const numberOf = (id = ''): number => Number(id.slice(-12))

/** A run that goes on while the test does. */
export class LiveRun extends FakeRun {
  readonly end: Promise<Played>
  readonly #facts: RunFacts
  readonly #pull: PullRequest

  constructor(pullRequest: PullRequest, facts: RunFacts) {
    super(pullRequest, facts)
    this.#pull = pullRequest
    this.#facts = facts
    this.end = this.play()
  }

  /** Somebody runs it again. */
  again(changes: RunFacts = {}): LiveRun {
    const { attempt = 1 } = this.#facts
    return new LiveRun(this.#pull, { ...this.#facts, attempt: attempt + 1, ...changes })
  }

  /** What later steps see. */
  get told() {
    const { outcome, reused } = this.outputs
    return [outcome, numberOf(this.outputs['job-id']), reused === 'true' ? 'reused' : 'new']
  }
}
